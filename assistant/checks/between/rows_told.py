"""X: what a report tells of one row of the money block: a source, basic or project spending."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.checks.between.other_money import is_slip
from assistant.checks.between.other_rates import of_another_time
from assistant.checks.compare import HUNDRED, base, copied, span
from assistant.checks.context import Context
from assistant.checks.explaining.pen_slips import pen_slip
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import show, side_by_side, title_of, written
from assistant.checks.mentions import (
    cite,
    is_exact,
    own_pair,
    plainly_this_year,
    said,
    said_of,
    this_year,
    told_of_project,
)
from assistant.checks.other_rows import is_rate_of_a_row
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import MONEY_UNITS, Interval, Quantity

_HEADED = re.compile(r"^.*[：:]|^其中")
_ENDING = re.compile(r"(?:预算|财政|拨款|收入|资金|补助|支出)+$")
_COLUMNS = {"full_year": "全年预算数", "executed": "全年执行数", "initial": "年初预算数"}
_SHORTEST = 2


@lru_cache(maxsize=512)
def _called(label: str) -> str:
    """Return what prose calls a row: 政府性基金 for 政府性基金预算, 县级 for 其中：县级资金."""
    name = _HEADED.sub("", squeeze(label))
    short = _ENDING.sub("", name)
    return short if len(short) > _SHORTEST or short.endswith(("级", "中央")) else name


def _rows(table: IndicatorTable) -> dict[str, BudgetLine]:
    """Return the rows of a money block beside its total by what prose calls them."""
    total = money_total(table)
    lines = [line for line in table.money if line is not total and line.executed.known()]
    return {name: line for line in lines if len(name := _called(line.label.raw)) >= _SHORTEST}


def _told_of(ctx: Context, table: IndicatorTable) -> list[Fact]:
    """Return the figures told of a table, those of the unit's without what is told of projects."""
    report = ctx.report_of(table)
    if report is not None and table.kind == "project":
        return ctx.figures_of(report)
    meant = [table] if table.kind == "project" else []
    facts = ctx.figures_of(ctx.pack.overall_report)
    return [fact for fact in facts if told_of_project(ctx, fact) == meant]


