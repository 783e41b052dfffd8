"""Sentences whose own amounts add up and take away to what they end with: an account of its own."""

from itertools import product

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.mentions import is_exact
from assistant.model.fact import Fact
from assistant.model.quantity import Interval

_MOST = 5
"""With more figures before it some signs fit by chance."""


def beside(ctx: Context, fact: Fact) -> list[Fact]:
    """Return the exact amounts of a figure's own sentence before it, in its unit."""
    here = fact.location.start or 0
    return [
        f for f in ctx.pack.figures
        if f.quote == fact.quote and is_exact(f) and f.quantity.unit == fact.quantity.unit
        and f.place.split("@")[0] == fact.place.split("@")[0] and (f.location.start or 0) < here
    ]  # fmt: skip


def closes(ctx: Context, fact: Fact, least: int = 2) -> bool:
    """Tell whether the last amounts before a figure, each added or taken away, make it.

    “年初结转3万元，收入12万元，支出11万元，年末结转4万元” is an account that closes on itself.
    ``least`` is how many amounts it takes.
    """
    before = beside(ctx, fact)[-_MOST:]
    return any(_makes(before[-count:], fact) for count in range(least, len(before) + 1))


def _makes(amounts: list[Fact], fact: Fact) -> bool:
    """Tell whether some signs make amounts add up to a figure; the last ones come and go."""
    wanted = span(fact.quantity)
    for signs in product((1, -1), repeat=len(amounts)):
        total = Interval(base(fact.quantity) * 0, base(fact.quantity) * 0)
        for sign, amount in zip(signs, amounts, strict=True):
            each = span(amount.quantity)
            total = total + each if sign > 0 else total.minus(each)
        if total.meets(wanted):
            return True
    return False
