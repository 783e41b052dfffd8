"""N: stated growth, from two figures and in step with itself."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.explaining.unlikely import borne_out
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import rounded, show, written
from assistant.checks.mentions import (
    cite,
    left_of,
    pointed,
    said,
    shown,
    this_year,
)
from assistant.checks.narratives.changes.other_yardsticks import made_by_another
from assistant.checks.narratives.in_a_row import clause_of
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity

_HUNDRED = Decimal(100)


@rule("N104", name="增减幅度与前后两数不符", severity="error", source="DOMAIN §8 增减")
def growths(ctx: Context) -> Iterator[Finding]:
    """查什么：“由x增加到y，增长p%”“y，比上年x增长p%”，用两个数重算幅度并核对增减方向。

    为什么：幅度和方向都由两个数决定。
    举例：由80户增加到100户，应为增长25%；写“下降25%”或“增长20%”都不对。
    怎样改：按两个数重新计算后更正。
    何时不报：只写了幅度没写基数；写的是几年的年均增幅；差在四舍五入之内。
    """
    parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    for relation in ctx.relations:
        if relation.kind == "growth" and relation.stated and not _yearly(relation.stated):
            if relation.parts[0].place in parts or _IN_TURN.search(left_of(relation.stated)[-16:]):
                continue  # a list's last part, or one of several in turn: N200 and N201 read these
            if _shared_out(ctx, relation.whole, relation.parts[0], relation.stated):
                continue
            before, after = relation.whole.quantity, relation.parts[0].quantity
            rate = _rate_too(ctx, relation.stated)
            if rate is not None:
                yield from growth_conflict(ctx, "N104", rate, Item(f"“{spoken(relation.whole)}”", before),
                                           Item(f"“{spoken(relation.parts[0])}”", after))  # fmt: skip
            found = growth_conflict(ctx, "N104", relation.stated, Item(f"“{spoken(relation.whole)}”", before),
                                    Item(f"“{spoken(relation.parts[0])}”", after))  # fmt: skip
            yield from (
                each for each in found
                if not _by_amount(ctx, each, relation.stated)
                and not made_by_another(ctx, relation.stated, relation.whole)
            )  # fmt: skip


def _by_amount(ctx: Context, found: Finding, stated: Fact) -> bool:
    """Tell whether the amount told right before a rate already proves it wrong, by rule N113."""
    if stated.quantity.unit != "%":
        return False
    return any(
        other.place == found.place and not borne_out(ctx, other) for other in amount_and_rate(ctx)
    )


_IN_TURN = re.compile(r"分别[^，。；：、\d]{0,8}$")


def _shared_out(ctx: Context, before: Fact, after: Fact, stated: Fact) -> bool:
    """Tell whether a mean stands between a total and its change: 支出26万元，人均200元，比上年30万元减少4万元."""
    if not _MEAN.search(left_of(after)) or _MEAN.search(left_of(before)):
        return False
    if stated.quantity.unit == "百分点":
        return False
    return any(
        f is not after and f.aspect == "value" and f.quote == after.quote
        and f.quantity.dimension == before.quantity.dimension
        and _changed(stated, f.quantity, before.quantity)
        for f in ctx.sentence_of[stated.place]
    )  # fmt: skip


_MEAN = re.compile(r"(?:[均每]|其中)[^，。；、\d]*$|[高低]$")
"""A mean, a part, or by how much it is above or below something else."""


def _changed(stated: Fact, now: Quantity, before: Quantity) -> bool:
    """Tell whether one figure is the other, changed as stated."""
    gap = span(now).minus(span(before))
    if stated.quantity.unit == "%":
        rate = gap.over(span(before))
        if rate is None:
            return False
        gap = rate.times(HUNDRED)
    sign = -1 if stated.direction == "down" else 1
    return gap.meets(Interval(*sorted(x * sign for x in stated.quantity.interval())))


def _yearly(stated: Fact) -> bool:
    """Tell whether a change is that of each of several years."""
    return bool(re.search(r"(?:年均|年平均|年复合)[^，。；、\d]{0,6}$", left_of(stated)))


def _rate_too(ctx: Context, stated: Fact) -> Fact | None:
    """Return the rate right behind an amount that something grew: “增收86万元，同比增长10%”."""
    if stated.quantity.unit in ("%", "百分点"):
        return None
    row = next((s for s in ctx.sentences if s[0].quote == stated.quote and stated in s), [])
    rate = next(iter(row[row.index(stated) + 1 :]), None) if row else None
    if (
        rate is None
        or rate.aspect != "growth"
        or rate.quantity.unit != "%"
        or rate.base not in ("", "同比")
    ):
        return None
    told = {r.stated.place for r in ctx.relations if r.kind == "growth" and r.stated}
    words = left_of(rate).rpartition(stated.quantity.text)[2]
    bare = re.fullmatch(
        r"，(?:同比|比上年|较上年)?(?:增长|下降|增加|减少|增幅|降幅)(?:了|为|达)?", words
    )
    return rate if bare and rate.place not in told else None


def growth_conflict(
    ctx: Context, code: str, stated: Fact, old: Item, new: Item
) -> Iterator[Finding]:
    """Yield the finding that a stated growth doesn't follow from what it grew from and to."""
    before, after = old.field, new.field
    assert isinstance(before, Quantity)
    assert isinstance(after, Quantity)
    if not base(before) or stated.quantity.comparator != "=":
        return
    ctx.look(stated.place)
    percent = stated.quantity.unit == "%"
    change = span(after).minus(span(before))
    scale = HUNDRED
    rate = change.over(span(before)) if percent else change
    if rate is None:
        return
    rate = rate.times(scale) if percent else rate
    sign = -1 if stated.direction == "down" else 1
    told = Interval(*sorted(x * sign for x in stated.quantity.interval()))
    if rate.meets(told):
        return
    gap = base(after) - base(before)
    value = Decimal(rounded(abs(gap) / base(before) * _HUNDRED)) if percent else abs(gap)
    up = "提高" if stated.quantity.unit == "百分点" else "增长" if percent else "增加"
    down = "下降" if percent or up == "提高" else "减少"
    words = (up if gap >= 0 else down, down if sign < 0 else up)
    told_value = f"{words[1]}{pointed(said(stated))}"
    size = show(value, "%") if percent else shown(value, stated.quantity)
    right = f"{words[0]}{size}"
    off = abs(value - base(stated.quantity)) if words[0] == words[1] else None
    apart = _apart(off, stated.quantity.unit) if off else ""
    yield finding(
        ctx, code, stated.place,
        f"{_from_to(old, new)}，应为{right}，"
        f"报告写{told_value}{'，方向相反' if words[0] != words[1] else ''}。",
        items=[cite(stated), old, new], found=told_value,
        expected=right, difference=apart,
        clerical=True,
    )  # fmt: skip


