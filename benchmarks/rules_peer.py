"""The baseline to beat: what another checker of this form is described to do, and no more.

It looks at the tables alone. It recomputes the execution score as rate × weight (uncapped) and
each indicator's score in proportion, as if more were always better; it holds the total against
the sum of scores. Every comparison allows 0.1 points. A target written as text is skipped: one
that is more than a sign, a number and a unit. So it flags costs below their target and an
execution score that is capped at its weight, and passes a cost that overran.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.model.pack import Indicator, IndicatorTable, Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity

SLACK = Decimal("0.1")
_NUMERIC = re.compile(r"[≥≤＝=><]?\d[\d,]*(?:\.\d+)?[^\d]{0,6}")
_WORDS = re.compile("[前后底末内月日期]")

Flag = tuple[str, str]
"""A place and which of the three checks failed there."""


def flags(pack: Pack) -> set[Flag]:
    """Return everything that the baseline finds wrong with a pack."""
    return {flag for table in pack.tables() for flag in _table(table)}


def _table(table: IndicatorTable) -> Iterator[Flag]:
    for line in table.money:
        amounts = line.executed.value, line.full_year.value
        if None not in amounts and line.full_year.value and line.weight.value:
            rate = _ratio(line.executed, line.full_year)
            if _differs(line.score, line.weight.value * rate):
                yield line.place, "execution"
    for row in table.indicators:
        if _reads(row) and _differs(row.score, _in_proportion(row)):
            yield row.place, "score"
    if _differs(table.total_score, sum(_scores(table), Decimal(0))):
        yield table.total_score.place, "total"


def _scores(table: IndicatorTable) -> Iterator[Decimal]:
    cells = [*(line.score for line in table.money), *(row.score for row in table.indicators)]
    yield from (cell.value for cell in cells if cell.value is not None)


def _reads(row: Indicator) -> bool:
    """Tell whether target and actual are numbers to a reader of plain cells."""
    text = squeeze(row.target.raw)
    plain = _NUMERIC.fullmatch(text) is not None and not _WORDS.search(text)
    numbers = row.target.value, row.actual.value, row.weight.value
    return plain and all(number is not None for number in numbers) and bool(row.target.value)


def _in_proportion(row: Indicator) -> Decimal:
    assert row.weight.value is not None
    return row.weight.value * min(Decimal(1), _ratio(row.actual, row.target))


def _ratio(part: Quantity, whole: Quantity) -> Decimal:
    assert part.value is not None and whole.value is not None
    return part.value / whole.value


def _differs(stated: Quantity, wanted: Decimal) -> bool:
    return stated.value is not None and abs(stated.value - wanted) > SLACK
