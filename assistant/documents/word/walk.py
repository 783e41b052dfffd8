"""One part of a Word file, walked in reading order: paragraphs, text boxes, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from assistant.documents.limits import Limits
from assistant.documents.word.cells import CellContent, cell_content, only_paragraph
from assistant.documents.word.grid import Grid, Slot, lay_out
from assistant.documents.word.notes import Notes
from assistant.documents.word.numbering import Numbering
from assistant.documents.word.seen import Seen, see
from assistant.documents.word.styles import Styles
from assistant.documents.word.traits import Traits
from assistant.errors import TooLarge
from assistant.model.document import Block, Paragraph, Table
from assistant.model.place import Location
from assistant.ooxml import (
    W,
    accepted_text,
    block_items,
    in_fallback,
    is_removed,
    mark_is,
    numbered_anchor,
    paragraphs,
    plain_texts,
)

_P, _TBL, _BOX = W + "p", W + "tbl", W + "txbxContent"


@dataclass
class Shared:
    """What all parts of one file share."""

    file: str
    limits: Limits
    notes: Notes
    styles: Styles
    numbering: Numbering
    tables: int = 0
    cells: int = 0
    blocks: int = 0


class Walk:
    """Turns the paragraphs and tables of one part into blocks."""

    def __init__(self, shared: Shared, part: str, root: etree._Element) -> None:
        self._shared, self._part = shared, part
        self._notes = shared.notes
        found = paragraphs(root)
        self._index = {p: str(index) for index, p in enumerate(found)}
        self._plain = plain_texts(root, found)
        self._traits = Traits.of(root, shared.styles.default is not None)
        self._simple = self._traits.simple

    @property
    def texts(self) -> dict[etree._Element, str]:
        """The texts of the part's plain paragraphs."""
        return self._plain

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a body, note or text box."""
        for item in block_items(container):
            if item.tag == _P:
                yield from self._paragraph(item)
            elif item.tag == _TBL:
                yield from self._table(item)
            else:
                self._included(item)

    def _included(self, item: etree._Element) -> None:
        self._notes.lost("included", "有一处从别的文件插入的内容（altChunk），没有读取。")

    # paragraphs

    def _paragraph(self, p: etree._Element) -> Iterator[Block]:
        text, original = self._plain.get(p), None
        if text is None:
            seen = see(p)
            self._report(seen, self._at(p))
            text, original = seen.text, seen.original
        if not (self._traits.revised and is_removed(p)):
            label = self._label(p)
            if label or text.strip():
                yield self._block(p, text, original, label)
        if self._traits.boxes:
            yield from self._text_boxes(p)

    def _at(self, p: etree._Element) -> Location:
        return Location(file=self._shared.file, part=self._part, anchor=self._index[p])

    def _block(self, p: etree._Element, text: str, original: str | None, label: str) -> Paragraph:
        self._shared.blocks += 1
        if self._shared.blocks > self._shared.limits.blocks:
            raise TooLarge(f"的段落超过上限 {self._shared.limits.blocks} 段。")
        style = self._traits.styles.get(p)
        return Paragraph(
            text=text,
            location=self._at(p),
            number=label,
            style=self._shared.styles.name(style) if style else "",
            original=original,
        )

    def _label(self, p: etree._Element) -> str:
        traits = self._traits
        if not traits.numbered or (traits.revised and mark_is(p, "del")):
            return ""
        return self._shared.numbering.label(traits.lists.get(p), traits.styles.get(p))

    def _report(self, seen: Seen, at: Location) -> None:
        for kind in ("inserted", "deleted", "math"):
            text = getattr(seen, kind)
            if text:
                self._notes.count(kind, text, at)
        if seen.hidden:
            self._notes.lost("hidden", "有隐藏文字，未计入正文。", seen.hidden, at)

    def _text_boxes(self, p: etree._Element) -> Iterator[Block]:
        for box in p.iter(_BOX):
            if in_fallback(box) or _owner(box) is not p:
                continue
            found = list(self.blocks(box))
            text = "\n".join(block.text for block in found if isinstance(block, Paragraph))
            self._notes.count("text_box", text, self._at(p))
            yield from found

    # tables

    def _table(self, tbl: etree._Element) -> Iterator[Block]:
        grid = lay_out(tbl, self._shared.limits)
        self._left_out(grid)
        if not grid.slots:
            return
        self._shared.cells += grid.rows * grid.cols
        if self._shared.cells > self._shared.limits.cells:
            raise TooLarge(f"的表格单元格总数超过上限 {self._shared.limits.cells}。")
        number = self._shared.tables
        self._shared.tables += 1
        after: list[CellContent] = []
        cells = [self._cell(slot, number, after) for slot in grid.slots]
        at = Location(file=self._shared.file, part=self._part, table=number)
        # Handing over plain records lets pydantic build all cells in one go.
        yield Table.model_validate(
            {"rows": grid.rows, "cols": grid.cols, "cells": cells, "location": at}
        )
        for content in after:
            yield from self._behind(content, at)

    def _behind(self, content: CellContent, at: Location) -> Iterator[Block]:
        """Yield what stood inside a cell beside its text: tables, text boxes."""
        for inner in content.inner:
            if inner.tag == _TBL:
                self._notes.count("nested_table", at=at)
                yield from self._table(inner)
            else:
                self._included(inner)
        for p in content.paragraphs if self._traits.boxes else []:
            yield from self._text_boxes(p)

    def _left_out(self, grid: Grid) -> None:
        for row in grid.deleted:
            self._notes.count("deleted", _row_text(row))
        for row in grid.inserted:
            self._notes.count("inserted", _row_text(row))
        for row in grid.hidden:
            self._notes.lost("hidden", "有隐藏的表格行，未计入表格。", _row_text(row))
        if grid.ragged:
            self._notes.count("ragged_row", n=grid.ragged)

    def _cell(self, slot: Slot, table: int, after: list[CellContent]) -> dict[str, Any]:
        cell = self._record(slot, table)
        tc = slot.tc
        if tc is not None:
            p = only_paragraph(tc, self._plain) if self._simple else None
            if p is None:
                self._fill(cell, slot, tc, after)
            else:
                self._fill_simply(cell, p)
            if slot.covered:
                self._covered(slot, cell["location"])
        return cell

    def _fill_simply(self, cell: dict[str, Any], p: etree._Element) -> None:
        """Give a record the text of its cell's only paragraph, a plain one."""
        at, text = cell["location"], self._plain[p]
        at["anchor"] = self._index[p]
        label = self._label(p) if self._traits.numbered else ""
        cell["text"] = label + text
        if label:
            at["anchor"] = numbered_anchor(at["anchor"], [label + text], [text])

    def _record(self, slot: Slot, table: int) -> dict[str, Any]:
        at = {
            "file": self._shared.file,
            "part": self._part,
            "table": table,
            "row": slot.row,
            "col": slot.col,
        }
        return {
            "text": "",
            "row": slot.row,
            "col": slot.col,
            "row_span": slot.row_span,
            "col_span": slot.col_span,
            "location": at,
        }

    def _fill(
        self, cell: dict[str, Any], slot: Slot, tc: etree._Element, after: list[CellContent]
    ) -> None:
        """Give a cell's record its text, and report what else the cell holds."""
        content = cell_content(tc, self._plain, self._traits.revised)
        if content.paragraphs:
            cell["location"]["anchor"] = self._index[content.paragraphs[0]]
        cell["text"] = self._cell_text(content, cell["location"])
        if content.seen or content.gone or slot.inserted:
            where = Location.model_validate(cell["location"])
            cell["original"] = self._original(slot, content, bool(cell["text"]), where)
        if content.inner or self._traits.boxes:
            after.append(content)

    def _cell_text(self, content: CellContent, at: dict[str, Any]) -> str:
        if not self._traits.numbered:
            return "\n".join(content.texts)
        both = zip(content.paragraphs, content.texts, strict=True)
        lines = [self._label(p) + text for p, text in both]
        if lines != content.texts:
            at["anchor"] = numbered_anchor(at["anchor"], lines, content.texts)
        return "\n".join(lines)

    def _original(self, slot: Slot, content: CellContent, filled: bool, at: Location) -> str | None:
        """Report a cell's revisions and return its text before them, None where the same."""
        for seen in content.seen.values():
            self._report(seen, at)
        for gone in filter(None, content.gone):
            self._notes.count("deleted", gone, at)
        if slot.inserted:
            return "" if filled else None
        return content.original()

    def _covered(self, slot: Slot, at: dict[str, Any]) -> None:
        for tc in slot.covered:
            text = self._covered_text(tc)
            if text:
                message = "合并单元格下面还留有看不见的文字，未计入表格。"
                self._notes.lost("covered", message, text, Location.model_validate(at))

    def _covered_text(self, tc: etree._Element) -> str:
        p = only_paragraph(tc, self._plain)
        if p is not None:
            return self._plain[p].strip()
        content = cell_content(tc, self._plain, self._traits.revised)
        text = "\n".join(content.texts).strip()
        return text + "".join("\n" + _row_text(inner) for inner in content.inner)


def _owner(box: etree._Element) -> etree._Element | None:
    """Return the paragraph a text box is anchored in."""
    return next(box.iterancestors(_P), None)


def _row_text(row: etree._Element) -> str:
    texts = [accepted_text(p) or see(p).original or "" for p in row.iter(_P)]
    return "\t".join(texts)
