"""The cells of one sheet, streamed row by row: what they show and what they hold."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from assistant.documents.limits import Limits
from assistant.documents.sheet.book import Book, SheetPart, words
from assistant.documents.sheet.formats import show_number, show_text
from assistant.errors import TooLarge

_NUMBER = re.compile(r"[+-]?(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})(?:[eE][+-]?\d{1,3})?")
_LETTERS = re.compile("[A-Z]{1,3}")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# A header's fields and fonts, and what is left of a page number without them.
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])', re.I)
_PAGE_NUMBER = re.compile(r"(?:[\s\-—–第页共/()（）,，]|Page|of)*", re.I)
_BLANK_RUN = 500
"""Ruled rows without text that are kept between rows with text."""
_BLANK_END = 50
"""The same at the end of a sheet."""
_BLANK_WIDTH = 100
"""Columns in which ruled cells without text are kept."""
_MERGES = 100_000
_ROWS, _COLUMNS = 1_048_576, 16_384


class Formula(NamedTuple):
    """A formula's text, and the cell it was written for where it is shared."""

    text: str
    origin: tuple[int, int]


@dataclass(slots=True)
class SheetCell:
    """What a cell shows; ``value`` is the number it holds, ``kind`` what else it is."""

    text: str
    ruled: bool
    value: Decimal | None = None
    kind: str = "n"
    formula: Formula | None = None
    concealed: str = ""
    """What the cell holds where its format shows nothing."""

    @property
    def is_filled(self) -> bool:
        """Tell whether a person sees something here, or would after a recalculation."""
        return bool(self.text.strip()) or self.kind == "uncached"


@dataclass(slots=True)
class SheetRow:
    """The cells of a row that hold or frame something, by column; both count from 0."""

    number: int
    hidden: bool
    cells: dict[int, SheetCell] = field(default_factory=dict)


class Merge(NamedTuple):
    """A merged range, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A sheet as stored."""

    title: str
    rows: list[SheetRow] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    """Ranges in order, ends included: files hide all rows down to the last."""
    margins: list[str] = field(default_factory=list)
    shared: dict[str, Formula] = field(default_factory=dict)


def read_sheet(book: Book, part: SheetPart, limits: Limits) -> Sheet:
    """Read a sheet in one pass; what it declares about its size is not looked at.

    Raises ``UnreadableFile``, and ``TooLarge`` where too many cells hold something.
    """
    sheet = Sheet(part.title)
    reader = _Reader(book, sheet, limits)
    names = ("row", "col", "mergeCell", "oddHeader", "oddFooter")
    with book.elements(part.part, *names) as found:
        for element in found:
            reader.take(element)
    reader.finish()
    return sheet


