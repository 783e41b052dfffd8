"""Weights that a form without a column for them prints elsewhere: 新建公厕（8分）."""

import re
from collections.abc import Iterable

from assistant.model.document import Cell
from assistant.model.numerals import read_quantity
from assistant.model.pack import Indicator, LevelWeight
from assistant.model.quantity import Quantity

_AT_END = re.compile(
    r"\s*[（(]\s*(?:(?:满分|分值|权重|计|共)[：:为]?\s*(\d{1,2}(?:\.\d+)?)\s*[分%％]?|(\d{1,2}(?:\.\d+)?)\s*分)\s*[）)]\s*$"
)


def print_weights(names: Iterable[Cell | None]) -> bool:
    """Tell whether most names of indicators end in a weight: one alone may be part of a name."""
    filled = [cell.text for cell in names if cell is not None and cell.text.strip()]
    return 2 * sum(bool(_AT_END.search(text)) for text in filled) > len(filled)


def name_and_weight(cell: Cell | None) -> tuple[Cell | None, Quantity | None]:
    """Return the cell of a name without the weight at its end, and that weight; None for none."""
    match = _AT_END.search(cell.text) if cell is not None else None
    if cell is None or match is None or not match.start():
        return cell, None
    group = 1 if match[1] else 2
    weight = read_quantity(match[group], "", cell.location.span(*match.span(group)))
    bare = cell.location.span(0, match.start())
    return cell.model_copy(update={"text": cell.text[: match.start()], "location": bare}), weight


def take_levels(rows: list[Indicator], weights: list[LevelWeight]) -> None:
    """Give indicators the weight that their level declares, where each is its level's only one.

    A table with weights for some rows alone would look like one with the others left blank.
    """
    declared = {id(row): _declared(row, rows, weights) for row in rows if row.weight.is_blank()}
    if not all(declared.values()):
        return
    for row in rows:
        if weight := declared.get(id(row)):
            row.weight = weight.model_copy(update={"place": row.weight.place})


def _declared(row: Indicator, rows: list[Indicator], weights: list[LevelWeight]) -> Quantity | None:
    for each in weights:
        below = [r for r in rows if r.level1 == each.level1 and each.level2 in ("", r.level2)]
        if below == [row]:
            return each.weight
    return None
