"""The rows of one table: labels, codes and amounts, each with its place."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.accounts.amounts import amount
from assistant.accounts.grid import Half, shape_of, spanning
from assistant.model.accounts import TABLE_NAMES, AccountsRow, AccountsTable, TableKind
from assistant.model.document import Cell, Paragraph, Table
from assistant.model.place import Place, Places, join_place, squeeze
from assistant.model.quantity import Text

UNIT = re.compile(r"单位[:：]?（?(亿元|万元|元)")
_EMPTY = re.compile(r"本表.{0,8}(?:无数据|空表|为空|没有数据|不涉及)|(?:无数据|空表)[。）]?$")
_CODED = re.compile(r"(\d{3,7})[\s　]*(\D.*)")


def is_empty_note(text: str) -> bool:
    """Tell whether a remark says that a table holds no data."""
    return len(text) < 120 and _EMPTY.search(squeeze(text)) is not None


def read_table(
    table: Table | None, kind: TableKind, title: Text, unit: str, places: Places, root: Place
) -> AccountsTable:
    """Read a table of a known kind; None stands for one that is only announced as empty.

    ``unit`` is that of the amounts where the table itself doesn't name one; ``root`` is the
    place of the accounts.
    """
    place = places.unique(join_place(root, TABLE_NAMES[kind]))
    made = AccountsTable(kind=kind, title=title.model_copy(update={"place": place}), unit=unit)
    if table is None:
        return made
    shape = shape_of(table)
    top = [cell for row in range(shape.start) for cell in table.row(row)]
    made.unit = next((found[1] for cell in top if (found := UNIT.search(squeeze(cell.text)))), unit)
    made.columns = shape.columns
    rows = []
    for row in range(shape.start, table.rows):
        words = spanning(table.row(row))
        if is_empty_note(words):
            made.empty_note = Text(raw=words, place=f"{place}/note", location=table.location)
        elif not (words and len(table.row(row)) == 1):
            rows.append(row)
    lines = _lines(table, rows, shape.halves)
    made.rows.extend(_placed(line, made, places) for line in lines)
    return made


class _Line(NamedTuple):
    """One row of one half before it has a place."""

    half: Half
    label: Text
    code: str
    cells: dict[str, Cell]
    numbered: bool

    def blank(self) -> bool:
        """Tell whether no amount's cell says anything."""
        return not any(squeeze(cell.text) for cell in self.cells.values())


def _lines(table: Table, rows: Sequence[int], halves: list[Half]) -> list[_Line]:
    """Return the rows of all halves; what a page break cut off a label goes back to it."""
    lines: list[_Line] = []
    last: dict[int, _Line] = {}
    for row in rows:
        for number, half in enumerate(halves):
            label, code = _label(table, row, half)
            cells = {name: table.at(row, col) for col, name in half.values}
            numbered = any(squeeze(table.at(row, col).text) for col in half.ordinals)
            line = _Line(half, label, code, cells, numbered)
            above = last.get(number)
            if line.blank() and not (label.text or code):
                continue
            if half.ordinals and line.blank() and not numbered and above and above.numbered:
                above.label.raw += label.raw
                continue
            lines.append(line)
            last[number] = line
    return lines


def _placed(line: _Line, made: AccountsTable, places: Places) -> AccountsRow:
    name = (line.label.text or line.code or "金额").replace("/", "／")
    parts = [part for part in (made.title.place, line.half.side, name) if part]
    place = places.unique(join_place(*parts))
    line.label.place = place
    read = {name: amount(cell, f"{place}/{name}", made.unit) for name, cell in line.cells.items()}
    return AccountsRow(label=line.label, code=line.code, side=line.half.side, cells=read)


def _label(table: Table, row: int, half: Half) -> tuple[Text, str]:
    """Return a row's words and its code, whichever of the columns they stand in."""
    cells: list[Cell] = []
    for col in sorted((*half.codes, *half.labels)):
        cell = table.at(row, col)
        if not cells or cells[-1] is not cell:
            cells.append(cell)
    codes = [squeeze(cell.text) for cell in cells if squeeze(cell.text).isdecimal()]
    words = [cell for cell in cells if squeeze(cell.text) and not squeeze(cell.text).isdecimal()]
    where = (words or cells or [table.at(row, half.values[0][0] if half.values else 0)])[0]
    text = "".join(squeeze(cell.text) for cell in words)
    if not codes and (coded := _CODED.fullmatch(text)):
        codes, text = [coded[1]], coded[2]
    return Text(raw=text, location=where.location, confidence=where.confidence), _joined(codes)


def _joined(codes: list[str]) -> str:
    """Join 201, 05, 07; of 201, 20105, 2010507 the last already says all."""
    whole = "".join(codes)
    return codes[-1] if codes and all(codes[-1].startswith(code) for code in codes) else whole


def heading_text(block: Paragraph) -> Text:
    """Return a paragraph's words as they were read."""
    return Text(raw=block.text.strip(), location=block.location, confidence=block.confidence)
