"""Two readings of one doubted figure: the far one goes where a near one tells what is wrong."""

from decimal import Decimal

from assistant.checks.explaining.culprits import amount
from assistant.model.finding import SEVERITIES, Finding
from assistant.model.place import Place

_FAMILY = "N"
_FAR = 3
"""How many times larger or smaller a reading's right value is than the printed one, to be far."""


def without_far_readings(findings: list[Finding]) -> list[Finding]:
    """Return the findings without those that read a figure of prose far worse than another does."""
    near: dict[Place, int] = {}
    for each in findings:
        if _is_near(each):
            gravity = SEVERITIES.index(each.severity)
            near[each.place] = min(gravity, near.get(each.place, gravity))
    return [each for each in findings if not _is_outdone(each, near)]


def _is_outdone(finding: Finding, near: dict[Place, int]) -> bool:
    """Tell whether a near reading of the same figure is at least as grave, and this one is far."""
    if not finding.rule.startswith(_FAMILY) or finding.place not in near:
        return False
    grave = near[finding.place] <= SEVERITIES.index(finding.severity)
    return grave and _times(finding) is not None and not _is_near(finding)


def _is_near(finding: Finding) -> bool:
    times = _times(finding) if finding.rule.startswith(_FAMILY) else None
    return times is not None and times < _FAR


def _times(finding: Finding) -> Decimal | None:
    """Return how many times the larger of printed and right value is the smaller one."""
    found, expected = amount(finding.found), amount(finding.expected)
    if found is None or expected is None or found[1] != expected[1]:
        return None
    low, high = sorted(abs(each[0]) for each in (found, expected))
    return high / low if low else None
