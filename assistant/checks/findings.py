"""Builders of findings: evidence of both sides, operands, fingerprint."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks import registry
from assistant.checks.labels import show, show_like
from assistant.model.dossier import prior_root
from assistant.model.fact import Fact
from assistant.model.finding import Evidence, Finding, Severity, fingerprint
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.model.quantity import MONEY_UNITS, Quantity, Text

if TYPE_CHECKING:  # a context keeps results, whose rows are named by items of this module
    from assistant.checks.context import Context


class Item(NamedTuple):
    """A field under the name by which a message calls it; prose brings its sentence."""

    label: str
    field: Text
    sentence: str = ""


_NESTED = re.compile(r"“([^“”]*)“([^“”]*)”([^“”]*)”")


def _inner_single(words: str) -> str:
    """Return words with single quotation marks inside double ones: “‘三公’经费”."""
    return _NESTED.sub(r"“\1‘\2’\3”", words) if words.count("“") > 1 else words


def quote(item: Item) -> Evidence:
    """Return one side of a finding: the field's words as they stand, and where."""
    words = item.field.raw.strip() or "（空白）"
    said = f"{_inner_single(item.label)}：{words}" if item.label else words
    return Evidence(
        quote=item.sentence or said,
        place=item.field.place,
        location=item.field.location,
    )


def of_year(prior: Pack, label: str, field: Text) -> Item:
    """Return a field of an earlier year's pack, whose place tells of which year it is."""
    return Item(label, replace(field, place=f"{prior_root(prior)}/{field.place}"))


def met(text: Text, match: re.Match[str]) -> Item:
    """Return what a pattern met in a text, with a few words on either side."""
    raw = text.raw[max(match.start() - 6, 0) : match.end() + 20]
    return Item("", Text(raw=raw, place=text.place, location=text.location.span(*match.span())))


def operand(item: Item) -> Fact | None:
    """Return a field as a stated fact; None for a field of words."""
    if not isinstance(item.field, Quantity):
        return None
    return Fact(place=item.field.place, measure=item.label, quantity=item.field)


def finding(
    ctx: "Context",
    code: str,
    place: Place,
    message: str,
    *,
    items: Sequence[Item] = (),
    found: str = "",
    expected: str = "",
    difference: str = "",
    severity: Severity | None = None,
    explanation: str = "",
    suggestion: str = "",
    clerical: bool = False,
) -> Finding:
    """Return a finding of rule ``code``; ``items`` are both sides, the faulty one first.

    Quantities among ``items`` also become the operands, by which findings of one cause are
    known. ``severity`` overrides the rule's own; without a ``suggestion`` the rule's own is made.
    """
    rule = registry.info(code)
    return Finding(
        rule=code,
        name=rule.name,
        severity=severity or rule.severity,
        place=place,
        message=_inner_single(message),
        found=found,
        expected=expected,
        difference=difference,
        operands=[fact for item in items if (fact := operand(item))],
        evidence=[quote(item) for item in items],
        explanation=explanation,
        suggestion=suggestion or rule.advice,
        clerical=clerical,
        fingerprint=fingerprint(code, place, found, expected),
    )


def conflict(
    ctx: "Context",
    code: str,
    found: Item,
    expected: Decimal,
    message: str,
    *,
    others: Sequence[Item] = (),
    tail: bool = False,
    unit: str | None = None,
    severity: Severity | None = None,
    suggestion: str = "",
) -> Iterator[Finding]:
    """Yield the finding that a printed figure should be ``expected`` (base units).

    ``message`` carries the arithmetic and ends without a stop; the difference is added.
    ``tail`` makes it a 尾差 notice. ``unit`` is used where the form prints none.
    """
    quantity = found.field
    if not isinstance(quantity, Quantity) or quantity.base is None:
        raise ValueError(f"no number at {quantity.place}")
    apart = quantity.base - expected
    apart = _as_fine(apart, quantity, [item.field for item in others])
    unit = quantity.unit or unit or ""
    # Two rates are apart by percentage points.
    said = re.sub(r"%$|(?<!个)百分点$", "个百分点", show(abs(apart), unit))
    told = said if "点" in said else _apart(abs(apart), quantity, unit, others)
    yield finding(
        ctx,
        code,
        quantity.place,
        f"{message}，{'属尾差，' if tail else ''}相差{told}。",
        items=(found, *others),
        found=show(quantity.base, unit),
        expected=show(expected, unit),
        difference=said,
        severity="info" if tail else severity,
        suggestion=suggestion,
        clerical=True,
    )


def _apart(apart: Decimal, found: Quantity, unit: str, others: Sequence[Item]) -> str:
    """Return a difference in the unit that readers think in: of two the larger, counts in 万."""
    figures = [f for f in (found, *(item.field for item in others)) if isinstance(f, Quantity)]
    return show_like(apart, _coarser(found, others) or unit, figures)


def _coarser(found: Quantity, others: Sequence[Item]) -> str:
    """Return the larger money unit of the two sides of a finding, "" where they have one."""
    units = {f.unit for f in (found, *(item.field for item in others)) if isinstance(f, Quantity)}
    if len(others) != 1 or len(units) == 1 or not units <= set(MONEY_UNITS):
        return ""
    return max(units, key=MONEY_UNITS.__getitem__)


def _as_fine(apart: Decimal, found: Quantity, others: Sequence[Text]) -> Decimal:
    """Return a difference of amounts in two units no finer than the coarser of them is printed."""
    if len(others) != 1 or not isinstance(other := others[0], Quantity):
        return apart
    if found.unit == other.unit:
        return apart
    if found.dimension != other.dimension or not (found.precision and other.precision):
        return apart
    step = max(found.precision * found.scale, other.precision * other.scale)
    whole = (apart / step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * step
    return whole or apart
