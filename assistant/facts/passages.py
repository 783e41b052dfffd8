"""Work summaries as passages: each paragraph with its place, heading and year."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from assistant.model.document import Document, Paragraph
from assistant.model.place import Places, join_place, squeeze
from assistant.model.quantity import Text

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+[部章])"
    r"[^。；]{2,40}"
)
_TITLE_YEAR = re.compile(r"(20\d\d)年(?:度)?[^。]{0,12}(?:总结|报告|小结|述职)")
_YEAR = re.compile(r"(20\d\d)年")
_HEAD = 3


class Passage(NamedTuple):
    """A paragraph of a summary: its text, the heading above it, and the year it tells of."""

    text: Text
    heading: str
    title: str
    year: int | None


def passages(narratives: list[Document]) -> Iterator[Passage]:
    """Yield the paragraphs of all summaries in reading order; hidden text is in none of them."""
    places = Places()
    for document in narratives:
        year, title, heading = year_of(document), PurePath(document.source.path).stem, ""
        for block in _paragraphs(document):
            full = squeeze(block.number + block.text)
            if _HEADING.fullmatch(full):
                heading = full
                continue
            parts = [part for part in ("narratives", title, heading, "p") if part]
            place = places.unique(join_place(*(part.replace("/", "／") for part in parts)))
            text = Text(raw=block.text, place=place, location=block.location)
            yield Passage(text, heading, title, year)


def year_of(document: Document) -> int | None:
    """Return the year a summary tells of: its title's, else the first year its opening names."""
    opening = [squeeze(block.text) for block in list(_paragraphs(document))[:_HEAD]]
    for pattern in (_TITLE_YEAR, _YEAR):
        found = next((match for text in opening if (match := pattern.search(text))), None)
        if found:
            return int(found[1])
    return None


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.blocks:
        if isinstance(block, Paragraph) and squeeze(block.text):
            yield block
