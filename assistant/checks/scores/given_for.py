"""For which actual value a row's score was given, and by how much it is above the rules."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.checks.targets.performance import fair_score, judge, printed
from assistant.model.pack import Indicator
from assistant.model.profile import Profile
from assistant.model.quantity import Quantity

_CENT = Decimal("0.01")


def given_for(row: Indicator, told: Quantity, profile: Profile) -> bool:
    """Tell whether a row's score is right for a value told elsewhere, and not for its own."""
    if not row.score.known() or not row.weight.value:
        return False
    meant = row.model_copy(update={"actual": told})
    return _fits(meant, profile) and not _fits(row, profile)


def _fits(row: Indicator, profile: Profile) -> bool:
    fair = fair_score(row, profile)
    if fair is None:
        return False
    stated = printed(row.score)
    return stated.low <= fair <= stated.high


def raised_by(rows: Sequence[Indicator], points: Decimal, profile: Profile) -> Indicator | None:
    """Return the one row that missed its target and has just these points too many."""
    raised = [row for row in rows if points > 0 and _above(row, profile) == points]
    return raised[0] if len(raised) == 1 else None


def _above(row: Indicator, profile: Profile) -> Decimal | None:
    result, fair = judge(row), fair_score(row, profile)
    if result is None or result.met or fair is None or row.score.value is None:
        return None
    return row.score.value - fair.quantize(_CENT, rounding="ROUND_HALF_UP")
