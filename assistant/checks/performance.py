"""Whether an indicator met its target, and what score the profile's rule gives it."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.checks.compare import span
from assistant.checks.rows import is_cost
from assistant.model.pack import Indicator
from assistant.model.profile import Profile
from assistant.model.quantity import Interval, Quantity

Direction = Literal["more", "less"]

_LESS = re.compile(
    r"投诉|事故|伤亡|死亡|发生率|超标|误差|差错|返贫|上访|违规|违纪|逾期|空置|流失率|控制率|控制在|不超|变动率"
)
_HANDLED = re.compile(  # “投诉处理率”: the handling is counted, not the complaint
    r"处理|办结|处置|化解|整改|查处|排查|下降|降低|减少|宣传|演练|培训|回复|受理|调处|办理|防控|预防"
)
_SPEED = re.compile(r"时限|工期|周期|用时|响应|时长|耗时|办结时间|办理时间|审批时间|拨付时间")
_FALL = re.compile(r"下降|降低|减少|降幅|减幅|压减")
_TIME = {"天", "日", "小时", "分钟", "个月", "周", "年", "工作日", "个工作日"}
_PHYSICAL = _TIME | {
    "平方米", "平方公里", "立方米", "公里", "米", "公顷", "亩", "吨", "公斤", "克", "升", "度",
    "千瓦", "千瓦时", "兆瓦", "工日", "人天", "课时", "学时", "百分点", "岁", "里",
}  # fmt: skip
_SAME = ({"人", "名", "位"}, {"户", "家"}, {"次", "场", "期", "回", "轮", "趟", "批"},
         {"件", "起", "宗", "例"}, {"个", "项"}, {"辆", "台", "套"}, {"处", "座", "个", "站", "所"})  # fmt: skip


class Result(NamedTuple):
    """Target against actual; ``done`` is actual ÷ target, None for a target of zero."""

    direction: Direction
    met: bool
    target: Decimal
    actual: Decimal
    done: Decimal | None


def direction(row: Indicator) -> Direction | None:
    """Return whether more or less is better; None where the words leave it open.

    An explicit comparison decides; otherwise cost means less, and so do names such as
    投诉 or 事故, unless it is their handling that is counted.
    """
    if row.target.comparator in (">=", ">"):
        return "more"
    if row.target.comparator in ("<=", "<"):
        return "less"
    words = row.name.text + row.target.text
    if _FALL.search(words):
        return None
    if is_cost(row):
        return "less"
    if _LESS.search(words) and not _HANDLED.search(words):
        return "less"
    if row.target.unit in _TIME:
        return "less" if _SPEED.search(words) else None
    return "more"


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
    way = direction(row)
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
    ratio = middle / wanted if wanted else None
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
    goal = target.model_copy(update={"unit": unit, "precision": Decimal(0)})
    done = actual.model_copy(update={"unit": actual.unit or unit})
    if (
        unit == "%"
        and not actual.unit
        and actual.value is not None
        and actual.value <= 1 < (target.value or 0)
    ):
        done = done.model_copy(update={"value": actual.value * 100, "precision": Decimal(1)})
    if actual.upper is None and done.value == goal.value and done.unit == goal.unit:
        return goal.interval(), goal.interval()
    return goal.interval(), span(done)


def reverse_scores(weight: Decimal, result: Result) -> list[Decimal]:
    """Return a missed reverse indicator's score by the twofold and by the quotient rule."""
    if not result.done:
        return [Decimal(0)]
    over = result.done - 1
    twofold = weight * (1 - over) if over < 1 else Decimal(0)
    return [twofold, weight / result.done]


def fair_score(row: Indicator, profile: Profile) -> Decimal | None:
    """Return the score by the profile's rule; None for a row that can't be recomputed."""
    result, weight = judge(row), row.weight.value
    if result is None or weight is None:
        return None
    if result.met:
        return weight
    if result.direction == "less":
        return reverse_scores(weight, result)[profile.reverse_rule != "twofold"]
    return weight * result.done if result.done is not None else None
