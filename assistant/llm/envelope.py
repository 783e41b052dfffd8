"""The body of a chat completion, made regular before the client library reads it.

A reply is one text: the arguments of the function that was called, else the content. Whatever
the libraries would stumble over (missing keys, wrong types, several choices, lists of parts) is
settled here, or is a ``Fault``.
"""

import json
import re
from typing import Any

from assistant.llm.faults import Fault, Kind, from_status


def regular(body: bytes) -> bytes:
    """Return a completion with one choice, text content and counted usage; raises ``Fault``."""
    data = _json(body)
    if not isinstance(data, dict):
        raise _broken("答复不是 JSON 对象")
    if data.get("error") and not data.get("choices"):
        raise _error_inside(data["error"])
    choice = _first(data.get("choices"))
    message = choice.get("message")
    if not isinstance(message, dict):
        raise _broken("答复里没有消息")
    clean = {
        "id": "reply",
        "object": "chat.completion",
        "created": 0,
        "model": _text(data.get("model")),
        "choices": [
            {"index": 0, "finish_reason": _finish(choice), "message": _message(message)}
        ],
        "usage": _usage(data.get("usage")),
    }  # fmt: skip
    return json.dumps(clean).encode()


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _broken("答复不是完整的 JSON") from error


def _broken(reason: str) -> Fault:
    return Fault(Kind.BROKEN, f"模型服务器的{reason}")


def _error_inside(error: Any) -> Fault:
    """Return the fault of an error that came with status 200."""
    code = str(error.get("code")) if isinstance(error, dict) else ""
    status = int(code) if re.fullmatch(r"[45]\d\d", code) else 500
    return from_status(status, {}, json.dumps({"error": error}))


def _first(choices: Any) -> dict[str, Any]:
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise _broken("答复里没有内容（choices）")
    return choices[0]


def _message(message: dict[str, Any]) -> dict[str, Any]:
    called = _arguments(message)
    refusal = message.get("refusal")
    return {
        "role": "assistant",
        "content": called or _text(message.get("content")),
        "refusal": refusal if isinstance(refusal, str) else None,
    }


def _arguments(message: dict[str, Any]) -> str:
    """Return the arguments of the first function call, under whatever name it was called."""
    calls = message.get("tool_calls")
    first = calls[0] if isinstance(calls, list) and calls else {}
    function = first.get("function") if isinstance(first, dict) else None
    function = function or message.get("function_call")
    given = function.get("arguments") if isinstance(function, dict) else None
    return json.dumps(given) if isinstance(given, dict) else _text(given)


def _text(content: Any) -> str:
    """Return text that may come as a string or as a list of parts."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return ""


def _finish(choice: dict[str, Any]) -> str:
    reason = choice.get("finish_reason")
    return reason if reason in ("length", "content_filter", "tool_calls") else "stop"


def _usage(usage: Any) -> dict[str, int] | None:
    counts = [_count(usage, key) for key in ("prompt_tokens", "completion_tokens")]
    if None in counts:
        return None
    sent, received = (count or 0 for count in counts)
    return {
        "prompt_tokens": sent,
        "completion_tokens": received,
        "total_tokens": sent + received,
    }


def _count(usage: Any, key: str) -> int | None:
    value = usage.get(key) if isinstance(usage, dict) else None
    return value if type(value) is int and 0 <= value < 10**12 else None
