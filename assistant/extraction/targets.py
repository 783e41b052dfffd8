"""Targets and actuals of one row: put together what forms print in several columns."""

from decimal import Decimal
from unicodedata import normalize

from assistant.model.document import Cell
from assistant.model.numerals import read_quantity, scan
from assistant.model.place import squeeze
from assistant.model.quantity import Comparator, Quantity

# What a column 指标性质 may say of the target.
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", "大于等于": ">=", "正向": ">=", "正向指标": ">=",
    "≤": "<=", "<=": "<=", "小于等于": "<=", "反向": "<=", "反向指标": "<=", "负向": "<=",
    ">": ">", "大于": ">", "<": "<", "小于": "<", "=": "=", "等于": "=",
}  # fmt: skip


def complete(
    target: Quantity, actual: Quantity, sign: Cell | None, measure_unit: Cell | None
) -> None:
    """Give both numbers what the columns of sign and unit say, and each other's unit."""
    mark = _SIGNS.get(normalize("NFKC", squeeze(sign.text))) if sign else None
    if mark and target.known() and target.comparator == "=" and _bare(target):
        target.comparator = mark
    name = squeeze(measure_unit.text) if measure_unit else ""
    for one in (target, actual):
        if name and not one.known():
            _read_range(one, name)
        if name and one.known() and not one.unit and _bare(one):
            _set_unit(one, name)
    for one, other in ((target, actual), (actual, target)):
        if one.known() and not one.unit and other.unit and _bare(one):
            one.unit = other.unit


def _read_range(one: Quantity, name: str) -> None:
    """Read a range such as 10-15 that is one only before its unit."""
    read = read_quantity(squeeze(one.raw) + name, one.place, one.location)
    if read.known() and read.upper is not None:
        one.value, one.upper, one.unit = read.value, read.upper, read.unit
        one.precision, one.comparator = read.precision, read.comparator


def _set_unit(one: Quantity, name: str) -> None:
    """Set a unit by its name; one that scales (万人) scales the number too."""
    read = read_quantity(f"1{name}", "", one.location)
    whole = [number for number in scan(f"1{name}") if number.end == len(name) + 1]
    if name in ("%", "％"):
        one.unit = "%"
    elif whole and read.value is not None:
        one.unit = read.unit
        _scale(one, read.value)
    else:
        one.unit = name


def _scale(one: Quantity, factor: Decimal) -> None:
    for field in ("value", "upper", "precision"):
        if (number := getattr(one, field)) is not None and factor != 1:
            setattr(one, field, number * factor)


def _bare(quantity: Quantity) -> bool:
    """Tell whether a cell holds nothing but its number (and sign)."""
    numbers = scan(quantity.raw)
    left = squeeze(quantity.raw[: numbers[0].start] + quantity.raw[numbers[0].end :])
    return not left
