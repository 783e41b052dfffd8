"""The reasons behind the amounts: read once, under their own heading, and no amount with them."""

import pytest

from assistant.extraction import extract
from assistant.extraction.indicator_table import read_indicator_table
from assistant.extraction.layouts import library
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.quantity import Text
from tests.extraction.build import PROJECT_TITLE, Grid, document, table

AMOUNTS = "年初预算", "<", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分"
TOTAL = "260.00", "<", "318.00", "276.50", "86.95%", "10", "8.70"
GRANT = "260.00", "<", "318.00", "276.50", "86.95%", "/", "/"
OTHER = "0.00", "<", "0.00", "0.00", "/", "/", "/"
WHY = "年中追加58.00万元；二标段质保金未到付款期"


def form(heading: str, *reasons: str) -> Grid:
    """Return a project's form with a column behind the score, its cells from the top."""
    return [
        ["项目名称", "<", "渡口码头改造", "<", "<", "<", "<", "<", "<", "<"],
        ["项目基本情况", "项目年度目标", "改造码头4处。", *"<<<<<<<"],
        ["^", "年度目标完成情况", "改造码头4处。", *"<<<<<<<"],
        ["预算执行情况（10分）", "年度预算数（万元）", *AMOUNTS, heading],
        ["^", "总额", *TOTAL, reasons[0]],
        ["^", "其中：财政资金", *GRANT, reasons[1]],
        ["^", "单位资金", *OTHER, reasons[2]],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重",
         "得分", "未完成原因分析"],
        ["产出指标", "数量指标", "改造码头处数", "≥", "4", "处", "4", "90", "90", ""],
        ["合计", "<", "<", "<", "<", "<", "<", "100", "98.70", ""],
        ["项目实施内容及过程概述", "<", "5月开工，11月完工。", *"<<<<<<<"],
    ]  # fmt: skip


# the column's heading and its cells, the reasons as found with their rows
CASES: list[tuple[Grid, list[tuple[str, str, int]]]] = [
    (form("原因", WHY, "", ""), [("原因", WHY, 4)]),
    (form("原因", WHY, "^", "^"), [("原因", WHY, 4)]),
    (form("原因", WHY, "/", "本年没有安排"), [("原因", WHY, 4), ("原因", "本年没有安排", 6)]),
    (form("未执行原因（100字以内）", "", WHY, ""), [("未执行原因", WHY, 5)]),
    (form("备注", "—", "", ""), []),
    (form("考核意见", "", "", ""), []),
]


def read(grid: Grid, layout: str) -> IndicatorTable:
    return read_indicator_table(
        table(grid), Text(place="t/title"), "project", "t", "", library().whole(layout)
    )


def amounts(found: IndicatorTable) -> list[tuple[str, str, str, str]]:
    return [(m.label.raw, m.initial.raw, m.executed.raw, m.score.raw) for m in found.money]


@pytest.mark.parametrize("layout", ["sichuan_system", "common"])
@pytest.mark.parametrize(("grid", "expected"), CASES)
def test_reasons(grid: Grid, expected: list[tuple[str, str, int]], layout: str) -> None:
    found = read(grid, layout)
    reasons = [r for r in found.remarks if r.label != "项目实施内容及过程概述"]
    assert [(r.label, r.raw, r.location.row) for r in reasons] == expected
    assert {r.kind for r in reasons} <= {"note"}
    assert amounts(found) == [
        ("总额", "260.00", "276.50", "8.70"),
        ("其中：财政资金", "260.00", "276.50", "/"),
        ("单位资金", "0.00", "0.00", "/"),
    ]
    assert [row.actual.raw for row in found.indicators] == ["4"]


def test_every_note_has_a_place_of_its_own() -> None:
    found = read(form("原因", WHY, "", "本年没有安排"), "sichuan_system")
    assert [(r.place, r.raw) for r in found.remarks] == [
        ("t/remarks/note", "5月开工，11月完工。"),
        ("t/remarks/note#2", WHY),
        ("t/remarks/note#3", "本年没有安排"),
    ]


def whole(*grid: list[str]) -> Pack:
    return extract([document(PROJECT_TITLE, grid)])


def test_a_form_with_reasons_is_read_whole() -> None:
    pack = whole(*map(list, form("原因", WHY, "^", "^")))
    assert pack.unplaced == []
    assert [note for reading in pack.readings for note in reading.notes] == []


def test_a_column_that_no_layout_names_is_still_listed() -> None:
    pack = whole(*map(list, form("考核意见", "另行核定3.00万元", "", "")))
    assert "另行核定3.00万元" in "".join(each.text for each in pack.unplaced)
