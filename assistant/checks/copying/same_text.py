"""Passages that say the same: bare words, shingles of characters, near-duplicates among many.

A passage is a sentence, or a whole short paragraph. Names, digits and stops are taken out
first, so that a copy with another name and other figures is still the same words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.checks.between.pairing import core_name
from assistant.model.pack import Pack, Report
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text
from assistant.resources import load_yaml

SHINGLE = 3
"""Characters in a shingle: a word and its neighbour's first character, in Chinese."""

ALIKE = 0.7
"""The Jaccard likeness of the shingles of near-duplicates: about one word in fifteen changed."""

LEAST = 20
"""Shorter passages are alike by chance, or because there is one way to say it."""

FIGURE = "#"
"""What stands for a number in bare words."""

_PERMUTATIONS, _BANDS = 128, 32
"""Four signatures a band: two passages just alike enough are missed less than once in 3000."""

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?|[。；！？]")
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?(?:年度)?")
# Begins with one class of characters, so that the search leaps from one of them to the next.
_SILENT = re.compile(r"[^\u4e00-\u9fffA-Za-z#%](?:(?<=《)[^》]*》|(?<=〔)[^〕]*〕)?")
_SEGMENT = re.compile(r"[\u4e00-\u9fff]+?(?:省|市|自治州|县|区|镇|乡|街道)")
_KIND = re.compile(r"(?:项目|经费|资金|补助)+$")


class Passage(NamedTuple):
    """Words as printed, bare of names and figures, and the field they stand in.

    ``part`` is the place of the form or report; ``section`` the title above, "" in a form.
    """

    printed: str
    words: str
    field: Text
    part: Place
    section: str

    @property
    def weight(self) -> int:
        """How many characters are left without figures and set phrases: what is its own."""
        return len(_shared_words().sub("", self.words.replace(FIGURE, "")))

    @property
    def place(self) -> Place:
        """Where the paragraph or cell stands."""
        return self.field.place


def bare(text: str, names: re.Pattern[str]) -> str:
    """Return the words without names and stops, ``#`` for a number."""
    return _SILENT.sub("", _NUMBER.sub(FIGURE, names.sub("", squeeze(text))))


def names_of(pack: Pack) -> re.Pattern[str]:
    """Return a pattern of what a pack calls its unit, the places around it, and its projects."""
    return _pattern((*unit_names(pack), *(name for names in project_names(pack) for name in names)))


def unit_names(pack: Pack) -> list[str]:
    """Return the names of a unit and of the places that its name holds, the whole one first."""
    whole = squeeze(pack.unit.raw)
    places = _SEGMENT.findall(whole)
    rest = _SEGMENT.sub("", whole)
    return [name for name in dict.fromkeys((whole, *reversed(places), rest)) if len(name) > 1]


def project_names(pack: Pack) -> list[list[str]]:
    """Return for each project, of tables and reports, the names it goes by."""
    named = [table.project.raw for table in pack.projects]
    named += [report.project for report in pack.project_reports]
    found: dict[str, list[str]] = {}
    for name in named:
        core = core_name(name, pack.unit.raw)
        stem = _KIND.sub("", core)
        if len(stem) >= 2:
            found.setdefault(stem, [name for name in (core, stem) if len(name) >= 4])
    return [names for names in found.values() if names]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(set(filter(None, names)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or r"(?!)")


@cache
def _shared_words() -> re.Pattern[str]:
    """Return the phrases that every pack may share, and lists of them."""
    lists = load_yaml("schemas", "shared_words.yaml")
    return _pattern(str(phrase) for phrases in lists.values() for phrase in phrases)


def report_passages(pack: Pack, names: re.Pattern[str]) -> Iterator[Passage]:
    """Yield the passages of a pack's reports."""
    for report in pack.reports():
        for section, text in _paragraphs(report):
            yield from passages(text, names, report.place, section)


def form_passages(pack: Pack, names: re.Pattern[str]) -> Iterator[Passage]:
    """Yield the passages of a pack's forms: goals, deviations, other cells of words."""
    if pack.base_data:
        yield from passages(pack.base_data.thrift, names, "base_data")
    for table in pack.tables():
        cells = [table.goal_expected, table.goal_achieved, *table.remarks]
        for cell in (*cells, *(row.deviation for row in table.indicators)):
            yield from passages(cell, names, table.place)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, each with its stop."""
    return [sentence for sentence in _SENTENCE.findall(text) if not sentence.isspace()]


def passages(
    text: Text, names: re.Pattern[str], part: Place, section: str = "", least: int = LEAST
) -> list[Passage]:
    """Return the sentences of a field that are long enough, or the whole where none is."""
    if len(text.raw) < least:
        return []
    long = [
        Passage(sentence.strip(), words, text, part, section)
        for sentence in sentences_of(text.raw)
        if len(sentence) >= least and len(words := bare(sentence, names)) >= least
    ]
    if long:
        return long
    whole = Passage(text.raw.strip(), bare(text.raw, names), text, part, section)
    return [whole] if len(whole.words) >= least else []


def _paragraphs(report: Report) -> Iterator[tuple[str, Text]]:
    yield from (("", text) for text in report.preamble)
    for section in report.walk():
        yield from ((section.title, text) for text in section.paragraphs)


def shingles(words: str) -> list[str]:
    """Return every run of so many neighbouring characters, repeats included."""
    return [words[i : i + SHINGLE] for i in range(max(1, len(words) - SHINGLE + 1))]


def likeness(first: str, second: str) -> float:
    """Return the share of two texts' shingles that they have in common, 0 to 1."""
    return 1.0 if first == second else _shared(shingles(first), shingles(second))


def _shared(first: Sequence[str], second: Sequence[str]) -> float:
    one, other = set(first), set(second)
    return len(one & other) / len(one | other)


def groups(words: Sequence[str]) -> list[list[int]]:
    """Return the numbers of the texts that are near-duplicates, each group from its first on.

    Equal texts are taken once; MinHash and LSH find which others to compare, so that the time
    grows with the number of texts and not with that of the pairs. Texts alone are left out.
    """
    equal: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(words):
        equal[text].append(number)
    distinct = list(equal)
    lead = list(range(len(distinct)))
    for one, other in _near(distinct):
        _join(lead, one, other)
    found: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(distinct):
        found[_lead(lead, number)].extend(equal[text])
    return sorted(sorted(group) for group in found.values() if len(group) > 1)


def _near(distinct: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of different texts that are alike enough, the earlier first."""
    if len(distinct) < 2:
        return
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

    tokens = [shingles(text) for text in distinct]
    signed = RMinHash.from_token_sets(tokens, num_perm=_PERMUTATIONS, seed=1)
    index = RMinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    index.insert_many(signed, 0)
    for number, candidates in enumerate(index.query_all(signed)):
        for other in sorted(candidates):
            if other > number and _shared(tokens[number], tokens[other]) >= ALIKE:
                yield number, other


def _lead(lead: list[int], number: int) -> int:
    while lead[number] != number:
        lead[number] = lead[lead[number]]
        number = lead[number]
    return number


def _join(lead: list[int], one: int, other: int) -> None:
    first, second = sorted((_lead(lead, one), _lead(lead, other)))
    lead[second] = first


def repeated(found: Sequence[Passage]) -> list[list[Passage]]:
    """Return the passages that say the same as another of them, in groups."""
    return [[found[number] for number in group] for group in groups([p.words for p in found])]
