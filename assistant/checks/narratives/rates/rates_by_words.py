"""N: rates whose part is named by the rate's own word, though other figures stand between."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import base, makes_share
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, right_of, said
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain, rows
from assistant.checks.narratives.rates.no_operands import has_of_all, of_one_kind, without_used
from assistant.checks.narratives.rates.rates_in_text import operands
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze

_RATE = re.compile(r"(?P<stem>[一-龥]{2,8})[率度]$")
_PAID = re.compile(r"(?:执行|支付|支出|使用|完成|拨付|到位|进度)$")
_SPENT = re.compile(r"支出|执行|支付|完成|使用|到位|拨付|付清|报账")
_PLAN = re.compile(r"预算|安排|下达|计划|任务|目标|指标|应|投资|资金|合同|总")
_OF_MONEY = re.compile("资金|预算|经费|支出|款|支付")
"""Whose rates are made of amounts of money only."""
_TOO_COMMON = frozenset("率度的比有数人全实及总年")
_UNDONE = re.compile(r"未|没有|不(?=[合达满])|逾期|超期|在办|尚|剩|余")
_OF_PLAN = re.compile(
    r"(?:完成|占|为|达到?|实现)了?[^，。；、\d]{0,10}(?:预算|计划|任务|目标)[^，。；、\d]{0,2}的$"
)
_MOST, _FINE = 8, 2


@rule("N156", name="比率与同句的总数、部分数不符", severity="warning", source="DOMAIN §8 比率")
def rates_by_words(ctx: Context) -> Iterator[Finding]:
    """查什么：“立案312件，办结295件，在办17件，结案率94.6%”“年初安排560万元，支付476万元，执行率85%”，比率应等于名称相应的两个数之比，中间隔着别的数也一样。

    为什么：比率由总数和部分数算出。
    举例：295÷312=94.6%，写成结案率49.6%不符。
    怎样改：核对两个数后更正比率。
    何时不报：同句没有名称相应的两个数；资金执行率前只有个数、没有金额；某两个数正好相符；看不出是哪个数笔误。
    """
    for sentence in ctx.once(rows):
        row = sentence.figures
        for number, rate in enumerate(row):
            if rate.aspect != "rate" or rate.quantity.unit != "%":
                continue
            stem = _stem(rate)
            if not stem:
                continue
            before = [f for f in row[:number] if is_plain(f)][-_MOST:]
            short = significant(rate.quantity) < _FINE
            pairs = [
                p for p in _pairs(stem, before) if not short or _by_both(stem, *p, before)
            ] or list(_whole_behind(rate, row, number))
            pairs = list(without_used(pairs, rate, row[:number]))
            pairs = _one_base(pairs, rate, before)
            before = [*before, *(whole for _, whole in pairs if whole not in before)]
            if not pairs:
                continue
            ctx.look(rate.place)
            if (
                not any(_gives(rate, *pair) for pair in pairs)
                and not any(_gives(rate, a, b) for a in before for b in before if a is not b)
                and not has_of_all(row, rate)
            ):
                yield from _rate(ctx, rate, pairs)


_OF_LESS = re.compile("(?:比|较|由|从)[^，。；：]*$|(?:剔除|扣除|不含|不计)[^。；]*$")
"""A rate that is compared, or of less than all that was told before."""


_IS = re.compile(r"(?:达到?|为|是|仅|只有|约)$")


def _stem(rate: Fact) -> str:
    """Return what a rate in percent is called without its 率, "" for one that isn't this year's."""
    if rate.quantity.comparator != "=":
        return ""
    clause = clause_of(rate)
    if _OF_PLAN.search(clause):
        return "计划完成"
    named = _RATE.search(_IS.sub("", clause))
    return named["stem"] if named and not _OF_LESS.search(left_of(rate)) else ""


def _name(rate: Fact) -> str:
    """Return the rate's own words in its clause: no cut name, no figure of the clause before."""
    words = re.sub(
        r"^(?:其中|同比|当年|全年|本年度?)|(?:达到?|为|是|仅|只有|约)$", "", clause_of(rate)
    )
    return squeeze(words) or "比率"


def _one_base(
    pairs: list[tuple[Fact, Fact]], rate: Fact, before: list[Fact]
) -> list[tuple[Fact, Fact]]:
    """Return the pairs without those whose part the words just before set against another base."""
    if not _RATE_OF.search(squeeze(rate.measure)):
        return pairs
    told = operands([f for f in before if f.quote == rate.quote], rate)
    if told is None:
        return pairs
    return [pair for pair in pairs if pair[0] is not told[0] or pair[1] is told[1]]


_RATE_OF = re.compile(r"[一-龥]{2}[率度]$")
_STOP = re.compile(r"[，。；：、\d]")
_NO_PART = re.compile("[均每]")


