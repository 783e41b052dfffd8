"""The real pack and the collection of traps; their words are not repeated here."""

import pytest

from assistant.documents import read
from assistant.model.document import Document, Paragraph, Table
from assistant.model.place import squeeze
from tests.documents.build import kinds, seed, tables, texts


def _rows(table: Table, with_covered: bool) -> list[list[str]]:
    """Return each row's cells as a dump shows them: a covered position is an empty cell."""
    return [
        [squeeze(cell.text) if cell.row == index or not with_covered else "" for cell in row]
        for index, row in enumerate(table.each_row())
    ]


@pytest.fixture(scope="module")
def word() -> Document:
    return read(seed("pack.docx"))


@pytest.fixture(scope="module")
def dump() -> Document:
    return read(seed("pack.txt"))


def test_both_files_give_the_same_blocks_in_the_same_order(word: Document, dump: Document) -> None:
    assert [block.kind for block in word.blocks] == [block.kind for block in dump.blocks]
    assert [squeeze(text) for text in texts(word)] == [squeeze(text) for text in texts(dump)]
    assert len(texts(word)) == 79


@pytest.mark.parametrize(("number", "shape"), list(enumerate([(24, 8), (33, 9), (21, 9), (21, 9)])))
def test_both_files_give_the_same_rows(
    word: Document, dump: Document, number: int, shape: tuple[int, int]
) -> None:
    ours, theirs = tables(word)[number], tables(dump)[number]
    assert (ours.rows, ours.cols) == shape
    assert _rows(ours, with_covered=True) == _rows(theirs, with_covered=False)


def test_word_grid_has_no_hole_and_no_overlap(word: Document) -> None:
    for table in tables(word):
        assert sum(cell.row_span * cell.col_span for cell in table.cells) == table.rows * table.cols
        assert all(len(row) <= table.cols for row in table.each_row())


def test_the_pack_fills_406_cells(word: Document) -> None:
    filled = [cell for table in tables(word) for cell in table.cells if squeeze(cell.text)]
    assert len(filled) == 406


def test_upper_levels_reach_all_31_indicator_rows(word: Document) -> None:
    counted = 0
    for table in tables(word)[1:]:
        below = False
        for row in range(table.rows):
            if "三级指标" in squeeze(table.at(row, 3).text):
                below = True
            elif below and table.at(row, 0).col_span == 1:
                assert squeeze(table.at(row, 1).text)
                assert squeeze(table.at(row, 2).text)
                counted += bool(squeeze(table.at(row, 3).text))
    assert counted == 31


def test_the_word_pack_is_read_without_remarks(word: Document) -> None:
    assert word.report.notes == []


def test_the_dump_tells_what_was_inferred(dump: Document) -> None:
    assert {note.kind for note in dump.report.notes} == {"marker", "open_row"}
    assert not any("[bookmark" in text for text in texts(dump))


def test_every_paragraph_of_the_dump_stands_on_its_line(dump: Document) -> None:
    lines = seed("pack.txt").read_text(encoding="utf-8").split("\n")
    for block in dump.blocks:
        if isinstance(block, Paragraph):
            line = lines[int(block.location.anchor or 0) - 1]
            assert squeeze(line).endswith(squeeze(block.text))
        else:
            for cell in block.cells:
                line = lines[int(cell.location.anchor or 0) - 1]
                assert line == "\t" + cell.text.split("\n")[0]


@pytest.fixture(scope="module")
def traps() -> Document:
    return read(seed("traps.docx"))


def test_traps_in_paragraphs(traps: Document) -> None:
    signs = [text[-1] for text in texts(traps)]
    assert signs == list("甲乙后丁戊壬癸子丑寅段")
    numbered = [b.number for b in traps.blocks if isinstance(b, Paragraph) and b.number]
    assert numbered == ["一、", "（一）", "（二）", "二、"]


def test_traps_in_tables(traps: Document) -> None:
    outer, inner = tables(traps)
    assert (outer.rows, outer.cols, inner.rows, inner.cols) == (9, 4, 1, 2)
    heads = [[cell.text[:2] for cell in row] for row in outer.each_row()]
    assert heads[1] == ["", "B2", "C2", "D2"]
    assert heads[2] == ["A3", "B3", "C3", "D3"]
    assert heads[3] == ["A4", "B4", "C4", "D4"]
    assert [cell.col_span for cell in outer.row(4)] == [1, 2, 1]
    assert heads[5] == ["A6", "B6", "C6", ""]
    assert outer.at(6, 0) is outer.at(7, 0)
    assert heads[8] == ["A9", "B9", "C9", "D9"]
    assert [cell.original for cell in outer.row(8)] == [""] * 4


def test_traps_are_reported(traps: Document) -> None:
    lost = {note.kind for note in traps.report.lost()}
    assert lost == {"hidden", "covered"}
    assert set(kinds(traps)) == lost | {"text_box", "inserted", "deleted", "nested_table"}
    assert [note.count for note in traps.report.notes if note.kind == "text_box"] == [1]
    revised = [b for b in traps.blocks if isinstance(b, Paragraph) and b.original is not None]
    assert len(revised) == 1
    assert (revised[0].text[-1], (revised[0].original or "")[-1]) == ("戊", "己")
