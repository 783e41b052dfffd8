"""N: counts told by bands that leave nothing out: 60岁以上a人、45岁至60岁b人、45岁以下c人."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import left_of, right_of, shown, this_year
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.to_blame import blamed_part, part_off, sum_words
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.relations.words import held_against
from assistant.facts.slips import Mended, mend, telling, turned
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_CODE = "N204"
_ABOVE, _BELOW = re.compile(r"(?:（含）)?[及和]?以上"), re.compile(r"(?:（含）)?[及和]?以[下内]")
_UP, _DOWN = (">=", ">"), ("<=", "<")
_SO_MANY = re.compile(
    r"(?:（不?含[^）]*）)?(?:[及和]?以[上下内])?(?:（不?含[^）]*）)?的?[^，。；、\d]{0,8}(?:有|为|是|共)?"
)
_JOINT = re.compile(r"(?:（[^）]*）)?[，、；][^，。；、\d]{0,8}")
_NO_WHOLE = re.compile(r"均|每|率|占|[比较]|增|减|[相尚]差|目标|计划|上年|去年")
_FEWEST, _REACH, _LONG = 2, 10, 3


class _Band(NamedTuple):
    low: Decimal | None
    high: Decimal | None
    counted: Fact


@rule(_CODE, name="分段列出的各数与总数不符", severity="warning", source="DOMAIN §8 合计")
def bands_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“60岁以上96人、45岁至60岁164人、45岁以下72人”“50万元以上6个、20万元至50万元9个、20万元以下14个”，各段首尾相接、没有遗漏，各段之和应等于前面写的总数。

    为什么：各段接得上，就把总数分完了。
    举例：96+146+72=314人，前面写在册332人，146应为164。
    怎样改：核对名册（台账）后更正。
    何时不报：各段接不上；各段之和与同段某个数相符；前面没有同样单位的总数；看不出是哪个数笔误。
    """
    for row in ctx.once(rows):
        if not ("以上" in row.words and ("以下" in row.words or "以内" in row.words)):
            continue
        for bands in _runs(row):
            if len(bands) >= _FEWEST and _without_gap(bands):
                yield from _judged(ctx, [band.counted for band in bands])


def _runs(row: Row) -> Iterator[list[_Band]]:
    """Yield the bands with their counts that follow each other."""
    run: list[_Band] = []
    last: Fact | None = None
    for bound, count in pairwise(row.figures):
        band = _band(bound, count)
        if band is None:
            if bound is not last:  # not the count of a band, before the next one's bound
                yield run
                run = []
            continue
        joined = run and last is not None and _JOINT.fullmatch(between(last, bound))
        same = run and alike(run[0].counted, count)
        if run and not (joined and same):
            yield run
            run = []
        run.append(band)
        last = count
    yield run


def _band(bound: Fact, count: Fact) -> _Band | None:
    quantity = bound.quantity
    if quantity.value is None or bound.quote != count.quote or not is_plain(count):
        return None
    if alike(bound, count) or not _SO_MANY.fullmatch(between(bound, count)):
        return None
    behind = right_of(bound)
    if quantity.upper is not None:
        return _Band(quantity.value, quantity.upper, count)
    if quantity.comparator in _UP or _ABOVE.match(behind):
        return _Band(quantity.value, None, count)
    below = quantity.comparator in _DOWN or _BELOW.match(behind)
    return _Band(None, quantity.value, count) if below else None


def _without_gap(bands: list[_Band]) -> bool:
    """Tell whether bands follow on each other, open at both ends."""
    ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or 0))
    if ordered[0].low is not None or ordered[-1].high is not None:
        return False
    return all(
        one.high is not None and other.low is not None and 0 <= other.low - one.high <= 1
        for one, other in pairwise(ordered)
    )


def _judged(ctx: Context, parts: list[Fact]) -> Iterator[Finding]:
    here = paragraph_of(parts[0])
    paragraph = next((p for p in ctx.paragraphs if paragraph_of(p[0]) == here), [])
    own = {part.place for part in parts}
    figures = [part.quantity for part in parts]
    others = [f for f in paragraph if f.place not in own and is_plain(f) and alike(f, parts[0])]
    at = next((n for n, f in enumerate(paragraph) if f is parts[0]), 0)
    ahead = paragraph[max(at - 2 * _REACH, 0) : at]
    wholes = [f for f in others if any(f is each for each in ahead) and _may_be(ctx, f, parts)]
    ctx.look(*(f.place for f in wholes[-1:]))
    if not wholes or any(adds_up([f.quantity, *figures]) for f in others):
        return
    total = add(figures)
    near = sorted(wholes, key=lambda f: abs(base(f.quantity) - total))
    tried = [(whole, mended) for whole in near if (mended := _mended(whole, parts))]
    if not tried:
        return
    # Digits that changed places are met by chance least of all.
    whole, mended = next((each for each in tried if _is_turned(*each, parts)), tried[0])
    if blamed := blamed_part(ctx, whole, parts):
        yield from part_off(ctx, _CODE, whole, parts, *blamed)
        return
    words = sum_words(ctx, whole, parts, mended)
    yield from wrong_sum(ctx, _CODE, whole, parts, shown(total, whole.quantity), words)


def _mended(whole: Fact, parts: list[Fact]) -> Mended | None:
    mended = mend([whole.quantity, *(part.quantity for part in parts)], adds_up)
    return None if mended is None or mended.moved_point else mended


def _is_turned(whole: Fact, mended: Mended, parts: list[Fact]) -> bool:
    wrong = [whole, *parts][mended.which].quantity
    return mended.meant.value in turned(wrong)


def _may_be(ctx: Context, fact: Fact, parts: list[Fact]) -> bool:
    return (
        this_year(fact, ctx.pack)
        and telling(fact.quantity) >= (_FEWEST if fact.quote == parts[0].quote else _LONG)
        and base(fact.quantity) > max(base(part.quantity) for part in parts)
        and not _NO_WHOLE.search(clause_of(fact))
        and not held_against(left_of(fact))
    )
