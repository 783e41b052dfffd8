"""What an indicator row shows: met, missed, far above its target, cut, or not to be told."""

from decimal import Decimal
from typing import Literal

from assistant.model.pack import Indicator

Outcome = Literal["met", "missed", "exceeded", "far", "zero", "unknown"]


def less_is_better(row: Indicator) -> bool:
    """Tell whether a smaller figure is the better one: ≤ targets, and costs without a sign."""
    if row.target.comparator in ("<=", "<"):
        return True
    return row.target.comparator in ("=", "~") and "成本" in row.level1 + row.level2


def outcome(row: Indicator, far: Decimal) -> Outcome:
    """Return what target and actual show; ``far`` is the percentage that owes a reason.

    ``exceeded``: less is better, and the actual figure is above its target. A bounded actual
    (“≥95%”) counts with its bound; ranges and different units tell nothing.
    """
    target, actual = row.target, row.actual
    if target.base is None or actual.base is None or target.dimension != actual.dimension:
        return "unknown"
    if target.upper is not None or actual.upper is not None:
        return "unknown"
    if less_is_better(row):
        return "exceeded" if actual.base > target.base else "met"
    if actual.base < target.base:
        return "zero" if actual.base == 0 else "missed"
    if target.base > 0 and actual.base * 100 >= target.base * far and target.unit != "%":
        return "far"
    return "met"


def cut(row: Indicator) -> bool:
    """Tell whether the row's score is below its weight."""
    weight, score = row.weight.value, row.score.value
    return weight is not None and score is not None and score < weight


def owes_note(row: Indicator, far: Decimal) -> bool:
    """Tell whether the row owes a deviation note (DOMAIN §4)."""
    return outcome(row, far) in ("missed", "exceeded", "far", "zero") or cut(row)
