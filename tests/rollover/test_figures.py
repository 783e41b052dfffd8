"""The figures workbook reads back, whoever saved it, and every fault in it is told."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assistant.delivery_rollover import write_template
from assistant.errors import BadFigures, JixiaoError, MixedPacks
from assistant.ooxml.spreadsheet import read_workbook
from assistant.rollover import Figures, read_figures_book, template
from tests.rollover.conftest import Town
from tests.rollover.filling import Sheet

RECEPTION = "base_data/spending/公务接待"


def test_a_template_reads_back(clean: Town, tmp_path: Path) -> None:
    made = template(clean.last, [clean.summary])
    path = tmp_path / "figures.xlsx"
    write_template(path, made)
    read = read_figures_book(path, clean.last)
    assert read.year == made.year == 2024
    for sheet in made.sheets:
        if sheet.form.key == "achievements":
            continue
        lines = read.lines[sheet.form.key]
        assert [line.place for line in lines] == [line.place for line in sheet.lines]
        for before, after in zip(sheet.lines, lines, strict=True):
            kept = {f.key for f in sheet.form.inputs()}
            assert {k: v for k, v in before.cells.items() if v and k in kept} == {
                k: v for k, v in after.cells.items() if k in kept
            }


def test_a_template_is_the_same_each_time(clean: Town, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, template(clean.last, [clean.summary]))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_row_of_last_year_is_asked_for(clean: Town) -> None:
    places = {line.place for sheet in template(clean.last).sheets for line in sheet.lines}
    base = clean.last.base_data
    assert base
    wanted = [row.place for row in base.spending]
    for table in clean.last.tables():
        wanted += [line.place for line in table.money]
        wanted += [row.place for row in table.indicators]
        wanted += [row.amount.place for row in (*table.by_income, *table.by_expenditure)]
    assert set(wanted) <= places


@pytest.mark.system("soffice")
def test_a_workbook_saved_by_another_program_reads_the_same(clean: Town, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice
    call = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(clean.figures)]  # fmt: skip
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    ours = read_figures_book(clean.figures, clean.last)
    theirs = read_figures_book(tmp_path / "out" / "figures.xlsx", clean.last)
    assert plain(theirs) == plain(ours)


def plain(figures: Figures) -> dict[str, list[tuple[str, dict[str, str]]]]:
    return {k: [(x.place, x.cells) for x in lines] for k, lines in figures.lines.items()}


def edited(town: Town, path: Path, edit: Callable[[Workbook], None]) -> Path:
    book = load_workbook(town.figures)
    edit(book)
    book.save(path)
    return path


def put(sheet: str, place: str, header: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        page = Sheet(book[sheet])
        (row,) = [row for row, found in page.rows() if found == place]
        page.sheet.cell(row, page.columns[header]).value = value  # type: ignore[assignment]

    return edit


def append(sheet: str, values: dict[str, str]) -> Callable[[Workbook], None]:
    return lambda book: Sheet(book[sheet]).add(values)


def place_of(sheet: str, row: int, value: str | None) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        book[sheet].cell(row, 1).value = value

    return edit


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (put("基础数据", RECEPTION, "本年决算数", "=SUM(F2:F9)"), "是公式"),
        (put("基础数据", RECEPTION, "本年决算数", "约3万"), "“约3万”不是数字"),
        (put("基础数据", RECEPTION, "本年决算数", "3.00元"), "不是数字"),
        (put("基础数据", RECEPTION, "本年决算数", datetime(2024, 3, 1)), "转成了日期"),
        (put("基础数据", RECEPTION, "本年决算数", "#REF!"), "是错误值"),
        (put("基础数据", RECEPTION, "本年决算数", True), "是逻辑值"),
        (put("指标", "overall/indicators/数量指标/干部党员集中培训", "处理", "删"), "“删”应为"),
        (
            put("指标", "overall/indicators/数量指标/干部党员集中培训", "本年完成值", "=1+1"),
            "是公式",
        ),
        (place_of("基础数据", 3, None), "少了 1 行"),
        (place_of("基础数据", 3, "base_data/spending/没有的行"), "在上年材料中没有"),
        (place_of("基础数据", 3, "base_data/spending/三公经费"), "编号重复"),
        (place_of("收支构成", 3, None), "没有编号"),
        (append("指标", {"表": "整体", "三级指标": "新指标"}), "“处理”栏选“新增”"),
        (append("指标", {"表": "整体", "处理": "新增", "三级指标": "新指标"}), "“一级指标”不能空"),
        (lambda book: book.remove(book["资金"]), "缺少“资金”表"),
        (lambda book: book["资金"].delete_cols(7), "缺少“本年年初预算数”列"),
        (lambda book: book["指标"].delete_rows(2, 5), "少了 5 行"),
    ],
)
def test_faults_are_told_with_their_cell(
    clean: Town, tmp_path: Path, edit: Callable[[Workbook], None], said: str
) -> None:
    path = edited(clean, tmp_path / "figures.xlsx", edit)
    with pytest.raises(BadFigures) as told:
        read_figures_book(path, clean.last)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_many_faults_are_counted(clean: Town, tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        for row, _ in Sheet(book["基础数据"]).rows():
            Sheet(book["基础数据"]).put(row, "本年决算数", "很多")

    with pytest.raises(BadFigures, match="等，共 19 处"):
        read_figures_book(edited(clean, tmp_path / "f.xlsx", spoil), clean.last)


@pytest.mark.parametrize(("value", "row"), [("岚浦县别处镇人民政府", 2), ("2030", 3)])
def test_a_workbook_of_another_pack_is_refused(
    clean: Town, tmp_path: Path, value: str, row: int
) -> None:
    def edit(book: Workbook) -> None:
        book["填写说明"].cell(row, 2).value = value

    with pytest.raises(MixedPacks, match=value):
        read_figures_book(edited(clean, tmp_path / "f.xlsx", edit), clean.last)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2.6, "2.60"), (1.1, "1.10"), (0, "0"), (1712.06, "1712.06"), ("2.60", "2.60"),
        ("１２．５", "12.5"), ("1,200.50", "1,200.50"), (Decimal("0.1") + Decimal("0.2"), "0.30"),
        (0.1 + 0.7, "0.7999999999999999"), ("无", "无"), ("8万", "8万"),
    ],
)  # fmt: skip
def test_numbers_keep_their_digits(
    clean: Town, tmp_path: Path, value: object, expected: str
) -> None:
    edit = put("基础数据", RECEPTION, "本年决算数", value)
    read = read_figures_book(edited(clean, tmp_path / "f.xlsx", edit), clean.last)
    assert read.at("base", RECEPTION).get("final") == expected


def test_percent_cells_are_read_as_they_look(clean: Town, tmp_path: Path) -> None:
    place = "overall/indicators/质量指标/矛盾纠纷化解率"

    def edit(book: Workbook) -> None:
        page = Sheet(book["指标"])
        (row,) = [row for row, found in page.rows() if found == place]
        cell = page.sheet.cell(row, page.columns["本年完成值"])
        cell.value, cell.number_format = 0.962, "0.0%"

    read = read_figures_book(edited(clean, tmp_path / "f.xlsx", edit), clean.last)
    assert read.at("indicators", place).get("actual") == "96.2%"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def rebuilt(path: Path, part: str, data: bytes) -> bytes:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {part: data})


SPREADSHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
HOSTILE = {
    "nothing": b"",
    "no zip": b"PK\x03\x04 broken",
    "old or encrypted": b"\xd0\xcf\x11\xe0" + bytes(100),
    "empty zip": zipped({}),
    "no workbook": zipped({"xl/styles.xml": b"<styleSheet/>"}),
    "broken xml": zipped({"xl/workbook.xml": b"<workbook"}),
    "entities": zipped({"xl/workbook.xml": b'<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused(clean: Town, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_bytes(HOSTILE[kind])
    with pytest.raises(BadFigures):
        read_figures_book(path, clean.last)


@pytest.mark.parametrize(
    "body",
    [
        b'<row r="1"><c r="XFD1"><v>1</v></c></row>',
        b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 30_000)),
        b'<row r="1"><c t="inlineStr"><is><t>' + b"a" * 70_000_000 + b"</t></is></c></row>",
    ],
    ids=["far column", "many rows", "huge part"],
)
def test_huge_sheets_are_refused(clean: Town, body: bytes) -> None:
    sheet = SPREADSHEET + body + b"</sheetData></worksheet>"
    with pytest.raises(JixiaoError, match="超过"):
        read_workbook(rebuilt(clean.figures, "xl/worksheets/sheet2.xml", sheet))


def test_far_cells_and_empty_rows_cost_nothing(clean: Town) -> None:
    sheet = SPREADSHEET + b'<row r="1"><c r="A1"><v>1.1000000000000001</v></c></row>'
    sheet += b'<row r="1048576"><c r="B1048576"/></row></sheetData></worksheet>'
    (first, *_) = read_workbook(rebuilt(clean.figures, "xl/worksheets/sheet1.xml", sheet)).values()
    assert [(row.number, row.cells[0].text) for row in first] == [(1, "1.1")]


def test_a_missing_file_is_told(clean: Town, tmp_path: Path) -> None:
    with pytest.raises(BadFigures, match="路径不存在"):
        read_figures_book(tmp_path / "none.xlsx", clean.last)


RATE = "overall/indicators/质量指标/矛盾纠纷化解率"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(0.978, "97.8%"), (1, "100%"), (97.8, "97.8%"), ("0.98", "98%"), ("98%", "98%"), (0, "0%")],
)
def test_a_bare_percent_is_read_as_percent(
    clean: Town, tmp_path: Path, typed: object, expected: str
) -> None:
    edit = put("指标", RATE, "本年完成值", typed)
    read = read_figures_book(edited(clean, tmp_path / "f.xlsx", edit), clean.last)
    assert read.at("indicators", RATE).get("actual") == expected


def test_a_percent_that_may_be_two_things_is_refused(clean: Town, tmp_path: Path) -> None:
    path = edited(clean, tmp_path / "f.xlsx", put("指标", RATE, "本年完成值", 1.3))
    said = "“指标”表第\\d+行“本年完成值”填“1.3”，分不清是1.3%还是130%"
    with pytest.raises(BadFigures, match=said):
        read_figures_book(path, clean.last)


def test_a_bare_count_inherits_last_years_unit(clean: Town, tmp_path: Path) -> None:
    place = "overall/indicators/数量指标/农村户厕改造户数"
    path = edited(clean, tmp_path / "f.xlsx", put("指标", place, "本年完成值", 77))
    read = read_figures_book(path, clean.last)
    before = next(r for t in clean.last.tables() for r in t.indicators if r.place == place)
    assert before.actual.unit == "户"
    assert read.at("indicators", place).get("actual") == "77户"


def test_a_day_typed_as_a_number_is_asked_for(clean: Town, tmp_path: Path) -> None:
    row = next(
        r for t in clean.last.tables() for r in t.indicators if re.search(r"\d月", r.target.text)
    )
    path = edited(clean, tmp_path / "f.xlsx", put("指标", row.place, "本年完成值", 10.16))
    made = clean._replace(figures=path).roll(tmp_path / "pack.docx")
    asked = [q.text for q in made.questions if q.place == f"{row.place}/actual"]
    assert any("填“10.16”，是不是10月16日" in text for text in asked)


def test_a_row_of_no_table_is_told_with_file_and_sheet(clean: Town, tmp_path: Path) -> None:
    edit = append("资金", {"表": "没有的表", "科目": "其他资金"})
    path = edited(clean, tmp_path / "f.xlsx", edit)
    with pytest.raises(BadFigures, match=r"“f.xlsx”“资金”表第\d+行新增内容的“表”写作“没有的表”"):
        clean._replace(figures=path).roll(tmp_path / "pack.docx")