class _Reader:
    def __init__(self, book: Book, sheet: Sheet, limits: Limits) -> None:
        self._book, self._sheet, self._limits = book, sheet, limits
        self._ns = book.ns
        self._last = -1
        self._kept = 0
        self._blank: list[SheetRow] = []

    def take(self, element: etree._Element) -> None:
        """Take over one element of the sheet's XML."""
        match str(element.tag)[len(self._ns) :]:
            case "row":
                self._row(element)
            case "col":
                self._column(element)
            case "mergeCell":
                self._merge(element.get("ref", ""))
            case _:
                text = _MARGIN_CODE.sub(" ", element.text or "")
                if not _PAGE_NUMBER.fullmatch(text):
                    self._sheet.margins.append(" ".join(text.split()))

    def finish(self) -> None:
        """Keep the ruled rows at the end where they are few."""
        if len(self._blank) <= _BLANK_END:
            self._sheet.rows += self._blank

    def _row(self, element: etree._Element) -> None:
        stated = element.get("r", "")
        self._last = int(stated) - 1 if stated.isdigit() else self._last + 1
        if not 0 <= self._last < _ROWS:
            raise TooLarge(
                f"的工作表“{self._sheet.title}”有第 {self._last + 1} 行，超过 Excel 的上限。"
            )
        hidden = element.get("hidden") in {"1", "true"} or element.get("ht") == "0"
        if hidden:
            self._hide_row(self._last)
        row = SheetRow(self._last, hidden)
        filled = self._cells(element, row)
        if not row.cells:
            return
        if not filled:
            self._blank.append(row)
            # A frame drawn down to the last row of the sheet is no form.
            del self._blank[_BLANK_RUN:]
            return
        kept = self._blank if len(self._blank) < _BLANK_RUN else []
        self._sheet.rows += [*kept, row]
        self._blank = []
        self._kept += len(row.cells) + sum(len(each.cells) for each in kept)
        if self._kept > self._limits.cells:
            raise TooLarge(f"的单元格超过上限 {self._limits.cells}。")

    def _hide_row(self, number: int) -> None:
        ranges = self._sheet.hidden_rows
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))

    def _cells(self, element: etree._Element, row: SheetRow) -> bool:
        """Read a row's cells; tell whether one of them holds something."""
        column, filled = -1, False
        for item in element:
            column = _column(item.get("r"), column + 1)
            if len(item) == 0:  # nothing but a style: files have millions of them
                if column < _BLANK_WIDTH and self._book.style(item.get("s")).ruled:
                    row.cells[column] = SheetCell("", True)
                continue
            cell = self._cell(item, row.number, column)
            if cell.text.strip() or cell.formula or cell.concealed:
                filled = True
                row.cells[column] = cell
            elif cell.ruled and column < _BLANK_WIDTH:
                row.cells[column] = cell
        return filled

    def _cell(self, item: etree._Element, row: int, column: int) -> SheetCell:
        style = self._book.style(item.get("s"))
        kind = item.get("t", "n")
        raw = item.findtext(self._ns + "v", "") if kind != "inlineStr" else ""
        cell = SheetCell("", style.ruled, kind=kind)
        if kind == "n" and (match := _NUMBER.fullmatch(raw.strip())):
            cell.value = Decimal(repr(float(match[0])))
            cell.text = show_number(cell.value, style.code, self._book.from_1904)
        elif kind == "n":
            cell.text = raw
        else:
            cell.text = self._words(item, kind, raw, style.code)
        if not cell.text and cell.value != 0:  # forms that show no zeros conceal nothing
            cell.concealed = raw if kind == "n" or not raw else self._words(item, kind, raw, "@")
        formula = item.find(self._ns + "f")
        if formula is not None:
            cell.formula = self._formula(formula, row, column)
            if not raw:
                cell.kind = "uncached" if kind != "str" else "str"
        return cell

    def _words(self, item: etree._Element, kind: str, raw: str, code: str) -> str:
        match kind:
            case "s":
                texts = self._book.texts
                known = raw.isdigit() and int(raw) < len(texts)
                return show_text(texts[int(raw)], code) if known else ""
            case "inlineStr":
                return show_text(words(item, self._ns), code)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
            case "d":
                return raw.removesuffix("T00:00:00")
            case "e":
                return raw
        return show_text(raw, code)

    def _formula(self, element: etree._Element, row: int, column: int) -> Formula | None:
        kind, key = element.get("t", "normal"), element.get("si", "")
        if kind in {"array", "dataTable"}:
            return Formula("", (row, column))
        if kind != "shared":
            return Formula(element.text or "", (row, column))
        if element.text:
            self._sheet.shared[key] = Formula(element.text, (row, column))
        return self._sheet.shared.get(key, Formula("", (row, column)))

    def _column(self, element: etree._Element) -> None:
        hidden = element.get("hidden") in {"1", "true"} or element.get("width") == "0"
        first, last = element.get("min", ""), element.get("max", "")
        if hidden and first.isdigit() and last.isdigit():
            columns = range(int(first) - 1, min(int(last), _COLUMNS))
            self._sheet.hidden_columns.update(columns)

    def _merge(self, reference: str) -> None:
        ends = _REFERENCE.findall(reference.replace("$", ""))
        if len(ends) == 2:
            (left, top), (right, bottom) = ends
            self._sheet.merges.append(
                Merge(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
            )
        if len(self._sheet.merges) > _MERGES:
            raise TooLarge(f"的合并单元格超过 {_MERGES} 处。")


def column_number(letters: str) -> int:
    """Return a column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    out = ""
    number += 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


@lru_cache(maxsize=4096)
def column_of(letters: str) -> int:
    """Return a column's number from 0, checked against Excel's last one."""
    column = column_number(letters)
    if column >= _COLUMNS:
        raise TooLarge("的工作表的列数超过 Excel 的上限。")
    return column


def _column(reference: str | None, otherwise: int) -> int:
    letters = reference.rstrip("0123456789") if reference else ""
    if not _LETTERS.fullmatch(letters):
        letters = column_letters(otherwise)
    return column_of(letters)


def name_of(row: int, column: int) -> str:
    """Return a cell's name, such as ``B5``."""
    return f"{column_letters(column)}{row + 1}"
