"""One slip of the pen: what a printed number may have been meant to be.

Where words alone don't prove that figures belong together, a rule speaks only if a single
slip in one of them explains the difference.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.model.quantity import Quantity, plain

_POINT = (Decimal(10), Decimal(100), Decimal("0.1"), Decimal("0.01"))
_UNIT = (Decimal(10_000), Decimal("0.0001"))


class Mended(NamedTuple):
    """Which figure one slip may have spoilt, and what it was meant to be."""

    which: int
    meant: Quantity
    moved_point: bool

    def words(self, figures: Sequence[Quantity]) -> str:
        """Return the explanation that readers see."""
        wrong, right = _written(figures[self.which]), _written(self.meant)
        return f"疑似笔误：{wrong}若为{right}，各数即相符。"


def _written(quantity: Quantity) -> str:
    return plain(quantity.value or Decimal(0)) + quantity.unit


def mend(
    figures: Sequence[Quantity], holds: Callable[[Sequence[Quantity]], bool], *, short: bool = False
) -> Mended | None:
    """Return the first single slip whose correction makes the figures fit, if there is one.

    Digits that changed places are looked for first: few numbers are met so by chance.
    ``short`` also tries what a digit left out makes short; so many numbers fit by chance that
    it is only for figures whose words already belong together.
    """
    for tried in (turned, slips):
        for index, figure in enumerate(figures):
            meant = _fitting(figures, index, tried(figure), holds)
            if meant is not None:
                return Mended(index, meant, _moved_point(figure, meant))
    return _lengthened(figures, holds) if short else None


def _lengthened(
    figures: Sequence[Quantity], holds: Callable[[Sequence[Quantity]], bool]
) -> Mended | None:
    for index, figure in enumerate(figures):
        meant = _fitting(figures, index, left_out(figure), holds)
        if meant is not None:
            return Mended(index, meant, moved_point=False)
    return None


def _fitting(
    figures: Sequence[Quantity],
    index: int,
    values: Sequence[Decimal],
    holds: Callable[[Sequence[Quantity]], bool],
) -> Quantity | None:
    """Return a figure with the first value that makes all fit, tried in one copy of it."""
    tried = figures[index].model_copy()
    together = [*figures[:index], tried, *figures[index + 1 :]]
    for value in values:
        tried.value = value
        if holds(together) and (
            _on_step(figures[index], value) or _holds_finer(figures[index], tried, together, holds)
        ):
            return tried
    return None


def _on_step(figure: Quantity, value: Decimal) -> bool:
    return not figure.precision or value % figure.precision == 0


def _holds_finer(
    figure: Quantity,
    tried: Quantity,
    together: Sequence[Quantity],
    holds: Callable[[Sequence[Quantity]], bool],
) -> bool:
    """Tell whether all fits, too, with what a moved point leaves of a number's rounding.

    2680万元 to the whole 万元 is 0.268万元 to a thousandth of it: else it would meet any small sum.
    """
    step, was, now = figure.precision, figure.value, tried.value
    if not step or not was or not now:
        return True
    tried.precision = step * now / was
    fits = holds(together)
    tried.precision = step
    return fits


def _moved_point(figure: Quantity, meant: Quantity) -> bool:
    """Tell whether a slip moved the point or the unit: a far leap that chance also makes."""
    return (
        meant.value is not None
        and figure.value is not None
        and (meant.value / figure.value in (*_POINT, *_UNIT))
    )


def turned(figure: Quantity) -> tuple[Decimal, ...]:
    """Return what a number was if two digits that stand side by side were swapped."""
    if figure.value is None or figure.value <= 0:
        return ()
    step = figure.precision or Decimal(1)
    return _turned(figure.value, step)


@lru_cache(maxsize=1024)
def _turned(value: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    return tuple(int(digits) * step for digits in _swapped(str(int(value / step))))


def slips(figure: Quantity) -> tuple[Decimal, ...]:
    """Return what a number may have been before one slip: one digit, two swapped, the point.

    A digit may have been typed twice. Money may also have been printed in 元 for 万元 or the
    other way round. The values are in the figure's own unit.
    """
    once = typed_once(figure)
    if figure.value is None or figure.value <= 0:
        return once
    step = figure.precision or Decimal(1)
    return *_values(figure.value, step, figure.dimension == "元"), *once


@lru_cache(maxsize=1024)
def _values(value: Decimal, step: Decimal, money: bool) -> tuple[Decimal, ...]:
    others = [int(digits) * step for digits in _other_digits(str(int(value / step)))]
    return (*others, *(value * factor for factor in (*_POINT, *(_UNIT if money else ()))))


def typed_once(figure: Quantity) -> tuple[Decimal, ...]:
    """Return the values with a digit once that stands twice: 5520 as 520, 90.335 as 90.35."""
    printed = str(figure.value or "").replace("-", "")
    if len(printed) < _SHORTEST or "E" in printed:
        return ()
    doubled = [i for i, (left, right) in enumerate(pairwise(printed)) if left == right]
    others = (Decimal(printed[:i] + printed[i + 1 :]) for i in doubled)
    return tuple(dict.fromkeys(other for other in others if other))


_SHORTEST = 4
"""Two equal digits in a short number (110, 22) are no mark of a slip."""


def left_out(figure: Quantity) -> tuple[Decimal, ...]:
    """Return the values with one digit more: 12 as 152, 14.20 as 143.20, 366.0 as 366.60."""
    if not figure.value or figure.value < 0:
        return ()
    printed = str(figure.value)
    return () if "E" in printed else _longer(printed)


@lru_cache(maxsize=1024)
def _longer(printed: str) -> tuple[Decimal, ...]:
    whole, _, decimals = printed.partition(".")
    most = 1 if decimals else 0  # a decimal more only where there were some
    stops = range(len(printed) + most)
    longer = (
        Decimal(printed[:i] + digit + printed[i:])
        for i in (*stops, *(() if most else (len(whole),)))
        for digit in "0123456789"
        if digit != "0" or i > 0
    )
    return tuple(dict.fromkeys(value for value in longer if value != Decimal(printed)))


def significant(figure: Quantity) -> int:
    """Return how many digits of a number tell it from others: 96.0 has three, 120 has two.

    The zeros at the end of a whole number may only be round.
    """
    if not figure.value:
        return 0
    step = figure.precision or Decimal(1)
    digits = str(int(abs(figure.value) / step))
    return len(digits if step < 1 else digits.rstrip("0"))


def telling(figure: Quantity) -> int:
    """Return how many digits of an amount are more than round: 184.60 has four, 36.00 two."""
    step = figure.precision or Decimal(1)
    return len(str(int(abs(figure.value or Decimal(0)) / step)).rstrip("0"))


def _other_digits(digits: str) -> Iterator[str]:
    for i, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit and (other != "0" or i > 0):
                yield digits[:i] + other + digits[i + 1 :]
    yield from _swapped(digits)


def _swapped(digits: str) -> Iterator[str]:
    for i, (left, right) in enumerate(pairwise(digits)):
        if left != right and (right != "0" or i > 0):
            yield digits[:i] + right + left + digits[i + 2 :]
