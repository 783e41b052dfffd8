"""The tables of a Markdown text: rows of pipes, and tables in HTML."""

from typing import Any

from assistant.documents.limits import Limits
from assistant.documents.markdown.grids import drawn
from assistant.documents.markdown.inline import clean, split_row
from assistant.documents.markdown.lines import Piece
from assistant.documents.markdown.marked import shows_marks
from assistant.documents.markdown.spans import Laid, Spot, lay
from assistant.documents.notes import Notes
from assistant.documents.web import read_html
from assistant.errors import TooLarge
from assistant.model.document import Block, Cell, Source, Table
from assistant.model.place import Location

_FLATTENED = "第 {n} 张表的首列有空格子，原表可能有合并单元格；Markdown 写不出合并，空格子按空白读入，请核对。"
_MERGED = "第 {n} 张表有 {count} 处合并单元格是按空格子、重复文字或缺少的格数推回的，请核对。"


def has_marks(piece: Piece) -> bool:
    """Tell whether a table of pipes shows by itself that its converter marks wide cells."""
    return piece.kind == "pipes" and shows_marks([split_row(line) for line in piece.lines])


def pipe_table(
    piece: Piece, file: str, number: int, limits: Limits, notes: Notes, marks: bool
) -> Table:
    """Return the table of rows of pipes; merged cells that were lost are found again or told.

    Markdown knows no merged cells: a program that wrote one row short has shifted its figures.
    """
    rows, lines = _rows(piece)
    cols = max(map(len, rows))
    if cols > limits.columns or len(rows) * cols > limits.cells:
        raise TooLarge(f"的表格有 {len(rows)} 行 {cols} 列，超过上限。")
    laid = lay(rows, marks)
    for row, found in laid.shifted.items():
        at = Location(file=file, table=number, row=row, anchor=str(lines[row]))
        notes.tell("shifted_row", _message(number, row, found, len(rows[0])), at=at)
    cells: list[dict[str, Any]] = []
    for spot in dict.fromkeys(spot for line in laid.at for spot in line):
        text, images = clean(spot.text.strip(" \t"))
        for _ in range(images):
            notes.count("image")
        cells.append(_cell(spot, text, file, number, lines[spot.row]))
    at = Location(file=file, table=number, anchor=str(piece.number))
    _tell(laid, number, at, notes)
    return Table(
        rows=len(rows), cols=len(laid.at[0]), location=at,
        cells=[Cell.model_validate(cell) for cell in cells],
    )  # fmt: skip


def grid_table(piece: Piece, file: str, number: int, limits: Limits, notes: Notes) -> list[Table]:
    """Return the table that signs enclose in a list, an empty one where they enclose none."""
    found = drawn(piece.lines)
    if found is None:
        return []
    if found.cols > limits.columns or found.rows * found.cols > limits.cells:
        raise TooLarge(f"的表格有 {found.rows} 行 {found.cols} 列，超过上限。")
    cells = []
    for spot in found.spots:
        text, images = clean(spot.text)
        for _ in range(images):
            notes.count("image")
        line = piece.number + found.lines[spot.row] + 1
        cells.append(Cell.model_validate(_cell(spot, text, file, number, line)))
    at = Location(file=file, table=number, anchor=str(piece.number))
    return [Table(rows=found.rows, cols=found.cols, cells=cells, location=at)]


def _rows(piece: Piece) -> tuple[list[list[str]], list[int]]:
    """Return rows as written and their lines; the empty header that converters add goes."""
    rows = [split_row(line) for line in piece.lines]
    lines = [piece.number + n + (1 if n and piece.ruled else 0) for n in range(len(rows))]
    if piece.ruled and len(rows) > 1 and not any(cell.strip() for cell in rows[0]):
        return rows[1:], lines[1:]
    return rows, lines


def _tell(laid: Laid, number: int, at: Location, notes: Notes) -> None:
    if laid.merged:
        notes.tell("merged_again", _MERGED.format(n=number + 1, count=laid.merged), at=at)
    first = [line[0] for line in laid.at[1:]]
    blank = [not spot.text.strip() and any(s.text.strip() for s in laid.at[n])
             for n, spot in enumerate(first, 1)]  # fmt: skip
    if any(blank):
        notes.tell("flattened", _FLATTENED.format(n=number + 1), at=at)


def _cell(spot: Spot, text: str, file: str, table: int, line: int) -> dict[str, Any]:
    at = {"file": file, "table": table, "row": spot.row, "col": spot.col, "anchor": str(line)}
    return {
        "text": text, "row": spot.row, "col": spot.col, "row_span": spot.row_span,
        "col_span": spot.col_span, "location": at,
    }  # fmt: skip


def _message(table: int, row: int, found: int, wanted: int) -> str:
    return (
        f"第 {table + 1} 张表第 {row + 1} 行有 {found} 格，表头有 {wanted} 格；"
        "可能是转换时合并单元格丢失，数字可能错列，请对照原件核对。"
    )


def html_blocks(
    piece: Piece, source: Source, number: int, limits: Limits, notes: Notes
) -> list[Block]:
    """Return the tables of an HTML table with the lines of the text as their anchors."""
    page = "<html><head><meta name=generator content=WPS></head><body>"
    data = (page + "\n".join(piece.lines) + "</body></html>").encode()
    document = read_html(data, source, limits)
    notes.extend(document.report.notes)
    return [_moved(block, number, str(piece.number)) for block in document.blocks]


def _moved(block: Block, tables: int, anchor: str) -> Block:
    """Return a block with its table counted in the whole text."""

    def move(at: Location) -> Location:
        table = None if at.table is None else at.table + tables
        return at.model_copy(update={"table": table, "anchor": anchor})

    moved = block.model_copy(update={"location": move(block.location)})
    if isinstance(moved, Table):
        cells = [c.model_copy(update={"location": move(c.location)}) for c in moved.cells]
        return Table(rows=moved.rows, cols=moved.cols, cells=cells, location=moved.location)
    return moved
