"""How a rate is reported that isn't what one figure is of another."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, said
from assistant.model.fact import Fact
from assistant.model.finding import Finding


def wrong_quotient(
    ctx: Context, code: str, rate: Fact, part: Fact, whole: Fact
) -> Iterator[Finding]:
    """Yield the finding of rule ``code`` that a rate isn't what a part is of its whole."""
    value = base(part.quantity) / base(whole.quantity) * 100
    value = value.quantize(rate.quantity.precision or Decimal(1))
    yield from conflict(
        ctx, code, cite(rate), value,
        f"{said(part)}÷{said(whole)}={value}%，报告写{said(rate)}",
        others=[cite(part), cite(whole)],
    )  # fmt: skip
