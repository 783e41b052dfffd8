"""What the figures that stand near another make of each other: sums, rests, rates, means.

Nothing is read from words here. Thousands of values are tried for a pack, so they are plain
floats, and what lies outside the asked bounds is never made a record of; who takes a value for
the truth says how likely it is met by chance (``chance``).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.model.fact import Fact

How = Literal["sum", "rest", "gap", "complement", "ratio", "change", "mean", "product", "portion"]
"""Total, total less parts, two rates' difference, 100 % less a rate, a÷b, a÷b－1, a÷n, a×n, a×p %."""

Bounds = tuple[float, float]
"""The least and the greatest value that is asked for."""

_PERCENT = ("%", "百分点")
_MOST_PARTS = 8
_REACH = 3
"""So many figures may stand between a total and its parts."""
_ABOVE = 6
"""How many of the figures before a sentence are looked at as totals."""
_HALF = 50
"""Per cent; a rate below it would be a change by more than half, which is no usual one."""
_NOTHING = Decimal(0)
_SAME = 1e-7
"""What floats may differ by that stand for one value."""
_LESS, _MORE = 0.97, 1.03


def about(*numbers: float) -> Bounds:
    """Return bounds around numbers, a little wider for what rounding gives."""
    return min(numbers) * _LESS, max(numbers) * _MORE


class Mark(NamedTuple):
    """A figure in base units; it was rounded by at most ``half`` either way.

    ``counts`` tells a number of things or people, by which an amount may be divided; ``change``
    what tells by how much something grew or fell.
    """

    fact: Fact
    value: float
    half: float
    dimension: str
    percent: bool
    counts: bool
    change: bool

    @property
    def last_half(self) -> float:
        """Half of the last printed digit, also of a count, which is exact in sums."""
        quantity = self.fact.quantity
        return float((quantity.precision or _NOTHING) * quantity.scale) / 2


class Made(NamedTuple):
    """A value that figures make, within ``give`` either way; ``near`` if all stand in one sentence."""

    value: float
    give: float
    how: How
    marks: tuple[Mark, ...]
    near: bool

    def meets(self, value: float, half: float, times: int = 1) -> bool:
        """Tell whether a number that may be ``half`` off is this, within so many times of both."""
        return abs(self.value - value) <= times * (self.give + half) + _SAME * self.value


def mark(fact: Fact) -> Mark:
    """Return a known figure as a mark; a count is exact unless it is printed in 万."""
    quantity = fact.quantity
    dimension, percent = quantity.dimension, quantity.unit in _PERCENT
    step = (quantity.precision or _NOTHING) * quantity.scale
    half = float(step) / 2 if dimension in ("元", "%") or step > 1 else 0.0
    value = float(quantity.base or _NOTHING)
    counts = not percent and dimension not in ("元", "分") and value > 1
    change = fact.aspect == "growth"
    return Mark(fact, value, half, dimension, percent, counts, change)


def made(
    figure: Mark, sentence: Sequence[Mark], before: Sequence[Mark], bounds: Bounds
) -> Iterator[Made]:
    """Yield what may stand in a figure's place, of its sentence and of what stands before it."""
    if figure.percent:
        yield from _of_rates(figure, sentence, bounds)
        own = [each for each in sentence if not each.percent]
        above = [each for each in before if not each.percent]
        yield from _rates(own, own, bounds, True)
        yield from _rates(own, above, bounds, False)
        yield from _rates(above, [*own, *above], bounds, False)
    else:
        same = [each for each in sentence if each.dimension == figure.dimension]
        above = [each for each in before if each.dimension == figure.dimension]
        at = next(number for number, each in enumerate(same) if each is figure)
        yield from _totals(same[at + 1 :], bounds, True)
        yield from _backwards(_totals(same[:at][::-1], bounds, True))
        yield from _backwards(_totals(above[::-1], bounds, False))
        yield from _rests(same, at, above[-_ABOVE:], bounds)
        del same[at]
        counts = [each for each in sentence if each.counts and each.dimension != figure.dimension]
        yield from _parts(figure, same, sentence, bounds)
        yield from _means(same, counts, bounds, True)
        yield from _means(above, counts, bounds, False)
        counts = [each for each in before if each.counts and each.dimension != figure.dimension]
        yield from _means(same, counts, bounds, False)


