"""What stands around the blocks of a form: headings are none of its content, the rest is told."""

import pytest

from assistant.extraction import extract
from assistant.model.pack import Pack
from tests.extraction.build import PROJECT_TITLE, Grid, document, project


def pack_of(grid: Grid, *above: str) -> Pack:
    return extract([document(PROJECT_TITLE, *above, grid)])


def with_block(side: str, rows: str) -> Grid:
    """Return a form whose money block and its row labels are headed by these words."""
    grid = [list(row) for row in project()]
    grid[2][:2] = [side, rows]
    return grid


@pytest.mark.parametrize(
    ("side", "rows"),
    [
        ("年度支出执行情况（10分）", "支出类别"),
        ("部门资金（万元）", "资金来源"),
        ("项目资金（万元）", ""),
        ("2024年资金安排（万元）", "资金"),
    ],
)
def test_headings_left_of_the_amounts_are_no_content(side: str, rows: str) -> None:
    pack = pack_of(with_block(side, rows))
    assert [line.label.raw for line in pack.projects[0].money] == [
        "年度资金总额", "其中：当年财政拨款", "上年结转资金",
    ]  # fmt: skip
    assert pack.unplaced == []


def test_a_figure_left_of_the_amounts_is_told() -> None:
    pack = pack_of(with_block("项目资金（万元）", "另有3处"))
    assert [each.text for each in pack.unplaced] == ["另有3处"]


# what heads the two goals
GOALS = [
    ("预期目标", "实际完成情况"),
    ("年初设定目标", "全年完成情况"),
    ("年度目标", "目标实现情况"),
    ("年初绩效目标", "完成情况"),
    ("预期目标", "绩效目标完成情况"),
]


@pytest.mark.parametrize(("expected", "achieved"), GOALS)
def test_the_goals_stand_below_their_headings(expected: str, achieved: str) -> None:
    grid = [list(row) for row in project()]
    grid[6][1], grid[6][4] = expected, achieved
    pack = pack_of(grid)
    (found,) = pack.projects
    assert found.goal_expected.raw == "维修渠道5公里。"
    assert found.goal_achieved.raw == "维修渠道5.2公里。"
    assert pack.unplaced == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["主管部门", "<", "青禾镇人民政府", "<", "<", "联系人及电话", "0000-1", "<"],
         "联系人及电话：0000-1"),
        (["主管部门", "<", "青禾镇人民政府", "<", "<", "填报日期：", "2025年3月6日", "<"],
         "填报日期：2025年3月6日"),
        (["报表编号：120000_07", "<", "<", "<", "<", "<", "<", "<"], "报表编号：120000_07"),
    ],
)  # fmt: skip
def test_who_filled_a_form_in_is_told_as_such(row: list[str], told: str) -> None:
    grid = [list(line) for line in project()]
    grid[1] = row
    assert [(u.text, u.reason) for u in pack_of(grid).unplaced] == [(told, "表内填报信息")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（2024年度）", "项目支出绩效自评表（2024年度）"),
        ("（2024年度）　　　　　单位：元", "项目支出绩效自评表（2024年度）"),
        ("2024年度 （金额单位：万元）", "项目支出绩效自评表2024年度"),
    ],
)
def test_the_line_below_a_title_names_the_year(line: str, title: str) -> None:
    pack = extract([document("项目支出绩效自评表", line, project())])
    assert (pack.projects[0].title.raw, pack.year) == (title, 2024)
    assert pack.unplaced == []
