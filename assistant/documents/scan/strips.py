"""Where text stands on a page: one strip for each line, and in tables for each line of a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from assistant.documents.pdf.lattice import Lattice, Piece
from assistant.documents.scan.engine import Image, Quad

_UNCLIP = 1.35  # the found line's height to its type size
_SAME_ROW = 0.5  # of the smaller height
_GAP = 2.5  # ems: parts of a cell's line that stand nearer are read as one
_EDGE = 1.2  # points of a cell's rim where rules leave traces
_LEAST = 0.35  # of a cell: how much of a line's height must stand in it
_SPECK = 2.6  # points: what is smaller in both directions is no letter
_FLAT = 2.2  # points: a dash is no higher
_DASH = 14.0  # points: longer than the numeral 一
_DOTS = 5  # an ellipsis has six, one may be lost
_ELLIPSIS = 30.0  # points
_UPRIGHT = 1.7  # times its width: text written downwards


@dataclass
class Strip:
    """A line of text in pixels; ``cell`` is None outside tables; ``found``: by the network."""

    x0: int
    y0: int
    x1: int
    y1: int
    cell: Piece | None = None
    found: bool = True
    known: str = ""
    """Its text, where its shape tells it without reading."""

    @property
    def em(self) -> float:
        """About the type size in pixels."""
        return (self.y1 - self.y0) / _UNCLIP

    def crop(self, page: Image, across: float = 0.0) -> Image:
        """Return the strip's picture, wider by ``across`` ems at both ends."""
        more = round(across * self.em)
        return page[self.y0 : self.y1, max(0, self.x0 - more) : self.x1 + more]


def strips(
    quads: Sequence[Quad], tables: Sequence[Lattice], dark: Image, scale: float
) -> list[Strip]:
    """Return the strips of a page; ``dark`` is its ink without ruled lines.

    Lines that cross a cell's border are cut there; ink in cells that the network passed over
    gets strips of its own.
    """
    out: list[Strip] = []
    inside: dict[int, tuple[Piece, list[Strip]]] = {}
    pieces = [piece for table in tables for piece in table.pieces]
    for quad in quads:
        owners = [piece for piece in pieces if _stands_in(quad, piece, scale)]
        if not owners:
            out += _outside(quad, dark)
        for piece in owners:
            inside.setdefault(id(piece), (piece, []))[1].append(_clipped(quad, piece, scale))
    for piece in pieces:
        found = inside.get(id(piece), (piece, []))[1]
        out += _of_cell(piece, found, dark, scale)
    return out


def _stands_in(quad: Quad, piece: Piece, scale: float) -> bool:
    left, top, right, bottom = (v * scale for v in (piece.x0, piece.y0, piece.x1, piece.y1))
    high = min(quad.y1, bottom) - max(quad.y0, top)
    wide = min(quad.x1, right) - max(quad.x0, left)
    return high > _LEAST * min(quad.height, bottom - top) and wide > 0.3 * quad.height


def _clipped(quad: Quad, piece: Piece, scale: float) -> Strip:
    left, top, right, bottom = _room(piece, scale)
    return Strip(
        max(round(quad.x0), left), max(round(quad.y0), top),
        min(round(quad.x1), right), min(round(quad.y1), bottom), piece,
    )  # fmt: skip


def _room(piece: Piece, scale: float) -> tuple[int, int, int, int]:
    """Return a cell's inside in pixels."""
    rim = _EDGE * scale
    return (
        round(piece.x0 * scale + rim), round(piece.y0 * scale + rim),
        round(piece.x1 * scale - rim), round(piece.y1 * scale - rim),
    )  # fmt: skip


def _outside(quad: Quad, dark: Image) -> list[Strip]:
    height, width = dark.shape
    strip = Strip(
        max(0, round(quad.x0)), max(0, round(quad.y0)),
        min(width, round(quad.x1)), min(height, round(quad.y1)),
    )  # fmt: skip
    return [strip] if strip.x1 - strip.x0 > 2 and strip.y1 - strip.y0 > 2 else []


# cells


def _of_cell(piece: Piece, found: list[Strip], dark: Image, scale: float) -> list[Strip]:
    left, top, right, bottom = _room(piece, scale)
    if right - left < 3 or bottom - top < 3:
        return []
    part = dark[top:bottom, left:right]
    boxes = [
        (x + left, y + top, x + left + w, y + top + h)
        for x, y, w, h in _components(part) if w > _SPECK * scale or h > _SPECK * scale
    ]  # fmt: skip
    made: list[Strip] = []
    for strip in found:
        if strip.x1 - strip.x0 > 2 and strip.y1 - strip.y0 > 2:
            made += _downwards(strip, boxes)
    made = _rows(made) or _dots(piece, part, left, top, scale)
    for strip in made:
        _stretch(strip, boxes, (left, right))
        strip.known = strip.known or _dash(strip, boxes, scale)
    return made + _passed_over(piece, made, boxes, (left, top, right, bottom), scale)


_Box = tuple[int, int, int, int]


