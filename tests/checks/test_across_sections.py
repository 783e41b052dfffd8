"""Family N, rates and totals whose operands stand in other sentences, sections or tables."""

import pytest

from tests.checks.build import both, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
REPORT = "project_reports/灌溉渠维修"
MATTER = f"{REPORT}/绩效目标自评完成情况分析"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def apart(first: str, second: str):
    """Return an edit that tells two sentences in two sections of a project's report."""
    return both(
        with_section(REPORT, "五、", "抽查情况", first),
        with_section(REPORT, "六、", "抽查结果", second),
    )


SURVEY = "抽查维修台账240笔，逐笔核对。"
CASES = [
    Case("N131", "two digits swapped", "fails", edit=apart(
        SURVEY, "抽查的台账中符合规定的325笔，合格率97.9%。"), says="325笔÷240笔"),
    Case("N131", "the total is the slip", "fails", edit=apart(
        "抽查维修台账420笔，逐笔核对。", "抽查的台账中符合规定的235笔，合格率97.9%。")),
    Case("N131", "fits", "passes", edit=apart(SURVEY, "抽查的台账中符合规定的235笔，合格率97.9%。")),
    Case("N131", "far from any rate of them", "passes", edit=apart(
        SURVEY, "抽查的台账中需要补正的78笔，合格率91.7%。")),
    Case("N131", "of other things", "applies_not", edit=apart(
        SURVEY, "走访中表示满意的235笔，合格率97.9%。")),
    Case("N131", "another unit", "applies_not", edit=apart(
        SURVEY, "抽查的台账中符合规定的235份，合格率97.9%。")),
    Case("N130", "three projects", "fails", done(
        "甲项目支出443.60万元，占46.06%；乙项目支出374.40万元，占38.88%；丙项目支出145.08万元，"
        "占15.06%。三个项目支出合计936.08万元。"), says="=963.08万元"),
    Case("N130", "of one name", "fails", done(
        "其中用于基本支出298.22万元，用于项目支出116.66万元。加上专户安排的基本支出37.20万元，"
        "全镇基本支出合计335.24万元。"), says="298.22万元+37.2万元"),
    Case("N130", "adds up", "passes", done(
        "甲项目支出443.60万元；乙项目支出374.40万元；丙项目支出145.08万元。三个项目支出合计963.08万元。")),
    Case("N130", "others before make it", "passes", done(
        "甲项目支出443.60万元；乙项目支出374.40万元；丙项目支出145.08万元。两个项目支出合计818.00万元。")),
    Case("N130", "two sums, years named between", "fails", done(
        "2025年5月底前补付补助3.24万元；质量保证金4.96万元，两笔合计8.60万元。"), says="=8.2万元"),
    Case("N130", "a figure that is added on", "fails", done(
        "用于基本支出298.22万元。加上专户安排的37.20万元，全镇基本支出合计335.24万元。")),
    Case("N130", "nobody says of what", "applies_not", done("甲项目支出443.60万元。全部合计963.08万元。")),
    Case("N132", "276 of 300.08", "fails", done(
        "支出786.63万元，比上年增加300.08万元。新建分馆支出276.00万元，相当于增加额的98.91%。"),
        says="=91.98%"),
    Case("N132", "right", "passes", done(
        "支出786.63万元，比上年增加300.08万元。新建分馆支出276.00万元，相当于增加额的91.98%。")),
    Case("N132", "no increase is told", "applies_not", done(
        "新建分馆支出276.00万元，相当于增加额的91.98%。")),
    Case("N133", "12 − 11.60", "fails",
         {**done("政府采购节约的1.24万元用于应急。"), "base_data/procurement/budget": "12.94",
          "base_data/procurement/final": "11.60"}, says="相差1.34万元"),
    Case("N133", "right", "passes",
         {**done("政府采购节约的1.34万元用于应急。"), "base_data/procurement/budget": "12.94",
          "base_data/procurement/final": "11.60"}),
    Case("N133", "of one purchase only", "passes", done("政府采购节约0.25万元用于应急。")),
    Case("N133", "saved of nothing known", "applies_not", done("厉行节约1.35万元。")),
    Case("N134", "wages of 38 people", "fails", edit=apart(
        "支出构成为保洁员工资45.60万元、垃圾清运26.38万元。", "聘用本地保洁员38人，人均年工资2.1万元。"),
         says="45.6万元÷38人=1.2万元"),
    Case("N134", "fits", "passes", edit=apart(
        "支出构成为保洁员工资45.60万元、垃圾清运26.38万元。", "聘用本地保洁员38人，人均年工资1.2万元。")),
    Case("N134", "far from any mean of them", "passes", edit=apart(
        "支出构成为保洁员工资45.60万元、垃圾清运26.38万元。", "聘用本地保洁员38人，人均年工资6.7万元。")),
    Case("N134", "no total of that name", "applies_not", edit=apart(
        "支出构成为垃圾清运26.38万元。", "聘用本地保洁员38人，人均年工资2.1万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
