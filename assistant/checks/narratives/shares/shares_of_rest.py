"""N: the share of the rest, and those told before it: together they are all."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import Row, alike, clause_of, is_plain, rows
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_REST = re.compile(
    r"(?:余下|剩下|剩余|其余|另外)(?![^，。；]*中)[^，。；：、（）\d]{0,8}(?:，[^，。；：、（）\d]{0,2}占[^，。；：、（）\d]{0,4})?$"
)
_SHARE = re.compile(r"占[^，。；：、（）\d]{0,12}$")
_TELLING, _MOST, _FEW = 3, 6, 3
_ALL = Decimal(100)


@rule("N211", name="其余所占比例与前面的合不成100%", severity="warning", source="DOMAIN §8 占比")
def shares_of_rest(ctx: Context) -> Iterator[Finding]:
    """查什么：“基本支出……，占57.9%，项目支出……，占的是余下的42.1%”，其余所占的比例加上前面各项的比例应为100%。

    为什么：写明是“余下的”“其余”，各项之和就是全部。
    举例：前面写占58.8%，余下的写42.1%，合计100.9%，有一个写错。
    怎样改：按各项金额（数量）重新计算占比后更正。
    何时不报：前面没有写占比；“其余”说的是别的事；前面几项中的后几项与它合成100%；差在四舍五入之内。
    """
    for row in ctx.once(rows):
        if "占" not in row.words or not re.search("余|剩|另外", row.words):
            continue
        for number, rate in enumerate(row.figures):
            if _is_share(rate) and _REST.search(left_of(rate)):
                yield from _checked(ctx, row, number)


def _is_share(fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.unit == "%" and quantity.comparator == "=" and quantity.known()
        and significant(quantity) >= _TELLING
    )  # fmt: skip


def _is_part(fact: Fact) -> bool:
    return fact.quantity.unit == "%" and fact.quantity.known()


def _checked(ctx: Context, row: Row, number: int) -> Iterator[Finding]:
    rest, before = row.figures[number], row.figures[:number]
    shares = [f for f in before if f.quantity.unit == "%" and _SHARE.search(clause_of(f))]
    if not shares or not all(map(_is_share, shares)):
        return
    ctx.look(rest.place)
    total = rest.quantity.interval()
    behind = [f for f in row.figures[number + 1 :] if _is_part(f)][:_FEW]
    for share in reversed(shares[-_MOST:]):
        total += share.quantity.interval()
        sums = accumulate((f.quantity.interval() for f in behind), Interval.__add__, initial=total)
        if any(each.meets(HUNDRED) for each in sums):
            return  # 其余为事业收入，占6.5%，和其他收入1.5%
    if len(shares) == 1:
        yield from _of_two(ctx, row, shares[0], rest)
    elif (mended := mend([rest.quantity, *(f.quantity for f in shares)], _make_all)) is not None:
        value = _ALL - sum(base(f.quantity) for f in shares)
        if value > 0 and not mended.moved_point:
            yield from _all_told(ctx, shares, rest, value)


def _make_all(shares: Sequence[Quantity]) -> bool:
    return add_spans(shares).meets(HUNDRED)


def _all_told(ctx: Context, shares: list[Fact], rest: Fact, value: Decimal) -> Iterator[Finding]:
    added = "、".join(said(f) for f in shares)
    yield from conflict(
        ctx, "N211", cite(rest), value, f"前面占{added}，余下的应占{show(value, '%')}，报告写{said(rest)}",
        others=[cite(f) for f in shares],
    )  # fmt: skip


def _of_two(ctx: Context, row: Row, share: Fact, rest: Fact) -> Iterator[Finding]:
    """Report the one of two shares that its amount belies; the rest where none is told."""
    parts = _amounts(row, share, rest)
    if parts is None:
        yield from _all_told(ctx, [share], rest, _ALL - base(share.quantity))
        return
    both = span(parts[0].quantity) + span(parts[1].quantity)
    pairs = list(zip((share, rest), parts, strict=True))
    wrong = [(rate, part) for rate, part in pairs if not _fits(rate, span(part.quantity), both)]
    if len(wrong) != 1:
        return
    rate, part = wrong[0]
    total = sum(base(each.quantity) for each in parts)
    value = Decimal(rounded(base(part.quantity) / total * 100))
    added = "+".join(said(each) for each in parts)
    yield from conflict(
        ctx, "N211", cite(rate), value,
        f"{said(part)}÷（{added}）={value}%，报告写{said(rate)}，两项占比合不成100%",
        others=[cite(f) for f in (*parts, rest if rate is share else share)],
    )  # fmt: skip


def _amounts(row: Row, share: Fact, rest: Fact) -> tuple[Fact, Fact] | None:
    """Return the amounts of which two shares are told, each right before its share."""
    places = [f.place for f in row.figures]
    first, second = (row.figures[places.index(f.place) - 1] for f in (share, rest))
    told = places.index(share.place) > 0 and is_plain(first) and is_plain(second)
    return (first, second) if told and alike(first, second) else None


def _fits(rate: Fact, part: Interval, whole: Interval) -> bool:
    quotient = part.over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())
