"""One count told in two precisions, targets told with what was missed, lists that are counted."""

import pytest

from tests.checks.build import run

WORK = "overall_report/资金使用及绩效情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"


@pytest.mark.parametrize(
    ("told", "found"),
    [("37186人", False), ("37249人", False), ("38186人", True), ("3.73万人", True)],
)
def test_a_count_in_fewer_digits_is_the_same(told: str, found: bool) -> None:
    cells = {WORK: "慢病随访管理对象3.72万人。", MATTER: f"慢病随访管理对象{told}。"}
    assert any(f.rule == "N115" for f in run(cells).findings) is found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("新增灌溉面积320亩，未完成350亩的目标。", False),
        ("新增灌溉面积320亩，未完成年度任务，少完成90亩。", True),
    ],
)
def test_what_was_not_reached_may_be_the_target_itself(sentence: str, found: bool) -> None:
    cells = {
        MATTER: sentence,
        "projects/灌溉渠维修/indicators/社会效益指标/新增灌溉面积/target": "≥350亩",
    }
    told = [f for f in run(cells).findings if f.rule == "N114" and MATTER in f.place]
    assert bool(told) is found


def test_a_list_that_is_counted_is_no_result() -> None:
    sentence = "全年实施灌溉渠维修、新增灌溉面积两个项目。"
    assert not [f for f in run({MATTER: sentence}).findings if f.rule == "X121"]
