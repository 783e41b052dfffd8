"""N: lists behind a bracket or a colon, whose items tell several things or share one unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import left_of, shown, this_year
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain
from assistant.checks.narratives.segments import Column, columns
from assistant.checks.narratives.to_blame import blamed_part, part_off, sum_words
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.prose import texts_by_place
from assistant.checks.registry import rule
from assistant.facts.relations.words import held_against
from assistant.facts.slips import mend, telling, turned
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import MONEY_UNITS

_CODE = "N202"
_REACH, _TELLING, _MANY = 8, 2, 3
_SOME = re.compile(r"^(?:其中|主要|重点|含|包[含括]|如|比如|例如)|等[^，；、]{0,4}$")
_NO_WHOLE = re.compile(
    r"均|每|率|占|单价|[相尚]差|差$|多支|少支|目标|计划|标准|上年|去年|其中|其余"
)
_CROSSING = re.compile("党员|女|学历|职称|脱贫|低保|残疾|老年|老人|困难")
"""What some of any other part may be as well."""
_FAR, _SHORT = Decimal("0.45"), Decimal("0.8")
_NUMBERED = re.compile(
    r"(?:^|[；。])(?:[一二三四五六七八九十]{1,3}、|[（(]?\d{1,2}[)）.、])[^；。]*$"
)
"""The number of an item, before a figure."""


@rule(_CODE, name="逐项列出的各数与列前总数不符", severity="warning", source="DOMAIN §8 合计")
def in_segments(ctx: Context) -> Iterator[Finding]:
    """查什么：括号或冒号后面逐项列出、单位只在前面写一次的（“门店57家（直营21、加盟36）”“分季度：a；b；c；d”），以及用分号隔开、一项写几个数的（“3200人次、152.40万元（春季1500人次，每人450元，67.50万元；秋季……）”“甲班2期96人；乙班3期141人”），每一种数之和应等于前面的总数。

    为什么：括号、冒号后面就是总数的构成，每一栏都要加得起来。
    举例：21+36=57家，把36写成63，与总数57家不符。
    怎样改：核对台账后更正；总数另有别处印证的，更正写错的那一项。
    何时不报：只列了一部分（其中、主要、等）；各项之和与同段某个数相符；列出的人可能有交叉；看不出是哪个数笔误。
    """
    texts = ctx.once(texts_by_place)
    for paragraph in ctx.paragraphs:
        text = texts.get(paragraph_of(paragraph[0]))
        if text is None or len(paragraph) <= _TELLING:
            continue
        for column in columns(text, paragraph):
            yield from _column(ctx, column, paragraph)


def _column(ctx: Context, column: Column, paragraph: list[Fact]) -> Iterator[Finding]:
    if not (column.bare or column.many) or _SOME.search(column.head.strip()):
        return
    wholes = list(_wholes(ctx, column))
    if not wholes or any(_CROSSING.search(part.measure) for part in column.parts):
        return
    numbered = {bool(_NUMBERED.search(left_of(part))) for part in column.parts}
    if column.mark not in "（(" and len(numbered) > 1:
        return  # items of the list around go on behind those of a list within
    parts = [_in_unit(part, wholes[0]) for part in column.parts] if column.bare else column.parts
    if len(parts) < _MANY and column.bare and column.mark not in "（(":
        return
    ctx.look(wholes[-1].place)
    own = {part.place for part in parts}
    if any(
        adds_up([other.quantity, *(part.quantity for part in parts)])
        for other in paragraph
        if other.place not in own and is_plain(other) and alike(other, wholes[0])
    ):
        return
    for whole in reversed(wholes):
        found = list(_off(ctx, whole, parts, paragraph, sure=whole in column.right_behind))
        yield from found
        if found:
            return


def _in_unit(part: Fact, whole: Fact) -> Fact:
    """Return a figure that prints no unit in the unit of the total before its list."""
    same = part.quantity.model_copy(update={"unit": whole.quantity.unit})
    return part.model_copy(update={"quantity": same})


_PERIODS = re.compile(r"(?:分|按|各|四个)(?:季度?|月份?|批次?|期)[^，。；：\d]{0,4}$")


def _wholes(ctx: Context, column: Column) -> Iterator[Fact]:
    """Yield the figures that a list may divide, the nearest last."""
    near = [f for f in column.right_behind if _may_be(ctx, f)]
    if column.bare:
        if near:
            yield near[-1]
        elif _PERIODS.search(left_of(column.parts[0]).rstrip("：:")) and _has_decimals(column):
            money = [f for f in column.before[-_REACH:] if f.quantity.unit in MONEY_UNITS]
            yield from [f for f in money if _may_be(ctx, f)][-1:]
        return
    first = column.parts[0]
    near = [f for f in near if alike(f, first)]
    if near or column.mark in "（(":
        yield from near[-1:]
        return
    largest = max(base(part.quantity) for part in column.parts)
    yield from (
        f for f in column.before[-_REACH:]
        if _may_be(ctx, f) and alike(f, first) and base(f.quantity) > largest
    )  # fmt: skip


def _has_decimals(column: Column) -> bool:
    return all((part.quantity.precision or 1) < 1 for part in column.parts)


def _may_be(ctx: Context, fact: Fact) -> bool:
    return (
        is_plain(fact)
        and this_year(fact, ctx.pack)
        and not _NO_WHOLE.search(clause_of(fact))
        and not held_against(left_of(fact))
    )


def _off(
    ctx: Context, whole: Fact, parts: list[Fact], paragraph: list[Fact], *, sure: bool
) -> Iterator[Finding]:
    """Report a total that its parts don't make, or the part where the total is borne out."""
    figures = [whole.quantity, *(part.quantity for part in parts)]
    value, wanted = add(figures[1:]), base(whole.quantity)
    if abs(value - wanted) > wanted * _FAR or (not sure and telling(whole.quantity) < _TELLING):
        return
    mended = mend(figures, adds_up, short=sure)
    if mended is None or (mended.moved_point and not sure):
        return
    wrong = [whole, *parts][mended.which].quantity
    if (
        value < wanted * _SHORT
        and telling(whole.quantity) <= _TELLING
        and mended.meant.value not in turned(wrong)
    ):
        return  # others may well be left out of a short list: 会议36次（党组会14次；办公会12次）
    summed = _summed_elsewhere(parts, paragraph)
    blamed = blamed_part(ctx, whole, parts, summed)
    if blamed:
        yield from part_off(ctx, _CODE, whole, parts, *blamed)
        return
    words = sum_words(ctx, whole, parts, mended)
    yield from wrong_sum(ctx, _CODE, whole, parts, shown(value, whole.quantity), words)


def _summed_elsewhere(parts: list[Fact], paragraph: list[Fact]) -> set[str]:
    """Return the places of the first parts that a figure behind them sums up: 前三季度累计."""
    own = {part.place for part in parts}
    told = {
        base(f.quantity) for f in paragraph
        if f.place not in own and is_plain(f) and alike(f, parts[0])
    }  # fmt: skip
    sums = list(accumulate(base(part.quantity) for part in parts))
    many = max((n for n, total in enumerate(sums, 1) if n >= _TELLING and total in told), default=0)
    return {part.place for part in parts[:many]}
