"""Themes are what last year's part six told; without subheadings, openings of paragraphs."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.model.document import Document, Paragraph
from assistant.model.pack import Pack, Report, Section
from assistant.model.place import Location
from assistant.model.quantity import Text
from assistant.rollover.achievements import OTHER, achievements, opened
from assistant.rollover.outline import Plan, report
from tests.rollover.conftest import Town
from tests.rollover.filling import word

PERFORMANCE = "资金使用及绩效情况"


def last_report(themes: Sequence[Plan], paragraphs: Sequence[str] = ()) -> Report:
    """Return a report whose part six holds these, and whose problems have titles of their own."""
    return report("2023年度整体支出绩效自评报告", "overall_report", [
        Plan("部门基本情况", (), [Plan("机构设置", (), [Plan("内设机构", ["内设五个办公室。"])])]),
        Plan(PERFORMANCE, (), [Plan("整体支出绩效情况", paragraphs, themes)]),
        Plan("存在的问题及原因分析", (), [
            Plan("预算执行", (), [Plan("供水管网进度偏慢", ["供水管网工程铺设管道偏慢。"])]),
        ]),
    ])  # fmt: skip


def done(last: Report | None, summary: Document) -> tuple[list[str], bool]:
    made = achievements(last, [summary], Pack(unit=Text(), year=2024))
    return [plan.title for plan in made.plans if plan.paragraphs], made.inline


def test_only_part_six_holds_themes(clean: Town) -> None:
    themes = [Plan("供水扩面", ["供水管网铺设管道，建泵房，群众用上自来水。"])]
    titles, inline = done(last_report(themes), clean.summary)
    assert titles == ["供水扩面", OTHER] and not inline


@pytest.mark.parametrize("last", [None, last_report(())])
def test_without_themes_the_summary_s_parts_open_paragraphs(
    clean: Town, last: Report | None
) -> None:
    titles, inline = done(last, clean.summary)
    assert inline and titles
    assert OTHER not in titles and "供水管网进度偏慢" not in titles


def test_openings_of_last_year_are_themes(clean: Town) -> None:
    said = ["供水扩面方面，供水管网铺设管道，建泵房，群众用上自来水。", "全年完成各项任务。"]
    titles, inline = done(last_report((), said), clean.summary)
    assert inline and titles[0] == "供水扩面"


def test_an_opening_is_not_said_twice() -> None:
    assert opened(Plan("供水扩面", ["新铺管道3公里。"])) == "供水扩面方面，新铺管道3公里。"
    assert opened(Plan("", ["新铺管道3公里。"])) == "新铺管道3公里。"
    assert opened(Plan("供水扩面", ["供水扩面3公里。"])) == "供水扩面3公里。"


def test_parts_of_a_summary_open_paragraphs(clean: Town) -> None:
    texts = ["一、产业发展", "新建蔬菜大棚36座，带动农户128户。", "二、平安建设",
             "排查矛盾纠纷156起，调解成功149起。"]  # fmt: skip
    blocks = [Paragraph(text=t, location=Location(anchor=str(n))) for n, t in enumerate(texts)]
    summary = clean.summary.model_copy(update={"blocks": blocks})
    made = achievements(None, [summary], Pack(unit=Text(), year=2024))
    assert [opened(plan) for plan in made.plans] == [
        "产业发展方面，新建蔬菜大棚36座，带动农户128户。",
        "平安建设方面，排查矛盾纠纷156起，调解成功149起。",
    ]


def without_subheadings(last: Pack) -> Pack:
    assert last.overall_report
    sections = [_flat(section) for section in last.overall_report.sections]
    flat = last.overall_report.model_copy(update={"sections": sections})
    return last.model_copy(update={"overall_report": flat})


def _flat(section: Section) -> Section:
    below = [] if section.level > 1 else [_flat(each) for each in section.sections]
    return section.model_copy(update={"sections": below})


def test_a_pack_without_subheadings_has_no_lone_heading(clean: Town, tmp_path: Path) -> None:
    town = clean._replace(last=without_subheadings(clean.last))
    target = tmp_path / "pack.docx"
    made = town._replace(figures=clean.figures).roll(target)
    found = made.dossier.pack.overall_report
    assert found and not [s for s in found.walk() if s.title == OTHER]
    assert [f for f in made.report.findings if f.severity == "error"] == []
    assert OTHER not in word(target) and "实事方面" not in word(target)  # a heading with a verb
