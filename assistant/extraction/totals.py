"""The total row of an indicator table: weight, score, and a grade beside them."""

import re
from typing import NamedTuple
from unicodedata import normalize

from assistant.extraction.grid import quantity_of
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import Indicators, Layout
from assistant.model.document import Cell, Table
from assistant.model.pack import Remark
from assistant.model.place import Location, Place, squeeze
from assistant.model.quantity import Quantity

_NEAR = 4
"""Cells of a row that may name it: two levels, a heading beside them, the name."""


class Totals(NamedTuple):
    """What a total row states."""

    weight: Quantity
    score: Quantity
    grade: Remark | None


def total_cells(cells: list[Cell], words: list[str]) -> list[Cell] | None:
    """Return the cells after the label of a total row, None for any other row.

    They end where the label comes again: there begins a form printed beside this one.
    """
    for number, cell in enumerate(cells[:2]):
        if names(cell.text, words):
            rest = cells[number + 1 :]
            again = (n for n, each in enumerate(rest) if names(each.text, words))
            return rest[: next(again, None)]
    return None


def total_row(table: Table, start: int, words: list[str]) -> int | None:
    """Return the total row from ``start``: the last that is called so, those above are subtotals."""
    found = [n for n in range(start, table.rows) if total_cells(table.row(n), words) is not None]
    return found[-1] if found else None


def is_subtotal(cells: list[Cell], rows: Indicators) -> bool:
    """Tell whether a row adds up one level: 小计, 产出指标小计, or a total row above the last."""
    near = [label(cell.text) for cell in cells[:_NEAR]]
    whole = tuple(map(label, rows.subtotal))
    return any(text.endswith(whole) for text in near if text) or (
        total_cells(cells, rows.total) is not None
    )


def read_totals(
    cells: list[Cell], root: Place, order: list[str], layout: Layout, is_score: bool = False
) -> Totals:
    """Return total weight and score: the first two numbers right of the label.

    With ``is_score`` the row is called 自评总分 or the like: a number alone is the score.
    ``order`` are the form's columns: one without weights prints the score alone, and one that
    has the score first prints the totals so too.
    """
    has_weights = "weight" in order
    known = [cell for cell in cells if not label(cell.text) or is_number(cell.text)]
    if len(known) > 3:  # blank target and actual cells stand before the two numbers
        known = known[-3:] if not label(known[-1].text) else known[-2:]
    filled = [cell for cell in cells if is_number(cell.text)]
    known = filled[-2:] if len(filled) > 1 else known
    has_both = has_weights and not (is_score and len(filled) == 1)
    pair = [*known, None, None][:2] if has_both else [None, *filled, None][:2]
    if has_both and "score" in order and order.index("score") < order.index("weight"):
        pair.reverse()
    near = cells[0].location if cells else Location()
    whole = near.model_copy(update={"row": None, "col": None, "anchor": None})
    return Totals(
        quantity_of(pair[0], f"{root}/total/weight", near if has_weights else whole),
        quantity_of(pair[1], f"{root}/total/score", near),
        _grade(cells, root, layout),
    )


def _grade(cells: list[Cell], root: Place, layout: Layout) -> Remark | None:
    for cell in cells:
        if squeeze(cell.text) in layout.grades:
            return Remark(
                kind="grade", raw=cell.text, place=f"{root}/remarks/grade", location=cell.location
            )
    return None


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number of points and nothing else."""
    return bool(re.fullmatch(r"[\d.,]+分?", normalize("NFKC", squeeze(text))))
