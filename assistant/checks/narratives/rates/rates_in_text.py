"""N: rates that a text states beside their operands, and what is left over.

Where names make the operands certain the arithmetic alone decides. Where only their order
does, a rule speaks if one slip of the pen in one figure explains the difference.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import HUNDRED, add_spans, base, makes_share, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import (
    REACH,
    cite,
    is_exact,
    left_of,
    right_of,
    said,
)
from assistant.checks.narratives.rates.no_operands import (
    beside_in_a_list,
    has_of_all,
    of_one_kind,
    part_of_a_list,
    told_in_a_row,
    without_used,
)
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity

_RATE = re.compile(r"(?P<stem>[一-龥]{2})[率度]$")
_LOSS = re.compile(r"损|漏|耗|节约|节省|空置|流失|差错|退回|下降|降幅|减少")


# “执行率89.87%，比基本支出执行率99.60%低”: the second is the rate of something else.
_YARDSTICK = re.compile(r"比(?![例重率])|较(?!好|差)|低于|高于|不低于|不高于")
_LAST_YEAR = re.compile(r"(?:上年|去年)(?:同期)?的?$")
_HELD_AGAINST = re.compile(r"[较比](?:上年|去年|同期)[^，。；、\d]{0,8}$")
"""What a total rose from (面积692万平方米，较上年668万平方米增加) is no base of this year's rates."""
_OF_BEDS = re.compile(r"床位(?:使用|周转)率|周转率")
_UNDONE = re.compile(r"(?:尚|仍)?未|没有|逾期|超期|不(?=[合达通])")
_OF_MONEY = re.compile("资金|预算|经费|支出")
"""Rates of money are made of amounts of money, not of how many things were done."""
_PLANNED = ("执行", "完成", "到位", "控制", "支付")


@rule("N112", name="句中比率与两数不符", severity="error", source="DOMAIN §8 比率")
def rates(ctx: Context) -> Iterator[Finding]:
    """查什么：写了总数、完成数和比率，如“排查212件，化解204件，化解率96.2%”，比率应等于两数之比（漏损率、节约率等为差额之比）。

    为什么：比率由前面两个数算出，不符说明有一个数写错。
    举例：应发3120笔、按时发放3092笔，按时发放率应为99.1%，写成91.9%不符。
    怎样改：按两个数重新计算后更正。
    何时不报：前面没有对应的两个数；资金执行率前只有个数；比率说的是别的事；名称对不上，又看不出笔误。
    """
    for group in ctx.paragraphs:
        for number, rate in enumerate(group):
            if (
                not _is_rate(rate)
                or _OF_BEDS.search(rate.measure)
                or _LAST_YEAR.search(left_of(rate)[-6:])
            ):
                continue
            before = group[:number]
            named = operands([f for f in before if f.quote == rate.quote], rate)
            pairs = [named] if named else _pairs_before(before, rate)
            if not named or len(squeeze(rate.measure)) > _LONG:  # 末梢水合格率 beside 合格率
                pairs = list(without_used(pairs, rate, before))
            if _OF_MONEY.search(rate.measure):
                pairs = [pair for pair in pairs if pair[0].quantity.dimension == "元"]
            if not pairs:
                continue
            last = {f.place for f in before[-REACH:]}
            near = [f for f in group if f.quote == rate.quote or f.place in last]
            wholes = [f for f in near if f.aspect == "value"]
            given = any(_gives(*pair, rate) for pair in pairs) or any(
                _gives(x, y, rate) for x in near for y in wholes if x is not y
            )
            if named or given:
                ctx.look(rate.place)
            turned = _turned(rate, pairs)
            if turned is not None:
                yield from _rate(ctx, rate, [turned], certain=True)
                continue
            if given or _of_a_sum(near, rate) or has_of_all(near, rate):
                continue
            if named or _one_slip(rate, pairs) or not told_in_a_row(ctx, rate):
                yield from _rate(ctx, rate, pairs, certain=named is not None and _in_full(rate))


def _turned(rate: Fact, pairs: list[tuple[Fact, Fact]]) -> tuple[Fact, Fact] | None:
    """Return what a rate above all there is was divided of the wrong way round: 84÷81 mended."""
    if base(rate.quantity) <= _ALL or _planned_rate(squeeze(rate.measure)[:-1]):
        return None
    for part, whole in pairs:
        less = base(part.quantity) < base(whole.quantity) and _names(_stem_of(rate), part)
        if less and _divides([rate.quantity, whole.quantity, part.quantity]):
            return part, whole
    return None


_ALL = 100


def _one_slip(rate: Fact, pairs: list[tuple[Fact, Fact]]) -> bool:
    """Tell whether one figure miswritten spoils a rate that an indicator bears out."""
    mended = [mend([f.quantity for f in (rate, *pair)], makes_share) for pair in pairs]
    return any(each is not None and not each.moved_point for each in mended)


