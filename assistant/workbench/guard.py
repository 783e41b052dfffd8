"""Who may speak to the workbench: whoever opened the address that it printed, and no other page.

A loopback port can be reached by every user of the machine and by every page that is open in
the browser. Three things stand before all routes: the Host must be ours (a foreign name that
was made to resolve to loopback is refused), a request that changes something must come from
our own page (Origin), and a random token must be known. The token is a cookie below a random
path: a cookie is sent to every port of its host, but not to a path that nobody else knows.
"""

import hmac
import secrets
from collections.abc import Collection
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "jixiao"
KEY = "key"
"""The token's name in the address that is opened."""

_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Access(NamedTuple):
    """The random path and token of one run of the workbench."""

    prefix: str
    token: str

    def address(self, origin: str) -> str:
        """Return the address to open in a browser."""
        return f"{origin}{self.prefix}/?{urlencode({KEY: self.token})}"


def new_access() -> Access:
    """Return a path and token that nobody can guess."""
    return Access(prefix=f"/{secrets.token_urlsafe(12)}", token=secrets.token_urlsafe(24))


class Guard:
    """ASGI middleware around the whole application.

    ``hosts`` are the values of Host that are ours, with the port. A script may send the token
    as ``Authorization: Bearer`` instead of the cookie; it needs no Origin then.
    """

    def __init__(self, app: ASGIApp, access: Access, hosts: Collection[str]) -> None:
        self._app, self._access = app, access
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, answer it here, or leave it alone where it is none."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(HTTPConnection(scope))
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        await self._app({**scope, "root_path": self._access.prefix}, receive, _with_headers(send))

    def _refusal(self, request: HTTPConnection) -> Response | None:
        """Return what a request gets instead of the application, None where it may go on."""
        if request.headers.get("host", "").lower() not in self._hosts:
            return _no("本页面只能从本机打开。", HTTPStatus.MISDIRECTED_REQUEST)
        path = request.scope["path"]
        if path != self._access.prefix and not path.startswith(f"{self._access.prefix}/"):
            return _no(_LOST, HTTPStatus.FORBIDDEN)
        if _same(_bearer(request.headers), self._access.token):
            return None
        if not self._from_here(request):
            return _no("请求来自别的页面，没有执行。", HTTPStatus.FORBIDDEN)
        if self._key_given(request):
            return self._let_in(request)
        if not _same(request.cookies.get(COOKIE, ""), self._access.token):
            return _no(_LOST, HTTPStatus.FORBIDDEN)
        return None

    def _from_here(self, request: HTTPConnection) -> bool:
        """Tell whether a request comes from our own page, where that matters."""
        site = request.headers.get("sec-fetch-site", "same-origin")
        opened = request.headers.get("sec-fetch-mode", "") == "navigate"
        method = request.scope["method"]
        if method in _SAFE:
            return site in ("same-origin", "none") or (opened and self._key_given(request))
        origin = request.headers.get("origin", "")
        host = request.headers["host"].lower()
        return site == "same-origin" and origin.lower() == f"{request.url.scheme}://{host}"

    def _key_given(self, request: HTTPConnection) -> bool:
        given = parse_qs(request.scope["query_string"].decode("latin-1")).get(KEY, [""])
        return request.scope["method"] == "GET" and _same(given[0], self._access.token)

    def _let_in(self, request: HTTPConnection) -> Response:
        """Return the answer that keeps the token as a cookie and takes it out of the address."""
        answer = RedirectResponse(request.scope["path"], HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            COOKIE, self._access.token, path=self._access.prefix, httponly=True, samesite="strict"
        )
        return answer


_LOST = "没有访问权限：请用 jixiao review 打印的完整地址打开。"


def _no(message: str, status: HTTPStatus) -> Response:
    return PlainTextResponse(f"{message}\n", status)


def _bearer(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending
