"""Final accounts read from grids: every table by its name, every figure at its place."""

from decimal import Decimal

import pytest

from assistant.accounts import genre, is_final_accounts, read_accounts
from assistant.accounts.amounts import amount, is_amount, is_ordinal_row
from assistant.accounts.titles import kind_of
from assistant.errors import NotFinalAccounts
from assistant.facts.accounts_text import repeated
from assistant.facts.finals import (
    base_finals,
    by_function,
    final_facts,
    finals,
    of_key,
    same_unit,
)
from assistant.model.accounts import TABLE_NAMES
from assistant.model.document import Cell, Document, Paragraph, Table
from assistant.model.place import Location
from tests.accounts import sample
from tests.accounts.sample import Form, accounts, document, replaced

TITLES = [
    ("收入支出决算总表", "summary"),
    ("一、收入支出决算总表", "summary"),
    ("2024年度收支决算总表", "summary"),
    ("附表2：收入决算表", "income"),
    ("（三）支出决算表", "expenditure"),
    ("财政拨款收入支出决算总表", "grants"),
    ("四、财政拨款收支决算总表", "grants"),
    ("五、一般公共预算财政拨款支出决算表", "general"),
    ("一般公共预算财政拨款基本支出决算明细表", "basic"),
    ("“三公”经费公共预算财政拨款支出决算表", "three_public"),
    ("财政拨款三公经费支出决算表(公开07表)", "three_public"),
    ("八、政府性基金预算财政拨款收入支出决算表", "funds"),
    ("国有资本经营预算财政拨款支出决算表", "state_capital"),
    ("2024年度部门决算表", None),
    ("项目支出决算明细表", None),
    ("一般公共预算支出功能分类预算表", None),
    ("二、收入决算情况说明", None),
    ("本年收入决算表所列各项收入情况如下。", None),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_title(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("raw", "value", "unit", "precision"),
    [
        ("9,746.50", "9746.50", "万元", "0.01"),
        ("　１２.5\n0", "12.50", "万元", "0.01"),
        ("-8.77", "-8.77", "万元", "0.01"),
        ("0", "0", "万元", "1"),
        ("95.5%", "95.5", "%", "0.1"),
        ("13812345678.90", "13812345678.90", "万元", "0.01"),
    ],
)
def test_amount(raw: str, value: str, unit: str, precision: str) -> None:
    cell = Cell(text=raw, row=0, col=0, location=Location(file="a"))
    read = amount(cell, "x", "万元")
    assert (read.value, read.unit, read.precision) == (Decimal(value), unit, Decimal(precision))
    assert is_amount(raw)


@pytest.mark.parametrize(
    "raw", ["", "——", "决算数", "12万元", "1.2.3", "12,34", "2010301 行政运行"]
)
def test_no_amount(raw: str) -> None:
    cell = Cell(text=raw, row=0, col=0, location=Location(file="a"))
    assert amount(cell, "x", "万元").value is None
    assert not is_amount(raw)


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        (["栏次", "", "1", "栏次", "2"], True),
        (["类", "款", "项", "栏次", "1", "2"], True),
        (["1", "2", "3", "4"], True),
        (["1", "2"], False),
        (["0.00", "1.00", "2.00"], False),
        (["2", "3", "4"], False),
        (["栏次", "金额"], False),
    ],
)
def test_ordinal_row(row: list[str], is_one: bool) -> None:
    assert is_ordinal_row(row) is is_one


def test_all_nine_tables_are_told_by_name() -> None:
    made = accounts()
    assert [table.kind for table in made.tables] == list(TABLE_NAMES)
    assert (made.unit.text, made.year, made.unplaced) == ("青禾镇人民政府", 2024, [])
    assert {table.unit for table in made.tables} == {"万元"}
    assert [table.kind for table in made.tables if table.empty] == ["state_capital"]
    assert made.tables[-1].empty_note.text.endswith("本表无数据。")


def test_every_number_of_the_grids_is_read() -> None:
    """Count the amounts of the forms by their decimals; 行次 and 栏次 have none."""
    printed = sorted(cell for form in sample.FORMS for row in form.grid for cell in row
                     if "." in cell)  # fmt: skip
    assert sorted(cell.raw for cell in accounts().amounts()) == printed


def test_places_are_unique_and_located() -> None:
    made = accounts()
    cells = [cell for t in made.tables for row in t.rows for cell in row.cells.values()]
    assert len({cell.place for cell in cells}) == len(cells)
    assert all(cell.location.row is not None and cell.location.col is not None for cell in cells)
    assert "accounts/2024/收入支出决算总表/支出/总计/金额" in {cell.place for cell in cells}


def test_rows_have_codes_and_sides() -> None:
    made = accounts()
    assert [(row.code, row.label.text) for row in by_function(made)][:3] == [
        ("201", "一般公共服务支出"), ("20103", "政府办公厅（室）及相关机构事务"),
        ("2010301", "行政运行"),
    ]  # fmt: skip
    assert {row.side for row in made.tables[0].rows} == {"收入", "支出"}
    assert next(row.label.text for row in made.tables[1].rows) == "合计"


