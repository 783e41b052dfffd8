"""Figures of reports found by what they measure: the prose side of cross-form rules."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item
from assistant.checks.pairing import core_name
from assistant.model.fact import Fact
from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import squeeze
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


def named_tables(ctx: Context, quote: str) -> list[IndicatorTable]:
    """Return the project tables whose project a sentence names, be it by the end of its name."""
    words = squeeze(quote)
    found = []
    for table in ctx.pack.projects:
        name = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
        stem = re.sub(r"(?:经费|资金|补助|项目)+$", "", name)
        if len(stem) >= 4 and (stem in words or (len(stem) >= 6 and stem[-6:] in words)):
            found.append(table)
    return found


def called(pack: Pack, fact: Fact) -> str:
    """Return what a message calls a figure: its measure, with the matter it belongs to."""
    subject = fact.subject
    if not subject or subject.endswith(pack.unit.text) or pack.unit.text.endswith(subject):
        return fact.measure
    return f"{subject}·{fact.measure}"
