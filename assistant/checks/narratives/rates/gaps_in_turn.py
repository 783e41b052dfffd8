"""Rates of differences that a sentence lists in turn: 送审A、B，审减a、b，审减率p%、q%."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.explaining.other_base import WRONG_BASE
from assistant.checks.mentions import said
from assistant.checks.narratives.in_a_row import alike, between, clause_of, is_plain
from assistant.checks.narratives.rates.quotients import wrong_quotient
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_JOINED = re.compile("[、和与及]")
_RATE = re.compile(
    r"^[^，。；：、（）\d]{0,4}(?P<kind>节约|节支|核减|审减|压减|下浮|缺口|追加|调增|调减|溢价|超支)(?:率|幅度?|比例)(?:分别|依次|各)?(?:约?为|是|达)?$"
)
_BEFORE = re.compile(r"送审|报审|控制价|限价|预算|概算|报价|底价|标底|起拍|目标|计划|任务")


class Listed(NamedTuple):
    """Rates, their differences and what there was before, in the same order."""

    rates: list[Fact]
    gaps: list[Fact]
    was: list[Fact]


def gaps_in_turn(ctx: Context, row: list[Fact]) -> Iterator[Finding]:
    """Yield the rates of a sentence's lists that aren't their difference over what was before."""
    listed = _listed(row)
    if listed is None:
        return
    ctx.look(*(rate.place for rate in listed.rates))
    for rate, gap, was in zip(*listed, strict=True):
        if any(_is_of(rate, gap, span(f.quantity)) for f in listed.was):
            continue
        for found in wrong_quotient(ctx, "N171", rate, gap, was):
            if any(_is_of(rate, gap, end) for end in _other_ends(was, gap)):
                found.explanation = f"{WRONG_BASE}，应除以变动前的{said(was)}。"
            yield found


def _other_ends(was: Fact, gap: Fact) -> tuple[Interval, Interval]:
    whole, part = span(was.quantity), span(gap.quantity)
    return whole + part, whole.minus(part)


def _is_of(rate: Fact, gap: Fact, whole: Interval) -> bool:
    quotient = span(gap.quantity).over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())


def _listed(row: list[Fact]) -> Listed | None:
    runs = list(runs_of(row))
    for number in range(2, len(runs)):
        was, gaps, rates = runs[number - 2 : number + 1]
        match = _RATE.search(clause_of(rates[0]))
        if (
            match is not None
            and len(was) == len(gaps) == len(rates) > 1
            and all(f.quantity.unit == "%" and f.quantity.comparator == "=" for f in rates)
            and re.search(match["kind"], clause_of(gaps[0]))
            and _BEFORE.search(clause_of(was[0]))
            and all(is_plain(f) and base(f.quantity) > 0 and alike(f, was[0]) for f in was)
            and all(f.quantity.known() and alike(f, was[0]) for f in gaps)
        ):
            return Listed(rates, gaps, was)
    return None


def runs_of(row: list[Fact]) -> Iterator[list[Fact]]:
    """Yield figures that only 、 or 和 stands between together, others by themselves."""
    run = row[:1]
    for fact in row[1:]:
        if fact.quote != run[-1].quote or not _JOINED.fullmatch(between(run[-1], fact)):
            yield run
            run = []
        run.append(fact)
    yield run
