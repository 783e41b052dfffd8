"""Why a target was missed, where a form gives the kinds of cause and the measure columns apart."""

import re
from typing import NamedTuple

from assistant.extraction.grid import Columns
from assistant.extraction.layout import names
from assistant.model.document import Cell, Table
from assistant.model.place import squeeze

_TOLD = ["原因说明", "具体原因", "原因分析", "说明"]
_MEASURE = ["改进措施", "整改措施", "改进措施及建议"]
_TARGET = re.compile("目标|指标|计划|预期|标准")
_WHY = re.compile("原因|偏差|措施|扣分|未完成|未达")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


def add_by_sense(columns: Columns, header: list[Cell]) -> None:
    """Add what a place calls in its own words: the target before the actual, a last column of why.

    Without them every target would be blank, and every miss without a reason.
    """
    taken = set(columns.order.values())
    before, last = columns.order.get("actual", 0) - 1, len(header) - 1
    for field, number, sense in (("target", before, _TARGET), ("deviation", last, _WHY)):
        if field in columns.order or number < 0 or number in taken:
            continue
        if sense.search(squeeze(header[number].text)):
            columns.order[field], columns.col[field] = number, header[number].col


class Reasons(NamedTuple):
    """Where the words of a deviation may stand, the likeliest column first.

    ``row`` is that of the headings below the deviation's own, None where a single column holds
    all or only a measure stands apart.
    """

    columns: list[int]
    row: int | None = None


def reason_columns(table: Table, header: int, columns: Columns) -> Reasons:
    """Return the columns below one heading of causes, to tick and of words, and of a measure."""
    if "deviation" not in columns.order or header + 1 >= table.rows:
        return Reasons([])
    heads, below = table.row(header), table.row(header + 1)
    at = columns.order["deviation"]
    group = [c for c in below if c.row > header and squeeze(c.text)]
    fits = len(heads) + len(group) - 1 == len(below) and below[at : at + len(group)] == group
    divided = fits and len(group) > 1 and all(_WORDS.search(squeeze(c.text)) for c in group)
    more = len(group) - 1 if divided else 0
    told = [c.col for c in group if divided and names(c.text, _TOLD)] or [heads[at].col]
    measures = [
        below[n + more].col if divided else cell.col
        for n, cell in enumerate(heads) if n > at and names(cell.text, _MEASURE)
    ]  # fmt: skip
    if not divided and not measures:
        return Reasons([])
    return Reasons([*told, *measures], header + 1 if divided else None)


def reason_of(table: Table, row: int, columns: list[int]) -> Cell | None:
    """Return the first of these columns that says something, None for none."""
    cells = (table.at(row, col) for col in columns)
    return next((cell for cell in cells if _WORDS.search(cell.text)), None)
