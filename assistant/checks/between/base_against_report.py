"""X: amounts of the base data table against what the report says of them."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.between.two_places import (
    OPERATING,
    PERSONNEL,
    base_row,
    first_amount,
    same_amount,
)
from assistant.checks.compare import add, base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import added, column_name, row_name, show, written
from assistant.checks.mentions import cite
from assistant.checks.registry import rule
from assistant.checks.rows import (
    ABROAD,
    RECEPTION,
    THREE_PUBLIC,
    VEHICLES,
    money_total,
    named_entry,
)
from assistant.model.finding import Finding
from assistant.model.pack import SpendingRow
from assistant.model.quantity import Quantity


@rule("X107", name="公用经费与报告不符", severity="error", source="DOMAIN §2、§8")
def operating_expenses(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“公用经费”决算数应与报告中的公用经费支出一致。

    为什么：公用经费是基本支出的一部分，基础表常被误填成单位全部支出。
    举例：基础表5067.40万元，报告915.30万元，基础表的数与整体支出全年执行数相同，疑似填错位置。
    怎样改：以决算报表的公用经费为准更正。
    何时不报：报告没有写公用经费；两处只差尾数。
    """
    yield from _base_against_report(ctx, "X107", OPERATING, r"公用经费(?:支出)?$")


@rule("X108", name="人员经费与报告不符", severity="error", source="DOMAIN §2、§8")
def personnel_expenses(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“人员经费”决算数应与报告中的人员经费支出一致。

    为什么：两处说的是同一笔支出。
    举例：基础表1895.10万元，报告1859.10万元，疑似相邻数字写颠倒。
    怎样改：以决算报表为准更正。
    何时不报：基础表没有人员经费行；报告没有写人员经费。
    """
    yield from _base_against_report(ctx, "X108", PERSONNEL, r"人员经费(?:支出)?$")


@rule("X109", name="三公经费与报告不符", severity="error", source="DOMAIN §2、§8")
def three_public(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“三公经费”决算数应与报告中写明的三公经费支出一致。

    为什么：三公经费是公开的重点，两处不一致会被退回。
    举例：基础表6万元，报告写“三公经费支出7.2万元”。
    怎样改：以决算报表为准更正。
    何时不报：报告没有写三公经费金额；基础表为空（另有规则提示）。
    """
    yield from _base_against_report(
        ctx, "X109", THREE_PUBLIC, r"三公[”\"]?经费(?:支出|决算)?(?:合计)?$", _three_parts(ctx)
    )


def _three_parts(ctx: Context) -> list[Quantity]:
    """Return what was spent on vehicles, abroad and for receptions, none where one is unknown."""
    rows = [base_row(ctx, pattern) for pattern in (VEHICLES, ABROAD, RECEPTION)]
    cells = [row.final for row in rows if row is not None and row.final.known()]
    return cells if len(cells) == len(rows) else []


def _by_parts(told: Quantity, cell: Quantity, parts: Sequence[Quantity]) -> str:
    """Return what the parts say of two amounts that differ: which of them is their sum."""
    if not parts or cell.base == told.base:
        return ""
    total = added(parts, add(parts))
    if add(parts) == told.base:
        return f"分项之和{total}，与报告相符，将基础数据表的合计改为{written(told)}。"
    if add(parts) == cell.base:
        return f"分项之和{total}，与基础数据表相符，以决算报表为准更正报告。"
    return ""


def _base_against_report(
    ctx: Context, code: str, row: re.Pattern[str], measure: str, parts: Sequence[Quantity] = ()
) -> Iterator[Finding]:
    """Compare a row's final with the report, and last year's final where the report tells it."""
    found = base_row(ctx, row)
    if found is None:
        return
    facts = ctx.figures_of(ctx.pack.overall_report)
    words, before = re.compile(measure), str((ctx.pack.year or 0) - 1)
    told = first_amount(ctx, words)
    if told is not None:
        advice = _by_parts(told.quantity, found.final, parts)
        yield from same_amount(ctx, code, _cell(ctx, found, "final"), cite(told), advice)
    last = next((f for f in facts if f.period == before and f.aspect == "value"
                 and f.quantity.dimension == "元" and words.search(f.measure)
                 and not re.search(r"均|每", f.measure)), None)  # fmt: skip
    if last is not None:
        yield from same_amount(ctx, code, cite(last), _cell(ctx, found, "last_final"))


def _cell(ctx: Context, row: SpendingRow, column: str) -> Item:
    name = f"基础数据表“{row_name(row)}”{column_name(column, ctx.pack.year)}"
    return Item(name, getattr(row, column))


@rule("X110", name="公用经费等于全部支出", severity="error", source="DOMAIN §2 基础数据表")
def operating_is_not_everything(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表公用经费的预算数、决算数不应等于整体支出自评表的年初预算数、全年执行数。

    为什么：公用经费只是基本支出的一部分，与全部支出相同说明把总额填进了公用经费。
    举例：公用经费决算数与全年执行数都是5210.36万元，而单位还有人员经费和项目支出。
    怎样改：公用经费改填基本支出中的商品和服务支出。
    何时不报：决算数，报告已写明公用经费的（由X107核对）；单位确实只有公用经费支出。
    """
    row, overall = base_row(ctx, OPERATING), ctx.pack.overall
    line = money_total(overall) if overall else None
    if row is None or line is None:
        return
    told = first_amount(ctx, re.compile(r"公用经费(?:支出)?$"))
    cells = (
        (row.final, line.executed, "final", "全年执行数"),
        (row.budget, line.initial, "budget", "年初预算数"),
    )
    for mine, whole, column, title in cells:
        if not (mine.known() and whole.known() and mine.base) or (told and column == "final"):
            continue
        ctx.look(mine.place)
        if is_whole_budget(ctx, mine, whole):
            apart = abs(base(mine) - base(whole))
            like = f"只差{show(apart, mine.unit)}" if apart else "相同"
            yield finding(
                ctx, "X110", mine.place,
                f"基础数据表公用经费{column_name(column, ctx.pack.year)}{written(mine)}，与整体支出自评表"
                f"{title}{written(whole)}{like}，疑似把全部支出填入公用经费。",
                items=[Item("公用经费", mine), Item(title, whole)], found=written(mine),
                suggestion=_REFILL[column], clerical=True,
            )  # fmt: skip


_REFILL = {
    "final": "改填基本支出中的商品和服务支出（公用经费）。",
    "budget": "按预算批复改填公用经费预算。",
}


def is_whole_budget(ctx: Context, operating: Quantity, whole: Quantity) -> bool:
    """Tell whether operating expenses repeat all the unit's money though it spent on more."""
    return copied(operating, whole) != "conflict" and _has_other_spending(ctx, operating)


def _has_other_spending(ctx: Context, operating: Quantity) -> bool:
    """Tell whether the pack shows spending that is not operating expenses."""
    row = base_row(ctx, PERSONNEL)
    overall = ctx.pack.overall
    project = named_entry(overall.by_expenditure, "项目支出") if overall else None
    told = first_amount(ctx, re.compile(r"人员经费"))
    amounts = [row.final if row else None, project.amount if project else None,
               told.quantity if told else None]  # fmt: skip
    return any(amount is not None and amount.base for amount in amounts)
