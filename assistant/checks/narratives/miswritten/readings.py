"""What a printed number may have been meant to be, and how many such readings there are."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.facts.slips import turned
from assistant.model.quantity import Quantity

Slip = Literal["turned", "unit", "point", "digit"]

_WAN, _TEN, _ONE = Decimal(10_000), Decimal(10), Decimal(1)


class Reading(NamedTuple):
    """Another reading in base units, the slip that hid it, how many alike there are.

    ``number`` is the value for quick comparing; what is meant may be ``half`` off for rounding.
    """

    value: Decimal
    slip: Slip
    tries: int
    number: float
    half: float


def readings(quantity: Quantity) -> Iterator[Reading]:
    """Yield what one slip may have hidden: digits that changed places, the point.

    Decimals of a 元 are rare in reports and a hundred million times a 万元 is, too: there, and
    only there, the unit may be wrong.
    """
    if quantity.value is None or quantity.value <= 0:
        return
    step = quantity.precision or _ONE
    tries = len(printed(quantity)) - 1
    for value in turned(quantity):
        yield _reading(quantity, value, step, "turned", tries)
    for times, slip in _MOVED.get(quantity.unit, ()):
        if slip == "point" or (quantity.value >= _WAN if times < 1 else step < 1):
            yield _reading(quantity, quantity.value * times, step * times, slip, 2)


_MOVED: dict[str, tuple[tuple[Decimal, Slip], ...]] = {
    "元": ((_WAN, "unit"),),
    "万元": ((1 / _WAN, "unit"), (_TEN, "point"), (1 / _TEN, "point")),
}


def other_digit(quantity: Quantity, number: float) -> Reading | None:
    """Return the reading with one other digit that a number in base units is, if it is one."""
    step = quantity.precision or _ONE
    digits, meant = printed(quantity), str(round(number / float(step * quantity.scale)))
    if len(digits) != len(meant) or sum(a != b for a, b in zip(digits, meant, strict=True)) != 1:
        return None
    return _reading(quantity, int(meant) * step, step, "digit", 9 * len(digits))


def printed(quantity: Quantity) -> str:
    """Return the digits of a known number as they are printed, without its point."""
    return str(int(abs(quantity.value or _ONE) / (quantity.precision or _ONE)))


def _reading(quantity: Quantity, value: Decimal, step: Decimal, slip: Slip, tries: int) -> Reading:
    base = value * quantity.scale
    return Reading(base, slip, tries, float(base), float(step * quantity.scale) / 2)
