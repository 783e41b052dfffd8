"""N: means of a day, a month, a quarter: the year has so many of them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from assistant.checks.compare import add_spans, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, said
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_DAYS = (200, 366, 365)
_TELLING = 2
"""Digits of a mean at least: 每天4元 is a price that many an amount comes near."""
SPANS = {
    "日": _DAYS,
    "天": _DAYS,
    "月": (8, 12, 12),
    "季": (4, 4, 4),
    "季度": (4, 4, 4),
    "周": (38, 53, 52),
}
"""How many days, months, quarters a mean over the year is of: at least, at most, and plainly."""


def over_time(
    ctx: Context, mean: Fact, thing: str, totals: list[Fact], listed: list[Fact]
) -> Iterator[Finding]:
    """Check a mean of a day, month or quarter: the year has so many of them."""
    least, most, plain = SPANS[thing]
    if totals:
        ctx.look(mean.place)
    if any(_shared((mean.quantity, t.quantity), n) for t in totals for n in range(least, most + 1)):
        return
    if _of_quarters(mean, listed, plain) or significant(mean.quantity) < _TELLING:
        return
    for total in totals:
        figures = [mean.quantity, total.quantity]
        mended = mend(figures, partial(_shared, many=plain), short=True)
        if mended is None:
            continue
        step = (mean.quantity.precision or Decimal(1)) * mean.quantity.scale
        value = (base(total.quantity) / plain / step).quantize(Decimal(1)) * step
        for found in conflict(
            ctx, "N154", cite(mean), value,
            f"全年{said(total)}按{plain}{'个' if thing in '月季度' else ''}{thing}平均为{show(value, mean.quantity.unit)}，报告写{said(mean)}",
            others=[cite(total)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found
        return


def _of_quarters(mean: Fact, totals: list[Fact], many: int) -> bool:
    """Tell whether what is listed by turns makes a mean of the year together."""
    here = list({t.place: t.quantity for t in totals if t.quote == mean.quote}.values())
    whole = add_spans(here) if len(here) > 1 else None
    times = Interval(Decimal(many), Decimal(many))
    shared = whole.over(times) if whole else None
    return shared is not None and shared.meets(mean.quantity.interval())


def _shared(figures: Sequence[Quantity], many: int) -> bool:
    """Tell whether a total shared by so many gives the mean."""
    whole = Interval(Decimal(many), Decimal(many))
    shared = figures[1].interval().over(whole)
    return shared is not None and shared.meets(figures[0].interval())
