"""Scores recomputed: rows, totals, ranges, and the score after correction."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import CheckOptions
from assistant.checks.scores.views import score_view
from assistant.checks.targets.performance import fair_score, judge
from assistant.facts.profiles import load_profile
from assistant.model.finding import IndicatorScore, ScoreView
from assistant.model.pack import IndicatorTable
from assistant.pipeline import load, run_check
from corpus.forms.build import write_form
from corpus.forms.truth import FORMS
from tests.checks.build import indicator, number, put, sound, text

NATIONAL = load_profile("national")
QUOTIENT = NATIONAL.model_copy(update={"reverse_rule": "target_over_actual"})
OUTPUT, COST = ("产出指标", "数量指标"), ("成本指标", "经济成本指标")


def table(*rows: tuple[tuple[str, str], str, str, str, str], total: str = "") -> IndicatorTable:
    """Return the overall table with these rows alone: levels, target, actual, weight, score."""
    made = sound().overall
    assert made
    made.indicators = [
        indicator("overall", (*levels, f"指标{n}", target, actual, weight, score))
        for n, (levels, target, actual, weight, score) in enumerate(rows)
    ]
    made.total_score = number(total, "overall/total/score")
    return made


def row(levels: tuple[str, str], target: str, actual: str, weight: str, score: str,
        why: str = "", profile: object = NATIONAL) -> IndicatorScore:  # fmt: skip
    made = table((levels, target, actual, weight, score))
    made.indicators[0].deviation = text(why, "overall/deviation")
    assert isinstance(profile, type(NATIONAL))
    return score_view(made, profile).indicators[1]


# levels, target, actual, weight, score; fair, counted, part of rule or reason
ROWS = [
    (OUTPUT, "≥40场", "38场", "10", "10", "9.5", "9.5", "完成38/40，10分×38÷40=9.5分"),
    (OUTPUT, "≥40场", "38场", "10", "9.5", "9.5", "9.5", "完成38/40"),
    (OUTPUT, "≥9处", "8处", "20", "17.8", "17.78", "17.8", "≈17.78分"),  # rounded by the unit
    (OUTPUT, "≥40场", "50场", "10", "10", "10", "10", "达到指标值，得满分10分"),
    (OUTPUT, "≥40场", "50场", "10", "12", "10", "10", ""),
    (OUTPUT, "≥40场", "50场", "10", "", "10", "10", "没有填得分，按规则补计"),
    (OUTPUT, "≥40场", "50场", "10", "9", "10", "9", "自评低于按规则得分，没有说明原因"),
    (OUTPUT, "90-95%", "93%", "10", "10", "10", "10", "达到指标值"),
    (OUTPUT, "90-95%", "81%", "10", "10", "9", "9", "81÷90=9分"),
    (OUTPUT, "100户以上", "100户", "10", "10", "10", "10", ""),
    (OUTPUT, "95%", "0.968", "10", "10", "10", "10", "完成96.8/95"),
    (OUTPUT, "0.95", "96.8%", "10", "10", "10", "10", "完成96.8/95"),
    (OUTPUT, "5%", "0.8", "10", "10", "1.6", "1.6", "完成0.8/5"),
    (COST, "20万元", "18万元", "20", "20", "20", "20", "没有超过指标值20，得满分20分"),
    (COST, "20万元", "180000元", "20", "20", "20", "20", "实际18，"),
    (COST, "20万元", "25万元", "20", "20", "15", "15", "超出指标值20的25%，20分×（1－25%）=15分"),
    (COST, "20万元", "25万元", "20", "16", "15", "16", ""),  # the quotient rule is known too
    (COST, "20万元", "40万元", "20", "20", "0", "0", "2倍以上，得0分"),
    (COST, "≤0万元", "1万元", "20", "20", "0", "0", "指标值为0，实际1，超过即得0分"),
    (COST, "≤0万元", "0万元", "20", "20", "20", "20", ""),
    (OUTPUT, "5次", "300人", "10", "10", "", "10", "单位不同，不能比较"),
    (OUTPUT, "约40场", "38场", "10", "10", "", "10", "指标值是约数"),
    (OUTPUT, "≥90%，≤100%", "95%", "10", "10", "", "10", "指标值中有几个数"),
    (OUTPUT, "培训10场、200人", "10场", "10", "10", "", "10", "指标值中有几个数"),
    (OUTPUT, "40场", "已完成", "10", "10", "", "10", "实际完成值不是数字"),
    (OUTPUT, "40场", "", "10", "10", "", "10", "没有填实际完成值"),
    (OUTPUT, "", "40场", "10", "10", "", "10", "没有填年度指标值"),
    (OUTPUT, "-3%", "-5%", "10", "10", "", "10", "指标值小于0"),
    (OUTPUT, "300天", "280天", "10", "10", "", "10", "看不出越多越好还是越少越好"),
    (OUTPUT, "300天", "300天", "10", "10", "10", "10", "等于指标值300"),
    (OUTPUT, "4月底前", "4月18日", "10", "10", "10", "10", "没有晚于4月底前"),
    (OUTPUT, "4月底前", "5月2日", "10", "10", "", "10", "晚于4月底前"),
    (OUTPUT, "5次", "300人", "10", "12", "", "10", ""),  # nothing but the cap is sure
    (OUTPUT, "40场", "38场", "", "", "", "", "没有分值"),
]  # fmt: skip


@pytest.mark.parametrize("case", ROWS, ids=lambda case: f"{case[1]} {case[2]} {case[4]}")
def test_row(case: tuple[tuple[str, str], str, str, str, str, str, str, str]) -> None:
    levels, target, actual, weight, score, fair, counted, said = case
    made = row(levels, target, actual, weight, score)
    assert (made.fair, made.counted) == (fair, counted)
    assert said in made.rule + made.reason
    assert made.agrees == (
        counted == score and "低于" not in made.reason and "晚于4" not in made.reason
    )


def test_the_quotient_rule_is_written_out() -> None:
    assert "20分×20÷25=16分" in row(COST, "20万元", "25万元", "20", "20", profile=QUOTIENT).rule


def test_points_given_up_with_a_reason_are_kept() -> None:
    made = row(OUTPUT, "≥40场", "38场", "10", "8", why="两场质量不高，另扣1.5分。")
    assert (made.fair, made.counted, made.agrees) == ("9.5", "8", False)


# actual, score; low, high, counted, agrees, part of rule
BANDS = [
    ("明显改善", "9", "8", "10", "9", True, "完成值属“达成”档"),
    ("达成预期指标", "10", "8", "10", "10", True, "“达成”档，分值的80%–100%，即8–10分"),
    ("部分达成年度指标并具有一定效果", "10", "6", "8", "8", False, "“部分达成”档"),
    ("部分完成", "7", "6", "8", "7", True, "“部分达成”档"),
    ("未达成年度指标且效果较差", "9", "0", "6", "6", False, "“未达成”档"),
    ("有所改善", "7", "6", "8", "7", True, "自评得分在“部分达成”档"),
    ("有所改善", "8", "8", "10", "8", True, "自评得分在“达成”档"),
    ("有所改善", "", "0", "10", "", False, ""),
    ("有所改善", "11", "", "", "10", False, ""),
    ("达成预期指标", "5", "8", "10", "5", False, "“达成”档"),
]  # fmt: skip


@pytest.mark.parametrize("case", BANDS, ids=lambda case: f"{case[0]} {case[1]}")
def test_band(case: tuple[str, str, str, str, str, bool, str]) -> None:
    actual, score, low, high, counted, agrees, said = case
    made = row(("效益指标", "社会效益指标"), "明显改善", actual, "10", score)
    assert made.direction == "qualitative"
    assert (made.low, made.high, made.counted, made.agrees) == (low, high, counted, agrees)
    assert said in made.rule


def overall(cells: dict[str, str]) -> ScoreView:
    pack = sound()
    for place, raw in cells.items():
        put(pack, place, raw)
    assert pack.overall
    return score_view(pack.overall, NATIONAL)


SESSIONS = "overall/indicators/数量指标/举办农技培训"
MONEY = "overall/money/年度资金总额"
COSTS = "overall/indicators/经济成本指标/水电差旅费控制数"
LINES = [
    ({}, ""),
    ({f"{SESSIONS}/actual": "8场"}, "修正后自评得分约 97.7 分，比自评总分低 2 分，按分档仍为“优”。修正：1 项指标按规则重新计分。"),
    ({f"{COSTS}/actual": "60万元"}, "按分档由“优”降为“中”"),
    ({f"{MONEY}/score": "10", "overall/total/score": "100"}, "预算执行得分由 10 分改为 9.7 分"),
    ({"overall/total/score": "98.70"}, "约 99.7 分，比自评总分高 1 分，按分档仍为“优”。修正：总分按各项得分重新相加。"),
    ({f"{SESSIONS}/score": ""}, ""),  # the blank is filled by the rule, and the total is right
    ({f"{SESSIONS}/score": "11", "overall/total/score": "100.70"}, "约 99.7 分"),
    ({"overall/total/score": ""}, ""),
    ({"overall/total/score": "99.7"}, ""),
    ({"overall/total/score": "100"}, "约 99.7 分，比自评总分低 0.3 分"),  # no rounding to full marks
    ({f"{SESSIONS}/target": "丰富", f"{SESSIONS}/actual": "丰富", f"{COSTS}/actual": "60万元"},
     "约 79.7 分（77.7–79.7 分）"),
    ({f"{SESSIONS}/target": "丰富", f"{SESSIONS}/actual": "丰富", f"{COSTS}/actual": "31.9万元"},
     "按区间可能在“良”和“优”之间"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "says"), LINES)
def test_what_if(cells: dict[str, str], says: str) -> None:
    view = overall(cells)
    assert says in view.what_if
    assert bool(says) == bool(view.what_if), view.what_if


def test_rows_without_weight_leave_the_rest_open() -> None:
    view = overall({f"{SESSIONS}/weight": "", f"{SESSIONS}/score": ""})
    assert (view.recomputed, view.high) == ("89.7", "99.7")
    assert "1 项指标没有得分，未计入" in view.what_if


def test_no_grade_where_points_are_not_of_a_hundred() -> None:
    assert (
        "分档" not in overall({f"{SESSIONS}/actual": "8场", "overall/total/weight": "120"}).what_if
    )


@pytest.mark.parametrize("name", FORMS)
def test_sound_forms_of_every_place_agree(name: str, tmp_path: Path) -> None:
    """The forms were written before the scores were recomputed, each with its place's rules."""
    dossier = load([write_form(name, tmp_path)[0]], tell=lambda error: pytest.fail(str(error)))
    for view in run_check(dossier, CheckOptions(profile="")).scores:
        assert view.recomputed == view.stated
        assert view.what_if == ""
        assert all(each.agrees for each in view.indicators)
        assert all(each.told for each in view.indicators)


