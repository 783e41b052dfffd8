"""Shares and what they are of: a base named, understood, or right before."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.facts.derive import interval_sum, known
from assistant.facts.relations.lists import list_relations, open_list, openings
from assistant.facts.relations.relation import Relation
from assistant.facts.relations.words import (
    AMOUNTS,
    by_sentence,
    of_one_kind,
    words_before,
    words_between,
)
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Interval, Quantity


def share_relations(place: Place, facts: list[Fact], report: list[Fact]) -> Iterator[Relation]:
    """Find “A x万元，占B的p%” with A's figure before it and B's anywhere in the report."""
    if not any(fact.aspect == "share" for fact in facts):
        return
    wholes = _Wholes(facts)
    listed: set[Place] = set()
    for relation in _distributed(place, facts, report, wholes, listed):
        assert relation.stated is not None
        listed.add(relation.stated.place)
        yield relation
    last: Fact | None = None  # the base of the share before: “占基本支出的81.69%；……占18.31%”
    for number, stated in enumerate(facts):
        if stated.aspect != "share" or stated.place in listed:
            continue
        before = [f for f in facts[:number] if f.aspect in AMOUNTS and f.quote == stated.quote]
        before = before or _spoken_of(stated, facts[:number])
        if not before:
            continue
        pair = (
            _of_stated_base(stated, before, facts, wholes)
            or _of_named_base(stated, before, facts[:number], report, wholes, last)
            or _of_siblings(stated, facts)
        )
        if pair is not None:
            last = pair[1]
            yield Relation(
                kind="share", place=place, whole=pair[1], parts=[pair[0]], stated=stated,
                quote=stated.quote,
            )  # fmt: skip


class _Wholes:
    """The totals of a paragraph by the places of their parts, found when first asked for."""

    def __init__(self, facts: list[Fact]) -> None:
        self._facts = facts
        self._found: dict[Place, Fact] | None = None

    def get(self, place: Place) -> Fact | None:
        """Return the total of the part at a place, if it has one."""
        if self._found is None:
            self._found = dict(_wholes(self._facts))
        return self._found.get(place)


def _distributed(
    place: Place, facts: list[Fact], report: list[Fact], wholes: _Wholes,
    listed: set[Place],
) -> Iterator[Relation]:  # fmt: skip
    """Find “A x、B y、C z，分别占W的p%、q%、r%”: each share is of the figure in its order.

    Shares found that way are added to ``listed``, also where nothing tells of what they are.
    """
    for number, first in enumerate(facts):
        if first.aspect != "share":
            continue
        group = [f for f in facts if f.quote == first.quote]
        if not _IN_TURN.search(words_before(first, group, first.quote)):
            continue
        shares = [first, *_following(first, group)]
        amounts = [
            f for f in facts[:number] if f.aspect in AMOUNTS and f.quantity.dimension != "项"
        ]
        parts = amounts[-len(shares) :]
        sum_up = len(amounts) > len(shares) and _adds_up(amounts[-len(shares) - 1 :])
        parts = amounts[-len(shares) - 1 : -1] if sum_up else parts
        if (
            len(shares) < 2
            or len(parts) < len(shares)
            or len({p.quantity.dimension for p in parts}) > 1
        ):
            continue
        earlier = [f for f in facts[:number] if f not in parts]
        whole = _base(first, parts[0], earlier, report) or wholes.get(parts[0].place)
        whole = amounts[-1] if sum_up else whole
        whole = whole or _topic(first, parts[0], [*report_before(report, first), *earlier])
        whole = whole or _giving_some(parts, shares, earlier)
        if whole is None:  # they are of their own sum, told nowhere, and of none of themselves
            listed |= {share.place for share in shares}
        for part, stated in zip(parts, shares, strict=True) if whole is not None else ():
            yield Relation(kind="share", place=place, whole=whole, parts=[part], stated=stated,
                           quote=stated.quote)  # fmt: skip


def _giving_some(parts: list[Fact], shares: list[Fact], earlier: list[Fact]) -> Fact | None:
    """Return the last figure before a list that makes one of its shares, if there is one."""
    pairs = list(zip(parts, shares, strict=True))
    return next(
        (f for f in reversed(earlier) if of_one_kind(parts[0], f)
         and any(_gives(part, f, share) for part, share in pairs)), None,
    )  # fmt: skip


def _adds_up(figures: list[Fact]) -> bool:
    """Tell whether the last figure is called the total of those before it."""
    *parts, total = figures
    return total.measure in ("合计", "总计", "共计") or interval_sum(
        [part.quantity for part in parts]
    ).meets(total.quantity.interval())


_IN_TURN = re.compile("分别|依次|各占|占比")


def _following(first: Fact, group: list[Fact]) -> Iterator[Fact]:
    """Yield the shares that go on a list: nothing but 、 or 和 stands between."""
    previous = first
    for fact in group[group.index(first) + 1 :]:
        between = squeeze(words_between(previous, fact, group, first.quote))
        if fact.aspect != "share" or not re.fullmatch(r"[、和与及，]+", between):
            return
        yield fact
        previous = fact


def _spoken_of(stated: Fact, ahead: list[Fact]) -> list[Fact]:
    """Return the figure of an earlier sentence that “A占B的p%” names without repeating it."""
    name = _bare(stated.measure)
    return [f for f in ahead if f.aspect == "value" and _bare(f.measure) == name][-1:]


def _of_stated_base(
    stated: Fact, before: list[Fact], facts: list[Fact], wholes: _Wholes
) -> tuple[Fact, Fact] | None:
    """Return part and whole of “A x人，占B y人的p%”: the share stands right behind its base.

    After a list (“共450万元，其中……90万元，占B的p%”) its total may be meant, or its last part.
    """
    if len(before) < 2 or not of_one_kind(before[-1], before[-2]):
        return None
    group = [f for f in facts if f.quote == stated.quote]
    behind = squeeze(words_before(stated, group, stated.quote))
    if behind != "的" or not re.search(
        r"(?:[占为达是]|完成)[^，。；]*$", words_before(before[-1], group, stated.quote)
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
    wholes: _Wholes, last: Fact | None,
) -> tuple[Fact, Fact] | None:  # fmt: skip
    """Return part and whole of “A x，占B的p%”, B named, or understood from the list."""
    part = next((f for f in reversed(before) if f.measure == stated.measure), before[-1])
    if part.measure != stated.measure and _names_another(stated, part, before):
        return None
    earlier = [f for f in ahead if f.aspect in AMOUNTS and f is not part]
    whole = _base(stated, part, earlier, report)
    if whole is None and _UNNAMED.fullmatch(stated.base):
        whole = _topic(stated, part, [*report_before(report, stated), *earlier])
    if whole is None and _UNNAMED.fullmatch(stated.base):
        same = last if last is not None and of_one_kind(part, last) and last is not part else None
        whole = (
            wholes.get(part.place)
            or _only_larger(part, earlier, stated, _with_share(ahead))
            or same
        )
    return (part, whole) if whole is not None else None


_OWN = re.compile(
    r"(?:其中|另外|，)*(?P<name>[^，。；：、（）\d]{3,12}?)(?:所|仅|约|分别|合计|共)*占(?!比)"
)
_SUMMED = re.compile("合计|共计|两项|三项|四项|以上|上述|前[两三四五]|该|此|其|这|合占")


def _names_another(stated: Fact, part: Fact, before: list[Fact]) -> bool:
    """Tell whether a share has a subject of its own, told in no figure: 在用设备占92%."""
    group = [*(f for f in before if f.quote == stated.quote), stated]
    named = _OWN.fullmatch(squeeze(words_before(stated, group, stated.quote)))
    if named is None or _SUMMED.search(named["name"]):
        return False
    between = squeeze(words_between(part, stated, group, stated.quote))
    return "，" in between and not overlap(named["name"], part.measure)


def _of_siblings(stated: Fact, facts: list[Fact]) -> tuple[Fact, Fact] | None:
    """Return part and whole where the whole follows, and gives the shares beside this one.

    “A x，占p%；B y，占q%；C z，占r%。三项合计w”: what makes the others is the base of all.
    """
    pairs = [(a, b) for a, b in pairwise(facts) if b.aspect == "share" and a.aspect in AMOUNTS]
    part = next((a for a, b in pairs if b is stated), None)
    others = [(a, b) for a, b in pairs if b is not stated and significant(b.quantity) >= 3]
    if part is None or not others or not _UNNAMED.fullmatch(stated.base):
        return None
    wholes = [f for f in facts if f.aspect in AMOUNTS and of_one_kind(part, f) and f is not part
              and all(of_one_kind(a, f) and a is not f and _gives(a, f, b) for a, b in others)]  # fmt: skip
    return (part, wholes[0]) if wholes else None


def _with_share(facts: list[Fact]) -> set[Place]:
    """Return the places of amounts that a share follows at once."""
    return {a.place for a, b in pairwise(facts) if b.aspect == "share" and a.aspect in AMOUNTS}


def _only_larger(part: Fact, earlier: list[Fact], stated: Fact, shared: set[Place]) -> Fact | None:
    """Return the total that “占p%” without a base can only mean, if there is just one.

    A figure with a share of its own is a part beside this one.
    """
    larger = [
        f for f in earlier
        if of_one_kind(part, f) and f.period == part.period
        and known(f.quantity) > known(part.quantity) and f.place not in shared
    ]  # fmt: skip
    giving = [f for f in larger if _gives(part, f, stated)]
    if giving:
        return giving[0]
    telling = significant(stated.quantity) >= 3
    off = [f for f in larger if telling and _one_slip_off(part, f, stated)]
    return off[-1] if off else larger[0] if len(larger) == 1 else None


def _wholes(facts: list[Fact]) -> Iterator[tuple[Place, Fact]]:
    """Yield each part's place with its total, also where 其中 names a single part."""
    for relation in list_relations("", facts):
        yield from ((part.place, relation.whole) for part in relation.parts)
    for quote, group in by_sentence(facts):
        for opening in openings(quote, group):
            found = open_list(quote, group, opening)
            if found:
                yield from ((part.place, found[0]) for part in found[1])


