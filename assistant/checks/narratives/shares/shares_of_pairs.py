"""Shares of heads and of money told side by side: 其中392人次31.36万元，占人次的p%、占资金的q%."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base, makes_share
from assistant.checks.context import Context
from assistant.checks.narratives.in_a_row import between, clause_of, is_plain
from assistant.checks.narratives.rates.quotients import wrong_quotient
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_OF = re.compile(
    r"(?:分别)?占[一-龥“”]{0,8}?(?P<kind>人次|户次|人数|户数|件数|资金|金额|总额|经费)(?:总[数量额])?的(?:比[例重])?(?:约?为)?"
)
_UNITS = {
    "人次": ("人次",),
    "户次": ("户次",),
    "人数": ("人", "名"),
    "户数": ("户",),
    "件数": ("件",),
}
_BY_EACH = re.compile("均|每|标准|单价")
_PAIR = 2


def share_of_pair(ctx: Context, rate: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Yield a share that the two figures of its kind, the second a part of the first, don't make."""
    match = _OF.fullmatch(clause_of(rate))
    if match is None or rate.quantity.unit != "%" or not rate.quantity.known():
        return
    here = [f for f in before if f.quote == rate.quote and is_plain(f) and base(f.quantity) > 0]
    of_kind = [
        f for f in here if _is_of(f, match["kind"]) and not _BY_EACH.search(clause_of(f))
    ]  # fmt: skip
    if len(of_kind) != _PAIR or not 0 < base(of_kind[1].quantity) <= base(of_kind[0].quantity):
        return
    whole, part = of_kind
    if "其中" not in between(whole, part):
        return
    ctx.look(rate.place)
    if makes_share([rate.quantity, part.quantity, whole.quantity]):
        return
    yield from wrong_quotient(ctx, "N172", rate, part, whole)


def _is_of(fact: Fact, kind: str) -> bool:
    units = _UNITS.get(kind)
    return fact.quantity.dimension == "元" if units is None else fact.quantity.unit in units
