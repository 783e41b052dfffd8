"""N: rates whose operands a report gives in other sections.

Only words and likeness join such figures, so the rule speaks where one slip of the pen in one
figure explains the difference.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import base, makes_share
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import (
    cite,
    is_exact,
    left_of,
    said,
)
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_RATE = re.compile(r"[率度]$")
_NEAR = 16


@rule("N131", name="比率与别处写的总数不符", severity="warning", source="DOMAIN §8 比率")
def rates_across(ctx: Context) -> Iterator[Finding]:
    """查什么：一处写“抽查凭证240笔”，另一处写“抽查的凭证中符合规定的235笔，合格率97.9%”，三个数应当相符。

    为什么：总数写在前面的章节，合格数和比率写在后面，改了一处忘了另一处，数就对不上。
    举例：前面写抽查240笔、后面写符合规定的325笔，合格率97.9%不可能成立。
    怎样改：核对抽查（回访、监测）记录后更正。
    何时不报：同一段里已有总数；别处没有用词相同、单位相同的总数；写的是上年的比率（“由上年的……提高到”）；完成率的分母是自评表指标值；看不出是哪个数笔误。
    """
    for group in ctx.paragraphs:
        for number, (part, rate) in enumerate(pairwise(group)):
            if not _rate_behind(part, rate):
                continue
            before = group[:number]
            if any(_of_unit(f, part) or _is_whole(f, part, rate) for f in before):
                continue  # its own paragraph gives the total: another rule's matter
            here = {f.place for f in group}
            wholes = [
                f for f in _report_of(ctx, rate)
                if f.place not in here and _may_be_of(part, rate, f)
            ]  # fmt: skip
            if wholes and not _of_target(ctx, part, rate):
                ctx.look(rate.place)
                yield from _rate(ctx, part, rate, wholes)


def _rate_behind(part: Fact, rate: Fact) -> bool:
    return (
        rate.aspect == "rate"
        and rate.quote == part.quote
        and rate.quantity.unit == "%"
        and rate.quantity.comparator == "="
        and bool(_RATE.search(rate.measure))
        and not _FROM.search(left_of(rate))
        and is_exact(part)
        and part.quantity.dimension not in ("元", "%")
        and significant(rate.quantity) >= 3
    )


def _is_whole(fact: Fact, part: Fact, rate: Fact) -> bool:
    """Tell whether a figure in other units makes the rate: of 68名 there are 65人."""
    counted = is_exact(fact) and fact.quantity.dimension not in ("元", "%")
    return counted and makes_share((rate.quantity, part.quantity, fact.quantity))


def _of_unit(fact: Fact, part: Fact) -> bool:
    return fact.quantity.unit == part.quantity.unit and is_exact(fact)


def _report_of(ctx: Context, fact: Fact) -> list[Fact]:
    report = next(r for r in ctx.pack.reports() if fact.place.startswith(f"{r.place}/"))
    return ctx.figures_of(report)


_FROM = re.compile(r"(?:[由从]|上年|去年|上期|同期)[^，。；、\d]{0,10}$")
"""What leads to a rate that was, not to this year's."""
_OF_PLAN, _PLANNED = re.compile("完成率$"), re.compile("目标|计划|任务|应|需|须|指标")


def _of_target(ctx: Context, part: Fact, rate: Fact) -> bool:
    """Tell whether a rate is what a row's target makes of a figure: 21个 of at least 20个, 105%."""
    targets = (
        row.target.model_copy(update={"comparator": "="})
        for table in ctx.pack.tables()
        for row in table.indicators
        if row.target.known() and row.target.dimension == part.quantity.dimension
    )
    return any(makes_share((rate.quantity, part.quantity, target)) for target in targets)


_PLAIN = re.compile(r"[，。；、：（）的中了为]|全年|完成|情况|工作|项目")


def _may_be_of(part: Fact, rate: Fact, whole: Fact) -> bool:
    """Tell whether a figure elsewhere counts, in the same words, what the rate is of."""
    if not _of_unit(whole, part) or not base(whole.quantity):
        return False
    if _OF_PLAN.search(rate.measure) and not _PLANNED.search(left_of(whole)[-_NEAR:]):
        return False  # how much of a plan was done is no share of what was done elsewhere
    if whole.period < rate.period:  # the survey itself may be told of the year after
        return False
    said_of = _PLAIN.sub(" ", left_of(rate))
    name = _PLAIN.sub(" ", whole.measure)
    return any(a + b in said_of for a, b in pairwise(name) if " " not in (a, b))


def _rate(ctx: Context, part: Fact, rate: Fact, wholes: list[Fact]) -> Iterator[Finding]:
    if any(makes_share((rate.quantity, part.quantity, w.quantity)) for w in wholes):
        return
    for whole in wholes:
        amounts = [rate.quantity, part.quantity, whole.quantity]
        mended = mend(amounts, makes_share)
        if mended is None or mended.moved_point:
            continue
        value = Decimal(rounded(base(part.quantity) / base(whole.quantity) * 100))
        for found in conflict(
            ctx, "N131", cite(rate), value,
            f"别处写“{spoken(whole)}”{said(whole)}，{said(part)}÷{said(whole)}={show(value, '%')}，"
            f"报告“{spoken(rate)}”写{said(rate)}",
            others=[cite(part), cite(whole)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(amounts)
            yield found
        return
