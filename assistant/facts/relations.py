"""Relations that prose states between its figures: partitions, shares, ratios, growth."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from assistant.model.base import Model
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze

Kind = Literal["partition", "share", "growth", "progress", "rate"]

_OPEN = re.compile(r"等(?=[，。；）、]|$|方面|项目)|主要|重点|之一|不含|另有|左右")
_TASK = re.compile(
    r"任务|目标|计划|应|申请|申报|受理|收到|排查|摸排|登记|交办|线索|共有|总数|参保人员|需"
)
_DONE = re.compile(
    r"完成|办结|化解|整改|解决|验收|拨付|发放|发证|达标|修复|销号|落实|竣工|兑现|开工|拆除"
)


class Relation(Model):
    """One stated relation.

    ``partition``: ``parts`` belong to ``whole``; ``closed`` tells that they should exhaust
    it. ``share``: ``parts[0]`` ÷ ``whole`` is ``stated``. ``growth``: from ``whole`` to
    ``parts[0]`` changes by ``stated``. ``progress``: ``parts[0]`` of ``whole`` is done.
    ``rate``: the same with a stated rate.
    """

    kind: Kind
    place: Place
    whole: Fact
    parts: list[Fact]
    stated: Fact | None = None
    closed: bool = False
    quote: str = ""


def relations(pack: Pack) -> list[Relation]:
    """Return the relations between figures of each paragraph, in reading order."""
    groups: dict[Place, list[Fact]] = defaultdict(list)
    for fact in pack.figures:
        groups[fact.place.split("@")[0]].append(fact)
    out: list[Relation] = []
    for place, facts in groups.items():
        out.extend(_paragraph(place, facts))
    return out


def _paragraph(place: Place, facts: list[Fact]) -> Iterator[Relation]:
    sentences: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        sentences[fact.quote].append(fact)
    for quote, group in sentences.items():
        yield from _partitions(place, quote, group)
        yield from _growths(place, quote, group)
        yield from _progress(place, quote, group)
    yield from _shares(place, facts)


def _offset(fact: Fact) -> int:
    return fact.location.start or 0


def _gap(first: Fact, second: Fact, facts: Sequence[Fact], quote: str) -> str:
    """Return the words of the sentence between two figures."""
    start = _find(quote, first, facts)
    stop = _find(quote, second, facts)
    return quote[start + len(first.quantity.raw) : stop] if 0 <= start < stop else ""


def _find(quote: str, fact: Fact, facts: Sequence[Fact]) -> int:
    """Return where a figure stands in its sentence (same figures stand in order)."""
    position = -1
    for other in facts:
        found = quote.find(other.quantity.raw, position + 1)
        if found < 0:
            return -1
        position = found
        if other is fact:
            return position
    return -1


def _alike(first: Fact, second: Fact) -> bool:
    return first.quantity.dimension == second.quantity.dimension and second.aspect == "value"


def _partitions(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find “X，其中a、b、c” and “X，包括/分别为a、b、c” with figures of one dimension."""
    for number, whole in enumerate(facts[:-1]):
        if whole.aspect != "value" or not whole.quantity.known():
            continue
        head = _gap(whole, facts[number + 1], facts, quote)
        opening = re.search(r"其中|包括|分别(?:为|是)|由", head)
        if opening is None or re.search(r"[；。]", head):
            continue
        parts = _parts(whole, facts[number + 1 :], facts, quote)
        if len(parts) < 2:
            continue
        last = _find(quote, parts[-1], facts) + len(parts[-1].quantity.raw)
        span = quote[_find(quote, whole, facts) : last + 8]
        yield Relation(
            kind="partition", place=place, whole=whole, parts=parts, quote=quote,
            closed=opening.group() != "其中" and not _OPEN.search(_bare(span)),
        )  # fmt: skip


def _bare(text: str) -> str:
    """Return text without brackets: lists in brackets end in 等 on their own account."""
    return re.sub(r"（[^）]*）", "", text)


def _parts(whole: Fact, following: list[Fact], facts: list[Fact], quote: str) -> list[Fact]:
    """Return the figures that follow a total as its parts: alike, until the words turn.

    A figure inside the brackets of a part is a part of that part, not of the total; 其中
    again opens a smaller whole; a new total (共, 累计) or another period ends the list.
    """
    parts: list[Fact] = []
    previous = whole
    for fact in following:
        between = _gap(previous, fact, facts, quote)
        if parts and re.search(r"其中|[；。]|累计|同比|比上年|较上年|实际完成", between):
            break
        depth = _depth(quote, _find(quote, fact, facts))
        if _alike(whole, fact) and depth <= _depth(quote, _find(quote, whole, facts)) + (
            1 if not parts and "（" in between else _bracketed(parts, facts, quote)
        ):
            parts.append(fact)
        previous = fact
    return parts


