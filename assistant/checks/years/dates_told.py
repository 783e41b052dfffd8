"""Days and months as a text tells them, each with the first and last day it may mean."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from assistant.checks.years.order_of_steps import PARTS

_ONE = (
    r"(?:(?P<{0}year>20\d\d)年)?(?P<{0}month>1[0-2]|0?[1-9])月"
    r"(?:(?P<{0}day>3[01]|[12]\d|0?[1-9])日|(?P<{0}part>[上中下]旬|[初底末]))?"
)
_DATE = re.compile(
    rf"(?<!\d){_ONE.format('')}(?:\s*(?:至|到|[-—–~～]+)\s*{_ONE.format('to_')})?(?P<by>之?前|以前)?(?!份?[^，。；]{{0,2}}第)"
)
_LATE, _EARLY = 9, 5
"""A work from such a month to such a month may run into the next year without saying so."""


class Told(NamedTuple):
    """A date as told: the days it may mean, where it stands, and whence its year is known.

    Of a period ``first`` is its first day and ``last`` its last one; ``own`` says that its year is
    printed with it, ``known`` that one is printed before it; ``by`` that all was done before the
    day, nobody knows how long.
    """

    first: date
    last: date
    start: int
    end: int
    words: str
    own: bool
    known: bool
    by: bool


def dates_told(sentence: str, year: int | None) -> Iterator[Told]:
    """Yield the dates of a sentence; one without a year is of the year told before it, or given."""
    known, printed = year or _LEAP, False
    for match in _DATE.finditer(sentence):
        if match["year"]:
            known, printed = int(match["year"]), True
        first, last = _days(match, "", known)
        if match["to_month"]:
            known = int(match["to_year"] or known)
            last = _days(match, "to_", known)[1]
        yield Told(
            first,
            last,
            match.start(),
            match.end(),
            match[0],
            bool(match["year"]),
            printed,
            bool(match["by"]),
        )


_LEAP = 2000


def _days(match: re.Match[str], which: str, year: int) -> tuple[date, date]:
    month = int(match[f"{which}month"])
    most = calendar.monthrange(year, month)[1]
    first, last = PARTS.get(match[f"{which}part"] or "", (1, most))
    if match[f"{which}day"]:
        first = last = min(int(match[f"{which}day"]), most)
    return date(year, month, first), date(year, month, min(last, most))


def is_before(later: Told, earlier: Told) -> bool:
    """Tell whether what came later has an earlier day, and no new year can lie between them."""
    if later.last >= earlier.first or earlier.by:
        return False
    over = earlier.first.month >= _LATE and later.first.month <= _EARLY
    return not over or later.own or (later.known and not earlier.own)
