"""Workbooks for tests: a whole pack written by openpyxl, and small parts written by hand."""

import io
import re
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from assistant.model.document import Cell, Document, Paragraph, Table
from tests.documents.build import zipped

_LINE = Side(style="thin")
FRAME = Border(_LINE, _LINE, _LINE, _LINE)
_ATTACHMENT = re.compile(r"附件\s*\d+")


def workbook_of(document: Document) -> bytes:
    """Write a document as a unit would in Excel: a sheet for each attachment.

    Titles stand in merged rows above the ruled tables, figures are numbers with a format.
    """
    book = Workbook()
    book.remove(book.active)
    sheet: Worksheet | None = None
    row, width = 1, 9
    for block in document.blocks:
        if sheet is None or (isinstance(block, Paragraph) and _ATTACHMENT.match(block.text)):
            sheet, row = book.create_sheet(f"Sheet{len(book.sheetnames) + 1}"), 1
        if isinstance(block, Paragraph):
            sheet.cell(row, 1, block.number + block.text)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            row += 1
        else:
            _write(sheet, block, row)
            row += block.rows
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet: Worksheet, table: Table, first: int) -> None:
    for cell in table.cells:
        row, col = first + cell.row, 1 + cell.col
        _fill(sheet, cell, row, col)
        end_row, end_col = row + cell.row_span - 1, col + cell.col_span - 1
        for line in range(row, end_row + 1):
            for column in range(col, end_col + 1):
                sheet.cell(line, column).border = FRAME
        if (end_row, end_col) != (row, col):
            sheet.merge_cells(start_row=row, end_row=end_row, start_column=col, end_column=end_col)


def _fill(sheet: Worksheet, cell: Cell, row: int, col: int) -> None:
    text = cell.text.strip()
    if match := re.fullmatch(r"(-?[\d,]+)(\.\d+)?(%?)", text):
        whole = "#,##0" if "," in text else "0"
        number = Decimal(text.replace(",", "").rstrip("%")) / (100 if match[3] else 1)
        target = sheet.cell(row, col, float(number))
        target.number_format = (
            whole + ("." + "0" * (len(match[2]) - 1) if match[2] else "") + match[3]
        )
    elif text:
        sheet.cell(row, col, cell.text)


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(*sheets: str, titles: tuple[str, ...] = (), styles: str = "", book: str = "",
         states: tuple[str, ...] = (), extra: dict[str, str | bytes] | None = None) -> bytes:  # fmt: skip
    """Return a workbook; each sheet is what stands inside ``worksheet``."""
    titles = titles or tuple(f"Sheet{n + 1}" for n in range(len(sheets)))
    listed = "".join(
        f'<sheet name="{title}" sheetId="{n + 1}" r:id="r{n}" state="{(states or ("visible",) * 99)[n]}"/>'
        for n, title in enumerate(titles)
    )
    kinds = [(f"worksheets/sheet{n + 1}.xml", "worksheet") for n in range(len(sheets))]
    kinds.append(("styles.xml", "styles"))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(kinds)
    )
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}">{book}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": f"<styleSheet {_MAIN}>{styles}</styleSheet>",
        **{
            f"xl/worksheets/sheet{n + 1}.xml": f"<worksheet {_MAIN}>{inner}</worksheet>"
            for n, inner in enumerate(sheets)
        },
        **(extra or {}),
    }
    return zipped(entries)


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def row(number: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def n(reference: str, value: str, formula: str = "", style: int = 0) -> str:
    """Return a number cell."""
    f = f"<f>{formula}</f>" if formula else ""
    v = f"<v>{value}</v>" if value else ""
    return f'<c r="{reference}" s="{style}">{f}{v}</c>'


def t(reference: str, text: str, style: int = 0) -> str:
    """Return a text cell."""
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def save(folder: Path, content: bytes, name: str = "a.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
