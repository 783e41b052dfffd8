"""Photos taken at an angle: lines that should be parallel run together, and are set right."""

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.documents.scan.clean import thin_ink
from assistant.documents.scan.engine import Image

_LONG = 60.0  # points: shorter strokes may be letters
_LEAN = 0.2  # of slope: what leans more is no ruled line
_FEWEST = 4  # lines in one direction that show how they run together
_LEAST = 0.004  # of slope, over the page: less is within what the lattice bears
_MOST = 0.5
_INSET = 0.1  # of the page: where the lines that are set right are taken

Matrix = NDArray[np.float64]


def keystone(page: Image, scale: float) -> Matrix | None:
    """Return the change of a grey page that makes its ruled lines parallel, None for none.

    Slopes of lines across are taken to change evenly down the page, those of lines down
    evenly across it, as a flat sheet looks from a camera held askew.
    """
    height, width = page.shape
    lines = _segments(page, scale)
    flat = [(y, slope) for _, y, slope, across in lines if across]
    upright = [(x, slope) for x, _, slope, across in lines if not across]
    if len(flat) < _FEWEST or len(upright) < _FEWEST:
        return None
    a, b = _trend(flat)
    c, d = _trend(upright)
    if not _LEAST < max(abs(b) * height, abs(d) * width, abs(a + b * height / 2)) < _MOST:
        return None
    top, bottom = _INSET * height, (1 - _INSET) * height
    left, right = _INSET * width, (1 - _INSET) * width
    seen = [
        _crossing((width / 2, y, a + b * y), (x, height / 2, c + d * x))
        for y, x in ((top, left), (top, right), (bottom, right), (bottom, left))
    ]
    meant = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return np.asarray(
        cv2.getPerspectiveTransform(np.array(seen, np.float32), np.array(meant, np.float32)),
        np.float64,
    )


def flattened(page: Image, change: Matrix | None, paper: int = 255) -> Image:
    """Return a page after a change, what lies outside it filled with ``paper``."""
    if change is None:
        return page
    size = (page.shape[1], page.shape[0])
    return np.asarray(
        cv2.warpPerspective(page, change, size, flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8
    )


def _segments(page: Image, scale: float) -> list[tuple[float, float, float, bool]]:
    """Return long strokes: their middle, their slope, and whether they run across."""
    length = round(_LONG * scale)
    found = cv2.HoughLinesP(
        thin_ink(page, scale), 1, np.pi / 1440, threshold=length // 2,
        minLineLength=length, maxLineGap=max(2, round(scale)),
    )  # fmt: skip
    out: list[tuple[float, float, float, bool]] = []
    for x0, y0, x1, y1 in np.asarray([] if found is None else found, float).reshape(-1, 4):
        dx, dy = x1 - x0, y1 - y0
        across = abs(dx) >= abs(dy)
        slope = dy / dx if across else dx / dy
        if abs(slope) < _LEAN:
            out.append(((x0 + x1) / 2, (y0 + y1) / 2, slope, across))
    return out


def _trend(values: list[tuple[float, float]]) -> tuple[float, float]:
    """Return slope = a + b × place, by the median of pairs: strays don't count."""
    chosen = values[:: max(1, len(values) // 200)]
    place, slope = np.array(chosen).T
    first, second = np.triu_indices(len(chosen), 1)
    apart = place[second] - place[first]
    wide = np.abs(apart) > 0.2 * max(1.0, float(np.ptp(place)))
    if not wide.any():
        return float(np.median(slope)), 0.0
    b = float(np.median((slope[second] - slope[first])[wide] / apart[wide]))
    return float(np.median(slope - b * place)), b


def _crossing(
    flat: tuple[float, float, float], upright: tuple[float, float, float]
) -> tuple[float, float]:
    """Return where a line across and a line down meet; each is a point and a slope."""
    (fx, fy, fs), (ux, uy, us) = flat, upright
    y = (fy + fs * (ux - us * uy - fx)) / (1 - fs * us)
    return ux + us * (y - uy), y
