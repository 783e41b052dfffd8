"""Every behaviour of a server leads to its outcome, through the real client over real HTTP."""

import re
import time

import pytest

from assistant.errors import ModelUnavailable
from assistant.llm import Outcome, Reply
from tests.llm.behaviours import ALL, Behaviour
from tests.llm.conftest import Connects, question
from tests.llm.server import ANSWER, KEY, Draft, Loopback, serving


def ask(server: Loopback, behaviour: Behaviour, connected: Connects) -> Reply[Draft]:
    """Ask in the way that raises nothing, after a trial where the server sees it."""
    client = connected(server.endpoint)
    (reply,) = client.ask_many([question(seconds=behaviour.seconds)])
    return reply


@pytest.mark.parametrize("behaviour", ALL, ids=lambda each: each.name)
def test_behaviour(behaviour: Behaviour, connected: Connects) -> None:
    with serving(behaviour.plays, behaviour.tries) as server:
        begun = time.monotonic()
        reply = ask(server, behaviour, connected)
        taken = time.monotonic() - begun
        asked = len(server.requests)
    assert reply.outcome == behaviour.outcome, reply.reason
    assert asked <= behaviour.calls
    assert taken < behaviour.seconds + 1
    if reply.outcome == Outcome.ANSWERED:
        assert (reply.value, reply.reason) == (ANSWER, "")
    else:
        assert reply.value is None
        assert re.search(r"[\u4e00-\u9fff]", reply.reason)
        assert KEY not in reply.reason


def test_there_are_enough_behaviours() -> None:
    assert len({each.name for each in ALL}) == len(ALL) >= 40


@pytest.mark.parametrize("behaviour", [b for b in ALL if b.outcome == Outcome.STOPPED],
                         ids=lambda each: each.name)  # fmt: skip
def test_a_refused_key_stops_the_run(behaviour: Behaviour, connected: Connects) -> None:
    with serving(behaviour.plays) as server:
        client = connected(server.endpoint)
        for _ in range(2):
            with pytest.raises(ModelUnavailable) as raised:
                client.ask(question())
        assert len(server.requests) == 1
    assert raised.value.exit_code == 3
    assert raised.value.advice


def test_a_server_that_is_gone(connected: Connects) -> None:
    with serving(lambda exchange: None) as server:
        endpoint = server.endpoint
    replies = connected(endpoint).ask_many([question(f"第{n}句") for n in range(12)])
    assert {reply.outcome for reply in replies} == {Outcome.UNAVAILABLE}
    assert sum(reply.calls == 0 for reply in replies) >= 4, "it goes on asking in vain"
