"""N: means whose own sentence says what they are of, so that their total and count are certain."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, right_of, said, shown, this_year
from assistant.checks.narratives.in_a_row import between, clause_of, is_plain
from assistant.checks.narratives.means.means_in_text import mean_name, shared_out, told_of_each
from assistant.checks.narratives.means.operands_of_means import (
    basis_of,
    counts_a_part,
    is_count,
    is_total,
)
from assistant.checks.registry import rule
from assistant.facts.naming import likeness
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.quantity import Interval

_MEAN = re.compile(
    r"(?:折合|折算|平均|相当于|折|合|均?摊到|分摊到|分摊至|均摊)(?:为|成|到)?每(?:一|个|名|座)?(?P<each>[^，。；：、\d每均]{1,3}?)(?:平均)?(?:成本|造价|投入|支出|费用)?(?:[身头]?上)?(?:一年|全年)?(?:约)?(?:为|是)?$|"
    r"单(?P<one>[车台块户套处座件村])(?:平均[^，。；：、\d均]{0,4}|均?[^，。；：、\d均]{0,4}(?:成本|造价|费用?|支出|均价))(?:为|是)?$|"
    r"(?P<head>[人户村亩座处场家期件日天车班次生床校台站月])均[^，。；：、\d均比较]{0,8}$|平均(?P<stay>住院日|班(?=额))额?(?:为|是)?$"
)
_SAID_SO = re.compile(r"每|单|均|住院日")
_YEARS = re.compile(r"(?P<many>[两二三四五])年(?:期)?[^，。；\d]{0,6}(?:总|合同|共|累计)")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_ROUGH, _ALIKE = Decimal("0.05"), 2


class _Of(NamedTuple):
    total: Fact
    number: Fact


@rule("N181", name="平均数与所说的总数、个数不符", severity="warning", source="DOMAIN §8 比率")
def means_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“在校生2916人、教学班68个……班均42.9人”“全年开放329天，接待112.6万人次，日均3422人次”“公用经费149.24万元。人均2.30万元（按在职65人计算）”，句中写明总数和个数（或写明“按……计”）的，平均数应等于总数除以个数。

    为什么：平均数由总数和个数算出，常见的是拿错个数、抄错小数。
    举例：2916人÷68个班=42.9人，写成49.2人不符。
    怎样改：核对总数、个数后重新计算。
    何时不报：总数、个数各有几个而其中一对相符；平均数写“约”；说的是上年、标准、目标；写明开放天数的，只按开放天数算。
    """
    told = ctx.once(told_of_each)
    for paragraph in ctx.paragraphs:
        for number, mean in enumerate(paragraph):
            if mean.place not in told and "单" not in mean.quote and "住院日" not in mean.quote:
                continue
            thing = _thing(mean)
            if thing and this_year(mean, ctx.pack):
                yield from _mean(ctx, mean, thing, paragraph, number)


def _thing(fact: Fact) -> str:
    """Return over what a figure is a mean, "" for one that isn't told so."""
    clause = clause_of(fact)
    quantity = fact.quantity
    if not _SAID_SO.search(clause) or not quantity.known() or quantity.comparator != "=":
        return ""
    if quantity.unit == "%" or right_of(fact)[:1] == "倍" or quantity.upper is not None:
        return ""
    if re.search(
        "标准|定额|限额|目标|上年|去年|同期|[比较]|[高低]于|超过|不足", clause
    ) or re.search(r"[月日年]人均|均每[年月日天季]", clause):
        return ""
    found = _MEAN.search(clause)
    thing = next((w for w in found.groups() if w), "") if found else ""
    return thing[:1] if thing[1:] in _KINDS else thing


_KINDS = ("车", "艇", "船", "机", "车辆", "设备")
"""What a unit of machines may be followed by: 每台车, 每艘艇."""


def _mean(
    ctx: Context, mean: Fact, thing: str, paragraph: list[Fact], number: int
) -> Iterator[Finding]:
    row = [f for f in ctx.sentence_of[mean.place] if f is not mean]
    ahead = paragraph[:number]
    counts = [f for f in (row if thing != "住院日" else ahead) if is_count(f, thing)]
    totals = [f for f in ahead if is_total(f, mean, thing)]
    if thing == "月" and (years := next((t for t in reversed(totals) if _years_of(t)), None)):
        yield from _over_years(ctx, mean, years)
        return
    if thing == "车" and not counts:
        counts = _vehicles(ctx.pack, mean)
    pair = _by_basis(mean, thing, ahead, row, totals) or _certain(mean, thing, row, totals, counts)
    if pair is None or not _named_alike(mean, thing, pair):
        return
    ctx.look(mean.place)
    if _fits(mean, pair):
        return
    everywhere = [f for f in paragraph if is_count(f, thing)]
    sure = pair.number in basis_of(row) or thing in ("日", "天")
    if not sure and _any_fits(mean, totals, everywhere):
        return
    yield from _wrong(ctx, mean, pair)


_OF_ITS_OWN = re.compile("可支配|纯收入|增收|生产总值|预期|寿命|年龄|日照|气温")
_PLAIN_WORDS = re.compile(
    r"平均|折[合算]?|相当于|达到|每|[约为是达成]|全年|本年|实际|[一-龥]均|班额|单[车台块户套处座件村]"
)


def _named_alike(mean: Fact, thing: str, pair: _Of) -> bool:
    """Tell whether a mean has no name but its own, or one that its total or count has too."""
    clause = clause_of(mean)
    if _OF_ITS_OWN.search(clause):
        return False
    name = _PLAIN_WORDS.sub("", clause).removesuffix(thing)
    told = pair.total.measure + pair.number.measure + clause_of(pair.total) + clause_of(pair.number)
    return len(name) < _ALIKE or likeness(name, told) >= _ALIKE


