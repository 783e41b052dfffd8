"""N: shares of one whole that a sentence lists beside their amounts agree on that whole."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.in_a_row import alike, is_plain, rows
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_FEWEST = 3


class _Share(NamedTuple):
    amount: Fact
    rate: Fact

    def whole(self) -> Interval | None:
        """Return what the whole can be by this share."""
        return span(self.amount.quantity).times(HUNDRED).over(self.rate.quantity.interval())


@rule("N152", name="几项占比推出的总数不一致", severity="warning", source="DOMAIN §8 占比")
def shares_of_one(ctx: Context) -> Iterator[Finding]:
    """查什么：“人员支出241.60万元，占57.9%；公用支出38.26万元，占9.2%；专项支出137.07万元，占32.9%”，每一项除以占比都应得到同一个总数。

    为什么：几项占同一个总数，其余各项都相符而只有一项不符，这一项必有笔误。
    举例：另两项推出总数约416.6万元，38.26万元应占9.2%，写成2.9%不符。
    怎样改：按总数重新计算占比后更正。
    何时不报：少于三项；各项占的不是同一个总数；看不出是哪一项笔误。
    """
    for row in ctx.once(rows):
        if len(row.plain) < _FEWEST:
            continue
        shares = _shares(row.figures)
        if len(shares) < _FEWEST:
            continue
        ctx.look(*(share.rate.place for share in shares))
        yield from _odd_one(ctx, shares)


def _shares(row: list[Fact]) -> list[_Share]:
    """Return the amounts of a sentence with the share that follows each, all of one whole."""
    found = [
        _Share(amount, rate) for amount, rate in pairwise(row)
        if rate.aspect == "share" and is_plain(amount) and rate.quantity.unit == "%"
        and rate.quantity.comparator == "=" and base(rate.quantity) > 0
    ]  # fmt: skip
    named = {share.rate.base for share in found if len(share.rate.base) > 1}
    one = len(named) <= 1 and all(alike(found[0].amount, s.amount) for s in found)
    return found if one else []


def _odd_one(ctx: Context, shares: list[_Share]) -> Iterator[Finding]:
    """Report the one share that keeps all from agreeing on a whole."""
    if _agreed(shares) is not None:
        return
    for number, odd in enumerate(shares):
        rest = shares[:number] + shares[number + 1 :]
        whole = _agreed(rest)
        if whole is None or significant(odd.amount.quantity) < 2:
            continue
        figures = [odd.rate.quantity, odd.amount.quantity]
        mended = mend(figures, partial(_holds, whole), short=True)
        if mended is None:
            continue
        middle = (whole.low + whole.high) / 2
        value = base(odd.amount.quantity) / middle * 100
        value = value.quantize(odd.rate.quantity.precision or Decimal(1))
        for found in conflict(
            ctx, "N152", cite(odd.rate), value,
            f"其余各项推算的总数约{show(_short(middle, odd), odd.amount.quantity.unit)}，"
            f"{said(odd.amount)}应占{show(value, '%')}，报告写{said(odd.rate)}",
            others=[cite(odd.amount), *(cite(s.amount) for s in rest)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found
        return


def _holds(whole: Interval, figures: Sequence[Quantity]) -> bool:
    rate, amount = figures
    quotient = span(amount).over(whole)
    return bool(quotient and quotient.times(HUNDRED).meets(rate.interval()))


def _short(value: Decimal, share: _Share) -> Decimal:
    step = (share.amount.quantity.precision or Decimal(1)) * share.amount.quantity.scale
    return (value / step).quantize(Decimal(1)) * step


def _agreed(shares: list[_Share]) -> Interval | None:
    """Return the whole that all shares allow, if there is one."""
    wholes = [share.whole() for share in shares]
    if any(whole is None for whole in wholes):
        return None
    low = max(whole.low for whole in wholes if whole)
    high = min(whole.high for whole in wholes if whole)
    return Interval(low, high) if low <= high else None
