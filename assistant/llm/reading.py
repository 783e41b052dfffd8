"""A model's text → the object it holds: thoughts, fences and prose around it are passed over.

The reader never guesses: an object that does not end was cut off, two different objects that
both fit are no answer, and numbers are never made of strings.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic

from pydantic import ValidationError

from assistant.llm.repair import NotJson, Twofold, loads, repaired
from assistant.llm.request import Answer, Outcome

_THOUGHT = re.compile(r"<(/?)(?:think|thinking|thought|reasoning)>", re.I)
_FENCE = re.compile(r"```[\w-]*[ \t]*\n?(.*?)```", re.S)
_REFUSAL = re.compile(
    r"\s*(?:很?抱歉|对不起|非常遗憾|很遗憾|我(?:无法|不能)|作为(?:一个)?(?:人工智能|AI|语言模型)|"
    r"I(?:'|’)?m sorry|I am sorry|Sorry|I can(?:no|'|’)t|As an AI)",
    re.I,
)
_OPENING, _CLOSING = "{｛[［", "}｝]］"
_MOST_OBJECTS = 40


@dataclass(frozen=True)
class Read(Generic[Answer]):
    """An answer, or why there is none."""

    outcome: Outcome
    value: Answer | None = None
    data: Any = None
    reason: str = ""


def read(text: str, shape: type[Answer], cut: bool = False) -> Read[Answer]:
    """Return the answer that a text holds; ``cut`` says that the server stopped it for length."""
    text = text.lstrip("\ufeff").strip()
    if not text:
        return _none(Outcome.TRUNCATED if cut else Outcome.MALFORMED, "答复是空的")
    found = _Found(shape)
    for stage in _stages(text, cut):
        for data in stage:
            found.take(data)
        if found.values:
            return found.read()
    if cut or _open_ended(_thoughtless(text)):
        return _none(Outcome.TRUNCATED, "答复没有写完就断了")
    if _REFUSAL.match(_thoughtless(text)):
        return _none(Outcome.REFUSED, "模型拒绝回答")
    return _none(Outcome.MALFORMED, found.fault or "答复里没有 JSON")


def _none(outcome: Outcome, reason: str) -> Read[Any]:
    return Read(outcome, reason=reason)


class _Found(Generic[Answer]):
    """Collects the objects of a text that have the right shape."""

    def __init__(self, shape: type[Answer]) -> None:
        self.shape = shape
        self.values: list[tuple[Answer, Any]] = []
        self.fault = ""

    def take(self, data: Any) -> None:
        if isinstance(data, Twofold):
            self.fault = f"答复的 JSON 中{data}"
            return
        for each in _unwrapped(data):
            value = self._valid(each)
            if value is not None:
                if value not in [known for known, _ in self.values]:
                    self.values.append((value, each))
                return

    def read(self) -> Read[Answer]:
        if len(self.values) > 1:
            return _none(Outcome.MALFORMED, "答复里有几份不同的 JSON")
        return Read(Outcome.ANSWERED, *self.values[0])

    def _valid(self, data: Any) -> Answer | None:
        try:
            return validated(data, self.shape)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            self.fault = self.fault or f"答复不合规定的结构（{where or '整体'}：{first['type']}）"
        except UnicodeEncodeError:
            self.fault = self.fault or "答复里有不完整的字符"
        return None


def validated(data: Any, shape: type[Answer]) -> Answer:
    """Return the model made of JSON data: unknown keys are dropped, no type is converted.

    Raises ``ValidationError``, or ``UnicodeEncodeError`` for half a surrogate pair.
    """
    return shape.model_validate_json(
        json.dumps(data, ensure_ascii=False).encode(), strict=True, extra="ignore"
    )


def _stages(text: str, cut: bool) -> Iterator[Iterator[Any]]:
    """Yield ways of reading, strictest first; a later one counts only where none before did."""
    yield _objects([text])
    bare = _thoughtless(text)
    yield _objects([bare, *_FENCE.findall(bare)])
    yield _objects(_balanced(bare))
    last = list(_balanced(text))[-1:]
    # A thought that never ends: the answer is what the text itself ends with.
    if not (bare or cut) and last and text.rstrip("` \n").endswith(last[0]):
        yield _objects(last)


def _objects(texts: Iterable[str]) -> Iterator[Any]:
    for text in texts:
        try:
            yield loads(text.strip())
        except Twofold as error:
            yield error
        except NotJson:
            try:
                yield repaired(text.strip())
            except Twofold as error:
                yield error
            except NotJson:
                continue


def _thoughtless(text: str) -> str:
    """Return what remains without thinking aloud, also where only its end or start is marked."""
    kept: list[str] = []
    at, thinking = 0, False
    for tag in _THOUGHT.finditer(text):
        if tag[1] and not thinking:
            kept.clear()
        elif not thinking:
            kept.append(text[at : tag.start()])
        thinking, at = not tag[1], tag.end()
    if not thinking:
        kept.append(text[at:])
    return "".join(kept).lstrip("\ufeff").strip()


def _balanced(text: str) -> Iterator[str]:
    """Yield the outermost bracketed pieces of a text, at most forty."""
    for count, (start, end) in enumerate(_spans(text)):
        if end is None or count == _MOST_OBJECTS:
            return
        yield text[start:end]


def _open_ended(text: str) -> bool:
    """Tell whether the text's last object begins but doesn't end."""
    return any(end is None for _, end in _spans(text))


def _spans(text: str) -> Iterator[tuple[int, int | None]]:
    """Yield start and end of each outermost object; None for one that stays open."""
    depth, start, quoted, escaped = 0, 0, False, False
    for at, char in enumerate(text):
        if quoted:
            quoted = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"' and depth:
            quoted = True
        elif char in _OPENING:
            start, depth = (start, depth + 1) if depth else (at, 1)
        elif char in _CLOSING and depth:
            depth -= 1
            if not depth:
                yield start, at + 1
    if depth:
        yield start, None


def _unwrapped(data: Any) -> Iterator[Any]:
    """Yield the data and what usual wrappings of it hold: a string, a list of one, a call."""
    yield data
    if isinstance(data, str):
        yield from _parsed(data)
    elif isinstance(data, list) and len(data) == 1:
        yield data[0]
    elif isinstance(data, dict):
        for key in ("arguments", "parameters", "input"):
            if key in data:
                yield from _parsed(data[key])
        if len(data) == 1:
            yield from _parsed(next(iter(data.values())))


def _parsed(data: Any) -> Iterator[Any]:
    if not isinstance(data, str):
        yield data
        return
    try:
        yield loads(data)
    except NotJson:
        return
