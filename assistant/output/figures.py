"""Figures for display: a quantity's words, a template's segments, an indicator's completion."""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal, NamedTuple

from assistant.facts.render import REFERENCE, segments, shown
from assistant.model.fact import Fact
from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity, plain

_DIGITS = re.compile(r"-?[\d,]*\.?\d+")
_REMARK = re.compile(r"〔(待确认|建议)")
_CUTS = re.compile(r"(?=〔(?:待确认|建议))|(?<=〕)")
_HUNDREDTH = Decimal("0.01")

Mark = Literal["", "advice", "pending"]
_MARKS: dict[str, Mark] = {"建议": "advice", "待确认": "pending"}


class Piece(NamedTuple):
    """A stretch of a draft's text: plain words or one figure, and whether it is settled."""

    text: str
    fact: Fact | None
    mark: Mark


def words(quantity: Quantity) -> str:
    """Return a quantity as written, with its unit where the writing leaves it out."""
    raw = quantity.raw.strip()
    if quantity.value is None or (raw and quantity.unit in raw):
        return raw
    if _DIGITS.fullmatch(raw):
        return f"{raw}{quantity.unit}"
    upper = "" if quantity.upper is None else f"–{plain(quantity.upper)}"
    return f"{plain(quantity.value)}{upper}{quantity.unit}"


def figure(fact: Fact) -> str:
    """Return a stated figure as its source writes it, any other as a draft prints it."""
    return words(fact.quantity) if fact.kind == "stated" else shown(fact)


def pieces(template: str, facts: Mapping[str, Fact]) -> Iterator[Piece]:
    """Yield a template's words and figures, cut at its remarks 〔建议…〕 and 〔待确认…〕.

    A reference to a fact that isn't there becomes a remark to be confirmed.
    """
    mark: Mark = ""
    safe = REFERENCE.sub(lambda hit: hit[0] if hit[1] in facts else _absent(hit[1]), template)
    for text, fact in segments(safe, facts):
        for part in [text] if fact else filter(None, _CUTS.split(text)):
            opened = None if fact else _REMARK.match(part)
            mark = _MARKS[opened[1]] if opened else mark
            yield Piece(part, fact, "advice" if fact and fact.kind == "proposed" else mark)
            mark = "" if not fact and part.endswith("〕") else mark


def _absent(fact_id: str) -> str:
    return f"〔待确认：引用的数据{fact_id}不存在〕"


def completion(indicator: Indicator) -> Decimal | None:
    """Return actual ÷ target in percent (two decimals), or None where they can't be compared."""
    target, actual = indicator.target, indicator.actual
    if target.value is None or actual.value is None or target.dimension != actual.dimension:
        return None
    if not target.base or target.upper is not None or actual.upper is not None:
        return None
    share = actual.value * actual.scale / (target.value * target.scale) * 100
    return share.quantize(_HUNDREDTH, ROUND_HALF_UP)


def differ(first: str, second: str) -> bool:
    """Tell whether two printed scores differ; 98.5 and 98.50 don't, nor does a blank."""
    one, two = first.strip().removesuffix("分"), second.strip().removesuffix("分")
    if not one or not two:
        return False
    try:
        return Decimal(one) != Decimal(two)
    except InvalidOperation:
        return one != two
