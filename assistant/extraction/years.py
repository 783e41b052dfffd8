"""Headings of a form that print a year: a form filled again may still print last year's."""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from assistant.model.base import Value
from assistant.model.document import Cell, Table
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import Text

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年")
_LONGEST = 30


def headings(table: Table, form: BaseModel, root: Place) -> list[Text]:
    """Return the cells with a year that no field of a form took, as texts below ``root``."""
    found = [cell for cell in table.cells if _is_heading(cell)]
    taken = {(at.table, at.row, at.col) for at in _locations(form)} if found else set()
    places = Places()
    return [
        Text(
            raw=cell.text, location=cell.location,
            place=places.unique(join_place(f"{root}/headings", squeeze(cell.text))),
        )
        for cell in found
        if (cell.location.table, cell.location.row, cell.location.col) not in taken
    ]  # fmt: skip


def _is_heading(cell: Cell) -> bool:
    """Tell whether a cell is short and has a year and no other figure."""
    if "年" not in cell.text or len(text := squeeze(cell.text)) > _LONGEST:
        return False
    if not _YEAR.search(text):
        return False
    return not re.search(r"\d", _YEAR.sub("", text))


def _locations(value: object) -> Iterator[Location]:
    if isinstance(value, Text):
        yield value.location
    elif isinstance(value, BaseModel | Value):
        yield from _locations(vars(value).values())
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for item in value:
            yield from _locations(item)
