"""What can go wrong between us and a server, sorted by what to do about it."""

import json
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a fault calls for."""

    KEY = "stop: the key is refused"
    QUOTA = "stop: nothing left to spend"
    UNSUPPORTED = "ask with fewer parameters"
    REJECTED = "don't ask this again"
    MISSING = "this model or address doesn't exist"
    BUSY = "ask again later"
    BROKEN = "ask again once: no proper reply"
    SLOW = "the deadline has passed"
    ABROAD = "the server sends us elsewhere"


class Fault(Exception):
    """One failed call; ``str(fault)`` is Chinese, ``said`` the server's own words."""

    def __init__(
        self, kind: Kind, reason: str, said: str = "", wait: float | None = None, status: int = 0
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.said = said
        self.wait = wait
        self.status = status

    @property
    def reason(self) -> str:
        """Return the fault in Chinese with the beginning of what the server said."""
        words = " ".join(self.said.split())[:120]
        return f"{self}（服务器原话：{words}）" if words else str(self)


_QUOTA = re.compile(
    r"insufficient_quota|exceeded_current_quota|arrearage|insufficient.{0,12}balance|"
    r"billing_hard_limit|billing_not_active|credit balance is too low|余额不足|欠费|额度已用完|\b1113\b",
    re.I,
)
_TOO_LONG = re.compile(
    r"context.?length|context.?window|maximum context|too many tokens|prompt is too long|"
    r"input is too long|reduce the length|range of input length|上下文长度|输入过长|长度超",
    re.I,
)
_FILTERED = re.compile(
    r"content_filter|content_policy|data_inspection_failed|sensitive|违规|敏感", re.I
)
_ADAPTABLE = (400, 405, 415, 422, 501)
_TRANSIENT = (408, 409, 423, 425, 429)
_SECRET = re.compile(r"\b(?:sk|ak|key|Bearer)[-_ ][\w\-*.]{6,}", re.I)


def from_status(status: int, headers: Mapping[str, str], body: str) -> Fault:
    """Return the fault that an HTTP status and its body stand for."""
    said = _SECRET.sub("〔密钥〕", message(body))
    if 300 <= status < 400:
        return Fault(Kind.ABROAD, f"服务器要求转到别处（{status}），没有跟随", status=status)
    if status == 402 or (status in (400, 403, 429, 500) and _QUOTA.search(said)):
        return Fault(Kind.QUOTA, f"模型账户的额度已用完（{status}）", said, status=status)
    if status in (401, 403):
        return Fault(Kind.KEY, f"模型服务器不认密钥（{status}）", said, status=status)
    if status in _TRANSIENT or (status >= 500 and status != 501):
        return Fault(Kind.BUSY, _busy(status), said, retry_after(headers), status)
    if status == 413 or (status in _ADAPTABLE and _TOO_LONG.search(said)):
        return Fault(Kind.REJECTED, f"内容太长，模型服务器不收（{status}）", said, status=status)
    if status in _ADAPTABLE and _FILTERED.search(said):
        return Fault(Kind.REJECTED, f"内容没有通过服务器的审查（{status}）", said, status=status)
    if status in _ADAPTABLE:
        return Fault(Kind.UNSUPPORTED, f"模型服务器不接受这个请求（{status}）", said, status=status)
    if status in (404, 410):
        return Fault(Kind.MISSING, f"没有这个模型或地址（{status}）", said, status=status)
    return Fault(Kind.BROKEN, f"模型服务器的答复不合规范（{status}）", said, status=status)


def message(body: str) -> str:
    """Return code, type and words of an error body; the body's beginning where it has none."""
    try:
        data: Any = json.loads(body)
    except (ValueError, RecursionError):
        return re.sub(r"<[^>]*>", " ", body[:2000]).strip()[:500]
    error = data.get("error", data) if isinstance(data, dict) else data
    if isinstance(error, dict):
        keys = ("code", "type", "param", "message", "detail", "msg")
        error = " ".join(str(error[key]) for key in keys if error.get(key))
    return str(error)[:500]


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return the seconds that a server asks us to wait (number or HTTP date), if it does."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        text = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text):
            return float(text) / unit
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, date.timestamp() - (time.time() if now is None else now))


def _busy(status: int) -> str:
    return (
        "模型服务器限制了请求频率（429）"
        if status == 429
        else f"模型服务器暂时不能应答（{status}）"
    )
