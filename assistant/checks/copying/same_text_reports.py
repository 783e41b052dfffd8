"""D: the same passage in two reports of one pack, or twice in one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, permutations

from assistant.checks.context import Context
from assistant.checks.copying.same_text import Passage, bare, names_of, project_names, sentences_of
from assistant.checks.copying.same_text_figures import told
from assistant.checks.copying.same_text_pairs import Twins, figures_of, more, side_by_side, weight
from assistant.checks.findings import finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Report
from assistant.model.place import Place

_ALIKE = re.compile(r"应用|公开|工作开展")
_SENTENCE, _LONG = 16, 30
"""Characters of a sentence's own words, and of all that two reports share."""


@rule("D105", name="两份项目报告有整段相同", severity="info", source="DOMAIN §8 抄错文字")
def same_paragraph(ctx: Context) -> Iterator[Finding]:
    """不同项目的报告不宜整段相同，只换项目名称和数字。

    查什么：两份项目报告中除单位、项目名称和数字外基本相同的句段，并列出哪些数字不同、哪些原样未改（自评工作开展、结果应用和公开部分除外）。
    为什么：千篇一律的报告反映不出项目的实际情况；连数字都没有改的，多半是复制后漏改。
    举例：两个项目的“产出指标完成情况”一字不差，只有项目名称和金额不同。
    怎样改：按各项目的实际情况分别撰写，逐个核对没有改动的数字。
    何时不报：短句；自评怎样开展、结果怎样应用和公开等通用表述；科目名称、政策用语的罗列。
    """
    for report in ctx.pack.project_reports[1:]:
        ctx.look(report.place)
    for part, pairs in _between_projects(ctx).items():
        own, other = _report(ctx, part), _report(ctx, pairs[0].other.part)
        figures = figures_of(pairs)
        yield finding(
            ctx, "D105", pairs[0].own.place,
            f"“{own.project}”项目报告有{len(pairs)}处与“{other.project}”项目报告除名称、数字外基本相同{more(pairs)}；{told(figures)}。",
            items=side_by_side(pairs), found=pairs[0].own.words,
            expected="各项目的实际情况",
            suggestion="按各项目的实际情况分别撰写，逐个核对没有改动的数字。",
        )  # fmt: skip


def _between_projects(ctx: Context) -> dict[Place, list[Twins]]:
    """Return for each project report what it repeats of the first report it repeats most of."""
    found: dict[Place, dict[Place, list[Twins]]] = defaultdict(lambda: defaultdict(list))
    for group in ctx.repeated:
        first: dict[Place, Passage] = {}
        for passage in filter(_of_project, group):
            first.setdefault(passage.part, passage)
        earliest = next(iter(first.values()), None)
        for part, passage in list(first.items())[1:]:
            if earliest is not None:
                found[part][earliest.part].append(Twins(passage, earliest))
    most = {part: max(others.values(), key=weight) for part, others in found.items()}
    return {part: pairs for part, pairs in most.items() if weight(pairs) >= _LONG}


def _of_project(passage: Passage) -> bool:
    long = passage.weight >= _SENTENCE and not _ALIKE.search(passage.section)
    return long and passage.part.startswith("project_reports/")


def _report(ctx: Context, part: Place) -> Report:
    """Return the report at a place."""
    return next(report for report in ctx.pack.reports() if report.place == part)


@rule("D112", name="项目报告留有其他项目的名称", severity="error", source="DOMAIN §8 抄错文字")
def name_left(ctx: Context) -> Iterator[Finding]:
    """查什么：项目报告里与另一个项目的报告相同的句子，是否还写着那个项目的名称，而没有本项目的名称。

    为什么：复制另一个项目的报告没有改完，这一句说的是别的项目。
    举例：“村道养护”项目报告写“灌溉渠维修项目资金已全部到位”，与灌溉渠维修项目的报告相同。
    怎样改：改为本项目的名称，并核对本句和上下文的数字、时间、对象。
    何时不报：相同的句子里同时写有本项目的名称；两份报告没有相同的句子。
    """
    names = project_names(ctx.pack)
    for pair in _copied(ctx):
        ctx.look(pair.own.place)
        own, other = (_report(ctx, each.part).project for each in pair)
        wrong = _other_name(_same_sentences(ctx, pair), own, names)
        if wrong and (wrong in other or other in wrong):
            whole = [passage._replace(printed=passage.field.raw.strip()) for passage in pair]
            pair = Twins(*whole)
            yield finding(
                ctx, "D112", pair.own.place,
                f"“{own}”项目报告的这一段写的是“{wrong}”，与该项目报告的文字相同，疑似复制后没有改；{told(pair.figures)}。",
                items=side_by_side([pair]), found=wrong, expected=own,
                suggestion="改为本项目的名称，并核对本段的数字、时间、对象。", clerical=True,
            )  # fmt: skip


