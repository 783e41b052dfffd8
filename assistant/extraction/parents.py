"""Rows that carry a level's points above the rows that share them: no indicators of their own.

Some forms print the level alone in its row, with the sum of what stands below; the rows below
leave that level's cell blank. A row of an indicator whose name was forgotten looks the same,
so the sums must show at least once that the form has such rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.model.document import Cell
from assistant.model.numerals import read_quantity
from assistant.model.place import squeeze

Cells = Mapping[str, Cell | None]


class _Row(NamedTuple):
    """One row as it matters here; ``level`` is 1 or 2 where only that level is printed, else 0."""

    number: int
    level: int
    opens: tuple[bool, bool]
    weight: Decimal
    named: bool


def parent_rows(rows: Sequence[tuple[int, Cells]]) -> set[int]:
    """Return the numbers of the rows that only add up those below them."""
    read = [_read(number, cells) for number, cells in rows]
    found = {row.number: below for row, below in _candidates(read)}
    whole = {row.number: row.weight for row in read}
    proven = any(
        len(below) > 1 and sum(each.weight for each in below) == whole[number]
        for number, below in found.items()
    )
    return set(found) if proven else set()


def _candidates(rows: list[_Row]) -> Iterator[tuple[_Row, list[_Row]]]:
    """Yield the rows with one level and points alone, each with the named rows below it."""
    for at, row in enumerate(rows):
        if not row.level or not row.weight:
            continue
        below = list(_below(rows[at + 1 :], row.level))
        if below:
            yield row, [each for each in below if each.named]


def _below(rows: Sequence[_Row], level: int) -> Iterator[_Row]:
    """Yield the rows that belong to a level: up to the next row that opens one as high."""
    for number, row in enumerate(rows):
        if row.opens[0] or (level == 2 and row.opens[1]):
            return
        if number == 0 and not (row.named or row.level):
            return
        yield row


def _read(number: int, cells: Cells) -> _Row:
    opens = (_starts(cells.get("level1"), number), _starts(cells.get("level2"), number))
    bare = not any(_text(cells.get(field)) for field in ("name", "target", "actual"))
    alone = bare and opens[0] != opens[1] and _single(cells)
    level = (1 if opens[0] else 2) if alone and cells.get("name") is not None else 0
    weight = cells.get("weight")
    points = read_quantity(weight.text, "", weight.location).value if weight else None
    return _Row(number, level, opens, points or Decimal(0), bool(_text(cells.get("name"))))


def _single(cells: Cells) -> bool:
    """Tell whether the level's cell is that of this row alone, not one merged down its rows."""
    level = [c for field in ("level1", "level2") if (c := cells.get(field)) and squeeze(c.text)]
    return any(cell.row_span == 1 for cell in level)


def _starts(cell: Cell | None, row: int) -> bool:
    return cell is not None and cell.row == row and bool(squeeze(cell.text))


def _text(cell: Cell | None) -> str:
    return squeeze(cell.text) if cell else ""
