"""Long words in a narrow cell: smaller letters from the left margin, so that rows stay short."""

from copy import deepcopy

from lxml import etree

from assistant.ooxml import VAL, W
from assistant.output.word_marks import Marks
from assistant.output.word_place import cell_of
from assistant.output.word_xml import make, paragraph_properties, put

_LINES = 6
"""Lines of a cell from which its words are set smaller."""

_NARROW = 120
"""Points (about 4 cm): a wider cell takes long words as they are."""

_SMALLEST = 15
_USUAL = 21
"""Half points: 六号, and 五号, which is taken where a run names no size."""

_NOT_IN_CHANGE = {W + "rPr", W + "sectPr", W + "pPrChange"}


def ease(p: etree._Element, style: etree._Element, text: str, marks: Marks) -> None:
    """Make ``style`` and the paragraph fit for ``text`` where its cell is too narrow for it.

    The alignment is a revision where changes are tracked, so that it can be rejected too.
    """
    cell = cell_of(p)
    width = _width(cell) if cell is not None else 0
    if not 0 < width < _NARROW or len(text) * _size(style) / 2 < _LINES * width:
        return
    size = min(_size(style), _SMALLEST)
    for name in ("sz", "szCs"):
        put(style, make(name, val=size))
    if _aligned(p) != "left":
        _align_left(p, marks)


def _width(cell: etree._Element) -> float:
    """Return a cell's width in points, 0 where the file doesn't say."""
    found = cell.find(f"{W}tcPr/{W}tcW")
    if found is None or found.get(W + "type", "dxa") != "dxa":
        return 0
    stated = found.get(W + "w", "0")
    return int(stated) / 20 if stated.isdecimal() else 0


def _size(style: etree._Element) -> int:
    stated = style.find(W + "sz")
    value = "" if stated is None else stated.get(VAL, "")
    return int(value) if value.isdecimal() else _USUAL


def _aligned(p: etree._Element) -> str:
    stated = p.find(f"{W}pPr/{W}jc")
    return "" if stated is None else stated.get(VAL, "")


def _align_left(p: etree._Element, marks: Marks) -> None:
    properties = paragraph_properties(p)
    former = make("pPr", *(deepcopy(c) for c in properties if c.tag not in _NOT_IN_CHANGE))
    put(properties, make("jc", val="left"))
    if marks.tracked and properties.find(W + "pPrChange") is None:
        change = marks.revision("pPrChange")
        change.append(former)
        put(properties, change)
