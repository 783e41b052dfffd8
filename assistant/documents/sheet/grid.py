"""A region of a sheet to a dense table, without the columns that hold nothing."""

from bisect import bisect_left, bisect_right
from typing import Any

from assistant.documents.limits import Limits
from assistant.documents.sheet.arrange import Placed, Region
from assistant.documents.sheet.cells import name_of
from assistant.errors import TooLarge
from assistant.model.document import Table

_WIDEST = 1000
"""Columns of a merged range that frames a form; wider ones reach to the end of the sheet."""


def build(region: Region, file: str, part: str, number: int, limits: Limits) -> Table:
    """Return the table of a region: each position belongs to exactly one cell.

    A cell's anchor is its name, such as ``B5``; positions that no cell claims get blank ones.
    """
    columns = _columns(region)
    _check(len(region.rows), len(columns), limits)
    maker = _Maker(region.rows, columns, file, part, number)
    for placed in region.all_cells():
        maker.place(placed)
    maker.fill()
    at = {
        "file": file,
        "part": part,
        "table": number,
        "anchor": name_of(region.rows[0], columns[0]),
    }
    return Table.model_validate(
        {"rows": len(region.rows), "cols": len(columns), "cells": maker.cells(), "location": at}
    )


def _columns(region: Region) -> list[int]:
    """Return the columns that hold or frame something, up to the last one with text."""
    cells = region.all_cells()
    used = {placed.col for placed in cells}
    last = max(placed.col for placed in cells if placed.cell.is_filled)
    ends = (p.right for p in cells if p.cell.is_filled and p.right - p.col < _WIDEST)
    last = max(last, max(ends, default=0))
    return sorted(column for column in used if column <= last)


def _check(rows: int, cols: int, limits: Limits) -> None:
    if cols > limits.columns:
        raise TooLarge(f"的表格有 {cols} 列，超过上限 {limits.columns}。")
    if rows * cols > limits.cells:
        raise TooLarge(f"的表格有 {rows} 行 {cols} 列，单元格数超过上限 {limits.cells}。")


class _Maker:
    """Turns sheet rows and columns into positions of the grid."""

    def __init__(
        self, rows: list[int], columns: list[int], file: str, part: str, number: int
    ) -> None:
        self._rows, self._columns = rows, columns
        self._at = {"file": file, "part": part, "table": number}
        self._made: list[dict[str, Any]] = []
        self._taken: set[tuple[int, int]] = set()

    def place(self, placed: Placed) -> None:
        """Add a cell; overlapping ranges of a damaged file are cut to what is free."""
        row, col = bisect_left(self._rows, placed.row), bisect_left(self._columns, placed.col)
        bottom = bisect_right(self._rows, placed.bottom)
        right = bisect_right(self._columns, placed.right)
        wide = next((w for w in range(right - col) if (row, col + w) in self._taken), right - col)
        down = next(
            (d for d in range(bottom - row) if self._meets(row + d, col, wide)), bottom - row
        )
        if wide > 0 and down > 0:
            self._add(placed.cell.text, row, col, down, wide)

    def _meets(self, row: int, col: int, wide: int) -> bool:
        return any((row, col + w) in self._taken for w in range(wide))

    def _add(self, text: str, row: int, col: int, down: int, wide: int) -> None:
        self._taken.update((row + d, col + w) for d in range(down) for w in range(wide))
        anchor = name_of(self._rows[row], self._columns[col])
        self._made.append({
            "text": text, "row": row, "col": col, "row_span": down, "col_span": wide,
            "location": {**self._at, "row": row, "col": col, "anchor": anchor},
        })  # fmt: skip

    def fill(self) -> None:
        """Give every free position a blank cell."""
        for row in range(len(self._rows)):
            for col in range(len(self._columns)):
                if (row, col) not in self._taken:
                    self._add("", row, col, 1, 1)

    def cells(self) -> list[dict[str, Any]]:
        """Return the cells in reading order."""
        return sorted(self._made, key=lambda cell: (cell["row"], cell["col"]))
