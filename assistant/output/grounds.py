"""What a finding rests on, in lines: its quotes, long rows of operands told by count and sum."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from assistant.facts.quotes import inner
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import plain
from assistant.output.places import SEPARATOR, location_words, place_words
from assistant.output.safe import one_line
from assistant.output.sides import PackWords, Side, sides

_MOST, _SHOWN = 5, 3
"""Cells that are listed whole, and how many of a longer list are."""


def quoted(quote: str) -> str:
    """Return a quote on one line in Chinese quotation marks, or （空白）.

    One that begins with a quotation mark of its own stands without a second one around it.
    """
    words = one_line(quote)
    if words.startswith("“"):
        return words
    return f"“{inner(words)}”" if words else "（空白）"


def quote_lines(finding: Finding, words: PackWords | None = None, full: str = "") -> list[str]:
    """Return a line for each side; where ``full`` names the lists that show all, not all of them.

    Of many cells the first few stand there, then how many more there are, their sum, and where
    to find them. Prose is never left out. Blank cells of one row share a line.
    """
    found = sides(finding.evidence, words)
    cells = [side for side in found if side.in_table]
    left = cells[_SHOWN:] if full and len(cells) > _MOST else []
    kept = [side for side in found if side not in left]
    lines = list(_lines(kept))
    return [*lines, _rest(finding, left, full)] if left else lines


def _lines(found: Sequence[Side]) -> Iterator[str]:
    for row, group in groupby(found, key=_blank_row):
        members = list(group)
        if row is None or len(members) == 1:
            yield from (_line(side) for side in members)
        else:
            columns = "、".join(str((side.location.col or 0) + 1) for side in members)
            where = location_words(members[0].location.model_copy(update={"col": None}))
            row_of = members[0].place.rpartition(SEPARATOR)[0]
            yield f"{row_of}（{where}第{columns}列）　{quoted('')}"


def _blank_row(side: Side) -> tuple[str, int | None, int] | None:
    at = side.location
    return None if side.quote.strip() or at.row is None else (at.file, at.table, at.row)


def _line(side: Side) -> str:
    where = location_words(side.location)
    return f"{side.place}{f'（{where}）' if where else ''}　{quoted(side.quote)}"


def _rest(finding: Finding, left: Sequence[Side], full: str) -> str:
    places = {side.place for side in left}
    total = _sum([fact for fact in finding.operands if place_words(fact.place) in places])
    return f"……另有 {len(left)} 处{f'（合计{total}）' if total else ''}，逐处原文见{full}"


def _sum(facts: Sequence[Fact]) -> str:
    """Return the sum of figures of one unit, "" where they have several or are not all known."""
    units = {fact.quantity.unit for fact in facts}
    values = [fact.quantity.value for fact in facts]
    if len(units) != 1 or len(facts) < 2 or not all(fact.quantity.known() for fact in facts):
        return ""
    return plain(sum((value for value in values if value is not None), Decimal(0))) + units.pop()
