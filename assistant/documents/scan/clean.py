"""A page's picture as grey on white: stamps faded, light made even."""

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.documents.scan.engine import Image

_RED = 35  # how far red must stand out to be a stamp's
_REDDISH = 8  # and beside it, where scanning has blurred its edges
_SHADED = 12  # grey levels by which paper may vary before its light is made even


def grey(image: Image, scale: float) -> tuple[Image, Image]:
    """Return a picture in grey, and 255 where a stamp was; ``scale`` is pixels to a point.

    Red ink is faded, and what it covers stays: a stamp's red is as bright as paper in the red
    channel, black is not.
    """
    plain = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    redness = _redness(image, scale)
    if redness is None:
        return _even(plain, scale), np.zeros_like(plain)
    plain = _faded(plain, image[:, :, 2], redness)
    return _even(plain, scale), np.where(redness > 0, 255, 0).astype(np.uint8)


def _redness(image: Image, scale: float) -> NDArray[np.float32] | None:
    """Return how red each pixel of a stamp is, 0 elsewhere; None where there is no stamp."""
    calm = cv2.GaussianBlur(image, (0, 0), max(0.6, 0.35 * scale)).astype(np.float32)
    redness = calm[:, :, 2] - np.maximum(calm[:, :, 0], calm[:, :, 1])
    size = 2 * max(1, round(1.2 * scale)) + 1
    strong = (redness > _RED).astype(np.uint8)
    if not strong.any():
        return None
    near = cv2.dilate(strong, np.ones((size, size), np.uint8)) > 0
    return np.where(near & (redness > _REDDISH), redness, 0).astype(np.float32)


def _faded(plain: Image, red: Image, redness: NDArray[np.float32]) -> Image:
    """Return a page with its stamp as bright as the paper; ``red`` is its red channel."""
    strong = redness > _RED
    paper, level = float(np.median(plain)), float(np.median(red[strong]))
    share = np.clip(redness / float(np.median(redness[strong])), 0, 1)
    lifted = red * (paper / np.maximum(1.0, paper * (1 - share) + level * share))
    return np.where(redness > 0, np.clip(lifted, 0, paper), plain).astype(np.uint8)


def _even(page: Image, scale: float) -> Image:
    """Return a page on white paper: divided by its own light where that varies."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = max(3, int(scale * 6)) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((size, size), np.uint8)), 2 * (size // 2) + 1)
    low, high = np.percentile(paper, (5, 95))
    if high - low < _SHADED and low > 200:
        return page
    light = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.clip(page.astype(np.float32) * 245 / np.maximum(light, 1), 0, 255).astype(np.uint8)


def ink(page: Image, scale: float) -> Image:
    """Return 255 where there is ink, 0 where there is paper; single specks are none."""
    return _dark(np.asarray(cv2.medianBlur(page, 3), np.uint8), scale)


def thin_ink(page: Image, scale: float) -> Image:
    """Return the ink with lines of a pixel's width, and with specks."""
    return _dark(np.asarray(cv2.GaussianBlur(page, (3, 3), 0), np.uint8), scale)


def _dark(page: Image, scale: float) -> Image:
    size = max(11, int(scale * 16)) | 1
    return np.asarray(
        cv2.adaptiveThreshold(
            page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, 15
        ),
        dtype=np.uint8,
    )
