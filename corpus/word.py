"""Write blocks as a Word file: merged grids, official fonts, headings, page numbers."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from corpus.grids import GridCell, Row
from corpus.layout import Block, Heading, Line, Page, Table
from corpus.numbering import Numbering

_BODY, _HEAD, _SUBHEAD, _TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_LATIN = "Times New Roman"
_DAY = datetime.datetime(2025, 3, 31, 9, 0, 0)
_STAMP = (2025, 3, 31, 9, 0, 0)


def write(blocks: list[Block], path: Path, automatic: bool = False) -> None:
    """Write the blocks to ``path``; the same blocks give the same bytes.

    With ``automatic``, headings carry Word's automatic numbers instead of typed ones.
    """
    document = Document()
    _settle(document, forms=isinstance(blocks[0], Line) and blocks[0].kind == "caption")
    numbering = Numbering(document) if automatic else None
    for block in blocks:
        _add(document, block, numbering)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_restamp(buffer.getvalue()))


def _settle(document: DocumentObject, forms: bool) -> None:
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", ""
    properties.created = properties.modified = _DAY
    properties.last_modified_by, properties.revision = "", 1
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN, Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    _margins(document.sections[0], letter=not forms)
    _page_number(document)


def _margins(section: Any, letter: bool) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    sides = (37, 35, 28, 26) if letter else (20, 20, 20, 20)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(
        Mm, sides
    )


def _page_number(document: DocumentObject) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "— ", "宋体", 14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(field)
    field.append(parse_xml(f"<w:r {nsdecls('w')}>{_look('宋体', 28)}<w:t>1</w:t></w:r>"))
    _run(paragraph, " —", "宋体", 14)


def _add(document: DocumentObject, block: Block, numbering: Numbering | None) -> None:
    if isinstance(block, Table):
        document.element.body.insert_element_before(_table(block), "w:sectPr")
    elif isinstance(block, Heading):
        _heading(document, block, numbering)
    elif isinstance(block, Page):
        _page(document, block)
    else:
        _line(document, block)


def _page(document: DocumentObject, block: Page) -> None:
    if block.report:
        _margins(document.add_section(WD_SECTION.NEW_PAGE), letter=True)
    else:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _heading(document: DocumentObject, block: Heading, numbering: Numbering | None) -> None:
    paragraph = _paragraph(document, indent=True)
    font = {1: _HEAD, 2: _SUBHEAD}.get(block.level, _BODY)
    automatic = numbering is not None and numbering.apply(paragraph, block)
    _run(paragraph, block.title if automatic else block.number + block.title, font, 16)


def _line(document: DocumentObject, line: Line) -> None:
    paragraph = _paragraph(document, indent=line.kind == "body")
    if line.kind in ("title", "form_title"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, line.text, _TITLE, 22 if line.kind == "title" else 16)
    elif line.kind == "caption":
        _run(paragraph, line.text, _HEAD, 16)
    else:
        _run(paragraph, line.text, _BODY, 16 if line.kind == "body" else 10.5)


def _paragraph(document: DocumentObject, indent: bool) -> Paragraph:
    paragraph = document.add_paragraph()
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing = Pt(28.5)
    if indent:
        spacing.first_line_indent = Pt(32)
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = _LATIN, Pt(size)
    properties: Any = run._element.rPr
    properties.rFonts.set(qn("w:eastAsia"), font)


def _table(table: Table) -> Any:
    columns = "".join(f"<w:gridCol w:w='{width}'/>" for width in table.widths)
    element = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='0' w:type='auto'/><w:jc w:val='center'/>"
        f"<w:tblBorders>{_borders()}</w:tblBorders><w:tblLayout w:type='fixed'/>"
        f"<w:tblCellMar><w:top w:w='30' w:type='dxa'/><w:left w:w='60' w:type='dxa'/>"
        f"<w:bottom w:w='30' w:type='dxa'/><w:right w:w='60' w:type='dxa'/></w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )
    for row in table.rows:
        element.append(_row(row, table.widths))
    return element


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f"<w:{s} w:val='single' w:sz='4' w:space='0' w:color='auto'/>" for s in sides)


def _row(row: Row, widths: tuple[int, ...]) -> Any:
    element = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), "340")
    properties.append(height)
    element.append(properties)
    start = 0
    for cell in row:
        element.append(_cell(cell, sum(widths[start : start + cell.span])))
        start += cell.span
    if start != len(widths):
        raise ValueError(f"a row of {start} columns in a grid of {len(widths)}")
    return element


def _cell(cell: GridCell, width: int) -> Any:
    span = f"<w:gridSpan w:val='{cell.span}'/>" if cell.span > 1 else ""
    merge = {"": "", "start": "<w:vMerge w:val='restart'/>", "go_on": "<w:vMerge/>"}[cell.merge]
    element = parse_xml(
        f"<w:tc {nsdecls('w')}><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{span}{merge}"
        f"<w:vAlign w:val='center'/></w:tcPr></w:tc>"
    )
    centred = len(cell.text) < 16 and "\n" not in cell.text.strip()
    for text in cell.text.split("\n"):
        element.append(_cell_paragraph(text, centred))
    return element


def _cell_paragraph(text: str, centred: bool) -> Any:
    jc = "<w:jc w:val='center'/>" if centred and not text.lstrip("　").startswith("   ") else ""
    look = _look(_BODY, 18)
    element = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:spacing w:before='0' w:after='0' w:line='240' "
        f"w:lineRule='auto'/>{jc}</w:pPr>" + (f"<w:r>{look}<w:t/></w:r>" if text else "") + "</w:p>"
    )
    if text:
        node: Any = element.find(f".//{qn('w:t')}")
        node.text = text
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _look(font: str, half_points: int) -> str:
    fonts = f"<w:rFonts w:ascii='{_LATIN}' w:hAnsi='{_LATIN}' w:eastAsia='{font}'/>"
    return f"<w:rPr>{fonts}<w:sz w:val='{half_points}'/></w:rPr>"


def _restamp(data: bytes) -> bytes:
    """Return the archive with fixed times and its members in a fixed order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
