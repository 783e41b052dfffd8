"""Forms are found by their own content: any order, several in a file, broken titles."""

import pytest

from assistant.extraction.locate import Form, annex_marks, classify, locate
from tests.extraction.build import (
    BASE,
    BASE_TITLE,
    OVERALL,
    OVERALL_REPORT,
    OVERALL_TITLE,
    PROJECT_TITLE,
    Grid,
    document,
    project,
    project_report,
    table,
)

PARTS: dict[str, list[str | Grid]] = {
    "base_data": ["附件1", BASE_TITLE, BASE],
    "overall": ["附件2", OVERALL_TITLE, OVERALL],
    "project": ["附件3", PROJECT_TITLE, project()],
    "overall_report": ["附件4", *OVERALL_REPORT],
    "project_report": ["附件5", *project_report()],
}


def forms(*blocks: str | Grid) -> list[Form]:
    return list(locate([document(*blocks)]))


def titles(found: list[Form]) -> list[str]:
    return ["".join(p.text for p in form.title) for form in found]


@pytest.mark.parametrize(
    "order",
    [
        ["base_data", "overall", "project", "overall_report", "project_report"],
        ["project_report", "overall_report", "project", "overall", "base_data"],
        ["overall_report", "base_data", "project_report", "project", "overall"],
    ],
)
def test_any_order(order: list[str]) -> None:
    found = forms(*(block for kind in order for block in PARTS[kind]))
    assert [form.kind for form in found] == order
    tables = {"base_data": BASE_TITLE, "overall": OVERALL_TITLE, "project": PROJECT_TITLE}
    for form, title in zip(found, titles(found), strict=True):
        assert title == tables.get(form.kind, title)


def test_several_projects_in_one_file() -> None:
    found = forms(PROJECT_TITLE, project(), PROJECT_TITLE, project("村道养护12万元"))
    assert [form.kind for form in found] == ["project", "project"]


@pytest.mark.parametrize(
    ("grid", "title", "kind"),
    [
        (BASE, "", "base_data"),
        (OVERALL, "", "overall"),
        (project(), "", "project"),
        (project(), PROJECT_TITLE, "project"),
        (project(), "2024年绩效自评表", "project"),
    ],
)
def test_tables_are_known_without_their_titles(grid: Grid, title: str, kind: str) -> None:
    assert classify(table(grid), title) == (kind, "")


def test_unknown_table_says_what_it_holds() -> None:
    kind, reason = classify(table([["序号", "车牌", "里程"], ["1", "甲", "300"]]), "")
    assert kind == "unknown"
    assert "序号、车牌、里程" in reason


def test_a_summary_of_several_projects_is_no_project() -> None:
    kind, reason = classify(table(project()), "项目支出绩效自评情况汇总表（2024年度）")
    assert kind == "unknown"
    assert "几个项目" in reason


# lines above the body, title as found
SPLIT_TITLES = [
    (["青禾镇人民政府2024年度", "部门整体支出绩效自评报告"],
     "青禾镇人民政府2024年度部门整体支出绩效自评报告"),
    (["青禾镇人民政府", "2024年度部门整体支出绩效自评报告"],
     "青禾镇人民政府2024年度部门整体支出绩效自评报告"),
    (["附件4", "2024年度部门整体支出绩效自评报告"], "2024年度部门整体支出绩效自评报告"),
    (["2024年度灌溉渠维修项目支出", "绩效自评报告"], "2024年度灌溉渠维修项目支出绩效自评报告"),
    (["2024年度部门整体支出绩效自评报告（报财政局）"], "2024年度部门整体支出绩效自评报告（报财政局）"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "title"), SPLIT_TITLES)
def test_title_over_two_lines(lines: list[str], title: str) -> None:
    found = [
        form for form in forms(*lines, "一、部门基本情况", "编制50人。") if form.kind != "unknown"
    ]
    assert titles(found) == [title]
    assert [p.text for p in found[0].paragraphs] == ["一、部门基本情况", "编制50人。"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青禾镇2024年度部门整体支出绩效自评报告", "overall_report"),
        ("2024年度灌溉渠维修项目支出绩效自评报告", "project_report"),
        ("2024年农田水利专项资金绩效评价报告", "project_report"),
        ("2024年度绩效自评报告", "overall_report"),
    ],
)
def test_kind_of_report(title: str, kind: str) -> None:
    (form,) = forms(title, "一、基本情况", "情况良好。")
    assert form.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "现将自评情况形成绩效自评报告。",
        "一、认真撰写绩效自评报告",
        "各股室按照统一安排分工收集资料、整理台账、填报表格，并由财政所汇总形成了本年度部门整体支出和各项目支出的绩效自评报告",
    ],
)
def test_a_line_that_only_speaks_of_a_report(line: str) -> None:
    found = forms(*OVERALL_REPORT, line, "其余情况正常。")
    assert [form.kind for form in found] == ["overall_report"]


def test_loose_text_belongs_to_nobody() -> None:
    found = forms(
        "封面文字说明。", *PARTS["base_data"], "填表人：经办", "附件2", OVERALL_TITLE, OVERALL
    )
    assert [form.kind for form in found] == ["unknown", "base_data", "overall"]
    assert [p.text for p in found[0].paragraphs] == ["封面文字说明。"]
    assert [p.text for p in found[1].paragraphs][:1] == ["填表人：经办"]


def test_attachments_in_parts_are_marked_too() -> None:
    lines = ["附件3-1", "附件4（2）", "附 件 5：", "附件6为部门决算表"]
    marks = annex_marks(document("附件1", *lines))
    assert [mark.raw for mark in marks] == ["附件1", "附件3-1", "附件4（2）", "附 件 5："]
