"""The form of a workbook: columns, cells, printing, and a file that is always the same."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.model.quantity import Quantity, Text
from assistant.output.data import write_bytes
from assistant.output.safe import neutral

Value = str | int | Decimal | Quantity | Text | None
"""What a cell shows; a field brings its words, and its doubt, which shades the cell."""

UNSURE = "FFE699"
"""The fill of cells whose reading a person must hold against the original."""

_CELL_LIMIT = 32_000
"""Excel holds 32,767 UTF-16 units in a cell; the remark about the rest needs some of them."""

LINE_HEIGHT = 13.5
_HIGHEST = 409.0
"""Points: a line of 10 pt text, and the highest row that Excel allows."""

_DIGITS = 15
"""Excel keeps 15 significant digits; a number with more stays text."""

_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_XML_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

FONT = "宋体"
_LINE = Side(style="thin", color="BFC5CC")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="1F3B5C")
_WORDS = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_NUMBER = Alignment(vertical="top")
_MIDDLE = Alignment(horizontal="center", vertical="top")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


class Column(NamedTuple):
    """A column: its header and its width in characters."""

    header: str
    width: int


def new_book(unit: str) -> Workbook:
    """Return an empty workbook with fixed properties."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "绩效自评助手"
    book.properties.title = neutral(unit)
    book.properties.created = _EPOCH
    return book


def add_sheet(
    book: Workbook,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    fills: dict[str, str] | None = None,
) -> Worksheet:
    """Add a sheet with a frozen header, borders, a filter and print setup.

    ``fills`` gives the colour of a row by the text of one of its first two cells.
    """
    sheet: Worksheet = book.create_sheet(title)
    for number, column in enumerate(columns, 1):
        cell: Cell = sheet.cell(1, number)  # type: ignore[assignment]  # nothing is merged
        head(cell, column.header)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for at, row in enumerate(rows, 2):
        _row(sheet, at, row, fills or {})
        sheet.row_dimensions[at].height = height(row, columns)
    sheet.row_dimensions[1].height = 2 * LINE_HEIGHT
    print_setup(sheet, book.properties.title or "")
    return sheet


def head(cell: Cell, header: str) -> None:
    """Write the header of a column."""
    put(cell, header)
    cell.font = Font(name=FONT, bold=True, color="FFFFFF")
    cell.fill, cell.border, cell.alignment = _HEAD, BORDER, _CENTRE


def _row(sheet: Worksheet, at: int, row: Sequence[Value], fills: dict[str, str]) -> None:
    colour = next((fills[text] for text in row[:2] if isinstance(text, str) and text in fills), "")
    for number, value in enumerate(row, 1):
        cell: Cell = sheet.cell(at, number)  # type: ignore[assignment]  # nothing is merged
        put(cell, value)
        cell.font = Font(name=FONT, size=10)
        cell.border = BORDER
        numeric = cell.data_type == "n" and cell.value is not None
        cell.alignment = _MIDDLE if isinstance(value, int) else _NUMBER if numeric else _WORDS
        doubtful = isinstance(value, Text) and value.is_doubtful()
        if colour or doubtful:
            cell.fill = PatternFill("solid", fgColor=UNSURE if doubtful else colour)


def height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height in points that the fullest cell needs: not every program works it out."""
    lines = max(
        sum(-(-max(width(line), 1) // (column.width - 3)) for line in value.split("\n"))
        for value, column in zip(("", *map(_words, row)), (columns[0], *columns), strict=True)
    )
    return min(lines * LINE_HEIGHT + 3, _HIGHEST)


def _words(value: Value) -> str:
    if isinstance(value, Text) and not isinstance(value, Quantity):
        return value.raw
    return value if isinstance(value, str) else ""


def width(text: str) -> int:
    """Return the width of a line in characters; a Chinese one is as wide as two."""
    return sum(2 if east_asian_width(each) in "WFA" else 1 for each in text)


def put(cell: Cell, value: Value) -> None:
    """Write a value: a number as a number, all else as text that can't become a formula."""
    if isinstance(value, Quantity):
        _put_quantity(cell, value)
    elif isinstance(value, Text):
        put(cell, value.raw)
    elif isinstance(value, int):
        cell.value = value
    elif isinstance(value, Decimal) and _fits(value):
        cell.value, cell.number_format = value, _format(value)
    elif value not in (None, ""):
        cell.value = _cell_text(str(value))
        cell.data_type = "s"


def _put_quantity(cell: Cell, quantity: Quantity) -> None:
    if quantity.value is None or quantity.upper is not None:
        put(cell, quantity.raw)
        return
    put(cell, quantity.value)
    if quantity.precision is not None and cell.data_type == "n":
        cell.number_format = _format(quantity.precision)


def _fits(value: Decimal) -> bool:
    digits = len(value.as_tuple().digits)
    return value.is_finite() and digits <= _DIGITS and abs(value.adjusted()) < 100


def _format(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + (f".{'0' * places}" if places else "")


def _cell_text(text: str) -> str:
    safe = _XML_ESCAPE.sub("_x005F_", neutral(text))
    units = safe.encode("utf-16-le")
    if len(units) <= 2 * _CELL_LIMIT:
        return safe
    kept = units[: 2 * _CELL_LIMIT].decode("utf-16-le", "ignore")
    return f"{kept}……〔原文共{len(text)}字，超出单元格上限，全文见 JSON 文件〕"


def print_setup(sheet: Worksheet, unit: str, header_row: int = 1) -> None:
    """Set a sheet up for A4 across, its header on every page; a filter where nothing is above."""
    sheet.freeze_panes = f"A{header_row + 1}"
    if header_row == 1:
        sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = f"{header_row}:{header_row}"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", 9
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    header = f"{unit}　{sheet.title}".replace("&", "&&")[:200]
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=header))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="— &P / &N —"))


def save(book: Workbook, path: Path) -> None:
    """Write the workbook, byte for byte the same each time; raises ``CannotWrite``."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                stamp = _EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data = _MODIFIED.sub(rb"\g<1>" + stamp, data)
            new.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED)
    write_bytes(path, out.getvalue())
