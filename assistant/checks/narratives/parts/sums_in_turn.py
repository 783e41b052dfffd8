"""N: lists told in turn (分别为a、b、c) against the total and the number that they are said to be."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import cite, left_of, right_of, said, this_year
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.lists_told import Listing, makes_one, told_in_turn, told_wrong
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_CODE = "N185"
_TOTAL = re.compile(r"合计|共计|总计|小计|一共|共(?:为|是)?$")
_APART = re.compile(r"均|率|占|[比较]|增|减|超|差|余|累计|最|各类|及时|百分")
_MOST, _REACH, _TELLING = 20, 12, 3


@rule(_CODE, name="分别列出的各数与合计、个数不符", severity="warning", source="DOMAIN §8 分别为")
def sums_in_turn(ctx: Context) -> Iterator[Finding]:
    """查什么：“拨付4次，金额分别为a、b、c、d”“4个片区，建设面积分别为a、b、c和d”，列出的数应为4个；“受理3200件。案件来源中，a、b、c”，各项之和应等于前一句同名的总数。

    为什么：分别列出的各数就是总数的构成，有几个对象就应列出几个数。
    举例：18424+6912+3304=28640件，把18424写成18244，与前文来电28640件不符；“拨付5次，金额分别为”后面只列4个金额。
    怎样改：核对台账，更正各数、合计或个数。
    何时不报：各数之和与文中某个总数相符；名单以“等”收尾；合计写在别处又看不出是哪个数笔误；“分别”前列的是几个方面而不是几个对象。
    """
    for row, found in told_in_turn(ctx):
        for listing in found:
            yield from _counted(ctx, listing)
            if all(is_plain(f) for f in listing.figures) and not _is_summed(listing):
                yield from _sum_ahead(ctx, listing.head, row, listing.start, listing.figures)
    yield from _of_what_was_told(ctx)


def _is_summed(listing: Listing) -> bool:
    """Tell whether 合计 stands right behind a list: that total is its own, and checked by N184."""
    if listing.stop >= len(listing.row):
        return False
    total, last = listing.row[listing.stop], listing.figures[-1]
    own = total.quote == last.quote and alike(total, last)
    return own and bool(_TOTAL.search(between(last, total)))


def _sum_ahead(
    ctx: Context, head: str, row: Row, start: int, parts: list[Fact]
) -> Iterator[Finding]:
    """Check a list against the totals of like name told before it, in its paragraph or above."""
    if len(parts) < _TELLING or _APART.search(head):
        return
    wholes = [f for f in _ahead(ctx, row, start) if alike(f, parts[0]) and _may_be(ctx, f, parts)]
    wholes = [whole for whole in wholes if _same_matter(head, whole)]
    ctx.look(*(whole.place for whole in wholes))
    if not wholes or makes_one(ctx, parts):
        return
    for whole in reversed(wholes):
        found = list(told_wrong(ctx, _CODE, whole, parts))
        yield from found
        if found:
            return


def _ahead(ctx: Context, row: Row, start: int) -> list[Fact]:
    """Return the last figures told before a list, in its sentence and the paragraphs above it."""
    first = row.figures[0]
    report = paragraph_of(first).partition("/")[0]
    figures = ctx.pack.figures
    here = next((n for n, f in enumerate(figures) if f is first), 0)
    ahead = [f for f in figures[max(here - _REACH, 0) : here] if f.place.startswith(report)]
    return [*ahead, *row.figures[:start]]


def _may_be(ctx: Context, whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether a figure may be the total of parts: this year's, exact, and larger than each."""
    largest = max(part.quantity.base or Decimal(0) for part in parts)
    return (
        is_plain(whole)
        and telling(whole.quantity) >= _TELLING
        and (whole.quantity.base or Decimal(0)) > largest
        and this_year(whole, ctx.pack)
        and not _APART.search(clause_of(whole))
    )


_GENERAL = re.compile(
    r"全年|全[县市区镇乡校]|本年度?|其中|按[^，]{0,4}看|各项?|个|共|总|[的中]|年度?|数|分别"
)
_LONG = 5
"""So many digits fit by one slip hardly ever by chance."""


