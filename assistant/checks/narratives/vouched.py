"""Figures that other figures of their own sentence vouch for: they were not miswritten alone."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import permutations

from assistant.checks.compare import HUNDRED, add_spans, span
from assistant.facts.relations import Relation
from assistant.facts.relations.words import AMOUNTS
from assistant.model.fact import Fact
from assistant.model.place import Place
from assistant.model.quantity import Interval

_FEW = 8
"""Of more figures in a sentence some pair makes a rate by chance."""


def vouched(relations: Iterable[Relation], figures: Iterable[Fact]) -> set[Place]:
    """Return the places of figures that hold in a relation or rate told beside them."""
    out: set[Place] = set()
    for relation in relations:
        if _holds(relation):
            out |= {f.place for f in (relation.whole, *relation.parts)}
            out |= {relation.stated.place} if relation.stated else set()
    return out | _rates(figures)


def _holds(relation: Relation) -> bool:
    whole, parts = span(relation.whole.quantity), [part.quantity for part in relation.parts]
    if relation.kind == "partition":
        return len(parts) > 1 and add_spans(parts).meets(whole)
    if relation.stated is None or relation.kind == "progress":
        return False
    top = span(parts[0]) if relation.kind != "growth" else span(parts[0]).minus(whole)
    told = relation.stated.quantity.interval()
    if relation.kind == "growth" and relation.stated.quantity.unit != "%":
        return _either_way(top, told)
    quotient = top.over(whole)
    return quotient is not None and _either_way(quotient.times(HUNDRED), told)


def _either_way(change: Interval, told: Interval) -> bool:
    return change.meets(told) or change.meets(Interval(-told.high, -told.low))


def _rates(figures: Iterable[Fact]) -> set[Place]:
    """Return the rates that two amounts of their sentence make, with the amounts."""
    sentences: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in figures:
        sentences[fact.place.partition("@")[0], fact.quote].append(fact)
    out: set[Place] = set()
    for group in sentences.values():
        rates = [f for f in group if f.aspect == "rate" and f.quantity.unit == "%"]
        if not rates:
            continue
        amounts = [f for f in group if f.aspect in AMOUNTS and f.quantity.known()
                   and f.quantity.comparator == "=" and f.quantity.unit not in ("", "%")]  # fmt: skip
        if len(amounts) <= _FEW:
            out |= _made(rates, amounts)
    return out


def _made(rates: list[Fact], amounts: list[Fact]) -> set[Place]:
    """Return the places of the rates that two of the amounts make, with those of the amounts."""
    told = [(rate.place, rate.quantity.interval()) for rate in rates]
    sides = [(f.place, f.quantity.dimension, span(f.quantity)) for f in amounts]
    out: set[Place] = set()
    for (part, one, above), (whole, other, below) in permutations(sides, 2):
        quotient = above.over(below) if one == other else None
        percent = quotient and quotient.times(HUNDRED)
        made = [place for place, stated in told if percent and percent.meets(stated)]
        out |= {*made, part, whole} if made else set()
    return out
