"""Make WordprocessingML elements, and keep properties in the order the schema wants."""

import re
from typing import Final

from lxml import etree

from assistant.ooxml import NS, XML_SPACE, W

# Word refuses or ignores properties out of this order (ISO/IEC 29500-1, CT_RPr and CT_PPr).
RUN_ORDER: Final = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps",
    "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof",
    "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
    "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
PARAGRAPH_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip

_BREAKS: Final = {"\t": "tab", "\n": "br"}


def make(tag: str, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """Return ``<w:tag>`` with ``w:`` attributes and children."""
    element = etree.Element(W + tag, nsmap={"w": NS["w"]})
    for name, value in attributes.items():
        element.set(W + name, str(value))
    element.extend(children)
    return element


def like(element: etree._Element) -> etree._Element:
    """Return an empty element with the tag and attributes of a ``w:`` element."""
    clone = make(local(element))
    for name, value in element.attrib.items():
        clone.set(name, value)
    return clone


def text_element(text: str, tag: str = "t") -> etree._Element:
    """Return ``w:t`` (or ``w:delText``) that keeps its white space."""
    element = make(tag)
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def text_run(text: str, properties: etree._Element | None = None) -> etree._Element:
    """Return a run that shows ``text``; tabs and line feeds become ``w:tab`` and ``w:br``."""
    run = make("r")
    if properties is not None and len(properties):
        run.append(properties)
    for part in re.split(r"([\t\n])", text):
        if part in _BREAKS:
            run.append(make(_BREAKS[part]))
        elif part:
            run.append(text_element(part))
    return run


def local(element: etree._Element) -> str:
    """Return a tag without its namespace."""
    return etree.QName(element).localname


def put(properties: etree._Element, child: etree._Element) -> None:
    """Add a property at its place in ``w:rPr`` or ``w:pPr``, over one of the same name."""
    order = RUN_ORDER if properties.tag == W + "rPr" else PARAGRAPH_ORDER
    for same in properties.findall(str(child.tag)):
        properties.remove(same)
    rank = order.index(local(child))
    before = (i for i, other in enumerate(properties) if _rank(order, other) > rank)
    properties.insert(next(before, len(properties)), child)


def _rank(order: tuple[str, ...], element: etree._Element) -> int:
    # Extensions (w14:…) stand last.
    return order.index(local(element)) if local(element) in order else len(order)


def paragraph_properties(p: etree._Element) -> etree._Element:
    """Return the ``w:pPr`` of a paragraph, made where there is none."""
    properties = p.find(W + "pPr")
    if properties is None:
        properties = make("pPr")
        p.insert(0, properties)
    return properties


def mark_properties(p: etree._Element) -> etree._Element:
    """Return the ``w:rPr`` of a paragraph's mark, made where there is none."""
    properties = paragraph_properties(p)
    found = properties.find(W + "rPr")
    if found is None:
        found = make("rPr")
        put(properties, found)
    return found


def run_properties(fonts: str = "", points: float = 0, *, bold: bool = False) -> etree._Element:
    """Return ``w:rPr`` with an East Asian font and Times New Roman, and a size in points."""
    properties = make("rPr")
    if fonts:
        # The hint gives quotes and dashes, which are in both scripts, the Chinese font.
        latin = dict.fromkeys(("ascii", "hAnsi", "cs"), "Times New Roman")
        properties.append(make("rFonts", hint="eastAsia", eastAsia=fonts, **latin))
    if bold:
        properties.extend([make("b"), make("bCs")])
    if points:
        half_points = round(points * 2)
        properties.extend([make("sz", val=half_points), make("szCs", val=half_points)])
    return properties
