"""Headers, footers and page numbers: kept out of the text, and told."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.documents.pdf.drawn import Drawn
from assistant.documents.pdf.lines import Line
from assistant.documents.pdf.page import Item, Page
from assistant.model.place import squeeze

_NUMBER = re.compile(
    r"[—–\-－~·•]+\d{1,4}[—–\-－~·•]+|第?\d{1,4}页(?:[/／,，]?共\d{1,4}页)?|共\d{1,4}页[,，]?第\d{1,4}页"
    r"|\d{1,4}[/／]\d{1,4}|Page\d+(?:of\d+)?"
)
_BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_ADDRESS = re.compile(r"(?:https?|file|about):\S+?\d+/\d+")
_PRINTED = re.compile(r"\d{1,4}[/\-年]\d{1,2}[/\-月]\d{1,4}日?[,，]?.*?\d{1,2}:\d\d")
_TITLE = re.compile(r"表(?:[（(].*[）)])?$|^附[件表]")
_ROMAN = -10_000  # stands for the page that a Roman number counts from
_EDGE = 0.12  # of the page's height: where bare page numbers and running heads stand
_RIM = 0.05  # of the page's height: where only browsers print
_LEAST = 3  # pages that share a running head
_SAME_HEIGHT = 4.0  # points
_CELL_SIZE = 12.0  # points: text of cells is no larger


class Margin(NamedTuple):
    """A line that is no text of its page: ``kind`` is header, footer or page_number."""

    kind: str
    line: Line


def strip_margins(pages: Sequence[Page]) -> list[Margin]:
    """Take headers, footers and page numbers out of the pages' items and return them."""
    numbers = [margin for page in pages for margin in _numbers(page)]
    _drop(pages, numbers)
    bare = _bare(pages)
    _drop(pages, bare)
    running = _running(pages)
    _drop(pages, running)
    return numbers + bare + running


def _drop(pages: Sequence[Page], margins: Sequence[Margin]) -> None:
    gone = {id(margin.line) for margin in margins}
    for page in pages:
        page.items = [item for item in page.items if id(item) not in gone]


def _numbers(page: Page) -> Iterator[Margin]:
    """Yield a page's number lines, at its end or its beginning."""
    seen: set[int] = set()
    for items in (page.items[::-1], page.items):
        for item in items[:2]:
            if not isinstance(item, Line) or id(item) in seen:
                break
            seen.add(id(item))
            text = squeeze(item.text)
            if _outside(item, page, _RIM) and _is_browsers(text, item, page):
                yield Margin("header" if item.y < page.height / 2 else "footer", item)
            elif _is_number(text, item, page):
                yield Margin("page_number", item)


def _is_browsers(text: str, line: Line, page: Page) -> bool:
    """Tell whether a browser printed a line: the address below, date and title above."""
    if line.y > page.height / 2:
        return bool(_ADDRESS.fullmatch(text))
    last = page.items[-1]
    below = squeeze(last.text) if isinstance(last, Line) else ""
    return bool(_PRINTED.match(text) and _ADDRESS.fullmatch(below))


def _is_number(text: str, line: Line, page: Page) -> bool:
    if text[:1] in "—–-－" and _NUMBER.fullmatch(text):
        return True
    if _NUMBER.fullmatch(text):
        return _outside(line, page, _EDGE)
    return False


def _bare(pages: Sequence[Page]) -> list[Margin]:
    """Return lines of a figure alone that count with the pages."""
    found: list[tuple[int, Line]] = []
    for page in pages:
        for line in _outermost(page):
            if _BARE.fullmatch(text := squeeze(line.text)) and _alone(line, page):
                found.append((int(text) - page.number if text.isdigit() else _ROMAN, line))
    shared = Counter(ahead for ahead, _ in found)
    return [Margin("page_number", line) for ahead, line in found if ahead == 0 or shared[ahead] > 1]


def _outside(line: Line, page: Page, share: float) -> bool:
    return line.y < share * page.height or line.y > (1 - share) * page.height


def _alone(line: Line, page: Page) -> bool:
    """Tell whether a line keeps more distance from the text than lines of text do."""
    others = [item for item in page.items if item is not line]
    return all(
        other.bottom < line.top - line.em / 2 or other.top > line.bottom + line.em / 2
        for other in others
    )


def _running(pages: Sequence[Page]) -> list[Margin]:
    """Return lines that stand at one height of many pages, outside everything else."""
    groups: dict[tuple[str, int, int], list[tuple[Page, Line]]] = {}
    for page in pages:
        for line in _outermost(page):
            words = re.sub(r"\d+", "#", squeeze(line.text))
            key = (words, round(line.y / _SAME_HEIGHT), round(page.height))
            groups.setdefault(key, []).append((page, line))
    enough = max(_LEAST, 0.3 * len(pages))
    body = _usual_size(pages)
    repeated = [
        group for group in groups.values()
        if len(group) >= enough and group[0][1].em <= 1.05 * body
        and not _TITLE.search(squeeze(group[0][1].text))
    ]  # fmt: skip
    gone = {id(line) for group in repeated for _, line in group}
    return [
        Margin("header" if line.y < page.height / 2 else "footer", line)
        for group in repeated
        if _beyond(group[0][1], group[0][0].height, pages, gone)
        for page, line in group
    ]


def _outermost(page: Page) -> Iterator[Line]:
    """Yield the first and last lines of a page that stand near its edges."""
    seen: set[int] = set()
    for item in [*page.items[:3], *page.items[-3:]]:
        if isinstance(item, Line) and id(item) not in seen and _outside(item, page, _EDGE):
            seen.add(id(item))
            yield item


def _beyond(line: Line, height: float, pages: Sequence[Page], gone: set[int]) -> bool:
    """Tell whether a line stands outside the text of every page of its size."""
    for page in pages:
        for item in page.items:
            if id(item) in gone or abs(page.height - height) > 1:
                continue
            if line.y < height / 2 and item.top < line.bottom - 1:
                return False
            if line.y > height / 2 and item.bottom > line.top + 1:
                return False
    return True


def _usual_size(pages: Sequence[Page]) -> float:
    """Return the type size of most text, in and out of tables."""
    sizes = [item.em for page in pages for item in page.items if isinstance(item, Line)]
    cells = sum(_filled(item) for page in pages for item in page.items)
    usual = statistics.median(sizes) if sizes else 0.0
    return min(usual, _CELL_SIZE) if cells > len(sizes) else usual


def _filled(item: Item) -> int:
    return sum(bool(slot.piece.text) for slot in item.grid.slots) if isinstance(item, Drawn) else 0
