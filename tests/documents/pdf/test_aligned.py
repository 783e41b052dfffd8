"""Tables without vertical lines: columns by alignment, figures for review; and what is no table."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document as WordFile

from assistant.documents import read as read_any
from assistant.extraction import extract
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from corpus.build import write_pack
from corpus.truth import load
from tests.documents.pdf import printed
from tests.documents.pdf.build import kinds, read, rows, tables, texts
from tests.documents.pdf.made import Sheet, pdf

XS = [80, 250, 340, 430]
HEAD = ["项目", "上年决算", "本年预算", "本年决算"]
BODY = [
    ["三公经费", "12.48", "12.40", "11.52"],
    ["公务用车购置和维护经费", "9.36", "9.40", "8.92"],
    ["出国经费", "0", "0", "0"],
    ["公务接待", "3.12", "", "2.60"],
    ["合计", "1,224.96", "21.80", "-23.04"],
]


def sheet(
    lines: Sequence[Sequence[str]], xs: Sequence[float] = XS, y: float = 120, pitch: float = 20
) -> Sheet:
    made = Sheet()
    for number, line in enumerate(lines):
        for x, text in zip(xs, line, strict=False):
            if text:
                made.text(x, y + number * pitch, text, 10.5)
    return made


def right_aligned() -> Sheet:
    made = Sheet()
    for number, line in enumerate([HEAD, *BODY]):
        made.text(80, 120 + 20 * number, line[0], 10.5)
        for x, text in zip((300, 400, 500), line[1:], strict=True):
            wide = sum(10.5 if sign > "⺀" else 5.25 for sign in text)
            made.text(x - wide, 120 + 20 * number, text, 10.5)
    return made


def three_lines() -> Sheet:
    made = sheet([HEAD, *BODY])
    for y in (105, 126, 226):
        made.line(70, y, 520, y)
    return made


def a_line_below_each() -> Sheet:
    made = sheet([HEAD, *BODY])
    for number in range(7):
        made.line(70, 106 + 20 * number, 520, 106 + 20 * number)
    return made


def with_spaces() -> Sheet:
    """As typed in a font whose letters are all of one width, with spaces in the gaps."""
    made = Sheet()
    for number, line in enumerate([HEAD, *BODY]):
        for x, end, text in zip(XS, [*XS[1:], 520], line, strict=True):
            wide = sum(10.5 if sign > "⺀" else 5.25 for sign in text)
            made.text(x, 120 + 20 * number, text or " ", 10.5)
            for step in range(int((end - x - wide) / 5.25)):
                made.text(x + wide + 5.25 * step, 120 + 20 * number, " ", 10.5)
    return made


WAYS = [lambda: sheet([HEAD, *BODY]), right_aligned, three_lines, a_line_below_each, with_spaces]


@pytest.mark.parametrize("way", WAYS, ids=["plain", "right", "three lines", "ruled rows", "spaces"])
def test_columns_by_alignment(way: object) -> None:
    made: Sheet = way()  # type: ignore[operator]
    made.text(200, 70, "三公经费情况表", 16).text(440, 96, "单位：万元", 9)
    document = read(pdf(made.text(80, 250, "注：以上为决算数。", 10.5)))
    (table,) = tables(document)
    assert rows(table) == [HEAD, *BODY]
    assert texts(document) == ["三公经费情况表", "单位：万元", "注：以上为决算数。"]
    assert "aligned_table" in kinds(document)


def test_figures_are_doubted_and_words_are_not() -> None:
    (table,) = tables(read(pdf(sheet([HEAD, *BODY]))))
    for cell in table.cells:
        assert bool(cell.doubts) == any(sign.isdigit() for sign in cell.text), cell
        assert cell.confidence < 1 or not cell.text
    box = table.at(1, 1).location.box
    assert box is not None and box[0] < 250 < box[2] and box[1] < 140 < box[3]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (sheet([HEAD, *BODY[:3]], pitch=40).text(80, 214, "（含维护）", 10.5),
         [HEAD, BODY[0], ["公务用车购置和维护经费（含维护）", "9.36", "9.40", "8.92"], BODY[2]]),
        (sheet([["", *HEAD[1:]], ["", *BODY[0][1:]], *BODY[2:4]], pitch=40)
         .text(80, 153, "三公经费（因公出国、", 10.5).text(80, 167, "公务用车等）", 10.5),
         [["", *HEAD[1:]], ["三公经费（因公出国、公务用车等）", *BODY[0][1:]], *BODY[2:4]]),
        (sheet(BODY, y=160).text(80, 136, "项目", 10.5).text(250, 124, "上年", 10.5)
         .text(250, 142, "决算", 10.5).text(385, 124, "2024年", 10.5).text(340, 142, "预算", 10.5)
         .text(430, 142, "决算", 10.5),
         [["", "上年", "2024年"], ["项目", "决算", "预算", "决算"], *BODY]),
        (sheet([HEAD, *BODY[:2], ["一、其他"], *BODY[2:]]),
         [HEAD, *BODY[:2], ["一、其他", "", "", ""], *BODY[2:]]),
    ],
    ids=["wrapped below", "wrapped around", "headings over columns", "a row of its own"],
)  # fmt: skip
def test_lines_of_one_cell(made: Sheet, wanted: list[list[str]]) -> None:
    (table,) = tables(read(pdf(made)))
    assert rows(table) == wanted


def test_words_between_rules_are_a_table() -> None:
    lines = [["指标", "目标", "完成"], ["道路", "十公里", "已完成"], ["桥梁", "三座", "未完成"]]
    made = sheet(lines, (80, 250, 400))
    for y in (105, 126, 170):
        made.line(70, y, 500, y)
    assert [rows(table) for table in tables(read(pdf(made)))] == [lines]
    assert tables(read(pdf(sheet(lines, (80, 250, 400))))) == []


NO_TABLES = {
    "contents": ([["1", "部门概况", "3"], ["2", "决算表", "5"], ["3", "说明", "12"]], (80, 110, 450)),
    "contents with leaders": (
        [["一、概况", "..........", "3", "1"], ["二、决算", "..........", "5", "2"],
         ["三、说明", "..........", "9", "1"]], (80, 200, 400, 450)),
    "signatures": ([["填表人：甲", "电话：5551234", "日期：2025年3月"]] * 3, (80, 240, 400)),
    "a list": ([["1.", "道路10公里", "甲"], ["2.", "桥梁3座", "乙"], ["3.", "水渠5处", "丙"]],
               (80, 110, 400)),
    "two columns of figures without labels": ([["12", "13"], ["14", "15"], ["16", "17"]], (80, 200)),
    "two rows": ([HEAD, *BODY[:2]], XS),
    "figures in no column": (
        [["甲", "12", "13", "14"], ["乙", "1", "2", "", ], ["丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙", "7", "8"]],
        (80, 120, 160, 200)),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_TABLES)
def test_what_is_no_table(case: str) -> None:
    lines, xs = NO_TABLES[case]
    assert tables(read(pdf(sheet(lines, xs)))) == []


def test_prose_with_figures_is_no_table() -> None:
    made = Sheet()
    for number in range(20):
        line = f"全年 完成投资 {number}12.5 万元 ，其中 道路 {number} 公里 ，桥梁 {number} 座。"
        made.text(80, 110 + 28 * number, line, 14)
    assert tables(read(pdf(made))) == []


@pytest.mark.system("soffice")
def test_a_word_table_without_borders(tmp_path: Path) -> None:
    word = WordFile()
    word.add_paragraph("三公经费情况表")
    grid = word.add_table(rows=0, cols=4)
    for line in [HEAD, *BODY]:
        for cell, text in zip(grid.add_row().cells, line, strict=True):
            cell.text = text
    word.add_paragraph("以上为决算数。")
    word.save(str(tmp_path / "a.docx"))
    document = read(printed.libreoffice(tmp_path / "a.docx", tmp_path))
    assert [rows(table) for table in tables(document)] == [[HEAD, *BODY]]


BARE = "table{border-collapse:collapse} td{border:none}"
RULED = "table{border-collapse:collapse} td{border:none;border-bottom:.5pt solid #000}"


@pytest.mark.system("chromium")
@pytest.mark.parametrize("style", [BARE, RULED], ids=["bare", "ruled rows"])
def test_no_figure_is_wrong_unmarked(style: str, tmp_path: Path) -> None:
    """A whole pack with its lines taken away: much is unread, what is read is right or marked."""
    word = read_any(write_pack(load("tangao", 2024), tmp_path)[0])
    wanted, got = by_place(extract([word])), extract_marked(printed.chromium(word, style, tmp_path))
    spending = [p for p in wanted if p.startswith("base_data/spending/")]
    assert sum(got.get(p, ("", False))[0] == wanted[p][0] for p in spending) > 0.8 * len(spending)
    wrong = {
        place for place, (raw, marked) in got.items()
        if raw and place in wanted and raw != wanted[place][0] and not marked
        and any(sign.isdigit() for sign in raw) and "signoff" not in place
    }  # fmt: skip
    assert wrong == set()


def by_place(pack: Pack) -> dict[str, tuple[str, bool]]:
    return {field.place: (squeeze(field.raw), field.review) for field in pack.fields()}


def extract_marked(path: Path) -> dict[str, tuple[str, bool]]:
    return by_place(extract([read(path)]))