WANTED = {
    "income": "504.40", "expenditure": "504.40", "grand_total": "506.40", "carried_out": "2.00",
    "basic": "456.40", "project": "48.00", "grants": "504.40", "general": "474.40",
    "general_income": "474.40", "general_basic": "456.40", "general_project": "18.00",
    "personnel": "360.00", "operating": "96.40", "funds": "30.00", "funds_income": "30.00",
    "state_capital": "0",
    "three_public/total/budget": "7.50", "three_public/total/final": "7.20",
    "three_public/abroad/budget": "0.00", "three_public/abroad/final": "0.00",
    "three_public/vehicles/budget": "6.50", "three_public/vehicles/final": "6.30",
    "three_public/purchase/budget": "0.00", "three_public/purchase/final": "0.00",
    "three_public/running/budget": "6.50", "three_public/running/final": "6.30",
    "three_public/reception/budget": "1.00", "three_public/reception/final": "0.90",
}  # fmt: skip


@pytest.mark.parametrize("key", WANTED)
def test_final(key: str) -> None:
    found = of_key(finals(accounts()), key)
    assert {str(each.quantity.value) for each in found} == {WANTED[key]}


UPRIGHT = Form("财政拨款“三公”经费支出决算表", [
    ["项目", "行次", "预算数", "决算数"],
    ["一、“三公”经费支出", "1", "", ""],
    ["（一）支出合计", "2", "7.50", "7.20"],
    ["1.因公出国（境）费", "3", "", ""],
    ["2.公务用车购置及运行维护费", "4", "6.50", "6.30"],
    ["（1）公务用车购置费", "5", "", ""],
    ["（2）公务用车运行维护费", "6", "6.50", "6.30"],
    ["3.公务接待费", "7", "1.00", "0.90"],
    ["（二）相关统计数", "8", "", ""],
    ["1.公务用车购置数（辆）", "9", "", "0"],
    ["2.公务用车保有量（辆）", "10", "", "3"],
    ["3.国内公务接待批次（个）", "11", "", "12"],
], {})  # fmt: skip


def test_upright_three_public_table() -> None:
    def change(parts: list[sample.Part]) -> None:
        parts[parts.index(sample.THREE_PUBLIC)] = UPRIGHT

    found = finals(accounts(change))
    for part, budget, final in (("total", "7.50", "7.20"), ("vehicles", "6.50", "6.30"),
                                ("running", "6.50", "6.30"), ("reception", "1.00", "0.90")):  # fmt: skip
        assert [each.quantity.raw for each in of_key(found, f"three_public/{part}/budget")] == [
            budget
        ]
        assert [each.quantity.raw for each in of_key(found, f"three_public/{part}/final")] == [
            final
        ]
    assert not of_key(found, "three_public/purchase/final")


def test_table_that_is_only_announced_as_empty() -> None:
    def change(parts: list[sample.Part]) -> None:
        at = parts.index(sample.CAPITAL)
        parts[at : at + 1] = ["九、国有资本经营预算财政拨款支出决算表", "本表为空表。"]

    made = accounts(change)
    last = made.table("state_capital")
    assert last is not None
    assert last.empty
    assert last.empty_note.text == "本表为空表。"
    assert len(made.tables) == 9


def test_table_without_a_word_about_it_is_no_zero() -> None:
    def change(parts: list[sample.Part]) -> None:
        parts[parts.index(sample.CAPITAL)] = sample.CAPITAL._replace(note="")

    made = accounts(change)
    assert made.tables[-1].empty
    assert not of_key(finals(made), "state_capital")


def test_unit_of_money_from_the_tables_that_state_it() -> None:
    whole = document()
    lines = [b for b in whole.blocks if isinstance(b, Paragraph) and "金额单位" in b.text]
    whole.blocks.remove(lines[3])
    made = read_accounts([whole])
    assert {cell.unit for cell in made.amounts()} == {"万元"}


def test_title_and_unit_inside_the_table() -> None:
    """A spreadsheet has its heading, department and unit in rows of the grid."""
    form = sample.EXPENDITURE
    head = [[form.title, *[""] * 4], ["公开03表", *[""] * 4],
            ["部门：青禾镇人民政府", "", "", "", "金额单位：元"]]  # fmt: skip
    spans = {(row + 3, col): span for (row, col), span in form.spans.items()}
    inner = Form(form.title, head + form.grid, {**spans, (0, 0): (1, 5), (1, 0): (1, 5)})
    other = sample.table(sample.INCOME)
    whole = document()
    whole.blocks[:] = [sample.table(inner), Paragraph(text=sample.INCOME.title, location=Location()),
                       other]  # fmt: skip
    made = read_accounts([whole])
    assert made.unit.text == "青禾镇人民政府"
    table = made.table("expenditure")
    assert table is not None
    assert (table.unit, table.columns) == ("元", ["本年支出合计", "基本支出", "项目支出"])
    assert of_key(finals(made), "basic")[0].quantity.base == Decimal("456.40")


