"""What in the tables shows that a year was not flawless, and whether a table itself explains it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item
from assistant.checks.labels import column_name, points, rounded, row_name, title_of, written
from assistant.checks.performance import judge
from assistant.checks.prose import has_note
from assistant.checks.rows import (
    filled,
    has_cell,
    is_placeholder_row,
    item,
    money_total,
    name_of,
)
from assistant.checks.scores import execution_rate
from assistant.model.pack import Indicator, IndicatorTable, Remark, SpendingRow


class Shortcoming(NamedTuple):
    """One matter that a report must speak of, and the cells that show it."""

    text: str
    items: list[Item]


def remarks_on_faults(table: IndicatorTable) -> list[Remark]:
    """Return the cells of a table that ask for problems, causes or measures."""
    return [remark for remark in table.remarks if remark.kind in ("problems", "measures")]


def is_explained(table: IndicatorTable, row: Indicator) -> bool:
    """Tell whether a row's deviation is explained.

    Its own cell decides; where the form has no column for deviations, its cell for problems
    stands in.
    """
    if has_note(row.deviation) or has_cell(row.deviation):
        return has_note(row.deviation)
    return any(remark.kind == "problems" and has_note(remark) for remark in table.remarks)


def of_table(ctx: Context, table: IndicatorTable) -> Iterator[Shortcoming]:
    """Yield missed targets, low execution, a large adjustment and a low total of a table."""
    for row in filled(table):
        result = judge(row)
        if result and not result.met:
            fault = "超过" if result.direction == "less" else "未达到"
            told = f"“{name_of(row)}”实际{written(row.actual)}，{fault}指标值{written(row.target)}"
            yield Shortcoming(told, [item(row, "actual"), item(row, "target")])
    yield from _execution(ctx, table)
    yield from adjustment(ctx, table)
    total = table.total_score
    if total.value is not None and total.value < ctx.profile.compulsory_below:
        told = f"{title_of(table)}总分{points(total.value)}，低于{ctx.profile.compulsory_below}分"
        yield Shortcoming(told, [Item("总分", total)])


def _execution(ctx: Context, table: IndicatorTable) -> Iterator[Shortcoming]:
    rate, line = execution_rate(table), money_total(table)
    if rate is None or line is None or rate.high >= ctx.profile.execution_notice:
        return
    told = f"{title_of(table)}预算执行率约{rounded((rate.low + rate.high) / 2)}%"
    yield Shortcoming(told, [Item("全年执行数", line.executed), Item("全年预算数", line.full_year)])


def adjustment(ctx: Context, table: IndicatorTable) -> Iterator[Shortcoming]:
    """Yield the change of a table's budget when it reaches the profile's limit."""
    line = money_total(table)
    if line is None or not (line.initial.value and line.full_year.known()):
        return
    rate = (base(line.full_year) / base(line.initial) - 1) * 100
    if abs(rate) >= ctx.profile.adjustment_rate:
        way = "调增" if rate > 0 else "调减"
        told = f"{title_of(table)}全年预算比年初{way}{rounded(abs(rate))}%"
        items = [Item("全年预算数", line.full_year), Item("年初预算数", line.initial)]
        yield Shortcoming(told, items)


def overspent(ctx: Context) -> Iterator[tuple[SpendingRow, Decimal, Shortcoming]]:
    """Yield base-table rows whose final exceeds their budget beyond rounding, and by how much."""
    for row in ctx.pack.base_data.spending if ctx.pack.base_data else ():
        if not (row.budget.known() and row.final.known()):
            continue
        if span(row.final).low <= span(row.budget).high:
            continue
        name = "未列名的专项（“……”行）" if is_placeholder_row(row) else row_name(row)
        told = f"“{name}”决算{written(row.final)}，超过预算{written(row.budget)}"
        items = [
            Item(column_name("final", ctx.pack.year), row.final),
            Item(column_name("budget", ctx.pack.year), row.budget),
        ]
        yield row, base(row.final) - base(row.budget), Shortcoming(told, items)


def of_pack(ctx: Context) -> list[Shortcoming]:
    """Return everything that the overall report must speak of."""
    found = [shortcoming for _, _, shortcoming in overspent(ctx)]
    for table in ctx.pack.tables():
        found.extend(of_table(ctx, table))
    return found
