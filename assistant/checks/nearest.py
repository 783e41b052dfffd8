"""The nearest explanation of a difference: a slip of the pen, or another known figure."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.checks.known import Known
from assistant.checks.labels import show
from assistant.model.place import Place
from assistant.model.quantity import Quantity, plain

if TYPE_CHECKING:
    from assistant.checks.context import Context

_SLIPS = {
    Decimal(10_000): "疑似把元填成了万元（差一万倍）",
    Decimal(1000): "疑似单位或小数点错误（差一千倍）",
    Decimal(100): "疑似漏写小数点（差一百倍）",
    Decimal(10): "疑似小数点错位（差十倍）",
    Decimal("0.1"): "疑似小数点错位（差十倍）",
    Decimal("0.01"): "疑似小数点错位（差一百倍）",
    Decimal("0.001"): "疑似单位或小数点错误（差一千倍）",
    Decimal("0.0001"): "疑似把万元写成了元（差一万倍）",
}
_MOST_ITEMS = 150
"""Pairs are searched among this many figures at most."""


def explain(
    ctx: "Context",
    difference: Decimal,
    found: Quantity,
    expected: Decimal,
    *,
    exclude: Collection[Place] = (),
) -> str:
    """Return the likeliest origin of ``found - expected`` in Chinese, "" when none is near.

    ``difference`` and ``expected`` are in base units; ``exclude`` are the places already
    compared, which explain nothing.
    """
    if found.base is None or difference == 0:
        return ""
    return (
        pen_slip(found.base / found.scale, expected / found.scale)
        or _other_item(ctx, difference, found, exclude)
        or ""
    )


def pen_slip(found: Decimal, expected: Decimal) -> str:
    """Return which slip of the pen turns ``expected`` into ``found``, "" if none does."""
    if expected and found / expected in _SLIPS:
        return _SLIPS[found / expected] + "。"
    wrong, right = plain(found), plain(expected)
    if swapped(wrong, right):
        return f"疑似相邻数字写颠倒（{right}写成{wrong}）。"
    if _without_one(wrong, right) or _without_one(right, wrong):
        done = "多写" if len(wrong) > len(right) else "漏写"
        return f"疑似{done}一位数字（{right}写成{wrong}）。"
    return ""


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


def _without_one(longer: str, shorter: str) -> bool:
    # Short numbers are one digit apart too often for that to explain anything.
    if len(shorter) < 3 or len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _other_item(
    ctx: "Context", difference: Decimal, found: Quantity, exclude: Collection[Place]
) -> str:
    size = abs(difference)
    items = [
        item
        for item in ctx.known
        if item.dimension == found.dimension and item.value and item.place not in exclude
    ]
    for item in items:
        if item.value == size and _telling(size, found):
            return f"差额恰等于“{item.label}”{show(size, found.unit)}。"
    for item in items:
        own = found.place.split("@")[0].split("/")[-2:][0]
        if own and own in item.label:
            continue  # the same matter elsewhere confirms the figure
        if item.value == found.base and _telling(item.value, found):
            return f"该数与“{item.label}”相同，疑似填错位置。"
    for one, other in _pairs(items[:_MOST_ITEMS], size):
        if _telling(size, found) and _distinct(size, found):
            return f"差额恰等于“{one.label}”与“{other.label}”之和。"
    return ""


def _telling(value: Decimal, found: Quantity) -> bool:
    """Tell whether a value is unusual enough that meeting it again is no chance."""
    digits = plain((value / found.scale).normalize()).replace(".", "").strip("0")
    return len(digits) >= 2 or found.dimension == "人"


def _distinct(value: Decimal, found: Quantity) -> bool:
    digits = plain((value / found.scale).normalize()).replace(".", "").strip("0")
    return len(digits) >= 4


def _pairs(items: list[Known], size: Decimal) -> Iterator[tuple[Known, Known]]:
    seen: dict[Decimal, Known] = {}
    for item in items:
        partner = seen.get(size - item.value)
        if partner is not None and partner.row != item.row:
            yield partner, item
        seen.setdefault(item.value, item)
