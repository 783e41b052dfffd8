"""What one page holds, in the page's reading frame: characters, rules, pictures."""

from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.documents.pdf.frame import Frame


class Mark(NamedTuple):
    """How sure OCR is of a character (0..1), and what else it may be.

    The characters of one figure share one mark; ``readings`` are of the whole figure.
    """

    sure: float
    readings: tuple[str, ...] = ()


class Char(NamedTuple):
    """One character: baseline, left and right of its advance, top and bottom of its font.

    ``mark`` is None but for characters that OCR read.
    """

    y: float
    x0: float
    x1: float
    top: float
    bottom: float
    text: str
    mark: Mark | None = None


class Rule(NamedTuple):
    """A ruled line: ``at`` is its y (horizontal) or x (vertical), ``start`` < ``end``."""

    at: float
    start: float
    end: float


@dataclass
class Content:
    """One page as drawn; ``number`` counts from 1, ``shown`` is the viewer's quarter turns."""

    number: int
    frame: Frame
    shown: int
    chars: list[Char] = field(default_factory=list)
    aside: dict[int, list[Char]] = field(default_factory=dict)
    """Characters turned against the page, by quarter turns, each in its own turned frame."""
    slanted: str = ""
    """Text at other angles (watermarks), which is no part of the page's text."""
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: int = 0
    pictured: float = 0.0
    """Share of the page under its largest picture."""
    broken: float = 0.0
    """Share of characters whose meaning the file doesn't tell."""
    invisible: bool = False
    """All text is drawn invisibly: the layer that scanning programs lay over a picture."""
