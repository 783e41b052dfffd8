"""Forms as places without a layout of their own print them: what differs is read by its sense."""

import pytest

from assistant.checks import check
from assistant.extraction import extract
from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.model.pack import IndicatorTable, Pack
from tests.extraction.build import Grid, document

TITLE = "2024年度项目支出绩效自评表"
HEAD: Grid = [["项目名称", "<", "水渠维修", "<", "<", "<", "<", "<"]]
MONEY: Grid = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "年度资金总额", "90.00", "100.00", "95.00", "10", "95%", "9.5"],
]
GOALS: Grid = [
    ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
    ["^", "维修水渠5公里。", "<", "<", "维修水渠5.2公里。", "<", "<", "<"],
]
COLUMNS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"]
LENGTH = ["产出指标", "数量指标", "维修长度", "≥5公里", "5.2公里", "50", "50", ""]
PLEASED = ["满意度指标", "满意度指标", "群众满意度", "≥90%", "95%", "40", "40", ""]
TOTAL = ["总分", "<", "<", "<", "<", "100", "99.5", ""]


def _pack(*blocks: str | Grid) -> Pack:
    return extract([document(TITLE, *blocks)])


def _read(*parts: Grid) -> IndicatorTable:
    (found,) = _pack([row for part in parts for row in part]).projects
    return found


def _goals(found: IndicatorTable) -> tuple[str, str]:
    return found.goal_expected.text, found.goal_achieved.text


def _names(found: IndicatorTable) -> list[str]:
    return [row.name.text for row in found.indicators]


@pytest.mark.parametrize("word", ["总分", "自评总分"])
def test_the_total_above_the_rows_that_it_adds_up(word: str) -> None:
    top = [word, *TOTAL[1:]]
    found = _read(HEAD, MONEY, GOALS, [COLUMNS, top, LENGTH, PLEASED])
    assert (found.total_weight.text, found.total_score.text) == ("100", "99.5")
    assert _names(found) == ["维修长度", "群众满意度"]


def test_a_score_alone_below_the_rows() -> None:
    alone = ["自评总分", "<", "<", "<", "<", "<", "99.5", ""]
    found = _read(HEAD, MONEY, GOALS, [COLUMNS, LENGTH, PLEASED, alone])
    assert (found.total_weight.text, found.total_score.text) == ("", "99.5")


ABOVE: list[Grid] = [
    [
        ["年度目标", "预期目标", "维修水渠5公里。", "<", "<", "<", "<", "<"],
        ["^", "实际完成情况", "维修水渠5.2公里。", "<", "<", "<", "<", "<"],
    ],
    [
        ["年度绩效目标", "<", "维修水渠5公里。", "<", "<", "<", "<", "<"],
        ["绩效目标完成情况", "<", "维修水渠5.2公里。", "<", "<", "<", "<", "<"],
    ],
]


@pytest.mark.parametrize("goals", ABOVE)
def test_one_goal_above_the_other(goals: Grid) -> None:
    found = _read(HEAD, MONEY, goals, [COLUMNS, LENGTH, PLEASED, TOTAL])
    assert _goals(found) == ("维修水渠5公里。", "维修水渠5.2公里。")


ADJUSTED = [
    ("维修水渠6公里。", "维修水渠6公里。"),
    ("不调整。", "维修水渠5公里。"),
    ("新增桥涵，其余目标不变。", "维修水渠5公里。"),
    ("", "维修水渠5公里。"),
]


@pytest.mark.parametrize(("adjusted", "expected"), ADJUSTED)
def test_the_goal_as_it_was_last_set(adjusted: str, expected: str) -> None:
    grid: Grid = [
        ["项目名称", "<", "水渠维修", "<", "<", "<", "自评总分", "<", "<", "99.5"],
        ["当年绩效目标", "年初绩效目标", "<", "全年（调整）绩效目标", "<", "<", "全年目标实际完成情况", "<", "<", "<"],
        ["^", "维修水渠5公里。", "<", adjusted, "<", "<", "维修水渠6.2公里。", "<", "<", "<"],
        ["指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数", "指标权重", "指标得分", "说明"],
        ["维修长度", "公里", "≥", "5", "6", "6.2", "100", "100", "100", ""],
    ]  # fmt: skip
    (found,) = _pack(grid).projects
    assert found.goal_expected.text == expected


@pytest.mark.parametrize("header", [[COLUMNS], []])
def test_indicators_go_on_over_the_page(header: Grid) -> None:
    first = [*HEAD, *MONEY, *GOALS, COLUMNS, LENGTH]
    (found,) = _pack(first, "续表", [*header, PLEASED, TOTAL]).projects
    assert _names(found) == ["维修长度", "群众满意度"]
    assert found.total_score.text == "99.5"


def test_amounts_each_right_of_its_heading() -> None:
    pairs: Grid = [
        ["年初预算数（元）", "900,000", "全年预算数（元）", "1,000,000", "全年执行数（元）", "950,000", "执行率", "95%"],
    ]  # fmt: skip
    (line,) = _read(HEAD, pairs, GOALS, [COLUMNS, LENGTH, PLEASED, TOTAL]).money
    amounts = [(cell.text, cell.unit) for cell in (line.initial, line.full_year, line.executed)]
    assert amounts == [("900,000", "元"), ("1,000,000", "元"), ("950,000", "元")]
    assert line.rate.value == 95


def test_a_title_inside_the_table() -> None:
    grid = [[TITLE, *"<" * 7], *HEAD, *MONEY, *GOALS, COLUMNS, LENGTH, PLEASED, TOTAL]
    pack = extract([document("附件2", grid)])
    assert (pack.projects[0].title.text, pack.year) == (TITLE, 2024)


DUTIES: Grid = [["部门职能", "<", "管理全县水渠12条。", "<", "<", "<", "<", "<"]]
STRANGE: Grid = [["其他事项", "<", "另修便道3公里。", "<", "<", "<", "<", "<"]]
MARKS = ["绩效维度", "内容类别", *COLUMNS[2:]]


@pytest.mark.parametrize(("more", "whole"), [(DUTIES, True), (STRANGE, False)])
def test_a_form_read_wholly_by_the_common_names_says_so(more: Grid, whole: bool) -> None:
    amounts: Grid = [
        ["资金", "", "年初预算", "全年预算", "实际支出", "分值", "预算执行率", "得分"],
        MONEY[1],
    ]
    rows = [*HEAD, *more, *amounts, *ABOVE[1], MARKS, LENGTH, PLEASED, TOTAL]
    (note,) = [each for reading in _pack(rows).readings for each in reading.notes]
    assert ("各栏按通用表头都已认出" in note.message) is whole
    assert ("不是已知的表样" in note.message) is not whole


def test_the_rate_scored_beside_the_amounts_and_as_an_indicator() -> None:
    rate = ["管理指标", "预算管理", "预算执行率", "≥90%", "95%", "10", "10", ""]
    pleased = [*PLEASED[:5], "30", "30", ""]
    rows = [*HEAD, *MONEY, *GOALS, COLUMNS, rate, LENGTH, pleased, TOTAL]
    dossier = Dossier(pack=_pack(rows))
    found = {each.rule for each in check(dossier, gather(dossier)).findings}
    assert not found & {"A115", "A116"}
