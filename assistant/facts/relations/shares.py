"""Shares and what they are of: a base named, understood, or right before."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.facts.derive import known
from assistant.facts.relations.lists import OPENING, list_relations, open_list
from assistant.facts.relations.relation import Relation
from assistant.facts.relations.words import by_sentence, of_one_kind, words_before
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Interval


def share_relations(place: Place, facts: list[Fact], report: list[Fact]) -> Iterator[Relation]:
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
    if len(before) < 2 or not of_one_kind(before[-1], before[-2]):
        return None
    group = [f for f in facts if f.quote == stated.quote]
    behind = squeeze(words_before(stated, group, stated.quote))
    if behind != "的" or not re.search(
        r"[占为达是][^，。；]*$", words_before(before[-1], group, stated.quote)
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
        same = last if last is not None and of_one_kind(part, last) and last is not part else None
        whole = wholes.get(part.place) or _only_larger(part, earlier, stated) or same
    return (part, whole) if whole is not None else None


def _only_larger(part: Fact, earlier: list[Fact], stated: Fact) -> Fact | None:
    """Return the total that “占p%” without a base can only mean, if there is just one."""
    larger = [
        f for f in earlier if of_one_kind(part, f) and known(f.quantity) > known(part.quantity)
    ]
    giving = [f for f in larger if _gives(part, f, stated)]
    return giving[0] if giving else larger[0] if len(larger) == 1 else None


def _wholes(facts: list[Fact]) -> Iterator[tuple[Place, Fact]]:
    """Yield each part's place with its total, also where 其中 names a single part."""
    for relation in list_relations("", facts):
        yield from ((part.place, relation.whole) for part in relation.parts)
    for quote, group in by_sentence(facts):
        for opening in OPENING.finditer(quote):
            found = open_list(quote, group, opening)
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
        named = [f for f in pool if of_one_kind(part, f) and f is not part and _is_called(f, name)]
        if named:
            return min(named, key=lambda f: len(f.measure))
    section = stated.place.split("@")[0].split("/")[-2]
    alike = [f for f in before if of_one_kind(part, f)]
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
