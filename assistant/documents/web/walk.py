"""A page walked in reading order: paragraphs and tables."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.documents.limits import Limits
from assistant.documents.notes import Notes
from assistant.documents.web.controls import shown_value
from assistant.documents.web.dom import BLOCKS, Page, is_hidden, is_preformatted, name, whole_text
from assistant.documents.web.furniture import Furniture
from assistant.documents.web.lines import Line, split_paragraphs
from assistant.documents.web.lists import ListNumbers
from assistant.documents.web.tables import Grid, Slot, is_layout, lay_out
from assistant.errors import TooLarge
from assistant.model.document import Block, Paragraph, Table
from assistant.model.place import Location

_PAGE_NUMBER = re.compile(r"[\s\d\-—–－第页共/IVXivx]*")
_FRAMES = frozenset({"iframe", "frame"})


class Walk:
    """Turns a page into blocks."""

    def __init__(self, page: Page, file: str, limits: Limits, notes: Notes) -> None:
        self._page, self._file, self._limits, self._notes = page, file, limits, notes
        self._furniture = None if page.by_office else Furniture(page.root, page.title)
        self._lists = ListNumbers(page.by_libreoffice)
        self._tables = self._cells = self._blocks = 0

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the whole page."""
        line = Line(self._page.by_libreoffice)
        yield from self._inside(self._page.root, line, False)
        yield from self._flush(line, self._page.root)

    def _inside(self, element: etree._Element, line: Line, fixed: bool) -> Iterator[Block]:
        """Yield the blocks inside an element; text that is still open stays in ``line``."""
        fixed = fixed or is_preformatted(element)
        if element.text:
            line.add(element.text, fixed)
        for child in element:
            yield from self._child(child, line, fixed)
            if child.tail:
                line.add(child.tail, fixed)

    def _child(self, child: etree._Element, line: Line, fixed: bool) -> Iterator[Block]:
        tag = name(child)
        if tag == "br":
            line.line_break()
        elif self._left_out(child):
            if tag in BLOCKS:
                yield from self._flush(line, child.getparent())
        elif tag == "table":
            yield from self._flush(line, child.getparent())
            yield from self._table(child)
        elif tag in BLOCKS:
            yield from self._flush(line, child.getparent())
            yield from self._inside(child, line, fixed)
            yield from self._flush(line, child)
        elif (value := shown_value(child)) is not None:
            line.add(value)
        else:
            yield from self._inside(child, line, fixed)

    def _left_out(self, element: etree._Element) -> bool:
        """Tell whether an element is not read, and note its text."""
        tag = name(element)
        if tag in _FRAMES:
            self._notes.count("frame", element.get("src", ""), lost=True)
            return True
        if tag == "img":
            self._notes.count("image", element.get("alt", "").strip())
            return False
        kind = self._why_out(element)
        if kind is None:
            return False
        text = " ".join(whole_text(element).split())
        if text and not (kind == "margin" and _PAGE_NUMBER.fullmatch(text)):
            self._notes.count(kind, text, self._at(element), lost=True)
        return True

    def _why_out(self, element: etree._Element) -> str | None:
        if is_hidden(element):
            return "hidden"
        if self._page.by_libreoffice and element.get("title") in {"header", "footer"}:
            return "margin"
        if element.tag == "del" and self._page.by_office:
            return "deleted"
        if self._furniture is not None and self._furniture.holds(element):
            return "furniture"
        return None

    def _at(self, element: etree._Element) -> Location:
        return Location(file=self._file, anchor=self._page.index[element])

    # paragraphs

    def _flush(self, line: Line, owner: etree._Element | None) -> Iterator[Block]:
        """Yield the text gathered so far as the paragraphs of the element that held it."""
        text = line.take()
        if not text.strip():
            return
        element = self._page.root if owner is None else owner
        parts = [text] if self._page.by_office else split_paragraphs(text)
        for number, part in enumerate(parts):
            self._blocks += 1
            if self._blocks > self._limits.blocks:
                raise TooLarge(f"的段落超过上限 {self._limits.blocks} 段。")
            anchor = self._page.index[element] + (f".{number}" if number else "")
            yield Paragraph(
                text=part,
                location=Location(file=self._file, anchor=anchor),
                number=self._lists.label(element) if number == 0 else "",
                style=_style(element),
            )

    # tables

    def _table(self, table: etree._Element) -> Iterator[Block]:
        if not self._page.by_office and is_layout(table):
            yield from self._laid_out(table)
            return
        for caption in table.iterchildren("caption"):
            yield from self._container(caption)
        grid = lay_out(table, self._limits)
        for row in grid.hidden:
            text = "\t".join(whole_text(row).split())
            if text:
                self._notes.count("hidden", text, self._at(table), lost=True)
        if not grid.slots or not grid.cols:
            return
        inner: list[etree._Element] = []
        yield self._built(table, grid, inner)
        for nested in inner:
            self._notes.count("nested_table", at=self._at(nested))
            yield from self._table(nested)

    def _laid_out(self, table: etree._Element) -> Iterator[Block]:
        """Read a layout table as what it arranges, cell by cell."""
        line = Line()
        for child in table.iterdescendants("td", "th", "caption"):
            if next(child.iterancestors("table")) is not table or self._left_out(child):
                continue
            yield from self._inside(child, line, False)
            yield from self._flush(line, child)

    def _container(self, element: etree._Element) -> Iterator[Block]:
        line = Line(self._page.by_libreoffice)
        yield from self._inside(element, line, False)
        yield from self._flush(line, element)

    def _built(self, table: etree._Element, grid: Grid, inner: list[etree._Element]) -> Table:
        self._cells += grid.rows * grid.cols
        if self._cells > self._limits.cells:
            raise TooLarge(f"的表格单元格总数超过上限 {self._limits.cells}。")
        if grid.ragged:
            self._notes.count("ragged_row", at=self._at(table))
        number = self._tables
        self._tables += 1
        cells = [self._cell(slot, number, inner) for slot in grid.slots]
        at = Location(file=self._file, table=number, anchor=self._page.index[table])
        # Handing over plain records lets pydantic build all cells in one go.
        return Table.model_validate(
            {"rows": grid.rows, "cols": grid.cols, "cells": cells, "location": at}
        )

    def _cell(self, slot: Slot, table: int, inner: list[etree._Element]) -> dict[str, Any]:
        at: dict[str, Any] = {"file": self._file, "table": table, "row": slot.row, "col": slot.col}
        text = ""
        if slot.td is not None:
            at["anchor"] = self._page.index[slot.td]
            text = "\n".join(self._cell_lines(slot.td, inner))
        return {
            "text": text,
            "row": slot.row,
            "col": slot.col,
            "row_span": slot.row_span,
            "col_span": slot.col_span,
            "location": at,
        }

    def _cell_lines(self, td: etree._Element, inner: list[etree._Element]) -> list[str]:
        """Return a cell's lines; tables inside it are put aside."""
        line = Line(self._page.by_libreoffice)
        lines: list[str] = []
        self._gather(td, line, lines, inner, False)
        lines.append(line.take())
        return [text for text in lines if text.strip()]

    def _gather(
        self,
        element: etree._Element,
        line: Line,
        lines: list[str],
        inner: list[etree._Element],
        fixed: bool,
    ) -> None:
        fixed = fixed or is_preformatted(element)
        if element.text:
            line.add(element.text, fixed)
        for child in element:
            self._gather_child(child, line, lines, inner, fixed)
            if child.tail:
                line.add(child.tail, fixed)

    def _gather_child(
        self,
        child: etree._Element,
        line: Line,
        lines: list[str],
        inner: list[etree._Element],
        fixed: bool,
    ) -> None:
        tag = name(child)
        if tag == "br":
            line.line_break()
        elif tag == "table":
            inner.append(child)
        elif self._hidden_in_cell(child):
            return
        elif tag in BLOCKS:
            lines.append(line.take())
            line.add(self._lists.label(child))
            self._gather(child, line, lines, inner, fixed)
            lines.append(line.take())
        elif (value := shown_value(child)) is not None:
            line.add(value)
        else:
            self._gather(child, line, lines, inner, fixed)

    def _hidden_in_cell(self, element: etree._Element) -> bool:
        if is_hidden(element) or (element.tag == "del" and self._page.by_office):
            return self._left_out(element)
        if element.tag == "img":
            self._notes.count("image", element.get("alt", "").strip())
        return False


def _style(element: etree._Element) -> str:
    """Return the style name that Word gives to a heading; "" for other text."""
    for up in (element, *element.iterancestors()):
        if isinstance(up.tag, str) and re.fullmatch("h[1-6]", up.tag):
            return f"heading {up.tag[1]}"
        if up.tag in ("td", "div", "body"):
            break
    return ""
