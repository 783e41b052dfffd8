"""What in the tables shows that a year was not flawless, and whether a table itself explains it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.between.pairing import core_name
from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item
from assistant.checks.labels import column_name, points, rounded, row_name, show, title_of, written
from assistant.checks.prose import has_note
from assistant.checks.rows import (
    details_of,
    filled,
    has_cell,
    is_placeholder_row,
    item,
    money_parts,
    money_total,
    name_of,
    row_label,
)
from assistant.checks.scores.execution import execution_rate
from assistant.model.pack import BudgetLine, Indicator, IndicatorTable, Remark, SpendingRow
from assistant.model.quantity import Quantity

MOST_NAMED = 8
_ANOTHER_UNIT = 1000
_EVERY = re.compile(r"各项|全部|所有|每项|各个?指标|均未|都未")
_POINT = re.compile(r"[。；;]|(?<!\d)\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[一二三四五六七八九]是")
_TELLING = 3
"""So many characters of a name's own, in words of two and more, tell which row a note is on."""
_HOLLOW = re.compile(r"指标|情况|[（(].*?[）)]")


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
    stands in, if that names the indicator or speaks of all.
    """
    if has_note(row.deviation) or has_cell(row.deviation):
        return has_note(row.deviation)
    below = [r for r in table.remarks if r.kind == "problems" and has_note(r)]
    if any(speaks_of(remark.text, row) for remark in below):
        return True
    return any(_of_it_alone(point, table, row) for r in below for point in _POINT.split(r.text))


def speaks_of(words: str, row: Indicator) -> bool:
    """Tell whether a note names an indicator: most of its name, its result, or every one."""
    if _EVERY.search(words) or (row.actual.known() and _stands_in(row.actual.text, words)):
        return True
    name = _HOLLOW.sub("", row.name.text)
    return bool(name) and any(_names(sentence, name) for sentence in re.split(r"[。；;]", words))


def _of_it_alone(point: str, table: IndicatorTable, row: Indicator) -> bool:
    """Tell whether one point of a note has three characters that only this row's name has.

    A note for all rows tells them apart by a word or two: “24个标段中1个因汛期延后完工” for
    标段按期完工率.
    """
    others = "|".join(_HOLLOW.sub("", each.name.text) for each in filled(table) if each is not row)
    name = _HOLLOW.sub("", row.name.text)
    said: set[int] = set()
    for at in range(len(name) - 1):
        pair = name[at : at + 2]
        if pair in point and pair not in others:
            said |= {at, at + 1}
    return len(said) >= _TELLING


def _names(sentence: str, name: str) -> bool:
    """Tell whether a sentence has two thirds of a name's characters, a third of them in pairs."""
    pairs = [name[n : n + 2] for n in range(len(name) - 1)] or [name]
    together = 3 * sum(pair in sentence for pair in pairs) >= len(pairs)
    return together and 3 * sum(letter in sentence for letter in name) >= 2 * len(name)


def _stands_in(figure: str, words: str) -> bool:
    """Tell whether a figure stands in a note as a number of its own."""
    bare = figure.lstrip("≥≤＞＜><=＝")
    return len(bare) > 1 and bool(re.search(rf"(?<![\d.]){re.escape(bare)}(?![\d.])", words))


def of_table(ctx: Context, table: IndicatorTable) -> Iterator[Shortcoming]:
    """Yield missed targets, low execution, a large adjustment and a low total of a table."""
    for row in filled(table):
        result = ctx.result(row)
        if result and not result.met:
            fault = "超过" if result.direction == "less" else "未达到"
            told = f"“{name_of(row)}”实际{written(row.actual)}，{fault}指标值{written(row.target)}"
            yield Shortcoming(told, [item(row, "actual"), item(row, "target")])
    yield from _execution(ctx, table)
    yield from adjustment(ctx, table, added_line(table))
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


def adjustment(
    ctx: Context, table: IndicatorTable, added: BudgetLine | None
) -> Iterator[Shortcoming]:
    """Yield the change of a table's budget when it reaches the profile's limit.

    ``added`` is the table's :func:`added_line`.
    """
    line = money_total(table)
    if added:
        yield _added(table, added)
    elif line is not None and line.initial.value and line.full_year.known():
        apart = base(line.full_year) - base(line.initial)
        rate = apart / base(line.initial) * 100
        if abs(rate) >= ctx.profile.adjustment_rate:
            way = "调增" if rate > 0 else "调减"
            size = show(abs(apart), line.full_year.unit)
            told = f"{title_of(table)}全年预算比年初{way}{size}，{way[1]}幅{rounded(abs(rate))}%"
            yield Shortcoming(told, _budgets(line))


