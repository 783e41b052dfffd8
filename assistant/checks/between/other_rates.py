"""Execution rates that are not of a table's whole money in its year, though named like one."""

import re

from assistant.checks.compare import copied
from assistant.checks.context import Context
from assistant.checks.mentions import NOT_SPENT, left_of, right_of
from assistant.checks.rows import money_total
from assistant.model.fact import Fact
from assistant.model.pack import IndicatorTable
from assistant.model.quantity import MONEY_UNITS

WHOLE = re.compile(r"整体|部门|总体|全年预算执行|全部")
"""Words of all the unit's money."""
_CLAUSE = re.compile("[，；：。]")
_PART_OF_YEAR = re.compile(
    r"季度|半年|(?<!\d)(?:[1-9]|1[01])月[底末份]|年中|中期|监控|序时|[首一二三]批"
)
_YEARS = re.compile(
    r"(?<![比较同与和])(?P<earlier>上年(?!度?结)|去年|上一年度?|往年|20\d\d年)|(?P<own>本年|今年|当年|全年|年[底末]|12月)"
)
_OF_OTHERS = re.compile(r"邻|兄弟|全[省市县区国州]|平均|周边|同类|目标|要求|规定|不低于")
_COMPARED = re.compile(r"^(?:相比|相较|的?(?:目标|要求|平均))")
_SOURCE = re.compile(
    r"公用|人员|基本支出|采购|三公|级|配套|基金|附加|自[筹有]|其[他余它]|上级|地方|债券|结转|中央"
)
_SEVERAL = re.compile(r"[\d两二三四五六七八九十]个?[一-龥]{0,4}(?:项目|专项)")


def of_another_time(fact: Fact, year: int | None) -> bool:
    """Tell whether a rate is of some months or of an earlier year, as its sentence last says."""
    left = left_of(fact)
    at = [match for match in _YEARS.finditer(left) if match.group() != f"{year}年"]
    if at and at[-1]["earlier"]:
        return True
    months = [match.end() for match in _PART_OF_YEAR.finditer(left)]
    return bool(months) and not any(m["own"] and m.start() >= months[-1] for m in at)


def of_others(fact: Fact, name: str) -> bool:
    """Tell whether a rate is of one source, of other people's money, or what was aimed at.

    ``name`` is the project's: words that are in it tell of no other money.
    """
    words = f"{_CLAUSE.split(left_of(fact))[-1]}{fact.measure}"
    other = [match.group() for match in _SOURCE.finditer(words) if match.group() not in name]
    return bool(other or _OF_OTHERS.search(words) or _COMPARED.match(right_of(fact)))


def of_other_amounts(ctx: Context, fact: Fact, table: IndicatorTable | None) -> bool:
    """Tell whether a rate is of what its own sentence speaks of: some projects, or one part.

    “3个项目……预算5820万元；支出5754.20万元，执行率98.87%”: neither amount is the table's.
    """
    if WHOLE.search(fact.measure):
        return False
    row = ctx.sentence_of.get(fact.place, [fact])
    before = [
        f.quantity for f in row[: row.index(fact)]
        if f.quantity.unit in MONEY_UNITS and f.aspect == "value" and f.quantity.known()
        and not NOT_SPENT.search(f.measure)
    ]  # fmt: skip
    if not before:
        return bool(_SEVERAL.search(left_of(row[0]) + left_of(fact)))
    line = money_total(table) if table else None
    cells = (line.initial, line.full_year, line.executed) if line else ()
    return not any(
        copied(one, cell) != "conflict" for one in before for cell in cells if cell.known()
    )
