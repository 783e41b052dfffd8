"""The years of figures that a sentence lists by years: 2022—2024年依次为55.20、61.75、68.40."""

import re

from assistant.model.place import squeeze

_LIST = r"[^，。；\d]{0,24}?(?:依次|分别)[^，。；\d]{0,10}(?P<told>(?:\d[\d.,]*[^\d，。；、和及与]{0,6}[、和及与])*)$"
_SPAN = re.compile(rf"(?P<first>20\d\d)年?(?:至|到|[—–~～－-]+)(?P<last>20\d\d)年度?{_LIST}")
_RECENT = re.compile(rf"(?<!上)近(?P<many>[两二三四五])年来?{_LIST}")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_FIGURE = re.compile(r"\d[\d.,]*")


def year_by_turn(before: str, year: int | None) -> str:
    """Return the year of a figure behind such words of its sentence, "" where it has no turn."""
    if "依次" not in before and "分别" not in before:
        return ""
    words = squeeze(before)
    if span := _SPAN.search(words):
        first, last = int(span["first"]), int(span["last"])
    elif year and (span := _RECENT.search(words)):
        first, last = year - _MANY[span["many"]] + 1, year
    else:
        return ""
    turn = first + len(_FIGURE.findall(span["told"]))
    return str(turn) if turn <= last else ""
