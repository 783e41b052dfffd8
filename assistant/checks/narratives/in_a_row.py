"""Figures of a whole sentence in a row, and the words that stand between them."""

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.grouping import paragraphs, sentences_of
from assistant.checks.mentions import left_of
from assistant.facts.relations.words import AMOUNTS, same_things
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import squeeze

NUMBERS = {n: i for i, n in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
"""How many a word for a small number says."""
_DERIVED = frozenset(["%", "‰", "百分点"])
_CLAUSE = re.compile("[，。；：、（）]")


class Row(NamedTuple):
    """A whole sentence: its figures, the plain ones of them, its words without white space.

    What stands before or behind a figure is among ``words``: a rule whose own words are not
    there need not look at the figures.
    """

    figures: list[Fact]
    plain: list[Fact]
    words: str


def rows(pack: Pack) -> list[Row]:
    """Return every whole sentence that has figures, made once by ``Context.once``."""
    return [_row(facts) for paragraph in paragraphs(pack) for facts in sentences_of(paragraph)]


def _row(facts: list[Fact]) -> Row:
    words = "".join(dict.fromkeys(fact.quote for fact in facts))
    return Row(facts, [fact for fact in facts if is_plain(fact)], squeeze(words))


def quotes(pack: Pack) -> dict[str, str]:
    """Return the sentences in which figures stand, as they are quoted and without white space."""
    return {quote: squeeze(quote) for quote in {fact.quote for fact in pack.figures}}


def sentences_with(ctx: Context, word: re.Pattern[str]) -> set[str]:
    """Return the quotes that hold a word: a rule needs no closer look at other figures."""
    return {quote for quote, words in ctx.once(quotes).items() if word.search(words)}


def is_plain(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount of its own: no rate, no change, no bound."""
    if fact.aspect not in AMOUNTS:
        return False
    quantity = fact.quantity
    return (
        quantity.value is not None and quantity.comparator == "=" and quantity.upper is None
        and bool(unit := quantity.unit) and unit not in _DERIVED
    )  # fmt: skip


def alike(first: Fact, second: Fact) -> bool:
    """Tell whether two figures count the same things in the same unit, or are both money."""
    return same_things(first, second)


def clause_of(fact: Fact) -> str:
    """Return the words of its own clause before a figure."""
    return last_clause(left_of(fact))


@lru_cache(maxsize=1024)
def last_clause(words: str) -> str:
    """Return the words behind the last mark of a text."""
    return _CLAUSE.split(words)[-1]


def between(first: Fact, second: Fact) -> str:
    """Return the words between two figures of one sentence, the whole left side elsewhere."""
    ahead = left_of(second)
    if first.quote != second.quote:
        return ahead
    return ahead.rpartition(first.quantity.text)[2]