# Properties: figures drawn at random, targets and actuals with one decimal and one unit.
NUMBERS = st.decimals(0, 500, places=1)
WEIGHTS = st.sampled_from(["1", "5", "12.5", "20"])
DRAWN = st.tuples(st.sampled_from([OUTPUT, COST]), NUMBERS, NUMBERS, WEIGHTS)


def scored(levels: tuple[str, str], target: Decimal, actual: Decimal, weight: str) -> Decimal:
    made = indicator("overall", (*levels, "指标", f"{target}吨", f"{actual}吨", weight, "1"))
    fair = fair_score(made, NATIONAL)
    return Decimal(-1) if fair is None else fair


@settings(deadline=None)
@given(DRAWN)
def test_a_fair_score_is_from_nothing_to_the_weight(
    drawn: tuple[tuple[str, str], Decimal, Decimal, str],
) -> None:
    levels, target, actual, weight = drawn
    for profile in (NATIONAL, QUOTIENT):
        made = indicator("overall", (*levels, "指标", f"{target}吨", f"{actual}吨", weight, "1"))
        fair, result = fair_score(made, profile), judge(made)
        assert (fair is None) == (result is None)
        if fair is not None and result is not None:
            assert 0 <= fair <= Decimal(weight)
            assert (fair == Decimal(weight)) >= result.met


