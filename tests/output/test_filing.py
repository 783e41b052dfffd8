"""What a finding is filed under."""

import pytest

from assistant.checks.own.page import FAMILY
from assistant.checks.registry import FAMILIES
from assistant.output import filing
from tests.output import sample


def test_families_are_those_of_the_rule_book() -> None:
    assert {**FAMILIES, "U": FAMILY} == filing.FAMILY_NAMES


@pytest.mark.parametrize(
    ("place", "form"),
    [
        ("overall/indicators/社会效益/受益农户数/actual", "整体自评表"),
        ("overall", "整体自评表"),
        ("base_data/spending/公用经费/final", "基础数据表"),
        ("projects/灌渠整治/money/年度资金总额/rate", "项目自评表（灌渠整治）"),
        ("project_reports/灌渠整治", "项目自评报告（灌渠整治）"),
        ("overall_report/公用经费/p#2@5户", "整体自评报告"),
        ("unit", "封面和整套材料"),
        ("", "封面和整套材料"),
    ],
)
def test_form(place: str, form: str) -> None:
    assert filing.form(place) == form


def test_a_finding_touches_the_forms_of_its_evidence_its_own_first() -> None:
    found = {
        each.finding.rule: each.forms
        for each in filing.filed(sample.make_pack(), sample.findings())
    }
    assert found["X105"] == ("整体自评报告", "基础数据表")
    assert found["T201"] == ("整体自评表",)


@pytest.mark.parametrize(
    ("place", "unit"),
    [
        ("projects/灌渠整治/goal_achieved", "青禾镇农业服务中心"),
        ("project_reports/灌渠整治/效益/p", "青禾镇农业服务中心"),
        ("projects/别的项目/title", "青禾镇人民政府"),
        ("overall/title", "青禾镇人民政府"),
    ],
)
def test_the_unit_that_carries_a_project_out_owns_its_findings(place: str, unit: str) -> None:
    pack = sample.make_pack()
    pack.projects[0].implementer.raw = "青禾镇农业服务中心"
    (only,) = filing.filed(pack, [sample.findings()[0].model_copy(update={"place": place})])
    assert only.unit == unit


def test_choices_keep_their_order_and_are_counted() -> None:
    assert filing.choices(["乙", "甲", "乙"]) == [("乙", 2), ("甲", 1)]
