"""X: what a report tells of the projects one after the other, against their own tables."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.compare import base, percent
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import show, title_of
from assistant.checks.mentions import cite, left_of, said, this_year
from assistant.checks.registry import rule
from assistant.checks.rows import execution_cell
from assistant.checks.scores.summed import summed
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity


class _Kind(NamedTuple):
    words: re.Pattern[str]
    unit: str
    column: str


_KINDS = (
    _Kind(re.compile(r"执行率(?:分别|依次)[为是]?$"), "%", "执行率"),
    _Kind(
        re.compile(r"(?:得分(?:分别|依次)|项目(?:自评|总|综合)*(?:分别|依次)得?分?)[为是]?$"),
        "分",
        "总得分",
    ),
)


@rule("X137", name="依次列出的项目执行率、得分与项目表不符", severity="error", source="DOMAIN §8")
def told_in_turn(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写“三个项目执行率分别为98.14%、96%、98.03%”，应与各项目自评表的执行率（得分）逐个相符。

    为什么：几个项目的结果并列写在一句里，没有写项目名称，抄错一个不易发现。
    举例：三个项目表执行率为98.14%、96%、98.03%，报告写成94.14%、96%、98.03%。
    怎样改：按各项目自评表更正。
    何时不报：列出的个数与项目表张数不同；有项目表缺执行率；两个以上对不上（说的可能不是这些项目）；报告写的正是各项得分之和，错的是表内总分（见A116）。
    """
    facts = ctx.figures_of(ctx.pack.overall_report)
    for number, first in enumerate(facts):
        for kind in _KINDS:
            if first.quantity.unit == kind.unit and kind.words.search(left_of(first)):
                told = facts[number : number + len(ctx.pack.projects)]
                yield from _compare(ctx, kind, told)


def _compare(ctx: Context, kind: _Kind, told: list[Fact]) -> Iterator[Finding]:
    cells = [_cell(ctx, number, kind) for number in range(len(told))]
    known = [cell for cell in cells if cell is not None and cell.known()]
    if len(told) < 2 or len(known) != len(ctx.pack.projects) or len(told) != len(known):
        return
    if any(f.quote != told[0].quote or f.quantity.unit != kind.unit for f in told):
        return
    if not this_year(told[0], ctx.pack):
        return
    ctx.look(told[0].place)
    wrong = [(f, c, n) for n, (f, c) in enumerate(zip(told, known, strict=True)) if not _same(f, c)]
    if len(wrong) != 1:
        return
    fact, cell, place = wrong[0]
    if kind.unit == "分" and base(fact.quantity) == summed(ctx.pack.projects[place]):
        return  # the scores make what the report says: A116 tells of the wrong total
    table = title_of(ctx.pack.projects[place])
    name = table.removesuffix("项目自评表")
    yield from conflict(
        ctx, "X137", cite(fact), base(cell),
        f"报告中{name}项目的{kind.column}（依次第{place + 1}个）为{said(fact)}，"
        f"{table}{kind.column}为{show(base(cell), kind.unit)}",
        others=[Item(f"{table}{kind.column}", cell)],
    )  # fmt: skip


def _cell(ctx: Context, number: int, kind: _Kind) -> Quantity | None:
    table = ctx.pack.projects[number]
    if kind.unit == "分":
        return table.total_score
    cell = execution_cell(table, "rate")
    return percent(cell) if cell is not None else None


def _same(fact: Fact, cell: Quantity) -> bool:
    return fact.quantity.interval().meets(cell.interval())
