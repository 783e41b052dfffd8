"""N: what a rate withholds or leaves (质保金, 扣除p%后), against the amount that it is of."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_HINT = re.compile(
    "质保|保证金|保修金|押金|预留|扣留|留存|留取|首付|尾款|进度款|考核资金|付|扣除|扣减|[核审]减|下浮|优惠|让利|打折"
)
_WITHHELD = re.compile("质保|保证金|保修金|押金|预留|扣留|留存|预付|首付|尾款|进度款|考核资金")
_KEPT = re.compile(
    r"(?:预留|扣留|留存|暂留|留取|质量?保证?金|保证金|保修金|押金|预付款?|首付款?|尾款|进度款|考核资金|支付|拨付|付款|付)"
)
_NO_MORE = re.compile(r"其中|比|较|占|均|每|增|减|已|累计|剩|余|未|另|到位|执行|完成|率|目标")
_LEFT = re.compile(r"(?:扣除|扣减|扣留|核减|审减|下浮|优惠|让利|打折)[^，。；、\d]{0,6}$")
_AFTER = re.compile(
    r"^[^，。；、\d]{0,10}后，?[^，。；、\d]{0,8}?(?:为|是|支付|拨付|实付|结算|成交|即|计|剩)[^，。；、\d]{0,6}$"
)
_CONTRACT = re.compile(r"合同|审定|审计|结算|中标|成交|决算|工程款|货款|签约")
_BEFOREHAND = re.compile(r"预算|概算|控制价|限价|计划|估算|送审|报审")
_PAID = re.compile("支付|拨付|已付|付款|到位")
_NAMED = re.compile(
    r"(?:按照?|依据|以)(?P<name>(?![^，。]*(?:约定|规定|进度|比例|协议|办法|要求))[^，。；：、\d]{2,12}?)的?$"
)
_FAR, _ROUND, _MOST = Decimal("0.2"), Decimal(1), 6


@rule(
    "N177", name="按比例预留或扣除后的金额与基数不符", severity="warning", source="DOMAIN §8 比率"
)
def withheld(ctx: Context) -> Iterator[Finding]:
    """查什么：“合同价235.68万元，预留5%质保金11.78万元”“总价360万元，下浮5%后为342万元”，预留（扣除后）的金额应等于合同价、审定价等基数乘以比例（乘以一减比例）。

    为什么：金额由基数和比例算出，常见的是拿预算数当基数、比例改了金额没改。
    举例：235.68万元×5%=11.78万元，写成12.85万元是按预算257万元算的。
    怎样改：按合同约定的基数和比例重新计算后更正。
    何时不报：本段没有合同价、审定价等基数；报告里有一个金额（或两个之和）正好相符；只写了合同价，而结算价可能不同。
    """
    hinted = sentences_with(ctx, _HINT)
    for paragraph in ctx.paragraphs if hinted else ():
        for number, rate in enumerate(paragraph[:-1]):
            if rate.quantity.unit != "%" or not number or rate.quote not in hinted:
                continue
            kept = paragraph[number + 1]
            if _together(rate, kept):
                yield from _kept(ctx, rate, kept, paragraph[:number])


def _together(rate: Fact, amount: Fact) -> bool:
    exact = rate.quantity.known() and rate.quantity.comparator == "="
    if not exact or not 0 < base(rate.quantity) < 100 or amount.quote != rate.quote:
        return False
    return amount.quantity.dimension == "元" and is_plain(amount)


def _kept(ctx: Context, rate: Fact, amount: Fact, ahead: list[Fact]) -> Iterator[Finding]:
    words, clause = left_of(amount).rpartition(rate.quantity.text)[2], clause_of(rate)
    money = [f for f in ahead if f.quantity.dimension == "元" and is_plain(f) and base(f.quantity)]
    if not money:
        return
    if _LEFT.search(clause) and _AFTER.search(words):
        if money[-1] is ahead[-1]:
            ctx.look(amount.place)
            yield from _told(ctx, amount, rate, money[-1], 100 - base(rate.quantity), money)
    elif _is_kept(clause, words) and (_NAMED.search(clause) or _WITHHELD.search(clause + words)):
        ctx.look(amount.place)
        whole = _whole(ctx, clause, rate, amount, money)
        if whole is not None:
            others = [whole] if _NAMED.search(clause) else money
            yield from _told(ctx, amount, rate, whole, base(rate.quantity), others)


def _is_kept(clause: str, words: str) -> bool:
    near = re.fullmatch(r"(?:的)?(?P<name>[^，。；、：\d]{0,10})，?(?:即|计|共|为|合|合计)?", words)
    return (
        near is not None
        and not _NO_MORE.search(words)
        and not re.search("占|比|较|率|率为|超|达", clause)
        and bool(_KEPT.search(clause + near["name"]))
    )


def _whole(ctx: Context, clause: str, rate: Fact, amount: Fact, money: list[Fact]) -> Fact | None:
    """Return the amount that the rate is of, None where it can't be told or one fits."""
    share = base(rate.quantity)
    report = amount.place.split("/")[0]
    named = _NAMED.search(clause)
    of = [f for f in money if _CONTRACT.search(f.measure + clause_of(f))]
    of = [f for f in of if not _PAID.search(clause_of(f))] or of
    if named:
        of = [f for f in of if named["name"][:2] in f.measure + clause_of(f)]
    if not of:
        return None if named else _miswritten(rate, amount, money)
    whole = next((f for f in of if _other_rate(amount, f) is not None), of[-1])
    elsewhere = [f for f in ctx.pack.figures if f.place.startswith(report) and f is not amount
                 and f.quantity.dimension == "元" and is_plain(f)]  # fmt: skip
    if named:
        elsewhere = of
    fitting = [f for f in elsewhere if _holds(amount, f.quantity, share)]
    beforehand = [f for f in fitting if _is_beforehand(f)]
    if len(fitting) > len(beforehand):
        return None
    settled = any(re.search("审定|审计|结算|决算", f.measure + clause_of(f)) for f in of)
    sure = named or settled or beforehand or _other_rate(amount, whole) is not None
    return whole if sure or _is_far(amount, whole, share) else None


