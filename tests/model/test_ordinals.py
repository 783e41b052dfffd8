"""Ordinals and heading numbers, against numerals read by the reader of numerals."""

import pytest

from assistant.model.numerals import chinese_value
from assistant.model.ordinals import heading_number, ordinal


@pytest.mark.parametrize("number", range(1, 100))
def test_ordinals_read_back(number: int) -> None:
    assert chinese_value(ordinal(number)) == number


@pytest.mark.parametrize(
    ("number", "level", "printed"),
    [
        (1, 1, "一、"),
        (12, 1, "十二、"),
        (20, 2, "（二十）"),
        (3, 3, "3."),
        (4, 4, "（4）"),
        (5, 5, "（5）"),
    ],
)
def test_headings_are_numbered_as_the_standard_says(number: int, level: int, printed: str) -> None:
    assert heading_number(number, level) == printed
