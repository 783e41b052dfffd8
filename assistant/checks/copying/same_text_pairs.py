"""Two passages side by side: what a finding quotes and says of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checks.copying.same_text import Passage
from assistant.checks.copying.same_text_figures import Figures, compare
from assistant.checks.findings import Item
from assistant.model.place import Place

_QUOTED = 5
"""How many pairs a finding quotes; it says how many there are."""


_MOST = 0.6
"""The share of a paragraph that makes it a copy as a whole."""


class Twins(NamedTuple):
    """A passage under review and the one it repeats."""

    own: Passage
    other: Passage

    @property
    def figures(self) -> Figures:
        """The figures, those of the repeated passage first."""
        return compare(self.other.printed, self.own.printed)


def figures_of(pairs: Sequence[Twins]) -> Figures:
    """Return the figures of several pairs together, each once.

    Where two paragraphs are mostly the same, those of their short sentences count as well.
    """
    each = [compare(was, now) for was, now in _texts(pairs)]
    changed = dict.fromkeys(change for figures in each for change in figures.changed)
    kept = dict.fromkeys(figure for figures in each for figure in figures.kept)
    return Figures(list(changed), list(kept))


def _texts(pairs: Sequence[Twins]) -> Iterator[tuple[str, str]]:
    fields: dict[tuple[Place, Place], list[Twins]] = defaultdict(list)
    for pair in pairs:
        fields[pair.own.place, pair.other.place].append(pair)
    for found in fields.values():
        own, other = found[0].own.field.raw, found[0].other.field.raw
        if sum(len(pair.own.printed) for pair in found) >= _MOST * max(len(own), len(other)):
            yield other, own
        else:
            yield from ((pair.other.printed, pair.own.printed) for pair in found)


def side_by_side(pairs: Sequence[Twins], other: str = "", prefix: Place = "") -> list[Item]:
    """Return both quotes of each pair, the passage under review first.

    ``other`` says whose the second is; ``prefix`` goes before its place where it is not of
    this pack.
    """
    items: list[Item] = []
    for pair in pairs[:_QUOTED]:
        items.append(_quoted("", pair.own, ""))
        items.append(_quoted(other, pair.other, prefix))
    return items


def _quoted(label: str, passage: Passage, prefix: Place) -> Item:
    place = f"{prefix}/{passage.place}" if prefix else passage.place
    field = passage.field.model_copy(update={"raw": passage.printed, "place": place})
    return Item(label, field)


def weight(pairs: Sequence[Twins]) -> int:
    """Return how many characters the passages under review say in words that aren't set phrases."""
    return sum(pair.own.weight for pair in pairs)


def more(pairs: Sequence[Twins]) -> str:
    """Return what is said where not every pair is quoted."""
    return f"（以下列出{_QUOTED}处）" if len(pairs) > _QUOTED else ""
