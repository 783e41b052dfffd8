"""One form drawn as two tables: money above and indicators below, or over two pages."""

import re

from assistant.extraction.grid import find_header
from assistant.extraction.indicators import find_head
from assistant.extraction.layouts import Layout, library
from assistant.extraction.totals import total_row
from assistant.model.document import Cell, Paragraph, Table
from assistant.model.place import squeeze

_FIRST_ROWS = 3
"""The lower half opens with the header of the indicators, a heading or two above it at most."""
_CONTINUED = re.compile(
    r"[（(]?(?:续表|续上表|接上表|续)[）)]?|"
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．])?(?:年度)?绩效指标(?:完成|自评|评价|评分)?(?:情况)?[：:]?"
)


def are_halves(upper: Table, lower: Table, between: list[Paragraph]) -> bool:
    """Tell whether two tables are one form: no indicators above, their header opens the second.

    Over two pages the indicators begin above and go on below, under the same header or none.
    Nothing may stand between them but blank lines, 续表 or 绩效指标.
    """
    if not all(map(says_nothing_new, between)):
        return False
    common = library().common
    if find_head(upper, common) is not None:
        return _goes_on(upper, lower, common)
    if find_header(upper, common.by_part["money"], needs=3) is None:
        return False
    head = find_head(lower, common)
    money = find_header(lower, common.by_part["money"], needs=3)
    return head is not None and head.row < _FIRST_ROWS and (money is None or money == head.row)


def _goes_on(upper: Table, lower: Table, layout: Layout) -> bool:
    """Tell whether indicators that have no total above go on in the table below."""
    head, again = find_head(upper, layout), find_head(lower, layout)
    total, fields = layout.indicators.total, layout.by_part["money"]
    if head is None or total_row(upper, head.row + 1, total) is not None:
        return False
    if again is not None:
        return again.row == 0 and _printed(lower, 0) == _printed(upper, head.row)
    if upper.cols != lower.cols or find_header(lower, fields, needs=3) is not None:
        return False
    return total_row(lower, 0, total) is not None


def _printed(table: Table, row: int) -> list[str]:
    return [text for cell in table.row(row) if (text := squeeze(cell.text))]


def says_nothing_new(line: Paragraph) -> bool:
    """Tell whether a line is blank, or only says that the table goes on."""
    text = squeeze(line.number + line.text)
    return not text or bool(_CONTINUED.fullmatch(text))


def joined(upper: Table, lower: Table) -> Table:
    """Return both as one table; cells keep their locations, each in the table it was drawn in."""
    cols = max(upper.cols, lower.cols)
    return Table(
        rows=upper.rows + lower.rows, cols=cols, location=upper.location,
        cells=[*_widened(upper, cols), *_widened(lower, cols, upper.rows)],
    )  # fmt: skip


def _widened(table: Table, cols: int, down: int = 0) -> list[Cell]:
    """Return a table's cells so many rows further down, the last of each row up to the edge."""
    return [
        cell.model_copy(update={
            "row": cell.row + down,
            "col_span": cell.col_span + (cols - table.cols if _at_edge(cell, table) else 0),
        })
        for cell in table.cells
    ]  # fmt: skip


def _at_edge(cell: Cell, table: Table) -> bool:
    return cell.col + cell.col_span == table.cols
