"""The tables of a Markdown text: rows of pipes, and tables in HTML."""

from typing import Any

from assistant.documents.limits import Limits
from assistant.documents.markdown.inline import clean, split_row
from assistant.documents.markdown.lines import Piece
from assistant.documents.notes import Notes
from assistant.documents.web import read_html
from assistant.errors import TooLarge
from assistant.model.document import Block, Source, Table
from assistant.model.place import Location

_FLATTENED = "第 {n} 张表的首列有空格子，原表可能有合并单元格；Markdown 写不出合并，空格子按空白读入，请核对。"


def pipe_table(piece: Piece, file: str, number: int, limits: Limits, notes: Notes) -> Table:
    """Return the table of rows of pipes; a row that isn't as wide as the header is told.

    Markdown knows no merged cells: a program that wrote one row short has shifted its figures.
    """
    rows = [split_row(line) for line in piece.lines]
    cols = max(len(row) for row in rows)
    if cols > limits.columns or len(rows) * cols > limits.cells:
        raise TooLarge(f"的表格有 {len(rows)} 行 {cols} 列，超过上限。")
    cells: list[dict[str, Any]] = []
    for row, texts in enumerate(rows):
        line = piece.number + row + (1 if row else 0)  # the line of dashes
        if len(texts) != len(rows[0]):
            at = Location(file=file, table=number, row=row, anchor=str(line))
            notes.tell("shifted_row", _message(number, row, len(texts), len(rows[0])), at=at)
        for col in range(cols):
            text, images = clean(texts[col]) if col < len(texts) else ("", 0)
            for _ in range(images):
                notes.count("image")
            cells.append(_cell(text, file, number, row, col, line))
    at = Location(file=file, table=number, anchor=str(piece.number))
    if any(not row[0] and any(row) for row in rows[1:]):
        notes.tell("flattened", _FLATTENED.format(n=number + 1), at=at)
    return Table.model_validate({"rows": len(rows), "cols": cols, "cells": cells, "location": at})


def _cell(text: str, file: str, table: int, row: int, col: int, line: int) -> dict[str, Any]:
    at = {"file": file, "table": table, "row": row, "col": col, "anchor": str(line)}
    return {"text": text, "row": row, "col": col, "location": at}


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
