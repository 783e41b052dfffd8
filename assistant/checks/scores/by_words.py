"""S, T: scores of rows that words decide: how far they were reached, and deadlines."""

from collections.abc import Iterator

from assistant.checks.contents.shortcomings import is_explained
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import finding
from assistant.checks.labels import points, rounded
from assistant.checks.rows import filled, item, name_of
from assistant.checks.scores.bands import band
from assistant.checks.targets.deadlines import in_time
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, Pack

_LATE = "（指标值是时限，按越早越好）"


@rule("S112", name="定性指标得分超出所属档次", severity="warning", source="DOMAIN §3 [S]")
def above_band(ctx: Context) -> Iterator[Finding]:
    """定性指标的得分应与完成值所写的达成程度相符。

    查什么：指标值是文字、完成值写明“部分达成”“未达成”的指标，得分是否超出该档的上限（档次以评分口径为准）。
    为什么：定性指标按达成、部分达成、未达成三档计分，写明没有完全达成的，不能按达成计分。
    举例：完成值写“部分达成预期目标”，分值10分得10分；部分达成为分值的60%–80%，即6–8分。
    怎样改：按达成程度重新评分；确已达成的，改正完成值的说法。
    何时不报：完成值没有写明达成程度；得分在该档之内或低于该档；指标值是数字。
    """
    for _, row in ctx.once(_worded):
        found = band(row, ctx.profile)
        if found is None or not found.told or row.score.value is None:
            continue
        ctx.look(row.score.place)
        if row.score.value <= found.high:
            continue
        right = f"{rounded(found.low)}–{rounded(found.high)}分"
        yield finding(
            ctx,
            "S112",
            row.score.place,
            f"“{name_of(row)}”完成值写“{row.actual.text}”，属“{found.name}”档，"
            f"分值{points(row.weight.value or found.high)}应得{right}，实得{points(row.score.value)}。",
            items=(item(row, "score"), item(row, "actual"), item(row, "weight")),
            found=points(row.score.value),
            expected=right,
            suggestion="按达成程度重新评分，并相应改正总分；确已达成的，改正完成值的说法。",
        )


@rule("S113", name="晚于时限却得满分", severity="warning", source="DOMAIN §3、§4")
def late_yet_full(ctx: Context) -> Iterator[Finding]:
    """指标值是时限的，晚于时限完成不应得满分。

    查什么：指标值写“某月底前”等时限、完成值写明日期的指标，晚于时限而得分等于分值的。
    为什么：没有按时完成就是没有达到指标值，得满分说明评分不实。
    举例：指标值“4月底前”，完成值“5月12日完成”，分值10分却得10分。
    怎样改：核对完成日期；确实晚于时限的，按评分办法扣分并说明原因。
    何时不报：两个日期不能确定先后（缺年份、只写月份）；完成值没有写日期；得分低于分值。
    """
    for _, row in ctx.once(_worded):
        kept = in_time(row)
        if kept is None or not row.weight.value or row.score.value is None:
            continue
        ctx.look(row.score.place)
        if kept or row.score.value < row.weight.value:
            continue
        yield finding(
            ctx,
            "S113",
            row.score.place,
            f"“{name_of(row)}”指标值{row.target.text}{_LATE}，实际{row.actual.text}，晚于时限，"
            f"却得满分{points(row.score.value)}。",
            items=(item(row, "score"), item(row, "target"), item(row, "actual")),
            found=points(row.score.value),
            expected="按评分办法扣分",
            suggestion="核对完成日期；确实晚于时限的，按评分办法扣分并填写偏差原因和改进措施。",
        )


@rule("T113", name="晚于时限未说明原因", severity="warning", source="DOMAIN §4")
def late_without_note(ctx: Context) -> Iterator[Finding]:
    """没有在时限前完成的指标，应填写偏差原因及改进措施。

    查什么：指标值写“某月底前”等时限、完成值写明日期的指标，晚于时限而偏差原因栏空白的。
    为什么：办法要求对未完成的指标逐项说明原因和改进措施。
    举例：指标值“4月底前”，完成值“5月12日完成”，偏差原因栏空白。
    怎样改：写明推迟的原因、责任科室和改进措施。
    何时不报：按时完成；已说明原因（表样没有偏差原因栏的，看表下的问题、原因栏）；两个日期不能确定先后。
    """
    for table, row in ctx.once(_worded):
        kept = in_time(row)
        if kept is None:
            continue
        ctx.look(row.actual.place)
        if kept or is_explained(table, row):
            continue
        yield finding(
            ctx,
            "T113",
            row.deviation.place,
            f"“{name_of(row)}”指标值{row.target.text}{_LATE}，实际{row.actual.text}，"
            "晚于时限，没有说明偏差原因。",
            items=(item(row, "deviation"), item(row, "target"), item(row, "actual")),
            found=row.deviation.text or "空白",
            expected="偏差原因及改进措施",
            suggestion="补写推迟的原因、责任科室和改进措施。",
        )


def _worded(pack: Pack) -> list[tuple[IndicatorTable, Indicator]]:
    """Return the rows whose target is words."""
    return [
        (table, row)
        for table in pack.tables()
        for row in filled(table)
        if not row.target.known() and not row.target.is_empty()
    ]
