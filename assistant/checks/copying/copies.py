"""D: goals and paragraphs that were copied, or belong to another project."""

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from assistant.checks.between.pairing import core_name
from assistant.checks.contents.shortcomings import remarks_on_faults
from assistant.checks.context import Context
from assistant.checks.copying.purpose import GENERIC, matter_pairs
from assistant.checks.copying.same_text_figures import compare, told
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import points, title_of
from assistant.checks.prose import (
    DEVIATIONS,
    MEASURES,
    PROBLEMS,
    find_section,
    says_nothing,
    section_is_empty,
)
from assistant.checks.rows import filled
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Report

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(r"20\d\d年|\d{1,2}[月日]")
_MONEY_WORDS = re.compile(
    r"\d+(?:\.\d+)?|[〇一二三四五六七八九十百千万亿]+元|万元|亿元|元|年度|年|资金|预算|支出|拨付|经费|项目|安排|"
    r"完成|使用|执行|金额|总额|全部|财政|共计?|计划|实际|本|为|了|的|[，。、；：:（）()]"
)


@rule("D101", name="实际完成情况照抄预期目标", severity="warning", source="DOMAIN §8 照抄目标")
def goal_copied(ctx: Context) -> Iterator[Finding]:
    """“实际完成情况”不应照抄“预期目标”。

    查什么：两栏文字的相似度（通行以90%为限），且实际完成情况没有写出新的数字；并列出哪些数字原样照抄。
    为什么：照抄目标等于没有说明完成了什么。
    举例：两栏都写“保障机关正常运转，完成各项工作任务”；或只把目标里的“2023年”改成“2024年”。
    怎样改：用实际完成的数量、质量、效果改写。
    何时不报：实际完成情况写出了预期目标里没有的数字（年份、日期除外）；两栏有空白；文字少于8个字。
    """
    for table in ctx.pack.tables():
        goal, done = table.goal_expected.text, table.goal_achieved.text
        if len(goal) < 8 or len(done) < 8:
            continue
        ctx.look(table.goal_achieved.place)
        likeness = Decimal(str(fuzz.ratio(goal, done)))
        if likeness < ctx.profile.goal_similarity or _new_figures(goal, done):
            continue
        figures = compare(goal, done)
        if figures.results:
            continue
        how = "完全相同" if goal == done else f"相似度{likeness:.0f}%"
        which = (
            f"（{told(figures, '目标中的数字照抄未改')}）"
            if figures.kept or figures.changed
            else ""
        )
        yield finding(
            ctx, "D101", table.goal_achieved.place,
            f"{title_of(table)}“实际完成情况”与“预期目标”{how}{which}，没有写实际完成了什么。",
            items=_goals(table), found=how, expected="实际完成的数量、质量和效果",
            suggestion="用实际完成的数字和效果改写“实际完成情况”。",
        )  # fmt: skip


def _new_figures(goal: str, done: str) -> set[str]:
    """Return the numbers of a result that its goal has not; years and days are no results."""
    return _numbers(_DATE.sub("", done)) - _numbers(goal)


@rule("D102", name="目标只有金额", severity="warning", source="DOMAIN §8 照抄目标")
def goal_is_amount(ctx: Context) -> Iterator[Finding]:
    """绩效目标不应只写资金数额。

    查什么：预期目标除去金额和“资金、支出、项目”等字样后是否还有内容。
    为什么：花多少钱不是绩效目标，目标应当写做成什么事。
    举例：预期目标写“项目资金20万元”。
    怎样改：写明用这笔钱办什么事、达到什么数量和效果。
    何时不报：目标写有具体事项；没有数字的目标（见D103）。
    """
    for table in ctx.pack.tables():
        goal = table.goal_expected
        if goal.is_empty():
            continue
        ctx.look(goal.place)
        if _NUMBER.search(goal.text) and len(_MONEY_WORDS.sub("", goal.text)) < 3:
            yield finding(
                ctx, "D102", goal.place, f"{title_of(table)}预期目标“{goal.text}”只有金额，没有写要做成什么事。",
                items=[Item("预期目标", goal)], found=goal.text, expected="具体事项和效果",
                suggestion="写明办什么事、达到什么数量和效果。",
            )  # fmt: skip


@rule("D103", name="目标没有数字", severity="info", source="DOMAIN §8 照抄目标")
def goal_without_figure(ctx: Context) -> Iterator[Finding]:
    """绩效目标宜有可衡量的数字。

    查什么：预期目标里有没有数字。
    为什么：没有数字的目标难以评价是否完成。
    举例：“保障机关正常运转，促进经济发展”。
    怎样改：下年度编制目标时写明数量、比例或时限。
    何时不报：目标含有阿拉伯数字或中文数量。
    """
    for table in ctx.pack.tables():
        goal = table.goal_expected
        if goal.is_empty():
            continue
        ctx.look(goal.place)
        if not re.search(
            r"\d|[一二两三四五六七八九十百千]+(?:个|次|户|人|项|件|处|条|公里|亩)", goal.text
        ):
            yield finding(
                ctx, "D103", goal.place, f"{title_of(table)}预期目标没有数字，难以衡量是否完成。",
                items=[Item("预期目标", goal)], found="没有数字", expected="数量、比例或时限",
                suggestion="下年度编制绩效目标时写明数量、比例或时限。",
            )  # fmt: skip


