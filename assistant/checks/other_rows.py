"""Figures of a report that a row of the tables bears out: they tell of that row, not of the whole.

A report that speaks of one source of money rarely says so in each sentence. What fits another row
of the tables to the digit is taken for that row's.
"""

from collections.abc import Iterable, Iterator

from assistant.checks.compare import HUNDRED, span
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.pack import BudgetLine, IndicatorTable
from assistant.model.quantity import Interval

_TELLING = 3
"""Digits from which an agreement is no chance."""


def is_gap_of_a_row(fact: Fact, tables: Iterable[IndicatorTable]) -> bool:
    """Tell whether an amount is what some money row's budget and execution differ by."""
    told = span(fact.quantity)
    return significant(fact.quantity) >= _TELLING and any(
        budget.minus(spent).meets(told) for budget, spent in _pairs(tables)
    )


def is_rate_of_a_row(fact: Fact, tables: Iterable[IndicatorTable]) -> bool:
    """Tell whether a rate in percent is some money row's execution over its budget."""
    told = fact.quantity.interval()
    quotients = (spent.over(budget) for budget, spent in _pairs(tables))
    return significant(fact.quantity) >= _TELLING and any(
        quotient is not None and quotient.times(HUNDRED).meets(told) for quotient in quotients
    )


def _pairs(tables: Iterable[IndicatorTable]) -> Iterator[tuple[Interval, Interval]]:
    """Yield each money row's budget, as adjusted and as it was first, with what was spent."""
    for table in tables:
        for line in table.money:
            yield from _pairs_of(line)


def _pairs_of(line: BudgetLine) -> Iterator[tuple[Interval, Interval]]:
    if line.executed.known():
        spent = span(line.executed)
        yield from ((span(b), spent) for b in (line.full_year, line.initial) if b.known())
