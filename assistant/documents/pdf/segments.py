"""Lines of a page cut at wide gaps: what stands in columns without ruled lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.documents.pdf.content import Char
from assistant.documents.pdf.lines import size

_GAP = 1.0  # of an em: less parts words, not columns
_TIGHT = 0.15  # of an em between a label and the figure beside it
_TAIL = re.compile(r"[-+－]?\d[\d,，.．]*[%％‰]?$")
_FIGURE = re.compile(
    r"[-+－(（≥≤<>]?[¥￥]?\d[\d,，.．]*\s?[%％‰)）]?[\u4e00-\u9fff㎡]{0,2}|[-—–/]{1,3}|——"
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")


@dataclass(eq=False)
class Segment:
    """A stretch of a line without a wide gap; ``x0``..``x1`` in points.

    ``over``: the first and last column that a heading stands over, where that is known.
    """

    chars: list[Char]
    x0: float
    x1: float
    over: tuple[int, int] | None = None

    @cached_property
    def text(self) -> str:
        """Its characters without white space."""
        return "".join(char.text for char in self.chars if not char.text.isspace())

    @cached_property
    def is_figure(self) -> bool:
        """Tell whether it is a figure with its sign and unit."""
        text = self.text
        return bool(_FIGURE.fullmatch(text) and _DIGIT.search(text) and not _YEAR.fullmatch(text))


@dataclass(eq=False)
class Row:
    """A line of text as its segments, from left to right."""

    segments: list[Segment]
    y: float
    em: float

    @cached_property
    def figures(self) -> int:
        """How many of its segments are figures."""
        return sum(segment.is_figure for segment in self.segments)

    @property
    def top(self) -> float:
        """Where its letters begin."""
        return self.y - 0.9 * self.em

    @property
    def bottom(self) -> float:
        """Where its letters end."""
        return self.y + 0.2 * self.em


def row_of(chars: Sequence[Char]) -> Row | None:
    """Return the row that the characters of one line form, None where nothing is inked."""
    inked = sorted((c for c in chars if not c.text.isspace()), key=lambda char: char.x0)
    if not inked:
        return None
    em = max(map(size, inked))
    segments: list[Segment] = []
    for char in inked:
        if segments and char.x0 - segments[-1].x1 <= _GAP * em:
            segments[-1].chars.append(char)
            segments[-1].x1 = max(segments[-1].x1, char.x1)
        else:
            segments.append(Segment([char], char.x0, char.x1))
    segments = [part for segment in segments for part in _parted(segment, em)]
    ys = sorted(char.y for char in inked)
    return Row(segments, ys[len(ys) // 2], em)


def with_labels(rows: Sequence[Row]) -> list[Row]:
    """Return rows in which figures have the label that stands around them in two lines.

    A label that is wrapped is set above and below the line of its figures.
    """
    gone: set[Row] = set()
    for number, row in enumerate(rows):
        if row.figures < 2 or row.figures < len(row.segments):
            continue
        beside = [r for r in rows[max(0, number - 1) : number + 2] if _is_label_of(r, row)]
        gone.update(beside)
        row.segments[:0] = [segment for r in beside for segment in r.segments]
    return [row for row in rows if row not in gone]


def _is_label_of(label: Row, row: Row) -> bool:
    if len(label.segments) != 1 or label.figures or label is row:
        return False
    return abs(label.y - row.y) < row.em and label.segments[0].x1 <= row.segments[0].x0


def _parted(segment: Segment, em: float) -> list[Segment]:
    """Part a label from the figure behind it where a small gap shows that they are two."""
    tail = _TAIL.search("".join(char.text for char in segment.chars))
    at = tail.start() if tail else 0
    if not 0 < at < len(segment.chars) or not all(len(c.text) == 1 for c in segment.chars):
        return [segment]
    before, figure = segment.chars[:at], segment.chars[at:]
    if before[-1].text < "\u2e80" or figure[0].x0 - before[-1].x1 < _TIGHT * em:
        return [segment]
    return [
        Segment(before, segment.x0, max(char.x1 for char in before)),
        Segment(figure, figure[0].x0, segment.x1),
    ]
