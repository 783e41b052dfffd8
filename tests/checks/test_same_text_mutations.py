"""Copy something inside each clean pack of the corpus: the rule that looks for it must say so."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations

import pytest

from assistant.checks import CheckOptions, check
from assistant.checks.copying.groups import EVERYONE, groups_in
from assistant.checks.copying.same_text import Passage, names_of, passages
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import Place
from assistant.model.quantity import Text
from corpus.truth import ALL_CLEAN, HELD_BACK
from tests.checks.build import put
from tests.checks.test_same_text_packs import town

Site = tuple[Place, str, str]
"""Where to write, what to write, and the words that the finding must have."""

WEIGHT = 40
STANDING = ("开展情况", "公开", "基本情况", "问题", "措施", "偏离")


def texts(report: Report) -> Iterator[Text]:
    for section in report.walk():
        if not any(word in section.title for word in STANDING):
            yield from section.paragraphs


def weight(pack: Pack, text: Text) -> int:
    found: list[Passage] = passages(text, names_of(pack), "", "")
    return sum(passage.weight for passage in found)


def another_report(pack: Pack, year_before: Pack) -> Iterator[Site]:
    for theirs, own in permutations(pack.project_reports, 2):
        targets = list(texts(own))
        for text in texts(theirs):
            if weight(pack, text) >= WEIGHT and theirs.place < own.place:
                yield targets[-1].place, text.raw, f"“{theirs.project}”"


def another_name(pack: Pack, year_before: Pack) -> Iterator[Site]:
    for theirs, own in permutations(pack.project_reports, 2):
        stem = theirs.project.removesuffix("项目").removesuffix("经费")
        for text in texts(theirs):
            if weight(pack, text) >= WEIGHT and own.project.removesuffix("项目") not in text.raw:
                put(pack, text.place, f"{stem}：{text.raw}")
                yield next(texts(own)).place, f"{stem}：{text.raw}", f"写的是“{stem}"
                put(pack, text.place, text.raw)


def another_goal(pack: Pack, year_before: Pack) -> Iterator[Site]:
    for number, table in enumerate(pack.projects):
        for other in pack.projects[:number]:
            yield table.goal_expected.place, other.goal_expected.raw, "照抄未改"


def own_goal(pack: Pack, year_before: Pack) -> Iterator[Site]:
    for table in pack.tables():
        yield table.goal_achieved.place, table.goal_expected.raw, "完全相同"


def last_years_paragraph(pack: Pack, year_before: Pack) -> Iterator[Site]:
    assert pack.overall_report and year_before.overall_report
    target = next(text for text in texts(pack.overall_report) if weight(pack, text) >= WEIGHT)
    for text in texts(year_before.overall_report):
        if weight(year_before, text) >= WEIGHT:
            yield target.place, text.raw.replace("2023年", "2024年"), "与2023年材料"


def last_years_problem(pack: Pack, year_before: Pack) -> Iterator[Site]:
    assert pack.overall_report and year_before.overall_report
    for target in matters(pack.overall_report)[:1]:
        for text in matters(year_before.overall_report):
            yield target.place, text.raw.replace("2023年", "2024年"), "只换了年份"


def matters(report: Report) -> list[Text]:
    return [t for s in report.walk() if "问题" in s.title for t in s.paragraphs if len(t.raw) > 30]


def last_years_result(pack: Pack, year_before: Pack) -> Iterator[Site]:
    assert pack.overall and year_before.overall
    yield pack.overall.goal_achieved.place, year_before.overall.goal_achieved.raw, "没有变"


def other_people(pack: Pack, year_before: Pack) -> Iterator[Site]:
    for table in pack.projects:
        report = next((r for r in pack.project_reports if same(table, r)), None)
        asked = frozenset().union(*(groups_in(row.name.text) for row in table.indicators
                                    if "满意" in row.level1 + row.level2))  # fmt: skip
        if report is None or not asked or asked & {EVERYONE, "patients"}:
            continue
        words = "对在院患者开展满意度测评，满意度95%。"
        yield next(texts(report)).place, words, "（患者）不符"


def same(table: IndicatorTable, report: Report) -> bool:
    return report.project in table.project.raw


def another_purpose(pack: Pack, year_before: Pack) -> Iterator[Site]:
    for table in pack.projects:
        yield f"{table.place}/project", "蚕桑养殖扶持", "“蚕桑养殖扶持”"


KINDS: dict[str, tuple[Callable[[Pack, Pack], Iterator[Site]], int]] = {
    "D105": (another_report, 10),
    "D112": (another_name, 10),
    "D110": (another_goal, 10),
    "D101": (own_goal, 15),
    "Y109": (last_years_paragraph, 8),
    "Y102": (last_years_problem, 5),
    "Y110": (last_years_result, 4),
    "N116": (other_people, 8),
    "D115": (another_purpose, 10),
}
"""How a slip is made, and how many of it the corpus must give."""


@cache
def clean(name: str, year: int) -> Pack:
    return town(name, year)


def found(pack: Pack, prior: Pack, code: str) -> list[Finding]:
    dossier = Dossier(pack=pack, prior=[prior])
    return check(dossier, FactBook(), CheckOptions(select=(code,))).findings


@pytest.mark.parametrize("code", KINDS)
def test_every_copy_is_noticed(code: str) -> None:
    make, least = KINDS[code]
    tried, missed = 0, []
    for name in (each for each in ALL_CLEAN if each != HELD_BACK):
        pack, prior = clean(name, 2024).model_copy(deep=True), clean(name, 2023)
        for place, words, told in make(pack, prior):
            before = next(field.raw for field in pack.fields() if field.place == place)
            put(pack, place, words)
            tried += 1
            if not any(told in item.message for item in found(pack, prior, code)):
                missed.append((name, place, words))
            put(pack, place, before)
    assert tried >= least, tried
    assert missed == []
