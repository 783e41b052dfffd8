"""Headings: every form of number, broken and mixed numbering, titles with text behind them."""

import pytest

from assistant.extraction.headings import Outline, find_heading
from assistant.extraction.reports import read_report
from assistant.model.pack import Report, Section
from assistant.model.quantity import Text
from tests.extraction.build import paragraph

# paragraph, number, title, usual level
HEADINGS = [
    ("一、部门基本情况", "一、", "部门基本情况", 1),
    ("十二、其他", "十二、", "其他", 1),
    ("一．部门基本情况", "一．", "部门基本情况", 1),
    ("（一）基本支出情况", "（一）", "基本支出情况", 2),
    ("(二)项目支出情况", "(二)", "项目支出情况", 2),
    ("（十一）、其他事项", "（十一）、", "其他事项", 2),
    ("1.数量指标完成情况", "1.", "数量指标完成情况", 3),
    ("2、质量指标完成情况", "2、", "质量指标完成情况", 3),
    ("3．时效指标完成情况", "3．", "时效指标完成情况", 3),
    ("（1）培训情况", "（1）", "培训情况", 4),
    ("(12) 改厕情况", "(12)", "改厕情况", 4),
    ("\u3000\u3000一、部门基本情况", "一、", "部门基本情况", 1),
    ("二、存在的问题：", "二、", "存在的问题", 1),
    ("（二）守住三条底线", "（二）", "守住三条底线", 2),
    ("绩效目标自评完成情况分析", "", "绩效目标自评完成情况分析", 1),
    ("下一步改进措施", "", "下一步改进措施", 1),
]


@pytest.mark.parametrize(("text", "number", "title", "level"), HEADINGS)
def test_heading(text: str, number: str, title: str, level: int) -> None:
    found = find_heading(text)
    assert found is not None
    assert (found.number, found.title, found.style) == (number, title, level)
    assert text[found.title_start : found.title_end].strip().rstrip("：") == title


@pytest.mark.parametrize(
    "text",
    [
        "", "全年举办农技培训11场。", "2024年部门整体支出情况良好。", "3.5公里水渠完成维修。",
        "12个村完成改厕。", "1、改造卫生厕所104户", "（2）发放问卷200份",
        "本单位没有存在的问题", "一是加强管理。", "一些工作进展较慢",
        "一、" + "很长的一句话没有停顿" * 6,
    ],
)  # fmt: skip
def test_body_text(text: str) -> None:
    assert find_heading(text) is None


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("1.质量指标。工程合格率98%。", "质量指标", "工程合格率98%。"),
        ("（一）基本支出情况：支出456.40万元。", "基本支出情况", "支出456.40万元。"),
        ("七、存在的问题及原因分析；无", "存在的问题及原因分析", "无"),
    ],
)
def test_heading_with_text_behind(text: str, title: str, body: str) -> None:
    found = find_heading(text)
    assert found is not None
    assert (found.title, text[found.body_start :]) == (title, body)


# headings in order, levels
OUTLINES = [
    (["一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "二、己"], [1, 2, 3, 4, 2, 1]),
    (["一、甲", "二、乙", "3、丙", "4、丁", "五、戊"], [1, 1, 1, 1, 1]),
    (["一、甲", "（一）乙", "（2）丙", "（三）丁"], [1, 2, 2, 2]),
    (["一、甲", "1.乙", "2.丙", "二、丁"], [1, 3, 3, 1]),
    (["二、甲", "1、乙", "2、丙", "3、下一步改进措施"], [1, 3, 3, 1]),
    (["一、甲", "1、乙", "2、丙", "3、丁"], [1, 3, 3, 3]),
    (["1、基本情况", "2、存在的问题"], [1, 1]),
    (["一、甲", "1.乙", "（1）丙", "（2）丁"], [1, 3, 4, 4]),
]


@pytest.mark.parametrize(("texts", "levels"), OUTLINES)
def test_levels(texts: list[str], levels: list[int]) -> None:
    outline = Outline()
    found = [find_heading(text) for text in texts]
    assert [outline.level(heading) for heading in found if heading is not None] == levels


def read(*lines: str) -> Report:
    title = Text(raw="自评报告", place="overall_report/title")
    return read_report(title, [paragraph(line, anchor=n) for n, line in enumerate(lines)])


def tree(sections: list[Section]) -> list[object]:
    return [
        [s.number + s.title, [p.raw for p in s.paragraphs], *tree(s.sections)] for s in sections
    ]


def test_sections_at_every_level() -> None:
    report = read(
        "根据要求，开展自评。", "一、基本情况", "编制50人。", "（一）人员", "1.在职", "在职45人。",
        "二、|存在的问题", "无。",
    )  # fmt: skip
    assert [p.raw for p in report.preamble] == ["根据要求，开展自评。"]
    assert tree(report.sections) == [
        ["一、基本情况", ["编制50人。"], ["（一）人员", [], ["1.在职", ["在职45人。"]]]],
        ["二、存在的问题", ["无。"]],
    ]
    assert [s.place for s in report.walk()] == [
        "overall_report/基本情况", "overall_report/基本情况/人员",
        "overall_report/基本情况/人员/在职", "overall_report/存在的问题",
    ]  # fmt: skip


def test_run_in_heading_keeps_the_place_of_its_text() -> None:
    text = "1.质量指标。工程合格率98%。"
    report = read("一、产出", text, "另一段。", "又一段。")
    (section,) = report.sections[0].sections
    assert [p.raw for p in section.paragraphs] == ["工程合格率98%。", "另一段。", "又一段。"]
    first = section.paragraphs[0].location
    assert text[first.start : first.end] == "工程合格率98%。"
    assert (section.location.start, section.location.end) == (2, 6)
    assert [p.place.rpartition("/")[2] for p in section.paragraphs] == ["p", "p#2", "p#3"]


def test_automatic_number_is_no_part_of_the_text() -> None:
    report = read("（一）|基本支出情况。支出5万元。")
    (section,) = report.sections
    assert (section.number, section.title) == ("（一）", "基本支出情况")
    body = section.paragraphs[0]
    assert "基本支出情况。支出5万元。"[body.location.start : body.location.end] == "支出5万元。"


def test_one_title_twice() -> None:
    report = read("一、其他", "（一）情况", "甲。", "（二）情况", "乙。")
    places = [s.place for s in report.walk()]
    assert places == [
        "overall_report/其他",
        "overall_report/其他/情况",
        "overall_report/其他/情况#2",
    ]


@pytest.mark.parametrize(
    "title", ["绩效目标分解下达情况", "绩效目标完成情况分析", "绩效自评结果拟应用和公开情况"]
)
def test_sections_of_a_layout_are_known_without_their_numbers(title: str) -> None:
    heading = find_heading(title)
    assert heading is not None
    assert (heading.title, heading.style) == (title, 1)
