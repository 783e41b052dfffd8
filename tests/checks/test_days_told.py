"""Rules Y120, Y121: the day on which work was done, in words against the form."""

import pytest

from tests.checks.table import Case, judge

ROW = "projects/灌溉渠维修/indicators/时效指标/维修按期完成率"
GOAL = "projects/灌溉渠维修/goal_achieved"
WORK = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
WHOLE = "overall_report/资金使用及绩效情况/p"
DATED = {ROW: "工程完工时间", f"{ROW}/target": "2024年11月底前", f"{ROW}/actual": "2024年11月18日"}


def done(words: str) -> dict[str, str]:
    return DATED | {WORK: words}


CASES = [
    Case("Y120", "the report gives another month", "fails",
         done("上述工程于2024年12月18日全部完工，比计划提前12天。"), says="晚于指标值“2024年11月底前”"),
    Case("Y120", "the goal's cell gives another day", "fails",
         DATED | {GOAL: "完成渠道维修5.2公里，11月8日全部完工，春灌按时通水。"}, place=GOAL),
    Case("Y120", "the overall report, which names the project", "fails",
         DATED | {WHOLE: "灌溉渠维修项目于10月18日全面完工。"}, says="整体报告"),
    Case("Y120", "what it was that was finished", "fails",
         {ROW: "渠道防渗验收时间", f"{ROW}/target": "9月底前", f"{ROW}/actual": "9月12日",
          WORK: "渠道防渗工程10月12日通过县级验收。"}),
    Case("Y120", "the same day", "applies_not", done("上述工程于2024年11月18日全部完工。")),
    Case("Y120", "the form's day is told as well", "applies_not",
         done("主体工程10月20日完工，全部工程11月18日完工。")),
    Case("Y120", "lots, stages, other matters, other years, other events", "passes",
         done("第二标段工程10月20日完工。其中一期工程9月5日完工。工程5月6日开工。2023年10月8日工程全部完工。"
              "资金8月9日全部到位。培训班项目7月3日结束。")),
    Case("Y120", "no such row", "applies_not", {WORK: "上述工程于12月18日全部完工。"}),
    Case("Y121", "22 days for 12", "fails", done("工程于11月18日全部完工，比计划提前22天。"), says="应为提前12天"),
    Case("Y121", "in words", "fails", done("工程于11月18日全部完工，提前二十天。")),
    Case("Y121", "12 days", "passes", done("工程于11月18日全部完工，比规定时限提前12天。")),
    Case("Y121", "ahead of the contract", "applies_not", done("工程于11月18日全部完工，比合同工期提前30天。")),
    Case("Y121", "a day that no row has", "applies_not", done("9月22日全部通过验收，比规定时限提前8天。")),
    Case("Y121", "no such row", "applies_not", {WORK: "工程于11月18日全部完工，比计划提前22天。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
