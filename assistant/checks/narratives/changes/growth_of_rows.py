"""N: growth and control rates that a report states of rows of the tables."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from assistant.checks.between.linking import money_likeness, named
from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import rounded, row_name, show, written
from assistant.checks.mentions import (
    cite,
    left_of,
    named_tables,
    own_pair,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.narratives.changes.narrative_growth import growth_conflict, than
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, SpendingRow
from assistant.model.quantity import Interval, Quantity

_HUNDRED = Decimal(100)


@rule("N105", name="增减幅度与自评表不符", severity="error", source="DOMAIN §8 增减")
def growth_of_rows(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写某项支出比上年（比预算、比年初）增减多少，用基础数据表、自评表的两个数重算数额、幅度和方向。

    为什么：表内有两头的数，增减可以直接核对。
    举例：公务接待费上年5万元、本年4万元，报告写“比上年增长20%”，应为下降20%。
    怎样改：按表内两个数重新计算后更正。
    何时不报：报告说的不是表里的行；表内缺数或为0；句中另写了基数（由N104核对）。
    """
    stated = {r.stated.place for r in ctx.relations if r.kind == "growth" and r.stated}
    for table in ctx.pack.tables():
        for fact in ctx.figures_of(ctx.report_of(table)):
            # “由上年的34.08%降到4.59%”: its direction is not that of the adjustment.
            adjusted = fact.measure.endswith("调整率")
            told = fact.aspect == "growth" or (adjusted and fact.aspect != "change_to")
            if not (told or adjusted):
                continue
            project = told_of_project(ctx, fact) if table.kind == "overall" else []
            if project:  # a project's change is no change of the unit's money
                titled = not named_tables(ctx, fact.quote)
                own = len(project) == 1 and titled and adjusted
                pair = _budget_pair(project[0], fact) if own else None
                if pair is not None:
                    yield from growth_conflict(ctx, "N105", fact, *pair)
                continue
            if told and fact.place not in stated and this_year(fact, ctx.pack):
                pair = _row_pair(ctx, fact) if table.kind == "overall" else None
                pair = pair or _budget_pair(table, fact) or _pair_nearby(ctx, table, fact)
                if pair is not None:
                    if _of_named_row(ctx, fact):
                        ctx.look(fact.place)
                        continue
                    yield from growth_conflict(ctx, "N105", fact, *pair)


def _row_pair(ctx: Context, fact: Fact) -> tuple[Item, Item] | None:
    """Return the two cells of the base-table row whose change a figure states."""
    row = likest_row(ctx, re.sub(r"(?:完成)?预算数?$", "", fact.measure))
    if row is None or _another_amount(ctx, fact, row):
        return None
    words = than(fact)
    if re.search(r"上年|去年|同比", words):
        old = Item(f"“{row_name(row)}”上年决算数", row.last_final)
    elif "预算" in words:
        old = Item(f"“{row_name(row)}”预算数", row.budget)
    else:
        return None
    new = Item(f"“{row_name(row)}”本年决算数", row.final)
    return (old, new) if row.final.known() and _filled(old) else None


def _pair_nearby(ctx: Context, table: IndicatorTable, fact: Fact) -> tuple[Item, Item] | None:
    """Return the cells of the row spoken of just before, if one slip makes the change theirs."""
    if table.kind != "overall" or not re.search(r"上年|去年", than(fact)):
        return None
    rows = [row_nearby(ctx, fact), _row_of_value(ctx, fact)]
    return next((pair for row in rows if row and (pair := _one_slip_change(row, fact))), None)


