"""Cells of a table that no field took: listed, so that nothing is lost silently."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from assistant.extraction.goals import goal_columns
from assistant.extraction.grid import Columns, find_header
from assistant.extraction.indicators import Head, find_head
from assistant.extraction.layout import best_field, label, names
from assistant.extraction.layout import layout as layout_part
from assistant.extraction.layouts import Layout
from assistant.extraction.money import divided_row
from assistant.extraction.overall_extras import headings_of_extras
from assistant.extraction.signing import contacts, signs
from assistant.extraction.told import told_in_words
from assistant.model.base import Value
from assistant.model.document import Cell, Table
from assistant.model.pack import BaseData, IndicatorTable, Unplaced
from assistant.model.place import Location, squeeze
from assistant.model.quantity import Text

_FIELDLESS = "表内文字没有对应的栏目，没有核对"
_HEADER = 3
"""Columns that a row names where it is a header."""
_LEVELS = ("level1", "level2", "level3")
_PARTS = ("sign", "measure_unit")
"""Columns that say something of the target; a figure there is none of it."""
_YEAR = re.compile(r"^(?:19|20)\d\d年度?")
_FORM_NUMBER = re.compile(r"^报?表(?:格?编)?号[：:][\w-]*$")
_HEADINGS = re.compile(r"[（(][^）)]*[）)]|[：:*]|\d+[.．、]?|[一二三四五六七八九十]+、")


def leftovers(table: Table, out: IndicatorTable, layout: Layout) -> list[Unplaced]:
    """Return every filled cell that is neither in ``out`` nor a heading of the form.

    The cells of a column without a field come as one entry under the column's heading.
    """
    known = _Headings(table, layout)
    known.add(*headings_of_extras(out))
    columns = _Below(table, find_head(table, layout), out)
    amounts = _BelowMoney(table, layout, out)
    signed = {id(cell) for cells in table.each_row() if signs(cells) for cell in cells}
    untaken = _untaken(table, out)
    filled_in = _filled_in(table, {id(cell) for cell in untaken} - signed, layout)
    apart = signed | {id(cell) for cells in filled_in for cell in cells}
    left = [
        cell for cell in untaken
        if id(cell) not in apart and not known.has(cell) and not columns.is_level(cell)
    ]  # fmt: skip
    below = [cell for cell in untaken if id(cell) in signed]
    tops = {id(cell): columns.top(cell) or amounts.top(cell) for cell in left}
    return [*_entries(left, tops, layout), *map(_information, filled_in), *_signed(below)]


def _filled_in(table: Table, untaken: set[int], layout: Layout) -> list[list[Cell]]:
    """Return what a form's head says of its filling in: 联系人及电话 with its value, 报表编号.

    Likewise what it tells of the unit in words, which no field holds: 部门职能, 年度主要任务.
    """
    found = [pair for cells in table.each_row() for pair in contacts(cells)]
    found += [*told_in_words(table, layout), *_first_goals(table, layout)]
    numbers = [[cell] for cell in table.cells if _FORM_NUMBER.match(squeeze(cell.text))]
    return [cells for cells in [*found, *numbers] if untaken.issuperset(map(id, cells))]


def _first_goals(table: Table, layout: Layout) -> Iterator[list[Cell]]:
    """Yield headings of a goal expected with the text below; the one last set is read."""
    if (found := goal_columns(table, layout)) is None or found[0] + 1 == table.rows:
        return
    for cell in table.row(found[0]):
        below = table.at(found[0] + 1, cell.col)
        if cell.col > 0 and below is not cell and names(cell.text, layout.goals["goal_expected"]):
            yield [cell, below]


def _information(cells: list[Cell]) -> Unplaced:
    head, *rest = (cell.text.strip().rstrip("：:") for cell in cells)
    text = "：".join(filter(None, (head, "｜".join(rest))))
    return Unplaced(text=text, reason="表内填报信息", location=cells[-1].location)


def _signed(cells: list[Cell]) -> Iterator[Unplaced]:
    """Yield sign-off lines inside a sheet as the words below a table that they are elsewhere."""
    for cell in cells:
        yield Unplaced(text=cell.text, reason="表下说明文字", location=cell.location)


def base_leftovers(table: Table, out: BaseData) -> list[Unplaced]:
    """Return every filled cell of the base data table that no field took, row by row."""
    beside: dict[int, list[Cell]] = {}
    signed = {id(cell) for cells in table.each_row() if signs(cells) for cell in cells}
    left = _unread_of_base(_untaken(table, out))
    for cell in left:
        if id(cell) not in signed:
            beside.setdefault(cell.row, []).append(cell)
    below = [cell for cell in left if id(cell) in signed]
    return [*(_beside(cells) for cells in beside.values()), *_signed(below)]


def _unread_of_base(untaken: list[Cell]) -> list[Cell]:
    """Return the untaken cells that are no headings; a number right of a label goes with it."""
    rows: dict[int, list[Cell]] = {}
    for cell in untaken:
        rows.setdefault(cell.row, []).append(cell)
    out = []
    for cells in rows.values():
        numbers = [not _bare(cell.text) and cell.text.strip()[-1:].isdigit() for cell in cells]
        for at, cell in enumerate(cells):
            labels = any(numbers[at + 1 : at + 2]) and not numbers[at]
            if labels or not _heads_base(cell) or (numbers[at] and not all(numbers[: at + 1])):
                out.append(cell)
    return out


def _heads_base(cell: Cell) -> bool:
    bare = _bare(cell.text)
    words = _base_words()
    return not bare or bare in words or _YEAR.sub("", bare).endswith(words)


@cache
def _base_words() -> tuple[str, ...]:
    return tuple(_bare(word) for word in _strings(layout_part("base_data")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _untaken(table: Table, out: BaseModel) -> list[Cell]:
    taken = {where(at) for at in _locations(out)}
    return [c for c in table.cells if squeeze(c.text) and where(c.location) not in taken]


def where(at: Location) -> tuple[int | None, int | None, int | None]:
    """Return a location's table, row and column in the file: a form may be drawn as two tables."""
    return at.table, at.row, at.col


