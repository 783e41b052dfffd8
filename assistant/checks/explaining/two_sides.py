"""Which of two places that disagree is told as the wrong one: the one that others contradict."""

from assistant.checks.explaining.culprits import Suspect
from assistant.model.finding import Finding, fingerprint

_TWO = 2
_FAMILY = "X"
"""Rules that hold one place against another, of which they can't know the right one."""


def turned(finding: Finding, chosen: Suspect) -> Finding:
    """Return a finding with its sides exchanged where others say that the second one is wrong.

    ``chosen`` is the figure that is likeliest wrong; with fewer votes than two it is not known.
    Where another finding is about that very figure, this one will be folded into it.
    """
    if not finding.rule.startswith(_FAMILY) or len(finding.operands) != _TWO:
        return finding
    if chosen.votes < _TWO or chosen.told:
        return finding
    right, wrong = (fact.quantity for fact in finding.operands)
    if chosen.culprit.place != wrong.place or chosen.culprit.meant != right.base:
        return finding
    found, expected = finding.expected, finding.found
    return finding.model_copy(
        update={
            "place": wrong.place,
            "found": found,
            "expected": expected,
            "operands": finding.operands[::-1],
            "evidence": finding.evidence[::-1],
            "fingerprint": fingerprint(finding.rule, wrong.place, found, expected),
        }
    )
