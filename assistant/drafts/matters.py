"""What the tables show that a report must speak of: one matter, one paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.drafts import causes
from assistant.drafts.causes import NONE, Cause
from assistant.drafts.desk import Desk
from assistant.drafts.promises import Outcome
from assistant.drafts.rows import cut, less_is_better, outcome
from assistant.facts.derive import known
from assistant.model.draft import EvidenceItem
from assistant.model.fact import Fact
from assistant.model.pack import BudgetLine, Indicator, IndicatorTable, SpendingRow
from assistant.model.place import Place


@dataclass
class Matter:
    """A shortcoming: its kind, the figures and words its templates ask for, and its cause.

    ``scope`` is its project, "" for the unit as a whole; ``about`` what it is called when an
    office is looked for; ``cause`` the material's own words, if any; ``said`` what a summary
    says of it without giving a cause; ``promise`` last year's measure on the same matter.
    """

    kind: str
    scope: str
    about: str
    facts: dict[str, Fact]
    words: dict[str, str] = field(default_factory=dict)
    cause: Cause = NONE
    row: Place = ""
    said: str = ""
    promise: Outcome | None = None
    evidence: list[EvidenceItem] = field(default_factory=list)

    @property
    def places(self) -> list[Place]:
        """The places of its figures."""
        return [self.row, *(fact.place for fact in self.facts.values())]


def of_tables(desk: Desk) -> list[Matter]:
    """Return the matters of all tables: money first, then indicators, weightiest first."""
    tables = list(desk.pack.tables())
    money = [m for table in tables for m in _money(desk, table)]
    spending = [m for row in _spending(desk) if (m := _overspent(desk, row))]
    rows = [m for table in tables for row in table.indicators for m in _row(desk, table, row)]
    for matter in spending:
        if matter.kind == "doubtful" and _told_elsewhere(matter, rows):
            matter.kind = "unclear"
    return [*money, *spending, *_without_repeats(rows)]


def _told_elsewhere(matter: Matter, rows: list[Matter]) -> bool:
    """Tell whether an indicator row already tells the overspending with one of its figures."""
    either = {known(matter.facts[name].quantity) for name in ("final", "rival")}
    return any(
        row.kind == "exceeded"
        and row.facts["actual"].quantity.dimension == "元"
        and known(row.facts["actual"].quantity) in either
        for row in rows
    )


def total_line(table: IndicatorTable) -> BudgetLine | None:
    """Return the line of a money block that holds the year's total."""
    named = [line for line in table.money if "总额" in line.label.text or "合计" in line.label.text]
    return next(iter(named or table.money), None)


def collect(desk: Desk, place: Place, *fields: str) -> dict[str, Fact]:
    """Return the facts of a row by field, as far as there are any."""
    found = {name: desk.at(f"{place}/{name}") for name in fields}
    return {name: fact for name, fact in found.items() if fact is not None}


def disputed(desk: Desk, facts: dict[str, Fact]) -> bool:
    """Tell whether one of these figures is in conflict with another of the pack."""
    return any(fact.place in desk.ground.conflicts for fact in facts.values())


def _scope(table: IndicatorTable) -> str:
    return "" if table.kind == "overall" else table.place.removeprefix("projects/")


def _money(desk: Desk, table: IndicatorTable) -> Iterator[Matter]:
    line = total_line(table)
    if line is None:
        return
    changed = collect(desk, line.place, "initial", "full_year", "adjusted", "adjustment_rate")
    if len(changed) == 4 and not disputed(desk, changed):
        rate = changed["adjustment_rate"].quantity.value or Decimal(0)
        if rate >= desk.profile.adjustment_rate:
            yield _adjusted(desk, table, line, changed)
    spent = collect(desk, line.place, "full_year", "executed", "left", "execution_rate")
    if len(spent) == 4 and not disputed(desk, spent):
        rate = spent["execution_rate"].quantity.value or Decimal(0)
        if rate < desk.profile.execution_notice:
            cause = causes.of_execution(desk.dossier)
            yield Matter("low_execution", _scope(table), "预算执行", spent, _line(table, line), cause, line.place)  # fmt: skip


def _line(table: IndicatorTable, line: BudgetLine) -> dict[str, str]:
    label = line.place.rsplit("/", 1)[-1]
    return {"item": label, "of": _of(table), "table": _table(table)}


def _of(table: IndicatorTable) -> str:
    return "部门整体支出" if table.kind == "overall" else called(_scope(table))


def called(project: str) -> str:
    """Return how a project is called in a sentence: “某工程”, “某经费”项目."""
    return f"“{project}”" + ("" if project.endswith(("项目", "工程")) else "项目")


