"""What a work summary states: every figure and date with its clause, sentence and paragraph."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.facts.prose import read_figures
from assistant.model.document import Document, Paragraph
from assistant.model.fact import Fact
from assistant.model.place import Location, squeeze
from assistant.model.quantity import Quantity, Text

_CLAUSE = re.compile(r"[^，。！？；;：\n]*")
_SENTENCE = re.compile(r"[^。！？；;\n]*[。！？；;\n]?")
_DATE = re.compile(r"(?P<day>\d{1,2}月\d{1,2}日|\d{1,2}月(?:底|初|末)?)")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。]{2,40}$")
_AHEAD = re.compile(
    r"计划|原定|预计|打算|力争|目标|任务|争取|明年|下一步|将要|年初安排|预定|应(?:发|办|改|缴)|剩|"
    r"没有?(?:完|竣|按|解)|未(?:完|竣|按|化)|其余|余下|还有|还差|超出|超过|少了|多了|比上年|比去年|"
    r"其中|去年|上年|往年"
)


class Statement(NamedTuple):
    """One figure of a summary with the words around it; ``heading`` opens its part."""

    fact: Fact
    clause: str
    sentence: str
    paragraph: str
    heading: str

    @property
    def location(self) -> Location:
        """Where the figure stands."""
        return self.fact.quantity.location

    def is_result(self) -> bool:
        """Tell whether the clause tells a result of the year: no plan, rest or comparison."""
        return not _AHEAD.search(_before(self))


def _before(statement: Statement) -> str:
    return statement.clause.split(statement.fact.quantity.text)[0]


class _Part(NamedTuple):
    """A paragraph of a summary, and the heading above it."""

    text: Text
    heading: str


def statements(narratives: Iterable[Document], year: int | None, unit: str) -> list[Statement]:
    """Return the figures of all summaries in reading order; ``year`` is the new pack's."""
    return [
        Statement(fact, *_around(part.text.raw, fact), part.text.raw, part.heading)
        for part in parts(narratives)
        for fact in read_figures(part.text, year, unit)[0]
    ]


def dates(narratives: Iterable[Document]) -> list[Statement]:
    """Return the days that summaries name (``11月18日``), as facts without a value."""
    out = []
    for part in parts(narratives):
        for match in _DATE.finditer(part.text.raw):
            location = part.text.location.span(*match.span())
            place = f"{part.text.place}@{match.group()}"
            quantity = Quantity(raw=match["day"], place=place, location=location)
            fact = Fact(place=place, measure="日期", quantity=quantity)
            around = _around(part.text.raw, fact)
            out.append(Statement(fact, *around, part.text.raw, part.heading))
    return out


def parts(narratives: Iterable[Document]) -> Iterator[_Part]:
    """Yield the paragraphs of summaries with the heading that each stands under."""
    for number, document in enumerate(narratives, 1):
        heading = ""
        for index, block in enumerate(document.blocks, 1):
            if not isinstance(block, Paragraph) or not squeeze(block.text):
                continue
            full = squeeze(block.number + block.text)
            if _HEADING.match(full):
                heading = full
                continue
            place = f"narratives/{number}/p#{index}"
            yield _Part(Text(raw=block.text, place=place, location=block.location), heading)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; a semicolon ends none."""
    return [found for found in re.findall(r"[^。！？\n]+[。！？]?", text) if squeeze(found)]


def _around(raw: str, fact: Fact) -> tuple[str, str]:
    location = fact.quantity.location
    start = location.start or 0
    return _containing(_CLAUSE, raw, start), _containing(_SENTENCE, raw, start)


def _containing(pattern: re.Pattern[str], raw: str, position: int) -> str:
    for match in pattern.finditer(raw):
        if match.start() <= position < match.end():
            return match.group()
    return raw
