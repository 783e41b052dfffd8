"""Form fields of the new pack: they have a place, and no file yet."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.model.numerals import read_quantity
from assistant.model.place import Location, Place
from assistant.model.quantity import Quantity, Text, plain

CENT = Decimal("0.01")
NOWHERE = Location()
NO_CELL = Location(table=0)
"""Where a field stands that the form has no cell for: at its table, in no row of it."""


def text(raw: str, place: Place, location: Location = NOWHERE) -> Text:
    """Return a field of words."""
    return Text(raw=raw.strip(), place=place, location=location)


def quantity(raw: str, place: Place, unit: str = "", location: Location = NOWHERE) -> Quantity:
    """Return a field that should hold a number; ``unit`` is what the form's header states."""
    return read_quantity(raw.strip(), place, location, unit)


def has_cell(field: Text) -> bool:
    """Tell whether a field has a cell in its form; one without stands at its whole table."""
    return field.location.table is None or field.location.row is not None


def location_of(fields: Sequence[Text]) -> Location:
    """Return where a new field stands of a column whose cells last year were ``fields``."""
    return NO_CELL if fields and not any(map(has_cell, fields)) else NOWHERE


def points(value: Decimal | None) -> str:
    """Return a score or a rate as forms print it: two decimals, none where it is whole.

    >>> points(Decimal("9.7028")), points(Decimal("10.000"))
    ('9.70', '10')
    """
    if value is None:
        return ""
    rounded = value.quantize(CENT, rounding=ROUND_HALF_UP)
    return plain(rounded) if rounded == rounded.to_integral_value() else format(rounded, "f")


def rate(part: Quantity, whole: Quantity) -> str:
    """Return part ÷ whole in percent, such as ``97.03%``; "" where it can't be computed."""
    if part.base is None or not whole.base:
        return ""
    return points(part.base / whole.base * 100) + "%"


def total(parts: list[Quantity]) -> str | None:
    """Return the sum of amounts of one unit as printed, None where one is unknown."""
    if not parts or any(part.value is None for part in parts) or len({p.unit for p in parts}) > 1:
        return None
    value = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    return format(value, "f") if value else "0"