def _pairs(stem: str, before: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield part and whole, the nearest part first."""
    if _OF_MONEY.search(stem):
        before = [f for f in before if f.quantity.dimension == "元"]
    if _PAID.search(stem):
        money = [f for f in before if f.quantity.dimension == "元"]
        things = money or before
        planned = [f for f in things[:-1] if _PLAN.search(_words(f)) and alike(f, things[-1])]
        if planned and (_SPENT.search(_words(things[-1])) or not money):
            yield things[-1], planned[-1]
        elif stem == "完成" and not money:  # what is left stands between
            yield from ((part, planned[-1]) for part in before[-3:-1] if planned
                        and part is not planned[-1] and alike(part, planned[-1]))  # fmt: skip
    yield from _taken(stem, before)
    letters = set(stem[-4:]) - _TOO_COMMON
    for place in range(len(before) - 1, 0, -1):
        part = before[place]
        own = clause_of(part)[-8:] + _STOP.split(right_of(part)[:6], maxsplit=1)[0]
        if letters.isdisjoint(own) or _NO_PART.search(own) or _UNDONE.search(own):
            continue
        wholes = [
            f for f in before[:place]
            if alike(f, part) and not _CAPACITY.search(_words(f)) and not of_one_kind(part, f)
        ]  # fmt: skip
        if part.quantity.dimension == "元":
            wholes = [f for f in wholes if _PLAN.search(_words(f))]
        yield from ((part, whole) for whole in _largest_first(wholes)[:2])


def _by_both(stem: str, part: Fact, whole: Fact, before: list[Fact]) -> bool:
    """Tell whether a part has both letters of its rate, its whole right before: 取得证书, 取证率."""
    words = clause_of(part)[-8:]
    beside = before.index(part) - before.index(whole) == 1 and part.quote == whole.quote
    return (
        beside
        and base(part.quantity) <= base(whole.quantity)
        and set(stem[-2:]) <= set(words)
        and alike(part, whole)
        and not re.search("%|比|较", words)
    )


_BEHIND = re.compile(r"应|共|总|计划|其中|预算|任务|目标|到位|合同|申报|核定")


def _whole_behind(rate: Fact, row: list[Fact], number: int) -> Iterator[tuple[Fact, Fact]]:
    """Yield “收回186份，回收率93%，本次共发放200份”: all of them are told after the rate."""
    behind = row[number + 1 : number + 2]
    if number and behind and is_plain(row[number - 1]) and is_plain(behind[0]):
        part, whole = row[number - 1], behind[0]
        named = _BEHIND.search(clause_of(whole)) and part.quote == rate.quote
        if named and alike(part, whole) and base(whole.quantity) >= base(part.quantity):
            yield part, whole


_PLACES = {"张": "入住|使用|占用|利用|收住", "个": "入住|入学|就读|停放", "学位": "入学|就读|使用"}
"""Beds and places that people take: what is counted in two units is one."""


_CAPACITY = re.compile("能力|设计|核定|额定")


def _taken(stem: str, before: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield “床位1200张，入住864人，入住率72%”."""
    if stem[-2:] in ("负荷", "利用", "使用", "达产"):
        able = [f for f in before if _CAPACITY.search(_words(f))]
        used = [
            f for f in before if not _CAPACITY.search(_words(f)) and able and alike(f, able[-1])
        ]
        yield from ((part, able[-1]) for part in used[-1:])
    for place, taker in pairwise(before):
        wanted = _PLACES.get(place.quantity.unit)
        if (
            wanted
            and taker.quantity.unit in ("人", "名", "张")
            and re.search("床位|学位|工位", _words(place))
            and re.search(wanted, stem)
        ):
            yield taker, place


def _largest_first(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda f: -base(f.quantity))


def _words(fact: Fact) -> str:
    return clause_of(fact)[-14:]


def _gives(rate: Fact, part: Fact, whole: Fact) -> bool:
    if not alike(part, whole) and whole.quantity.unit not in _PLACES:
        return False
    return makes_share([rate.quantity, part.quantity, whole.quantity])


def _rate(ctx: Context, rate: Fact, pairs: list[tuple[Fact, Fact]]) -> Iterator[Finding]:
    for part, whole in pairs:
        figures = [rate.quantity, part.quantity, whole.quantity]
        mended = mend(figures, makes_share, short=significant(rate.quantity) > _FINE)
        if mended is None or not base(whole.quantity):
            continue
        value = base(part.quantity) / base(whole.quantity) * 100
        value = Decimal(rounded(value))
        for found in conflict(
            ctx, "N156", cite(rate), value,
            f"{said(part)}÷{said(whole)}={value}%，报告“{_name(rate)}”写{said(rate)}",
            others=[cite(part), cite(whole)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found
        return