def _of_rates(figure: Mark, sentence: Sequence[Mark], bounds: Bounds) -> Iterator[Made]:
    low, high = bounds
    rates = [each for each in sentence if each.percent and each is not figure]
    points = figure.fact.quantity.unit != "%"
    for number, one in enumerate(rates):
        if not points and low <= 100 - one.value <= high and one.fact.quantity.unit == "%":
            yield Made(100 - one.value, 0.0, "complement", (one,), True)
        for other in rates[number + 1 :]:
            if low <= abs(one.value - other.value) <= high:
                yield Made(abs(one.value - other.value), 0.0, "gap", (one, other), True)


def _rates(
    parts: Sequence[Mark], wholes: Sequence[Mark], bounds: Bounds, near: bool
) -> Iterator[Made]:
    low, high = bounds
    for whole in wholes:
        below, dimension = whole.value / 100, whole.dimension
        if below <= 0:
            continue
        for part in parts:
            if part.dimension != dimension or part is whole:
                continue
            rate = part.value / below
            if low <= rate <= high:
                give = part.half / below + whole.half * rate / whole.value
                yield Made(rate, give, "ratio", (part, whole), near)
            if rate > _HALF and low <= abs(rate - 100) <= high:
                give = part.half / below + whole.half * rate / whole.value
                yield Made(abs(rate - 100), give, "change", (part, whole), near)


def _totals(row: Sequence[Mark], bounds: Bounds, near: bool) -> Iterator[Made]:
    """Yield the sums of the figures that follow a total, or stand before it, nearest first."""
    low, high = bounds
    for first in range(min(_REACH, len(row))):
        value = row[first].value
        for last in range(first + 1, min(first + _MOST_PARTS, len(row))):
            value += row[last].value
            if value > high:
                break
            if value >= low:
                parts = tuple(row[first : last + 1])
                yield Made(value, sum(each.half for each in parts), "sum", parts, near)


def _backwards(sums: Iterator[Made]) -> Iterator[Made]:
    """Yield sums with their figures in reading order."""
    return (each._replace(marks=each.marks[::-1]) for each in sums)


def _rests(same: Sequence[Mark], at: int, above: Sequence[Mark], bounds: Bounds) -> Iterator[Made]:
    """Yield totals less the parts that stand on both sides of a figure, as one of its siblings."""
    low, high = bounds
    for first in range(max(at - _MOST_PARTS, 0), at + 1):
        less = sum(each.value for each in same[first:at])
        for last in range(at, min(at + _MOST_PARTS, len(same))):
            if last > at:
                less += same[last].value
            elif first == at:
                continue
            beside = (*same[max(first - _REACH, 0) : first], *same[last + 1 : last + 1 + _REACH])
            for number, total in enumerate((*beside, *above)):
                value = total.value - less
                if low <= value <= high:
                    marks = (total, *same[first:at], *same[at + 1 : last + 1])
                    give = sum(each.half for each in marks)
                    if value > 2 * give:
                        yield Made(value, give, "rest", marks, number < len(beside))


def _parts(
    figure: Mark, same: Sequence[Mark], sentence: Sequence[Mark], bounds: Bounds
) -> Iterator[Made]:
    """Yield amounts multiplied: by a number of things, or by a rate."""
    low, high = bounds
    for other in sentence:
        if other.percent and figure.dimension != "分":
            times, half, how = other.value / 100, other.half / 100, "portion"
        elif other.counts and other.dimension != figure.dimension:
            times, half, how = other.value, 0.0, "product"
        else:
            continue
        for amount in same:
            value = amount.value * times
            if low <= value <= high:
                give = amount.half * times + amount.value * half
                yield Made(
                    value, give, "portion" if how == "portion" else "product", (amount, other), True
                )


def _means(
    amounts: Sequence[Mark], counts: Sequence[Mark], bounds: Bounds, near: bool
) -> Iterator[Made]:
    low, high = bounds
    for count in counts:
        number = count.value
        for amount in amounts:
            if low <= amount.value / number <= high:
                give = amount.half / number
                yield Made(amount.value / number, give, "mean", (amount, count), near)
