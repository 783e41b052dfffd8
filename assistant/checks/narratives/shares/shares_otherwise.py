"""Shares that other figures make just as printed: of the part their subject names, of both parts together."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import left_of
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain
from assistant.facts.relations import Relation
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.quantity import Interval

_TELLING = 3
_MOST = 16
_SUBJECT = re.compile(
    r"(?P<name>[^，。；：、（）\d]{2,}?)(?:所|仅|约|共|就|也|已|便)*占(?!比)[^，。；：、（）\d]*$"
)


_UNNAMED = re.compile("占[比了到约为]*$")


def made_otherwise(ctx: Context, relation: Relation, stated: Fact) -> bool:
    """Tell whether a share that two figures don't make is that of others its words may mean."""
    if significant(stated.quantity) < _TELLING:
        return False
    part, whole = relation.parts[0], relation.whole
    if "占" not in clause_of(whole) and _of_both(stated, part, whole):
        return True
    unnamed = _UNNAMED.search(clause_of(stated)) is not None and whole.quote != stated.quote
    if unnamed and _of_one_elsewhere(ctx, stated, part):
        return True
    return any(_is(stated, span(f.quantity), each) for f, each in _named(ctx, stated, part, whole))


def _of_one_elsewhere(ctx: Context, stated: Fact, part: Fact) -> bool:
    """Tell whether a share of a whole told elsewhere is that of another such whole."""
    report = stated.place.split("/")[0]
    return significant(stated.quantity) > _TELLING and any(
        _is(stated, span(part.quantity), span(f.quantity))
        for f in ctx.pack.figures
        if f.place.startswith(report) and is_plain(f) and alike(f, part) and base(f.quantity) > 0
    )


def _of_both(stated: Fact, part: Fact, whole: Fact) -> bool:
    """Tell whether the share is one's of both: “已参保860户，未参保215户，已参保的占80.00%”."""
    if not alike(part, whole):
        return False
    both = span(part.quantity) + span(whole.quantity)
    return any(_is(stated, span(f.quantity), both) for f in (part, whole))


def _named(ctx: Context, stated: Fact, part: Fact, whole: Fact) -> Iterator[tuple[Fact, Interval]]:
    """Yield the amounts that a share's own subject calls, with the amounts they may be part of."""
    subject = _SUBJECT.search(left_of(stated))
    if subject is None:
        return
    names = {a + b for a, b in pairwise(subject["name"])}
    for fact in _before(ctx, stated):
        if any(name in clause_of(fact) for name in names):
            yield from ((fact, span(f.quantity)) for f in (part, whole) if f.place != fact.place)


def _before(ctx: Context, stated: Fact) -> list[Fact]:
    here = paragraph_of(stated)
    group = next((g for g in ctx.paragraphs if paragraph_of(g[0]) == here), [])
    places = [f.place for f in group]
    ahead = group[: places.index(stated.place)] if stated.place in places else []
    return [f for f in ahead if is_plain(f) and base(f.quantity) > 0][-_MOST:]


def _is(stated: Fact, part: Interval, whole: Interval) -> bool:
    quotient = part.over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(stated.quantity.interval())
