"""Findings that hang on one figure stand together, under the gravest of them."""

import pytest

from assistant.model.finding import Evidence, Finding, Severity
from assistant.model.place import Location
from assistant.workbench.views.causes import causes, together

CELL, OTHER = "base_data/spending/公用经费/final", "base_data/spending/公务接待/final"


def finding(name: str, severity: Severity, place: str, *quoted: str, apart: str = "") -> Finding:
    sides = [Evidence(quote="1", place=each, location=Location()) for each in quoted]
    return Finding(
        rule=name, name=name, severity=severity, place=place, message=f"{name}。",
        difference=apart, evidence=sides, fingerprint=name,
    )  # fmt: skip


WRONG = finding("wrong", "error", CELL, CELL, "overall_report/p@1万元", apart="1万元")
OVER = finding("over", "warning", f"{CELL}/row", CELL)
ELSE = finding("else", "error", OTHER, OTHER, apart="2万元")
NOTE = finding("note", "info", "base_data/thrift")


@pytest.mark.parametrize(
    ("findings", "order", "led"),
    [
        ([OVER, ELSE, NOTE, WRONG], ["else", "wrong", "over", "note"], {"wrong", "over"}),
        ([OVER, ELSE, NOTE], ["else", "over", "note"], set()),
        ([WRONG], ["wrong"], set()),
        ([], [], set()),
    ],
)
def test_what_rests_on_a_doubtful_figure_follows_it(
    findings: list[Finding], order: list[str], led: set[str]
) -> None:
    found = causes(findings)
    assert {each.fingerprint for each in findings if id(each) in found} == led
    assert [each.fingerprint for each in together(findings, found)] == order
    assert all(cause.leader is WRONG and "公用经费" in cause.words for cause in found.values())
