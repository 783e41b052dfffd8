"""Excel workbooks (``.xlsx``) to a Document: every sheet's lines and tables."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.documents.archive import Archive
from assistant.documents.limits import Limits
from assistant.documents.notes import Notes
from assistant.documents.sheet.arrange import Line, Visible, arrange, visible
from assistant.documents.sheet.aside import note_book, note_sheet
from assistant.documents.sheet.book import Book, SheetPart
from assistant.documents.sheet.cells import Sheet, name_of, read_sheet
from assistant.documents.sheet.formulas import Checker
from assistant.documents.sheet.grid import build
from assistant.errors import TooLarge
from assistant.model.document import Block, Document, Paragraph, ReadingReport, Source, Table
from assistant.model.place import Location

__all__ = ["read_xlsx"]

_DEFAULT_TITLE = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.I)
_MOST_TOLD = 20
"""Mismatches and uncached formulas told one by one; the rest are counted."""
_KEPT = 4000
"""Characters kept of a hidden sheet's text."""
_SUMMARY = {
    "macro": "文件带有宏，没有运行，也没有读取。",
    "external": "公式引用了 {n} 个别的文件，没有打开，用的是文件里存的结果。",
    "comment": "有 {n} 条批注，未计入正文。",
    "image": "有 {n} 张图片，图片里的文字没有读取。",
    "chart": "有 {n} 张图表，没有读取。",
    "error": "有 {n} 个单元格是公式错误（如 #DIV/0!），已按所显示的文字读入。",
    "mismatch": "另有 {n} 个公式的结果与存的数不一致。",
    "uncached": "另有 {n} 个公式没有存下结果，其数值没有读出。",
}


def read_xlsx(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a workbook's bytes.

    Values come as the sheet shows them, with its decimals, percent signs and dates. Each
    location has the sheet's title as ``part`` and the cell's name as ``anchor``. Raises
    ``UnreadableFile``, ``EncryptedFile`` or ``TooLarge``.
    """
    book = Book(Archive(data, limits), limits)
    notes = Notes(_SUMMARY)
    reader = _Reader(book, Path(source.path).name, limits, notes)
    blocks = [block for part in book.sheets for block in reader.blocks(part)]
    note_book(book, notes)
    report = ReadingReport(file=reader.file, format="xlsx", notes=notes.all())
    return Document(source=source, blocks=blocks, report=report)


class _Reader:
    """Turns sheet after sheet into blocks; limits hold for all together."""

    def __init__(self, book: Book, file: str, limits: Limits, notes: Notes) -> None:
        self._book, self.file, self._limits, self._notes = book, file, limits, notes
        self._tables = self._cells = self._lines = self._told = 0

    def blocks(self, part: SheetPart) -> Iterator[Block]:
        """Yield a sheet's blocks; of a hidden one only a note."""
        at = Location(file=self.file, part=part.title)
        if "worksheets/" not in part.part or part.part not in self._book.archive.names:
            kind = "图表工作表" if "chartsheets/" in part.part else "不含单元格的工作表"
            self._notes.lost("sheet", f"“{part.title}”是{kind}，没有读取。", at=at)
            return
        sheet = read_sheet(self._book, part, self._limits)
        if part.hidden:
            self._hidden_sheet(sheet, at)
            return
        self._report(sheet, at)
        note_sheet(self._book, part, at, self._notes)
        seen = visible(sheet)
        self._left_out(sheet, seen, at)
        yield from self._shown(seen, part.title)

    def _shown(self, seen: Visible, title: str) -> Iterator[Block]:
        first = True
        for item in arrange(seen):
            if isinstance(item, Line):
                if not item.text.strip():
                    continue
                yield self._line(item.text, name_of(item.cells[0].row, item.cells[0].col), title)
            else:
                if first and not _DEFAULT_TITLE.fullmatch(title.strip()):
                    # A table without a title of its own has the sheet's.
                    yield self._line(title, "", title, "heading 1")
                yield self._table(build(item, self.file, title, self._tables, self._limits))
            first = False

    def _line(self, text: str, anchor: str, part: str, style: str = "") -> Paragraph:
        self._lines += 1
        if self._lines > self._limits.blocks:
            raise TooLarge(f"的文字行超过上限 {self._limits.blocks} 行。")
        at = Location(file=self.file, part=part, anchor=anchor or None)
        return Paragraph(text=text, location=at, style=style)

    def _table(self, table: Table) -> Table:
        self._tables += 1
        self._cells += table.rows * table.cols
        if self._cells > self._limits.cells:
            raise TooLarge(f"的表格单元格总数超过上限 {self._limits.cells}。")
        return table

    # the reading report

    def _hidden_sheet(self, sheet: Sheet, at: Location) -> None:
        texts = (cell.text for row in sheet.rows for cell in row.cells.values())
        text = "\n".join(text for text in texts if text.strip())
        if text:
            message = f"工作表“{sheet.title}”是隐藏的，没有读取。"
            self._notes.lost("hidden_sheet", message, text[:_KEPT], at)

    def _left_out(self, sheet: Sheet, seen: Visible, at: Location) -> None:
        if seen.hidden:
            message = f"工作表“{sheet.title}”有隐藏的行或列，其中的文字未计入表格。"
            self._notes.lost("hidden", message, "\n".join(seen.hidden)[:_KEPT], at)
        if seen.covered:
            message = f"工作表“{sheet.title}”的合并单元格下面还留有看不见的文字，未计入表格。"
            self._notes.lost("covered", message, "\n".join(seen.covered)[:_KEPT], at)
        if sheet.margins:
            message = f"工作表“{sheet.title}”的页眉或页脚有文字，未计入正文。"
            self._notes.lost("margin", message, "\n".join(sheet.margins), at)

    def _report(self, sheet: Sheet, at: Location) -> None:
        """Tell of formulas without a result, of errors and of values that a format hides."""
        concealed = []
        for row in sheet.rows:
            for col, cell in row.cells.items():
                where = name_of(row.number, col)
                if cell.kind == "uncached":
                    self._uncached(
                        sheet.title, where, cell.formula.text if cell.formula else "", at
                    )
                elif cell.kind == "e":
                    self._notes.count("error", f"{sheet.title}!{where} {cell.text}", at)
                elif cell.concealed:
                    concealed.append(f"{where} {cell.concealed}")
        if concealed:
            message = (
                f"工作表“{sheet.title}”有 {len(concealed)} 个单元格的格式使内容不显示，未计入表格。"
            )
            self._notes.lost("concealed", message, "\n".join(concealed)[:_KEPT], at)
        if self._book.full_precision:
            for found in Checker(sheet).mismatches():
                place = at.model_copy(update={"anchor": name_of(found.row, found.col)})
                if self._may_tell("mismatch", found.formula, place):
                    self._notes.tell("mismatch", found.message(sheet.title), found.formula, place)

    def _uncached(self, title: str, where: str, formula: str, at: Location) -> None:
        place = at.model_copy(update={"anchor": where})
        if self._may_tell("uncached", formula, place):
            message = (
                f"工作表“{title}”{where} 的公式没有存下结果（文件不是由 Excel 或 WPS 保存的），"
                "其数值没有读出；请用 WPS 或 Excel 打开保存后再试。"
            )
            self._notes.lost("uncached", message, f"={formula}", place)

    def _may_tell(self, kind: str, text: str, at: Location) -> bool:
        """Tell whether one more is told by itself; beyond that it is counted."""
        self._told += 1
        if self._told > _MOST_TOLD:
            self._notes.count(kind, text, at, lost=kind == "uncached")
            return False
        return True
