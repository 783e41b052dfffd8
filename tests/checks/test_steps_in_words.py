"""Rules Y122, Y127, Y128: the steps of an evaluation, and what came next by the text's own words."""

import pytest

from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports

BEGIN = "project_reports/村道养护/绩效自评工作开展情况/p"
WORK = "project_reports/村道养护/绩效目标自评完成情况分析/p"


def begun(words: str) -> dict[str, str]:
    return {BEGIN: words}


def work(words: str) -> dict[str, str]:
    return {WORK: words}


CASES = [
    Case("Y127", "passed before it was evaluated", "fails",
         begun("1月15日启动自评，2月25日完成初评，2月6日党委会审议通过，3月12日报县财政局。"),
         place=BEGIN, says="初评写“2月25日完成初评”，审定写“2月6日党委会审议通过”", severity="warning"),
    Case("Y127", "final before the draft", "fails", begun("3月20日形成自评报告初稿，3月18日征求意见后定稿。"), says="定稿写"),
    Case("Y127", "papers before the work was given out", "fails", begun("绩效自评3月5日布置，2月28日各站所交齐底稿。")),
    Case("Y127", "sent before it was passed", "fails", begun("3月12日报送财政局，3月20日党委会审定自评报告。")),
    Case("Y127", "all in order, with a term and a period", "passes",
         begun("2月17日启动自评，2月28日前收齐资料，2月25日初评结束，3月3日至3月8日复核，3月12日局务会审定，3月下旬报送财政局。")),
    Case("Y127", "over the new year", "passes", begun("12月20日布置自评，1月20日初评结束，2月12日局务会审定。")),
    Case("Y127", "the bureau looks at it afterwards", "applies_not",
         begun("3月13日党工委会议审定自评报告，2月2日财政局复核意见已落实。")),
    Case("Y127", "other work", "applies_not", begun("监控工作8月20日启动，自评工作2月10日启动、3月15日定稿。")),
    Case("Y127", "no reports", "applies_not", edit=no_reports),
    Case("Y128", "paid by a paper that came later", "fails",
         work("资金文件于4月28日下达，我局据此在4月15日将首笔资金拨付到村。"),
         says="前写“资金文件于4月28日下达”，后写“我局据此在4月15日将首笔资金拨付到村”", severity="warning"),
    Case("Y128", "what was finished was accepted before", "fails",
         work("2024年1月8日开工，末座泵站推迟到10月下旬才完成，4月15日上述泵站通过了县级组织的竣工验收。")),
    Case("Y128", "right", "passes", work("资金文件于4月10日下达，我局据此在4月25日拨付到村。")),
    Case("Y128", "may be next year's", "passes", work("资金文件11月15日下达，我局随后于1月20日拨付到村。")),
    Case("Y128", "a part, a plan", "applies_not",
         work("8月底主体完工，6月20日隐蔽工程验收合格。原定5月6日下达，随后于4月15日调整计划。")),
    Case("Y128", "no reports", "applies_not", edit=no_reports),
    Case("Y122", "signed before the bids, then the last lot", "fails",
         work("4月8日发公告，5月6日开标，4月20日签合同，11月22日最后一批物资验收入库。"), says="签订合同写“4月20日签合同”"),
    Case("Y122", "signed with the bidder", "fails", work("5月6日开标，4月20日与中标供应商签下合同。")),
    Case("Y122", "in order, then the last lot", "passes",
         work("4月8日发公告，5月6日开标，5月20日签了合同，4月22日最后一批物资验收入库。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
