"""Pages in order to blocks: paragraphs and tables, both across page breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.documents.limits import Limits
from assistant.documents.pdf import joining
from assistant.documents.pdf.doubts import doubts, surest
from assistant.documents.pdf.drawn import Drawn
from assistant.documents.pdf.joining import Whole
from assistant.documents.pdf.lines import Line
from assistant.documents.pdf.page import Page
from assistant.documents.pdf.paragraphs import Margins, measure, paragraphs, text_of
from assistant.documents.pdf.tiling import tile
from assistant.errors import TooLarge
from assistant.model.document import Block, Paragraph, ReadingNote, Table
from assistant.model.place import Box, Location

_FEW = 8  # lines from which a page's own margins are taken
_SAME_MARGIN = 9.0  # points


class Flow:
    """Turns the pages of one file into blocks and tells what it joined."""

    def __init__(self, pages: Sequence[Page], file: str, limits: Limits) -> None:
        self._pages = {page.number: page for page in pages}
        self._file, self._limits = file, limits
        self._margins = _margins(pages)
        self._ends = _ends(pages)
        self.notes: list[ReadingNote] = []

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in reading order."""
        count = tables = cells = 0
        for entry in self._entries():
            if isinstance(entry, Whole):
                table = self._table(entry, tables)
                cells += table.rows * table.cols
                tables += 1
                if cells > self._limits.cells:
                    raise TooLarge(f"的表格单元格总数超过上限 {self._limits.cells}。")
                yield table
                continue
            for lines in paragraphs(entry, self._margins):
                count += 1
                if count > self._limits.blocks:
                    raise TooLarge(f"的段落超过上限 {self._limits.blocks} 段。")
                yield self._paragraph(lines, count)

    def _entries(self) -> Iterator[list[Line] | Whole]:
        """Yield runs of lines and whole tables."""
        run: list[Line] = []
        open_table: Whole | None = None
        for page in self._pages.values():
            for number, item in enumerate(page.items):
                if isinstance(item, Line):
                    if open_table is not None:
                        yield open_table
                        open_table = None
                    run.append(item)
                    continue
                if run:
                    yield run
                    run = []
                if open_table is not None and number == 0 and self._joined(open_table, item):
                    continue
                if open_table is not None:
                    yield open_table
                open_table = Whole.of(item)
        if open_table is not None:
            yield open_table
        if run:
            yield run

    def _joined(self, upper: Whole, lower: Drawn) -> bool:
        room = self._ends[round(self._pages[upper.page].height)] - upper.bottom
        if not joining.goes_on(upper, lower, room):
            return False
        joining.append(upper, lower, room)
        return True

    # blocks

    def _paragraph(self, lines: list[Line], number: int) -> Paragraph:
        first = [line for line in lines if line.page == lines[0].page]
        box = (
            min(line.x0 for line in first), first[0].top,
            max(line.x1 for line in first), first[-1].bottom,
        )  # fmt: skip
        at = Location(
            file=self._file, page=lines[0].page, box=self._shown(box, lines[0].page),
            anchor=str(number),
        )  # fmt: skip
        text, marks = lines[0].blanks + text_of(lines), [m for line in lines for m in line.marks]
        return Paragraph(
            text=text, location=at, confidence=surest(marks), doubts=doubts(text, marks)
        )

    def _shown(self, box: Box, page: int) -> Box:
        content = self._pages[page].content
        return content.frame.shown(box, content.shown)

    def _table(self, whole: Whole, number: int) -> Table:
        grid = whole.first if len(whole.pages) == 1 else tile(whole.pieces, self._limits)
        page = whole.pages[0]
        at = Location(file=self._file, page=page, table=number)
        self._tell(whole, at)
        cells: list[dict[str, Any]] = []
        for slot in grid.slots:
            piece = slot.piece
            where = {
                "file": self._file, "page": piece.page, "table": number,
                "row": slot.row, "col": slot.col, "box": piece.box,
            }  # fmt: skip
            text = piece.indent + piece.text
            cells.append({
                "text": text, "row": slot.row, "col": slot.col,
                "row_span": slot.row1 - slot.row, "col_span": slot.col1 - slot.col,
                "location": where, "confidence": surest(piece.marks),
                "doubts": doubts(text, piece.marks),
            })  # fmt: skip
        return Table.model_validate(
            {"rows": grid.rows, "cols": grid.cols, "cells": cells, "location": at}
        )

    def _tell(self, whole: Whole, at: Location) -> None:
        name = f"第 {(at.table or 0) + 1} 张表"
        if len(whole.pages) > 1:
            pages = f"第 {whole.pages[0]}—{whole.pages[-1]} 页"
            cut = f"，{whole.cut_rows} 行被分页切开，已接上" if whole.cut_rows else ""
            heads = f"，去掉了 {whole.headers} 行重复的表头" if whole.headers else ""
            message = f"{name}跨{pages}，已合并为一张表{heads}{cut}。"
            self.notes.append(ReadingNote(kind="joined_table", message=message, location=at))
        if whole.aligned:
            message = (
                f"{name}没有竖框线，{whole.aligned} 列是按文字对齐划分的，"
                "其中的数字已标为待核对，请对照原件。"
            )
            self.notes.append(ReadingNote(kind="aligned_table", message=message, location=at))
        if whole.ragged:
            message = (
                f"{name}有 {whole.ragged} 处框线围成的不是长方形，单元格按最大长方形切分，请核对。"
            )
            self.notes.append(
                ReadingNote(kind="ragged_cells", message=message, count=whole.ragged, location=at)
            )


def _margins(pages: Sequence[Page]) -> dict[int, Margins]:
    """Return each page's margins.

    Pages whose lines don't show them (few lines, or all set in alike) take those of the page
    of their width that holds most lines.
    """
    own = {page.number: _lines(page) for page in pages}
    typical: dict[int, Margins] = {}
    for page in sorted(pages, key=lambda p: len(own[p.number])):
        typical[_kind(page)] = measure(own[page.number], _kind(page)) or Margins(0, 0, 0)
    return {p.number: _of_page(own[p.number], _kind(p), typical[_kind(p)]) for p in pages}


def _of_page(lines: list[Line], width: float, typical: Margins) -> Margins:
    found = measure(lines, width)
    if found is None or len(lines) < _FEW or not any(found.sets_in(line) for line in lines):
        return typical if found is None else replace(typical, pitch=found.pitch)
    if abs(found.left - typical.left) < _SAME_MARGIN:
        return replace(found, right=max(found.right, typical.right))
    return found


def _kind(page: Page) -> int:
    return round(page.content.frame.width)


def _lines(page: Page) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line)]


def _ends(pages: Sequence[Page]) -> dict[int, float]:
    """Return how far down pages of each height are filled."""
    out: dict[int, float] = {}
    for page in pages:
        lowest = max((item.bottom for item in page.items), default=0.0)
        height = round(page.height)
        out[height] = max(out.get(height, 0.0), lowest)
    return out
