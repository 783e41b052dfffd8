"""Runs that nobody can see on the page: hidden, white on white, or of no size."""

from lxml import etree

from assistant.ooxml.names import NS, VAL, W, is_on

_RPR, _VANISH, _COLOR, _SIZE = W + "rPr", W + "vanish", W + "color", W + "sz"
_SHADE, _HIGHLIGHT, _FILL = W + "shd", W + "highlight", W + "fill"
_TABLE, _TABLE_STYLE = W + "tbl", f"{W}tblPr/{W}tblStyle"
_BOX, _BACKGROUND = W + "txbxContent", W + "background"
_PROPERTIES = (W + "pPr", W + "tcPr", W + "tblPr")
_WHITE = "FFFFFF"
_PALE = frozenset({None, "auto", _WHITE, "nil"})
_SMALLEST = 2
"""Half points: one point is the size of a speck."""
_PLAIN_STYLES = frozenset({"", "TableGrid", "TableNormal", "a1", "a3"})
_SUSPECT = etree.XPath(
    f"//w:rPr/w:color[translate(@w:val, 'f', 'F') = '{_WHITE}']"
    f" | //w:rPr/w:sz[number(@w:val) <= {_SMALLEST}]",
    namespaces=NS,
)


def is_hidden(run: etree._Element) -> bool:
    """Tell whether a run can't be seen: hidden text, white on white, or a point small at most."""
    properties = run.find(_RPR)
    if properties is None:
        return False
    return (
        is_on(properties.find(_VANISH))
        or _is_speck(properties.find(_SIZE))
        or (_is_white(properties.find(_COLOR)) and not _is_shaded(run, properties))
    )


def suspects(root: etree._Element) -> list[etree._Element]:
    """Return the marks of a part that may make a run unseen, found without a walk in Python."""
    found = _SUSPECT(root)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, etree._Element)]


def _is_white(color: etree._Element | None) -> bool:
    return color is not None and (color.get(VAL) or "").upper() == _WHITE


def _is_speck(size: etree._Element | None) -> bool:
    value = "" if size is None else (size.get(VAL) or "")
    return value.isdecimal() and int(value) <= _SMALLEST


def _is_shaded(run: etree._Element, properties: etree._Element) -> bool:
    """Tell whether something dark lies behind a run: its own, its paragraph's, its cell's."""
    if properties.find(_HIGHLIGHT) is not None or _is_dark(properties.find(_SHADE)):
        return True
    for above in run.iterancestors():
        if above.tag == _BOX or above.find(_BACKGROUND) is not None:
            return True  # a drawn shape or the page itself may be dark
        if any(_is_dark(each.find(_SHADE)) for each in above.iterchildren(*_PROPERTIES)):
            return True
        style = above.find(_TABLE_STYLE) if above.tag == _TABLE else None
        if style is not None and (style.get(VAL) or "") not in _PLAIN_STYLES:
            return True  # a table's style may shade its header
    return False


def _is_dark(shade: etree._Element | None) -> bool:
    return shade is not None and shade.get(_FILL) not in _PALE
