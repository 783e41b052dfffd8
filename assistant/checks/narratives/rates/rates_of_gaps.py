"""N: rates of a difference that stands right before them (核减率, 缺口率, 追加比例, 溢价率).

Such a rate is the difference over what there was before; the common slip takes the other end.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.explaining.other_base import WRONG_BASE
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, said, shown
from assistant.checks.narratives.in_a_row import alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.left_over.two_before import differ
from assistant.checks.narratives.rates.gaps_in_turn import gaps_in_turn
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_DOWN = "节约|节[水电气油能煤]|欠[收缴拨付]|少收|节支|节省|节余|结余|核减|审减|缺口|短缺|折价|调减|压减|压缩|下浮|降价|短收|损耗|损失|减少|下降|降低|降|减"
_UP = (
    "核增|审增|超支|超额|超标|超编|超收|超|溢价|追加|增加|增长|调增|上浮|上涨|上升|提高|涨价|涨|增"
)
_RATE = re.compile(
    rf"(?P<own>[^，。；：、（）\d]{{0,4}}?)(?P<kind>(?P<down>{_DOWN})|(?P<up>{_UP})|调整)"
    r"(?:率|幅度?|比例)(?:约?为|达到?|是|仅)?$"
)
_CHANGED = re.compile(
    r"(?P<own>)(?P<kind>(?P<down>下降|降低|减少)|(?P<up>增长|上升|提高|增加))了?$"
)
_MAY_BE = re.compile("率|幅|比例|下降|降低|减少|增长|上升|提高|增加")
_OF_ALL = re.compile("综合|平均|总|累计|整体|合计|均|其中|年")
_END = r"(?:了|资金|金额|额|数量?|为|达|约|出)*$"
_LESS = re.compile(rf"(?:{_DOWN}|少|低于?[^\d]{{0,8}}|低|差|欠)(?:支出|投资|人员)?{_END}")
_MORE = re.compile(
    rf"(?:{_UP}|多|高|超过?(?:出)?[^\d]{{0,8}}|高于?[^\d]{{0,8}}|追加)(?:预算|支出|投资)?{_END}"
)
_BY_HOW_MUCH = re.compile(
    r"(?:每[一-龥]{1,2}|实际|全年)?(?:同比|环比|[比较](?!例)[^，、\d]{1,8}?|(?=超|低于|高于|多于|少于))"
    rf"(?:净?(?:{_DOWN}|{_UP}|多|少|高|低)[^，、\d]{{0,8}}|[低高多少]于[^，、\d]{{2,8}}){_END}"
)
"""A clause that says no more than by how much: 同比减少, 超目标, 每斤比上年低."""
_BEFORE = re.compile(
    r"控制|限价|预算|概算|估算|送审|报审|报价|标底|底价|原|计划|目标|任务|上年|去年|上期|同期|年初|期初|应|标准|限额|指标"
)
_MOST, _NEAR = 8, 4


class _Told(NamedTuple):
    """A rate and its difference, ``near`` where it stands right before; ``down``: less is left."""

    rate: Fact
    gap: Fact
    down: bool
    words: str
    near: bool


@rule("N171", name="差额比率与差额、原数不符", severity="warning", source="DOMAIN §8 比率")
def rates_of_gaps(ctx: Context) -> Iterator[Finding]:
    """查什么：“目标650万人次，实际623.8万人次，缺口26.2万人次，缺口率4.03%”“送审180万元，审定172.8万元，核减7.2万元，核减率4%”“较年初预算1286.4万元追加126.35万元，追加比例9.82%”，差额的比率应等于差额除以变动前的数（预算、目标、送审数、底价、上年数），不是除以变动后的数。

    为什么：底数用错，比率就偏高或偏低，是这类句子最常见的错误。
    举例：缺口26.2万人次，除以目标650万人次是4.03%；写成4.20%，是除以实际数623.8万人次得来的。
    怎样改：以变动前的数为底数重新计算比率。
    何时不报：差额与前面的数对不上；看不出哪个是变动前的数；比率是差额与本段另一个数之比；说的是几项综合的比率。
    """
    for row in ctx.once(rows):
        if "%" not in row.words or not _MAY_BE.search(row.words):
            continue
        yield from gaps_in_turn(ctx, row.figures)
        for number, rate in enumerate(row.figures):
            if rate.quantity.unit == "%" and number and (told := _told(row.figures, number)):
                yield from _checked(ctx, told, row.figures[:number])


def _told(figures: list[Fact], number: int) -> _Told | None:
    """Return a rate with the difference that it is of, if this figure is such a rate."""
    rate, clause = figures[number], clause_of(figures[number])
    named = _RATE.search(clause)
    match = named or _CHANGED.fullmatch(clause)
    if match is None or _OF_ALL.search(match["own"]):
        return None
    if not named and (number < 2 or is_plain(figures[number - 2])):
        return None  # a growth right behind its two figures is checked as one
    gap = figures[number - 1]
    if not (_is_gap(gap, rate) and _JOINED.fullmatch(between(gap, rate))):
        return _by_kind(figures[:number], rate, match)
    words = clause_of(gap)
    less, more = _LESS.search(words), _MORE.search(words)
    down = bool(match["down"]) if match["down"] or match["up"] else bool(less)
    if not (less if down else more):
        return _by_kind(figures[:number], rate, match)
    return _Told(rate, gap, down, match.group(), near=True)


def _by_kind(before: list[Fact], rate: Fact, match: re.Match[str]) -> _Told | None:
    """Return the difference of a rate's own name further off: “追加96万元，达736万元，追加比例15%”."""
    own = [
        f for f in before[-_NEAR:]
        if _is_gap(f, rate) and re.search(rf"{match['kind']}{_END}", clause_of(f))
    ]  # fmt: skip
    distinct = match["down"] or match["up"]
    if len(own) != 1 or not distinct or len(match["kind"]) < 2:
        return None
    return _Told(rate, own[0], bool(match["down"]), match.group(), near=False)


