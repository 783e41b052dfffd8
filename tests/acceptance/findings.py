"""Compare findings with labels: both name places, and a match shares the labelled place."""

from collections.abc import Iterable
from typing import Any

from assistant.model.finding import Finding
from assistant.model.place import Place


def places_of(finding: Finding, shown: dict[str, str]) -> set[Place]:
    """Return every place a finding names, as the labels call it."""
    named = {finding.place, *(e.place for e in finding.evidence)}
    named |= {fact.place for fact in finding.operands}
    return {shown.get(place.split("@")[0], place.split("@")[0]) for place in named if place}


def near(first: Place, second: Place) -> bool:
    """Tell whether one place is the other or lies in it."""
    return first == second or first.startswith(f"{second}/") or second.startswith(f"{first}/")


def matches(label: dict[str, Any], finding: Finding, shown: dict[str, str]) -> bool:
    """Tell whether a finding speaks of the labelled place."""
    return any(near(label["place"], place) for place in places_of(finding, shown))


def found(label: dict[str, Any], findings: Iterable[Finding], shown: dict[str, str]) -> bool:
    return any(matches(label, finding, shown) for finding in findings)
