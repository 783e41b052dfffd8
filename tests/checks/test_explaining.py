"""What a finding blames, and in which words: the wrong side, the slip, what follows from it."""

import pytest

from assistant.checks.explaining.consequences import consequences
from assistant.model.finding import Finding
from tests.checks.build import run

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
UNIT = "overall_report/部门基本情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
RATE = "base_data/staffing/control_rate"


def of_rule(cells: dict[str, str], code: str) -> list[Finding]:
    return [each for each in run(cells).findings if each.rule == code]


@pytest.mark.parametrize(
    ("cells", "rule", "words"),
    [
        # One digit wrong in a rate that its own figures make.
        ({"overall/money/年度资金总额/full_year": "531.22", "overall/money/年度资金总额/rate": "96.95%"},
         "A104", "94.95写成96.95"),
        # A point in the wrong place is told with both figures, as they are printed.
        ({SPENT: "全年支出50.44万元，其中基本支出456.40万元，项目支出48.00万元。"}, "N101",
         "504.40写成50.44，差十倍"),
        # What the form bears out is not named among what may be wrong.
        ({MATTER: "项目支出29.00万元，其中渠道支出11.42万元，管护支出7.58万元。"}, "N101",
         "疑似写错一位数字（19.00写成29.00）。"),
        # Counts in ten thousands stay so.
        ({WORK: "全镇播种面积42.87万亩，其中水稻21.36万亩、玉米14.28万亩、大豆9.03万亩。"}, "N101",
         "12.48写成14.28"),
        # A change taken of the figure that it led to, which need not be told.
        ({WORK: "公用经费比上年的412.36万元减少15.64万元，下降3.94%。"}, "N113",
         "15.64万元÷396.72万元=3.94%，应除以412.36万元"),
        ({WORK: "火灾死亡由6人降到4人，减少2人，下降50%。"}, "N104", "2人÷4人=50%"),
    ],
)  # fmt: skip
def test_words(cells: dict[str, str], rule: str, words: str) -> None:
    found = of_rule(cells, rule)
    assert found, run(cells).findings
    assert words in found[0].explanation


EITHER = "差旅费支出36.52万元，其中市内28.93万元、市外6.69万元。"
"""36.52 may be 35.62, and 28.93 may be 29.83."""


def test_a_score_backs_the_report() -> None:
    """An actual value is blamed where its row was scored for what the report tells."""
    place = "projects/灌溉渠维修/indicators/社会效益指标/新增灌溉面积/actual"
    report = run({place: "230亩", MATTER: "新增灌溉面积320亩。"})
    found = next(each for each in report.findings if each.rule == "X121")
    assert (found.place, found.expected) == (place, "320亩")
    assert {"S103", "T102"} <= set(found.also)
    assert not any(each.rule in ("S103", "T102") and each.place.startswith(place.rpartition("/")[0])
                   for each in report.findings)  # fmt: skip


def test_the_side_that_others_contradict_is_wrong() -> None:
    report = run({RATE: "95%", UNIT: "青禾镇人民政府编制50人，在职45人，控制率90%。"})
    found = [each for each in report.findings if each.rule in ("A101", "X133")]
    assert [(each.rule, each.place, each.expected) for each in found] == [("A101", RATE, "90%")]


def test_a_sum_with_one_row_too_many_points() -> None:
    """The total is right where just one row has points that it shouldn't have."""
    row = "projects/灌溉渠维修/indicators/数量指标/维修渠道长度"
    found = of_rule({f"{row}/actual": "4公里", "projects/灌溉渠维修/total/score": "95.50"}, "A116")
    assert "恰是“维修渠道长度”" in found[0].explanation
    assert "总分不必改" in found[0].suggestion


def test_a_total_that_stands() -> None:
    """Whose score was changed behind the total's back leaves the total as it should be."""
    found = of_rule({"overall/money/年度资金总额/score": "9.07"}, "S101")
    assert "A116" in found[0].also
    assert "总分不必改" in found[0].suggestion


def test_choices_are_not_certain() -> None:
    found = of_rule({WORK: EITHER}, "N101")
    assert "，或" in found[0].explanation
    assert not found[0].certain


def test_consequences() -> None:
    absurd = "“镇”1万元÷“支出”2元=500000%，报告写50%，相差499950个百分点。"
    plain = "“支出”2元，所列分项1万元+1万元=2万元，相差19998元。"
    told = consequences("疑似把万元写成了元（差一万倍）。", [plain, absurd])
    assert plain in told
    assert absurd not in told
    assert "另有1处" in told
    assert consequences("", [absurd]).endswith(absurd)
    assert consequences("", []) == ""
    assert "3处" not in consequences("", ["甲。", "乙。", "丙。"])
    assert "另有1处" in consequences("", ["甲。", "乙。", "丙。", "丁。"])
