"""A sheet's visible cells, sorted into lines of text and tables.

A form in a workbook is a ruled grid; its title stands above in a row of one merged cell, notes
and signatures below. Rows and columns that hold and frame nothing are no part of a table, so
two cells at opposite ends of a sheet make a table of two rows and not of a million.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.documents.sheet.cells import Merge, Sheet, SheetCell
from assistant.errors import TooLarge

_PAIRS = 500_000
"""Rows in all merged ranges together."""
_GAP = "  "
"""Between the cells of a row that is read as a line."""
_FEW = 2
"""Ruled rows from which a sheet's rules are taken for its tables."""


@dataclass(slots=True)
class Placed:
    """A visible cell with the visible range that it covers; all ends included."""

    cell: SheetCell
    row: int
    col: int
    bottom: int
    right: int


@dataclass
class Line:
    """A row that is read as text."""

    cells: list[Placed]

    @property
    def text(self) -> str:
        """The texts of the row's cells."""
        return _GAP.join(placed.cell.text for placed in self.cells)


@dataclass
class Region:
    """Rows that make a table, by their numbers, with the cells that begin in each."""

    rows: list[int] = field(default_factory=list)
    cells: list[list[Placed]] = field(default_factory=list)
    reached: int = -1
    """The last row that is covered, by a row of its own or by a merged cell."""

    def add(self, number: int, cells: list[Placed]) -> None:
        """Add the next row."""
        self.rows.append(number)
        self.cells.append(cells)
        self.reached = max(self.reached, number, *(placed.bottom for placed in cells))

    def part(self, first: int, last: int) -> "Region":
        """Return some of the rows, the end not included."""
        return Region(self.rows[first:last], self.cells[first:last], self.reached)

    def all_cells(self) -> list[Placed]:
        """Return the cells of all rows."""
        return [placed for row in self.cells for placed in row]


@dataclass
class Visible:
    """A sheet's visible cells by row, and what merges and hiding take away."""

    rows: dict[int, list[Placed]] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)


def visible(sheet: Sheet) -> Visible:
    """Return what a person sees of a sheet, merged cells with the range they cover."""
    out = Visible(hidden_rows=sheet.hidden_rows)
    owners = _Owners(sheet)
    for row in sheet.rows:
        for col, cell in sorted(row.cells.items()):
            merge = owners.merge(row.number, col)
            hidden = row.hidden or col in sheet.hidden_columns
            if merge is None:
                if hidden:
                    out.hidden += [cell.text] if cell.text.strip() else []
                else:
                    _add(out, Placed(cell, row.number, col, row.number, col))
            elif (row.number, col) != (merge.top, merge.left):
                out.covered += [cell.text] if cell.text.strip() else []
            else:
                _add_merged(out, cell, owners.seen(merge))
    return out


def _add(out: Visible, placed: Placed) -> None:
    out.rows.setdefault(placed.row, []).append(placed)


def _add_merged(out: Visible, cell: SheetCell, seen: Merge | None) -> None:
    """Add a merged cell where it is seen: hiding its first row leaves it in the next."""
    if seen is None:
        out.hidden += [cell.text] if cell.text.strip() else []
    else:
        _add(out, Placed(cell, seen.top, seen.left, seen.bottom, seen.right))


class _Owners:
    """Finds the merged range that a cell lies in."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._numbers = [row.number for row in sheet.rows]
        self._by_row: dict[int, list[Merge]] = {}
        pairs = 0
        for merge in sorted(sheet.merges, key=lambda merge: merge.left):
            covered = self._rows_of(merge)
            pairs += len(covered)
            if pairs > _PAIRS:
                raise TooLarge(f"的工作表“{sheet.title}”合并单元格过多。")
            for number in covered:
                self._by_row.setdefault(number, []).append(merge)

    def _rows_of(self, merge: Merge) -> list[int]:
        """Return the kept rows of a range: it may declare a million."""
        first = bisect_left(self._numbers, merge.top)
        return self._numbers[first : bisect_right(self._numbers, merge.bottom)]

    def merge(self, row: int, col: int) -> Merge | None:
        """Return the range that covers a position, None for most."""
        found = self._by_row.get(row)
        if not found:
            return None
        number = bisect_right(found, col, key=lambda merge: merge.left)
        return found[number - 1] if number and col <= found[number - 1].right else None

    def seen(self, merge: Merge) -> Merge | None:
        """Return the visible part of a range, None where all of it is hidden."""
        top, left, bottom, right = merge
        top = _behind(self._sheet.hidden_rows, top)
        while left <= right and left in self._sheet.hidden_columns:
            left += 1
        return None if top > bottom or left > right else Merge(top, left, bottom, right)


def _behind(hidden: list[tuple[int, int]], row: int) -> int:
    """Return ``row``, or the first row behind the hidden ones that it is among."""
    number = bisect_right(hidden, row, key=lambda pair: pair[0]) - 1
    return hidden[number][1] + 1 if number >= 0 and row <= hidden[number][1] else row


def arrange(seen: Visible) -> Iterator[Line | Region]:
    """Yield lines and tables from top to bottom."""
    kinds = _kinds(seen.rows)
    region = Region()
    for number in sorted(seen.rows):
        # An empty row ends a table; hidden rows and merged cells bridge it.
        ends = number > _behind(seen.hidden_rows, region.reached + 1)
        if region.rows and (ends or not kinds[number]):
            yield from _settled(region)
            region = Region()
        if kinds[number]:
            region.add(number, seen.rows[number])
        else:
            yield Line([placed for placed in seen.rows[number] if placed.cell.is_filled])
    yield from _settled(region)


def _kinds(rows: dict[int, list[Placed]]) -> dict[int, bool]:
    """Tell for each row whether it belongs to a table."""
    ruled = {n for n, cells in rows.items() if any(p.cell.ruled for p in cells)}
    wide = {n for n, cells in rows.items() if _filled(cells) >= 2}
    if len(ruled) >= _FEW:
        inner = {n for n in wide if min(ruled) < n < max(ruled)}
        return {n: n in ruled or n in inner for n in rows}
    if not wide:
        return dict.fromkeys(rows, False)
    return {n: min(wide) <= n <= max(wide) for n in rows}


def _filled(cells: list[Placed]) -> int:
    return sum(1 for placed in cells if placed.cell.is_filled)


def _settled(region: Region) -> Iterator[Line | Region]:
    """Yield a table; rows of one text at its top and bottom become lines."""
    if not region.rows:
        return
    cells = region.all_cells()
    width = (min(p.col for p in cells), max(p.right for p in cells))
    first, last = 0, len(region.rows)
    while first < last and (line := _alone(region.cells[first], width)):
        yield Line([line])
        first += 1
    below: list[Line] = []
    while last > first and (line := _alone(region.cells[last - 1], width)):
        below.append(Line([line]))
        last -= 1
    if any(_filled(row) for row in region.cells[first:last]):
        yield region.part(first, last)
    yield from reversed(below)


def _alone(cells: list[Placed], width: tuple[int, int]) -> Placed | None:
    """Return a row's only text where it is a line: as wide as the table, or not ruled."""
    filled = [placed for placed in cells if placed.cell.is_filled]
    if len(filled) != 1 or filled[0].row != filled[0].bottom:
        return None
    (only,) = filled
    whole = only.col <= width[0] and only.right >= width[1]
    return only if whole or not only.cell.ruled else None
