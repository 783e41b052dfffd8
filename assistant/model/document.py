"""Documents as readers deliver them: blocks in reading order, tables as dense grids."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field

from assistant.model.base import Model
from assistant.model.place import Location
from assistant.model.quantity import Doubt


class Source(Model):
    """The file a document was read from; ``converted`` names the converted copy, if any."""

    path: str
    format: str
    sha256: str
    converted: str = ""


class ReadingNote(Model):
    """One thing the reader met that a person may need to know, in Chinese.

    ``kind`` is a short English key (``inserted``, ``deleted``, ``text_box``, ``hidden``,
    ``image``, ``open_row``, ``footnote``…); ``lost`` says that its text is not in the blocks.
    """

    kind: str
    message: str
    lost: bool = False
    count: int = 1
    text: str = ""
    location: Location | None = None


class Lettering(Model):
    """How one kind of text is set; a part is None or "" where the file doesn't say.

    ``font`` sets Chinese characters, ``latin`` digits and letters; ``size``, ``pitch`` (the
    fixed distance of lines) in points; ``indent`` of the first line in characters.
    """

    font: str = ""
    latin: str = ""
    size: Decimal | None = None
    pitch: Decimal | None = None
    indent: Decimal | None = None
    align: str = ""


class Page(Model):
    """A page's size and margins in millimetres, and whether a footer counts the pages."""

    width: Decimal
    height: Decimal
    top: Decimal
    bottom: Decimal
    left: Decimal
    right: Decimal
    numbered: bool = False


class WordLook(Model):
    """How most of a Word file's running text is set; tables are left out.

    ``page`` is that of the section with most of the text. Each kind of text (title, “一、”,
    “（一）”, body) is told by the setting that most of its characters share.
    """

    page: Page | None = None
    title: Lettering | None = None
    heading1: Lettering | None = None
    heading2: Lettering | None = None
    body: Lettering | None = None


class ReadingReport(Model):
    """What was met in one file and what was not read; ``look`` is known of Word files."""

    file: str
    format: str
    notes: list[ReadingNote] = Field(default_factory=list)
    look: WordLook | None = None

    def lost(self) -> list[ReadingNote]:
        """Return the notes about text that is not in the document's blocks."""
        return [note for note in self.notes if note.lost]


class Paragraph(Model):
    """A paragraph: accepted text, and the number that automatic numbering puts before it.

    ``original`` is the text before tracked changes where it differs from ``text``.
    ``confidence`` is that of its least certain character, 1 unless read by OCR.
    """

    kind: Literal["paragraph"] = "paragraph"
    text: str
    location: Location
    number: str = ""
    style: str = ""
    original: str | None = None
    confidence: float = 1.0
    doubts: list[Doubt] = Field(default_factory=list)


class Cell(Model):
    r"""One cell; ``text`` joins its paragraphs with ``\n``; spans count grid positions."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    location: Location
    original: str | None = None
    confidence: float = 1.0
    doubts: list[Doubt] = Field(default_factory=list)


class Table(Model):
    """A dense grid: each position of ``rows`` × ``cols`` belongs to exactly one cell."""

    kind: Literal["table"] = "table"
    rows: int
    cols: int
    cells: list[Cell]
    location: Location

    @cached_property
    def _grid(self) -> list[list[Cell]]:
        blank: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    if blank[row][col] is not None:
                        raise ValueError(f"two cells claim row {row}, column {col}")
                    blank[row][col] = cell
        grid: list[list[Cell]] = []
        for number, line in enumerate(blank):
            full = [cell for cell in line if cell is not None]
            if len(full) != self.cols:
                raise ValueError(f"row {number} has positions without a cell")
            grid.append(full)
        return grid

    def at(self, row: int, col: int) -> Cell:
        """Return the cell that covers a grid position."""
        return self._grid[row][col]

    def row(self, row: int) -> list[Cell]:
        """Return the distinct cells that cover a row, from left to right."""
        out: list[Cell] = []
        for cell in self._grid[row]:
            if not out or out[-1] is not cell:
                out.append(cell)
        return out

    def each_row(self) -> Iterator[list[Cell]]:
        """Yield :meth:`row` for every row."""
        return (self.row(number) for number in range(self.rows))


Block = Paragraph | Table


class Document(Model):
    """One file as read: its blocks in reading order, and what the reading met."""

    source: Source
    blocks: list[Block]
    report: ReadingReport
