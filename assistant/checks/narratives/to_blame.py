"""Which figure of a sum is wrong: totals and parts that something else bears out are right."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.explaining.told_by_rule import BORNE_OUT, SOME_PART
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import cite, left_of, right_of, said, shown
from assistant.checks.narratives.in_a_row import is_plain
from assistant.checks.spoken import spoken
from assistant.facts.slips import Mended, left_out, slips, telling, turned
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.model.quantity import Quantity

_LONG = 3
"""With so many digits a figure isn't met elsewhere by chance."""
_SHORT = 2


def is_borne_out(ctx: Context, fact: Fact) -> bool:
    """Tell whether a rate, a list or another place bears a figure out.

    A short one must be told elsewhere under a like name: 46座 may be of anything.
    """
    if fact.place in ctx.vouched:
        return True
    value = fact.quantity.base
    if value is None or telling(fact.quantity) < _SHORT:
        return False
    here = paragraph_of(fact)
    key = (fact.quantity.dimension, value)
    if telling(fact.quantity) >= _LONG and ctx.told_at.get(key, {here}) - {here}:
        return True
    named = ctx.once(_named_values).get(value, ())
    name = fact.measure + left_of(fact)[-_NAME:] + right_of(fact)[:_NAME]
    return any(place != here and _shares(name, words) for place, words in named)


_NAME = 10
_POINT = {Decimal(10) ** n for n in (-4, -2, -1, 1, 2, 4)}
"""By what a moved point or another unit changes a number: a leap that chance also makes."""


def _named_values(pack: Pack) -> dict[Decimal, list[tuple[Place, str]]]:
    """Return the names under which indicators and other paragraphs tell each value."""
    found: dict[Decimal, list[tuple[Place, str]]] = {}
    for table in pack.tables():
        for row in table.indicators:
            value = row.actual.base
            if value is not None:
                found.setdefault(value, []).append((row.actual.place, row.name.text))
    for fact in pack.figures:
        if is_plain(fact) and fact.quantity.base is not None:
            place = paragraph_of(fact)
            found.setdefault(fact.quantity.base, []).append((place, fact.measure))
    return found


def _shares(one: str, other: str) -> bool:
    return any(a + b in one for a, b in pairwise(other))


def blamed_part(
    ctx: Context, whole: Fact, parts: Sequence[Fact], right: Collection[Place] = ()
) -> tuple[Fact, Quantity] | None:
    """Return the one part whose slip keeps a borne out total from its sum, and what was meant.

    ``right`` are parts that are known to be right. None where the total may be wrong itself, or
    where any of several parts may be.
    """
    if not right and not is_borne_out(ctx, whole):
        return None
    borne = {*right, *(p.place for p in parts if p.place in ctx.vouched)}
    open_to_doubt = [p for p in parts if p.place not in borne] or list(parts)
    for tried in (turned, slips, left_out):
        found = [
            (part, meant)
            for part in open_to_doubt
            for meant in _fitting(whole, parts, part, tried(part.quantity))
        ]
        if len({part.place for part, _ in found}) == 1:
            return found[0]
        if found:
            return None
    return None


def _fitting(
    whole: Fact, parts: Sequence[Fact], part: Fact, values: Sequence[Decimal]
) -> Iterator[Quantity]:
    for value in values:
        if part.quantity.value and value / part.quantity.value in _POINT:
            continue
        meant = part.quantity.model_copy(update={"value": value})
        others = [meant if each is part else each.quantity for each in parts]
        if adds_up([whole.quantity, *others]):
            yield meant


def part_off(
    ctx: Context, code: str, whole: Fact, parts: list[Fact], wrong: Fact, meant: Quantity
) -> list[Finding]:
    """Return the finding of rule ``code`` that one part of a borne out total is wrong."""
    added = "+".join(map(said, parts))
    total = add([part.quantity for part in parts])
    found = list(conflict(
        ctx, code, cite(wrong), base(meant),
        f"所列分项{added}={shown(total, whole.quantity)}，与{_named(whole)}{said(whole)}不符",
        others=[cite(whole), *(cite(part) for part in parts if part is not wrong)],
    ))  # fmt: skip
    for each in found:
        each.explanation = each.explanation or (
            f"{BORNE_OUT}{said(wrong)}应为{shown(base(meant), wrong.quantity)}，各数即相符。"
        )
    return found


def sum_words(ctx: Context, whole: Fact, parts: Sequence[Fact], mended: Mended | None) -> str:
    """Return how a wrong sum may be explained: by its total, or by one of several parts.

    A number short by one digit's slip may be the total's as well as any part's; a total that is
    borne out leaves the parts alone.
    """
    figures = [whole.quantity, *(part.quantity for part in parts)]
    if mended is None or mended.moved_point:
        return mended.words(figures) if mended else ""
    off = add(figures[1:]) - base(whole.quantity)
    which = f"{'多' if off > 0 else '少'}写{shown(abs(off), whole.quantity)}"
    if is_borne_out(ctx, whole):
        return f"{SOME_PART}{which}。"
    if mended.which or mended.meant.value in turned(whole.quantity):
        return mended.words(figures)
    right = shown(add(figures[1:]), whole.quantity)
    return f"疑似笔误：总数若为{right}，或某一分项{which}，各数即相符。"


def _named(whole: Fact) -> str:
    """Return what readers know a total by: its noun in quotation marks, or 总数."""
    noun = spoken(whole)
    return f"“{noun}”" if noun else "总数"
