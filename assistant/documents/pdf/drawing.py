"""Ruled lines and pictures of a page, from pdfium's page objects."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from assistant.documents.pdf.bounds import Bounds, Clock
from assistant.documents.pdf.content import Content, Rule
from assistant.errors import TooLarge
from assistant.model.place import Box

Matrix = tuple[float, float, float, float, float, float]

_THICKEST = 4.0  # points; what is thicker is an area, not a line
_WHITE = 250  # of 255, in each colour
_BEND = 1.0  # points by which a line may lean
_CLOCK_EVERY = 512


class Drawing:
    """Walks the objects of a page, those inside forms included."""

    def __init__(self, content: Content, bounds: Bounds, clock: Clock) -> None:
        self._content, self._bounds, self._clock = content, bounds, clock
        self._objects = 0

    def page(self, raw: Any) -> None:
        """Add a page's rules and pictures to its content."""
        count = pdfium.FPDFPage_CountObjects(raw)
        for number in range(count):
            self._object(pdfium.FPDFPage_GetObject(raw, number), None, 0)

    def _object(self, item: Any, outer: Matrix | None, depth: int) -> None:
        self._count()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            self._form(item, outer, depth)

    def _count(self) -> None:
        self._objects += 1
        if self._objects > self._bounds.objects:
            where = f"第 {self._content.number} 页"
            raise TooLarge(f"{where}的图文对象超过上限 {self._bounds.objects} 个。")
        if self._objects % _CLOCK_EVERY == 0:
            self._clock.check()

    def _form(self, item: Any, outer: Matrix | None, depth: int) -> None:
        if depth >= self._bounds.nesting:
            raise TooLarge(f"第 {self._content.number} 页的图形嵌套超过 {depth} 层。")
        inner = _times(_matrix(item), outer)
        for number in range(pdfium.FPDFFormObj_CountObjects(item)):
            self._object(pdfium.FPDFFormObj_GetObject(item, number), inner, depth + 1)

    def _picture(self, item: Any, outer: Matrix | None) -> None:
        box = _bounds(item)
        if box is None:
            return
        x0, y0, x1, y1 = self._content.frame.box(*_moved(box, outer))
        frame = self._content.frame
        shown = max(0.0, min(x1, frame.width) - max(x0, 0)) * max(
            0.0, min(y1, frame.height) - max(y0, 0)
        )
        self._content.pictures += 1
        share = shown / max(frame.width * frame.height, 1.0)
        self._content.pictured = max(self._content.pictured, share)

    # paths

    def _path(self, item: Any, outer: Matrix | None) -> None:
        segments = pdfium.FPDFPath_CountSegments(item)
        if segments < 2:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        if not (fill.value or stroke.value) or _is_white(item, bool(stroke.value)):
            return
        box = _bounds(item) if segments <= 5 else None
        if box is not None and min(box[2] - box[0], box[3] - box[1]) <= _THICKEST:
            self._rule(*_moved(box, outer))
        elif stroke.value:
            self._strokes(item, segments, outer)
        elif segments > 5:
            self._filled(item, segments, outer)

    def _strokes(self, item: Any, segments: int, outer: Matrix | None) -> None:
        """Take every straight stretch of a stroked path."""
        matrix = _times(_matrix(item), outer)
        for points in _subpaths(item, segments):
            for (x0, y0), (x1, y1) in pairwise(points):
                self._stretch(_point(x0, y0, matrix), _point(x1, y1, matrix))

    def _stretch(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        width, height = abs(start[0] - end[0]), abs(start[1] - end[1])
        if min(width, height) <= _BEND:
            left, right = min(start[0], end[0]), max(start[0], end[0])
            self._rule(left, min(start[1], end[1]), right, max(start[1], end[1]))

    def _filled(self, item: Any, segments: int, outer: Matrix | None) -> None:
        """Take the thin parts of a path of many filled rectangles."""
        matrix = _times(_matrix(item), outer)
        for points in _subpaths(item, segments):
            moved = [_point(x, y, matrix) for x, y in points]
            xs, ys = [x for x, _ in moved], [y for _, y in moved]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICKEST:
                self._rule(min(xs), min(ys), max(xs), max(ys))

    def _rule(self, left: float, bottom: float, right: float, top: float) -> None:
        """Add a thin rectangle of user space as a rule; a dot may belong to either kind."""
        content = self._content
        if len(content.across) + len(content.down) >= self._bounds.rules:
            raise TooLarge(f"第 {content.number} 页的线条超过上限 {self._bounds.rules} 条。")
        x0, y0, x1, y1 = content.frame.box(left, bottom, right, top)
        width, height = x1 - x0, y1 - y0
        if (width >= height or width <= _THICKEST) and height <= _THICKEST:
            content.across.append(Rule((y0 + y1) / 2, x0, x1))
        if (height >= width or height <= _THICKEST) and width <= _THICKEST:
            content.down.append(Rule((x0 + x1) / 2, y0, y1))


def _subpaths(item: Any, segments: int) -> Iterator[list[tuple[float, float]]]:
    """Yield the corner points of each part of a path; curves end a part."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            yield [*points, points[0]]
            points = []
    if len(points) > 1:
        yield points


_NUMBERS = tuple(ctypes.c_uint() for _ in range(4))
_FLOATS = tuple(ctypes.c_float() for _ in range(4))
# Made once: they are handed over for every path. One PDF is read at a time.
_COLOUR, _BOX = tuple(map(ctypes.byref, _NUMBERS)), tuple(map(ctypes.byref, _FLOATS))


def _is_white(item: Any, stroked: bool) -> bool:
    """Tell whether a path is drawn in white or not at all: nobody sees such a line."""
    read = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    if not read(item, *_COLOUR):
        return False
    red, green, blue, alpha = _NUMBERS
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _bounds(item: Any) -> Box | None:
    if not pdfium.FPDFPageObj_GetBounds(item, *_BOX):
        return None
    left, bottom, right, top = _FLOATS
    return left.value, bottom.value, right.value, top.value


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    """Return the matrix that applies ``inner`` first."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix | None) -> Box:
    """Return the bounds of a box under a matrix."""
    if matrix is None:
        return box
    corners = [_point(x, y, matrix) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
