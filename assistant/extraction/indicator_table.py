"""Read an overall or project table (整体 / 项目支出绩效自评表)."""

import re
from itertools import pairwise
from typing import Literal

from assistant.extraction.goals import read_goals
from assistant.extraction.grid import quantity_of, text_of
from assistant.extraction.indicators import find_head, read_indicators
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import Layout, library
from assistant.extraction.money import read_breakdown, read_money
from assistant.extraction.overall_extras import read_staffing, read_tasks
from assistant.extraction.reasons import read_reasons
from assistant.extraction.remarks import read_remarks
from assistant.extraction.totals import is_number
from assistant.extraction.years import headings
from assistant.model.document import Cell, Table
from assistant.model.pack import IndicatorTable
from assistant.model.place import Place, Places, squeeze
from assistant.model.quantity import Quantity, Text

_AMOUNT_TAIL = re.compile(r"[（(]?(?:共|计|合计)?\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|元|万)[）)]?$")


def short_name(project: str) -> str:
    """Return a project's name without the amount at its end.

    >>> short_name("村级道路养护经费12.5万元")
    '村级道路养护经费'
    """
    bare = squeeze(project)
    return _AMOUNT_TAIL.sub("", bare) or bare


def project_of(table: Table, layout: Layout | None = None) -> str:
    """Return the raw project name a table states, "" for none."""
    cell = _beside(table, (layout or library().common).head["project"])
    return cell.text if cell else ""


def read_indicator_table(
    table: Table,
    title: Text,
    kind: Literal["overall", "project"],
    root: Place,
    money_unit: str = "",
    layout: Layout | None = None,
) -> IndicatorTable:
    """Return the table with every field placed under ``root``, read by ``layout``.

    ``money_unit`` is what a line above the table states, for forms whose header states none.
    """
    layout = layout or library().common
    money = read_money(table, root, layout, money_unit)
    goals, places = read_goals(table, root, layout), Places()
    out = IndicatorTable(
        kind=kind, title=title,
        **{f: _named(table, f, root, layout) for f in ("unit", "department", "implementer", "project")},
        money=money.lines,
        by_income=read_breakdown(table, root, "by_income", layout, money),
        by_expenditure=read_breakdown(table, root, "by_expenditure", layout, money),
        goal_expected=goals[0], goal_achieved=goals[1],
        total_weight=Quantity(place=f"{root}/total/weight", location=table.location),
        total_score=Quantity(place=f"{root}/total/score", location=table.location),
        remarks=[*read_remarks(table, root, layout, places),
                 *read_reasons(table, root, layout, money, places)],
    )  # fmt: skip
    head = find_head(table, layout)
    if head is not None:
        read_indicators(table, head, root, layout, out)
    if kind == "overall":
        out.tasks = read_tasks(table, root, layout, money)
        out.staffing = read_staffing(table, root, money.header or 0)
    if not out.total_score.location.row and (cell := _score_in_head(table, layout)):
        out.total_score = quantity_of(cell, out.total_score.place, table.location)
    out.headings = headings(table, out, root)
    return out


def _score_in_head(table: Table, layout: Layout) -> Cell | None:
    """Return the total score that forms without a total row state at their head."""
    cell = _beside(table, layout.head["score"])
    return cell if cell and is_number(cell.text) else None


def _beside(table: Table, labels: list[str]) -> Cell | None:
    """Return the cell to the right of one that carries a label, or at the left edge ends in it."""
    ends = tuple(map(label, labels))
    pairs = [pair for cells in table.each_row() for pair in pairwise(cells)]
    exact = (right for left, right in pairs if names(left.text, labels))
    ending = (
        right for left, right in pairs if left.col == 0 and label(left.text).endswith(ends)
    )  # a prefix may tell the level: 市级预算部门名称
    return next(exact, None) or next(ending, None)


def _named(table: Table, field: Literal["unit", "department", "implementer", "project"],
           root: Place, layout: Layout) -> Text:  # fmt: skip
    cell = _beside(table, layout.head[field])
    if cell is not None and any(names(cell.text, labels) for labels in layout.head.values()):
        cell = None  # the next field's label: this one was left blank
    return text_of(cell, f"{root}/{field}", table.location)
