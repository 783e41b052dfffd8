"""How the new year's rows are scored; the profile's rules are handed in."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.profile import Profile
from assistant.model.quantity import Quantity
from assistant.rollover.cells import has_cell, points, quantity
from assistant.rollover.timing import in_time

Column = Literal["weight", "score"]
_POINTS: tuple[Column, ...] = ("weight", "score")


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
    for column in _POINTS:
        total: Quantity = getattr(table, f"total_{column}")
        made = quantity(
            points(_summed(table, rows, column, scoring)), total.place, "", total.location
        )
        setattr(table, f"total_{column}", made)


def _summed(
    table: IndicatorTable, rows: Sequence[Indicator], column: Column, scoring: Scoring
) -> Decimal | None:
    """Return the sum of a column, None where a point is open or the form has no such column."""
    own = [row for row in counted(rows, column) if column == "weight" or row.weight.value != 0]
    cells: list[Quantity] = [getattr(row, column) for row in own]
    if not any(map(has_cell, cells)):
        return None
    added = scoring.added(table, column)
    return _sum([*cells, *([added] if added is not None and has_cell(added) else [])])


def counted(rows: Sequence[Indicator], column: Column) -> list[Indicator]:
    """Return the rows whose points make the total: a row and those that detail it count once.

    The details are left out where the row above has points for all of them; it is left out
    itself where it has none and they have.
    """
    out = []
    for row in rows:
        above = next((each for each in rows if row.parent and each.place == row.parent), None)
        below = _details(row, rows)
        if above is not None and _holds(above, _details(above, rows)):
            continue
        if getattr(row, column).is_blank() and _all_known(below, "weight"):
            continue
        out.append(row)
    return out


def score_of_details(row: Indicator, table: IndicatorTable) -> str:
    """Return the score of a row without own figures from the rows that detail it, "" if unknown."""
    below = _details(row, table.indicators)
    own = row.target.is_blank() and row.actual.is_blank() and row.weight.known()
    if not own or not _all_known(below, "weight") or not _all_known(below, "score"):
        return ""
    if sum(each.weight.value or 0 for each in below) != row.weight.value:
        return ""
    return points(sum((each.score.value or Decimal(0) for each in below), Decimal(0)))


def relatives(row: Indicator, table: IndicatorTable) -> list[Indicator]:
    """Return the row that a row details, and those that detail it."""
    above = [each for each in table.indicators if row.parent and each.place == row.parent]
    return [*above, *_details(row, table.indicators)]


def _details(row: Indicator, rows: Sequence[Indicator]) -> list[Indicator]:
    return [each for each in rows if each.parent is not None and each.parent == row.place]


def _all_known(rows: Sequence[Indicator], column: str) -> bool:
    return bool(rows) and all(getattr(row, column).known() for row in rows)


def _holds(parent: Indicator, details: Sequence[Indicator]) -> bool:
    """Tell whether a row's points are for itself and all that detail it."""
    whole = parent.weight.value
    return whole is not None and sum(each.weight.value or 0 for each in details) <= whole


def _sum(cells: list[Quantity]) -> Decimal | None:
    if not cells or any(cell.value is None for cell in cells):
        return None
    return sum((cell.value or Decimal(0) for cell in cells), Decimal(0))
