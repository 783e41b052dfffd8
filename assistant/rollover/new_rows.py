"""Spending rows that last year's base table has not: where each belongs."""

import re
from collections.abc import Collection

from assistant.model.pack import SpendingRow
from assistant.model.place import squeeze
from assistant.rollover.forms import DROP, Line
from assistant.rollover.names import without_amount

_SPECIAL = re.compile("专项")


def project_names(lines: Collection[Line]) -> set[str]:
    """Return the names of the projects sheet that are kept or new, without amounts."""
    kept = (line for line in lines if line.get("handling") != DROP)
    names = (line.get(key) for line in kept for key in ("name", "last_name"))
    return {without_amount(name) for name in names if name}


def special_row(rows: Collection[SpendingRow]) -> SpendingRow | None:
    """Return the row that lists the special funds one by one, 项目支出 where there is none."""
    special = [row for row in rows if _SPECIAL.search(row.label.text)]
    own = [row for row in special if "本级" in row.label.text or "一行" in row.label.text]
    heads = [row for row in special if any(each.parent == row.place for each in rows)]
    projects = [row for row in rows if row.label.text.startswith("项目支出")]
    return next(iter([*own, *heads, *projects]), None)


def is_special(line: Line, projects: Collection[str]) -> bool:
    """Tell whether a new row is a special fund: a project's name, or it says so."""
    label = without_amount(line.get("label"))
    said = _SPECIAL.search(label) or _SPECIAL.search(line.get("depth"))
    return bool(said) or squeeze(label) in projects


def lies_under(row: SpendingRow | None, head: SpendingRow, rows: Collection[SpendingRow]) -> bool:
    """Tell whether ``row`` is ``head`` or stands somewhere below it."""
    parents = {each.place: each for each in rows}
    while row is not None and row.place != head.place:
        row = parents.get(row.parent or "")
    return row is not None


def end_of(head: SpendingRow, rows: list[SpendingRow]) -> int:
    """Return the index behind the last row that stands under ``head``."""
    return 1 + max(n for n, row in enumerate(rows) if lies_under(row, head, rows))
