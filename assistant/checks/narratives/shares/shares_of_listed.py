"""N: the share of one item in the sum of the items that a sentence lists, no total told."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import HUNDRED, add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import alike, is_plain
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_OF_ALL = re.compile(
    r"(?P<name>[^，。；：、（）\d]{2,10}?)占(?:比|[^，。；、\d]{0,6}(?:总[数量额]|全部|合计|总和|之和)(?:的比[例重])?)[^，。；、\d]{0,2}$"
)
_FEWEST = 2


@rule("N168", name="占各项之和的比例算不出", severity="warning", source="DOMAIN §8 占比")
def shares_of_listed(ctx: Context) -> Iterator[Finding]:
    """查什么：“化肥2.4万吨，农药360吨，农膜240吨，化肥占总量的97.56%”，没有写总数的，占比应等于这一项除以所列各项之和。

    为什么：占比由所列各项算出。
    举例：24000÷24600=97.56%，写成79.56%不符。
    怎样改：按各项之和重新计算占比后更正。
    何时不报：句中另有总数或另有两数正好相符；各项没有全列出；看不出是哪个数笔误。
    """
    told = {r.stated.place for r in ctx.relations if r.kind == "share" and r.stated}
    for row in ctx.whole_sentences:
        for number, rate in enumerate(row):
            if rate.quantity.unit != "%" or rate.quantity.comparator != "=" or rate.place in told:
                continue
            words = left_of(rate)
            found = _OF_ALL.search(words) if "占" in words else None
            if found is None or significant(rate.quantity) < _FEWEST:
                continue
            listed = [f for f in row[:number] if is_plain(f)]
            named = [f for f in listed if f.measure.endswith(found["name"])
                     or found["name"] in f.measure]  # fmt: skip
            same = [f for f in listed if named and alike(f, named[0])]
            if len(named) == 1 and len(same) >= _FEWEST:
                yield from _share(ctx, rate, named[0], [f for f in same if f is not named[0]])


def _share(ctx: Context, rate: Fact, part: Fact, rest: list[Fact]) -> Iterator[Finding]:
    ctx.look(rate.place)
    figures = [rate.quantity, part.quantity, *(f.quantity for f in rest)]
    if _of_the_sum(figures) or any(_quotient(rate, part, [f]) for f in rest):
        return
    mended = mend(figures, _of_the_sum, short=True)
    if mended is None:
        return
    value = base(part.quantity) / add(figures[1:]) * 100
    added = "+".join(said(f) for f in (part, *rest))
    for found in conflict(
        ctx, "N168", cite(rate), Decimal(rounded(value)),
        f"{said(part)}÷（{added}）={rounded(value)}%，报告写{said(rate)}",
        others=[cite(part), *(cite(f) for f in rest)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found


def _of_the_sum(figures: Sequence[Quantity]) -> bool:
    stated, part, *rest = figures
    quotient = span(part).over(add_spans([part, *rest]))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


def _quotient(rate: Fact, part: Fact, whole: list[Fact]) -> bool:
    quotient = span(part.quantity).over(add_spans([f.quantity for f in whole]))
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())
