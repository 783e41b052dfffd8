"""Prose that public offices published: what holds in it is left alone, what doesn't is told."""

from pathlib import Path

import pytest

from assistant.documents import read
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from tests.checks.build import run

REAL = Path(__file__).parents[3] / "shared" / "real"
FILES = sorted(REAL.glob("*.pdf")) if REAL.is_dir() else []
WORK = "overall_report/资金使用及绩效情况/p"
FIGURES = 6
"""Digits from which a paragraph has something to relate."""


def prose_alone(pack: Pack) -> None:
    pack.base_data, pack.overall, pack.year = None, None, 0
    pack.projects.clear()
    pack.project_reports.clear()


def flagged(path: Path) -> list[Finding]:
    paragraphs = [block.text.strip() for block in read(path).blocks if hasattr(block, "text")]
    telling = [text for text in paragraphs if sum(map(str.isdigit, text)) > FIGURES]
    assert telling
    return [
        each
        for text in telling
        for each in run({WORK: text}, prose_alone, "N").findings
        if each.severity != "info"
    ]


@pytest.mark.skipif(not FILES, reason="needs the shared files")
def test_only_the_area_that_does_not_add_up_is_flagged() -> None:
    """7998 and 105 square metres are 8103, as the whole less its basement is; 8013 is printed."""
    found = [each for path in FILES for each in flagged(path)]
    assert [(each.rule, each.found, each.expected) for each in found] == [
        ("N101", "8013平方米", "8103平方米")
    ]
