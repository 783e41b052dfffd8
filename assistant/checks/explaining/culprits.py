"""Which figure is wrong where several rules, or several operands of one rule, disagree.

A rule says only that figures don't fit. What each of them would have to be is known where they
were added up or copied; the figure that most findings would see mended by one and the same
value is the culprit.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, span
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import MONEY_UNITS, Interval, Quantity

_AMOUNT = re.compile(r"[^\d-]*(-?\d[\d.]*)(.*)")
_POINTS = "个百分点"
_DIVIDED = "÷"
"""By how much a quotient is off tells nothing of what its operands were meant to be."""
# A figure that only has to stay below another may be anything: what it was meant to be is open.
_BOUND = re.compile("超过|大于|小于|属尾差")


class Culprit(NamedTuple):
    """A figure and what it was probably meant to be, in base units."""

    place: Place
    meant: Decimal


class Suspect(NamedTuple):
    """A culprit with its printed figure, and how many findings it would settle.

    ``told`` says that one of these findings is about that very figure.
    """

    culprit: Culprit
    figure: Quantity
    votes: int
    told: bool = False


def suspects(findings: Sequence[Finding]) -> list[list[Suspect]]:
    """Return for each finding the figures that may be wrong, the likeliest first."""
    found = [dict(_candidates(finding)) for finding in findings]
    votes = Counter(culprit for each in found for culprit in each)
    for each, finding in zip(found, findings, strict=True):
        rate = _stated_rate(finding)
        if rate is not None and rate in votes:
            votes[rate] += 1
            each[rate] = finding.operands[0].quantity
    rates = _rates_of(findings)
    for culprit in votes:
        votes[culprit] += sum(settles(culprit, rate) for rate in rates.get(culprit.place, ()))
    own = {
        culprit
        for each, finding in zip(found, findings, strict=True)
        for culprit in each
        if culprit.place == finding.place
    }
    out = []
    for each in found:
        listed = [
            Suspect(culprit, figure, votes[culprit], culprit in own)
            for culprit, figure in each.items()
        ]
        out.append(sorted(listed, key=lambda suspect: -suspect.votes))
    return out


def _stated_rate(finding: Finding) -> Culprit | None:
    """Return a rate that a form's own figures make another one: it backs who says the same."""
    if finding.difference or not finding.clerical or not finding.operands:
        return None
    stated = finding.operands[0].quantity
    if stated.unit != "%" or stated.base is None:
        return None
    meant = amount(finding.expected)
    if meant is None or meant[1] != "%":
        return None
    return Culprit(stated.place, meant[0].normalize())


def _rates_of(findings: Sequence[Finding]) -> dict[Place, list[Finding]]:
    """Return the findings about a rate by the figures that it was held against."""
    found: dict[Place, list[Finding]] = {}
    for finding in findings:
        if finding.operands and finding.operands[0].quantity.unit == "%":
            for fact in finding.operands[1:]:
                found.setdefault(fact.place, []).append(finding)
    return found


def _candidates(finding: Finding) -> Iterator[tuple[Culprit, Quantity]]:
    """Yield each operand with the values that would settle the finding."""
    if not finding.difference or not finding.clerical or _BOUND.search(finding.message):
        return
    apart = amount(finding.difference)
    if apart is None:
        return
    size, dimension = apart
    expected = amount(finding.expected)
    figures = [fact.quantity for fact in finding.operands if fact.quantity.base is not None]
    figures = [figure for figure in figures if _dimension(figure) == dimension]
    first = finding.operands[0].quantity if finding.operands else None
    if first is None or _dimension(first) != dimension:
        return  # a cell for scores holds bare numbers: what is told in points bears it out
    wanted = expected and expected[0]
    figures = _without_witnesses(first, figures, wanted)
    for figure in figures:
        if figure is first and wanted is not None:
            yield Culprit(figure.place, wanted.normalize()), figure
        elif figure is not first and _DIVIDED not in finding.message:
            for change in _changes(first, figures, wanted, size):
                meant = (figure.base or Decimal(0)) + change
                if meant > 0:
                    yield Culprit(figure.place, meant.normalize()), figure


def _without_witnesses(
    first: Quantity | None, figures: list[Quantity], expected: Decimal | None
) -> list[Quantity]:
    """Return the figures without those that say what the others add up to: these are right."""
    parts = [f for f in figures if f is not first and f.base != expected]
    added_up = len(parts) > 1 and sum(f.base or Decimal(0) for f in parts) == expected
    return [f for f in figures if f is first or f in parts] if added_up else figures


def _dimension(figure: Quantity) -> str:
    """Return a figure's dimension; percentage points are what percents differ by."""
    return "%" if figure.dimension == "百分点" else figure.dimension


def _changes(
    first: Quantity | None, figures: list[Quantity], expected: Decimal | None, size: Decimal
) -> tuple[Decimal, ...]:
    """Return by how much a part would have to change: one way where the parts were added up."""
    parts = sum(
        (figure.base or Decimal(0) for figure in figures if figure is not first), Decimal(0)
    )
    if first is not None and first.base is not None and expected == parts:
        return (first.base - expected,)
    return (size, -size)


def settles(culprit: Culprit, finding: Finding) -> bool:
    """Tell whether a stated rate or change is right once one of its figures is what was meant."""
    if not finding.operands:
        return False
    stated, *others = [fact.quantity for fact in finding.operands]
    if all(figure.place != culprit.place for figure in others) or stated.base is None:
        return False
    sizes = [
        Interval(culprit.meant, culprit.meant) if figure.place == culprit.place else span(figure)
        for figure in others
        if figure.base is not None
    ]
    if stated.unit != "%":
        two = [f.dimension for f in others] == [stated.dimension] * _TWO
        made = (a.minus(b) for a, b in permutations(sizes, _TWO)) if two else ()
        return not finding.difference and any(each.meets(span(stated)) for each in made)
    if not finding.found.endswith("%"):
        return False  # a finding that only names a rate among others is not about it
    shares = (part.over(whole) for part, whole in permutations(sizes, _TWO))
    return any(share and share.times(HUNDRED).meets(span(stated)) for share in shares)


_TWO = 2


def amount(said: str) -> tuple[Decimal, str] | None:
    """Return a printed amount in base units with its dimension: 增加39万元 → (390000, 元)."""
    match = _AMOUNT.fullmatch(said)
    if match is None:
        return None
    value, unit = Decimal(match[1].rstrip(".")), match[2].replace(_POINTS, "%")
    scale = MONEY_UNITS.get(unit)
    return (value * scale, "元") if scale else (value, unit)
