"""Why a budget was changed: as the unit says, else a precise question; summaries only hint."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.model.place import squeeze
from assistant.newyear import NewYear
from assistant.rollover.reasons import bare
from corpus.truth import load
from tests.rollover.conftest import make_town
from tests.rollover.filling import REASON, REASONS, Sheet

CHANGED = [(town, project) for town, known in REASONS.items() for project in known]


@pytest.mark.parametrize(("town", "project"), CHANGED)
def test_reasons_of_the_tests_are_the_truths_own(town: str, project: str) -> None:
    said = squeeze("".join(p.text for p in load(town, 2024).paragraphs.values()))
    clauses = bare(REASONS[town][project]).split("，")
    assert all(clause in said for clause in clauses)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("调整的原因是省级补助6月下达。", "省级补助6月下达"),
        ("主要原因：任务增加；", "任务增加"),
        ("因夜间开放追加16万元", "夜间开放追加16万元"),
        ("是因为 年初没有文件", "年初没有文件"),
        ("由于任务增加", "任务增加"),
        ("省级补助6月下达", "省级补助6月下达"),
        ("", ""),
    ],
)
def test_what_introduces_a_reason_is_left_out(typed: str, kept: str) -> None:
    assert bare(typed) == kept


def rolled(name: str, folder: Path, *, why: str | None = None) -> NewYear:
    """Roll a town; ``why`` stands for every reason of its workbook."""
    town = make_town(name, folder)
    if why is not None:
        book = load_workbook(town.figures)
        sheet = Sheet(book["资金"])
        for row in range(2, sheet.sheet.max_row + 1):
            if sheet.get(row, REASON):
                sheet.put(row, REASON, why)
        book.save(town.figures)
    return town.roll(folder / "pack.docx")


def money_text(made: NewYear, project: str) -> str:
    report = next(r for r in made.dossier.pack.project_reports if r.project == project)
    return next(text.raw for text in report.texts() if "项目年初预算" in text.raw)


@pytest.mark.parametrize(("town", "project"), CHANGED)
def test_a_reason_is_told_with_the_change_and_quoted_as_the_cause(
    town: str, project: str, tmp_path: Path
) -> None:
    made = rolled(town, tmp_path)
    reason = bare(REASONS[town][project])
    assert f"年中调整预算，是由于{reason}。" in money_text(made, project)
    problems = next(d for d in made.drafts.drafts if d.slot.kind == "problems")
    assert f"原因：自评报告说明“{reason}”。" in "".join(problems.text)
    assert not [q for q in made.questions if project in q.text and "调增" in q.text]


def test_without_a_reason_the_report_asks_and_the_check_warns(tmp_path: Path) -> None:
    made = rolled("weiling", tmp_path, why="")
    mark = "〔待确认：预算由200.00万元调增到320.00万元（调增60%）的原因，请财务人员写明批复时间、文号、金额和事由〕"
    assert mark in money_text(made, "检验检测能力提升项目")
    (asked,) = [q for q in made.questions if "调增60%" in q.text]
    assert asked.who == "财务人员"
    assert [f.rule for f in made.report.findings if f.severity != "info"] == ["C111"]


def test_a_summarys_words_are_shown_beside_and_told_with_the_question(tmp_path: Path) -> None:
    made = rolled("luting", tmp_path)
    sheet = Sheet(load_workbook(tmp_path / "figures.xlsx")["资金"])
    shown = {place: sheet.get(row, "总结中的说法（供核实）") for row, place in sheet.rows()}
    whole = shown["overall/money/年度资金总额"]
    assert whole.startswith("全年支出3102.58万元，比年初安排多")
    assert "县里追加了公路养护资金" in shown["projects/农村公路养护项目/money/年度资金总额"]
    assert (
        shown["overall/money/年度资金总额"]
        and not shown["projects/农村公路养护项目/money/其他资金"]
    )
    (asked,) = [q for q in made.questions if "调增34.62%" in q.text]
    assert whole in asked.why and asked.who == "财务人员"
    report = made.dossier.pack.overall_report
    assert report and "是由于" not in "".join(t.raw for t in report.texts())
