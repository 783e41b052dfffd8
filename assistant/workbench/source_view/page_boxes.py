"""A PDF's or scan's pages: the size of each picture and the boxes of what stands on it."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.model.document import Cell, Document, Paragraph, Table
from assistant.model.place import Box
from assistant.output.safe import one_line
from assistant.workbench.source_view.spots import spot_of


class Spot(NamedTuple):
    """One paragraph or cell on a page: its address, words, box (points) and whether in doubt."""

    id: str
    text: str
    box: Box
    doubtful: bool


class PageView(NamedTuple):
    """One page, counted from 1, and the spots on it in reading order."""

    number: int
    spots: list[Spot]


def page_views(document: Document) -> list[PageView]:
    """Return the pages of a document that was read from pages; none for other formats.

    A table that goes over several pages keeps each cell on its own page.
    """
    pages: dict[int, list[Spot]] = {}
    for number, spot in _spots(document):
        pages.setdefault(number, []).append(spot)
    return [PageView(number, pages[number]) for number in sorted(pages)]


def _spots(document: Document) -> Iterator[tuple[int, Spot]]:
    for block in document.blocks:
        for item in block.cells if isinstance(block, Table) else [block]:
            yield from _spot(item)


def _spot(item: Cell | Paragraph) -> Iterator[tuple[int, Spot]]:
    at = item.location
    if at.page is not None and at.box is not None and (spot := spot_of(at)):
        yield at.page, Spot(spot, one_line(item.text), at.box, item.confidence < 1)
