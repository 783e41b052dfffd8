"""Lines to paragraphs, across page breaks too."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.documents.pdf.lines import Line, joined

_INDENT = 0.9  # of an em: what is set in so far begins a paragraph
_SLACK = 0.6  # of an em by which a full line may end before the margin
_WIDER = 1.35  # times the usual distance of lines: a gap between paragraphs
_FILLED = 0.6  # of a page's width that text must reach to show its margin
_OTHER_SIZE = 0.12  # relative difference of type sizes
_CENTRED = 1.0  # of an em by which two centred lines may differ
_ENDS = re.compile(r"[。！？；：!?;:]$")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[部章节条]"
)
_ALONE = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[：:]?$")
_LEADERS = re.compile(r"[.…·．。\-_]{6,}\s*\d*$")


@dataclass(frozen=True)
class Margins:
    """Where text begins and ends on a page, and how far its lines lie apart."""

    left: float
    right: float
    pitch: float

    def sets_in(self, line: Line) -> bool:
        """Tell whether a line is set in as a paragraph's first line."""
        return line.x0 > self.left + _INDENT * line.em


def paragraphs(lines: Sequence[Line], margins: dict[int, Margins]) -> list[list[Line]]:
    """Return the lines of each paragraph; ``lines`` stand in reading order, no table between."""
    out: list[list[Line]] = []
    for line in lines:
        if out and _goes_on(out[-1], line, margins):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def text_of(lines: Sequence[Line]) -> str:
    """Return a paragraph's text."""
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text)
    return text


def measure(lines: Sequence[Line], width: float) -> Margins | None:
    """Return the margins that lines share on a page of a width; None without lines.

    Lines that all end in the left half show no right margin: it is taken to be as wide as
    the left one.
    """
    if not lines:
        return None
    left = _shared([line.x0 for line in lines], -1)
    right = _shared([line.x1 for line in lines], 1)
    right = right if right > _FILLED * width else width - left
    gaps = [b.y - a.y for a, b in pairwise(lines)
            if a.page == b.page and 0 < b.y - a.y < 4 * b.em]  # fmt: skip
    pitch = statistics.median_low(gaps) if gaps else 2 * lines[0].em
    return Margins(left, right, pitch)


def _shared(values: list[float], side: int) -> float:
    """Return the outermost value that several lines share, else the outermost."""
    ordered = sorted(values, reverse=side > 0)
    needed = 2 if len(ordered) > 4 else 1
    for value in ordered:
        if sum(abs(value - other) < 9 for other in ordered) > needed:
            return value
    return ordered[0]


def _goes_on(paragraph: list[Line], line: Line, margins: dict[int, Margins]) -> bool:
    """Tell whether a line continues a paragraph."""
    last, here = paragraph[-1], margins[line.page]
    if abs(last.em - line.em) > _OTHER_SIZE * max(last.em, line.em):
        return False
    if last.page == line.page and line.y - last.y > max(_WIDER * here.pitch, 1.1 * line.em):
        return False
    if _LEADERS.search(last.text) or _ALONE.match(last.text) or _ALONE.match(line.text):
        return False
    if not _is_full(last, line, margins[last.page]):
        return False
    if _centred(line, here):
        return last.page == line.page and _is_symmetric(last, here) and not _ENDS.search(last.text)
    if here.sets_in(line):
        return False
    return not (_HEADING.match(line.text) and _ENDS.search(last.text))


def _is_full(line: Line, following: Line, margins: Margins) -> bool:
    """Tell whether the next line's first word would not have fitted on this one.

    After a full stop only the next character counts: the sentence gives no sign of going on.
    """
    needed = line.em if _ENDS.search(line.text) else following.first_word()
    return line.x1 + needed > margins.right - _SLACK * line.em


def _centred(line: Line, margins: Margins) -> bool:
    return margins.sets_in(line) and _is_symmetric(line, margins)


def _is_symmetric(line: Line, margins: Margins) -> bool:
    """Tell whether a line leaves as much room before it as behind it."""
    before, behind = line.x0 - margins.left, margins.right - line.x1
    return abs(before - behind) < _CENTRED * line.em
