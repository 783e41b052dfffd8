"""N: a change whose amount and rate are told in opposite directions."""

from collections.abc import Iterator

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.changes.rates_of_change import Rate, makes, rates_of_change
from assistant.checks.narratives.changes.yardsticks import was_before, way
from assistant.checks.narratives.in_a_row import alike, clause_of
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval


@rule("N209", name="增减的额与幅度方向相反", severity="warning", source="DOMAIN §8 增减")
def ways_by_size(ctx: Context) -> Iterator[Finding]:
    """查什么：同一个增减，数额与幅度一处写增、一处写减（“又增了1.2万元，降幅8%”）；数额正好是今昔两数之差，写的方向却与两数的大小相反（“比上年的312件多了44件”，今年268件）。

    为什么：数额、幅度和方向由今昔两数决定，方向只能有一个。
    举例：268件比上年的312件应是少了44件，写成多了44件不符。
    怎样改：核对今昔两数，更正方向。
    何时不报：数额与幅度说的不是一件事；看不出哪个是所比的数；同段另有两数正好合所写的方向。
    """
    judged = {r.stated.place for r in ctx.relations if r.kind == "growth" and r.stated}
    for told in rates_of_change(ctx):
        if told.gap is not None and (up := way(told.gap)) is not None:
            ctx.look(told.gap.place)
            if up != told.up and _of_one(told):
                found = _against(ctx, told, up)
                yield from (each for each in found if each.place not in judged)


def _of_one(told: Rate) -> bool:
    """Tell whether an amount and a rate are of one change: the one is so much of a figure near it."""
    gap = told.gap
    assert gap is not None
    change, rate = span(gap.quantity), told.rate.quantity
    return any(
        makes(change, whole, rate)
        for f in told.near if alike(f, gap)
        for whole in (span(f.quantity), span(f.quantity) + change, span(f.quantity).minus(change))
    )  # fmt: skip


def _against(ctx: Context, told: Rate, up: bool) -> Iterator[Finding]:
    gap, rate = told.gap, told.rate
    assert gap is not None
    amount, growth = ("增加", "降幅") if up else ("减少", "增幅")
    pair = _ends(ctx, told, gap)
    rises = pair is not None and base(pair[0].quantity) > base(pair[1].quantity)
    stated = gap if pair is None or rises != up else rate
    others = [f for f in (gap, rate, *(pair or ())) if f is not stated]
    yield finding(
        ctx, "N209", stated.place,
        f"报告写{amount}{said(gap)}、{growth}{said(rate)}，同一变化一处写增、一处写减"
        + (f"；由{said(pair[1])}到{said(pair[0])}是{'增加' if rises else '减少'}。" if pair else "。"),
        items=[cite(stated), *map(cite, others)], found=clause_of(stated)[-4:] + said(stated),
        clerical=True,
    )  # fmt: skip


def _ends(ctx: Context, told: Rate, gap: Fact) -> tuple[Fact, Fact] | None:
    """Return what is now and what was, whose difference a change is, where words tell them."""
    year, change = ctx.pack.year, span(gap.quantity)
    for old in [f for f in reversed(told.here) if alike(f, gap) and was_before(f, year)]:
        for now in reversed(told.near):
            if now is old or not alike(now, old) or was_before(now, year):
                continue
            apart = span(now.quantity).minus(span(old.quantity))
            if apart.meets(change) or apart.meets(Interval(-change.high, -change.low)):
                return now, old
    return None
