"""Targets that are a day, such as 4月底前, and the days on which they were met."""

import calendar
import re
from datetime import date
from typing import NamedTuple

from assistant.model.pack import Indicator

_DAY = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号]|(?P<part>上旬|中旬|下旬|初|底|末))?"
)
_YEAR_END = re.compile(r"(?:(?P<year>20\d\d)年?|本年|当年|年)[底末内]")
_LIMIT = re.compile(r"前|[底末内]|完成|到位|完工|竣工|发放")
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}  # fmt: skip
_LEAP = 2000
"""A year that has every day, for days without a year."""


class Span(NamedTuple):
    """The days that some words may mean; ``year`` is None where they name none."""

    first: date
    last: date
    year: int | None


def in_time(row: Indicator) -> bool | None:
    """Tell whether a row's actual day kept the day of its target; None where words leave it open."""
    alone = re.fullmatch(_DAY, row.target.text) or row.target.comparator == "<="
    return kept_by(row.target.text + ("前" if alone else ""), row.actual.text)


def kept_by(target: str, actual: str) -> bool | None:
    """Tell whether a day keeps a deadline, both in words.

    >>> kept_by("4月底前", "4月18日完成"), kept_by("2024年6月底前", "7月3日"), kept_by("6月前", "已完成")
    (True, False, None)
    """
    limit, done = _span(target), _span(actual)
    if limit is None or done is None or not _LIMIT.search(target):
        return None
    if done.year is not None and done.year != limit.year:
        # A year on one side only may be the next one.
        return None if limit.year is None else done.year < limit.year
    first, last = (_moved(each, limit.last.year) for each in (done.first, done.last))
    if last <= limit.last:
        return True
    return False if first > limit.last else None


def span_of(text: str, year: int | None) -> Span | None:
    """Return the days of a deadline, of ``year`` where it names none; None where none is told."""
    limit = _span(text) if year and (_LIMIT.search(text) or re.fullmatch(_DAY, text)) else None
    if limit is None or year is None or limit.year not in (None, year):
        return None
    return Span(_moved(limit.first, year), _moved(limit.last, year), year)


def _span(text: str) -> Span | None:
    """Return the days of the only date in a text."""
    found = list(_DAY.finditer(text))
    if len(found) == 1:
        return _of_month(found[0])
    end = list(_YEAR_END.finditer(text))
    if found or len(end) != 1:
        return None
    year = int(end[0]["year"]) if end[0]["year"] else None
    return Span(date(year or _LEAP, 12, 1), date(year or _LEAP, 12, 31), year)


def _of_month(match: re.Match[str]) -> Span | None:
    year, month = int(match["year"]) if match["year"] else None, int(match["month"])
    if not 1 <= month <= 12:
        return None
    most = calendar.monthrange(year or _LEAP, month)[1]
    day = int(match["day"]) if match["day"] else None
    first, last = (day, day) if day else _PARTS.get(match["part"] or "", (1, 31))
    if first > most:
        return None
    known = year or _LEAP
    return Span(date(known, month, first), date(known, month, min(last, most)), year)


def _moved(day: date, year: int) -> date:
    """Return the same day of another year; 29 February becomes the month's last day."""
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
