"""Derive figures from others: difference, sum, ratio, growth; each remembers its operands."""

from decimal import ROUND_HALF_UP, Decimal

from assistant.model.fact import Direction, Fact
from assistant.model.place import Place
from assistant.model.quantity import Interval, Quantity

_HUNDRED = Decimal(100)


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """Return ``value`` rounded half up to a multiple of ``step``.

    >>> round_to(Decimal("205.666"), Decimal("0.01"))
    Decimal('205.67')
    """
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def known(quantity: Quantity) -> Decimal:
    """Return the value in base units; ``ValueError`` when the field holds no number."""
    if quantity.base is None:
        raise ValueError(f"no number at {quantity.place}")
    return quantity.base


def difference(first: Fact, second: Fact, measure: str, place: Place) -> Fact:
    """Return ``|first − second|`` in the unit of ``first``; both share one dimension."""
    gap = (known(first.quantity) - known(second.quantity)) / first.quantity.scale
    direction: Direction = "up" if gap > 0 else "down" if gap < 0 else "flat"
    step = min(_step(first.quantity), _step(second.quantity))
    return _derived(
        first, [first, second], measure, place, abs(gap), first.quantity.unit, step,
        "差额", direction,
    )  # fmt: skip


def ratio(part: Fact, whole: Fact, measure: str, place: Place) -> Fact | None:
    """Return ``part ÷ whole`` in percent with two decimals, None where whole is zero."""
    divisor = known(whole.quantity)
    if not divisor:
        return None
    share = round_to(known(part.quantity) / divisor * _HUNDRED, Decimal("0.01"))
    return _derived(part, [part, whole], measure, place, share, "%", Decimal("0.01"), "比率")


def growth(now: Fact, before: Fact, measure: str, place: Place) -> Fact | None:
    """Return ``|now − before| ÷ before`` in percent, with its direction."""
    divisor = known(before.quantity)
    if not divisor:
        return None
    change = (known(now.quantity) - divisor) / divisor * _HUNDRED
    direction: Direction = "up" if change > 0 else "down" if change < 0 else "flat"
    value = round_to(abs(change), Decimal("0.01"))
    return _derived(
        now, [now, before], measure, place, value, "%", Decimal("0.01"), "变动率", direction
    )


def _step(quantity: Quantity) -> Decimal:
    return quantity.precision or Decimal(1)


def _derived(
    model: Fact,
    operands: list[Fact],
    measure: str,
    place: Place,
    value: Decimal,
    unit: str,
    step: Decimal,
    formula: str,
    direction: Direction = "",
) -> Fact:
    value = value if value == 0 else round_to(value, step)
    return Fact(
        place=place, measure=measure, subject=model.subject, period=model.period,
        quantity=Quantity(place=place, value=value, unit=unit, precision=step),
        kind="derived", formula=formula, direction=direction,
        operands=[operand.id for operand in operands],
        aspect="rate" if unit == "%" else "value",
    )  # fmt: skip


def interval_sum(quantities: list[Quantity]) -> Interval:
    """Return the interval of a sum: half a unit of the last digit for every addend."""
    total = Interval(Decimal(0), Decimal(0))
    for quantity in quantities:
        total = total + quantity.interval()
    return total
