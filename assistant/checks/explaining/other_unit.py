"""Amounts that are right once their unit is changed: 万元 for 亿元, 元 for 万元."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.explaining.culprits import Culprit
from assistant.checks.labels import written
from assistant.facts.slips import significant
from assistant.model.finding import Finding
from assistant.model.quantity import MONEY_UNITS, Interval, Quantity

_FAMILY = "N"
_OPERANDS = 3
"""A stated figure and the two that make it."""
_TELLING = 3
_TIMES = Decimal(10_000)


def other_unit(finding: Finding) -> tuple[Culprit | None, str] | None:
    """Return which of two amounts has another's unit, and how to say so; None where no unit mends it.

    Two amounts of which either may have the wrong unit are both named, and none is blamed.
    """
    figures = [fact.quantity for fact in finding.operands]
    if not finding.rule.startswith(_FAMILY) or len(figures) != _OPERANDS:
        return None
    stated, *two = figures
    if significant(stated) < _TELLING or any(f.dimension != "元" or not f.base for f in two):
        return None
    mended = [
        (figure, meant)
        for which, figure in enumerate(two)
        for meant in _meant(figure)
        if _fits(stated, [meant, two[1 - which]])
    ]
    if not mended:
        return None
    either = "，或".join(f"{written(wrong)}若为{written(right)}" for wrong, right in mended)
    figure, meant = mended[0]
    culprit = Culprit(figure.place, base(meant).normalize()) if len(mended) == 1 else None
    return culprit, f"疑似单位写错（{either}，各数即相符）。"


def _meant(figure: Quantity) -> list[Quantity]:
    """Return an amount with its digits in the next larger and smaller unit."""
    scales = (figure.scale * _TIMES, figure.scale / _TIMES)
    units = [unit for unit, scale in MONEY_UNITS.items() if scale in scales]
    return [figure.model_copy(update={"unit": unit, "raw": ""}) for unit in units]


def _fits(stated: Quantity, two: Sequence[Quantity]) -> bool:
    """Tell whether two amounts make the stated figure: as a share, a change or a difference."""
    told = span(stated)
    for first, last in permutations(map(span, two)):
        apart = first.minus(last)
        share, change = first.over(last), apart.over(last)
        made: list[Interval | None] = (
            [share and share.times(HUNDRED), change and change.times(HUNDRED)]
            if stated.unit == "%"
            else [apart]
        )
        if any(each and each.meets(told) for each in made):
            return True
    return False
