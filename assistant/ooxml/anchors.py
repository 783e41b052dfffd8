"""The anchor of a Word location: which paragraph, and the automatic numbers in a cell's text.

A cell's text begins each numbered paragraph with its number (“1.”, “（一）”), which stands
nowhere in the file as text. The anchor of such a cell keeps how long these numbers are, so
that the writer can tell a number from words: ``12:2.0`` is paragraph 12, whose number has two
characters; the cell's next paragraph has none.
"""

from collections.abc import Sequence
from typing import NamedTuple

_MARK, _SEPARATOR = ":", "."


class Anchor(NamedTuple):
    """The index of a (cell's first) paragraph, and how long each paragraph's number is."""

    paragraph: int
    numbers: tuple[int, ...] = ()


def numbered_anchor(anchor: str, lines: Sequence[str], texts: Sequence[str]) -> str:
    """Return the anchor of a cell whose ``lines`` are its paragraphs' ``texts`` after numbers."""
    lengths = [len(line) - len(text) for line, text in zip(lines, texts, strict=True)]
    return f"{anchor}{_MARK}{_SEPARATOR.join(map(str, lengths))}"


def read_anchor(anchor: str | None) -> Anchor | None:
    """Return what an anchor says, None where it is none of a Word file."""
    head, _, tail = (anchor or "").partition(_MARK)
    numbers = tail.split(_SEPARATOR) if tail else []
    if not head.isdecimal() or not all(number.isdecimal() for number in numbers):
        return None
    return Anchor(int(head), tuple(map(int, numbers)))
