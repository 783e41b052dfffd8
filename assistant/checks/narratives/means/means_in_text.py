"""N: means, and what each gets times how many, beside their operands.

Where names make the operands certain the arithmetic alone decides. Where only their order
does, a rule speaks if one slip of the pen in one figure explains the difference.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import (
    REACH,
    cite,
    is_amount,
    left_of,
    said,
    this_year,
    without_wan,
)
from assistant.checks.narratives.in_a_row import quotes
from assistant.checks.narratives.means.means_of_lists import is_mean_of_list, mean_of_list
from assistant.checks.narratives.means.operands_of_means import (
    counts_a_part,
    in_wrong_unit,
    told_elsewhere,
)
from assistant.checks.narratives.means.prices import of_several
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations.words import AMOUNTS
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import MONEY_UNITS, Quantity


@rule("N119", name="平均数与总数、个数不符", severity="error", source="DOMAIN §8 比率")
def averages(ctx: Context) -> Iterator[Finding]:
    """查什么：“会签268笔，涉及资金486.2万元，平均每笔1.81万元”“培训36期、1512人次，每期平均42人次”，平均数应等于总额除以个数；三个得分的平均数应等于它们之和除以三，“近三年分别建成32个、35个和38个，年均35个”也一样。

    为什么：平均数由前面的数算出。
    举例：486.2万元÷268笔=1.81万元，写成1.18万元不符。
    怎样改：按总额和个数重新计算后更正。
    何时不报：本段没有总额或相应的个数；几个比率、人均数的平均在它们之间（权数未知）；总额、个数有几个而又看不出笔误。
    """
    parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    told = ctx.once(told_of_each)
    for group in ctx.paragraphs:
        for number, mean in enumerate(group):
            if mean.place not in told or not this_year(mean, ctx.pack):
                continue
            if mean.quantity.comparator != "=" or not mean.quantity.known():
                continue
            thing = mean_of(mean)
            if thing:
                yield from _average(ctx, mean, *_operands_of_mean(group, number, thing, parts))
            elif (each := _each_of(mean)) and number >= 2:
                yield from _each(ctx, mean, each, group[number - 2 : number])
            if is_mean_of_list(mean):
                yield from mean_of_list(ctx, mean, group[:number])


def told_of_each(pack: Pack) -> set[Place]:
    """Return the figures in whose sentence or name 均 or 每 occurs: all that can be a mean."""
    told = {quote for quote, words in quotes(pack).items() if _OF_EACH.search(words)}
    return {f.place for f in pack.figures if f.quote in told or _OF_EACH.search(f.measure)}


_OF_EACH = re.compile("[均每]")


def clause_words(fact: Fact) -> str:
    """Return the words of its own clause before a figure."""
    return re.split("[，。；：、（）]", left_of(fact))[-1]


_MEAN = re.compile(r"每(.{1,2}?)平均|平均每(.{1,2})|(?:^|[^平])([日月人户村亩座处场家期件])均")
SAME_UNIT = {
    "户": ("户", "家"),
    "家": ("家", "户"),
    "日": ("天", "日"),
    "月": ("个月",),
    "人": ("人", "名"),
    "村": ("个", "村"),
}


_EACH_DAY = re.compile(r"平均每个?[^，。；、\d]{0,3}[日天]")


_THIS = re.compile("[，。；]")
_TWICE = re.compile("每|(?<!平)均|[月日季](?=人均)")


def mean_of(fact: Fact) -> str:
    """Return what a mean is taken over (家 of 平均每家), "" for a figure that is no mean."""
    words = _THIS.split(left_of(fact))[-1][-14:]
    if len(_TWICE.findall(words)) > 1:  # 每人每月, 平均每个河长每月: no mean over one of the two
        return ""
    if "均" not in words and "均" not in fact.measure:
        return ""
    if _EACH_DAY.search(words):
        return "日"
    match = _MEAN.search(squeeze(fact.measure)) or _MEAN.search(words[-8:])
    return next((word for word in match.groups() if word), "") if match else ""


def _operands_of_mean(
    group: list[Fact], number: int, thing: str, parts: set[Place]
) -> tuple[list[Fact], list[Fact]]:
    """Return the totals and the counts that a mean may be of, the nearest first, parts last."""
    mean = group[number]
    near = [without_wan(f, mean) for f in group[: number + 3]
            if f is not mean and not mean_of(f)
            and (f in group[:number] or f.quote == mean.quote)]  # fmt: skip
    near.sort(key=lambda f: (f.quote != mean.quote, f.place in parts, -(f.location.start or 0)))
    dimensions = {mean.quantity.dimension}
    if thing in ("家", "户"):  # 426家次 are 3次 for each of 142家
        dimensions.add(f"{thing}{mean.quantity.dimension}")
    totals = [f for f in near if is_amount(f) and f.quantity.dimension in dimensions
              and not _EACH.search(squeeze(f.measure)) and not _YARDSTICK.search(left_of(f)[-8:])]  # fmt: skip
    units = SAME_UNIT.get(thing, (thing,))
    if thing == "人" and not any(f.quote == mean.quote and f.quantity.unit in units for f in near):
        units = (*units, "人次")  # “慰问28人次，发放5.6万元，人均2000元”
    counts = [f for f in near if is_amount(f) and base(f.quantity) and (
        f.quantity.unit in units or thing.startswith(f.quantity.unit))]  # fmt: skip
    return totals, counts


def _average(ctx: Context, mean: Fact, totals: list[Fact], counts: list[Fact]) -> Iterator[Finding]:
    if not totals or not counts:
        return
    ctx.look(mean.place)
    if any(divide((mean.quantity, t.quantity, c.quantity)) for t in totals for c in counts):
        return
    totals, counts = totals[:REACH], counts[:REACH]
    if of_sums(mean, totals, counts) or told_elsewhere(ctx.pack, mean, totals, counts):
        return
    here = [[f for f in kind if f.quote == mean.quote] for kind in (totals, counts)]
    if all(here):  # the sentence has its own operands
        totals, counts = here
    counts = done_of(counts)
    total, count = _likeliest(mean, totals, counts)
    if of_another_mean(ctx, mean, total, count) or counts_a_part(total, count):
        return
    if in_wrong_unit(mean, total, count):
        return  # the unit is wrong, which another rule tells
    certain = all(len(kind) == 1 for kind in here) and "平均" in left_of(mean)[-10:]
    amounts = [mean.quantity, total.quantity, count.quantity]
    mended = mend(amounts, divide)
    if not certain and mended is None:
        return
    value = shared_out(total, count, mean)
    for found in conflict(
        ctx, "N119", cite(mean), value,
        f"{said(total)}÷{said(count)}={show(value, mean.quantity.unit)}，报告“{mean_name(mean)}”写{said(mean)}",
        others=[cite(total), cite(count)], severity=None if certain else "warning",
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(amounts) if mended else "")
        yield found


def done_of(counts: list[Fact]) -> list[Fact]:
    """Return the counts of what there is, where what was only planned is counted beside it."""
    real = [f for f in counts if not _PLANNED.search(left_of(f)[-12:])]
    return real if any(_MADE.search(left_of(f)[-8:]) for f in real) else counts


_PLANNED = re.compile(r"(?:计划|拟|目标|任务|应)[^，。；\d]*$")
_MADE = re.compile(r"(?:建成|完成|实际|完工|竣工|已|实施|投用)[^，。；\d]*$")


def of_another_mean(ctx: Context, mean: Fact, total: Fact, count: Fact) -> bool:
    """Tell whether total and count already make a mean beside: 人均耕地1.5亩，人均水浇地0.8亩."""
    return any(
        other is not mean and other.quantity.unit == mean.quantity.unit
        and other.quantity.known() and mean_of(other) == mean_of(mean)
        and divide((other.quantity, total.quantity, count.quantity))
        for other in ctx.sentence_of[mean.place]
    )  # fmt: skip


_YARDSTICK = re.compile(r"(?:控制[数价线]|标准|限额|定额|目标[值数]?)(?:的|为|是)?$")
"""What a mean is compared with (“比控制数0.40万元少”) is no total."""


def mean_name(mean: Fact) -> str:
    """Return what a message calls a mean: 人均, 平均每辆."""
    own = _SAID.search(re.sub(r"(?:[身头]?上)?(?:一年|全年)?[是为]$", "", clause_words(mean)))
    return own.group() if own else mean.measure if len(mean.measure) > 1 else f"{mean.measure}均"


_SAID = re.compile(r"(?:单[一-龥](?:平均|均)|平均|[一-龥]均|每)[^，。；：、\d]*$")


_SMALL = 20


def shared_out(total: Fact, count: Fact, mean: Fact) -> Decimal:
    """Return a mean in base units as finely as it is printed; a broken one of whole numbers finer."""
    step = (mean.quantity.precision or Decimal(1)) * mean.quantity.scale
    exact = base(total.quantity) / base(count.quantity) / step
    if exact < _SMALL and step == 1 and exact != exact.to_integral_value():
        return exact.quantize(Decimal("0.01")) * step
    if round(exact) == 0:  # 312万元 among 1864 are 0.17万元, not none
        return exact.quantize(Decimal(1).scaleb(exact.adjusted() - 1)) * step
    return exact.quantize(Decimal(1)) * step


def _likeliest(mean: Fact, totals: list[Fact], counts: list[Fact]) -> tuple[Fact, Fact]:
    """Return total and count of a mean: the nearest that one slip keeps from making it."""
    pairs = [(total, count) for total in totals[:2] for count in counts]
    pairs = [pair for pair in pairs if not counts_a_part(*pair)] or pairs
    if significant(mean.quantity) < 2:
        return pairs[0]
    off = (p for p in pairs if mend([mean.quantity, *(f.quantity for f in p)], divide))
    return next(off, pairs[0])


def of_sums(mean: Fact, totals: list[Fact], counts: list[Fact]) -> bool:
    """Tell whether a mean is of several totals and counts of its sentence together."""
    own = [[f.quantity for f in kind if f.quote == mean.quote] for kind in (totals, counts)]
    if all(len(kind) == 1 for kind in own) or not all(own):
        return False
    among = add_spans(own[1])
    quotients = (each.over(among) for each in (add_spans(own[0]), *map(span, own[0])))
    return any(q is not None and q.meets(mean.quantity.interval()) for q in quotients)


def divide(figures: Sequence[Quantity]) -> bool:
    """Tell whether the first of three figures is the second divided by the third."""
    mean, total, count = figures
    quotient = span(total).over(span(count))
    return quotient is not None and quotient.meets(mean.interval())


_EACH_OF = re.compile(r"，每([家户村所人班组])$")


def _each_of(fact: Fact) -> str:
    """Return over what “，每家2人” is a mean, "" for a figure that isn't told so."""
    match = _EACH_OF.search(left_of(fact)[-3:])
    return match[1] if match and is_amount(fact) else ""


