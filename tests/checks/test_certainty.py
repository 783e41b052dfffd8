"""Which findings propose a value, and which only show two sides."""

from decimal import Decimal

import pytest

from assistant.checks.explaining.certainty import certain
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

TOTAL = "projects/甲/money/年度资金总额/executed"


def figure(place: str, value: str, unit: str = "万元") -> Fact:
    number = Decimal(value)
    precision = Decimal(1).scaleb(int(number.as_tuple().exponent))
    quantity = Quantity(raw=value, place=place, value=number, unit=unit, precision=precision)
    return Fact(place=place, measure="", quantity=quantity)


def finding(rule: str, expected: str, *operands: Fact, clerical: bool = True) -> Finding:
    return Finding(
        rule=rule, name="", severity="error", place=TOTAL, message="", found="甲",
        expected=expected, operands=list(operands), clerical=clerical,
    )  # fmt: skip


PARTS = (
    figure("projects/甲/money/a/executed", "100"),
    figure("projects/甲/money/b/executed", "12.63"),
)
SWAPPED = figure(TOTAL, "112.36")
REPORTED = [figure(f"{form}/p@112.63万元", "112.63") for form in ("overall_report", "overall")]


@pytest.mark.parametrize(
    ("made", "sure"),
    [
        (finding("A111", "112.63万元", SWAPPED, *PARTS), True),
        (finding("A111", "112.63万元", figure(TOTAL, "11.63"), *PARTS), True),
        (finding("A111", "112.63万元", figure(TOTAL, "1126300", "元"), *PARTS), False),
        (finding("A111", "112.63万元", figure(TOTAL, "1126300"), *PARTS), True),
        # The sum of a faulty part is no proposal for a total.
        (finding("A111", "102.63万元", figure(TOTAL, "112.63"), *PARTS), False),
        (finding("A111", "0万元", figure(TOTAL, "8"), figure("a/b/c", "0"), figure("a/b/d", "0")), False),
        (finding("N101", "12个", figure(TOTAL, "21", "个"), *PARTS), False),
        # Swapped digits between two sides don't tell which side has them.
        (finding("X107", "112.63万元", SWAPPED, PARTS[0]), False),
        (finding("N123", "112.63万元", SWAPPED, PARTS[0]), False),
        # Two others that print the same do, if they are in other forms.
        (finding("X107", "112.63万元", figure(TOTAL, "200"), *REPORTED), True),
        (finding("X107", "112.63万元", figure(TOTAL, "200"), REPORTED[0]), False),
        (finding("X107", "112.63万元", figure(TOTAL, "200"), REPORTED[0], REPORTED[0]), False),
        (finding("S101", "9.68分", figure(TOTAL, "9.86", "分"), figure("a/b", "10", "分")), True),
        (finding("S101", "9.68分", figure(TOTAL, "9.86", ""), figure("a/b", "10", "")), True),
        (finding("W101", "次"), True),
        (finding("W103", "截至目前"), False),
        (finding("D104", "与项目有关的目标"), False),
        (finding("A111", "112.63万元", PARTS[0], SWAPPED, PARTS[1]), False),
        (finding("A111", "112.63万元", SWAPPED, *PARTS, clerical=False), False),
    ],
)  # fmt: skip
def test_certain(made: Finding, sure: bool) -> None:
    assert certain(made) is sure
