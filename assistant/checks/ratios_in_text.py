"""N: rates, differences, averages and products that a text states beside their own operands.

Where names make the operands certain the arithmetic alone decides. Where only their order
does, a rule speaks if one slip of the pen in one figure explains the difference.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from assistant.checks.compare import add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import cite, left_of, paragraphs, said, sentences, this_year
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity

_HUNDRED = Interval(Decimal(100), Decimal(100))
_REACH = 4
"""How many earlier figures of a paragraph an operand is looked for among."""

_RATE = re.compile(r"(?P<stem>[一-龥]{2})[率度]$")
_LOSS = re.compile(r"损|漏|耗|节约|节省|空置|流失|差错|退回|下降|降幅|减少")


_PLANNED = ("执行", "完成", "到位", "控制", "支付")


@rule("N112", name="句中比率可重算", severity="error", source="DOMAIN §8 比率")
def rates(ctx: Context) -> Iterator[Finding]:
    """查什么：写了总数、完成数和比率，如“排查212件，化解204件，化解率96.2%”，比率应等于两数之比（漏损率、节约率等为差额之比）。

    为什么：比率由前面两个数算出，不符说明有一个数写错。
    举例：应发3120笔、按时发放3092笔，按时发放率应为99.1%，写成91.9%不符。
    怎样改：按两个数重新计算后更正。
    何时不报：前面没有对应的两个数；比率说的是别的事；名称对不上，又看不出笔误。
    """
    for group in paragraphs(ctx.pack):
        for number, rate in enumerate(group):
            if not _is_rate(rate):
                continue
            before = group[:number]
            named = _operands([f for f in before if f.quote == rate.quote], rate)
            pairs = [named] if named else _pairs_before(before, rate)
            if not pairs:
                continue
            near = [f for f in group if f.quote == rate.quote or f in before[-_REACH:]]
            given = any(_gives(x, y, rate) for x in near for y in near if x is not y)
            if named or given:
                ctx.look(rate.place)
            if given:
                continue
            yield from _rate(ctx, rate, pairs, certain=named is not None and _in_full(rate))


def _stem_of(rate: Fact) -> str:
    match = _RATE.search(squeeze(rate.measure))
    assert match is not None
    return match["stem"]


def _is_rate(fact: Fact) -> bool:
    return (
        fact.aspect == "rate" and fact.quantity.unit == "%" and fact.quantity.comparator == "="
        and bool(_RATE.search(squeeze(fact.measure)))
    )  # fmt: skip


def _in_full(rate: Fact) -> bool:
    """Tell whether the words before a rate hold all of its name: 登记失业率 isn't of 失业人员."""
    name = squeeze(rate.measure)[:-1]
    before = left_of(rate).removesuffix(squeeze(rate.measure))
    chunks = [name[max(end - 2, 0) : end] for end in range(len(name), 0, -2)]
    return all(chunk in before for chunk in chunks) or _planned_rate(name)


def _planned_rate(name: str) -> bool:
    return name[-2:] in _PLANNED


def _rate(
    ctx: Context, rate: Fact, pairs: list[tuple[Fact, Fact]], certain: bool
) -> Iterator[Finding]:
    for part, whole in pairs:
        amounts = [rate.quantity, part.quantity, whole.quantity]
        mended = mend(amounts, lambda q: _quotient(q[1], q[2], rate, q[0]))
        told = _stem_of(rate) in left_of(rate).removesuffix(squeeze(rate.measure))
        enough = 2 if told else 3
        if not certain and (mended is None or significant(rate.quantity) < enough):
            continue
        ctx.look(rate.place)
        value = base(part.quantity) / base(whole.quantity) * 100
        sign = f"{said(part)}÷{said(whole)}"
        if _LOSS.search(rate.measure) and not certain:
            value, sign = 100 - value, f"（{said(whole)}-{said(part)}）÷{said(whole)}"
        for found in conflict(
            ctx, "N112", cite(rate), Decimal(rounded(value)),
            f"{sign}={rounded(value)}%，报告“{rate.measure}”写{said(rate)}",
            others=[cite(part), cite(whole)], severity=None if certain else "warning",
        ):  # fmt: skip
            found.explanation = found.explanation or (mended.words(amounts) if mended else "")
            yield found
        return


