"""The total row of an indicator table: weight, score, and a grade beside them."""

import re
from typing import NamedTuple
from unicodedata import normalize

from assistant.extraction.grid import quantity_of
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import Layout
from assistant.model.document import Cell
from assistant.model.pack import Remark
from assistant.model.place import Location, Place, squeeze
from assistant.model.quantity import Quantity


class Totals(NamedTuple):
    """What a total row states."""

    weight: Quantity
    score: Quantity
    grade: Remark | None


def total_cells(cells: list[Cell], words: list[str]) -> list[Cell] | None:
    """Return the cells after the label of a total row, None for any other row."""
    for number, cell in enumerate(cells[:2]):
        if names(cell.text, words):
            return cells[number + 1 :]
    return None


def read_totals(cells: list[Cell], root: Place, has_weights: bool, layout: Layout) -> Totals:
    """Return total weight and score: the first two numbers right of the label.

    A form without a column of weights prints the score alone.
    """
    known = [cell for cell in cells if not label(cell.text) or is_number(cell.text)]
    if len(known) > 3:  # blank target and actual cells stand before the two numbers
        known = known[-3:] if not label(known[-1].text) else known[-2:]
    filled = [cell for cell in cells if is_number(cell.text)]
    known = filled[-2:] if len(filled) > 1 else known
    pair = [*known, None, None][:2] if has_weights else [None, *filled, None][:2]
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
