"""The execution rate of a table's money, and the score that it earns."""

from decimal import Decimal

from assistant.checks.compare import base, percent, ratio
from assistant.checks.rows import execution_cell, money_total, value
from assistant.model.pack import IndicatorTable
from assistant.model.quantity import Interval

_HUNDRED = Decimal(100)


def execution_score(table: IndicatorTable) -> Decimal | None:
    """Return weight × min(executed ÷ full-year, 1), None where a figure is missing."""
    weight, share = value(execution_cell(table, "weight")), _computed(table)
    return None if weight is None or share is None else weight * min(share, _HUNDRED) / 100


def execution_rate(table: IndicatorTable) -> Interval | None:
    """Return executed ÷ full-year budget of the total line in percent points."""
    line = money_total(table)
    if line is None or not (line.executed.known() and line.full_year.known()):
        return None
    return ratio(line.executed, line.full_year)


def best_rate(table: IndicatorTable) -> Interval | None:
    """Return the execution rate from the amounts, else as stated."""
    computed = execution_rate(table)
    if computed is not None:
        return computed
    stated = execution_cell(table, "rate")
    return percent(stated).interval() if stated is not None and stated.known() else None


def exact_rate(table: IndicatorTable) -> Decimal | None:
    """Return :func:`best_rate` as the printed numbers give it, without their rounding."""
    computed, stated = _computed(table), execution_cell(table, "rate")
    if computed is not None or stated is None or not stated.known():
        return computed
    return base(percent(stated))


def _computed(table: IndicatorTable) -> Decimal | None:
    line = money_total(table)
    if line is None or not (line.executed.known() and line.full_year.base):
        return None
    return base(line.executed) / line.full_year.base * 100


def execution_points(weight: Decimal, rate: Interval) -> Interval:
    """Return the points that an execution rate (percent) earns; above 100 % no more than all."""
    return Interval(weight * min(rate.low, _HUNDRED) / 100, weight * min(rate.high, _HUNDRED) / 100)