def report_before(report: list[Fact], stated: Fact) -> list[Fact]:
    """Return the amounts of a report that stand before a figure."""
    places = [fact.place for fact in report]
    return [f for f in report[: places.index(stated.place)] if f.aspect in AMOUNTS]


def _topic(stated: Fact, part: Fact, earlier: list[Fact]) -> Fact | None:
    """Return the figure that a sentence of parts opens with: “基本支出中，人员经费……，占……”.

    “基本支出由两部分构成，……” and “项目支出按用途分为……” open with it as well.
    """
    opening = re.match(
        r"([^，。；：\d]{2,12}?)(?:[中里内](?:，|(?=[在有]))|由[^，。；：\d]{0,8}[构组]成|按[^，。；：\d]{1,6}分)",
        squeeze(stated.quote),
    )
    named = [f for f in earlier if opening and of_one_kind(part, f)
             and len(f.measure) >= 2 and _opens_with(opening[1], f.measure)]  # fmt: skip
    giving = [f for f in named if _gives(part, f, stated)] or [
        f for f in named if _one_slip_off(part, f, stated)
    ]
    return next(reversed(giving or named), None)


def _opens_with(opening: str, measure: str) -> bool:
    """Tell whether a sentence opens with what a figure measures: of some money, or of all."""
    bare = _bare(measure)
    if len(bare) >= 2 and opening.startswith(bare):
        return True  # 就业学生中……: of 就业295人
    return opening.endswith(bare) or (len(opening) >= 4 and bare.endswith(opening))


