"""Rates that are right, held against an amount with a slip of the pen in it."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from assistant.checks.compare import HUNDRED, span
from assistant.checks.explaining.culprits import Culprit
from assistant.checks.explaining.pen_slips import one_digit_apart, pen_slip
from assistant.checks.labels import show
from assistant.facts.slips import significant
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

if TYPE_CHECKING:
    from assistant.checks.context import Context

_TELLING = 2


def other_operand(ctx: "Context", finding: Finding) -> tuple[Culprit, str] | None:
    """Return the operand of a rate that is a slip of a figure told elsewhere, and how to say so.

    With that figure the stated rate is right. None where there is no such figure, or several.
    """
    stated = finding.operands[0].quantity
    if stated.unit != "%" or significant(stated) < _TELLING:
        return None
    others = [f.quantity for f in finding.operands[1:] if f.quantity.base]
    told = {
        (Culprit(figure.place, value.normalize()), words)
        for figure, wanted in _wanted(stated, others)
        for item in ctx.known_by_dimension.get(figure.dimension, ())
        if wanted.low <= (value := item.value) <= wanted.high and value != figure.base
        if (words := _slip(figure, value))
    }
    return told.pop() if len(told) == 1 else None


def _wanted(stated: Quantity, others: list[Quantity]) -> Iterator[tuple[Quantity, Interval]]:
    """Yield each operand with what it would have to be for the rate to be right."""
    share = span(stated).over(HUNDRED)
    for part, whole in permutations(others, 2):
        if share is None or part.dimension != whole.dimension:
            continue
        yield part, share.times(span(whole))
        if (base := span(part).over(share)) is not None:
            yield whole, base


def _slip(figure: Quantity, meant: Decimal) -> str:
    if figure.value is None:
        return ""
    words = pen_slip(figure.value, meant / figure.scale, figure)
    if words or not one_digit_apart(figure, meant):
        return words
    return f"疑似写错一位数字（{show(meant, figure.unit)}写成{show(figure.base or meant, figure.unit)}）。"
