"""One page as items in reading order: lines of text, and tables as drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.documents.limits import Limits
from assistant.documents.pdf.bounds import Bounds, Clock
from assistant.documents.pdf.cells import indent_first_column, set_text, take_chars
from assistant.documents.pdf.chars import read_chars
from assistant.documents.pdf.content import Char, Content, Rule
from assistant.documents.pdf.drawing import Drawing
from assistant.documents.pdf.drawn import Drawn
from assistant.documents.pdf.frame import Frame
from assistant.documents.pdf.gaps import without_gaps
from assistant.documents.pdf.lattice import Lattice, Piece, lattice
from assistant.documents.pdf.lines import Line, lines_of
from assistant.documents.pdf.rules import SAME, join, rulings
from assistant.documents.pdf.tiling import tile
from assistant.documents.pdf.unruled import unruled_tables
from assistant.errors import TooLarge

_TURNS = 4


Item = Line | Drawn


@dataclass
class Page:
    """A page's items from top to bottom, and what its content tells about it."""

    content: Content
    items: list[Item] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Number from 1."""
        return self.content.number

    @property
    def height(self) -> float:
        """Height as read, in points."""
        return self.content.frame.height


def load(document: Any, number: int, bounds: Bounds, clock: Clock) -> Content:
    """Return the content of page ``number`` (from 1); raises pdfium's error for a torn page."""
    clock.check()
    page = document[number - 1]
    try:
        shown = page.get_rotation() // 90 % _TURNS
        content = Content(number, _visible(page), shown)
        textpage = page.get_textpage()
        try:
            read_chars(textpage, content, bounds, clock)
        finally:
            textpage.close()
        Drawing(content, bounds, clock).page(page.raw)
    finally:
        page.close()
    return content


Again = Callable[[Lattice, Content], Lattice]
"""Reads a table again that did not tile, and returns the better of both readings."""


def as_it_is(table: Lattice, content: Content) -> Lattice:
    """Return a table as it was read: there is no second reader for pictures."""
    return table


def _visible(page: Any) -> Frame:
    """Return the visible part of a page: its crop box, as far as the sheet reaches."""
    sheet, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(sheet[0], crop[0]), max(sheet[1], crop[1])
    right, top = min(sheet[2], crop[2]), min(sheet[3], crop[3])
    return Frame(*sheet) if left >= right or bottom >= top else Frame(left, bottom, right, top)


def arrange(content: Content, limits: Limits, again: Again) -> Page:
    """Return a page's items; the characters of inner tables are not those of the outer."""
    across, down = join(content.across), join(content.down)
    if len(across) * len(down) > limits.cells:
        raise TooLarge(f"第 {content.number} 页的线条太多，可能的单元格超过上限 {limits.cells}。")
    groups = rulings(across, down)
    found = [lattice(group, content.number, limits) for group in groups]
    tables = [again(t, content) if t.ragged else t for t in found if t is not None]
    tables.sort(key=_area)
    rest = content.chars
    items: list[Item] = []
    for table in tables:
        drawn, rest = _drawn(table, rest, content, limits)
        items += [drawn] if drawn else []
    lines = lines_of(rest, content.number)
    unruled, left = unruled_tables(rest, lines, _free(across, tables), content, limits)
    items += [*unruled, *lines_of(left, content.number)] if unruled else lines
    for chars in content.aside.values():
        items += lines_of(chars, content.number)
    items.sort(key=lambda item: (item.top, isinstance(item, Line)))
    return Page(content, items)


def _free(across: list[Rule], tables: list[Lattice]) -> list[Rule]:
    """Return the horizontal rules that belong to no ruled table."""
    return [
        rule for rule in across
        if not any(table.ys[0] - SAME <= rule.at <= table.ys[-1] + SAME for table in tables)
    ]  # fmt: skip


def _area(table: Lattice) -> float:
    return (table.xs[-1] - table.xs[0]) * (table.ys[-1] - table.ys[0])


def _drawn(
    table: Lattice, chars: list[Char], content: Content, limits: Limits
) -> tuple[Drawn | None, list[Char]]:
    inside, rest = take_chars(table, chars)
    labels: list[tuple[Piece, Line]] = []
    for number, piece in enumerate(table.pieces):
        lines = set_text(piece, inside.get(number, []))
        if lines and piece.x0 == table.xs[0]:
            labels.append((piece, lines[0]))
        piece.box = content.frame.shown(piece.box, content.shown)
    indent_first_column(labels)
    pieces = without_gaps(table.pieces)
    if not pieces:
        return None, rest
    grid = tile(pieces, limits)
    ends = table.xs[0], table.ys[0], table.xs[-1], table.ys[-1]
    return Drawn(content.number, grid, *ends, table.ragged), rest
