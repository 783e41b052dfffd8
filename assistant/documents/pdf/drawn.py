"""A table as it is drawn on one page."""

from dataclasses import dataclass

from assistant.documents.pdf.tiling import Grid


@dataclass(eq=False)
class Drawn:
    """A table as drawn on one page; ``ragged``: cells whose lines enclose no rectangle."""

    page: int
    grid: Grid
    x0: float
    top: float
    x1: float
    bottom: float
    ragged: int = 0
    aligned: int = 0
    """How many columns were taken from the alignment of the text, 0 in a ruled table."""
