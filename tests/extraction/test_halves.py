"""A form drawn as two tables under one title is read as the one it is."""

import pytest

from assistant.extraction import extract
from assistant.model.pack import Pack
from tests.extraction.build import OVERALL, OVERALL_TITLE, PROJECT_TITLE, Grid, document, project

MONEY: Grid = OVERALL[:8]
ROWS: Grid = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "举办农技培训", "≥10场", "11场", "50", "50", ""],
    ["^", "质量指标", "工程合格率", "≥95%", "98.5%", "40", "38.7", "一处返工。"],
    ["总分", "<", "<", "<", "<", "100", "98.4", ""],
]


def read(*between: str) -> Pack:
    return extract([document(OVERALL_TITLE, MONEY, *between, ROWS)])


@pytest.mark.parametrize("between", [[], ["　"], ["续表"], ["（续）"], ["二、绩效指标完成情况"]])
def test_both_halves_are_one_form(between: list[str]) -> None:
    table = read(*between).overall
    assert table is not None
    assert [row.name.text for row in table.indicators] == ["举办农技培训", "工程合格率"]
    assert table.total_score.text == "98.4"
    assert table.money[0].executed.text == "504.40"
    assert not read(*between).unplaced


def test_cells_keep_the_table_they_were_drawn_in() -> None:
    table = read().overall
    assert table is not None
    score, executed = table.indicators[1].score.location, table.money[0].executed.location
    assert (executed.table, score.table) == (1, 2)
    assert (score.row, score.col) == (2, 6)


def test_columns_beyond_the_narrower_half_are_covered() -> None:
    narrow = [row[:7] for row in ROWS]
    pack = extract([document(OVERALL_TITLE, MONEY, narrow)])
    assert pack.overall is not None
    assert len(pack.overall.indicators) == 2


def test_words_between_keep_them_apart() -> None:
    pack = read("以下为另一单位的指标，请分别核对。")
    assert pack.overall is not None
    assert not pack.overall.indicators
    assert any("指标和得分没有核对" in each.reason for each in pack.unplaced)


def test_two_whole_forms_stay_two() -> None:
    pack = extract([document(PROJECT_TITLE, project("甲"), PROJECT_TITLE, project("乙"))])
    assert [table.project.text for table in pack.projects] == ["甲", "乙"]


def test_a_whole_form_takes_no_second_half() -> None:
    pack = extract([document(PROJECT_TITLE, project("甲"), ROWS)])
    assert len(pack.projects[0].indicators) == 2
