"""X: execution rates and scores that a report states, against the tables."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.between.pairing import core_name
from assistant.checks.compare import base, copied, percent
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import show, title_of, written
from assistant.checks.mentions import (
    NOT_SPENT,
    cite,
    left_of,
    named_tables,
    own_pair,
    plainly_this_year,
    right_of,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.other_rows import is_rate_of_a_row
from assistant.checks.registry import rule
from assistant.checks.rows import execution_cell, money_total
from assistant.checks.scores.summed import summed
from assistant.checks.scores.views import execution_rate
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Report
from assistant.model.quantity import MONEY_UNITS


@rule("X124", name="报告写的执行率与金额不符", severity="error", source="DOMAIN §2、§8")
def stated_execution(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写明的预算执行率，应与对应自评表执行数÷全年预算数一致。

    为什么：执行率是得分依据，表和报告必须一致。
    举例：报告写执行率98.5%，表内执行数÷预算数=95.2%。
    怎样改：按表内金额重新计算后更正。
    何时不报：报告写的是某一笔资金的执行率（正好是表内另一行的；同句前面写的金额都不是本表的，如“其中保洁经费预算……”“3个项目……”）；表内缺执行数或预算数。
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
    """查什么：整体报告点名写到某个项目的执行率，应与该项目自评表执行数÷全年预算数一致。

    为什么：整体报告与项目表说的是同一个项目。
    举例：项目表168.5÷176=95.74%，整体报告写执行率85.74%。
    怎样改：按项目表金额重新计算后更正。
    何时不报：句中点到几个项目，或比率写在前、后面才分列项目，或同句写有可算出这个比率的两个数。
    """
    facts = ctx.figures_of(ctx.pack.overall_report)
    for fact in facts:
        if fact.quantity.unit != "%" or not fact.measure.endswith("执行率"):
            continue
        tables = told_of_project(ctx, fact)
        rate = execution_rate(tables[0]) if len(tables) == 1 else None
        if rate is None or not plainly_this_year(fact, ctx.pack) or _is_named_later(ctx, fact):
            continue
        ctx.look(fact.place)
        if not rate.meets(fact.quantity.interval()) and not own_pair(fact, facts):
            middle = ((rate.low + rate.high) / 2).quantize(Decimal("0.01"))
            cell = execution_cell(tables[0], "rate")
            yield from conflict(
                ctx, "X128", cite(fact), middle,
                f"整体报告执行率{said(fact)}，{title_of(tables[0])}{_quotient(tables[0])}={show(middle, '%')}",
                others=[Item("执行率", percent(cell))] if cell is not None else [],
            )  # fmt: skip


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


def _is_execution_rate(ctx: Context, fact: Fact, facts: list[Fact]) -> bool:
    """Tell whether a rate is the whole table's: it speaks of the unit, and of all its money."""
    if fact.quantity.unit != "%" or not _EXECUTION.search(fact.measure):
        return False
    if not plainly_this_year(fact, ctx.pack):
        return False
    own = [table.place.rpartition("/")[2] for table in ctx.pack.projects]
    report = fact.place.split("/")[1] if fact.place.startswith("project_reports/") else ""
    if not report and (
        fact.subject in own
        or told_of_project(ctx, fact)
        or re.search(r"项目|工程|采购", fact.subject + fact.quote)
    ):
        return False
    return not (own_pair(fact, facts) or (not report and _of_other_money(ctx, fact)))


_SEVERAL = re.compile(r"[\d两二三四五六七八九十]个?[一-龥]{0,4}(?:项目|专项)")
_WHOLE = re.compile(r"整体|部门|总体|全年预算执行|全部")


def _of_other_money(ctx: Context, fact: Fact) -> bool:
    """Tell whether a rate is of what its own sentence speaks of: some projects, or one part.

    “3个项目……预算5820万元；支出5754.20万元，执行率98.87%”: neither amount is the table's.
    """
    if _WHOLE.search(fact.measure):
        return False
    row = ctx.sentence_of.get(fact.place, [fact])
    before = [
        f.quantity for f in row[: row.index(fact)]
        if f.quantity.unit in MONEY_UNITS and f.aspect == "value" and f.quantity.known()
        and not NOT_SPENT.search(f.measure)
    ]  # fmt: skip
    if not before:
        return bool(_SEVERAL.search(left_of(row[0]) + left_of(fact)))
    overall = ctx.pack.overall
    line = money_total(overall) if overall else None
    cells = (line.initial, line.full_year, line.executed) if line else ()
    return not any(
        copied(one, cell) != "conflict" for one in before for cell in cells if cell.known()
    )