def _beside(cells: list[Cell]) -> Unplaced:
    text = "｜".join(cell.text for cell in cells)
    return Unplaced(text=text, reason=_FIELDLESS, location=cells[0].location)


def _entries(left: list[Cell], tops: dict[int, Cell | None], layout: Layout) -> Iterator[Unplaced]:
    """Yield one entry for each column that ``tops`` gives cells to, one for each row of the rest."""
    below: dict[int, list[Cell]] = {}
    beside: dict[int, list[Cell]] = {}
    for cell in left:
        if (top := tops[id(cell)]) is not None:
            below.setdefault(id(top), [top]).append(cell)
    for cell in left:
        if tops[id(cell)] is None and id(cell) not in below and not _is_apart(cell, layout):
            beside.setdefault(cell.row, []).append(cell)
    for cells in beside.values():
        yield _beside(cells)
    for cells in below.values():
        yield _entry(cells, layout)


def _is_apart(cell: Cell, layout: Layout) -> bool:
    return label(cell.text) in map(label, layout.apart)


def _is_first_target(cell: Cell, layout: Layout) -> bool:
    return names(cell.text, layout.indicators.columns.get("first_target", []))


def _entry(cells: list[Cell], layout: Layout) -> Unplaced:
    """Return a column: its heading, then its cells."""
    top = cells[0]
    known = _is_apart(top, layout) or _is_first_target(top, layout)
    return Unplaced(
        text="\n".join([squeeze(top.text), *(cell.text for cell in cells[1:])]),
        reason="这一列只列出，没有核对" if known else "这一列没有对应的栏目，没有核对",
        location=top.location,
    )


def _locations(value: Any) -> Iterator[Location]:
    """Yield where every field below ``value`` stands."""
    if isinstance(value, Text):
        yield value.location
    elif isinstance(value, BaseModel | Value):
        yield from _locations([*vars(value).values()])
    elif isinstance(value, list):
        for item in value:
            yield from _locations(item)


def _bare(text: str) -> str:
    return _HEADINGS.sub("", squeeze(text))


