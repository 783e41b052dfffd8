"""Two places that tell one amount, and the rows of the base data table that often do."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.compare import base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import side_by_side, written
from assistant.checks.mentions import core_measure, in_report, money
from assistant.checks.rows import (
    find_row,
)
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack, SpendingRow
from assistant.model.quantity import Quantity

OPERATING = re.compile(r"^公用经费")
PERSONNEL = re.compile(r"^人员经费")


def base_row(ctx: Context, pattern: re.Pattern[str]) -> SpendingRow | None:
    """Return the row of the base data table whose name begins so."""
    return find_row(ctx.pack.base_data, pattern) if ctx.pack.base_data else None


class Amount(NamedTuple):
    """An amount of the overall report: the figure, its measure bare, its section's title."""

    fact: Fact
    core: str
    section: str


def amounts(pack: Pack) -> list[Amount]:
    """Return this year's amounts of the overall report that may be of anything."""
    facts = money(pack, in_report(pack, pack.overall_report), _ANY)
    return [Amount(fact, core_measure(fact.measure), section_title(fact)) for fact in facts]


_ANY = re.compile("")


def section_title(fact: Fact) -> str:
    """Return the title of the section that a figure stands in, "" where there is none."""
    parts = fact.place.partition("@")[0].rsplit("/", 2)
    return parts[-2] if len(parts) >= 2 else ""


def amounts_of(
    ctx: Context, measure: re.Pattern[str], section: str = "", below: str = ""
) -> list[Fact]:
    """Return the overall report's amounts of a measure, in the report's order.

    ``section`` is a word of their own section's title, ``below`` one of any title above.
    """
    return [
        fact
        for fact, core, title in ctx.once(amounts)
        if section in title
        and below in fact.place
        and (measure.search(fact.measure) or measure.search(core))
    ]


def first_amount(ctx: Context, measure: re.Pattern[str], section: str = "") -> Fact | None:
    """Return the overall report's first amount of a measure, if any."""
    return next(iter(amounts_of(ctx, measure, section)), None)


def against(first: Item, second: Item) -> str:
    """Return the words for two sides that differ; both hold figures."""
    one, other = first.field, second.field
    assert isinstance(one, Quantity)
    assert isinstance(other, Quantity)
    if one.scale < other.scale:
        return (
            f"{first.label}{side_by_side(one, other)}，{second.label}{written(other)}，两处不一致"
        )
    return f"{first.label}{written(one)}，{second.label}{side_by_side(other, one)}，两处不一致"


def same_amount(
    ctx: Context, code: str, first: Item, second: Item, suggestion: str = ""
) -> Iterator[Finding]:
    """Yield a finding where two printings of one amount differ; ``first`` is the doubtful one."""
    one, other = first.field, second.field
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return
    if not (one.known() and other.known()) or one.dimension != other.dimension:
        return
    ctx.look(one.place, other.place)
    result, words = copied(one, other), against(first, second)
    if result != "equal":
        yield from conflict(
            ctx, code, first, base(other), words, others=[second], tail=result == "tail",
            suggestion=suggestion,
        )  # fmt: skip
