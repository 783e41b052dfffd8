"""The two goals of a form: what was expected of the year, and what was achieved."""

from assistant.extraction.grid import Columns, find_header, text_of
from assistant.extraction.layouts import Layout
from assistant.model.document import Cell, Table
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

_HEADER = 3
"""Columns of the indicators that a row names where it is their header."""
_ACHIEVED = ("完成情况", "实现情况")
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
    return (
        text_of(cells[0], f"{root}/goal_expected", near),
        text_of(cells[1], f"{root}/goal_achieved", near),
    )


def goal_columns(table: Table, layout: Layout) -> tuple[int, Columns] | None:
    """Return the row that heads both goals and its columns, None where no row heads both.

    Beside a known heading of the goal expected, any that ends in 完成情况 heads the other one.
    """
    fields = layout.by_part["goals"]
    header = find_header(table, fields, needs=2)
    if header is not None:
        return header, Columns(table.row(header), fields)
    loose = {**fields, "goal_achieved": [*fields["goal_achieved"], *_ACHIEVED]}
    header = find_header(table, loose, needs=2)
    if header is None or sum(map(_is_filled, table.row(header))) > _FEW:
        return None
    return header, Columns(table.row(header), loose)


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
        named = Columns(cells, fields).order
        if set(named) == {field} and named[field] == len(cells) - 2:
            return cells[-1]
    return None
