"""How a Word file looks: page, margins, lettering with what styles and theme say."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.documents import DEFAULT_LIMITS, read
from assistant.documents.word import read_word
from assistant.model.document import Source, WordLook
from assistant.output.formal import Body, Heading, write
from tests.output.office import needs_office, run

LONG = "全年支出五百零四点四万元，其中基本支出四百五十六点四万元，项目支出四十八万元，均按进度拨付到位，没有挤占挪用。"


def look(document: DocumentObject) -> WordLook:
    buffer = io.BytesIO()
    document.save(buffer)
    source = Source(path="甲.docx", format="docx", sha256="")
    found = read_word(buffer.getvalue(), source, DEFAULT_LIMITS).report.look
    assert found is not None
    return found


def lettered(document: DocumentObject, text: str, font: str, size: float) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def styled(document: DocumentObject) -> None:
    base = document.styles["Normal"]
    base.font.size = Pt(16)
    base.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    body = document.styles.add_style("正文缩进", 1)
    body.base_style = base
    body.paragraph_format.first_line_indent = Pt(32)
    body.paragraph_format.line_spacing = Pt(28)
    document.add_paragraph(LONG, style="正文缩进")


def defaults(document: DocumentObject) -> None:
    document.styles["Normal"].font.size = Pt(12)
    document.add_paragraph(LONG)


def typed_indent(document: DocumentObject) -> None:
    lettered(document, "\u3000\u3000" + LONG, "宋体", 14)


def widest_run(document: DocumentObject) -> None:
    p = document.add_paragraph()
    p.add_run("一是").font.size = Pt(22)
    p.add_run(LONG).font.size = Pt(16)


BODIES: list[tuple[str, Callable[[DocumentObject], None], dict[str, object]]] = [
    ("own lettering", lambda d: lettered(d, LONG, "仿宋_GB2312", 16),
     {"font": "仿宋_GB2312", "latin": "Times New Roman", "size": Decimal(16), "pitch": None}),
    ("a style and the one below it", styled,
     {"font": "仿宋", "size": Decimal(16), "pitch": Decimal(28), "indent": Decimal(2)}),
    ("the default style, the font from the theme", defaults,
     {"font": "宋体", "latin": "Cambria", "size": Decimal(12), "indent": Decimal(0)}),
    ("an indent of typed spaces", typed_indent, {"size": Decimal(14), "indent": Decimal(2)}),
    ("the longest run decides", widest_run, {"size": Decimal(16)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "make", "wanted"), BODIES, ids=lambda item: item if isinstance(item, str) else ""
)
def test_body(why: str, make: Callable[[DocumentObject], None], wanted: dict[str, object]) -> None:
    document = docx.Document()
    make(document)
    body = look(document).body
    assert body is not None
    assert {name: getattr(body, name) for name in wanted} == wanted


def test_page_is_that_of_the_text_not_of_the_forms() -> None:
    document = docx.Document()
    forms = document.sections[0]
    forms.orientation, forms.page_width, forms.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_table(3, 3)
    text = document.add_section(WD_SECTION.NEW_PAGE)
    text.orientation, text.page_width, text.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    text.top_margin, text.left_margin = Mm(37), Mm(28)
    document.add_paragraph(LONG)
    page = look(document).page
    assert page is not None
    assert (page.width, page.height, page.top, page.left) == (210, 297, 37, 28)
    assert not page.numbered


def test_page_number_in_a_footer() -> None:
    document = docx.Document()
    document.add_paragraph(LONG)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    document.sections[0].footer.paragraphs[0]._p.append(field)
    page = look(document).page
    assert page is not None
    assert page.numbered


def test_grid_of_lines_gives_the_pitch() -> None:
    document = docx.Document()
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    document.add_paragraph(LONG)
    body = look(document).body
    assert body is not None
    assert body.pitch == Decimal(29)


def test_headings_and_title_apart() -> None:
    document = docx.Document()
    lettered(document, "青禾镇部门整体支出绩效自评报告", "方正小标宋简体", 22)
    document.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    lettered(document, "一、部门概况", "黑体", 16)
    lettered(document, "（一）机构设置", "楷体", 16)
    lettered(document, LONG, "仿宋", 16)
    found = look(document)
    assert found.title and found.heading1 and found.heading2 and found.body
    assert (found.title.font, found.title.align) == ("方正小标宋简体", "center")
    fonts = (found.heading1.font, found.heading2.font, found.body.font)
    assert fonts == ("黑体", "楷体", "仿宋")


def test_only_a_form_has_no_look() -> None:
    document = docx.Document()
    document.add_paragraph("基础数据表")
    document.add_table(2, 2).cell(0, 0).text = LONG
    assert look(document) == WordLook()


def formal(folder: Path) -> Path:
    path = folder / "甲.docx"
    write(
        path,
        "甲单位整体支出绩效自评报告",
        [Heading(1, "一、", "概况"), Heading(2, "（一）", "机构"), Body(LONG)],
    )
    return path


def is_formal(found: WordLook | None) -> None:
    assert found and found.page and found.body and found.title and found.heading1
    page = found.page
    assert (page.width, page.height, page.top, page.bottom) == (210, 297, 37, 35)
    assert (page.left, page.right, page.numbered) == (28, 26, True)
    assert "仿宋" in found.body.font
    assert (found.body.size, found.body.pitch) == (16, Decimal(29))
    assert (found.title.size, found.title.align) == (22, "center")
    assert "黑体" in found.heading1.font


def test_own_formal_document(tmp_path: Path) -> None:
    is_formal(read(formal(tmp_path)).report.look)


@needs_office
def test_the_same_through_libreoffice(tmp_path: Path) -> None:
    run("--convert-to", "doc", "--outdir", str(tmp_path), str(formal(tmp_path)))
    is_formal(read(tmp_path / "甲.doc").report.look)


def test_styles_in_a_ring() -> None:
    document = docx.Document()
    first = document.styles.add_style("甲式", 1)
    second = document.styles.add_style("乙式", 1)
    first.base_style, second.base_style = second, first
    document.add_paragraph(LONG, style="甲式")
    assert look(document).body is not None
