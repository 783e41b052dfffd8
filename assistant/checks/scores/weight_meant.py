"""The weight of budget execution that must have been meant where the printed one breaks the sum."""

from decimal import Decimal

from assistant.checks.rows import added_execution, filled
from assistant.checks.scores.counted_once import points_of, single_count
from assistant.checks.scores.execution import best_rate, execution_points
from assistant.checks.targets.performance import printed
from assistant.model.pack import IndicatorTable
from assistant.model.quantity import Interval, Quantity

_FULL = Decimal(100)


def meant_weight(table: IndicatorTable) -> Decimal | None:
    """Return the weight that makes all weights 100 points and earns the printed score.

    None where the printed weight does either of it, and where any figure is missing.
    """
    weight, score = added_execution(table, "weight"), added_execution(table, "score")
    rate = best_rate(table)
    if weight is None or score is None or rate is None:
        return None
    return meant_by(table, weight, score, rate)


def meant_by(
    table: IndicatorTable, weight: Quantity, score: Quantity, rate: Interval
) -> Decimal | None:
    """Return :func:`meant_weight` of a table whose figures of budget execution are at hand."""
    if weight.value is None or not score.value:
        return None
    stated = printed(score)
    if stated.meets(execution_points(weight.value, rate)):  # so for most
        return None
    rows = single_count(filled(table), _FULL - weight.value)
    if not any(row.weight.known() for row in rows):
        return None
    meant = _FULL - points_of(rows, "weight")
    if meant <= 0 or meant == weight.value:
        return None
    return meant if stated.meets(execution_points(meant, rate)) else None
