"""Ruled lines of a page's picture, and the picture without them."""

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.documents.pdf.content import Rule
from assistant.documents.pdf.rules import SAME, Ruling, join, rulings
from assistant.documents.scan.engine import Image

_SHORTEST = 13.0  # points: longer than the strokes of small letters
_THICKEST = 3.5  # points: what is thicker is no line
_BRIDGE = 2.5  # points of a gap that scanning tears
_TOUCH = 4.0  # points by which a line may miss the one it ends at
_WIDE = 80.0  # points: the least width of a table
_LEVEL = 1.3  # points by which the parts of one line may differ
_TORN = 14.0  # points of a gap at most that ink must fill
_INKED = 0.75
_DEEP = 60  # grey levels darker than paper
_FREE = 60.0  # points from which a line counts whatever it touches


class Ruled(NamedTuple):
    """Ruled lines in points, and where their pixels are (255)."""

    across: list[Rule]
    down: list[Rule]
    mask: Image


def ruled(page: Image, dark: Image, scale: float) -> Ruled:
    """Return the ruled lines of a grey page's tables; ``dark`` is 255 where ink is."""
    flat, flat_labels = _strokes(dark, scale)
    upright, upright_labels = _strokes(dark.T, scale)
    deep = np.asarray(page < np.median(page) - _DEEP)
    across = _bridged(flat, deep, scale)
    down = _bridged(upright, deep.T, scale)
    for _ in range(3):  # a line that loses the one it ended at goes as well
        across = [rule for rule in across if _held(rule, down)]
        down = [rule for rule in down if _held(rule, across)]
    groups = [g for g in rulings(join(across), join(down)) if _is_table(g)]
    across = [rule for rule in across if any(_part_of(rule, group.across) for group in groups)]
    down = [rule for rule in down if any(_part_of(rule, group.down) for group in groups)]
    mask = np.zeros_like(dark)
    mask |= _painted(flat_labels, _labels(flat, across), scale)
    mask |= _painted(upright_labels, _labels(upright, down), scale).T
    return Ruled(across, down, mask)


def _is_table(group: Ruling) -> bool:
    """Tell whether touching lines can be a table: the strokes of 国 enclose something too."""
    wide = max(rule.end for rule in group.across) - min(rule.start for rule in group.across)
    high = max(rule.end for rule in group.down) - min(rule.start for rule in group.down)
    return wide >= _WIDE and high >= _SHORTEST


def _part_of(rule: Rule, lines: list[Rule]) -> bool:
    return any(
        abs(line.at - rule.at) <= SAME and rule.start < line.end + 1 and rule.end > line.start - 1
        for line in lines
    )


def _labels(strokes: dict[Rule, int], kept: list[Rule]) -> list[int]:
    """Return the labels of the strokes that are in one of the rules kept, or long alone."""
    return [
        label for stroke, label in strokes.items()
        if _part_of(stroke, kept) or stroke.end - stroke.start >= _FREE
    ]  # fmt: skip


def _bridged(strokes: Iterable[Rule], deep: NDArray[np.bool_], scale: float) -> list[Rule]:
    """Join strokes of one line where ink goes on between them, as below a letter that touches."""
    out: list[Rule] = []
    for rule in sorted(strokes, key=lambda r: r.start):
        home = next((n for n, o in enumerate(out) if _goes_on(o, rule, deep, scale)), None)
        if home is None:
            out.append(rule)
        else:
            first = out[home]
            length = first.end - first.start + rule.end - rule.start
            at = (first.at * (first.end - first.start) + rule.at * (rule.end - rule.start)) / length
            out[home] = Rule(at, first.start, max(first.end, rule.end))
    return out


def _goes_on(first: Rule, second: Rule, deep: NDArray[np.bool_], scale: float) -> bool:
    gap = second.start - first.end
    if abs(first.at - second.at) > _LEVEL or gap > _TORN:
        return False
    if gap <= _BRIDGE:
        return True
    y, x0, x1 = round((first.at + second.at) / 2 * scale), first.end * scale, second.start * scale
    more = max(1, round(0.6 * scale))
    part = deep[max(0, y - more) : y + more + 1, round(x0) : round(x1)]
    return bool(part.any(axis=0).mean() > _INKED)


def _strokes(dark: Image, scale: float) -> tuple[dict[Rule, int], NDArray[np.int32]]:
    """Return the long flat strokes of a picture with their labels, and where those are."""
    length, gap = max(8, round(_SHORTEST * scale)), max(2, round(_BRIDGE * scale))
    image = np.ascontiguousarray(dark)
    thick = cv2.dilate(image, np.ones((2, 1), np.uint8))  # a slant of a pixel is no gap
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    long = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    count, labels, stats, centres = cv2.connectedComponentsWithStats(long, connectivity=8)
    out: dict[Rule, int] = {}
    for number in range(1, count):
        x, _, wide, high, area = (int(v) for v in stats[number])
        if area / wide > _THICKEST * scale or high > max(4, 3 * _THICKEST * scale):
            continue
        out[Rule(float(centres[number][1]) / scale, x / scale, (x + wide) / scale)] = number
    return out, np.asarray(labels, dtype=np.int32)


def _painted(labels: NDArray[np.int32], kept: list[int], scale: float) -> Image:
    """Return 255 where the kept strokes are, a little thicker than they were found."""
    wanted = np.zeros(int(labels.max()) + 1, np.uint8)
    wanted[kept] = 255
    more = 2 * max(1, round(0.25 * scale)) + 1
    return np.asarray(cv2.dilate(wanted[labels], np.ones((more, 1), np.uint8)), dtype=np.uint8)


def _held(rule: Rule, crossing: list[Rule]) -> bool:
    """Tell whether a line is a table's: long, or both its ends meet lines that cross it."""
    if rule.end - rule.start >= _FREE:
        return True
    met = [c.at for c in crossing if c.start - _TOUCH <= rule.at <= c.end + _TOUCH]
    return any(abs(x - rule.start) <= _TOUCH for x in met) and any(
        abs(x - rule.end) <= _TOUCH for x in met
    )


def without_rules(page: Image, mask: Image) -> Image:
    """Return a grey page with its ruled lines painted white."""
    out = page.copy()
    out[mask > 0] = 255
    return out
