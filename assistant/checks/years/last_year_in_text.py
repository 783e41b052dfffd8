"""Y: what a report says of last year, against last year's own tables."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from assistant.checks.between.linking import links, named
from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, of_year
from assistant.checks.labels import rounded, show, written
from assistant.checks.mentions import cite, left_of, said, told_of_project
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, money_total, name_of
from assistant.checks.scores.views import execution_rate
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, Pack
from assistant.model.quantity import Interval, Quantity


@rule(
    "Y107",
    name="写到的上年执行率、调整率与上年材料不符",
    severity="warning",
    source="DOMAIN §2 年度之间",
)
def rates_of_last_year(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写“预算调整率由上年的34.08%降到4.59%”，上年的数应与上年整体自评表重算的一致。

    为什么：上年材料已经上报，拿来比较的数不能与上年不同。
    举例：上年年初预算5210万元、全年预算6985.40万元，调整率34.08%，写成38.04%不符。
    怎样改：按上年自评表更正。
    何时不报：没有给出上年材料；说的是某个项目的比率；看不出笔误。
    """
    for prior in ctx.year_before:
        rates = _rates(prior.overall) if prior.overall else {}
        for fact in ctx.figures_of(ctx.pack.overall_report):
            rate = rates.get(_rate_name(fact)) if fact.period == str(prior.year) else None
            if rate is None or told_of_project(ctx, fact):
                continue
            ctx.look(fact.place)
            if (
                rate.meets(fact.quantity.interval())
                or mend([fact.quantity], partial(_is, rate)) is None
            ):
                continue
            value = Decimal(rounded((rate.low + rate.high) / 2))
            yield from conflict(
                ctx, "Y107", cite(fact), value,
                f"按{prior.year}年整体支出自评表，上年{_rate_name(fact)}为{show(value, '%')}，报告写{said(fact)}",
            )  # fmt: skip


def _rate_name(fact: Fact) -> str:
    match = re.search(r"(?:预算)?(执行率|调整率)(?:由?上年的?)?$", fact.measure)
    return match[1] if match and fact.quantity.unit == "%" else ""


def _rates(overall: IndicatorTable) -> dict[str, Interval]:
    """Return last year's execution and adjustment rates, in percent points."""
    line, done = money_total(overall), execution_rate(overall)
    rates = {"执行率": done} if done else {}
    if line and line.initial.base and line.full_year.known():
        change = span(line.full_year).minus(span(line.initial)).over(span(line.initial))
        if change is not None:
            rates["调整率"] = change.times(HUNDRED)
    return rates


def _is(value: Interval, figures: Sequence[Quantity]) -> bool:
    return value.meets(figures[0].interval())


@rule(
    "Y108", name="比上年提高多少与两年自评表不符", severity="warning", source="DOMAIN §2 年度之间"
)
def change_from_last_year(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“水质达标率94.4%，比上年提高1.9个百分点”，应等于本年与上年自评表同名指标完成值之差。

    为什么：两年的完成值都在自评表里，差数可以直接核对。
    举例：本年94.4%、上年92.5%，应提高1.9个百分点，写成9.1个百分点不符。
    怎样改：按两年自评表重新计算后更正。
    何时不报：没有给出上年材料；两年没有同名指标；不能确认说的是这项指标；看不出笔误。
    """
    for prior in ctx.year_before:
        if ctx.pack.overall is None or prior.overall is None:
            continue
        was = {name_of(row): row for row in filled(prior.overall)}
        facts = ctx.figures_of(ctx.pack.overall_report)
        for number, gap in enumerate(facts):
            if not _since_last_year(gap) or not number:
                continue
            row = _row_of(ctx.pack.overall, facts[number - 1], gap)
            old = was.get(name_of(row)) if row is not None else None
            if row is None or old is None or not old.actual.known():
                continue
            ctx.look(gap.place)
            yield from _change(ctx, gap, row, prior, old)


def _since_last_year(fact: Fact) -> bool:
    told = fact.aspect == "growth" and fact.quantity.comparator == "="
    return (
        told
        and fact.quantity.unit != "%"
        and bool(re.search(r"上年|去年", fact.base + left_of(fact)[-8:]))
    )


def _row_of(table: IndicatorTable, now: Fact, gap: Fact) -> Indicator | None:
    """Return the indicator whose actual the figure before a change repeats, by name and value."""
    unit = "%" if gap.quantity.unit == "百分点" else gap.quantity.dimension
    if now.quote != gap.quote or now.quantity.dimension != unit or significant(now.quantity) < 2:
        return None
    rows = [row for row in filled(table) if row.actual.known() and row.actual.dimension == unit
            and base(row.actual) == now.quantity.base]  # fmt: skip
    return next((row for row in rows if (link := links(row, [now])) and named(link[0].score)), None)


def _change(
    ctx: Context, gap: Fact, row: Indicator, prior: Pack, old: Indicator
) -> Iterator[Finding]:
    change = span(row.actual).minus(span(old.actual))
    size = Interval(*sorted(abs(end) for end in change))
    if size.meets(gap.quantity.interval()) or mend([gap.quantity], partial(_is, size)) is None:
        return
    value = abs(base(row.actual) - base(old.actual))
    yield from conflict(
        ctx, "Y108", cite(gap), value,
        f"“{name_of(row)}”本年{written(row.actual)}、上年{written(old.actual)}，相差{show(value, gap.quantity.unit).replace('百分点', '个百分点')}，"
        f"报告写{gap.quantity.text}",
        others=[item(row, "actual"), of_year(prior, f"上年“{name_of(row)}”实际完成值", old.actual)],
    )  # fmt: skip
