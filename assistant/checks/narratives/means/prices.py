"""Prices, quotas and what each gets: of what, and for how long."""

import re
from typing import NamedTuple

from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import clause_of
from assistant.model.fact import Fact

_PRICE = re.compile(
    r"(?:单价|均价)(?:为|是|按)?$|"
    r"(?P<span2>[年月日季])?(?P<head>[人户])均(?:每?(?P<span1>年|月|季度?|学期))?[^，。；、\d均每]{0,6}$|"
    r"每(?:个|一|名|位)?(?P<of>[^，。；：、\d每均]{1,4}?)(?:每(?:个)?(?P<span>学?年|学期|月|季度?|天|日|次))?"
    r"[^，。；：、\d每均]{0,6}$"
)
_PER = re.compile(
    r"^(?:/|／|每)(?P<of>[一-龥]{1,4}?)(?:(?:[/／·.]|每)(?P<span>学?年|学期|月|季度?|天|日|次))?(?=[的标，。；、）补计（]|$)"
)
_BOUND = re.compile("超过|左右|以内|最高|上限|以上|至|起|比|较|高于|低于|节约|下降|减少|增加")


_SUM = re.compile("共|合计|小计|总|计|需|支出|发放|支付")


class Price(NamedTuple):
    """Of what an amount is the price, and the span of time that it is for; "" where not told."""

    of: str
    span: str


def price_of(fact: Fact) -> Price | None:
    """Return of what an amount is the price, "" where it isn't named; None for other amounts."""
    clause = clause_of(fact)
    if _BOUND.search(clause) or re.match("左右|以内|以上|以下|至", right_of(fact)):
        return None
    if per := _PER.match(right_of(fact)):
        return Price(per["of"], per["span"] or "")
    found = _PRICE.search(clause)
    if found is None:
        return None
    return Price(
        found["head"] or found["of"] or "", found["span"] or found["span1"] or found["span2"] or ""
    )


def of_several(total: Fact, row: list[Fact]) -> bool:
    """Tell whether a total stands behind several prices: it may be of all of them together."""
    prices = 0
    for fact in reversed(row[: row.index(total)]):
        if fact.quantity.dimension == "元":
            if price_of(fact) is not None:
                prices += 1
            elif _SUM.search(clause_of(fact)):
                break
    return prices > 1
