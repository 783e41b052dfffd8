"""Deadlines and measures that the material itself states: they come before proposed ones."""

import re
from collections.abc import Iterator

from assistant.drafts.causes import NONE, Cause, split
from assistant.drafts.desk import Desk
from assistant.drafts.notes import DONE, NEXT, told_of
from assistant.facts.naming import likeness
from assistant.model.pack import Report
from assistant.model.place import squeeze

_DAY = r"\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|末)?(?:以前|之前|前)?|年?(?:年底|年末|上半年|第?[一二三四]季度)(?:以前|之前|前)?"
_AIM = re.compile(r"计划|拟|预计|确保|力争|限期?|须|将")
_BARE = re.compile(r"\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|末)?(?:以前|之前|前)")
_MEASURES = re.compile(r"改进|整改|措施")
_AHEAD = re.compile(r"负责|牵头|底前|月前|日前|(?:20\d\d|[下来明次])年")
_ENOUGH = 0.6
_LONG = 120


def stated_deadline(words: str, next_year: int | None) -> str:
    """Return the date ahead that some words of the material give, "" where they give none.

    A year said as “明年” is written in figures.

    >>> stated_deadline("计划2025年3月底前补齐", 2025)
    '2025年3月底前'
    >>> stated_deadline("余15只已于次年1月装完", 2025)
    ''
    """
    words = DONE.sub("", words)
    year = rf"{next_year}年|{NEXT}" if next_year else NEXT
    found = re.search(rf"(?:{year})(?:{_DAY})", words)
    if found:
        date = found.group()
        return re.sub(rf"^(?:{NEXT})年?", f"{next_year}年", date) if next_year else date
    for clause in re.split(r"[，。；]", words):
        bare = _BARE.search(clause)
        if bare and _AIM.search(clause):
            return bare.group()
    return ""


def stated_plan(desk: Desk, item: str, scope: str) -> Cause:
    """Return the measure that the pack's own report states for an item, if it does."""
    runs = len({item[n : n + 2] for n in range(len(item) - 1)})
    if runs < 2:
        return NONE
    for report in _reports(desk, scope):
        for words in _measures(report):
            if not told_of(words, item, row_names(desk)):
                continue  # it speaks of another indicator
            if likeness(item, words) >= _ENOUGH * runs and _AHEAD.search(words):
                return Cause(words, "自评报告")
    return NONE


def row_names(desk: Desk) -> list[str]:
    """Return the names of all indicators of a pack."""
    return [row.name.text for table in desk.pack.tables() for row in table.indicators]


def _reports(desk: Desk, scope: str) -> Iterator[Report]:
    for report in desk.pack.reports():
        if (report.project or "") == scope:
            yield report


def _measures(report: Report) -> Iterator[str]:
    """Yield the sentences of the sections that state measures."""
    for section in report.walk():
        if _MEASURES.search(section.title) and not section.sections:
            for text in section.paragraphs:
                yield from (s for s in split(squeeze(text.raw)) if len(s) <= _LONG)
