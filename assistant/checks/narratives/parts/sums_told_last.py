"""N: parts told by turns or in like words, and their total told last, without 其中."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, right_of, said, shown
from assistant.checks.narratives.closing import closes
from assistant.checks.narratives.in_a_row import alike, between, clause_of, is_plain, rows
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_TOTAL = re.compile(
    r"^[^，。；、\d]{0,8}?(?:合计|共计|总计|总共|一共|(?<![公])共(?!同|建|享|产|青|和|有产|管|治)|总(?:投资|金额|面积|长度|里程|支出|收入|价|额|数|量)|累计)[^，。；、\d]{0,8}$"
)
_MAY_TOTAL = re.compile("[共总]|[合累]计|全年|年内")
_APART = re.compile(
    r"均|每|单价|[比较]|率|占|超|差|余|其中|至今|历年|近[两三五]年|各(?:自|[设建有配投补奖发])?$"
)
_ORDER = re.compile(
    r"第[一二三四五]|首[批次期]|[上下]半年|20\d\d年|[春夏秋冬][季灌播]?|[一二三四]季度|[一二三]期|[前后]期|[上下]旬"
)
_PAIRS = (
    ("男", "女"), ("城", "乡"), ("城", "农"), ("新", "改"), ("新", "续"), ("线上", "线下"), ("公", "民"),
    ("门诊", "住院"), ("行政", "事业"), ("本级", "下"), ("中央", "省"), ("省", "市"), ("市", "县"), ("室内", "室外"),
    ("境内", "境外"), ("国内", "国外"), ("人工", "机"), ("主", "支"), ("干", "支"), ("大", "小"), ("有", "无"),
)  # fmt: skip
_HEADS = frozenset(["人", "名", "户", "家", "人口", "万人"])
"""What the same one of may be counted in two turns: their total is less than their sum."""
_LIKE, _MOST = 2, 6


@rule(
    "N161",
    name="前列各部分之和与随后的合计不符",
    severity="warning",
    source="DOMAIN §8 合计、分别为",
)
def told_last(ctx: Context) -> Iterator[Finding]:
    """查什么：“春季学期发放45.9万元，秋季学期发放43.5万元，全年共发放89.4万元”“普通高中上线408人，职业高中上线189人，合计升学597人”，没有写“其中”，合计应等于前面并列的各部分之和。

    为什么：并列写出的各批、各季、各类就是合计的构成。
    举例：408人+189人=597人，写成合计607人不符。
    怎样改：核对各部分和合计后更正。
    何时不报：前面的数不是并列的部分；写的是累计或与别的数比较；分批、分季的人数、户数可能有重复而又看不出笔误。
    """
    for sentence in ctx.once(rows):
        row = sentence.figures if _MAY_TOTAL.search(sentence.words) else []
        for number, total in enumerate(row[2:], 2):
            words = clause_of(total) if is_plain(total) else ""
            year = _YEAR.match(words)
            if not (year or _TOTAL.match(words)) or _APART.search(words):
                continue
            if words in _BARE:
                yield from _of_many_units(ctx, total, row[:number])
            before = [f for f in row[:number] if is_plain(f) and alike(f, total)][-_MOST:]
            parts = _side_by_side(before)
            if len(parts) == 1 and len(before) > 1 and not year:
                yield from _swapped(ctx, total, before)
            if len(parts) > 1 and (not year or _TOTAL.match(words) or _whole_year(parts)):
                ctx.look(total.place)
                yield from _sum(ctx, total, parts, len(parts) == len(before))


_YEAR = re.compile(r"^(?:全年|年内)[^，。；、\d计预目均]{0,8}$")
_BARE = frozenset(["合计", "共计", "总计", "共", "总共", "一共"])
_MADE_OF = ({"上半年", "下半年"}, {"一季度", "二季度", "三季度", "四季度"})
_LUMPED = frozenset(["件", "个", "项", "台", "处", "套", "份", "起"])


def _whole_year(parts: list[Fact]) -> bool:
    """Tell whether parts are the halves or the quarters of the year, none missing."""
    turns = {
        found.group().removeprefix("第") for f in parts if (found := _ORDER.search(clause_of(f)))
    }
    return turns in _MADE_OF


def _of_many_units(ctx: Context, total: Fact, ahead: list[Fact]) -> Iterator[Finding]:
    """Check “轮椅120辆，助听器86台，假肢24例，合计230件（例）”: a list counted in several units."""
    parts: list[Fact] = []
    for fact in reversed(ahead):
        short = len(clause_of(fact)) <= _SHORT and not _APART.search(clause_of(fact))
        if not is_plain(fact) or not short or fact.quantity.dimension in ("元", "%"):
            break
        parts.insert(0, fact)
        if "：" in between(fact, fact)[-len(clause_of(fact)) - 1 :]:
            break
    units = {f.quantity.unit for f in parts}
    both = right_of(total).startswith("（")  # “25460家（户）”
    lumped = (
        total.quantity.unit in _LUMPED and len(parts) > _LIKE and total.quantity.unit not in units
    )
    if not (lumped or (both and len(parts) >= _LIKE)) or len(units) < _LIKE:
        return
    same = {"unit": total.quantity.unit}
    figures = [total.quantity, *(f.quantity.model_copy(update=same) for f in parts)]
    ctx.look(total.place)
    mended = None if adds_up(figures) else mend(figures, adds_up, short=True)
    if mended is not None:
        yield from _told(ctx, total, parts, add(figures[1:]), mended.words(figures))


_SHORT = 12


def _side_by_side(before: list[Fact]) -> list[Fact]:
    """Return the last figures that are told as parts beside each other."""
    parts = before[-1:]
    named = [_segment(before[:n], fact) for n, fact in enumerate(before)]
    for number in range(len(before) - 1, 0, -1):
        one, other = before[number - 1], before[number]
        turns = _turns(named[number - 1], named[number]) or _in_list(one, other)
        if not (turns or _opposite(one, other) or _like(clause_of(one), clause_of(other))):
            break
        parts = [one, *parts]
    return parts if not any(_APART.search(clause_of(f)) for f in parts) else []


def _segment(ahead: list[Fact], fact: Fact) -> str:
    """Return the words between the figure of its kind before a figure and itself."""
    return between(ahead[-1], fact) if ahead else between(fact, fact)


def _turns(one: str, other: str) -> bool:
    first, second = _ORDER.search(one[-30:]), _ORDER.search(other[-30:])
    return bool(first and second and first.group() != second.group())


def _in_list(one: Fact, other: Fact) -> bool:
    """Tell whether 、 or 和 alone joins two figures: 小学生18400人、初中生9200人."""
    return bool(
        re.fullmatch(
            r"(?:（[^）]*）)?(?:[、和与及]|以及)[^，。；：、\d]{0,10}", between(one, other)
        )
    )


def _opposite(one: Fact, other: Fact) -> bool:
    first, second = clause_of(one)[:8], clause_of(other)[:8]
    return any((a in first and b in second) or (b in first and a in second) for a, b in _PAIRS)


def _like(one: str, other: str) -> bool:
    """Tell whether two names end alike but aren't the same: 普通高中上线, 职业高中上线."""
    return (
        one != other and len(one) > _LIKE and len(other) > _LIKE and one[-_LIKE:] == other[-_LIKE:]
    )


