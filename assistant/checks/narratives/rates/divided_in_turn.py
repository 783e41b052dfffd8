"""N: lists told in turn that divide one by one: 预算分别为a、b、c，支出分别为d、e、f，执行率分别为p、q、r."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import alike, is_plain
from assistant.checks.narratives.lists_told import Listing, told_in_turn
from assistant.checks.registry import rule
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_CODE = "N186"
_LEAST, _TELLING, _SEVERAL, _ALL = 2, 3, 3, 100
_CHANGE = re.compile(r"增长|上升|下降|减少|降低|提高|增幅|降幅|下浮|节约|节支")
_SHARE = re.compile(r"占|进度|率|完成|达到")
Operands = tuple[list[Fact], list[Fact]]


@rule(_CODE, name="分别列出的比率与所列各数不对应", severity="warning", source="DOMAIN §8 分别为")
def divided_in_turn(ctx: Context) -> Iterator[Finding]:
    """查什么：“预算分别为a、b、c，支出分别为d、e、f，执行率分别为p、q、r”，比率应逐项等于对应两数相除；“各季度累计支出分别为a、b、c、d，执行进度分别为p、q、r、s”，各项应推算出同一个总数。

    为什么：几列数按同一次序列出，就要一项一项对应。
    举例：1486.33、3812.46、6025.70万元对应16.23%、41.64%、65.81%，第二项写成46.14%，与其余各项推算的总数对不上。
    怎样改：按次序核对各项后更正。
    何时不报：几列个数不同；有一种算法各项都相符；不止一项不符（可能另有口径）；比率只有一两位数字。
    """
    for row, found in told_in_turn(ctx):
        if len(found) < _LEAST or "%" not in row.words:
            continue
        for number, rates in enumerate(found):
            if _are_rates(rates.figures):
                yield from _divided(ctx, rates, [f.figures for f in found[:number]])


def _are_rates(figures: list[Fact]) -> bool:
    exact = all(f.quantity.unit == "%" and f.quantity.comparator == "=" for f in figures)
    telling = [f for f in figures if significant(f.quantity) >= _TELLING]
    others = [f for f in figures if f not in telling]
    return exact and len(telling) >= _LEAST and all(f.quantity.value == _ALL for f in others)


def _divided(ctx: Context, rates: Listing, ahead: list[list[Fact]]) -> Iterator[Finding]:
    lists = [
        figures for figures in ahead
        if len(figures) == len(rates.figures) and all(map(is_plain, figures))
        and all(base(f.quantity) for f in figures)
    ]  # fmt: skip
    if not lists:
        return
    ctx.look(rates.figures[0].place)
    pairs = [(a, b) for a, b in permutations(lists, 2) if alike(a[0], b[0])]
    if pairs:
        yield from _by_pairs(ctx, rates.figures, pairs)
    elif len(lists) == 1:
        yield from _of_one_whole(ctx, rates.figures, lists[0])


def _fits(rate: Fact, part: Fact, whole: Fact) -> bool:
    """Tell whether a rate is a part of a whole, or the change from the whole to the part."""
    one, other, told = span(part.quantity), span(whole.quantity), rate.quantity.interval()
    quotient = one.over(other)
    change = one.minus(other).over(other)
    if quotient is None or change is None:
        return False
    less = Interval(Decimal(-100), Decimal(-100))
    return any(
        each.meets(told)
        for each in (quotient.times(HUNDRED), change.times(HUNDRED), change.times(less))
    )


def _by_pairs(ctx: Context, rates: list[Fact], pairs: list[Operands]) -> Iterator[Finding]:
    right = [[_fits(r, a, b) for r, a, b in zip(rates, *pair, strict=True)] for pair in pairs]
    if any(all(fits) for fits in right):
        return
    best = max(right, key=sum)
    odd = [number for number, fits in enumerate(best) if not fits]
    if len(odd) != 1 or sum(sum(fits) == sum(best) for fits in right) > 1:
        return
    which, (parts, wholes) = odd[0], pairs[right.index(best)]
    rate, part, whole = rates[which], parts[which], wholes[which]
    value = base(part.quantity) / base(whole.quantity) * 100
    other = 1 if which == 0 else 0
    if not _is_quotient(rates[other], parts[other], wholes[other]):
        value = abs(value - 100)
        words = f"{said(whole)}与{said(part)}相差{rounded(value)}%"
    else:
        words = f"{said(part)}÷{said(whole)}={rounded(value)}%"
    yield from conflict(
        ctx, _CODE, cite(rate), Decimal(rounded(value)),
        f"按所列次序，{words}，报告第{which + 1}项写{said(rate)}，其余各项相符",
        others=[cite(part), cite(whole)],
    )  # fmt: skip


def _is_quotient(rate: Fact, part: Fact, whole: Fact) -> bool:
    quotient = span(part.quantity).over(span(whole.quantity))
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())


def _of_one_whole(ctx: Context, rates: list[Fact], parts: list[Fact]) -> Iterator[Finding]:
    """Check rates of one whole: all but one item must make the same, and a told one at that."""
    words = left_of(rates[0])[-_REACH:]
    if len(rates) < _SEVERAL or not _SHARE.search(words) or _CHANGE.search(words):
        return
    wholes = [_whole(p, r) for p, r in zip(parts, rates, strict=True)]
    if any(w is None for w in wholes):
        return
    known = [w for w in wholes if w is not None]
    if all(a.meets(b) for a, b in combinations(known, 2)):
        return
    odd = [n for n in range(len(known)) if _agree([w for m, w in enumerate(known) if m != n])]
    if len(odd) != 1:
        return
    which = odd[0]
    rest = [w for n, w in enumerate(known) if n != which]
    low, high = max(w.low for w in rest), min(w.high for w in rest)
    if not _told(ctx, parts[0], Interval(low, high)):
        return
    value = base(parts[which].quantity) / ((low + high) / 2) * 100
    yield from conflict(
        ctx, _CODE, cite(rates[which]), Decimal(rounded(value)),
        f"按其余各项推算的总数，{said(parts[which])}对应{rounded(value)}%，报告第{which + 1}项写{said(rates[which])}",
        others=[cite(part) for part in parts],
    )  # fmt: skip


_REACH = 16


def _whole(part: Fact, rate: Fact) -> Interval | None:
    return span(part.quantity).times(HUNDRED).over(rate.quantity.interval())


def _agree(wholes: list[Interval]) -> bool:
    return all(a.meets(b) for a, b in combinations(wholes, 2))


def _told(ctx: Context, part: Fact, whole: Interval) -> bool:
    """Tell whether the whole that the items make is a figure of the pack."""
    dimension = part.quantity.dimension
    return any(
        kind == dimension and whole.low <= value <= whole.high for kind, value in ctx.told_at
    )
