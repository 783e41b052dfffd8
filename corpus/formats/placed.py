"""A form's rows as cells with their spans: the shape that sheets, pages and Markdown share."""

from collections.abc import Iterator
from typing import NamedTuple

from corpus.grids import GridCell, Row


class Placed(NamedTuple):
    """A cell with the position of its top left corner, from 0, and its spans."""

    text: str
    row: int
    col: int
    row_span: int
    col_span: int


def placed(rows: list[Row]) -> list[Placed]:
    """Return every cell once; a cell that goes on below spans all its rows."""
    at = [dict(_columns(row)) for row in rows]
    return [
        Placed(cell.text, number, col, _height(at, number, col), cell.span)
        for number, row in enumerate(at)
        for col, cell in row.items()
        if cell.merge != "go_on"
    ]


def width(rows: list[Row]) -> int:
    """Return the number of grid columns."""
    return sum(cell.span for cell in rows[0])


def _columns(row: Row) -> Iterator[tuple[int, GridCell]]:
    col = 0
    for cell in row:
        yield col, cell
        col += cell.span


def _height(rows: list[dict[int, GridCell]], first: int, col: int) -> int:
    if rows[first][col].merge != "start":
        return 1
    below = (row for row in range(first + 1, len(rows)) if not _goes_on(rows[row].get(col)))
    return next(below, len(rows)) - first


def _goes_on(cell: GridCell | None) -> bool:
    return cell is not None and cell.merge == "go_on"