_GOAL_LENGTH = 15
_SHARED = 4


@rule("D104", name="目标疑似其他项目的文字", severity="error", source="DOMAIN §8 抄错文字")
def goal_of_another(ctx: Context) -> Iterator[Finding]:
    """项目的绩效目标应与项目名称和指标说的是同一件事。

    查什么：预期目标与项目名称、各指标名称和指标值有没有任何共同的实词（除去“保障、推进、资金”等通用词）。
    为什么：从别的项目复制目标忘了改，是常见差错。
    举例：“灌溉渠维修”项目的目标写的是“按月发放护林员工资”。
    怎样改：按本项目申报的绩效目标改写。
    何时不报：目标与名称或指标有共同的实词；目标少于15个字。
    """
    for table in ctx.pack.projects:
        goal = table.goal_expected
        own = core_name(table.project.text)
        if len(goal.text) < _GOAL_LENGTH or not own:
            continue
        ctx.look(goal.place)
        words = (own, *(t.text for row in filled(table) for t in (row.name, row.target)))
        matter = matter_pairs(goal.text)
        if any(not matter.isdisjoint(matter_pairs(text)) for text in words):
            continue
        origin = _origin(ctx, table)
        seen = f"，其中“{origin[0]}”见于{origin[1]}" if origin else ""
        yield finding(
            ctx, "D104", goal.place,
            f"{title_of(table)}的预期目标与项目名称、指标除“保障、及时、完成”一类通用词外没有共同的实词{seen}，疑似从别的项目抄来。",
            items=[Item("预期目标", goal), Item("项目名称", table.project)],
            found=goal.text, expected=f"与“{own}”有关的目标",
            suggestion="按本项目申报的绩效目标改写预期目标和实际完成情况。", clerical=True,
        )  # fmt: skip


def _origin(ctx: Context, table: IndicatorTable) -> tuple[str, str] | None:
    """Return the longest telling phrase that the goal shares with another part of the pack."""
    goal, best = GENERIC.sub("\n", table.goal_expected.text), ("", "")
    own = ctx.report_of(table)
    runs = (goal[i : i + _SHARED] for i in range(len(goal) - _SHARED + 1))
    fours = {run for run in runs if "\n" not in run}
    for name, text in _others(ctx, table, own):
        if not any(four in text for four in fours):
            continue
        other = GENERIC.sub("\r", text)
        match = SequenceMatcher(None, goal, other, autojunk=False).find_longest_match()
        words = re.sub(r"[^\u4e00-\u9fff]", "", goal[match.a : match.a + match.size])
        if len(words) > len(best[0]):
            best = (words, name)
    return best if len(best[0]) >= _SHARED else None


def _others(ctx: Context, table: IndicatorTable, own: Report | None) -> Iterator[tuple[str, str]]:
    for other in ctx.pack.projects:
        if other is not table:
            yield title_of(other), f"{other.project.text}\n{other.goal_expected.text}"
    for report in ctx.pack.reports():
        name = f"“{report.project}”项目报告" if report.project else "整体报告"
        for text in report.texts() if report is not own else ():
            yield name, text.text


@rule("D106", name="全部满分且都称无偏差", severity="info", source="DOMAIN §8 全部满分")
def all_perfect(ctx: Context) -> Iterator[Finding]:
    """全部自评表都是满分、又都没有提到任何不足的，请再核实。

    查什么：两张以上自评表总分全部为满分，且报告的问题、偏离部分全部为“无”。
    为什么：全部满分通常说明指标偏低或评分不严，是抽查重点。
    举例：整体和三个项目都自评100分，各份报告的问题部分都写“无”。
    怎样改：对照指标逐项核实；确无不足的可以不改。
    何时不报：任何一张表不是满分；任何一份报告（或表内问题、措施栏）写有问题或偏差；只有一张表。
    """
    tables = list(ctx.pack.tables())
    scores = [table.total_score for table in tables]
    if len(tables) < 2 or any(score.value is None for score in scores):
        return
    ctx.look(scores[0].place)
    if any((score.value or 0) < 100 for score in scores):
        return
    if any(map(_admits, ctx.pack.reports())) or any(map(_admits_beside, tables)):
        return
    yield finding(
        ctx, "D106", scores[0].place, f"{len(tables)}张自评表全部自评满分，且没有一份报告提到不足，请再核实。",
        items=[Item(f"{title_of(table)}总分", table.total_score) for table in tables],
        found=points(scores[0].value or Decimal(0)), suggestion="逐项核实指标和评分。",
    )  # fmt: skip


def _admits(report: Report) -> bool:
    """Tell whether a report's sections on problems, measures or deviations say anything."""
    sections = [find_section(report, topic) for topic in (PROBLEMS, MEASURES, DEVIATIONS)]
    return any(section is not None and not section_is_empty(section) for section in sections)


def _admits_beside(table: IndicatorTable) -> bool:
    """Tell whether a table's own cells for problems and measures say anything."""
    return any(not says_nothing(remark) for remark in remarks_on_faults(table))


def _goals(table: IndicatorTable) -> list[Item]:
    return [Item("实际完成情况", table.goal_achieved), Item("预期目标", table.goal_expected)]


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))
