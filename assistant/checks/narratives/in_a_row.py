"""Figures of a whole sentence in a row, and the words that stand between them."""

import re

from assistant.checks.mentions import left_of
from assistant.facts.relations.words import same_things
from assistant.model.fact import Fact

NUMBERS = {n: i for i, n in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
"""How many a word for a small number says."""
_DERIVED = frozenset(["%", "‰", "百分点"])
_CLAUSE = re.compile("[，。；：、（）]")


def is_plain(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount of its own: no rate, no change, no bound."""
    return (
        fact.aspect in ("value", "change_to") and fact.quantity.comparator == "="
        and bool(fact.quantity.unit) and fact.quantity.known() and fact.quantity.upper is None
        and fact.quantity.unit not in _DERIVED
    )  # fmt: skip


def alike(first: Fact, second: Fact) -> bool:
    """Tell whether two figures count the same things in the same unit, or are both money."""
    return same_things(first, second)


def clause_of(fact: Fact) -> str:
    """Return the words of its own clause before a figure."""
    return _CLAUSE.split(left_of(fact))[-1]


def between(first: Fact, second: Fact) -> str:
    """Return the words between two figures of one sentence, the whole left side elsewhere."""
    ahead = left_of(second)
    if first.quote != second.quote:
        return ahead
    return ahead.rpartition(first.quantity.text)[2]