class _Headings:
    """Knows a form's own words: column names in header rows, labels anywhere."""

    def __init__(self, table: Table, layout: Layout) -> None:
        self._words = {_bare(name) for name in layout.names()} - set(map(_bare, layout.apart))
        self._labels = tuple(_bare(name) for names in layout.head.values() for name in names)
        self._groups = list(layout.by_part.values())
        self._rows = {
            row
            for row in range(table.rows)
            for group in self._groups
            if len(Columns(table.row(row), group).order) >= _HEADER
        }
        self._printed = _heads_of_amounts(table, layout) | _above_goals(table, layout)

    def add(self, *words: str) -> None:
        """Know words that only some forms print as headings."""
        self._words |= set(map(_bare, words))

    def has(self, cell: Cell) -> bool:
        """Tell whether a cell is a heading, or holds no more than a mark."""
        bare = _bare(cell.text)
        if not bare:
            return not re.search(r"\d", cell.text)
        if bare in self._words or (cell.col == 0 and bare.endswith(self._labels)):
            return True
        if id(cell) in self._printed and not re.search(r"\d", label(cell.text)):
            return True
        return cell.row in self._rows and any(best_field(cell.text, g) for g in self._groups)


def _heads_of_amounts(table: Table, layout: Layout) -> set[int]:
    """Return the cells beside and below the amounts' headings that only name: block, row, part."""
    fields = layout.by_part["money"]
    row = find_header(table, fields, needs=_HEADER)
    if row is None:
        return set()
    cells, divided = table.row(row), divided_row(table, row)
    below = table.row(divided) if divided is not None else []
    return {id(cell) for cell in (*cells[: min(Columns(cells, fields).order.values())], *below)}


def _above_goals(table: Table, layout: Layout) -> set[int]:
    """Return the cells that head the two goals."""
    if (found := goal_columns(table, layout)) is None:
        return set()
    row, columns = found
    return {id(table.row(row)[number]) for number in columns.order.values()}


class _BelowMoney:
    """Knows which column of the amounts a cell stands in that no field took."""

    def __init__(self, table: Table, layout: Layout, out: IndicatorTable) -> None:
        self._table = table
        cells = [cell for line in out.money for cell in (line.full_year, line.executed)]
        taken = {where(at) for at in _locations(cells)}
        self._rows = {cell.row for cell in table.cells if where(cell.location) in taken}
        self._header = find_header(table, layout.by_part["money"], needs=_HEADER)

    def top(self, cell: Cell) -> Cell | None:
        """Return the heading above a cell, None where it stands in no row of amounts."""
        first = min(self._rows, default=0)
        if self._header is None or not self._header < first or cell.row not in self._rows:
            return None
        above = self._table.row(first - 1)[: cell.col + 1]
        blank = not any(squeeze(each.text) for each in above)  # a dump's row of divided amounts
        top = self._table.at(self._header if blank else first - 1, cell.col)
        return top if squeeze(top.text) and top is not cell and top.col == cell.col else None


class _Below:
    """Knows which column of the indicators a cell stands in."""

    def __init__(self, table: Table, head: Head | None, out: IndicatorTable) -> None:
        self._table = table
        self._head = head
        taken = {where(at) for at in _locations([*out.indicators, *out.level_weights])}
        self._rows = {cell.row for cell in table.cells if where(cell.location) in taken}

    def top(self, cell: Cell) -> Cell | None:
        """Return the heading above a cell, None where it stands in no row of indicators."""
        if self._head is None or not self._inside(cell):
            return None
        header, cells = self._table.row(self._head.row), self._table.row(cell.row)
        if (row := self._head.below) is not None:
            below = self._table.at(row, cell.col)
            return below if squeeze(below.text) else self._table.at(self._head.row, cell.col)
        if len(header) == len(cells):
            return header[[id(c) for c in cells].index(id(cell))]
        return self._table.at(self._head.row, cell.col)

    def is_level(self, cell: Cell) -> bool:
        """Tell whether a cell holds an upper level, or the sign or unit of a target."""
        if self._head is None or not self._inside(cell):
            return False
        cells = self._head.cells(self._table, cell.row)
        if any(cells.get(field) is cell for field in _LEVELS):
            return True
        apart = any(cells.get(field) is cell for field in _PARTS)
        return apart and not re.search(r"\d", cell.text)

    def _inside(self, cell: Cell) -> bool:
        return self._head is not None and cell.row > self._head.row and cell.row in self._rows
