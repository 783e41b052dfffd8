"""A page's picture to the content that the PDF reader arranges: characters and rules."""

import re
import statistics
from collections.abc import Sequence
from typing import NamedTuple

from assistant.documents.limits import Limits
from assistant.documents.pdf.content import Char, Content, Mark
from assistant.documents.pdf.frame import Frame
from assistant.documents.pdf.lattice import Lattice, lattice
from assistant.documents.pdf.rules import join, rulings
from assistant.documents.scan.bounds import ScanBounds
from assistant.documents.scan.clean import grey, ink, thin_ink
from assistant.documents.scan.engine import Engine, Image, Quad
from assistant.documents.scan.figures import Line, question_stamped, read_lines
from assistant.documents.scan.perspective import flattened, keystone
from assistant.documents.scan.pictures import Picture
from assistant.documents.scan.ruling import Ruled, ruled, without_rules
from assistant.documents.scan.strips import strips
from assistant.documents.scan.upright import quarter_turns, slant, straighten, turned
from assistant.errors import TooLarge

_HAN = re.compile(r"[\u3400-\u9fff，。；：、（）“”《》]")
_RUN = 4  # characters of a run that shows the type size
_ALIKE = 0.13  # relative difference of type sizes that are one
_PLAIN = 10.5  # points: where nothing shows the type size
_BASE = 0.36  # of an em: from a line's middle down to its baseline
_BELIEVED = re.compile(r"[\d\u3400-\u9fff—…]")
_FAINT = 0.8  # mean share below which ink that the network passed over is no text
_WORD = 0.8  # of an em: a wider gap parts words


class Transcript(NamedTuple):
    """What OCR read on one page.

    ``faint`` counts bits of ink in cells that are no text, ``slant`` is in degrees, ``turns``
    are the clockwise quarter turns that set the page upright.
    """

    content: Content
    faint: int
    slant: float
    turns: int


def transcribe(
    picture: Picture,
    number: int,
    shown: int,
    frame: Frame,
    bounds: ScanBounds,
    limits: Limits,
    engine: Engine,
) -> Transcript:
    """Read a page; ``frame`` is its box, ``shown`` the quarter turns a viewer gives it."""
    scale = picture.scale
    upright, stamp, angle = _levelled(picture)
    found, page, quads = _survey(upright, scale, engine)
    turns = quarter_turns(page, quads, engine)
    if turns:
        stamp = turned(stamp, turns)
        found, page, quads = _survey(turned(upright, turns), scale, engine)
    content = Content(number, frame._replace(turn=(shown + turns) % 4), shown)
    content.across, content.down = found.across, found.down
    dark = ink(page, scale)
    dark[found.mask > 0] = 0
    tables = _tables(found, number, limits)
    if len(quads) > bounds.lines:
        raise TooLarge(f"第 {number} 页有 {len(quads)} 行文字，超过上限 {bounds.lines} 行。")
    lines = read_lines(page, strips(quads, tables, dark, scale), engine)
    for line in lines:
        question_stamped(line, stamp)
    kept = [line for line in lines if line.signs and not _is_faint(line)]
    content.chars = _placed(kept, scale)
    return Transcript(content, sum(map(_is_faint, lines)), angle, turns)


def _levelled(picture: Picture) -> tuple[Image, Image, float]:
    """Return a page in grey with its slant and keystone set right, its stamps, its slant."""
    page, stamp = grey(picture.image, picture.scale)
    angle = slant(page, picture.scale)
    page, stamp = straighten(page, angle), straighten(stamp, angle, paper=0)
    change = keystone(page, picture.scale)
    return flattened(page, change), flattened(stamp, change, paper=0), angle


def _survey(page: Image, scale: float, engine: Engine) -> tuple[Ruled, Image, list[Quad]]:
    """Return a page's ruled lines, the page without them, and where its text stands."""
    found = ruled(page, thin_ink(page, scale), scale)
    page = without_rules(page, found.mask)
    return found, page, engine.find(page)


def _tables(found: Ruled, number: int, limits: Limits) -> list[Lattice]:
    groups = rulings(join(found.across), join(found.down))
    made = (lattice(group, number, limits) for group in groups)
    return [table for table in made if table is not None]


def _is_faint(line: Line) -> bool:
    """Tell whether ink that the network had passed over is no text either.

    Specks and a stamp's traces look like single letters; figures and ideographs are believed.
    """
    if line.strip.found:
        return False
    sure = sum(s.sure for s in line.signs) / max(1, len(line.signs))
    return sure < _FAINT or not _BELIEVED.search(line.text)


def _placed(lines: Sequence[Line], scale: float) -> list[Char]:
    sizes = _sizes(lines, scale)
    return [c for line, em in zip(lines, sizes, strict=True) for c in _chars(line, em, scale)]


def _sizes(lines: Sequence[Line], scale: float) -> list[float]:
    """Return each line's type size in points; nearly equal sizes become one."""
    own = [_size(line, scale) for line in lines]
    votes = sorted((size for size, line in zip(own, lines, strict=True)
                    for _ in range(1 + len(line.signs) // _RUN)))  # fmt: skip
    groups: list[list[float]] = []
    for size in votes:
        if groups and size < groups[-1][0] * (1 + _ALIKE):
            groups[-1].append(size)
        else:
            groups.append([size])
    middles = [statistics.median(group) for group in groups]
    return [min(middles, key=lambda m: abs(m - size)) for size in own]


def _size(line: Line, scale: float) -> float:
    """Return a line's type size: the distance of ideographs in a row, else from its height."""
    wide = line.strip.x1 - line.strip.x0
    best: tuple[int, float] = (0, line.strip.em / scale)
    start = 0
    for number in range(1, len(line.signs) + 1):
        run = line.signs[start:number]
        if number < len(line.signs) and _HAN.match(line.signs[number].text):
            continue
        if len(run) >= _RUN and len(run) > best[0] and all(_HAN.match(s.text) for s in run):
            best = (len(run), (run[-1].at - run[0].at) * wide / (len(run) - 1) / scale)
        start = number + 1
    return best[1] or _PLAIN


def _chars(line: Line, em: float, scale: float) -> list[Char]:
    """Return a line's characters, each around the place where it was seen."""
    strip, signs = line.strip, line.signs
    more = round(0.1 * strip.em)  # the crop's
    left, wide = max(0, strip.x0 - more) / scale, (strip.x1 - strip.x0 + 2 * more) / scale
    y = (strip.y0 + strip.y1) / 2 / scale
    out: list[Char] = []
    for sign, mark in zip(signs, _marks(line), strict=True):
        half = (0.5 if _HAN.match(sign.text) else 0.27) * em
        middle = left + sign.at * wide
        x0 = middle - half
        if out and half < em / 2 and x0 - out[-1].x1 < _WORD * em:
            x0 = min(out[-1].x1, middle)  # letters of one word touch, wherever they peaked
        if out:
            x0 = max(x0, out[-1].x0 + 0.01 * em)  # the order of reading is that of the line
        out.append(
            Char(
                y + _BASE * em, x0, max(x0, middle + half), y - em / 2, y + em / 2, sign.text, mark
            )
        )
    return out


def _marks(line: Line) -> list[Mark]:
    marks = [Mark(sign.sure) for sign in line.signs]
    for figure in line.figures:
        shared = Mark(figure.sure, tuple(figure.readings))
        marks[figure.start : figure.end] = [shared] * (figure.end - figure.start)
    return marks
