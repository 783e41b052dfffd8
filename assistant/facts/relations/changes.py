"""Growth between two figures, and how much of a task is done."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.relations.relation import Relation
from assistant.facts.relations.shares import overlap
from assistant.facts.relations.words import (
    bracket_depth,
    find_figure,
    is_comparand,
    of_one_kind,
    words_before,
)
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Interval

_TASK = re.compile(
    r"任务|目标|计划|应|申请|申报|受理|收到|排查|摸排|登记|交办|线索|共有|总数|参保人员|需"
)


_DONE = re.compile(
    r"完成|办结|化解|整改|解决|验收|拨付|发放|发证|达标|修复|销号|落实|竣工|兑现|开工|拆除"
)


def growth_relations(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find “由x增加到y，增长p%” and “y，比上年x增加d、增长p%”: both figures and the change."""
    for number, stated in enumerate(facts):
        if stated.aspect != "growth":
            continue
        points = stated.quantity.unit == "百分点"
        aspects = ("rate", "change_to") if points else ("value", "change_to")
        before = facts[:number]
        values = [f for f in before if f.aspect in aspects or _is_start(f, facts, quote)]
        if len(values) < 2 or not _alike_any(values[-2], values[-1]):
            continue
        pair = _ordered(_counterpart(values, stated, facts, quote), values[-1], facts, quote)
        if pair is not None and _only_compared(pair, stated, facts, quote):
            continue
        if pair is not None and _of_another(pair, stated, facts, quote):
            continue
        dimension = values[-1].quantity.dimension
        same = dimension == "%" if points else stated.quantity.dimension in ("%", dimension)
        if pair is not None and same:
            yield Relation(
                kind="growth", place=place, whole=pair[0], parts=[pair[1]], stated=stated,
                quote=quote,
            )  # fmt: skip


_START = re.compile(r"[由从自](?:上年|去年)?(?:同期)?的?$")


def _is_start(fact: Fact, facts: list[Fact], quote: str) -> bool:
    """Tell whether a share is what one grew from: “占……的比重由上年的21.4%上升至24.9%”."""
    return fact.aspect == "share" and bool(_START.search(words_before(fact, facts, quote)))


def _only_compared(pair: tuple[Fact, Fact], stated: Fact, facts: list[Fact], quote: str) -> bool:
    """Tell whether what is said to have grown is itself only a yardstick, as a budget is.

    “公用经费比预算64.00万元节约2.15万元，比上年62.30万元下降0.72%”: this year's isn't told.
    """
    return is_comparand(pair[1], facts, quote) and not _makes(*pair, stated)


_SUBJECT = re.compile(
    r"(?:其中|全年|本年|同时|并|且|使)*(?P<name>[^，。；：、（）\d]{2,10}?)(?:为|也|则|均)?(?:[较比](?!例|重)|同比|环比|增[长加幅]|下降|减少|提高|上升|降低)"
)
_NO_SUBJECT = re.compile(
    r"^(?:(?:实际|年均|平均|净|累计|合计|总体|整体|分别|增减|变动|费用|金额|总额|总量|数量|人数|支出|收入|规模|"
    r"[增降涨][幅量长]|幅度|相应|年度|绝对|压减|压缩|节约|控制|达到?|较|比|同比|共|率|总|数|约|近|的)+)$"
)


def _of_another(pair: tuple[Fact, Fact], stated: Fact, facts: list[Fact], quote: str) -> bool:
    """Tell whether the words before a change name something else than the figures before it.

    “供货单位由7家减少到5家，采购单价较上年下降3.2%”: the price fell by so much.
    """
    named = _SUBJECT.match(squeeze(words_before(stated, facts, quote)))
    if named is None or _NO_SUBJECT.match(named["name"]) or _makes(*pair, stated):
        return False
    if find_figure(quote, stated, facts) - find_figure(quote, pair[1], facts) < 0:
        return False
    start = min(find_figure(quote, fact, facts) for fact in pair)
    subject = re.split("[，。；：]", quote[: max(start, 0)])[-1]
    return not overlap(named["name"], subject + pair[0].measure + pair[1].measure)


