"""The form of a project that last year's pack has no form for: the national layout, blank."""

from assistant.model.pack import BudgetLine, Indicator, IndicatorTable, Pack
from assistant.model.place import join_place
from assistant.model.quantity import Quantity, Text
from assistant.resources import load_yaml
from assistant.rollover.cells import text

_ROOT = "projects/-"
_EXECUTION = "10"
"""Points for the execution rate in every official scheme (DOMAIN §3)."""


def blank_project(last: Pack) -> IndicatorTable:
    """Return a project's form without any figure, to model a new one on; its year is ``last``'s."""
    form = load_yaml("schemas", "project_form.yaml")
    title = str(form["title"]).format(year=last.year)
    head = last.overall.unit.raw if last.overall else last.unit.raw
    return IndicatorTable(
        kind="project", title=text(title, f"{_ROOT}/title"), unit=text(head, f"{_ROOT}/unit"),
        department=text(head, f"{_ROOT}/department"), implementer=text("", f"{_ROOT}/implementer"),
        project=text("", f"{_ROOT}/project"),
        money=[_money(str(label), not n) for n, label in enumerate(form["money"])],
        goal_expected=text("", f"{_ROOT}/goal_expected"),
        goal_achieved=text("", f"{_ROOT}/goal_achieved"),
        indicators=[_row(level1, level2) for level1, below in form["levels"] for level2 in below],
        total_weight=Quantity(), total_score=Quantity(),
    )  # fmt: skip


def _money(label: str, whole: bool) -> BudgetLine:
    blanks = {name: Quantity(unit="万元") for name in ("initial", "full_year", "executed")}
    weight = Quantity(raw=_EXECUTION if whole else "")
    place = join_place(_ROOT, "money", label.strip("　"))
    return BudgetLine(
        label=Text(raw=label, place=place), **blanks, weight=weight, rate=Quantity(), score=Quantity()
    )  # fmt: skip


def _row(level1: str, level2: str) -> Indicator:
    return Indicator(
        level1=level1, level2=level2, name=Text(), target=Quantity(), actual=Quantity(),
        weight=Quantity(), score=Quantity(), deviation=Text(),
    )  # fmt: skip