def _gives(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Tell whether two figures can make the stated rate."""
    if part.quantity.dimension != whole.quantity.dimension or whole.aspect != "value":
        return False
    return _quotient(part.quantity, whole.quantity, rate, rate.quantity)


def _quotient(part: Quantity, whole: Quantity, rate: Fact, stated: Quantity) -> bool:
    quotient = span(part).over(span(whole))
    if quotient is None:
        return False
    share = quotient.times(_HUNDRED)
    return share.meets(stated.interval()) or (
        bool(_LOSS.search(rate.measure)) and _HUNDRED.minus(share).meets(stated.interval())
    )


def _operands(before: list[Fact], rate: Fact) -> tuple[Fact, Fact] | None:
    """Return the two figures a rate is of: the part shares its stem, the whole stands before."""
    stem = _RATE.search(squeeze(rate.measure))
    assert stem is not None
    values = [f for f in before if f.aspect == "value" and f.quantity.comparator == "="]
    for number in range(len(values) - 1, 0, -1):
        part, whole = values[number], values[number - 1]
        same = part.quantity.dimension == whole.quantity.dimension
        if (
            same
            and base(whole.quantity)
            and (stem["stem"] in squeeze(part.measure) or _planned(whole, part, stem["stem"]))
        ):
            small, large = sorted((part, whole), key=lambda f: base(f.quantity))
            siblings = _core(part.measure) in rate.measure and _core(whole.measure) in rate.measure
            return None if siblings else (small, large)
    return None


def _core(measure: str) -> str:
    """Return the last two characters of what is counted: 就业 of 毕业生就业."""
    return squeeze(measure)[-2:] or "-"


def _planned(whole: Fact, part: Fact, stem: str) -> bool:
    """Tell whether a rate of doing is of a plan and what was done of it."""
    return stem in _PLANNED and bool(
        re.search(r"预算|计划|任务|目标|应", whole.measure)
        and re.search(r"实际|执行|完成|到位|支出|支付|采购", part.measure)
    )


def _pairs_before(before: list[Fact], rate: Fact) -> list[tuple[Fact, Fact]]:
    """Return the pairs a rate may be of: the figure before it, and one of its kind before that."""
    values = [f for f in before[-_REACH:] if _plain(f)]
    if not values or values[-1].quote != rate.quote:
        return []
    part = values[-1]
    if part.quantity.dimension == "元" and not _LOSS.search(rate.measure):
        return []  # rates of money are the tables' matter
    return [
        (part, whole) for whole in reversed(values[:-1])
        if whole.quantity.unit == part.quantity.unit and base(whole.quantity)
    ]  # fmt: skip


def _amount(fact: Fact) -> bool:
    return _plain(fact) or (fact.aspect == "change_to" and fact.quantity.known())


def _plain(fact: Fact) -> bool:
    return (
        fact.aspect == "value" and fact.quantity.comparator == "="
        and bool(fact.quantity.unit) and fact.quantity.known()
    )  # fmt: skip


@rule("N117", name="剩余数等于总数减完成数", severity="error", source="DOMAIN §8 比率")
def remainders(ctx: Context) -> Iterator[Finding]:
    """查什么：“排查212件，化解204件，尚在调处的8件”，剩余数应等于总数减完成数。

    为什么：三个数互相决定。
    举例：212件减204件应余8件，写成6件不符。
    怎样改：核对台账后更正。
    何时不报：句中没有总数和完成数；剩余数说的是别的事。
    """
    for relation in ctx.relations:
        if relation.kind not in ("progress", "rate"):
            continue
        whole, done = relation.whole, relation.parts[0]
        for fact in ctx.pack.figures:
            if fact.quote != relation.quote or not _remaining(fact, done):
                continue
            ctx.look(fact.place)
            gap = base(whole.quantity) - base(done.quantity)
            if base(fact.quantity) != gap and gap > 0:
                yield from conflict(
                    ctx, "N117", cite(fact), gap,
                    f"{said(whole)}减{said(done)}应余{show(gap, fact.quantity.unit)}，报告“{fact.measure}”写{said(fact)}",
                    others=[cite(whole), cite(done)],
                )  # fmt: skip


def _remaining(fact: Fact, done: Fact) -> bool:
    return (
        fact.quantity.dimension == done.quantity.dimension
        and fact.quantity.comparator == "="
        and (fact.location.start or 0) > (done.location.start or 0)
        and bool(re.search(r"^(?:尚|未|剩余|余下|其余)", fact.measure))
    )


_DIFFERENCE = re.compile(
    r"(?:少|多|超出?|超过|超额|差|缺口?|欠账?|节约|节省|结余|节余|剩余?|尚余|高出?|低|增加|减少|下降|提高|"
    r"净增加?|净减少?|差额|其余|余下|需要?[^，。；、\d]{1,4}|[未不][^，。；、\d]{1,4})(?:了|为|的|有)?$"
)


@rule("N125", name="差数等于前面两数之差", severity="warning", source="DOMAIN §8 增减")
def differences(ctx: Context) -> Iterator[Finding]:
    """查什么：“目标80公里，完成73.6公里，少6.4公里”“占用18.5亩，复垦15.3亩，欠账3.2亩”，差数应等于前面两数之差。

    为什么：三个数互相决定。
    举例：80减73.6应少6.4公里，写成6.8公里不符。
    怎样改：核对三个数后更正。
    何时不报：前面没有同一单位的两个数；差数说的是别的事；看不出是哪个数笔误。
    """
    for group in paragraphs(ctx.pack):
        for number, gap in enumerate(group):
            if gap.quantity.comparator != "=" or not gap.quantity.known() or not _apart(gap):
                continue
            before = [f for f in group[max(0, number - 2 * _REACH) : number] if _operand_of(gap, f)]
            if re.search(r"上年|去年|上期|同期", gap.base) and not _two_years(before):
                continue
            if len(before) < 2:
                continue
            ctx.look(gap.place)
            fitting = [(a, b) for a, b in combinations(before, 2)
                       if _differ((gap.quantity, a.quantity, b.quantity))]  # fmt: skip
            if fitting:
                yield from _direction(ctx, gap, *fitting[-1])
                continue
            yield from _gap(ctx, gap, _likely_pairs(before))


_UP = re.compile(r"(?:多|超出?|超过|超额|高出?|增加|提高|净增加?)(?:了|为)?$")
_DOWN = re.compile(r"(?:少|差|缺口?|欠账?|低|减少|下降|降低|净减少?)(?:了|为)?$")
_YARDSTICK = re.compile(r"目标|计划|任务|承诺|控制[数值线]|年初|上年|去年")


def _direction(ctx: Context, gap: Fact, first: Fact, second: Fact) -> Iterator[Finding]:
    """Report 多 where the second figure falls short of the first, its yardstick, or the reverse."""
    words = left_of(gap)
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    if not (up or down):
        return
    marked = [bool(_YARDSTICK.search(_named_by(f))) for f in (first, second)]
    if marked[0] == marked[1]:
        return
    base_figure, figure = (first, second) if marked[0] else (second, first)
    rise = base(figure.quantity) - base(base_figure.quantity)
    if rise == 0 or (rise > 0) == up:
        return
    right = "多" if rise > 0 else "少"
    yield finding(
        ctx, "N125", gap.place,
        f"{said(figure)}比{said(base_figure)}{right}{said(gap)}，报告写成相反的方向。",
        items=[cite(gap), cite(figure), cite(base_figure)], found=words[-4:] + said(gap),
        expected=f"{right}{said(gap)}", clerical=True,
    )  # fmt: skip


def _named_by(fact: Fact) -> str:
    """Return the words of its own clause before a figure."""
    return re.split(r"[，。；：]", left_of(fact))[-1]


def _two_years(facts: list[Fact]) -> bool:
    return len({fact.period for fact in facts}) > 1


def _apart(fact: Fact) -> bool:
    """Tell whether the words right before a figure make it a difference."""
    return bool(_DIFFERENCE.search(left_of(fact)))


def _differ(figures: Sequence[Quantity]) -> bool:
    """Tell whether a figure is the difference of two others."""
    gap, first, second = (span(f) for f in figures)
    return gap.meets(first.minus(second)) or gap.meets(second.minus(first))


def _operand_of(gap: Fact, fact: Fact) -> bool:
    """Tell whether a figure may be an operand of a difference: percent for percentage points."""
    if gap.quantity.unit == "百分点":
        return fact.quantity.unit == "%" and fact.quantity.comparator == "="
    return _amount(fact) and fact.quantity.dimension == gap.quantity.dimension


def _likely_pairs(before: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Return whose difference is meant, likeliest first: the last two, or last and first."""
    last = before[-1]
    named = [f for f in before[:-1] if f.measure == last.measure and f.period != last.period]
    return [(before[-2], last), *((f, last) for f in named), (before[0], last)]


def _gap(ctx: Context, gap: Fact, pairs: list[tuple[Fact, Fact]]) -> Iterator[Finding]:
    if significant(gap.quantity) < 2:
        return
    for first, second in pairs:
        amounts = [gap.quantity, first.quantity, second.quantity]
        mended = mend(amounts, _differ)
        if mended is not None:
            yield from _wrong_gap(ctx, gap, first, second, mended.words(amounts))
            return


def _wrong_gap(
    ctx: Context, gap: Fact, first: Fact, second: Fact, reason: str
) -> Iterator[Finding]:
    value = abs(base(first.quantity) - base(second.quantity))
    for found in conflict(
        ctx, "N125", cite(gap), value,
        f"{said(first)}与{said(second)}相差{show(value, gap.quantity.unit)}，报告“{gap.measure}”写{said(gap)}",
        others=[cite(first), cite(second)],
    ):  # fmt: skip
        found.explanation = found.explanation or reason
        yield found


@rule("N119", name="平均数可重算", severity="error", source="DOMAIN §8 比率")
def averages(ctx: Context) -> Iterator[Finding]:
    """查什么：“会签268笔，涉及资金486.2万元，平均每笔1.81万元”“培训36期、1512人次，每期平均42人次”，平均数应等于总额除以个数；三个得分的平均数应等于它们之和除以三。

    为什么：平均数由前面的数算出。
    举例：486.2万元÷268笔=1.81万元，写成1.18万元不符。
    怎样改：按总额和个数重新计算后更正。
    何时不报：本段没有总额或相应的个数；总额、个数有几个而又看不出笔误。
    """
    for group in paragraphs(ctx.pack):
        for number, mean in enumerate(group):
            if mean.quantity.comparator != "=" or not mean.quantity.known():
                continue
            thing = _mean_of(mean)
            if not this_year(mean, ctx.pack):
                continue
            if thing:
                yield from _average(ctx, mean, *_operands_of_mean(group, number, thing))
            elif re.search(r"平均(?:为|得分)?$", left_of(mean)):
                yield from _mean_of_list(ctx, mean, group[:number])


_MEAN = re.compile(r"每(.{1,2}?)平均|平均每(.{1,2})|(?:^|[^平])([日月人户村亩座处场家期件])均")
_SAME_UNIT = {"日": ("天", "日"), "月": ("个月",), "人": ("人", "名"), "村": ("个", "村")}


def _mean_of(fact: Fact) -> str:
    """Return what a mean is taken over (家 of 平均每家), "" for a figure that is no mean."""
    match = _MEAN.search(squeeze(fact.measure)) or _MEAN.search(left_of(fact)[-8:])
    return next((word for word in match.groups() if word), "") if match else ""


def _operands_of_mean(group: list[Fact], number: int, thing: str) -> tuple[list[Fact], list[Fact]]:
    """Return the totals and the counts that a mean may be of, the nearest first."""
    mean = group[number]
    near = [f for f in group[: number + 3] if f is not mean and not _mean_of(f) and (
        f in group[:number] or f.quote == mean.quote)]  # fmt: skip
    near.sort(key=lambda f: (f.quote != mean.quote, -(f.location.start or 0)))
    totals = [f for f in near if _amount(f) and f.quantity.dimension == mean.quantity.dimension]
    units = _SAME_UNIT.get(thing, (thing,))
    counts = [f for f in near if _amount(f) and base(f.quantity) and (
        f.quantity.unit in units or thing.startswith(f.quantity.unit))]  # fmt: skip
    return totals[:_REACH], counts[:_REACH]


def _average(ctx: Context, mean: Fact, totals: list[Fact], counts: list[Fact]) -> Iterator[Finding]:
    if not totals or not counts:
        return
    ctx.look(mean.place)
    if any(_divide((mean.quantity, t.quantity, c.quantity)) for t in totals for c in counts):
        return
    total, count = totals[0], counts[0]
    here = [[f for f in kind if f.quote == mean.quote] for kind in (totals, counts)]
    certain = all(len(kind) == 1 for kind in here) and "平均" in left_of(mean)[-10:]
    amounts = [mean.quantity, total.quantity, count.quantity]
    mended = mend(amounts, _divide)
    if not certain and mended is None:
        return
    step = (mean.quantity.precision or Decimal(1)) * mean.quantity.scale
    value = (base(total.quantity) / base(count.quantity) / step).quantize(Decimal(1)) * step
    for found in conflict(
        ctx, "N119", cite(mean), value,
        f"{said(total)}÷{said(count)}={show(value, mean.quantity.unit)}，报告“{mean.measure}”写{said(mean)}",
        others=[cite(total), cite(count)], severity=None if certain else "warning",
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(amounts) if mended else "")
        yield found


def _divide(figures: Sequence[Quantity]) -> bool:
    mean, total, count = figures
    quotient = span(total).over(span(count))
    return quotient is not None and quotient.meets(mean.interval())


def _mean_of_list(ctx: Context, mean: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check a mean against the figures listed right before it, all of its unit."""
    listed: list[Fact] = []
    for fact in reversed(before):
        if fact.quote != mean.quote or fact.quantity.unit != mean.quantity.unit:
            break
        listed.insert(0, fact)
    if len(listed) < 2:
        return
    ctx.look(mean.place)
    many = Decimal(len(listed))
    total = add([f.quantity for f in listed])
    spans = add_spans([f.quantity for f in listed])
    if not Interval(spans.low / many, spans.high / many).meets(mean.quantity.interval()):
        added = "+".join(said(f) for f in listed)
        yield from conflict(
            ctx, "N119", cite(mean), Decimal(rounded(total / many)),
            f"（{added}）÷{many}={rounded(total / many)}{mean.quantity.unit}，报告平均写{said(mean)}",
            others=[cite(f) for f in listed],
        )  # fmt: skip


@rule("N120", name="定额乘数量等于总额", severity="error", source="DOMAIN §8 比率")
def products(ctx: Context) -> Iterator[Finding]:
    """查什么：“预算132万元，按12个村、每村11万元核定”“聘用156人，人均补助2.35万元，共发放366.6万元”，定额乘以数量应等于总额。

    为什么：三个数互相决定。
    举例：12个村、每村11万元为132万元，写成每村91万元不符。
    怎样改：核对定额标准和数量后更正。
    何时不报：同句没有总额，或有几个数量、几个总额无法确定；定额写在总额之前而又看不出笔误。
    """
    for group in sentences(ctx.pack):
        for number, each in enumerate(group):
            thing = _EACH.search(squeeze(each.measure))
            if thing is None or each.quantity.dimension != "元" or each.quantity.comparator != "=":
                continue
            of = next(word for word in thing.groups() if word)
            amounts = [f for f in group if f is not each and f.quantity.dimension == "元"
                       and f.aspect == "value" and not _EACH.search(squeeze(f.measure))]  # fmt: skip
            totals = [f for f in amounts if f in group[:number]] or amounts
            counts = [f for f in group[:number] if f.aspect == "value" and _counts(f, of)]
            if len(totals) == 1 and len(counts) == 1:
                yield from _product(ctx, each, counts[0], totals[0], of == thing["of"])


_EACH = re.compile(
    r"每(?P<of>[^，。；、]{1,2})$|(?:^|[^平])(?P<head>[人户村亩座处户])均|"
    r"[每单](?P<kind>[人户村亩座处件台米])[^，。；、]{0,6}(?:成本|造价|补助|标准|工资|投资|投入)$"
)


def _counts(fact: Fact, of: str) -> bool:
    return fact.quantity.unit == of or fact.measure.endswith(of)


def _product(
    ctx: Context, each: Fact, count: Fact, total: Fact, certain: bool
) -> Iterator[Finding]:
    ctx.look(each.place)
    amounts = [total.quantity, count.quantity, each.quantity]
    if _multiply(amounts):
        return
    mended = mend(amounts, _multiply)
    if not certain and mended is None:
        return
    value = base(each.quantity) * base(count.quantity)
    for found in conflict(
        ctx, "N120", cite(total), value,
        f"{said(count)}×{said(each)}={show(value, total.quantity.unit)}，报告“{total.measure}”写{said(total)}",
        others=[cite(count), cite(each)], severity=None if certain else "warning",
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(amounts) if mended else "")
        yield found


def _multiply(figures: Sequence[Quantity]) -> bool:
    total, count, each = (span(f) for f in figures)
    return count.times(each).meets(total)