def _one_slip_off(part: Fact, whole: Fact, stated: Fact) -> bool:
    """Tell whether one slip of the pen keeps two figures from making a share."""
    hundred = Interval(Decimal(100), Decimal(100))

    def holds(figures: Sequence[Quantity]) -> bool:
        quotient = figures[1].interval().over(figures[2].interval())
        return bool(quotient and quotient.times(hundred).meets(figures[0].interval()))

    return mend([stated.quantity, part.quantity, whole.quantity], holds) is not None


_UNNAMED = re.compile(r"(?:其|总数|总量|总额|总支出|支出|全部|合计)*")


_SCOPE = re.compile(
    r"^(?:全部|全年|全[镇县区局校院站所市州系]统?|本单位|我[镇乡局县区]|本[镇乡局县区]|当年|年度)+"
)


def _base(stated: Fact, part: Fact, before: list[Fact], report: list[Fact]) -> Fact | None:
    """Return the figure a share is of: one named so nearby, in the section, in the report."""
    name = _SCOPE.sub("", stated.base)
    if len(name) < 2 or _UNNAMED.fullmatch(stated.base):
        return None
    for pool in (before, report):
        named = [f for f in pool if of_one_kind(part, f) and f is not part and _is_called(f, name)
                 and known(f.quantity) >= known(part.quantity)]  # fmt: skip
        if named:
            giving = [f for f in named if _gives(part, f, stated)] or [
                f for f in named if _one_slip_off(part, f, stated)
            ]
            return min(giving or named, key=lambda f: len(f.measure))
    section = stated.place.split("@")[0].split("/")[-2]
    alike = [f for f in before if of_one_kind(part, f)]
    return alike[0] if alike and section.startswith(name) else None


def _is_called(fact: Fact, name: str) -> bool:
    measure = _SCOPE.sub("", fact.measure)
    return _bare(measure) == _bare(name) or (measure.endswith(name) and len(name) >= 4)


_SUM = re.compile(r"(?:决算|合计|总额|总数|总量|人员|人数)$")


def _bare(name: str) -> str:
    return _SUM.sub("", name)


def overlap(first: str, second: str) -> int:
    """Return how many different two-character runs two names share."""
    runs = [{a + b for a, b in pairwise(squeeze(text))} for text in (first, second)]
    return len(runs[0] & runs[1])
