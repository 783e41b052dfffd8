"""Rules N144 and N145: percent of a plan, and parts that follow their total at once."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N144", "of the plan", "fails", done("完成大中修46.8公里，计划45公里，为计划的140.0%。"),
         says="46.8公里÷45公里=104%"),
    Case("N144", "a rate behind the target", "fails", done(
        "数字资源访问9.2万次，目标10万次，完成率29.0%。")),
    Case("N144", "the plan first", "passes", done("计划维修渠道45公里，完成46.8公里，完成率104.0%。")),
    Case("N144", "right", "passes", done("完成大中修46.8公里，计划45公里，为计划的104.0%。")),
    Case("N144", "no plan", "applies_not", done("完成大中修46.8公里，小修45公里，完成率104.0%。")),
    Case("N145", "digits of the total", "fails", done("排查桥梁68座，一、二类桥74座、三类桥12座。"),
         says="=86座"),
    Case("N145", "a digit of a part", "fails", done("排查桥梁86座，一、二类桥74座、三类桥19座。")),
    Case("N145", "right", "passes", done("排查桥梁86座，一、二类桥74座、三类桥12座。")),
    Case("N145", "far off", "passes", done("排查桥梁186座，危桥4座、三类桥12座。")),
    Case("N145", "a list that ends in 等", "applies_not", done(
        "排查桥梁86座，一、二类桥74座、三类桥11座等。")),
    Case("N145", "other things of that unit", "applies_not", done(
        "排查桥梁86座，新建泵房74座、水塔11座。")),
    Case("N145", "one thing after another", "applies_not", done("排查桥梁86座，维修危桥74座，涵洞11座。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
