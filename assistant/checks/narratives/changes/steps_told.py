"""N: a change that is told, held against what it was and what it is."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, said, shown
from assistant.checks.narratives.in_a_row import alike
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

UP = r"增加|增长|净增加?|净增长|提高|提升|上升|上涨|扩大|增支|多支出?|超支|超出?|多|增|升"
DOWN = r"减少|下降|降低|净减少?|回落|下滑|压减|压缩|缩减|核减|减支|节约|节省|节支|结余|少支出?|少|减|降"
VERB = rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|约|为)?"
"""What says that something rose or fell: match it in whole, the shorter words stand last."""


class Step(NamedTuple):
    """A change that is told, in amount or percent, and whether the words make it a rise."""

    change: Fact
    up: bool


def is_change(change: Fact, old: Fact) -> bool:
    """Tell whether a figure may say by how much another changed."""
    exact = change.quantity.known() and change.quantity.comparator == "="
    return exact and (change.quantity.unit == "%" or alike(change, old))


def fits(step: Step, now: Quantity, old: Quantity) -> tuple[bool, bool]:
    """Tell whether a change has the size, and whether it also has the direction of two figures."""
    percent = step.change.quantity.unit == "%"
    change: Interval | None = span(now).minus(span(old))
    if percent and change is not None:
        change = change.over(span(old))
        change = change.times(HUNDRED) if change is not None else None
    if change is None:
        return True, True
    wanted = step.change.quantity.interval() if percent else span(step.change.quantity)
    turned = _turned(wanted)
    rising = change.meets(wanted if step.up else turned)
    return rising or change.meets(turned if step.up else wanted), rising


def _turned(told: Interval) -> Interval:
    return Interval(-told.high, -told.low)


def slip(step: Step, now: Fact, old: Fact) -> str:
    """Return the one slip of the pen that explains a change, "" where there is none."""
    figures = [step.change.quantity, now.quantity, old.quantity]

    def holds(tried: Sequence[Quantity]) -> bool:
        change = step.change.model_copy(update={"quantity": tried[0]})
        return fits(step._replace(change=change), tried[1], tried[2])[1]

    mended = mend(figures, holds, short=True)
    return mended.words(figures) if mended else ""


def wrong_way(ctx: Context, code: str, step: Step, now: Fact, old: Fact) -> Iterator[Finding]:
    """Yield the finding that a change of the right size is told in the wrong direction."""
    words = ("增长", "下降") if step.change.quantity.unit == "%" else ("增加", "减少")
    right, wrong = words if not step.up else words[::-1]
    size = said(step.change)
    yield finding(
        ctx, code, step.change.place,
        f"“{spoken(now)}”{said(now)}，所比的数{said(old)}，应为{right}{size}，报告写{wrong}{size}，方向相反。",
        items=[cite(step.change), cite(now), cite(old)], found=wrong + size, expected=right + size,
        clerical=True,
    )  # fmt: skip


def wrong_size(ctx: Context, code: str, step: Step, now: Fact, old: Fact) -> Iterator[Finding]:
    """Yield the finding that a change doesn't follow from two figures."""
    stated, percent = step.change, step.change.quantity.unit == "%"
    rise = base(now.quantity) - base(old.quantity)
    value = Decimal(rounded(abs(rise) / base(old.quantity) * 100)) if percent else abs(rise)
    if (rise > 0) != step.up and percent:
        return
    more, less = (said(now), said(old)) if rise > 0 else (said(old), said(now))
    ratio = f"（{more}-{less}）÷{said(old)}={value}%"
    told = ratio if percent else f"{more}-{less}={shown(value, stated.quantity)}"
    for found in conflict(
        ctx, code, cite(stated), value, f"{told}，报告写{said(stated)}", others=[cite(now), cite(old)],
    ):  # fmt: skip
        reason = _by_this_year(step, now, old) or slip(step, now, old)
        found.explanation = found.explanation or reason
        yield found


def _by_this_year(step: Step, now: Fact, old: Fact) -> str:
    """Tell that a rate was divided by this year's figure, where it was."""
    if step.change.quantity.unit != "%" or not base(now.quantity):
        return ""
    change = span(now.quantity).minus(span(old.quantity)).over(span(now.quantity))
    told = step.change.quantity.interval()
    made = change.times(HUNDRED) if change is not None else None
    if made is None or not (made.meets(told) or made.meets(_turned(told))):
        return ""
    return f"疑似除以了本年数{said(now)}，应除以所比的数{said(old)}。"


YEARS = re.compile(r"上一?年|去年|上学年|前年|同期|(?:19|20)\d\d年")
"""What names the year that another is compared with."""