def _row_of_value(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row whose final the figure before the change repeats to the cent."""
    before = [f for f in ctx.pack.figures
              if f.quote == fact.quote and f.aspect == "value" and f.quantity.dimension == "元"
              and (f.location.start or 0) < (fact.location.start or 0)]  # fmt: skip
    if not before or telling(before[-1].quantity) < 4 or ctx.pack.base_data is None:
        return None
    rows = [r for r in ctx.pack.base_data.spending if r.final.base == before[-1].quantity.base]
    return rows[0] if rows else None


def _one_slip_change(row: SpendingRow, fact: Fact) -> tuple[Item, Item] | None:
    """Return the row's two finals, if one slip in a stated change makes it theirs."""
    if not (row.last_final.base and row.final.known()):
        return None
    old, new = span(row.last_final), span(row.final)
    change = new.minus(old)
    rate = change.over(old) if fact.quantity.unit == "%" else change
    scale = _HUNDRED if fact.quantity.unit == "%" else Decimal(1)
    sign = -1 if fact.direction == "down" else 1

    def holds(figures: Sequence[Quantity]) -> bool:
        told = Interval(*sorted(x * sign for x in figures[0].interval()))
        return rate is not None and rate.times(Interval(scale, scale)).meets(told)

    if holds([fact.quantity]) or mend([fact.quantity], holds) is None:
        return None
    name = row_name(row)
    return Item(f"“{name}”上年决算数", row.last_final), Item(f"“{name}”本年决算数", row.final)


def row_nearby(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row that a figure shortly before, in the same paragraph, names."""
    return next(iter(rows_nearby(ctx, fact)), None)


def rows_nearby(ctx: Context, fact: Fact) -> list[SpendingRow]:
    """Return the base-table rows that figures shortly before name, the nearest first.

    A figure that names no row ends the search: what is spoken of has changed.
    """
    found: list[SpendingRow] = []
    figures = ctx.pack.figures
    number = next(n for n, f in enumerate(figures) if f.place == fact.place)
    for other in reversed(figures[max(0, number - 6) : number]):
        if other.place.split("@")[0] != fact.place.split("@")[0]:
            break
        if other.aspect != "value" or other.quantity.dimension != "元":
            continue
        row = likest_row(ctx, re.sub(r"(?:完成)?预算数?$", "", other.measure))
        if row is not None:
            found.append(row)
        elif not re.fullmatch(r"(?:完成)?预算数?", other.measure):
            break
    return found


def _meant(rows: list[SpendingRow], fact: Fact) -> SpendingRow | None:
    """Return the row whose control rate is stated, or is but for one slip."""
    known = [row for row in rows if row.budget.base and row.final.known()]
    fitting = [row for row in known if _controls([fact.quantity], row)]
    return next(iter(fitting), None) or next((r for r in known if _one_slip_off(r, fact)), None)


def _controls(figures: Sequence[Quantity], row: SpendingRow) -> bool:
    quotient = span(row.final).over(span(row.budget))
    rate = quotient and quotient.times(HUNDRED)
    return bool(rate and rate.meets(figures[0].interval()))


def _of_named_row(ctx: Context, fact: Fact) -> bool:
    """Tell whether another row that the sentence names grew just so: 其中 may stand between."""
    sign = -1 if fact.direction == "down" else 1
    told = Interval(*sorted(x * sign for x in fact.quantity.interval()))
    for other in ctx.pack.figures if "上年" in than(fact) else ():
        if other.quote != fact.quote or other.measure == fact.measure:
            continue
        row = likest_row(ctx, other.measure)
        if row is None or not (row.last_final.base and row.final.known()):
            continue
        change = span(row.final).minus(span(row.last_final))
        rate = change.over(span(row.last_final)) if fact.quantity.unit == "%" else change
        if rate and (rate.times(HUNDRED) if fact.quantity.unit == "%" else rate).meets(told):
            return True
    return False


def _another_amount(ctx: Context, fact: Fact, row: SpendingRow) -> bool:
    """Tell whether the sentence gives this year's amount of what changed, and it isn't the row's."""
    own = [f for f in ctx.pack.figures
           if f.quote == fact.quote and f.measure == fact.measure and f.aspect == "value"
           and f.quantity.dimension == "元" and this_year(f, ctx.pack)]  # fmt: skip
    return bool(own) and all(f.quantity.base != row.final.base for f in own)


def likest_row(ctx: Context, measure: str) -> SpendingRow | None:
    """Return the base-table row that a measure names, if one does."""
    data = ctx.pack.base_data
    rows = [(money_likeness(row_name(r), measure), -n, r)
            for n, r in enumerate(data.spending if data else ())]  # fmt: skip
    score, _, row = max(rows, key=lambda x: x[:2], default=(0.0, 0, None))
    return row if named(score) else None


def _budget_pair(table: IndicatorTable, fact: Fact) -> tuple[Item, Item] | None:
    """Return initial and full-year budget where a figure states the change between them."""
    line = money_total(table)
    adjusted = re.fullmatch(r"(?:全年)?(?:预算)?调整率", fact.measure)
    grown = "年初" in than(fact) and re.search(
        r"全年预算(?:[^，。；]*，)?[^，。；]*$", left_of(fact)
    )
    if line is None or not (adjusted or grown):
        return None
    old, new = Item("年初预算数", line.initial), Item("全年预算数", line.full_year)
    return (old, new) if _filled(old) and line.full_year.known() else None


def _filled(item: Item) -> bool:
    return isinstance(item.field, Quantity) and bool(item.field.base)


@rule("N126", name="报告写的控制率与金额不符", severity="error", source="DOMAIN §5")
def control_rates(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写的三公经费、公用经费等控制率，应等于基础数据表该行决算数除以预算数。

    为什么：控制率是计分指标，表内两个数可以直接核对。
    举例：公用经费预算412万元、决算401.55万元，控制率应为97.46%，写成97.76%不符。
    怎样改：按表内两个数重新计算后更正。
    何时不报：不能确认是哪一行；表内缺数；同句写有可算出这个比率的两个数。
    """
    for fact in ctx.figures_of(ctx.pack.overall_report):
        if fact.quantity.unit != "%":
            continue
        row = _controlled(ctx, fact)
        if row is None and fact.measure == "控制率":
            row = _meant(rows_nearby(ctx, fact), fact)
        if row is None or not (row.budget.base and row.final.known()):
            continue
        ctx.look(fact.place)
        if own_pair(fact, ctx.pack.figures):
            continue
        quotient = span(row.final).over(span(row.budget))
        if quotient and not quotient.times(HUNDRED).meets(fact.quantity.interval()):
            value = Decimal(rounded(base(row.final) / base(row.budget) * _HUNDRED))
            name = f"基础数据表“{row_name(row)}”"
            yield from conflict(
                ctx, "N126", cite(fact), value,
                f"{name}决算{written(row.final)}÷预算{written(row.budget)}={show(value, '%')}，报告写{said(fact)}",
                others=[Item(f"{name}决算数", row.final), Item(f"{name}预算数", row.budget)],
            )  # fmt: skip


_OF_BUDGET = re.compile(r"(?:^|[，。；])([^，。；\d]{2,12})完成预算(?:数)?[^，。；]*的$")


def _controlled(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row whose final ÷ budget a figure states."""
    if fact.measure.endswith("控制率"):
        name = fact.measure.removesuffix("控制率")
        return likest_row(ctx, name) if name else None
    words = left_of(fact)
    match = _OF_BUDGET.search(words) if "完成预算" in words and words.endswith("的") else None
    return likest_row(ctx, match[1]) if match else None


def _one_slip_off(row: SpendingRow, fact: Fact) -> bool:
    """Tell whether one slip in the stated rate makes it the row's final ÷ budget."""
    return mend([fact.quantity], partial(_controls, row=row)) is not None
