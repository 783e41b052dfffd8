"""What a text is held against besides the facts: the pack's own words, years, conflicts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assistant.facts.finals import own_accounts
from assistant.model.document import Paragraph
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity, plain

_QUOTE = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")


class Ground(NamedTuple):
    """``years`` may be typed, ``words`` is the pack's text without white space.

    ``before`` holds the words of prior packs by year. ``conflicts`` names for each figure in conflict the figures it conflicts with; the set is
    empty where a figure is wrong by its own parts.
    """

    years: frozenset[int] = frozenset()
    words: str = ""
    conflicts: Mapping[Place, frozenset[Place]] = {}
    before: Mapping[int, str] = {}

    def quotes(self, text: str) -> bool:
        """Tell whether these words stand in the pack, white space aside."""
        return bool(text) and squeeze(text) in self.words

    def vouches(self, text: str, start: int, content: str) -> bool:
        """Tell whether a quotation at ``start`` of ``text`` stands in the material.

        Words of a prior pack count only where the sentence names that year, or says 上年.
        """
        if self.quotes(content):
            return True
        lead = text[max(text.rfind(mark, 0, start) for mark in "。；") + 1 : start]
        return bool(content) and any(
            squeeze(content) in words and (f"{year}年" in lead or self._last(year, lead))
            for year, words in self.before.items()
        )

    def _last(self, year: int, lead: str) -> bool:
        return year == max(self.before) and re.search(r"(?<![比较])上年", lead) is not None


def ground_of(dossier: Dossier, facts: FactBook, report: CheckReport | None = None) -> Ground:
    """Return what drafts for a pack are held against: its words and those of its summaries."""
    pack = dossier.pack
    years = {pack.year + step for step in (-1, 0, 1)} if pack.year else set()
    findings = report.findings if report else []
    before = {prior.year: "\n".join(map(squeeze, _parts(prior)))
              for prior in dossier.prior if prior.year}  # fmt: skip
    return Ground(frozenset(years), _words(dossier), conflicts(findings, facts), before)


def _words(dossier: Dossier) -> str:
    parts = [*_parts(dossier.pack)]
    for narrative in dossier.narratives:
        parts += [block.text for block in narrative.blocks if isinstance(block, Paragraph)]
    for accounts in own_accounts(dossier):
        if accounts.year == dossier.pack.year:
            parts += [text.raw for text in accounts.text]
    return "\n".join(map(squeeze, parts))


def _parts(pack: Pack) -> Iterator[str]:
    for field in pack.fields():
        yield field.raw
    for table in pack.tables():
        yield table.place.removeprefix("projects/")
        for indicator in table.indicators:
            yield f"{indicator.level1}\n{indicator.level2}"
        for named in (*table.by_income, *table.by_expenditure):
            yield named.label.raw
    for report in pack.reports():
        for section in report.walk():
            yield section.title
    for loose in pack.unplaced:
        yield loose.text


def conflicts(findings: list[Finding], facts: FactBook) -> dict[Place, frozenset[Place]]:
    """Return for each figure in conflict the places of the figures that contradict it.

    Errors and warnings about slips count; a 尾差 notice doesn't. Of the operands only those
    whose value is the expected one contradict the figure; the others are its parts.
    """
    found: dict[Place, set[Place]] = defaultdict(set)
    for finding in findings:
        if finding.severity == "info" or not finding.clerical or not finding.expected:
            continue
        if facts.at(finding.place) is None:
            continue
        found[finding.place].update(())
        for operand in finding.operands:
            other = operand.place
            if other != finding.place and _worth(operand.quantity) == finding.expected:
                found[finding.place].add(other)
                found[other].add(finding.place)
    return {place: frozenset(others) for place, others in found.items()}


def _worth(quantity: Quantity) -> str:
    return "" if quantity.value is None else plain(quantity.value) + quantity.unit


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans of “…” in a text, the marks included."""
    return [match.span() for match in _QUOTE.finditer(text)]


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return ``text`` with these spans made of spaces, its length unchanged."""
    out = list(text)
    for start, end in spans:
        out[start:end] = " " * (end - start)
    return "".join(out)
