"""The workbook and the CSV, read back by openpyxl and by LibreOffice."""

import csv
import io
import json
import re
import subprocess
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.errors import CannotWrite
from assistant.model.pack import Pack
from assistant.output import data, sheet
from assistant.output.safe import neutral, visible
from tests.output import sample
from tests.output.tools import convert, needs_office

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "　=1+1", "＝1+1",
    "＋1+1", "－1+1", "＠SUM(1)", "\u200b=1+1", "\ufeff=1+1", "=cmd|' /C calc'!A0", "|calc",
    '=HYPERLINK("http://127.0.0.1/","点")', "_x003D_1+1",
]  # fmt: skip
HARMLESS = [
    "a_x000D_b",
    "#N/A",
    "-12.5%",
    "+3",
    "-",
    "--",
    "——",
    "-1,200.50",
    "无",
    "3=2+1",
    "_x",
    "12",
]
_CSV = "44,34,76,1,,0,false,true,false,false,false"
EVERY_SHEET = f"csv:Text - txt - csv (StarCalc):{_CSV},-1"
EVALUATE = f"--infilter=CSV:{_CSV},0,true"
DANGEROUS = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠|]")


def book(tmp_path: Path, pack: Pack | None = None, name: str = "pack.xlsx") -> Path:
    path = tmp_path / name
    sheet.write_workbook(path, pack or sample.make_pack(), sample.make_report())
    return path


def rows(path: Path, title: str) -> list[dict[str, object]]:
    lines = load_workbook(path)[title].iter_rows(values_only=True)
    header = [str(cell) for cell in next(lines)]
    return [dict(zip(header, line, strict=True)) for line in lines]


def hostile_pack(texts: list[str]) -> Pack:
    """A pack with one spending row for each text, as label and as amount."""
    pack = sample.make_pack()
    assert pack.base_data
    line = pack.base_data.spending[0]
    for text in texts:
        row = deepcopy(line)
        row.label.raw = row.budget.raw = text
        row.budget.value = None
        pack.base_data.spending.append(row)
    return pack


def test_sheets_in_order(tmp_path: Path) -> None:
    assert load_workbook(book(tmp_path)).sheetnames == [
        "检查结果", "得分复算", "指标", "资金", "文中数字", "章节文本", "全部字段", "阅读情况",
    ]  # fmt: skip


def test_without_a_check_there_is_no_sheet_of_findings(tmp_path: Path) -> None:
    path = tmp_path / "pack.xlsx"
    sheet.write_workbook(path, sample.make_pack(), None)
    assert "检查结果" not in load_workbook(path).sheetnames


def test_indicator_row(tmp_path: Path) -> None:
    row = rows(book(tmp_path), "指标")[0]
    assert row == {
        "表": "整体自评表", "一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "整治灌渠长度",
        "年度指标值": 12, "指标值原文": "≥12公里", "实际完成值": 11.6, "完成值原文": "11.6公里",
        "单位": "公里", "分值": 10, "分值原文": "10", "得分": 10, "得分原文": "10",
        "完成率（%）": 96.67, "偏差原因分析及改进措施": None,
    }  # fmt: skip


def test_every_indicator_and_amount_is_there(tmp_path: Path) -> None:
    path, pack = book(tmp_path), sample.make_pack()
    assert len(rows(path, "指标")) == sum(len(table.indicators) for table in pack.tables())
    money = rows(path, "资金")
    found = [row["数值"] for row in money if row["科目"] == "公用经费"]
    assert found == [201.3, 196.4, 223.08]
    assert {row["部分"] for row in money} == {"支出", "资金", "按收入性质分", "按支出性质分"}
    dash = next(row for row in money if row["原文"] == "—")
    assert dash["数值"] is None
    assert len(rows(path, "全部字段")) == len(list(pack.fields()))


def test_findings_as_feedback_form(tmp_path: Path) -> None:
    lines = rows(book(tmp_path), "检查结果")
    assert [(line["序号"], line["级别"]) for line in lines] == [
        (None, "结论"), (1, "错误"), (2, "错误"), (3, "警告"), (4, "提示"),
        (None, "未能运行"), (None, "已搁置"),
    ]  # fmt: skip
    assert lines[2]["规则"] == "X105、N203、A110"
    assert "“公用经费支出220.38万元，较上年增长10.8%。”" in str(lines[2]["依据"])
    assert "纸质件已签字" in str(lines[6]["依据"])


def test_prose_figure_and_section(tmp_path: Path) -> None:
    path = book(tmp_path)
    figure = rows(path, "文中数字")[0]
    assert (figure["数值"], figure["原文"], figure["单位"]) == (220.38, "220.38万元", "万元")
    sections = [row["标题"] for row in rows(path, "章节文本")]
    assert "公用经费" in sections
    assert {row["情况"] for row in rows(path, "阅读情况")} == {
        "未读入", "已读入，请留意", "未归入任何表",
    }  # fmt: skip


def test_every_sheet_prints_on_a4_with_its_header(tmp_path: Path) -> None:
    for each in load_workbook(book(tmp_path)).worksheets:
        assert (each.page_setup.orientation, each.page_setup.paperSize) == ("landscape", 9)
        assert each.freeze_panes == "A2"
        assert each.print_title_rows == "$1:$1"
        assert each.page_setup.fitToWidth == 1


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    assert book(tmp_path).read_bytes() == book(tmp_path, name="again.xlsx").read_bytes()


