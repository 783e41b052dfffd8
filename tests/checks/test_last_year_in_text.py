"""Family Y, what a report says of last year, against last year's tables."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import put
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
LINE = "overall/money/年度资金总额"
RATE = "overall/indicators/质量指标/工程验收合格率/actual"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def adjusted(pack: Pack) -> None:
    put(pack, f"{LINE}/initial", "380.00")
    put(pack, f"{LINE}/full_year", "520.00")


def lower(pack: Pack) -> None:
    put(pack, RATE, "96.6%")


CASES = [
    Case("Y107", "140 of 380", "fails", done("预算调整率由上年的38.64%降到4%。"), last_year=adjusted,
         says="上年调整率为36.84%"),
    Case("Y107", "executed of last year", "fails", done("预算执行率由上年的79%提高到98%。"),
         last_year=adjusted, says="上年执行率为97%"),
    Case("Y107", "right", "passes", done("预算调整率由上年的36.84%降到4%。"), last_year=adjusted),
    Case("Y107", "far from it: of other money", "passes", done("预算调整率由上年的12.5%降到4%。"),
         last_year=adjusted),
    Case("Y107", "of a project", "applies_not",
         done("灌溉渠维修项目预算执行率由上年的79%提高到98%。"), last_year=adjusted),
    Case("Y107", "no pack of last year", "applies_not", done("预算调整率由上年的38.64%降到4%。")),
    Case("Y108", "98.5 − 96.6", "fails", done("工程验收合格率98.5%，比上年提高9.1个百分点。"),
         last_year=lower, says="相差1.9个百分点"),
    Case("Y108", "right", "passes", done("工程验收合格率98.5%，比上年提高1.9个百分点。"),
         last_year=lower),
    Case("Y108", "another figure of this year", "applies_not",
         done("水质达标率94.4%，比上年提高9.1个百分点。"), last_year=lower),
    Case("Y108", "no pack of last year", "applies_not",
         done("工程验收合格率98.5%，比上年提高9.1个百分点。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
