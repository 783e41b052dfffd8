"""Deadlines: targets such as 11月底前, and the days on which they were met."""

import calendar
import re
from collections.abc import Sequence

from assistant.model.pack import Indicator
from assistant.model.place import squeeze
from assistant.rollover.links import Link, core, coverage
from assistant.rollover.statements import Statement

_DEADLINE = re.compile(
    r"^(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月|(?P<each>每月))?"
    r"(?:(?P<day>\d{1,2})日|(?P<end>底))?(?:[^\d年月日底前]{0,3}前)?(?:完成|完工|竣工|到位)?$"
)
_DONE = re.compile(r"验收|竣工|完工|完成|通水|投入|开市|建成|到位|拨付|发放")
_ENOUGH = 0.5


def in_time(target: str, actual: str, year: int) -> bool | None:
    """Tell whether a day kept a deadline; None where either is no day of the year.

    >>> in_time("11月底前", "11月18日", 2024)
    True
    """
    limit, done = _day(target, year), _day(actual, year)
    if limit is None or done is None or limit[0] != done[0]:
        return None
    return done[1] <= limit[1]


def _day(text: str, year: int) -> tuple[bool, tuple[int, int, int]] | None:
    """Return whether it is a day of each month, and year, month, day."""
    match = _DEADLINE.match(squeeze(text))
    if match is None or not (match["month"] or match["each"]):
        return None
    month = int(match["month"] or 1)
    if not 1 <= month <= 12 or (match["each"] and not match["day"]):
        return None
    own = int(match["year"] or year)
    day = int(match["day"]) if match["day"] else calendar.monthrange(own, month)[1]
    return bool(match["each"]), (own, month, day)


def best_date(row: Indicator, days: Sequence[Statement]) -> Link | None:
    """Return the day of a summary that may tell when a row's work was done; never sure."""
    if row.actual.known() or _day(row.actual.raw, 2000) is None:
        return None
    name = core(row.name.raw)
    found = [
        Link(said, said.fact.quantity.raw, coverage(name, said.paragraph + said.heading))
        for said in days
        if "日" in said.fact.quantity.raw and _DONE.search(said.clause)
    ]
    best = max(found, key=lambda link: link.score, default=None)
    return best if best is not None and best.score >= _ENOUGH else None
