"""From documents to a pack: one file or several, what has no place, what is refused."""

import re

import pytest

from assistant.errors import MixedPacks, NothingFound
from assistant.extraction import extract
from assistant.extraction.layout import layout
from assistant.model.document import Document
from assistant.model.pack import Pack, same
from tests.extraction.build import (
    BASE,
    BASE_TITLE,
    OVERALL,
    OVERALL_REPORT,
    OVERALL_TITLE,
    PROJECT_TITLE,
    Grid,
    document,
    project,
    project_report,
)

SIGNOFF = "填表人：经办  填报日期：2025年3月5日  联系电话：0000-0000000  单位负责人签字：负责"
BASE_PART: list[str | Grid] = ["附件1", BASE_TITLE, BASE, SIGNOFF]
OVERALL_PART: list[str | Grid] = ["附件2", OVERALL_TITLE, OVERALL]
PROJECT_PART: list[str | Grid] = ["附件3", PROJECT_TITLE, project()]
WHOLE: list[str | Grid] = [*BASE_PART, *OVERALL_PART, *PROJECT_PART, "附件4", *OVERALL_REPORT,
                           "附件5", *project_report()]  # fmt: skip


def pack_of(*blocks: str | Grid) -> Pack:
    return extract([document(*blocks)])


def test_whole_pack() -> None:
    pack = pack_of(*WHOLE)
    assert (pack.unit.raw, pack.year) == ("青禾镇人民政府", 2024)
    assert pack.unit.location.row == 0
    assert [t.place for t in pack.tables()] == ["overall", "projects/灌溉渠维修"]
    assert [r.place for r in pack.reports()] == ["overall_report", "project_reports/灌溉渠维修"]
    assert pack.base_data
    assert pack.base_data.signoff.filler.raw == "经办"
    assert pack.base_data.title.raw == BASE_TITLE
    assert pack.unplaced == []
    assert [mark.raw for mark in pack.annex_marks] == [f"附件{n}" for n in range(1, 6)]
    assert [f.quantity.raw for f in pack.figures] == ["50人", "45人", "456.40万元", "30户"]
    assert {f.subject for f in pack.figures if "project" in f.place} == {"灌溉渠维修"}
    places = [field.place for field in pack.fields()]
    tables = [p for p in places if "/by_" not in p]  # a breakdown's name and amount share a cell
    assert len(set(tables)) == len(tables)


def one(file: str, *blocks: str | Grid) -> Document:
    return document(*blocks, file=file)


def test_one_pack_over_several_files() -> None:
    files = [
        one("5.docx", *project_report()),
        one("1.docx", *BASE_PART),
        one("3.docx", *PROJECT_PART),
        one("4.docx", *OVERALL_REPORT),
        one("2.docx", *OVERALL_PART),
    ]
    pack = extract(files)
    assert same(pack, pack_of(*WHOLE))
    assert [s.path for s in pack.sources] == [f.source.path for f in files]
    assert pack.base_data
    assert pack.base_data.thrift.location.file == "1.docx"


def test_second_of_one_form_is_told() -> None:
    pack = pack_of(*BASE_PART, *OVERALL_PART, *OVERALL_PART, *OVERALL_REPORT, *OVERALL_REPORT)
    assert [(u.text, "两次" in u.reason) for u in pack.unplaced] == [
        (OVERALL_TITLE, True), (OVERALL_REPORT[0], True),
    ]  # fmt: skip


def test_two_tables_of_one_project_have_two_places() -> None:
    pack = pack_of(*PROJECT_PART, *PROJECT_PART)
    assert [t.place for t in pack.projects] == ["projects/灌溉渠维修", "projects/灌溉渠维修#2"]


def test_unknown_table_and_loose_text_are_told() -> None:
    pack = pack_of(
        "封面说明文字。", *BASE_PART, "注：本表金额为决算口径。", "车辆台账", [["车牌", "里程"], ["甲", "300"]],
        *OVERALL_PART,
    )  # fmt: skip
    told = {u.text: u.reason for u in pack.unplaced}
    assert "封面说明文字。" in told
    assert "注：本表金额为决算口径。" in told
    assert any("车牌\n里程\n甲\n300" in text for text in told)
    assert all(told.values())


def test_project_without_a_name() -> None:
    pack = pack_of(PROJECT_TITLE, project(""))
    assert pack.projects[0].place == "projects/未命名项目"


def test_unit_from_a_report_and_from_a_project() -> None:
    title = "2024年度柳溪镇人民政府部门整体支出绩效自评报告"
    assert pack_of(title, "一、基本情况", "良好。").unit.raw == "柳溪镇人民政府"
    assert pack_of(*PROJECT_PART).unit.raw == "农业综合服务中心"


