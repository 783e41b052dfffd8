"""A document as HTML: paragraphs as they stand, tables cell for cell with their spans."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from assistant.model.document import Cell, Document, Paragraph, Table
from assistant.model.place import Location
from assistant.output.safe import visible
from assistant.workbench.source_view.spots import spot_of

_SURE = 1.0


class SourceView(NamedTuple):
    """One file's text as HTML; ``outline`` lists (address, words) of its tables and headings."""

    name: str
    html: Markup
    outline: list[tuple[str, str]]


def source_view(document: Document) -> SourceView:
    """Return a document's page view; every word from the file is escaped."""
    html = Markup("").join(_blocks(document))
    return SourceView(document.report.file, html, list(_outline(document)))


def _blocks(document: Document) -> Iterator[Markup]:
    for block in document.blocks:
        yield _table(block) if isinstance(block, Table) else _paragraph(block)


def _paragraph(paragraph: Paragraph) -> Markup:
    number = (
        Markup('<span class="auto-number">{}</span>').format(visible(paragraph.number))
        if paragraph.number
        else ""
    )
    return Markup("<p{}>{}{}</p>\n").format(
        _attributes(paragraph.location, paragraph.confidence), number, _lines(paragraph.text)
    )


def _table(table: Table) -> Markup:
    rows = Markup("").join(_row(table, number) for number in range(table.rows))
    spot = spot_of(table.location)
    named = Markup(' id="{}"').format(spot) if spot else ""
    return Markup(
        '<div class="form-scroll" tabindex="0"><table class="form"{}>{}</table></div>\n'
    ).format(named, rows)


def _row(table: Table, number: int) -> Markup:
    own = (cell for cell in table.row(number) if cell.row == number)
    return Markup("<tr>{}</tr>").format(Markup("").join(map(_cell, own)))


def _cell(cell: Cell) -> Markup:
    spans = Markup("").join(
        Markup(' {}="{}"').format(name, count)
        for name, count in (("rowspan", cell.row_span), ("colspan", cell.col_span))
        if count > 1
    )
    return Markup("<td{}{}>{}</td>").format(
        _attributes(cell.location, cell.confidence), spans, _lines(cell.text)
    )


def _attributes(location: Location, confidence: float) -> Markup:
    """Return the attributes that make a cell or paragraph a spot to jump to."""
    doubt = Markup(' class="{}"').format("doubtful") if confidence < _SURE else Markup("")
    spot = spot_of(location)
    if not spot:
        return doubt
    return Markup(' id="{}" data-spot tabindex="-1"{}').format(spot, doubt)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in visible(text).split("\n"))


_HEADING = 40
"""A paragraph of so few characters that is followed by a form is its heading."""


def _outline(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the address and words of each form's heading, and of each heading paragraph."""
    for number, block in enumerate(document.blocks):
        follows = document.blocks[number + 1 : number + 2]
        if not isinstance(block, Paragraph) or not block.text.strip():
            continue
        before_form = bool(follows) and isinstance(follows[0], Table)
        if len(block.text) <= _HEADING and (before_form or block.number or _is_heading(block)):
            yield spot_of(block.location), f"{block.number}{block.text.strip()}"


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return text.startswith("附件") or (text[:1] in "一二三四五六七八九十" and text[1:2] == "、")
