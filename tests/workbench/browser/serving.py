"""The workbench as it is served: uvicorn on loopback, behind the guard, with a store of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn

from assistant.settings import Settings
from assistant.workbench.app import create_app, guarded
from assistant.workbench.guard import Access, new_access
from assistant.workbench.room import Room
from assistant.workbench.store import open_store

_GRACE = 10
"""Seconds for requests that are under way at the end; a server that hangs must not outlive it."""


class Served(NamedTuple):
    """A workbench that runs: its room, and how to speak to it."""

    room: Room
    origin: str
    access: Access

    @property
    def address(self) -> str:
        """The address to open."""
        return self.access.address(self.origin)

    def page(self, path: str = "/") -> str:
        """Return a page's address; the browser must have opened ``address`` before."""
        return f"{self.origin}{self.access.prefix}{path}"


@contextmanager
def served(folder: Path, actor: str, settings: Settings | None = None) -> Iterator[Served]:
    """Serve a new store below ``folder`` until the end of the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    access = new_access()
    with (
        open_store(folder / "store") as store,
        Room(store, folder / "made", settings, actor=actor) as room,
    ):
        config = uvicorn.Config(
            guarded(create_app(room), access, {host}), log_level="warning", lifespan="off",
            timeout_graceful_shutdown=_GRACE,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield Served(room, f"http://{host}", access)
        finally:
            server.should_exit = True
            thread.join(2 * _GRACE)
