"""Automatic numbers in table cells: they are read as text, and changes find the words behind."""

import docx
import pytest

from assistant.documents import read
from assistant.model.change import Change, Comment
from assistant.model.document import Table
from assistant.ooxml import Anchor, read_anchor
from assistant.output import word
from tests.output import office
from tests.output.revisions import accept, reject
from tests.output.word_files import root_of, texts

NUMBERED = ["未完成十户", "石料晚到"]


@pytest.fixture
def source(tmp_path):
    """Return a file whose table has a cell of two numbered paragraphs and a plain one."""
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).rows[0].cells[1]
    cell.paragraphs[0].text = NUMBERED[0]
    for text in [NUMBERED[1], "无"]:
        cell.add_paragraph(text)
    for paragraph in cell.paragraphs[:2]:
        paragraph.style = document.styles["List Number"]
    path = tmp_path / "numbered.docx"
    document.save(str(path))
    return path


def cell_of(path):
    (table,) = [block for block in read(path).blocks if isinstance(block, Table)]
    return table.at(0, 1)


def change(location, old, new):
    return Change(kind="replace", location=location, old=old, new=new)


def test_numbers_are_read_and_their_lengths_kept(source):
    cell = cell_of(source)
    assert cell.text == "1.未完成十户\n2.石料晚到\n无"
    assert read_anchor(cell.location.anchor) == Anchor(1, (2, 2, 0))


def test_the_whole_cell_is_replaced(source, tmp_path):
    cell = cell_of(source)
    report = word.apply(source, tmp_path / "t.docx", [change(cell.location, cell.text, "新写的话")])
    assert report.refused == []
    assert "新写的话" in texts(accept(root_of(tmp_path / "t.docx")))
    assert NUMBERED[0] in texts(reject(root_of(tmp_path / "t.docx")))


@pytest.mark.parametrize("words", ["未完成", "未完成十户", "石料", "晚到", "无"])
def test_words_behind_a_number_are_found(source, tmp_path, words):
    cell = cell_of(source)
    start = cell.text.index(words)
    spot = cell.location.span(start, start + len(words))
    target = tmp_path / "t.docx"
    report = word.apply(
        source, target, [change(spot, words, "改")], [Comment(location=spot, text="批注")]
    )
    assert report.refused == [] and len(report.commented) == 1
    before = [*NUMBERED, "无"]
    after = [text.replace(words, "改") for text in before]
    assert [text for text in texts(accept(root_of(target))) if text] == after


def test_a_span_over_a_number_takes_the_words_only(source, tmp_path):
    cell = cell_of(source)
    old = cell.text[: len("1.未完成")]
    spot = cell.location.span(0, len(old))
    report = word.apply(source, tmp_path / "t.docx", [change(spot, old, "还剩")], mode="clean")
    assert report.refused == []
    assert "还剩十户" in texts(root_of(tmp_path / "t.docx"))


def test_other_words_are_still_refused(source, tmp_path):
    cell = cell_of(source)
    report = word.apply(source, tmp_path / "t.docx", [change(cell.location, "1.别的话", "新")])
    (refusal,) = report.refused
    assert "未完成十户" in refusal.reason and "\0" not in refusal.reason


@pytest.mark.parametrize("anchor", [None, "", "x", "3:a", "3:1.x"])
def test_what_is_no_anchor(anchor):
    assert read_anchor(anchor) is None


@office.needs_office
def test_libreoffice_opens_it(source, tmp_path):
    cell, target = cell_of(source), tmp_path / "t.docx"
    word.apply(source, target, [change(cell.location, cell.text, "新写的话")])
    settled = tmp_path / "t.txt"
    office.settle(target, settled, "AcceptAllTrackedChanges")
    assert "新写的话" in settled.read_text("utf-8-sig")
