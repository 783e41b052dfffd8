"""N: lists of quantities and of their prices (单价分别为……) against the total behind them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import is_plain, sentences_with
from assistant.checks.narratives.means.prices import price_of
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_HINT = re.compile("(?:分别|依次)[为是按]|每|单价")
_BY_TURNS = re.compile(
    r"(?:单价|均价|价格|标准|宽度|[宽高厚深长]|均宽|补助|定额)[^，。；：、\d]{0,6}(?:分别|依次)[为是按]?$|"
    r"(?:分别|依次)按(?:照)?(?:每[^，。；、\d]{1,6})?$"
)
_TOTAL = re.compile(r"(?:共|合计|总计|总额|总价|应补|应付|应发|需|计)[^，。；：、\d]{0,16}$")
_NO_TOTAL = re.compile("每|均|其中|比|较|预算|上年|去年|剩余|另")
_JOINED = re.compile(r"[^，。；：\d]{0,6}[、和及与][^，。；：、\d]{0,10}|、|和")
_POWERS = [Decimal(10) ** n for n in (-4, -3, 3, 4)]
_NOTHING = Decimal(0)
_Pairs = list[tuple[Fact, Fact]]


def priced_lists(ctx: Context) -> Iterator[Finding]:
    """Check “检测仪2台、监测服务180小时，单价分别为16.8万元和0.12万元，共计55.2万元”."""
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        if len(row) >= _FEWEST and any(fact.quote in hinted for fact in row):
            for pairs, stop in _listed(row):
                yield from _total(ctx, pairs, row[stop : stop + 2], row)


_FEWEST, _LONGEST = 5, 8


def _gap(first: Fact, second: Fact) -> str:
    ahead = left_of(second)
    return ahead.rpartition(first.quantity.text)[2] if first.quote == second.quote else "。"


def _listed(row: list[Fact]) -> Iterator[tuple[_Pairs, int]]:
    """Yield lists of quantities with their prices, and where the list ends."""
    for number, fact in enumerate(row):
        if number >= 2 and _BY_TURNS.search(left_of(fact)) and is_plain(fact):
            stop = number + 1
            while stop < len(row) and _is_next(row[stop - 1], row[stop]):
                stop += 1
            prices = row[number:stop]
            counts = row[number - len(prices) : number]
            if len(counts) == len(prices) > 1 and _counted(counts, row[: number - len(prices)]):
                yield list(zip(counts, prices, strict=True)), stop
    yield from _alternate(row)


def _is_next(last: Fact, fact: Fact) -> bool:
    alike = is_plain(fact) and fact.quantity.dimension == last.quantity.dimension
    return alike and _JOINED.fullmatch(_gap(last, fact)) is not None


def _counted(counts: list[Fact], ahead: list[Fact]) -> bool:
    """Tell whether figures right before prices are a list of quantities of its own."""
    joined = all(
        re.fullmatch(r"[^，。；：\d]{0,8}[、和及与，][^，。；：、\d]{0,16}", _gap(a, b))
        for a, b in pairwise(counts)
    )
    longer = bool(ahead) and "、" in _gap(ahead[-1], counts[0])
    return (
        joined and not longer and all(is_plain(f) and f.quantity.dimension != "元" for f in counts)
    )


def _alternate(row: list[Fact]) -> Iterator[tuple[_Pairs, int]]:
    """Yield “甲120顶、每顶1580元，乙800床、每床135元” and “每吨100元（4万吨）、每吨380元（1400吨）”."""
    pairs: _Pairs = []
    number = 0
    while number + 1 < len(row):
        pair = _pair(row[number], row[number + 1])
        if pair is None:
            if len(pairs) > 1:
                yield pairs, number
            pairs = []
            number += 1
            continue
        pairs = [*pairs, pair]
        number += 2
    if len(pairs) > 1:
        yield pairs, number


def _pair(first: Fact, second: Fact) -> tuple[Fact, Fact] | None:
    if not is_plain(first) or not is_plain(second) or first.quote != second.quote:
        return None
    gap = _gap(first, second)
    if second.quantity.dimension == "元" and first.quantity.dimension != "元":
        told = price_of(second)
        near = re.fullmatch(r"[^，。；：、\d]{0,6}[，、（]?(?:按?每|单价)[^，。；：、\d]{0,8}", gap)
        fits = told and near and (not told.of or told.of[:1] == first.quantity.unit[:1])
        return (first, second) if fits and told and not told.span else None
    if first.quantity.dimension == "元" and second.quantity.dimension != "元":
        told = price_of(first)
        fits = told and gap == "（" and told.of[:1] == second.quantity.unit[:1]
        return (second, first) if fits and told and told.span in ("", "年") else None
    return None


def _total(ctx: Context, pairs: _Pairs, behind: list[Fact], row: list[Fact]) -> Iterator[Finding]:
    last = max((f for pair in pairs for f in pair), key=lambda f: f.location.start or 0)
    money = pairs[0][1].quantity.dimension == "元"
    for total in behind:
        words = re.split("[，；]", _gap(last, total))[-1] if total.quote == last.quote else ""
        if not is_plain(total) or not _TOTAL.search(words) or _NO_TOTAL.search(words):
            continue
        if (total.quantity.dimension == "元") != money or not (
            money or "方" in total.quantity.unit
        ):
            continue
        ctx.look(total.place)
        used = [fact.place for pair in pairs for fact in pair]
        rest = [f for f in row if is_plain(f) and f.place not in used and f is not total]
        if not any(
            _holds(total.quantity, pairs, money=money, more=more) for more in _besides(rest)
        ):
            yield from _wrong(ctx, total, pairs, money=money)
        return


def _sum(pairs: _Pairs) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for count, price in pairs:
        total = total + span(count.quantity).times(price.quantity.interval())
    return total


def _besides(rest: list[Fact]) -> Iterator[Decimal]:
    """Yield what a total may hold besides the products: nothing, or amounts told beside them."""
    yield Decimal(0)
    money = [base(f.quantity) for f in rest if f.quantity.dimension == "元"]
    yield from money
    yield from (one + other for one, other in combinations(money, 2))


def _holds(
    total: Quantity, pairs: _Pairs, *, money: bool, more: Decimal = _NOTHING
) -> bool:  # fmt: skip
    exact = sum((base(c.quantity) * base(p.quantity) for c, p in pairs), Decimal(0))
    made = _sum(pairs) + Interval(more, more) if money else Interval(exact, exact)
    factors = [Decimal(1), *(() if money else _POWERS)]
    return any(made.times(Interval(f, f)).meets(total.interval()) for f in factors)


def _wrong(ctx: Context, total: Fact, pairs: _Pairs, *, money: bool) -> Iterator[Finding]:
    value = sum((base(c.quantity) * base(p.quantity) for c, p in pairs), Decimal(0))
    if not money:  # kilometres times metres
        value = min((value * f for f in (Decimal(1), *_POWERS)), key=lambda v: abs(v - base(total.quantity)))  # fmt: skip
    added = "+".join(f"{said(count)}×{said(price)}" for count, price in pairs)
    mended = mend([total.quantity], lambda q: _holds(q[0], pairs, money=money))
    for found in conflict(
        ctx, "N179", cite(total), value,
        f"{added}={shown(value, total.quantity)}，报告“{spoken(total)}”写{said(total)}",
        others=[cite(fact) for pair in pairs for fact in pair],
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words([total.quantity]) if mended else "")
        yield found
