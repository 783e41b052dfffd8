"""Which paragraph and cell of one document is which of another, by structure and text alone.

Nothing rests on ids: a word processor makes them anew. Paragraphs keep their order, except those
that were moved whole; tables are known by their words wherever they stand, rows by theirs.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz import fuzz

from assistant.model.document import Block, Cell, Document, Paragraph, Table
from assistant.model.place import squeeze

_LIKE = 50
"""How alike two paragraphs or rows must be, of 100, to be one that was reworded."""
_ALONE = 30
"""The same where one stands in the other's stead, between neighbours that both have."""
_MOST = 10_000
"""Pairs of a gap that are compared; in a longer one only the same order can help."""
_SHORT = 4
"""Characters below which words moved elsewhere could be anybody's."""
_TABLE = 0.2
"""The share of words that a table must keep to be known again."""


class Match:
    """The paragraphs and cells of ``before`` found again in ``after``; both by block number.

    ``skip`` are blocks of ``before`` that are left out, such as those of a slot, whose words may
    have become anything.
    """

    def __init__(self, before: Document, after: Document, skip: Collection[int] = ()) -> None:
        self.before, self.after = before.blocks, after.blocks
        self._skip = frozenset(skip)

    @cached_property
    def paragraphs(self) -> dict[int, int]:
        """Block number in ``after`` for each paragraph's block number in ``before``."""
        own = [n for n in _numbers(self.before, Paragraph) if n not in self._skip]
        other = list(_numbers(self.after, Paragraph))
        found = pairs([words(self.before[n]) for n in own], [words(self.after[n]) for n in other])
        return {own[one]: other[two] for one, two in found.items()}

    @cached_property
    def moved(self) -> list[int]:
        """The block numbers in ``before`` of paragraphs and tables that stand elsewhere now."""
        both = sorted({**self.paragraphs, **self.tables}.items())
        kept = _rising([to for _, to in both])
        return [number for number, to in both if to not in kept]

    @cached_property
    def tables(self) -> dict[int, int]:
        """Block number in ``after`` for each table's block number in ``before``."""
        own, other = (list(_numbers(blocks, Table)) for blocks in (self.before, self.after))
        bags = {(side, n): _bag(blocks[n]) for side, blocks, numbers in
                ((0, self.before, own), (1, self.after, other)) for n in numbers}  # fmt: skip
        ranked = sorted(
            ((_shared(bags[0, one], bags[1, two]), -abs(at - to), one, two)
             for at, one in enumerate(own) for to, two in enumerate(other)),
            reverse=True,
        )  # fmt: skip
        found: dict[int, int] = {}
        for share, _, one, two in ranked:
            if share >= _TABLE and one not in found and two not in found.values():
                found[one] = two
        return found

    @cached_property
    def cells(self) -> dict[tuple[int, int, int], Cell]:
        """The cell of ``after`` for (block number, row, column) of each cell of ``before``."""
        found: dict[tuple[int, int, int], Cell] = {}
        for one, two in self.tables.items():
            own, other = self.before[one], self.after[two]
            assert isinstance(own, Table) and isinstance(other, Table)
            for mine, theirs in _cells(own, other):
                found[one, mine.row, mine.col] = theirs
        return found


def pairs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return for each text of ``before`` that ``after`` has, the same or reworded, its number."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, low, high, to, end in matcher.get_opcodes():
        if kind == "equal":
            found.update(zip(range(low, high), range(to, end), strict=True))
        elif kind == "replace":
            inner = _near(before[low:high], after[to:end])
            found.update({low + one: to + two for one, two in inner.items()})
    found.update(_moved(before, after, found))
    return found


def _rising(numbers: Sequence[int]) -> set[int]:
    """Return a longest part of distinct numbers that rises."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    kept, last = set[int](), ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def words(block: Block) -> str:
    """Return a paragraph's words, its automatic number included, or a table's, without blanks."""
    if isinstance(block, Paragraph):
        return squeeze(block.number + block.text)
    return "|".join(squeeze(cell.text) for cell in block.cells)


def _numbers(blocks: Sequence[Block], kind: type[Paragraph] | type[Table]) -> Iterator[int]:
    return (number for number, block in enumerate(blocks) if isinstance(block, kind))


def _near(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return the likest pairs of a gap that keep the order, as many as there are."""
    if len(before) * len(after) > _MOST:
        return {}
    least = _ALONE if len(before) == len(after) == 1 else _LIKE
    likeness = [[_alike(one, two, least) for two in after] for one in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for one in range(len(before) - 1, -1, -1):
        for two in range(len(after) - 1, -1, -1):
            joined = likeness[one][two] + best[one + 1][two + 1] if likeness[one][two] else 0.0
            best[one][two] = max(joined, best[one + 1][two], best[one][two + 1])
    found, one, two = {}, 0, 0
    while one < len(before) and two < len(after):
        if likeness[one][two] and best[one][two] == likeness[one][two] + best[one + 1][two + 1]:
            found[one] = two
            one, two = one + 1, two + 1
        elif best[one][two] == best[one + 1][two]:
            one += 1
        else:
            two += 1
    return found


def _alike(one: str, two: str, least: float) -> float:
    """Return how alike two texts are, of 1; 0 below ``least`` of 100."""
    return fuzz.ratio(one, two, score_cutoff=least) / 100


def _moved(before: Sequence[str], after: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    """Return the texts without a partner that stand once on both sides, elsewhere."""
    free = _once({n: text for n, text in enumerate(before) if n not in found})
    taken = set(found.values())
    there = _once({n: text for n, text in enumerate(after) if n not in taken})
    return {number: there[text] for text, number in free.items() if text in there}


def _once(texts: dict[int, str]) -> dict[str, int]:
    counts = Counter(texts.values())
    return {text: n for n, text in texts.items() if counts[text] == 1 and len(text) >= _SHORT}


def _bag(table: Block) -> Counter[str]:
    assert isinstance(table, Table)
    return Counter(filter(None, (squeeze(cell.text) for cell in table.cells)))


def _shared(one: Counter[str], two: Counter[str]) -> float:
    return (one & two).total() / max(one.total(), two.total(), 1)


def _cells(one: Table, two: Table) -> Iterator[tuple[Cell, Cell]]:
    """Yield the cells of two tables that are one."""
    own, other = (list(_rows(table)) for table in (one, two))
    for mine, theirs in _row_pairs(own, other):
        row, line = own[mine], other[theirs]
        if len(row) == len(line):
            yield from zip(row, line, strict=True)
        else:
            found = pairs([squeeze(c.text) for c in row], [squeeze(c.text) for c in line])
            yield from ((row[a], line[b]) for a, b in found.items())


def _rows(table: Table) -> Iterator[list[Cell]]:
    """Yield for each row the cells that begin in it, from left to right."""
    for number in range(table.rows):
        yield [cell for cell in table.row(number) if cell.row == number]


def _row_pairs(own: list[list[Cell]], other: list[list[Cell]]) -> Iterator[tuple[int, int]]:
    if len(own) == len(other) and [len(row) for row in own] == [len(row) for row in other]:
        # The same frame: rows that were moved inside it would be read as typed anew, rightly so.
        yield from ((n, n) for n in range(len(own)))
        return
    texts = (
        ["|".join(squeeze(cell.text) for cell in row) for row in rows] for rows in (own, other)
    )
    yield from pairs(*texts).items()
