"""Relations that prose states between its figures: partitions, shares, ratios, growth."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from assistant.facts.derive import interval_sum, known
from assistant.model.base import Model
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Interval

Kind = Literal["partition", "share", "growth", "progress", "rate"]

_MOST_FIGURES = 60
_OPEN = re.compile(r"等(?=[，。；）、]|$|方面|项目)|主要|重点|之一|不含|另有|左右")
_TASK = re.compile(
    r"任务|目标|计划|应|申请|申报|受理|收到|排查|摸排|登记|交办|线索|共有|总数|参保人员|需"
)
_DONE = re.compile(
    r"完成|办结|化解|整改|解决|验收|拨付|发放|发证|达标|修复|销号|落实|竣工|兑现|开工|拆除"
)
_ENDS_LIST = r"其中|分别|包括|组成|构成|[；。]|累计|合计|共[有计]|总[计共]|同比|上年(?!结转|结余)|实际完成|比|较|超|剩|缺|未|(?<!上年)(?:结余|节余)|由.*到"


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
        report = [f for f in pack.figures if _report(f.place) == _report(place)]
        out.extend(_paragraph(place, facts, report))
    return out


def _sentences(facts: list[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    sentences: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        sentences[fact.quote].append(fact)
    # A quote is cut at 200 characters: figures past that can't be related by its words.
    yield from ((quote, group[:_MOST_FIGURES]) for quote, group in sentences.items())


def _lists(place: Place, facts: list[Fact]) -> Iterator[Relation]:
    """Find totals with their parts, in one sentence or with the parts in the next."""
    before: list[Fact] = []
    for quote, group in _sentences(facts):
        yield from _partitions(place, quote, group)
        opening = _COMPOSED.match(squeeze(quote))
        if opening:
            yield from _continued(place, quote, group, before, opening.group() != "其中")
        before = [*before, *group]


# Sentences that only list the parts of a total stated before them.
_COMPOSED = re.compile(
    r"其中|按[^，。；]{1,10}[看分计]，|[^，。；]{0,8}构成(?:为|是|：)|具体(?:为|是)"
)


def _continued(
    place: Place, quote: str, group: list[Fact], before: list[Fact], closed: bool
) -> Iterator[Relation]:
    """Yield the relation of a sentence of parts to the total before it."""
    wholes = [f for f in before[-8:] if _alike(group[0], f) and f.aspect == "value"]
    lists = [(whole, _parts(whole, group, group, quote)) for whole in wholes]
    lists = [(whole, parts) for whole, parts in lists if len(parts) >= 2]
    if not lists:
        return
    # The total is the figure that fits, else the last before: a slip may have thrown it off.
    fitting = [pair for pair in lists if _complete(*pair)]
    whole, parts = fitting[-1] if fitting else lists[-1]
    yield Relation(
        kind="partition", place=place, whole=whole, parts=parts, quote=quote,
        closed=closed and not _OPEN.search(_bare(quote)),
    )  # fmt: skip


def _paragraph(place: Place, facts: list[Fact], report: list[Fact]) -> Iterator[Relation]:
    yield from _lists(place, facts)
    for quote, group in _sentences(facts):
        yield from _growths(place, quote, group)
        yield from _progress(place, quote, group)
    yield from _shares(place, facts, report)


def _report(place: Place) -> str:
    parts = place.split("/")
    return "/".join(parts[: 1 if parts[0] == "overall_report" else 2])


def _gap(first: Fact, second: Fact, facts: Sequence[Fact], quote: str) -> str:
    """Return the words of the sentence between two figures."""
    start = _find(quote, first, facts)
    stop = _find(quote, second, facts)
    return quote[start + len(first.quantity.raw) : stop] if 0 <= start < stop else ""


def _find(quote: str, fact: Fact, facts: Sequence[Fact]) -> int:
    """Return where a figure stands in its sentence, -1 where the quote was cut before it."""
    position = _start(fact) - _begin(quote, facts)
    return position if quote.startswith(fact.quantity.raw, max(position, 0)) else -1


def _begin(quote: str, facts: Sequence[Fact]) -> int:
    """Return where a sentence begins in its paragraph: there all its figures fit.

    Digits alone don't tell: “5个” also stands in “15个”.
    """
    first = facts[0].quantity.raw
    places = (m.start() for m in re.finditer(re.escape(first), quote))
    begins = [_start(facts[0]) - place for place in places]
    fits = (begin for begin in begins if all(_fits(quote, f, begin) for f in facts))
    return next(fits, _start(facts[0]))


def _fits(quote: str, fact: Fact, begin: int) -> bool:
    position = _start(fact) - begin
    return position >= len(quote) or quote.startswith(fact.quantity.raw, position)


def _start(fact: Fact) -> int:
    return fact.location.start or 0


def _alike(first: Fact, second: Fact) -> bool:
    return first.quantity.dimension == second.quantity.dimension and second.aspect == "value"


_OPENING = re.compile(
    r"其中|包括|分别(?:为|是)|分[两三四五六七八九\d]+[项类种部]|由(?=[^，。；]*(?:组成|构成))|"
    r"(?<=[\d元人户个件次亩名])："
)


def _partitions(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find “X，其中a、b、c” and “X，包括/分别为a、b、c” with figures of one dimension."""
    for opening in _OPENING.finditer(quote):
        found = _opened(quote, facts, opening)
        if found is None or len(found[1]) < 2:
            continue
        whole, parts = found
        if opening.group().startswith("分别") and _counts_items(whole, parts):
            continue
        last = _find(quote, parts[-1], facts) + len(parts[-1].quantity.raw)
        span = quote[_find(quote, whole, facts) : last + 8]
        yield Relation(
            kind="partition", place=place, whole=whole, parts=parts, quote=quote,
            closed=opening.group() != "其中" and not _OPEN.search(_bare(span)),
        )  # fmt: skip


