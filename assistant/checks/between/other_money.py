"""Amounts of a project's report that are of another matter, or of a part of its money."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import copied, makes_share
from assistant.checks.context import Context
from assistant.checks.explaining.pen_slips import one_digit_apart, pen_slip
from assistant.checks.mentions import left_of, right_of
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.pack import BudgetLine, IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity


def is_slip(told: Quantity, cell: Quantity) -> bool:
    """Tell whether a figure is its cell miswritten."""
    if told.value is None or cell.base is None:
        return False
    if pen_slip(told.value, cell.base / told.scale, told):
        return True
    return one_digit_apart(told, cell.base)


def _is_cell(told: Quantity, cell: Quantity) -> bool:
    """Tell whether an amount is a cell miswritten; one other digit makes any round sum another."""
    if significant(told) >= _TELLING:
        return is_slip(told, cell)
    meant = (cell.base or Decimal(0)) / told.scale
    return bool(pen_slip(told.value or Decimal(0), meant, told))


def of_other_money(
    ctx: Context, fact: Fact, table: IndicatorTable, cells: Sequence[Quantity]
) -> bool:
    """Tell whether an amount is no total of a project's money, though named like one.

    One slip off a cell it is the cell's all the same: other money is so by chance only.
    """
    name = table.place.rpartition("/")[2]
    if _BOUGHT.search(fact.measure) and not _BOUGHT.search(name):
        return True
    if any(_is_cell(fact.quantity, cell) for cell in cells):
        return False
    return (
        bool(_WIDER.search(fact.measure) or _PAID_BY.search(right_of(fact)))
        or _part_way(left_of(fact))
        or _of_an_object(fact, name)
        or _beside_the_right_one(ctx, fact, cells)
        or _adds_up_beside(ctx, fact, cells)
    )


_TELLING, _NAMED = 3, 2
_WIDER = re.compile(r"总投[资入]|(?:批复|完成|实际|计划|累计)投资")
"""What a work costs in all its years and from all its sources."""
_PAID_BY = re.compile(
    r"^[^，。；\d]{0,6}，?(?:全部|均)?[由从在][^，。；\d]{2,16}(?:列支|承担|负担|保障|解决|支出|支付|出资|自筹|投资)"
)
_BY_THEN = re.compile(
    r"截[至止]?(?:到)?(?:20\d\d年)?(?:[1-9]|1[01])月|上半年|[一二三]季度|第[一二三四五六七八\d]批|首批|[提先]前下达|"
    r"(?<!\d)(?:[1-9]|1[01])月(?:底|末|份|前|\d{1,2}日)?[^，。；]{0,12}$"
)
_BY_THE_END = re.compile(r"全年|年[底末终]|12月|[合总]计|全部")


def _part_way(left: str) -> bool:
    """Tell whether the words before an amount speak of one batch, or of the year so far."""
    clause = re.split("[；。]", left)[-1]
    then = [match.end() for match in _BY_THEN.finditer(clause)]
    return bool(then) and not _BY_THE_END.search(clause, then[-1])


_OF_MONEY = re.compile(
    r"20\d\d|[中央省市县区乡镇州级本上]{1,4}(?:财政|级)|财政|年[初度中末底]|全年|当年|本年|[全总]部?|一般公共|政府性|基金|"
    r"预算|决算|执行|支[出付]|使用|安排|批复|下达|到位|拨[付入款]|追?加|调整|[投收]入|资金|经费|专项|项目|工程(?!款)|补助|补贴|"
    r"总?[金数]?额|[合总共累]计|实际|完成|已|后|数|[为的共有由将]|我[县区市镇乡局院校]|[该本]"
)
_BOUGHT = re.compile(r"采购|购置|招标|中标")


def _of_an_object(fact: Fact, name: str) -> bool:
    """Tell whether an amount's words name a thing that is not in the project's name."""
    measure = squeeze(fact.measure)
    own = _OF_MONEY.sub("", measure)
    if any(not {a, b} & set(name) for a, b in pairwise(own)):
        return True
    return len(own) >= _NAMED and len(set(own) - set(name)) * 2 > len(set(own))


def _beside_the_right_one(ctx: Context, fact: Fact, cells: Sequence[Quantity]) -> bool:
    """Tell whether a larger amount of its own sentence is the total: this one is within it."""
    return any(
        other is not fact
        and other.quantity.dimension == "元"
        and (other.quantity.base or 0) > (fact.quantity.base or 0)
        and any(copied(other.quantity, cell) != "conflict" for cell in cells[:1])
        for other in ctx.sentence_of.get(fact.place, [])
    )


def _adds_up_beside(ctx: Context, fact: Fact, cells: Sequence[Quantity]) -> bool:
    """Tell whether it makes a cell with the amounts beside it: 公益金100万元、财政预算50万元."""
    row = [f for f in ctx.sentence_of.get(fact.place, []) if f.quantity.dimension == "元"]
    totals = {cell.base for cell in cells}
    if fact not in row:
        return False
    at, amounts = row.index(fact), [f.quantity.base or Decimal(0) for f in row]
    return any(
        sum(amounts[start:end]) in totals
        for start in range(at + 1)
        for end in range(max(at + 1, start + 2), len(row) + 1)
    )


def of_another_budget(ctx: Context, fact: Fact, line: BudgetLine) -> bool:
    """Tell whether its own sentence gives an amount the other one and the rate that go with it.

    The other one is no amount of the form's own line, as it is or rounded (1.87亿元).
    """
    sentence = ctx.sentence_of.get(fact.place, [])
    rates = [
        f.quantity for f in sentence if f.quantity.unit == "%" and f.measure.endswith("执行率")
    ]
    known = [cell for cell in (line.initial, line.full_year, line.executed) if cell.known()]
    others = [f.quantity for f in sentence if f.quantity.dimension == "元" and f is not fact]
    return any(
        makes_share((rate, fact.quantity, other)) or makes_share((rate, other, fact.quantity))
        for rate in rates
        for other in others
        if other.base and all(copied(cell, other) == "conflict" for cell in known)
    )