@rule(
    "X160", name="报告写的分项执行率与自评表不符", severity="error", source="DOMAIN §8 文字与表格"
)
def rates_of_rows(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“项目支出……执行率”“政府性基金执行率”“县级资金执行率”，应与自评表该行执行数÷全年预算数一致。

    为什么：分项执行率在表上没有单独核对，抄错一位不易发现。
    举例：自评表“项目支出”预算3700万元、执行3554.80万元（96.08%），报告写“项目支出结余145.20万元（执行率98.06%）”。
    怎样改：按自评表该行的预算数和执行数重新计算后更正。
    何时不报：自评表没有这一行或缺预算数、执行数；名称不能确认；不像笔误；同句另写有可算出这个比率的两个数；正是表内另一行的执行率。
    """
    tables = list(ctx.pack.tables())
    for table in tables:
        rows = _rows(table)
        for fact in _told_of(ctx, table) if rows else ():
            if fact.quantity.unit != "%" or not fact.measure.endswith("执行率"):
                continue
            line = _last_named(rows, said_of(ctx, fact))
            rate = _rate(line) if line is not None else None
            if line is None or rate is None or not plainly_this_year(fact, ctx.pack):
                continue
            if of_another_time(fact, ctx.pack.year):
                continue
            ctx.look(fact.place)
            middle = _middle(rate)
            if rate.meets(fact.quantity.interval()) or not _miswritten(fact.quantity, middle):
                continue
            if is_rate_of_a_row(fact, tables) or own_pair(fact, ctx.sentence_of[fact.place]):
                continue
            name = _HEADED.sub("", squeeze(line.label.raw))
            yield from conflict(
                ctx, "X160", cite(fact), middle,
                f"报告“{name}”执行率写{said(fact)}，{title_of(table)}该行执行数{written(line.executed)}÷"
                f"全年预算数{written(line.full_year)}={show(middle, '%')}",
                others=[Item(f"{title_of(table)}“{name}”{_COLUMNS[c]}", getattr(line, c))
                        for c in ("full_year", "executed")],
            )  # fmt: skip


def _last_named(rows: dict[str, BudgetLine], words: str) -> BudgetLine | None:
    """Return the row that the words before a figure name last, None where they name none."""
    places = {words.rfind(name): line for name, line in rows.items()}
    last = max(places, default=-1)
    return places[last] if last >= 0 else None


def row_named(table: IndicatorTable, words: str) -> BudgetLine | None:
    """Return the row of a money block, beside its total, that words name last."""
    return _last_named(_rows(table), words)


def is_rate_of_named_row(table: IndicatorTable, words: str, told: Quantity) -> bool:
    """Tell whether a rate is that of the row that words name last, as it is or miswritten."""
    line = row_named(table, words)
    rate = _rate(line) if line is not None else None
    return rate is not None and (rate.meets(told.interval()) or _miswritten(told, _middle(rate)))


def is_rate_of_a_source(table: IndicatorTable, told: Quantity) -> bool:
    """Tell whether a rate is that of any row beside the total."""
    rates = map(_rate, _rows(table).values())
    return any(rate is not None and rate.meets(told.interval()) for rate in rates)


def _middle(rate: Interval) -> Decimal:
    return ((rate.low + rate.high) / 2).quantize(_CENTS)


def _rate(line: BudgetLine) -> Interval | None:
    if not line.full_year.known():
        return None
    quotient = span(line.executed).over(span(line.full_year))
    return quotient and quotient.times(HUNDRED)


def _miswritten(told: Quantity, meant: Decimal) -> bool:
    return told.value is not None and bool(pen_slip(told.value, meant, told))


@rule("X161", name="分项列出的金额与自评表不符", severity="error", source="DOMAIN §8 文字与表格")
def amounts_of_rows(ctx: Context) -> Iterator[Finding]:
    """查什么：报告按来源或按支出性质分列的金额，同一句另有一项与自评表相应行一致的，其余各项也应与表一致。

    为什么：分列的几个数出自表上同一栏，一项对不上，多半是抄写时写颠倒或写错一位。
    举例：自评表全年预算数一般公共预算85365.40万元、政府性基金3200万元，报告分列一般公共预算85365.40万元、政府性基金3020万元。
    怎样改：与账面核对，更正报告或自评表该行，并核对占比和合计。
    何时不报：自评表没有这一行；同一句没有别的行与表相符，看不出是哪一栏；不像笔误；写的是上年数、增减额。
    """
    for table in ctx.pack.tables():
        rows = _rows(table)
        facts = [_in_money(ctx, fact) for fact in _told_of(ctx, table)] if rows else []
        told = [(fact, line) for fact in facts if (line := _row_of(ctx, rows, fact)) is not None]
        for fact, line in told:
            others = [o for o in told if o[1] is not line and _beside(ctx, fact, o[0])]
            columns = [c for c in _COLUMNS if getattr(line, c).known() and _as_in(others, c)]
            if not columns:
                continue
            ctx.look(fact.place)
            cells = [cell for c in _COLUMNS if (cell := getattr(line, c)).known()]
            column = next((c for c in columns if is_slip(fact.quantity, getattr(line, c))), "")
            if not column or any(_equal(fact, cell) for cell in cells):
                continue
            right: Quantity = getattr(line, column)
            title = (
                f"{title_of(table)}“{_HEADED.sub('', squeeze(line.label.raw))}”{_COLUMNS[column]}"
            )
            yield from _differ(
                ctx, fact, Item(title, right), _report_holds(ctx, table, fact, column)
            )


def _report_holds(ctx: Context, table: IndicatorTable, fact: Fact, column: str) -> bool:
    """Tell whether the report's amount is the right one: its sentence or the form's total says so."""
    total = money_total(table)
    rest = {base(getattr(line, column)) for line in table.money if getattr(line, column).known()}
    whole: Quantity | None = getattr(total, column) if total else None
    lacks = whole is not None and whole.known() and base(whole) - base(fact.quantity) in rest
    return lacks or fact.place in ctx.vouched


def _differ(ctx: Context, fact: Fact, cell: Item, report_holds: bool) -> Iterator[Finding]:
    """Yield that a report and a form differ, the one that is likelier wrong first."""
    assert isinstance(cell.field, Quantity)
    told = f"报告“{spoken(fact)}”{said(fact)}"
    if report_holds:
        yield from conflict(
            ctx, "X161", cell, base(fact.quantity),
            f"{cell.label}{side_by_side(cell.field, fact.quantity)}，{told}", others=[cite(fact)],
        )  # fmt: skip
        return
    yield from conflict(
        ctx, "X161", cite(fact), base(cell.field),
        f"{told}，{cell.label}{side_by_side(cell.field, fact.quantity)}", others=[cell],
    )  # fmt: skip


_Row = tuple[Fact, BudgetLine]


def _as_in(others: list[_Row], column: str) -> bool:
    """Tell whether some other row of a list is told as it stands in a column."""
    return any(_equal(fact, getattr(line, column)) for fact, line in others)


def _in_money(ctx: Context, fact: Fact) -> Fact:
    """Return a bare number in the unit of the amount that it divides: 438.00万元（中央210.60、县级……）."""
    if fact.quantity.unit or fact.quantity.precision != _CENTS:
        return fact
    row = ctx.sentence_of.get(fact.place, [])
    units = [f.quantity.unit for f in row[: row.index(fact)] if f.quantity.unit in MONEY_UNITS]
    quantity = fact.quantity.model_copy(update={"unit": units[-1] if units else ""})
    return fact.model_copy(update={"quantity": quantity})


_CENTS = Decimal("0.01")


def _row_of(ctx: Context, rows: dict[str, BudgetLine], fact: Fact) -> BudgetLine | None:
    """Return the row whose name an amount's measure is, no more and no less."""
    if not is_exact(fact) or fact.quantity.dimension != "元" or not this_year(fact, ctx.pack):
        return None
    return rows.get(_called(_NUMBERED.sub("", fact.measure)))


_NUMBERED = re.compile(r"^[\d.]+|^其中|^[一二三四五]是")


def _beside(ctx: Context, fact: Fact, other: Fact) -> bool:
    """Tell whether two figures stand in one sentence."""
    return any(other.place == each.place for each in ctx.sentence_of.get(fact.place, []))


def _equal(fact: Fact, cell: Quantity) -> bool:
    return cell.known() and bool(cell.base) and copied(fact.quantity, cell) != "conflict"
