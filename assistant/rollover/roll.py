"""Last year's pack, this year's figures and the summaries: this year's pack."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from assistant.model.document import Document
from assistant.model.draft import Question
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import Place
from assistant.model.quantity import Text
from assistant.rollover.achievements import achievements, opened
from assistant.rollover.bare import day_questions
from assistant.rollover.base_table import base_data, rows_without_parent
from assistant.rollover.figures import Figures
from assistant.rollover.forms import OVERALL
from assistant.rollover.goals import add_goals
from assistant.rollover.ink import UNDISPUTED
from assistant.rollover.missing import missing
from assistant.rollover.outline import Plan
from assistant.rollover.overall_report import overall_report
from assistant.rollover.project_report import project_report
from assistant.rollover.reasons import Reason, hints, reasons
from assistant.rollover.scoring import Scoring
from assistant.rollover.tables import table_keys, tables
from assistant.rollover.template import table_name
from assistant.rollover.themes import Theme, Written, rewritten


class Rolled(NamedTuple):
    """The new pack; what it lacks; sentences of the summaries that it does not use."""

    pack: Pack
    questions: list[Question]
    unused: list[str]
    themes: list[Theme]


def roll(
    last: Pack,
    figures: Figures,
    narratives: Sequence[Document],
    scoring: Scoring,
    refused: Collection[str] = (),
    written: Written | None = None,
    disputed: Mapping[Place, str] = UNDISPUTED,
) -> Rolled:
    """Return the pack of the year that ``figures`` were supplied for.

    Supplied figures stay as they are, contradictions included; rates, scores and totals are
    computed; problems and measures are left blank. ``refused`` are sentences of the summaries
    that may not be quoted; ``written`` holds a model's words for the achievements;
    ``disputed`` names figures that the final accounts contradict. Raises ``BadFigures`` where a new row belongs nowhere.
    """
    pack = Pack(unit=Text(raw=last.unit.raw, place="unit"), year=figures.year)
    pack.base_data = base_data(last.base_data, figures) if last.base_data else None
    made = tables(last, figures, scoring)
    pack.overall = next((table for table in made if table.kind == "overall"), None)
    pack.projects = [table for table in made if table.kind == "project"]
    composed = [q for table in made for q in _goals(table, scoring, figures.year)]
    done = achievements(last.overall_report, narratives, pack, refused)
    plans, themes = rewritten(done.plans, written, refused) if written else (done.plans, [])
    filled = [plan for plan in plans if plan.paragraphs]
    told = [opened(plan) for plan in filled] if done.inline else []
    keys = table_keys(last, figures)
    why = reasons(keys, figures.lines["money"], narratives)
    whole = _has_whole(last)
    if whole:
        pack.overall_report = overall_report(
            pack, last.overall_report, scoring, [] if done.inline else filled, told,
            why.get(OVERALL, Reason()), disputed,
        )  # fmt: skip
    unused = done.unused if whole else [*_told(filled), *done.unused]
    like = next((r for r in last.project_reports if r.project and r.project in r.title.text), None)
    pack.project_reports = [
        project_report(pack, table, _report_of(last, table), scoring, like, why[key])
        for table, key in zip(made, keys, strict=True)
        if table.kind == "project"
    ]
    days = day_questions(last, figures.lines["indicators"])
    questions = [*done.doubts, *days, *_parents(last, pack),
                 *missing(pack, scoring, hints(why)), *composed]  # fmt: skip
    return Rolled(pack, questions, unused, themes)


def _has_whole(last: Pack) -> bool:
    """Tell whether last year's material was of a unit as a whole, not of projects alone."""
    return bool(last.base_data or last.overall or last.overall_report)


def _told(plans: Sequence[Plan]) -> list[str]:
    """Return the paragraphs of themes that no report takes."""
    return [text for plan in plans for text in plan.paragraphs]


def _parents(last: Pack, pack: Pack) -> list[Question]:
    if last.base_data is None or pack.base_data is None:
        return []
    return [
        Question(
            place=row.place, who="财务人员",
            text=f"新增的“{row.label.text}”属于基础数据表的哪一项（如项目支出、公用经费）？",
            why="数据表没有写明。请把这一行移到所属项目的行下面，或在“项目”表登记后重新生成；"
                "现列在表末，没有计入任何合计。",
        )
        for row in rows_without_parent(last.base_data, pack.base_data.spending)
    ]  # fmt: skip


def _goals(table: IndicatorTable, scoring: Scoring, year: int) -> list[Question]:
    names = {"goal_expected": "年度预期目标", "goal_achieved": "实际完成情况"}
    made = add_goals(table, scoring, year)
    told = "".join(f"“{names[name]}”" for name in made)
    return [Question(
        place=f"{table.place}/{made[0]}", who="填报科室",
        text=f"{table_name(table)}自评表{told}由指标拟成，请核对并补充。",
        why="没有提供这段文字。",
    )] if made else []  # fmt: skip


def _report_of(last: Pack, table: IndicatorTable) -> Report | None:
    name = table.place.removeprefix("projects/")
    return next((report for report in last.project_reports if report.project == name), None)
