"""Write formal Word documents after GB/T 9704-2012."""

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from assistant.model.place import Location, Place
from assistant.ooxml import W, paragraphs
from assistant.output import formal_package
from assistant.output.formal_blocks import (
    Attachment,
    Block,
    Body,
    Heading,
    Note,
    Run,
    TableBlock,
    TableCell,
    Title,
)
from assistant.output.formal_styles import TEXT_WIDTH_MM, section
from assistant.output.formal_tables import MARKED, table
from assistant.output.word_xml import make, paragraph_properties, put, text_run

__all__ = [
    "Attachment",
    "Block",
    "Body",
    "Heading",
    "Note",
    "Run",
    "TableBlock",
    "TableCell",
    "Title",
    "write",
]

_PART = "word/document.xml"
_TWIPS = 1440 / 25.4  # twentieths of a point in a millimetre


def write(
    path: Path, title: str, blocks: Sequence[Block], *, landscape: bool = False
) -> dict[Place, Location]:
    """Write a document and return where each block and cell with a place came to stand.

    ``title`` is set centred above the blocks ("" where the blocks bring their own). Raises
    ``CannotWrite``; ``ValueError`` where a table's cells don't tile its grid.
    """
    writer = _Writer(landscape=landscape)
    if title:
        writer.add(Title(title))
    for block in blocks:
        writer.add(block)
    name = title or next((b.text for b in blocks if isinstance(b, Title)), "")
    formal_package.save(path, writer.root(), name)
    return writer.places(path)


class _Writer:
    """Builds the body and remembers which paragraph bears which place."""

    def __init__(self, *, landscape: bool) -> None:
        self._landscape = landscape
        self._body = make("body")
        self._root = make("document", self._body)
        self._kept: list[tuple[Place, etree._Element]] = []
        width = TEXT_WIDTH_MM["landscape" if landscape else "portrait"]
        self._width = round(width * _TWIPS)

    def root(self) -> etree._Element:
        """Return the whole document with its page settings."""
        last = next(self._body.iterchildren(reversed=True), None)
        if last is None or last.tag == W + "tbl":
            # A body must not end in a table; one small line keeps the page count.
            self._paragraph("Note", [])
        self._body.append(section(formal_package.FOOTERS, landscape=self._landscape))
        return self._root

    def places(self, path: Path) -> dict[Place, Location]:
        """Return the location of every place that was written."""
        order = {id(p): n for n, p in enumerate(paragraphs(self._root))}
        return {place: _location(path, p, order[id(p)]) for place, p in self._kept}

    def add(self, block: Block) -> None:
        """Add one block at the end."""
        match block:
            case TableBlock():
                self._body.append(table(block, self._width, self._remember))
            case Heading():
                runs = [Run(block.number + block.text)]
                self._remember(block.place, self._paragraph(f"Heading{block.level}", runs))
            case Body():
                self._remember(block.place, self._paragraph("", block.runs()))
            case Note():
                p = self._paragraph("Note", [Run(block.text)])
                put(paragraph_properties(p), make("jc", val=block.align))
            case Attachment():
                self._page(self._paragraph("Attachment", [Run(block.text)]), block.page_break)
            case Title():
                style = "FormTitle" if block.form else "Title"
                p = self._paragraph(style, [Run(block.text)])
                self._page(p, block.page_break)
                self._remember(block.place, p)
                self._paragraph("Note", [])

    def _paragraph(self, style: str, runs: Sequence[Run]) -> etree._Element:
        p = make("p")
        if style:
            p.append(make("pPr", make("pStyle", val=style)))
        p.extend(_run(run) for run in runs if run.text)
        self._body.append(p)
        return p

    def _page(self, p: etree._Element, page_break: bool) -> None:
        if page_break and p is not self._body[0]:
            put(paragraph_properties(p), make("pageBreakBefore"))

    def _remember(self, place: Place, p: etree._Element) -> None:
        if place:
            self._kept.append((place, p))


def _run(run: Run) -> etree._Element:
    # Quotes and dashes are in both scripts; the hint gives them the Chinese font.
    properties = make("rPr", make("rFonts", hint="eastAsia"))
    if run.bold:
        properties.extend([make("b"), make("bCs")])
    if run.mark:
        properties.append(make("shd", val="clear", color="auto", fill=MARKED))
    return text_run(run.text, properties)


def _location(path: Path, p: etree._Element, index: int) -> Location:
    at = Location(file=str(path), part=_PART, anchor=str(index))
    if next(p.iterancestors(W + "tc"), None) is None:
        return at
    # Row and column tell the writer that the place is a whole cell.
    return at.model_copy(update={"row": _row(p), "col": _col(p)})


def _row(p: etree._Element) -> int:
    row = next(p.iterancestors(W + "tr"))
    return len(list(row.itersiblings(W + "tr", preceding=True)))


def _col(p: etree._Element) -> int:
    cell = next(p.iterancestors(W + "tc"))
    spans = (
        other.find(f"{W}tcPr/{W}gridSpan")
        for other in cell.itersiblings(preceding=True)
        if other.tag == W + "tc"
    )
    return sum(1 if span is None else int(span.get(W + "val", "1")) for span in spans)
