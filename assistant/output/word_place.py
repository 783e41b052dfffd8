"""Find where a location stands in a part: which paragraphs, which characters of them."""

from typing import NamedTuple

from lxml import etree

from assistant.errors import ChangeRefused
from assistant.model.place import Location
from assistant.ooxml import W, accepted_text, cell_paragraphs


class Stretch(NamedTuple):
    """Characters ``start``..``end`` of one paragraph's accepted text."""

    p: etree._Element
    start: int
    end: int


class Spot(NamedTuple):
    """A location found: its stretches, their text, and the order among the part's spots.

    ``first`` and ``last`` are (paragraph index, character) of both ends.
    """

    stretches: list[Stretch]
    text: str
    first: tuple[int, int]
    last: tuple[int, int]
    whole: bool


def find(location: Location, paragraphs: list[etree._Element]) -> Spot:
    """Return the spot of a location; ``ChangeRefused`` when the part has no such place."""
    index = _index(location, len(paragraphs))
    own = [paragraphs[index]]
    if location.row is not None:
        own = _cell_paragraphs(paragraphs[index])
    texts = [accepted_text(p) for p in own]
    joined = "\n".join(texts)
    start = location.start or 0
    end = len(joined) if location.end is None else location.end
    if not 0 <= start <= end <= len(joined):
        raise ChangeRefused("该处的文字位置超出了原文范围")
    stretches = _stretches(own, texts, start, end)
    order = {id(p): n for n, p in enumerate(paragraphs)}
    ends = stretches[0], stretches[-1]
    return Spot(
        stretches,
        joined[start:end],
        (order[id(ends[0].p)], ends[0].start),
        (order[id(ends[1].p)], ends[1].end),
        (start, end) == (0, len(joined)),
    )


def _index(location: Location, count: int) -> int:
    anchor = location.anchor or ""
    if not anchor.isdecimal() or int(anchor) >= count:
        raise ChangeRefused("在原文件中找不到该处位置")
    return int(anchor)


def _stretches(own: list[etree._Element], texts: list[str], start: int, end: int) -> list[Stretch]:
    out: list[Stretch] = []
    offset = 0
    for p, text in zip(own, texts, strict=True):
        if start <= offset + len(text) and end >= offset:
            low = max(start - offset, 0)
            out.append(Stretch(p, low, max(low, min(end - offset, len(text)))))
        offset += len(text) + 1
    return out


def _cell_paragraphs(p: etree._Element) -> list[etree._Element]:
    cell = cell_of(p)
    if cell is None:
        raise ChangeRefused("该处在原文件中不是表格单元格")
    found = cell_paragraphs(cell)
    return found if p in found else [p]


def cell_of(p: etree._Element) -> etree._Element | None:
    """Return the ``w:tc`` that holds a paragraph, if any."""
    return next(p.iterancestors(W + "tc"), None)
