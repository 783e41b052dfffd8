"""When two printed amounts, or a total and its parts, contradict each other."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from typing import Literal

from assistant.model.quantity import Interval, Quantity

Verdict = Literal["equal", "tail", "conflict"]
"""Equal as printed; different by rounding only (尾差); or not reconcilable."""

_A_CENT = Decimal(100)
"""The widest 尾差 between two copies of one amount: 0.01 万元, in 元."""

HUNDRED = Interval(Decimal(100), Decimal(100))
"""Makes percent points of a quotient."""

_ROUNDED = {"元", "%"}
_NONE = Interval(Decimal(0), Decimal(0))


def span(quantity: Quantity) -> Interval:
    """Return what a printed number can stand for; a zero and a count are exact."""
    if quantity.value is None:
        raise ValueError(f"no number at {quantity.place}")
    rounded = quantity.dimension in _ROUNDED or (quantity.precision or 0) > 1
    if quantity.value == 0 or not rounded:
        exact = quantity.value * quantity.scale
        return Interval(exact, exact)
    return quantity.interval()


def base(quantity: Quantity) -> Decimal:
    """Return a known quantity's value in base units."""
    value = quantity.base
    if value is None:
        raise ValueError(f"no number at {quantity.place}")
    return value


def add(parts: Sequence[Quantity]) -> Decimal:
    """Return the sum of known quantities in base units."""
    return sum((base(part) for part in parts), Decimal(0))


def add_spans(parts: Sequence[Quantity]) -> Interval:
    """Return everything that the sum of printed numbers can stand for."""
    return reduce(lambda total, part: total + span(part), parts, _NONE)


def adds_up(figures: Sequence[Quantity]) -> bool:
    """Tell whether a total, the first of the figures, can be the sum of the others."""
    return add_spans(figures[1:]).meets(span(figures[0]))


def makes_share(figures: Sequence[Quantity]) -> bool:
    """Tell whether a stated rate, a part and a whole, in this order, can belong together."""
    stated, part, whole = figures
    quotient = span(part).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


def step(quantity: Quantity) -> Decimal:
    """Return the unit of the last printed digit, in base units."""
    return (quantity.precision or Decimal(0)) * quantity.scale


def sums(parts: Sequence[Quantity], total: Quantity) -> Verdict:
    """Compare a printed total with its printed parts.

    ``tail``: within each number's own rounding, but not if all were printed as finely as
    the finest of them (6 + 0.38 against 6.83).
    """
    if add(parts) == base(total):
        return "equal"
    if not add_spans(parts).meets(span(total)):
        return "conflict"
    finest = min(step(item) for item in (*parts, total))
    apart = abs(add(parts) - base(total))
    return "tail" if apart > finest * (len(parts) + 1) / 2 else "equal"


def copied(first: Quantity, second: Quantity) -> Verdict:
    """Compare one amount that is printed at two places.

    A copy keeps all its digits, so no half unit is granted; one side may be rounded more
    coarsely, and a difference of one of the last decimal is a 尾差. An amount in 元 that is
    told in 万元 must be rounded, so that is no difference at all.
    """
    apart = abs(base(first) - base(second))
    if apart == 0:
        return "equal"
    coarse, fine = max(step(first), step(second)), min(step(first), step(second))
    if coarse != fine and apart * 2 <= coarse:
        return "tail" if first.scale == second.scale else "equal"
    if first.dimension == "元" and apart <= min(fine, _A_CENT):
        return "tail"
    return "conflict"


def ratio(part: Quantity, whole: Quantity) -> Interval | None:
    """Return part ÷ whole in percent points, or None where the whole may be zero."""
    quotient = span(part).over(span(whole))
    return quotient and quotient.times(Interval(Decimal(100), Decimal(100)))


def percent(quantity: Quantity) -> Quantity:
    """Return a rate in percent: a bare 0.985 or 1 in a rate cell means 98.5 % or 100 %."""
    if quantity.value is None or re.search(r"[%％‰]|百分", quantity.raw):
        return quantity
    if abs(quantity.value) <= Decimal("1.5") and quantity.value != 0:
        finer = (quantity.precision or Decimal(1)) * 100 if quantity.value != 1 else Decimal(1)
        update = {"value": quantity.value * 100, "unit": "%", "precision": finer}
        return quantity.model_copy(update=update)
    return quantity.model_copy(update={"unit": "%"})
