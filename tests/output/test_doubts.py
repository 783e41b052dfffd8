"""Doubtful readings: shown in every output, wherever something rests on them."""

import csv
import io
from pathlib import Path

import docx
import lxml.html
import pytest
from openpyxl import load_workbook

from assistant.model.place import Location
from assistant.ooxml import W, accepted_text
from assistant.output import data, page, sheet, text
from assistant.output.formal_pack import write_pack_document
from assistant.output.formal_questions import write_questions
from assistant.output.places import spot_words
from assistant.output.workbook import UNSURE
from tests.output import sample
from tests.output.word_files import root_of

SPENT = "base_data/spending/公用经费/final"
CAUTION = "由文字识别得出，请先核对原件"


def rendered() -> str:
    return text.render(sample.make_doubtful()[1])


def tree() -> lxml.html.HtmlElement:
    pack, report = sample.make_doubtful()
    drafts = sample.make_drafts()
    sample.doubt_of(drafts.facts[0].quantity, "7")
    return lxml.html.document_fromstring(page.render(pack, report, drafts))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_places_on_the_page_are_told_in_centimetres() -> None:
    at = Location(file="扫描.pdf", page=2, table=0, row=1, col=2, box=(90.0, 110.0, 275.0, 131.0))
    assert spot_words(at) == "扫描.pdf，第2页，第1个表第2行第3列，距左边 3.2 厘米、上边 3.9 厘米"
    assert spot_words(at.model_copy(update={"box": None})) == "扫描.pdf，第2页，第1个表第2行第3列"


def test_text_lists_what_was_read_how_surely_and_where() -> None:
    lines = rendered().splitlines()
    start = lines.index(next(line for line in lines if line.startswith("【待核对的识别结果】")))
    assert lines[start] == "【待核对的识别结果】4 处（把握不大，请对照原件）"
    entry = next(
        n for n, line in enumerate(lines) if "公用经费 › 本年决算数（" in line and n > start
    )
    assert "第2页" in lines[entry] and "距左边 3.2 厘米、上边 3.9 厘米" in lines[entry]
    assert lines[entry + 1] == (
        "   读作“223.08”，按 223.08万元 核对，把握 62%，也可能是“723.08”"
    )  # fmt: skip


def test_text_tells_the_caution_of_a_finding_and_what_was_not_read() -> None:
    assert sum(line.startswith("   待核对：") for line in rendered().splitlines()) == 2
    assert "   第 3 页已损坏，没有读出内容。（青禾镇2023年自评材料.docx，第3页）" in rendered()


def test_text_without_doubts_has_no_such_sections() -> None:
    out = text.render(sample.make_report())
    assert "待核对" not in out and "没有读到" not in out


def test_hostile_words_of_a_doubtful_reading_stay_on_their_line() -> None:
    report = sample.twist(sample.make_doubtful()[1], lambda each: f"{each}\x1b[2J\n【错误】\u202e")
    out = text.render(report)
    assert "\x1b" not in out and "\u202e" not in out
    assert sum(line.startswith("【错误】") for line in out.splitlines()) == 1


def test_page_has_a_section_and_marks_beside_values() -> None:
    made = tree()
    section = made.get_element_by_id("to-review")
    assert len(section.xpath(".//tbody/tr")) == 4
    assert "距左边 3.2 厘米、上边 3.9 厘米" in words(section) and "723.08" in words(section)
    assert [words(each) for each in made.xpath("//*[@id='lacks']//li/span[1]")] == [
        "影响结论", "供参考"]  # fmt: skip
    assert made.xpath("//article[contains(@class,'finding')]//p[contains(@class,'caution')]")
    for where in ("operands", "operand", "value", "num"):
        marks = made.xpath(f"//*[contains(@class,'{where}')]//span[@class='unsure']")
        assert marks, where
    assert made.xpath("//span[contains(@class,'fig') and contains(@class,'doubtful')]")
    assert made.xpath("//nav//a[@href='#to-review']")


def test_page_without_doubts_has_no_marks() -> None:
    made = page.render(sample.make_pack(), sample.make_report(), sample.make_drafts())
    assert not lxml.html.document_fromstring(made).xpath("//span[@class='unsure']")


def test_page_that_is_otherwise_clean_is_not_green() -> None:
    pack, report = sample.make_doubtful()
    report.findings, report.outcomes = [], []
    for lacks, awaiting, look in (
        (report.lacks, report.to_review, "unsure"),
        (report.lacks[:1], [], "unsure"),
        (report.lacks[1:], [], "clean"),
    ):
        left = report.model_copy(update={"lacks": lacks, "to_review": awaiting})
        made = lxml.html.document_fromstring(page.render(pack, left, None))
        assert made.get_element_by_id("verdict").get("class") == f"verdict {look}"


