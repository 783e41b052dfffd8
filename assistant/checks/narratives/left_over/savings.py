"""N: what was saved or left over, against the row of the base data table."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import row_name, show, written
from assistant.checks.mentions import (
    cite,
    left_of,
    said,
    this_year,
)
from assistant.checks.narratives.changes.growth_of_rows import likest_row
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import SpendingRow
from assistant.model.quantity import Interval, Quantity


@rule("N133", name="节约、结余额与基础表不符", severity="warning", source="DOMAIN §5、§8")
def savings(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写的“政府采购节约4.72万元”等节约、结余额，应等于基础数据表该行预算数减决算数。

    为什么：节约额由表内两个数相减得出。
    举例：政府采购预算186万元、决算181.28万元，应节约4.72万元，写成4.27万元不符。
    怎样改：按表内两个数重新计算后更正。
    何时不报：不能确认是哪一行；表内缺数；看不出笔误；节约额写的是其中一部分。
    """
    for fact in ctx.figures_of(ctx.pack.overall_report):
        row = _saved_of(ctx, fact) if fact.quantity.dimension == "元" else None
        if row is None or not (row.budget.known() and row.final.known()):
            continue
        if not this_year(fact, ctx.pack) or significant(fact.quantity) < 2:
            continue
        ctx.look(fact.place)
        gap = span(row.budget).minus(span(row.final))
        if _is_gap([fact.quantity], gap) or any(_left_of(ctx, fact.quantity)):
            continue
        if not mend([fact.quantity], partial(_is_gap, gap=gap)):
            continue
        value = abs(base(row.budget) - base(row.final))
        name = f"基础数据表“{row_name(row)}”"
        yield from conflict(
            ctx, "N133", cite(fact), value,
            f"{name}预算{written(row.budget)}、决算{written(row.final)}，相差{show(value, '万元')}，报告写{said(fact)}",
            others=[Item(f"{name}预算数", row.budget), Item(f"{name}决算数", row.final)],
        )  # fmt: skip


def _left_of(ctx: Context, told: Quantity) -> Iterator[bool]:
    """Yield for each money row of the forms whether a figure is what its whole budget left over."""
    for table in ctx.pack.tables():
        for line in table.money:
            if line.full_year.known() and line.executed.known():
                yield _is_gap([told], span(line.full_year).minus(span(line.executed)))


_SAVED = re.compile(r"([^，。；：、\d]*?)(?:节约|节余|结余|节省)(?:资金|金额|额|了|的)*$")


def _saved_of(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row of which a figure says what was saved."""
    words = left_of(fact)
    match = _SAVED.search(words) if "节" in words or "结余" in words else None
    if match is None or fact.quantity.comparator != "=" or ctx.pack.base_data is None:
        return None
    if "采购" in match[1]:
        return ctx.pack.base_data.procurement
    return likest_row(ctx, match[1]) if len(match[1]) >= 3 else None


def _is_gap(figures: Sequence[Quantity], gap: Interval) -> bool:
    told = figures[0].interval()
    return told.meets(gap) or told.meets(Interval(-gap.high, -gap.low))
