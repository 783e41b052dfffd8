"""Ordinals as official papers print them, in words and in front of headings."""

_DIGITS = "一二三四五六七八九"
_NUMBERS = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
_IN_WORDS = 2
"""Headings down to this level are numbered in Chinese numerals, deeper ones in Arabic."""


def ordinal(number: int) -> str:
    """Return 一, 二, … for 1, 2, … (up to 99)."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + ("" if ones == 0 else _DIGITS[ones - 1])


def heading_number(number: int, level: int) -> str:
    """Return the number before a heading by GB/T 9704: 一、 then （一） then 1. then （1）."""
    name = ordinal(number) if level <= _IN_WORDS else str(number)
    return _NUMBERS.get(level, "（{}）").format(name)
