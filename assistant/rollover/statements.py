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
    r"计划|原定|预计|打算|力争|目标|任务|争取|明年|来年|下一步|将要|年初安排|预定|年初(?:定|确定|下达)|"
    r"定了|应(?:发|办|改|缴)|剩|没有?(?:完|竣|按|解)|未(?:完|竣|按|化)|其余|余下|还有|还差|另外|另有|"
    r"超出|超过|少了|多了|增加(?![到至为])|减少(?![到至为])|比上年|比去年|其中|去年|上年|往年|概算|最[快慢高低大小多少好差远长短]"
)
NO_RESULT = re.compile(
    r"我们|大家|谁|考官|要看到|不足|困难|打算|明年|力争|争取|难题|？|回头看|剩下|没有按|没有完成|没有竣工|"
    r"不够|原定|将|计划|现将|徘徊|偏高|偏窄|未能|尚未|预计|年初|落实不|如下|还没"
)
"""Words of sentences that tell a plan, a lack or a feeling: no results for a report."""
_PLAN_PART = re.compile(r"打算|考虑|设想|下一步|下步|明年|来年|工作安排|工作计划|工作思路")
_SPOKEN_LEAD = re.compile(
    r"(?:截至|到)?(?:今年|全年|年内|年底|年末|目前|本年)|20\d\d年|\d+月(?:\d+日)?|实际|最终|共计?|累计|合计|"
    r"一共|总共|已经?|均|都|全部|顺利|按期|如期|完成|竣工|完工|验收|合格|通过|建成|交付|办结|办成|实施|"
    r"改造|落实|组织|开展|举办|参加|出动|到位|达到?|有|了|的|为|是|就|只|仅|接到|收到"
)
_NO_OBJECT = 1
_CHANGED_TO = re.compile(r"^[^，。]{0,4}(?:增加|扩大|提高|上升|减少|下降|降低|压缩)(?:到|至|为)")


class Statement(NamedTuple):
    """One figure of a summary with the words around it; ``heading`` opens its part.

    ``ahead``: the part or the paragraph tells what is planned for the next year; ``start``
    is where the figure begins in the paragraph.
    """

    fact: Fact
    clause: str
    sentence: str
    paragraph: str
    heading: str
    ahead: bool = False
    start: int = 0

    @property
    def location(self) -> Location:
        """Where the figure stands."""
        return self.fact.quantity.location

    def is_result(self, name: str = "") -> bool:
        """Tell whether the clause tells a result of the year: no plan, rest or comparison.

        Words of the indicator's own ``name`` are no objection.
        """
        before = self._before()
        found = _AHEAD.findall(before)
        changed = before.endswith(("从", "由")) and _CHANGED_TO.search(self.noun())
        return not self.ahead and not changed and all(word in name for word in found)

    def scope(self) -> str:
        """Return the words that say what the figure counts.

        That is its clause; where the clause only says 年底竣工31户, the clause before as well.
        """
        own = squeeze(self.clause)
        words = _SPOKEN_LEAD.sub("", squeeze(self._before()))
        if len(words) > _NO_OBJECT or self._counts_a_noun():
            return own
        earlier = squeeze(self.sentence).partition(own)[0].rstrip("，：")
        before = re.split(r"[，：]", earlier)[-1]
        return f"{before}，{own}" if before else own

    def noun(self) -> str:
        """Return the words right behind the figure."""
        return squeeze(self.clause.split(self.fact.quantity.raw, 1)[-1])

    def _counts_a_noun(self) -> bool:
        return len(self.noun()) > len("了")

    def _before(self) -> str:
        return self.clause.split(self.fact.quantity.raw)[0]


class Part(NamedTuple):
    """A paragraph of a summary, and the heading above it."""

    text: Text
    heading: str


def statements(narratives: Iterable[Document], year: int | None, unit: str) -> list[Statement]:
    """Return the figures of all summaries in reading order; ``year`` is the new pack's."""
    return [
        Statement(fact, *_around(part.text, fact), part.text.raw, part.heading,
                  _is_ahead(part, fact, year), _start(part.text, fact))
        for part in parts(narratives)
        for fact in read_figures(part.text, year, unit)[0]
    ]  # fmt: skip


def dates(narratives: Iterable[Document], year: int | None = None) -> list[Statement]:
    """Return the days that summaries name (``11月18日``), as facts without a value."""
    out = []
    for part in parts(narratives):
        for match in _DATE.finditer(part.text.raw):
            location = part.text.location.span(*match.span())
            place = f"{part.text.place}@{match.group()}"
            quantity = Quantity(raw=match["day"], place=place, location=location)
            fact = Fact(place=place, measure="日期", quantity=quantity)
            around = _around(part.text, fact)
            ahead = _is_ahead(part, fact, year)
            out.append(
                Statement(
                    fact, *around, part.text.raw, part.heading, ahead, _start(part.text, fact)
                )
            )
    return out


def parts(narratives: Iterable[Document]) -> Iterator[Part]:
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
            yield Part(Text(raw=block.text, place=place, location=block.location), heading)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; a semicolon ends none."""
    return [found for found in re.findall(r"[^。！？\n]+[。！？]?", text) if squeeze(found)]


def _is_ahead(part: Part, fact: Fact, year: int | None) -> bool:
    """Tell whether a figure stands under what is planned: a heading, or 2025年 before it."""
    before = part.text.raw[: _start(part.text, fact)]
    heading = _PLAN_PART.search(part.heading) and not re.search(r"不足|问题|短板", part.heading)
    opening = re.match(r"(?:明年|来年|下一步|下一年)", squeeze(part.text.raw))
    years = re.findall(r"(?<!\d)(20\d\d)年|(今年|全年)", before)
    later = bool(year and years and years[-1][0] == str(year + 1))
    return bool(heading or opening or later)


def _start(text: Text, fact: Fact) -> int:
    return (fact.quantity.location.start or 0) - (text.location.start or 0)


def _around(text: Text, fact: Fact) -> tuple[str, str]:
    start = _start(text, fact)
    return _containing(_CLAUSE, text.raw, start), _containing(_SENTENCE, text.raw, start)


def _containing(pattern: re.Pattern[str], raw: str, position: int) -> str:
    for match in pattern.finditer(raw):
        if match.start() <= position < match.end():
            return match.group()
    return raw
