"""Whether an indicator met its target, and what score the profile's rule gives it."""

import re
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import span
from assistant.checks.targets.directions import TIME_UNITS, Direction, direction
from assistant.model.pack import Indicator
from assistant.model.profile import Profile
from assistant.model.quantity import Interval, Quantity

_PHYSICAL = TIME_UNITS | {
    "平方米", "平方公里", "立方米", "公里", "米", "公顷", "亩", "吨", "公斤", "克", "升", "度",
    "千瓦", "千瓦时", "兆瓦", "工日", "人天", "课时", "学时", "百分点", "岁", "里",
}  # fmt: skip
_SAME = ({"人", "名", "位"}, {"户", "家"}, {"次", "场", "期", "回", "轮", "趟", "批"},
         {"件", "起", "宗", "例"}, {"个", "项"}, {"辆", "台", "套"}, {"处", "座", "个", "站", "所"})  # fmt: skip

_PRINTED = re.compile(r"[%％‰]|百分|成")


class Result(NamedTuple):
    """Target against actual in base units; ``done`` is actual ÷ target, None for one up to zero."""

    direction: Direction
    met: bool
    target: Decimal
    actual: Decimal
    done: Decimal | None


def comparable(target: Quantity, actual: Quantity) -> bool:
    """Tell whether two printed numbers count the same thing; a missing unit fits any."""
    one, other = target.dimension, actual.dimension
    if one == other or not one or not other:
        return True
    if {one, other} & ({"元", "%"} | _PHYSICAL):
        return False
    # 个 stands for any classifier that has no stricter word on the other side
    return "个" in (one, other) or any({one, other} <= group for group in _SAME)


def judge(row: Indicator) -> Result | None:
    """Return whether a row met its target; None where that can't be told from numbers."""
    known = row.target.known() and row.actual.known()
    return judged(row, direction(row)) if known else None


def judged(row: Indicator, way: Direction | None) -> Result | None:
    """Return :func:`judge` of a row of which it is known whether more or less is better."""
    target, actual = row.target, row.actual
    if not (target.known() and actual.known()) or target.comparator == "~":
        return None
    if not comparable(target, actual):
        return None
    goal, done = _aligned(target, actual)
    wanted = goal.high if way == "less" and target.upper is not None else goal.low
    met = _met(way, wanted, done, target)
    if met is None or (not met and actual.comparator in (">=", ">", "~")):
        return None
    middle = done.low + (done.high - done.low) / 2
    ratio = middle / wanted if wanted > 0 else None
    return Result(way or "more", met, wanted, middle, ratio)


def _met(way: Direction | None, wanted: Decimal, done: Interval, target: Quantity) -> bool | None:
    if way == "more":
        return done.high > wanted if target.comparator == ">" else done.high >= wanted
    if way == "less":
        return done.low < wanted if target.comparator == "<" else done.low <= wanted
    return True if done.low <= wanted <= done.high else None


def _aligned(target: Quantity, actual: Quantity) -> tuple[Interval, Interval]:
    """Return both in base units; a bare number takes the other side's unit.

    The target is a line that was drawn, so it is exact; the actual may be rounded.
    """
    unit = target.unit or actual.unit
    goal = target if target.unit or not unit else target.model_copy(update={"unit": unit})
    done = actual if actual.unit or not unit else actual.model_copy(update={"unit": unit})
    if unit == "%":
        goal, done = _percent(goal, done), _percent(done, goal)
    drawn = _exact(goal)
    if actual.upper is None and done.value == goal.value and done.unit == goal.unit:
        return drawn, drawn
    return drawn, span(done)


def _exact(line: Quantity) -> Interval:
    low, scale = line.value or Decimal(0), line.scale
    return Interval(low * scale, (low if line.upper is None else line.upper) * scale)


def _percent(one: Quantity, other: Quantity) -> Quantity:
    """Return a rate in points: a bare 0.96 beside 95 % is 96 %, a bare 0.8 beside 5 % is 0.8 %."""
    value, near = one.value, other.value
    if value is None or near is None or one.upper is not None or _PRINTED.search(one.raw):
        return one
    if not 0 < value <= 1 < near or max(value * 100 / near, near / (value * 100)) > near / value:
        return one
    precision = (one.precision or Decimal(0)) * 100 if value != 1 else Decimal(1)
    return one.model_copy(update={"value": value * 100, "precision": precision})


def reverse_scores(weight: Decimal, result: Result) -> list[Decimal]:
    """Return a missed reverse indicator's score by the twofold and by the quotient rule."""
    if not result.done:
        return [Decimal(0)] * 2
    over = result.done - 1
    twofold = weight * (1 - over) if over < 1 else Decimal(0)
    return [twofold, weight / result.done]


def fair_score(row: Indicator, profile: Profile) -> Decimal | None:
    """Return the score by the profile's rule; None for a row that can't be recomputed."""
    result, weight = judge(row), row.weight.value
    return None if result is None else score_of(result, weight, profile)


def score_of(result: Result, weight: Decimal | None, profile: Profile) -> Decimal | None:
    """Return the score of a judged row, from 0 to its weight; None where no rule gives one.

    Nothing is a share of a target below zero.
    """
    if weight is None or weight < 0:
        return None
    if result.met:
        return weight
    if result.direction == "less":
        scores = reverse_scores(weight, result)
        return None if result.target < 0 else scores[profile.reverse_rule != "twofold"]
    if result.done is None:
        return None
    return weight * min(max(result.done, Decimal(0)), Decimal(1))


_HALF, _TWENTIETH = Decimal("0.5"), Decimal("0.05")


def printed(score: Quantity) -> Interval:
    """Return what a printed score can stand for; a whole number is meant as it stands."""
    exact = score.value or Decimal(0)
    half = (score.precision or Decimal(0)) / 2
    half = half if half < _HALF else _TWENTIETH
    return Interval(exact - half, exact + half)
