"""A person's edits on documents: what they become, and the difference the Word file gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ChangeRefused
from assistant.model.change import Change
from assistant.model.document import Cell, Document, Paragraph, ReadingReport, Source, Table
from assistant.model.place import Location
from assistant.workbench.editing import differences, edit

WORDS = st.text("零一二三1234567890.，。万元", max_size=12)


def paragraph(text: str, anchor: str = "1") -> Paragraph:
    return Paragraph(text=text, location=Location(file="a.docx", anchor=anchor))


def cell(text: str, row: int, col: int) -> Cell:
    at = Location(file="a.docx", table=0, row=row, col=col, anchor=f"{row}{col}")
    return Cell(text=text, row=row, col=col, location=at)


def document(*texts: str, cells: tuple[str, ...] = ()) -> Document:
    blocks = [paragraph(text, str(number)) for number, text in enumerate(texts)]
    table = Table(
        rows=1, cols=len(cells), cells=[cell(t, 0, n) for n, t in enumerate(cells)],
        location=Location(file="a.docx", table=0),
    )  # fmt: skip
    source = Source(path="a.docx", format="docx", sha256="")
    report = ReadingReport(file="a.docx", format="docx")
    return Document(source=source, blocks=[*blocks, table] if cells else blocks, report=report)


def words(made: list[Document]) -> list[str]:
    found: list[str] = []
    for block in made[0].blocks:
        found += [c.text for c in block.cells] if isinstance(block, Table) else [block.text]
    return found


def replace(location: Location, old: str, new: str) -> Change:
    return Change(kind="replace", location=location, old=old, new=new)


def test_a_cell_is_typed_anew_and_its_neighbours_stay() -> None:
    before = document(cells=("全年预算", "100.50", "80"))
    table = before.blocks[0]
    assert isinstance(table, Table)
    made = edit([before], replace(table.cells[1].location, "100.50", "105.00"))
    assert words(made) == ["全年预算", "105.00", "80"]
    assert words([before]) == ["全年预算", "100.50", "80"]


def test_a_stretch_of_a_paragraph_moves_with_earlier_edits() -> None:
    before = document("支出12.5万元，结余3户。")
    at = before.blocks[0].location
    once = edit([before], replace(at.span(2, 6), "12.5", "1012.55"))
    twice = edit(once, replace(at.span(10, 11), "3", "4"))
    assert words(twice) == ["支出1012.55万元，结余4户。"]


@pytest.mark.parametrize(
    ("old", "text"), [("5", "支出5户，补5户。"), ("7", "支出5户。")], ids=["twice", "not there"]
)
def test_old_words_that_are_not_there_once_are_refused(old: str, text: str) -> None:
    before = document(text)
    with pytest.raises(ChangeRefused):
        edit([before], replace(before.blocks[0].location.span(0, 1), old, "9"))


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(ChangeRefused, match="找不到该处"):
        edit([document("一")], replace(Location(file="b.docx", anchor="0"), "一", "二"))


def test_paragraphs_put_in_twice_keep_addresses_of_their_own() -> None:
    before = document("七、存在的问题", "八、措施")
    at = before.blocks[0].location
    once = edit([before], Change(kind="insert", location=at, new="问题一。\n问题二。"))
    twice = edit(once, Change(kind="insert", location=at, new="总述。"))
    assert words(twice) == ["七、存在的问题", "总述。", "问题一。", "问题二。", "八、措施"]
    anchors = [block.location.anchor for block in twice[0].blocks]
    assert len(set(anchors)) == len(anchors)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_the_differences_make_the_edited_document_again(
    texts: list[str], data: st.DataObject
) -> None:
    before = document("标题", *texts, cells=("甲", *texts))
    after = [before]
    for block in before.blocks[1:-1]:
        change = replace(block.location, block.text, data.draw(WORDS))  # type: ignore[union-attr]
        after = edit(after, change)
    table = before.blocks[-1]
    assert isinstance(table, Table)
    after = edit(after, replace(table.cells[-1].location, table.cells[-1].text, data.draw(WORDS)))
    if data.draw(st.booleans()):
        at = before.blocks[0].location
        after = edit(after, Change(kind="insert", location=at, new=data.draw(WORDS)))
    again = [before]
    for change in differences([before], after):
        again = edit(again, change)
    assert words(again) == words(after)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("支出3102.58万元。", "支出3102.00万元。", ("3102.58", "3102.00")),
        ("支出1,200元", "支出1,300元", ("1,200", "1,300")),
        ("支出12万元", "支出112万元", ("12", "112")),
        ("共5户。", "共5户，另2户。", ("", "，另2户")),
    ],
)
def test_a_figure_changes_as_a_whole(old: str, new: str, change: tuple[str, str]) -> None:
    before = document(old)
    made = edit([before], replace(before.blocks[0].location, old, new))
    (found,) = differences([before], made)
    assert (found.old, found.new) == change
