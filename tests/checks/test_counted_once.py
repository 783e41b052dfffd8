"""Rows that detail another count once, in the checks' sums and in the score that is told."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.checks import CheckOptions, check
from assistant.checks.scores.counted_once import single_count
from assistant.checks.scores.views import score_view
from assistant.documents import read
from assistant.extraction import extract
from assistant.facts import gather
from assistant.facts.profiles import load_profile
from assistant.model.dossier import Dossier
from assistant.model.pack import Indicator
from corpus.forms.build import write_form
from tests.checks.build import indicator

Rows = list[tuple[str, str, str, str]]
"""Name, the name of its parent or "", weight, score."""


def rows(told: Rows) -> list[Indicator]:
    made = []
    for name, parent, weight, score in told:
        row = indicator("overall", ("产出指标", "数量指标", name, "", "", weight, score))
        row.parent = f"overall/indicators/数量指标/{parent}" if parent else None
        made.append(row)
    return made


PARENT: Rows = [
    ("总长", "", "10", "9"),
    ("其中：主管", "总长", "4", "4"),
    ("其中：支管", "总长", "6", "5"),
]
OTHER: Rows = [("水表", "", "20", "20")]

# rows, the total they should make, how many rows count
CASES = [
    (PARENT + OTHER, 30, 2),
    (PARENT + OTHER, 40, 4),  # the form adds all of them, and all of them make its total
    (PARENT + OTHER, 35, 2),  # whatever is wrong, the details repeat their parent
    ([("总长", "", "", ""), *PARENT[1:], *OTHER], 30, 4),  # only the details have points
    ([("总长", "", "3", "3"), *PARENT[1:], *OTHER], 33, 4),  # more points than their parent: their own
    ([*PARENT[:2], *OTHER], 30, 2),  # 其中 needn't be all
    (OTHER, 30, 1),
    ([("总长", "", "10", "9"), ("主管", "", "4", "4"), ("支管", "", "6", "5"), *OTHER], 30, 3),
    ([("总长", "", "10", "9"), ("主管", "", "4", "4"), ("支管", "", "6", "5"), *OTHER], 35, 4),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected", "count"), CASES)
def test_rows_that_count(told: Rows, expected: int, count: int) -> None:
    counted = single_count(rows(told), Decimal(expected))
    assert len(counted) == count


@pytest.mark.parametrize("form", ["yunnan_project", "yunnan_overall"])
def test_the_forms_of_yunnan_add_up(form: str, tmp_path: Path) -> None:
    pack = extract([read(write_form(form, tmp_path)[0])])
    (table,) = pack.tables()
    view = score_view(table, load_profile("yunnan"))
    assert view.stated == view.sum_of_scores == view.recomputed
    dossier = Dossier(pack=pack)
    report = check(dossier, gather(dossier), CheckOptions(profile="yunnan"))
    codes = {finding.rule for finding in report.findings}
    assert codes & {"A104", "A111", "A113", "A114", "A115", "A116", "S101"} == set()
