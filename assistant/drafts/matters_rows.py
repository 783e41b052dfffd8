"""What indicator rows show: targets missed, limits exceeded, targets far surpassed."""

from collections.abc import Iterable, Iterator

from assistant.drafts import causes
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
from assistant.drafts.phrases import texts
from assistant.drafts.rows import cut, less_is_better, outcome
from assistant.facts.derive import known
from assistant.model.pack import Indicator, IndicatorTable


def of_rows(desk: Desk, tables: Iterable[IndicatorTable]) -> list[Matter]:
    """Return the matters of indicator rows; a row that another table repeats counts once."""
    found = [m for table in tables for row in table.indicators for m in _row(desk, table, row)]
    return list(_without_repeats(found))


def kind_of(row: Indicator, shows: str) -> str:
    """Return the kind of matter that a row's outcome makes: what is counted decides the words."""
    if shows == "exceeded":
        return shows if row.target.dimension == "元" or "成本" in row.level1 else "limit"
    if shows in ("missed", "zero"):
        if "满意" in row.name.text + row.level2:
            return "missed_satisfaction"
        return "missed_rate" if row.target.unit in ("%", "‰") else "missed"
    return shows


def _row(desk: Desk, table: IndicatorTable, row: Indicator) -> Iterator[Matter]:
    shows = outcome(row, desk.profile.far_above_target)
    line = total_line(table)
    if shows not in ("missed", "exceeded", "zero", "far"):
        return
    if line is not None and repeats_budget(row, line):
        return
    facts = collect(desk, row.place, "target", "actual", "gap", "completion", "weight", "score")
    if not {"target", "actual", "gap"} <= facts.keys() or disputed(desk, facts):
        return
    if row.target.unit == "%" and shows != "far":
        facts.pop("completion", None)  # a rate of a rate tells nobody anything
    scope = scope_of(table)
    cause = causes.of_row(desk.dossier, row.deviation, row.name.text, scope)
    words = row_words(table, row)
    yield Matter(kind_of(row, shows), scope, row.name.text, facts, words, cause, row.place)


def group_of(row: Indicator) -> str:
    """Return what kind of indicator a row is: its level, or 绩效指标 in a form without levels."""
    return row.level2 or row.level1 or str(texts()["cells"]["group"])


def row_words(table: IndicatorTable, row: Indicator) -> dict[str, str]:
    """Return the words that templates ask for of an indicator row."""
    more = less_is_better(row)
    if row.target.unit in ("%", "‰"):
        short = "比指标值高" if more else "比指标值低"
    else:
        short = "比指标值多" if more else "比指标值少"
    return {
        "item": row.name.text, "group": group_of(row), "short": short,
        "cut": "yes" if cut(row) else "", **table_words(table),
    }  # fmt: skip


def tells_spending(row: Matter, matter: Matter) -> bool:
    """Tell whether an indicator row already tells an overspending with one of its figures."""
    either = {known(matter.facts[name].quantity) for name in ("final", "rival")}
    return (
        row.kind == "exceeded"
        and row.facts["actual"].quantity.dimension == "元"
        and known(row.facts["actual"].quantity) in either
    )


def _without_repeats(matters: list[Matter]) -> Iterator[Matter]:
    """Leave out a project's row that the overall table shows with the same figures."""
    seen: set[tuple[str, object, object]] = set()
    for matter in matters:
        target, actual = matter.facts["target"].quantity, matter.facts["actual"].quantity
        key = (matter.about, target.base, actual.base)
        if key not in seen:
            yield matter
        seen.add(key)
