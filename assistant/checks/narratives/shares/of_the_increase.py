"""N: what part of an increase one amount is."""

import re
from collections.abc import Iterator
from decimal import Decimal

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
from assistant.model.fact import Fact
from assistant.model.finding import Finding


@rule("N132", name="占增加额的比例算不出", severity="error", source="DOMAIN §8 占比")
def of_the_increase(ctx: Context) -> Iterator[Finding]:
    """查什么：“比上年增加300.08万元……该项目支出276.00万元，相当于增加额的91.98%”，比例应等于两数之比。

    为什么：说明增减原因时，占增加额的比例由前面的数算出。
    举例：276÷300.08=91.98%，写成98.91%不符。
    怎样改：按增加额重新计算后更正。
    何时不报：同段没有写增加（减少）额，或前面没有同一单位的数。
    """
    for group in ctx.paragraphs:
        for number, stated in enumerate(group):
            if not _of_increase(stated):
                continue
            before = group[:number]
            changes = [f for f in before if f.aspect == "growth" and f.quantity.dimension == "元"]
            parts = [f for f in before if is_exact(f) and f.quantity.dimension == "元"
                     and f.quote == stated.quote]  # fmt: skip
            if not changes or not parts:
                continue
            ctx.look(stated.place)
            if any(makes_share((stated.quantity, parts[-1].quantity, c.quantity)) for c in changes):
                continue
            part, whole = parts[-1], changes[-1]
            value = Decimal(rounded(base(part.quantity) / base(whole.quantity) * 100))
            yield from conflict(
                ctx, "N132", cite(stated), value,
                f"{said(part)}÷增减额{said(whole)}={show(value, '%')}，报告写{said(stated)}",
                others=[cite(part), cite(whole)],
            )  # fmt: skip


_OF_CHANGE = re.compile(r"(?:增加|增支|增长|减少|减支)(?:额|量|部分|数)的$")


def _of_increase(fact: Fact) -> bool:
    return (
        fact.quantity.unit == "%"
        and fact.quantity.comparator == "="
        and bool(_OF_CHANGE.search(left_of(fact)[-5:]))
    )
