"""Which findings are slips of the pen whose right value is certain, so that it may be proposed.

Two sides that disagree don't tell which of them is wrong. A value is certain only where one
figure is wrong and something beside the disagreement says so: the form's own arithmetic gives a
value that differs from the printed one by swapped, dropped or added digits or by a unit; or at
least two other places print one and the same other value; or it is a matter of wording. Where
several figures may have been miswritten alike, none of them is certain.
"""

from decimal import Decimal

from assistant.checks.explaining.culprits import amount
from assistant.checks.explaining.pen_slips import pen_slip
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity, plain

_WORDING = frozenset(("W101", "W102", "W105", "W107", "W111", "W113"))
"""Rules of words and marks that are wrong by themselves, whatever else the papers say."""

_COMPUTED = {"A": 3, "N": 3, "S": 2}
"""Families in which a figure is computed, and from how many figures, itself among them."""

_OR = "，或"
"""What stands between the figures that an explanation leaves to choose from."""

_BESIDE = "同一原因"
"""What follows it is what else a slip brought about."""

_FEWEST_DIGITS = 3
"""Digits below which swapped ones meet too often by chance."""


def certain(finding: Finding) -> bool:
    """Tell whether what the finding expects is the one right value of a slip of the pen."""
    if not finding.clerical or _OR in finding.explanation.partition(_BESIDE)[0]:
        return False
    if finding.rule in _WORDING:
        return True
    figures = [fact for fact in finding.operands if fact.quantity.known()]
    if not figures or figures[0].place != finding.place:
        return False
    expected = amount(finding.expected)
    own = figures[0].quantity
    if expected is None or own.base is None or expected[1] != (own.dimension or "分"):
        return False  # scores stand in their column without 分
    return _slipped(finding, own, expected[0], len(figures)) or _copied(figures, expected[0])


def _slipped(finding: Finding, own: Quantity, expected: Decimal, figures: int) -> bool:
    """Tell whether the printed figure is a computed one with a slip of the pen."""
    if figures < _COMPUTED.get(finding.rule[0], figures + 1) or own.base is None:
        return False
    right = expected / own.scale
    digits = plain(right.normalize()).replace(".", "").strip("-0")
    return len(digits) >= _FEWEST_DIGITS and bool(pen_slip(own.base / own.scale, right, own))


def _copied(figures: list[Fact], expected: Decimal) -> bool:
    """Tell whether at least two other forms print the expected value."""
    own = _form(figures[0])
    others = {_form(fact) for fact in figures[1:] if fact.quantity.base == expected}
    return len(others - {own}) > 1


def _form(fact: Fact) -> str:
    head, _, rest = fact.place.partition("/")
    named = head in ("projects", "project_reports")
    return f"{head}/{rest.partition('/')[0]}" if named else head
