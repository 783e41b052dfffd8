"""Bordered tables of formal documents; they are exempt from the page's line grid."""

from collections.abc import Callable, Sequence

from lxml import etree

from assistant.model.place import Place
from assistant.output.formal_blocks import TableBlock, TableCell
from assistant.output.formal_styles import FANG, HEI
from assistant.output.word_xml import make, put, run_properties, text_run

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_PADDING = 57  # 1 mm in twentieths of a point

_TALL = 110
"""Points from which a row may break over two pages."""

_LINE = 1.35  # heights of a letter from one line to the next
MARKED = "FFE699"
"""The shade of what a person must hold against the original."""

Grid = list[list[tuple[TableCell, bool]]]
"""For each row the cells from left to right, each with: does it begin here?"""

Remember = Callable[[Place, etree._Element], None]


def lay_out(rows: Sequence[Sequence[TableCell]], cols: int) -> Grid:
    """Return what stands in each row; ``ValueError`` where cells don't tile the grid."""
    grid: Grid = []
    open_cells: dict[int, tuple[TableCell, int]] = {}
    for number, row in enumerate(rows):
        line, waiting, col = [], list(row), 0
        while col < cols:
            cell, left = open_cells.pop(col, (None, 0))
            begins = cell is None
            if cell is None:
                if not waiting:
                    raise ValueError(f"row {number} has no cell for column {col}")
                cell = waiting.pop(0)
                left = cell.row_span
            if left > 1:
                open_cells[col] = (cell, left - 1)
            line.append((cell, begins))
            col += cell.col_span
        if waiting or col != cols:
            raise ValueError(f"row {number} is wider than {cols} columns")
        grid.append(line)
    if open_cells:
        raise ValueError("a cell reaches below the last row")
    return grid


def table(block: TableBlock, width: int, remember: Remember) -> etree._Element:
    """Return ``w:tbl`` of ``width`` (1/20 pt); ``remember`` gets each placed cell's paragraph."""
    total = sum(block.widths)
    widths = [round(width * share / total) for share in block.widths]
    element = make("tbl", _properties(sum(widths)))
    element.append(make("tblGrid", *(make("gridCol", w=size) for size in widths)))
    for number, line in enumerate(lay_out(block.rows, len(widths))):
        head = number < block.head_rows
        row = make("tr", _row_properties(head=head, whole=_height(line, widths, block) < _TALL))
        col = 0
        for cell, begins in line:
            size = sum(widths[col : col + cell.col_span])
            row.append(_cell(cell, begins, size, block.points, remember))
            col += cell.col_span
        element.append(row)
    return element


def _properties(width: int) -> etree._Element:
    borders = (make(side, val="single", sz=4, space=0, color="auto") for side in _BORDERS)
    sides = (make(side, w=_PADDING, type="dxa") for side in ("left", "right"))
    return make(
        "tblPr",
        make("tblW", w=width, type="dxa"),
        make("jc", val="center"),
        make("tblBorders", *borders),
        make("tblLayout", type="fixed"),
        make("tblCellMar", *sides),
    )


def _height(line: list[tuple[TableCell, bool]], widths: list[int], block: TableBlock) -> float:
    """Return about how tall a row gets, in points: Chinese letters are as wide as high."""
    lines, col = 1.0, 0
    for cell, _ in line:
        room = (sum(widths[col : col + cell.col_span]) - 2 * _PADDING) / 20 // block.points
        if cell.row_span == 1:
            lines = max(lines, sum(-(-len(text) // max(room, 1)) for text in cell.text.split("\n")))
        col += cell.col_span
    return lines * block.points * _LINE


def _row_properties(*, head: bool, whole: bool) -> etree._Element:
    """Return ``w:trPr``; a tall row may break, or it would leave half a page empty."""
    properties = make("trPr", *([make("cantSplit")] if whole else []))
    properties.append(make("trHeight", val=284, hRule="atLeast"))
    if head:
        properties.append(make("tblHeader"))
    return properties


def _cell(
    cell: TableCell, begins: bool, width: int, points: float, remember: Remember
) -> etree._Element:
    properties = make("tcPr", make("tcW", w=width, type="dxa"))
    if cell.col_span > 1:
        properties.append(make("gridSpan", val=cell.col_span))
    if cell.row_span > 1:
        properties.append(make("vMerge", val="restart" if begins else "continue"))
    if cell.mark:
        properties.append(make("shd", val="clear", color="auto", fill=MARKED))
    properties.append(make("vAlign", val="center"))
    element = make("tc", properties)
    lines = cell.text.split("\n") if begins else [""]
    element.extend(_paragraph(line, cell, points) for line in lines)
    if begins and cell.place:
        remember(cell.place, element[1])
    return element


def _paragraph(text: str, cell: TableCell, points: float) -> etree._Element:
    properties = make(
        "pPr",
        make("snapToGrid", val=0),
        make("spacing", before=0, after=0, line=240, lineRule="auto"),
        make("ind", firstLineChars=0, firstLine=0),
        make("jc", val=cell.align),
    )
    # The paragraph mark keeps the look for text that is filled in later.
    put(properties, _look(cell, points))
    return make("p", properties, *([text_run(text, _look(cell, points))] if text else []))


def _look(cell: TableCell, points: float) -> etree._Element:
    properties = run_properties(HEI if cell.head else FANG, points)
    put(properties, make("spacing", val=0))
    return properties
