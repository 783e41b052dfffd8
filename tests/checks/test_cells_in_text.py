"""Rules N140–N142: cells that a report repeats with a slip of the pen."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
TOILETS = "overall/indicators/数量指标/改造卫生厕所"
ADJUSTED = "base_data/budget_adjustment"


def done(sentence: str, **cells: str) -> dict[str, str]:
    return {WORK: sentence} | {f"{TOILETS}/{field}": raw for field, raw in cells.items()}


def basic(sentence: str) -> dict[str, str]:
    return {WORK: sentence, f"{ADJUSTED}/budget": "3452.80", f"{ADJUSTED}/final": "3361.42"}


CASES = [
    Case("N140", "other words, digits swapped", "fails", done(
        "建成农户厕所240户。", actual="204户"), says="204户"),
    Case("N140", "far off: another matter", "passes", done("建成农户厕所57户。", actual="204户")),
    Case("N140", "told elsewhere", "applies_not", done(
        "建成农户厕所240户。厕所共204户通过验收。", actual="204户")),
    Case("N140", "no word in common", "applies_not", done("慰问困难家庭240户。", actual="204户")),
    Case("N141", "the target of that row", "fails", done(
        "改造卫生厕所104户，低于目标150户。", target="105户"), says="指标值为105户"),
    Case("N141", "right", "passes", done("改造卫生厕所104户，低于目标105户。", target="105户")),
    Case("N141", "the actual value isn't told", "applies_not", done(
        "改造卫生厕所目标150户。", target="105户")),
    Case("N142", "what was left, a digit", "fails", basic(
        "全年未执行128.32万元，其中基本支出91.83万元、项目支出36.94万元。"), says="相差91.38万元"),
    Case("N142", "right", "passes", basic(
        "全年未执行128.32万元，其中基本支出91.38万元、项目支出36.94万元。")),
    Case("N142", "both in one breath", "fails", basic(
        "与全年预算的差额为128.32万元，基本支出和项目支出分别为19.38万元和36.94万元。")),
    Case("N142", "not what was left", "applies_not", basic("其中基本支出91.83万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
