"""Whole packs of invented towns: clean ones stay clean, planted faults are found."""

import pytest

from assistant.model.finding import CheckReport
from benchmarks.mutation import checked, serious
from corpus.truth import ALL_CLEAN, DEMO, Truth, load
from tests.acceptance.findings import near


def places(report: CheckReport) -> set[str]:
    named = {f.place for f in report.findings}
    named |= {e.place for f in report.findings for e in f.evidence}
    named |= {fact.place for f in report.findings for fact in f.operands}
    return {place.split("@")[0] for place in named}


def section(place: str) -> str:
    """Return a paragraph's section: run-in headings make deeper places than the truth's."""
    return place.split("@")[0].split("/p#")[0].removesuffix("/p")


@pytest.mark.parametrize("town", ALL_CLEAN)
def test_a_clean_pack_has_no_error_and_no_warning(town: str) -> None:
    report = checked(load(town, 2024))
    assert serious(report) == set()
    assert [o for o in report.outcomes if o.status == "crashed"] == []


def test_planted_faults_are_found() -> None:
    truth: Truth = load(DEMO, 2024)
    named = places(checked(truth))
    missed = [
        fault.place
        for fault in truth.faults
        if not any(
            near(section(place), section(other))
            for place in (fault.place, *fault.also)
            for other in named
        )
    ]
    print(f"{len(truth.faults) - len(missed)} of {len(truth.faults)} planted faults found")
    assert len(missed) <= 2, missed
