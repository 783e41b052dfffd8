"""Measures that say nothing, and problems that no measure answers."""

import pytest

from assistant.checks.contents.measures import entries, is_hollow
from assistant.model.pack import Section
from assistant.model.place import Location
from assistant.model.quantity import Text
from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports

PROBLEMS = "overall_report/存在的问题及原因分析/p"
MEASURES = "overall_report/下一步改进措施/p"
THREE = "一是培训少办两场。二是渠道管护台账不全。三是厕所改造验收偏晚。"

CASES = [
    Case("C133", "nothing but intentions", "fails",
         {MEASURES: "进一步加强预算管理，不断提高资金使用效益。"}, place=MEASURES, severity="warning",
         says="1条措施空泛"),
    Case("C133", "one of two", "fails",
         {MEASURES: "一是由财政所按月通报支付进度。二是加强学习，努力提高业务水平。"}, says="努力提高业务水平"),
    Case("C133", "who and when", "passes"),
    Case("C133", "a matter of its own", "passes",
         {MEASURES: "进一步加强灌溉渠管护，落实护渠员巡查制度，清理下游淤积。"}),
    Case("C133", "a sentence that leads in", "applies_not",
         {MEASURES: "针对存在的问题，下一步将从以下方面加强管理："}),
    Case("C133", "“none” is another rule's", "applies_not", {MEASURES: "无。"}),
    Case("C133", "no report", "applies_not", edit=no_reports),
    Case("C134", "three problems, two measures", "fails",
         {PROBLEMS: THREE, MEASURES: "一是3月底前补办培训两场。二是6月底前厕所改造逐户验收。"},
         says="没有措施说到“渠道管护台账不全”", severity="warning"),
    Case("C134", "as many measures", "passes",
         {PROBLEMS: THREE, MEASURES: "一是补办培训。二是补齐台账。三是按期验收厕所。"}),
    Case("C134", "one measure that isn't numbered", "passes",
         {PROBLEMS: THREE, MEASURES: "由财政所牵头，2025年6月底前全部办结。"}),
    Case("C134", "problems not set apart", "applies_not", {PROBLEMS: "部分质保金未到支付期。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


@pytest.mark.parametrize(
    ("words", "hollow"),
    [
        ("加强组织领导，提高思想认识，确保各项工作落到实处。", True),
        ("进一步健全内控制度，规范资金使用，提升管理水平。", True),
        ("切实增强绩效意识，加强沟通协调。", True),
        ("加强管理，2025年3月底前完成。", False),
        ("加强管理，由办公室负责。", False),
        ("加强非税收入票据核销管理，防止票据遗失。", False),
    ],
)
def test_hollow(words: str, hollow: bool) -> None:
    assert is_hollow(words) == hollow


def test_a_paragraph_without_a_mark_ahead_of_marked_ones() -> None:
    section = Section(
        number="四、", title="改进措施", level=1, place="overall_report/改进措施",
        location=Location(),
        paragraphs=[
            Text(raw=words, place=f"overall_report/改进措施/p#{n}")
            for n, words in enumerate(("针对上述问题：", "一是按月通报。二是逐笔核对。", "年底前完成。"))
        ],
    )  # fmt: skip
    assert [each.words for each in entries(section)] == [
        "一是按月通报。", "二是逐笔核对。年底前完成。",
    ]  # fmt: skip
