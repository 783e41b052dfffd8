"""Faults that readers found in drafts, each as a case that must not come back."""

import re

import pytest

from assistant.drafts import draft
from assistant.drafts.deadlines import stated_deadline
from assistant.drafts.desk import Desk
from assistant.drafts.matters_quality import of_findings
from assistant.drafts.notes import noted, told_of
from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack
from tests.checks.build import put, sound
from tests.drafts.sample import faulty, run

TOILETS = "overall/indicators/数量指标/改造卫生厕所"


def blank() -> Pack:
    pack = sound()
    put(pack, "overall_report/存在的问题及原因分析/p", "无")
    put(pack, "overall_report/下一步改进措施/p", "无")
    return pack


def test_a_disputed_row_with_full_marks_is_not_said_to_lose_any() -> None:
    pack = blank()
    put(pack, "overall/indicators/质量指标/工程验收合格率/actual", "90%")
    place = "overall/indicators/质量指标/工程验收合格率/actual"
    facts = gather(Dossier(pack=pack))
    clash = Finding(
        rule="X999", name="矛盾", severity="error", place=place, message="不一致", found="90%",
        expected="98.5%", clerical=True, fingerprint="x",
    )  # fmt: skip
    report = CheckReport(verdict="", profile="national", rulebook="1", findings=[clash])
    drafted = draft(Dossier(pack=pack), facts, report)
    (cell,) = [d for d in drafted.drafts if d.slot.place.startswith(place.removesuffix("/actual"))]
    assert "扣分" not in cell.text[0]
    assert cell.text[0].startswith("所填实际完成值低于年度指标值，且本行数据与报告等处所列不一致")
    assert "〔待确认：" in cell.text[0]


@pytest.mark.parametrize(("filled", "asked"), [("无", False), ("", True)])
def test_a_cell_filled_with_nothing_to_report_is_not_asked_for(filled: str, asked: bool) -> None:
    pack = blank()
    for field in ("approved_area", "actual_area", "approved_investment", "actual_investment"):
        put(pack, f"base_data/buildings/{field}", filled)
    assert any("楼堂馆所" in q.text for q in run(pack).drafts.questions) is asked


def test_the_rows_own_plan_comes_before_a_general_measure() -> None:
    pack = blank()
    put(pack, f"{TOILETS}/actual", "90户")
    plan = "由农业农村办负责，2025年3月底前补齐"
    put(pack, f"{TOILETS}/deviation", f"原因：雨季停工。措施：{plan}。")
    made = run(pack)
    assert "原因：自评表说明“雨季停工”。" in made.text("problems")
    measure = made.text("measures").split("\n")[0]
    assert f"按自评表说明提出的“{plan}”落实" in measure
    assert "逐项建立清单" not in measure and "〔待确认：责任科室〕" not in measure


NOTES = [
    ("雨季停工。由农业办负责，3月底前补齐。", "雨季停工", "由农业办负责，3月底前补齐"),
    ("偏差原因：雨季停工。整改措施：列清单。", "雨季停工", "列清单"),
    ("桥东组10户待道路拓宽后施工。", "桥东组10户待道路拓宽后施工", ""),
]


@pytest.mark.parametrize(("note", "cause", "plan"), NOTES)
def test_a_note_is_split_into_cause_and_plan(note: str, cause: str, plan: str) -> None:
    assert noted(note) == (cause, plan)


def test_another_rows_date_is_not_taken() -> None:
    said = "村道养护里程少2公里，2025年3月底前补齐。改造卫生厕所少10户。"
    own = told_of(said, "改造卫生厕所", ["改造卫生厕所", "村道养护里程"])
    assert own == "改造卫生厕所少10户。" and stated_deadline(own, 2025) == ""


def test_next_year_is_named() -> None:
    assert stated_deadline("剩余部分明年一季度支付", 2025) == "2025年一季度"


def test_scores_and_evidence_are_matters_of_their_own() -> None:
    places = {"S108": "每公里维修成本/score", "T111": "农户满意度/actual"}
    findings = [
        Finding(
            rule=rule, name="x", severity="warning", message="x", fingerprint=rule,
            place=f"projects/灌溉渠维修/indicators/某类指标/{place}",
        )
        for rule, place in places.items()
    ]  # fmt: skip
    dossier = Dossier(pack=sound())
    report = CheckReport(verdict="", profile="national", rulebook="1", findings=findings)
    matters = of_findings(Desk(dossier, gather(dossier), report))
    told = {matter.kind: matter.words for matter in matters}
    assert "每公里维修成本" in told["quality_projects_scores"]["list"]
    assert "满意度" not in told["quality_projects_scores"]["list"]
    assert told["quality_projects"]["survey"] and not told["quality_projects_scores"]["survey"]


def test_a_measure_names_its_matter_as_the_problem_does() -> None:
    made = faulty()
    problems, measures = (made.text(kind).split("\n") for kind in ("problems", "measures"))
    for problem, measure in zip(problems, measures, strict=True):
        head = re.sub(r"^（.*?）", "", problem).split("。")[0]
        assert f"针对{head}" in measure or "针对上年提出的措施" in measure
