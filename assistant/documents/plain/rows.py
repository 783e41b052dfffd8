"""Where the rows of a dumped table end.

A blank line before a cell ends a row, or belongs to the cell above it. Of all readings the
one with the least cost is taken: each change of width between neighbouring rows costs, and
so does each blank line that is read as part of a cell, more so where the row that results
has no neighbour of its width.
"""

from dataclasses import dataclass
from typing import NamedTuple

_CHANGE = 1.0
"""A row that is not as wide as the one above."""
_ALONE = 0.4
"""A row that is as wide as neither neighbour."""
_SINGLE = 0.3
"""A row of one cell."""
_JOIN_BROKEN = 1.2
"""A blank line inside a row, after a cell of several lines."""
_JOIN_PLAIN = 2.4
"""The same after a cell of one line, which seldom ends with an empty paragraph."""
_JOIN_ALONE = 2.0
"""Added for a joined row that is as wide as neither neighbour."""
_MOST_JOINS = 6
_BEAM = 24
"""Readings kept at each blank line."""


class Run(NamedTuple):
    """Cells between two blank lines; ``broken`` says that its last cell has several lines."""

    width: int
    broken: bool


@dataclass(frozen=True)
class _Reading:
    """The cheapest way so far to end a row here, and what the next row must know of it."""

    cost: float
    width: int
    supported: bool
    joined: bool
    start: int
    before: "_Reading | None"

    @property
    def key(self) -> tuple[int, bool, bool]:
        return self.width, self.supported, self.joined


def join_runs(runs: list[Run]) -> list[tuple[int, int]]:
    """Return the rows as (first run, end run), the end not included."""
    best: list[dict[tuple[int, bool, bool], _Reading]] = [{} for _ in range(len(runs) + 1)]
    start = _Reading(0.0, 0, True, False, 0, None)
    best[0][start.key] = start
    for first in range(len(runs)):
        for reading in _cheapest(best[first]):
            for end, width, joins in _rows_from(runs, first):
                _offer(best[end], _extend(reading, first, width, joins, end - first))
    last = min(best[-1].values(), key=_final)
    return _trace(last, len(runs))


def _cheapest(readings: dict[tuple[int, bool, bool], _Reading]) -> list[_Reading]:
    return sorted(readings.values(), key=lambda reading: reading.cost)[:_BEAM]


def _rows_from(runs: list[Run], first: int) -> list[tuple[int, int, float]]:
    """Return the rows that may begin at a run: (end run, width, cost of the joins)."""
    out = []
    width, joins = 0, 0.0
    for end in range(first, min(len(runs), first + _MOST_JOINS + 1)):
        width += runs[end].width
        out.append((end + 1, width, joins))
        joins += _JOIN_BROKEN if runs[end].broken else _JOIN_PLAIN
    return out


def _extend(reading: _Reading, first: int, width: int, joins: float, runs: int) -> _Reading:
    same = width == reading.width
    cost = reading.cost + joins + (_SINGLE if width == 1 else 0.0)
    if not same and reading.before is not None:
        cost += _CHANGE + _loneliness(reading)
    return _Reading(cost, width, same, runs > 1, first, reading)


def _loneliness(reading: _Reading) -> float:
    """Return what a row costs that turns out to be as wide as neither neighbour."""
    if reading.supported:
        return 0.0
    return _ALONE + (_JOIN_ALONE if reading.joined else 0.0)


def _final(reading: _Reading) -> float:
    return reading.cost + _loneliness(reading)


def _offer(place: dict[tuple[int, bool, bool], _Reading], reading: _Reading) -> None:
    known = place.get(reading.key)
    if known is None or reading.cost < known.cost:
        place[reading.key] = reading


def _trace(last: _Reading, end: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    reading: _Reading | None = last
    while reading is not None and reading.before is not None:
        rows.append((reading.start, end))
        end, reading = reading.start, reading.before
    return rows[::-1]


def open_rows(widths: list[int], joined: list[bool]) -> list[int]:
    """Return the rows whose end is uncertain: joined ones, and those that might have been."""
    padded = [0, *widths, 0, 0]
    out = []
    for row, width in enumerate(widths):
        before, after, beyond = padded[row], padded[row + 2], padded[row + 3]
        might = after > 0 and width + after in {before, beyond}
        if joined[row] or might:
            out.append(row)
    return out
