"""Where a value stands: physically in a file, and logically in a pack."""

from collections import Counter
from functools import lru_cache

from assistant.model.base import Frozen

Place = str
"""The logical address of a value, such as ``overall/money/年度资金总额/executed``.

Parts are joined by ``/``; repeats carry ``#2``, ``#3``; a list index never occurs.
docs/architecture.md lists the whole grammar.
"""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the page's top left corner."""


class Location(Frozen):
    """Where something stands in its file.

    ``row`` and ``col`` count from 0 in the table's dense grid; ``start`` and ``end`` are
    characters of the accepted text of that cell or paragraph. ``anchor`` is opaque to all
    but the reader, the writer and the page view.
    """

    file: str = ""
    page: int | None = None
    part: str | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    start: int | None = None
    end: int | None = None
    box: Box | None = None
    anchor: str | None = None

    def span(self, start: int, end: int) -> "Location":
        """Return the location of characters ``start``..``end`` of this location's text."""
        offset = self.start or 0
        return self.model_copy(update={"start": offset + start, "end": offset + end})


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """Return ``text`` without any white space, including the ideographic space."""
    return "".join(text.split())


def join_place(*parts: str) -> Place:
    """Join ``parts`` into a place; white space goes, a slash inside a part becomes ``／``."""
    return "/".join(squeeze(part).replace("/", "／") if "/" not in part else part for part in parts)


class Places:
    """Hands out unique places: the second use of ``a/b`` becomes ``a/b#2``."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def unique(self, place: Place) -> Place:
        """Return ``place``, numbered when it was handed out before."""
        self._seen[place] += 1
        count = self._seen[place]
        return place if count == 1 else f"{place}#{count}"
