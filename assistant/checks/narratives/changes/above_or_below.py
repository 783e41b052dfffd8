"""N: 高于, 低于, 超过, 控制在……以内: whether the figure before really is above or below."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.mentions import cite, left_of, pointed, right_of, said, shown
from assistant.checks.narratives.in_a_row import between, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.facts.relations.words import same_things
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_HINT = re.compile("[高低多少大小]于|超过|超出|不足|不及|以内|突破")
_UP, _DOWN = (
    "高于|超过|超出|多于|大于|突破",
    "低于|不足|少于|不及|小于|不超过|未超过|不高于|没有超过|未突破|控制在",
)
_SAID = re.compile(
    rf"，(?:也|均|已|仍|大幅|远|明显|略|稍|分别)?(?P<word>{_DOWN}|{_UP})(?:了)?[^，。；：、\d]{{0,12}}$"
)
_YARDSTICK = re.compile(
    r"^(?:（[^）]*）)?(?:的|这一)?[^，。；：、\d]{0,6}(?:标准|限额|限值|上限|下限|红线|水平|目标|目标值|指标值|要求|均值|平均数|控制[数线价]|定额|预算|计划|任务|警戒线|底线)(?:要求|以内|之内)?(?=[，。；（]|$)"
    r"|^(?:以内|之内)?[，。；]|^$"
)
_APART = re.compile(
    r"，?(?P<word>高于|低于|超过|超出)[^，。；：、\d]{0,10}(?:（)?(?P<yard>\d[\d.]*%)(?:）)?[^，。；：、\d]{0,8}$"
)
_COMPARED = re.compile(
    r"(?:[比较]|[高低多少]于|超过|达到|完成|占|目标|计划|标准|上年|去年)[^，。；：、\d]{0,12}$"
)


@rule("N180", name="高于、低于与两数大小相反", severity="warning", source="DOMAIN §8 增减")
def above_or_below(ctx: Context) -> Iterator[Finding]:
    """查什么：“每公里补贴3.64元，低于3.8元的控制标准”“漏戴率2.8%，高于全县1.5%的平均水平1.3个百分点”，写高于（超过）的应当更大，写低于（不足、控制在……以内）的应当更小。

    为什么：数改了，后面的评价没有跟着改；方向写反，结论就反了。
    举例：每公里补贴4.36元，写成低于3.8元的控制标准不符。
    怎样改：核对两个数，更正数字或者改写“高于”“低于”。
    何时不报：中间隔着别的数；“低于控制标准45.34元”说的是低多少，不是标准本身；后面接着说有多少个高于（低于）；两数单位不同；数带“约”。
    """
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        if not any(fact.quote in hinted for fact in row):
            continue
        for number, fact in enumerate(row):
            if number and fact.quote in hinted:
                yield from _compared(ctx, row[number - 1], fact)
                yield from _points(ctx, fact, row[:number])


def _exact(fact: Fact) -> bool:
    rate = fact.quantity.unit == "%" and fact.aspect != "growth" and fact.quantity.comparator == "="
    return (is_plain(fact) or rate) and fact.quantity.known() and fact.quantity.upper is None


def _compared(ctx: Context, own: Fact, limit: Fact) -> Iterator[Finding]:
    """Check “每公里补贴3.64元，低于3.8元的控制标准”: nothing else stands between the two."""
    if own.quote != limit.quote or not _exact(own) or not same_things(own, limit):
        return
    quantity = limit.quantity
    if not quantity.known() or quantity.upper is not None or quantity.comparator == "~":
        return
    printed = re.match(rf"(?:{_DOWN}|{_UP})?", quantity.text)
    gap = left_of(limit).rpartition(own.quantity.text)[2] + (printed.group() if printed else "")
    told = _SAID.fullmatch(gap)
    if told is None or not _YARDSTICK.match(right_of(limit)):
        return
    if told["word"] == "控制在" and not _within(limit):
        return
    if _COMPARED.search(clause_of(own)):
        return
    ctx.look(limit.place)
    first, second = base(own.quantity), base(quantity)
    up = re.fullmatch(_UP, told["word"]) is not None
    if (
        (first > second)
        if up
        else (first <= second if _may_equal(told["word"]) else first < second)
    ):
        return
    if first == second and not _may_equal(told["word"]):
        return  # as printed they are level: the finer digits may differ
    if _may_be_gap(ctx, own, limit, told["word"], gap):
        return
    yield from _wrong(ctx, own, limit, told["word"])


_BELOW = ("低于", "少于", "小于")


def _may_be_gap(ctx: Context, own: Fact, limit: Fact, word: str, ahead: str) -> bool:
    """Tell whether a figure may be by how much another is below: “低于控制标准45.34元”.

    So it is where a figure of the pack is as much more, or where no standard would be so low.
    """
    bare = re.match(r"(?:（[^）]*）)?(?:[，。；]|$)", right_of(limit))
    if word not in _BELOW or not bare or ahead.endswith(word):
        return False
    first, second = base(own.quantity), base(limit.quantity)
    known = (f.quantity for f in ctx.pack.figures if f.quantity.dimension == own.quantity.dimension)
    return second * 2 < first or any(q.known() and base(q) == first + second for q in known)


def _within(limit: Fact) -> bool:
    """Tell whether 以内 stands behind a limit, or is read as a part of it."""
    ends = ("以内", "之内")
    return limit.quantity.text.endswith(ends) or right_of(limit).startswith((*ends, "的"))


def _may_equal(word: str) -> bool:
    return word.startswith(("不", "未", "没", "控"))


def _points(ctx: Context, gap: Fact, ahead: list[Fact]) -> Iterator[Finding]:
    """Check “漏戴率2.8%，高于全县1.5%的平均水平1.3个百分点”: the size is right, the side wrong."""
    if gap.quantity.unit != "百分点" or not gap.quantity.known() or len(ahead) < 2:
        return
    told, limit = _APART.search(left_of(gap)), ahead[-1]
    if (
        told is None
        or limit.quantity.unit != "%"
        or limit.quote != gap.quote
        or not limit.quantity.known()
    ):
        return
    own = [f for f in ahead[:-1] if f.quote == gap.quote and f.quantity.unit == "%" and _exact(f)
           and not _COMPARED.search(clause_of(f))]  # fmt: skip
    if not own:
        return
    ctx.look(gap.place)
    apart = [base(f.quantity) - base(limit.quantity) for f in own]
    up = told["word"] != "低于"
    size = base(gap.quantity)
    near = len(own) == 1 or (own[-1] is ahead[-2] and _right_behind(own[-1], limit))
    if near and not any(_so_far(f, limit, gap) for f in own):
        yield from _wrong_points(ctx, gap, own[-1], limit)
        return
    if abs(apart[-1]) != size or (apart[-1] > 0) == up or any(
        abs(each) == size and (each > 0) == up for each in apart
    ):  # fmt: skip
        return
    yield from _wrong(ctx, own[-1], limit, told["word"])


_GOAL = re.compile("的?[^，。；：、\\d]{0,6}(?:目标|指标|标准|任务|计划|要求)")


def _so_far(own: Fact, limit: Fact, gap: Fact) -> bool:
    """Tell whether two rates are so far apart, whichever is higher, as printed."""
    goal = Interval(base(limit.quantity), base(limit.quantity))  # a goal is no rounded figure
    held = goal if _GOAL.match(right_of(limit)) else span(limit.quantity)
    apart, told = span(own.quantity).minus(held), span(gap.quantity)
    return apart.meets(told) or apart.meets(Interval(-told.high, -told.low))


def _right_behind(own: Fact, limit: Fact) -> bool:
    """Tell whether nothing but a comma stands between a rate and what it is held against."""
    return bool(re.fullmatch(r"，(?:[高低]于|超[过出])?[^，。；：、\d]{0,8}", between(own, limit)))


def _wrong_points(ctx: Context, gap: Fact, own: Fact, limit: Fact) -> Iterator[Finding]:
    value = abs(base(own.quantity) - base(limit.quantity))
    yield from conflict(
        ctx, "N180", cite(gap), value,
        f"{said(own)}与{limit.quantity.raw.strip().lstrip('高低于超过出')}相差"
        f"{shown(value, gap.quantity)}，报告写{pointed(said(gap))}",
        others=[cite(own), cite(limit)],
    )  # fmt: skip


def _wrong(ctx: Context, own: Fact, limit: Fact, word: str) -> Iterator[Finding]:
    above = base(own.quantity) > base(limit.quantity)
    value = limit.quantity.raw.strip().removeprefix(word)
    yield finding(
        ctx, "N180", own.place,
        f"{said(own)}{'大于' if above else '小于'}{value}，报告写“{word}{value}”，与两数大小相反。",
        items=[cite(own), cite(limit)], found=f"{said(own)}{word}{value}",
        expected=f"{'高于' if above else '低于'}{value}", clerical=True,
    )  # fmt: skip
