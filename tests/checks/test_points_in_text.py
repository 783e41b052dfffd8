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
    Case("N146", "a rate itself in points", "fails", done(
        "年初预算93.00万元，预算调整率5.61个百分点。"), says="应写5.61%"),
    Case("N146", "last year's rate in points", "fails", done(
        "预算调整率由上年的34.08个百分点降到4.59%。")),
    Case("N146", "behind the change in amount, a rate before", "fails", done(
        "经费150.72万元。完成预算155.00万元的97.24%，比上年增加4.42万元，增长3.02个百分点。")),
    Case("N146", "a single digit behind the change in amount", "fails", done(
        "发案14起，比上年减少6起，下降30个百分点。")),
    Case("N146", "a rate against last year's, by percent", "fails", done(
        "抽检水样180份，合格170份，水质达标率94.4%，比上年提高1.9%。"), says="应写1.9个百分点"),
    Case("N146", "a rate below its target, by percent", "fails", done(
        "目标88%，实际86.3%，低1.7%。")),
    Case("N146", "the amount grew, its execution stands between", "applies_not", done(
        "支出4674.48万元，执行率97.33%，较上年增加235.12万元，增长5.3%。")),
    Case("N146", "the amount grew, told behind its rate", "applies_not", done(
        "支出467.00万元，执行率97.33%，比上年提高5.3%。")),
    Case("N146", "no figure before", "applies_not", done("合格率比上年提高2.5个百分点。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
