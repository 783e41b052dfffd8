"""C: explanations that the figures owe: problems, measures, overspending, adjustments."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from assistant.checks.compare import base
from assistant.checks.contents.covered import words_on
from assistant.checks.contents.explained import (
    added_as_a_whole,
    addition_explained,
    adjustment_explained,
    dearer_words,
    noted,
    overspending_explained,
)
from assistant.checks.contents.shortcomings import (
    MOST_NAMED,
    Shortcoming,
    added_line,
    adjustment,
    listed,
    of_pack,
    of_table,
    overspent,
    undecided,
)
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import rounded, show, title_of, written
from assistant.checks.prose import (
    DEVIATIONS,
    MEASURES,
    PROBLEMS,
    find_section,
    section_is_empty,
    stated,
)
from assistant.checks.rows import money_total
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, IndicatorTable, Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Text


@rule("C109", name="有短板而问题、措施写“无”", severity="error", source="DOMAIN §8、§11")
def nothing_admitted(ctx: Context) -> Iterator[Finding]:
    """数据表明存在短板的，整体报告的“存在的问题”“改进措施”不应写“无”或空白。

    查什么：指标未完成、执行率偏低、超预算、预算调整超过30%、总分低于80分等短板，
    与整体报告相应两节的内容对照。
    为什么：数据与结论自相矛盾，是审核退回的常见原因。
    举例：差旅费决算超预算一倍，“存在的问题及原因分析”却写“无”。
    怎样改：对照所列短板写明问题、原因，并逐条提出改进措施。
    何时不报：数据没有显示短板；两节已写有内容；缺少该节的见C107。只有空格（执行数、得分没有填），看不出有没有短板的，作警告。
    """
    report = ctx.pack.overall_report
    if report is None:
        return
    silent = _silent_sections(ctx, report, (PROBLEMS, MEASURES))
    if silent:
        blanks = [each for table in ctx.pack.tables() for each in undecided(table)]
        yield from _empty(ctx, "C109", silent, of_pack(ctx), blanks)


@rule("C117", name="有偏差而偏离原因写“无”", severity="error", source="DOMAIN §8、§11")
def no_deviation_admitted(ctx: Context) -> Iterator[Finding]:
    """项目自评表有未完成指标、低执行率等偏差的，项目报告的偏离原因和改进措施不应写“无”。

    查什么：项目自评表中的偏差，与该项目报告“偏离绩效目标的原因和下一步改进措施”一节对照。
    为什么：表与报告自相矛盾。
    举例：项目执行率只有65%，报告却写“无偏离”。
    怎样改：写明偏差事项、原因和改进措施。
    何时不报：项目没有偏差；该节已写有内容；没有对应的自评表。只有空格（执行数、得分没有填），看不出有没有偏差的，作警告。
    """
    for report in ctx.pack.project_reports:
        table = ctx.table_of(report)
        if table is not None:
            topics = (DEVIATIONS,) if find_section(report, DEVIATIONS) else (PROBLEMS, MEASURES)
            silent = _silent_sections(ctx, report, topics)
            if silent:
                short, blanks = list(of_table(ctx, table)), list(undecided(table))
                yield from _empty(ctx, "C117", silent, short, blanks)


def _silent_sections(
    ctx: Context, report: Report, topics: tuple[re.Pattern[str], ...]
) -> list[Section]:
    """Return the sections on some topics that say nothing, for few of which the data is asked."""
    found = [section for topic in topics if (section := find_section(report, topic))]
    inner = (
        each for section in found if not section_is_empty(section) for each in section.sections
        if _PLAIN.match(squeeze(each.title)) and any(topic.search(each.title) for topic in topics)
    )  # fmt: skip
    found += inner
    sections = list({section.place: section for section in found}.values())
    ctx.look(*(section.place for section in sections))
    return [section for section in sections if section_is_empty(section)]


_PLAIN = re.compile(
    r"^(?:主要)?(?:存在的?)?(?:主要)?(?:问题|不足)|^(?:下一步)?(?:改进|整改)|^(?:下一步)?措施"
)
"""The heading of a part that is all on problems or measures, not on some others of them."""


def _empty(
    ctx: Context,
    code: str,
    silent: list[Section],
    short: list[Shortcoming],
    blanks: list[Shortcoming],
) -> Iterator[Finding]:
    """Yield a finding when sections say nothing while there are shortcomings, or blanks."""
    if short or blanks:
        yield _silent(ctx, code, silent, [*short, *blanks], sure=bool(short))


def _silent(
    ctx: Context, code: str, sections: list[Section], short: list[Shortcoming], sure: bool
) -> Finding:
    """Return one finding for all silent sections: they leave out the same matters.

    Blanks alone (not ``sure``) are no problem by themselves: nobody can tell whether there is one.
    """
    owns = [next(s.texts(), Text(place=s.place, location=s.location)) for s in sections]
    told = listed(short)
    titles = "、".join(f"“{section.title}”" for section in sections)
    words = f"写“{owns[0].text}”" if owns[0].text else "没有内容"
    cells = [cell for item in short[:MOST_NAMED] for cell in item.items]
    quotes = [Item(s.title, own) for s, own in zip(sections, owns, strict=True)]
    why = f"但数据显示：{told}" if sure else f"但{told}，看不出有没有偏差"
    advice = "" if sure else "先补填空格；"
    return finding(
        ctx, code, sections[0].place, f"{titles}{words}，{why}。",
        items=[*quotes, *cells], found=owns[0].text or "空白", expected="问题、原因和措施",
        severity=None if sure else "warning",
        suggestion=f"{advice}对照所列各项写明问题、原因，并逐条提出改进措施。",
    )  # fmt: skip


@rule("C110", name="超预算未说明", severity="warning", source="DOMAIN §2、§5 [V]")
def overspending(ctx: Context) -> Iterator[Finding]:
    """决算数超过预算数的支出，应当说明原因。

    查什么：基础数据表各行本年决算数是否超过本年预算数，报告或偏差原因栏有没有点名说明。
    为什么：超预算影响三公控制率、公用经费控制率得分，必须有理由。
    举例：差旅费预算10万元、决算18万元，控制率180%，报告没有提到。
    怎样改：在报告中写明超支的项目、金额和原因，并提出控制措施；属于填错的改正。
    何时不报：超出部分在末位四舍五入之内；没有超过自评表同名一行、同名项目的全年（调整后）预算数；报告或偏差原因栏已点名说明，或者写明全年整体追加（调增）的金额不少于超出数（三公经费、会议费等单独控制的除外）；相差千倍以上，是元与万元混填（见X134）。
    """
    data = ctx.pack.base_data
    if data is None:
        return
    for row in data.spending:
        if row.budget.known() and row.final.known():
            ctx.look(row.final.place)
    over = list(overspent(ctx))
    said = dearer_words(ctx.once(stated)) if over else []
    for row, apart, short in over:
        if overspending_explained(row, said) or added_as_a_whole(row, apart, said):
            continue
        size = show(apart, row.final.unit)
        budget = base(row.budget)
        rate = f"，控制率{rounded(base(row.final) / budget * 100)}%" if budget else ""
        yield finding(
            ctx, "C110", row.final.place, f"{short.text}{rate}，报告没有说明。",
            items=short.items, found=written(row.final), expected=f"≤{written(row.budget)}",
            difference=size, suggestion="写明超支原因和控制措施；填错的予以改正。",
        )  # fmt: skip


@rule("C111", name="预算调整幅度大未说明", severity="warning", source="DOMAIN §4 [S][V]")
def adjusted(ctx: Context) -> Iterator[Finding]:
    """全年预算比年初预算调整30%以上的，应当说明原因。

    查什么：|全年预算数－年初预算数|÷年初预算数是否达到30%（以口径为准），报告有没有说明预算调整。
    为什么：预算调整过大说明编制不准，有的地方据此扣分或限制评优。
    年初预算为0、年中才安排的，全部是追加，同样要说明。全年预算数又与执行数完全相同的，一并提出是否按执行数倒填。
    举例：年初预算100万元，全年预算180万元，调增80%，报告没有提到追加。
    怎样改：在报告中写明追加（追减）的时间、金额、文号和原因。
    何时不报：调整不到30%；报告已说明调整或者资金何时下达；年初预算空白；年初为0只因为是上年结转的资金；全年预算压到与执行数相等的见C112。
    """
    for table in ctx.pack.tables():
        added = added_line(table)
        line = added or money_total(table)
        if line is None or not line.full_year.known() or not (added or line.initial.value):
            continue
        ctx.look(line.full_year.place)
        large = list(adjustment(ctx, table, added))
        if not large or _rebased(ctx, table):
            continue
        if adjustment_explained(_said_on(ctx, table)):
            continue
        if added and addition_explained(_said_on(ctx, table)):
            continue
        for short in large:
            apart, doubt = base(line.full_year) - base(line.initial), _filled_back(table, line)
            yield finding(
                ctx, "C111", line.full_year.place,
                f"{short.text}{'' if added else _from_to(line)}，报告没有说明原因{doubt}。",
                items=short.items, found=written(line.full_year),
                expected=f"调整幅度低于{ctx.profile.adjustment_rate}%，或说明原因",
                difference=show(abs(apart), line.full_year.unit),
                suggestion=f"{'全年预算数按批复数填列，' if doubt else ''}写明追加（追减）的时间、金额、文号和原因。",
            )  # fmt: skip


def _said_on(ctx: Context, table: IndicatorTable) -> Iterator[str]:
    """Return what the reports say of a table, and the notes of the pack."""
    return chain(words_on(ctx, table), ctx.once(noted))


_ROUND = 1000


def _filled_back(table: IndicatorTable, line: BudgetLine) -> str:
    """Return that a budget may repeat what was spent: equal to the cent, and no round sum."""
    if not (line.executed.known() and base(line.full_year) == base(line.executed)):
        return ""
    if table.kind == "project" and base(line.executed) % _ROUND == 0:
        return ""
    return "；全年预算数与执行数完全相同，疑按执行数倒填，执行率100%不能反映预算执行情况"


def _from_to(line: BudgetLine) -> str:
    return f"（{written(line.initial)}→{written(line.full_year)}）"


@rule("C112", name="全年预算按支出数倒填", severity="warning", source="DOMAIN §8")
def rebased(ctx: Context) -> Iterator[Finding]:
    """全年预算数不应调低到与执行数相等来凑100%执行率。

    查什么：全年预算数等于执行数、年初预算数却高出10%以上（以口径为准），且报告没有说明预算调减。
    为什么：这样得出的100%掩盖了未完成的预算。
    举例：年初预算100万元，全年预算和执行数都填70万元，执行率100%。
    怎样改：确有调减批复的写明文号和原因；没有批复的按批复数填全年预算，重新计算执行率。
    何时不报：报告已说明调减；差幅不到10%；年初预算空白。
    """
    for table in ctx.pack.tables():
        line = money_total(table)
        if line is None or not (line.initial.value and line.full_year.known()):
            continue
        if not line.executed.known():
            continue
        ctx.look(line.full_year.place)
        if not _rebased(ctx, table) or adjustment_explained(_said_on(ctx, table)):
            continue
        apart = base(line.initial) - base(line.full_year)
        rate = rounded(apart / base(line.initial) * 100)
        yield finding(
            ctx, "C112", line.full_year.place,
            f"{title_of(table)}年初预算{written(line.initial)}，全年预算与执行数同为"
            f"{written(line.full_year)}，比年初少{rate}%，没有说明预算调减。",
            items=[Item("全年预算数", line.full_year), Item("年初预算数", line.initial),
                   Item("全年执行数", line.executed)],
            found=written(line.full_year), expected=written(line.initial),
            difference=show(apart, line.full_year.unit),
            suggestion="写明调减的批复文号和原因；没有批复的，按批复数填列并重新计算执行率。",
        )  # fmt: skip


def _rebased(ctx: Context, table: IndicatorTable) -> bool:
    line = money_total(table)
    if line is None or not line.initial.value or not line.executed.known():
        return False
    if not line.full_year.known() or base(line.full_year) != base(line.executed):
        return False
    cut: Decimal = 1 - base(line.full_year) / base(line.initial)
    return cut * 100 >= ctx.profile.rebase_rate
