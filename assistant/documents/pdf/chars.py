"""The characters of a page from pdfium's text page."""

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from assistant.documents.pdf.bounds import Bounds, Clock
from assistant.documents.pdf.content import Char, Content
from assistant.documents.pdf.frame import Frame
from assistant.errors import TooLarge

_UNKNOWN = "\ufffd"
_BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000"
_SAMPLES = 64
_CLOCK_EVERY = 4096
_RIM = 0.08  # of the page: where clipped text is looked for


class Glyph(NamedTuple):
    """A character in user space: its origin and its font's box around its advance."""

    text: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    number: int
    """Where pdfium lists it."""


def read_chars(textpage: Any, content: Content, bounds: Bounds, clock: Clock) -> None:
    """Fill a page's characters; its frame is turned so that most text stands upright."""
    raw = textpage.raw
    count = pdfium.FPDFText_CountChars(raw)
    if count > bounds.characters:
        raise TooLarge(f"第 {content.number} 页有 {count} 个字符，超过上限 {bounds.characters}。")
    glyphs = _unclipped(raw, list(_glyphs(raw, count, clock)), content.frame)
    content.broken = _broken(raw, glyphs)
    content.invisible = bool(glyphs) and all(_invisible(raw, g) for g in glyphs[:: _step(glyphs)])
    turns = _turns(raw, glyphs)
    common = Counter(t for t in turns if t is not None).most_common(1)
    content.frame = content.frame._replace(turn=common[0][0] if common else content.shown)
    if len(set(turns)) == 1 and common:
        content.chars = _placed(glyphs, content.frame)
        return
    _sort_out(glyphs, turns, content)


def _sort_out(glyphs: list[Glyph], turns: list[int | None], content: Content) -> None:
    """Part the characters by their direction; those at slanted angles are no text."""
    groups: dict[int | None, list[Glyph]] = {}
    for glyph, turn in zip(glyphs, turns, strict=True):
        groups.setdefault(turn, []).append(glyph)
    content.slanted = "".join(glyph.text for glyph in groups.pop(None, []))
    for turn, group in groups.items():
        placed = _placed(group, content.frame._replace(turn=turn or 0))
        if turn == content.frame.turn:
            content.chars = placed
        else:
            content.aside[turn or 0] = placed


def _glyphs(raw: Any, count: int, clock: Clock) -> Iterator[Glyph]:
    """Yield what is really drawn; characters that pdfium adds have boxes without height."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    code_of, origin_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
    box_of, new = pdfium.FPDFText_GetLooseCharBox, tuple.__new__
    for index in range(count):
        if index % _CLOCK_EVERY == 0:
            clock.check()
        code = code_of(raw, index)
        if code == 13 or code == 10:
            continue
        box_of(raw, index, at_box)
        bottom, top = box.bottom, box.top
        if top == bottom:
            continue
        origin_of(raw, index, at_x, at_y)
        # What Glyph(…) does, without a call in between: it runs for every character.
        yield new(
            Glyph,
            (letter(code), x.value, y.value, box.left, bottom, box.right, top, index),
        )


def _unclipped(raw: Any, glyphs: list[Glyph], frame: Frame) -> list[Glyph]:
    """Return the characters without those near an edge that lie outside a clip.

    Browsers leave a heading that they moved to the next page below the page's text, clipped.
    """
    rim, side = _RIM * (frame.top - frame.bottom), _RIM * (frame.right - frame.left)
    low, high = frame.bottom + rim, frame.top - rim
    left, right = frame.left + side, frame.right - side
    return [
        glyph for glyph in glyphs
        if (low < glyph[2] < high and left < glyph[1] < right) or not _clipped(raw, glyph)
    ]  # fmt: skip


def _clipped(raw: Any, glyph: Glyph) -> bool:
    """Tell whether a character's middle lies outside the clip it is drawn with."""
    text_object = pdfium.FPDFText_GetTextObject(raw, glyph.number)
    clip = pdfium.FPDFPageObj_GetClipPath(text_object) if text_object else None
    if not clip:
        return False
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    px, py = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
        xs, ys = [], []
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
            if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(px), ctypes.byref(py)):
                xs.append(px.value)
                ys.append(py.value)
        if xs and not (min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)):
            return True
    return False


