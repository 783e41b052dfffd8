"""The way to the server: one host, bounded replies, and every fault named.

Imported only when a model is asked (httpx2 comes with the client library).
"""

import ssl
import zlib
from collections.abc import Callable
from urllib.request import getproxies, proxy_bypass

import anyio
import httpx2

from assistant.llm.endpoint import Endpoint
from assistant.llm.envelope import regular
from assistant.llm.faults import Fault, Kind, from_status

MAX_BODY = 2 * 2**20
_ERROR_BODY = 64 * 2**10


class Guarded(httpx2.AsyncBaseTransport):
    """Sends to the endpoint's host only and hands on nothing but regular completions."""

    def __init__(self, endpoint: Endpoint, max_body: int = MAX_BODY) -> None:
        self._host = endpoint.host
        self._secret = endpoint.api_key.get_secret_value()
        self._max_body = max_body
        self._inner = httpx2.AsyncHTTPTransport(proxy=_proxy(endpoint))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return a regular completion; raises ``Fault`` for everything else."""
        try:
            response = await self._inner.handle_async_request(self._discreet(request))
            try:
                body = await self._body(response)
            finally:
                await response.aclose()
        except httpx2.TimeoutException as error:
            raise Fault(Kind.BUSY, "模型服务器没有按时应答") from error
        except (httpx2.RequestError, ssl.SSLError, anyio.EndOfStream, OSError) as error:
            raise Fault(Kind.BUSY, _connection(error)) from error
        if response.status_code != 200:
            text = body[:_ERROR_BODY].decode("utf-8", "replace").replace(self._secret, "〔密钥〕")
            raise from_status(response.status_code, response.headers, text)
        return httpx2.Response(
            200,
            headers={"content-type": "application/json"},
            content=regular(body),
            request=request,
        )

    def _discreet(self, request: httpx2.Request) -> httpx2.Request:
        """Return the request for our own host only, without what it tells of this machine."""
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        if f"{request.url.host}:{port}" != self._host:
            raise Fault(Kind.ABROAD, "请求指向别的服务器，没有发出")
        headers = {
            name: value
            for name, value in request.headers.items()
            if not name.startswith("x-stainless-")
        }
        return httpx2.Request(
            request.method,
            request.url,
            headers=headers | {"accept-encoding": "gzip", "user-agent": "jixiao"},
            stream=request.stream,
            extensions=request.extensions,
        )

    async def _body(self, response: httpx2.Response) -> bytes:
        parts, size = [], 0
        unpack = _unpacker(response.headers.get("content-encoding", ""))
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        async for chunk in response.stream:
            parts.append(unpack(chunk, self._max_body + 1 - size))
            size += len(parts[-1])
            if size > self._max_body:
                raise Fault(Kind.BROKEN, "模型服务器的答复过大")
        return b"".join(parts)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """Return what unpacks a chunk to at most so many bytes."""
    if encoding.strip().lower() in ("", "identity"):
        return _as_it_is
    if encoding.strip().lower() not in ("gzip", "deflate", "x-gzip"):
        raise Fault(Kind.BROKEN, "模型服务器的答复用了没有约定的压缩方式")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress

    def unpacked(chunk: bytes, most: int) -> bytes:
        try:
            return unpack(chunk, most)
        except zlib.error as error:
            raise Fault(Kind.BROKEN, "模型服务器的答复压缩有误") from error

    return unpacked


def _as_it_is(chunk: bytes, most: int) -> bytes:
    return chunk[:most]


def _connection(error: Exception) -> str:
    if isinstance(error, httpx2.ConnectError):
        return "连不上模型服务器"
    if isinstance(error, ssl.SSLError):
        return "与模型服务器的加密连接失败"
    return "与模型服务器的连接中断"


def _proxy(endpoint: Endpoint) -> str | None:
    """Return the proxy that the system names for the endpoint, if it doesn't except its host."""
    scheme, host = endpoint.base_url.split(":")[0], endpoint.host.rpartition(":")[0]
    if host in ("localhost", "::1") or host.startswith("127.") or proxy_bypass(host):
        return None
    return getproxies().get(scheme)
