"""N: what was done of a plan in percent."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import cite, is_exact, left_of, said
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_PLAN = re.compile(r"(?<!完成)(?:计划|目标|任务)(?:值|数|量)?[^，。；、\d]{0,8}$")
_OF_PLAN = re.compile(
    r"(?:完成率|(?:为|占|达|达到|完成|完成了|相当于)(?:年度|全年)?(?:计划|目标|任务)的)(?:为|达|达到)?$"
)


@rule("N144", name="完成计划的百分之几与两数不符", severity="error", source="DOMAIN §8 比率")
def of_plan(ctx: Context) -> Iterator[Finding]:
    """查什么：“完成大中修46.8公里，计划45公里，为计划的104.0%”“访问9.2万次，目标10万次，完成率92.0%”，比率应等于完成数除以计划数。

    为什么：三个数写在一句里，互相决定。
    举例：46.8÷45=104%，写成140%不符。
    怎样改：核对后更正。
    何时不报：同句没有写计划（目标）数；单位不同；计划数和完成数之间还有别的数。
    """
    for group in ctx.sentences:
        for first, second, rate in zip(group, group[1:], group[2:], strict=False):
            if rate.quantity.unit != "%" or rate.quantity.comparator != "=":
                continue
            if not _OF_PLAN.search(left_of(rate)) or first.quantity.unit == "%":
                continue
            plan = [f for f in (first, second) if _PLAN.search(left_of(f))]
            alike = first.quantity.unit == second.quantity.unit and is_exact(first)
            if len(plan) != 1 or not alike or not is_exact(second):
                continue
            done = second if plan[0] is first else first
            ctx.look(rate.place)
            if not base(plan[0].quantity) or _share((rate, done, plan[0])):
                continue
            value = Decimal(rounded(base(done.quantity) / base(plan[0].quantity) * 100))
            yield from conflict(
                ctx, "N144", cite(rate), value,
                f"{said(done)}÷{said(plan[0])}={show(value, '%')}，报告写{said(rate)}",
                others=[cite(done), cite(plan[0])],
            )  # fmt: skip


def _share(facts: Sequence[Fact]) -> bool:
    stated, part, whole = (f.quantity for f in facts)
    quotient = span(part).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())
