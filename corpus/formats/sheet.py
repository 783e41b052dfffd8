"""Write blocks as a workbook: a sheet for each form and report, figures as numbers."""

import re
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from corpus.formats.placed import Placed, placed, width
from corpus.layout import Block, Heading, Line, Page, Table

_LINE = Side(style="thin")
_FRAME = Border(_LINE, _LINE, _LINE, _LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="center")
_NUMBER = re.compile(r"(-?[\d,]+)(\.\d+)?(%?)")


def workbook(blocks: list[Block], path: Path) -> None:
    """Write the blocks to ``path``: a new sheet after each page break."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet, row, columns = _sheet(book), 1, _columns(blocks)
    for block in blocks:
        if isinstance(block, Page):
            sheet, row = _sheet(book), 1
        elif isinstance(block, Table):
            _table(sheet, block, row)
            row += len(block.rows)
        else:
            _line(sheet, block, row, columns)
            row += 1
    book.save(path)


def _sheet(book: Workbook) -> Worksheet:
    sheet: Worksheet = book.create_sheet(f"Sheet{len(book.worksheets) + 1}")
    return sheet


def _columns(blocks: list[Block]) -> int:
    return max((width(b.rows) for b in blocks if isinstance(b, Table)), default=9)


def _line(sheet: Worksheet, block: Block, row: int, columns: int) -> None:
    """Write a paragraph into one merged row as wide as the forms."""
    text = block.number + block.title if isinstance(block, Heading) else ""
    text = block.text if isinstance(block, Line) else text
    cell = sheet.cell(row, 1, text)
    cell.alignment = _WRAPPED
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def _table(sheet: Worksheet, table: Table, first: int) -> None:
    for cell in placed(table.rows):
        row, col = first + cell.row, 1 + cell.col
        last_row, last_col = row + cell.row_span - 1, col + cell.col_span - 1
        _fill(sheet, cell, row, col)
        for line in range(row, last_row + 1):
            for column in range(col, last_col + 1):
                sheet.cell(line, column).border = _FRAME
        if (last_row, last_col) != (row, col):
            sheet.merge_cells(
                start_row=row, end_row=last_row, start_column=col, end_column=last_col
            )


def _fill(sheet: Worksheet, cell: Placed, row: int, col: int) -> None:
    target = sheet.cell(row, col)
    target.alignment = _WRAPPED
    if match := _NUMBER.fullmatch(cell.text.strip()):
        target.value, target.number_format = _number(match)
    elif cell.text:
        target.value = cell.text


def _number(match: re.Match[str]) -> tuple[float, str]:
    """Return what Excel stores for a printed number, and the format that prints it so."""
    whole, places, percent = match.groups()
    value = Decimal(whole.replace(",", "") + (places or "")) / (100 if percent else 1)
    shown = "#,##0" if "," in whole else "0"
    return float(value), shown + ("." + "0" * (len(places) - 1) if places else "") + percent
