"""Which model is asked, where, and with what key."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from assistant.errors import ModelUnavailable
from assistant.model.base import Frozen

DEFAULT_BASE_URL = "https://api.openai.com/v1"
# Local servers ask for no key, but the protocol wants a header.
NO_KEY = "none"


class Endpoint(Frozen):
    """One model behind one address; the key never shows in ``repr``, JSON, cache or log."""

    model: str
    base_url: str = DEFAULT_BASE_URL
    api_key: SecretStr = SecretStr(NO_KEY)

    @property
    def host(self) -> str:
        """Return host and port: the only ones that a request may go to."""
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


_PORTS = {"http": 80, "https": 443}


def find_endpoint(model: str = "", environ: Mapping[str, str] | None = None) -> Endpoint | None:
    """Return the endpoint that a call or the environment names; None without a model's name.

    Reads ``JIXIAO_MODEL``, ``OPENAI_BASE_URL`` and ``OPENAI_API_KEY``. Raises
    ``ModelUnavailable`` where the address is no http(s) address, carries a password, or where
    the public service would be called without a key.
    """
    environ = os.environ if environ is None else environ
    name = (model or environ.get("JIXIAO_MODEL", "")).strip()
    if not name:
        return None
    address = _clean(environ.get("OPENAI_BASE_URL", "").strip() or DEFAULT_BASE_URL)
    key = environ.get("OPENAI_API_KEY", "").strip()
    if not key and address == DEFAULT_BASE_URL:
        raise ModelUnavailable(f"没有设置 OPENAI_API_KEY，不能使用模型“{name}”。")
    if not key.isascii() or not key.isprintable():
        raise ModelUnavailable("OPENAI_API_KEY 里有中文、空格或其他不该有的字符。")
    return Endpoint(model=name, base_url=address, api_key=SecretStr(key or NO_KEY))


def _clean(address: str) -> str:
    """Return the address without a final slash; the error names no part that may be secret."""
    try:
        parts = urlsplit(address)
        valid = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise ModelUnavailable("OPENAI_BASE_URL 不是 http 或 https 地址。")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ModelUnavailable("OPENAI_BASE_URL 里不能带用户名、密码或参数。")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