_GRANT = re.compile(r"(?:当年|本年|年度)?财政拨款|(?:当年|本年)?财政资金")


def added_line(table: IndicatorTable) -> BudgetLine | None:
    """Return the line of a project whose money was all added in the year: nothing at its beginning.

    The grant decides where the form has it, for money carried over is in no initial budget.
    """
    if table.kind != "project":
        return None
    grants = [line for line in money_parts(table) if _GRANT.search(line.label.text)]
    lines = grants or [line for line in (money_total(table),) if line is not None]
    starts = [line.initial for line in lines]
    if not starts or any(not start.known() or start.value for start in starts):
        return None
    return next((line for line in lines if line.full_year.value), None)


def _added(table: IndicatorTable, line: BudgetLine) -> Shortcoming:
    size = written(line.full_year)
    told = f"{title_of(table)}年初没有安排预算，年中增加{size}"
    return Shortcoming(told, _budgets(line))


def _budgets(line: BudgetLine) -> list[Item]:
    return [Item("全年预算数", line.full_year), Item("年初预算数", line.initial)]


def undecided(table: IndicatorTable) -> Iterator[Shortcoming]:
    """Yield what a table leaves blank, so that nobody can see whether there was a deviation."""
    line = money_total(table)
    if line is not None and has_cell(line.executed) and not line.executed.text:
        yield Shortcoming(f"{title_of(table)}全年执行数没有填", [Item("全年执行数", line.executed)])
    for row in filled(table):
        blank = row.name.text and not row.score.text and has_cell(row.score)
        if (
            blank
            and row.parent is None
            and not details_of(table, row)
            and not row.actual.is_empty()
        ):
            yield Shortcoming(f"“{name_of(row)}”没有填得分", [item(row, "score")])


def overspent(ctx: Context) -> Iterator[tuple[SpendingRow, Decimal, Shortcoming]]:
    """Yield base-table rows whose final exceeds their budget beyond rounding, and by how much."""
    for row in ctx.pack.base_data.spending if ctx.pack.base_data else ():
        if not (row.budget.known() and row.final.known()):
            continue
        if base(row.final) <= base(row.budget) or span(row.final).low <= span(row.budget).high:
            continue
        if row.budget.base and base(row.final) >= base(row.budget) * _ANOTHER_UNIT:
            continue  # 元 in a column of 万元 is no overspending
        adjusted = _full_year(ctx, row)
        if adjusted is not None and span(row.final).low <= span(adjusted).high:
            continue  # within what it was given in the course of the year
        name = "未列名的专项（“……”行）" if is_placeholder_row(row) else row_name(row)
        apart = base(row.final) - base(row.budget)
        told = f"“{name}”{_over(row, apart)}"
        items = [
            Item(column_name("final", ctx.pack.year), row.final),
            Item(column_name("budget", ctx.pack.year), row.budget),
        ]
        yield row, apart, Shortcoming(told, items)


def _full_year(ctx: Context, row: SpendingRow) -> Quantity | None:
    """Return the adjusted budget that a form gives for a base-table row: its project's, or a line."""
    name = core_name(row_name(row))
    for table in ctx.pack.projects:
        line = money_total(table)
        if line and name and core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw) == name:
            return _adjusted(line)
    lines = ctx.pack.overall.money if ctx.pack.overall else []
    words = row_label(row_name(row))
    return next((_adjusted(line) for line in lines if row_label(line.label.text) == words), None)


def _adjusted(line: BudgetLine) -> Quantity | None:
    """Return a line's adjusted budget; one that only repeats what was spent tells nothing."""
    if not (line.full_year.known() and line.executed.known()):
        return None
    return line.full_year if base(line.full_year) != base(line.executed) else None


def _over(row: SpendingRow, apart: Decimal) -> str:
    """Return by how much a row was overspent, such as 预算12万元，决算24.68万元，超12.68万元."""
    if not base(row.budget):
        return f"没有安排预算，决算{written(row.final)}"
    size = show(apart, row.final.unit)
    return f"预算{written(row.budget)}，决算{written(row.final)}，超{size}"


def listed(short: list[Shortcoming]) -> str:
    """Return shortcomings as one list; of many the first are named and the rest counted."""
    named = "；".join(each.text for each in short[:MOST_NAMED])
    left = len(short) - MOST_NAMED
    return named if left <= 0 else f"{named}；另有{left}项"


def of_pack(ctx: Context) -> list[Shortcoming]:
    """Return everything that the overall report must speak of."""
    found = [shortcoming for _, _, shortcoming in overspent(ctx)]
    for table in ctx.pack.tables():
        found.extend(of_table(ctx, table))
    # An indicator that the unit's form and a project's share is one shortcoming.
    return list({each.text: each for each in found}.values())
