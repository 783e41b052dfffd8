"""Cells beside the blocks that some forms have: problems, measures, conclusion, notes."""

import re
from collections.abc import Iterator

from assistant.extraction.grid import Columns
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import Layout
from assistant.model.document import Cell, Table
from assistant.model.pack import Remark, RemarkKind
from assistant.model.place import Place, Places

_WHY = re.compile("(?:偏差|未完成)(?:的?原因)?(?:分析|说明)?(?:[及和与](?:拟采取的)?改进措施)?")
"""Headings of a row of reasons below the indicators, as others have a column of them."""
_HEADER = 5
"""Columns of the indicators that a row names only where it is their header."""
_NUMBER = re.compile(r"^\s*(?:\d+[.．、]|[（(]\d+[）)]|[一二三四五六七八九十]+、)")


def read_remarks(table: Table, root: Place, layout: Layout, places: Places) -> list[Remark]:
    """Return the labelled cells of a table; one left blank is a blank remark."""
    return [
        Remark(
            kind=kind, label=label(head.text), raw=cell.text, location=cell.location,
            place=places.unique(f"{root}/remarks/{kind}"),
        )
        for kind, head, cell in _pairs(table, layout)
    ]  # fmt: skip


def _pairs(table: Table, layout: Layout) -> Iterator[tuple[RemarkKind, Cell, Cell]]:
    """Yield kind, heading and content: to the right, or below where headings stand in a row."""
    seen: set[int] = set()
    for row in range(table.rows):
        cells = table.row(row)
        if len(Columns(cells, layout.by_part["indicators"]).order) >= _HEADER:
            continue
        kinds = [_kind(cell, layout) for cell in cells]
        if cells and all(kinds[1 if len(cells) > 2 else 0 :]):
            below = table.row(row + 1) if row + 1 < table.rows else []
            pairs = list(zip(kinds, cells, below, strict=False)) if len(below) == len(cells) else []
        else:
            pairs = list(zip(kinds, cells, cells[1:], strict=False))
        for kind, head, cell in pairs:
            if kind and id(head) not in seen:
                seen.add(id(head))
                yield kind, head, cell


def _kind(cell: Cell, layout: Layout) -> RemarkKind | None:
    text = _NUMBER.sub("", cell.text)
    if cell.col == 0 and _WHY.fullmatch(label(text)):
        return "problems"
    return next((kind for kind, words in layout.remarks.items() if names(text, words)), None)