@cache
def letter(code: int) -> str:
    r"""Return the character of a code point as people type it.

    Radicals and compatibility ideographs, which some fonts' tables name, become the common
    ideograph; what has no meaning becomes U+FFFD.

    >>> letter(0x2F00), letter(0xA0), letter(0)
    ('一', ' ', '\ufffd')
    """
    if code == 2:  # how pdfium gives a hyphen at a line's end
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code == 9 else _UNKNOWN
    text = chr(code)
    if text in _BLANKS:
        return "\u3000" if text == "\u3000" else " "
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
        return unicodedata.normalize("NFKC", text)
    return text


def _turns(raw: Any, glyphs: list[Glyph]) -> list[int | None]:
    """Return each character's turn; one whose origin is at its left is not turned."""
    return [
        0 if abs(left - x) <= 0.2 * (right - left) and bottom <= y <= top else _turn(raw, number)
        for _, x, y, left, bottom, right, top, number in glyphs
    ]


def _turn(raw: Any, index: int) -> int | None:
    """Return the quarter turns that set a character upright, None at slanted angles."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)):
        return 0
    a, b = matrix.a, matrix.b
    if abs(b) <= 0.1 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.1 * abs(b):
        return 1 if b > 0 else 3
    return None


def _placed(glyphs: list[Glyph], frame: Frame) -> list[Char]:
    """Return the characters that lie on the page, in the frame's coordinates."""
    place = _unturned if frame.turn == 0 else _turned
    width, height = frame.width, frame.height
    return [
        char for char in place(glyphs, frame)
        if char[2] > 0 and char[1] < width and char[4] > 0 and char[3] < height
    ]  # fmt: skip


def _unturned(glyphs: list[Glyph], frame: Frame) -> list[Char]:
    """Do what :func:`_turned` does, for the usual page: it runs once for every character."""
    start, head, new = frame.left, frame.top, tuple.__new__
    return [
        new(Char, (head - y, left - start, right - start, head - top, head - low, text, None))
        for text, _, y, left, low, right, top, _ in glyphs
    ]


def _turned(glyphs: list[Glyph], frame: Frame) -> Iterator[Char]:
    for text, x, y, left, bottom, right, top, _ in glyphs:
        x0, y0, x1, y1 = frame.box(left, bottom, right, top)
        yield Char(frame.point(x, y)[1], x0, x1, y0, y1, text)


def _broken(raw: Any, glyphs: list[Glyph]) -> float:
    """Return the share of characters without a meaning, from a sample."""
    sample = [g for g in glyphs[:: _step(glyphs)] if not g.text.isspace()]
    bad = sum(
        meaningless(g.text) or pdfium.FPDFText_HasUnicodeMapError(raw, g.number) == 1
        for g in sample
    )
    return bad / len(sample) if sample else 0.0


def meaningless(text: str) -> bool:
    """Tell whether a character says nothing: private use, replacement, lone Latin-1 bytes.

    Chinese text whose fonts name no Unicode comes out as bytes: ÖÐ¹ú.
    """
    code = ord(text[0])
    private = 0xE000 <= code < 0xF900 or code >= 0xF0000
    return private or text == _UNKNOWN or (0xC0 <= code < 0x100 and text not in "×÷")


def _invisible(raw: Any, glyph: Glyph) -> bool:
    text_object = pdfium.FPDFText_GetTextObject(raw, glyph.number)
    return bool(
        text_object
        and pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    )


def _step(glyphs: list[Glyph]) -> int:
    return max(1, len(glyphs) // _SAMPLES)
