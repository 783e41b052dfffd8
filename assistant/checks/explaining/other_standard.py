"""Differences that were taken from another figure than the one they are told against."""

from collections.abc import Iterator
from itertools import permutations
from typing import TYPE_CHECKING

from assistant.checks.compare import base
from assistant.checks.explaining.known import Known
from assistant.checks.labels import show, written
from assistant.facts.slips import significant
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

if TYPE_CHECKING:
    from assistant.checks.context import Context

_FAMILY = "N"
_OPERANDS = 3
"""A difference and the two figures that make it."""
_TELLING = 3


def other_standard(ctx: "Context", finding: Finding) -> str:
    """Return against which other figure of the same row a difference was taken, "" where of none.

    The year's payment held against its budget where last year's was meant, or the reverse.
    """
    figures = [fact.quantity for fact in finding.operands]
    if not finding.rule.startswith(_FAMILY) or len(figures) != _OPERANDS:
        return ""
    stated, *two = figures
    if not all(figure.known() for figure in figures):
        return ""
    if significant(stated) < _TELLING or len({f.dimension for f in figures}) != 1:
        return ""
    told = {words for one, other in permutations(two) for words in _taken(ctx, stated, one, other)}
    return told.pop() if len(told) == 1 else ""


def _taken(ctx: "Context", stated: Quantity, one: Quantity, other: Quantity) -> Iterator[str]:
    """Yield that a difference is that of ``one`` from another column of its row, not ``other``."""
    items = [i for i in ctx.known_by_dimension.get(stated.dimension, ()) if _in_a_form(i)]
    now, against = base(one), (one.base, other.base)
    rows = {item.row for item in items if item.value == now}
    for item in items:
        apart = abs(item.value - now)
        if item.row in rows and item.value not in against and apart == stated.base:
            first, last = sorted((item.value, now), reverse=True)
            sides = f"{show(first, one.unit)}-{show(last, one.unit)}={written(stated)}"
            yield f"疑似比错了数（{sides}，用的是“{item.label}”，应与{written(other)}相比）。"


def _in_a_form(item: Known) -> bool:
    return "_report" not in item.place.partition("/")[0]
