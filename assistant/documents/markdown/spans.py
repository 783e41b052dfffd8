"""Merged cells of a pipe table, found again in what a converter wrote in their place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from assistant.documents.markdown import marked, repeats


@dataclass(eq=False)
class Spot:
    """A cell on the grid; ``text`` is as written, white space at its ends included."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1

    @property
    def is_label(self) -> bool:
        """Tell whether it holds words, not a figure."""
        text = self.text.strip()
        return bool(text) and not repeats.is_figure(text)


class Laid(NamedTuple):
    """A table on its grid: ``at[row][col]`` covers a position.

    ``shifted``: rows that are not as wide as the table, and how many cells they have;
    ``merged``: cells that were joined because of what stands around them.
    """

    at: list[list[Spot]]
    shifted: dict[int, int]
    merged: int


@dataclass
class _Grid:
    at: list[list[Spot]]
    shifted: dict[int, int] = field(default_factory=dict)
    merged: int = 0

    def across(self, row: int, start: int, end: int) -> None:
        """Let the cell at ``start`` reach to ``end`` (behind the last)."""
        first = self.at[row][start]
        for col in range(start + first.col_span, end):
            self.at[row][col] = first
        first.col_span = end - start

    def down(self, row: int, col: int) -> None:
        """Let the cell above a position reach over it."""
        above = self.at[row - 1][col]
        above.row_span = row - above.row + 1
        self.at[row][above.col : above.col + above.col_span] = [above] * above.col_span


def lay(rows: Sequence[Sequence[str]], marks: bool) -> Laid:
    """Return the grid of a table's rows of cells as they are written.

    Markdown knows no merged cells. One converter leaves marks of the columns a cell covers
    (``marks``: this text has such); others repeat a cell's text, or leave the positions empty.
    """
    if marks and marked.may_be_marked(rows):
        return _of_marks(rows)
    cols = max(map(len, rows))
    at = [
        [Spot(row[col] if col < len(row) else "", number, col) for col in range(cols)]
        for number, row in enumerate(rows)
    ]
    shifted = {n: len(row) for n, row in enumerate(rows) if len(row) != len(rows[0])}
    grid = _Grid(at, shifted)
    _repeated(grid)
    _head_rows(grid)
    _blank_downwards(grid)
    _columns_of_blocks(grid, [[spot.text.strip(" \t") for spot in line] for line in at])
    _beside_colons(grid)
    return Laid(grid.at, grid.shifted, grid.merged)


def _of_marks(rows: Sequence[Sequence[str]]) -> Laid:
    """Lay out rows that tell how wide a cell is, but not how high: those below are short."""
    cells = [marked.cells(row) for row in rows]
    cols = max(sum(wide for _, wide in row) for row in cells)
    grid = _Grid([[Spot("", n, col) for col in range(cols)] for n in range(len(rows))])
    for number, row in enumerate(cells):
        missing = cols - sum(wide for _, wide in row)
        free = _left_free(grid, number, missing)
        if free is None:
            grid.shifted[number], free = len(row), list(range(cols))
        if missing:
            grid.merged += 1
        _put(grid, number, row, free)
    return Laid(grid.at, grid.shifted, grid.merged)


def _left_free(grid: _Grid, row: int, missing: int) -> list[int] | None:
    """Return the columns that a short row's cells fill; the others go on from above.

    Forms merge their leading columns; only whole cells go on. None where none end there.
    """
    cols = len(grid.at[row])
    if not missing:
        return list(range(cols))
    if not row:
        return None
    above = grid.at[row - 1]
    ends = {spot.col + spot.col_span for spot in above}
    if missing not in ends or missing >= cols:
        return None
    for spot in dict.fromkeys(above[:missing]):
        grid.down(row, spot.col)
    return list(range(missing, cols))


def _put(grid: _Grid, row: int, cells: list[tuple[str, int]], free: list[int]) -> None:
    at = 0
    for text, wide in cells:
        spot = grid.at[row][free[at]]
        spot.text = text
        grid.across(row, free[at], free[at] + wide)
        at += wide


def _repeated(grid: _Grid) -> None:
    for row, start, end in repeats.runs([[spot.text for spot in line] for line in grid.at]):
        if grid.at[row][start].text.strip():
            grid.across(row, start, end)
            grid.merged += 1


def _head_rows(grid: _Grid) -> None:
    """Let each cell of a form's top rows reach over the empty positions to its right.

    Labels of several columns stand above one another there: two rows at least begin with a
    label and as many empty positions behind it.
    """
    gaps = [_gap(line) for line in grid.at]
    height = next((n for n, gap in enumerate(gaps) if not gap or gap != gaps[0]), len(gaps))
    if height < 2:
        return
    for row, line in enumerate(grid.at[:height]):
        starts = [spot.col for spot in dict.fromkeys(line) if spot.text.strip()]
        for start, end in pairwise([*starts, len(line)]):
            grid.across(row, start, end)
        grid.merged += 1


def _gap(line: list[Spot]) -> int:
    """Return how many empty positions a row has between its first label and the next text."""
    if not line[0].is_label or line[0].col_span > 1:
        return 0
    return next((col - 1 for col in range(1, len(line)) if line[col].text.strip()), 0)


def _blank_downwards(grid: _Grid) -> None:
    """Let labels reach over the empty positions below them, at the beginning of rows.

    A row that still has a label of its own, and only before it.
    """
    for row in range(1, len(grid.at)):
        line = grid.at[row]
        first = next((spot for spot in line if spot.text.strip()), None)
        if first is None or not first.is_label or not first.col:
            continue
        above = list(dict.fromkeys(grid.at[row - 1][: first.col]))
        whole = above[-1].col + above[-1].col_span == first.col
        if whole and all(spot.is_label for spot in above):
            for spot in above:
                grid.down(row, spot.col)
            grid.merged += 1


def _columns_of_blocks(grid: _Grid, rows: Sequence[Sequence[str]]) -> None:
    """Join columns that say one thing in all rows beside one merged label."""
    for block in _blocks(grid):
        first = grid.at[block[0]][0]
        for col in range(first.col_span + 1, len(grid.at[0])):
            if repeats.is_one_column(rows, block, col):
                for row in block:
                    grid.across(row, grid.at[row][col - 1].col, col + 1)


def _blocks(grid: _Grid) -> Iterator[range]:
    """Yield the rows, two at least, that share the label in their first column."""
    start = 0
    for row in range(1, len(grid.at) + 1):
        above = grid.at[row - 1][0]
        here = grid.at[row][0] if row < len(grid.at) else None
        if here is above or (here is not None and here.is_label and here.text == above.text):
            continue
        if row - start > 1:
            yield range(start, row)
        start = row


def _beside_colons(grid: _Grid) -> None:
    """Let cells of the kind “name：amount” reach over the positions that they left beside them.

    They hold their own value. Only in rows of nothing else, behind the label merged from above.
    """
    before: set[int] = set()
    for number, line in enumerate(grid.at):
        lead = next((s.col_span for s in line[:1] if s.row_span > 1), 1)
        own = list(dict.fromkeys(line[lead:]))
        texts = [spot for spot in own if spot.text.strip(" \t")]
        if not texts or not all("：" in spot.text or ":" in spot.text for spot in texts):
            before = set()
            continue
        starts = {s.col for s, last in zip(own, [None, *own], strict=False)
                  if s in texts and (last is None or s.text != last.text)}  # fmt: skip
        before |= starts
        for start, end in pairwise([*sorted(before), len(line)]):
            grid.across(number, start, end)
