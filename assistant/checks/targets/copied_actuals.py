"""T: actuals that only repeat the words of their targets."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.labels import title_of, with_sign
from assistant.checks.registry import rule
from assistant.checks.rows import filled_tables, item, name_of
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Indicator, IndicatorTable

BOUNDS = re.compile(r"[≥≤><＞＜]|不少于|不低于|不超过|不高于|以上|以下|以内")
DIGIT = re.compile(r"\d|[一二两三四五六七八九十百]+(?:个|次|户|人|项|件|处|月|天|日)|百分之")


@rule("T105", name="完成值照抄指标值", severity="warning", source="DOMAIN §8 实际完成值")
def copied_actual(ctx: Context) -> Iterator[Finding]:
    """实际完成值应填实际数，不应照抄指标值的写法。

    查什么：实际完成值写成“≥4”“95%以上”等带比较符号的，或与文字型指标值逐字相同的。
    为什么：带“≥”的完成值不是实际结果，无法核实，也无法计分。
    举例：指标值“办结率95%以上”，实际完成值填“≥95%”。
    怎样改：按台账填写实际数，如“96.3%”。
    何时不报：完成值是确定的数，即使与指标值相等。同一张表有几行的，合并为一条，逐行列出。
    """
    for table, rows in ctx.once(filled_tables):
        copied = [row for row in rows if _comparable_words(row)]
        ctx.look(*(row.actual.place for row in copied))
        signed = [row for row in copied if _is_signed(row)]
        same = [row for row in copied if _is_same(row) and not _is_signed(row)]
        if signed:
            yield _copied(ctx, table, signed, "warning", "实际完成的数值")
        if same:
            yield _copied(ctx, table, same, "info", "具体完成情况")


def _comparable_words(row: Indicator) -> bool:
    return not row.actual.is_empty() and not row.target.is_blank()


def _is_signed(row: Indicator) -> bool:
    bound = row.actual.known() and row.actual.comparator in (">=", ">", "<=", "<")
    return bound and bool(BOUNDS.search(row.actual.text))


def _is_same(row: Indicator) -> bool:
    words = row.actual.text
    return words == row.target.text and len(words) >= 4 and not DIGIT.search(words)


def _copied(
    ctx: Context, table: IndicatorTable, copied: list[Indicator], severity: Severity, wanted: str
) -> Finding:
    """Return one finding for all rows of a table whose actual is the target's words."""
    first = copied[0]
    if len(copied) == 1:
        told = (
            f"“{name_of(first)}”实际完成值填“{first.actual.text}”，"
            f"是照抄指标值“{with_sign(first.target)}”的写法，未填实际结果"
        )
    else:
        each = "、".join(f"“{name_of(row)}”填“{row.actual.text}”" for row in copied)
        told = (
            f"{title_of(table)}以下{len(copied)}项实际完成值照抄指标值的写法，未填实际结果：{each}"
        )
    return finding(
        ctx,
        "T105",
        first.actual.place,
        f"{told}。",
        items=[item(row, column) for row in copied for column in ("actual", "target")],
        found="、".join(row.actual.text for row in copied),
        expected=wanted,
        severity=severity,
        suggestion="按工作台账填写实际完成数。",
    )
