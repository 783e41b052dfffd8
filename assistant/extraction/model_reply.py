"""What of a model's reading of an unknown form holds: its quotes must stand in the named cells."""

import re
from typing import NamedTuple

from assistant.extraction.layouts import Layout
from assistant.model.document import Cell, Table
from assistant.model.place import squeeze
from assistant.model.reply import ColumnReply, LayoutReply

_CELL = re.compile(r"R(\d{1,5})C(\d{1,5})")
_WHOLE = 20
"""Characters up to which a quote must be the whole cell; of a longer one its beginning will do."""
_BARE = re.compile(r"-?[\d,，.]+(?:万元|元|分|%|％)?")
_MONEY = ("initial", "full_year", "executed", "rate")
_INDICATORS = ("level1", "level2", "name", "target", "actual", "sign", "measure_unit", "deviation")
_FIGURES = ("initial", "full_year", "executed", "rate", "weight", "score")


class Held(NamedTuple):
    """The part of a reply that holds: a layout made of it, single cells, what was dropped."""

    layout: Layout
    cells: dict[str, Cell]
    dropped: list[str]


class _Column(NamedTuple):
    cell: Cell
    field: str


def hold(table: Table, reply: LayoutReply) -> Held:
    """Return what of a reply stands in the table; each claim that doesn't is dropped with why."""
    dropped: list[str] = []
    columns = [c for each in reply.columns if (c := _column(table, each, dropped))]
    cells: dict[str, Cell] = {}
    for single in reply.cells:
        cell = _quoted(table, single.cell, single.quote, dropped)
        if cell is not None:
            cells.setdefault(single.field, cell)
    return Held(_layout(columns, dropped), cells, dropped)


def _quoted(table: Table, where: str, quote: str, dropped: list[str]) -> Cell | None:
    """Return the cell of this name if the quote stands in it, character by character."""
    found = _CELL.fullmatch(where.strip())
    row, col = (int(found[1]) - 1, int(found[2]) - 1) if found else (-1, -1)
    if not (0 <= row < table.rows and 0 <= col < table.cols):
        dropped.append(f"没有“{where[:20]}”这一格")
        return None
    cell, words = table.at(row, col), squeeze(quote)
    text = squeeze(cell.text)
    whole = words == text
    begins = len(text) > _WHOLE and len(words) >= _WHOLE - 2 and text.startswith(words)
    if not words or not (whole or begins):
        dropped.append(f"{where} 里没有“{words[:20]}”")
        return None
    return cell


def _column(table: Table, claim: ColumnReply, dropped: list[str]) -> _Column | None:
    if claim.field in ("other", "label"):
        return None
    cell = _quoted(table, claim.cell, claim.header, dropped)
    if cell is None:
        return None
    if claim.field in _FIGURES and not _figures_below(table, cell):
        dropped.append(f"“{squeeze(cell.text)}”之下没有数字，不是所说的一列")
        return None
    return _Column(cell, claim.field)


def _figures_below(table: Table, cell: Cell) -> bool:
    """Tell whether a bare number stands below a heading, by order or by position."""
    header = table.row(cell.row)
    number = next(n for n, each in enumerate(header) if each is cell)
    for row in range(cell.row + cell.row_span, table.rows):
        cells = table.row(row)
        below = cells[number] if len(cells) == len(header) else table.at(row, cell.col)
        if _BARE.fullmatch(squeeze(below.text)):
            return True
    return False


def _layout(columns: list[_Column], dropped: list[str]) -> Layout:
    """Return a layout that names these columns; weight and score go with their header row."""
    money_rows = {c.cell.row for c in columns if c.field in _MONEY}
    row_rows = {c.cell.row + c.cell.row_span for c in columns if c.field in _INDICATORS}
    money: dict[str, list[str]] = {}
    rows: dict[str, list[str]] = {}
    for column in columns:
        of_money = column.field in _MONEY or (
            column.field not in _INDICATORS
            and column.cell.row in money_rows
            and column.cell.row + column.cell.row_span not in row_rows
        )
        part, name = (money if of_money else rows), squeeze(column.cell.text)
        if column.field in part or any(name in names for names in part.values()):
            dropped.append(f"“{name}”与另一列重复")
            continue
        part[column.field] = [name]
    return Layout.model_validate(
        {"name": "by_model", "title": "由模型认读的表样", "money": {"columns": money},
         "indicators": {"columns": rows}}
    )  # fmt: skip
