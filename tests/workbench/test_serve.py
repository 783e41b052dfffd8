"""Where the workbench may be served: on loopback, and nowhere that others could reach."""

import socket

import pytest

from assistant.errors import WrongUse
from assistant.workbench.serve import hosts, listening

REFUSED = [
    "0.0.0.0",
    "::",
    "192.168.1.5",
    "10.0.0.1",
    "example.com",
    "",
    "127.0.0.1.nip.io",
    "8.8.8.8",
]


@pytest.mark.parametrize("host", REFUSED)
def test_an_address_that_others_could_reach_is_refused(host: str) -> None:
    with pytest.raises(WrongUse, match="只在本机打开"):
        listening(host, 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.3.2.1"])
def test_a_free_port_is_taken_on_loopback(host: str) -> None:
    with listening(host, 0) as listener:
        address, port = listener.getsockname()
        assert address.startswith("127.") and port > 1024
        assert f"127.0.0.1:{port}" in hosts(listener) and f"localhost:{port}" in hosts(listener)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(WrongUse, match=f"端口 {port} 用不了"):
            listening("127.0.0.1", port)
