"""Tables as programs draw them, one way of drawing to a case."""

import io
from itertools import pairwise

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.documents.pdf.build import kinds, read, rows, tables, texts
from tests.documents.pdf.made import Sheet, draw, pdf

XS, YS = [60, 160, 260, 360], [100, 130, 160, 190]
TEXTS = [["甲1", "乙1", "丙1"], ["甲2", "乙2", "丙2"], ["甲3", "乙3", "丙3"]]


def lines() -> Sheet:
    return Sheet().grid(XS, YS)


def double_lines() -> Sheet:
    return Sheet().grid(XS, YS).grid([x + 1.5 for x in XS], [y + 1.5 for y in YS])


def thin_rectangles() -> Sheet:
    sheet = Sheet()
    for y in YS:
        sheet.rect(XS[0], y, XS[-1], y + 0.7, filled=True)
    for x in XS:
        sheet.rect(x, YS[0], x + 0.7, YS[-1], filled=True)
    return sheet


def a_rectangle_each() -> Sheet:
    sheet = Sheet()
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            sheet.rect(left, top, right + 0.7, bottom + 0.7)
    return sheet


def pieces_of_lines() -> Sheet:
    sheet = Sheet()
    for y in YS:
        for left, right in pairwise(XS):
            sheet.line(left, y, right - 1.5, y)
    for x in XS:
        for top, bottom in pairwise(YS):
            sheet.line(x, top, x, bottom - 1.5)
    return sheet


def open_at_the_sides() -> Sheet:
    sheet = Sheet()
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        sheet.line(x, YS[0], x, YS[-1])
    return sheet


def underlined() -> Sheet:
    return lines().line(170, 116, 200, 116).line(65, 146, 90, 146)


WAYS = [lines, double_lines, thin_rectangles, a_rectangle_each, pieces_of_lines,
        open_at_the_sides, underlined]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_grid_however_it_is_drawn(way: object, turn: int) -> None:
    sheet = way().cells(XS, YS, TEXTS)  # type: ignore[operator]
    found = tables(read(turned(sheet, turn) if turn else pdf(sheet)))
    assert [rows(table) for table in found] == [TEXTS]


def turned(sheet: Sheet, turn: int) -> bytes:
    """Return the sheet drawn turned, on a page whose rotation sets it upright."""
    width, height = sheet.size
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(height, width) if turn % 180 else sheet.size)
    canvas.translate(*{90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
    canvas.rotate(turn)
    for item in sheet.drawn:
        draw(canvas, height, *item)  # type: ignore[misc]
    canvas.showPage()
    canvas.save()
    return out.getvalue().replace(b"/Rotate 0", b"/Rotate %d" % turn)


def test_boxes_are_those_that_a_viewer_shows() -> None:
    for turn in (90, 180, 270):
        table = tables(read(turned(lines().cells(XS, YS, TEXTS), turn)))[0]
        assert table.at(1, 1).location.box == pytest.approx((160, 130, 260, 160), abs=1)


def test_merged_cells_have_their_spans() -> None:
    sheet = Sheet().rect(60, 100, 360, 190)
    sheet.line(160, 100, 160, 190).line(160, 130, 360, 130).line(160, 160, 360, 160)
    sheet.line(260, 130, 260, 190)
    sheet.cells(XS, YS, [["左", "上"], ["", "中一", "中二"], ["", "下一", "下二"]])
    table = tables(read(pdf(sheet)))[0]
    assert rows(table) == [["左", "上"], ["^", "中一", "中二"], ["^", "下一", "下二"]]
    assert (table.at(0, 0).row_span, table.at(0, 1).col_span) == (3, 2)


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("绩|效|指|标", "绩效指标"),
        ("改造项目数量达到二十|个以上", "改造项目数量达到二十个以上"),
        ("产出指标|（40分）", "产出指标\n（40分）"),
        ("annual budget of|the unit", "annual budget of the unit"),
        ("“六稳六保”", "“六稳六保”"),
    ],
)
def test_text_wrapped_in_a_cell(drawn: str, text: str) -> None:
    sheet = Sheet().grid([60, 156, 300], [100, 160, 190]).cells([60], [100], [[drawn]])
    if drawn.isascii():
        sheet = Sheet().grid([60, 130, 300], [100, 160, 190]).cells([60], [100], [[drawn]])
    assert tables(read(pdf(sheet)))[0].at(0, 0).text == text


