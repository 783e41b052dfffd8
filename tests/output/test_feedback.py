"""意见反馈表, read back by openpyxl and printed by LibreOffice."""

import re
import subprocess
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.output import feedback
from assistant.output.rulebook import RuleEntry
from tests.output import sample
from tests.output.test_sheet import DANGEROUS, FORMULAS
from tests.output.tools import convert, needs_office

HEADER = ("序号", "位置", "问题", "依据", "修改建议", "单位反馈", "整改情况")
BOOK = [
    RuleEntry("T201", "未达标却得满分", "error", "指标值与完成值", "《示例办法》第三条", "查什么：得分。"),
    RuleEntry("X105", "文表金额一致", "error", "表间核对", "通行做法", "查什么：金额。\n怎样改：照表改。"),
]  # fmt: skip


def written(
    folder: Path, report: CheckReport | None = None, pack: Pack | None = None
) -> tuple[Path, Worksheet]:
    path = folder / "意见反馈表.xlsx"
    feedback.write_feedback(path, pack or sample.make_pack(), report or sample.make_report(), BOOK)
    book = load_workbook(path)
    assert book.sheetnames[0] == "意见反馈表"
    assert set(book.sheetnames[1:]) <= {"提示（供参考）", "得分复算"}
    return path, book["意见反馈表"]


def notices(path: Path) -> Worksheet:
    found = load_workbook(path)["提示（供参考）"]
    assert isinstance(found, Worksheet)
    return found


def lines(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(each) for each in sheet.iter_rows(values_only=True)]


