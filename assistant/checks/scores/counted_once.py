"""Rows whose points count once: some forms score a row and the rows that detail it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from assistant.model.pack import Indicator

Column = Literal["weight", "score"]


def points_of(rows: Sequence[Indicator], column: Column) -> Decimal:
    """Return the sum of a column of points; blanks count nothing."""
    cells = [getattr(row, column).value for row in rows]
    return sum((cell for cell in cells if cell is not None), Decimal(0))


def single_count(
    rows: Sequence[Indicator], expected: Decimal, column: Column = "weight"
) -> list[Indicator]:
    """Return the rows without those whose points only repeat other rows.

    Rows that the form marks as details of another (``Indicator.parent``) are left out, unless
    the plain sum is right. Where nothing is marked, a row that repeats those right below it is
    left out only where that makes the sum right.
    """
    total = points_of(rows, column)
    if total == expected:
        return list(rows)
    told = without_details(rows)
    if len(told) < len(rows) or total < expected:
        return told
    parents = [row for number, row in enumerate(rows) if _repeats(rows, number, column)]
    if parents and total - points_of(parents, column) == expected:
        return [row for row in rows if row not in parents]
    return told


def without_details(rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the rows without those whose points are part of the points of another row."""
    return [row for row in rows if not _is_part(row, rows)]


def _is_part(row: Indicator, rows: Sequence[Indicator]) -> bool:
    """Tell whether a row's parent has points for itself and all that detail it."""
    if row.parent is None:
        return False
    parent = next((each for each in rows if each.place == row.parent), None)
    if parent is None:
        return False
    details = [each for each in rows if each.parent == row.parent]
    column: Column = "weight" if parent.weight.known() else "score"
    whole = getattr(parent, column).value
    return whole is not None and points_of(details, column) <= whole


def _repeats(rows: Sequence[Indicator], number: int, column: Column) -> bool:
    """Tell whether a row's points equal the sum of two or more rows right below it."""
    parent = rows[number]
    whole, below = getattr(parent, column).value, Decimal(0)
    if not whole:
        return False
    for count, row in enumerate(rows[number + 1 :], start=1):
        if (row.level1, row.level2) != (parent.level1, parent.level2):
            return False
        below += getattr(row, column).value or Decimal(0)
        if below >= whole:
            return bool(below == whole and count >= 2)
    return False
