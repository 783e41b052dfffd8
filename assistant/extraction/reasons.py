"""The column of reasons that some forms have behind the amounts: 原因."""

import re
from collections.abc import Iterator

from assistant.extraction.grid import Columns
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import Layout
from assistant.extraction.money import Block
from assistant.model.document import Cell, Table
from assistant.model.pack import Remark
from assistant.model.place import Place, Places

_WORD = re.compile(r"[\u4e00-\u9fff]")


def read_reasons(
    table: Table, root: Place, layout: Layout, block: Block, places: Places
) -> list[Remark]:
    """Return the reasons that a money block states, each as a note under its column's heading.

    One cell may be merged down the whole block; a dash is no reason.
    """
    head = _head(table, layout, block)
    if head is None:
        return []
    return [
        Remark(
            kind="note", label=label(head.text), raw=cell.text, location=cell.location,
            place=places.unique(f"{root}/remarks/note"),
        )
        for cell in _below(table, block, head)
    ]  # fmt: skip


def _head(table: Table, layout: Layout, block: Block) -> Cell | None:
    """Return the heading of the column, which stands right of every amount."""
    if block.header is None:
        return None
    cells = table.row(block.header)
    last = max(Columns(cells, layout.by_part["money"]).order.values())
    return next((c for c in cells[last + 1 :] if names(c.text, layout.money.reason)), None)


def _below(table: Table, block: Block, head: Cell) -> Iterator[Cell]:
    assert block.header is not None  # there is a heading
    header = table.row(block.header)
    number = [id(cell) for cell in header].index(id(head))
    seen: set[int] = set()
    for row in range(block.header + 1, block.end):
        cells = table.row(row)
        cell = cells[number] if len(cells) == len(header) else table.at(row, head.col)
        if cell is None or id(cell) in seen or cell.col != head.col or cell is head:
            continue
        seen.add(id(cell))
        if _WORD.search(cell.text):
            yield cell
