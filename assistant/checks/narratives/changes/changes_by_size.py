"""N: changes known by their size, whatever the verb: two figures, their difference, what part it is."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.grouping import sentences_of
from assistant.checks.labels import rounded, show_like
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.changes.yardsticks import was_before, way
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_WORDS = re.compile(r"[比较跟同与和][^，。；]*\d|上年|去年|前年|原|预算|同比")
_CHANGED = re.compile("[多少增减涨跌升降省压缩高低短落滑超]")
_TELLING, _AMOUNT, _REACH = 3, 2, 12


class _Rate(NamedTuple):
    """A rate of change, the figures that may be meant by it, the change told right before it."""

    rate: Fact
    up: bool
    near: list[Fact]
    """Amounts of the paragraph before the rate, the nearest last."""
    here: list[Fact]
    """Those of the rate's own sentence."""
    gap: Fact | None


@rule("N208", name="增减幅度用错底数", severity="warning", source="DOMAIN §8 增减")
def changes_by_size(ctx: Context) -> Iterator[Finding]:
    """查什么：不论用什么动词（多收、少花、短收、涨了、压掉、省下……），今昔两数之差除以本年数正好等于所写的幅度，而除以上年数（预算数）不等，就是用错了底数。

    为什么：增减幅度、节约率的底数是所比的数（上年数、预算数），除以本年数（实际数）是最常见的算法错误。
    举例：“收治2400头，跟上年的2000头比多治了400头，多出16.67%”，400÷2000=20%，16.67%是400÷2400。
    怎样改：以所比的数为底数重新计算。
    何时不报：看不出哪个是所比的数；同段另有两个数正好合这个幅度；差在四舍五入之内；写明是占本年数的比例。
    """
    for told in _rates(ctx):
        ctx.look(told.rate.place)
        wrong = next((w for w in _wrong_bases(ctx, told) if _is_wrong(told.rate, w)), None)
        if wrong is not None and not _made(told, wrong):
            yield from _wrong_base(ctx, told, wrong)


@rule("N209", name="增减的额与幅度方向相反", severity="warning", source="DOMAIN §8 增减")
def ways_by_size(ctx: Context) -> Iterator[Finding]:
    """查什么：同一个增减，数额与幅度一处写增、一处写减（“又增了1.2万元，降幅8%”）；数额正好是今昔两数之差，写的方向却与两数的大小相反（“比上年的312件多了44件”，今年268件）。

    为什么：数额、幅度和方向由今昔两数决定，方向只能有一个。
    举例：268件比上年的312件应是少了44件，写成多了44件不符。
    怎样改：核对今昔两数，更正方向。
    何时不报：数额与幅度说的不是一件事；看不出哪个是所比的数；同段另有两数正好合所写的方向。
    """
    judged = {r.stated.place for r in ctx.relations if r.kind == "growth" and r.stated}
    for told in _rates(ctx):
        if told.gap is not None and (up := way(told.gap)) is not None:
            ctx.look(told.gap.place)
            if up != told.up and _of_one(told):
                found = _against(ctx, told, up)
                yield from (each for each in found if each.place not in judged)


def _rates(ctx: Context) -> Iterator[_Rate]:
    worded = sentences_with(ctx, _WORDS) & sentences_with(ctx, _CHANGED)
    for group in ctx.paragraphs if worded else ():
        before: list[Fact] = []
        for row in sentences_of(group):
            for number, rate in enumerate(row):
                if rate.quote not in worded or not _is_rate(rate):
                    continue
                up = way(rate)
                if up is not None:
                    yield _told(rate, up, before, row[:number])
            before += [f for f in row if is_plain(f)]


def _is_rate(fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.unit == "%"
        and quantity.comparator == "="
        and quantity.known()
        and significant(quantity) >= _TELLING
    )


def _told(rate: Fact, up: bool, before: list[Fact], row: list[Fact]) -> _Rate:
    gap = row[-1] if row and row[-1].quote == rate.quote and _is_gap(row[-1]) else None
    here = [f for f in row if is_plain(f) and f is not gap]
    return _Rate(rate, up, [*before, *here][-_REACH:], here[-_REACH:], gap)


def _is_gap(fact: Fact) -> bool:
    quantity = fact.quantity
    if not quantity.known() or quantity.comparator != "=" or quantity.unit in ("", "%", "百分点"):
        return False
    return significant(quantity) >= _AMOUNT and way(fact) is not None


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


def _wrong_bases(ctx: Context, told: _Rate) -> Iterator[_Wrong]:
    """Yield what a rate may have been taken of instead of its base, the likeliest first."""
    year = ctx.pack.year
    olds = [f for f in told.here if was_before(f, year)]
    for old in reversed(olds):
        for now in reversed(told.near):
            if now is old or not alike(now, old) or was_before(now, year):
                continue
            rise = base(now.quantity) - base(old.quantity)
            if rise and (rise > 0) == told.up:
                yield _of_two(told, now, old)
    if told.gap is not None:
        yield from _of_gap(told, told.gap, [f for f in olds if alike(f, told.gap)], year)


