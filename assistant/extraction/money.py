"""Read the money block of an indicator table, and its breakdowns."""

import re
from decimal import Decimal

from assistant.extraction.grid import Columns, find_header, quantity_of, text_of
from assistant.extraction.layout import label, layout
from assistant.model.document import Cell, Table
from assistant.model.numerals import read_quantity
from assistant.model.pack import BudgetLine, NamedAmount
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import Quantity, Text

_UNITS = {"initial": "万元", "full_year": "万元", "executed": "万元", "rate": "%"}


def read_money(table: Table, root: Place, stated: str = "") -> tuple[list[BudgetLine], int]:
    """Return the money rows and the number of the row after the last one."""
    fields = layout("indicator_table", "money")
    header = find_header(table, fields, needs=3)
    if header is None:
        return [], 0
    columns = Columns(table.row(header), fields)
    unit = _money_unit(table, header, stated)
    in_percent = any(
        "执行率" in squeeze(c.text) and re.search(r"[%％]", c.text) for c in table.row(header)
    )
    places, lines, row = Places(), [], header + 1
    while row < table.rows:
        if _is_blank(table.row(row)):
            row += 1
            continue
        name = _row_label(table.row(row), columns)
        if name is None:
            break
        place = places.unique(join_place(f"{root}/money", row_name(name.text)))
        cells = {field: columns.cell(table, row, field) for field in fields}
        lines.append(_line(name, cells, place, table.location, unit, in_percent))
        row += 1
    return lines, row


def row_name(text: str) -> str:
    """Return a money row's name without 其中 and colon."""
    return re.sub(r"^其中[：:]?", "", squeeze(text)).strip("：:") or squeeze(text)


def _money_unit(table: Table, header: int, stated: str) -> str:
    """Return 元 where the block or the line above the table says so, else 万元, the usual unit."""
    words = " ".join(squeeze(cell.text) for cell in table.row(header))
    if "万元" in words:
        return "万元"
    return "元" if re.search(r"(?<!万)元[）)]", words) else stated or "万元"


def _is_blank(cells: list[Cell]) -> bool:
    """Tell whether a row is empty but for the cell merged down its left side."""
    return not any(label(cell.text) for cell in cells[1:] or cells)


def _row_label(cells: list[Cell], columns: Columns) -> Cell | None:
    """Return the label cell of a money row; None where the block has ended."""
    if len(cells) < len(columns.order) + 1 or not columns.order:
        return None
    first = min(columns.order.values())
    cell = cells[first - 1] if len(cells) == columns.width and first > 0 else None
    if cell is None or not label(cell.text):
        return None
    block = ("年度总体目标", "一级指标", "年度目标")
    return None if any(squeeze(c.text).startswith(block) for c in cells[:2]) else cell


def _line(
    name: Cell,
    cells: dict[str, Cell | None],
    place: Place,
    near: Location,
    unit: str,
    percent_header: bool,
) -> BudgetLine:
    units = {field: unit if value == "万元" else value for field, value in _UNITS.items()}
    line = BudgetLine(
        label=text_of(name, place, name.location),
        **{
            field: quantity_of(cell, f"{place}/{field}", near, units.get(field, ""))
            for field, cell in cells.items()
        },
    )
    if not percent_header:
        _as_percent(line.rate)
    return line


def _as_percent(rate: Quantity) -> None:
    """Read a bare 0.985 or 1 in a rate column as 98.5 % or 100 %."""
    if rate.value is None or re.search(r"[%％‰]|百分", rate.raw) or not 0 < rate.value <= 1:
        return
    rate.precision = (rate.precision or Decimal(1)) * 100 if rate.value != 1 else Decimal(1)
    rate.value *= 100


_AMOUNT = re.compile(r"^(?P<label>[^：:]*(?:其中[：:][^：:]*)?)[：:](?P<amount>[^：:]*)$", re.S)


def read_breakdown(table: Table, root: Place, kind: str, start: int) -> list[NamedAmount]:
    """Return one breakdown (``by_income`` or ``by_expenditure``): its head, then its lines.

    The lines stand in the same column as the head, one below the other, each as
    “name：amount” in one cell.
    """
    head = _head(table, layout("indicator_table", kind), start)
    if head is None:
        return []
    places = Places()
    out: list[NamedAmount] = []
    row, position = head
    width = len(table.row(row))
    while row < table.rows:
        cells = table.row(row)
        if len(cells) != width or not _AMOUNT.match(cells[position].text.strip()):
            if not out or len(cells) != width or label(cells[position].text) or _goal(cells):
                break
            row += 1
            continue
        out.append(_named(cells[position], f"{root}/{kind}", places, is_total=not out))
        row += 1
    return out


def _goal(cells: list[Cell]) -> bool:
    return any(label(cell.text) in layout("indicator_table", "goal_expected") for cell in cells)


def _head(table: Table, words: list[str], start: int) -> tuple[int, int] | None:
    for row in range(start, table.rows):
        for position, cell in enumerate(table.row(row)):
            if any(squeeze(cell.text).startswith(word) for word in words):
                return row, position
    return None


def _named(cell: Cell, root: Place, places: Places, is_total: bool) -> NamedAmount:
    match = _AMOUNT.match(cell.text.strip())
    name = row_name(match["label"]) if match else row_name(cell.text)
    place = places.unique(join_place(root, name))
    offset = len(cell.text) - len(cell.text.lstrip())
    location: Location = cell.location
    if match:
        location = location.span(offset + match.start("amount"), offset + match.end("amount"))
    amount = read_quantity(match["amount"] if match else "", place, location, "万元")
    text = Text(raw=match["label"] if match else cell.text, place=place, location=cell.location)
    return NamedAmount(label=text, amount=amount, is_total=is_total)
