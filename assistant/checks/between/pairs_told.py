"""X: an indicator's aim and result that a report tells side by side, against the table's row."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.between.linking import likely, links, possible
from assistant.checks.between.other_money import is_slip
from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import title_of, written
from assistant.checks.mentions import cite, left_of, right_of, said, this_year, told_of_table
from assistant.checks.registry import rule
from assistant.checks.rows import filled, name_of
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.quantity import Quantity

_AIM = r"(?:年度|年初|全年|既定|预期|绩效|考核)?(?:目标|指标值|计划|任务)(?:任务)?[值数]?"
_AIM_FIRST = re.compile(rf"{_AIM}[为是]?$")
_RESULT_NEXT = re.compile(r"[，、；（(]?(?:全年|年底|年末)?实际(?:完成|达到|为|是)?值?$")
_AIM_NEXT = re.compile(
    rf"[，、（(]?(?:高于|低于|超过|达到|达不到|未达到|没有达到|未达|优于|好于|不及|短于|少于|多于)(?:了)?{_AIM}[为是]?的?$"
)
_AIM_BEHIND = re.compile(rf"的?{_AIM}(?:要求)?(?![一-龥])")
_ABOVE = re.compile(
    r"[，、（(]?(?:高于|低于|超过|达到|达不到|未达到|没有达到|未达|优于|好于|不及|短于|少于|多于)(?:了)?$"
)


class _Pair(NamedTuple):
    aim: Fact
    result: Fact


@rule("X159", name="写到的目标或实际与自评表不符", severity="error", source="DOMAIN §8 文字与表格")
def pairs_told(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“按期支付率目标100%，实际96.5%”“满意度92%，高于目标值90%”，目标、实际都应与自评表该行的指标值、实际完成值一致。

    为什么：是否完成就看这两个数，问题分析里写错一个，与表就对不上。
    举例：自评表“按期支付率”指标值100%、实际完成值96.5%，报告写“目标100%，实际95.6%”。
    怎样改：按自评表和佐证材料更正。
    何时不报：名称不能确认是哪一行；不像笔误；两个数都与表不符（说的可能是另一件事）；同一段或别处的数已与表核对为笔误（见N141）；说的是上年或下一年。
    """
    for table in ctx.pack.tables():
        pairs = list(_pairs(ctx, table))
        rows = filled(table) if pairs else []
        for pair in pairs:
            row = _row_of(rows, pair)
            if row is None:
                continue
            ctx.look(pair.aim.place)
            aim, result = _meets(pair.aim, row.target), _meets(pair.result, row.actual)
            if aim and not result and is_slip(pair.result.quantity, row.actual):
                yield from _finding(ctx, table, row, pair.result, "actual")
            elif (
                result
                and not aim
                and not _for_slips(pair.aim, row)
                and is_slip(pair.aim.quantity, row.target)
            ):
                yield from _finding(ctx, table, row, pair.aim, "target")


def _finding(
    ctx: Context, table: IndicatorTable, row: Indicator, fact: Fact, column: str
) -> Iterator[Finding]:
    cell: Quantity = getattr(row, column)
    called = "实际完成值" if column == "actual" else "指标值"
    told = "实际" if column == "actual" else "目标"
    yield from conflict(
        ctx, "X159", cite(fact), base(cell),
        f"报告写“{name_of(row)}”{told}{said(fact)}，{title_of(table)}{called}为{written(cell)}",
        others=[Item(f"{title_of(table)}“{name_of(row)}”{called}", cell)],
    )  # fmt: skip


def _pairs(ctx: Context, table: IndicatorTable) -> Iterator[_Pair]:
    """Yield the figures of a table's report that stand side by side as aim and result."""
    facts = told_of_table(ctx, table)
    for first, second in pairwise(facts):
        if first.quote != second.quote or first.quantity.dimension != second.quantity.dimension:
            continue
        if not (_plain(ctx, first) and _plain(ctx, second)):
            continue
        left = left_of(first)
        between = left_of(second)[len(left) + len(first.quantity.text) :]
        if _AIM_FIRST.search(left[-10:]) and _RESULT_NEXT.fullmatch(between):
            yield _Pair(first, second)
        elif _AIM_NEXT.fullmatch(between) or (
            _ABOVE.fullmatch(between) and _AIM_BEHIND.match(right_of(second))
        ):
            yield _Pair(second, first)


def _plain(ctx: Context, fact: Fact) -> bool:
    quantity = fact.quantity
    known = quantity.known() and bool(quantity.dimension) and fact.aspect not in ("growth", "share")
    return known and quantity.dimension != "元" and this_year(fact, ctx.pack)


def _row_of(rows: list[Indicator], pair: _Pair) -> Indicator | None:
    """Return the one row that a pair's words name and at least one of its figures bears out."""
    named = pair.aim if left_of(pair.aim) < left_of(pair.result) else pair.result
    bare = named.model_copy(update={"measure": re.sub(rf"(?:{_AIM})$", "", named.measure)})
    found = [
        row for row in rows
        if row.actual.known() and row.target.known()
        and (_meets(pair.aim, row.target) or _meets(pair.result, row.actual))
        and (link := links(row, [bare])) and _is_named(row, pair, link[0].score)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


_TELLING = 3


def _is_named(row: Indicator, pair: _Pair, score: float) -> bool:
    """Tell whether words name a row: fewer will do where three digits of its result agree."""
    telling = significant(row.actual) >= _TELLING and _meets(pair.result, row.actual)
    return likely(score) or (telling and possible(score))


def _meets(fact: Fact, cell: Quantity) -> bool:
    plain = [q.model_copy(update={"comparator": "="}) for q in (fact.quantity, cell)]
    return span(plain[0]).meets(span(plain[1]))


def _for_slips(aim: Fact, row: Indicator) -> bool:
    """Tell whether the difference is one that N141 tells of."""
    plain = [q.model_copy(update={"comparator": "="}) for q in (aim.quantity, row.target)]
    if significant(row.target) < 2 or significant(row.actual) < 2:
        return False
    return mend(plain, lambda q: span(q[0]).meets(span(q[1]))) is not None