@settings(deadline=None)
@given(DRAWN, NUMBERS)
def test_a_better_figure_never_costs_points(
    drawn: tuple[tuple[str, str], Decimal, Decimal, str], other: Decimal
) -> None:
    levels, target, actual, weight = drawn
    less, more = sorted((actual, other))
    one, two = scored(levels, target, less, weight), scored(levels, target, more, weight)
    if min(one, two) >= 0:  # a target of zero tells no direction for outputs
        assert one >= two if levels is COST else one <= two


@settings(deadline=None)
@given(st.decimals("0.1", 200, places=1), st.decimals(2, 9, places=1), WEIGHTS)
def test_twice_the_limit_earns_nothing(target: Decimal, times: Decimal, weight: str) -> None:
    assert (
        scored(COST, target, (target * times).quantize(Decimal("0.1"), "ROUND_CEILING"), weight)
        == 0
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(DRAWN, min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_changes_no_total(
    drawn: Sequence[tuple[tuple[str, str], Decimal, Decimal, str]], random: Random
) -> None:
    rows = [(levels, f"{t}吨", f"{a}吨", w, w) for levels, t, a, w in drawn]
    first = score_view(table(*rows, total="90"), NATIONAL)
    random.shuffle(rows)
    second = score_view(table(*rows, total="90"), NATIONAL)
    assert (first.recomputed, first.low, first.high) == (second.recomputed, second.low, second.high)
    assert Decimal(first.low) <= Decimal(first.recomputed) <= Decimal(first.high)


@pytest.mark.parametrize(
    "name", [name for name in FORMS if name not in ("hubei", "transfer_payment")]
)
def test_one_row_of_a_place_at_a_time(name: str, tmp_path: Path) -> None:
    """Half of what was wanted costs half the points, half too much too, twice as much all."""
    dossier = load([write_form(name, tmp_path)[0]], tell=lambda error: pytest.fail(str(error)))
    (made,) = dossier.pack.tables()
    before = Decimal(score_view(made, NATIONAL).recomputed)
    tried = 0
    for each in made.indicators:
        more = {">=": True, "<=": False}.get(each.target.comparator)
        if more is None or not each.target.value or each.score.value != each.weight.value:
            continue
        for times, lost in ((Decimal("0.5"), Decimal("0.5")),) if more else (
            (Decimal("1.5"), Decimal("0.5")), (Decimal(2), Decimal(1)), (Decimal("0.1"), Decimal(0))
        ):  # fmt: skip
            kept = each.actual.value, each.actual.precision
            each.actual.value, each.actual.precision = each.target.value * times, Decimal(0)
            view = score_view(made, NATIONAL)
            each.actual.value, each.actual.precision = kept
            cost = Decimal(0) if each.parent else (each.weight.value or 0) * lost
            assert abs(before - Decimal(view.recomputed) - cost) <= Decimal("0.005")
            assert bool(view.what_if) == bool(cost)
            tried += 1
    assert tried >= 2


def test_execution_above_the_budget_earns_no_more_than_all() -> None:
    view = overall(
        {f"{MONEY}/executed": "540.00", f"{MONEY}/score": "10", "overall/total/score": "100"}
    )
    assert view.what_if == ""
    assert "超过100%按满分计，得10分" in view.indicators[0].rule


def test_execution_without_amounts_follows_the_stated_rate() -> None:
    view = overall({f"{MONEY}/executed": "", f"{MONEY}/rate": "50%"})
    assert (view.indicators[0].fair, view.recomputed) == ("5", "95")


def test_a_weight_that_breaks_the_sum_is_not_scored_by() -> None:
    made = sound()
    put(made, "overall/money/年度资金总额/weight", "20")
    assert made.overall
    view = score_view(made.overall, NATIONAL)
    assert view.recomputed == "99.7"
    assert view.indicators[0].agrees
    assert "疑为10分" in view.indicators[0].reason


def test_no_total_above_all_points_is_told() -> None:
    made = sound()
    put(made, "overall/money/年度资金总额/weight", "20")
    put(made, "overall/money/年度资金总额/score", "15")
    assert made.overall
    view = score_view(made.overall, NATIONAL)
    assert (view.recomputed, view.what_if) == ("", "")
    assert view.note.startswith("各项相加超过100分，先改正分值")
