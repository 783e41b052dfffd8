"""A figure that others near it make as written is left alone by rules that take the nearest."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
ACCOUNTS = (
    "2023年度，本单位收入为1846.20万元，其中：财政拨款收入1672.40万元，占90.59%；其他收入173.80万元，占9.41%；"
    "经营收入0万元，占0%。2023年度，本单位支出为2014.35万元。其中：基本支出{}万元，占59.42%；"
    "项目支出817.35万元，占40.58%；经营支出0万元，占0%。"
)


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N103", "shares of what was told a sentence before", "passes",
         done(ACCOUNTS.format("1197.00"))),
    Case("N156", "a rate cut off behind its last digit is a notice", "fails",
         done("立案10210件，办结9746件，结案率95.45%。"), severity="info"),
    Case("N112", "a rate nothing like its nearest figures is a notice", "fails",
         done("新增转移劳动力3153人，累计转移12953人，转移率75.3%。"), severity="info"),
    Case("N112", "more than all", "fails",
         done("全县86个行政村中有128个通了客车，覆盖率68.8%。"), severity="warning"),
    Case("N156", "one more digit off", "fails",
         done("立案10210件，办结9746件，结案率95.36%。"), severity="warning"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
