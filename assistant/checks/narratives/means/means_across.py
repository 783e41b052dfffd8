"""N: what each gets, against the total and the count that stand elsewhere in the report."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.labels import show
from assistant.checks.mentions import (
    cite,
    is_amount,
    is_exact,
    left_of,
    said,
    this_year,
    without_wan,
)
from assistant.checks.narratives.means.means_in_text import (
    SAME_UNIT,
    divide,
    mean_name,
    mean_of,
    told_of_each,
)
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.naming import likeness
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_REACH = 3
"""How many totals and counts of one name are tried."""

_ASIDE = re.compile(
    r"^.{0,6}(?:包括|构成为|用于)|^(?:全年|本年|今年|当年|累计|共)+|支出$|经费$|资金$"
)
"""Words around the name of what a total is of."""


@rule("N134", name="平均数与别处写的总额和个数不符", severity="warning", source="DOMAIN §8 比率")
def means_across(ctx: Context) -> Iterator[Finding]:
    """查什么：一处写“聘用保洁员38人，人均年工资1.2万元”，另一处写“保洁员工资45.60万元”，三个数应当相符。

    为什么：单价、人均数与总额分写在两节里，改了一处忘了另一处，数就对不上。
    举例：45.60万元÷38人=1.2万元，写成人均2.1万元不符。
    怎样改：核对发放表（结算单）后更正。
    何时不报：别处没有同名的总额或个数；有几个总额、个数而其中一对正好相符；同段有两数相除正好相符；按月平均而本句没有写月数；看不出是哪个数笔误。
    """
    told = ctx.once(told_of_each)
    for report in ctx.pack.reports():
        facts = ctx.figures_of(report)
        for number, mean in enumerate(facts):
            if mean.place not in told or not is_exact(mean) or not this_year(mean, ctx.pack):
                continue
            thing = mean_of(mean)
            if not thing or significant(mean.quantity) < 2 or _roughly_counted(facts, mean, thing):
                continue
            totals = _totals(mean, facts)
            counts = _counts(mean, facts, number, thing)
            here = paragraph_of(mean)
            own = [f for f in totals if f.quantity.dimension == mean.quantity.dimension]
            near = [any(paragraph_of(f) == here for f in kind) for kind in (own, counts)]
            if not totals or not counts or all(near):
                continue  # its own paragraph gives total and count: another rule's matter
            ctx.look(mean.place)
            if not _of_its_paragraph(ctx, mean, thing):
                yield from _mean(ctx, mean, totals, counts)


def _of_its_paragraph(ctx: Context, mean: Fact, thing: str) -> bool:
    """Tell whether two figures beside a mean make it, whatever they are called."""
    here = paragraph_of(mean)
    units = SAME_UNIT.get(thing[0], (thing, thing[0]))
    near = [without_wan(f, mean) for f in ctx.pack.figures
            if f is not mean and is_amount(f) and base(f.quantity) and paragraph_of(f) == here]  # fmt: skip
    counts = [f for f in near if f.quantity.unit in units]
    totals = [f for f in near if f.quantity.dimension == mean.quantity.dimension]
    return any(divide((mean.quantity, t.quantity, c.quantity)) for t in totals for c in counts)


def _roughly_counted(facts: list[Fact], mean: Fact, thing: str) -> bool:
    """Tell whether the mean's own sentence counts only roughly: “参训3600余人次，人均5.6份”."""
    units = (*SAME_UNIT.get(thing[0], (thing, thing[0])), f"{thing[0]}次")
    return any(
        f.quote == mean.quote and f.quantity.unit in units and f.quantity.comparator != "="
        for f in facts
    )


def _named(fact: Fact, words: str, enough: int = 2) -> bool:
    """Tell whether words hold what a figure measures, two neighbouring characters at least."""
    name = _ASIDE.sub("", fact.measure)
    return len(name) >= 2 and likeness(name, words) >= min(enough, len(name) - 1)


def _alike(fact: Fact, words: str) -> bool:
    """Tell whether a count is called like a mean: 外借图书 and 人均借书 share two characters."""
    return len(set(_ASIDE.sub("", fact.measure)) & set(words)) >= 2


def _totals(mean: Fact, facts: list[Fact]) -> list[Fact]:
    words = left_of(mean)
    alike = (without_wan(f, mean) for f in facts if f is not mean and is_exact(f))
    units = {mean.quantity.dimension, f"{mean.quantity.dimension}次"}
    return [
        f for f in alike
        if f.quantity.dimension in units and not mean_of(f) and "每" not in f.measure
        and base(f.quantity) > base(mean.quantity) and f.period == mean.period
        and (_named(f, words, 2) or (mean.quantity.dimension != "元" and _alike(f, words)))
    ][:_REACH]  # fmt: skip


def _counts(mean: Fact, facts: list[Fact], number: int, thing: str) -> list[Fact]:
    """Return the counts of the same sentence, else those of the report that are named alike."""
    units = SAME_UNIT.get(thing[0], (thing, thing[0]))
    counts = [
        f for f in facts
        if f.quantity.unit.removeprefix("万") in units and is_amount(f)
        and not mean_of(f) and base(f.quantity)
    ]  # fmt: skip
    plain = [(f, without_wan(f, f.model_copy(update={"quantity": _of_unit(f)}))) for f in counts]
    near = [count for f, count in plain if f.quote == mean.quote]
    if thing[0] == "月":
        return near  # a year has twelve: months told elsewhere are of other matters
    alike = near or [count for f, count in plain if _named(f, left_of(mean))]
    only = plain if len({base(count.quantity) for _, count in plain}) == 1 else []
    return (alike or [count for _, count in only])[-_REACH:]


def _of_unit(fact: Fact) -> Quantity:
    return fact.quantity.model_copy(update={"unit": fact.quantity.unit.removeprefix("万")})


def _mean(ctx: Context, mean: Fact, totals: list[Fact], counts: list[Fact]) -> Iterator[Finding]:
    pairs = [(total, count) for total in totals for count in counts]
    if any(divide((mean.quantity, t.quantity, c.quantity)) for t, c in pairs):
        return
    for total, count in pairs:
        amounts = [mean.quantity, total.quantity, count.quantity]
        mended = mend(amounts, divide)
        if mended is None:
            continue
        step = (mean.quantity.precision or Decimal(1)) * mean.quantity.scale
        value = (base(total.quantity) / base(count.quantity) / step).quantize(Decimal(1)) * step
        for found in conflict(
            ctx, "N134", cite(mean), value,
            f"别处写“{spoken(total)}”{said(total)}，{said(total)}÷{said(count)}={show(value, mean.quantity.unit)}，"
            f"报告“{mean_name(mean)}”写{said(mean)}",
            others=[cite(total), cite(count)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(amounts)
            yield found
        return
