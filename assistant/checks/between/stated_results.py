"""X: execution rates that a report states, against the tables."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.between.other_money import is_slip
from assistant.checks.between.other_rates import (
    WHOLE,
    of_another_time,
    of_other_amounts,
    of_others,
)
from assistant.checks.between.rows_told import is_rate_of_a_source, is_rate_of_named_row
from assistant.checks.compare import percent
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import show, title_of, written
from assistant.checks.mentions import (
    cite,
    left_of,
    named_tables,
    own_pair,
    plainly_this_year,
    right_of,
    said,
    said_of,
    told_of_project,
)
from assistant.checks.other_rows import is_rate_of_a_row
from assistant.checks.project_names import hinted
from assistant.checks.registry import rule
from assistant.checks.rows import execution_cell, money_total
from assistant.checks.scores.views import execution_rate
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable


@rule("X124", name="报告写的执行率与金额不符", severity="error", source="DOMAIN §2、§8")
def stated_execution(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写明的预算执行率，应与对应自评表执行数÷全年预算数一致。

    为什么：执行率是得分依据，表和报告必须一致。
    举例：报告写执行率98.5%，表内执行数÷预算数=95.2%。
    怎样改：按表内金额重新计算后更正。
    何时不报：报告写的是某一笔资金的执行率（正好是表内另一行的；写的是某项采购、某个项目，包括只写简称的（“环卫资金支付慢，执行率……”）；同句前面写的金额都不是本表的，如“其中保洁经费预算……”“3个项目……”）；写的是上半年、某季度的；表内缺执行数或预算数。
    """
    for table in ctx.pack.tables():
        rate = execution_rate(table)
        cell = execution_cell(table, "rate")
        facts = ctx.figures_of(ctx.report_of(table))
        for fact in facts if rate is not None else ():
            if rate is None or not _is_execution_rate(ctx, fact, facts):
                continue
            ctx.look(fact.place)
            if not rate.meets(fact.quantity.interval()) and not is_rate_of_a_row(fact, [table]):
                middle = ((rate.low + rate.high) / 2).quantize(Decimal("0.01"))
                others = [Item("执行率", percent(cell))] if cell is not None else []
                yield from conflict(
                    ctx, "X124", cite(fact), middle,
                    f"报告执行率{said(fact)}，{title_of(table)}{_quotient(table)}={show(middle, '%')}",
                    others=others,
                )  # fmt: skip


