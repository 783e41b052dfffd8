"""Texts, quantities, and the arithmetic of what printed digits can mean."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.model.quantity import Interval, Quantity, Text, plain, zero

values = st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=2)
steps = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1)])


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """Return an interval and a value inside it."""
    value, step = draw(values), draw(steps)
    share = draw(st.integers(-50, 50))
    return Interval(value - step / 2, value + step / 2), value + step * share / 100


def holds(interval: Interval, value: Decimal) -> bool:
    slack = Decimal("1e-18") * max(1, abs(value))  # a quotient has 28 digits
    return interval.low - slack <= value <= interval.high + slack


@given(intervals(), intervals())
def test_sum_difference_and_product_hold_every_value(
    first: tuple[Interval, Decimal], second: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, y) = first, second
    assert holds(a + b, x + y)
    assert holds(a.minus(b), x - y)
    assert holds(a.times(b), x * y)
    assert a + b == b + a
    assert a.times(b) == b.times(a)
    assert a.meets(b) == b.meets(a) == holds_zero(a.minus(b))


def holds_zero(interval: Interval) -> bool:
    return interval.low <= 0 <= interval.high


@given(intervals(), intervals())
def test_quotient_holds_every_value(
    first: tuple[Interval, Decimal], second: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, y) = first, second
    quotient = a.over(b)
    assert (quotient is None) == holds_zero(b)
    assume(quotient is not None and y)
    assert holds(quotient, x / y)


@given(intervals(), intervals(), intervals())
def test_sums_associate(
    first: tuple[Interval, Decimal],
    second: tuple[Interval, Decimal],
    third: tuple[Interval, Decimal],
) -> None:
    a, b, c = first[0], second[0], third[0]
    assert (a + b) + c == a + (b + c)
    assert a + zero().interval() == a


@given(intervals())
def test_an_interval_meets_itself(one: tuple[Interval, Decimal]) -> None:
    assert one[0].meets(one[0])
    assert one[0].low <= one[0].high


def test_only_intervals_are_added() -> None:
    with pytest.raises(TypeError):
        Interval(Decimal(0), Decimal(1)) + 3  # type: ignore[operator]


def quantity(value: str, unit: str = "", precision: str = "1", upper: str = "") -> Quantity:
    return Quantity(
        value=Decimal(value), unit=unit, precision=Decimal(precision),
        upper=Decimal(upper) if upper else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "low", "high", "dimension"),
    [
        (quantity("3.50", "万元", "0.01"), "34950", "35050", "元"),
        (quantity("35000", "元"), "34999.5", "35000.5", "元"),
        (quantity("1.2", "亿元", "0.1"), "115000000", "125000000", "元"),
        (quantity("98.5", "%", "0.1"), "98.45", "98.55", "%"),
        (quantity("5", "‰"), "0.45", "0.55", "%"),
        (quantity("12", "户"), "11.5", "12.5", "户"),
        (quantity("10", "人", upper="15"), "9.5", "15.5", "人"),
        (quantity("12", "户", "0"), "12", "12", "户"),
    ],
)
def test_interval_of_a_printed_number(
    given_: Quantity, low: str, high: str, dimension: str
) -> None:
    assert given_.interval() == (Decimal(low), Decimal(high))
    assert given_.dimension == dimension
    assert given_.base is not None
    assert given_.known()


def test_a_blank_has_no_interval() -> None:
    blank = Quantity(place="overall/x")
    assert not blank.known()
    assert blank.base is None
    with pytest.raises(ValueError, match="overall/x"):
        blank.interval()


@pytest.mark.parametrize(
    ("raw", "blank", "placeholder"),
    [
        ("", True, False), (" \n\u3000", True, False), ("无", False, True), ("无。", False, True),
        ("——", False, True), (" / ", False, True), ("不涉及", False, True), ("…", False, True),
        ("无偏差", False, True), ("无问题", False, False), ("0", False, False),
        ("无人机3架", False, False),
    ],
)  # fmt: skip
def test_blank_and_placeholder(raw: str, blank: bool, placeholder: bool) -> None:
    text = Text(raw=raw)
    assert (text.is_blank(), text.is_placeholder()) == (blank, placeholder)
    assert text.is_empty() == (blank or placeholder)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("100", "100"), ("100.00", "100"), ("0.50", "0.5"), ("1E+3", "1000"), ("0", "0"),
        ("0.00", "0"), ("-2.50", "-2.5"), ("1E-7", "0.0000001"),
    ],
)  # fmt: skip
def test_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(values)
def test_plain_reads_back(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