def _table(table: IndicatorTable) -> str:
    return "部门整体支出绩效自评表" if table.kind == "overall" else "项目支出绩效自评表"


def _adjusted(
    desk: Desk, table: IndicatorTable, line: BudgetLine, facts: dict[str, Fact]
) -> Matter:
    words = _line(table, line)
    words["way"] = "调增" if facts["adjusted"].direction == "up" else "调减"
    matter = Matter(
        "adjusted",
        _scope(table),
        "预算调整",
        facts,
        words,
        causes.of_adjustment(desk.dossier),
        line.place,
    )
    for row in table.indicators:
        if repeats_budget(row, line):
            cost = collect(desk, row.place, "completion", "score")
            if len(cost) == 2 and not disputed(desk, cost):
                matter.kind = "adjusted_cost"
                matter.facts = {**facts, **cost}
                words.update(cost=row.name.text, group=row.level2)
    return matter


def repeats_budget(row: Indicator, line: BudgetLine) -> bool:
    """Tell whether a cost indicator only repeats the budget: its target is the initial one."""
    return (
        less_is_better(row)
        and row.target.value is not None
        and row.target.value == line.initial.value
        and row.actual.value in (line.full_year.value, line.executed.value)
    )


def _spending(desk: Desk) -> list[SpendingRow]:
    return desk.pack.base_data.spending if desk.pack.base_data else []


def _overspent(desk: Desk, row: SpendingRow) -> Matter | None:
    item = row.place.rsplit("/", 1)[-1]
    facts = collect(desk, row.place, "final", "budget", "over", "control_rate")
    if len(facts) < 4 or facts["over"].direction != "up" or not item.strip("….·#0123456789"):
        return None
    growth = collect(desk, row.place, "last_final", "growth")
    words = {"item": item}
    if not disputed(desk, facts):
        kind, cause = "overspent", causes.of_item(desk.dossier, item)
        if len(growth) == 2 and growth["growth"].direction == "up" and not disputed(desk, growth):
            facts.update(growth)
            kind = "overspent"
            words["growth"] = "yes"
        return Matter(kind, "", item, facts, words, cause, row.place)
    rival = _rival(desk, facts["final"])
    if rival is None:
        return None
    sure = known(rival.quantity) > known(facts["budget"].quantity)
    return Matter(
        "doubtful" if sure else "unclear", "", item, {"final": facts["final"], "rival": rival, "budget": facts["budget"]},
        words, NONE, row.place,
    )  # fmt: skip


def _rival(desk: Desk, fact: Fact) -> Fact | None:
    places = sorted(desk.ground.conflicts.get(fact.place, ()))
    return next((found for place in places if (found := desk.at(place))), None)


def _row(desk: Desk, table: IndicatorTable, row: Indicator) -> Iterator[Matter]:
    kind = outcome(row, desk.profile.far_above_target)
    if kind not in ("missed", "exceeded", "zero", "far"):
        return
    line = total_line(table)
    if line is not None and repeats_budget(row, line):
        return
    facts = collect(desk, row.place, "target", "actual", "gap", "completion", "weight", "score")
    if not {"target", "actual", "gap"} <= facts.keys() or disputed(desk, facts):
        return
    if row.target.unit == "%" and kind != "far":
        facts.pop("completion", None)  # a rate of a rate tells nobody anything
    words = row_words(table, row)
    yield Matter(
        {"zero": "missed"}.get(kind, kind), _scope(table), row.name.text, facts, words,
        causes.of_row(desk.dossier, row.deviation, row.name.text), row.place,
    )  # fmt: skip


def row_words(table: IndicatorTable, row: Indicator) -> dict[str, str]:
    """Return the words that templates ask for of an indicator row."""
    percent = row.target.unit == "%"
    if less_is_better(row):
        short = "比指标值高" if percent else "比指标值多"
    else:
        short = "比指标值低" if percent else "比指标值少"
    of = "" if table.kind == "overall" else f"{called(_scope(table))}的"
    return {
        "item": row.name.text, "group": row.level2, "of": of, "table": _table(table),
        "short": short, "cut": "yes" if cut(row) else "",
    }  # fmt: skip


def _without_repeats(matters: list[Matter]) -> list[Matter]:
    """Leave out a project's row that the overall table shows with the same figures."""
    seen: set[tuple[str, object, object]] = set()
    out = []
    for matter in matters:
        facts = matter.facts
        key = (matter.about, facts["target"].quantity.base, facts["actual"].quantity.base)
        if key not in seen:
            out.append(matter)
        seen.add(key)
    return out
