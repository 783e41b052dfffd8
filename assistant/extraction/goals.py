"""The two goals of a form: what was expected of the year, and what was achieved."""

import re

from assistant.extraction.grid import Columns, find_header, text_of
from assistant.extraction.layout import best_field, names
from assistant.extraction.layouts import Layout
from assistant.model.document import Cell, Table
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

_HEADER = 3
"""Columns of the indicators that a row names where it is their header."""
_ACHIEVED = ("完成情况", "实现情况")
_CHANGE = re.compile("不变|[不未无]调整|[同按]年初|其[余他它]")
_FEW = 3
"""Words in a row that heads the two goals, at most: a header of columns has more."""


def read_goals(table: Table, root: Place, layout: Layout) -> tuple[Text, Text]:
    """Return expected and achieved goal: below their two headings, or each right of its own."""
    found = goal_columns(table, layout)
    near = table.location
    wanted = ("goal_expected", "goal_achieved")
    cells: list[Cell | None] = [None, None]
    if found is None:
        cells = [_beside(table, layout.by_part["goals"], field) for field in wanted]
    elif (row := found[0]) + 1 < table.rows:
        columns = found[1]
        if len(Columns(table.row(row + 1), layout.by_part["indicators"]).order) >= _HEADER:
            cells = [_in_one_row(table.row(row), columns, field) for field in wanted]
        else:
            cells = [columns.cell(table, row + 1, field) for field in wanted]
            cells[0] = _last_set(table, row, layout) or cells[0]
    return (
        text_of(cells[0], f"{root}/goal_expected", near),
        text_of(cells[1], f"{root}/goal_achieved", near),
    )


def _last_set(table: Table, row: int, layout: Layout) -> Cell | None:
    """Return the goal as it was last set, of forms with the year's first one beside it.

    An adjusted goal that only tells a change, or that there was none, is no goal to hold
    the result against: then the first one is.
    """
    words, cells = layout.goals["goal_expected"], [c for c in table.row(row) if c.col > 0]
    heads = {word: cell for cell in cells for word in words if names(cell.text, [word])}
    below = [table.at(row + 1, heads[word].col) for word in words if word in heads]
    if len(below) < 2:
        return None
    filled = [c for c in below if _is_filled(c) and not _CHANGE.search(c.text)]
    whole = (c for c in filled if _figures(c) >= _figures(below[-1]))
    return next(whole, below[-1])


def _figures(cell: Cell) -> int:
    return len(re.findall(r"\d+(?:\.\d+)?", cell.text))


def goal_columns(table: Table, layout: Layout) -> tuple[int, Columns] | None:
    """Return the row that heads both goals and its columns, None where no row heads both.

    Beside a known heading of the goal expected, any that ends in 完成情况 heads the other one.
    """
    fields = layout.by_part["goals"]
    header = _header(table, fields)
    if header is not None:
        return header, Columns(table.row(header), fields)
    loose = {**fields, "goal_achieved": [*fields["goal_achieved"], *_ACHIEVED]}
    header = _header(table, loose)
    if header is None or sum(map(_is_filled, table.row(header))) > _FEW:
        return None
    return header, Columns(table.row(header), loose)


def _header(table: Table, fields: dict[str, list[str]]) -> int | None:
    """Return the row that heads both goals: it doesn't end in the words of one of them.

    Where one goal stands above the other, the heading of both is merged down beside them.
    """
    row = find_header(table, fields, needs=2)
    while row is not None:
        filled = [cell for cell in table.row(row) if _is_filled(cell)]
        if len(filled) > _FEW or best_field(filled[-1].text, fields):
            return row
        row = find_header(table, fields, needs=2, start=row + 1)
    return None


def _is_filled(cell: Cell) -> bool:
    return bool(squeeze(cell.text))


def _in_one_row(cells: list[Cell], columns: Columns, field: str) -> Cell | None:
    """Return a goal from its heading's own row, where a dump ran both rows together."""
    half, odd = divmod(len(cells), 2)
    place = columns.order[field] + half
    return cells[place] if not odd and place < len(cells) else None


def _beside(table: Table, fields: dict[str, list[str]], field: str) -> Cell | None:
    """Return the goal that ends the row of its heading: forms with one goal above the other."""
    for cells in table.each_row():
        filled = [cell for cell in cells if _is_filled(cell)]
        if len(filled) not in (2, _FEW) or filled[-1] is not cells[-1]:
            continue
        heads, text = best_field(filled[-2].text, fields), best_field(filled[-1].text, fields)
        if heads and heads.field == field and text is None:
            return cells[-1]
    return None
