"""Dates and times: a day's number as a format code shows it."""

from datetime import datetime, timedelta
from decimal import Decimal

from assistant.documents.sheet.codes import Section

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST = 2_958_466
"""The first day after the year 9999."""
_FIRST_OF_MARCH = 61
"""Excel counts a 29 February 1900 that never was; days before it are one too many."""
_WEEK = "一二三四五六日"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905


def show_date(value: Decimal, section: Section, from_1904: bool) -> str:
    """Return the date or time, "" for numbers that are none."""
    moment = _moment(value, from_1904)
    if moment is None:
        return ""
    letters = [t.text for t in section.tokens if t.kind in ("date", "elapsed")]
    halves = any("/" in text for text in letters)
    out, position, after_hour = "", 0, False
    for token in section.tokens:
        if token.kind == "elapsed":
            out += _elapsed(value, token.text)
            after_hour = token.text[0] == "h"
            position += 1
        elif token.kind == "date":
            following = letters[position + 1] if position + 1 < len(letters) else ""
            minutes = token.text[0] in "mM" and len(token.text) < 3 and (
                after_hour or following[:1].lower() == "s"
            )  # fmt: skip
            out += _clock(moment, token.text, halves) if minutes else _piece(
                moment, token.text, halves
            )  # fmt: skip
            after_hour = token.text[0] in "hH"
            position += 1
        elif token.kind in ("text", "fraction", "comma", "point"):
            out += token.text
    return out.strip()


def _moment(value: Decimal, from_1904: bool) -> datetime | None:
    if not 0 <= value < _LAST - (1462 if from_1904 else 0):
        return None
    if not from_1904 and 1 <= value < _FIRST_OF_MARCH:
        value += 1
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    return epoch + timedelta(seconds=int((value * 86400).to_integral_value()))


def _piece(moment: datetime, letters: str, halves: bool) -> str:
    low, size = letters.lower(), len(letters)
    match low[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if low == "yy" else f"{moment.year}"
        case "m":
            if size >= 3:
                return _MONTHS[moment.month - 1]
            return f"{moment.month:0{size}}"
        case "d":
            if size >= 3:
                return _DAYS[moment.weekday()]
            return f"{moment.day:0{size}}"
    if low.startswith("aaa"):
        return ("星期" if size == 4 else "") + _WEEK[moment.weekday()]
    if "/" in letters:
        before, after = letters.split("/")
        return before if moment.hour < 12 else after
    return _clock(moment, letters, halves) if low[0] in "hs" else ""


def _clock(moment: datetime, letters: str, halves: bool) -> str:
    width = min(len(letters), 2)
    match letters[0].lower():
        case "h":
            hour = (moment.hour + 11) % 12 + 1 if halves else moment.hour
            return f"{hour:0{width}}"
        case "m":
            return f"{moment.minute:0{width}}"
    return f"{moment.second:0{width}}"


def _elapsed(value: Decimal, letters: str) -> str:
    size = {"h": 24, "m": 1440, "s": 86400}[letters[0]]
    return f"{int(value * size):0{min(len(letters), 2)}}"
