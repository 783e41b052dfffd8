"""N: products that a text writes out with signs (8147人×100元×12个月＝977.64万元), and their sums."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, right_of, said, shown
from assistant.checks.narratives.in_a_row import NUMBERS, sentences_with
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_SIGN = re.compile("[×*✕xX╳]")
_FEWEST = 3
_TIMES = re.compile(
    r"^(?:[/／每][^，。；、：（）()+\-÷\d]{1,4})?[×*✕xX╳][^，。；、：（）()+\-÷\d]{0,3}$"
)
_MAKES = re.compile(
    r"^(?:[/／每][^，。；、：（）()+\-÷\d]{1,4})?(?:[=＝]|，?(?:合计|共计|共|计|总计))$"
)
_SUM = re.compile(
    r"(?:[，；](?:以上|上述)?(?:(?P<count>[两二三四五六七八九])[项者类笔])?(?:合计|共计|小计|总计|计))$"
)
_ONE = Interval(Decimal(1), Decimal(1))
_POWERS = [Decimal(10) ** n for n in (-4, -3, 3, 4)]
"""Metres times kilometres, kilogrammes told in tons: products of units that differ."""


class _Chain(NamedTuple):
    """Figures multiplied with each other, and the number behind the last of them."""

    figures: list[Fact]
    stop: int

    def span(self) -> Interval:
        product = _ONE
        for fact in self.figures:
            factor = span(fact.quantity)
            part = Decimal("0.01") if fact.quantity.unit == "%" else Decimal(1)
            product = product.times(factor).times(Interval(part, part))
        return product

    def value(self) -> Decimal:
        product = Decimal(1)
        for fact in self.figures:
            product *= base(fact.quantity) / (100 if fact.quantity.unit == "%" else 1)
        return product

    def words(self) -> str:
        return "×".join(said(fact) for fact in self.figures)


@rule("N178", name="算式的积与写出的结果不符", severity="error", source="DOMAIN §8 比率")
def multiplied(ctx: Context) -> Iterator[Finding]:
    """查什么：“8147人×100元/月×12个月＝977.64万元”“帐篷120顶×1580元、棉被800床×135元，两项小计29.76万元”，写出算式的，积（或各积之和）应等于写出的结果。

    为什么：算式和结果写在一起，谁都会照着算一遍。
    举例：8147×100×12=9776400元，写成997.64万元不符。
    怎样改：核对算式各数和结果后更正。
    何时不报：算式里有加减号、括号；结果写“约”；只差单位换算的十的倍数。
    """
    written = sentences_with(ctx, _SIGN)
    for row in ctx.whole_sentences if written else ():
        if len(row) < _FEWEST or not any(fact.quote in written for fact in row):
            continue
        chains = list(_chains(row))
        for chain in chains:
            yield from _own_result(ctx, chain, row)
        yield from _added(ctx, chains, row)


def _gap(first: Fact, second: Fact) -> str:
    """Return the words between two figures that follow each other, with the sign of the second."""
    ahead = left_of(second)
    return ahead.rpartition(first.quantity.text)[2] if first.quote == second.quote else "。"


def _chains(row: list[Fact]) -> Iterator[_Chain]:
    chain = [row[0]]
    for number, fact in enumerate(row[1:], 1):
        if _TIMES.match(_gap(chain[-1], fact)) and fact.quantity.known():
            chain.append(fact)
            continue
        if len(chain) > 1 and _is_whole(chain):
            yield _Chain(chain, number)
        chain = [fact]
    if len(chain) > 1 and _is_whole(chain):
        yield _Chain(chain, len(row))


def _is_whole(chain: list[Fact]) -> bool:
    """Tell whether a chain is all of its product: no bracket, sum or quotient around it."""
    exact = all(f.quantity.known() and f.quantity.comparator == "=" for f in chain)
    ahead, behind = left_of(chain[0]), right_of(chain[-1])
    return (
        exact
        and not re.search(r"[×*✕xX╳+\-÷）)(（][^，。；、：\d]{0,4}$", ahead)
        and not re.match(r"[+\-÷×*(（]", behind)
    )


def _own_result(ctx: Context, chain: _Chain, row: list[Fact]) -> Iterator[Finding]:
    if chain.stop >= len(row):
        return
    told = row[chain.stop]
    words = _gap(chain.figures[-1], told) + ("=" if told.quantity.raw[:1] in "=＝" else "")
    if not _MAKES.match(words) or not told.quantity.known() or told.quantity.comparator != "=":
        return
    ctx.look(told.place)
    yield from _differs(ctx, told, [chain])


def _added(ctx: Context, chains: list[_Chain], row: list[Fact]) -> Iterator[Finding]:
    """Check “120顶×1580元、800床×135元，两项小计29.76万元”."""
    if len(chains) < 2 or chains[-1].stop >= len(row):
        return
    for told in row[chains[-1].stop : chains[-1].stop + 2]:
        counted = _SUM.search(left_of(told))
        if counted is None or told.quantity.dimension != "元" or told.quantity.comparator != "=":
            continue
        many = NUMBERS[counted["count"]] if counted["count"] else len(chains)
        if many == len(chains) and _side_by_side(chains):
            ctx.look(told.place)
            yield from _differs(ctx, told, chains)


def _side_by_side(chains: list[_Chain]) -> bool:
    """Tell whether only 、 and words stand between the products of a list."""
    gaps = (_gap(one.figures[-1], other.figures[0]) for one, other in pairwise(chains))
    return all(
        re.fullmatch(r"[^，。；：\d]*[、和及与][^，。；：\d]*|，[^，。；：\d]{1,12}", gap)
        for gap in gaps
    )


def _differs(ctx: Context, told: Fact, chains: list[_Chain]) -> Iterator[Finding]:
    total = _sum(chains)
    wanted = told.quantity.interval()
    if total.meets(wanted):
        return
    if told.quantity.dimension != "元" and any(
        total.times(Interval(power, power)).meets(wanted) for power in _POWERS
    ):  # fmt: skip
        return
    value = sum((chain.value() for chain in chains), Decimal(0))
    words = "+".join(chain.words() for chain in chains)
    others = [cite(fact) for chain in chains for fact in chain.figures]
    yield from conflict(
        ctx, "N178", cite(told), value,
        f"{words}={shown(value, told.quantity)}，报告写{said(told)}", others=others,
    )  # fmt: skip


def _sum(chains: list[_Chain]) -> Interval:
    total = chains[0].span()
    for chain in chains[1:]:
        total = total + chain.span()
    return total