def findings(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The numbered rows under the first headings: those of forms."""
    rows = lines(sheet)[4:]
    end = next((n for n, row in enumerate(rows) if str(row[0]).startswith("未能运行")), len(rows))
    return [row for row in rows[:end] if isinstance(row[0], int)]


def test_verdict_on_top_then_the_columns(tmp_path: Path) -> None:
    title, verdict, about, header, *_ = lines(written(tmp_path)[1])
    assert title[0] == "青禾镇人民政府2023年度绩效自评材料意见反馈表"
    assert verdict[0] == f"结论：{sample.make_report().verdict}"
    assert "共 3 条意见，另有提示 1 条见“提示（供参考）”表" in str(about[0])
    assert header == HEADER


def test_notices_are_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    path, sheet = written(tmp_path)
    aside = notices(path)
    assert "【提示】" not in "".join(str(row[2]) for row in lines(sheet))
    (row,) = findings(aside)
    assert (row[0], str(row[2])[:4]) == (4, "【提示】")
    assert lines(aside)[3] == HEADER
    assert aside.print_title_rows == "$4:$4"


def test_without_notices_there_is_no_sheet_for_them(tmp_path: Path) -> None:
    report = sample.make_report()
    report.findings = [each for each in report.findings if each.severity != "info"]
    path, sheet = written(tmp_path, report)
    assert "提示（供参考）" not in load_workbook(path).sheetnames
    assert "共 3 条意见" in str(lines(sheet)[2][0])
    assert "另有提示" not in str(lines(sheet)[2][0])


def test_findings_stand_under_their_forms_the_gravest_first(tmp_path: Path) -> None:
    rows = lines(written(tmp_path)[1])[4:]
    assert [row[0] for row in rows if row[0]] == [
        "整体自评表（错误 1 处）", 1,
        "整体自评报告（错误 1 处、警告 1 处）", 2, 3,
        "未能运行的规则（不等于通过，请人工核对）", 1,
        "已搁置（不计入结论）", 1,
        next(row[0] for row in rows if str(row[0]).startswith("被反馈单位（盖章）")),
    ]  # fmt: skip


def test_one_finding(tmp_path: Path) -> None:
    row = findings(written(tmp_path)[1])[1]
    assert row[0] == 2
    assert str(row[1]).endswith("公用经费 › 第1段 › 文中“220.38万元”")
    assert str(row[2]).startswith("【错误】报告写公用经费220.38万元，基础数据表为223.08万元")
    assert "可能原因：两数相邻数字“0、3”换位" in str(row[2])
    assert "“公用经费　201.30　196.40　223.08”" in str(row[3])
    assert str(row[3]).endswith("依据：通行做法\n规则：X105、N203、A110 文表金额一致")
    assert row[4:] == ("核对决算数后，将报告中的220.38万元改为223.08万元。", None, None)


def test_the_place_says_where_in_the_file(tmp_path: Path) -> None:
    report = sample.make_report()
    cell = report.findings[2].evidence[1]
    report.findings[2].place = cell.place
    (row,) = [each for each in findings(written(tmp_path, report)[1]) if "220.38" in str(each[2])]
    assert row[1] == "基础数据表 › 公用经费 › 本年决算数\n第2个表第7行第5列"


def test_quotes_of_one_form_share_a_line(tmp_path: Path) -> None:
    report = sample.make_report()
    cell = report.findings[2].evidence[1]
    other = {"place": cell.place.replace("final", "budget"), "quote": "预算数：196.40"}
    report.findings[2].evidence.append(cell.model_copy(update=other))
    (row,) = [each for each in findings(written(tmp_path, report)[1]) if "220.38" in str(each[2])]
    grounds = str(row[3]).splitlines()
    assert grounds[1] == (
        "基础数据表：公用经费 › 本年决算数“公用经费　201.30　196.40　223.08”；公用经费 › 本年预算数“196.40”"
    )


def test_what_is_open_is_listed_too(tmp_path: Path) -> None:
    pack, report = sample.make_doubtful()
    told = "\n".join(str(cell) for row in lines(written(tmp_path, report, pack)[1]) for cell in row)
    for item in report.to_review:
        assert item.raw.strip() in told
    for lack in report.lacks:
        assert lack.message in told
    assert "KeyError：缺少上年材料" in told
    assert "纸质件已签字（财政所）" in told
    assert "先核对：“2318户”由文字识别得出" in told or "先核对：“20分”由文字识别得出" in told


def test_a_pack_without_findings_says_so(tmp_path: Path) -> None:
    report = CheckReport(verdict="可以上报。", profile="national", rulebook="1.0")
    assert lines(written(tmp_path, report)[1])[4][0] == "能够运行的规则没有发现问题"


def test_prints_on_a4_across_with_its_header_on_every_page(tmp_path: Path) -> None:
    sheet = written(tmp_path)[1]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"


def test_nothing_of_a_long_cell_is_cut(tmp_path: Path) -> None:
    report = sample.make_report()
    quote = "".join(f"第{n}句话。" for n in range(2000))
    report.findings[0].evidence[0].quote = quote
    sheet = written(tmp_path, report)[1]
    rows = lines(sheet)[4:]
    start = next(n for n, row in enumerate(rows) if row[0] == 1)
    end = next(n for n in range(start + 1, len(rows)) if rows[n][0] != "续")
    told = "".join(str(row[3] or "") for row in rows[start:end]).replace("\n", "")
    assert quote in told
    assert all((each.height or 0) < 409 for each in sheet.row_dimensions.values())


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    for number, text in enumerate(FORMULAS):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = sample.twist(sample.make_report(), lambda each, text=text: f"{text}{each}")
        sheet = written(folder, report)[1]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [c for c in cells if c.data_type == "s" and DANGEROUS.match(str(c.value))]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert written(tmp_path)[0].read_bytes() == written(tmp_path / "again")[0].read_bytes()


@needs_office
def test_every_row_is_high_enough_for_its_words(tmp_path: Path) -> None:
    sheet = written(tmp_path)[1]
    sizes = [sheet.row_dimensions[row].height or 0 for row in range(5, sheet.max_row + 1)]
    for row in range(5, sheet.max_row + 1):
        sheet.row_dimensions[row].height = None  # LibreOffice then works out what is needed
    book = sheet.parent
    assert book
    book.save(tmp_path / "free.xlsx")
    (made,) = convert(tmp_path / "free.xlsx", "ods", tmp_path, "free.ods")
    (back,) = convert(made, "xlsx:Calc MS Excel 2007 XML", tmp_path, "free.xlsx")
    needed = load_workbook(back).worksheets[0].row_dimensions
    filled = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 2).value]
    assert all(needed[row].height for row in filled)
    low = {row: (sizes[row - 5], needed[row].height) for row in filled
           if sizes[row - 5] + 1 < (needed[row].height or 0)}  # fmt: skip
    assert low == {}


@needs_office
def test_libreoffice_prints_every_page_with_the_header(tmp_path: Path) -> None:
    report = sample.make_report()
    report.findings *= 8
    (made,) = convert(written(tmp_path, report)[0], "pdf", tmp_path, "意见反馈表.pdf")
    command = ["pdftotext", "-layout", str(made), "-"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pages = shown.split("\f")[:-1]
    assert len(pages) > 2
    sizes = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", made.read_bytes()))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(842, 595)}
