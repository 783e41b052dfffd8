"""Word's rows and cells to a dense grid, without looking at their text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assistant.documents.limits import Limits
from assistant.errors import TooLarge
from assistant.ooxml import W, cell_items, is_on, number, row_items

_TRPR, _SPAN = W + "trPr", W + "gridSpan"
_VMERGE, _HMERGE, _VAL = W + "vMerge", W + "hMerge", W + "val"
_DELETED = W + "cellDel"
_BEFORE, _AFTER = W + "gridBefore", W + "gridAfter"
_ROW_DELETED, _ROW_INSERTED, _HIDDEN = W + "del", W + "ins", W + "hidden"

_Properties = dict[str, etree._Element]
_Merges = dict[etree._Element | None, _Properties]


@dataclass(slots=True)
class Slot:
    """A cell's place in the grid; ``tc`` is None for positions that Word leaves out."""

    tc: etree._Element | None
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    inserted: bool = False
    covered: tuple[etree._Element, ...] = ()
    """Cells hidden under this one by a merge; they may hold text that nobody sees."""


@dataclass
class Grid:
    """A table's slots in reading order, and the rows that are not in the grid."""

    rows: int = 0
    cols: int = 0
    slots: list[Slot] = field(default_factory=list)
    deleted: list[etree._Element] = field(default_factory=list)
    hidden: list[etree._Element] = field(default_factory=list)
    inserted: list[etree._Element] = field(default_factory=list)
    ragged: int = 0


def lay_out(table: etree._Element, limits: Limits) -> Grid:
    """Return a table's grid: every position belongs to exactly one slot.

    Rows deleted under revision marks and hidden rows are left out and listed. Raises
    ``TooLarge`` where spans claim more positions than the limits allow.
    """
    grid = Grid()
    merges = _merges(table)
    above: dict[int, Slot] = {}
    widths: list[int] = []
    for row, properties in _kept_rows(table, grid):
        layout = _RowLayout(grid, merges, len(widths), above)
        widths.append(layout.place(row, properties))
        above = layout.below
        grid.rows, grid.cols = len(widths), max(grid.cols, widths[-1])
        _check(grid.rows, grid.cols, limits)
    _fill(grid, widths)
    return grid


def _check(rows: int, cols: int, limits: Limits) -> None:
    if cols > limits.columns:
        raise TooLarge(f"的表格有 {cols} 列，超过上限 {limits.columns}。")
    if rows * cols > limits.cells:
        raise TooLarge(f"的表格有 {rows} 行 {cols} 列，单元格数超过上限 {limits.cells}。")


def _kept_rows(table: etree._Element, grid: Grid) -> Iterator[tuple[etree._Element, _Properties]]:
    found = _row_properties(table)
    for row in row_items(table):
        properties = found.get(row, {})
        if _ROW_DELETED in properties:
            grid.deleted.append(row)
        elif is_on(properties.get(_HIDDEN)):
            grid.hidden.append(row)
        else:
            if _ROW_INSERTED in properties:
                grid.inserted.append(row)
            yield row, properties


def _fill(grid: Grid, widths: list[int]) -> None:
    """Give the positions to the right of short rows to an empty slot."""
    short = [(row, width) for row, width in enumerate(widths) if width < grid.cols]
    for row, width in short:
        grid.slots.append(Slot(None, row, width, col_span=grid.cols - width))
    grid.ragged = len(short)
    if short or any(slot.tc is None for slot in grid.slots):
        grid.slots.sort(key=lambda slot: (slot.row, slot.col))


class _RowLayout:
    """Places the cells of one row; ``below`` is what the next row may continue."""

    def __init__(self, grid: Grid, merges: _Merges, row: int, above: dict[int, Slot]) -> None:
        self._grid, self._merges, self._row, self._above = grid, merges, row, above
        self._col = 0
        self._inserted = False
        self.below: dict[int, Slot] = {}

    def place(self, row: etree._Element, properties: _Properties) -> int:
        """Place a row's cells and return how many columns they take."""
        self._inserted = _ROW_INSERTED in properties
        self._gap(number(properties.get(_BEFORE), 0))
        slots, merges = self._grid.slots, self._merges
        for tc in cell_items(row):
            merge = merges.get(tc)
            if merge is None:  # the usual cell
                slots.append(Slot(tc, self._row, self._col, 1, 1, self._inserted))
                self._col += 1
            else:
                self._merged(tc, merge)
        self._gap(number(properties.get(_AFTER), 0))
        return self._col

    def _gap(self, width: int) -> None:
        if width > 0:
            self._grid.slots.append(Slot(None, self._row, self._col, col_span=width))
            self._col += width

    def _merged(self, tc: etree._Element, properties: _Properties) -> None:
        if _DELETED in properties:
            self._grid.deleted.append(tc)
        else:
            span = max(1, number(properties.get(_SPAN), 1))
            if not (_continues(properties.get(_HMERGE)) and self._widen(tc, span)):
                self._add(tc, span, properties.get(_VMERGE))

    def _widen(self, tc: etree._Element, span: int) -> bool:
        """Let the cell to the left take over this one; False where there is none."""
        last = self._grid.slots[-1] if self._grid.slots else None
        if last is None or last.row != self._row or last.tc is None:
            return False
        last.col_span += span
        last.covered += (tc,)
        self._col += span
        return True

    def _add(self, tc: etree._Element, span: int, merge: etree._Element | None) -> None:
        col = self._col
        self._col += span
        if _continues(merge):
            upper = self._above.get(col)
            if upper is not None and upper.col_span == span:
                upper.row_span += 1
                upper.covered += (tc,)
                self.below[col] = upper
                return
        slot = Slot(tc, self._row, col, 1, span, self._inserted)
        self._grid.slots.append(slot)
        if merge is not None:
            self.below[col] = slot


def _merges(table: etree._Element) -> _Merges:
    """Return the properties that bear on the grid, by cell; one search beats many finds."""
    out: _Merges = {}
    for item in table.iter(_SPAN, _VMERGE, _HMERGE, _DELETED):
        properties = item.getparent()
        tc = None if properties is None else properties.getparent()
        out.setdefault(tc, {})[str(item.tag)] = item
    return out


def _row_properties(table: etree._Element) -> dict[etree._Element, _Properties]:
    out: dict[etree._Element, _Properties] = {}
    for item in table.iter(_BEFORE, _AFTER, _ROW_DELETED, _ROW_INSERTED, _HIDDEN):
        properties = item.getparent()
        if properties is not None and properties.tag == _TRPR:
            row = properties.getparent()
            if row is not None:
                out.setdefault(row, {}).setdefault(str(item.tag), item)
    return out


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(_VAL, "continue") == "continue"
