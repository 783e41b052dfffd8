"""Which unit bare amounts have: of their column, their block, the line above, or the layout."""

import pytest

from assistant.extraction import extract
from assistant.extraction.grid import money_unit_in
from assistant.extraction.indicator_table import read_indicator_table
from assistant.extraction.layouts import library
from assistant.model.quantity import Text
from tests.extraction.build import (
    BASE,
    BASE_TITLE,
    OVERALL,
    OVERALL_TITLE,
    document,
    project,
    table,
)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("项目资金（万元）", "万元"), ("项目资金\n（元）", "元"), ("年初预算数(元)", "元"),
        ("金额（单位：元）", "元"), ("执行率（B/A）", ""), ("元/人", ""), ("人均（元/人）", ""),
        ("单元（个）", ""), ("", ""),
    ],
)  # fmt: skip
def test_unit_in_a_heading(words: str, unit: str) -> None:
    assert money_unit_in(words) == unit


# heading of the block, headings of the columns, line above, layout; unit of the three amounts
CASES = [
    ("项目资金（万元）", ["", "", ""], "元", "common", ["万元"] * 3),
    ("项目资金（元）", ["", "", ""], "", "common", ["元"] * 3),
    ("项目资金", ["", "", ""], "元", "common", ["元"] * 3),
    ("项目资金", ["", "", ""], "", "common", ["万元"] * 3),
    ("项目资金", ["", "", ""], "", "yunnan_project", ["元"] * 3),
    ("项目资金", ["", "", ""], "万元", "yunnan_project", ["万元"] * 3),
    ("项目资金", ["（元）"] * 3, "", "common", ["元"] * 3),
]


@pytest.mark.parametrize(("block", "columns", "above", "layout", "units"), CASES)
def test_unit_of_amounts(
    block: str, columns: list[str], above: str, layout: str, units: list[str]
) -> None:
    grid = [list(line) for line in project()]
    grid[2][0] = block
    for number, text in enumerate(columns, 2):
        grid[2][number] += text
    found = read_indicator_table(
        table(grid), Text(place="t/title"), "project", "t", above, library().whole(layout)
    )
    first = found.money[0]
    assert [q.unit for q in (first.initial, first.full_year, first.executed)] == units
    assert first.rate.unit == "%"


def test_a_line_above_counts_for_blocks_and_breakdowns() -> None:
    grid = [list(line) for line in OVERALL]
    grid[1][0] = "年度预算申请"
    pack = extract([document(OVERALL_TITLE, "单位：元", grid)])
    assert pack.overall is not None
    assert pack.overall.money[0].executed.unit == "元"
    assert {entry.amount.unit for entry in pack.overall.by_income} == {"元"}
    assert pack.unplaced == []


@pytest.mark.parametrize(
    ("heading", "above", "unit"),
    [("经费控制情况（元）", [], "元"), ("经费控制情况", ["单位：元"], "元"),
     ("经费控制情况", [], "万元"), ("经费控制情况（万元）", ["单位：元"], "万元")],
)  # fmt: skip
def test_base_table(heading: str, above: list[str], unit: str) -> None:
    grid = [[heading if text == "经费控制情况（万元）" else text for text in line] for line in BASE]
    pack = extract([document(BASE_TITLE, *above, grid)])
    assert pack.base_data is not None
    assert {row.final.unit for row in pack.base_data.spending if row.final.known()} == {unit}
    assert pack.base_data.procurement.final.unit == unit
    assert pack.base_data.staffing.posts.unit == "人"


def test_a_cell_of_the_base_table_that_no_field_takes_is_listed() -> None:
    grid = [*[list(line) for line in BASE], ["审核意见", "同意", "<", "<"]]
    pack = extract([document(BASE_TITLE, grid)])
    assert [entry.text for entry in pack.unplaced] == ["审核意见｜同意"]
