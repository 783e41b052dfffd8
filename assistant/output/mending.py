"""What is to be put right in the papers before they go in: slips, gaps, and what to find out first."""

from collections.abc import Iterable
from typing import NamedTuple

from assistant.model.finding import Finding

_ABSENT = {"空白": "应填", "缺少": "应有", "没有金额": "应写"}
"""What a finding says of words that aren't there, and what its other side then is."""


class Mending(NamedTuple):
    """Faults of the papers: ``slips`` have one certain right value, ``gaps`` lack something.

    ``doubts`` are the others: sides that don't agree, or words that don't fit, of which someone
    must find out what is right before anything is changed.
    """

    slips: list[Finding]
    gaps: list[Finding]
    doubts: list[Finding]

    def __len__(self) -> int:
        return sum(map(len, (self.slips, self.gaps, self.doubts)))


def mending(findings: Iterable[Finding]) -> Mending:
    """Return the faults of the papers themselves by what is to be done about them."""
    out = Mending([], [], [])
    for each in findings:
        if each.clerical:
            kinds = {"slip": out.slips, "gap": out.gaps, "doubt": out.doubts}
            kinds[_kind(each)].append(each)
    return out


def _kind(finding: Finding) -> str:
    if finding.certain:
        return "slip"
    return "gap" if finding.found in _ABSENT else "doubt"


TAGS = {"slip": "笔误类", "gap": "待补填", "doubt": "需核实"}


def tag(finding: Finding) -> str:
    """Return in a word what is to be done about a fault of the papers; "" for other findings."""
    return TAGS[_kind(finding)] if finding.clerical else ""


def expected_name(finding: Finding) -> str:
    """Return what a finding's expected side is: a value to write, or what it was held against."""
    return "应为" if finding.certain else _ABSENT.get(finding.found, "对照")


def either(finding: Finding) -> str:
    """Return both sides of figures that don't agree, as “A 或 B”; "" where there aren't two."""
    two = finding.found and finding.expected and finding.difference
    return f"{finding.found} 或 {finding.expected}" if two else ""