@rule("X128", name="整体报告写的项目执行率与金额不符", severity="error", source="DOMAIN §2、§8")
def project_execution(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告点名写到某个项目的执行率（小节标题是这个项目的，或者写的是简称而又像笔误的，也算），应与该项目自评表执行数÷全年预算数一致。

    为什么：整体报告与项目表说的是同一个项目。
    举例：项目表168.5÷176=95.74%，整体报告写执行率85.74%。
    怎样改：按项目表金额重新计算后更正。
    何时不报：句中点到几个项目，或比率写在前、后面才分列项目，或同句写有可算出这个比率的两个数；写的是某一来源的资金、某季度的，或者拿来相比的部门整体执行率。
    """
    facts = ctx.figures_of(ctx.pack.overall_report)
    for fact in facts:
        if fact.quantity.unit != "%" or not fact.measure.endswith("执行率"):
            continue
        tables = told_of_project(ctx, fact) or _called_in_short(ctx, fact)
        rate = execution_rate(tables[0]) if len(tables) == 1 else None
        if rate is None or not plainly_this_year(fact, ctx.pack) or _is_named_later(ctx, fact):
            continue
        if WHOLE.search(f"{_clause(fact)}{fact.measure}"):
            continue  # the unit's rate told beside the project's
        if of_another_time(fact, ctx.pack.year) or of_others(fact, tables[0].place):
            continue
        ctx.look(fact.place)
        if is_rate_of_a_source(tables[0], fact.quantity) or _of_other_money(ctx, fact, tables[0]):
            continue  # of one source of its money
        if not rate.meets(fact.quantity.interval()) and not own_pair(fact, facts):
            middle = ((rate.low + rate.high) / 2).quantize(Decimal("0.01"))
            cell = execution_cell(tables[0], "rate")
            yield from conflict(
                ctx, "X128", cite(fact), middle,
                f"整体报告执行率{said(fact)}，{title_of(tables[0])}{_quotient(tables[0])}={show(middle, '%')}",
                others=[Item("执行率", percent(cell))] if cell is not None else [],
            )  # fmt: skip


def _of_other_money(ctx: Context, fact: Fact, table: IndicatorTable) -> bool:
    """Tell whether a rate told of a project is of one row of its money (X160), or of none."""
    words = said_of(ctx, fact)
    return is_rate_of_named_row(table, words, fact.quantity) or of_other_amounts(ctx, fact, table)


def _called_in_short(ctx: Context, fact: Fact) -> list[IndicatorTable]:
    """Return the project that a rate's sentence calls by a part of its name and is a slip off."""
    tables = hinted(ctx, said_of(ctx, fact))
    rate = execution_cell(tables[0], "rate") if len(tables) == 1 else None
    slip = rate is not None and rate.known() and is_slip(fact.quantity, percent(rate))
    return tables if slip and not is_rate_of_a_row(fact, ctx.pack.tables()) else []


def _clause(fact: Fact) -> str:
    return re.split("[，；：。]", left_of(fact))[-1]


def _is_named_later(ctx: Context, fact: Fact) -> bool:
    """Tell whether a sentence comes to its project only after the clause of a rate.

    “项目支出12036万元，执行率96.76%，分项目看：道路保洁7134万元……”: it is the rate of what is before.
    """
    clause = re.split("[，；：。]", right_of(fact))[0]
    return bool(named_tables(ctx, fact.quote)) and not named_tables(
        ctx, left_of(fact) + fact.quantity.text + clause
    )


def _quotient(table: IndicatorTable) -> str:
    """Return a table's execution rate as arithmetic: 执行数504.4万元÷全年预算数520万元."""
    line = money_total(table)
    assert line is not None  # there is a rate
    return f"执行数{written(line.executed)}÷全年预算数{written(line.full_year)}"


_EXECUTION = re.compile(r"^(?:整体|部门|项目|资金|全年|总)*(?:支出)?(?:预算|资金)?(?:支出)?执行率$")
_OF_PART = re.compile(r"项目|工程|采购")
_PART_HEADED = re.compile(r"采购|三公|公用经费")


def _is_execution_rate(ctx: Context, fact: Fact, facts: list[Fact]) -> bool:
    """Tell whether a rate is the whole table's: it speaks of the unit, and of all its money."""
    if fact.quantity.unit != "%" or not _EXECUTION.search(fact.measure):
        return False
    if not plainly_this_year(fact, ctx.pack) or of_another_time(fact, ctx.pack.year):
        return False
    own = [table.place.rpartition("/")[2] for table in ctx.pack.projects]
    report = fact.place.split("/")[1] if fact.place.startswith("project_reports/") else ""
    if not report and (fact.subject in own or told_of_project(ctx, fact) or _of_a_part(ctx, fact)):
        return False
    return not (
        own_pair(fact, facts) or (not report and of_other_amounts(ctx, fact, ctx.pack.overall))
    )


def _of_a_part(ctx: Context, fact: Fact) -> bool:
    """Tell whether the words up to a rate, or its section's title, are of a part of the money.

    What follows in its sentence is another matter: “执行率96.39%，……项目剩94.30万元”. A project
    may be called by two characters of its name (环卫资金), if the rate is as good as its own.
    """
    title = fact.place.partition("@")[0].split("/")[-2]
    words = said_of(ctx, fact) + re.split("[，；：。]", right_of(fact))[0]
    if _OF_PART.search(fact.subject + words) or _PART_HEADED.search(title):
        return True
    return any(_is_rate_of(fact, table) for table in hinted(ctx, f"{title}，{words}"))


def _is_rate_of(fact: Fact, table: IndicatorTable) -> bool:
    """Tell whether a rate is a project's, as it should be or miswritten."""
    cell, rate = execution_cell(table, "rate"), execution_rate(table)
    if rate is not None and rate.meets(fact.quantity.interval()):
        return True
    return is_rate_of_a_row(fact, [table]) or (
        cell is not None and cell.known() and is_slip(fact.quantity, percent(cell))
    )
