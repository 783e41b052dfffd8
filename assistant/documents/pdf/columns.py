"""Columns that lines of figures share: stretches of the page between which no text stands."""

from collections.abc import Sequence
from itertools import pairwise

from assistant.documents.pdf.content import Char
from assistant.documents.pdf.segments import Row, Segment

_LEAST = 3  # rows of figures, and columns
_CORRIDOR = 0.3  # of an em between two columns
_TIGHT = 0.2  # of an em between two words that may stand in two columns
_NEAR = 0.6  # of an em by which a column's heading may begin beside its column
_APART = 5.0  # ems between two rows of figures, at most
_MOSTLY = 0.6  # of a column's cells

Columns = list[tuple[float, float]]
"""Left and right of each column's text, from left to right."""


def runs(rows: Sequence[Row], bounded: bool = False) -> list[tuple[list[int], Columns]]:
    """Return the runs of rows with figures that share columns: the rows' numbers, the columns.

    ``bounded``: rules show already that there is a table; its rows need no figures.
    """
    out: list[tuple[list[int], Columns]] = []
    run: list[int] = []
    columns: Columns = []
    for number, row in enumerate(rows):
        if len(row.segments) < 2 or not (bounded or row.figures):
            continue
        near = bool(run) and (bounded or row.y - rows[run[-1]].y <= _APART * row.em)
        wider = _joined(columns, row) if near else None
        if wider is not None and all(_fits(rows[n], wider) for n in (*run, number)):
            run.append(number)
            columns = wider
            continue
        out.append((run, columns))
        run, columns = [number], [(s.x0, s.x1) for s in row.segments]
    out.append((run, columns))
    return [
        (found, cols) for found, cols in out
        if len(found) >= _LEAST and len(cols) >= _LEAST
        and (bounded or _is_table([rows[n] for n in found], cols))
    ]  # fmt: skip


def _joined(columns: Columns, row: Row) -> Columns:
    """Return columns with a row's segments; what nearly meets is one column."""
    least = _CORRIDOR * row.em
    out: Columns = []
    for x0, x1 in sorted([*columns, *((s.x0, s.x1) for s in row.segments)]):
        if out and x0 - out[-1][1] < least:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _fits(row: Row, columns: Columns) -> bool:
    """Tell whether no wide gap of a row lies inside a column."""
    return not any(
        b.x0 - a.x1 > row.em and span(a, columns)[1] == span(b, columns)[0]
        for a, b in pairwise(row.segments)
    )


def span(segment: Segment, columns: Columns) -> tuple[int, int]:
    """Return the first and last column that a segment reaches into, or the nearest one."""
    if segment.over is not None:
        return segment.over
    met = [n for n, (x0, x1) in enumerate(columns) if segment.x0 < x1 and segment.x1 > x0]
    if met:
        return met[0], met[-1]
    middle = (segment.x0 + segment.x1) / 2
    nearest = min(range(len(columns)), key=lambda n: abs(middle - sum(columns[n]) / 2))
    return nearest, nearest


def cut_at_columns(row: Row, columns: Columns) -> None:
    """Part the segments of a row where the next column begins behind a small gap."""
    starts = [x0 for x0, _ in columns[1:]]
    out: list[Segment] = []
    for segment in row.segments:
        begin = 0
        for at in range(1, len(segment.chars)):
            before, char = segment.chars[at - 1], segment.chars[at]
            if char.x0 - before.x1 > _TIGHT * row.em and any(
                abs(char.x0 - x) < _NEAR * row.em for x in starts
            ):
                out.append(_part(segment.chars[begin:at]))
                begin = at
        out.append(_part(segment.chars[begin:]) if begin else segment)
    row.segments = out


def _part(chars: list[Char]) -> Segment:
    return Segment(chars, chars[0].x0, max(char.x1 for char in chars))


def _is_table(rows: Sequence[Row], columns: Columns) -> bool:
    """Tell whether rows of figures are a table's body.

    Labels in the first column, and two columns of figures behind it. A table of contents has one, and its pages only grow.
    """
    cells: list[list[Segment]] = [[] for _ in columns]
    for row in rows:
        for segment in row.segments:
            cells[span(segment, columns)[0]].append(segment)
    if len(cells[0]) < _MOSTLY * len(rows):
        return False
    figures = [n for n, column in enumerate(cells) if n and _of_figures(column, len(rows))]
    return len(figures) >= 2 or (len(figures) == 1 and len(columns) > _LEAST and not (
        _grows(cells[figures[0]])
    ))  # fmt: skip


def _of_figures(column: Sequence[Segment], rows: int) -> bool:
    count = sum(segment.is_figure for segment in column)
    return count >= max(2, _MOSTLY * len(column)) and len(column) >= rows / 3


def _grows(column: Sequence[Segment]) -> bool:
    """Tell whether figures are whole and only grow, as page numbers do."""
    texts = [segment.text for segment in column if segment.is_figure]
    return all(text.isdigit() for text in texts) and all(
        int(a) <= int(b) for a, b in pairwise(texts)
    )
