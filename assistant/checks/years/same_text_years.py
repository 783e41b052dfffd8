"""Y: what last year's pack said word for word, the year alone changed."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.copying.same_text import (
    ALIKE,
    Passage,
    bare,
    groups,
    likeness,
    names_of,
    report_passages,
)
from assistant.checks.copying.same_text_figures import Figures, compare, told
from assistant.checks.copying.same_text_pairs import Twins, figures_of, more, side_by_side, weight
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled, name_of
from assistant.model.dossier import prior_root
from assistant.model.finding import Finding, Severity
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

_MATTERS = re.compile(r"问题|改进措施|下一步|偏离")
_STANDING = re.compile(r"基本情况|概况|简介|应用|公开|工作开展")
"""Sections that may well say the same each year."""

_LAST_YEAR = re.compile(r"上年|上一年|去年|20\d\d年")
_LEAD = 30
"""Characters before a quotation mark that say whose words follow."""

_SHORT, _LONG = 20, 30
_FIGURES = 2
_MOST = 0.7


def _sections(ctx: Context, matters: bool) -> Iterator[tuple[Pack, Place, list[Twins]]]:
    """Yield each paragraph that repeats last year's, with the passages of both."""
    for prior in ctx.dossier.prior:
        own = [p for p in ctx.passages if _wanted(p, matters) and not _is_cited(p)]
        old = [p for p in report_passages(prior, names_of(prior)) if _wanted(p, matters)]
        for place in dict.fromkeys(passage.place for passage in own):
            ctx.look(place)
        found: dict[Place, list[Twins]] = defaultdict(list)
        for group in groups([p.words for p in (*own, *old)]):
            before = [old[number - len(own)] for number in group if number >= len(own)]
            for number in group if before else ():
                if number < len(own):
                    found[own[number].place].append(Twins(own[number], _same(own[number], before)))
        for place, pairs in found.items():
            yield prior, place, pairs


def _wanted(passage: Passage, matters: bool) -> bool:
    if matters:
        return bool(_MATTERS.search(passage.section))
    return not (_MATTERS.search(passage.section) or _STANDING.search(passage.section))


def _is_cited(passage: Passage) -> bool:
    """Tell whether a passage stands inside the quotation marks in which last year's words are cited."""
    before, found, _ = passage.field.raw.partition(passage.printed)
    opening = before + passage.printed if "“" in passage.printed else before
    lead, mark, inside = opening.rpartition("“")
    return bool(found and mark) and bool(_LAST_YEAR.search(lead[-_LEAD:])) and "”" not in inside


def _same(own: Passage, before: list[Passage]) -> Passage:
    """Return which of last year's passages a passage repeats, best one of the same part."""
    words = squeeze(own.printed)
    return max(before, key=lambda old: (squeeze(old.printed) == words, old.part == own.part))


def _told(figures: Figures) -> str:
    return told(figures, "应随年度变化而没有变")


def _from(prior: Pack) -> tuple[str, Place]:
    return f"{prior.year}年材料", prior_root(prior)


@rule("Y102", name="问题和措施照抄上年", severity="warning", source="DOMAIN §2 年度之间")
def same_problems(ctx: Context) -> Iterator[Finding]:
    """查什么：存在的问题、偏离原因、改进措施的段落与上年材料相同，或只换了年份、数字，并列出哪些数字不同、哪些没有变。

    为什么：同样的问题原样再写一遍，说明上年措施没有落实，或者没有认真自评。
    举例：两年的“存在的问题”一字不差，只把“2023年”改为“2024年”。
    怎样改：写明上年措施的落实结果和本年新情况。
    何时不报：没有给出上年材料；段落很短（如“无”）；加引号引用上年的话；除年份外的数字已经更新的，只作提示。
    """
    for prior, place, pairs in _sections(ctx, matters=True):
        if sum(len(squeeze(pair.own.printed)) for pair in pairs) < _SHORT:
            continue
        figures = figures_of(pairs)
        what = "文字相同、数字有更新" if figures.results else "逐字相同或只换了年份"
        yield finding(
            ctx, "Y102", place,
            f"本段与{prior.year}年材料{what}{more(pairs)}；"
            f"{_told(figures).replace('没有数字', '本段没有一个数字')}。",
            items=side_by_side(pairs, *_from(prior)), found="与上年相同", expected="本年情况",
            severity="info" if figures.results else None,
            suggestion="写明上年措施的落实结果和本年的新情况。",
        )  # fmt: skip


