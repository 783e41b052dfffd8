"""Finds, among many printed numbers, those that one slip of the pen may have made of another.

Numbers are looked up by their digits, so that none has to be tried with every slip there is.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from assistant.facts.slips import typed_once
from assistant.model.quantity import Quantity

T = TypeVar("T")
_STEP = 10_000
"""Digits are of ten-thousandths of the base unit: 1.5 万元 is 150000000."""
_SHIFTS = (1, 2)
_WAN = 4
_LONG = 3


class _Digits(NamedTuple):
    """A number's dimension, its digits in base units, how many are printed, and the print."""

    dimension: str
    digits: str
    printed: int
    text: str
    unit: str


class SlipIndex(Generic[T]):
    """Holds things by their quantities, which must be known."""

    def __init__(self, things: list[tuple[Quantity, T]]) -> None:
        self._exact: dict[tuple[str, str], list[T]] = defaultdict(list)
        self._masked: dict[str, dict[str, list[tuple[str, T]]]] = defaultdict(dict)
        self._bare: dict[tuple[str, str], list[tuple[str, T]]] = defaultdict(list)
        self._cut: dict[str, dict[str, list[T]]] = defaultdict(dict)
        for quantity, thing in things:
            self._add(_digits_of(quantity), thing)

    def _add(self, number: _Digits, thing: T) -> None:
        dimension, digits = number.dimension, number.digits
        self._exact[dimension, digits].append(thing)
        self._bare[dimension, digits.strip("0")].append((digits, thing))
        masked, own = self._masked[dimension], (digits, thing)
        for i in range(min(number.printed + 2, len(digits))):
            masked.setdefault(f"{digits[:i]}?{digits[i + 1 :]}", []).append(own)
        if number.printed >= _LONG:
            text, cut = number.text, self._cut[number.unit]
            for shorter in {text[:i] + text[i + 1 :] for i in range(len(text)) if text[i] != "."}:
                cut.setdefault(shorter, []).append(thing)

    def near(self, quantity: Quantity) -> Iterator[T]:
        """Yield what one slip may have turned into a quantity; a thing may come twice."""
        number = _digits_of(quantity)
        yield from self._one_digit(number)
        yield from self._moved(number)
        if number.printed >= _LONG - 1:
            yield from self._cut.get(number.unit, {}).get(number.text, ())
        for meant in typed_once(quantity):
            digits = str(int(meant * quantity.scale * _STEP))
            yield from self._exact.get((number.dimension, digits), ())

    def _one_digit(self, number: _Digits) -> Iterator[T]:
        """Yield what differs in one digit, or by two that stand beside each other."""
        dimension, digits = number.dimension, number.digits
        masked = self._masked.get(dimension, {})
        for i in range(number.printed):
            alike = masked.get(f"{digits[:i]}?{digits[i + 1 :]}", ())
            yield from (thing for other, thing in alike if other != digits)
            left, right = digits[i : i + 1], digits[i + 1 : i + 2]
            if i + 1 < number.printed and left != right and (right != "0" or i > 0):
                swapped = digits[:i] + right + left + digits[i + 2 :]
                yield from self._exact.get((dimension, swapped), ())

    def _moved(self, number: _Digits) -> Iterator[T]:
        """Yield what differs by the place of the point, or by 万元 for 元."""
        shifts = (*_SHIFTS, _WAN) if number.dimension == "元" else _SHIFTS
        for other, thing in self._bare.get((number.dimension, number.digits.strip("0")), ()):
            if abs(len(other) - len(number.digits)) in shifts:
                yield thing


def _digits_of(quantity: Quantity) -> _Digits:
    value = abs(quantity.value or Decimal(0))
    step = quantity.precision or Decimal(1)
    printed = len(str(int(value / step)))
    digits = str(int(value * quantity.scale * _STEP))
    return _Digits(quantity.dimension, digits, printed, str(value), quantity.unit)
