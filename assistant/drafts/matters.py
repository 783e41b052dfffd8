"""A matter: something a report must speak of, with its figures, words, cause and promise."""

from dataclasses import dataclass, field

from assistant.drafts.causes import NONE, Cause
from assistant.drafts.deadlines import stated_deadline
from assistant.drafts.desk import Desk
from assistant.drafts.notes import told_of
from assistant.drafts.promises import Outcome
from assistant.drafts.rows import less_is_better
from assistant.model.draft import EvidenceItem
from assistant.model.fact import Fact
from assistant.model.pack import BudgetLine, Indicator, IndicatorTable
from assistant.model.place import Place


@dataclass
class Matter:
    """A shortcoming: its kind, the figures and words its templates ask for, and its cause.

    ``scope`` is its project, "" for the unit as a whole; ``about`` what it is called when an
    office is looked for; ``cause`` the material's own words, if any; ``said`` what a summary
    says of it without giving a cause; ``plan`` the measure that the pack itself states for it;
    ``promise`` last year's measure on the same matter; ``rivals`` are the names of all
    indicators: a date said of another one isn't this matter's.
    """

    kind: str
    scope: str
    about: str
    facts: dict[str, Fact]
    words: dict[str, str] = field(default_factory=dict)
    cause: Cause = NONE
    row: Place = ""
    said: str = ""
    plan: Cause = NONE
    promise: Outcome | None = None
    rivals: list[str] = field(default_factory=list)
    evidence: list[EvidenceItem] = field(default_factory=list)

    @property
    def places(self) -> list[Place]:
        """The places of its figures."""
        return [self.row, *(fact.place for fact in self.facts.values())]

    @property
    def own_forms(self) -> bool:
        """Tell whether it is how one project's forms were filled in, told in its report alone."""
        return self.kind in ("quality_own", "quality_own_scores")

    def stated_deadline(self, next_year: int | None) -> Cause:
        """Return the date that the material itself gives for mending this, and where."""
        told = (self.plan, self.cause, Cause(self.said, "工作总结"))
        own = ((told_of(each.words, self.about, self.rivals), each.source) for each in told)
        found = (Cause(stated_deadline(words, next_year), source) for words, source in own)
        return next((each for each in found if each.words), NONE)


def collect(desk: Desk, place: Place, *fields: str) -> dict[str, Fact]:
    """Return the facts of a row by field, as far as there are any."""
    found = {name: desk.at(f"{place}/{name}") for name in fields}
    return {name: fact for name, fact in found.items() if fact is not None}


def disputed(desk: Desk, facts: dict[str, Fact]) -> bool:
    """Tell whether one of these figures is in conflict with another of the pack."""
    return any(fact.place in desk.ground.conflicts for fact in facts.values())


def scope_of(table: IndicatorTable) -> str:
    """Return the project a table is about, "" for the overall table."""
    return "" if table.kind == "overall" else table.place.removeprefix("projects/")


def called(project: str) -> str:
    """Return how a project is called in a sentence: “某工程”, “某经费”项目."""
    return f"“{project}”" + ("" if project.endswith(("项目", "工程")) else "项目")


def table_words(table: IndicatorTable) -> dict[str, str]:
    """Return what a table is called, and the words that say whose its rows are."""
    if table.kind == "overall":
        return {"table": "部门整体支出绩效自评表", "of": ""}
    return {"table": "项目支出绩效自评表", "of": f"{called(scope_of(table))}的"}


def total_line(table: IndicatorTable) -> BudgetLine | None:
    """Return the line of a money block that holds the year's total."""
    named = [line for line in table.money if "总额" in line.label.text or "合计" in line.label.text]
    return next(iter(named or table.money), None)


def repeats_budget(row: Indicator, line: BudgetLine) -> bool:
    """Tell whether a cost indicator only repeats the budget: its target is the initial one."""
    return (
        less_is_better(row)
        and row.target.value is not None
        and row.target.value == line.initial.value
        and row.actual.value in (line.full_year.value, line.executed.value)
    )
