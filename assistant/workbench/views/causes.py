"""Which findings of a form hang on one figure: mend it, and they are checked anew together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.model.finding import SEVERITIES, Finding
from assistant.model.place import Place
from assistant.output.places import place_words


class Cause:
    """A figure that an error holds wrong, and the findings that rest on it, the gravest first."""

    def __init__(self, place: Place, findings: Sequence[Finding]) -> None:
        self.words = place_words(place)
        self.findings = sorted(findings, key=_gravity)

    @property
    def leader(self) -> Finding:
        """The finding that the others stand under."""
        return self.findings[0]


def causes(findings: Sequence[Finding]) -> Mapping[int, Cause]:
    """Return the causes that several findings share, by the ``id`` of each of those findings.

    A finding belongs to the figure it is about, else to the first that it quotes. Fingerprints
    don't tell findings apart: two may say the same of one place.
    """
    doubted = {
        finding.place for finding in findings if finding.severity == "error" and finding.difference
    }
    resting: dict[Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        quoted = dict.fromkeys((finding.place, *(side.place for side in finding.evidence)))
        own = next((place for place in quoted if place in doubted), None)
        if own is not None:
            resting[own].append(finding)
    shared = [Cause(place, group) for place, group in resting.items() if len(group) > 1]
    return {id(each): cause for cause in shared for each in cause.findings}


def together(findings: Sequence[Finding], found: Mapping[int, Cause]) -> list[Finding]:
    """Return findings, gravest first, those of one cause right behind their leader."""
    out: dict[int, Finding] = {}
    for finding in sorted(findings, key=_gravity):
        cause = found.get(id(finding))
        for each in cause.findings if cause else [finding]:
            out.setdefault(id(each), each)
    return list(out.values())


def _gravity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)
