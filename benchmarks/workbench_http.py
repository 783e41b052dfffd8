"""The workbench over HTTP: how soon fields show, a re-check after an edit, ten clients at once.

    python -m benchmarks.workbench_http [--seconds 120] [--pause 1.0] [--json]

Goals: the first fields of a pack of more than 400 values within 1 s of the request; a re-check
after an edit at most 150 ms on the server; ten clients on packs of their own, who rest for
``--pause`` seconds on average between two saves: p95 of a save at most 200 ms, nothing lost.
Server and clients share the machine.
"""

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

from assistant.cli_draft import demo_paths

CLIENTS = 10
GOALS = {"first fields": 1000.0, "re-check": 150.0, "save": 200.0}
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(/[\w-]+)/\S*\?key=([\w-]+)")


class Server(NamedTuple):
    """A workbench that runs: its port, path and token."""

    port: int
    prefix: str
    key: str


class Client:
    """One browser's connection."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask(self, method: str, path: str, body: Any = None, kind: str = "application/json") -> Any:
        """Send a request and return the answer's JSON; ``RuntimeError`` for an error."""
        data = json.dumps(body).encode() if kind == "application/json" else body
        headers = {"Authorization": f"Bearer {self._server.key}", "Content-Type": kind}
        self._connection.request(
            method, f"{self._server.prefix}{path}", data if body is not None else None, headers
        )
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content) if "json" in answer.headers["content-type"] else content

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Save(NamedTuple):
    """One acknowledged save: what kind, its number, and how long it took in milliseconds."""

    kind: str
    seq: int
    milliseconds: float


class Told(NamedTuple):
    """What one client tells when its time is over."""

    pack: str
    saves: list[Save]
    error: str


@contextmanager
def serving() -> Iterator[Server]:
    """Run the command on a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-c", "from assistant.cli import main; main()", "review",
             "--no-browser", "--store", folder],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout
        try:
            lines = iter(process.stdout.readline, "")
            found = next(hit for line in lines if (hit := _ADDRESS.search(line)))
            yield Server(int(found[1]), found[2], found[3])
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()


def read_pack(client: Client) -> str:
    """Make a pack of the demo's files, read it, and return its id."""
    pack = client.ask("POST", "/api/packs", {"title": "测量"})["pack_id"]
    paths = demo_paths()
    roles = {"pack": paths.pack, "prior": paths.prior, "summary": paths.summaries}
    for role, files in roles.items():
        for path in files:
            kind, body = _form(path.name, path.read_bytes(), role)
            client.ask("POST", f"/api/packs/{pack}/files", body, kind)
    client.ask("POST", f"/api/packs/{pack}/read")
    while (state := client.ask("GET", f"/api/packs/{pack}/progress")["state"]) != "done":
        assert state != "failed"
        time.sleep(0.05)
    return str(pack)


def _form(name: str, content: bytes, role: str) -> tuple[str, bytes]:
    mark = uuid4().hex
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="role"\r\n\r\n{role}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    )
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    return f"multipart/form-data; boundary={mark}", body


def work(
    server: Server, pack: str, number: int, begin: threading.Barrier, plan: argparse.Namespace
) -> Told:
    """Look at a pack; when all have, decide until the time is over."""
    client, chance, saves = Client(server), random.Random(number), list[Save]()
    findings = client.ask("GET", f"/api/packs/{pack}/findings")
    version = findings["version"]
    fields = client.ask("GET", f"/api/packs/{pack}/fields")["fields"]
    numbers = [each["place"] for each in fields if each["read_as"]]
    begin.wait()
    end = time.monotonic() + plan.seconds
    try:
        while time.monotonic() < end:
            time.sleep(chance.uniform(0, 2 * plan.pause))
            path, kind, body = _decision(chance, pack, version, numbers)
            sent = time.perf_counter()
            saved = client.ask("POST", path, body)
            took = (time.perf_counter() - sent) * 1000
            saves.append(Save(kind, saved["seq"], took))
            version = saved["version"]
    except (RuntimeError, OSError, http.client.HTTPException) as error:
        return Told(pack, saves, f"{type(error).__name__}: {error}")
    finally:
        client.close()
    return Told(pack, saves, "")


