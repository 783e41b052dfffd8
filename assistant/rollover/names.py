"""Names that carry a year or an amount, and what they become a year later."""

import re
from decimal import Decimal

from assistant.model.place import squeeze
from assistant.model.quantity import plain

TOTAL = re.compile(r"总额|总金额|合计|总计")
"""What the label of a money block's total row has."""
_AMOUNT = re.compile(
    r"(?P<before>[（(]?(?:共|计|合计)?)(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?P<after>\s*(?:万元|万)[）)]?)$"
)


def without_amount(name: str) -> str:
    """Return a project's name without the amount at its end.

    >>> without_amount("村级道路养护经费12.5万元")
    '村级道路养护经费'
    """
    bare = squeeze(name)
    return _AMOUNT.sub("", bare) or bare


def with_amount(name: str, amount: Decimal | None) -> str:
    """Return a project's name whose amount in 万元, if it states one, is ``amount``."""
    match = _AMOUNT.search(squeeze(name))
    if match is None or amount is None:
        return name.strip()
    return without_amount(name) + match["before"] + plain(amount) + match["after"]


def next_year(text: str, last: int, now: int) -> str:
    """Return a title with last year's number replaced by this year's."""
    return re.sub(rf"(?<!\d){last}(?=\s*(?:年|$))", str(now), text)
