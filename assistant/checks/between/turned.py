"""X: what is told of the projects one after the other, in the wrong order."""

import re
from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from assistant.checks.between.pairing import core_name
from assistant.checks.compare import HUNDRED, add_spans, percent, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.prose import texts_by_place
from assistant.checks.registry import rule
from assistant.checks.rows import execution_cell
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity

_IN_TURN = re.compile(r"(?:分别|依次|各)[一-龥]{0,14}$")
_MOST = 5
"""So many projects at most are tried in every order."""


class _Column(NamedTuple):
    """What the tables say of each project in one matter: its name, the values in table order."""

    name: str
    values: list[Interval]


@rule("X155", name="分别列出的数次序颠倒", severity="error", source="DOMAIN §8 文字与表格")
def turned(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告点了几个项目的名，接着写“执行率（得分、支出、占比）分别为A和B”，A、B应与点名的先后一一对应。

    为什么：每个数都能在表上找到，只是张冠李戴，逐个核数看不出来。
    举例：两个项目执行率依次为98.14%、87.12%，报告写成“分别为87.12%和98.14%”。
    怎样改：按点名的先后改正次序。
    何时不报：次序无误；不是把几个项目的数换了位置（见X137）；本段没有把项目都点到名，看不出先后；几个数相同。
    """
    tables = ctx.pack.projects
    if not 2 <= len(tables) <= _MOST:
        return
    facts = ctx.figures_of(ctx.pack.overall_report)
    for number, first in enumerate(facts):
        last = facts[number + len(tables) - 1 :][:1]
        if not last or last[0].quote != first.quote or not _IN_TURN.search(left_of(first)[-20:]):
            continue
        told = facts[number : number + len(tables)]
        if not _listed(told):
            continue
        order = _order(ctx, first)
        if order is None:
            continue
        ctx.look(first.place)
        column = _column_turned(_columns(order, first), [span(f.quantity) for f in told])
        if column:
            yield _finding(ctx, column, order, told)


def _finding(ctx: Context, column: str, order: list[IndicatorTable], told: list[Fact]) -> Finding:
    names = "、".join(title_of(table) for table in order)
    values = "、".join(said(fact) for fact in told)
    return finding(
        ctx, "X155", told[0].place,
        f"报告依次写{column}{values}，与{names}的次序不符：数都在表上，位置换了，疑为次序颠倒。",
        items=[cite(told[0]), *(Item(f"{title_of(t)}{column}", cell) for t in order
                                if (cell := _cell(t, column)) is not None)],
        found=values, expected=f"按{names}的先后", clerical=True,
    )  # fmt: skip


_CELLS = {
    "执行率": "rate",
    "执行数": "executed",
    "全年预算数": "full_year",
    "年初预算数": "initial",
}


def _cell(table: IndicatorTable, column: str) -> Quantity | None:
    if column == "得分":
        return table.total_score
    return execution_cell(table, _CELLS.get(column, "executed"))


def _listed(told: list[Fact]) -> bool:
    """Tell whether figures are of one sentence and one unit."""
    first = told[0].quantity
    return all(
        f.quote == told[0].quote and f.quantity.unit == first.unit and f.quantity.known()
        for f in told
    )


def _columns(order: list[IndicatorTable], first: Fact) -> Iterator[_Column]:
    """Yield what the figures may be of: by their unit, and by the words before them."""
    words, unit = left_of(first)[-24:], first.quantity.dimension
    names = {"分": ["得分"], "元": ["执行数", "全年预算数", "年初预算数"]}.get(unit, [])
    if unit == "%" and "执行率" in words:
        names = ["执行率"]
    for name in names:
        cells = [_cell(table, name) for table in order]
        known = [cell for cell in cells if cell is not None and cell.known()]
        if len(known) == len(order):
            yield _Column(name, [span(percent(c) if name == "执行率" else c) for c in known])
    if unit == "%" and re.search(r"占|比[重例]", words):
        for name in ("执行数", "全年预算数"):
            yield from _shares(order, name)


def _shares(order: list[IndicatorTable], name: str) -> Iterator[_Column]:
    cells = [_cell(table, name) for table in order]
    known = [cell for cell in cells if cell is not None and cell.value]
    whole = add_spans(known)
    shares = [share for cell in known if (share := cell.interval().over(whole)) is not None]
    if len(shares) == len(order):
        yield _Column("占比", [share.times(HUNDRED) for share in shares])


def _column_turned(columns: Iterator[_Column], told: list[Interval]) -> str:
    """Return the column of which figures are told in another order, "" where any fits as told."""
    found = ""
    for column in columns:
        if _fits(told, column.values):
            return ""
        if any(_fits(told, list(other)) for other in permutations(column.values)):
            found = found or column.name
    return found


def _fits(told: list[Interval], values: list[Interval]) -> bool:
    return all(one.meets(other) for one, other in zip(told, values, strict=True))


def _order(ctx: Context, first: Fact) -> list[IndicatorTable] | None:
    """Return the project tables as they are named before a figure; None unless all are."""
    text = ctx.once(texts_by_place)[first.place.split("@")[0]].text
    sentence = left_of(first)
    at = text.find(squeeze(first.quote))
    for words in (sentence, text[: max(at, 0)] + sentence):
        places = {_position(ctx, t, words): t for t in ctx.pack.projects}
        if -1 not in places and len(places) == len(ctx.pack.projects):
            return [places[key] for key in sorted(places)]
    return None


def _position(ctx: Context, table: IndicatorTable, words: str) -> int:
    """Return where a project is first named, -1 where it isn't: the end of a long name will do."""
    name = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
    stem = re.sub(r"(?:经费|资金|补助|项目)+$", "", name)
    if len(stem) < 2:
        return -1
    at = words.find(stem)
    return words.find(stem[-6:]) if at < 0 and len(stem) >= 6 else at