def _by_basis(
    mean: Fact, thing: str, ahead: list[Fact], row: list[Fact], totals: list[Fact]
) -> _Of | None:
    basis = [f for f in basis_of(row) if is_count(f, thing)]
    own = [f for f in totals if f in row] or totals
    named = [f for f in own if len(f.measure) >= 3 and f.measure[-4:] in clause_of(mean)]
    total = (named or own)[-1:] if named or len(own) == 1 else []
    return _Of(total[0], basis[0]) if total and len(basis) == 1 else None


def _certain(
    mean: Fact, thing: str, row: list[Fact], totals: list[Fact], counts: list[Fact]
) -> _Of | None:
    """Return total and count that the sentence has but one of each, or that stand side by side."""
    here = [f for f in totals if f in row]
    if re.match(r"，?(?:共计?|合计)", right_of(mean)):
        return None  # “24期，每期50人，共1200人”: told as factors of a product
    before = [f for f in counts if _start(f) < _start(mean) or f not in row]
    own = [[f for f in kind if f.quote == mean.quote] for kind in (here, before)]
    if all(own):
        here, before = own
    if not here or not before:
        return None
    total, count = here[-1], before[-1]
    if (
        thing in "日天"
        and len(thing) == 1
        and not re.search("开放|运行|营业|工作|服务|监测|开馆|上班|作业|供水", clause_of(count))
    ):
        return None
    if len(here) == 1 and len(before) == 1:
        return None if counts_a_part(total, count) else _Of(total, count)
    near = [here[0], before[0]]  # “在校生2916人、教学班68个，其中一年级……；班均”
    divided = re.match("，?其中|，?分别", between(max(near, key=_start), _next(row, near)))
    return _Of(here[0], before[0]) if divided and len(before) == 1 else None


def _vehicles(pack: Pack, mean: Fact) -> list[Fact]:
    """Return the one number of official cars that a report has, for “运行维护费18.32万元，车均”."""
    report = mean.place.split("/")[0]
    told = [f for f in pack.figures if f.place.startswith(report) and f.quantity.unit in ("辆", "台")
            and is_plain(f) and re.search("公务用车|公车|车辆|保有", f.measure + clause_of(f))]  # fmt: skip
    return told[:1] if len({base(f.quantity) for f in told}) == 1 else []


def _next(row: list[Fact], near: list[Fact]) -> Fact:
    last = max(near, key=_start)
    return next((f for f in row if _start(f) > _start(last)), last)


def _start(fact: Fact) -> int:
    return fact.location.start or 0


def _years_of(total: Fact) -> int:
    found = _YEARS.search(left_of(total)[-16:])
    return _NUMBERS[found["many"]] if found else 0


def _over_years(ctx: Context, mean: Fact, total: Fact) -> Iterator[Finding]:
    """Check “三年合同总价213万元……月均5.92万元”: three years have 36 months."""
    months = Decimal(12 * _years_of(total))
    ctx.look(mean.place)
    each = total.quantity.interval().over(Interval(months, months))
    if each is None or each.meets(_wide(mean)) or total.quote != mean.quote:
        return
    step = (mean.quantity.precision or Decimal(1)) * mean.quantity.scale
    value = (base(total.quantity) / months / step).quantize(Decimal(1)) * step
    yield from conflict(
        ctx, "N181", cite(mean), value,
        f"{said(total)}÷{months}个月={shown(value, mean.quantity)}，报告“{mean_name(mean)}”写{said(mean)}",
        others=[cite(total)],
    )  # fmt: skip


def _fits(mean: Fact, pair: _Of) -> bool:
    return _divides(mean, pair.total, pair.number)


def _divides(mean: Fact, total: Fact, count: Fact) -> bool:
    rough = _ROUGH if count.quantity.comparator == "~" else Decimal(0)
    divisor = base(count.quantity)
    quotient = _in_unit(total, mean).over(Interval(divisor * (1 - rough), divisor * (1 + rough)))
    return quotient is not None and quotient.meets(_wide(mean))


def _wide(mean: Fact) -> Interval:
    """Return what a mean may stand for; cut off instead of rounded will do."""
    exact = mean.quantity.interval()
    return Interval(exact.low, exact.high + (exact.high - exact.low) / 2)


def _in_unit(total: Fact, mean: Fact) -> Interval:
    wan = total.quantity.unit == f"万{mean.quantity.unit}" and mean.quantity.dimension != "元"
    factor = Decimal(10_000) if wan else Decimal(1)
    return total.quantity.interval().times(Interval(factor, factor))


def _any_fits(mean: Fact, totals: list[Fact], counts: list[Fact]) -> bool:
    if any(_divides(mean, t, c) for t in totals for c in counts if t is not c):
        return True
    sums = [span(a.quantity) + span(b.quantity) for a, b in combinations(counts[:6], 2)]
    return any(
        (quotient := _in_unit(total, mean).over(each)) is not None and quotient.meets(_wide(mean))
        for total in totals for each in sums
    )  # fmt: skip


def _wrong(ctx: Context, mean: Fact, pair: _Of) -> Iterator[Finding]:
    value = shared_out(pair.total, pair.number, mean)
    figures = [mean.quantity]
    mended = mend(figures, lambda q: q[0].base == value)
    for found in conflict(
        ctx, "N181", cite(mean), value,
        f"{said(pair.total)}÷{said(pair.number)}={shown(value, mean.quantity)}，报告“{mean_name(mean)}”写{said(mean)}",
        others=[cite(pair.total), cite(pair.number)],
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(figures) if mended else "")
        yield found