def test_a_number_that_runs_over_its_border_stays_whole() -> None:
    sheet = Sheet().grid(XS, YS).text(148, 118, "8403.21", 9).text(270, 118, "10", 9)
    assert rows(tables(read(pdf(sheet)))[0])[0] == ["8403.21", "", "10"]


def test_several_tables_and_text_between_them() -> None:
    sheet = Sheet().text(60, 60, "前文").grid(XS, YS).cells(XS, YS, TEXTS).text(60, 230, "中间")
    low = [y + 160 for y in YS]
    sheet.grid(XS[:3], low).cells(XS, low, [row[:2] for row in TEXTS]).text(60, 400, "后文")
    document = read(pdf(sheet))
    assert [b.kind for b in document.blocks] == ["paragraph", "table"] * 2 + ["paragraph"]
    assert texts(document) == ["前文", "中间", "后文"]
    assert [table.cols for table in tables(document)] == [3, 2]


def test_several_forms_below_each_other_stay_apart() -> None:
    """Same label in front, same width: only a gap of a line, or none but the other columns."""
    low = [y + 102 for y in YS]
    sheet = Sheet().grid(XS, YS).cells(XS, YS, TEXTS).grid(XS, low).cells(XS, low, TEXTS)
    third = [y + 204 for y in YS]
    other = [60, 130, 300, 360]
    sheet.grid(other, third).cells(other, third, TEXTS)
    found = tables(read(pdf(sheet)))
    assert [rows(table) for table in found] == [TEXTS] * 3
    assert [table.location.table for table in found] == [0, 1, 2]


def test_a_page_on_its_side_between_others() -> None:
    plain = Sheet().text(60, 60, "正文").grid(XS, YS).cells(XS, YS, TEXTS)
    wide = Sheet((842, 595)).text(60, 60, "横表").grid(XS, YS).cells(XS, YS, TEXTS)
    whole = pypdfium2.PdfDocument.new()
    for part in (pdf(plain), turned(wide, 90), pdf(plain)):
        whole.import_pages(pypdfium2.PdfDocument(part))
    out = io.BytesIO()
    whole.save(out)
    document = read(out.getvalue())
    assert texts(document) == ["正文", "横表", "正文"]
    assert [rows(table) for table in tables(document)] == [TEXTS] * 3
    assert [table.location.page for table in tables(document)] == [1, 2, 3]


def test_a_table_in_a_cell_stands_behind_its_outer_table() -> None:
    sheet = Sheet().grid([60, 300, 500], [100, 200, 230]).text(64, 112, "外", 9)
    sheet.grid([80, 160, 240], [130, 150, 170]).cells([80, 160], [130, 150], [["内1", "内2"]] * 2)
    outer, inner = tables(read(pdf(sheet)))
    assert outer.at(0, 0).text == "外"
    assert rows(inner) == [["内1", "内2"]] * 2


def test_a_frame_around_text_is_no_table() -> None:
    document = read(pdf(Sheet().rect(50, 50, 545, 790).text(80, 100, "正文在框里")))
    assert texts(document) == ["正文在框里"]
    assert tables(document) == []


def test_lines_that_enclose_no_rectangle_are_told() -> None:
    sheet = Sheet().rect(60, 100, 360, 190).line(160, 130, 360, 130).line(160, 130, 160, 160)
    sheet.line(160, 160, 360, 160).line(260, 100, 260, 130).text(70, 112, "缺口", 9)
    document = read(pdf(sheet))
    assert "ragged_cells" in kinds(document)
    assert "缺口" in {cell.text for table in tables(document) for cell in table.cells}


