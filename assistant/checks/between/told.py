"""Every exact figure of a pack, with where it stands and what is said of it."""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from typing import NamedTuple

from assistant.checks.between.slip_index import SlipIndex, digits_of
from assistant.checks.findings import Item
from assistant.checks.labels import COLUMNS, MONEY, column_name, row_name, title_of
from assistant.checks.mentions import left_of, right_of
from assistant.checks.rows import filled, item, name_of
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.pack import (
    BudgetLine,
    Indicator,
    IndicatorTable,
    NamedAmount,
    Pack,
    SpendingRow,
)
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

Value = tuple[str, int]
"""Dimension and value in ten-thousandths of the base unit: what makes two figures the same."""


class Said(NamedTuple):
    """What is said of a figure: ``words`` it is known by, and its year with what else must agree.

    ``period`` also tells budget from final, and by how much against what something changed.
    """

    item: Item
    words: str
    period: str


class Where(NamedTuple):
    """The form or report, and in it the paragraph or row, that a figure stands in."""

    part: Place
    paragraph: Place


class Told:
    """A figure with its ``twins``, all figures of the same value, itself among them.

    Where it stands and what is ``said`` of it is worked out only for the few near another.
    """

    def __init__(
        self, quantity: Quantity, find: Callable[[], Where], say: Callable[[], Said], prose: bool
    ) -> None:
        self.quantity, self.prose = quantity, prose
        self.digits = digits_of(quantity)
        self.value: Value = (self.digits.dimension, self.digits.number)
        self.twins: list[Told] = []
        self._find, self._say = find, say

    @cached_property
    def where(self) -> Where:
        """Where it stands."""
        return self._find()

    @cached_property
    def said(self) -> Said:
        """What is said of it."""
        return self._say()

    @property
    def part(self) -> Place:
        """The form or report it stands in."""
        return self.where.part

    @property
    def words(self) -> str:
        """The words it is known by."""
        return self.said.words


_GENERIC = re.compile(
    r"实际|完成|全年|年度|[年期][初末]|年底|[全本][镇县区市乡省州街校院局]|全街道|辖区|本级|共计|累计|开展|组织|数量|次数|人数|户数|个数|面积|里程|长度|"
    r"情况|工作|项目|指标|各项|相关|合计|数$|支出|经费|费用|金额|资金|决算|预算|"
    r"(?:执行|支付|到位|调整|控制|完成)率|率$|满意度?|自评|得分|依次|分别|目标|计划|任务|指标值|上年|去年"
)


@cache
def bare(words: str) -> str:
    """Return words without those that any figure may have."""
    return _GENERIC.sub("", words)


class ToldOfPack(NamedTuple):
    """Every exact figure of a pack, also by value, and an index of them all."""

    figures: list[Told]
    by_value: dict[Value, list[Told]]
    slips: SlipIndex[Told]


def told_of_pack(pack: Pack) -> ToldOfPack:
    """Return every exact figure of the pack that another place may repeat."""
    figures = list(told_figures(pack))
    by_value: dict[Value, list[Told]] = {}
    for one in figures:
        one.twins = by_value.setdefault(one.value, one.twins)
        one.twins.append(one)
    return ToldOfPack(figures, by_value, SlipIndex((one.digits, one) for one in figures))


def told_figures(pack: Pack) -> Iterator[Told]:
    """Yield every exact figure of the pack that another place may repeat.

    Scores are left out: each form has its own, and they are close to one another.
    """
    year = str(pack.year or "")
    for fact in pack.figures:
        quantity = fact.quantity
        exact = quantity.comparator == "=" and quantity.value is not None
        if exact and quantity.dimension not in ("", "分"):
            yield prose_figure(fact, year)
    for table in pack.tables():
        yield from _cells(table, year)
    yield from _base_cells(pack)


def prose_figure(fact: Fact, year: str) -> Told:
    """Return a figure of a sentence, as told in its report or cell."""
    return Told(fact.quantity, partial(_where, fact), partial(_say, fact, year), prose=True)


def _where(fact: Fact) -> Where:
    paragraph = fact.place.partition("@")[0]
    steps = paragraph.split("/")
    return Where("/".join(steps[: 1 if steps[0] == "overall_report" else 2]), paragraph)


