"""The rate at which beds were used: days in bed over beds and days of the year."""

import re
from calendar import isleap
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import HUNDRED, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import cite, right_of, said
from assistant.checks.narratives.in_a_row import clause_of
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_USED = re.compile(r"[病床]位?(?:的)?[使利]用率(?:约?为|达到?|是|仅)?$")
_DAYS = re.compile("床[日天]数?(?:共|为|达)?$")
_YEARS = (Decimal(365), Decimal(366), Decimal(360))
_FEWEST = 300


def bed_use(ctx: Context, rate: Fact) -> Iterator[Finding]:
    """Yield “开放床位80张，占用18614床日，按366天计床位使用率63.57%” that doesn't follow."""
    if not _USED.search(clause_of(rate)):
        return
    here = [f for f in ctx.pack.figures if paragraph_of(f) == paragraph_of(rate)]
    used = [f for f in here if _is_used(f)]
    beds = [f for f in here if _is_beds(f)] or [f for f in _report_of(rate, ctx) if _is_beds(f)]
    if len(used) != 1 or len({base(f.quantity) for f in beds}) != 1:
        return
    ctx.look(rate.place)
    told = [f for f in here if f.quantity.unit == "天" and f.quantity.known() and f not in used]
    stated = [base(f.quantity) for f in told if base(f.quantity) > _FEWEST]
    if any(_meets(rate, used[0], beds[0], days) for days in (*stated, *_YEARS)):
        return
    days = stated[0] if stated else Decimal(366 if isleap(ctx.pack.year or 0) else 365)
    value = base(used[0].quantity) / (base(beds[0].quantity) * days) * 100
    value = value.quantize(rate.quantity.precision or Decimal(1))
    yield from conflict(
        ctx, "N173", cite(rate), value,
        f"{said(used[0]).rstrip('床天')}床日÷（{said(beds[0])}×{days}天）={value}%，报告写{said(rate)}",
        others=[cite(used[0]), cite(beds[0])],
    )  # fmt: skip


def _is_used(fact: Fact) -> bool:
    """Tell whether a figure counts the days that beds were taken: 18614床日, 占用总床日19901天."""
    if not fact.quantity.known() or fact.quantity.comparator != "=" or not base(fact.quantity):
        return False
    words = clause_of(fact)
    counted = _DAYS.search(words) or (
        re.match("[日天]", right_of(fact)) and fact.quantity.unit == "床"
    )
    return bool(counted) and not re.search("开放|核定|编制|出院", words)


def _is_beds(fact: Fact) -> bool:
    known = fact.quantity.known() and fact.quantity.comparator == "=" and base(fact.quantity) > 0
    return known and fact.quantity.unit == "张" and "床" in clause_of(fact)


def _report_of(rate: Fact, ctx: Context) -> list[Fact]:
    report = next((r for r in ctx.pack.reports() if rate.place.startswith(f"{r.place}/")), None)
    return ctx.figures_of(report)


def _meets(rate: Fact, used: Fact, beds: Fact, days: Decimal) -> bool:
    share = base(used.quantity) / (base(beds.quantity) * days)
    return Interval(share, share).times(HUNDRED).meets(rate.quantity.interval())
