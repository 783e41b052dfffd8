"""Slips of the pen that make a figure: told with the figure it was meant to be, and told once."""

import pytest

from assistant.model.finding import Finding
from tests.checks.build import run

MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
RATE = "overall/money/年度资金总额/rate"
EXECUTED = "overall/money/年度资金总额/executed"


def found_of(code: str, cells: dict[str, str]) -> list[Finding]:
    return [f for f in run(cells).findings if code in (f.rule, *f.also)]


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("79.00%", "疑似相邻数字写颠倒（97.00写成79.00）"),
        ("103.09%", "疑似分子分母颠倒（520万元÷504.4万元=103.09%）"),
    ],
)
def test_a_rate_of_the_form_is_told_with_its_slip(told: str, cause: str) -> None:
    (finding,) = found_of("A104", {RATE: told})
    assert cause in finding.explanation


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("培训投入3.27万元，其中场地2.11亿元、师资1.16亿元。", "把亿元写成了万元"),
        ("场地2.11万元、师资1.16万元，合计3.27亿元。", "把万元写成了亿元"),
    ],
)
def test_units_are_told_by_name(sentence: str, cause: str) -> None:
    assert any(cause in f.explanation for f in run({MATTER: sentence}).findings)


def test_a_turned_direction_is_no_missing_digit() -> None:
    sentence = "受理投诉由46件增加到52件，下降13%。"
    assert all("漏写" not in f.explanation for f in run({MATTER: sentence}).findings)


def test_a_rate_that_one_wrong_amount_spoils_is_told_with_the_amount() -> None:
    cells = {"overall/money/年度资金总额/executed": "540.40"}
    (chief,) = found_of("A104", cells)
    assert "疑似相邻数字写颠倒（504.40写成540.40）" in chief.explanation
    assert "X124" in chief.also
