"""What cells are worth: numbers in one unit, exact lines and printed intervals, sums."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import add, add_spans, base, percent, span
from assistant.checks.findings import Item
from assistant.checks.labels import added, show, written
from assistant.checks.own.grid import Found
from assistant.checks.own.names import kind_of
from assistant.checks.targets.performance import comparable
from assistant.model.quantity import Interval, Quantity, plain

_PERCENT = ("%", "")


class Gap(Exception):
    """Nothing to compare at a place; ``unfit``: there is something, but no comparable number."""

    def __init__(self, words: str, *, unfit: bool = False) -> None:
        super().__init__(words)
        self.unfit = unfit


class Side(NamedTuple):
    """One side of a comparison: ``value`` and ``span`` in base units, and how it is said.

    ``said`` is its name with its number, ``sum`` its arithmetic, ``items`` its cells;
    ``numbers`` are these cells' numbers in one unit.
    """

    value: Decimal
    span: Interval
    unit: str
    said: str
    sum: str
    items: tuple[Item, ...] = ()
    numbers: tuple[Quantity, ...] = ()


def number(found: Found) -> Quantity:
    """Return the number of a cell, a rate in percent; raises ``Gap``."""
    field = found.field
    if field.is_empty():
        raise Gap(f"{found.full_name}空白")
    if not isinstance(field, Quantity) or not field.known():
        raise Gap(f"{found.full_name}填的“{_short(field.raw)}”不是一个数", unfit=True)
    if field.comparator == "~" or field.upper is not None:
        raise Gap(f"{found.full_name}填的“{field.text}”不是一个确定的数", unfit=True)
    if kind_of(found.key) == "rate" and field.dimension in _PERCENT:
        return percent(field)
    if kind_of(found.key) == "points" and not field.unit:
        return field.model_copy(update={"unit": "分"})
    return field


def optional(found: Found) -> Quantity | None:
    """Return the number of a cell, None for a blank one; raises ``Gap`` for words."""
    return None if found.field.is_empty() else number(found)


def meaning(quantity: Quantity, *, line: bool = False) -> Interval:
    """Return what a number may stand for; a ``line`` that was drawn, such as a target, is exact."""
    if line or quantity.comparator != "=" or quantity.precision == 0:
        return Interval(base(quantity), base(quantity))
    return span(quantity)


def in_one_unit(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return numbers that may be compared, bare ones with the others' unit; raises ``Gap``."""
    chief = next((each for each in quantities if each.unit), None)
    if chief is None:
        return list(quantities)
    for each in quantities:
        if not comparable(chief, each):
            raise Gap(f"单位不同（{written(chief)}与{written(each)}），不能相比", unfit=True)
    return [
        each if each.unit else each.model_copy(update={"unit": chief.unit}) for each in quantities
    ]


def total(cells: Sequence[Found], numbers: Sequence[Quantity], subject: Found | None) -> Side:
    """Return the sum of cells whose numbers are in one unit."""
    value, unit = add(numbers), next((each.unit for each in numbers if each.unit), "")
    items = tuple(cell.item(subject) for cell in cells)
    if len(cells) == 1:
        lines = cells[0].key == "target"
        said = f"{_name(cells[0], subject)}{written(numbers[0])}"
        return Side(
            value, meaning(numbers[0], line=lines), unit, said, written(numbers[0]), items,
            tuple(numbers),
        )  # fmt: skip
    words = added(numbers, value)
    return Side(value, add_spans(numbers), unit, f"各项之和{words}", words, items, tuple(numbers))


def constant(quantity: Quantity) -> Side:
    """Return a number that the rule itself states: exact."""
    value = base(quantity)
    words = show(value, quantity.unit)
    return Side(value, Interval(value, value), quantity.unit, words, words)


def multiplied(side: Side, factor: Decimal | None) -> Side:
    """Return a side times the rule's factor."""
    if factor is None:
        return side
    times = plain(factor.normalize())
    value = side.value * factor
    worth = show(value, side.unit)
    return side._replace(
        value=value, span=side.span.times(Interval(factor, factor)),
        said=f"{side.said}的{times}倍（{worth}）", sum=f"{_last(side.sum)}×{times}={worth}",
    )  # fmt: skip


def _last(words: str) -> str:
    return words.rpartition("=")[2]


def _name(found: Found, subject: Found | None) -> str:
    """Return a cell's name; what it shares with the cell under check is left out."""
    if subject is None or subject.row.title != found.row.title:
        return found.full_name
    if subject.row is found.row and found.column:
        return found.column
    return found.name


def _short(words: str) -> str:
    text = re.sub(r"\s+", "", words)
    return text if len(text) <= 20 else f"{text[:20]}…"
