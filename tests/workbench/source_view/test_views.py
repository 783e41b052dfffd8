"""The source on the page: each paragraph and cell once, its address found from any value in it."""

from pathlib import Path

import pytest
from lxml import html

from assistant.cli_draft import demo_paths
from assistant.documents import read
from assistant.extraction import extract
from assistant.model.document import Cell, Document, Paragraph, ReadingReport, Source, Table
from assistant.model.place import Location
from assistant.workbench.source_view import page_views, source_view, spot_of
from corpus.forms.build import write_form

SEED = Path(__file__).parents[4] / "shared" / "seed"


@pytest.fixture(scope="module")
def demo() -> Document:
    (path,) = demo_paths().pack
    return read(path)


def parsed(document: Document) -> html.HtmlElement:
    return html.fromstring(f"<div>{source_view(document).html}</div>")


def spots(document: Document) -> list[str]:
    return [str(each) for each in parsed(document).xpath("//@id")]


def test_every_paragraph_and_cell_stands_once_with_its_words(demo: Document) -> None:
    page = parsed(demo)
    items = [i for b in demo.blocks for i in (b.cells if isinstance(b, Table) else [b])]
    assert len(set(spots(demo))) == len(spots(demo))
    for item in items:
        (found,) = page.xpath(f"//*[@id='{spot_of(item.location)}']")
        assert "".join(item.text.split()) in "".join(found.text_content().split())


def test_a_table_tiles_its_grid(demo: Document) -> None:
    tables = [block for block in demo.blocks if isinstance(block, Table)]
    for table, shown in zip(tables, parsed(demo).xpath("//table"), strict=True):
        cells = shown.xpath(".//td")
        area = sum(int(c.get("rowspan", 1)) * int(c.get("colspan", 1)) for c in cells)
        assert (len(cells), area) == (len(table.cells), table.rows * table.cols)


@pytest.mark.parametrize("name", ["hunan_older", "yunnan_overall", "sichuan_system"])
def test_every_value_of_a_form_leads_to_its_cell(name: str, tmp_path: Path) -> None:
    document = read(write_form(name, tmp_path)[0])
    known = set(spots(document))
    for field in extract([document]).fields():
        if field.location.row is not None:
            assert spot_of(field.location) in known, field.place


def test_a_figure_in_prose_has_the_address_of_its_paragraph(demo: Document) -> None:
    pack = extract([demo])
    known = set(spots(demo))
    assert pack.figures
    assert all(spot_of(figure.location) in known for figure in pack.figures)


def test_words_of_a_file_are_never_markup() -> None:
    hostile = '<script>alert(1)</script>"\x1b\u202e&'
    at = Location(file='a"><b>.docx', anchor='1"><i>')
    cells = [Cell(text=hostile, row=0, col=0, location=Location(file="a", table=0, row=0, col=0))]
    document = Document(
        source=Source(path="a", format="docx", sha256=""),
        blocks=[
            Paragraph(text=hostile, number="<u>", location=at),
            Table(rows=1, cols=1, cells=cells, location=Location(file="a", table=0)),
        ],
        report=ReadingReport(file="a", format="docx"),
    )
    page = parsed(document)
    assert {element.tag for element in page.iter()} == {"div", "p", "span", "table", "tr", "td"}
    assert page.xpath("//td")[0].text_content() == '<script>alert(1)</script>"␛〔U+202E〕&'


@pytest.mark.skipif(not SEED.exists(), reason="../shared is not there")
def test_a_pdf_has_boxes_on_its_pages_for_every_value() -> None:
    document = read(SEED / "pack.pdf")
    views = page_views(document)
    assert [view.number for view in views] == list(range(1, len(views) + 1))
    boxed = {spot.id for view in views for spot in view.spots}
    cells = [f for f in extract([document]).fields() if f.location.row is not None]
    assert len(cells) > 300 and {spot_of(field.location) for field in cells} <= boxed
    assert page_views(read(SEED / "pack.docx")) == []
