"""Each writer puts every printed text of the truth where it stands in the form."""

import re
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from corpus.formats import FORMATS, Piece, Place, form, pack, write
from corpus.formats.__main__ import main
from corpus.formats.placed import Placed, placed, width
from corpus.forms.truth import FORMS
from corpus.grids import GridCell
from corpus.layout import Page, Table
from corpus.truth import DEMO, load
from tests.documents.scan.build import needs_ocr

PIECE = pack(load(DEMO, 2024))


def squeeze(text: object) -> str:
    return re.sub(r"\s", "", str(text or ""))


def tables(piece: Piece) -> list[Table]:
    return [block for block in piece.blocks if isinstance(block, Table)]


def made(kind: str, folder: Path, piece: Piece = PIECE) -> Path:
    (path,) = write([(piece, Place(folder))], [kind])
    return path


ROWS = [
    [GridCell("甲", 1, "start"), GridCell("乙", 2)],
    [GridCell("", 1, "go_on"), GridCell("1", 1, "start"), GridCell("2")],
    [GridCell("丙"), GridCell("", 1, "go_on"), GridCell("3")],
]


def test_spans() -> None:
    assert placed(ROWS) == [
        Placed("甲", 0, 0, 2, 1), Placed("乙", 0, 1, 1, 2), Placed("1", 1, 1, 2, 1),
        Placed("2", 1, 2, 1, 1), Placed("丙", 2, 0, 1, 1), Placed("3", 2, 2, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["pack", *FORMS])
def test_every_position_belongs_to_one_cell(name: str) -> None:
    for table in tables(PIECE if name == "pack" else form(name)):
        cells = placed(table.rows)
        positions = {
            (row, col)
            for cell in cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        }
        assert len(positions) == sum(c.row_span * c.col_span for c in cells)
        assert len(positions) == len(table.rows) * width(table.rows)


def test_a_workbook_shows_every_cell(tmp_path: Path) -> None:
    """As a spreadsheet program shows it: numbers by their format, merges as in the form."""
    book = openpyxl.load_workbook(made("xlsx", tmp_path))
    sheets = [sheet for sheet in book if any(cell.border.left.style for cell in sheet["A"])]
    assert len(sheets) == len(tables(PIECE))
    for sheet, table in zip(sheets, tables(PIECE), strict=True):
        first = next(cell.row for cell in sheet["A"] if cell.border.left.style)
        merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
        for cell in placed(table.rows):
            at = (first + cell.row, 1 + cell.col)
            assert shown(sheet.cell(*at)) == squeeze(cell.text)
            if cell.row_span * cell.col_span > 1:
                size = merged[at].size
                assert (size["rows"], size["columns"]) == (cell.row_span, cell.col_span)


def shown(cell: openpyxl.cell.Cell) -> str:
    if not isinstance(cell.value, int | float):
        return squeeze(cell.value)
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    mark = "," if "," in cell.number_format else ""
    percent = cell.number_format.endswith("%")
    value = cell.value * 100 if percent else cell.value
    return f"{value:{mark}.{places}f}" + "%" * percent


def test_figures_of_a_workbook_are_numbers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made("xlsx", tmp_path))
    values = [cell.value for sheet in book for row in sheet for cell in row]
    assert sum(isinstance(value, int | float) for value in values) > 100


def test_a_sheet_for_each_part(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made("xlsx", tmp_path))
    assert len(book.worksheets) == 1 + sum(isinstance(block, Page) for block in PIECE.blocks)


def test_a_page_shows_every_cell(tmp_path: Path) -> None:
    tree = html.fromstring(made("html", tmp_path).read_bytes())
    for element, table in zip(tree.iter("table"), tables(PIECE), strict=True):
        cells = [
            (squeeze(td.text_content()), int(td.get("rowspan", 1)), int(td.get("colspan", 1)))
            for td in element.iter("td")
        ]
        assert cells == [(squeeze(c.text), c.row_span, c.col_span) for c in placed(table.rows)]
    assert "版权所有" in tree.text_content()


def test_markdown_rows_are_as_wide_as_the_form(tmp_path: Path) -> None:
    rows = [r for r in made("md", tmp_path).read_text("utf-8").splitlines() if r.startswith("|")]
    widths = [n for t in tables(PIECE) for n in [width(t.rows)] * (len(t.rows) + 1)]
    assert [len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows] == widths


@pytest.mark.parametrize("kind", ["txt", "html", "md", "docx"])
def test_the_same_truth_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    first, second = (made(kind, tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


@needs_ocr
@pytest.mark.system("soffice")
def test_the_same_seed_gives_the_same_scan(tmp_path: Path) -> None:
    small = form(FORMS[0])
    place = Place(tmp_path)
    write([(small, place)], ["office_pdf"])
    from corpus.scans import damaged

    pdf, out = place.file("office_pdf"), [tmp_path / f"{n}.tif" for n in range(3)]
    pages = [
        damaged(pdf, path, seed).read_bytes() for path, seed in zip(out, (7, 7, 8), strict=True)
    ]
    assert pages[0] == pages[1]
    assert pages[0] != pages[2]


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pptx"):
        write([(PIECE, Place(tmp_path))], ["docx", "pptx"])


@pytest.mark.system("soffice")
def test_files_of_office_programs_are_what_they_say(tmp_path: Path) -> None:
    kinds = ["doc", "wps", "rtf", "odt", "xls", "et", "office_pdf"]
    paths = write([(form(FORMS[0]), Place(tmp_path))], kinds)
    begins = {path.suffix: path.read_bytes()[:5] for path in paths}
    ole = b"\xd0\xcf\x11\xe0\xa1"
    assert begins == {
        ".doc": ole, ".wps": ole, ".xls": ole, ".et": ole, ".rtf": b"{\\rtf", ".odt": b"PK\3\4\x14",
        ".pdf": b"%PDF-",
    }  # fmt: skip


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = [str(tmp_path), "--town", DEMO, "--year", "2024", "--format", "txt", "--format", "md"]
    assert main([*call, "--forms"]) == 0
    assert capsys.readouterr().out == f"seed 7, {2 + 2 * len(FORMS)} files\n"
    assert (tmp_path / DEMO / "2024" / "pack.md").exists()
    assert len({Place(tmp_path).file(kind) for kind in FORMATS}) == len(FORMATS)
