"""JSON that is almost right: punctuation outside strings, and nothing else, is put right.

Words inside strings are never touched and nothing missing is invented: a text that ends before
its object does stays broken.
"""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

_WIDE = str.maketrans("：，｛｝［］", ":,{}[]")
_CLOSING = {'"': '"', "“": "”", "”": "”", "＂": "＂"}
_LONGEST = 200_000
_ODD_ESCAPE = re.compile(r"\\(?![\\'nrt])")


class NotJson(ValueError):
    """A text is no JSON, even with its punctuation put right."""


class Twofold(NotJson):
    """An object states one key twice, with two values."""


def loads(text: str) -> Any:
    """Return the value of a JSON text as it stands; raises ``NotJson``."""
    try:
        return json.loads(
            text, strict=False, object_pairs_hook=_single, parse_constant=_no_constant
        )
    except NotJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def repaired(text: str) -> Any:
    """Return the value of a text whose punctuation is put right; raises ``NotJson``."""
    try:
        return loads("".join(_without_last_commas(_pieces(text))))
    except Twofold:
        raise
    except NotJson:
        return _from_python(text)


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen and seen[key] != value:
            raise Twofold(f"键“{key}”出现两次而值不同")
        seen[key] = value
    return seen


def _no_constant(name: str) -> Any:
    raise NotJson(f"{name} 不是 JSON 数值")


def _pieces(text: str) -> Iterator[str]:
    """Yield strings (always in plain quotes) and, one by one, the characters between them."""
    at = 0
    while at < len(text):
        closing = _CLOSING.get(text[at])
        if closing is None:
            yield text[at].translate(_WIDE)
            at += 1
            continue
        end = _end_of_string(text, at + 1, closing)
        yield _quoted(text[at + 1 : end], closing)
        at = end + 1


def _end_of_string(text: str, at: int, closing: str) -> int:
    while at < len(text) and text[at] != closing:
        at += 2 if text[at] == "\\" else 1
    if at >= len(text):
        raise NotJson("字符串没有结束")
    return at


def _quoted(inside: str, closing: str) -> str:
    """Return a string in plain quotes; plain quotes inside wide ones are words of the text."""
    if closing != '"':
        inside = inside.replace('\\"', '"').replace('"', '\\"')
    return f'"{inside}"'


def _without_last_commas(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the pieces without commas that stand before a closing bracket."""
    held: list[str] = []
    for piece in pieces:
        if held and piece.isspace():
            held.append(piece)
            continue
        if held and piece in ("}", "]"):
            held[0] = ""
        yield from held
        held = [piece] if piece == "," else []
        if not held:
            yield piece
    yield from held


def _from_python(text: str) -> Any:
    """Return the value of a Python literal: what models write that quote with ' and say None."""
    if len(text) > _LONGEST or '"' in text or _ODD_ESCAPE.search(text):
        raise NotJson("不是 JSON")
    try:
        value = ast.literal_eval(text.strip())
        return loads(json.dumps(value))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise NotJson("不是 JSON") from error
