"""Changes that other figures of the paragraph make just as printed: the two read for them aren't theirs."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import left_of
from assistant.checks.narratives.changes.steps_told import Step, fits
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain
from assistant.facts.naming import likeness
from assistant.facts.slips import significant
from assistant.model.fact import Fact

_NEAR, _FAR = 2, 3
"""Digits that tell a change from chance: in its own paragraph, in the one before."""
_MOST = 24


def made_by_another(ctx: Context, stated: Fact, old: Fact) -> bool:
    """Tell whether another figure told before a change is the yardstick, changed as stated.

    “清运12600吨，全年365天，一天35吨，比上年的12000吨增加600吨”: 12600 is what grew, not 35.
    """
    if not stated.direction:
        return False
    step, size = Step(stated, stated.direction == "up"), significant(stated.quantity)
    return any(
        fits(step, f.quantity, old.quantity)[1] and f.place != old.place
        for f in _told_before(ctx, stated, above=size >= _FAR)
        if alike(f, old)
        and base(f.quantity) > 0
        and (size >= _NEAR or significant(f.quantity) >= _FAR)
    )


def _told_before(ctx: Context, stated: Fact, above: bool) -> Iterator[Fact]:
    """Yield the amounts of the paragraph up to a change, and of the paragraph before."""
    here = paragraph_of(stated)
    last: list[Fact] = []
    for group in ctx.paragraphs:
        if paragraph_of(group[0]) == here:
            places = [f.place for f in group]
            ahead = group[: places.index(stated.place)] if stated.place in places else []
            near = [*(last if above else ()), *ahead]
            yield from [f for f in near if is_plain(f)][-_MOST:]
            return
        last = group


_NAMED = re.compile(
    r"[比较](?![例重])(?P<name>[^，。；：、（）\d]{2,12}?)(?:高出?|低|多出?|少|提高|降低|增加|减少|[快慢强弱])了?$"
)
_NO_NAME = re.compile(
    r"(?:(?:上|去|前|同|本|当|全|今)年?|年[初末底]?|度|期|目标|计划|预算|任务|指标|控制|定额|标准|要求|预期|[线数值的率额量])+"
)


def of_one_not_here(gap: Fact, first: Fact, second: Fact) -> bool:
    """Tell whether a gap names what it is measured from, and neither of two figures is called so.

    “村里执行率88.2%，比全县平均低6.1个百分点”: a rate of 90% told before is not the county's.
    """
    told = _NAMED.search(left_of(gap).rpartition("，")[2])
    if told is None or _NO_NAME.fullmatch(told["name"]):
        return False
    return not any(
        likeness(told["name"], f.measure + clause_of(f) + f.subject) for f in (first, second)
    )
