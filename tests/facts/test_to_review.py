"""Readings to look up, what was not read, and quotes that are whole."""

from decimal import Decimal

import pytest

from assistant.extraction.detect import detect
from assistant.extraction.locate import classify
from assistant.facts.lacks import lacks
from assistant.facts.quotes import mended, shortened
from assistant.facts.to_review import doubtful_spans, to_review
from assistant.model.document import Cell, ReadingNote, ReadingReport, Table
from assistant.model.fact import Fact
from assistant.model.pack import Pack, Report, Section, Unplaced
from assistant.model.place import Location
from assistant.model.quantity import Doubt, Quantity, Text

BOX = (91.0, 110.0, 275.0, 131.0)
WORDS = "全镇共有股室10个，其中行政单位5个，参照公务员法管理的事业单位5个，其他单位2个，编外人员12人，离退休人员31人。"


def pack(*paragraphs: Text, figures: tuple[Quantity, ...] = (), unit: str = "青禾镇") -> Pack:
    at = Location(file="扫描.pdf", page=1)
    section = Section(number="一、", title="概况", level=1, place="overall_report/概况", location=at,
                      paragraphs=list(paragraphs))  # fmt: skip
    report = Report(title=Text(raw="报告", place="overall_report/title"), sections=[section])
    facts = [Fact(place=each.place, measure="股室", quantity=each) for each in figures]
    return Pack(unit=Text(raw=unit, place="unit"), overall_report=report, figures=facts)


def paragraph(*doubts: Doubt, confidence: float = 1.0) -> Text:
    at = Location(file="扫描.pdf", page=1, anchor="3", box=BOX)
    return Text(raw=WORDS, place="overall_report/概况/p", location=at, doubts=list(doubts),
                confidence=confidence, review=bool(doubts))  # fmt: skip


def count_of_rooms() -> Quantity:
    doubt = Doubt(start=1, end=2, confidence=0.4, readings=("8",))
    at = Location(file="扫描.pdf", page=1, anchor="3", start=6, end=9)
    return Quantity(raw="10个", value=Decimal("10"), unit="个", place="overall_report/概况/p@10个",
                    location=at, confidence=0.4, review=True, doubts=[doubt])  # type: ignore[arg-type]  # fmt: skip


def test_a_trusted_pack_has_nothing_to_review() -> None:
    assert to_review(pack(paragraph(confidence=0.95))) == []


def test_a_figure_tells_its_value_and_its_other_reading() -> None:
    doubt = Doubt(start=7, end=8, confidence=0.4, readings=("8",))
    (item,) = to_review(pack(paragraph(doubt), figures=(count_of_rooms(),)))
    assert (item.kind, item.raw, item.value, item.others) == ("figure", "10个", "10个", ["18个"])
    assert (item.place, item.confidence, item.by) == ("overall_report/概况/p@10个", 0.4, "ocr")


def test_a_doubt_in_a_long_text_is_told_with_the_words_around_it() -> None:
    (item,) = to_review(pack(paragraph(Doubt(start=24, end=25, confidence=0.5, readings=("务",)))))
    assert item.kind == "text"
    assert item.raw == f"……{WORDS[14:35]}……"
    assert item.others == [WORDS[14:24] + "务" + WORDS[25:35]]
    assert (item.location.start, item.location.end) == (24, 25)


def test_a_long_text_whose_doubt_is_not_known_is_told_by_its_beginning() -> None:
    (item,) = to_review(pack(paragraph(confidence=0.5)))
    assert (item.raw, item.location.end) == (f"{WORDS[:40]}……", None)


def test_one_cell_under_two_names_is_told_once() -> None:
    at = Location(file="扫描.pdf", table=1, row=0, col=2, box=BOX)
    made = pack()
    made.unit = Text(raw="青禾镇", place="unit", location=at, confidence=0.5)
    made.overall_report = Report(
        title=Text(raw="青禾镇", place="overall_report/title", location=at, confidence=0.5)
    )
    assert [item.place for item in to_review(made)] == ["unit"]


def test_what_a_model_pointed_at_is_told_as_such() -> None:
    made = pack()
    made.unit = Text(raw="青禾镇", place="unit", confidence=0.5, review=True)
    assert [item.by for item in to_review(made)] == ["model"]


def test_spans_take_figures_whole_and_do_not_touch() -> None:
    text = paragraph(Doubt(start=7, end=8, confidence=0.4), Doubt(start=24, end=25, confidence=0.5))
    assert doubtful_spans(text, pack(text, figures=(count_of_rooms(),))) == [(6, 9), (24, 25)]


