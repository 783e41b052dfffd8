"""Text dumps: encodings, cells, and where rows and tables end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import DEFAULT_LIMITS
from assistant.documents.plain import read_text
from assistant.documents.plain.encoding import decode
from assistant.model.document import Document, Source
from tests.documents.build import kinds, tables, texts


def read_dump(text: str | bytes) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_text(data, Source(path="a.txt", format="text", sha256=""), DEFAULT_LIMITS)


def rows(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.each_row()] for table in tables(document)]


@pytest.mark.parametrize(
    "data",
    [
        "项目〇㎡".encode(),
        "项目〇㎡".encode("utf-8-sig"),
        "项目〇㎡".encode("gb18030"),
        "项目〇㎡".encode("utf-16"),
        b"\xfe\xff" + "项目〇㎡".encode("utf-16-be"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert decode(data) == "项目〇㎡"


def lines(*items: str) -> str:
    return "\n".join(items)


FIVE = "\t1\n\t2\n\t3\n\t4\n\t5"
TABLES = [
    ("two rows", lines("题", "\ta", "\tb", "", "\tc", "\td", "", "后"), [[["a", "b"], ["c", "d"]]]),
    ("windows line ends", "\ta\r\n\tb\r\n\r\n\tc\r\n\td\r\n", [[["a", "b"], ["c", "d"]]]),
    ("cell of several lines", lines("\ta", "b", "\tc", "", "\td", "\te"), [[["a\nb", "c"], ["d", "e"]]]),
    ("empty cells", lines("\t", "\t", "", "\ta", "\t"), [[["", ""], ["a", ""]]]),
    ("blank line inside a cell", lines("\t产出", "", "(40分)", "\tb", "", "\tc", "\td"),
     [[["产出\n\n(40分)", "b"], ["c", "d"]]]),
    ("ideographic blank", lines("\ta", "　", "\tb", "", "\tc", "\td"), [[["a\n　", "b"], ["c", "d"]]]),
    ("cell that ends with a blank line", lines("\t绩", "效", "", "\tb", "\tc", "", FIVE[:5], "\t3", "", FIVE[:5], "\t3"),
     [[["绩\n效", "b", "c"], ["1", "2", "3"], ["1", "2", "3"]]]),
    ("blank line in the middle of a data row", lines(FIVE, "", "\t1", "x", "", "\t2", "\t3", "\t4", "\t5", "", FIVE),
     [[list("12345"), ["1\nx", *"2345"], list("12345")]]),
    ("short last row", lines("\ta", "\tb", "\tc", "", "\t总分", "\t100"), [[["a", "b", "c"], ["总分", "100"]]]),
    ("widths that grow", lines("\ta", "\tb", "", "\ta", "\tb", "\tc", "\td", "", FIVE, "", FIVE),
     [[["a", "b"], ["a", "b", "c", "d"], list("12345"), list("12345")]]),
    ("heading row inside a table", lines(FIVE, "", "\t一、产出", "", FIVE, "", FIVE),
     [[list("12345"), ["一、产出"], list("12345"), list("12345")]]),
    ("note ends the table", lines("\ta", "\tb", "", "说明：略", "\tc", "\td"), [[["a", "b"]], [["c", "d"]]]),
    ("title ends the table", lines("\ta", "\tb", "", "2030年度项目支出绩效自评表", "\tc", "\td"), [[["a", "b"]], [["c", "d"]]]),
    ("several blank lines end the table", lines("\ta", "\tb", "", "", "", "某表", "\tc", "\td"), [[["a", "b"]], [["c", "d"]]]),
    ("text without a cell after it ends the table", lines("\ta", "\tb", "", "文", "", "\tc", "\td"), [[["a", "b"]], [["c", "d"]]]),
    ("several cells in a line", lines("\ta\tb", "", "\tc\td"), [[["a", "b"], ["c", "d"]]]),
]  # fmt: skip


@pytest.mark.parametrize(("dump", "expected"), [c[1:] for c in TABLES], ids=[c[0] for c in TABLES])
def test_tables(dump: str, expected: list[list[list[str]]]) -> None:
    assert rows(read_dump(dump)) == expected


def test_short_rows_are_stretched_to_a_dense_grid() -> None:
    (table,) = tables(read_dump("\ta\n\tb\n\tc\n\n\td\n\te"))
    assert [(cell.col, cell.col_span) for cell in table.row(1)] == [(0, 1), (1, 2)]


def test_places_are_line_numbers() -> None:
    document = read_dump("题\n\n\ta\n\tb\n续\n\n\tc\n\td\n\n\n文")
    (table,) = tables(document)
    assert [cell.location.anchor for cell in table.cells] == ["3", "4", "7", "8"]
    assert [b.location.anchor for b in document.blocks if b.kind == "paragraph"] == ["1", "11"]


def test_leftovers_of_dumping_go_and_are_told() -> None:
    document = read_dump("[bookmark: _GoBack]甲\n\t乙[bookmark: x]\x07\n\t丙")
    assert (texts(document), rows(document)) == (["甲"], [[["乙", "丙"]]])
    (note,) = document.report.notes
    assert (note.kind, note.count) == ("marker", 2)


def test_rows_that_stay_open_are_told() -> None:
    joined = read_dump("\t绩\n效\n\n\tb\n\tc\n\n\t1\n\t2\n\t3")
    assert "open_row" in kinds(joined)
    assert "open_row" not in kinds(read_dump("\ta\n\tb\n\n\tc\n\td"))


def test_a_thousand_rows_take_no_thousand_readings() -> None:
    dump = "\n\n".join("\t甲\n乙\n\t丙\n\t丁" for _ in range(3000))
    (table,) = tables(read_dump(dump))
    assert (table.rows, table.cols) == (3000, 3)


WORDS = st.text("甲乙丙0123.%", max_size=4)


@st.composite
def dumped(draw: st.DrawFn) -> list[list[str]]:
    """Draw a form: blocks of rows of one width, as forms have them."""
    out: list[list[str]] = []
    for _ in range(draw(st.integers(1, 3))):
        width = draw(st.integers(2, 9))
        for _ in range(draw(st.integers(2, 6))):
            cells = draw(
                st.lists(st.lists(WORDS, min_size=1, max_size=1), min_size=width, max_size=width)
            )
            out.append(["\n".join(cell) for cell in cells])
    return out


@given(dumped())
def test_dumps_read_back_the_same(form: list[list[str]]) -> None:
    dump = "题名\n" + "\n\n".join("\n".join("\t" + cell for cell in row) for row in form) + "\n"
    assert rows(read_dump(dump)) == [form]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    document = read_dump(text.encode("utf-8", "replace"))
    for table in tables(document):
        assert sum(cell.row_span * cell.col_span for cell in table.cells) == table.rows * table.cols


def test_read_from_a_file(tmp_path: Path) -> None:
    from assistant.documents import read

    path = tmp_path / "汇报.txt"
    path.write_bytes("一、概况\n".encode("gb18030"))
    document = read(path)
    assert texts(document) == ["一、概况"]
    assert document.source.format == "text"
    assert document.blocks[0].location.file == "汇报.txt"
