"""Rule X155: what is told of the projects one after the other, in the wrong order."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


BOTH = "灌溉渠维修支出19.00万元，村道养护支出12.00万元"

CASES = [
    Case("X155", "rates", "fails", done(f"{BOTH}，执行率分别为100%和95%。"), says="疑为次序颠倒"),
    Case("X155", "scores", "fails", done("灌溉渠维修、村道养护自评得分依次为100分、99.50分。")),
    Case("X155", "shares, named in the sentence before", "fails",
         done(f"{BOTH}。两个项目占项目支出的比重分别为38.71%和61.29%。"), says="占比"),
    Case("X155", "amounts", "fails", done("灌溉渠维修、村道养护项目分别支出12.00万元和19.00万元。")),
    Case("X155", "in the order of the names, not of the tables", "passes",
         done("村道养护、灌溉渠维修项目执行率分别为100%、95%，得分分别为100分、99.50分。")),
    Case("X155", "shares in order", "passes", done(f"{BOTH}，分别占61.29%和38.71%。")),
    Case("X155", "one is simply wrong: X137", "passes", done(f"{BOTH}，执行率分别为95%和90%。")),
    Case("X155", "not named", "applies_not", done("两个项目执行率分别为100%、95%。")),
    Case("X155", "more figures, another unit", "applies_not", done(f"{BOTH}，各举办3场和5%。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
