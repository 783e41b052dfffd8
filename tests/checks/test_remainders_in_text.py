"""Rules N136 and N143: what a rate leaves over, and what was settled of what was given."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


ASKED = "电话访问农户200户，满意185户，农户满意度92.5%。"
PAID = "全年演出152场。补助按时付清149场，按时支付率98.0%，另有"
CASES = [
    Case("N136", "those not satisfied", "fails", done(f"{ASKED}访问中51户不满意。"), says="其余15户"),
    Case("N136", "more complain than are left", "fails", done(f"{ASKED}访问中有25户反映节目更新慢。")),
    Case("N136", "fewer complain than are left", "passes", done(f"{ASKED}访问中有9户反映节目更新慢。")),
    Case("N136", "right", "passes", done(f"{ASKED}访问中15户不满意。")),
    Case("N136", "two complaints of one survey", "applies_not", done(
        f"{ASKED}访问中9户反映噪声大、6户反映取水远。")),
    Case("N136", "in need of repair", "fails", done(
        "巡检设备340件，完好331件，完好率97.4%，需要维修的5件已列入计划。"), says="其余9件"),
    Case("N136", "besides", "fails", done(f"{PAID}8场延后一周。"), says="其余3场"),
    Case("N136", "besides, right", "passes", done(f"{PAID}3场延后一周。")),
    Case("N136", "besides, of a total never told", "fails", done(
        "补助按时付清149场，按时支付率98.0%，另有8场延后一周。"), says="94.9%"),
    Case("N136", "not settled among all", "fails", done(
        "案件办结率90.5%，低于95%的目标，21件中有8件未结。"), says="约2件"),
    Case("N136", "not settled among all, right", "passes", done(
        "案件办结率90.5%，低于95%的目标，21件中有2件未结。")),
    Case("N136", "named so in another sentence", "fails", done(
        "巡查发现病害1286处，处置1247处，处置率97.0%。剩余未处置病害93处由养护科完成。"), says="其余39处"),
    Case("N136", "no rate", "applies_not", done("访问农户200户。访问中15户不满意。")),
    Case("N143", "more settled than found", "fails", done("下达整改通知39份，复查合格93份。"),
         says="多于"),
    Case("N143", "opinions", "fails", done("对上年评价提出的7条意见，已整改9条。")),
    Case("N143", "fewer settled", "passes", done("下达整改通知39份，复查合格37份。")),
    Case("N143", "with those of the year before", "passes", done(
        "受理信访12件，办结14件，含上年结转2件。")),
    Case("N143", "of something else", "applies_not", done("下达整改通知39份，发放宣传单900份。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