def _dots(piece: Piece, part: Image, left: int, top: int, scale: float) -> list[Strip]:
    """Return a strip for a cell that holds nothing but the dots of an ellipsis."""
    dots = [b for b in _components(part) if max(b[2:]) <= _SPECK * scale and b[3] > 1]
    for _, y, _, _ in dots:
        row = sorted(d for d in dots if abs(d[1] - y) <= scale / 2)
        steps = [b[0] - a[0] for a, b in pairwise(row)]
        if not steps or max(steps) > 1.5 * min(steps):
            continue
        x0, x1 = min(d[0] for d in row), max(d[0] + d[2] for d in row)
        if len(row) >= _DOTS and x1 - x0 < _ELLIPSIS * scale:
            high = round(7 * scale)
            return [Strip(
                max(left, left + x0 - high // 2), max(top, top + y - high),
                left + x1 + high // 2, top + y + high, piece, known="……",
            )]  # fmt: skip
    return []


def _components(dark: Image) -> Iterable[_Box]:
    """Yield x, y, width and height of each connected bit of ink."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(dark))
    for number in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[number])
        yield x, y, w, h


def _downwards(strip: Strip, boxes: list[_Box]) -> list[Strip]:
    """Cut a strip of text written downwards into its characters."""
    wide, high = strip.x1 - strip.x0, strip.y1 - strip.y0
    if high < _UPRIGHT * wide:
        return [strip]
    mine = sorted((b for b in boxes if _middle_in(b, strip)), key=lambda b: b[1])
    if not mine:
        return [strip]
    size = max(b[2] for b in mine) - min(b[0] for b in mine)
    bands: list[list[int]] = []
    for box in mine:
        if bands and (box[1] < bands[-1][1] or box[3] - bands[-1][0] <= 1.1 * size):
            bands[-1][1] = max(bands[-1][1], box[3])
        else:
            bands.append([box[1], box[3]])
    more = max(1, round(0.12 * size))
    return [
        Strip(strip.x0, max(strip.y0, a - more), strip.x1, min(strip.y1, b + more), strip.cell)
        for a, b in bands if b - a > 0.1 * size
    ]  # fmt: skip


def _middle_in(box: _Box, strip: Strip) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return strip.x0 <= x <= strip.x1 and strip.y0 <= y <= strip.y1


def _dash(strip: Strip, boxes: list[_Box], scale: float) -> str:
    """Return the dash of two letters where a strip's ink is flat and long, else ""."""
    mine = [b for b in boxes if _middle_in(b, strip)]
    if not mine:
        return ""
    high = max(b[3] for b in mine) - min(b[1] for b in mine)
    wide = max(b[2] for b in mine) - min(b[0] for b in mine)
    return "——" if high <= _FLAT * scale and wide >= _DASH * scale else ""


def _rows(found: list[Strip]) -> list[Strip]:
    """Join the parts of one line of a cell."""
    out: list[Strip] = []
    for strip in sorted(found, key=lambda s: (s.x0, s.y0)):
        home = next((o for o in out if _one_line(o, strip)), None)
        if home is None:
            out.append(strip)
            continue
        home.x1 = max(home.x1, strip.x1)
        home.y0, home.y1 = min(home.y0, strip.y0), max(home.y1, strip.y1)
    return sorted(out, key=lambda s: s.y0)


def _one_line(first: Strip, second: Strip) -> bool:
    common = min(first.y1, second.y1) - max(first.y0, second.y0)
    heights = (first.y1 - first.y0, second.y1 - second.y0)
    near = second.x0 - first.x1 < _GAP * min(first.em, second.em)
    alike = max(heights) < 1.6 * min(heights)
    lapping = second.x0 < first.x1 - 0.3 * min(first.em, second.em)
    return near and (alike or lapping) and common > _SAME_ROW * min(heights)


def _stretch(strip: Strip, boxes: list[_Box], room: tuple[int, int]) -> None:
    """Let a strip reach over the ink right beside it: signs at its ends that were cut off."""
    reach = 0.9 * strip.em
    beside = [
        b for b in boxes
        if strip.y0 <= (b[1] + b[3]) / 2 <= strip.y1 and b[3] - b[1] < 1.6 * strip.em
    ]  # fmt: skip
    for box in sorted(beside, key=lambda b: b[0]):
        if strip.x1 - 2 < box[2] and box[0] - strip.x1 < reach:
            strip.x1 = min(room[1], box[2] + round(0.2 * strip.em))
    for box in sorted(beside, key=lambda b: -b[2]):
        if strip.x0 + 2 > box[0] and strip.x0 - box[2] < reach:
            strip.x0 = max(room[0], box[0] - round(0.2 * strip.em))


def _passed_over(
    piece: Piece, made: list[Strip], boxes: list[_Box], room: _Box, scale: float
) -> list[Strip]:
    """Return strips for ink in a cell that no strip covers."""
    left = [b for b in boxes if not any(_middle_in(b, strip) for strip in made)]
    left = [b for b in left if b[3] - b[1] > _SPECK * scale or b[2] - b[0] > 1.5 * _SPECK * scale]
    left.sort(key=lambda b: b[0])
    groups: list[list[int]] = []
    for box in left:
        home = next((g for g in groups if _beside(g, box)), None)
        if home is None:
            groups.append(list(box))
        else:
            home[:] = [min(home[0], box[0]), min(home[1], box[1]),
                       max(home[2], box[2]), max(home[3], box[3])]  # fmt: skip
    out: list[Strip] = []
    for x0, y0, x1, y1 in groups:
        flat = y1 - y0 <= _FLAT * scale and x1 - x0 >= _DASH * scale
        size = max(y1 - y0, 9 * scale) * 1.3
        middle, side = (y0 + y1) / 2, round(0.3 * size)
        out.append(Strip(
            max(room[0], x0 - side), max(room[1], round(middle - size / 2)),
            min(room[2], x1 + side), min(room[3], round(middle + size / 2)), piece, found=False,
            known="——" if flat else "",
        ))  # fmt: skip
    return [s for s in out if s.y1 - s.y0 > 3 * scale and s.x1 - s.x0 > 2]


def _beside(group: list[int], box: _Box) -> bool:
    high = max(group[3] - group[1], box[3] - box[1])
    common = min(group[3], box[3]) - max(group[1], box[1])
    return box[0] - group[2] < high and common > -0.3 * high
