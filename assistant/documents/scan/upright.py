"""How a page lies: its slant, and its quarter turns."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.documents.scan.clean import ink
from assistant.documents.scan.engine import Engine, Image, Quad

_WIDEST = 8.0  # degrees of slant that are looked for
_LEAST = 0.05  # degrees not worth correcting
_WIDTH = 1000  # pixels of the copy that is measured
_POINTS = 60_000
_TALL = 1.5  # times its width: a line that stands on its end
_TRIED = 5  # lines read to tell head from foot
_PART = 12  # times its height: as much of a line is read for this
_SURE = 0.85  # mean share from which text is taken to stand upright


def slant(page: Image, scale: float) -> float:
    """Return by how many degrees a grey page is turned (clockwise is positive)."""
    shrink = min(1.0, _WIDTH / max(page.shape))
    small = cv2.resize(page, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(ink(np.asarray(small, np.uint8), scale * shrink))
    if len(xs) < 50:
        return 0.0
    step = max(1, len(xs) // _POINTS)
    points = np.stack([xs[::step], ys[::step]]).astype(np.float64)
    best = _sharpest(points, np.arange(-_WIDEST, _WIDEST + 0.1, 0.5))
    best = _sharpest(points, np.arange(best - 0.6, best + 0.61, 0.1))
    return _sharpest(points, np.arange(best - 0.1, best + 0.101, 0.025))


def _sharpest(points: NDArray[np.float64], angles: NDArray[np.float64]) -> float:
    """Return the angle at which rows of ink, or columns of it, are told apart best."""
    scores = []
    for angle in angles:
        lean = np.tan(np.radians(angle))
        rows = points[1] - points[0] * lean
        cols = points[0] + points[1] * lean
        scores.append(_contrast(rows) + _contrast(cols))
    return float(angles[int(np.argmax(scores))])


def _contrast(values: NDArray[np.float64]) -> float:
    counts = np.bincount((values - values.min()).astype(np.int64))
    return float((np.diff(counts).astype(np.float64) ** 2).sum())


def straighten(page: Image, angle: float, paper: int = 255) -> Image:
    """Return a page turned back by ``angle`` degrees, its corners filled with ``paper``."""
    if abs(angle) < _LEAST:
        return page
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper),
        dtype=np.uint8,
    )


def turned(page: Image, turns: int) -> Image:
    """Return a page after clockwise quarter turns."""
    return np.ascontiguousarray(np.rot90(page, -turns))


def quarter_turns(page: Image, lines: Sequence[Quad], engine: Engine) -> int:
    """Return the clockwise quarter turns that set a page upright, by its lines of text."""
    long = [q for q in lines if max(q.width, q.height) > 2 * min(q.width, q.height)]
    tall = sum(q.height > _TALL * q.width for q in long)
    lying = bool(long) and tall > len(long) / 2
    tried = sorted(long, key=lambda q: -max(q.width, q.height))[:_TRIED]
    crops = [_crop(page, quad) for quad in tried]
    if not crops:
        return 0
    choices = (1, 3) if lying else (0, 2)
    first = _mean(engine, [turned(crop, choices[0]) for crop in crops])
    if first >= _SURE:
        return choices[0]
    second = _mean(engine, [turned(crop, choices[1]) for crop in crops])
    return choices[1] if second > first else choices[0]


def _mean(engine: Engine, crops: list[Image]) -> float:
    return float(np.mean([reading.mean for reading in engine.read(crops)]))


def _crop(page: Image, quad: Quad) -> Image:
    x0, y0, x1, y1 = (max(0, round(v)) for v in quad)
    x1, y1 = max(x1, x0 + 2), max(y1, y0 + 2)
    if x1 - x0 > y1 - y0:
        return page[y0:y1, x0 : min(x1, x0 + _PART * (y1 - y0))]
    return page[y0 : min(y1, y0 + _PART * (x1 - x0)), x0:x1]