def _copied(ctx: Context) -> Iterator[Twins]:
    """Yield each pair of paragraphs of two project reports that have a passage in common."""
    seen: set[tuple[Place, Place]] = set()
    for group in ctx.repeated:
        own = [passage for passage in group if passage.part.startswith("project_reports/")]
        for pair in map(Twins._make, permutations(own, 2)):
            places = (pair.own.place, pair.other.place)
            if pair.own.part != pair.other.part and places not in seen:
                seen.add(places)
                yield pair


def _same_sentences(ctx: Context, pair: Twins) -> str:
    """Return the sentences of a paragraph, short ones too, that the other paragraph has."""
    names = names_of(ctx.pack)
    theirs = {bare(sentence, names) for sentence in sentences_of(pair.other.field.raw)}
    own = (s for s in sentences_of(pair.own.field.raw) if bare(s, names) in theirs)
    return "".join((*own, pair.own.printed))


def _other_name(printed: str, own: str, names: list[list[str]]) -> str:
    """Return the name of another project that a passage has in place of its own, "" if none."""
    words = "".join(printed.split())
    mine = [each for each in names if any(name in own or own in name for name in each)]
    if any(name in words for each in mine for name in each):
        return ""
    others = (name for each in names if each not in mine for name in each)
    return next((name for name in others if name in words and name not in own), "")


@rule("D113", name="同一段文字两处数字不同", severity="info", source="DOMAIN §8 一事两数")
def told_twice(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告与项目报告里文字相同、数字不同的句段；同一份报告里除名称外文字和数字都相同的两段。

    为什么：同一段话两处数字不同，必有一处没有更新；同一份报告里重复的一段，多半是粘贴后忘了改。
    举例：整体报告和项目报告都写“聘用本地保洁员……人”，一处38人，一处36人。
    怎样改：核对台账，两处写成一致；重复的段落改写为对应内容。
    何时不报：两处数字一致的引用；只有年份、日期不同；同一份报告里句式相同、数字各异的并列句；说的是两个项目。
    """
    for group in ctx.repeated:
        for first, second in combinations(group, 2):
            pair = Twins(second, first)
            if not _comparable(ctx, pair):
                continue
            ctx.look(second.place)
            figures = pair.figures
            within = first.part == second.part
            same = "".join(first.printed.split()) == "".join(second.printed.split())
            if within and (same or figures.changed or not figures.kept):
                continue  # the same words twice are W108's
            if not within and not figures.results:
                continue
            where = "同一份报告的两段" if within else "整体报告与项目报告的这一段"
            yield finding(
                ctx, "D113", second.place, f"{where}文字相同；{told(figures, '数字相同')}。",
                items=side_by_side([pair]), found=second.words,
                suggestion="核对台账，两处写成一致，或按各自的内容改写。"
                if figures.changed else "删去重复的一段，或按各自的内容改写。",
            )  # fmt: skip


def _comparable(ctx: Context, pair: Twins) -> bool:
    """Tell whether two passages are of one report, or of the overall and one project's report."""
    first, second = pair.other, pair.own
    if second.weight < _SENTENCE or _ALIKE.search(first.section + second.section):
        return False
    names = project_names(ctx.pack)
    if first.part == second.part:
        return not (_named(first, names) ^ _named(second, names))
    if "overall_report" not in (first.part, second.part):
        return False
    overall, project = sorted((first, second), key=lambda p: p.part != "overall_report")
    return not _other_name(overall.printed, _report(ctx, project.part).project, names)


def _named(passage: Passage, names: list[list[str]]) -> set[str]:
    words = "".join(passage.printed.split())
    return {each[0] for each in names if any(name in words for name in each)}