def _apart(off: Decimal, unit: str) -> str:
    """Return by how much a change is wrong; two rates are apart by percentage points."""
    return pointed(re.sub("%$", "百分点", show(off, unit)))


_VERB = re.compile(
    r"^“(?:提|发展|升|增|减|降|达|增加|减少|提高|下降|扩大|缩短|延长|上升|压缩|压减|增长)?[到至为]?”$"
)
_THAN = re.compile(r"“[较比]")


def _from_to(old: Item, new: Item) -> str:
    """Return two figures as what one grew from and to; one name is told once."""
    before, after = (
        written(item.field) if isinstance(item.field, Quantity) else "" for item in (old, new)
    )
    if old.label == new.label or _VERB.search(new.label):
        return f"{old.label}由{before}到{after}"
    if _THAN.match(old.label):
        return f"{new.label}由{before}到{after}"
    return f"{old.label}{before}，{new.label}{after}"


def than(fact: Fact) -> str:
    """Return what a change is measured against: 比上年 may stand before the first of two."""
    before = squeeze(fact.quote).split(fact.quantity.text)[0]
    return fact.base or "".join(re.findall(r"[比较]([^，。]{1,6})", before)[-1:])


@rule("N113", name="增减额与增减幅度不符", severity="error", source="DOMAIN §8 增减")
def amount_and_rate(ctx: Context) -> Iterator[Finding]:
    """查什么：“发案14起，比上年减少6起，下降30%”，增减额与幅度方向一致，且幅度等于增减额除以上年数（本年数减增减额）。

    为什么：三个数互相决定，方向也只能有一个。
    举例：减少6起却写“增长30%”；14起、减少6起，应为下降30%，写成70%不符。
    怎样改：按本年数和上年数重新计算后更正。
    何时不报：句中没有本年数；增减额与幅度说的不是一件事。
    """
    for amount, rate in _pairs(ctx):
        ctx.look(rate.place)
        if amount.direction != rate.direction:
            yield finding(
                ctx, "N113", rate.place,
                f"报告“{spoken(amount)}”{said(amount)}与{said(rate)}一处写增、一处写减，方向相反。",
                items=[cite(rate), cite(amount)], found=said(rate), clerical=True,
            )  # fmt: skip
    for now, amount, rate in (*_triples(ctx), *_by_unit(ctx)):
        if amount.direction != rate.direction:
            continue
        change = span(amount.quantity)
        before = _start(now, change, rate)
        quotient = change.over(before)
        if quotient is None or _of_another(ctx, amount, rate):
            continue
        spans = quotient.times(HUNDRED)
        if not spans.meets(rate.quantity.interval()):
            middle = (before.low + before.high) / 2
            value = Decimal(rounded(base(amount.quantity) / middle * _HUNDRED))
            yield from conflict(
                ctx, "N113", cite(rate), value,
                f"“{spoken(now)}”{said(now)}，增减{said(amount)}，幅度应为{show(value, '%')}，报告写{said(rate)}",
                others=[cite(amount), cite(now)],
            )  # fmt: skip


def _of_another(ctx: Context, amount: Fact, rate: Fact) -> bool:
    """Tell whether another figure of the sentence is what grew: of the whole, not of its last part."""
    change = span(amount.quantity)
    for fact in ctx.sentence_of[rate.place]:
        if fact.aspect != "value":
            continue
        if fact.quantity.dimension == amount.quantity.dimension:
            quotient = change.over(_start(fact, change, rate))
            if quotient and quotient.times(HUNDRED).meets(rate.quantity.interval()):
                return True
    return False


