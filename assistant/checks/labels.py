"""What rows, columns and tables are called in messages, and how numbers are written there."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.model.pack import IndicatorTable, SpendingRow
from assistant.model.place import squeeze
from assistant.model.quantity import MONEY_UNITS, Quantity, plain

COLUMNS = ("last_final", "budget", "final")
"""The money columns of a base-table row."""

MONEY = {"initial": "年初预算数", "full_year": "全年预算数", "executed": "全年执行数"}
"""The money columns of a table's money block."""

_NUMBERING = re.compile(
    r"^(?:其中[:：]?|按[^：:]{1,6}(?:分|性质|来源|类型|类别|用途)[：:](?=.)|[（(]?[一二三四五六七八九十\d]+[)）、.．]|[:：]|\*)"
)
_HINT = re.compile(r"[（(]一个?(?:专项|项目)一行[）)]")
_TAIL = re.compile(r"[:：]$")


def column_name(column: str, year: int | None) -> str:
    """Return the printed name of a base-table column."""
    if year is None:
        return {"last_final": "上年决算数", "budget": "本年预算数", "final": "本年决算数"}[column]
    return {
        "last_final": f"{year - 1}年决算数",
        "budget": f"{year}年预算数",
        "final": f"{year}年决算数",
    }[column]


def row_name(row: SpendingRow) -> str:
    """Return a base-table row's label without numbering, 其中 and filling hints."""
    return _row_name(row.label.raw)


@lru_cache(maxsize=1024)
def _row_name(raw: str) -> str:
    return _HINT.sub("", clean_label(squeeze(raw)))


@lru_cache(maxsize=1024)
def clean_label(text: str) -> str:
    """Return a label without leading numbering, 其中 or 按支出性质分 and without a closing colon."""
    while (shorter := _NUMBERING.sub("", text, count=1)) != text:
        text = shorter
    return _TAIL.sub("", text)


def title_of(table: IndicatorTable) -> str:
    """Return what a table is called in messages."""
    if table.kind == "overall":
        return "整体支出自评表"
    name = table.place.rpartition("/")[2] or table.project.text
    return f"“{name}”项目自评表"


_STEPS = tuple(Decimal(1).scaleb(-digits) for digits in range(9))


def rounded(value: Decimal, digits: int = 2) -> str:
    """Return a number with at most ``digits`` decimals, half up, as people write it."""
    return plain(value.quantize(_STEPS[digits], rounding="ROUND_HALF_UP"))


def show(value: Decimal, unit: str) -> str:
    """Return a value given in base units (元, points) in ``unit``, such as 5067.40万元."""
    if unit in MONEY_UNITS:
        return plain((value / MONEY_UNITS[unit]).normalize()) + unit
    if unit == "‰":
        value *= 10  # the base unit of a rate is a percent point
    return plain(value.normalize()) + unit


def written(quantity: Quantity) -> str:
    """Return a quantity as its form prints it, with its unit."""
    if quantity.value is None:
        return quantity.text or "空白"
    if _in_wan(quantity):
        return f"{plain((quantity.value / _WAN).normalize())}万{quantity.unit}"  # 120万页
    return plain(quantity.value) + quantity.unit


def _in_wan(quantity: Quantity) -> bool:
    """Tell whether a count is printed in ten thousands, as 120万页 is."""
    printed = _DIGITS.search(quantity.raw.replace(",", ""))
    value = quantity.value
    return bool(value and printed) and Decimal(printed.group() if printed else 0) * _WAN == value


def show_like(value: Decimal, unit: str, like: Sequence[Quantity]) -> str:
    """Return :func:`show`, a count in 万 where the figures it was made of are so printed."""
    large = abs(value) >= _WAN // 10  # 720人, not 0.072万人
    if large and unit not in MONEY_UNITS and any(map(_in_wan, like)):
        return f"{plain((value / _WAN).normalize())}万{unit}"
    return show(value, unit)


_WAN = 10_000
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BOUND = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}
_HAS_BOUND = re.compile(r"[≥≤><＞＜]|不少于|不低于|不超过|不高于|以上|以下|以内|不小于|不大于")


def with_sign(quantity: Quantity) -> str:
    """Return a target as printed, with its sign where that stands in a column of its own."""
    sign = "" if _HAS_BOUND.search(quantity.text) else _BOUND.get(quantity.comparator, "")
    return sign + (quantity.text if not sign else written(quantity))


def side_by_side(quantity: Quantity, like: Quantity) -> str:
    """Return an amount, and where ``like`` has another money unit also as it is in that unit."""
    if quantity.base is None or quantity.unit == like.unit or like.unit not in MONEY_UNITS:
        return written(quantity)
    step = like.precision or Decimal("0.01")
    near = (quantity.base / like.scale).quantize(step, rounding="ROUND_HALF_UP")
    return f"{written(quantity)}（即{plain(near)}{like.unit}）"


def added(cells: Sequence[Quantity], total: Decimal) -> str:
    """Return a sum as people write it, such as 3900+95=3995万元; ``total`` is in base units."""
    unit = next((cell.unit for cell in cells if cell.unit), "")
    if len(cells) == 1:
        return written(cells[0])
    parts = "+".join(
        written(cell).removesuffix(unit) if cell.unit == unit else written(cell) for cell in cells
    )
    return f"{parts}={show(total, unit)}"


def points(value: Decimal) -> str:
    """Return a score such as 9.85分."""
    return f"{plain(value)}分"
