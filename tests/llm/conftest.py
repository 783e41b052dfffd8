"""Short waits for all tests of this folder, and clients that are always closed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from assistant.llm import Client, Endpoint, Options, Request, calling, connect
from tests.llm.server import Draft

Connects = Callable[..., Client]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_FIRST_WAIT", 0.01)


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[Connects]:
    """Return what connects to an endpoint, with a cache that lasts for the test."""
    with ExitStack() as stack:

        def opens(endpoint: Endpoint, **options: Any) -> Client:
            client = connect(endpoint, Options(**{"cache": tmp_path / "cache", **options}))
            assert client is not None
            return stack.enter_context(client)

        yield opens


def question(user: str = "请写一句。", seconds: float = 5.0, **more: Any) -> Request[Draft]:
    return Request("problems", "1", "你写绩效报告。", user, Draft, seconds=seconds, **more)
