"""Read an overall or project table (整体 / 项目支出绩效自评表)."""

import re
from itertools import pairwise
from typing import Literal

from assistant.extraction.grid import Columns, find_header, quantity_of, text_of
from assistant.extraction.indicators import find_head, read_indicators
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import Layout, library
from assistant.extraction.money import read_breakdown, read_money
from assistant.extraction.remarks import read_remarks
from assistant.extraction.totals import is_number
from assistant.extraction.years import headings
from assistant.model.document import Cell, Table
from assistant.model.pack import IndicatorTable
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity, Text

_AMOUNT_TAIL = re.compile(r"[（(]?(?:共|计|合计)?\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|元|万)[）)]?$")

_HEADER = 3
"""Columns of the indicators that a row names where it is their header."""


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
    goals = _goals(table, root, layout)
    out = IndicatorTable(
        kind=kind, title=title,
        **{f: _named(table, f, root, layout) for f in ("unit", "department", "implementer", "project")},
        money=money.lines,
        by_income=read_breakdown(table, root, "by_income", layout, money),
        by_expenditure=read_breakdown(table, root, "by_expenditure", layout, money),
        goal_expected=goals[0], goal_achieved=goals[1],
        total_weight=Quantity(place=f"{root}/total/weight", location=table.location),
        total_score=Quantity(place=f"{root}/total/score", location=table.location),
        remarks=read_remarks(table, root, layout),
    )  # fmt: skip
    head = find_head(table, layout)
    if head is not None:
        read_indicators(table, head, root, layout, out)
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


def _in_one_row(cells: list[Cell], columns: Columns, field: str) -> Cell | None:
    """Return a goal from its heading's own row, where a dump ran both rows together."""
    half, odd = divmod(len(cells), 2)
    place = columns.order[field] + half
    return cells[place] if not odd and place < len(cells) else None


def _goal_beside(table: Table, fields: dict[str, list[str]], field: str) -> Cell | None:
    """Return the goal that ends the row of its heading: forms with one goal above the other."""
    for cells in table.each_row():
        named = Columns(cells, fields).order
        if set(named) == {field} and named[field] == len(cells) - 2:
            return cells[-1]
    return None


def _goals(table: Table, root: Place, layout: Layout) -> tuple[Text, Text]:
    """Return expected and achieved goal: below their two headings, or each right of its own."""
    fields = layout.by_part["goals"]
    header = find_header(table, fields, needs=2)
    near = table.location
    wanted = ("goal_expected", "goal_achieved")
    cells: list[Cell | None] = [None, None]
    if header is None:
        cells = [_goal_beside(table, fields, field) for field in wanted]
    elif header + 1 < table.rows:
        columns = Columns(table.row(header), fields)
        if len(Columns(table.row(header + 1), layout.by_part["indicators"]).order) >= _HEADER:
            cells = [_in_one_row(table.row(header), columns, field) for field in wanted]
        else:
            cells = [columns.cell(table, header + 1, field) for field in wanted]
    return (
        text_of(cells[0], f"{root}/goal_expected", near),
        text_of(cells[1], f"{root}/goal_achieved", near),
    )