def _counterpart(values: list[Fact], stated: Fact, facts: list[Fact], quote: str) -> Fact:
    """Return what the last figure is compared with: what makes the growth, or has its name.

    A share named as the start (“比重由上年的21.4%”) is surely it. A yardstick (“完成目标1800人次的107%，较上年的1672人次增长15.2%”) is never what grew.
    """
    last = values[-1]
    if _is_start(values[-2], facts, quote):
        return values[-2]
    alike = [f for f in values[:-1] if _alike_any(f, last) and not _YARDSTICK.search(f.measure)]
    states = [f for f in alike if not is_comparand(f, facts, quote)]
    alike = states if states and is_comparand(last, facts, quote) else alike
    giving = [f for f in alike if _makes(f, last, stated) or _makes(last, f, stated)]
    named = [f for f in alike if f.measure == last.measure != ""]
    return next(reversed(giving or named or alike), values[-2])


_YARDSTICK = re.compile(r"(?:目标|计划|任务|指标值)$")


def _makes(before: Fact, after: Fact, stated: Fact) -> bool:
    """Tell whether two figures make a stated change in percent or percentage points."""
    low = before.quantity.interval()
    rise = after.quantity.interval().minus(low)
    sign = -1 if stated.direction == "down" else 1
    told = Interval(*sorted(x * sign for x in stated.quantity.interval()))
    if stated.quantity.unit == "百分点":
        return rise.meets(told)
    change = rise.over(low) if stated.quantity.unit == "%" else None
    return change is not None and change.times(_HUNDRED).meets(told)


_HUNDRED = Interval(Decimal(100), Decimal(100))
_LAST_YEAR = re.compile(r"(?:上年度?|去年|上一年)(?:同期|的|为|是)*$")


# 自来水, 从业人员 and 自由 don't tell from what something rose.
_FROM = re.compile(
    r"(?:(?<!自)由|从(?![业事教医军])|自(?![来然主治我行动评筹建有愿学身办查营费住救律]))[^，。]{0,12}$"
)
_OTHER_YEAR = re.compile(r"[比较](?:19|20)\d\d年(?:同期|的|为|是)*$")


def _ordered(first: Fact, second: Fact, facts: list[Fact], quote: str) -> tuple[Fact, Fact] | None:
    """Return (before, after) of two figures, None where the words don't tell."""
    if second.aspect == "change_to" or _FROM.search(words_before(first, facts, quote)):
        return first, second
    if _LAST_YEAR.search(squeeze(words_before(second, facts, quote))):
        return second, first
    if _LAST_YEAR.search(squeeze(words_before(first, facts, quote))):
        return first, second
    if second.period < first.period and _OTHER_YEAR.search(
        squeeze(words_before(second, facts, quote))
    ):
        return second, first
    if first.period != second.period and overlap(first.measure, second.measure):
        return (first, second) if first.period < second.period else (second, first)
    return None


def _alike_any(first: Fact, second: Fact) -> bool:
    return first.quantity.dimension == second.quantity.dimension


def progress_relations(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find a task and how much of it is done: “任务x户，已完成y户” (with a rate, if stated)."""
    if not (_TASK.search(quote) and _DONE.search(quote)):
        return
    values = [f for f in facts if f.aspect == "value"]
    for number, whole in enumerate(values[:-1]):
        next_ones = values[number + 1 : number + 4]
        alike = [done for done in next_ones if done.quantity.unit and of_one_kind(whole, done)]
        if not alike or not _TASK.search(words_before(whole, facts, quote)):
            continue
        for done in alike:
            left = words_before(done, facts, quote)
            if _TASK.search(left) and not _DONE.search(left):
                break
            if _DONE.search(left) and bracket_depth(
                quote, find_figure(quote, done, facts)
            ) == bracket_depth(quote, find_figure(quote, whole, facts)):
                rate = _rate_after(done, facts)
                yield Relation(
                    kind="rate" if rate else "progress", place=place, whole=whole, parts=[done],
                    stated=rate, quote=quote,
                )  # fmt: skip
                break


def _rate_after(done: Fact, facts: list[Fact]) -> Fact | None:
    following = facts[facts.index(done) + 1 :][:1]
    for fact in following:
        if fact.quantity.unit == "%" and re.search(
            r"(?:完成|办结|化解|整改|达标|发放|拨付)率$", fact.measure
        ):
            return fact
    return None
