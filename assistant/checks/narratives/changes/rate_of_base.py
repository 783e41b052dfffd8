"""Checks by what part an amount grew that is compared with a dated one, its own figure aside."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.in_a_row import alike, between, clause_of
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_DATED = re.compile(r"(?:同比|[比较与同])20\d\d年[^，。；、\d]{0,10}")
_CHANGED = re.compile(
    r"(?:的[^，。；、\d]{1,8})?(?:净?增加?|净?减少|增长|下降|[增减]支|[多少]支?)了?"
)
_BY = re.compile(r"，(?:同比)?(?:增长|下降|增幅|降幅)(?:为|了|达)?")


def rates_of_base(ctx: Context, group: list[Fact], number: int) -> Iterator[Finding]:
    """Report “比2023年决算17265万元增加919.75万元，增长3.5%”: the three decide each other.

    What grew stands in a sentence before; where it stands in the same, it is checked with it.
    """
    if group[number].aspect != "growth" or number + 1 >= len(group):
        return
    old, gap, rate = group[number - 1 : number + 2]
    if not (old.quote == gap.quote == rate.quote and rate.aspect == "growth"):
        return
    if rate.quantity.unit != "%" or not alike(old, gap) or not _exact(old, gap, rate):
        return
    told = _DATED.fullmatch(clause_of(old)) and _CHANGED.fullmatch(between(old, gap))
    first = not any(f.quote == old.quote and alike(f, old) for f in group[: number - 1])
    if not (told and first and _BY.fullmatch(between(gap, rate)) and base(old.quantity)):
        return
    ctx.look(rate.place)
    part = span(gap.quantity).over(span(old.quantity))
    if part is None or part.times(HUNDRED).meets(rate.quantity.interval()):
        return
    value = Decimal(rounded(base(gap.quantity) / base(old.quantity) * 100))
    yield from conflict(
        ctx, "N150", cite(rate), value,
        f"{said(gap)}÷{said(old)}={value}%，报告写{said(rate)}", others=[cite(gap), cite(old)],
    )  # fmt: skip


def _exact(*facts: Fact) -> bool:
    return all(f.quantity.known() and f.quantity.comparator == "=" for f in facts)
