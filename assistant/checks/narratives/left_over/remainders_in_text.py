"""N: what a rate leaves over: those not satisfied, not in time, not in order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, makes_share, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.labels import show
from assistant.checks.mentions import (
    cite,
    is_amount,
    is_exact,
    left_of,
    right_of,
    said,
    this_year,
)
from assistant.checks.narratives.in_a_row import sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Quantity

_OPPOSITES = {
    "满意": "不满意",
    "完好": "维修|损坏|破损|故障",
    "合格": "返工|不符合|不全",
    "符合": "返工|不全",
    "准确": "错误|有误|不准",
    "正确": "错误|有误",
    "按时": "延后|推迟|推后|逾期|超期",
    "及时": "延后|推迟|逾期|超期|超时",
    "办结": "未结|在办|正在办",
    "完成": "正在实施|在建",
    "达标": "超标",
}
"""What a figure is called that lacks what a rate counts, besides 未… and 不…."""

_ASKED = re.compile(r"(访问|回访|走访|调查|抽查|抽检|检查|测评|问卷|巡检|评议)中，?(?:有|的)?$")


class _Rated(NamedTuple):
    """All of them, those that have it, and the rate between both."""

    whole: Fact
    part: Fact
    rate: Fact

    @property
    def rest(self) -> Decimal:
        return base(self.whole.quantity) - base(self.part.quantity)


@rule("N136", name="未达到的数与总数减达到的数不符", severity="warning", source="DOMAIN §8 比率")
def remainders(ctx: Context) -> Iterator[Finding]:
    """查什么：前面写“访问200人，满意185人，满意度92.5%”，后面写“访问中15人不满意”，应等于200减185；“按时付清149场，按时支付率98.0%，另有3场延后”，应与比率相符。

    为什么：总数、达到的数和比率写在成效里，没有达到的数写在问题和措施里，改了一处忘了另一处。
    举例：200人中185人满意，写成“51人不满意”不符。
    怎样改：核对调查（检查）记录后更正。
    何时不报：没有写总数、达到的数和比率；有两组同样单位的数而其中一组相符；说的只是其中一部分。
    """
    told = sentences_with(ctx, _APART)
    for report in ctx.pack.reports():
        facts = ctx.figures_of(report)
        rated: dict[str, list[_Rated]] = defaultdict(list)
        for group in _all_rated(facts):
            rated[group.part.quantity.unit].append(group)
        for number, rest in enumerate(facts):
            groups = rated.get(rest.quantity.unit, [])
            if not groups and rest.quote not in told:
                continue
            if rest.quantity.dimension in ("元", "%") or not is_amount(rest):
                continue
            if not this_year(rest, ctx.pack):
                continue
            found = list(_left_over(ctx, rest, groups))
            found = found or list(_besides(ctx, rest, facts[max(0, number - 2) : number]))
            yield from found or _among(ctx, rest, facts, number)


def _all_rated(facts: list[Fact]) -> Iterator[_Rated]:
    """Yield the rates that two counts of the report make, each with its counts."""
    for number, rate in enumerate(facts[1:], 1):
        part = facts[number - 1]
        if not _is_rate(rate) or part.quote != rate.quote or not is_exact(part):
            continue
        unit = part.quantity.unit
        whole = next((f for f in reversed(facts[: number - 1]) if f.quantity.unit == unit
                      and is_exact(f) and _makes(f, part, rate)), None)  # fmt: skip
        if whole is not None:
            yield _Rated(whole, part, rate)


def _is_rate(fact: Fact) -> bool:
    plain = fact.aspect == "rate" and fact.quantity.unit == "%"
    return plain and fact.quantity.comparator == "=" and fact.measure.endswith(("率", "度"))


def _makes(whole: Fact, part: Fact, rate: Fact) -> bool:
    return makes_share([rate.quantity, part.quantity, whole.quantity])


def _left_over(ctx: Context, rest: Fact, rated: list[_Rated]) -> Iterator[Finding]:
    of = [r for r in rated if _rest_of(rest, r)]  # all of the same unit
    if not of:
        return
    ctx.look(rest.place)
    told = base(rest.quantity)
    if any(r.rest == told for r in of) or len({r.rest for r in of}) > 1:
        return
    group = of[0]
    if told < group.rest and not _lacks(rest, group.rate):
        return  # of those left over only some may be meant
    value = group.rest
    yield from conflict(
        ctx, "N136", cite(rest), value,
        f"{said(group.whole)}中{said(group.part)}，“{spoken(group.rate)}”{said(group.rate)}，"
        f"其余{show(value, rest.quantity.unit)}，报告写{said(rest)}",
        others=[cite(group.whole), cite(group.part)],
    )  # fmt: skip


def _rest_of(rest: Fact, group: _Rated) -> bool:
    """Tell whether a figure says how many lack what a rate counts."""
    if rest.place in (group.whole.place, group.part.place):
        return False
    if base(rest.quantity) >= base(group.whole.quantity) or "其中" in left_of(rest)[-4:]:
        return False
    asked = _ASKED.search(left_of(rest))
    if asked:
        told = group.whole.quote + group.part.quote + _section(group.rate.place)
        return asked[1].removeprefix("回") in told and not _more_behind(rest)
    near = paragraph_of(rest) == paragraph_of(group.rate)
    return _lacks(rest, group.rate) and (near or _same_words(rest, group.rate))


def _more_behind(rest: Fact) -> bool:
    """Tell whether the sentence goes on with others of the same kind: “8人反映……、7人反映……”."""
    behind = re.findall(rf"\d({re.escape(rest.quantity.unit)})", right_of(rest).split("；")[0])
    return bool(behind)


def _lacks(rest: Fact, rate: Fact) -> bool:
    """Tell whether the words right around a figure deny what a rate counts."""
    stem = re.sub(r"[率度]$", "", rate.measure)
    if _DENIES.search(stem):
        return False  # what an 不合格率 leaves over is not 不合格
    key = next((key for key in _OPPOSITES if key in stem[-6:]), stem[-2:])
    words = f"[未不]{key}|没有{key}" + (f"|{_OPPOSITES[key]}" if key in _OPPOSITES else "")
    left = re.split(r"[，。；：、]", left_of(rest))[-1][-12:]
    right = re.split(r"[，。；：、\d]", right_of(rest))[0][:12]
    return any(re.search(words, text) for text in (left, right, rest.measure[-12:]))


_DENIES = re.compile("[不未非][一-龥]{1,4}$")


def _same_words(rest: Fact, rate: Fact) -> bool:
    """Tell whether a figure is named by the rate's own words denied: 未按时发放, 按时发放率."""
    denied = re.search(r"[未不]([^，。；\d]{3,})$", rest.measure)
    if denied is not None and f"{denied[1]}率" in rate.measure:
        return True
    left = re.search(r"(?:尚未|剩余未|仍未|还未)(.{2})", rest.measure)
    return left is not None and rate.measure == f"{left[1]}率"


