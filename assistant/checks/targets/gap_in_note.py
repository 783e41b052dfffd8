"""T: by how much a deviation note says a target was missed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import show, written
from assistant.checks.registry import rule
from assistant.checks.rows import filled_tables, item, name_of
from assistant.checks.targets.performance import comparable
from assistant.model.finding import Finding
from assistant.model.numerals import read_quantity
from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity, Text

_GAP = re.compile(
    r"^(?:实际)?(?:[比较](?:年度)?(?:目标|指标|计划|任务|预期)[值数]?)?(?:少|差|低|高|超|多)"
    r"[\u4e00-\u9fff]{0,4}?(\d+(?:\.\d+)?(?:个百分点|[%％]|[万亿]?[\u4e00-\u9fff]{1,3}?)?)(?=[，。；：、（]|$)"
)


@rule("T114", name="偏差原因写的差额不符", severity="warning", source="DOMAIN §8 文字与表格")
def gap_told(ctx: Context) -> Iterator[Finding]:
    """查什么：偏差原因开头写明比指标值少（多）多少的，应等于指标值与实际完成值之差。

    为什么：差额对不上，指标值、完成值、偏差原因必有一个写错或后来改过。
    举例：指标值50户、实际45户，偏差原因写“少完成3户”。
    怎样改：核对批复的指标值和台账，三处写成一致。
    何时不报：偏差原因没有写差额，或差额不在开头；单位不同；差异在末位四舍五入之内。
    """
    for _, rows in ctx.once(filled_tables):
        for row in rows:
            gap = _gap(row)
            if gap is None:
                continue
            ctx.look(row.deviation.place)
            told = abs(base(row.target) - base(row.actual))
            if abs(told - base(gap)) <= _rounding(row, gap):
                continue
            right = show(told, row.target.unit or row.actual.unit or gap.unit)
            yield finding(
                ctx, "T114", row.deviation.place,
                f"“{name_of(row)}”偏差原因写相差{gap.raw}，指标值{written(row.target)}、"
                f"实际{written(row.actual)}，相差{right}。",
                items=(Item("偏差原因", row.deviation), item(row, "target"), item(row, "actual")),
                found=gap.raw, expected=right,
                suggestion="核对批复的指标值和台账，三处写成一致。",
            )  # fmt: skip


def _gap(row: Indicator) -> Quantity | None:
    """Return the gap that a note begins with, in the unit of its row."""
    match = _GAP.match(row.deviation.text)
    target, actual = row.target, row.actual
    if match is None or not (target.known() and actual.known()) or target.upper is not None:
        return None
    raw = match[1].replace("个百分点", "%")
    note: Text = row.deviation
    gap = read_quantity(raw, note.place, note.location, target.unit or actual.unit)
    same = gap.known() and comparable(target, actual) and comparable(target, gap)
    return gap.model_copy(update={"raw": match[1]}) if same and comparable(gap, actual) else None


def _rounding(row: Indicator, gap: Quantity) -> Decimal:
    """Return by how much the gap may differ by rounding; counts are exact."""
    spans = [span(each) for each in (row.target, row.actual, gap)]
    return sum(((each.high - each.low) / 2 for each in spans), Decimal(0))
