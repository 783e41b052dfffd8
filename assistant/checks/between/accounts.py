"""X14: the pack against the unit's published final accounts, this year's and last year's."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.checks.compare import Verdict, base, copied, step
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import column_name, row_name, written
from assistant.checks.registry import rule
from assistant.checks.rows import PROJECTS, find_row, is_budget, money_total, named_entry
from assistant.facts.accounts_text import repeated
from assistant.facts.finals import Final, finals, keys_of_row, of_key, same_unit
from assistant.model.accounts import FinalAccounts
from assistant.model.finding import Finding, Severity
from assistant.model.pack import IndicatorTable, NamedAmount, SpendingRow
from assistant.model.quantity import Quantity

_SOURCE = "DOMAIN §2 基础数据表（与决算一致）、§8"
_BASIC_PARTS = re.compile(r"^(?:公用经费|人员经费)$")


def _accounts(ctx: Context, years_ago: int = 0) -> Iterator[tuple[FinalAccounts, list[Final]]]:
    """Yield the final accounts of the pack's own unit for its year, or for one before."""
    for accounts in ctx.dossier.accounts:
        ours, theirs = ctx.pack.unit.text, accounts.unit.text
        known = ctx.pack.year is not None and accounts.year is not None
        if not known or accounts.year != (ctx.pack.year or 0) - years_ago:
            continue
        if not ours or not theirs or same_unit(ours, theirs):
            yield accounts, finals(accounts)


def _same(one: Quantity, other: Quantity) -> Verdict:
    """Compare two printings; 元 rounded to 万元 is the same amount, no 尾差."""
    apart, coarse = abs(base(one) - base(other)), max(step(one), step(other))
    if step(one) != step(other) and apart * 2 <= coarse:
        return "equal"
    return copied(one, other)


def _against(
    ctx: Context, code: str, cell: Item, amounts: Sequence[Final], severity: Severity | None = None
) -> Iterator[Finding]:
    """Yield a finding where a cell equals none of the amounts that it may repeat."""
    field = cell.field
    if not isinstance(field, Quantity) or not field.known():
        return
    fitting = [each for each in amounts if each.quantity.dimension == field.dimension]
    if not fitting:
        return
    ctx.look(field.place)
    verdicts = [_same(field, each.quantity) for each in fitting]
    if "equal" in verdicts:
        return
    tail = "tail" in verdicts
    chosen = fitting[verdicts.index("tail") if tail else 0]
    theirs = f"部门决算{chosen.table}“{chosen.label}”"
    for found in conflict(
        ctx, code, cell, base(chosen.quantity),
        f"{cell.label}{written(field)}，{theirs}{_written(chosen.quantity)}",
        others=[Item(theirs, chosen.quantity)], tail=tail, severity=severity,
    ):  # fmt: skip
        # A pack repeats its own amounts: that they meet again says nothing about the slip.
        kept = "" if found.explanation.startswith("该数与") else found.explanation
        yield found.model_copy(update={"explanation": kept})


def _written(quantity: Quantity) -> str:
    return "为空表，即0万元" if quantity.raw == "无数据" else written(quantity)


Breakdown = Literal["by_income", "by_expenditure"]


def _spent(ctx: Context, breakdown: Breakdown, word: str) -> Item | None:
    """Return a line of the overall table's breakdown of what was spent, None for a budget's."""
    overall: IndicatorTable | None = ctx.pack.overall
    if overall is None:
        return None
    entries: list[NamedAmount] = getattr(overall, breakdown)
    entry = named_entry(entries, word)
    if entry is None or is_budget(overall, entries):
        return None
    return Item(f"整体支出自评表“{entry.label.text}”", entry.amount)


def _row(ctx: Context, row: SpendingRow, column: str) -> Item:
    label = f"基础数据表“{row_name(row)}”{column_name(column, ctx.pack.year)}"
    return Item(label, getattr(row, column))