def _swapped(ctx: Context, total: Fact, parts: list[Fact]) -> Iterator[Finding]:
    """Report a sum of unlike parts that two swapped digits keep from adding up: no chance does that."""
    figures = [total.quantity, *(part.quantity for part in parts)]
    if any(_APART.search(clause_of(f)) for f in parts) or adds_up(figures) or closes(ctx, total):
        return
    ctx.look(total.place)
    mended = mend(figures, adds_up)
    if mended is None or mended.moved_point:
        return
    wrong, right = (str(q.value) for q in (figures[mended.which], mended.meant))
    if wrong != right and sorted(wrong) == sorted(right):
        yield from _told(ctx, total, parts, add(figures[1:]), mended.words(figures))


def _sum(ctx: Context, total: Fact, parts: list[Fact], alone: bool) -> Iterator[Finding]:
    figures = [total.quantity, *(part.quantity for part in parts)]
    if adds_up(figures) or closes(ctx, total):
        return
    turns = all(_turns(clause_of(a), clause_of(b)) for a, b in pairwise(parts))
    mended = mend(figures, adds_up, short=True)
    heads = (total.quantity.unit in _HEADS and turns) or "累计" in clause_of(total)
    if mended is None and (heads or not alone):
        return
    value = add(figures[1:])
    yield from _told(ctx, total, parts, value, mended.words(figures) if mended else "")


def _told(
    ctx: Context, total: Fact, parts: list[Fact], value: Decimal, reason: str
) -> Iterator[Finding]:
    added = "+".join(said(part) for part in parts)
    for found in conflict(
        ctx, "N161", cite(total), value,
        f"{added}={shown(value, total.quantity)}，报告“{spoken(total)}”合计写{said(total)}",
        others=[cite(part) for part in parts],
    ):  # fmt: skip
        found.explanation = found.explanation or reason
        yield found