@pytest.mark.parametrize("text", FORMULAS[:-1])
def test_neutral(text: str) -> None:
    assert neutral(text).startswith(("'", "␍"))


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1bc\x7f", "a␀b␛c␡"), ("\u202egnp", "〔U+202E〕gnp"), ("\ud800", "〔U+D800〕"),
        ("a\r\nb\tc", "a\nb\tc"), ("\x85\ufffe", "〔U+0085〕〔U+FFFE〕"),
    ],
)  # fmt: skip
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_no_text_becomes_a_formula_in_the_workbook(tmp_path: Path) -> None:
    pack = sample.twist(hostile_pack(FORMULAS), lambda text: f"=1+1{text}" if text else text)
    path = book(tmp_path, pack)
    cells = [c for each in load_workbook(path) for line in each.iter_rows() for c in line]
    assert sum(str(cell.value).startswith("'=") for cell in cells) > 50
    assert {cell.data_type for cell in cells} == {"s", "n"}
    cells = [
        c for line in load_workbook(book(tmp_path, hostile_pack(HARMLESS)))["资金"] for c in line
    ]
    assert {cell.data_type for cell in cells if cell.value in HARMLESS} == {"s"}


@needs_office
def test_no_text_becomes_a_formula_on_the_way_through_csv(tmp_path: Path) -> None:
    # LibreOffice writes every sheet as CSV, as a user would; none of it may begin a formula.
    path = book(tmp_path, hostile_pack([*FORMULAS, *HARMLESS]))
    fields = [
        field
        for made in convert(path, EVERY_SHEET, tmp_path, "pack-*.csv")
        for line in csv.reader(io.StringIO(made.read_text(encoding="utf-8-sig")))
        for field in line
    ]
    assert sum("1+1" in field for field in fields) > 2 * len(FORMULAS) - 5
    assert [f for f in fields if DANGEROUS.match(f) and f not in HARMLESS] == []
    assert set(HARMLESS) - {"12"} <= set(fields)


@needs_office
def test_no_field_of_the_csv_becomes_a_formula(tmp_path: Path) -> None:
    path, control = tmp_path / "fields.csv", tmp_path / "control.csv"
    data.write_csv(path, hostile_pack([*FORMULAS, *HARMLESS]))
    control.write_text('"=1+1","甲"\n', encoding="utf-8-sig")

    def formulas(source: Path) -> int:
        (path,) = convert(source, "xlsx", tmp_path, f"{source.stem}.xlsx", EVALUATE)
        made = load_workbook(path)
        return sum(c.data_type == "f" for each in made for line in each.iter_rows() for c in line)

    assert formulas(control) == 1
    assert formulas(path) == 0


@needs_office
def test_libreoffice_prints_the_workbook(tmp_path: Path) -> None:
    (made,) = convert(book(tmp_path), "pdf", tmp_path, "pack.pdf")
    shown = subprocess.run(
        ["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True
    ).stdout
    # The end of a long cell: a row that is too low would hide it.
    for expected in (
        "应为19.32分。",
        "整治灌渠长度",
        "223.08",
        "X105",
        "未能运行",
        "图片中的文字没有读取",
    ):
        assert expected in shown
    sizes = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", made.read_bytes()))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(842, 595)}


def test_a_text_beyond_the_limit_of_a_cell_is_cut_with_a_remark(tmp_path: Path) -> None:
    pack = sample.make_pack()
    assert pack.overall
    pack.overall.indicators[0].deviation.raw = "字" * 40_000
    row = rows(book(tmp_path, pack), "指标")[0]
    assert str(row["偏差原因分析及改进措施"]).endswith(
        "〔原文共40000字，超出单元格上限，全文见 JSON 文件〕"
    )


def test_a_number_beyond_the_precision_of_a_cell_stays_text(tmp_path: Path) -> None:
    pack = sample.make_pack()
    assert pack.overall
    pack.overall.indicators[0].actual.value = Decimal("1234567890123456.78")
    assert rows(book(tmp_path, pack), "指标")[0]["实际完成值"] == "1234567890123456.78"


def test_csv_lists_every_field(tmp_path: Path) -> None:
    path, pack = tmp_path / "fields.csv", sample.make_pack()
    data.write_csv(path, pack)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert len(lines) == 1 + len(list(pack.fields()))
    assert ["基础数据表 › 公用经费 › 本年决算数", "base_data/spending/公用经费/final", "223.08",
            "223.08", "", "万元", "", ""] in lines  # fmt: skip


def test_json_is_exactly_the_model(tmp_path: Path) -> None:
    path, pack, stream = tmp_path / "pack.json", sample.make_pack(), io.StringIO()
    data.write_json(path, pack)
    data.write_json(stream, pack)
    assert Pack.model_validate_json(path.read_text(encoding="utf-8")) == pack
    assert stream.getvalue() == path.read_text(encoding="utf-8")
    assert json.loads(stream.getvalue())["base_data"]["spending"][4]["final"]["value"] == "223.08"


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite, match=r"无法写入“pack\.xlsx”"):
        sheet.write_workbook(tmp_path / "file" / "pack.xlsx", sample.make_pack(), None)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "pack.json").mkdir()
    with pytest.raises(CannotWrite):
        data.write_bytes(tmp_path / "pack.json", b"{}")
    assert [each.name for each in tmp_path.iterdir()] == ["pack.json"]
