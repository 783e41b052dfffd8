"""Problems, measures and other cells beside the blocks; the grade beside the total."""

import pytest

from assistant.extraction.indicator_table import read_indicator_table
from assistant.extraction.layouts import library
from assistant.model.pack import IndicatorTable
from assistant.model.quantity import Text
from tests.extraction.build import Grid, project, table

TAIL = ["<"] * 6
# rows below the total, remarks as found
CASES: list[tuple[Grid, list[tuple[str, str, str]]]] = [
    ([["存在问题", "少清淤1公里。", *TAIL], ["改进措施", "四月补齐。", *TAIL]],
     [("problems", "存在问题", "少清淤1公里。"), ("measures", "改进措施", "四月补齐。")]),
    ([["1.存在的问题：", "", *TAIL]], [("problems", "1.存在的问题", "")]),
    ([["存在问题", "<", "<", "<", "改进措施", "<", "<", "<"],
      ["少清淤1公里。", "<", "<", "<", "四月补齐。", "<", "<", "<"]],
     [("problems", "存在问题", "少清淤1公里。"), ("measures", "改进措施", "四月补齐。")]),
    ([["评价结论", "基本完成。", *TAIL], ["存在问题", "无", *TAIL]],
     [("conclusion", "评价结论", "基本完成。"), ("problems", "存在问题", "无")]),
    ([["审核意见", "同意。", *TAIL]], []),
]  # fmt: skip


def read(grid: Grid, layout: str = "common") -> IndicatorTable:
    shelf = library()
    return read_indicator_table(
        table(grid), Text(place="overall/title"), "overall", "overall", "", shelf.whole(layout)
    )


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_remarks(rows: Grid, expected: list[tuple[str, str, str]]) -> None:
    found = read([*project(), *rows])
    assert [(r.kind, r.label, r.raw) for r in found.remarks] == expected
    assert all(r.place == f"overall/remarks/{r.kind}" for r in found.remarks)
    assert all(r.location.row is not None for r in found.remarks)
    assert len(found.indicators) == 2


@pytest.mark.parametrize("grade", ["优", "良好", "不合格"])
def test_grade_beside_the_total(grade: str) -> None:
    found = read([*project()[:-1], ["总分", "<", "<", "<", "<", "100", "99.5", grade]])
    assert (str(found.total_weight.value), str(found.total_score.value)) == ("100", "99.5")
    assert [(r.kind, r.raw) for r in found.remarks] == [("grade", grade)]


def test_a_remark_above_the_total_is_no_indicator() -> None:
    grid = project()
    found = read([*grid[:-1], ["存在问题", "无", *TAIL], grid[-1]])
    assert [row.name.raw for row in found.indicators] == ["维修渠道长度", "新增灌溉面积"]
    assert found.total_score.raw == "99.5"


def test_two_of_a_kind_have_two_places() -> None:
    found = read([*project(), ["存在问题", "甲", *TAIL], ["存在的问题", "乙", *TAIL]])
    assert [r.place for r in found.remarks] == [
        "overall/remarks/problems",
        "overall/remarks/problems#2",
    ]
