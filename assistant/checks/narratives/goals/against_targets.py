"""N: what a report says of targets: reached by so many percent, missed by so much."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.between.linking import links, named
from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show, written
from assistant.checks.mentions import cite, right_of, said
from assistant.checks.narratives.changes.narrative_growth import than
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable

_HUNDRED = Decimal(100)


@rule("N122", name="为目标的百分之几算不出", severity="error", source="DOMAIN §8 比率")
def of_target(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“为目标（任务）的百分之几”，应等于该指标实际完成值除以指标值。

    为什么：表内有指标值和完成值，比率可以直接核对。
    举例：指标值210人、完成226人，为目标的107.6%，写成170.6%不符。
    怎样改：按指标值和完成值重新计算后更正。
    何时不报：不能确认是哪一项指标；表内缺数；句中另写了目标数。
    """
    for table in ctx.pack.tables():
        for fact in ctx.figures_of(ctx.report_of(table)):
            rows = _target_rows(ctx, table, fact)
            best = max(rows, key=lambda pair: pair[0], default=None)
            if best is None or not named(best[0]) or not base(best[1].target):
                continue
            row = best[1]
            ctx.look(fact.place)
            quotient = span(row.actual).over(span(row.target))
            if quotient and not quotient.times(HUNDRED).meets(fact.quantity.interval()):
                value = Decimal(rounded(base(row.actual) / base(row.target) * _HUNDRED))
                yield from conflict(
                    ctx, "N122", cite(fact), value,
                    f"“{name_of(row)}”完成{written(row.actual)}、指标值{written(row.target)}，"
                    f"为目标的{show(value, '%')}，报告写{said(fact)}",
                    others=[item(row, "actual"), item(row, "target")],
                )  # fmt: skip


_OF_TARGET = re.compile("(?:年度|全年)?(?:目标|任务|计划)")


def _target_rows(ctx: Context, table: IndicatorTable, fact: Fact) -> list[tuple[float, Indicator]]:
    """Return the rows that a share of a target may be of, with their likeness."""
    if fact.quantity.unit != "%" or not _OF_TARGET.match(fact.base):
        return []
    same = [f for f in ctx.pack.figures if f.quote == fact.quote and f.measure == fact.measure
            and f.aspect == "value"]  # fmt: skip
    facts = ctx.figures_of(ctx.report_of(table))
    return [
        (1.0 if _given(row, fact, facts) else link[0].score, row)
        for row in filled(table)
        if row.target.known() and row.actual.known() and (link := links(row, same))
    ]


@rule("N114", name="比目标增减的数与指标不符", severity="error", source="DOMAIN §8 增减")
def against_target(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“比目标多（少）多少”，应等于该指标实际完成值与指标值之差，方向一致。

    为什么：表内有指标值和完成值，差数可以直接核对。
    举例：指标值5000件、完成5386件，报告写“比目标多836件”，应为多386件。
    怎样改：按指标值和完成值重新计算后更正。
    何时不报：不能确认是哪一项指标；表内缺数。
    """
    for table in ctx.pack.tables():
        facts = ctx.figures_of(ctx.report_of(table))
        changes = [
            f for f in facts if _against_target(f) and f.quantity.unit not in ("%", "百分点")
        ]
        for fact in changes:
            known = [row for row in filled(table) if row.target.known() and row.actual.known()]
            rows = [(1.0 if _given(row, fact, facts) else link[0].score, row)
                    for row in known if (link := links(row, [fact]))]  # fmt: skip
            best = max(rows, key=lambda pair: pair[0], default=None)
            if best is not None and named(best[0]):
                row = best[1]
                ctx.look(fact.place)
                gap = base(row.actual) - base(row.target)
                sign = -1 if fact.direction == "down" or _SHORT.search(fact.measure) else 1
                if gap != base(fact.quantity) * sign:
                    word = "多" if gap >= 0 else "少"
                    yield from conflict(
                        ctx, "N114", cite(fact), abs(gap),
                        f"“{name_of(row)}”完成{written(row.actual)}、指标值{written(row.target)}，"
                        f"应比目标{word}{show(abs(gap), fact.quantity.unit)}，报告写{fact.base}{said(fact)}",
                        others=[item(row, "actual"), item(row, "target")],
                    )  # fmt: skip


def _given(row: Indicator, gap: Fact, facts: list[Fact]) -> bool:
    """Tell whether the figure right before a difference is the row's own actual value."""
    before = [f for f in facts[: facts.index(gap)] if f.quote == gap.quote and f.aspect == "value"]
    same = [f for f in before if f.quantity.dimension == row.actual.dimension
            and base(f.quantity) == base(row.actual)]  # fmt: skip
    # A list may stand between; then only a number that is no chance is known again.
    return bool(same) and (same[-1] is before[-1] or significant(row.actual) >= 3)


_SHORT = re.compile(r"(?:少完成|未完成|尚缺|还差|少|缺|差|欠)$")
_BARE = re.compile(r"[^减](?:少|多|缺|差|欠)$")


def _against_target(fact: Fact) -> bool:
    """Tell whether a figure says how far a target was missed or passed."""
    if fact.quantity.comparator != "=":
        return False
    if fact.aspect == "value":
        if fact.measure[-1:] not in _ENDS or _IS_AIM.match(right_of(fact)):
            return False
        short = _TOLD_SHORT.search(fact.measure) or (
            _BARE.search(fact.measure) and _DEVIATES.search(fact.place.split("@")[0])
        )
        return bool(short)
    return fact.aspect == "growth" and bool(_AIM.search(than(fact)))


_IS_AIM = re.compile("的?(?:年度|全年|既定)?(?:目标|任务|指标|计划)")
"""Behind a figure: 未完成1500人次的目标 tells the target, not by how much it was missed."""


_ENDS = frozenset("成缺差少多欠")
"""What the words of a target missed end in."""
_TOLD_SHORT = re.compile(r"(?:少完成|未完成|尚缺|还差)$")
_DEVIATES = re.compile(r"偏离|偏差|问题|未完成")
_AIM = re.compile(r"目标|指标值|计划|任务|控制[数值线]|上限|承诺")
