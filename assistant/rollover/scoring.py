"""How the new year's rows are scored; the profile's rules are handed in."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.profile import Profile
from assistant.model.quantity import Quantity
from assistant.rollover.cells import points, quantity
from assistant.rollover.timing import in_time


class Scoring(NamedTuple):
    """A place's rules: ``row`` scores an indicator, ``execution`` a table's budget execution.

    Both return None where the figures don't decide. ``added`` gives a table's execution
    weight or score (``weight``, ``score``) where it counts beside the indicators.
    """

    profile: Profile
    row: Callable[[Indicator], Decimal | None]
    execution: Callable[[IndicatorTable], Decimal | None]
    added: Callable[[IndicatorTable, str], Quantity | None]


def score_of(row: Indicator, scoring: Scoring, year: int) -> str:
    """Return a row's score as printed: as supplied, by the rule, or "" for a person to give."""
    if not row.score.is_blank():
        return row.score.raw
    if row.weight.value is None:
        return ""
    if in_time(row.target.raw, row.actual.raw, year):
        return row.weight.raw
    return points(scoring.row(row))


def score_range(row: Indicator, profile: Profile) -> str:
    """Return the bands of a qualitative score in points: 达成3.2–4分、部分达成2.4–3.2分…."""
    weight = row.weight.value
    if weight is None:
        return ""
    bands = (
        f"{name}{points(weight * low / 100)}–{points(weight * high / 100)}分"
        for name, (low, high) in profile.bands.items()
    )
    return "、".join(bands)


def add_totals(table: IndicatorTable, scoring: Scoring) -> None:
    """Fill total weight and score; a blank score leaves the total score blank too.

    Without any indicator both stay blank: the execution score alone is no total.
    """
    rows = [row for row in table.indicators if not row.is_blank()]
    if not rows:
        return
    weights = [row.weight for row in rows]
    scores = [row.score for row in rows if row.weight.value != 0]
    for column, cells, field in (
        ("weight", weights, "total_weight"),
        ("score", scores, "total_score"),
    ):
        added = scoring.added(table, column)
        summed = _sum([*cells, *([added] if added is not None else [])])
        place = f"{table.place}/total/{column}"
        setattr(table, field, quantity(points(summed), place))


def _sum(cells: list[Quantity]) -> Decimal | None:
    if not cells or any(cell.value is None for cell in cells):
        return None
    return sum((cell.value or Decimal(0) for cell in cells), Decimal(0))