def _miswritten(rate: Fact, amount: Fact, money: list[Fact]) -> Fact | None:
    """Return the amount of the same sentence that one slip keeps from having the rate's part."""
    share = base(rate.quantity)
    own = [f for f in money if f.quote == rate.quote]
    if any(_holds(amount, f.quantity, share) for f in money):
        return None
    return next(
        (f for f in own if mend([f.quantity], lambda q: _holds(amount, q[0], share))), None
    )  # fmt: skip


def _is_beforehand(fact: Fact) -> bool:
    words = fact.measure + clause_of(fact)
    return bool(_BEFOREHAND.search(words)) and not _CONTRACT.search(words)


def _is_far(amount: Fact, whole: Fact, share: Decimal) -> bool:
    meant = base(whole.quantity) * share / 100
    return abs(base(amount.quantity) - meant) > meant * _FAR


def _holds(amount: Fact, whole: Quantity, share: Decimal) -> bool:
    part = Interval(share / 100, share / 100)
    return span(whole).times(part).meets(amount.quantity.interval())


def _other_rate(amount: Fact, whole: Fact) -> Decimal | None:
    """Return the round rate that an amount is of the whole: 64.94 is 3 % of 2164.61."""
    share = base(amount.quantity) / base(whole.quantity) * 100
    near = (share / _ROUND).quantize(Decimal(1)) * _ROUND
    return near if near and _holds(amount, whole.quantity, near) else None


def _told(
    ctx: Context, amount: Fact, rate: Fact, whole: Fact, share: Decimal, money: list[Fact]
) -> Iterator[Finding]:
    part = Interval(share / 100, share / 100)
    bases = [f.quantity for f in money if f is whole or not _is_beforehand(f)]
    spans = [span(each) for each in bases]
    spans += [span(one) + span(other) for one, other in combinations(bases[-_MOST:], 2)]
    if any(each.times(part).meets(amount.quantity.interval()) for each in spans):
        return
    step = (amount.quantity.precision or Decimal(1)) * amount.quantity.scale
    value = (base(whole.quantity) * share / 100 / step).quantize(Decimal(1)) * step
    shares = said(rate) if share == base(rate.quantity) else f"（1-{said(rate)}）"
    for found in conflict(
        ctx, "N177", cite(amount), value,
        f"{said(whole)}×{shares}={shown(value, amount.quantity)}，报告写{said(amount)}",
        others=[cite(rate), cite(whole)],
    ):  # fmt: skip
        other = _other_rate(amount, whole) if share == base(rate.quantity) else None
        if other is not None:
            found.explanation = f"{said(amount)}是{said(whole)}的{rounded(other)}%，请核对比例。"
        yield found
