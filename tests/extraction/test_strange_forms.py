"""Forms of no known layout: what the generic reader reads is right, and the rest is listed."""

import pytest

from assistant.errors import NothingFound
from assistant.extraction import extract
from assistant.model.pack import IndicatorTable, Pack
from tests.extraction.build import Grid, document

TITLE = "2024年度项目支出绩效自评表"

# Every column from right to left.
REVERSED: Grid = [
    ["项目名称", "<", "水渠维修", "<", "<", "<", "<", "<"],
    ["项目资金（万元）", "", "全年执行数", "全年预算数", "年初预算数", "得分", "执行率", "分值"],
    ["^", "年度资金总额", "95.00", "100.00", "90.00", "9.50", "95%", "10"],
    ["绩效指标", "得分", "分值", "实际完成值", "年度指标值", "三级指标", "二级指标", "一级指标"],
    ["^", "49.50", "50", "4.95公里", "≥5公里", "维修长度", "数量指标", "产出指标"],
    ["^", "40", "40", "95%", "≥90%", "群众满意度", "满意度指标", "满意度指标"],
    ["总分", "99.00", "100", "", "", "", "", ""],
]

# The form of another project stands to the right.
BESIDE: Grid = [
    ["项目名称", "<", "水渠维修", "<", "项目名称", "<", "山塘清淤", "<"],
    [
        "三级指标",
        "年度指标值",
        "实际完成值",
        "得分",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "得分",
    ],
    ["维修长度", "≥5公里", "5.2公里", "50", "清淤座数", "≥6座", "6座", "50"],
    ["总分", "<", "<", "50", "总分", "<", "<", "40"],
]

# Headings in two languages, those of the indicators in one that no layout knows.
FOREIGN: Grid = [
    ["Project 项目名称", "<", "水渠维修", "<", "<", "<", "<", "<"],
    ["Budget", "", "Initial 年初预算", "Full 全年预算", "实际支出 Spent", "分值", "执行率", "得分"],
    ["^", "Total 年度资金总额", "90.00", "100.00", "95.00", "10", "95%", "9.50"],
    ["Indicators", "Level 1", "Level 2", "Indicator", "Target", "Actual", "Weight", "Score"],
    ["^", "产出指标", "数量指标", "维修长度", "≥5公里", "5.2公里", "50", "50"],
]

# Fields run down the side.
TRANSPOSED: Grid = [
    ["项目名称", "水渠维修", "<", "<"],
    ["资金", "年度资金总额", "财政拨款", "其他资金"],
    ["全年预算数", "100.00", "80.00", "20.00"],
    ["全年执行数", "95.00", "75.00", "20.00"],
    ["三级指标", "维修长度", "合格率", "群众满意度"],
    ["年度指标值", "≥5公里", "≥95%", "≥90%"],
    ["实际完成值", "5.2公里", "98%", "95%"],
    ["得分", "50", "30", "10"],
]


# The heading row has four cells where the rows below it have one merged label; the words below
# the total are those that one place alone prints.
SPLIT_HEADING: Grid = [
    ["项目名称", "<", "<", "<", "水渠维修", "<", "<", "<"],
    ["项目资金（万元）", "", "", "", "预算数", "执行数", "执行率", "得分（10分×执行率）"],
    ["^", "财政资金总额", "<", "<", "100.00", "95.00", "95%", "9.50"],
    ["^", "其中：县级资金", "<", "<", "60.00", "55.00", "91.67%", "—"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["^", "产出指标", "数量指标", "维修长度", "≥5公里", "4.95公里", "50", "49.50"],
    ["偏差大或目标未完成原因分析", "冬季停工一段。", "<", "<", "<", "<", "<", "<"],
]


def _read(grid: Grid) -> tuple[Pack, IndicatorTable]:
    pack = extract([document(TITLE, grid)])
    (found,) = pack.projects
    return pack, found


def _money(found: IndicatorTable) -> list[tuple[str, ...]]:
    return [
        (line.label.raw, *(getattr(line, f).raw for f in ("initial", "full_year", "executed")),
         line.weight.raw, line.rate.raw, line.score.raw)
        for line in found.money
    ]  # fmt: skip


def _rows(found: IndicatorTable) -> list[tuple[str, ...]]:
    return [
        (row.name.raw, row.target.raw, row.actual.raw, row.weight.raw, row.score.raw)
        for row in found.indicators
    ]


def _listed(pack: Pack) -> str:
    return "\n".join(each.text for each in pack.unplaced)


def test_columns_in_another_order() -> None:
    pack, found = _read(REVERSED)
    assert _money(found) == [("年度资金总额", "90.00", "100.00", "95.00", "10", "95%", "9.50")]
    assert _rows(found) == [
        ("维修长度", "≥5公里", "4.95公里", "50", "49.50"),
        ("群众满意度", "≥90%", "95%", "40", "40"),
    ]
    assert (found.total_weight.raw, found.total_score.raw) == ("100", "99.00")
    assert pack.unplaced == []


def test_a_heading_in_more_cells_than_the_rows_below_it() -> None:
    pack, found = _read(SPLIT_HEADING)
    assert _money(found) == [
        ("财政资金总额", "", "100.00", "95.00", "10", "95%", "9.50"),
        ("其中：县级资金", "", "60.00", "55.00", "", "91.67%", "—"),
    ]
    assert [(each.kind, each.text) for each in found.remarks] == [("problems", "冬季停工一段。")]
    assert pack.unplaced == []


def test_a_form_beside_another_lends_it_nothing() -> None:
    pack, found = _read(BESIDE)
    assert _rows(found) == [("维修长度", "≥5公里", "5.2公里", "", "50")]
    assert (found.project.raw, found.total_score.raw) == ("水渠维修", "50")
    for text in ("山塘清淤", "清淤座数", "≥6座", "6座", "40"):
        assert text in _listed(pack)


def test_indicators_under_unknown_headings_are_no_money() -> None:
    pack, found = _read(FOREIGN)
    assert _money(found) == [
        ("Total 年度资金总额", "90.00", "100.00", "95.00", "10", "95%", "9.50")
    ]
    assert _rows(found) == []
    assert "产出指标｜数量指标｜维修长度｜≥5公里｜5.2公里｜50｜50" in _listed(pack)


def test_a_transposed_form_is_listed_whole() -> None:
    pack, found = _read(TRANSPOSED)
    assert (found.money, found.indicators) == ([], [])
    for text in ("100.00", "75.00", "维修长度", "≥95%", "98%"):
        assert text in _listed(pack)


def test_a_form_without_any_known_heading_is_told_what_to_do() -> None:
    grid = [["内容", "计划目标", "完成情况"], ["维修长度", "≥5公里", "5.2公里"]]
    with pytest.raises(NothingFound, match=r"1 张表不是已知的表样：.*jixiao layout suggest"):
        extract([document("某表", grid)])
