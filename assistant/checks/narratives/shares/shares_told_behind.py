"""N: shares and multiples of what is named behind an amount: 1083.6万元，占总投资的86%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.mentions import cite, right_of, said
from assistant.checks.narratives.in_a_row import (
    alike,
    between,
    clause_of,
    is_plain,
    sentences_with,
)
from assistant.checks.narratives.shares.shares_of_pairs import share_of_pair
from assistant.checks.narratives.shares.wholes_elsewhere import whole_elsewhere
from assistant.checks.registry import rule
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Interval

_WORDED = re.compile(r"(?:[占为是达]|相当于|贡献)[^，。；：、]{0,24}的[比重例约为达到]{0,4}\d")
_OF = re.compile(
    r"(?P<subject>[一-龥“”]{0,8}?)(?:约|仅|共|均|只|合计|总计|已)*"
    r"(?P<verb>占到?|是|为|达到?|相当于|贡献)(?:了|约)*"
    r"(?P<name>[一-龥“”]{0,14}?)(?P<whole>\d[\d.,]*[一-龥/]{0,4})?的(?:比[重例])?(?:约?为|达到?)?"
)
_GENERAL = re.compile(
    r"^(?:全部|全年|全[县市镇乡区校院局]|本年度?|当年|年度|项目|该|其|同期|本级)+|[“”]|(?:总?[额数量值]|金额)$"
)
_ELSEWHERE = re.compile(
    "上年|去年|同期|预算|目标|计划|任务|前者|后者|标准|限[额值]|两项|[三四五]项|全[国省市县]"
)
"""What other rules look for, or what a text need not tell."""
_BARE = re.compile(
    "执行|支出|完成|支付|使用|投资|收入|发放|安排|到位|下达|办理|受理|采购|服务|资金|经费|人[数员]|面积|数量"
)
"""Words that call nothing by themselves: what was spent when, and for what?"""
_FEWEST, _MOST_ADDED = 2, 4
_ONE = Interval(Decimal(1), Decimal(1))


class _Told(NamedTuple):
    """A share or multiple of a whole, with what of the whole it is."""

    rate: Fact
    part: Fact
    whole: Fact
    times: bool
    beside: bool
    """Whether the whole stands right before the share: 占总量2694具的."""

    def meets(self, part: Interval, whole: Interval) -> bool:
        """Tell whether a part of a whole can be the stated share, or so many times as much."""
        quotient = part.over(whole)
        told = self.rate.quantity.interval()
        if self.times and clause_of(self.rate).find("约") >= 0:
            half = (told.high - told.low) / 2
            told = Interval(told.low - half, told.high + half)
        return quotient is not None and quotient.times(self.unit()).meets(told)

    def unit(self) -> Interval:
        return _ONE if self.times else HUNDRED


@rule("N172", name="占比、倍数与所指的数不符", severity="warning", source="DOMAIN §8 占比")
def shares_told_behind(ctx: Context) -> Iterator[Finding]:
    """查什么：“项目总投资1260万元……累计完成投资1083.6万元，占总投资的86%”“接运417具，占接运总量2694具的15.5%”“审定金额为合同价的96.5%”“最高一场58万元，为场均的2.6倍”，占比和倍数应等于前面紧挨着的数除以名称所指的数。

    为什么：两个数都写明了，占比是算出来的；常见的错误是用了别的底数，或者漏加、多加了一部分。
    举例：1083.6万元÷总投资1260万元=86%，写成59.1%不符。
    怎样改：按名称所指的总数重新计算占比、倍数后更正。
    何时不报：找不到或者找到几个名称相符而数值不同的总数；这个数占本段另一个数或几个数之和正好相符；所指的总数有另一个部分正好相符。
    """
    worded = sentences_with(ctx, _WORDED)
    for group in ctx.paragraphs if worded else ():
        for number, rate in enumerate(group):
            quantity = rate.quantity
            if quantity.unit in ("%", "") and number and rate.quote in worded:
                told = _told(ctx, group, number)
                if told is not None:
                    ctx.look(rate.place)
                    yield from _checked(ctx, told, group, number)
                else:
                    yield from share_of_pair(ctx, rate, group[:number])


def _told(ctx: Context, figures: list[Fact], number: int) -> _Told | None:
    rate = figures[number]
    match = _OF.fullmatch(clause_of(rate))
    times = rate.quantity.unit == "" and bool(re.match("倍(?![以之]|多|左右)", right_of(rate)))
    if (
        match is None
        or rate.quantity.comparator != "="
        or not rate.quantity.known()
        or not (times or rate.quantity.unit == "%")
    ):
        return None
    if significant(rate.quantity) < _FEWEST:
        return None
    ahead = figures[: number - 1] if match["whole"] else figures[:number]
    part = _part(ahead, figures[number - 1] if match["whole"] else rate, match)
    if part is None:
        return None
    whole = figures[number - 1] if match["whole"] else _named(ctx, match["name"], part, figures)
    if whole is None or not _of_one_kind(part, whole) or base(whole.quantity) <= 0:
        return None
    if match["verb"].startswith("占") and base(part.quantity) > base(whole.quantity):
        return None
    return _Told(rate, part, whole, times, beside=bool(match["whole"]))


_NEXT = re.compile(r"[一-龥]{0,2}，[^，。；]*")
_BY_HOW_MUCH = re.compile(
    r"^(?:超(?!过)|[比较](?!例)|同比|净[增减]|增加|减少|[多少缺欠差]$|节约|核减|审减)"
)


def _part(ahead: list[Fact], behind: Fact, match: re.Match[str]) -> Fact | None:
    """Return the amount right before a clause without a subject, or the one its subject names."""
    here = [f for f in ahead if f.quote == behind.quote]
    subject = _GENERAL.sub("", match["subject"])
    if subject:
        named = [f for f in here if _is_amount(f) and _calls(subject, f)]
        alone = len(subject) >= _FEWEST and len({base(f.quantity) for f in named}) == 1
        return named[-1] if alone else None
    for amount in reversed(here):
        if not _is_amount(amount) or not _NEXT.fullmatch(between(amount, behind)):
            return None
        if not _BY_HOW_MUCH.search(clause_of(amount)):
            return amount
        behind = amount  # 签约12583人，超目标583人，占: what was signed
    return None


def _named(ctx: Context, name: str, part: Fact, figures: list[Fact]) -> Fact | None:
    """Return the one figure of the paragraph, or of the report, that a name calls."""
    core = _GENERAL.sub("", name)
    if len(core) < _FEWEST or _ELSEWHERE.search(name) or _BARE.fullmatch(core):
        return None
    named = [
        f for f in figures
        if f is not part and is_plain(f) and alike(f, part) and _calls(core, f)
    ]  # fmt: skip
    if not named:
        return whole_elsewhere(ctx, core, part)
    if len({base(f.quantity) for f in named}) > 1:  # of a total and its parts the total is meant
        named = [f for f in named if re.search("合计|总计|共", clause_of(f))]
    return named[0] if len({base(f.quantity) for f in named}) == 1 else None


_OF_A_TIME = re.compile(r"[上下]半年|季度|\d月|[一二三四]期|上年|去年")


def _calls(core: str, fact: Fact) -> bool:
    words = clause_of(fact)
    return core in words and not (_OF_A_TIME.search(words) and not _OF_A_TIME.search(core))


def _is_amount(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount, though its unit may not be known."""
    known = fact.quantity.known() and fact.quantity.comparator == "=" and fact.aspect == "value"
    return known and base(fact.quantity) > 0 and fact.quantity.unit not in ("%", "‰", "百分点")


