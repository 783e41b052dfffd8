"""Lines to paragraphs, running heads, odd directions."""

import pytest

from tests.documents.pdf.build import kinds, read, texts
from tests.documents.pdf.made import A4, Sheet, pdf

LEFT, EM, WIDTH = 80.0, 16.0, 28  # points, points, characters of a full line
FULL = "全镇上下齐心协力推进各项重点工作落地见效并取得了新的成绩。"[:WIDTH].replace("。", "和")
MORE = "持续改善民生福祉不断提升治理水平努力完成年度目标任务要求"[:WIDTH]


def body(lines: list[tuple[int, str]], start: float = 110, pitch: float = 28.5) -> Sheet:
    """Return a page of lines, each set in by some characters."""
    sheet = Sheet()
    for number, (inset, text) in enumerate(lines):
        sheet.text(LEFT + inset * EM, start + number * pitch, text, EM)
    return sheet


def prose(last: str) -> list[tuple[int, str]]:
    """Return a paragraph of five lines, so that a page shows its margins."""
    return [(2, FULL[:-2]), (0, MORE), (0, FULL), (0, MORE), (0, last)]


LONG = FULL[:-2] + MORE + FULL + MORE


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([*prose("结束。"), (2, "一、基本情况"), *prose("好。")],
         [LONG + "结束。", "一、基本情况", LONG + "好。"]),
        ([*prose(MORE), *prose("好。")], [LONG + MORE, LONG + "好。"]),
        ([*prose("短。"), (0, "没有缩进的下一段。")], [LONG + "短。", "没有缩进的下一段。"]),
        ([(2, "一、标题"), (2, "（一）小标题"), *prose("好。")],
         ["一、标题", "（一）小标题", LONG + "好。"]),
        ([*prose("共“12”次"), (2, "“六稳六保”见成效。")],
         [LONG + "共“12”次", "“六稳六保”见成效。"]),
    ],
    ids=["heading", "full last line", "block style", "headings", "quotes"],
)  # fmt: skip
def test_paragraphs(lines: list[tuple[int, str]], wanted: list[str]) -> None:
    assert texts(read(pdf(body(lines)))) == wanted


def test_a_paragraph_goes_on_over_the_page() -> None:
    second = [(0, MORE), (0, "完。"), *prose("好。")]
    document = read(pdf(body([*prose("短。"), *prose(MORE)]), body(second)))
    assert texts(document) == [LONG + "短。", LONG + MORE + MORE + "完。", LONG + "好。"]


def test_a_paragraph_ends_with_the_page() -> None:
    document = read(pdf(body([*prose("短。"), *prose("止。")]), body(prose("好。"))))
    assert texts(document) == [LONG + "短。", LONG + "止。", LONG + "好。"]


def test_a_centred_title_over_two_lines_is_one() -> None:
    sheet = body(prose("好。"), start=200)
    sheet.text(LEFT + 4, 110, "某某县某某镇人民政府二〇二四年度部门整体", 22)
    sheet.text(LEFT + 180, 140, "支出绩效", 22)
    assert texts(read(pdf(sheet)))[0] == "某某县某某镇人民政府二〇二四年度部门整体支出绩效"


@pytest.mark.parametrize(
    "number", ["— {} —", "- {} -", "第{}页", "第 {} 页 共 4 页", "{}/4", "{}", "Page {} of 4"]
)
def test_page_numbers_are_no_text(number: str) -> None:
    pages = [body(prose("好。")).text(290, 800, number.format(n), 10) for n in range(1, 5)]
    document = read(pdf(*pages))
    assert texts(document) == [LONG + "好。"] * 4
    assert [n.count for n in document.report.notes if n.kind == "page_number"] == [4]


def test_running_heads_are_told_and_titles_stay() -> None:
    pages = [
        body([(4, "项目支出绩效自评表"), *prose("好。")])
        .text(80, 50, "某某镇绩效自评材料", 9)
        .text(80, 810, f"内部资料 {n}", 9)
        for n in range(1, 5)
    ]
    document = read(pdf(*pages))
    assert texts(document) == ["项目支出绩效自评表", LONG + "好。"] * 4
    heads = {(n.kind, n.text, n.count) for n in document.report.lost()}
    assert ("header", "某某镇绩效自评材料", 4) in heads
    assert {kind for kind, _, _ in heads} == {"header", "footer"}


def test_a_figure_at_the_foot_of_one_page_is_text() -> None:
    lines = [*prose("共计"), (0, "2024")]
    assert texts(read(pdf(body(lines, start=640))))[-1].endswith("2024")


@pytest.mark.parametrize("angle", [45, 30])
def test_a_watermark_is_no_text(angle: int) -> None:
    document = read(pdf(body(prose("好。")).text(150, 600, "征求意见稿", 40, angle)))
    assert texts(document) == [LONG + "好。"]
    assert [n.text for n in document.report.notes if n.kind == "watermark"] == ["征求意见稿"]


def test_text_drawn_sideways_is_read_upright() -> None:
    sheet = Sheet((A4[1], A4[0]))
    for number, (inset, text) in enumerate(prose("好。")):
        sheet.text(110 + number * 28.5, 560 - inset * EM, text, EM, 90)
    assert texts(read(pdf(sheet))) == [LONG + "好。"]


def test_a_character_drawn_twice_counts_once() -> None:
    sheet = Sheet().text(80, 100, "加粗标题", 16).text(80.4, 100, "加粗标题", 16)
    assert texts(read(pdf(sheet))) == ["加粗标题"]


def test_gaps_on_purpose_part_the_text() -> None:
    sheet = Sheet().text(80, 100, "填表人：", 12).text(240, 100, "联系电话：", 12)
    assert texts(read(pdf(sheet))) == ["填表人：\u3000联系电话："]


def test_positions_are_points_from_the_top_left() -> None:
    document = read(pdf(Sheet().text(80, 100, "位置", 12)))
    location = document.blocks[0].location
    assert location.page == 1
    assert location.box == pytest.approx((80, 90, 104, 102), abs=2.5)
    assert kinds(document) == set()


def test_a_raised_figure_stays_in_its_line() -> None:
    sheet = Sheet().text(80, 100, "面积20m", 12).text(127, 95.5, "2", 7).text(134, 100, "。", 12)
    assert texts(read(pdf(sheet))) == ["面积20m2。"]


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    sheet = body(prose("好。")).text(24, 22, "2025/3/6 09:30", 8).text(300, 22, "自评材料", 8)
    sheet.text(24, 825, "https://example.org/zp/report.html", 8).text(560, 825, "1/1", 8)
    document = read(pdf(sheet))
    assert texts(document) == [LONG + "好。"]
    assert {note.kind for note in document.report.lost()} == {"header", "footer"}
