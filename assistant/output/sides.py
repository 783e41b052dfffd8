"""The sides of a finding as people read them: one sentence once, with all its figures named."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.model.finding import Evidence
from assistant.model.place import Location, Place
from assistant.output.places import SEPARATOR, place_words
from assistant.output.safe import flat


class Side(NamedTuple):
    """A quote without line breaks, the words for the places it stands for, and where it is in the file."""

    quote: str
    place: str
    location: Location


def sides(evidence: Sequence[Evidence]) -> list[Side]:
    """Return the evidence in order; figures of one sentence share its one quote."""
    groups: dict[tuple[str, Place, int], list[Evidence]] = {}
    for number, each in enumerate(evidence):
        paragraph, _, figure = each.place.partition("@")
        # Only figures in prose share a quote: two cells with the same words are two sides.
        key = (each.quote, paragraph, -1) if figure else (each.quote, each.place, number)
        groups.setdefault(key, []).append(each)
    return [_side(group) for group in groups.values()]


def _side(group: list[Evidence]) -> Side:
    first, *others = group
    more = (place_words(each.place).rpartition(SEPARATOR)[2] for each in others)
    place = "、".join(
        dict.fromkeys([place_words(first.place), *(m.removeprefix("文中") for m in more)])
    )
    return Side(flat(first.quote), place, first.location)