def test_no_year_anywhere() -> None:
    pack = pack_of("部门整体支出绩效自评报告", "一、基本情况", "良好。")
    assert pack.year is None


@pytest.mark.parametrize(
    "blocks",
    [[], ["今年工作有序开展。"], [[["车牌", "里程"], ["甲", "300"]]]],
)
def test_nothing_found(blocks: list[str | Grid]) -> None:
    with pytest.raises(NothingFound):
        pack_of(*blocks)
    with pytest.raises(NothingFound):
        extract([])


def report_of(unit: str, year: int) -> list[str]:
    return [f"{year}年度{unit}部门整体支出绩效自评报告", "一、基本情况", "良好。"]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        (("柳溪镇人民政府", 2024), ("青禾镇人民政府", 2024), "青禾镇人民政府"),
        (("柳溪镇人民政府", 2024), ("柳溪镇人民政府", 2023), "2023年"),
    ],
)
def test_mixed_packs(first: tuple[str, int], second: tuple[str, int], word: str) -> None:
    files = [one("a.docx", *report_of(*first)), one("b.docx", *report_of(*second))]
    with pytest.raises(MixedPacks, match=word):
        extract(files)


def test_long_and_short_name_of_one_unit_are_no_mixture() -> None:
    files = [
        one("a.docx", *report_of("东州市青平县柳溪镇人民政府", 2024)),
        one("b.docx", "2024年度柳溪镇人民政府部门整体支出绩效自评表", OVERALL),
    ]
    assert extract(files).overall_report


def test_wrong_year_in_the_title_of_one_file_among_several_is_left_to_the_checks() -> None:
    unit = "柳溪镇人民政府"
    table = f"2024年度{unit}部门整体支出绩效自评表"
    files = [
        one("a.docx", *report_of(unit, 2023)),
        one("b.docx", table, OVERALL),
        one("c.docx", f"2024年度{unit}水渠维修项目支出绩效自评报告", "一、概况", "良好。"),
    ]
    assert extract(files).year == 2024


def test_last_years_file_among_several_is_refused() -> None:
    unit = "柳溪镇人民政府"
    last = [*report_of(unit, 2023)[:-1], "2023年完成维修5公里，2024年继续。"]
    files = [
        one("a.docx", *last),
        one("b.docx", f"2024年度{unit}部门整体支出绩效自评表", OVERALL),
        one("c.docx", f"2024年度{unit}水渠维修项目支出绩效自评报告", "一、概况", "良好。"),
    ]
    with pytest.raises(MixedPacks, match="2023年"):
        extract(files)


def test_a_file_of_another_year_throughout_but_signed_after_this_is_left_to_the_checks() -> None:
    unit = "柳溪镇人民政府"
    report = [*report_of(unit, 2023)[:-1], "2023年完成维修5公里，2023年度自评得分98分。"]
    forms = one("b.docx", f"2024年度{unit}部门整体支出绩效自评表", OVERALL,
                "2024年度项目支出绩效自评表", project())  # fmt: skip
    assert extract([one("a.docx", *report, "2025年3月5日"), forms]).year == 2024
    with pytest.raises(MixedPacks, match="2023年"):
        extract([one("a.docx", *report, "2024年3月5日"), forms])


def test_wrong_year_in_one_title_of_a_file_is_left_to_the_checks() -> None:
    blocks = [*BASE_PART, *OVERALL_PART, "2023年度项目支出绩效自评表", project()]
    assert pack_of(*blocks).year == 2024


@pytest.mark.parametrize(
    ("lines", "reasons"),
    [
        (["按〔2023〕8号文件，2024年完成第3批。"], ["document_number", "year", "ordinal"]),
        (["“1+1”帮扶覆盖X012线。"], ["name", "code"]),
    ],
)
def test_exclusions_are_listed(lines: list[str], reasons: list[str]) -> None:
    pack = pack_of(*OVERALL_REPORT[:2], *lines)
    assert [e.reason for e in pack.exclusions] == reasons


@pytest.mark.parametrize(
    "title",
    ["部门整体支出绩效自评报告", "关于2024年度部门整体支出绩效自评的报告", "绩效自评情况的报告",
     "关于报送部门整体支出绩效自评工作情况的报告", "部门整体支出绩效自评总结报告", "项目支出绩效评价报告"],
)  # fmt: skip
def test_titles_of_reports(title: str) -> None:
    assert any(re.search(rf"{form}$", title) for form in layout("reports", "title"))
