"""Amounts told of one source of a project's money: they belong to that source's own row."""

import re

from assistant.checks.mentions import left_of
from assistant.checks.rows import money_sources, money_total
from assistant.model.fact import Fact
from assistant.model.pack import BudgetLine, IndicatorTable
from assistant.model.place import squeeze

_SOURCE = re.compile(r"一般公共预算|政府性基金|国有资本经营")


def lines_told_of(table: IndicatorTable, total: BudgetLine, fact: Fact) -> list[BudgetLine]:
    """Return the rows of a money block that an amount may be told of, none where it has no such.

    The name of a source stands for the total only where the form shows no second source.
    “一般公共预算安排13万元，实际支出12万元”: the second may be of the source, too.
    """
    source = _SOURCE.search(squeeze(fact.measure))
    if table.kind != "project":
        return [total]
    if source is None:
        before = set(_SOURCE.findall(re.split("[；。]", left_of(fact))[-1]))
        return [total, *_rows_of(table, before.pop())] if len(before) == 1 else [total]
    own = _rows_of(table, source.group())
    if own:
        return own
    given = [line for line in money_sources(table).parts if line.full_year.base]
    return [total] if len(given) == 1 else []


def _rows_of(table: IndicatorTable, source: str) -> list[BudgetLine]:
    return [line for line in table.money if source in squeeze(line.label.raw)]


def label_of(line: BudgetLine, table: IndicatorTable) -> str:
    """Return what a message calls a row of the money block."""
    if line is money_total(table):
        return "年度资金总额"
    return re.sub("^其中[：:]?", "", squeeze(line.label.raw))