def test_workbook_shades_cells_and_has_a_column_a_sheet_and_a_legend(tmp_path: Path) -> None:
    pack, report = sample.make_doubtful()
    sheet.write_workbook(tmp_path / "pack.xlsx", pack, report)
    book = load_workbook(tmp_path / "pack.xlsx")
    assert [row[1] for row in book["待核对"].iter_rows(values_only=True)][:3] == [
        "类别", "图例", "数字"]  # fmt: skip
    money = next(row for row in book["资金"].iter_rows() if row[7].value == SPENT)
    assert [cell.fill.fgColor.rgb[-6:] == UNSURE for cell in money] == [
        False, False, False, False, True, True, False, False, False]  # fmt: skip
    assert money[8].value == "待核对（把握 62%）"
    row = next(row for row in book["指标"].iter_rows() if row[3].value == "受益农户数")
    assert row[15].value == "实际完成值"
    assert [cell.column for cell in row if cell.fill.fgColor.rgb[-6:] == UNSURE] == [7, 8]
    levels = [row[1] for row in book["检查结果"].iter_rows(values_only=True)]
    assert levels[1:3] == ["结论", "图例"] and {"未能读取", "未计入"} <= set(levels)
    assert any(CAUTION in str(r[6]) for r in book["检查结果"].iter_rows(values_only=True))


def test_workbook_without_a_check_has_the_list_too(tmp_path: Path) -> None:
    sheet.write_workbook(tmp_path / "pack.xlsx", sample.make_doubtful()[0], None)
    assert "待核对" in load_workbook(tmp_path / "pack.xlsx").sheetnames
    sheet.write_workbook(tmp_path / "sure.xlsx", sample.make_pack(), None)
    assert "待核对" not in load_workbook(tmp_path / "sure.xlsx").sheetnames


def test_csv_marks_the_field() -> None:
    out = io.StringIO()
    data.write_csv(out, sample.make_doubtful()[0])
    lines = {line[1]: line[-1] for line in csv.reader(io.StringIO(out.getvalue()))}
    assert lines[SPENT] == "待核对（把握 62%）"
    assert lines["base_data/staffing/posts"] == ""


def test_questions_list_what_to_look_up(tmp_path: Path) -> None:
    _, report = sample.make_doubtful()
    drafts = sample.make_drafts()
    path = tmp_path / "questions.docx"
    write_questions(path, "青禾镇", 2023, drafts.questions, report.to_review)
    made = docx.Document(str(path))
    heads = [[cell.text for cell in each.rows[0].cells] for each in made.tables]
    assert heads == [
        ["序号", "请谁回答", "在哪里", "要回答什么", "为什么要", "回答"],
        ["序号", "在哪里", "原件中何处", "识别为", "把握", "也可能是", "原件实为"],
    ]
    assert len(made.tables[1].rows) == 1 + len(report.to_review)
    assert "二、须对照原件核对的内容" in [each.text for each in made.paragraphs]


def test_questions_of_a_scan_alone(tmp_path: Path) -> None:
    path = tmp_path / "questions.docx"
    write_questions(path, "青禾镇", 2023, [], sample.make_doubtful()[1].to_review)
    assert len(docx.Document(str(path)).tables) == 1


@pytest.mark.parametrize(("mode", "comments"), [("clean", 0), ("tracked", 0), ("annotated", 1)])
def test_formal_document_shades_and_comments(mode: str, comments: int, tmp_path: Path) -> None:
    pack, report = sample.make_doubtful()
    path = tmp_path / "pack.docx"
    done = write_pack_document(path, pack, None, mode, report)  # type: ignore[arg-type]
    root = root_of(path)
    shaded = [shade for shade in root.iter(W + "shd") if shade.get(W + "fill") == "FFE699"]
    assert {shade.getparent().tag for shade in shaded} == {W + "tcPr", W + "rPr"}
    marked = [run for run in root.iter(W + "r") if run.find(f"{W}rPr/{W}shd") is not None]
    assert ["".join(run.itertext()) for run in marked] == ["220.38万元"]
    assert done.refused == []
    told = [comment.text for comment in done.commented]
    assert bool(told) is bool(comments)
    if comments:
        assert sum(each.startswith("待核对：读作") for each in told) == len(report.to_review)
        assert sum(CAUTION in each for each in told) == 2
        spans = [c for c in done.commented if "220.38" in c.text and c.text.startswith("待核对")]
        assert spans[0].location.end is not None


def test_a_comment_on_a_figure_in_prose_covers_that_figure_only(tmp_path: Path) -> None:
    pack, report = sample.make_doubtful()
    done = write_pack_document(tmp_path / "pack.docx", pack, None, "annotated", report)
    at = next(c.location for c in done.commented if c.text.startswith("待核对：读作“220.38万元”"))
    paragraph = list(root_of(tmp_path / "pack.docx").iter(W + "p"))[int(at.anchor or 0)]
    assert accepted_text(paragraph)[at.start : at.end] == "220.38万元"
