"""What money columns show: changed budgets, money not spent, overspending, no budget at all."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.drafts import causes
from assistant.drafts.causes import NONE
from assistant.drafts.desk import Desk
from assistant.drafts.matters import (
    Matter,
    collect,
    disputed,
    repeats_budget,
    scope_of,
    table_words,
    total_line,
)
from assistant.drafts.matters_rows import group_of
from assistant.drafts.rows import outcome
from assistant.facts.derive import known
from assistant.facts.naming import name_of
from assistant.model.fact import Fact
from assistant.model.pack import BudgetLine, Indicator, IndicatorTable, SpendingRow

_NAMELESS = "….·#0123456789"


def of_money(desk: Desk, table: IndicatorTable) -> Iterator[Matter]:
    """Yield the matters of a table's money block."""
    line = total_line(table)
    if line is None:
        return
    yield from _adjusted(desk, table, line)
    yield from (m for row in table.indicators for m in _cost(desk, table, row, line))
    yield from _unspent(desk, table, line)


def _unspent(desk: Desk, table: IndicatorTable, line: BudgetLine) -> Iterator[Matter]:
    facts = collect(desk, line.place, "full_year", "executed", "left", "execution_rate")
    if len(facts) < 4 or disputed(desk, facts):
        return
    if known(facts["execution_rate"].quantity) < desk.profile.execution_notice:
        scope, words = scope_of(table), _line(table, line)
        cause = causes.of_execution(desk.dossier, scope)
        yield Matter("low_execution", scope, "预算执行", facts, words, cause, line.place)


def _line(table: IndicatorTable, line: BudgetLine) -> dict[str, str]:
    return {"item": line.place.rsplit("/", 1)[-1], **table_words(table)}


def _adjusted(desk: Desk, table: IndicatorTable, line: BudgetLine) -> Iterator[Matter]:
    facts = collect(desk, line.place, "initial", "full_year", "adjusted", "adjustment_rate")
    if len(facts) < 4 or disputed(desk, facts):
        return
    if known(facts["adjustment_rate"].quantity) < desk.profile.adjustment_rate:
        return
    kind = "adjusted" if facts["adjusted"].direction == "up" else "adjusted_down"
    cause = causes.of_adjustment(desk.dossier, scope_of(table))
    yield Matter(kind, scope_of(table), "预算调整", facts, _line(table, line), cause, line.place)


def _cost(desk: Desk, table: IndicatorTable, row: Indicator, line: BudgetLine) -> Iterator[Matter]:
    """Yield the matter of a cost indicator that only repeats the budget and is exceeded."""
    if not repeats_budget(row, line) or outcome(row, Decimal(0)) != "exceeded":
        return
    done = "executed" if row.actual.value == line.executed.value else "full_year"
    money = collect(desk, line.place, "initial", done)
    own = collect(desk, row.place, "completion", "score")
    facts = {"initial": money.get("initial"), "done": money.get(done), **own}
    found = {name: fact for name, fact in facts.items() if fact is not None}
    if len(found) < 4 or disputed(desk, found):
        return
    words = {
        **_line(table, line), "item": row.name.text, "group": group_of(row),
        "line": line.place.rsplit("/", 1)[-1],
        "column": "全年执行数" if done == "executed" else "全年预算数",
    }  # fmt: skip
    cause = causes.of_row(desk.dossier, row.deviation, row.name.text, scope_of(table))
    yield Matter("cost_budget", scope_of(table), row.name.text, found, words, cause, row.place)


def of_spending(desk: Desk) -> list[Matter]:
    """Return the matters of the base data table's spending rows.

    Of a total and its only overspent part the part is told; of rows without any budget the
    total.
    """
    rows = desk.pack.base_data.spending if desk.pack.base_data else []
    found = [(row, matter) for row in rows if (matter := _spent(desk, row))]
    return [matter for row, matter in found if not _told_by(row, matter, found)]


def _told_by(row: SpendingRow, matter: Matter, found: list[tuple[SpendingRow, Matter]]) -> bool:
    def same(other: Matter) -> bool:
        over, own = other.facts.get("over"), matter.facts.get("over")
        return bool(over and own) and over.quantity.base == own.quantity.base  # type: ignore[union-attr]

    if matter.kind == "unbudgeted":
        return any(other.place == row.parent and m.kind == matter.kind for other, m in found)
    parts = [m for other, m in found if other.parent == row.place and m.kind == matter.kind]
    return any(same(part) for part in parts)


def _spent(desk: Desk, row: SpendingRow) -> Matter | None:
    facts = collect(desk, row.place, "final", "budget", "over")
    if len(facts) < 3 or facts["over"].direction != "up":
        return None
    item = name_of(facts["final"]).item
    if len(item.strip(_NAMELESS)) < 2:
        return None
    if disputed(desk, facts):
        return _doubtful(desk, row, item, facts)
    if not known(facts["budget"].quantity):
        return Matter("unbudgeted", "", item, facts, {"item": item}, NONE, row.place)
    facts |= collect(desk, row.place, "control_rate")
    growth = collect(desk, row.place, "last_final", "growth")
    if len(growth) == 2 and growth["growth"].direction == "up" and not disputed(desk, growth):
        facts |= growth
    cause = causes.of_item(desk.dossier, item)
    return Matter("overspent", "", item, facts, {"item": item}, cause, row.place)


def _doubtful(desk: Desk, row: SpendingRow, item: str, facts: dict[str, Fact]) -> Matter | None:
    rival = _rival(desk, facts["final"])
    if rival is None:
        return None
    sure = known(rival.quantity) > known(facts["budget"].quantity)
    both = {"final": facts["final"], "rival": rival, "budget": facts["budget"]}
    kind = "doubtful" if sure else "unclear"
    return Matter(kind, "", item, both, {"item": item}, NONE, row.place)


def _rival(desk: Desk, fact: Fact) -> Fact | None:
    """Return the figure that contradicts another; a row's parts are no rivals of it."""
    places = sorted(desk.ground.conflicts.get(fact.place, ()))
    others = (place for place in places if not place.startswith("base_data/spending/"))
    return next((found for place in others if (found := desk.at(place))), None)
