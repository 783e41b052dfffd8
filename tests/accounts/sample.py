"""Fictional final accounts as plain grids: a document, a Word file, a PDF made of them.

They agree with the sound pack of ``tests/checks/build.py``. The forms are those with 行次 and
栏次, a title outside and the three-public table with all budgets before all finals.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from assistant.accounts import read_accounts
from assistant.model.accounts import FinalAccounts
from assistant.model.document import (
    Block,
    Cell,
    Document,
    Paragraph,
    ReadingReport,
    Source,
    Table,
)
from assistant.model.place import Location

Grid = list[list[str]]
Spans = dict[tuple[int, int], tuple[int, int]]
UNIT = "青禾镇人民政府"


class Form(NamedTuple):
    """A table under its title; ``spans`` are row and column spans of merged cells."""

    title: str
    grid: Grid
    spans: Spans
    note: str = ""


Part = str | Form
Change = Callable[[list[Part]], None]

SUMMARY = Form("收入支出决算总表", [
    ["收入", "", "", "支出", "", ""],
    ["项目", "行次", "金额", "项目（按功能分类）", "行次", "金额"],
    ["栏次", "", "1", "栏次", "", "2"],
    ["一、一般公共预算财政拨款收入", "1", "474.40", "一、一般公共服务支出", "32", "300.40"],
    ["二、政府性基金预算财政拨款收入", "2", "30.00", "二、教育支出", "33", ""],
    ["三、国有资本经营预算财政拨款收入", "3", "", "三、城乡社区支出", "34", "30.00"],
    ["四、其他收入", "4", "", "四、农林水支出", "35", "174.00"],
    ["本年收入合计", "27", "504.40", "本年支出合计", "58", "504.40"],
    ["使用非财政拨款结余", "28", "", "结余分配", "59", ""],
    ["年初结转和结余", "29", "2.00", "年末结转和结余", "60", "2.00"],
    ["总计", "31", "506.40", "总计", "62", "506.40"],
], {(0, 0): (1, 3), (0, 3): (1, 3)})  # fmt: skip

_CLASSED = ["项目", "", "", "", "本年{}合计"]
INCOME = Form("收入决算表", [
    ["项目", "", "", "", "本年收入合计", "财政拨款收入", "事业收入", "其他收入"],
    ["功能分类科目编码", "", "", "科目名称", "", "", "", ""],
    ["类", "款", "项", "栏次", "1", "2", "3", "4"],
    ["", "", "", "合计", "504.40", "504.40", "", ""],
    ["201", "", "", "一般公共服务支出", "300.40", "300.40", "", ""],
    ["212", "", "", "城乡社区支出", "30.00", "30.00", "", ""],
    ["213", "", "", "农林水支出", "174.00", "174.00", "", ""],
], {(0, 0): (1, 4), (1, 0): (1, 3), **{(0, col): (2, 1) for col in range(4, 8)}})  # fmt: skip

_BY_FUNCTION = [
    ["201", "一般公共服务支出", "300.40", "300.40", "0.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "300.40", "300.40", "0.00"],
    ["2010301", "行政运行", "300.40", "300.40", "0.00"],
    ["213", "农林水支出", "174.00", "156.00", "18.00"],
    ["21301", "农业农村", "174.00", "156.00", "18.00"],
    ["2130104", "事业运行", "174.00", "156.00", "18.00"],
]
_HEAD = [["项目", "", "{}", "基本支出", "项目支出"], ["功能分类科目编码", "科目名称", "", "", ""]]
_HEAD_SPANS: Spans = {(0, 0): (1, 2), **{(0, col): (2, 1) for col in range(2, 5)}}
EXPENDITURE = Form("支出决算表", [
    ["项目", "", "本年支出合计", "基本支出", "项目支出"],
    ["功能分类科目编码", "科目名称", "", "", ""],
    ["栏次", "", "1", "2", "3"],
    ["合计", "", "504.40", "456.40", "48.00"],
    *_BY_FUNCTION[:3],
    ["212", "城乡社区支出", "30.00", "0.00", "30.00"],
    ["2120803", "城市建设支出", "30.00", "0.00", "30.00"],
    *_BY_FUNCTION[3:],
], {**_HEAD_SPANS, (2, 0): (1, 2), (3, 0): (1, 2)}, "注：本表反映部门本年度各项支出情况。")  # fmt: skip

GRANTS = Form("财政拨款收入支出决算总表", [
    ["收入", "", "", "支出", "", "", "", "", ""],
    ["项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算财政拨款",
     "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
    ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
    ["一、一般公共预算财政拨款", "1", "474.40", "一、一般公共服务支出", "33", "300.40", "300.40", "", ""],
    ["二、政府性基金预算财政拨款", "2", "30.00", "二、城乡社区支出", "34", "30.00", "", "30.00", ""],
    ["三、国有资本经营财政拨款", "3", "", "三、农林水支出", "35", "174.00", "174.00", "", ""],
    ["本年收入合计", "27", "504.40", "本年支出合计", "59", "504.40", "474.40", "30.00", ""],
    ["年初财政拨款结转和结余", "28", "", "年末财政拨款结转和结余", "60", "", "", "", ""],
    ["总计", "32", "504.40", "总计", "64", "504.40", "474.40", "30.00", ""],
], {(0, 0): (1, 3), (0, 3): (1, 6)})  # fmt: skip

GENERAL = Form("一般公共预算财政拨款支出决算表", [
    ["项目", "", "本年支出", "", ""],
    ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"],
    ["栏次", "", "1", "2", "3"],
    ["合计", "", "474.40", "456.40", "18.00"],
    *_BY_FUNCTION,
], {(0, 0): (1, 2), (0, 2): (1, 3), (2, 0): (1, 2), (3, 0): (1, 2)})  # fmt: skip

BASIC = Form("一般公共预算财政拨款基本支出决算明细表", [
    ["人员经费", "", "", "公用经费", "", ""],
    ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
    ["301", "工资福利支出", "350.00", "302", "商品和服务支出", "91.40"],
    ["30101", "基本工资", "200.00", "30201", "办公费", "33.20"],
    ["30102", "津贴补贴", "150.00", "30205", "水费", "1.20"],
    ["303", "对个人和家庭的补助", "10.00", "30211", "差旅费", "57.00"],
    ["30302", "退休费", "10.00", "310", "资本性支出", "5.00"],
    ["人员经费合计", "", "360.00", "公用经费合计", "", "96.40"],
], {(0, 0): (1, 3), (0, 3): (1, 3), (7, 0): (1, 2), (7, 3): (1, 2)})  # fmt: skip

THREE_PUBLIC = Form("财政拨款“三公”经费支出决算表", [
    ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""],
    ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2,
    ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""] * 2,
    [str(number) for number in range(1, 13)],
    ["7.50", "0.00", "6.50", "0.00", "6.50", "1.00", "7.20", "0.00", "6.30", "0.00", "6.30", "0.90"],
], {(0, 0): (1, 6), (0, 6): (1, 6), (1, 2): (1, 3), (1, 8): (1, 3),
    **{(1, col): (2, 1) for col in (0, 1, 5, 6, 7, 11)}})  # fmt: skip

FUNDS = Form("政府性基金预算财政拨款收入支出决算表", [
    ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
    ["功能分类科目编码", "科目名称", "", "", "小计", "基本支出", "项目支出", ""],
    ["栏次", "", "1", "2", "3", "4", "5", "6"],
    ["合计", "", "", "30.00", "30.00", "", "30.00", ""],
    ["212", "城乡社区支出", "", "30.00", "30.00", "", "30.00", ""],
], {(0, 0): (1, 2), (0, 2): (2, 1), (0, 3): (2, 1), (0, 4): (1, 3), (0, 7): (2, 1),
    (2, 0): (1, 2), (3, 0): (1, 2)})  # fmt: skip

CAPITAL = Form("国有资本经营预算财政拨款支出决算表", [
    ["项目", "", "本年支出", "", ""],
    ["功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["合计", "", "", "", ""],
], {(0, 0): (1, 2), (0, 2): (1, 3), (2, 0): (1, 2)},
    "说明：本部门没有使用国有资本经营预算安排的支出，本表无数据。")  # fmt: skip

FORMS = [SUMMARY, INCOME, EXPENDITURE, GRANTS, GENERAL, BASIC, THREE_PUBLIC, FUNDS, CAPITAL]
_NUMERALS = "一二三四五六七八九"

EXPLANATION = [
    "第三部分 2024年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "2024年度收、支总计506.40万元。与上年相比，增加6.40万元，增长1.28%。",
    "二、支出决算情况说明",
    "本年支出合计504.40万元，其中：基本支出456.40万元，占90.48%；项目支出48.00万元，占9.52%。",
    "三、一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款支出474.40万元，主要用于：一般公共服务（类）支出300.40万元，占63.32%；"
    "农林水（类）支出174.00万元，占36.68%。",
    "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。"
    "年初预算为290.00万元，支出决算为300.40万元，完成年初预算的103.59%。",
    "四、一般公共预算财政拨款基本支出决算情况说明",
    "一般公共预算财政拨款基本支出456.40万元，其中：人员经费360.00万元，主要包括：基本工资；"
    "公用经费96.40万元，主要包括：办公费、水费。",
    "五、“三公”经费支出决算情况说明",
    "“三公”经费财政拨款支出预算为7.50万元，支出决算为7.20万元，完成预算的96%，其中："
    "因公出国（境）费支出决算为0.00万元；公务用车购置及运行维护费支出决算为6.30万元；"
    "公务接待费支出决算为0.90万元。",
]


def parts() -> list[Part]:
    """Return a whole publication: cover, contents, nine tables, explanation."""
    cover: list[Part] = [UNIT, "2024年度部门决算", "目录"]
    contents = [f"{_NUMERALS[n]}、{form.title}" for n, form in enumerate(FORMS)]
    return [*cover, *contents, "第一部分 部门概况", "本部门内设3个机构。", *FORMS, *EXPLANATION]


def replaced(old: str, new: str, form: Form | None = None) -> Change:
    """Return a change that puts ``new`` for each ``old``: in a form's cells, or in the prose."""

    def change(all_parts: list[Part]) -> None:
        done = 0
        for number, part in enumerate(all_parts):
            if isinstance(part, Form) and form is not None and part.title == form.title:
                grid = [[new if cell == old else cell for cell in row] for row in part.grid]
                done += grid != part.grid
                all_parts[number] = part._replace(grid=grid)
            elif isinstance(part, str) and form is None:
                all_parts[number] = part.replace(old, new)
                done += all_parts[number] != part
        assert done, old

    return change


