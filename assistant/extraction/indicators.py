"""The indicator rows of an overall or project table, below their header."""

import re
from collections.abc import Mapping

from assistant.extraction.grid import Columns, quantity_of, text_of
from assistant.extraction.layout import names
from assistant.extraction.layouts import Layout
from assistant.extraction.levels import Levels
from assistant.extraction.notes_apart import add_by_sense, reason_columns, reason_of
from assistant.extraction.parents import parent_rows
from assistant.extraction.printed_weights import name_and_weight, print_weights, take_levels
from assistant.extraction.signing import signs
from assistant.extraction.targets import complete
from assistant.extraction.totals import is_subtotal, read_totals, total_cells, total_row
from assistant.model.document import Cell, Table
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import Location, Place, Places, join_place, squeeze

_NAMES_MANY = 5
"""Columns that a row names only where it is a header."""
_ANY = ("level1", "level2", "name", "target", "actual", "weight", "score", "deviation")


class Head:
    """The header of the indicators: its last row, and which cell of a row is which field."""

    def __init__(self, table: Table, row: int, layout: Layout) -> None:
        self.row = row
        self.fields = layout.by_part["indicators"]
        self.columns = _columns(table, row, self.fields)
        add_by_sense(self.columns, table.row(row))
        self._has_fourth = self.columns.rename(table.row(row), "四级指标", "name", "level3")
        self._reasons = reason_columns(table, row, self.columns)
        self.below = self._reasons.row

    def cells(self, table: Table, row: int) -> dict[str, Cell | None]:
        """Return the cells of a row by field, None for a column that the form lacks."""
        fields = dict.fromkeys([*_ANY, *self.fields])
        found = {field: self.columns.cell(table, row, field) for field in fields}
        if self._has_fourth:  # an indicator without a fourth level is named by the third
            found["level3"] = self.columns.cell(table, row, "level3")
            if (name := found["name"]) is None or not squeeze(name.text):
                found["name"] = found["level3"]
        found["deviation"] = reason_of(table, row, self._reasons.columns) or found["deviation"]
        return found


def find_head(table: Table, layout: Layout) -> Head | None:
    """Return the header of a table's indicators, None where no row names their columns."""
    fields = layout.by_part["indicators"]
    first = next(
        (row for row in range(table.rows) if _names_columns(Columns(table.row(row), fields))), None
    )
    return None if first is None else Head(table, _lower_half(table, first, fields), layout)


def _names_columns(columns: Columns) -> bool:
    """Tell whether a row is the header of indicators: a name or target, and an actual."""
    named = columns.order
    return len(named) >= 4 and "actual" in named and bool({"name", "target"} & named.keys())


def _columns(table: Table, header: int, fields: dict[str, list[str]]) -> Columns:
    """Return a header's columns; of two rows in a dump, the upper's names fill the lower's blanks.

    A dump tells no spans: 一级指标, 二级指标, 三级指标 in the lower row stand below one cell.
    """
    lower = table.row(header)
    upper = table.row(header - 1) if header else []
    shift = len(lower) - len(upper)
    if not upper or shift <= 0 or "actual" in Columns(lower, fields).order:
        return Columns(lower, fields)
    cells = [
        cell if squeeze(cell.text) or number < shift else upper[number - shift]
        for number, cell in enumerate(lower)
    ]
    return Columns(cells, fields)


def _lower_half(table: Table, header: int, fields: dict[str, list[str]]) -> int:
    """Return the second row of a header of two rows (levels below 绩效指标), or the first."""
    if header + 1 >= table.rows:
        return header
    upper = set(Columns(table.row(header), fields).order)
    lower = set(Columns(table.row(header + 1), fields).order)
    levels = {"level1", "level2"}
    return header + 1 if levels & lower and not levels & upper else header


