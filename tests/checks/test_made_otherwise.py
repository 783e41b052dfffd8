"""A figure that others near it make as written is left alone by rules that take the nearest."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
LEFT = (
    "项目支出里，校车运营补助1,126.80万元、食堂改造862.50万元。收支相抵，年末结转结余{}万元，"
    "具体为基本支出12.60万元，校车运营补助202.15万元，食堂改造67.38万元，其他小项36.33万元。"
)


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N123", "an amount of a list that adds up", "passes", done(LEFT.format("318.46"))),
    Case("N156", "a rate cut off behind its last digit is a notice", "fails",
         done("立案10210件，办结9746件，结案率95.45%。"), severity="info"),
    Case("N156", "one more digit off", "fails",
         done("立案10210件，办结9746件，结案率95.36%。"), severity="warning"),
    Case("N123", "nothing bears the second amount out", "fails", done(
        "项目支出里，校车运营补助1,126.80万元、食堂改造862.50万元。其中校车运营补助202.15万元年底才付。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
