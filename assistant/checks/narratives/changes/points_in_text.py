"""N: percent and percentage points: amounts grow by percent, rates by points."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.mentions import REACH, cite, is_amount, left_of, said
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval


@rule("N146", name="百分比与百分点混用", severity="warning", source="DOMAIN §8 增减")
def percent_or_points(ctx: Context) -> Iterator[Finding]:
    """查什么：两个金额（数量）比出来的增幅应写“增长4.5%”，不写“4.5个百分点”；两个比率相减的差应写“提高2.8个百分点”，不写“2.8%”。

    为什么：百分点只用于比率之间的差，混用会差出几倍。
    举例：由28400人增加到32518人，增长14.5%，写成“增长14.5个百分点”不对。
    怎样改：金额、数量的增幅改为“%”，比率之差改为“个百分点”。
    何时不报：前面没有能算出这个数的两个金额或两个比率；比率与增幅之间隔着金额，说的可能是金额的增幅。
    """
    for group in ctx.paragraphs:
        for number, change in enumerate(group):
            left = left_of(change)
            if change.quantity.unit == "百分点" and _RATE.search(left) and not _THAN.search(left):
                yield from _rate_in_points(ctx, change)
                continue
            apart = change.quantity.unit == "%" and _APART.search(left)
            if (change.aspect != "growth" and not apart) or change.quantity.comparator != "=":
                continue
            before = group[max(0, number - 2 * REACH) : number]
            before = before if _behind_amount(change, before) else before[-REACH:]
            if change.quantity.unit == "百分点":
                yield from _points(ctx, change, before)
            elif change.quantity.unit == "%":
                yield from _percent(ctx, change, before)


_RATE = re.compile(
    r"(?:[执进完到支覆调整率]率|[一-龥]{2}率|占比|满意度)(?:为|达到?|是|[由从](?:上年|去年)?的?)?$"
)


_THAN = re.compile(
    r"(?:[高低优好多少大小快慢]于|[高低多少]出|超[过出]|不[及如]|[比较])[^，。；\d]{1,16}$"
)
"""What stands in points behind these is by how much two rates differ: “低于整体执行率12.74个百分点”."""


def _rate_in_points(ctx: Context, rate: Fact) -> Iterator[Finding]:
    """Report a rate itself that is told in points: “调整率5.61个百分点”."""
    ctx.look(rate.place)
    number = said(rate).removesuffix("百分点")
    yield finding(
        ctx, "N146", rate.place,
        f"{rate.quantity.text}是比率本身，应写{number}%；百分点只用于两个比率之差。",
        items=[cite(rate)], found=rate.quantity.text, expected=f"{number}%", clerical=True,
    )  # fmt: skip


def _behind_amount(change: Fact, before: list[Fact]) -> bool:
    """Tell whether a change follows the same change in amount: “减少6起，下降30个百分点”."""
    if not before or before[-1].aspect != "growth" or before[-1].quote != change.quote:
        return False
    return before[-1].quantity.dimension not in ("%", "百分点")


def _points(ctx: Context, change: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Report points where two amounts give the percent, and no rate stands before."""
    behind = _behind_amount(change, before)
    if not behind and any(f.quantity.unit == "%" for f in before if f.quote == change.quote):
        return
    pairs = [*combinations([f for f in before if is_amount(f)], 2), *_with_change(before)]
    pairs = [(a, b) for a, b in pairs if a.quantity.dimension == b.quantity.dimension]
    if not pairs:
        return
    ctx.look(change.place)
    made = [(a, b) for a, b in pairs if _grown(a, b, change) or _grown(b, a, change)]
    if made and (behind or significant(change.quantity) >= 2):
        yield _mixed(ctx, change, made[-1], "%")


def _with_change(before: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield what is now and what was, where only the change in amount is told."""
    for now, step in combinations(before, 2):
        told = step.aspect == "growth" and is_amount(now) and step.quantity.value is not None
        if not told or now.quantity.value is None or now.quantity.unit != step.quantity.unit:
            continue
        for sign in (1, -1):
            was = now.quantity.value - sign * (step.quantity.value or Decimal(0))
            if was > 0:
                yield (
                    now,
                    now.model_copy(
                        update={"quantity": now.quantity.model_copy(update={"value": was})}
                    ),
                )


def _grown(after: Fact, was: Fact, change: Fact) -> bool:
    gap = span(after.quantity).minus(span(was.quantity)).over(span(was.quantity))
    if gap is None:
        return False
    percent, told = gap.times(HUNDRED), change.quantity.interval()
    return percent.meets(told) or percent.meets(Interval(-told.high, -told.low))


def _percent(ctx: Context, change: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Report percent where two rates differ by just so many points."""
    rates = [f for f in before if f.quantity.unit == "%" and f.quantity.known()
             and f.aspect in ("rate", "value", "change_to", "share")
             and f.quantity.comparator == "=" and f.quote == change.quote][-2:]  # fmt: skip
    if rates and before[-1] is rates[-1] and _of_rate(rates[-1], change, before):
        ctx.look(change.place)
        yield _of_a_rate(ctx, change, rates[-1])
        return
    if len(rates) < 2 or before[-1] is not rates[-1] or not change.quantity.value:
        return
    ctx.look(change.place)
    first, second = rates
    gap = abs(base(first.quantity) - base(second.quantity))
    if gap == base(change.quantity):
        yield _mixed(ctx, change, (second, first), "个百分点")


_APART = re.compile(r"(?:，(?:相差|少|多)|[高低])(?:出|了)?$")
_COMPARED = re.compile(
    r"，[比较](?:上年|去年|上期|年初)(?:同期|末)?(?:提高|提升|上升|下降|降低)了?$"
)
_DOING = re.compile(r"[执完]|支付|到位|进度|控制|增")


def _of_rate(rate: Fact, change: Fact, before: list[Fact]) -> bool:
    """Tell whether a rate is what rose: “水质达标率94.4%，比上年提高1.9%”, no amount beside it.

    What is done of a plan may be told between an amount and its own growth.
    """
    words = left_of(change)
    own = re.split(
        "[，。；：]", words.removesuffix(last[0]) if (last := _COMPARED.search(words)) else ""
    )
    named = re.search(r"(?:率|占比|满意度)(?:为|达到?)?$", own[-1].removesuffix(rate.quantity.text))
    money = any(f.quantity.dimension == "元" for f in before if f.quote == rate.quote)
    alone = rate.aspect in ("rate", "share") and rate.quantity.comparator == "="
    return bool(last and named and alone and not money and not _DOING.search(rate.measure[-4:]))


def _of_a_rate(ctx: Context, change: Fact, rate: Fact) -> Finding:
    number = said(change).removesuffix("%")
    return finding(
        ctx, "N146", change.place,
        f"“{spoken(rate)}”{said(rate)}是比率，与上年比率之差应写{number}个百分点，不写{said(change)}。",
        items=[cite(change), cite(rate)], found=change.quantity.text,
        expected=f"{number}个百分点", clerical=True,
    )  # fmt: skip


def _mixed(ctx: Context, change: Fact, pair: tuple[Fact, Fact], unit: str) -> Finding:
    number = said(change).removesuffix("%").removesuffix("百分点")
    kind = "两个数量的增减幅度" if unit == "%" else "两个比率之差"
    return finding(
        ctx, "N146", change.place,
        f"{change.quantity.text}是{kind}（{said(pair[1])}、{said(pair[0])}），应写{number}{unit}。",
        items=[cite(change), *(cite(f) for f in pair)], found=change.quantity.text,
        expected=f"{number}{unit}", clerical=True,
    )  # fmt: skip
