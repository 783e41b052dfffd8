"""Read the cells of an Excel workbook as they are stored, row by row, under limits.

Numbers come as the shortest decimal that means the stored double: a file holds 1.1 as
1.1000000000000001. Formulas, dates and error values are told apart, never evaluated.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO, Literal, NamedTuple

from lxml import etree

from assistant.errors import EncryptedFile, TooLarge, UnreadableFile
from assistant.model.quantity import plain
from assistant.ooxml.parsing import parse

CellKind = Literal["text", "number", "formula", "date", "error", "boolean"]

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MB = 2**20
_FILE_BYTES, _PART_BYTES = 20 * _MB, 64 * _MB
_ROWS, _COLUMNS, _TEXTS = 20_000, 200, 500_000
_PERCENT_IDS = {9, 10}
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_FLAG = 0x1
# What zipfile, lxml and int() raise on damaged input, depending on where the damage is.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    etree.XMLSyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    OverflowError,
)
_BROKEN = "已损坏，或不是 Excel 工作簿（.xlsx）。"


class SheetCell(NamedTuple):
    """A cell's text, and what kind of value it holds; a formula's text is the formula."""

    text: str
    kind: CellKind = "text"


class SheetRow(NamedTuple):
    """The cells of one row that hold something, by column from 0; ``number`` is Excel's."""

    number: int
    cells: dict[int, SheetCell]


def read_workbook(data: bytes) -> dict[str, list[SheetRow]]:
    """Return the rows of every sheet by its title; rows that hold nothing are left out.

    Raises ``UnreadableFile``, ``EncryptedFile`` and ``TooLarge``.
    """
    if data.startswith(_OLE):
        raise EncryptedFile("设有密码，或是旧的 .xls 格式。")
    if len(data) > _FILE_BYTES:
        raise TooLarge(f"超过 {_FILE_BYTES // _MB} MB。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Book(archive).sheets()
    except _DAMAGE as error:
        raise UnreadableFile(_BROKEN) from error


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = 2 * _PART_BYTES
        self._names = set(archive.namelist())
        self._texts = list(self._shared())
        self._formats = list(self._cell_formats())

    def sheets(self) -> dict[str, list[SheetRow]]:
        """Return the rows of every sheet."""
        targets = self._targets()
        book = self._part("xl/workbook.xml")
        if book is None:
            raise UnreadableFile(_BROKEN)
        out = {}
        for sheet in book.iter(_S + "sheet"):
            target = targets.get(sheet.get(_R, ""), "")
            if target in self._names:
                out[sheet.get("name", "")] = self._rows(target)
        return out

    def _targets(self) -> dict[str, str]:
        root = self._part("xl/_rels/workbook.xml.rels")
        found = {} if root is None else {r.get("Id", ""): r.get("Target", "") for r in root}
        return {
            key: path[1:] if path.startswith("/") else f"xl/{path}" for key, path in found.items()
        }

    def _bytes(self, name: str) -> bytes:
        if self._archive.getinfo(name).flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedFile("的压缩包设有密码，无法读取。")
        with self._archive.open(name) as stream:
            data = stream.read(min(_PART_BYTES, self._left) + 1)
        self._left -= len(data)
        if len(data) > _PART_BYTES or self._left < 0:
            raise TooLarge(f"解压后超过 {_PART_BYTES // _MB} MB。")
        return data

    def _part(self, name: str) -> etree._Element | None:
        return parse(self._bytes(name)) if name in self._names else None

    def _shared(self) -> Iterator[str]:
        name = "xl/sharedStrings.xml"
        if name in self._names:
            for number, element in enumerate(_stream(self._bytes(name), "si")):
                if number >= _TEXTS:
                    raise TooLarge(f"文字超过 {_TEXTS} 条。")
                yield _words(element)

    def _cell_formats(self) -> Iterator[CellKind | Literal["percent"]]:
        root = self._part("xl/styles.xml")
        if root is None:
            return
        codes = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(_S + "numFmt")}
        xfs = root.find(_S + "cellXfs")
        for xf in () if xfs is None else xfs:
            number = xf.get("numFmtId", "0")
            yield _format(int(number) if number.isdigit() else 0, codes.get(number, ""))

    def _rows(self, name: str) -> list[SheetRow]:
        rows: list[SheetRow] = []
        last = 0
        for element in _stream(self._bytes(name), "row"):
            stated = element.get("r", "")
            last = int(stated) if stated.isdigit() else last + 1
            cells = dict(self._cells(element))
            if cells:
                rows.append(SheetRow(last, cells))
            if len(rows) > _ROWS:
                raise TooLarge(f"一张表超过 {_ROWS} 行。")
        return rows

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, SheetCell]]:
        column = -1
        for element in row.iter(_S + "c"):
            column = _column(element.get("r", ""), column + 1)
            cell = self._cell(element)
            if cell.text.strip():
                if column >= _COLUMNS:
                    raise TooLarge(f"一张表超过 {_COLUMNS} 列。")
                yield column, cell

    def _cell(self, element: etree._Element) -> SheetCell:
        formula = element.find(_S + "f")
        if formula is not None:
            return SheetCell(f"={formula.text or ''}", "formula")
        value = element.findtext(_S + "v", "")
        match element.get("t", "n"):
            case "s":
                known = value.isdigit() and int(value) < len(self._texts)
                return SheetCell(self._texts[int(value)] if known else "")
            case "inlineStr":
                return SheetCell(_words(element))
            case "str":
                return SheetCell(value)
            case "b":
                return SheetCell(value, "boolean")
            case "e":
                return SheetCell(value, "error")
            case "d":
                return SheetCell(value, "date")
        return self._number(value, element.get("s", ""))

    def _number(self, value: str, style: str) -> SheetCell:
        if not value.strip():
            return SheetCell("")
        if not re.fullmatch(r"[+-]?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,2})?", value.strip()):
            return SheetCell(value, "error")
        number = Decimal(repr(float(value)))
        known = style.isdigit() and int(style) < len(self._formats)
        kind = self._formats[int(style)] if known else "number"
        if kind == "percent":
            return SheetCell(plain(number * 100) + "%", "number")
        return SheetCell(plain(number), kind)


def _stream(data: bytes, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of one name, each forgotten after its use."""
    source: BinaryIO = io.BytesIO(data)
    events = etree.iterparse(
        source, tag=_S + tag, resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=False,
    )  # fmt: skip
    for _, element in events:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _words(element: etree._Element) -> str:
    """Return a text without its phonetic guides."""
    return "".join(
        t.text or ""
        for t in element.iter(_S + "t")
        if next(t.iterancestors(_S + "rPh"), None) is None
    )


def _column(reference: str, otherwise: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _format(number: int, code: str) -> CellKind | Literal["percent"]:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code)
    if number in _PERCENT_IDS or "%" in bare:
        return "percent"
    if number in _DATE_IDS or (code and re.search(r"[ymdh年月日]", bare, re.I)):
        return "date"
    return "number"