@rule("X141", name="全年执行数与部门决算不符", severity="warning", source=_SOURCE)
def executed(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表年度资金总额的全年执行数，应等于部门决算的本年支出合计（或财政拨款支出、一般公共预算支出）。

    为什么：部门决算已经批复并公开，自评的执行数就是当年决算支出；口径不同要在报告里说明。
    举例：自评表全年执行数504.40万元，部门决算本年支出合计540.40万元，相差36万元。
    怎样改：以部门决算为准更正；只评价部分资金的，在报告中写明范围。
    何时不报：没有用 --accounts 给出本单位本年度的部门决算；与三个口径之一相符；只差尾数（作提示）。
    """
    line = money_total(ctx.pack.overall) if ctx.pack.overall else None
    if line is None:
        return
    cell = Item("整体支出自评表全年执行数", line.executed)
    for _, found in _accounts(ctx):
        yield from _against(ctx, "X141", cell, of_key(found, "expenditure", "grants", "general"))


@rule("X142", name="基本支出与部门决算不符", severity="error", source=_SOURCE)
def basic(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表“基本支出”应等于部门决算的基本支出（全口径，或一般公共预算口径）。

    为什么：同一年度、同一单位的基本支出只有一个决算数。
    举例：自评表456.40万元，部门决算支出决算表基本支出465.40万元，疑似相邻数字写颠倒。
    怎样改：以部门决算为准更正自评表和报告。
    何时不报：没有给出本单位本年度的部门决算；自评表按预算数填列；只差尾数（作提示）。
    """
    cell = _spent(ctx, "by_expenditure", "基本支出")
    for _, found in _accounts(ctx) if cell else ():
        assert cell is not None
        yield from _against(ctx, "X142", cell, of_key(found, "basic", "general_basic"))


@rule("X143", name="项目支出与部门决算不符", severity="error", source=_SOURCE)
def projects(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“项目支出”决算数、整体支出自评表“项目支出”应等于部门决算的项目支出。

    为什么：填表说明要求项目支出数与决算数据保持一致。
    举例：基础数据表项目支出48.00万元，部门决算支出决算表项目支出84.00万元。
    怎样改：以部门决算为准更正，并逐项核对各专项的金额。
    何时不报：没有给出本单位本年度的部门决算；与全口径或一般公共预算口径相符；自评表按预算数填列。
    """
    row = find_row(ctx.pack.base_data, PROJECTS) if ctx.pack.base_data else None
    cells = [_row(ctx, row, "final")] if row else []
    booked = _spent(ctx, "by_expenditure", "项目支出")
    for _, found in _accounts(ctx):
        for cell in (*cells, *([booked] if booked else [])):
            yield from _against(ctx, "X143", cell, of_key(found, "project", "general_project"))


@rule("X144", name="一般公共预算与部门决算不符", severity="error", source=_SOURCE)
def general(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表“一般公共预算”应等于部门决算的一般公共预算财政拨款支出（或收入）。

    为什么：按收入性质分的金额以决算为准。
    举例：自评表474.40万元，部门决算一般公共预算财政拨款支出447.40万元。
    怎样改：以部门决算为准更正。
    何时不报：没有给出本单位本年度的部门决算；与拨款收入或拨款支出之一相符；自评表按预算数填列。
    """
    cell = _spent(ctx, "by_income", "一般公共预算")
    for _, found in _accounts(ctx) if cell else ():
        assert cell is not None
        yield from _against(ctx, "X144", cell, of_key(found, "general", "general_income"))


@rule("X145", name="政府性基金或国有资本经营预算与部门决算不符", severity="error", source=_SOURCE)
def funds(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表的政府性基金、国有资本经营预算金额，应等于部门决算相应报表的本年支出（或收入）。

    为什么：这两类资金单独编报决算；决算是空表而自评表有数，说明有一处列错了资金性质。
    举例：自评表政府性基金30.00万元，部门决算政府性基金表注明“本表无数据”。
    怎样改：核对资金性质，以部门决算为准更正。
    何时不报：没有给出本单位本年度的部门决算；自评表没有填这两项；决算报表是空的但没有注明无数据。
    """
    for _, found in _accounts(ctx):
        for word, keys in (
            ("政府性基金", ("funds", "funds_income")),
            ("国有资本", ("state_capital",)),
        ):
            cell = _spent(ctx, "by_income", word)
            if cell is not None:
                yield from _against(ctx, "X145", cell, of_key(found, *keys))


@rule("X146", name="三公经费与部门决算不符", severity="error", source=_SOURCE)
def three_public(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表三公经费及各分项的预算数、决算数，应等于部门决算三公经费表的数。

    为什么：三公经费逐项公开，自评表与公开数不一致会被退回。
    举例：基础数据表公务接待决算数0.90万元，部门决算公务接待费决算数0.39万元。
    怎样改：以公开的部门决算为准更正；预算数为调整后数的，注明口径。
    何时不报：没有给出本单位本年度的部门决算；该项没有填写；预算数不一致只作警告。
    """
    for row in ctx.pack.base_data.spending if ctx.pack.base_data else ():
        keys = keys_of_row(row.label.text)
        if not keys or not keys[0].startswith("three_public/"):
            continue
        budget = [key.replace("/final", "/budget") for key in keys]
        for _, found in _accounts(ctx):
            yield from _against(ctx, "X146", _row(ctx, row, "final"), of_key(found, *keys))
            yield from _against(
                ctx, "X146", _row(ctx, row, "budget"), of_key(found, *budget), "warning"
            )


@rule("X147", name="公用经费、人员经费与部门决算不符", severity="warning", source=_SOURCE)
def basic_parts(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“公用经费”“人员经费”决算数，应等于部门决算基本支出表的公用经费、人员经费合计。

    为什么：两项之和就是基本支出，决算表有现成的合计数。
    举例：基础数据表公用经费96.40万元，部门决算公用经费合计94.60万元，疑似相邻数字写颠倒。
    怎样改：以部门决算为准更正；含其他资金的，在备注中说明。
    何时不报：没有给出本单位本年度的部门决算；该行没有填写；只差尾数（作提示）。
    """
    for row in ctx.pack.base_data.spending if ctx.pack.base_data else ():
        if not _BASIC_PARTS.search(row_name(row)):
            continue
        for _, found in _accounts(ctx):
            amounts = of_key(found, *keys_of_row(row.label.text))
            yield from _against(ctx, "X147", _row(ctx, row, "final"), amounts)


@rule("X148", name="决算说明与决算报表不符", severity="warning", source="DOMAIN §8 文字与表格")
def explanation(ctx: Context) -> Iterator[Finding]:
    """查什么：部门决算情况说明写明的金额（收支总计、基本支出、人员经费、各类支出、三公经费等），应与它自己的报表一致。

    为什么：说明与报表不一致时，自评材料引用哪一个都可能出错；公开文件本身也需要更正。
    举例：说明写人员经费350.00万元，基本支出决算表人员经费合计360.00万元。
    怎样改：核对决算系统数据，更正公开文件；自评材料以报表数为准。
    何时不报：没有给出部门决算；说明里没有固定说法的金额；与任一报表相符；只差尾数（作提示）。
    """
    for accounts in ctx.dossier.accounts:
        for each in repeated(accounts):
            cell = Item(f"部门决算说明“{each.label}”", each.fact.quantity, each.fact.quote)
            yield from _against(ctx, "X148", cell, each.finals)


@rule("X149", name="上年决算数与上年部门决算不符", severity="error", source="DOMAIN §2 年度之间")
def last_year(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“上年决算数”（三公经费、项目支出、公用经费、人员经费）应等于上年部门决算。

    为什么：上年决算已经公开，本年不能改动。
    举例：上年决算数填8.20万元，上年部门决算三公经费决算数2.80万元。
    怎样改：按上年公开的部门决算更正。
    何时不报：没有用 --accounts 给出本单位上年度的部门决算；该行没有填写；只差尾数（作提示）。
    """
    for row in ctx.pack.base_data.spending if ctx.pack.base_data else ():
        keys = keys_of_row(row.label.text)
        for _, found in _accounts(ctx, years_ago=1) if keys else ():
            yield from _against(ctx, "X149", _row(ctx, row, "last_final"), of_key(found, *keys))
