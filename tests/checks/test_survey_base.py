"""Rule N213: satisfaction taken of the forms given out."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
ASKED = "入户发放问卷450份，收回432份，回收率96.00%。表示满意的408份，群众满意度{}%。"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N213", "of those given out", "fails", done(ASKED.format("90.67")), says="408份÷432份=94.44%"),
    Case("N213", "of those that came back", "passes", done(ASKED.format("94.44"))),
    Case("N213", "of neither", "passes", done(ASKED.format("92.10"))),
    Case("N213", "all came back", "applies_not",
         done("发放问卷450份，收回450份，满意408份，满意度90.67%。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
