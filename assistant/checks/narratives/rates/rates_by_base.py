"""Rates whose brackets say what they are counted by: 满意率97.05%（以接通户计）、91.96%（以抽取户计）."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base, makes_share
from assistant.checks.context import Context
from assistant.checks.narratives.in_a_row import Row, alike, clause_of
from assistant.checks.narratives.rates.quotients import wrong_quotient
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_NUMBER = r"\d+(?:\.\d+)?"
_BY = rf"({_NUMBER})%（[以按]([^，。；：、（）\d]{{2,10}}?)(?:为基数)?(?:计算?|统计|口径)?）"
_RATES = re.compile(
    rf"(?P<stem>[一-龥]{{2}})[率度](?:分别|约|为|是|达)*(?P<listed>{_BY}(?:[、和，]{_BY})*)"
)
_EACH = re.compile(_BY)


def rates_by_base(ctx: Context, row: Row) -> Iterator[Finding]:
    """Yield the rates that aren't what their stem counts over what their brackets name."""
    for match in _RATES.finditer(row.words):
        for printed, name in _EACH.findall(match["listed"]):
            rate = next(
                (f for f in row.figures if f.quantity.unit == "%" and printed in f.quantity.raw),
                None,
            )
            part, whole = _called(match["stem"], row), _called(name, row)
            if rate is None or part is None or whole is None or part is whole:
                continue
            if not alike(part, whole) or base(part.quantity) > base(whole.quantity):
                continue
            ctx.look(rate.place)
            if not makes_share([rate.quantity, part.quantity, whole.quantity]):
                yield from wrong_quotient(ctx, "N173", rate, part, whole)


def _called(name: str, row: Row) -> Fact | None:
    """Return the one figure that two letters of a name call: 电话接通271户 for 接通户."""
    for start in range(len(name) - 1):
        pair = name[start : start + 2]
        named = [f for f in row.plain if clause_of(f).endswith(pair) and base(f.quantity) > 0]
        if named:
            return named[0] if len({base(f.quantity) for f in named}) == 1 else None
    return None
