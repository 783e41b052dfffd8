"""Reads a rate of change with the amounts near it, whatever verb it is told by."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.compare import HUNDRED
from assistant.checks.context import Context
from assistant.checks.grouping import sentences_of
from assistant.checks.narratives.changes.yardsticks import is_size, way
from assistant.checks.narratives.in_a_row import is_plain, sentences_with
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.quantity import Interval, Quantity

_WORDS = re.compile(r"[比较跟同与和][^，。；]*\d|(?:上|去|前|20[0-9]{2})年|原|预算|计划|目标|同比")
_CHANGED = re.compile("[多少增减涨跌升降省压缩高低短落滑超节浮调弹]")
_TELLING, _REACH, _BEHIND = 3, 12, 2


class Rate(NamedTuple):
    """A rate of change, the figures that may be meant by it, the change told right before it."""

    rate: Fact
    up: bool
    near: list[Fact]
    """Amounts of the paragraph before the rate, the nearest last; those behind it stand first."""
    here: list[Fact]
    """Those of the rate's own sentence before it."""
    after: list[Fact]
    """Those of its sentence behind it."""
    gap: Fact | None


def rates_of_change(ctx: Context) -> Iterator[Rate]:
    """Yield every rate that something rose or fell by, in sentences that compare."""
    worded = sentences_with(ctx, _WORDS) & sentences_with(ctx, _CHANGED)
    for group in ctx.paragraphs if worded else ():
        before: list[Fact] = []
        for row in sentences_of(group):
            for number, rate in enumerate(row):
                if rate.quote not in worded or not _is_rate(rate):
                    continue
                up = way(rate)
                if up is None and number and is_size(rate):
                    up = way(row[number - 1])
                if up is not None:
                    yield _told(rate, up, before, row, number)
            before += [f for f in row if _is_side(f)]


def _is_rate(fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.unit == "%"
        and quantity.comparator == "="
        and quantity.known()
        and significant(quantity) >= _TELLING
    )


def _told(rate: Fact, up: bool, before: list[Fact], row: list[Fact], number: int) -> Rate:
    last = row[number - 1 : number] if number else []
    gap = last[0] if last and last[0].quote == rate.quote and _is_gap(last[0]) else None
    here = [f for f in row[:number] if _is_side(f) and f is not gap]
    after = [f for f in row[number + 1 :] if _is_side(f)][:_BEHIND]
    near = [*after, *[*before, *here][-_REACH:]]
    return Rate(rate, up, near, here[-_REACH:], after, gap)


def _is_side(fact: Fact) -> bool:
    """Tell whether a figure may be what a change leads from or to: an amount, or a rate itself."""
    quantity = fact.quantity
    if quantity.unit == "%":
        exact = quantity.known() and quantity.comparator == "="
        return exact and fact.aspect == "rate" and way(fact) is None
    return is_plain(fact)


def _is_gap(fact: Fact) -> bool:
    quantity = fact.quantity
    if not quantity.known() or quantity.comparator != "=" or quantity.unit in ("", "%", "百分点"):
        return False
    return bool(quantity.value) and way(fact) is not None


def makes(part: Interval, whole: Interval, rate: Quantity) -> bool:
    """Tell whether a part of a whole is the rate."""
    quotient = part.over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(rate.interval())
