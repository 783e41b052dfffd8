"""The real pack printed by a word processor and by a browser: every cell and figure."""

import pytest

from assistant.extraction import extract
from assistant.model.document import Paragraph
from assistant.model.pack import Pack, same
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity
from tests.acceptance.seed import as_labelled, fields, labels, load, raw_matches, value_matches
from tests.documents.pdf.build import SHARED, kinds, needs_shared, read, rows, tables, texts

pytestmark = needs_shared
SEED = SHARED / "seed"


@pytest.fixture(scope="module", params=["pack.pdf", "pack_chrome.pdf"])
def pack(request: pytest.FixtureRequest) -> Pack:
    return extract([read(SEED / request.param)])


def test_the_pack_is_that_of_the_word_file(pack: Pack) -> None:
    assert same(pack, load("pack.docx"))


def test_every_cell_is_right(pack: Pack) -> None:
    found = fields(pack)
    wrong = []
    for label in labels()["cells"]:
        field = found.get(label["place"])
        if (
            field is None
            or not raw_matches(label, field.raw)
            or (
                "value" in label
                and not (isinstance(field, Quantity) and value_matches(label, field))
            )
        ):
            wrong.append((label["place"], None if field is None else field.raw))
    assert wrong == []


def test_every_figure_of_the_prose_is_read_in_order(pack: Pack) -> None:
    shown, wanted = as_labelled(pack), labels()["figures"]
    got = [(shown[f.place.split("@")[0]], squeeze(f.quantity.raw)) for f in pack.figures]
    assert got == [(label["place"], label["text"]) for label in wanted]


def test_every_field_has_its_page_and_box(pack: Pack) -> None:
    for field in pack.fields():
        if field.raw and field.place != "unit":
            assert field.location.page is not None, field.place
            left, top, right, bottom = field.location.box or (0, 0, 0, 0)
            assert 0 <= left < right <= 595.5, field.place
            assert 0 <= top < bottom <= 842.5, field.place


@pytest.mark.parametrize("name", ["pack.pdf", "pack_chrome.pdf"])
def test_nothing_is_lost_and_page_numbers_are_told(name: str) -> None:
    document = read(SEED / name)
    assert document.report.lost() == []
    assert {"page_number", "joined_table"} <= kinds(document)
    assert not any("— " in text for text in texts(document))


def test_the_traps_are_read_as_they_are_printed() -> None:
    document = read(SEED / "traps.pdf")
    assert [text[-1] for text in texts(document)] == list("甲乙后丁己壬癸子丑寅段")
    table = tables(document)[0]
    assert (table.rows, table.cols) == (9, 4)
    heads = [[text[:2] for text in row] for row in rows(table)]
    assert heads[1] == ["", "B2", "C2", "D2"]
    assert heads[5] == ["A6", "B6", "C6", ""]
    assert heads[7] == ["^", "B8", "C8", "D8"]
    assert [cell.col_span for cell in table.row(4)] == [1, 2, 1]


def test_a_scan_asks_for_ocr_page_by_page() -> None:
    from assistant.documents.pdf import pages_for_ocr

    document = read(SEED / "pack_scan.pdf")
    assert pages_for_ocr(document) == list(range(1, 9))
    assert document.blocks == []


@pytest.mark.parametrize("name", ["pack.pdf", "pack_chrome.pdf"])
def test_no_two_paragraphs_share_an_anchor(name: str) -> None:
    anchors = [b.location.anchor for b in read(SEED / name).blocks if isinstance(b, Paragraph)]
    assert len(set(anchors)) == len(anchors)
