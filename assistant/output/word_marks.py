"""Revision marks: who changed what and when, with ids that nothing else in the part has."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml import etree

from assistant.ooxml import W
from assistant.output.word_xml import make, mark_properties, put

REVISIONS = {W + name for name in ("ins", "del", "moveFrom", "moveTo")}


@dataclass
class Marks:
    """Makes revision elements; ``tracked`` is False where changes leave no marks."""

    author: str
    date: str
    tracked: bool
    ids: Iterator[int]

    def revision(self, tag: str) -> etree._Element:
        """Return an empty ``w:ins`` or ``w:del``."""
        return make(tag, id=next(self.ids), author=self.author, date=self.date)

    def paragraph(self, p: etree._Element, tag: str) -> None:
        """Mark the end of a paragraph as inserted or deleted."""
        if self.tracked and p.find(f"{W}pPr/{W}rPr/{W}{tag}") is None:
            put(mark_properties(p), self.revision(tag))

    def is_own(self, element: etree._Element | None, tag: str) -> bool:
        """Tell whether an element is a revision that this run made."""
        return (
            element is not None
            and element.tag == W + tag
            and element.get(W + "author") == self.author
            and element.get(W + "date") == self.date
        )


def free_ids(*roots: etree._Element) -> Iterator[int]:
    """Yield ids above all ``w:id`` of these parts."""
    used = (element.get(W + "id", "") for root in roots for element in root.iter())
    numbers = [int(text) for text in used if text.isdecimal()]
    return count(max(numbers, default=0) + 1)


def renumber(root: etree._Element, ids: Iterator[int]) -> None:
    """Give new ids to revisions that were split in two and so share one."""
    seen: set[str] = set()
    for element in root.iter(*REVISIONS):
        number = element.get(W + "id", "")
        if number in seen:
            element.set(W + "id", str(next(ids)))
        seen.add(number)
