"""S: rows that met their target and yet were scored as missed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.contents.shortcomings import is_explained
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import points, rounded, title_of, written
from assistant.checks.registry import rule
from assistant.checks.rows import filled_tables, item, name_of
from assistant.checks.targets.directions import told
from assistant.checks.targets.performance import Result, printed
from assistant.facts.slips import turned
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.quantity import Quantity

_SHORT = re.compile(
    r"未(?:达|完成|实现|能|办结)|少(?:完成|演|采|建|办|于)|没有?(?:达|完成)|[比较](?:目标|指标值|计划|任务)[^，。；]{0,4}(?:少|低|差|高|超)"
    r"|低于|不足|差\d|超(?:过|出|支)(?:目标|指标值|计划|预算)"
)
_STEP = Decimal("0.5")


@rule("S110", name="已达指标值却按未完成扣分", severity="warning", source="DOMAIN §3、§8 评分")
def cut_while_met(ctx: Context) -> Iterator[Finding]:
    """查什么：实际完成值已达到指标值的定量指标，得分却低于分值，而且得分是按比例算出来的零头，或者偏差原因写的是没有完成。

    实际完成值颠倒两位数字后得分正好相符的，指出实际完成值，为错误。
    为什么：达到指标值应得满分；说没有完成、按比例扣了分，指标值却已达到，多半是填表时改低了指标值，或指标值填错。
    举例：指标值45户、实际45户，分值3分得2.81分，偏差原因写“比计划少3户”。
    怎样改：按批复的绩效目标表核对指标值；指标值无误的，得满分并改写偏差原因。
    何时不报：没有写偏差原因的（见S105）；因质量、规范性等扣整分或半分，偏差原因也没有说未完成；大幅超过指标值而扣分的；方向不明、无法比较的指标。
    """
    for table, rows in ctx.once(filled_tables):
        for row in rows:
            result = ctx.result(row)
            if result is None or not result.met or not (row.score.known() and row.weight.known()):
                continue
            ctx.look(row.score.place)
            if _as_missed(ctx, table, row, result):
                yield _told(table, row, result, ctx)


def _as_missed(ctx: Context, table: IndicatorTable, row: Indicator, result: Result) -> bool:
    score, weight = row.score.value or Decimal(0), row.weight.value or Decimal(0)
    if not 0 < score < weight or not is_explained(table, row):
        return False
    if result.done is not None and result.done * 100 >= ctx.profile.far_above_target:
        return False
    return bool(score % _STEP) or bool(_SHORT.search(row.deviation.text))


def _as_written(value: Decimal, like: Quantity) -> str:
    """Return a number in the unit that a cell prints, 万 before it where the cell has that."""
    if "万" in like.raw and not like.unit.startswith("万"):
        return f"{rounded(value / 10_000)}万"
    return rounded(value, 1)


def _turned_actual(row: Indicator) -> Decimal | None:
    """Return the actual with two digits changed about that earns just the score, None for none."""
    target, weight = row.target.value, row.weight.value
    if not target or weight is None or row.target.unit != row.actual.unit:
        return None
    earned = printed(row.score)
    meant = [v for v in turned(row.actual) if earned.low <= weight * v / target <= earned.high]
    return meant[0] if len(meant) == 1 else None


def _with_digits_turned(
    ctx: Context, table: IndicatorTable, row: Indicator, actual: Decimal
) -> Finding:
    """Return the finding on an actual that its score shows to be miswritten."""
    right = f"{_as_written(actual, row.actual)}{row.actual.unit}"
    weight, score = row.weight.value or Decimal(0), row.score.value or Decimal(0)
    return finding(
        ctx, "S110", row.actual.place,
        f"{title_of(table)}“{name_of(row)}”指标值{written(row.target)}{told(row).bracketed}，"
        f"实际{written(row.actual)}，已经达到，分值{points(weight)}却只得{points(score)}；"
        f"实际若为{right}，得分正好相符，疑似相邻数字写颠倒。",
        items=(item(row, "actual"), item(row, "target"), item(row, "score"),
               Item("偏差原因", row.deviation)),
        found=written(row.actual), expected=right, severity="error",
        suggestion=f"核对台账；写颠倒的，实际完成值改为{right}。", clerical=True,
    )  # fmt: skip


def _told(table: IndicatorTable, row: Indicator, result: Result, ctx: Context) -> Finding:
    score, weight = row.score.value or Decimal(0), row.weight.value or Decimal(0)
    meant = ""
    if result.direction == "more" and (actual := _turned_actual(row)) is not None:
        return _with_digits_turned(ctx, table, row, actual)
    if result.direction == "more" and row.actual.value is not None:
        line = _as_written(row.actual.value * weight / score, row.target)
        meant = f"；按得分推算，指标值约为{line}{row.target.unit or row.actual.unit}"
    return finding(
        ctx, "S110", row.target.place,
        f"{title_of(table)}“{name_of(row)}”指标值{written(row.target)}{told(row).bracketed}，"
        f"实际{written(row.actual)}，已经达到，分值{points(weight)}却只得{points(score)}{meant}，疑似改动了指标值。",
        items=(item(row, "target"), item(row, "actual"), item(row, "score"),
               Item("偏差原因", row.deviation)),
        found=written(row.target), expected="与得分、偏差原因一致的指标值",
        suggestion="按批复的绩效目标表核对指标值；指标值无误的，得满分并改写偏差原因。",
    )  # fmt: skip
