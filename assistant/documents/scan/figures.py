"""Figures read a second and third time from tight, enlarged crops; what was read otherwise."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np

from assistant.documents.scan.decode import Reading, Sign
from assistant.documents.scan.engine import Engine, Image
from assistant.documents.scan.lookalikes import pair_brackets, set_right
from assistant.documents.scan.strips import Strip

FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_SOUND = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LONGEST = 24  # characters of a cell's line that is read again as a whole
_LIKELY = 0.06  # of a runner-up, from which it is told as another reading
_STRETCH = 1.3  # widens dots and the gaps around them
_SPLIT = 0.5  # how sure a figure is, at most, that was read in two ways
_STAMPED = 8  # of 255: how much of a strip lies under a stamp
_TRACE = 2  # characters at most that a stamp's trace looks like
_SEEN = re.compile(r"[\d%％‰.OoIl|]")


@dataclass
class Figure:
    """A figure of a line: where it stands in the text, how sure it is, what else it may be."""

    start: int
    end: int
    sure: float
    readings: list[str] = field(default_factory=list)


@dataclass
class Line:
    """A strip as read: signs set right, and its figures."""

    strip: Strip
    signs: list[Sign]
    missed: tuple[Sign, ...] = ()
    figures: list[Figure] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters in a row."""
        return "".join(sign.text for sign in self.signs)


def read_lines(page: Image, found: Sequence[Strip], engine: Engine) -> list[Line]:
    """Return the lines of a page, each figure in a table read three times."""
    unread = [strip for strip in found if not strip.known]
    first = engine.read([strip.crop(page, 0.1) for strip in unread])
    lines = [Line(s, set_right(r.signs), r.missed) for s, r in zip(unread, first, strict=True)]
    lines += [Line(strip, _known(strip.known)) for strip in found if strip.known]
    again = [line for line in lines if _wants_again(line)]
    tight = engine.read([_tight(page, line.strip) for line in again])
    wide = engine.read([_wide(page, line.strip) for line in again])
    for line, *others in zip(again, tight, wide, strict=True):
        _agree(line, others)
    cells: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda each: each.strip.y0):
        cells.setdefault(id(line.strip.cell or line), []).append(line)
    for inside in cells.values():
        pair_brackets([line.signs for line in inside])
    for line in lines:
        if not line.figures:
            line.figures = [_alone(line, m.start(), m.end()) for m in FIGURE.finditer(line.text)]
    return lines


def question_stamped(line: Line, stamp: Image) -> None:
    """Trust less what stands apart under a stamp: its traces look like letters and digits."""
    strip = line.strip
    if not line.signs or line.strip.crop(stamp).mean() < _STAMPED:
        return
    step = 1.2 * strip.em / max(1, strip.x1 - strip.x0)  # as shares of the strip's width
    apart = [0, *(n for n in range(1, len(line.signs))
                  if line.signs[n].at - line.signs[n - 1].at > 1.6 * step), len(line.signs)]  # fmt: skip
    for start, end in pairwise(apart):
        if end - start <= _TRACE:
            line.signs[start:end] = [
                sign._replace(sure=min(sign.sure, _SPLIT)) for sign in line.signs[start:end]
            ]
            for figure in line.figures:
                if start <= figure.start < end:
                    figure.sure = min(figure.sure, _SPLIT)


def _known(text: str) -> list[Sign]:
    return [Sign(letter, 1.0, (n + 0.5) / len(text)) for n, letter in enumerate(text)]


def _wants_again(line: Line) -> bool:
    return line.strip.cell is not None and len(line.text) <= _LONGEST and (
        bool(_SEEN.search(line.text)) or len(line.text) <= 1
    )  # fmt: skip


