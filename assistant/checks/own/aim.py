"""What a cell of a rule file means: form, project, rows and column, or why it means nothing."""

import re
from difflib import get_close_matches
from typing import NamedTuple

from assistant.checks.own.model import Cell
from assistant.checks.own.names import (
    FORMS,
    OF_PROJECTS,
    Form,
    Kind,
    column_key,
    column_names,
    columns,
    form_of,
    kind_of,
    said,
    single_key,
    single_rows,
)

_YEAR = re.compile(r"(?:19|20)\d\d年")


class Target(NamedTuple):
    """Which cells of a pack are meant.

    ``rows`` is empty for “the row of the cell under check”; ``single`` marks a row of one cell,
    whose key is then ``column``.
    """

    form: Form
    project: str
    rows: tuple[str, ...]
    column: str
    single: bool

    @property
    def kind(self) -> Kind:
        """What the cells hold."""
        return kind_of(self.column)

    @property
    def column_name(self) -> str:
        """What the column is called, "" for a row of one cell."""
        return "" if self.single else columns(self.form)[self.column][0]


def aim(cell: Cell, subject: Target | None = None) -> Target:
    """Return what a cell means, ``subject`` being the cell under check.

    Raises ``ValueError`` with the reason in Chinese where it means nothing.
    """
    form = _form(cell, subject)
    if cell.project and form not in OF_PROJECTS:
        raise ValueError(f"{said(form)}不分项目，请去掉项目“{cell.project}”")
    singles = {single_key(form, row) for row in cell.rows}
    key = singles.pop() if len(singles) == 1 else None
    if key is not None and not cell.column:
        return Target(form, cell.project, cell.rows, key, single=True)
    if not cell.rows and (subject is None or subject.single):
        raise ValueError(f"没有写行；{_how(form)}")
    return Target(form, cell.project, cell.rows, _column(form, cell, bool(key)), single=False)


def _form(cell: Cell, subject: Target | None) -> Form:
    if not cell.form:
        if subject is None:
            raise ValueError(f"没有写是哪一种表；应写成“表/行/列”，表可写：{_forms()}")
        return subject.form
    form = form_of(cell.form)
    if form is None:
        raise ValueError(f"没有“{cell.form}”这种表；可写：{_forms()}")
    return form


def _forms() -> str:
    return "、".join(names[0] for names in FORMS.values())


def _column(form: Form, cell: Cell, single: bool) -> str:
    if not cell.column:
        if form.endswith("report"):
            return "text"
        raise ValueError(f"没有写列；{_how(form)}")
    key = column_key(form, cell.column)
    if key is not None:
        return key
    if single:
        raise ValueError(f"“{cell.rows[0]}”只有一格，不要写列“{cell.column}”")
    if _YEAR.search(cell.column):
        raise ValueError(f"列“{cell.column}”不要写年份；{_how(form)}")
    raise ValueError(
        f"{said(form)}没有“{cell.column}”这一列{near(cell.column, form)}；{_how(form)}"
    )


def near(column: str, form: Form) -> str:
    """Return a guess at the column that a wrong name means, "" for none."""
    names = [name for all_ in columns(form).values() for name in all_]
    found = get_close_matches(column, names, 1, 0.6)
    return f"，是不是“{found[0]}”" if found else ""


def _how(form: Form) -> str:
    singles = "、".join(names[0] for names in single_rows(form).values())
    return f"列可写：{'、'.join(column_names(form))}（{singles}不用写列）"
