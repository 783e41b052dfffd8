"""The tables of a page as dense grids: spans expanded as browsers do, layout tables told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assistant.documents.limits import Limits
from assistant.documents.web.dom import attribute_number, is_hidden, own_text
from assistant.errors import TooLarge

_COL_SPAN, _ROW_SPAN = 1000, 65534
"""The most that browsers take."""
_GROUPS = frozenset({"thead", "tbody", "tfoot"})


@dataclass(slots=True)
class Slot:
    """A cell's place in the grid; ``td`` is None for positions that the page leaves out."""

    td: etree._Element | None
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1


@dataclass
class Grid:
    """A table's slots in reading order, and the rows that are hidden."""

    rows: int = 0
    cols: int = 0
    slots: list[Slot] = field(default_factory=list)
    hidden: list[etree._Element] = field(default_factory=list)
    ragged: int = 0


def lay_out(table: etree._Element, limits: Limits) -> Grid:
    """Return a table's grid: every position belongs to exactly one slot.

    A row span ends with its row group, and a cell that would cover another one is cut short.
    Raises ``TooLarge`` where spans claim more positions than the limits allow.
    """
    grid = Grid()
    taken: set[tuple[int, int]] = set()
    for group in _groups(table):
        kept: list[etree._Element] = []
        for row in group:
            (grid.hidden if is_hidden(row) else kept).append(row)
        end = grid.rows + len(kept)
        for row in kept:
            _place(grid, row, end, taken, limits)
            grid.rows += 1
            _check(grid.rows, grid.cols, limits)
    _fill(grid, taken)
    return grid


def _groups(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the rows of each row group; rows right below the table are groups of their own."""
    loose: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in _GROUPS:
            if loose:
                yield loose
                loose = []
            yield [row for row in child if row.tag == "tr"]
    if loose:
        yield loose


def _place(
    grid: Grid, row: etree._Element, end: int, taken: set[tuple[int, int]], limits: Limits
) -> None:
    number, col = grid.rows, 0
    for td in row:
        if td.tag not in ("td", "th") or is_hidden(td):
            continue
        while (number, col) in taken:
            col += 1
        slot = _slot(td, number, col, end)
        slot.col_span = _free(taken, number, col, slot.col_span)
        _check(max(end, 1), col + slot.col_span, limits)
        taken.update(
            (number + down, col + right)
            for down in range(slot.row_span)
            for right in range(slot.col_span)
        )
        grid.slots.append(slot)
        col += slot.col_span
        grid.cols = max(grid.cols, col)


def _free(taken: set[tuple[int, int]], row: int, col: int, wide: int) -> int:
    """Return how many columns are free from ``col`` on, ``wide`` at most."""
    return next((step for step in range(wide) if (row, col + step) in taken), wide)


def _slot(td: etree._Element, row: int, col: int, end: int) -> Slot:
    down = attribute_number(td, "rowspan", 1, _ROW_SPAN)
    right = attribute_number(td, "colspan", 1, _COL_SPAN)
    # A row span of 0 reaches to the end of its group.
    return Slot(td, row, col, min(down or end - row, end - row), max(1, right))


def _check(rows: int, cols: int, limits: Limits) -> None:
    if cols > limits.columns:
        raise TooLarge(f"的表格有 {cols} 列，超过上限 {limits.columns}。")
    if rows * cols > limits.cells:
        raise TooLarge(f"的表格有 {rows} 行 {cols} 列，单元格数超过上限 {limits.cells}。")


def _fill(grid: Grid, taken: set[tuple[int, int]]) -> None:
    """Give the positions that no cell claims to empty slots, one for each run."""
    before = len(grid.slots)
    for row in range(grid.rows):
        start: int | None = None
        for col in range(grid.cols + 1):
            free = col < grid.cols and (row, col) not in taken
            if free and start is None:
                start = col
            elif not free and start is not None:
                grid.slots.append(Slot(None, row, start, col_span=col - start))
                start = None
    grid.ragged = len({slot.row for slot in grid.slots[before:]})
    grid.slots.sort(key=lambda slot: (slot.row, slot.col))


def is_layout(table: etree._Element) -> bool:
    """Tell whether a table only arranges a page.

    Most of its text is in inner tables, or it has a single column.
    """
    if table.get("role") in {"presentation", "none"}:
        return True
    if all(_width(row) <= 1 for row in table.iter("tr") if _outer(row) is table):
        return True
    inner = [t for t in table.iterdescendants("table") if _outer(t) is table]
    return sum(len(own_text(t)) for t in inner) * 2 > len(own_text(table))


def _width(row: etree._Element) -> int:
    return sum(1 for td in row if td.tag in ("td", "th"))


def is_data(table: etree._Element) -> bool:
    """Tell whether a table holds figures or words in rows and columns."""
    if is_layout(table):
        return False
    wide = sum(1 for row in table.iter("tr") if sum(1 for td in row if own_text(td)) >= 2)
    return wide >= 3


def _outer(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)
