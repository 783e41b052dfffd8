"""The engine: outcomes, selection, verdict, one cause, suppressions, scores, rule pages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.checks import (
    Suppression,
    load_baseline,
    load_profile,
    load_suppressions,
    profile_names,
    registry,
    rules,
)
from assistant.checks.context import Context
from assistant.checks.explaining.pen_slips import pen_slip, swapped
from assistant.checks.pages import page, pages, write
from assistant.errors import BadSettings, WrongUse
from assistant.model.finding import Finding
from assistant.resources import data_path
from tests.checks import (
    test_accounts,
    test_across_sections,
    test_arithmetic,
    test_by_size,
    test_cells_in_text,
    test_changes_told,
    test_completeness,
    test_consistency,
    test_contents_owed,
    test_copies,
    test_counted,
    test_cross,
    test_cross_rows,
    test_cross_text,
    test_days_told,
    test_enumerations,
    test_figures_in_words,
    test_forms_filled,
    test_gaps_in_text,
    test_goal_copies,
    test_in_turn,
    test_last_year_in_text,
    test_left_alone,
    test_lists_told,
    test_means_in_words,
    test_measures_said,
    test_miswritten,
    test_narrative,
    test_narrative_growth,
    test_near_copies,
    test_notices,
    test_parts_and_rests,
    test_pending,
    test_plans_in_text,
    test_points_in_text,
    test_products_and_means,
    test_purpose,
    test_rates_and_quotas_told,
    test_rates_and_shares,
    test_ratios_in_text,
    test_reasons_and_twins,
    test_relations_told,
    test_remainders_in_text,
    test_rows_set_up,
    test_same_text,
    test_scoring,
    test_segments,
    test_steps_and_names,
    test_steps_in_words,
    test_stock_in_text,
    test_sums_in_text,
    test_survey_base,
    test_targets,
    test_told_and_dated,
    test_told_beside,
    test_told_of_parts,
    test_turned,
    test_units_borne_out,
    test_untold,
    test_what_holds,
    test_word_format,
    test_wording,
    test_years,
)
from tests.checks.build import complete, findings, run

TRAINING = "overall/indicators/数量指标/举办农技培训"
TAX = "overall/indicators/经济效益指标/全镇税收"
ALL_CASES = [
    case
    for module in (
        test_accounts,
        test_across_sections,
        test_arithmetic,
        test_by_size,
        test_cells_in_text,
        test_changes_told,
        test_completeness,
        test_consistency,
        test_contents_owed,
        test_copies,
        test_counted,
        test_cross,
        test_cross_rows,
        test_cross_text,
        test_days_told,
        test_enumerations,
        test_figures_in_words,
        test_forms_filled,
        test_gaps_in_text,
        test_goal_copies,
        test_in_turn,
        test_last_year_in_text,
        test_left_alone,
        test_lists_told,
        test_parts_and_rests,
        test_measures_said,
        test_narrative,
        test_narrative_growth,
        test_notices,
        test_pending,
        test_plans_in_text,
        test_points_in_text,
        test_products_and_means,
        test_means_in_words,
        test_steps_in_words,
        test_units_borne_out,
        test_purpose,
        test_rates_and_quotas_told,
        test_rates_and_shares,
        test_same_text,
        test_reasons_and_twins,
        test_relations_told,
        test_remainders_in_text,
        test_rows_set_up,
        test_scoring,
        test_segments,
        test_steps_and_names,
        test_stock_in_text,
        test_miswritten,
        test_near_copies,
        test_ratios_in_text,
        test_sums_in_text,
        test_survey_base,
        test_targets,
        test_told_beside,
        test_told_of_parts,
        test_told_and_dated,
        test_turned,
        test_untold,
        test_what_holds,
        test_word_format,
        test_wording,
        test_years,
    )
    for case in module.CASES
]


@pytest.mark.parametrize("code", [info.code for info in rules()])
def test_every_rule_has_cases(code: str) -> None:
    outcomes = {case.outcome for case in ALL_CASES if case.code == code}
    # C101 asks whether forms are there; some slips of wording are looked for in any pack.
    always = {"C101"} | test_wording.ALWAYS
    wanted = {"fails", "passes"} | (set() if code in always else {"applies_not"})
    assert outcomes >= wanted


@pytest.mark.parametrize("info", rules(), ids=lambda info: info.code)
def test_every_rule_says_what_it_does(info: registry.RuleInfo) -> None:
    for part in registry.PARTS:
        assert f"{part}：" in info.doc, part
    assert info.family == registry.FAMILIES[info.code[0]]


def test_sound_pack_has_no_findings() -> None:
    report = run(edit=complete)
    assert report.findings == []
    assert not [o for o in report.outcomes if o.status == "crashed"]


@pytest.fixture
def broken_rule() -> Iterator[str]:
    def broken(ctx: Context) -> Iterator[Finding]:
        """查什么：故意出错。"""
        ctx.look("x")
        yield from ()
        raise KeyError("nothing there")

    registry.rules()
    registry.rule("M999", name="出错", severity="info", source="test")(broken)
    yield "M999"
    del registry._RULES["M999"]


def test_crashed_rule_is_its_own_outcome(broken_rule: str) -> None:
    report = run({f"{TRAINING}/score": "12"})
    outcome = next(o for o in report.outcomes if o.rule == broken_rule)
    assert (outcome.status, outcome.reason) == ("crashed", "KeyError: 'nothing there'")
    assert "另有 1 条规则未能运行" in report.verdict
    assert findings(report, "S102")  # the others went on


def test_only_a_crash_is_no_verdict(broken_rule: str) -> None:
    assert run(select=broken_rule).verdict.startswith("无法判断")


def test_rule_without_page_is_refused() -> None:
    def silent(ctx: Context) -> Iterator[Finding]:
        yield from ()

    with pytest.raises(TypeError, match="docstring"):
        registry.rule("M998", name="无说明", severity="info", source="test")(silent)


@pytest.mark.parametrize("code", ["Q101", "A1", "A101"])
def test_bad_or_taken_code_is_refused(code: str) -> None:
    def rule(ctx: Context) -> Iterator[Finding]:
        """有说明。"""
        yield from ()

    rules()
    with pytest.raises(ValueError, match=code):
        registry.rule(code, name="x", severity="info", source="test")(rule)


@pytest.mark.parametrize(
    ("cells", "start"),
    [
        ({}, "可以上报：未发现问题（自评总分 99.7 分）"),
        ({f"{TRAINING}/target": "若干场"}, "可以上报：未发现错误和警告，提示 1 处"),
        ({"base_data/thrift": ""}, "建议修改后上报：未发现错误，警告 1 处"),
        ({f"{TRAINING}/score": "12"}, "不能上报：错误 1 处"),
    ],
)
def test_verdict(cells: dict[str, str], start: str) -> None:
    report = run(cells, ignore=("X", "N", "W", "Y", "C13"))
    assert report.verdict.startswith(start), report.verdict


def test_verdict_names_both_scores() -> None:
    report = run({"overall/total/score": "99.70", f"{TRAINING}/actual": "8场"})
    assert "自评总分 99.7 分，重算约 97.7 分" in report.verdict
    view = report.scores[0]
    assert (view.stated, view.sum_of_scores, view.recomputed) == ("99.7", "99.7", "97.7")


def test_unknown_selector() -> None:
    with pytest.raises(WrongUse, match="Z9"):
        run(select="Z9")


def test_ignored_rules_are_not_selected() -> None:
    report = run(ignore=("A", "S102"))
    status = {o.rule: o.status for o in report.outcomes}
    assert status["A101"] == status["S102"] == "not_selected"
    assert status["S103"] == "passed"
    assert "按选择未运行" in report.verdict


def test_one_cause_is_one_finding() -> None:
    """A weight that is 5 short breaks its level, the total weight and the total score."""
    report = run({f"{TAX}/weight": "5", f"{TAX}/score": "5"}, select="A")
    (found,) = report.findings
    assert found.rule == "A114"
    assert found.also == ["A115", "A116"]
    assert {e.place for e in found.evidence} >= {"overall/total/weight", "overall/total/score"}
    assert "总分值100分，各项分值合计为95分" in found.explanation


def test_blank_cell_takes_in_the_sums_that_lack_it() -> None:
    report = run({f"{TAX}/weight": "", f"{TAX}/score": ""}, select="")
    (found,) = findings(report, "S106")
    assert found.also == ["A114", "A115", "A116"]


def test_two_faults_stay_two_findings() -> None:
    cells = {"overall/total/score": "97.90", f"{TRAINING}/score": "12"}
    codes = [f.rule for f in run(cells, select="").findings if f.rule[0] in "AS"]
    assert sorted(codes) == ["A116", "S102"]


def test_fingerprint_is_stable_and_particular() -> None:
    first, again = (run({f"{TRAINING}/score": "12"}, select="S102") for _ in range(2))
    other = run({f"{TRAINING}/score": "13"}, select="S102")
    assert first.findings[0].fingerprint == again.findings[0].fingerprint
    assert first.findings[0].fingerprint != other.findings[0].fingerprint


def test_a_finding_without_advice_takes_that_of_its_page() -> None:
    found = findings(run({"overall/by_income/政府性基金拨款": "3.00万元"}, select="A108"), "A108")
    assert [item.suggestion for item in found] == ["核对各项来源，补填漏项或改正填错的一项。"]


def test_evidence_shows_both_sides() -> None:
    (found,) = findings(run({f"{TRAINING}/score": "12"}, select="S102"), "S102")
    assert [(e.quote, e.place) for e in found.evidence] == [
        ("“举办农技培训”得分：12", f"{TRAINING}/score"),
        ("“举办农技培训”分值：10", f"{TRAINING}/weight"),
    ]
    assert found.evidence[0].location.file == "pack.docx"


@pytest.mark.parametrize(
    ("entry", "stands"),
    [
        ({"rule": "S102", "place": "overall/*", "reason": "已核"}, False),
        ({"rule": "S102", "place": "overall/*", "reason": "已核", "until": "2020-01-01"}, True),
        ({"rule": "S103", "reason": "已核"}, True),
        ({"rule": "S102", "place": "projects/*", "reason": "已核"}, True),
    ],
)
def test_suppression(entry: dict[str, str], stands: bool) -> None:
    report = run(
        {f"{TRAINING}/score": "12"},
        select="S102",
        suppressions=[Suppression.model_validate(entry)],
        today=date(2025, 3, 1),
    )
    assert bool(report.findings) is stands
    assert bool(report.suppressed) is not stands


def test_suppression_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="理由"):
        Suppression(rule="S102", reason=" ")


def test_baseline_is_listed_with_its_reason() -> None:
    cells = {f"{TRAINING}/score": "12"}
    (found,) = run(cells, select="S102").findings
    report = run(
        cells, select="S102", baseline={found.fingerprint}, baseline_reason="上年已说明"
    )  # fmt: skip
    assert report.findings == []
    assert report.suppressed[0].reason == "上年已说明"
    with pytest.raises(BadSettings):
        run(cells, select="S102", baseline={found.fingerprint})


def test_files_of_suppressions_and_baselines(tmp_path: Path) -> None:
    toml = tmp_path / "jixiao.toml"
    toml.write_text('[[suppress]]\nrule = "S102"\nreason = "已核"\nuntil = 2025-12-31\n', "utf-8")
    assert load_suppressions(toml)[0].until == date(2025, 12, 31)
    toml.write_text('[[suppress]]\nrule = "S102"\n', "utf-8")
    with pytest.raises(BadSettings, match=r"jixiao\.toml"):
        load_suppressions(toml)
    base = tmp_path / "base.json"
    base.write_text('{"reason": "已核", "fingerprints": ["a"]}', "utf-8")
    assert load_baseline(base).fingerprints == {"a"}
    base.write_text("[]", "utf-8")
    with pytest.raises(BadSettings):
        load_baseline(base)


def test_timings_only_when_asked() -> None:
    assert all(o.milliseconds == 0 for o in run(select="A").outcomes)
    assert any(o.milliseconds > 0 for o in run(select="A", timings=True).outcomes)


@pytest.mark.parametrize("name", profile_names())
def test_profiles_inherit_what_they_leave_out(name: str) -> None:
    profile, national = load_profile(name), load_profile("national")
    assert profile.name == name
    assert profile.grades == national.grades
    for scheme in profile.schemes:
        total = scheme.execution + sum(scheme.levels.values())
        assert total == 100 or not scheme.levels


def test_unknown_profile() -> None:
    with pytest.raises(BadSettings, match="national"):
        run(profile="atlantis")


def test_reverse_rule_belongs_to_the_profile() -> None:
    from assistant.checks.targets.performance import fair_score
    from tests.checks.build import indicator

    row = indicator("overall", ("成本指标", "经济成本指标", "成本", "20万元", "25万元", "20", "20"))
    national = load_profile("national")
    quotient = national.model_copy(update={"reverse_rule": "target_over_actual"})
    assert fair_score(row, national) == 15
    assert fair_score(row, quotient) == 16


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("84", "48", "颠倒"),
        ("112.63", "112.36", "颠倒"),
        ("1.02", "10.2", "十倍"),
        ("480000", "48", "一万倍"),
        ("4803", "48", ""),
        ("1234.56", "123.56", "多写"),
        ("12.5", "12.53", "漏写"),
        ("96", "16", ""),
    ],
)
def test_pen_slips(wrong: str, right: str, says: str) -> None:
    told = pen_slip(Decimal(wrong), Decimal(right))
    assert says in told
    assert bool(told) is bool(says)


def test_swapped_needs_neighbours() -> None:
    assert swapped("12.36", "13.26") is True  # over the decimal point
    assert swapped("1236", "6231") is False


def test_pages_equal_the_rules(tmp_path: Path) -> None:
    folder = data_path("docs", "rules")
    kept = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    assert kept == pages(), "run: python -m assistant.checks.pages"
    (tmp_path / "A999.md").write_text("gone", "utf-8")
    assert len(write(tmp_path)) == len(list(tmp_path.glob("*.md"))) == len(rules()) + 1
    info = rules()[0]
    assert page(info).startswith(f"# {info.code} {info.name}\n")
    assert "**何时不报**：" in page(info)
