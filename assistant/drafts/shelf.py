"""The sentences of work summaries, and which of them speak of a matter."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from assistant.drafts.retrieval import Index
from assistant.facts.naming import likeness
from assistant.facts.passages import Passage, passages
from assistant.facts.prose import read_figures
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

_BEST = 6
_SHORT = 3
_PLAN = re.compile(r"打算|计划|安排|下一步|考虑|展望|思路")
_OTHER_YEAR = re.compile(r"^(?:去年|上年|上一年|往年)")
_TELLING = Decimal(10)
# Counters that count the same things: 164件 and 164起 of disputes meet.
_COUNTERS = ("件起宗", "名人", "户家", "处个座", "场次期轮", "里公里千米", "笔项")


class Sentence(NamedTuple):
    """A sentence of a summary: its words, place, year, and figures of that year."""

    words: str
    place: Place
    source: str
    year: int | None
    paragraph: Place
    plan: bool
    figures: list[Fact]


class Link(NamedTuple):
    """A sentence that speaks of a matter: how far, why (in Chinese), and its number.

    ``clashes``: it has figures in the matter's unit, and none of them is one of the matter's.
    """

    sentence: Sentence
    number: int
    score: float
    why: str
    strength: Decimal
    clashes: bool = False


class Shelf:
    """All sentences of the summaries of one run; the index is made on the first question.

    ``said`` puts other passages in their place, such as the explanation of final accounts.
    """

    def __init__(self, dossier: Dossier, said: Iterable[Passage] | None = None) -> None:
        self._year = dossier.pack.year
        found = passages(dossier.narratives) if said is None else said
        self.sentences = [s for passage in found for s in _split(passage)]

    @cached_property
    def _index(self) -> Index:
        return Index([sentence.words for sentence in self.sentences])

    def search(self, query: str, count: int = _BEST) -> list[tuple[int, float]]:
        """Return the best sentences for some words, with their scores."""
        return self._index.search(query, count) if self.sentences else []

    def links(self, item: str, seek: str, figures: Iterable[Fact]) -> Iterator[Link]:
        """Yield the sentences that speak of an item, best first.

        A sentence speaks of it when it names it outright, or names most of it and gives one
        of its figures, or gives two of them: same year, same unit, same value. ``seek`` holds
        words that stand for the name where summaries don't use it.
        """
        own = [fact for fact in figures if _tells(fact.quantity)]
        for number, score in self.search(f"{item} {seek}"):
            sentence = self.sentences[number]
            if not self.is_of_year(sentence):
                continue
            covered = _covered(item, sentence.words)
            met = list(_met(own, sentence.figures))
            weight = sum((_weight(quantity) for quantity in met), Decimal(0))
            sought = any(word in sentence.words for word in seek.split())
            near = (covered >= Decimal("0.5") and weight) or (sought and weight >= 1)
            named = covered == 1 and (len(item) > _SHORT or weight)
            if named or near or (weight >= 2 and (covered or sought)):
                clashes = not met and _alike(own, sentence.figures)
                why = _why(item, covered, met)
                yield Link(sentence, number, score, why, covered + weight, clashes)

    def is_of_year(self, sentence: Sentence) -> bool:
        """Tell whether a sentence tells of the pack's year, and of what was done, not planned."""
        same = sentence.year is None or self._year is None or sentence.year == self._year
        return same and not sentence.plan and not _OTHER_YEAR.match(sentence.words)

    def before(self, number: int) -> Sentence | None:
        """Return the sentence before one, if it is of the same paragraph."""
        last = self.sentences[number - 1] if number else None
        return last if last and last.paragraph == self.sentences[number].paragraph else None

    def following(self, number: int) -> Iterator[Sentence]:
        """Yield the two sentences after one, within its paragraph."""
        first = self.sentences[number]
        near = self.sentences[number + 1 : number + 3]
        yield from (sentence for sentence in near if sentence.paragraph == first.paragraph)


def _split(passage: Passage) -> Iterator[Sentence]:
    facts, _ = read_figures(passage.text, passage.year, "")
    year = str(passage.year or "")
    for match in re.finditer(r"[^。！？\n]+", passage.text.raw):
        offset = passage.text.location.start or 0
        inside = [
            fact for fact in facts
            if match.start() <= (fact.location.start or 0) - offset < match.end()
            and fact.period == year
        ]  # fmt: skip
        words = squeeze(match.group())
        yield Sentence(
            words, f"{passage.text.place}@{words[:12]}", f"《{passage.title}》{passage.heading}",
            passage.year, passage.text.place, bool(_PLAN.search(passage.heading)), inside,
        )  # fmt: skip


def _tells(quantity: Quantity) -> bool:
    """Tell whether a figure can identify something: it has a unit and isn't 0 or 100 %."""
    if quantity.base is None or not quantity.unit or quantity.base == 0:
        return False
    return not (quantity.dimension == "%" and quantity.base == 100)


def _alike(own: list[Fact], said: list[Fact]) -> bool:
    return any(_same_unit(fact.quantity, other.quantity) for fact in own for other in said)


def _met(own: list[Fact], said: list[Fact]) -> Iterator[Quantity]:
    seen: set[tuple[str, Decimal | None]] = set()
    for fact in own:
        key = (fact.quantity.dimension, fact.quantity.base)
        if key in seen or not any(meets(fact.quantity, other.quantity) for other in said):
            continue
        seen.add(key)
        yield fact.quantity


def meets(first: Quantity, second: Quantity) -> bool:
    """Tell whether two figures are the same: one unit (or counters of one kind), one value."""
    if first.value is None or second.value is None or first.upper or second.upper:
        return False
    return _same_unit(first, second) and first.interval().meets(second.interval())


def _same_unit(first: Quantity, second: Quantity) -> bool:
    if first.dimension == second.dimension:
        return True
    return any(first.unit in kind and second.unit in kind for kind in _COUNTERS if first.unit)


def _weight(quantity: Quantity) -> Decimal:
    return Decimal(1) if (quantity.value or 0) >= _TELLING else Decimal("0.5")


def _covered(item: str, words: str) -> Decimal:
    """Return the share of an item's two-character runs that a sentence holds."""
    runs = len({item[n : n + 2] for n in range(len(item) - 1)})
    return Decimal(likeness(item, words)) / runs if runs else Decimal(0)


def _why(item: str, covered: Decimal, met: list[Quantity]) -> str:
    named = f"写明“{item}”" if covered == 1 else f"与“{item}”用词相近"
    if not met:
        return named
    figures = "、".join(f"{quantity.text or quantity.value}" for quantity in met)
    lead = f"{named}，" if covered else ""
    return f"{lead}年度、计量单位和数值与材料一致（{figures}）"
