"""Find where a location stands in a part: which paragraphs, which characters of them."""

from typing import NamedTuple

from lxml import etree

from assistant.errors import ChangeRefused
from assistant.model.place import Location
from assistant.ooxml import Anchor, W, accepted_text, cell_paragraphs, read_anchor

_NUMBER = "\0"


class Stretch(NamedTuple):
    """Characters ``start``..``end`` of one paragraph's accepted text."""

    p: etree._Element
    start: int
    end: int


class Spot(NamedTuple):
    """A location found: its stretches, their text, and the order among the part's spots.

    ``marked`` is the text with a sign for each character of an automatic number, which a
    cell's text has and the file has not. ``first`` and ``last`` are (paragraph index,
    character) of both ends.
    """

    stretches: list[Stretch]
    marked: str
    first: tuple[int, int]
    last: tuple[int, int]
    whole: bool

    @property
    def text(self) -> str:
        """The words in the file, without automatic numbers."""
        return self.marked.replace(_NUMBER, "")

    def bare(self, words: str) -> str:
        """Return words read at this spot without the automatic numbers among them."""
        if _NUMBER not in self.marked or len(words) != len(self.marked):
            return words
        return "".join(w for w, own in zip(words, self.marked, strict=True) if own != _NUMBER)


def find(location: Location, paragraphs: list[etree._Element]) -> Spot:
    """Return the spot of a location; ``ChangeRefused`` when the part has no such place."""
    anchor = _anchor(location, len(paragraphs))
    own = [paragraphs[anchor.paragraph]]
    if location.row is not None:
        own = _cell_paragraphs(own[0])
    texts = [accepted_text(p) for p in own]
    numbers = _numbers(anchor, len(own))
    joined = "\n".join(_NUMBER * number + text for number, text in zip(numbers, texts, strict=True))
    start = location.start or 0
    end = len(joined) if location.end is None else location.end
    if not 0 <= start <= end <= len(joined):
        raise ChangeRefused("该处的文字位置超出了原文范围")
    stretches = _stretches(own, texts, numbers, start, end)
    order = {id(p): n for n, p in enumerate(paragraphs)}
    ends = stretches[0], stretches[-1]
    return Spot(
        stretches,
        joined[start:end],
        (order[id(ends[0].p)], ends[0].start),
        (order[id(ends[1].p)], ends[1].end),
        (start, end) == (0, len(joined)),
    )


def _anchor(location: Location, count: int) -> Anchor:
    anchor = read_anchor(location.anchor)
    if anchor is None or anchor.paragraph >= count:
        raise ChangeRefused("在原文件中找不到该处位置")
    return anchor


def _numbers(anchor: Anchor, count: int) -> tuple[int, ...]:
    """Return how long each paragraph's automatic number is."""
    if anchor.numbers and len(anchor.numbers) != count:
        raise ChangeRefused("该处的段落与读取时不一致")
    return anchor.numbers or (0,) * count


def _stretches(
    own: list[etree._Element], texts: list[str], numbers: tuple[int, ...], start: int, end: int
) -> list[Stretch]:
    """Return the characters of each paragraph that a span covers; a number has none."""
    out: list[Stretch] = []
    offset = 0
    for p, text, number in zip(own, texts, numbers, strict=True):
        length = number + len(text)
        if start <= offset + length and end >= offset:
            low, high = (min(max(at - offset, number), length) - number for at in (start, end))
            out.append(Stretch(p, low, max(low, high)))
        offset += length + 1
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