def _of_one_kind(part: Fact, whole: Fact) -> bool:
    if part.quantity.unit or whole.quantity.unit:
        return alike(part, whole)
    counted = right_of(part)[:1]  # 417具 of 2694具: what is counted is read with the words
    return counted == right_of(whole)[:1] and "一" <= counted <= "龥"


def _checked(ctx: Context, told: _Told, figures: list[Fact], number: int) -> Iterator[Finding]:
    part, whole = span(told.part.quantity), span(told.whole.quantity)
    kind = [f for f in figures if _is_amount(f) and _of_one_kind(f, told.whole)]
    before = [f for f in figures[:number] if f in kind and f is not told.whole]
    if told.meets(part, whole):
        return
    if any(told.meets(each, whole) for each in _together(before)):
        return
    others = _together(kind)  # with what it is a part of the sum of, too
    if told.whole not in kind:  # told in another paragraph, where any single figure may be meant
        others = (
            span(f.quantity) for f in ctx.pack.figures if _is_amount(f) and alike(f, told.part)
        )
    if not told.beside and any(told.meets(part, each) for each in others):
        return
    yield from _finding(ctx, told)


def _finding(ctx: Context, told: _Told) -> Iterator[Finding]:
    part, whole = told.part, told.whole
    value = base(part.quantity) / base(whole.quantity) * told.unit().low
    value = value.quantize(told.rate.quantity.precision or Decimal(1))
    quotient = f"{_printed(part)}÷{_printed(whole)}"
    if not told.times:
        yield from conflict(
            ctx, "N172", cite(told.rate), value,
            f"{quotient}={value}%，报告写{said(told.rate)}", others=[cite(part), cite(whole)],
        )  # fmt: skip
        return
    yield finding(
        ctx, "N172", told.rate.place, f"{quotient}={value}倍，报告写{said(told.rate)}倍，两者不符。",
        items=[cite(told.rate), cite(part), cite(whole)],
        found=f"{said(told.rate)}倍", expected=f"{value}倍", clerical=True,
    )  # fmt: skip


def _printed(fact: Fact) -> str:
    """Return a figure as a message shows it: 1.36亿次 as it is printed."""
    raw = squeeze(fact.quantity.raw)
    return raw if "亿" in raw else said(fact)


def _together(facts: Sequence[Fact]) -> Iterator[Interval]:
    """Yield figures and the sums of some that follow each other."""
    for start in range(len(facts)):
        for stop in range(start + 1, min(start + _MOST_ADDED, len(facts)) + 1):
            yield add_spans([f.quantity for f in facts[start:stop]])
