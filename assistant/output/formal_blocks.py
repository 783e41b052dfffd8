"""The parts of a formal document: titles, headings, body text, attachments and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.model.place import Place

Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True)
class Run:
    """A stretch of body text, bold for a lead sentence, marked where its reading is doubtful."""

    text: str
    bold: bool = False
    mark: bool = False


@dataclass(frozen=True)
class Title:
    """A centred title, smaller above a form; ``page_break`` starts a page with it."""

    text: str
    place: Place = ""
    page_break: bool = False
    form: bool = False


@dataclass(frozen=True)
class Attachment:
    """An attachment mark such as 附件1, at the left margin; it starts a page by default."""

    text: str
    page_break: bool = True


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (一、) to 4 （1）; ``number`` is written before the text as it is."""

    level: int
    number: str
    text: str
    place: Place = ""


@dataclass(frozen=True)
class Body:
    """A body paragraph, its first line indented by two characters."""

    text: str | Sequence[Run]
    place: Place = ""

    def runs(self) -> list[Run]:
        """Return the paragraph as runs."""
        return [Run(self.text)] if isinstance(self.text, str) else list(self.text)


@dataclass(frozen=True)
class Note:
    """A small line below a table, such as a unit of measure or a sign-off line."""

    text: str
    align: Align = "left"


@dataclass(frozen=True)
class TableCell:
    """One cell; a line feed separates its paragraphs, spans count grid positions.

    ``mark`` shades it: its reading must be held against the original.
    """

    text: str = ""
    row_span: int = 1
    col_span: int = 1
    align: Align = "center"
    head: bool = False
    place: Place = ""
    mark: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A bordered table: each row lists the cells that begin in it, from left to right.

    ``widths`` are shares of the text width, one for each column. ``head_rows`` repeat on
    every page. ``points`` is the size of the letters.
    """

    rows: Sequence[Sequence[TableCell]]
    widths: Sequence[float]
    head_rows: int = 0
    points: float = 10.5


Block = Title | Attachment | Heading | Body | Note | TableBlock
