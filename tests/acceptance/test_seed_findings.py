"""What a strict reviewer stops a real pack for is found; what is sound is left alone.

The labels were made by hand before the rules. Recall is printed for each severity; P2
notices are not all rules' business yet, so their share is only printed.
"""

from typing import Any

import pytest

from assistant.checks import check
from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.model.finding import CheckReport
from tests.acceptance.findings import found, matches
from tests.acceptance.seed import as_labelled, labels, load, needs_seed

pytestmark = needs_seed

Case = tuple[CheckReport, dict[str, str]]


@pytest.fixture(scope="module", params=["pack.docx", "pack.txt"])
def case(request: pytest.FixtureRequest) -> Case:
    dossier = Dossier(pack=load(request.param))
    return check(dossier, gather(dossier)), as_labelled(dossier.pack)


def sure(severity: str) -> list[dict[str, Any]]:
    return [
        label
        for label in labels()["findings"]
        if label["severity"] == severity and label["certainty"] == "sure"
    ]


def missed(case: Case, severity: str) -> list[str]:
    report, shown = case
    left = [label["id"] for label in sure(severity) if not found(label, report.findings, shown)]
    print(f"{severity}: {len(sure(severity)) - len(left)}/{len(sure(severity))}, missed {left}")
    return left


def test_every_error_is_found(case: Case) -> None:
    assert missed(case, "P0") == []


def test_nearly_every_warning_is_found(case: Case) -> None:
    assert len(missed(case, "P1")) <= 0.1 * len(sure("P1"))


def test_notices(case: Case) -> None:
    assert len(missed(case, "P2")) <= 0.3 * len(sure("P2"))


def test_errors_and_warnings_speak_of_labelled_places(case: Case) -> None:
    report, shown = case
    everything = labels()["findings"]
    strangers = [
        (f.rule, f.place)
        for f in report.findings
        if f.severity == "error" and not any(matches(label, f, shown) for label in everything)
    ]
    assert strangers == []


def test_traps_stay_silent(case: Case) -> None:
    """A trap that names one cell of its own may be the place of nothing above its limit."""
    report, _ = case
    worst = {label["place"]: label["at_most"] for label in labels()["silent"]}
    labelled = {label["place"] for label in labels()["findings"]}
    noisy = [
        (f.rule, f.place)
        for f in report.findings
        if f.place in worst
        and f.place not in labelled
        and (worst[f.place] == "nothing" or f.severity != "info")
    ]
    assert noisy == []


def test_no_rule_crashes(case: Case) -> None:
    assert [o for o in case[0].outcomes if o.status == "crashed"] == []
