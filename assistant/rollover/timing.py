"""Deadlines: targets such as 11月底前, and the days on which they were met."""

import calendar
import re
from collections.abc import Sequence

from assistant.model.place import squeeze
from assistant.rollover.links import Link, Said, Wanted
from assistant.rollover.statements import Statement
from assistant.rollover.wording import same_words, shares_words

_DEADLINE = re.compile(
    r"^(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月|(?P<each>每月))?"
    r"(?:(?P<day>\d{1,2})日|(?P<end>底))?(?:[^\d年月日底前]{0,3}前)?(?:完成|完工|竣工|到位)?$"
)
_DONE = re.compile(r"验收|竣工|完工|完成|通水|投入|开市|建成|到位|拨付|发放|收尾|交付|全部接通")
_ENOUGH, _LIKELY = 0.45, 0.7


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


def best_date(wanted: Wanted, days: Sequence[Statement], said: Said) -> Link | None:
    """Return the day of a summary that may tell when a row's work was done; never sure."""
    row = wanted.row
    if row.actual.known() or _day(row.actual.raw, 2000) is None or not wanted.names:
        return None
    found = [
        Link(day, day.fact.quantity.raw, _score(wanted, day, said))
        for day in days
        if "日" in day.fact.quantity.raw and not day.ahead and _DONE.search(day.clause)
    ]
    best = max(found, key=lambda link: link.score, default=None)
    if best is None or best.score < _ENOUGH:
        return None
    return best._replace(confidence="中" if best.score >= _LIKELY else "低")


def _score(wanted: Wanted, day: Statement, said: Said) -> float:
    """Return how much of the work's name the day's sentence holds, its project's name included."""
    whole = same_words(day.sentence)
    around = same_words(day.paragraph + day.heading)
    own = said.rarity.coverage(wanted.names[0], whole)
    project = said.rarity.coverage(wanted.project or wanted.names[0], around)
    if not shares_words(wanted.names[0] + " " + wanted.project, around) or not own:
        return 0.0
    return 0.5 * own + 0.3 * project + 0.2 * said.rarity.coverage(wanted.names[0], around)
