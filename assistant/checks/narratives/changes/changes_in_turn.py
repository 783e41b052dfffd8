"""N: several changes in turn, with what there is and what there was told in turn as well."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.mentions import left_of
from assistant.checks.narratives.changes.steps_told import (
    VERB,
    Step,
    fits,
    is_change,
    slip,
    wrong_size,
    wrong_way,
)
from assistant.checks.narratives.in_a_row import (
    alike,
    between,
    clause_of,
    is_plain,
    sentences_with,
)
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_HINT = re.compile("分别")
_THAN = r"(?:同比|(?:比|较)?(?:上年|去年|上一年|20[0-9]{2}年)(?:同期)?)"
_FIRST = re.compile(rf"(?:{_THAN}分别|分别{_THAN}){VERB}$")
_NEXT = re.compile(rf"[、和与及，](?:{VERB})?")
_PAST = re.compile(r"(?:上年|去年|上一年|上年同期|20[0-9]{2}年)")


class _Row(NamedTuple):
    """Changes in turn, what there is and what there was, each in the same order."""

    steps: list[Step]
    nows: list[Fact]
    olds: list[Fact]


@rule("N201", name="分别增减与今昔各数不符", severity="warning", source="DOMAIN §8 增减")
def changes_in_turn(ctx: Context) -> Iterator[Finding]:
    """查什么：“事故a起、死亡b人，上年为c起、死亡d人，同比分别下降p%和q%”“接待a人次、收入b元，分别比上年增长p%和q%，上年接待c人次、收入d元”，依次写的增减应与依次写的今昔两组数相符。

    为什么：几个数一起写，容易串位或者只改了一处。
    举例：8起、5人，上年11起、7人，应分别下降27.27%和28.57%，写成25.87%不符。
    怎样改：依次按上年数重新计算后更正。
    何时不报：两组数个数、单位对不上；差在四舍五入之内；没有一个对得上，也看不出笔误。
    """
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        if len(row) < _FEWEST or not any(fact.quote in hinted for fact in row):
            continue
        for number, fact in enumerate(row):
            told = _told(row, number) if number > 1 and fact.quote in hinted else None
            if told is not None:
                ctx.look(fact.place)
                yield from _judged(ctx, told)


_FEWEST = 6
_BEFORE = 24


def _told(row: list[Fact], number: int) -> _Row | None:
    """Return the three lists that begin with the first of several changes, None where one lacks."""
    verb = _FIRST.search(left_of(row[number])[-_BEFORE:])
    if verb is None:
        return None
    steps = [Step(row[number], bool(verb["up"]))]
    for before, change in pairwise(row[number:]):
        words = _NEXT.fullmatch(between(before, change))
        if words is None or before.quote != change.quote or not _of_kind(change, row[number]):
            break
        own = words["up"] or words["down"]
        steps.append(Step(change, bool(words["up"]) if own else steps[-1].up))
    size = len(steps)
    if size < 2:
        return None
    ahead, behind = row[:number], row[number + size : number + 2 * size]
    return _row(steps, ahead[-2 * size : -size], ahead[-size:]) or _row(
        steps, ahead[-size:], behind
    )


def _of_kind(change: Fact, first: Fact) -> bool:
    return change.quantity.unit == "%" or first.quantity.unit != "%"


def _row(steps: list[Step], nows: list[Fact], olds: list[Fact]) -> _Row | None:
    """Return the lists where each change has its two figures, and the words make one last year's."""
    size = len(steps)
    if not size == len(nows) == len(olds) or not _PAST.search(clause_of(olds[0])):
        return None
    if any(_PAST.search(clause_of(f)) for f in nows[1:]):
        return None
    sound = all(
        is_plain(now) and is_plain(old) and alike(now, old) and bool(base(old.quantity))
        and is_change(step.change, old)
        for step, now, old in zip(steps, nows, olds, strict=True)
    )  # fmt: skip
    return _Row(steps, nows, olds) if sound else None


def _judged(ctx: Context, told: _Row) -> Iterator[Finding]:
    triples = list(zip(told.steps, told.nows, told.olds, strict=True))
    sides = [fits(step, now.quantity, old.quantity) for step, now, old in triples]
    holds = any(right for _, right in sides)
    for (step, now, old), (size, right) in zip(triples, sides, strict=True):
        if right:
            continue
        if size:
            yield from wrong_way(ctx, "N201", step, now, old)
        elif holds or slip(step, now, old):
            yield from wrong_size(ctx, "N201", step, now, old)