def _each(ctx: Context, mean: Fact, thing: str, before: list[Fact]) -> Iterator[Finding]:
    """Check “卫生院6家，派驻医师12人，每家2人”: the count, the total and the mean in a row."""
    count, total = before
    units = SAME_UNIT.get(thing, (thing,))
    alike = count.quantity.unit in units and total.quantity.unit == mean.quantity.unit
    if not alike or mean.quantity.dimension == "元" or count.quote != mean.quote:
        return  # what each is paid is the products' matter
    ctx.look(mean.place)
    amounts = [mean.quantity, total.quantity, count.quantity]
    mended = mend(amounts, divide)
    if not is_amount(count) or not is_amount(total) or divide(amounts) or mended is None:
        return
    value = base(total.quantity) / base(count.quantity)
    if value == value.to_integral_value() and not mended.moved_point:
        for found in conflict(
            ctx, "N119", cite(mean), value,
            f"{said(total)}÷{said(count)}={show(value, mean.quantity.unit)}，报告写每{thing}{said(mean)}",
            others=[cite(total), cite(count)], severity="warning",
        ):  # fmt: skip
            found.explanation = mended.words(amounts)
            yield found


@rule("N120", name="定额乘数量与总额不符", severity="error", source="DOMAIN §8 比率")
def products(ctx: Context) -> Iterator[Finding]:
    """查什么：“预算132万元，按12个村、每村11万元核定”“聘用156人，人均补助2.35万元，共发放366.6万元”，定额乘以数量应等于总额。

    为什么：三个数互相决定。
    举例：12个村、每村11万元为132万元，写成每村91万元不符。
    怎样改：核对定额标准和数量后更正。
    何时不报：同句没有总额，或有几个数量、几个总额无法确定；定额写在总额之前而又看不出笔误。
    """
    for group in ctx.sentences:
        for number, each in enumerate(group):
            if each.quantity.unit not in MONEY_UNITS or each.quantity.comparator != "=":
                continue
            if _COMES_TO.search(left_of(each)):  # 每条0.3万元计10.8万元: the product
                continue
            thing = _EACH.search(squeeze(each.measure))
            if thing is None:
                continue
            of = next(word for word in thing.groups() if word)
            amounts = [f for f in group if f is not each and f.quantity.dimension == "元"
                       and not re.search("占[^，。；、]*$", left_of(f))
                       and f.aspect == "value" and not _EACH.search(squeeze(f.measure))
                       and not _YARDSTICK.search(left_of(f)[-8:])]  # fmt: skip
            totals = [f for f in amounts if f in group[:number]] or amounts
            counts = [f for f in group[:number] if f.aspect in AMOUNTS and _counts(f, of)]
            if (
                len(totals) == 1
                and len(counts) == 1
                and not _of_another(group, each, counts, totals)
                and not of_several(totals[0], group)
                and not any(
                    f is not totals[0]
                    and _multiply([f.quantity, counts[0].quantity, each.quantity])
                    for f in group
                    if f.quantity.dimension == "元"
                )
            ):
                yield from _product(ctx, each, counts[0], totals[0], of == thing["of"])