def _section(place: Place) -> str:
    return place.split("@")[0].rpartition("/")[0]


_APART = re.compile("另有|其余|余下|剩余|中")
_BESIDES = re.compile(r"(?:另有|其余|余下|剩余)(?:的|有)?$")
_AMONG = ("中", "中，", "中有", "中，有")


def _besides(ctx: Context, rest: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check “149场，按时支付率98.0%，另有3场延后”: the rest and the part make all of them."""
    if len(before) < 2 or not _BESIDES.search(left_of(rest)[-4:]):
        return
    part, rate = before
    alike = is_exact(part) and part.quantity.unit == rest.quantity.unit
    if not alike or not _is_rate(rate) or not rest.quote == rate.quote == part.quote:
        return
    if not base(rest.quantity) or significant(rate.quantity) < 3:
        return
    ctx.look(rest.place)
    figures = [rate.quantity, part.quantity, rest.quantity]
    if _of_both(figures):
        return
    mended = mend(figures, _of_both)
    if mended is None:
        return
    all_of_them = base(part.quantity) + base(rest.quantity)
    value = (base(part.quantity) / all_of_them * 100).quantize(
        rate.quantity.precision or Decimal(1)
    )
    for found in conflict(
        ctx, "N136", cite(rate), value,
        f"{said(part)}÷（{said(part)}+{said(rest)}）={show(value, '%')}，报告“{spoken(rate)}”写{said(rate)}",
        others=[cite(part), cite(rest)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found


def _among(ctx: Context, rest: Fact, facts: list[Fact], number: int) -> Iterator[Finding]:
    """Check “办结率90.5%……21件中有2件未结”: all of them and the rest make the rate."""
    if not left_of(rest).endswith(_AMONG):
        return
    whole = facts[number - 1] if number else rest
    if not re.search(
        rf"{re.escape(whole.quantity.text)}[^，。；\d]{{0,6}}中，?有?$", left_of(rest)
    ):
        return
    rates = [f for f in facts[:number] if _is_rate(f) and f.quote == rest.quote
             and _lacks(rest, f)]  # fmt: skip
    if not rates or not is_exact(whole) or whole.quantity.unit != rest.quantity.unit:
        return
    ctx.look(rest.place)
    figures = [rates[-1].quantity, whole.quantity, rest.quantity]
    if base(whole.quantity) <= base(rest.quantity) or _of_others(figures):
        return
    value = base(whole.quantity) * (1 - base(rates[-1].quantity) / 100)
    yield from conflict(
        ctx, "N136", cite(rest), value.quantize(Decimal(1)),
        f"{said(whole)}，“{spoken(rates[-1])}”{said(rates[-1])}，其余应约{value.quantize(Decimal(1))}{rest.quantity.unit}，"
        f"报告写{said(rest)}",
        others=[cite(whole), cite(rates[-1])],
    )  # fmt: skip


def _of_others(figures: Sequence[Quantity]) -> bool:
    stated, whole, rest = figures
    quotient = span(whole).minus(span(rest)).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


def _of_both(figures: Sequence[Quantity]) -> bool:
    stated, part, rest = figures
    quotient = span(part).over(span(part) + span(rest))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


_GIVEN = re.compile(
    r"(?:提出|下达|发现|排查|受理|收到|接到|交办|上报|反馈|登记|签订)[^，。；、\d]{0,12}$"
)
_DONE = re.compile(
    r"^[^，。；、\d]{0,8}，?(?:均?已|现已|全部|其中)?(?:完成)?(?:整改|办结|复查合格|解决|修复|销号|处理|答复|回复|兑现)(?:完成|到位)?$"
)


@rule("N143", name="办结数超过受理数", severity="error", source="DOMAIN §8 列举与个数")
def done_of_given(ctx: Context) -> Iterator[Finding]:
    """查什么：“下达整改通知39份，复查合格39份”“提出的7条意见，已整改7条”，办结（整改）的数不应超过受理（提出）的数。

    为什么：办结的不会比受理的多，必有一个数写错。
    举例：提出7条意见，写成已整改9条。
    怎样改：核对台账后更正。
    何时不报：两数不相邻、单位不同；没有写受理、提出、发现等数；办结的含以前年度（写“累计”“含上年”）。
    """
    for report in ctx.pack.reports():
        for given, done in pairwise(ctx.figures_of(report)):
            if given.quote != done.quote or given.quantity.unit != done.quantity.unit:
                continue
            if not _GIVEN.search(left_of(given)) or not is_exact(given) or not is_exact(done):
                continue
            between = left_of(done).rpartition(given.quantity.text)[2]
            if not _DONE.search(between):
                continue
            ctx.look(done.place)
            if base(done.quantity) > base(given.quantity) and not re.search(
                "累计|含上年", done.quote
            ):
                yield from conflict(
                    ctx, "N143", cite(done), base(given.quantity),
                    f"“{spoken(given)}”{said(given)}，办结（整改）{said(done)}多于该数",
                    others=[cite(given)],
                )  # fmt: skip
