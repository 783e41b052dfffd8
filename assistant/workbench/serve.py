"""Serving the workbench on this machine's loopback address, and to nobody else."""

import asyncio
import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address

import uvicorn
from starlette.types import ASGIApp

from assistant.errors import WrongUse
from assistant.workbench.app import create_app, guarded
from assistant.workbench.guard import Access, new_access
from assistant.workbench.room import Room

_GRACE = 3
"""Seconds for requests that are under way when the server ends."""
_BACKLOG = 128
_SWITCH = 0.0005
"""Seconds for which one thread computes while others wait to."""

Ready = Callable[[str], None]
"""Hears of the address to open, once it answers."""


def serve(
    room: Room,
    ready: Ready,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    access: Access | None = None,
) -> None:
    """Serve a room until Ctrl-C or SIGTERM; ``port`` 0 takes one that is free.

    Raises ``WrongUse`` for an address that others could reach, or a port that is taken.
    """
    with listening(host, port) as listener:
        access = access or new_access()
        name = _in_address(host)
        origin = f"http://{name}:{listener.getsockname()[1]}"
        app = guarded(create_app(room), access, hosts(listener))
        # A check computes for a tenth of a second: requests that only save needn't wait so long.
        sys.setswitchinterval(_SWITCH)
        server = _Server(_config(app), lambda: ready(access.address(origin)))
        asyncio.run(server.serve(sockets=[listener]))


def listening(host: str, port: int) -> socket.socket:
    """Return a listening socket at a loopback address; ``WrongUse`` for any other."""
    address = _loopback(host)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise WrongUse(
            f"{host} 的端口 {port} 用不了（{error.strerror}），请换一个 --port。"
        ) from error


def hosts(listener: socket.socket) -> list[str]:
    """Return the values of Host under which a socket may be spoken to."""
    port = listener.getsockname()[1]
    return [f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")]


def _loopback(host: str) -> str:
    """Return a loopback address as numbers."""
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise WrongUse(
            f"审核台只在本机打开，--host 不能是 {host}，只能是 127.0.0.1、::1 或 localhost。"
        )
    return str(address)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", ws="none",
        proxy_headers=False, server_header=False, timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()