def test_table_cut_by_a_page_goes_on() -> None:
    form = sample.EXPENDITURE
    first, rest = form._replace(grid=form.grid[:6]), Form("", form.grid[6:], {})
    whole = document()
    at = next(n for n, b in enumerate(whole.blocks) if b == sample.table(form))
    whole.blocks[at : at + 1] = [sample.table(first), sample.table(rest)]
    cut, uncut = read_accounts([whole]).table("expenditure"), accounts().table("expenditure")
    assert cut is not None
    assert uncut is not None
    assert [(row.place, row.code) for row in cut.rows] == [
        (row.place, row.code) for row in uncut.rows
    ]
    assert cut.rows[-1].cells["项目支出"].value == 18


def test_other_tables_are_told() -> None:
    def change(parts: list[sample.Part]) -> None:
        parts.insert(9, "本部门所属单位如下")
        parts.insert(10, "名单")

    whole = document([change])
    where = Location(file="a")
    cells = [
        Cell(text=text, row=0, col=n, location=where) for n, text in enumerate(("序号", "单位"))
    ]
    whole.blocks.insert(11, Table(rows=1, cols=2, cells=cells, location=where))
    (loose,) = read_accounts([whole]).unplaced
    assert "序号" in loose.text


def test_genres() -> None:
    assert is_final_accounts(document())
    renamed = [Paragraph(text=b.text.replace("决算", "预算"), location=b.location)
               if isinstance(b, Paragraph) else b for b in document().blocks]  # fmt: skip
    budget = document().model_copy(update={"blocks": renamed})
    assert genre(budget) == "budget"
    prose = [b for b in document().blocks if isinstance(b, Paragraph)]
    assert genre(document().model_copy(update={"blocks": prose})) == "other"


@pytest.mark.parametrize("word", ["预算", "总结"])
def test_what_is_no_final_accounts_is_refused(word: str) -> None:
    renamed: list[Paragraph | Table] = [
        Paragraph(text=b.text.replace("决算", word), location=b.location)
        if isinstance(b, Paragraph) else b for b in document().blocks
    ]  # fmt: skip
    other: Document = document().model_copy(update={"blocks": renamed})
    with pytest.raises(NotFinalAccounts, match="决算"):
        read_accounts([other])


def test_text_repeats_its_tables() -> None:
    said = {(each.label, each.fact.quantity.raw) for each in repeated(accounts())}
    assert said >= {
        ("收入支出总计", "506.40万元"), ("本年支出合计", "504.40万元"), ("基本支出", "456.40万元"),
        ("项目支出", "48.00万元"), ("农林水", "174.00万元"), ("行政运行", "300.40万元"),
        ("人员经费", "360.00万元"), ("公用经费", "96.40万元"), ("三公经费预算数", "7.50万元"),
        ("三公经费决算数", "7.20万元"), ("公务接待费决算数", "0.90万元"),
    }  # fmt: skip
    figures = {raw for _, raw in said}
    assert not figures & {"6.40万元", "290.00万元"}  # growth, and a budget that no table prints


def test_finals_for_a_base_table() -> None:
    labels = ["三公经费", "其中：公车购置", "公车运行维护", "3、公务接待", "项目支出：", "公用经费", "1、业务工作经费",
              "其中：办公经费"]  # fmt: skip
    found = {label: cell.raw for label, cell in base_finals(accounts(), labels).items()}
    assert found == {
        "三公经费": "7.20", "其中：公车购置": "0.00", "公车运行维护": "6.30", "3、公务接待": "0.90",
        "项目支出：": "48.00", "公用经费": "96.40",
    }  # fmt: skip


def test_facts_name_unit_year_and_table() -> None:
    facts = {fact.place: fact for fact in final_facts(accounts())}
    basic = facts["accounts/2024/支出决算表/合计/基本支出"]
    assert (basic.measure, basic.subject, basic.period) == ("基本支出", "青禾镇人民政府", "2024")
    assert any("@" in place for place in facts)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("青禾镇人民政府", "云山县青禾镇人民政府", True),
        ("青禾镇", "青禾镇人民政府", True),
        ("青禾镇人民政府", "青禾镇中心小学", False),
        ("青禾镇", "青禾镇中心小学", False),
        ("青禾镇人民政府（本级）", "青禾镇人民政府", False),
        ("", "青禾镇人民政府", False),
    ],
)
def test_same_unit(first: str, second: str, same: bool) -> None:
    assert same_unit(first, second) is same
    assert same_unit(second, first) is same


def test_replaced_refuses_what_is_not_there() -> None:
    with pytest.raises(AssertionError):
        accounts(replaced("不存在", ""))
