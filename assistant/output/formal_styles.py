"""The look of a formal document after GB/T 9704-2012: page, grid, styles and page numbers."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from assistant.ooxml import W, qn
from assistant.output.word_xml import make, paragraph_properties, put, run_properties, text_run

SONG, HEI, KAI, FANG, TITLE_FONT = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
_MM: Final = 1440 / 25.4  # twentieths of a point in a millimetre
_LINE: Final = 579  # 22 lines on 225 mm, in twentieths of a point
# 28 characters of 16 pt on 156 mm: each a little closer, in twentieths of a point. Character
# grids would say the same, but LibreOffice gives a letter wider than its cell two cells.
_CLOSER: Final = -5
_BODY: Final = 16
_A4: Final = (210, 297)
TEXT_WIDTH_MM: Final = {"portrait": 210 - 28 - 26, "landscape": 297 - 35 - 37}


@dataclass(frozen=True)
class Look:
    """A paragraph style: fonts, size in points, place on the line, line height in 1/20 pt."""

    key: str
    name: str
    fonts: str
    points: float
    align: str = "both"
    indent: int = 2  # characters of the first line
    line: int = _LINE
    outline: int | None = None


LOOKS: Final = (
    Look("Normal", "Normal", FANG, 16),
    Look("Title", "Title", TITLE_FONT, 22, "center", 0, 640),
    Look("FormTitle", "表格标题", TITLE_FONT, 18, "center", 0, 560),
    Look("Attachment", "附件", HEI, 16, "left", 0),
    Look("Heading1", "heading 1", HEI, 16, outline=0),
    Look("Heading2", "heading 2", KAI, 16, outline=1),
    Look("Heading3", "heading 3", FANG, 16, outline=2),
    Look("Heading4", "heading 4", FANG, 16, outline=3),
    Look("Note", "表下说明", FANG, 12, "left", 0, 360),
)


def styles() -> etree._Element:
    """Return the root of the styles part."""
    root = make("styles")
    root.append(
        make("docDefaults", make("rPrDefault", run_properties(FANG, 16)), make("pPrDefault"))
    )
    root.extend(_style(look) for look in LOOKS)
    return root


def _style(look: Look) -> etree._Element:
    style = make("style", make("name", val=look.name), type="paragraph", styleId=look.key)
    if look.key == "Normal":
        style.set(W + "default", "1")
    else:
        style.append(make("basedOn", val="Normal"))
    style.append(make("qFormat"))
    style.append(_paragraph(look))
    properties = run_properties(look.fonts, look.points)
    put(properties, make("spacing", val=_CLOSER if look.points == _BODY else 0))
    style.append(properties)
    return style


def _paragraph(look: Look) -> etree._Element:
    properties = make("pPr", make("widowControl", val=0))
    if look.outline is not None or look.key in {"Title", "FormTitle", "Attachment"}:
        properties.insert(0, make("keepNext"))
    if look.line != _LINE:
        properties.append(make("snapToGrid", val=0))
    properties.append(make("spacing", before=0, after=0, line=look.line, lineRule="exact"))
    # firstLineChars counts in hundredths of a character; firstLine is for older programs.
    width = round(look.indent * look.points * 20)
    properties.append(make("ind", firstLineChars=look.indent * 100, firstLine=width))
    properties.append(make("jc", val=look.align))
    if look.outline is not None:
        properties.append(make("outlineLvl", val=look.outline))
    return properties


def section(footers: dict[str, str], *, landscape: bool = False) -> etree._Element:
    """Return ``w:sectPr`` for A4; ``footers`` gives relationship ids by page kind."""
    width, height = _A4[::-1] if landscape else _A4
    top, right, bottom, left = (28, 37, 26, 35) if landscape else (37, 26, 35, 28)
    properties = make("sectPr")
    properties.extend(_footer_reference(kind, rel) for kind, rel in footers.items())
    orient = {"orient": "landscape"} if landscape else {}
    size = make("pgSz", w=_twips(width), h=_twips(height), **orient)
    margins = {"top": top, "right": right, "bottom": bottom, "left": left}
    twips = {name: _twips(value) for name, value in margins.items()}
    properties.append(size)
    # The page number stands 7 mm below the text.
    properties.append(make("pgMar", **twips, header=851, footer=_twips(bottom - 10), gutter=0))
    properties.append(make("docGrid", type="lines", linePitch=_LINE))
    return properties


def _twips(millimetres: float) -> int:
    return round(millimetres * _MM)


def _footer_reference(kind: str, relationship: str) -> etree._Element:
    reference = make("footerReference", type=kind)
    reference.set(qn("r:id"), relationship)
    return reference


def footer(*, even: bool) -> etree._Element:
    """Return a footer “— 1 —”, one character from the outer edge of the page."""
    p = make("p")
    ends = {"leftChars": 100, "left": 320} if even else {"rightChars": 100, "right": 320}
    paragraph_properties(p).extend(
        [
            make("spacing", before=0, after=0, line=_LINE, lineRule="exact"),
            make("ind", **ends, firstLineChars=0, firstLine=0),
            make("jc", val="left" if even else "right"),
        ]
    )
    p.append(text_run("— ", run_properties(SONG, 14)))
    p.append(make("fldSimple", text_run("1", run_properties(SONG, 14)), instr=" PAGE "))
    p.append(text_run(" —", run_properties(SONG, 14)))
    return make("ftr", p)