def note(kind: str, message: str = "说明", *, lost: bool = False, count: int = 1) -> Pack:
    made = pack()
    made.readings = [ReadingReport(file="甲.pdf", format="pdf", notes=[
        ReadingNote(kind=kind, message=message, lost=lost, count=count)])]  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("made", "kinds"),
    [
        (note("torn_page", lost=True), [("page", True)]),
        (note("needs_ocr", lost=True), [("page", True)]),
        (note("ocr_blank"), [("page", True)]),
        (note("ocr_faint", lost=True, count=3), [("content", True)]),
        (note("scanned_text"), [("scanned", True)]),
        (note("layout", "“自评表”不是已知的表样；按通用表头读取。"), [("layout", True)]),
        (note("layout", "“自评表”与“甲”同样相近，按“乙”读取。"), []),
        (note("hidden", lost=True), [("aside", False)]),
        (note("inserted"), []),
    ],
)
def test_notes_of_the_reading(made: Pack, kinds: list[tuple[str, bool]]) -> None:
    assert [(each.kind, each.leaves_open()) for each in lacks(made)] == kinds


@pytest.mark.parametrize(
    ("reason", "kinds"),
    [
        ("同一种表或报告出现了两次，只读取了第一次", ["form"]),
        ("报告中的表格，没有核对；表格不是已知的表样（甲…）", ["inset"]),
        ("表下说明文字", []),
        ("表内文字没有对应的栏目，没有核对", ["content"]),
        ("这一列没有对应的栏目，没有核对", ["aside"]),
        ("这一列只列出，没有核对", []),
    ],
)
def test_what_no_form_took(reason: str, kinds: list[str]) -> None:
    made = pack()
    made.unplaced = [Unplaced(text="其他｜12.5", reason=reason, location=Location())]
    assert [each.kind for each in lacks(made)] == kinds


def test_a_column_is_told_by_its_heading() -> None:
    made = pack()
    reason = "这一列没有对应的栏目，没有核对"
    made.unplaced = [Unplaced(text="年初指标值\n210\n100", reason=reason, location=Location())]
    assert lacks(made)[0].message == f"“年初指标值”一列（210、100）：{reason}"


def test_words_without_a_figure_that_no_column_took_leave_the_conclusion_whole() -> None:
    made = pack()
    reason = "表内文字没有对应的栏目，没有核对"
    made.unplaced = [Unplaced(text="其他资金", reason=reason, location=Location())]
    assert lacks(made) == []


def test_the_words_of_the_readers_are_known_here() -> None:
    """Both readers' own sentences about an unknown table must count as a lack."""
    cell = Cell(text="甲乙丙", row=0, col=0, location=Location())
    table = Table(rows=1, cols=1, cells=[cell], location=Location())
    made = note("layout", detect(table, "overall").note)
    made.unplaced = [Unplaced(text="甲", reason=classify(table, "")[1], location=Location())]
    assert [each.kind for each in lacks(made)] == ["layout", "form"]


LONG = "其中农贸市场改造" + "甲" * 188 + "486.00万元，公路养护80.00万元。安排20万用于抢险。"


@pytest.mark.parametrize(
    ("quote", "text", "whole"),
    [
        ("0万元。安排20万用于抢险", "养护80.00万元。安排20万用于抢险物资。", "……80.00万元。安排20万用于抢险……"),
        ("60平方米，上半年", "修复路面9360平方米，上半年完成。", "……9360平方米，上半年……"),
        ("支出48", "彩票公益金支出483.57万元，土地开发95万元。", "……支出483.57万元"),
        ("增长15.2%", "比上年增长15.2%，其中", "……增长15.2%"),
        ("三公经费下降。", "甲。三公经费下降。乙", "三公经费下降。"),
        ("没有这句话", "甲。", "没有这句话"),
        (LONG[:200], LONG, f"{LONG[:204]}……"),
        ("第5页", "见第5页", "……第5页"),
    ],
)  # fmt: skip
def test_quotes_are_widened_to_whole_numbers(quote: str, text: str, whole: str) -> None:
    assert mended(quote, "a/p@5", {"a/p": text}) == whole


@pytest.mark.parametrize(
    ("quote", "limit", "short"),
    [
        ("决算68.37万元", 60, "决算68.37万元"),
        ("办公经费决算68.37万元，超预算", 12, "办公经费决算……"),
        ("办公经费决算68.37万元，超预算", 14, "办公经费决算……"),
        ("办公经费决算68.37万元，超预算", 16, "办公经费决算68.37万元……"),
    ],
)
def test_short_quotes_end_before_a_number(quote: str, limit: int, short: str) -> None:
    assert shortened(quote, limit) == short