_JOINED = re.compile(r"(?:/[一-龥]{1,3})?[，、（]?[^，。；：、（）\d]{1,10}")


def _is_gap(gap: Fact, rate: Fact) -> bool:
    quantity = gap.quantity
    return (
        gap.quote == rate.quote
        and rate.quantity.comparator == "=" and rate.quantity.known()
        and quantity.comparator == "=" and quantity.known() and base(quantity) > 0
        and quantity.unit not in ("%", "‰", "百分点", "")
    )  # fmt: skip


def _checked(ctx: Context, told: _Told, sentence: list[Fact]) -> Iterator[Finding]:
    gap = told.gap
    others = [f for f in sentence if f is not gap and is_plain(f) and alike(f, gap)]
    before = [f for f in others if base(f.quantity) > 0][-_MOST:]
    ends = _two_ends(told, before)
    if ends is not None:
        ctx.look(told.rate.place)
        yield from _with_both(ctx, told, *ends, before)
    elif told.near and before and before[-1].quote == gap.quote and _of_one(gap, before[-1]):
        ctx.look(told.rate.place)
        yield from _with_one(ctx, told, before[-1], before[:-1])


def _of_one(gap: Fact, end: Fact) -> bool:
    """Tell whether a difference is one of the figure before it: 同比减少2万元, 比底价80元溢价3元."""
    return bool(_BY_HOW_MUCH.fullmatch(clause_of(gap))) or _is_base(gap, end)


_EARLIER = re.compile("上年|去年|上期|同期|同比|环比|年初|期初")


def _meant(gap: Fact, end: Fact) -> bool:
    """Tell whether what a difference is held against is the figure before it: no 预算 of 上年."""
    words, named = clause_of(gap), clause_of(end)
    if _is_base(gap, end):
        return True
    return bool(_EARLIER.search(words)) == bool(_EARLIER.search(named))


def _is_base(gap: Fact, end: Fact) -> bool:
    than = re.search(r"(?:[比较]|[高低]于)[^，。；：、\d]{0,12}$", clause_of(end))
    return bool(than) and bool(
        re.fullmatch(r"(?:/[一-龥]{1,3})?[^，。；：、（）\d]{1,6}", between(end, gap))
    )


def _two_ends(told: _Told, before: list[Fact]) -> tuple[Fact, Fact] | None:
    """Return what there was and what there is, the nearest two that the difference is of."""
    pairs = [
        (one, other)
        for place, other in enumerate(before)
        for one in before[:place]
        if differ((told.gap.quantity, one.quantity, other.quantity))
    ]
    if not pairs:
        return None
    small, large = sorted(pairs[-1], key=lambda f: base(f.quantity))
    return (large, small) if told.down else (small, large)


def _with_both(
    ctx: Context, told: _Told, was: Fact, now: Fact, before: list[Fact]
) -> Iterator[Finding]:
    others = [span(f.quantity) for f in before if f not in (was, now)]
    if _meets(told, span(was.quantity)) or any(_meets(told, each) for each in others):
        return
    wrong = _meets(told, span(now.quantity))
    if wrong and _BEFORE.search(clause_of(now)) and not _BEFORE.search(clause_of(was)):
        return  # the words say otherwise which of the two came first
    yield from _conflict(ctx, told, base(was.quantity), said(was), [was, now])


def _with_one(ctx: Context, told: _Told, end: Fact, others: list[Fact]) -> Iterator[Finding]:
    """Check “实际142.6元，超目标7.6元，超幅5.63%”: the target is what both leave."""
    gap = span(told.gap.quantity)
    ways = [span(f.quantity) for f in others]
    now_or_was = [span(f.quantity) for f in others if not _BEFORE.search(clause_of(f))]
    ways += [way for each in now_or_was for way in (each + gap, each.minus(gap))]
    if any(_meets(told, each) for each in ways):
        return
    if _BEFORE.search(clause_of(end)) or _is_base(told.gap, end):
        if _meant(told.gap, end) and not _meets(told, span(end.quantity)):
            yield from _conflict(ctx, told, base(end.quantity), said(end), [end])
        return
    now, sign = span(end.quantity), "+" if told.down else "-"
    was = now + gap if told.down else now.minus(gap)
    value = base(end.quantity) + (1 if told.down else -1) * base(told.gap.quantity)
    if value <= 0 or _meets(told, was):
        return
    words = f"（{said(end)}{sign}{said(told.gap)}）"
    for found in _conflict(ctx, told, value, words, [end]):
        if _meets(told, now):
            rate = f"{said(told.gap)}÷{said(end)}={said(told.rate)}"
            found.explanation = (
                f"{WRONG_BASE}（{rate}，应除以变动前的{shown(value, end.quantity)}）。"
            )
        yield found


def _meets(told: _Told, whole: Interval) -> bool:
    quotient = span(told.gap.quantity).over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(told.rate.quantity.interval())


def _conflict(
    ctx: Context, told: _Told, whole: Decimal, words: str, others: list[Fact]
) -> Iterator[Finding]:
    rate, gap = told.rate, told.gap
    value = base(gap.quantity) / whole * 100
    value = value.quantize(rate.quantity.precision or Decimal(1))
    yield from conflict(
        ctx, "N171", cite(rate), value,
        f"{said(gap)}÷{words}={value}%，报告写{told.words}{said(rate)}",
        others=[cite(gap), *map(cite, others)],
    )  # fmt: skip