def _counts_items(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether a total only counts the items (“3个大厅，窗口分别为12个、8个、5个”)."""
    return known(whole.quantity) == len(parts) and not _complete(whole, parts)


def _opened(
    quote: str, facts: list[Fact], opening: re.Match[str]
) -> tuple[Fact, list[Fact]] | None:
    """Return the total before an opening word and its parts behind it.

    Changes and rates between (“5386件，比目标多386件，其中……”) are not the total.
    """
    behind = [f for f in facts if _find(quote, f, facts) >= opening.end()]
    ahead = [f for f in facts if 0 <= _find(quote, f, facts) < opening.start()]
    wholes = [f for f in ahead if f.aspect == "value" and f.quantity.known()]
    if not behind or not wholes:
        return None
    alike = [f for f in wholes[-2:] if _alike(behind[0], f)]
    whole = alike[-1] if alike else None
    if whole is None or re.search(r"[。；]", quote[_find(quote, whole, facts) : opening.start()]):
        return None
    return whole, _parts(whole, behind, facts, quote, opening.start())


def _bare(text: str) -> str:
    """Return text without brackets: lists in brackets end in 等 on their own account."""
    return re.sub(r"（[^）]*）", "", text)


def _parts(
    whole: Fact, following: list[Fact], facts: list[Fact], quote: str, opened: int = 0
) -> list[Fact]:
    """Return the figures that follow a total as its parts: alike, until the words turn.

    A figure inside the brackets of a part is a part of that part, not of the total; 其中
    again opens a smaller whole; a new total (共, 累计) or another period ends the list.
    """
    parts: list[Fact] = []
    previous, level = whole, _depth(quote, opened)
    for fact in following:
        between = _gap(previous, fact, facts, quote)
        depth, previous = _depth(quote, _find(quote, fact, facts)), fact
        if depth > level:
            continue
        if depth < level or (
            parts
            and (
                re.search(_ENDS_LIST, between)
                or (
                    _complete(whole, parts)
                    and not between.lstrip().startswith("、")
                    and not _counts_on(parts[-1], fact, facts, quote)
                )
            )
        ):
            break
        if _alike(whole, fact):
            parts.append(fact)
    return parts


def _counts_on(last: Fact, fact: Fact, facts: list[Fact], quote: str) -> bool:
    """Tell whether a list of the form “5个甲、5个乙，2个丙” simply goes on."""
    return not squeeze(_left(last, facts, quote)) and not squeeze(_left(fact, facts, quote))


def _complete(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether the parts so far already add up to the whole."""
    if len(parts) < 2:
        return False
    return interval_sum([part.quantity for part in parts]).meets(whole.quantity.interval())


def _depth(quote: str, position: int) -> int:
    before = quote[: max(position, 0)]
    return max(before.count("（") - before.count("）"), 0)


def _shares(place: Place, facts: list[Fact], report: list[Fact]) -> Iterator[Relation]:
    """Find “A x万元，占B的p%” with A's figure before it and B's anywhere in the report."""
    wholes = dict(_wholes(facts))
    last: Fact | None = None  # the base of the share before: “占基本支出的81.69%；……占18.31%”
    for number, stated in enumerate(facts):
        before = [f for f in facts[:number] if f.aspect == "value" and f.quote == stated.quote]
        if stated.aspect != "share" or not before:
            continue
        pair = _of_stated_base(stated, before, facts, wholes) or _of_named_base(
            stated, before, facts[:number], report, wholes, last
        )
        if pair is not None:
            last = pair[1]
            yield Relation(
                kind="share", place=place, whole=pair[1], parts=[pair[0]], stated=stated,
                quote=stated.quote,
            )  # fmt: skip


def _of_stated_base(
    stated: Fact, before: list[Fact], facts: list[Fact], wholes: dict[Place, Fact]
) -> tuple[Fact, Fact] | None:
    """Return part and whole of “A x人，占B y人的p%”: the share stands right behind its base.

    After a list (“共450万元，其中……90万元，占B的p%”) its total may be meant, or its last part.
    """
    if len(before) < 2 or not _alike(before[-1], before[-2]):
        return None
    group = [f for f in facts if f.quote == stated.quote]
    behind = squeeze(_left(stated, group, stated.quote))
    if behind != "的" or not re.search(
        r"[占为达是][^，。；]*$", _left(before[-1], group, stated.quote)
    ):
        return None
    total = wholes.get(before[-2].place)
    parts = [part for part in (total, before[-2]) if part is not None]
    return next((p for p in parts if _gives(p, before[-1], stated)), parts[0]), before[-1]


def _gives(part: Fact, whole: Fact, rate: Fact) -> bool:
    quotient = part.quantity.interval().over(whole.quantity.interval())
    hundred = Interval(Decimal(100), Decimal(100))
    return quotient is not None and quotient.times(hundred).meets(rate.quantity.interval())


def _of_named_base(
    stated: Fact, before: list[Fact], ahead: list[Fact], report: list[Fact],
    wholes: dict[Place, Fact], last: Fact | None,
) -> tuple[Fact, Fact] | None:  # fmt: skip
    """Return part and whole of “A x，占B的p%”, B named, or understood from the list."""
    part = before[-1]
    earlier = [f for f in ahead if f.aspect == "value" and f is not part]
    whole = _base(stated, part, earlier, report)
    if whole is None and _UNNAMED.fullmatch(stated.base):
        same = last if last is not None and _alike(part, last) and last is not part else None
        whole = wholes.get(part.place) or _only_larger(part, earlier, stated) or same
    return (part, whole) if whole is not None else None


def _only_larger(part: Fact, earlier: list[Fact], stated: Fact) -> Fact | None:
    """Return the total that “占p%” without a base can only mean, if there is just one."""
    larger = [f for f in earlier if _alike(part, f) and known(f.quantity) > known(part.quantity)]
    giving = [f for f in larger if _gives(part, f, stated)]
    return giving[0] if giving else larger[0] if len(larger) == 1 else None


def _wholes(facts: list[Fact]) -> Iterator[tuple[Place, Fact]]:
    """Yield each part's place with its total, also where 其中 names a single part."""
    for relation in _lists("", facts):
        yield from ((part.place, relation.whole) for part in relation.parts)
    for quote, group in _sentences(facts):
        for opening in _OPENING.finditer(quote):
            found = _opened(quote, group, opening)
            if found:
                yield from ((part.place, found[0]) for part in found[1])


_UNNAMED = re.compile(r"(?:其|总数|总量|总额|总支出|支出|全部|合计)*")
_SCOPE = re.compile(
    r"^(?:全部|全年|全镇|全县|全区|全局|本单位|我[镇乡局县区]|本[镇乡局县区]|当年|年度)+"
)


def _base(stated: Fact, part: Fact, before: list[Fact], report: list[Fact]) -> Fact | None:
    """Return the figure a share is of: one named so nearby, in the section, in the report."""
    name = _SCOPE.sub("", stated.base)
    if len(name) < 2 or _UNNAMED.fullmatch(stated.base):
        return None
    for pool in (before, report):
        named = [f for f in pool if _alike(part, f) and f is not part and _is_called(f, name)]
        if named:
            return min(named, key=lambda f: len(f.measure))
    section = stated.place.split("@")[0].split("/")[-2]
    alike = [f for f in before if _alike(part, f)]
    return alike[0] if alike and section.startswith(name) else None


def _is_called(fact: Fact, name: str) -> bool:
    measure = _SCOPE.sub("", fact.measure)
    return measure in (name, f"{name}总额", f"{name}总数") or (
        measure.endswith(name) and len(name) >= 4
    )


def overlap(first: str, second: str) -> int:
    """Return how many different two-character runs two names share."""
    runs = [{a + b for a, b in pairwise(squeeze(text))} for text in (first, second)]
    return len(runs[0] & runs[1])


def _growths(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find “由x增加到y，增长p%” and “y，比上年x增加d、增长p%”: both figures and the change."""
    for number, stated in enumerate(facts):
        if stated.aspect != "growth":
            continue
        points = stated.quantity.unit == "百分点"
        aspects = ("rate", "change_to") if points else ("value", "change_to")
        values = [f for f in facts[:number] if f.aspect in aspects]
        if len(values) < 2 or not _alike_any(values[-2], values[-1]):
            continue
        pair = _ordered(values[-2], values[-1], facts, quote)
        dimension = values[-1].quantity.dimension
        same = dimension == "%" if points else stated.quantity.dimension in ("%", dimension)
        if pair is not None and same:
            yield Relation(
                kind="growth", place=place, whole=pair[0], parts=[pair[1]], stated=stated,
                quote=quote,
            )  # fmt: skip


_LAST_YEAR = re.compile(r"(?:上年度?|去年|上一年)(?:同期|的|为|是)*$")


def _ordered(first: Fact, second: Fact, facts: list[Fact], quote: str) -> tuple[Fact, Fact] | None:
    """Return (before, after) of two figures, None where the words don't tell."""
    if second.aspect == "change_to" or re.search(
        r"[由从自][^，。]{0,12}$", _left(first, facts, quote)
    ):
        return first, second
    if _LAST_YEAR.search(squeeze(_left(second, facts, quote))):
        return second, first
    if _LAST_YEAR.search(squeeze(_left(first, facts, quote))):
        return first, second
    if first.period != second.period and overlap(first.measure, second.measure):
        return (first, second) if first.period < second.period else (second, first)
    return None


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