def _is_wrong(rate: Fact, told: _Wrong) -> bool:
    by_now = _makes(told.change, told.now, rate.quantity)
    return by_now and not _makes(told.change, told.old, rate.quantity)


def _of_two(told: _Rate, now: Fact, old: Fact) -> _Wrong:
    first, last = (now, old) if told.up else (old, now)
    change = span(first.quantity).minus(span(last.quantity))
    rise = abs(base(now.quantity) - base(old.quantity))
    sides = (now, old) if told.gap is None else (now, old, told.gap)
    return _Wrong(
        change, span(old.quantity), span(now.quantity), f"（{said(first)}-{said(last)}）÷{said(old)}",
        rise / base(old.quantity) * 100 if base(old.quantity) else Decimal(0), sides,
        said(old), said(now),
    )  # fmt: skip


def _of_gap(told: _Rate, gap: Fact, olds: Sequence[Fact], year: int | None) -> Iterator[_Wrong]:
    """Yield a change whose other end isn't told: “上年支出B万元，今年多花D万元，涨了p%”."""
    change, size = span(gap.quantity), base(gap.quantity)
    if way(gap) != told.up or "占" in clause_of(told.rate):
        return
    for old in olds[-1:]:
        before = base(old.quantity)
        now, end = (span(old.quantity) + change, before + size) if told.up else (
            span(old.quantity).minus(change), before - size)  # fmt: skip
        if before > 0 and end > 0:
            yield _Wrong(change, span(old.quantity), now, f"{said(gap)}÷{said(old)}",
                         size / before * 100, (gap, old), said(old), _like(end, gap, old))  # fmt: skip
    if olds or not _THAN.search(clause_of(gap)):
        return
    for this in [f for f in reversed(told.here) if alike(f, gap) and not was_before(f, year)][:1]:
        end = base(this.quantity)
        old, before = (span(this.quantity).minus(change), end - size) if told.up else (
            span(this.quantity) + change, end + size)  # fmt: skip
        if before > 0:
            yield _Wrong(change, old, span(this.quantity), f"{said(gap)}÷{_like(before, gap, this)}",
                         size / before * 100, (gap, this), _like(before, gap, this), said(this))  # fmt: skip


_THAN = re.compile(r"同比|[比较](?:上|去|前|20\d\d)年")


def _like(value: Decimal, *facts: Fact) -> str:
    return show_like(value, facts[0].quantity.unit, [f.quantity for f in facts])


def _made(told: _Rate, wrong: _Wrong) -> bool:
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
            if any(_makes(each, whole, rate) for each in (part, part.minus(whole), whole.minus(part))):
                return True
    return False


def _makes(part: Interval, whole: Interval, rate: Quantity) -> bool:
    quotient = part.over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(rate.interval())


def _wrong_base(ctx: Context, told: _Rate, wrong: _Wrong) -> Iterator[Finding]:
    rate = told.rate
    value = Decimal(rounded(wrong.ought))
    for found in conflict(
        ctx, "N208", cite(rate), value, f"{wrong.words}={value}%，报告写{said(rate)}",
        others=[cite(f) for f in wrong.sides],
    ):  # fmt: skip
        found.explanation = f"疑似用错底数：应除以所比的数{wrong.by}，误除以{wrong.of}。"
        yield found


def _of_one(told: _Rate) -> bool:
    """Tell whether an amount and a rate are of one change: the one is so much of a figure near it."""
    gap = told.gap
    assert gap is not None
    change, rate = span(gap.quantity), told.rate.quantity
    return any(
        _makes(change, whole, rate)
        for f in told.near if alike(f, gap)
        for whole in (span(f.quantity), span(f.quantity) + change, span(f.quantity).minus(change))
    )  # fmt: skip


def _against(ctx: Context, told: _Rate, up: bool) -> Iterator[Finding]:
    gap, rate = told.gap, told.rate
    assert gap is not None
    wrong, right = ("增", "减") if up else ("减", "增")
    pair = _ends(ctx, told, gap)
    rises = pair is not None and base(pair[0].quantity) > base(pair[1].quantity)
    stated = gap if pair is None or rises != up else rate
    others = [f for f in (gap, rate, *(pair or ())) if f is not stated]
    yield finding(
        ctx, "N209", stated.place,
        f"报告{said(gap)}写{wrong}，{said(rate)}写{right}，同一个增减方向相反"
        + (f"，{said(pair[1])}到{said(pair[0])}应为{'增' if rises else '减'}。" if pair else "。"),
        items=[cite(stated), *map(cite, others)], found=clause_of(stated)[-4:] + said(stated),
        clerical=True,
    )  # fmt: skip


def _ends(ctx: Context, told: _Rate, gap: Fact) -> tuple[Fact, Fact] | None:
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
