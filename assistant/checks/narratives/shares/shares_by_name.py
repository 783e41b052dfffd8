"""N: shares whose whole is named in other words than where it was told."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import alike, clause_of
from assistant.checks.registry import rule
from assistant.facts.naming import likeness
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_OF = re.compile(
    r"占(?P<name>[^，。；：、\d]{0,16}?)(?P<figure>\d[\d.]*[一-龥]{1,2})?(?:的|比|比例|比重)?(?:达|为)?$"
)
_NEAR, _FINE = 2, 3


@rule("N169", name="占比与别名的总数不符", severity="warning", source="DOMAIN §8 占比")
def shares_by_name(ctx: Context) -> Iterator[Finding]:
    """查什么：“储备粮规模1.2万吨，年内轮换4000吨，占储备规模的33.33%”“更换58具，占应更换72具的80.56%”，总数的名称前后写法不完全一样，或者计量单位不常见，占比也应等于两数之比。

    为什么：占比由两个数算出。
    举例：4000÷12000=33.33%，写成23.33%不符。
    怎样改：核对两个数后更正占比。
    何时不报：别的规则已经核对；本段有两个数（或几个数之和）正好相符；前面没有名称相近的总数；看不出是哪个数笔误。
    """
    told = {r.stated.place for r in ctx.relations if r.stated}
    for group in ctx.paragraphs:
        for number, rate in enumerate(group):
            quantity = rate.quantity
            if quantity.unit != "%" or quantity.comparator != "=" or rate.place in told:
                continue
            if "占" not in rate.quote or significant(quantity) < _FINE:
                continue
            words = _OF.search(left_of(rate).rpartition("，")[2])
            before = [f for f in group[:number] if _is_count(f)]
            if words is None or len(before) < _NEAR or before[-1].quote != rate.quote:
                continue
            ctx.look(rate.place)
            if not _explained(rate, before):
                yield from _share(ctx, rate, words, before)


def _is_count(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount, though its unit may not be known."""
    known = fact.quantity.known() and fact.quantity.comparator == "=" and base(fact.quantity) > 0
    return known and fact.quantity.unit not in ("%", "‰", "百分点") and fact.aspect == "value"


def _explained(rate: Fact, before: list[Fact]) -> bool:
    stated = rate.quantity.interval()
    for whole in before:
        parts = [f for f in before if f is not whole and alike(f, whole)]
        for start in range(len(parts)):
            for run in ([parts[start]], parts[start:]):
                quotient = add_spans([f.quantity for f in run]).over(span(whole.quantity))
                if quotient is not None and quotient.times(HUNDRED).meets(stated):
                    return True
    return False


def _share(ctx: Context, rate: Fact, words: re.Match[str], before: list[Fact]) -> Iterator[Finding]:
    part, whole = before[-1], None
    if words["figure"]:  # “占应更换72具的”: the whole stands in the words themselves
        part, whole = before[-2], before[-1]
    else:
        named = [f for f in before[:-1] if likeness(words["name"], f.measure) >= _NEAR]
        whole = named[-1] if len(named) == 1 else None
    if whole is None or not alike(part, whole) or base(part.quantity) > base(whole.quantity):
        return
    if "占" in clause_of(part) or part.quote != rate.quote:
        return
    figures = [rate.quantity, part.quantity, whole.quantity]
    mended = mend(figures, _is_share, short=True)
    if mended is None:
        return
    value = Decimal(rounded(base(part.quantity) / base(whole.quantity) * 100))
    for found in conflict(
        ctx, "N169", cite(rate), value,
        f"{said(part)}÷{said(whole)}={value}%，报告写占{said(rate)}",
        others=[cite(part), cite(whole)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found


def _is_share(figures: Sequence[Quantity]) -> bool:
    stated, part, whole = figures
    quotient = span(part).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())
