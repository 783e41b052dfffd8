"""Reading rows of a table by their header: the same for exact and for inferred grids."""

import re
from collections.abc import Iterator

from assistant.extraction.layout import best_field, names
from assistant.model.document import Cell, Table
from assistant.model.numerals import read_quantity
from assistant.model.place import Location, Place, squeeze
from assistant.model.quantity import Quantity, Text

WHOLE = ["总额", "合计", "小计", "总计", "金额"]
"""What the first of several columns is called that divide an amount."""


class Columns:
    """Which cell of a row belongs to which field, as a header row tells.

    A row with as many cells as the header maps cell by cell (text dumps keep no spans);
    any other row maps by grid position.
    """

    def __init__(self, header: list[Cell], fields: dict[str, list[str]]) -> None:
        self.width = len(header)
        self.order: dict[str, int] = {}
        self.col: dict[str, int] = {}
        ranks: dict[str, int] = {}
        for number, cell in enumerate(header):
            found = best_field(cell.text, fields)
            if found is not None and found.rank < ranks.get(found.field, 10**6):
                ranks[found.field] = found.rank
                self.order[found.field] = number
                self.col[found.field] = cell.col

    def rename(self, header: list[Cell], name: str, field: str, before: str) -> bool:
        """Give ``field`` the column that is called so; the one it had goes by ``before``."""
        number = next((n for n, cell in enumerate(header) if names(cell.text, [name])), None)
        if number is None or field not in self.order or self.order[field] == number:
            return False
        self.order[before], self.col[before] = self.order[field], self.col[field]
        self.order[field], self.col[field] = number, header[number].col
        return True

    def take_totals(self, header: list[Cell], below: list[Cell]) -> bool:
        """Read each amount that the row ``below`` divides further in the column of its whole.

        Returns False where the two rows can't be matched cell by cell.
        """
        own = [squeeze(cell.text) for cell in below if not any(cell is each for each in header)]
        first = next(filter(None, own), "")
        at: list[int] = []  # which cell below belongs to which heading, or is the first of its own
        for number, cell in enumerate(below):
            text = "" if any(cell is each for each in header) else squeeze(cell.text)
            if not text or text == first or names(text, WHOLE):
                at.append(number)
        if len(at) != len(header):
            return False
        self.order = {field: at[number] for field, number in self.order.items()}
        self.col = {field: below[number].col for field, number in self.order.items()}
        self.width = len(below)
        return True

    def cell(self, table: Table, row: int, field: str) -> Cell | None:
        """Return the cell of ``field`` in ``row``, None when the form has no such column."""
        if field not in self.order:
            return None
        cells = table.row(row)
        if len(cells) == self.width:
            return cells[self.order[field]]
        return table.at(row, self.col[field])


def find_header(
    table: Table, fields: dict[str, list[str]], needs: int, start: int = 0
) -> int | None:
    """Return the first row from ``start`` that names at least ``needs`` of the fields."""
    for row in range(start, table.rows):
        if len(Columns(table.row(row), fields).order) >= needs:
            return row
    return None


def rows_between(table: Table, start: int, stop: int) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the number and the distinct cells of each row in a range."""
    for row in range(start, stop):
        yield row, table.row(row)


def money_unit_in(words: str) -> str:
    """Return the money unit that a heading names, such as 项目资金（元）; "" for none."""
    bare = squeeze(words)
    if "万元" in bare:
        return "万元"
    return "元" if re.search(r"[（(](?:金额)?(?:单位[：:])?元[）)]", bare) else ""


def text_of(cell: Cell | None, place: Place, near: Location) -> Text:
    """Return a cell as a text field; a column the form lacks is a blank located ``near``."""
    if cell is None:
        return Text(place=place, location=near)
    return Text(raw=cell.text, place=place, location=cell.location)


def quantity_of(cell: Cell | None, place: Place, near: Location, unit: str = "") -> Quantity:
    """Return a cell as a quantity field; see :func:`text_of`."""
    if cell is None:
        return Quantity(place=place, location=near)
    return read_quantity(cell.text, place, cell.location, unit)
