"""X: the scores that a report states, against the totals of the tables."""

import re
from collections.abc import Iterator

from assistant.checks.between.pairing import core_name
from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import title_of, written
from assistant.checks.mentions import (
    cite,
    headed_by,
    left_of,
    named_tables,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.project_names import by_short_name
from assistant.checks.registry import rule
from assistant.checks.scores.summed import summed
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Report
from assistant.model.place import squeeze


@rule("X125", name="报告写的自评得分与表不符", severity="error", source="DOMAIN §6")
def stated_score(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里写明的自评得分（总分）应与对应自评表总得分一致。

    为什么：得分和等级要随结果公开，表和报告不能两个数。
    举例：报告写“自评得分97.5分”，自评表总分95分。
    怎样改：重新核算总分后统一。
    报告写“整体支出自评98.46分”的只与整体表比；在某个项目的小节里写“项目自评96.38分”的与该项目的表比。
    何时不报：报告没有写得分，或写的是某一类指标的得分；依次列出的几个项目的得分（见X137）；报告写的正是各项得分之和，错的是表内总分（见A116）。
    """
    totals = [t for t in ctx.pack.tables() if t.total_score.known()]
    for report in ctx.pack.reports():
        table = ctx.table_of(report)
        # The overall report may also name the projects' scores.
        allowed = totals if report is ctx.pack.overall_report else [t for t in totals if t is table]
        for fact in _scores(ctx, report) if allowed else ():
            ctx.look(fact.place)
            if not _is_in_turn(fact):  # X137 holds each against its own table
                yield from _score_told(ctx, fact, _score_of(ctx, fact, allowed) or allowed)
    for fact, table in _scores_by_subject(ctx, totals):
        ctx.look(fact.place)
        yield from _score_told(ctx, fact, [table])
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
_OF_SCORES = re.compile(r"得分|评分|自评|总分|得\d|平?均分?\d|等级")
_NO_PART = re.compile(r"指标|执行|产出|效益|成本|扣|分值|权重|平均|满分")


def _scores_by_name(
    ctx: Context, allowed: list[IndicatorTable]
) -> Iterator[tuple[Fact, IndicatorTable]]:
    """Yield the scores that the overall report tells right behind a project's name: “养护99.74分”."""
    for fact in ctx.figures_of(ctx.pack.overall_report):
        measure = fact.measure
        if not _is_plain_score(ctx, fact) or _NO_PART.search(measure) or _SCORE.search(measure):
            continue
        row = ctx.sentence_of.get(fact.place, [fact])
        if _OTHER_SCORE.search(measure) or not any(
            _OF_SCORES.search(squeeze(f.quote)) for f in row
        ):
            continue
        words = left_of(fact) if _NAMED_SCORE.search(measure) else measure
        named = [t for t in named_tables(ctx, words) if t in allowed]
        if (len(named) == 1 and (words != measure or _ends_with_name(ctx, named[0], measure))) or (
            len(named) == 1 and _ONLY_NAME.fullmatch(measure) and _beside_a_total(row, allowed)
        ):
            yield fact, named[0]
        elif not named and _beside_a_total(row, allowed):
            short = by_short_name(ctx, _JOINED.sub("", measure))
            if short is not None and short in allowed:
                yield fact, short


_ONLY_NAME = re.compile(r"[一-龥]{2,10}项目(?:自评)?得?分?[为是]?")
_JOINED = re.compile(r"(?:项目|自评|得分?|[为是])+$")


def _beside_a_total(row: list[Fact], tables: list[IndicatorTable]) -> bool:
    """Tell whether the sentence has another score that is a table's total."""
    totals = {table.total_score.base for table in tables}
    return any(f.quantity.unit == "分" and f.quantity.base in totals for f in row)


def _ends_with_name(ctx: Context, table: IndicatorTable, measure: str) -> bool:
    name = re.sub(r"(?:项目|[为得是])+$", "", measure)
    stem = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
    return len(stem) >= 4 and name.endswith((stem, re.sub(r"(?:经费|资金|补助|项目)+$", "", stem)))


_IN_TURN = re.compile(r"得分(?:分别|依次)[为是]?(?:[\d.]+分(?:、|和|及|与|以及|，))*$")


def _is_in_turn(fact: Fact) -> bool:
    """Tell whether a score is one of several told one after the other: “分别为98.98分、97.60分”."""
    return bool(_IN_TURN.search(left_of(fact)))


_OF_UNIT = re.compile(
    r"(?:[我本][一-龥]{1,2})?(?:20\d\d年度?)?(?:部门|单位)?整体(?:支出|绩效)*(?:自评|评价|综合|得分?|总分|为|是)*"
)
_OF_PROJECT = re.compile(
    r"(?:[该本]|这个)?项目(?:支出|绩效)*(?:自评|评价|综合)*(?:得分?|总分|为|是)*"
)


def _scores_by_subject(
    ctx: Context, totals: list[IndicatorTable]
) -> Iterator[tuple[Fact, IndicatorTable]]:
    """Yield scores told as the unit's (整体支出98.64分), or as the project's of their section."""
    for fact in ctx.figures_of(ctx.pack.overall_report):
        if not _is_plain_score(ctx, fact) or _SCORE.search(fact.measure):
            continue
        if _OF_UNIT.fullmatch(fact.measure):
            yield from ((fact, table) for table in totals if table.kind == "overall")
        elif _OF_PROJECT.fullmatch(fact.measure):
            told = told_of_project(ctx, fact)
            if len(told) == 1 and told[0] in totals and not named_tables(ctx, left_of(fact)):
                yield fact, told[0]


def _is_plain_score(ctx: Context, fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.unit == "分" and quantity.comparator == "=" and quantity.known()
        and fact.aspect == "value" and this_year(fact, ctx.pack)
    )  # fmt: skip


def _score_of(ctx: Context, fact: Fact, totals: list[IndicatorTable]) -> list[IndicatorTable]:
    """Return the tables of the projects that a score's own clause, or its section, names."""
    clause = re.split(r"[，。；：、]", left_of(fact))[-1]
    if "项目" in clause and (named := [t for t in named_tables(ctx, clause) if t in totals]):
        return named
    if _UNIT.search(left_of(fact) + fact.measure):
        return []
    headed = headed_by(ctx, fact)
    return [headed] if headed is not None and headed in totals else []


_UNIT = re.compile("整体|部门|全[局镇县市区]|单位")


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
        if fact.quantity.comparator != "=":
            continue
        # Scored in March of the year after, and told with that day: the score is this year's.
        if this_year(fact, pack) or fact.period == str((pack.year or 0) + 1):
            yield fact
