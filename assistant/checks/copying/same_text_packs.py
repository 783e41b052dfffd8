"""What several packs say in the same words: pack beside pack, or a whole batch at once."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from assistant.checks.copying.same_text import (
    Passage,
    form_passages,
    groups,
    names_of,
    report_passages,
    unit_names,
)
from assistant.model.pack import Pack

FEWEST_COMMON = 4
"""So many packs with one sentence, at least, make it a phrase of the form and not a copy."""

_COMMON_SHARE = 5
"""Of a large batch a fifth of the packs."""

_STEM = re.compile(r"(?:省|市|自治州|县|区|镇|乡|街道)$")


class Shared(NamedTuple):
    """One passage as it stands in several packs; ``packs`` are numbers in the order given."""

    packs: list[int]
    passages: list[Passage]


def shared_passages(packs: Iterable[Pack], common: int | None = None) -> list[Shared]:
    """Return what at least two of many packs say in the same words but for names and figures.

    What ``common`` packs or more say is left out: it is the form's own wording. By default
    these are four packs, or a fifth of a larger batch. The time grows with the text of all
    packs, not with the number of pairs; each pack is needed only while it is read.
    """
    found: list[tuple[int, Passage]] = []
    count = 0
    for count, pack in enumerate(packs, start=1):  # how many there were
        found += ((count - 1, passage) for passage in pack_passages(pack))
    limit = common or max(FEWEST_COMMON, count // _COMMON_SHARE)
    kept = []
    for group in groups([passage.words for _, passage in found]):
        members = [found[number] for number in group]
        if 1 < len({number for number, _ in members}) < limit:
            kept.append(Shared([n for n, _ in members], [p for _, p in members]))
    return kept


def pack_passages(pack: Pack) -> Iterable[Passage]:
    """Return every passage of a pack: reports, goals, deviations, measures of thrift."""
    names = names_of(pack)
    return [*report_passages(pack, names), *form_passages(pack, names)]


def names_left(passage: Passage, own: Pack, other: Pack) -> list[str]:
    """Return the names of another pack's unit and place that stand in a passage of this one.

    Places that both units' names share, such as their county, say nothing.
    """
    whole = "".join(own.unit.raw.split())
    words = "".join(passage.printed.split())
    theirs = [name for name in unit_names(other) if _STEM.search(name) or name == other.unit.text]
    stems = [stem for name in theirs if len(stem := _STEM.sub("", name)) >= 2]
    return [
        name for name in dict.fromkeys((*theirs, *stems)) if name not in whole and name in words
    ]
