"""Units that count one thing under several names, and how one is turned into another."""

import re
from decimal import Decimal

from assistant.model.numerals import read_quantity, scan
from assistant.model.pack import IndicatorTable
from assistant.model.place import Location
from assistant.model.quantity import MONEY_UNITS, Comparator, Quantity, plain

_SAME = (
    {"人", "名", "位", "个人"}, {"户", "家"}, {"次", "场", "期", "轮", "回", "批", "趟", "场次"},
    {"件", "起", "宗", "例"}, {"个", "项"}, {"处", "座", "个", "所"}, {"只", "个", "盏"},
)  # fmt: skip
_COUNTED = {"个", "项", "件", "处", "座", "所", "家", "口", "条"}
_SCALES: tuple[dict[str, Decimal], ...] = (
    MONEY_UNITS,
    {"米": Decimal(1), "公里": Decimal(1000)},
    {"平方米": Decimal(1), "亩": Decimal(10000) / 15, "公顷": Decimal(10000)},
    {"公斤": Decimal(1), "吨": Decimal(1000)},
)


_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_SIGNS: dict[Comparator, str] = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}


def money_unit(table: IndicatorTable) -> str:
    """Return the unit that a table's amounts are in, 万元 where none tells."""
    amounts = (
        cell for line in table.money for cell in (line.executed, line.full_year, line.initial)
    )
    return next((cell.unit for cell in amounts if cell.unit in MONEY_UNITS), "万元")


def sign_apart(field: Quantity) -> str:
    """Return the sign of a target whose form prints it in a column of its own, else ""."""
    inside = read_quantity(field.raw.strip(), "", Location())
    return _SIGNS.get(field.comparator, "") if field.known() and inside.comparator == "=" else ""


def unit_apart(field: Quantity) -> str:
    """Return the unit of a number whose form prints it in a column of its own, else ""."""
    raw = field.raw.strip()
    inside = read_quantity(raw, "", Location())
    if not re.search(r"\d$", raw) or inside.unit or not field.unit or inside.value is None:
        return ""
    times = [word for word, size in _TIMES.items() if inside.value * size == field.value]
    return times[0] + field.unit if times else ""


def in_one_cell(field: Quantity) -> str:
    """Return a number as one cell prints it, its sign and unit with it: ≤12小时."""
    return sign_apart(field) + field.raw.strip() + unit_apart(field)


def converted(quantity: Quantity, unit: str) -> Decimal | None:
    """Return a value in another unit, None where the two count different things.

    >>> converted(Quantity(value=Decimal(18600), unit="米"), "公里")
    Decimal('18.6')
    """
    if quantity.value is None or not unit or not quantity.unit:
        return None
    if quantity.unit == unit or any({quantity.unit, unit} <= group for group in _SAME):
        return quantity.value
    for scales in _SCALES:
        if {quantity.unit, unit} <= scales.keys():
            return quantity.value * scales[quantity.unit] / scales[unit]
    return None


def counts_alike(one: str, other: str) -> bool:
    """Tell whether two measure words may count the same things, as 16件实事 are 16个项目."""
    return {one, other} <= _COUNTED


def reprinted(like: Quantity, value: Decimal, source: Quantity) -> str:
    """Return ``like`` as it is printed, with another value: unit and words around it stay.

    ``value`` is in the unit of ``like``; 万 before that unit (2.34万亩) is divided out. Where
    ``source`` prints the same digits, they are taken as they are.
    """
    raw = like.raw.strip()
    number = next(each for each in scan(raw) if not each.excluded)
    typed = raw[number.digits : number.digits_end].replace(",", "")
    times = number.value / Decimal(typed) if typed.isascii() and Decimal(typed) else Decimal(1)
    return raw[: number.digits] + _digits(source, value / times) + raw[number.digits_end :]


def _digits(source: Quantity, value: Decimal) -> str:
    said = next(each for each in scan(source.raw) if not each.excluded)
    typed = source.raw[said.digits : said.digits_end].replace(",", "")
    same = typed.isascii() and Decimal(typed) == value
    return typed if same else plain(value)