def read_indicators(
    table: Table, head: Head, root: Place, layout: Layout, out: IndicatorTable
) -> None:
    """Add the rows below ``head``, the weights that levels declare, and the totals."""
    levels, rows = Levels(root), _Rows(root, table.location, layout.indicators.child)
    weighed = "weight" in head.columns.order
    rows.in_names = not weighed and print_weights(
        head.cells(table, number)["name"] for number in range(head.row + 1, table.rows)
    )
    end = total_row(table, head.row + 1, layout.indicators.total)
    parents = _parents(table, head, end)
    for number in range(head.row + 1, table.rows):
        cells = table.row(number)
        if number == end:
            _read_total(cells, head, root, layout, out)
            if _is_on_top(number, head):
                continue
            break
        # Tables over several pages repeat their header; some forms put remarks above the total.
        if len(Columns(cells, head.fields).order) >= _NAMES_MANY or number == head.below:
            continue
        if _is_remark(cells, layout):
            continue
        if signs(cells):
            continue
        cell = head.cells(table, number)
        if is_subtotal(cells, layout.indicators):
            levels.subtotal(cell)
            continue
        if number in parents:
            levels.parent(cell)
            continue
        if _runs_across(cell):
            continue  # a text beside the indicators, in the columns of name, target and actual
        level1, level2 = levels.next(cell["level1"], cell["level2"])
        out.indicators.append(rows.read(cell, level1, level2))
    out.level_weights = levels.weights
    if not weighed:
        take_levels([row for row in out.indicators if not row.is_blank()], levels.weights)


def _is_on_top(total: int, head: Head) -> bool:
    """Tell whether the total row stands above the rows that it adds up."""
    return total == head.row + 1


def _read_total(
    cells: list[Cell], head: Head, root: Place, layout: Layout, out: IndicatorTable
) -> None:
    total = total_cells(cells, layout.indicators.total) or []
    order = sorted(head.columns.order, key=head.columns.order.__getitem__)
    is_score = any(names(cell.text, layout.head["score"]) for cell in cells[:2])
    made = read_totals(total, root, order, layout, is_score)
    out.total_weight, out.total_score, grade = made
    out.remarks.extend([grade] if grade else [])


def _parents(table: Table, head: Head, end: int | None) -> set[int]:
    """Return the rows that carry a level's points above the rows that share them."""
    stop = table.rows if end is None or _is_on_top(end, head) else end
    rows = range(head.row + 1, stop)
    return parent_rows([(row, head.cells(table, row)) for row in rows])


def _is_remark(cells: list[Cell], layout: Layout) -> bool:
    return any(names(cells[0].text, words) for words in layout.remarks.values())


def _runs_across(cell: Mapping[str, Cell | None]) -> bool:
    """Tell whether one filled cell covers two of the columns that each indicator has apart."""
    three = [c for field in ("name", "target", "actual") if (c := cell[field]) and squeeze(c.text)]
    return len({id(c) for c in three}) < len(three)


class _Rows:
    """Reads row after row; a child row belongs to the last row that is none."""

    def __init__(self, root: Place, near: Location, child: str) -> None:
        self._root = root
        self._near = near
        self._places = Places()
        self._child = re.compile(child) if child else None
        self._parent: Place | None = None
        self.in_names = False
        """Whether the form prints each indicator's weight behind its name."""

    def read(self, cell: Mapping[str, Cell | None], level1: str, level2: str) -> Indicator:
        """Return the row with these cells by field."""
        near, named, printed = self._near, cell["name"], None
        if self.in_names:
            named, printed = name_and_weight(named)
        name = named.text if named else ""
        place = self._places.unique(
            join_place(f"{self._root}/indicators", level2 or level1 or "-", squeeze(name) or "-")
        )
        target = quantity_of(_target(cell), f"{place}/target", near)
        actual = quantity_of(cell["actual"], f"{place}/actual", near)
        complete(target, actual, cell.get("sign"), cell.get("measure_unit"))
        weight = printed or quantity_of(cell["weight"], "", near)
        weight.place = f"{place}/weight"
        return Indicator(
            level1=level1, level2=level2,
            name=text_of(named, place, near),
            target=target, actual=actual,
            weight=weight,
            score=quantity_of(cell["score"], f"{place}/score", near),
            deviation=text_of(cell["deviation"], f"{place}/deviation", near),
            parent=self._of(squeeze(name), place),
        )  # fmt: skip

    def _of(self, name: str, place: Place) -> Place | None:
        if self._child and self._child.match(name):
            return self._parent
        self._parent = place
        return None


def _target(cell: Mapping[str, Cell | None]) -> Cell | None:
    """Return the target's cell: the adjusted one, or the first where that is blank."""
    adjusted, first = cell["target"], cell.get("first_target")
    return first if first and not (adjusted and squeeze(adjusted.text)) else adjusted
