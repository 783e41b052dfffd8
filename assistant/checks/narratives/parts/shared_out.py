"""N: parts whose shares, told beside them, say of which total they are all the parts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, add, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import left_of, right_of, shown, this_year
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.to_blame import blamed_part, part_off, sum_words
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.relations.words import held_against
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Interval

_CODE = "N203"
_HALF = re.compile(r"^，?(?:约|正好|刚好)?占(?:了)?(?:一半|半数|总[量数额]的一半)")
_BESIDE = re.compile(r"[，（]?(?:占(?:比|到|了)?|占[^，。；、\d]{1,10}的|占比[为是达])?")
_SO_MUCH = re.compile(r"(?:的?比例)?[，、]?(?:即|计|为|共|承担|分担|安排|负担)?")
_JOINT = re.compile(r"(?:占了?一半|占半数)?(?:（[^）]*）)?[，、；和与及][^，。；：、（）\d]{1,16}")
_APART = re.compile(
    r"均|每|各|单价|[比较]|增|减|超|[相尚]差|率|上年|去年|目标|计划|标准|累计|合计|小计|其中|已|余"
)
_FEWEST, _REACH = 2, 10
_WIDE, _ALL = Decimal("0.5"), Decimal(100)
_NEARLY = Decimal("0.8")


class _Item(NamedTuple):
    part: Fact
    share: Interval | None


@rule(_CODE, name="带占比列出的各部分与总数不符", severity="warning", source="DOMAIN §8 占比")
def shared_out(ctx: Context) -> Iterator[Finding]:
    """查什么：“制沼a吨，占一半，堆肥b吨，占35%，焚烧c吨”“由中央承担60%即a万元、省级25%即b万元、县级15%即c万元”，写明占比的几项与总数相符，其余的项加起来也应等于总数；各项占比合计100%，各项之和就应等于前面的总数。

    为什么：占比已经说明这几项是哪个总数的构成。
    举例：6300+4410=10710吨，总数12600吨，焚烧应为1890吨，写成1980吨不符。
    怎样改：核对台账后更正。
    何时不报：占比占的不是前面的总数；只列了一部分；各项之和与同段某个数相符；看不出是哪个数笔误。
    """
    for row in ctx.once(rows):
        if len(row.plain) <= _FEWEST or not ("%" in row.words or "占一半" in row.words):
            continue
        for items in _runs(row):
            if len(items) >= _FEWEST and any(item.share for item in items):
                yield from _judged(ctx, row, items)


def _depth(fact: Fact) -> int:
    ahead = left_of(fact)
    return ahead.count("（") - ahead.count("）")


def _runs(row: Row) -> Iterator[list[_Item]]:
    """Yield the amounts of one kind that follow each other with their shares, brackets aside."""
    items, pending, last = list[_Item](), None, None
    for fact in row.figures:
        words = between(last, fact) if last is not None else left_of(fact)
        if fact.quantity.unit == "%" and fact.quantity.known():
            beside = items and last is items[-1].part and _BESIDE.fullmatch(words)
            if beside and items[-1].share is None:
                items[-1] = items[-1]._replace(share=fact.quantity.interval())
            else:
                pending = fact
            last = fact
            continue
        if _depth(fact) > 0:
            continue
        share = None
        if pending is not None and _SO_MUCH.fullmatch(between(pending, fact)):
            share, words = pending.quantity.interval(), clause_of(pending)
            goes_on = not _APART.search(words)
        else:
            goes_on = bool(_JOINT.fullmatch(words)) and not _APART.search(words)
        pending = None
        if not is_plain(fact) or not items or not goes_on or not alike(items[0].part, fact):
            yield items
            items = []
        if is_plain(fact) and not _APART.search(clause_of(fact)):
            half = _HALF.match(right_of(fact))
            share = Interval(_ALL / 2 - _WIDE, _ALL / 2 + _WIDE) if half else share
            items.append(_Item(fact, share))
        last = fact
    yield items


def _judged(ctx: Context, row: Row, items: list[_Item]) -> Iterator[Finding]:
    if items[0].share is None and len(items) > _FEWEST:
        found = list(_of_whole(ctx, items[0].part, items[1:], row))
        if found or all(item.share for item in items[1:]):
            yield from found
            return
    for whole in reversed(_wholes(ctx, items)):
        found = list(_of_whole(ctx, whole, items, row))
        yield from found
        if found:
            return


def _wholes(ctx: Context, items: list[_Item]) -> list[Fact]:
    """Return the figures of the paragraph before a list that it may divide."""
    first = items[0].part
    here = paragraph_of(first)
    paragraph = next((p for p in ctx.paragraphs if paragraph_of(p[0]) == here), [])
    at = next((n for n, f in enumerate(paragraph) if f is first), 0)
    largest = max(base(item.part.quantity) for item in items)
    return [
        f for f in paragraph[max(at - _REACH, 0) : at]
        if is_plain(f) and alike(f, first) and this_year(f, ctx.pack)
        and base(f.quantity) > largest and not held_against(left_of(f))
        and not _APART.search(clause_of(f))
    ]  # fmt: skip


def _of_whole(ctx: Context, whole: Fact, items: list[_Item], row: Row) -> Iterator[Finding]:
    parts = [item.part for item in items]
    ctx.look(whole.place)
    if _told(parts, row) or adds_up([whole.quantity, *(part.quantity for part in parts)]):
        return
    holding = {i.part.place for i in items if i.share and _is_share(i, span(whole.quantity))}
    against = [i for i in items if i.share and i.part.place not in holding]
    if _are_all(items) and not holding:
        yield from _whole_off(ctx, whole, parts, items)
    elif holding and len(against) <= (1 if _are_all(items) else 0):
        yield from _part_off(ctx, whole, parts, holding)


def _told(parts: list[Fact], row: Row) -> bool:
    """Tell whether the sentence tells what its parts, or some of them, add up to."""
    own = {part.place for part in parts}
    figures = [part.quantity for part in parts]
    some = [figures[a:b] for a in range(len(figures)) for b in range(a + _FEWEST, len(figures))]
    others = (f for f in row.plain if f.place not in own and alike(f, parts[0]))
    return any(adds_up([f.quantity, *run]) for f in others for run in (figures, *some))


def _is_share(item: _Item, whole: Interval) -> bool:
    quotient = span(item.part.quantity).over(whole)
    return bool(quotient and item.share and quotient.times(HUNDRED).meets(item.share))


def _are_all(items: list[_Item]) -> bool:
    """Tell whether every part has its share, and these make a hundred together."""
    shares = [item.share for item in items if item.share]
    if len(shares) < len(items):
        return False
    low = sum((share.low for share in shares), Decimal(0))
    high = sum((share.high for share in shares), Decimal(0))
    return low <= _ALL <= high and high - low < 1 + len(items)


def _whole_off(
    ctx: Context, whole: Fact, parts: list[Fact], items: list[_Item]
) -> Iterator[Finding]:
    """Report a total whose parts, all of them with their shares, make another sum."""
    figures = [whole.quantity, *(part.quantity for part in parts)]
    total = add(figures[1:])
    if not all(_is_share(item, Interval(total, total)) for item in items):
        return
    mended = mend(figures, adds_up, short=True)
    if mended is not None:
        yield from wrong_sum(
            ctx, _CODE, whole, parts, shown(total, whole.quantity),
            mended.words(figures) if not mended.which else "",
        )  # fmt: skip


def _part_off(
    ctx: Context, whole: Fact, parts: list[Fact], holding: set[Place]
) -> Iterator[Finding]:
    """Report the part that keeps a list from making the total of which the others have shares."""
    figures = [part.quantity for part in parts]
    if add(figures) < base(whole.quantity) * _NEARLY:
        return
    blamed = blamed_part(ctx, whole, parts, holding)
    if blamed is not None and blamed[0].place not in holding:
        yield from part_off(ctx, _CODE, whole, parts, *blamed)
        return
    mended = mend([whole.quantity, *figures], adds_up)
    if mended is not None and not mended.moved_point and len(holding) < len(parts) - 1:
        words = sum_words(ctx, whole, parts, mended)
        right = shown(add(figures), whole.quantity)
        yield from wrong_sum(ctx, _CODE, whole, parts, right, words)
