"""What one slip of the pen may have made of a number, found by its digits."""

import pytest

from assistant.checks.between.slip_index import Digits, SlipIndex, digits_of
from assistant.model.numerals import read_quantity
from assistant.model.place import Location


def amount(raw: str) -> Digits:
    return digits_of(read_quantity(raw, raw, Location(file="pack.docx"), ""))


CASES = [
    ("5436人", "5346人", True),  # two digits swapped
    ("12.58万元", "12.38万元", True),  # one digit
    ("13.00万元", "12万元", True),
    ("1846万元", "184.6万元", True),  # the point
    ("184.60元", "184.60万元", True),  # the unit
    ("5520人次", "520人次", True),  # a digit typed twice
    ("90.335万元", "90.35万元", True),
    ("1119人次", "11199人次", True),  # a digit lost
    ("52场", "152场", True),
    ("52场", "252户", False),  # of another kind
    ("5436人", "5346户", False),
    ("120处", "340处", False),
    ("12场", "2场", False),  # too short
]


@pytest.mark.parametrize(("printed", "meant", "near"), CASES)
def test_near(printed: str, meant: str, near: bool) -> None:
    index = SlipIndex([(amount(meant), meant), (amount(printed), "itself")])
    assert (meant in set(index.near(amount(printed)))) is near


def test_a_number_is_not_near_itself() -> None:
    index = SlipIndex([(amount("5436人"), "itself")])
    assert list(index.near(amount("5436人"))) == []
