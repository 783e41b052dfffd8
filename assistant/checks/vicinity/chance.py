"""How likely it is that a slip of a figure fits its neighbours by mere chance."""

from collections.abc import Sequence

from assistant.checks.vicinity.made import Bounds, Made, Mark

_WIDE = 3
_CLOSE = 0.1
_RANGE = _WIDE - 1 / _WIDE
_TINY = 1e-9
_EXACT = ("sum", "rest", "gap", "complement")
"""What is as round as the figures that it is made of."""


def around(value: float) -> Bounds:
    """Return within which bounds values count as lying around another."""
    return value / _WIDE, value * _WIDE


def chance(tries: int, value: float, figure: Mark, met: Made, pool: Sequence[float]) -> float:
    """Return how likely one of ``tries`` other readings of a figure meets what others make.

    ``pool`` is all that is made around it, ``value`` the reading that met: the more values lie around it
    and the coarser they are, the likelier. Rates lie close together, so both the wide and the
    close neighbourhood are looked at, and the denser one counts.
    """
    step = _step_of(figure, met)
    numbers = {round(each / step) for each in pool}
    close = sum(abs(each * step - value) <= _CLOSE * value for each in numbers)
    density = max(len(numbers) / (_RANGE * value), (close - 1) / (2 * _CLOSE * value))
    return tries * (step + 2 * met.give) * density


def _step_of(figure: Mark, met: Made) -> float:
    """Return how finely a value is told: its own last digit that is not a round zero's, or finer."""
    own = _last_digit(figure)
    return min([own, *map(_last_digit, met.marks)]) if met.how in _EXACT else _printed(figure)


def _printed(figure: Mark) -> float:
    quantity = figure.fact.quantity
    return float((quantity.precision or 1) * quantity.scale)


def _last_digit(figure: Mark) -> float:
    step = _printed(figure)
    number = round(figure.value / step)
    while number and number % 10 == 0:
        number, step = number // 10, step * 10
    return max(step, _TINY)
