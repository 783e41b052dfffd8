"""Amounts that other figures beside them make: a mean, a count at a price."""

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.model.quantity import Quantity


def is_made_mean(ctx: Context, mean: Quantity) -> bool:
    """Tell whether two figures of its own paragraph give a mean: an amount over a count."""
    start = f"{mean.place.partition('@')[0]}@"
    here = [
        f.quantity for f in ctx.pack.figures
        if f.place.startswith(start) and f.place != mean.place and f.quantity.base
    ]  # fmt: skip
    amounts = [q for q in here if q.dimension == mean.dimension]
    counts = [q for q in here if q.dimension not in (mean.dimension, "%")]
    quotients = (a.interval().over(c.interval()) for a in amounts for c in counts)
    return any(q is not None and q.meets(mean.interval()) for q in quotients)


def is_made_product(ctx: Context, total: Quantity) -> bool:
    """Tell whether a count and a price of each in its own sentence make an amount."""
    here = [
        f.quantity for f in ctx.sentence_of.get(total.place, [])
        if f.quantity.base and f.place != total.place and f.aspect == "value"
    ]  # fmt: skip
    prices = [q for q in here if q.dimension == "元"]
    counts = [q for q in here if q.dimension not in ("", "元", "%")]
    return total.dimension == "元" and any(
        base(price) * base(count) == total.base for price in prices for count in counts
    )