@rule("X125", name="报告写的自评得分与表不符", severity="error", source="DOMAIN §6")
def stated_score(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写明的自评得分（总分）应与对应自评表总得分一致。

    为什么：得分和等级要随结果公开，表和报告不能两个数。
    举例：报告写“自评得分97.5分”，自评表总分95分。
    怎样改：重新核算总分后统一。
    何时不报：报告没有写得分，或写的是某一类指标的得分；依次列出的几个项目的得分（见X137）；报告写的正是各项得分之和，错的是表内总分（见A116）。
    """
    totals = [t for t in ctx.pack.tables() if t.total_score.known()]
    for report in ctx.pack.reports():
        table = ctx.table_of(report)
        # The overall report may also name the projects' scores.
        allowed = totals if report is ctx.pack.overall_report else [t for t in totals if t is table]
        for fact in _scores(ctx, report) if allowed else ():
            ctx.look(fact.place)
            if not _is_projects_in_turn(fact):  # X137 holds each against its own table
                yield from _score_told(ctx, fact, _score_of(ctx, fact, allowed) or allowed)
    for fact, table in _scores_by_name(ctx, [t for t in totals if t.kind == "project"]):
        ctx.look(fact.place)
        yield from _score_told(ctx, fact, [table])


def _score_told(ctx: Context, fact: Fact, meant: list[IndicatorTable]) -> Iterator[Finding]:
    """Check a score against the totals of the tables that may be meant."""
    if base(fact.quantity) in [summed(t) for t in meant]:
        return  # the scores make what the report says: A116 tells of the wrong total
    if all(base(fact.quantity) != base(t.total_score) for t in meant):
        stated = meant[0]
        yield from conflict(
            ctx, "X125", cite(fact), base(stated.total_score),
            f"报告“{spoken(fact)}”{said(fact)}，{title_of(stated)}总得分为{written(stated.total_score)}",
            others=[Item(f"{title_of(stated)}总分", stated.total_score)], unit="分",
        )  # fmt: skip


_NAMED_SCORE = re.compile(r"(?:^|项目)(?:自评|综合评分|综合得分|自评为|自评得)$")
_OF_SCORES = re.compile("得分|评分|自评|总分")
_NO_PART = re.compile(r"指标|执行|产出|效益|成本|扣|分值|权重|平均|满分")


def _scores_by_name(
    ctx: Context, allowed: list[IndicatorTable]
) -> Iterator[tuple[Fact, IndicatorTable]]:
    """Yield the scores that the overall report tells right behind a project's name: “养护99.74分”."""
    for fact in ctx.figures_of(ctx.pack.overall_report):
        quantity, measure = fact.quantity, fact.measure
        if quantity.unit != "分" or quantity.comparator != "=" or not quantity.known():
            continue
        if not _OF_SCORES.search(fact.quote) or _NO_PART.search(measure) or _SCORE.search(measure):
            continue
        if _OTHER_SCORE.search(measure) or not this_year(fact, ctx.pack):
            continue
        words = left_of(fact) if _NAMED_SCORE.search(measure) else measure
        named = [t for t in named_tables(ctx, words) if t in allowed]
        if len(named) == 1 and (words != measure or _ends_with_name(ctx, named[0], measure)):
            yield fact, named[0]


def _ends_with_name(ctx: Context, table: IndicatorTable, measure: str) -> bool:
    name = re.sub(r"(?:项目|[为得是])+$", "", measure)
    stem = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
    return len(stem) >= 4 and name.endswith((stem, re.sub(r"(?:经费|资金|补助|项目)+$", "", stem)))


_PROJECTS_IN_TURN = re.compile(r"项目[^，。；：]{0,12}得分(?:分别|依次)[为是]?$")


def _is_projects_in_turn(fact: Fact) -> bool:
    return bool(_PROJECTS_IN_TURN.search(left_of(fact)))


def _score_of(ctx: Context, fact: Fact, totals: list[IndicatorTable]) -> list[IndicatorTable]:
    """Return the tables of the projects that a score's own clause names, none where it doesn't."""
    clause = re.split(r"[，。；：、]", left_of(fact))[-1]
    return [t for t in named_tables(ctx, clause) if t in totals] if "项目" in clause else []


_SCORE = re.compile(
    r"^(?:.{0,12}(?:自评|综合|总|评价|绩效|支出|项目))?(?:得分|总分|评分)(?:依次|分别)?$"
)


_OTHER_SCORE = re.compile(r"满意|考核|考评|评比|抽查|抽检|测评|测试|考试|平均|上年|目标")


def _scores(ctx: Context, report: Report) -> Iterator[Fact]:
    pack = ctx.pack
    for fact in ctx.figures_of(report):
        if fact.quantity.unit != "分" or not _SCORE.search(fact.measure):
            continue
        if fact.aspect == "growth" or _OTHER_SCORE.search(fact.measure):
            continue
        # Scored in March of the year after, and told with that day: the score is this year's.
        if this_year(fact, pack) or fact.period == str((pack.year or 0) + 1):
            yield fact
