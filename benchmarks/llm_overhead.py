"""What our code adds to a call of a model, against a server on loopback that answers at once.

The server's replies are written by hand. Compared with the bare HTTP exchange of the same body
by the same HTTP library; goal: at most 20 ms of our own for each slot.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx2

from assistant.llm import Client, Options, Outcome, Request, connect, quote
from tests.llm.server import GOOD_TEXT, Draft, Exchange, Loopback, serving

RUNS = 60
PASSAGE = "2024年，预算调整较大，水电差旅费超出预算。联系人：张三，电话13800000000。\n" * 60


def plays(exchange: Exchange) -> None:
    """Answer at once."""
    exchange.say(exchange.good)


def question(number: int) -> Request[Draft]:
    """Return a question of the size of a real slot: some 2,500 characters of evidence."""
    return Request("bench", "1", "你写绩效报告。", quote(f"总结{number}", PASSAGE), Draft)


def times(call: Callable[[int], object], runs: int = RUNS) -> list[float]:
    """Return the milliseconds of each run."""
    taken = []
    for number in range(runs):
        start = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def bare(server: Loopback) -> list[float]:
    """Measure the HTTP exchange alone."""
    body = server.requests[-1]
    with httpx2.Client() as http:
        url = f"{server.endpoint.base_url}/chat/completions"
        return times(lambda _: json.loads(http.post(url, json=body).content))


def ask(client: Client, number: int) -> None:
    """Ask and insist on an answer."""
    assert client.ask(question(number)).outcome == Outcome.ANSWERED


def show(name: str, taken: list[float], base: float) -> None:
    """Print median and worst of ten, and what lies above the bare exchange."""
    middle, worst = statistics.median(taken), statistics.quantiles(taken, n=10)[-1]
    print(f"{name:<34}{middle:7.1f} ms  p90 {worst:6.1f} ms  own {middle - base:6.1f} ms")


def main() -> None:
    """Measure calls that are sent, calls from the cache, and 60 side by side."""
    with tempfile.TemporaryDirectory() as folder, serving(plays, tries=True) as server:
        start = time.perf_counter()
        client = connect(server.endpoint, Options(cache=Path(folder)))
        assert client is not None
        with client:
            print(
                f"connect (imports included)        {(time.perf_counter() - start) * 1000:7.0f} ms"
            )
            ask(client, -1)
            asked = times(lambda number: ask(client, number))
            cached = times(lambda number: ask(client, number))
            start = time.perf_counter()
            client.ask_many([question(number + RUNS) for number in range(RUNS)])
            each = (time.perf_counter() - start) * 1000 / RUNS
        base = statistics.median(bare(server))
    print(f"bare HTTP exchange                {base:7.1f} ms   ({len(GOOD_TEXT)} characters back)")
    show("a call through the client", asked, base)
    show("the same from the cache", cached, 0)
    print(f"side by side, for each            {each:7.1f} ms")


if __name__ == "__main__":
    main()