def _bracketed(parts: list[Fact], facts: list[Fact], quote: str) -> int:
    return 1 if parts and _depth(quote, _find(quote, parts[0], facts)) else 0


def _depth(quote: str, position: int) -> int:
    before = quote[: max(position, 0)]
    return max(before.count("（") - before.count("）"), 0)


def _shares(place: Place, facts: list[Fact]) -> Iterator[Relation]:
    """Find “A x万元，占B的p%” with A's and B's figures before it in the paragraph."""
    for number, stated in enumerate(facts):
        if stated.aspect != "share":
            continue
        before = [f for f in facts[:number] if f.aspect == "value"]
        if not before:
            continue
        part = before[-1]
        if part.quote != stated.quote:
            continue
        whole = _base(stated, part, before[:-1])
        if whole is not None:
            yield Relation(
                kind="share", place=place, whole=whole, parts=[part], stated=stated,
                quote=stated.quote,
            )  # fmt: skip


def _base(stated: Fact, part: Fact, before: list[Fact]) -> Fact | None:
    """Return the figure a share is of: named alike, or the head of its list."""
    alike = [f for f in before if _alike(part, f)]
    named = [f for f in alike if stated.base and overlap(stated.base, f.measure) >= 2]
    if named:
        return named[-1]
    if re.fullmatch(
        r"(?:其|总数|总量|总额|全部|全年|合计|总支出|支出)?(?:总数|总量|总额|总支出|支出)?",
        stated.base,
    ):
        return alike[0] if alike else None
    section = stated.place.split("/p@")[0].split("/p#")[0]
    if stated.base and overlap(stated.base, section.rsplit("/", 1)[-1]) >= 3:
        return alike[0] if alike else None
    return None


def overlap(first: str, second: str) -> int:
    """Return how many different two-character runs two names share."""
    runs = [{a + b for a, b in pairwise(squeeze(text))} for text in (first, second)]
    return len(runs[0] & runs[1])


def _growths(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find “由x增加到y，增长p%” and “y，比上年x增长p%” with both figures stated."""
    for number, stated in enumerate(facts):
        if stated.aspect != "growth" or stated.quantity.unit != "%":
            continue
        values = [f for f in facts[:number] if f.aspect in ("value", "change_to")]
        if len(values) < 2 or not _alike_any(values[-2], values[-1]):
            continue
        first, second = values[-2], values[-1]
        words = quote[: _find(quote, second, facts)]
        if (
            re.search(r"[由从自].{0,12}$", quote[: _find(quote, first, facts)])
            or "上年" in words[: _find(quote, first, facts)]
        ):
            yield Relation(
                kind="growth", place=place, whole=first, parts=[second], stated=stated, quote=quote
            )
        elif re.search(r"(?:上年|去年|上一年)[^，。]{0,12}$", words):
            yield Relation(
                kind="growth", place=place, whole=second, parts=[first], stated=stated, quote=quote
            )


def _alike_any(first: Fact, second: Fact) -> bool:
    return first.quantity.dimension == second.quantity.dimension


def _progress(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find a task and how much of it is done: “任务x户，已完成y户” (with a rate, if stated)."""
    values = [f for f in facts if f.aspect == "value"]
    for number, whole in enumerate(values[:-1]):
        if not _TASK.search(_left(whole, facts, quote)):
            continue
        for done in values[number + 1 : number + 4]:
            left = _left(done, facts, quote)
            if not _alike(whole, done) or not done.quantity.unit:
                continue
            if _TASK.search(left) and not _DONE.search(left):
                break
            if _DONE.search(left) and _depth(quote, _find(quote, done, facts)) == _depth(
                quote, _find(quote, whole, facts)
            ):
                rate = _rate_after(done, facts)
                yield Relation(
                    kind="rate" if rate else "progress", place=place, whole=whole, parts=[done],
                    stated=rate, quote=quote,
                )  # fmt: skip
                break


def _left(fact: Fact, facts: list[Fact], quote: str) -> str:
    """Return the words between the figure before and this one, within its clause."""
    start = _find(quote, fact, facts)
    clause = max(quote.rfind(mark, 0, max(start, 0)) for mark in "，、。；（）")
    index = facts.index(fact)
    previous = -1
    if index:
        previous = _find(quote, facts[index - 1], facts) + len(facts[index - 1].quantity.raw)
    return quote[max(clause + 1, previous, 0) : max(start, 0)]


def _rate_after(done: Fact, facts: list[Fact]) -> Fact | None:
    following = facts[facts.index(done) + 1 :][:1]
    for fact in following:
        if fact.quantity.unit == "%" and re.search(
            r"(?:完成|办结|化解|整改|达标|发放|拨付)率$", fact.measure
        ):
            return fact
    return None