def _decision(
    chance: random.Random, pack: str, version: int, numbers: list[str]
) -> tuple[str, str, Any]:
    """Return where to send which kind of decision, and what; one in two is an edit."""
    step: dict[str, Any] = {"id": str(uuid4()), "expected": version}
    events = f"/api/packs/{pack}/events"
    draw = chance.random()
    if draw < 0.5:
        place, after = chance.choice(numbers), f"{chance.uniform(1, 900):.2f}"
        return (
            events,
            "edit",
            step | {"data": {"kind": "field_fixed", "place": place, "after": after}},
        )
    data = {"kind": "field_confirmed", "place": chance.choice(numbers)}
    return events, "other", step | {"data": data}


def lost(client: Client, told: Told) -> int:
    """Return how many acknowledged saves the history doesn't hold."""
    known = {line["seq"] for line in client.ask("GET", f"/api/packs/{told.pack}/history")["lines"]}
    return sum(save.seq not in known for save in told.saves)


def first_look(client: Client, pack: str) -> float:
    """Return the milliseconds from the request of the page's fields to the last of their bytes."""
    begin = time.perf_counter()
    client.ask("GET", f"/packs/{pack}?pane=fields")
    return (time.perf_counter() - begin) * 1000


def rechecks(client: Client, pack: str, count: int = 20) -> list[float]:
    """Return how long edits take one after another, the check after each included."""
    fields = client.ask("GET", f"/api/packs/{pack}/fields")
    numbers = [each["place"] for each in fields["fields"] if each["read_as"]]
    version, out = fields["version"], []
    for number in range(count):
        data = {
            "kind": "field_fixed",
            "place": numbers[number * 7 % len(numbers)],
            "after": f"{number + 3}.21",
        }
        body = {"id": str(uuid4()), "expected": version, "data": data}
        begin = time.perf_counter()
        version = client.ask("POST", f"/api/packs/{pack}/events", body)["version"]
        out.append((time.perf_counter() - begin) * 1000)
    return out


def part(times: list[float], share: float) -> float:
    """Return the time that ``share`` of the times don't exceed, in milliseconds."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1) if ordered else 0.0


def run(plan: argparse.Namespace) -> dict[str, Any]:
    """Return all figures; times in milliseconds."""
    with serving() as server:
        client = Client(server)
        pack = read_pack(client)
        out: dict[str, Any] = {"first fields": round(first_look(client, pack), 1)}
        out["fields again"] = round(first_look(client, pack), 1)
        edits = rechecks(client, pack)
        out |= {"re-check p50": part(edits, 0.5), "re-check p95": part(edits, 0.95)}
        packs = [read_pack(client) for _ in range(CLIENTS)]
        begin = threading.Barrier(CLIENTS)

        def one(number: int) -> Told:
            return work(server, packs[number], number, begin, plan)

        with ThreadPoolExecutor(CLIENTS) as threads:
            told = list(threads.map(one, range(CLIENTS)))
        client.close()
        client = Client(server)  # the server has ended the one that was idle so long
        saves = [save for each in told for save in each.saves]
        for kind in ("edit", "other"):
            out[f"{kind} p95"] = part([s.milliseconds for s in saves if s.kind == kind], 0.95)
        times = [save.milliseconds for save in saves]
        out |= {"saves": len(saves), "save p50": part(times, 0.5), "save p95": part(times, 0.95),
                "longest": part(times, 1.0), "lost": sum(lost(client, each) for each in told),
                "errors": [each.error for each in told if each.error]}  # fmt: skip
        client.close()
    return out


def main() -> None:
    """Measure, print, and fail where a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = run(args)
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        print(f"{name:<14} {value}")
    reached = (
        result["first fields"] <= GOALS["first fields"]
        and result["re-check p50"] <= GOALS["re-check"]
        and result["save p95"] <= GOALS["save"]
        and not result["lost"] and not result["errors"] and result["saves"]
    )  # fmt: skip
    if not reached:
        raise SystemExit("a goal is missed")


if __name__ == "__main__":
    main()
