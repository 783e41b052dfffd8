"""Rule N146: percent and percentage points."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N146", "an amount grows by points", "fails", done(
        "读者证由24800人增加到28400人，增长14.5个百分点。"), says="应写14.5%"),
    Case("N146", "with the change in amount", "fails", done(
        "到馆28400人次，比上年增加3600人次，增长14.5个百分点。")),
    Case("N146", "a rate rises by percent", "fails", done(
        "入户走访率由85.3%提高到96.6%，提高11.3%。"), says="应写11.3个百分点"),
    Case("N146", "an amount grows by percent", "passes", done(
        "走访率由85.3%提高到96.6%，提高11.3个百分点；合格率由80.0%提高到88.0%，提高10.0%。")),
    Case("N146", "of amounts that don't make it", "passes", done(
        "读者证由24800人增加到28400人，网上办理比例提高6.2个百分点。")),
    Case("N146", "no figure before", "applies_not", done("合格率比上年提高2.5个百分点。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