def test_a_second_reader_is_asked_where_cells_do_not_tile() -> None:
    """A shaded area without a border parts two cells: pdfplumber sees its edge."""
    sheet = Sheet().rect(60, 100, 160, 190, filled=True).rect(60, 100, 360, 190)
    sheet.line(160, 130, 360, 130).line(160, 130, 160, 160).line(160, 160, 360, 160)
    sheet.line(260, 100, 260, 130).text(170, 112, "右", 9).text(270, 112, "边", 9)
    document = read(pdf(sheet))
    assert "ragged_cells" not in kinds(document)
    assert rows(tables(document)[0])[0] == ["", "右", "边"]


# tables over pages

HEAD, FOOT = 60.0, 780.0
WIDE = [60, 160, 260, 360]


def page(rows_: list[list[str]], end: float | None = None, start: float = HEAD) -> Sheet:
    """Return a page with a table from ``start``, or one that ends at ``end``."""
    height = 24.0
    top = end - height * len(rows_) if end else start
    ys = [top + height * n for n in range(len(rows_) + 1)]
    return Sheet().grid(WIDE, ys).cells(WIDE, ys, rows_)


LONG = [["序号", "名称", "说明"], ["1", "道路", "完成"], ["2", "桥梁", "完成"]]


@pytest.mark.parametrize(
    ("below", "joined"),
    [
        ([["3", "水渠", "完成"]], [*LONG, ["3", "水渠", "完成"]]),
        ([LONG[0], ["3", "水渠", "完成"]], [*LONG, ["3", "水渠", "完成"]]),
    ],
    ids=["no header", "header again"],
)
def test_a_table_over_two_pages_is_one(below: list[list[str]], joined: list[list[str]]) -> None:
    document = read(pdf(page(LONG, end=FOOT), page(below)))
    assert [rows(table) for table in tables(document)] == [joined]
    assert "joined_table" in kinds(document)
    last = tables(document)[0].at(3, 1).location
    assert (last.page, last.row) == (2, 3)


def test_a_table_over_many_pages_is_one() -> None:
    pages = [page([LONG[0], [str(n), "道路", "完成"]] * 15, end=FOOT) for n in range(5)]
    assert len(tables(read(pdf(*pages)))) == 1


def test_a_row_cut_in_two_is_one() -> None:
    first = [*LONG, ["3", "水渠", "衬砌渠道三千二百米并|清理淤泥两千方改善灌"]]
    ys = [636, 660, 684, 708, 780]
    upper = Sheet().grid(WIDE, ys).cells(WIDE, ys, first)
    lower = page([["", "", "溉面积"], ["4", "泵站", "完成"]])
    table = tables(read(pdf(upper, lower)))[0]
    assert rows(table)[3] == ["3", "水渠", "衬砌渠道三千二百米并清理淤泥两千方改善灌溉面积"]
    assert rows(table)[4] == ["4", "泵站", "完成"]


def test_labels_alike_are_rows_of_their_own() -> None:
    upper = page([*LONG, ["经济成本指标", "道路", "完成"]], end=FOOT)
    lower = page([["社会成本指标", "", ""], ["生态成本指标", "", ""]])
    assert tables(read(pdf(upper, lower)))[0].rows == 6


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (page(LONG, end=FOOT), page([["序号", "名称", "别的"], *LONG[1:]])),
        (page(LONG, end=400).text(60, 780, "页末还有文字"), page(LONG[1:])),
        (page(LONG, end=300).text(400, 790, "·"), page(LONG[1:])),
    ],
    ids=["another copy of the form", "text between", "room left"],
)
def test_tables_that_stay_apart(upper: Sheet, lower: Sheet) -> None:
    assert len(tables(read(pdf(upper, lower)))) == 2
