"""Amounts told of a project that are no total of it: a part's cost, a contract's price."""

import re
from collections.abc import Collection
from decimal import Decimal
from itertools import accumulate

from assistant.checks.compare import base
from assistant.checks.mentions import left_of
from assistant.model.fact import Fact

_OTHER_MEASURE = re.compile(
    r"合同(?:总?价|总?金额|总?额|款)|中标|审定|概算|估算|招标|控制价|标底|限价|结算价|送审|核减|下浮|质保金"
)
_COUNTED = re.compile(
    r"\d[\d,.]*[余多]?[百千万亿]?[余多]?(?!\d|[.,]\d|[万亿]?元|%|年|月|日|个?百分点)\S"
)
_AT_A_PRICE = re.compile(r"每[^，。；、\d]{1,4}[\d.,]+万?元")
_A_SHARE = re.compile(r"^占[^，。；\d]{0,12}的?[\d.]+[%％]$")
_AMOUNT = re.compile(r"\d[亿万]?元")
_OF_WHICH = "其中"
_OF_THE_WHOLE = re.compile(r"预算|到位|拨付|拨款|安排|下达|资金|项目")


def other_measure(words: str) -> bool:
    """Tell whether words name a contract's, a tender's, an audit's or an estimate's amount."""
    return bool(_OTHER_MEASURE.search(words))


_BARE = ("支出", "花费", "花掉", "花了", "用去", "用掉", "支付", "实际支付")


def of_another_object(fact: Fact) -> bool:
    """Tell whether a bare 支出 is what the object before it cost: “维修围墙126米，支出60万元”."""
    if fact.measure not in _BARE:
        return False
    *before, own = re.split(r"[，：]", left_of(fact))
    while before and (_AT_A_PRICE.search(before[-1]) or _A_SHARE.search(before[-1])):
        before = before[:-1]
    if own == fact.measure and _is_listed(before, left_of(fact)):
        return True
    object_told = before and _COUNTED.search(before[-1]) and own == fact.measure
    return bool(object_told) and not _OF_THE_WHOLE.search("，".join(before))


def _is_listed(before: list[str], words: str) -> bool:
    """Tell whether a bare 支出 closes an item of what 其中 lists: its own words name the object."""
    sentence = words.rpartition("。")[2]
    item = re.split(f"；|{_OF_WHICH}", "，".join(before).rpartition("。")[2])[-1].strip("：， ")
    named = bool(item) and not (_OF_THE_WHOLE.search(item) or _AMOUNT.search(item))
    return named and _OF_WHICH in sentence


def make_a_total(facts: Collection[Fact], totals: Collection[Decimal]) -> set[str]:
    """Return the places of amounts of one paragraph that follow each other and make a total."""
    paragraphs: dict[str, list[Fact]] = {}
    for fact in facts:
        paragraphs.setdefault(fact.place.split("@")[0], []).append(fact)
    found: set[str] = set()
    for group in paragraphs.values():
        for start in range(len(group) - 1):
            sums = list(accumulate(base(fact.quantity) for fact in group[start:]))
            whole = [n for n, total in enumerate(sums) if n and total in totals]
            found.update(fact.place for n in whole for fact in group[start : start + n + 1])
    return found
