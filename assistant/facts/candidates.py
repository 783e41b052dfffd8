"""Which facts a printed figure may stand for: value, unit and comparison agree."""

from decimal import Decimal

from assistant.facts.naming import name_of
from assistant.facts.render import shown_unit
from assistant.model.fact import Fact
from assistant.model.quantity import MONEY_UNITS, PERCENT_UNITS, Quantity


def agrees(said: Quantity, fact: Fact) -> bool:
    """Tell whether a printed figure may stand for a fact.

    It may be rounder than the fact (24.7 for 31.46), never finer: the fact's value lies
    within half a unit of the printed figure's last digit.
    """
    own = fact.quantity
    if said.base is None or own.base is None:
        return False
    return _unit_fits(said, fact) and _value_fits(said, own) and comparison_fits(said, fact)


def dimension_fits(said: Quantity, fact: Fact) -> bool:
    """Tell whether a figure and a fact are of one kind, such as both money."""
    return said.dimension == fact.quantity.dimension


def _unit_fits(said: Quantity, fact: Fact) -> bool:
    printed = shown_unit(fact)
    if said.unit in MONEY_UNITS or printed in MONEY_UNITS:
        return said.unit in MONEY_UNITS and printed in MONEY_UNITS
    if printed == "个百分点" or said.unit == "百分点":
        return printed == "个百分点" and said.unit == "百分点"
    if said.unit in PERCENT_UNITS or printed in PERCENT_UNITS:
        return said.unit in PERCENT_UNITS and printed in PERCENT_UNITS
    return said.unit == printed


def _value_fits(said: Quantity, own: Quantity) -> bool:
    half = (said.precision or Decimal(0)) * said.scale / 2
    pairs = [(said.base, own.base)]
    if said.upper is not None or own.upper is not None:
        pairs.append((_upper(said), _upper(own)))
    return all(a is not None and b is not None and abs(a - b) <= half for a, b in pairs)


def _upper(quantity: Quantity) -> Decimal | None:
    return None if quantity.upper is None else quantity.upper * quantity.scale


def comparison_fits(said: Quantity, fact: Fact) -> bool:
    """Tell whether ≥, ≤, 约 of a figure go with the fact.

    Words such as 超过 and 低于 (``>``, ``<``) are words of direction, judged elsewhere; a
    bare figure may stand for a bounded one, and a target may be given its bound.
    """
    own = fact.quantity.comparator
    if said.comparator in ("=", own):
        return True
    if said.comparator in (">", "<"):
        return own in ("=", f"{said.comparator}=")
    if said.comparator == "~":
        return own == "="
    return own == "=" and name_of(fact).field == "target"
