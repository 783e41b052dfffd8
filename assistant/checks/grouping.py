"""The prose figures of a pack by report, paragraph and sentence."""

from collections import defaultdict
from collections.abc import Iterator

from assistant.model.fact import Fact
from assistant.model.pack import Pack, Report
from assistant.model.place import Place


def paragraph_of(fact: Fact) -> Place:
    """Return the place of the paragraph that a figure stands in."""
    return fact.place.split("@")[0]


def in_report(pack: Pack, report: Report | None) -> list[Fact]:
    """Return the prose figures of one report, in reading order."""
    if report is None:
        return []
    start = f"{report.place}/"
    return [fact for fact in pack.figures if fact.place.startswith(start)]


def paragraphs(pack: Pack) -> Iterator[list[Fact]]:
    """Yield the figures of each paragraph, in order."""
    groups: dict[Place, list[Fact]] = defaultdict(list)
    for fact in pack.figures:
        groups[paragraph_of(fact)].append(fact)
    yield from groups.values()


def sentences(pack: Pack) -> Iterator[list[Fact]]:
    """Yield the figures of each sentence, in order."""
    for group in paragraphs(pack):
        quotes: dict[str, list[Fact]] = defaultdict(list)
        for fact in group:
            quotes[fact.quote].append(fact)
        yield from quotes.values()


def sentences_of(paragraph: list[Fact]) -> Iterator[list[Fact]]:
    """Yield the figures of each sentence of a paragraph, which must have figures."""
    row: list[Fact] = []
    for fact in paragraph:
        if row and fact.quote != row[-1].quote and not row[-1].quote.endswith(("；", ";")):
            yield row
            row = []
        row.append(fact)
    yield row
