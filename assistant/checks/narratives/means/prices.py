"""Prices, quotas and what each gets: of what, and for how long."""

import re
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import clause_of
from assistant.model.fact import Fact
from assistant.model.quantity import Interval, Quantity

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


_STANDARD = re.compile(
    r"^.*\d[\d.,]*[万亿]?元(?:(?:/|／|每)[一-龥]{1,3})?(?:的?(?:补助|补贴|奖励|资助|补偿)?标准|(?=[发兑拨支给补核落]))(?:，)?"
)


_AHEAD = re.compile("每个?(月|季度?|学期)")
"""A span of time told before what each gets: 每月护理费人均1600元."""


def behind_standard(clause: str) -> str:
    """Return the words of a clause behind the quota in it: 发放 of 按每人960元的标准发放."""
    return _STANDARD.sub("", clause)


def is_standard(price: Fact) -> bool:
    """Tell whether an amount is told as a standard or price, which isn't rounded as a mean is."""
    words = clause_of(price)
    return "均" not in words and (
        bool(re.search("按|标准|单价|定额", words)) or "标准" in right_of(price)[:5]
    )


def each_span(price: Quantity, exact: bool) -> Interval:
    """Return what a price can stand for: a standard is exact."""
    return Interval(base(price), base(price)) if exact else span(price)


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
    told = found["span"] or found["span1"] or found["span2"]
    ahead = None if told else _AHEAD.search(clause[: found.start()])
    return Price(found["head"] or found["of"] or "", told or (ahead[1] if ahead else ""))


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
