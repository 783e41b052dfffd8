"""Amounts of a table: a cell holds one number and nothing else, or none."""

import re
from decimal import Decimal
from itertools import pairwise

from assistant.model.document import Cell
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

_WIDE = str.maketrans("０１２３４５６７８９．，－−％", "0123456789.,--%")
_AMOUNT = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(%?)")


def is_amount(text: str) -> bool:
    """Tell whether a cell's text is one number."""
    return _AMOUNT.fullmatch(_flat(text)) is not None


def is_ordinal_row(texts: list[str]) -> bool:
    """Tell whether a row only numbers the columns: 栏次, 1, 2, 3…."""
    words = [_flat(text) for text in texts if squeeze(text)]
    numbers = [word for word in words if word.isdecimal()]
    others = {word for word in words if not word.isdecimal()}
    in_turn = all(int(b) == int(a) + 1 for a, b in pairwise(numbers))
    if "栏次" in others:
        return in_turn and others <= {"栏次", "类", "款", "项"}
    return not others and in_turn and len(numbers) >= 3 and numbers[0] == "1"


def amount(cell: Cell, place: Place, unit: str) -> Quantity:
    """Return a cell as a quantity in ``unit``; ``value`` stays None where it holds no number."""
    read = _AMOUNT.fullmatch(_flat(cell.text))
    found = Quantity(
        raw=cell.text.strip(), place=place, location=cell.location, confidence=cell.confidence,
        doubts=cell.doubts, review=bool(cell.doubts),
    )  # fmt: skip
    if read is None:
        return found
    sign, whole, part, percent = read.groups()
    found.value = Decimal(f"{sign}{whole.replace(',', '')}{part or ''}")
    found.precision = Decimal(1).scaleb(-len((part or ".")[1:]))
    found.unit = "%" if percent else unit
    return found


def _flat(text: str) -> str:
    return squeeze(text).translate(_WIDE)
