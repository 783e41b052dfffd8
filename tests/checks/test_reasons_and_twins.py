"""Rules N138 and N139: the reasons of an adjustment, and one amount told twice."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
PROBLEM = "overall_report/存在的问题及原因分析/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def both(first: str, second: str) -> dict[str, str]:
    return {WORK: first, PROBLEM: second}


LACKS = "未执行15.60万元，其中设备质量保证金12.35万元、招标结余3.25万元。"
CASES = [
    Case("N138", "one of three reasons", "fails", done(
        "全年预算比年初增加1775.40万元。调整的原因是：下达除险加固资金1040.00万元，下达抗旱资金500.00元，"
        "补足增资235.40万元。"), says="调整额写1775.4万元"),
    Case("N138", "the one reason", "fails", done(
        "年中追加100.00万元。调整的原因是设备更新补助100.80万元于6月下达。")),
    Case("N138", "a colon", "fails", done(
        "年中调增260.00万元。调增的原因：水毁抢修补助108.00万元、桥涵加固80.00万元。")),
    Case("N138", "three reasons, right", "passes", done(
        "全年预算比年初增加1775.40万元。调整的原因是：下达除险加固资金1040.00万元，下达抗旱资金500.00万元，"
        "补足增资235.40万元。")),
    Case("N138", "one reason of several told", "passes", done(
        "年中追加100.00万元。调整的原因主要是设备更新补助60.00万元于6月下达。")),
    Case("N138", "no reason told", "applies_not", done("年中追加100.00万元。全年支出95.00万元。")),
    Case("N139", "swapped digits", "fails", both(LACKS, "3月底前付清设备质量保证金13.25万元。"),
         says="别处写12.35万元"),
    Case("N139", "the point lost", "fails", both(LACKS, "3月底前付清设备质量保证金1235万元。")),
    Case("N139", "a digit", "fails", both(LACKS, "3月底前付清设备质量保证金12.95万元。")),
    Case("N139", "right", "applies_not", both(LACKS, "3月底前付清设备质量保证金12.35万元。")),
    Case("N139", "far off: another amount", "passes", both(LACKS, "3月底前付清设备质量保证金7.61万元。")),
    Case("N139", "a budget beside what was spent", "applies_not", both(
        LACKS, "设备质量保证金预算12.95万元。")),
    Case("N139", "another name", "applies_not", both(LACKS, "3月底前付清档案室租金12.95万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
