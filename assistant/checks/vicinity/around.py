"""The figures around another: those of its sentence, and those before it in its section."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.grouping import paragraph_of, sentences_of
from assistant.checks.vicinity.made import Mark, mark
from assistant.model.fact import Fact
from assistant.model.place import Place

if TYPE_CHECKING:
    from assistant.checks.context import Context

_ABOVE = 12
"""How many of the figures before a sentence may belong to it."""


class Vicinity(NamedTuple):
    """One sentence's figures, and those before it in its paragraph and the one above."""

    sentence: list[Fact]
    before: list[Fact]


class Marks:
    """The marks of figures, made when first asked for."""

    def __init__(self) -> None:
        self._known: dict[Place, Mark] = {}

    def __getitem__(self, fact: Fact) -> Mark:
        known = self._known.get(fact.place)
        if known is None:
            known = self._known[fact.place] = mark(fact)
        return known

    def of(self, facts: Sequence[Fact]) -> list[Mark]:
        """Return the marks of the figures that have a number."""
        return [self[fact] for fact in facts if fact.quantity.value is not None]


def vicinities(ctx: "Context") -> Iterator[Vicinity]:
    """Yield each sentence of the reports with the figures before it, in reading order."""
    section, above = "", list[Fact]()
    for paragraph in ctx.paragraphs:
        own = paragraph_of(paragraph[0]).rpartition("/")[0]
        before = above if own == section else []
        for row in sentences_of(paragraph):
            yield Vicinity(row, before[-_ABOVE:])
            before = [*before, *row]
        section, above = own, paragraph
