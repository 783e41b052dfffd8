"""Slips of the pen: digits swapped, dropped or added, a point or a unit in the wrong place."""

from collections.abc import Iterator
from decimal import Decimal
from operator import ne

from assistant.checks.labels import written
from assistant.facts.slips import significant
from assistant.model.quantity import MONEY_UNITS, Quantity, plain

_SLIPS = {
    Decimal(10_000): ("疑似把元填成了万元", "差一万倍"),
    Decimal(1000): ("疑似单位或小数点错误", "差一千倍"),
    Decimal(100): ("疑似漏写小数点", "差一百倍"),
    Decimal(10): ("疑似小数点错位", "差十倍"),
    Decimal("0.1"): ("疑似小数点错位", "差十倍"),
    Decimal("0.01"): ("疑似小数点错位", "差一百倍"),
    Decimal("0.001"): ("疑似单位或小数点错误", "差一千倍"),
    Decimal("0.0001"): ("疑似把万元写成了元", "差一万倍"),
}
_OF_A_UNIT = (Decimal(10_000), Decimal("0.0001"))
"""Slips of the unit: the digits themselves are right."""
_TELLING = 3
"""Digits that tell a value from others: with fewer, one digit more or less may be chance."""


def pen_slip(found: Decimal, expected: Decimal, printed: Quantity | None = None) -> str:
    """Return which slip of the pen turns ``expected`` into ``found``, "" if none does.

    ``printed`` tells how many decimals stand there: 9.60 for 9.06 are digits swapped.
    """
    if expected and (times := _times(found, expected, printed)):
        return _slip_of_size(times, expected, printed) + "。"
    for wrong, right in _as_printed(found, expected, printed):
        if swapped(wrong, right):
            return f"疑似相邻数字写颠倒（{right}写成{wrong}）。"
        if _exchanged(wrong, right):
            return f"疑似两位数字写颠倒（{right}写成{wrong}）。"
    for wrong, right in _as_printed(found, expected, printed):
        if _without_one(wrong, right) or _without_one(right, wrong):
            done = "多写" if len(wrong) > len(right) else "漏写"
            return f"疑似{done}一位数字（{right}写成{wrong}）。"
    return ""


def _times(found: Decimal, expected: Decimal, printed: Quantity | None) -> Decimal | None:
    """Return by which power of ten a figure is off, a computed one as far as it was printed."""
    if found / expected in _SLIPS:
        return found / expected
    if printed is None or not printed.precision or significant(printed) <= _TELLING:
        return None
    step = printed.precision  # in the figure's own unit, as both numbers are
    return next((t for t in _SLIPS if abs(expected * t - found) * 2 <= step), None)


def _slip_of_size(times: Decimal, expected: Decimal, printed: Quantity | None) -> str:
    """Return which unit or point went wrong; an amount in 万元 or 亿元 took the other's place."""
    other = {"万元": "亿元", "亿元": "万元"}.get(printed.unit if printed else "")
    if printed and other and times == printed.scale / MONEY_UNITS[other]:
        return f"疑似把{other}写成了{printed.unit}（差一万倍）"
    words, off = _SLIPS[times]
    if times in _OF_A_UNIT or printed is None or printed.value is None:
        return f"{words}（{off}）"
    right = (expected / _in_print(printed)).quantize(Decimal(1).scaleb(-_decimals(printed)))
    wrong = printed.value / _in_print(printed)
    return f"{words}（{right}写成{wrong:.{_decimals(printed)}f}，{off}）"


def _in_print(figure: Quantity) -> Decimal:
    """Return ten thousand for a count printed in 万, else one."""
    return Decimal(10_000 if f"万{figure.unit}" in written(figure) else 1)


def _decimals(figure: Quantity) -> int:
    """Return how many decimals stand in a printed number: 12.48万亩 has two."""
    step = (figure.precision or Decimal(1)) / _in_print(figure)
    return max(0, -int(step.normalize().adjusted()))


def _as_printed(
    found: Decimal, expected: Decimal, printed: Quantity | None
) -> Iterator[tuple[str, str]]:
    """Yield both numbers as they may have been written: alike, or one decimal apart."""
    if printed is not None and printed.precision:
        places, unit = _decimals(printed), _in_print(printed)
        wrong, right = found / unit, expected / unit
        for more in (0, 1, -1):
            if places + more >= 0 and round(right, places + more) == right:
                yield f"{wrong:.{places}f}", f"{right:.{places + more}f}"
    yield plain(found), plain(expected)


def one_digit_apart(printed: Quantity, meant: Decimal) -> bool:
    """Tell whether one other digit makes a printed number what it was meant to be."""
    if printed.value is None:
        return False
    found, right = next(_as_printed(printed.value, meant / printed.scale, printed), ("", "-"))
    return len(found) == len(right) and sum(map(ne, found, right)) == 1


def swapped(first: str, second: str) -> bool:
    """Tell whether one swap of neighbouring digits turns ``first`` into ``second``."""
    if len(first) != len(second):
        return False
    apart = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(apart) != 2:
        return False
    low, high = apart
    between = first[low + 1 : high]
    return between in ("", ".") and first[low] == second[high] and first[high] == second[low]


def _exchanged(first: str, second: str) -> bool:
    """Tell whether two digits of a long number changed places, anywhere in it."""
    apart = [i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    if len(first) != len(second) or len(apart) != 2 or len(first) <= _TELLING:
        return False
    low, high = apart
    return first[low] == second[high] and first[high] == second[low]


def _without_one(longer: str, shorter: str) -> bool:
    # Short numbers are one digit apart too often for that to explain anything.
    if len(shorter) < 3 or len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def one_digit(found: Quantity, expected: Decimal) -> str:
    """Return that one digit of a figure is wrong (``expected`` in base units), "" if not."""
    for wrong, right in _as_printed(found.value or Decimal(0), expected / found.scale, found):
        apart = [i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b]
        if len(wrong) == len(right) >= _TELLING + 1 and len(apart) == 1 and wrong[apart[0]] != ".":
            return f"疑似写错一位数字（{right}写成{wrong}）。"
    return ""
