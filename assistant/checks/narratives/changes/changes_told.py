"""N: changes whose two operands stand in a bracket, behind the change, or right before it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import show
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.changes.narrative_growth import growth_conflict
from assistant.checks.narratives.changes.rate_of_base import rates_of_base
from assistant.checks.narratives.in_a_row import alike, between, clause_of, sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.naming import likeness
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Quantity

_UP = re.compile(
    r"(?:多|净?增加?|增长|净增长|增支|多支|提高|提升|上升|上涨|扩大|延长|高出?|超出?|超过)(?:了|约)?$"
)
_DOWN = re.compile(
    r"(?:少|净?减少?|减|下降|降低|减支|少支|回落|缩短|压缩|压减|缩减|节约|节省|低)(?:了|约)?$"
)
_LAST = r"(?:上年度?|去年|上一年|同期|上期|年初|年末|原来?|20\d\d年)(?:同期|末|底|初)?"
_IN_BRACKETS = re.compile(rf"[（，]{_LAST}[^，。；、（）\d]{{0,6}}$")
_FROM = re.compile(r"，?(?:由|从)[^，。；\d]{0,10}$")
_TO = re.compile(r"[^，。；、\d]{0,8}[到至为](?:年末|年底|期末|目前|现在)?的?$")
_THAN = re.compile(
    r"(?P<word>高于|低于|超过|优于|多于|少于|大于|小于|超出|高出|低出|长于|短于)[^，。；、\d]{0,10}$"
)
_A_NAME, _LONGEST = 2, 6
_MORE = frozenset(["高于", "超过", "优于", "多于", "大于", "超出", "高出", "长于"])


class _Change(NamedTuple):
    """A change with what there is now and what there was; ``up`` is what the words say."""

    gap: Fact
    now: Fact
    old: Fact
    up: bool


@rule("N150", name="增减数与今昔两数不符", severity="warning", source="DOMAIN §8 增减")
def changes(ctx: Context) -> Iterator[Finding]:
    """查什么：“立案312件，同比增加28件（上年284件）”“水量增加380万立方米，由2650万立方米增加到3030万立方米”“准确率91.2%，高于目标值90%1.2个百分点”，增减数和方向应与两个数相符。

    为什么：三个数互相决定，方向也只能有一个。
    举例：312件、上年284件，应增加28件，写成增加82件或减少28件都不对。
    怎样改：核对三个数和增减方向后更正。
    何时不报：括号里不是上年（年初）数；没有本年数或不能确定是哪一个；差在四舍五入之内。
    """
    parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    told: list[Fact] = []
    compared = sentences_with(ctx, _COMPARED)
    for group in ctx.paragraphs:
        ups = [_up(fact) for fact in group]
        for number in range(1, len(group)):
            if left_of(group[number])[-1:] in _TO_WHAT:
                yield from _turned(ctx, group[number - 1], group[number])
            change = _bracketed(group, number, ups[number], parts) or _forward(
                group, number, ups[number - 1]
            )
            if change is None and group[number].quote in compared:
                change = (
                    _than(group, number)
                    or _target_behind(group, number)
                    or _apart(told, group, number, ups[number])
                )
            yield from rates_of_base(ctx, group, number)
            rate = _rate_of_two(group, number) if change is None else None
            if rate is not None:
                old, new = (Item(f"“{spoken(f)}”", f.quantity) for f in rate[1:])
                yield from growth_conflict(ctx, "N150", rate[0], old, new)
            if change is not None:
                ctx.look(change.gap.place)
                yield from _judge(ctx, change)
        told += group


_COMPARED = re.compile("于|超|[高低]出|相比，")
"""A word of what a figure is held against."""
_TO_WHAT = ("到", "至", "为")
_RISEN = re.compile("[一-龥]{0,2}(?:增|升(?!级)|涨|扩|提高|延长)[一-龥]?[到至为]")
_FALLEN = re.compile("[一-龥]{0,2}(?:减|降|跌|缩|落(?!实)|滑|压)[一-龥]?[到至为]")


def _turned(ctx: Context, old: Fact, new: Fact) -> Iterator[Finding]:
    """Report “由362立方米升至345立方米”: the verb belies the two figures around it."""
    if old.quote != new.quote or not alike(old, new) or not _sound(old, new):
        return
    words = between(old, new)
    risen, fallen = _RISEN.fullmatch(words), _FALLEN.fullmatch(words)
    if not (risen or fallen) or not re.search(r"[由从][^，。；、\d]{0,8}$", left_of(old)):
        return
    ctx.look(new.place)
    rise = base(new.quantity) - base(old.quantity)
    if rise and (rise > 0) != bool(risen):
        right = "增加" if rise > 0 else "减少"
        yield finding(
            ctx, "N150", new.place,
            f"{said(old)}到{said(new)}是{right}，报告写“{words}”，方向相反或有一个数写错。",
            items=[cite(new), cite(old)], found=words, expected=right, clerical=True,
        )  # fmt: skip


_ENDS = frozenset("多加增长支高升涨大出超过少减降低落短缩约省了")
"""What the words of a change end in."""


def _up(fact: Fact) -> bool | None:
    """Tell whether the words before a figure make it a rise or a fall; None for neither."""
    words = left_of(fact)[-_LONGEST:]
    if words[-1:] not in _ENDS:
        return None
    if _UP.search(words):
        return True
    return False if _DOWN.search(words) else None


def _bracketed(
    group: list[Fact], number: int, up: bool | None, parts: set[Place]
) -> _Change | None:
    """Read “312件……增加28件（上年284件）”: the bracket holds what there was."""
    if up is None or number + 1 >= len(group):
        return None
    gap, old = group[number : number + 2]
    if gap.quote != old.quote or not alike(gap, old) or not _sound(gap, old):
        return None
    if not _IN_BRACKETS.fullmatch(between(gap, old)):
        return None
    before = [f for f in group[:number] if alike(f, gap) and _sound(f) and f.period == gap.period
              and f.aspect in ("value", "change_to", "rate")]  # fmt: skip
    fitting = [f for f in before if _differ([gap.quantity, f.quantity, old.quantity])]
    whole = [f for f in before if f.place not in parts]
    now = next(iter(fitting or _named(gap, whole) or _named(gap, before)), None)
    return _Change(gap, now, old, up) if now is not None else None


def _rate_of_two(group: list[Fact], number: int) -> tuple[Fact, Fact, Fact] | None:
    """Read “126万千瓦时，同比下降10%，上年用电量为140万千瓦时”: change, what was, what is."""
    if number + 1 >= len(group):
        return None
    now, gap, old = group[number - 1 : number + 2]
    points = gap.quantity.unit == "百分点" and now.quantity.unit == "%"
    if gap.aspect != "growth" or not gap.direction or not (points or gap.quantity.unit == "%"):
        return None
    plain = _sound(now, gap, old) and alike(now, old) and now.quote == gap.quote == old.quote
    whole = (
        plain
        and now.aspect in ("value", "rate", "change_to")
        and now.quantity.unit not in ("百分点", "")
    )
    points = points or now.quantity.unit != "%"
    told = _IN_BRACKETS.fullmatch(re.sub(_NAME_AGAIN, r"\1", between(gap, old)))
    return (gap, old, now) if whole and points and told and base(old.quantity) else None


_NAME_AGAIN = re.compile(r"^([（，](?:上年度?|去年|上一年))[^，。；、（）\d]{2,10}$")


def _named(gap: Fact, before: list[Fact]) -> list[Fact]:
    """Return the figure that a change is of: called like it, or the last of its sentence."""
    subject = re.sub(r"(?:同比|较|比|与).*$", "", clause_of(gap))
    called = [f for f in before if likeness(subject, f.measure) >= 1]
    here = [f for f in before if f.quote == gap.quote]
    return called[-1:] if len(subject) >= _A_NAME else here[-1:]


def _forward(group: list[Fact], number: int, up: bool | None) -> _Change | None:
    """Read “增加380万立方米，从2650万立方米增加到3030万立方米”."""
    if up is None or number + 1 >= len(group):
        return None
    gap, old, now = group[number - 1 : number + 2]
    row = gap.quote == old.quote == now.quote and alike(gap, old) and alike(gap, now)
    if not row or not _sound(gap, old, now):
        return None
    told = _FROM.fullmatch(between(gap, old)) and _TO.fullmatch(between(old, now))
    return _Change(gap, now, old, up) if told else None


def _than(group: list[Fact], number: int) -> _Change | None:
    """Read “91.2%，高于目标值90%1.2个百分点”: the change stands right behind the yardstick."""
    if number < 2:
        return None
    now, old, gap = group[number - 2 : number + 1]
    if not now.quote == old.quote == gap.quote or not left_of(gap).endswith(old.quantity.text):
        return None
    told = _THAN.search(left_of(old)[-16:])
    if told is None:
        return None
    if (
        gap.quantity.unit == now.quantity.unit == "百分点"
    ):  # “提升2.7个百分点，高于目标92%2.2个百分点”
        rates = [f for f in group[: number - 1] if f.quote == gap.quote and f.quantity.unit == "%"]
        now = rates[-1] if rates else now
    points = gap.quantity.unit == "百分点" and now.quantity.unit == old.quantity.unit == "%"
    if not (points or (alike(now, old) and alike(old, gap))) or not _sound(now, old, gap):
        return None
    return _Change(gap, now, old, told["word"] in _MORE)


_MORE_THAN = re.compile(
    r"(?:(?P<up>高于|高出|超过?|优于)|低于)(?:年度|绩效|年初|省定|既定)?(?:目标|计划|指标|标准|任务)[值数]?$"
)
_IS_TARGET = re.compile(
    r"[，（](?:年度|绩效|年初|省定|既定|其中)?(?:目标|计划|指标|标准|任务)[值数]?(?:为|是)?"
)


_YARDSTICKS = ("目标", "计划", "指标", "标准", "任务", "值", "数")


def _target_behind(group: list[Fact], number: int) -> _Change | None:
    """Read “92.4%，高于目标2.4个百分点，目标为90%”."""
    if number + 1 >= len(group):
        return None
    now, gap, old = group[number - 1 : number + 2]
    if not now.quote == gap.quote == old.quote:
        return None
    words = left_of(gap)[-16:]
    told = _MORE_THAN.search(words) if words.endswith(_YARDSTICKS) else None
    points = gap.quantity.unit == "百分点" and now.quantity.unit == old.quantity.unit == "%"
    if (
        told is None
        or not (points or (alike(now, gap) and alike(gap, old)))
        or not _sound(now, gap, old)
    ):
        return None
    behind = _IS_TARGET.fullmatch(between(gap, old))
    return _Change(gap, now, old, bool(told["up"])) if behind else None


_AS_AGAINST = re.compile(r"[与和同](?:20\d\d年)?[^，。；、\d]{0,12}$")
_APART = re.compile(
    r"相比，(?P<of>[^，。；、\d]{2,12}?)(?:增加|增长|减少|下降|多支|少支|增支|减支)了?$"
)


def _apart(above: list[Fact], group: list[Fact], number: int, up: bool | None) -> _Change | None:
    """Read “与上年的1536.09万元相比，累计支出增长66.65万元”: what grew was told before.

    ``above`` are the figures of the paragraphs before.
    """
    gap, words = group[number], left_of(group[number])[-24:]
    told = _APART.search(words) if "相比，" in words else None
    if told is None:
        return None
    *earlier, old = [*above, *group[:number]]
    close = old.quote == gap.quote and _AS_AGAINST.fullmatch(clause_of(old))
    if not close or up is None or not alike(old, gap) or not _sound(old, gap):
        return None
    before = [f for f in reversed(earlier) if alike(f, gap) and _sound(f) and f.aspect == "value"
              and f.period == gap.period]  # fmt: skip
    fits = (f for f in before if _differ([gap.quantity, f.quantity, old.quantity]))
    named = (f for f in before if len(told["of"]) > _A_NAME
             and (f.measure.endswith(told["of"]) or told["of"].endswith(f.measure)))  # fmt: skip
    now = next(fits, None) or next(named, None)
    return _Change(gap, now, old, up) if now is not None else None


def _sound(*facts: Fact) -> bool:
    return all(f.quantity.known() and f.quantity.comparator == "=" for f in facts)


def _differ(figures: Sequence[Quantity]) -> bool:
    gap, now, old = (span(q) for q in figures)
    return gap.meets(now.minus(old)) or gap.meets(old.minus(now))


def _judge(ctx: Context, change: _Change) -> Iterator[Finding]:
    gap, now, old, up = change
    figures = [gap.quantity, now.quantity, old.quantity]
    rise = base(now.quantity) - base(old.quantity)
    if _differ(figures):
        if rise and (rise > 0) != up:
            word = "增加" if rise > 0 else "减少"
            yield finding(
                ctx, "N150", gap.place,
                f"{said(old)}到{said(now)}应为{word}{said(gap)}，报告写成相反的方向。",
                items=[cite(gap), cite(now), cite(old)], found=clause_of(gap)[-6:] + said(gap),
                expected=f"{word}{said(gap)}", clerical=True,
            )  # fmt: skip
        return
    mended = mend(figures, _differ, short=True)
    if mended is None:
        return
    for found in conflict(
        ctx, "N150", cite(gap), abs(rise),
        f"{said(now)}与{said(old)}相差{show(abs(rise), gap.quantity.unit)}，报告写{said(gap)}",
        others=[cite(now), cite(old)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found
