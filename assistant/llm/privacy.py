"""What may not leave the machine: numbers of people and accounts, e-mail, names in signatures.

``mask`` puts a token such as 〔电话1〕 in the place of each, ``restore`` puts the originals back.
One original has one token, in all texts that are masked together; a token that a text already
holds is never given out. Names are found where a form states them (联系人：…, 填表人：…) and are
then masked wherever else they stand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.llm import private_names, private_numbers

_TOKEN = re.compile(r"〔(?:电话|证件|账号|邮箱|姓名)\d+〕")


@dataclass(frozen=True)
class Masked:
    """Texts that may be sent, and what each token stands for (which stays here)."""

    texts: tuple[str, ...]
    table: Mapping[str, str]

    @property
    def text(self) -> str:
        """Return the only text, or all of them after one another."""
        return "".join(self.texts)


def mask(*texts: str, names: Iterable[str] = ()) -> Masked:
    """Return the texts with everything private replaced by tokens, ``names`` among it."""
    names = sorted({*names, *(name for text in texts for name in private_names.find(text))})
    tokens = _Tokens(set(_TOKEN.findall("".join(texts))))
    return Masked(tuple(_masked(text, names, tokens) for text in texts), tokens.table)


def restore(text: str, table: Mapping[str, str]) -> str:
    """Return the text with every token of the table replaced by what it stands for."""
    return _TOKEN.sub(lambda found: table.get(found[0], found[0]), text)


class Span(NamedTuple):
    """A private piece of a text: characters ``start`` to ``end``, and its kind."""

    start: int
    end: int
    kind: str


def _start(span: Span) -> int:
    return span.start


class _Tokens:
    """Gives each original its token, numbered by kind in order of appearance."""

    def __init__(self, taken: set[str]) -> None:
        self.table: dict[str, str] = {}
        self._given: dict[tuple[str, str], str] = {}
        self._taken = taken

    def of(self, kind: str, original: str) -> str:
        if (kind, original) not in self._given:
            token = self._next(kind)
            self._given[kind, original] = token
            self.table[token] = original
        return self._given[kind, original]

    def _next(self, kind: str) -> str:
        number = 1
        while (token := f"〔{kind}{number}〕") in self._taken:
            number += 1
        self._taken.add(token)
        return token


def _masked(text: str, names: Sequence[str], tokens: _Tokens) -> str:
    parts, at = [], 0
    for span in _apart(sorted(_spans(text, names), key=_start)):
        parts += [text[at : span.start], tokens.of(span.kind, text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])


def _spans(text: str, names: Sequence[str]) -> Iterator[Span]:
    for kind, start, end in private_numbers.find(text):
        yield Span(start, end, kind)
    for name in names:
        yield from (Span(*found.span(), "姓名") for found in re.finditer(re.escape(name), text))


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans without overlap: overlapping ones become one, of the first one's kind."""
    kept: Span | None = None
    for span in spans:
        if kept and span.start < kept.end:
            kept = Span(kept.start, max(kept.end, span.end), kept.kind)
            continue
        if kept:
            yield kept
        kept = span
    if kept:
        yield kept
