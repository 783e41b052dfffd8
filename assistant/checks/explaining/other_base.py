"""Rates that were taken of another figure than their own base, the commonest slip in reckoning."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.compare import HUNDRED, span
from assistant.checks.explaining.culprits import amount
from assistant.checks.labels import show_like, written
from assistant.facts.slips import significant
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

if TYPE_CHECKING:
    from assistant.checks.context import Context

WRONG_BASE = "疑似用错底数"
"""How an explanation begins that names the figure which a rate was taken of by mistake."""
_PERCENT = ("%", "百分点")
_TELLING = 2
_CLOSE = Decimal("0.01")
"""By how many points a rate told in a message may be rounded."""


class _Part(NamedTuple):
    """What a base is divided into, in words too; ``other`` is what a base was reduced by for it."""

    size: Interval
    words: str
    other: Quantity | None = None


def other_base(ctx: "Context", finding: Finding) -> str:
    """Return of which figure a stated rate was taken instead of its base, "" where of none."""
    if not finding.operands:
        return ""
    stated, meant = finding.operands[0].quantity, amount(finding.expected)
    if stated.unit != "%" or meant is None or meant[1] != "%":
        return ""
    if words := _other_end(stated, [fact.quantity for fact in finding.operands[1:]], meant[0]):
        return words
    if significant(stated) < _TELLING:
        return ""
    told = {f.base: f for f in _figures(ctx, finding) if f.base and f.unit not in _PERCENT}
    figures = list(told.values())
    if turned := _turned(stated, figures, meant[0]):
        return turned
    for base in figures:
        for part in _parts(base, figures):
            taken = _taken(stated, part, base, figures) if _makes(part, base, meant[0]) else None
            if taken:
                rate = f"{part.words}÷{written(taken)}={written(stated)}"
                return f"{WRONG_BASE}（{rate}，应除以{written(base)}）。"
    return ""


def _turned(stated: Quantity, figures: Sequence[Quantity], rate: Decimal) -> str:
    """Return that the two figures of a rate were divided the wrong way round, "" if not."""
    for part, whole in permutations(figures, 2):
        made = _makes(_Part(span(part), ""), whole, rate)
        if made and _is_share(stated, span(whole).over(span(part))):
            return f"疑似分子分母颠倒（{written(whole)}÷{written(part)}={written(stated)}）。"
    return ""


def _other_end(stated: Quantity, own: Sequence[Quantity], rate: Decimal) -> str:
    """Return that a change was taken of the end that it led to, "" if not; that end may be untold."""
    for base, other in permutations([f for f in own if f.base and f.unit not in _PERCENT], 2):
        if base.dimension != other.dimension:
            continue
        for change, end in _changes(base, other):
            if not _makes(_Part(change, ""), base, rate) or end.low <= 0:
                continue
            if _is_share(stated, change.over(end)):
                sizes = [
                    show_like(_middle(each), base.unit, [base, other]) for each in (change, end)
                ]
                parts = f"{'÷'.join(sizes)}={written(stated)}"
                return f"{WRONG_BASE}（{parts}，应除以{written(base)}）。"
    return ""


def _changes(base: Quantity, other: Quantity) -> Iterator[tuple[Interval, Interval]]:
    """Yield a change with the end it leads to: ``other`` is the one or the other of them."""
    first, second = span(base), span(other)
    yield second, first.minus(second)
    yield second, first + second
    yield (first.minus(second) if first.high > second.high else second.minus(first)), second


def _middle(size: Interval) -> Decimal:
    return (size.low + size.high) / 2


def wrong_end(finding: Finding, part: Interval, whole: Interval) -> bool:
    """Tell whether a quotient takes the change that a finding is about of the change's other end.

    A fall from 58 to 47 is 11 of 58: that a sentence says 11 of 47 bears nothing out.
    """
    meant = amount(finding.expected)
    if meant is None:
        return False
    shares = (part.over(end) for end in (whole + part, whole.minus(part)))
    return any(share and share.times(HUNDRED).meets(_about(meant[0])) for share in shares)


def _figures(ctx: "Context", finding: Finding) -> Iterator[Quantity]:
    """Yield the figures that a rate may have been taken of: a finding's own, then its sentence's."""
    stated = finding.operands[0]
    yield from (fact.quantity for fact in finding.operands[1:])
    sentence = ctx.sentence_of.get(stated.place, ())
    yield from (fact.quantity for fact in sentence if fact.place != stated.place)


def _parts(base: Quantity, figures: Sequence[Quantity]) -> Iterator[_Part]:
    for figure in figures:
        if figure is base:
            continue
        yield _Part(span(figure), written(figure))
        if figure.dimension == base.dimension:
            first, last = (base, figure) if span(base).high > span(figure).high else (figure, base)
            size = abs((base.base or Decimal(0)) - (figure.base or Decimal(0)))
            unit = first.unit if first.unit == last.unit else base.unit
            words = show_like(size, unit, [first, last])
            yield _Part(span(first).minus(span(last)), words, figure)


def _makes(part: _Part, base: Quantity, rate: Decimal) -> bool:
    share = part.size.over(span(base))
    return share is not None and share.times(HUNDRED).meets(_about(rate))


def _taken(
    stated: Quantity, part: _Part, base: Quantity, figures: Sequence[Quantity]
) -> Quantity | None:
    """Return the figure of which a part is the stated rate."""
    for figure in [part.other] if part.other else figures:
        if figure is base or figure.dimension != base.dimension or part.words == written(figure):
            continue
        if _is_share(stated, part.size.over(span(figure))):
            return figure
    return None


def _is_share(stated: Quantity, share: Interval | None) -> bool:
    return share is not None and share.times(HUNDRED).meets(span(stated))


def _about(rate: Decimal) -> Interval:
    return Interval(rate - _CLOSE, rate + _CLOSE)