def _same_matter(head: str, whole: Fact) -> bool:
    """Tell whether the words that open a list are in its total's, or three characters of them.

    Two are enough for a total whose digits are many.
    """
    named = _GENERAL.sub(" ", f"{whole.measure} {clause_of(whole)}")
    words = _GENERAL.sub(" ", head)
    if len(own := words.strip()) > 1 and own in named:
        return True
    many = 2 if telling(whole.quantity) >= _LONG else 3
    runs = (words[n : n + many] for n in range(len(words) - many + 1))
    return any(run in named for run in runs if " " not in run)


_OBJECTS = frozenset("个项次批笔期场家处所条类户名位座")
_JOINED = re.compile(r"[、和与及]|以及|其中|上年|前[后一]|最|男|实际|各(?!项|类)|又|另|先后")
_OPENING = re.compile(r"^[^，。；：\d]{0,8}[，：；]?[^，。；：、\d]{0,10}(?:分别|依次)")
_OTHERS = re.compile("其[他它余]|等")


def _counted(ctx: Context, listing: Listing) -> Iterator[Finding]:
    """Check “拨付4次，金额分别为” and “4个片区，面积分别为”: as many figures as there are of them."""
    if not listing.start:
        return
    count, first = listing.row[listing.start - 1], listing.figures[0]
    many, words = count.quantity.value, between(count, first)
    if listing.start > 1 and alike(listing.row[listing.start - 2], count):
        return  # itself one of a list: “甲会8次、乙会4次，议题分别为”
    if count.quote != first.quote or not _counts(count) or many is None:
        return
    if alike(count, first) or not _OPENING.match(words) or _JOINED.search(words):
        return
    listed = len(listing.figures)
    names = between(listing.figures[-2], listing.figures[-1])
    if _OTHERS.search(names) and many > listed:
        return
    ctx.look(count.place)
    if many != listed and abs(many - listed) <= 2 and listed > 2 - (many > listed):
        yield from conflict(
            ctx, _CODE, cite(count), Decimal(listed),
            f"“{spoken(count)}”写明{said(count)}，“分别”后面列出{listed}个数",
            others=[cite(fact) for fact in listing.figures],
        )  # fmt: skip


def _counts(count: Fact) -> bool:
    """Tell whether a figure says how many there are of what a list tells in turn."""
    quantity, words = count.quantity, clause_of(count)
    small = quantity.value is not None and 2 <= quantity.value <= _MOST
    return (
        small and quantity.unit[-1:] in _OBJECTS and quantity.comparator == "="
        and is_plain(count) and not _JOINED.search(words) and not _APART.search(words)
    )  # fmt: skip


_AMONG = re.compile(r"^(?P<head>[^，。；：、\d]{2,12})中，")
_LIST = re.compile(r"[、和与及]|以及")


def _of_what_was_told(ctx: Context) -> Iterator[Finding]:
    """Check “事件来源中，a、b、c” and “96家新企业中，a、b、c” against what was told before."""
    for row in ctx.once(rows):
        if "中，" not in row.words or len(row.plain) < _TELLING:
            continue
        figures = row.figures
        head = _AMONG.match(row.words)
        if head is not None and "其" not in head["head"]:
            parts = _parts(figures)
            if parts:
                yield from _sum_ahead(ctx, head["head"], row, 0, parts)
        elif _WHOLE.match(row.words) and alike(figures[0], figures[1]):
            parts = _parts(figures[1:])
            ctx.look(*(f.place for f in parts[:1]))
            if parts and not makes_one(ctx, parts):
                yield from told_wrong(ctx, _CODE, figures[0], parts)


_WHOLE = re.compile(r"^[^，。；：、\d]{0,8}\d[\d.]*[一-龥]{1,2}[^，。；：、\d]{1,14}中，")


def _parts(figures: list[Fact]) -> list[Fact]:
    """Return the whole list that a sentence is, nothing but 、 between; none of less than three."""
    parts = figures[:1]
    for fact in figures[1:]:
        words = between(parts[-1], fact)
        if not alike(parts[0], fact) or not _LIST.match(words) or "，" in words:
            break
        parts = [*parts, fact]
    shut = right_of(parts[-1])[:1] in ("", "。", "；", "，")
    plain = all(is_plain(f) and not _APART.search(clause_of(f)) for f in parts)
    whole = len(parts) == len(figures) or "，" in right_of(parts[-1])[:1]
    ahead = re.split(r"中，", left_of(parts[0]), maxsplit=1)[-1]
    return (
        parts if plain and shut and whole and len(parts) >= _TELLING and "等" not in ahead else []
    )
