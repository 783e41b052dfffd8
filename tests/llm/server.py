"""A server on loopback that plays OpenAI-compatible endpoints, good ones and bad ones.

No model stands behind it: every reply in these tests is written by hand.
"""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import SecretStr

from assistant.llm import Endpoint
from assistant.model.base import Model

KEY = "sk-loopback-0123456789abcdef"
PATIENCE = 5.0


class Sentence(Model):
    text: str
    refs: tuple[str, ...]


class Draft(Model):
    """The answer that tests ask for."""

    sentences: tuple[Sentence, ...]
    level: int


GOOD: dict[str, Any] = {
    "sentences": [{"text": "预算执行偏慢，原因待补充。", "refs": ["F001"]}],
    "level": 2,
}
GOOD_TEXT = json.dumps(GOOD, ensure_ascii=False)
ANSWER = Draft.model_validate_json(GOOD_TEXT)


class Exchange(BaseHTTPRequestHandler):
    """One request and the means to answer it well or badly."""

    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    disable_nagle_algorithm = True
    server: "Loopback"
    body: dict[str, Any]
    nth: int

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.body = json.loads(data)
        self.server.seen(self)
        try:
            if self.is_trial and not self.server.tries:
                self.say('{"answer": "是"}')
            else:
                self.server.plays(self)
        except OSError:
            self.close_connection = True

    def do_GET(self) -> None:
        self.server.seen(self)
        self.reply(405, b"")

    @property
    def is_trial(self) -> bool:
        return "一加一" in self.body["messages"][-1]["content"]

    @property
    def rung(self) -> str:
        if "tools" in self.body:
            return "tool"
        form = self.body.get("response_format", {})
        return str(form.get("type", "plain"))

    @property
    def good(self) -> str:
        return '{"answer": "是"}' if self.is_trial else GOOD_TEXT

    def say(self, text: str | None, finish: str = "stop", **message: Any) -> None:
        """Answer with a regular completion."""
        if self.rung == "tool" and text is not None and not message:
            message = {"tool_calls": [call("answer", text)]}
            text = None
        self.complete({"role": "assistant", "content": text, **message}, finish)

    def complete(self, message: Any, finish: str = "stop", **envelope: Any) -> None:
        data = {
            "id": "by-hand",
            "object": "chat.completion",
            "created": 1,
            "model": self.body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
        self.reply(200, json.dumps(data | envelope).encode())

    def error(self, status: int, text: str, headers: Mapping[str, str] = {}, **more: Any) -> None:
        self.reply(status, json.dumps({"error": {"message": text, **more}}).encode(), headers)

    def reply(self, status: int, body: bytes, headers: Mapping[str, str] = {}) -> None:
        given = {"content-type": "application/json", "content-length": str(len(body))}
        self.begin(status, given | dict(headers))
        self.wfile.write(body)

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def wait(self, seconds: float) -> None:
        """Sleep, or wake when the server stops."""
        self.server.stopping.wait(seconds)

    def reset(self) -> None:
        """Break the connection off (RST), with what was sent so far still under way."""
        self.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.server.abrupt.add(self.connection)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


Plays = Callable[[Exchange], None]


class Loopback(ThreadingHTTPServer):
    """Plays one behaviour; ``tries`` lets it see the trial questions too."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, plays: Plays, tries: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.plays, self.tries = plays, tries
        self.stopping = threading.Event()
        self.abrupt: set[socket.socket] = set()
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.connections = 0
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(
            model="by-hand",
            base_url=f"http://127.0.0.1:{self.port}/v1",
            api_key=SecretStr(KEY),
        )

    def seen(self, exchange: Exchange) -> None:
        with self._lock:
            if getattr(exchange, "body", None) is not None and not exchange.is_trial:
                self.requests.append(exchange.body)
                self.headers.append({k.lower(): v for k, v in exchange.headers.items()})
            exchange.nth = len(self.requests)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        if request in self.abrupt:
            self.abrupt.discard(request)
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


def call(name: str, arguments: Any) -> dict[str, Any]:
    """Return a function call as servers write it."""
    return {
        "id": "call_1",
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    }


@contextmanager
def serving(plays: Plays, tries: bool = False) -> Iterator[Loopback]:
    """Run a server for the length of a ``with`` block."""
    server = Loopback(plays, tries)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        thread.join(PATIENCE)
        server.server_close()
