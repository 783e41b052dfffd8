"""Forms whose levels have rows of their own, goals one above the other, and weights in headers."""

import pytest

from assistant.extraction import extract
from assistant.model.pack import IndicatorTable
from tests.extraction.build import Grid, document

TITLE = "2024年度项目支出绩效自评表"
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
MONEY: Grid = [
    ["项目名称", "<", "水渠维修", "<", "<", "<", "<", "<"],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "年度资金总额", "20.00", "20.00", "19.00", "10", "95%", "9.5"],
    HEAD,
]
TOTAL = ["总分", "<", "<", "<", "<", "100", "99", ""]


def read(rows: Grid, above: Grid = MONEY) -> IndicatorTable:
    return extract([document(TITLE, [*above, *rows])]).projects[0]


# Both levels have rows of their own; the single benefit row has none.
PARENTS: Grid = [
    ["产出指标", "", "", "", "", "50", "49", ""],
    ["", "数量指标", "", "", "", "30", "29", ""],
    ["", "", "维修长度", "≥5公里", "4.8公里", "20", "19", "雨季停工"],
    ["", "", "清淤座数", "≥6座", "6座", "10", "10", ""],
    ["", "质量指标", "合格率", "100%", "100%", "20", "20", ""],
    ["效益指标", "社会效益指标", "受益户数", "≥90户", "96户", "40", "40", ""],
]


def test_rows_of_levels_are_no_indicators() -> None:
    table = read([*PARENTS, TOTAL])
    assert [row.name.raw for row in table.indicators] == [
        "维修长度",
        "清淤座数",
        "合格率",
        "受益户数",
    ]
    assert [(row.level1, row.level2) for row in table.indicators][:3] == [
        ("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标")
    ]  # fmt: skip
    told = [
        (w.level1, w.level2, w.weight.raw, w.score and w.score.raw) for w in table.level_weights
    ]
    assert told == [("产出指标", "", "50", "49"), ("产出指标", "数量指标", "30", "29")]


def test_nothing_of_them_is_left_over() -> None:
    assert not extract([document(TITLE, [*MONEY, *PARENTS, TOTAL])]).unplaced


FORGOTTEN: list[Grid] = [
    [  # merged cells: the first row's name was forgotten
        ["产出指标", "数量指标", "", "", "", "20", "20", ""],
        ["^", "^", "清淤座数", "≥6座", "6座", "20", "20", ""],
        ["^", "^", "维修长度", "≥5公里", "5公里", "10", "10", ""],
    ],
    [  # no row of a level adds up to those below it
        ["产出指标", "数量指标", "清淤座数", "≥6座", "6座", "20", "20", ""],
        ["", "质量指标", "", "", "", "10", "10", ""],
        ["", "", "合格率", "100%", "100%", "20", "20", ""],
    ],
]


@pytest.mark.parametrize("rows", FORGOTTEN)
def test_a_forgotten_name_stays_an_indicator(rows: Grid) -> None:
    table = read([*rows, TOTAL])
    assert len(table.indicators) == 3
    assert not table.level_weights


STACKED: Grid = [
    ["项目名称", "<", "水渠维修", "<", "<", "<", "<", "<"],
    ["项目年度目标", "<", "维修水渠5公里。", "<", "<", "<", "<", "<"],
    ["年度目标完成情况", "<", "维修水渠4.8公里。", "<", "<", "<", "<", "<"],
    *MONEY[1:3],
    [*HEAD[:7], "未完成原因分析及拟采取的改进措施"],
]


def test_goals_one_above_the_other() -> None:
    table = read([*PARENTS, TOTAL], STACKED)
    assert (table.goal_expected.raw, table.goal_achieved.raw) == (
        "维修水渠5公里。",
        "维修水渠4.8公里。",
    )
    assert table.indicators[0].deviation.raw == "雨季停工"


@pytest.mark.parametrize("header", ["得分（10分）", "得分（满分10分）", "得分（10分*执行率）"])
def test_weight_in_the_header_of_scores(header: str) -> None:
    money: Grid = [
        MONEY[0],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "<", header],
        ["^", "年度资金总额", "20.00", "20.00", "19.00", "95%", "<", "9.5"],
        HEAD,
    ]
    line = read([*PARENTS, TOTAL], money).money[0]
    assert (line.weight.value, line.score.raw) == (10, "9.5")


def test_headings_with_a_year_are_kept() -> None:
    money: Grid = [MONEY[0], [cell.replace("年初", "2023年年初") for cell in MONEY[1]], *MONEY[2:]]
    table = read([*PARENTS, TOTAL], money)
    assert [text.raw for text in table.headings] == ["2023年年初预算数"]


def test_an_overall_table_with_the_columns_of_a_project_table_is_known() -> None:
    three = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值",
             "得分", "偏差原因分析及改进措施"]  # fmt: skip
    grid: Grid = [
        ["部门名称", "<", "澜水县水务局", *["<"] * 7],
        ["部门预算资金（元）", "<", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", "<"],
        ["^", "<", "年度资金总额", "200", "200", "190", "10", "95%", "9.5", "<"],
        ["年度总体目标", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<", "<"],
        ["^", "治理5处。", "<", "<", "<", "治理5处。", "<", "<", "<", "<"],
        three,
        ["产出指标", "数量指标", "治理处数", "≥", "5", "处", "5", "90", "90", ""],
        ["总分", *["<"] * 6, "100", "99.5", "优"],
    ]  # fmt: skip
    pack = extract([document("2024年度部门整体支出绩效自评表", grid)])
    assert pack.overall is not None and pack.overall.goal_achieved.raw == "治理5处。"
    assert not [note for reading in pack.readings for note in reading.notes]
