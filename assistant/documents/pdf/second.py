"""A second opinion on tables whose ruled lines don't enclose rectangles: pdfplumber's cells."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assistant.documents.pdf.content import Content
from assistant.documents.pdf.lattice import Lattice, Piece
from assistant.documents.pdf.rules import edges, nearest
from assistant.model.place import Box

_MOST_OBJECTS = 8_000  # rules and characters of a page: above it pdfplumber takes minutes
_TOUCHES = 5.0  # points by which two views of one table may differ


class SecondReader:
    """Reads pages of one file again with pdfplumber, which is loaded and opened on demand."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def better(self, table: Lattice, content: Content) -> Lattice:
        """Return pdfplumber's view of a table where it tiles better, else the table."""
        heavy = len(content.across) + len(content.down) + len(content.chars) > _MOST_OBJECTS
        if heavy or content.frame.turn != content.shown:
            return table
        ours = (table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
        try:
            views = list(self._tables(content.number))
        except _faults():
            return table  # what did not tile is told in the report
        for boxes in views:
            theirs = lattice_of(boxes, content.number)
            extent = (theirs.xs[0], theirs.ys[0], theirs.xs[-1], theirs.ys[-1])
            same = all(abs(a - b) <= _TOUCHES for a, b in zip(ours, extent, strict=True))
            if same and theirs.ragged < table.ragged:
                return theirs
        return table

    def _tables(self, number: int) -> Iterator[list[Box]]:
        with _opened(self._data, number) as page:
            for table in page.find_tables():
                boxes = [tuple(map(float, cell)) for cell in table.cells if cell]
                if len(boxes) > 1:
                    yield boxes  # type: ignore[misc]


def _faults() -> tuple[type[Exception], ...]:
    """Return what pdfplumber and its parser raise on files that pdfium can read."""
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    return (
        PSException, PdfminerException, MalformedPDFException,
        ValueError, TypeError, KeyError, IndexError, RecursionError,
    )  # fmt: skip


@contextmanager
def _opened(data: bytes, number: int) -> Iterator[Any]:
    import pdfplumber  # heavy, and seldom needed

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its remarks are of no use to people
    with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
        yield document.pages[0]


def lattice_of(boxes: list[Box], page: int) -> Lattice:
    """Return a lattice of cell boxes; what no box covers, or two cover, counts as ragged."""
    xs = edges(x for box in boxes for x in (box[0], box[2]))
    ys = edges(y for box in boxes for y in (box[1], box[3]))
    at = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    pieces: list[Piece] = []
    ragged = 0
    for box in boxes:
        left, right = nearest(xs, box[0]), nearest(xs, box[2])
        top, bottom = nearest(ys, box[1]), nearest(ys, box[3])
        if any(cell >= 0 for line in at[top:bottom] for cell in line[left:right]):
            ragged += 1
            continue
        for line in at[top:bottom]:
            line[left:right] = [len(pieces)] * (right - left)
        pieces.append(Piece(xs[left], ys[top], xs[right], ys[bottom], page, box))
    for row, line in enumerate(at):
        for col, cell in enumerate(line):
            if cell < 0:
                ragged += 1
                box = (xs[col], ys[row], xs[col + 1], ys[row + 1])
                line[col] = len(pieces)
                pieces.append(Piece(*box, page, box))
    return Lattice(xs, ys, pieces, at, ragged)
