"""Finds, among many printed numbers, those that one slip of the pen may have made of another.

Numbers are told apart by what they differ by, so that none has to be tried with every slip
there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from assistant.facts.slips import typed_once
from assistant.model.quantity import MONEY_UNITS, PERCENT_UNITS, Quantity

T = TypeVar("T")
_STEP = Decimal(10_000)
"""Numbers are ten-thousandths of the base unit: 1.5 万元 is 150000000."""
_FACTORS = {unit: scale * _STEP for unit, scale in (MONEY_UNITS | PERCENT_UNITS).items()}
_NOTHING = Decimal(0)
_SHIFTS = (1, 2)
_WAN = 4
_LONG = 3
_TELLING = 2
_BEYOND = 2
"""A digit may differ so far behind the last that is printed."""
_HEAD = 2
_PLACES = {
    sign * digit * turned * 10**place: place
    for place in range(24)
    for digit in range(1, 10)
    for turned in (1, 9)
    for sign in (-1, 1)
}
"""What numbers differ by that have one other digit, or two neighbours turned; and where, from behind."""


class Digits(NamedTuple):
    """A known quantity with its number in ten-thousandths of the base unit, and its print.

    ``printed`` are how many digits are printed, ``telling`` those that are more than round.
    """

    quantity: Quantity
    dimension: str
    number: int
    printed: int
    telling: int
    text: str


def digits_of(quantity: Quantity) -> Digits:
    """Return the digits of a quantity, which must be known."""
    value, step = abs(quantity.value or _NOTHING), quantity.precision
    digits = str(int(value / step if step else value))
    number, telling = int(value * _factor(quantity)), len(digits.rstrip("0"))
    return Digits(quantity, quantity.dimension, number, len(digits), telling, str(value))


def _factor(quantity: Quantity) -> Decimal:
    """Return how many ten-thousandths of the base unit one unit is."""
    return _FACTORS.get(quantity.unit, _STEP)


class _Kind:
    """The numbers of one dimension, by themselves and by their length."""

    def __init__(self) -> None:
        self.holders: dict[int, list[tuple[int, int]]] = {}
        """Which things have a number, each with how many of its digits are printed."""
        self.by_length: dict[int, list[int]] = defaultdict(list)


class SlipIndex(Generic[T]):
    """Holds things by their digits; short and round ones are left out."""

    def __init__(self, things: Iterable[tuple[Digits, T]]) -> None:
        self._things: list[T] = []
        self._kinds: dict[str, _Kind] = defaultdict(_Kind)
        self._heads: dict[tuple[str, int, str], list[tuple[str, int]]] = defaultdict(list)
        self._tails: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for own, thing in things:
            if own.telling >= _TELLING:
                self._add(own, len(self._things))
                self._things.append(thing)

    def _add(self, own: Digits, which: int) -> None:
        kind = self._kinds[own.dimension]
        holders = kind.holders.get(own.number)
        if holders is None:
            holders = kind.holders[own.number] = []
            kind.by_length[len(str(own.number))].append(own.number)
        holders.append((which, own.printed))
        if own.printed >= _LONG:
            unit, text = own.quantity.unit, own.text
            self._heads[unit, len(text), text[:_HEAD]].append((text, which))
            self._tails[unit, text[_HEAD:]].append((text, which))

    def near(self, own: Digits) -> Iterator[T]:
        """Yield what one slip may have turned into a number; a thing may come twice."""
        kind = self._kinds.get(own.dimension)
        if kind is None:
            return iter(())
        found = [*_one_digit(own, kind), *_moved(own, kind)]
        if own.printed >= _LONG - 1:
            found += self._lengthened(own)
        for meant in typed_once(own.quantity):
            holders = kind.holders.get(int(meant * _factor(own.quantity)), ())
            found += [which for which, _ in holders]
        return map(self._things.__getitem__, found)

    def _lengthened(self, own: Digits) -> Sequence[int]:
        """Return what has one digit more in its print: behind its head, or before its tail."""
        unit, text = own.quantity.unit, own.text
        alike = self._heads.get((unit, len(text) + 1, text[:_HEAD]), ())
        ending = self._tails.get((unit, text[_HEAD - 1 :]), ())
        if not (alike or ending):
            return ()
        return sorted({which for other, which in (*alike, *ending) if _is_cut(other, text)})


def _one_digit(own: Digits, kind: _Kind) -> list[int]:
    """Return what differs in one digit, or by two that stand beside each other."""
    number, digits = own.number, str(own.number)
    alike = kind.by_length.get(len(digits), ())
    found: list[tuple[int, bool, int]] = []
    for other in [each for each in alike if each - number in _PLACES]:
        theirs, holders = str(other), kind.holders[other]
        at = len(digits) - 1 - _PLACES[other - number]
        if digits[:at] == theirs[:at] and digits[at + 1 :] == theirs[at + 1 :]:
            found += [(at, False, which) for which, printed in holders
                      if at < own.printed and at < printed + _BEYOND]  # fmt: skip
        elif 0 < at < own.printed and _turned(digits, at - 1) == theirs:
            found += [(at - 1, True, which) for which, _ in holders]
    return [which for _, _, which in sorted(found)]


def _turned(digits: str, at: int) -> str:
    """Return digits with those at a place and behind it in the other order."""
    return f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}"


def _moved(own: Digits, kind: _Kind) -> list[int]:
    """Return what differs by the place of the point, or by 万元 for 元."""
    found: list[tuple[int, int]] = []
    for shift in (*_SHIFTS, _WAN) if own.dimension == "元" else _SHIFTS:
        times = 10**shift
        found += kind.holders.get(own.number * times, ())
        if own.number % times == 0:
            found += kind.holders.get(own.number // times, ())
    return [which for which, _ in sorted(found)] if own.number else []


def _is_cut(longer: str, text: str) -> bool:
    """Tell whether a print is a longer one without one of its digits."""
    if len(longer) != len(text) + 1:
        return False
    same = (at for at, (one, other) in enumerate(zip(longer, text, strict=False)) if one != other)
    at = next(same, len(text))
    return longer[at] != "." and longer[at + 1 :] == text[at:]
