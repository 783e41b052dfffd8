"""D: two projects with one goal, or with one table of indicators."""

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.copying.same_text import ALIKE, bare, likeness, names_of
from assistant.checks.copying.same_text_figures import compare, told
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_SHORTEST = 12
_ROWS = 4
_MOST = 0.8


@rule("D110", name="两个项目的绩效目标相同", severity="warning", source="DOMAIN §8 抄错文字")
def goals_of_two(ctx: Context) -> Iterator[Finding]:
    """查什么：两个项目的预期目标（或实际完成情况），除项目名称外是否基本相同，并列出哪些数字不同、哪些相同。

    为什么：两个项目办两件事，目标不会一字不差；多半是复制后忘了改。
    举例：“灌溉渠维修”和“村道养护”的预期目标都是“保障工程按期完工，受益群众320户”。
    怎样改：按各项目申报的绩效目标分别填写。
    何时不报：12个字以内的短句；文字不同；数字各异的同类项目只作提示。
    """
    names = names_of(ctx.pack)
    for kind, label in (("goal_expected", "预期目标"), ("goal_achieved", "实际完成情况")):
        seen: list[tuple[IndicatorTable, Text, str]] = []
        for table in ctx.pack.projects:
            field: Text = getattr(table, kind)
            words = bare(field.raw, names)
            if len(words) < _SHORTEST:
                continue
            ctx.look(field.place)
            twin = next((one for one in seen if likeness(words, one[2]) >= ALIKE), None)
            seen.append((table, field, words))
            if twin:
                yield _same_goal(ctx, label, (table, field), twin[:2])


def _same_goal(
    ctx: Context,
    label: str,
    own: tuple[IndicatorTable, Text],
    other: tuple[IndicatorTable, Text],
) -> Finding:
    figures = compare(other[1].raw, own[1].raw)
    left = _name_of_other(own, other)
    severity: Severity = "error" if left else "info" if figures.results else "warning"
    which = f"，且写的是“{left}”" if left else ""
    return finding(
        ctx, "D110", own[1].place,
        f"{title_of(own[0])}的{label}与{title_of(other[0])}除项目名称外基本相同{which}；{told(figures)}。",
        items=[Item(label, own[1]), Item(f"{title_of(other[0])}{label}", other[1])],
        found=own[1].text, severity=severity, clerical=bool(left),
        expected=f"“{core_name(own[0].project.raw)}”自己的{label}",
        suggestion="按各项目申报的绩效目标分别填写。",
    )  # fmt: skip


def _name_of_other(own: tuple[IndicatorTable, Text], other: tuple[IndicatorTable, Text]) -> str:
    """Return the other project's name where a goal has it in place of its own."""
    mine, theirs = (re.sub(r"(?:项目|经费|资金)+$", "", core_name(each[0].project.raw))
                    for each in (own, other))  # fmt: skip
    if len(theirs) < 4 or theirs in mine or mine in own[1].text:
        return ""
    return theirs if theirs in own[1].text else ""


@rule("D111", name="两个项目的指标整表相同", severity="warning", source="DOMAIN §8 抄错文字")
def tables_of_two(ctx: Context) -> Iterator[Finding]:
    """查什么：两张项目自评表的三级指标，名称、指标值、实际完成值逐格相同的是否占八成以上。

    为什么：不同项目的产出和效果不会整表相同，多半是复制后没有改。
    举例：两个项目的数量、质量、时效、效益指标名称和数值全部一样。
    怎样改：按各项目申报的指标和实际完成情况填写。
    何时不报：相同的不足四行或不足八成（如“群众满意度”“按期完成率”这类通用指标相同）。
    """
    for first, second in combinations(ctx.pack.projects, 2):
        rows = [[(_key(row), row) for row in filled(table)] for table in (first, second)]
        if min(map(len, rows)) < _ROWS:
            continue
        ctx.look(second.place)
        before = dict(rows[0])
        same = [(row, before[key]) for key, row in rows[1] if key in before]
        if len(same) >= max(_ROWS, _MOST * max(map(len, rows))):
            names = "、".join(f"“{row.name.text}”" for row, _ in same[:4])
            yield finding(
                ctx, "D111", second.place,
                f"{title_of(second)}与{title_of(first)}有{len(same)}项指标的名称、指标值、实际完成值完全相同：{names}等。",
                items=_cells(same), found=f"{len(same)}项相同", expected="各项目自己的指标",
                suggestion="按各项目申报的指标和实际完成情况填写。",
            )  # fmt: skip


def _key(row: Indicator) -> tuple[str, str, str]:
    return squeeze(row.name.raw), squeeze(row.target.raw), squeeze(row.actual.raw)


def _cells(same: list[tuple[Indicator, Indicator]]) -> list[Item]:
    return [item(row, "actual") for pair in same[:4] for row in pair]
