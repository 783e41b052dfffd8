"""Number format codes of a workbook, split into the tokens that they are made of."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["text", "digit", "point", "comma", "percent", "date", "elapsed", "exponent",
               "general", "at", "fraction"]  # fmt: skip

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | (?P<escaped>[\\!].) | (?P<skipped>[_*].) | (?P<bracket>\[[^\]]*\])
      | (?P<general>G/通用格式|General) | (?P<ampm>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
      | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|b+|g+) | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,)
      | (?P<percent>%) | (?P<at>@) | (?P<fraction>/) | (?P<text>.)""",
    re.X | re.I | re.S,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
_LONGEST = 1000
"""Characters of a code; Excel stops at 255."""


class Token(NamedTuple):
    """One piece of a code; ``text`` is what it shows or the letters that stand for it."""

    kind: Kind
    text: str


class Section(NamedTuple):
    """What applies to one range of values."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, *kinds: Kind) -> bool:
        """Tell whether a token of one of these kinds occurs."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a code, at most four."""
    out: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:_LONGEST]):
        kind, text = str(match.lastgroup), match[0]
        if text == ";":
            out.append(_section(tokens, condition))
            tokens, condition = [], None
        elif kind == "bracket" and (found := _CONDITION.fullmatch(text)):
            condition = (found[1], Decimal(found[2]))
        else:
            tokens += _token(kind, text)
    return (*out, _section(tokens, condition))[:4]


def _token(kind: str, text: str) -> list[Token]:
    match kind:
        case "quoted":
            return [Token("text", text.strip('"'))]
        case "escaped":
            return [Token("text", text[1])]
        case "skipped":
            return []
        case "bracket":
            return _bracket(text)
        case "ampm":
            return [Token("date", text)]
    return [Token(kind, text)]  # type: ignore[arg-type]


def _bracket(text: str) -> list[Token]:
    """Return a currency sign or an elapsed time; colours and locales show nothing."""
    if found := _ELAPSED.fullmatch(text):
        return [Token("elapsed", found[1].lower())]
    found = _CURRENCY.fullmatch(text)
    return [Token("text", found[1])] if found and found[1] else []


def _section(tokens: list[Token], condition: tuple[str, Decimal] | None) -> Section:
    """Settle letters that mean something only in company: without digits, 万 stays 万."""
    section = Section(tuple(tokens), condition)
    if section.has("general"):
        kept = tuple(t if t.kind == "general" else Token("text", t.text) for t in tokens)
        return Section(kept, condition)
    if section.has("digit") and section.has("exponent"):
        return section
    settled = tuple(Token("text", t.text) if t.kind == "exponent" else t for t in tokens)
    return Section(settled, condition)
