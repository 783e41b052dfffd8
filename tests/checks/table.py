"""A case of a rule, and how it is judged."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from assistant.model.accounts import FinalAccounts
from assistant.model.place import Place
from tests.checks.build import Edit, findings, run

Outcome = Literal["fails", "passes", "applies_not"]


class Case(NamedTuple):
    """One change to the sound pack and what the rule must say to it."""

    code: str
    why: str
    outcome: Outcome
    cells: Mapping[Place, str] = MappingProxyType({})
    edit: Edit | None = None
    place: Place = ""
    says: str = ""
    severity: str = ""
    profile: str = "national"
    last_year: Edit | None = None
    accounts: tuple[FinalAccounts, ...] = ()
    beside: Edit | None = None


def judge(case: Case) -> None:
    """Assert a case's outcome; a failing one also gives place, words and severity."""
    report = run(
        case.cells, case.edit, case.code, case.last_year, case.accounts, case.beside,
        profile=case.profile,
    )  # fmt: skip
    found = findings(report, case.code)
    status = next(o for o in report.outcomes if o.rule == case.code)
    assert status.status != "crashed", status.reason
    if case.outcome != "fails":
        assert not found, found[0].message
        expected = "passed" if case.outcome == "passes" else "not_applicable"
        assert status.status == expected
        return
    assert found, f"{case.code} saw nothing: {case.why}"
    assert len(found) == 1, [item.message for item in found]
    item = found[0]
    if case.place:
        assert item.place == case.place
    assert case.says in item.message
    if case.severity:
        assert item.severity == case.severity
    assert item.message.endswith("。")
    assert item.suggestion
    assert item.fingerprint