_COMES_TO = re.compile(r"每[^，。；、\d]+[\d.]+[^，。；、\d]*(?:计|合计|共计?)$")
_EACH = re.compile(
    r"每(?P<of>[^，。；、]{1,2})$|(?:^|[^平])(?P<head>[人户村亩座处户])均|"
    r"[每单](?P<kind>公里|平方米|立方米|[人户村亩座处件台米吨])[^，。；、]{0,6}(?:成本|造价|补助|标准|工资|投资|投入)$"
)


def _of_another(group: list[Fact], each: Fact, counts: list[Fact], totals: list[Fact]) -> bool:
    """Tell whether the sentence gives the total's own price: of two prices only one is its."""
    prices = (f for f in group if f is not each and f.quantity.dimension == "元")
    return any(
        _EACH.search(squeeze(f.measure))
        and _multiply([totals[0].quantity, counts[0].quantity, f.quantity])
        for f in prices
    )


def _counts(fact: Fact, of: str) -> bool:
    return fact.quantity.dimension != "元" and (
        fact.quantity.unit == of or fact.measure.endswith(of)
    )


def _product(
    ctx: Context, each: Fact, count: Fact, total: Fact, certain: bool
) -> Iterator[Finding]:
    ctx.look(each.place)
    amounts = [total.quantity, count.quantity, each.quantity]
    if _multiply(amounts):
        return
    mended = mend(amounts, _multiply, short=True)
    if not certain and mended is None:
        return
    behind = (total.location.start or 0) < (each.location.start or 0)
    if behind and mean_of(each) and mend([each.quantity, total.quantity, count.quantity], divide):
        return  # told as a mean that its total and count belie
    value = base(each.quantity) * base(count.quantity)
    for found in conflict(
        ctx, "N120", cite(total), value,
        f"{said(count)}×{said(each)}={show(value, total.quantity.unit)}，报告“{spoken(total)}”写{said(total)}",
        others=[cite(count), cite(each)], severity=None if certain else "warning",
    ):  # fmt: skip
        # A slip in one of the three explains more than a like difference elsewhere.
        found.explanation = mended.words(amounts) if mended else found.explanation
        yield found


def _multiply(figures: Sequence[Quantity]) -> bool:
    total, count, each = (span(f) for f in figures)
    return count.times(each).meets(total)