def _of_a_sum(near: list[Fact], rate: Fact) -> bool:
    """Tell whether several figures together make the rate: 优良12个、合格18个, of 30个."""
    here = [f for f in near if f.quote == rate.quote and is_exact(f)][-REACH:]
    pairs = (
        (a, b) for a in here for b in here if a is not b and a.quantity.unit == b.quantity.unit
    )
    for one, other in pairs:  # what was carried over and what came in, of which so many were closed
        whole_of = add_spans([one.quantity, other.quantity])
        for part in here:
            same = part not in (one, other) and part.quantity.unit == one.quantity.unit
            quotient = span(part.quantity).over(whole_of) if same else None
            if quotient and quotient.times(HUNDRED).meets(rate.quantity.interval()):
                return True
    for whole in here:
        parts = [f for f in here if f is not whole and f.quantity.unit == whole.quantity.unit]
        for few in (
            parts[start:stop]
            for start in range(len(parts))
            for stop in range(start + 2, len(parts) + 1)
        ):
            quotient = add_spans([f.quantity for f in few]).over(span(whole.quantity))
            if quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval()):
                return True
    return False


def _stem_of(rate: Fact) -> str:
    match = _RATE.search(squeeze(rate.measure))
    assert match is not None
    return match["stem"]


def _is_rate(fact: Fact) -> bool:
    return (
        fact.aspect == "rate" and fact.quantity.unit == "%" and fact.quantity.comparator == "="
        and bool(_RATE.search(squeeze(fact.measure))) and not _YARDSTICK.match(fact.measure)
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
        mended = mend(amounts, _undone_way(rate) if _undone(part, rate) else _way(rate))
        stem, words = _stem_of(rate), left_of(rate).removesuffix(squeeze(rate.measure))
        told = stem in words or stem[::-1] in words  # 回收率 of what was 收回
        enough = 2 if told or base(rate.quantity) > 100 else 3  # a part is no more than all
        if not certain and (mended is None or significant(rate.quantity) < enough):
            continue
        ctx.look(rate.place)
        value = base(part.quantity) / base(whole.quantity) * 100
        sign = f"{said(part)}÷{said(whole)}"
        if (_LOSS.search(rate.measure) and not certain) or _undone(part, rate):
            value, sign = 100 - value, f"（{said(whole)}-{said(part)}）÷{said(whole)}"
        for found in conflict(
            ctx, "N112", cite(rate), Decimal(rounded(value)),
            f"{sign}={rounded(value)}%，报告“{spoken(rate)}”写{said(rate)}",
            others=[cite(part), cite(whole)], severity=None if certain else "warning",
        ):  # fmt: skip
            found.explanation = found.explanation or (mended.words(amounts) if mended else "")
            yield found
        return


_LONG = 3
_PERSONS = {"人", "名", "人次"}


def _gives(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Tell whether two figures, the whole an amount of its own, can make the stated rate."""
    one, other = part.quantity.dimension, whole.quantity.dimension
    if one != other and not (one in _PERSONS and other in _PERSONS):
        return False
    figures = (part.quantity, whole.quantity, rate, rate.quantity)
    return _quotient(*figures) or (_undone(part, rate) and _rest(*figures))


_Fits = Callable[[Sequence[Quantity]], bool]


def _way(rate: Fact) -> _Fits:
    """Return whether one of two figures is the stated share of the other: a slip may swap them."""

    def either(figures: Sequence[Quantity]) -> bool:
        stated, one, other = figures
        return _quotient(one, other, rate, stated) or _quotient(other, one, rate, stated)

    return either


def _undone_way(rate: Fact) -> _Fits:
    """Return whether all but what was not done is the stated share."""
    return lambda figures: _rest(figures[1], figures[2], rate, figures[0])


def _rest(undone: Quantity, whole: Quantity, rate: Fact, stated: Quantity) -> bool:
    quotient = span(undone).over(span(whole))
    return quotient is not None and HUNDRED.minus(quotient.times(HUNDRED)).meets(stated.interval())


def _quotient(part: Quantity, whole: Quantity, rate: Fact, stated: Quantity) -> bool:
    quotient = span(part).over(span(whole))
    if quotient is None:
        return False
    share = quotient.times(HUNDRED)
    return share.meets(stated.interval()) or (
        bool(_LOSS.search(rate.measure)) and HUNDRED.minus(share).meets(stated.interval())
    )


def operands(before: list[Fact], rate: Fact) -> tuple[Fact, Fact] | None:
    """Return the two figures a rate is of: the part shares its stem, the whole stands before."""
    stem = _RATE.search(squeeze(rate.measure))
    assert stem is not None
    values = [f for f in before if f.aspect == "value" and f.quantity.comparator == "="
              and not _HELD_AGAINST.search(left_of(f))]  # fmt: skip
    if stem["stem"] == "调整":
        return _adjusted(values)
    for number in range(len(values) - 1, 0, -1):
        part, whole = values[number], values[number - 1]
        same = part.quantity.dimension == whole.quantity.dimension
        if (
            same
            and base(whole.quantity)
            and not _undone(part, rate)
            and (_names(stem["stem"], part) or _planned(whole, part, stem["stem"]))
        ):
            if _siblings(part, whole, rate) or of_one_kind(part, whole):
                return None
            if base_of := _base_by_word(stem["stem"], values[:number], part):
                return part, base_of
            return _in_order(part, whole, rate)
    return None


def _in_order(part: Fact, whole: Fact, rate: Fact) -> tuple[Fact, Fact]:
    """Return part and whole: the smaller is the part, but where one slip makes it the larger."""
    figures = (rate.quantity, part.quantity, whole.quantity)
    if base(part.quantity) > base(whole.quantity) and mend(figures, _divides, short=True):
        return part, whole
    small, large = sorted((part, whole), key=lambda f: base(f.quantity))
    return small, large


def _divides(figures: Sequence[Quantity]) -> bool:
    stated, part, whole = figures
    quotient = span(part).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


# What a rate of doing is of, by its word: 执行率 of the whole year's budget, 完成率 of the target.
_BASES = {
    "执行": re.compile(r"全年预算|调整后|调整预算|预算总额"), "支付": re.compile(r"全年预算|调整后|到位"),
    "节约": re.compile(r"预算|控制价|限价|概算|送审|计划"),
    "完成": re.compile(r"目标|计划|任务|应(?![用急])"), "到位": re.compile(r"预算|计划|应(?![用急])"),
}  # fmt: skip


def _base_by_word(stem: str, ahead: list[Fact], part: Fact) -> Fact | None:
    """Return the figure before a part that the word of the rate asks for, if one is named so."""
    wanted = _BASES.get(stem)
    named = [f for f in ahead if wanted and wanted.search(f.measure) and base(f.quantity)
             and f.quantity.dimension == part.quantity.dimension]  # fmt: skip
    return named[-1] if named else None


def _adjusted(values: list[Fact]) -> tuple[Fact, Fact] | None:
    """Return what was added to the initial budget, and that budget: a 调整率 is of these."""
    initial = [f for f in values if "年初" in f.measure and base(f.quantity)]
    added = [f for f in values if re.search(r"追加|调增|调减|核减|增加|减少", f.measure)]
    if (
        not initial
        or len(added) != 1
        or added[0].quantity.dimension != initial[-1].quantity.dimension
    ):
        return None
    return added[0], initial[-1]


def _names(stem: str, part: Fact) -> bool:
    """Tell whether a figure is named by a rate's stem: 收回288份 of 回收率."""
    measure = squeeze(part.measure)
    return stem in measure or (stem[::-1] in measure and stem[::-1] in ("收回", "应答"))


def _undone(part: Fact, rate: Fact) -> bool:
    """Tell whether a figure is what was not done, where the rate is of what was."""
    stem = _RATE.search(squeeze(rate.measure))
    denied = stem and re.search(f"[未不]{stem['stem']}", part.measure)
    named = denied or re.match(r"尚?未|不", part.measure) or _UNDONE.match(right_of(part))
    return bool(named) and not re.search(r"未|不|逾期|超期", rate.measure)


def _siblings(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Tell whether both are done, none is what ought to be: 初中毕业生就业, 高中毕业生就业."""
    if any(re.search(rf"应.{{0,4}}{_core(f.measure)}$", f.measure) for f in (part, whole)):
        return False
    return _core(part.measure) in rate.measure and _core(whole.measure) in rate.measure


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
    values = [f for f in before[-REACH:] if is_exact(f)]
    if not values or values[-1].quote != rate.quote:
        return []
    part = values[-1]
    if part.quantity.dimension == "元" and not _LOSS.search(rate.measure):
        return []  # rates of money are the tables' matter
    if part_of_a_list(part) and set(_stem_of(rate)).isdisjoint(part.measure):
        return []  # the rate's own name has nothing of the list's last part
    return [
        (part, whole) for whole in reversed(values[:-1])
        if whole.quantity.unit == part.quantity.unit and base(whole.quantity)
        and not (beside_in_a_list(part, whole) or of_one_kind(part, whole))
    ]  # fmt: skip


@rule("N117", name="剩余数与总数减完成数不符", severity="error", source="DOMAIN §8 比率")
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
        whole, done, quote = relation.whole, relation.parts[0], relation.quote
        for fact in ctx.pack.figures:
            if fact.quote != quote or not _remaining(fact, done):
                continue
            ctx.look(fact.place)
            gap = base(whole.quantity) - base(done.quantity)
            if base(fact.quantity) != gap and gap > 0:
                yield from conflict(
                    ctx, "N117", cite(fact), gap,
                    f"{said(whole)}减{said(done)}应余{show(gap, fact.quantity.unit)}，报告“{spoken(fact)}”写{said(fact)}",
                    others=[cite(whole), cite(done)],
                )  # fmt: skip


def _remaining(fact: Fact, done: Fact) -> bool:
    return (
        fact.quantity.dimension == done.quantity.dimension
        and fact.quantity.comparator == "="
        and (fact.location.start or 0) > (done.location.start or 0)
        and fact.measure.startswith(("尚", "未", "剩余", "余下", "其余"))
    )
