"""What a form's head tells in words that no field holds: 部门职能, 年度主要任务."""

from collections.abc import Iterable, Iterator

from assistant.extraction.grid import Columns
from assistant.extraction.layout import Names, label, names
from assistant.extraction.layouts import Layout
from assistant.extraction.signing import is_sign_label
from assistant.model.document import Cell, Table
from assistant.model.place import squeeze

_LONGEST = 20
_HEADER = 3
"""Columns that a row names where it is a header."""


def told_in_words(table: Table, layout: Layout) -> Iterator[list[Cell]]:
    """Yield each such heading with the filled cells that belong to it, row by row."""
    heads = set(map(label, layout.told))
    for cell in table.cells:
        if len(cell.text) <= _LONGEST and label(cell.text) in heads:
            yield [cell, *_right_of(table, cell, layout)]


def _right_of(table: Table, head: Cell, layout: Layout) -> Iterator[Cell]:
    """Yield the cells right of a heading that spans their rows, up to the next heading."""
    for row in range(head.row, _end(table, head, layout.by_part.values())):
        for cell in (each for each in table.row(row) if each.col > head.col):
            if _is_heading(cell, layout):
                break
            if squeeze(cell.text):
                yield cell


def _end(table: Table, head: Cell, groups: Iterable[Names]) -> int:
    """Return the row below a heading's last one; a dump shows the cells merged with it blank."""
    end = head.row + head.row_span
    if any(cell.row_span > 1 for cell in table.cells):
        return end
    while end < table.rows and not squeeze(table.at(end, head.col).text):
        if any(len(Columns(table.row(end), group).order) >= _HEADER for group in groups):
            break
        end += 1
    return end


def _is_heading(cell: Cell, layout: Layout) -> bool:
    heads = [layout.told, *layout.head.values()]
    return is_sign_label(cell) or any(names(cell.text, words) for words in heads)
