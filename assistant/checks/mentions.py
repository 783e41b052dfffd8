"""Figures of reports found by what they measure: the prose side of cross-form rules."""

import re
from collections.abc import Iterator

from assistant.checks.findings import Item
from assistant.model.fact import Fact
from assistant.model.pack import Pack, Report
from assistant.model.quantity import plain


def in_report(pack: Pack, report: Report | None) -> list[Fact]:
    """Return the prose figures of one report, in reading order."""
    if report is None:
        return []
    return [fact for fact in pack.figures if fact.place.startswith(f"{report.place}/")]


def this_year(fact: Fact, pack: Pack) -> bool:
    """Tell whether a figure speaks of the pack's own year."""
    return not fact.period or pack.year is None or fact.period == str(pack.year)


def money(pack: Pack, facts: list[Fact], measure: re.Pattern[str]) -> Iterator[Fact]:
    """Yield this year's amounts whose measure fits."""
    for fact in facts:
        if (
            fact.aspect == "value"
            and fact.quantity.dimension == "元"
            and fact.quantity.comparator == "="
            and this_year(fact, pack)
            and measure.search(fact.measure)
        ):
            yield fact


def first_money(pack: Pack, facts: list[Fact], measure: re.Pattern[str]) -> Fact | None:
    """Return the first amount whose measure fits, if any."""
    return next(money(pack, facts, measure), None)


def cite(fact: Fact) -> Item:
    """Return a prose figure as one side of a finding."""
    return Item(f"报告“{fact.measure}”", fact.quantity, fact.quote)


def said(fact: Fact) -> str:
    """Return a figure as a message shows it."""
    if fact.quantity.value is None:
        return fact.quantity.raw
    return plain(fact.quantity.value) + fact.quantity.unit


def called(pack: Pack, fact: Fact) -> str:
    """Return what a message calls a figure: its measure, with the matter it belongs to."""
    subject = fact.subject
    if not subject or subject.endswith(pack.unit.text) or pack.unit.text.endswith(subject):
        return fact.measure
    return f"{subject}·{fact.measure}"