def document(changes: Iterable[Change] = (), file: str = "决算.docx") -> Document:
    """Return the publication as a reader would deliver it."""
    all_parts = parts()
    for change in changes:
        change(all_parts)
    blocks: list[Block] = []
    for part in all_parts:
        if isinstance(part, Form):
            blocks.extend(_form_blocks(part, file))
        else:
            blocks.append(_paragraph(part, file))
    report = ReadingReport(file=file, format="docx")
    return Document(
        source=Source(path=file, format="docx", sha256=""), blocks=blocks, report=report
    )


def accounts(*changes: Change) -> FinalAccounts:
    """Return the publication read, after changes."""
    return read_accounts([document(changes)])


def _form_blocks(form: Form, file: str) -> list[Block]:
    lines = [form.title, f"部门：{UNIT}　金额单位：万元"]
    notes = [form.note] if form.note else []
    return [*(_paragraph(line, file) for line in lines), table(form, file),
            *(_paragraph(note, file) for note in notes)]  # fmt: skip


def _paragraph(text: str, file: str) -> Paragraph:
    return Paragraph(text=text, location=Location(file=file, anchor=text[:20]))


def table(form: Form, file: str = "决算.docx") -> Table:
    """Return a form's grid as a table."""
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, line in enumerate(form.grid):
        for col, text in enumerate(line):
            if (row, col) in covered:
                continue
            down, right = form.spans.get((row, col), (1, 1))
            covered |= {(row + r, col + c) for r in range(down) for c in range(right)}
            where = Location(file=file, table=0, row=row, col=col)
            cells.append(Cell(text=text, row=row, col=col, row_span=down, col_span=right,
                              location=where))  # fmt: skip
    where = Location(file=file, table=0)
    return Table(rows=len(form.grid), cols=len(form.grid[0]), cells=cells, location=where)


def write_word(path: Path, *changes: Change) -> Path:
    """Write the publication, after changes, as a Word file with merged cells."""
    from docx import Document as Word

    word = Word()
    all_parts = parts()
    for change in changes:
        change(all_parts)
    for part in all_parts:
        if isinstance(part, str):
            word.add_paragraph(part)
            continue
        word.add_paragraph(part.title)
        word.add_paragraph(f"部门：{UNIT}　金额单位：万元")
        made = word.add_table(len(part.grid), len(part.grid[0]), style="Table Grid")
        for row, line in enumerate(part.grid):
            for col, text in enumerate(line):
                if text:
                    made.cell(row, col).text = text
        for (row, col), (down, right) in part.spans.items():
            made.cell(row, col).merge(made.cell(row + down - 1, col + right - 1))
            made.cell(row, col).text = part.grid[row][col]
        if part.note:
            word.add_paragraph(part.note)
    word.save(str(path))
    return path
