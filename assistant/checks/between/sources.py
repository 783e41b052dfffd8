"""Amounts of the general budget alone beside a whole that other money is in too."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.mentions import left_of
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

_GENERAL = "一般公共预算"
_OTHER_MONEY = re.compile(
    r"政府性基金|国有资本|专户|社会保险基金|事业收入|经营收入|单位资金|其他|结转"
)


def of_general_budget(fact: Fact) -> bool:
    """Tell whether an amount is told of the general budget: its sentence or its section says so."""
    words = left_of(fact)
    return _GENERAL in f"{fact.subject}{fact.measure}{words}" or _GENERAL in fact.place


def _other_money(pack: Pack) -> set[Decimal]:
    """Return the amounts, in base units, that other sources may have given: one, some, all."""
    entries = pack.overall.by_income if pack.overall else []
    sums = {Decimal(0)}
    for entry in entries:
        if entry.amount.base and _OTHER_MONEY.search(squeeze(entry.label.raw)):
            sums |= {known + entry.amount.base for known in sums}
    return sums - {Decimal(0)}


def general_shares(ctx: Context, pairs: Sequence[tuple[Fact, Quantity]]) -> set[Place]:
    """Return the places of amounts that lack of their wholes just what other sources gave.

    项目支出4896.35万元 under “一般公共预算支出情况” beside 6046.35万元, of which 1150万元 is a fund's.
    Those of one sentence may lack it together.
    """
    gaps: dict[str, dict[Place, Decimal]] = {}
    for fact, whole in pairs:
        missing = base(whole) - base(fact.quantity)
        if missing > 0 and of_general_budget(fact):
            gaps.setdefault(fact.quote, {})[fact.place] = missing
    other = ctx.once(_other_money) if gaps else set()
    shares: set[Place] = set()
    for group in gaps.values():
        together = sum(group.values()) in other
        shares |= {place for place, gap in group.items() if together or gap in other}
    return shares
