"""What is told of faults of the papers: a value only where it is certain."""

from typing import Any

import lxml.html
import pytest

from assistant.model.finding import Finding
from assistant.output import page
from assistant.output.mending import either, expected_name, mending, tag
from tests.output import sample


def fault(**given: Any) -> Finding:
    named: dict[str, Any] = {"rule": "X106", "name": "", "severity": "error", "place": "overall/total/score",
             "message": "两处不一致。", "clerical": True}  # fmt: skip
    return Finding(**{**named, **given})


SLIP = fault(found="9.86分", expected="9.68分", difference="0.18分", certain=True)
SIDES = fault(found="8206.61万元", expected="3694.03万元", difference="4512.58万元")
BLANK = fault(found="空白", expected="全年执行数")
MISSING = fault(found="缺少", expected="自评报告")
WORDS = fault(found="按照要求发放工资", expected="与项目有关的目标")
REAL = fault(clerical=False, found="3", expected="5", difference="2")


@pytest.mark.parametrize(
    ("finding", "word", "name", "both"),
    [
        (SLIP, "笔误类", "应为", "9.86分 或 9.68分"),
        (SIDES, "需核实", "对照", "8206.61万元 或 3694.03万元"),
        (BLANK, "待补填", "应填", ""),
        (MISSING, "待补填", "应有", ""),
        (WORDS, "需核实", "对照", ""),
        (REAL, "", "对照", "3 或 5"),
    ],
)
def test_words(finding: Finding, word: str, name: str, both: str) -> None:
    assert (tag(finding), expected_name(finding), either(finding)) == (word, name, both)


def test_faults_stand_by_what_is_to_be_done() -> None:
    found = mending([SIDES, REAL, BLANK, SLIP, WORDS, MISSING])
    assert found == ([SLIP], [BLANK, MISSING], [SIDES, WORDS])
    assert len(found) == 5


def section(*findings: Finding) -> lxml.html.HtmlElement:
    report = sample.make_report()
    report.findings = list(findings)
    made = lxml.html.fromstring(page.render(sample.make_pack(), report, None))
    assert isinstance(made, lxml.html.HtmlElement)
    return made.get_element_by_id("clerical")


def test_no_value_is_proposed_where_two_sides_disagree() -> None:
    shown = section(SIDES, SLIP, BLANK)
    heads = [each.text_content() for each in shown.iter("th")]
    assert "核对结果" not in heads
    rows = {
        row.getparent().getparent(): row.text_content() for row in shown.iterfind(".//tbody/tr")
    }
    slips, gaps, doubts = rows.values()
    assert "9.68分" in slips
    assert "全年执行数" not in gaps
    assert "8206.61万元 或 3694.03万元" in doubts
    assert [each.text_content()[:2] for each in shown.iter("h3")] == ["笔误", "待补", "需核"]


def test_a_check_without_faults_of_the_papers_says_so() -> None:
    assert "没有发现需要先改的地方" in section(REAL).text_content()
