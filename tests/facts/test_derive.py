"""Figures derived from others: value, unit, precision, direction, operands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts import derive
from assistant.model.fact import Fact
from assistant.model.numerals import read_quantity
from assistant.model.place import Location
from assistant.model.quantity import Interval, Quantity


def fact(raw: str, name: str = "F001", unit: str = "万元") -> Fact:
    return Fact(
        id=name, place=f"x/{name}", measure="x", subject="甲项目", period="2024",
        quantity=read_quantity(raw, f"x/{name}", Location(), unit),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [("205.666", "0.01", "205.67"), ("0.125", "0.01", "0.13"), ("-0.125", "0.01", "-0.13"),
     ("14", "5", "15"), ("12.4", "1", "12")],
)  # fmt: skip
def test_round_half_up(value: str, step: str, rounded: str) -> None:
    assert derive.round_to(Decimal(value), Decimal(step)) == Decimal(rounded)


# first, second, difference, direction
DIFFERENCES = [
    ("24.68", "12", "12.68", "up"),
    ("12", "24.68", "12.68", "down"),
    ("12.00", "12", "0", "flat"),
    ("24.68万元", "120000元", "12.68", "up"),
    ("0.1", "0.3", "0.2", "down"),
]


@pytest.mark.parametrize(("first", "second", "value", "direction"), DIFFERENCES)
def test_difference(first: str, second: str, value: str, direction: str) -> None:
    found = derive.difference(fact(first), fact(second, "F002"), "差额", "x/over")
    assert (found.quantity.value, found.quantity.unit) == (Decimal(value), "万元")
    assert (found.direction, found.kind, found.aspect) == (direction, "derived", "value")
    assert found.operands == ["F001", "F002"]
    assert (found.subject, found.period, found.place) == ("甲项目", "2024", "x/over")


# part, whole, percent
RATIOS = [("24.68", "12", "205.67"), ("1", "3", "33.33"), ("0", "3", "0"), ("8", "8", "100"),
          ("50000元", "10", "50")]  # fmt: skip


@pytest.mark.parametrize(("part", "whole", "percent"), RATIOS)
def test_ratio(part: str, whole: str, percent: str) -> None:
    found = derive.ratio(fact(part), fact(whole, "F002"), "控制率", "x/rate")
    assert found is not None
    assert (found.quantity.value, found.quantity.unit) == (Decimal(percent), "%")
    assert (found.aspect, found.direction) == ("rate", "")


# now, before, percent, direction
GROWTHS = [("14", "20", "30", "down"), ("100", "80", "25", "up"), ("8", "8", "0", "flat"),
           ("10", "3", "233.33", "up")]  # fmt: skip


@pytest.mark.parametrize(("now", "before", "percent", "direction"), GROWTHS)
def test_growth(now: str, before: str, percent: str, direction: str) -> None:
    found = derive.growth(fact(now), fact(before, "F002"), "变动", "x/growth")
    assert found is not None
    assert (found.quantity.value, found.direction) == (Decimal(percent), direction)


def test_nothing_is_divided_by_zero() -> None:
    zero = fact("0", "F002")
    assert derive.ratio(fact("5"), zero, "x", "x") is None
    assert derive.growth(fact("5"), zero, "x", "x") is None


def test_a_blank_can_not_be_used() -> None:
    with pytest.raises(ValueError, match="x/F001"):
        derive.difference(fact(""), fact("5"), "x", "x")


def test_sum_of_intervals() -> None:
    parts = [fact(raw).quantity for raw in ("33.3", "33.3", "33.4")]
    assert derive.interval_sum(parts) == Interval(Decimal("998500"), Decimal("1001500"))
    assert derive.interval_sum([]) == Interval(Decimal(0), Decimal(0))


cents = st.decimals(min_value=1, max_value=99_999, places=2, allow_nan=False, allow_infinity=False)


@given(cents, cents)
def test_difference_and_growth_tell_the_same_story(now: Decimal, before: Decimal) -> None:
    one, other = (
        Fact(
            place="x", measure="x", quantity=Quantity(value=v, unit="元", precision=Decimal("0.01"))
        )
        for v in (now, before)
    )
    gap = derive.difference(one, other, "x", "x")
    change = derive.growth(one, other, "x", "x")
    assert change is not None
    assert gap.direction == change.direction
    assert gap.quantity.value == abs(now - before)