def _start(now: Fact, change: Interval, rate: Fact) -> Interval:
    """Return what the change is measured from: the compared figure itself, or now less it."""
    if _is_base(now):
        return span(now.quantity)
    return (
        span(now.quantity).minus(change) if rate.direction == "up" else span(now.quantity) + change
    )


def _is_base(fact: Fact) -> bool:
    """Tell whether a figure is what another is compared with: 比年初预算2418.60万元增加…"""
    before = squeeze(fact.quote).split(fact.quantity.text)[0]
    return bool(re.search(r"(?:[比较与]|[由从](?:上年|去年))[^，。；、\d]{0,10}$", before))


def _pairs(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield a change in amount and the change in percent told in the same breath."""
    for amount, rate in pairwise(ctx.pack.figures):
        if (
            amount.quote == rate.quote
            and amount.aspect == rate.aspect == "growth"
            and amount.quantity.unit not in ("%", "百分点")
            and rate.quantity.unit == "%"
            and rate.base in ("", "同比", amount.base)
            and amount.direction
            and rate.direction
        ):
            yield amount, rate


def _triples(ctx: Context) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Yield the figure that changed, its change in amount, and its change in percent."""
    figures = ctx.pack.figures
    for number, (amount, rate) in enumerate(pairwise(figures)):
        if not (
            amount.quote == rate.quote
            and amount.aspect == rate.aspect == "growth"
            and rate.quantity.unit == "%"
            and {amount.quantity.comparator, rate.quantity.comparator} == {"="}
            and re.search(r"上年|去年|同比|年初|20\d\d年", than(amount) + left_of(amount)[-12:])
        ):
            continue
        before = [f for f in figures[max(0, number - 4) : number]
                  if f.quote == amount.quote and f.aspect == "value"
                  and f.quantity.dimension == amount.quantity.dimension
                  and (this_year(f, ctx.pack) or _is_base(f))
                  and not _YARDSTICK.search(f.measure)]  # fmt: skip
        if before:
            yield _of_name(before, amount), amount, rate
            continue
        above = _named_above(figures[:number], amount)
        if above is not None and _explained(above, amount, rate):
            yield above, amount, rate


def _of_name(before: list[Fact], amount: Fact) -> Fact:
    """Return what grew: the figure that the change's own words name, else the last.

    “受理投诉4862件，办结4795件，受理量同比增加512件，增长11.77%”: what was received.
    """
    if _is_base(before[-1]):
        return before[-1]
    name = re.sub(r"[数量]$", "", amount.measure)
    named = [f for f in before if len(name) > 1 and name in clause_of(f)]
    return named[0] if len(named) == 1 else before[-1]


def _by_unit(ctx: Context) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Yield “事故9起、死亡4人，同比分别减少3起、2人，事故起数下降25%”: the unit tells of which."""
    for group in ctx.sentences:
        for rate in group:
            told = _OF_UNIT.search(left_of(rate)) if rate.quantity.unit == "%" else None
            if told is None or rate.aspect != "growth" or rate.quantity.comparator != "=":
                continue
            same = [f for f in group if f.quantity.unit == told["unit"] and _is_exact(f)]
            now = [f for f in same if f.aspect == "value" and this_year(f, ctx.pack)]
            amounts = [f for f in same if f.aspect == "growth"]
            if len(now) == len(amounts) == 1:
                yield now[0], amounts[0], rate


_OF_UNIT = re.compile(
    r"(?P<unit>[起人件户次家])数量?(?:同比|比上年|较上年)?(?:下降|增长|上升|减少|增加)了?$"
)


def _is_exact(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount, or by how much something grew."""
    return fact.quantity.known() and fact.quantity.comparator == "="


_YARDSTICK = re.compile(r"(?:完成|为|达)(?:预算|目标|计划|任务)$")


def _named_above(before: list[Fact], amount: Fact) -> Fact | None:
    """Return the figure of an earlier sentence of the paragraph that a change is named after."""
    here = amount.place.split("@")[0]
    named = [f for f in before if f.place.split("@")[0] == here and f.aspect == "value"
             and f.quote != amount.quote and not _YARDSTICK.search(f.measure) and f.period == amount.period and len(amount.measure) >= 2
             and f.measure.endswith(amount.measure)
             and f.quantity.dimension == amount.quantity.dimension]  # fmt: skip
    return named[-1] if named else None


def _explained(now: Fact, amount: Fact, rate: Fact) -> bool:
    """Tell whether amount and rate fit the figure above, or would but for one slip."""

    def holds(figures: Sequence[Quantity]) -> bool:
        stated, change = figures[0].interval(), span(figures[1])
        rest = span(figures[2])
        rest = rest.minus(change) if rate.direction == "up" else rest + change
        quotient = change.over(rest)
        return bool(quotient and quotient.times(HUNDRED).meets(stated))

    figures = [rate.quantity, amount.quantity, now.quantity]
    return holds(figures) or mend(figures, holds) is not None