def _say(fact: Fact, year: str) -> Said:
    label = Item(f"报告“{spoken(fact)}”", fact.quantity, fact.quote)
    return Said(label, _clause(fact), _period(fact, year))


def _period(fact: Fact, year: str) -> str:
    """Return a figure's year; the self-evaluation itself is made in the year after."""
    period = year if not fact.period or (year and fact.period > year) else fact.period
    if fact.quantity.dimension == "元" and _of_budget(fact):
        period += _BUDGET
    # By how much something grew is no copy of how much there is, nor of how much beyond a budget.
    than = re.sub("^[比较与]|相比$", "", fact.base)
    return f"{period}{fact.direction}{than}" if fact.aspect == "growth" else period


_BUDGET = "预算"
_COLUMN = re.compile(
    r"(预算(?!执行|支出|完成)|年初|计划|下达|批复|申[报请])|决算|执行|支出|支付|实际|使用"
)


def _of_budget(fact: Fact) -> bool:
    """Tell whether an amount is what was planned: the last word of that kind before it says so."""
    words = _COLUMN.findall(re.split("[，；。]", left_of(fact))[-1])
    return bool(words and words[-1])


_AHEAD = 16
"""How many characters before a figure without a name of its own are its words."""


def _clause(fact: Fact) -> str:
    """Return a figure's measure with the words right behind it, where a noun may follow."""
    measure = squeeze(fact.measure)
    if len(bare(measure)) < 2 and fact.quantity.dimension != "%":
        measure = left_of(fact)[-_AHEAD:]  # “发放金额”: its sentence says of what
    if fact.quantity.dimension in ("%", "元"):
        return measure
    match = re.match(r"[^，。；、（）\d]{0,10}", right_of(fact))
    return measure + (match.group() if match else "")


def _cells(table: IndicatorTable, year: str) -> Iterator[Told]:
    part = table.place
    for row in filled(table):
        if row.actual.value is not None and row.actual.comparator == "=" and row.actual.dimension:
            find, say = partial(Where, part, row.place), partial(_said_of_row, row, year)
            yield Told(row.actual, find, say, prose=False)
    for line in table.money:
        for column in MONEY:
            cell: Quantity = getattr(line, column)
            if cell.value is not None:
                find, say = (
                    partial(Where, part, line.place),
                    partial(_said_of_line, table, line, column, year),
                )
                yield Told(cell, find, say, prose=False)
    for entry in (*table.by_income, *table.by_expenditure):
        if entry.amount.value is not None:
            find, say = (
                partial(Where, part, entry.label.place),
                partial(_said_of_entry, table, entry, year),
            )
            yield Told(entry.amount, find, say, prose=False)


def _said_of_row(row: Indicator, year: str) -> Said:
    return Said(item(row, "actual"), name_of(row), year)


def _said_of_line(table: IndicatorTable, line: BudgetLine, column: str, year: str) -> Said:
    name = f"{line.label.text}{MONEY[column]}"
    when = year if column == "executed" else f"{year}{_BUDGET}"
    return Said(Item(f"{title_of(table)}{name}", getattr(line, column)), name, when)


def _said_of_entry(table: IndicatorTable, entry: NamedAmount, year: str) -> Said:
    name = entry.label.text
    return Said(Item(f"{title_of(table)}{name}", entry.amount), name, year)


def _base_cells(pack: Pack) -> Iterator[Told]:
    data = pack.base_data
    for row in (*data.spending, data.procurement) if data else ():
        for column in COLUMNS:
            cell: Quantity = getattr(row, column)
            if cell.value is not None:
                find, say = (
                    partial(Where, "base_data", row.place),
                    partial(_said_of_base, pack, row, column),
                )
                yield Told(cell, find, say, prose=False)


def _said_of_base(pack: Pack, row: SpendingRow, column: str) -> Said:
    year = (pack.year or 0) - (column == "last_final")
    when = f"{year}{_BUDGET}" if column == "budget" else str(year)
    label = f"基础数据表“{row_name(row)}”{column_name(column, pack.year)}"
    return Said(Item(label, getattr(row, column)), row_name(row), when)
