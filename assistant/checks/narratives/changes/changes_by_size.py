"""N: rates of change taken of this year's figure, whatever verb tells them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show_like
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.changes.rates_of_change import Rate, makes, rates_of_change
from assistant.checks.narratives.changes.yardsticks import was_before, way
from assistant.checks.narratives.in_a_row import alike, clause_of
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval


@rule("N208", name="增减幅度用错底数", severity="warning", source="DOMAIN §8 增减")
def changes_by_size(ctx: Context) -> Iterator[Finding]:
    """查什么：不论用什么动词（多收、少花、短收、涨了、压掉、省下……），今昔两数之差除以本年数正好等于所写的幅度，而除以上年数（预算数）不等，就是用错了底数。

    为什么：增减幅度、节约率的底数是所比的数（上年数、预算数），除以本年数（实际数）是最常见的算法错误。
    举例：“收治2400头，跟上年的2000头比多治了400头，多出16.67%”，400÷2000=20%，16.67%是400÷2400。
    怎样改：以所比的数为底数重新计算。
    何时不报：看不出哪个是所比的数；同段另有两个数正好合这个幅度；差在四舍五入之内；写明是占本年数的比例。
    """
    for told in rates_of_change(ctx):
        ctx.look(told.rate.place)
        wrong = next((w for w in _wrong_bases(ctx, told) if _is_wrong(told.rate, w)), None)
        if wrong is not None and not _made(told, wrong):
            yield from _wrong_base(ctx, told, wrong)


class _Wrong(NamedTuple):
    """A change by what it was, and by what it was taken of by mistake."""

    change: Interval
    old: Interval
    now: Interval
    words: str
    ought: Decimal
    sides: tuple[Fact, ...]
    by: str
    of: str


def _wrong_bases(ctx: Context, told: Rate) -> Iterator[_Wrong]:
    """Yield what a rate may have been taken of instead of its base, the likeliest first."""
    year = ctx.pack.year
    olds = [f for f in told.here if was_before(f, year)]
    for old in reversed(olds):
        for now in reversed(told.near):
            if now is old or not alike(now, old) or was_before(now, year):
                continue
            rise = base(now.quantity) - base(old.quantity)
            if rise and (rise > 0) == told.up and _is_by(told.gap, now, old):
                yield _of_two(told, now, old)
    if told.gap is not None:
        yield from _of_gap(told, told.gap, [f for f in olds if alike(f, told.gap)], year)


def _is_by(gap: Fact | None, now: Fact, old: Fact) -> bool:
    """Tell whether two figures differ by the change told with a rate, where it is told."""
    if gap is None:
        return True
    apart = span(now.quantity).minus(span(old.quantity))
    size = Interval(*sorted(abs(end) for end in apart))
    return size.meets(span(gap.quantity))


def _is_wrong(rate: Fact, told: _Wrong) -> bool:
    by_now = makes(told.change, told.now, rate.quantity)
    return by_now and not makes(told.change, told.old, rate.quantity)


def _of_two(told: Rate, now: Fact, old: Fact) -> _Wrong:
    first, last = (now, old) if told.up else (old, now)
    change = span(first.quantity).minus(span(last.quantity))
    rise = abs(base(now.quantity) - base(old.quantity))
    sides = (now, old) if told.gap is None else (now, old, told.gap)
    return _Wrong(
        change, span(old.quantity), span(now.quantity), f"（{said(first)}-{said(last)}）÷{said(old)}",
        rise / base(old.quantity) * 100 if base(old.quantity) else Decimal(0), sides,
        said(old), said(now),
    )  # fmt: skip


def _of_gap(told: Rate, gap: Fact, olds: Sequence[Fact], year: int | None) -> Iterator[_Wrong]:
    """Yield a change whose other end isn't told: “上年支出B万元，今年多花D万元，涨了p%”."""
    if way(gap) != told.up or "占" in clause_of(told.rate):
        return
    if olds:
        yield from _end_untold(told, gap, olds[-1])
    elif _THAN.search(clause_of(gap)):
        this = [f for f in (*told.after, *told.here) if alike(f, gap) and not was_before(f, year)]
        yield from _start_untold(told, gap, this[-1]) if this else ()


def _end_untold(told: Rate, gap: Fact, old: Fact) -> Iterator[_Wrong]:
    change, was, size = span(gap.quantity), span(old.quantity), base(gap.quantity)
    now = was + change if told.up else was.minus(change)
    end = base(old.quantity) + (size if told.up else -size)
    if base(old.quantity) > 0 and end > 0:
        ought = size / base(old.quantity) * 100
        words = f"{said(gap)}÷{said(old)}"
        yield _Wrong(change, was, now, words, ought, (gap, old), said(old), _like(end, gap, old))


def _start_untold(told: Rate, gap: Fact, this: Fact) -> Iterator[_Wrong]:
    change, now, size = span(gap.quantity), span(this.quantity), base(gap.quantity)
    was = now.minus(change) if told.up else now + change
    start = base(this.quantity) + (-size if told.up else size)
    if start > 0:
        named = _like(start, gap, this)
        words, ought = f"{said(gap)}÷{named}", size / start * 100
        yield _Wrong(change, was, now, words, ought, (gap, this), named, said(this))


_THAN = re.compile(r"同比|[比较](?:上|去|前|20\d\d)年")


def _like(value: Decimal, *facts: Fact) -> str:
    return show_like(value, facts[0].quantity.unit, [f.quantity for f in facts])


def _made(told: Rate, wrong: _Wrong) -> bool:
    """Tell whether other figures make the rate, so that no wrong base need explain it."""
    places = {f.place for f in wrong.sides}
    rate = told.rate.quantity
    for one in told.near:
        for other in told.near:
            if one is other or not alike(one, other) or {one.place, other.place} <= places:
                continue
            if span(one.quantity).meets(wrong.change):
                continue
            part, whole = span(one.quantity), span(other.quantity)
            if any(
                makes(each, whole, rate) for each in (part, part.minus(whole), whole.minus(part))
            ):
                return True
    return False


def _wrong_base(ctx: Context, told: Rate, wrong: _Wrong) -> Iterator[Finding]:
    rate = told.rate
    value = Decimal(rounded(wrong.ought))
    for found in conflict(
        ctx, "N208", cite(rate), value, f"{wrong.words}={value}%，报告写{said(rate)}",
        others=[cite(f) for f in wrong.sides],
    ):  # fmt: skip
        found.explanation = f"疑似用错底数：应除以所比的数{wrong.by}，误除以{wrong.of}。"
        yield found