def _tight(page: Image, strip: Strip) -> Image:
    """Return a strip cut close around its ink and enlarged."""
    crop = strip.crop(page, 0.1)
    dark = crop < 160
    rows, cols = np.nonzero(dark.any(axis=1))[0], np.nonzero(dark.any(axis=0))[0]
    if not len(rows) or not len(cols):
        return crop
    side = max(2, round(0.18 * strip.em))
    crop = crop[max(0, rows[0] - side) : rows[-1] + side + 1,
                max(0, cols[0] - side) : cols[-1] + side + 1]  # fmt: skip
    crop = np.asarray(cv2.copyMakeBorder(crop, 1, 1, side, side, cv2.BORDER_REPLICATE), np.uint8)
    return np.asarray(cv2.resize(crop, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def _wide(page: Image, strip: Strip) -> Image:
    """Return a strip stretched sideways, its edges sharpened."""
    crop = strip.crop(page, 0.3)
    big = cv2.resize(crop, None, fx=2 * _STRETCH, fy=2, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(big, (0, 0), 2)
    return np.asarray(cv2.addWeighted(big, 1.5, soft, -0.5, 0), dtype=np.uint8)


def _agree(line: Line, others: Sequence[Reading]) -> None:
    """Settle a line on what most readings say; its figures tell what the others said."""
    readings = [line.signs, *(set_right(other.signs) for other in others)]
    texts = ["".join(sign.text for sign in signs) for signs in readings]
    votes = Counter(texts)
    sure = [min((s.sure for s in signs), default=0.0) for signs in readings]
    best = max(range(len(texts)), key=lambda n: (votes[texts[n]], sure[n], -n))
    if best and (votes[texts[best]] > 1 or sure[best] > sure[0]):
        line.signs = _placed_as(line.signs, readings[best])
    rivals = [text for text in texts if text != line.text]
    for found in FIGURE.finditer(line.text):
        line.figures.append(_compared(line, found, rivals, readings))


def _placed_as(first: list[Sign], other: list[Sign]) -> list[Sign]:
    """Return another reading of a line spread over the same width: its crop was another."""
    low, high = (first[0].at, first[-1].at) if first else (0.3, 0.7)
    step = (high - low) / max(1, len(other) - 1)
    return [sign._replace(at=low + n * step) for n, sign in enumerate(other)]


def _compared(
    line: Line, found: re.Match[str], rivals: list[str], readings: list[list[Sign]]
) -> Figure:
    """Return a figure with what the rival readings of its line say in its stead."""
    figure = _alone(line, found.start(), found.end())
    before = len(FIGURE.findall(line.text[: found.start()]))
    count = len(FIGURE.findall(line.text))
    for text in rivals:
        other = FIGURE.findall(text)
        if len(other) != count:
            figure.sure = min(figure.sure, _SPLIT)
        elif other[before] != found[0]:
            figure.sure = min(figure.sure, _SPLIT)
            _tell(figure, other[before])
    same = [r for r in readings if "".join(s.text for s in r) == line.text]
    if len(same) == len(readings):  # all agree: the surest of them counts
        spans = [min(s.sure for s in r[figure.start : figure.end]) for r in same]
        figure.sure = max(figure.sure, sorted(spans)[1])
    return figure


def _alone(line: Line, start: int, end: int) -> Figure:
    """Return a figure with the readings that its own runners-up allow."""
    signs = line.signs[start:end]
    figure = Figure(start, end, min(sign.sure for sign in signs))
    text = line.text[start:end]
    for number, sign in enumerate(signs):
        if sign.other and sign.other_sure >= _LIKELY and re.fullmatch(r"[\d.,]", sign.other):
            _tell(figure, text[:number] + sign.other + text[number + 1 :])
    for sign in line.missed:
        if sign.other_sure < _LIKELY or not re.fullmatch(r"[\d.]", sign.other):
            continue
        place = sum(each.at < sign.at for each in signs)
        reading = text[:place] + sign.other + text[place:]
        if 0 < place < len(signs) and _SOUND.fullmatch(reading):
            figure.sure = min(figure.sure, sign.sure)
            _tell(figure, reading)
    return figure


def _tell(figure: Figure, reading: str) -> None:
    if reading not in figure.readings and _SOUND.fullmatch(reading):
        figure.readings.append(reading)