@rule("Y109", name="报告段落照抄上年", severity="info", source="DOMAIN §2 年度之间")
def same_sections(ctx: Context) -> Iterator[Finding]:
    """查什么：报告其他段落与上年材料逐句相同、只换年份的，列出哪些数字不同、哪些应随年度变化而没有变。

    为什么：工作一年一个样，数字不会原样不动；多半是拿上年报告改了年份。
    举例：2024年报告写“聘用保洁员38人，清运垃圾1326吨”，与2023年报告一字不差。
    怎样改：按本年实际情况重写，逐个核对没有变的数字。
    何时不报：没有给出上年材料；单位基本情况、自评组织、结果应用等每年相同的部分；相同的不到30字或不到本段七成。句式相同、数字全部更新的。两个以上多位数字没有变、又没有新数字的才作警告。
    """
    lengths: dict[Place, int] = defaultdict(int)
    for passage in ctx.passages if ctx.dossier.prior else ():
        lengths[passage.place] += passage.weight
    for prior, place, pairs in _sections(ctx, matters=False):
        if weight(pairs) < max(_LONG, _MOST * lengths[place]):
            continue
        figures = figures_of(pairs)
        if figures.results and not figures.undated:
            continue
        yield finding(
            ctx, "Y109", place,
            f"本段与{prior.year}年材料除名称、数字外基本相同{more(pairs)}；{_told(figures)}。",
            items=side_by_side(pairs, *_from(prior)), found=pairs[0].own.words,
            expected="本年情况", severity=_severity(figures),
            suggestion="按本年实际情况改写，逐个核对没有变的数字。",
        )  # fmt: skip


def _severity(figures: Figures) -> Severity:
    return "warning" if len(figures.telling) >= _FIGURES and not figures.results else "info"


@rule("Y110", name="完成情况照抄上年", severity="warning", source="DOMAIN §2 年度之间")
def same_results(ctx: Context) -> Iterator[Finding]:
    """查什么：同一张自评表的“实际完成情况”和偏差原因，与上年材料相同或只换了年份，并列出哪些数字不同、哪些没有变。

    为什么：完成了什么、为什么有偏差，每年都不同；一字不差说明没有按本年情况填写。
    举例：两年的“实际完成情况”都写“举办培训11场，改造厕所104户”。
    怎样改：按本年实际完成的数量和效果填写。
    何时不报：没有给出上年材料；20个字以内；文字不同；数字已经更新。偏差原因相同的只作提示。
    """
    for prior in ctx.dossier.prior:
        names = names_of(ctx.pack)
        for table, old in _tables(ctx.pack, prior):
            for label, own, was in _cells(table, old):
                if len(own.text) < _SHORT or len(was.text) < _SHORT:
                    continue
                ctx.look(own.place)
                figures = compare(was.raw, own.raw)
                if figures.results or likeness(bare(own.raw, names), bare(was.raw, names)) < ALIKE:
                    continue
                if _numbers(own.text) - _numbers(was.text):
                    continue
                yield finding(
                    ctx, "Y110", own.place,
                    f"{title_of(table)}{label}与{prior.year}年材料相同或只换了年份；{_told(figures)}。",
                    items=[Item(label, own), _before(label, was, prior)], found=own.text,
                    expected="本年情况", severity=None if label == "实际完成情况" else "info",
                    suggestion="按本年实际情况填写。",
                )  # fmt: skip


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"20\d\d年|\d{1,2}[月日]", "", text)))


def _before(label: str, field: Text, prior: Pack) -> Item:
    label_then, prefix = _from(prior)
    moved = field.model_copy(update={"place": f"{prefix}/{field.place}"})
    return Item(f"{label_then}{label}", moved)


def _tables(pack: Pack, prior: Pack) -> Iterator[tuple[IndicatorTable, IndicatorTable]]:
    if pack.overall and prior.overall:
        yield pack.overall, prior.overall
    old = {core_name(table.project.raw): table for table in prior.projects}
    for table in pack.projects:
        if (was := old.get(core_name(table.project.raw))) is not None:
            yield table, was


def _cells(table: IndicatorTable, old: IndicatorTable) -> Iterator[tuple[str, Text, Text]]:
    yield "实际完成情况", table.goal_achieved, old.goal_achieved
    before = {squeeze(row.name.raw): row for row in filled(old)}
    for row in filled(table):
        if (was := before.get(squeeze(row.name.raw))) is not None:
            yield f"“{name_of(row)}”偏差原因", row.deviation, was.deviation
