"""Rules Y122, Y125 and D124: steps of a work in order, the own year, the own project."""

import pytest

from assistant.model.pack import Pack
from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports

WORK = "project_reports/村道养护/绩效目标自评完成情况分析/p"
BEGIN = "project_reports/村道养护/绩效自评工作开展情况/p"
USE = "project_reports/村道养护/绩效自评结果拟应用和公开情况/p"
WHOLE = "overall_report/资金使用及绩效情况/p"
PUBLISHED = "overall_report/绩效自评结果拟应用和公开情况/p"


def alone(pack: Pack) -> None:
    pack.projects.pop(0)


def work(words: str) -> dict[str, str]:
    return {WORK: words}


CASES = [
    Case("Y122", "the notice after the bids", "fails",
         work("配电房改造6月16日发布采购公告，6月7日开标，6月21日签订合同，9月6日通过验收。"), says="公告写“6月16日发布采购公告”"),
    Case("Y122", "signed after the goods came", "fails",
         work("采购合同于2024年8月28日签订，供应商8月15日交付全部设备，8月30日完成验收。"), says="到货写"),
    Case("Y122", "accepted before all was done, in the next sentence", "fails",
         work("4月12日发布招标公告，5月26日与中标单位签订施工合同，6月5日进场施工。工程11月20日完工，11月10日组织竣工验收。")),
    Case("Y122", "months alone", "fails", work("5月完成财政评审，8月完成招标，7月签订合同并开工，11月完工。")),
    Case("Y122", "a course ended before it was opened", "fails", work("培训班5月26日开班，5月17日结业。")),
    Case("Y122", "in use before it was accepted", "fails",
         work("中转站10月30日竣工，11月15日通过验收，11月2日投入运行。"), severity="info"),
    Case("Y122", "all in order, over the new year, with a survey's contract", "passes",
         work("2023年12月20日开标，2024年1月8日签订合同，2月26日开工。监理合同3月1日签订。工程4月25日完工，4月30日验收。")),
    Case("Y122", "several works and lots, what the contract asks for", "passes",
         work("东村文化广场6月20日完工，西村健身路径5月18日开工。合同约定10月20日完工，实际11月9日完工，11月2日分部验收。"
              "一标段5月20日开工，二标段5月6日签订合同。")),
    Case("Y125", "last year's evaluation got this score", "fails",
         {WHOLE: "我镇2023年度部门整体支出绩效自评得分99.70分，等级为“优”。"}, place=WHOLE, says="写的是2023年"),
    Case("Y125", "the notice of last year", "fails",
         {WHOLE: "根据县财政局《关于开展2023年度预算绩效自评工作的通知》，成立自评小组。"}),
    Case("Y125", "the time under review", "fails",
         {BEGIN: "评价对象为2024年度村道养护资金，评价时段为2023年1月1日至2023年12月31日。"}),
    Case("Y125", "last year's results and faults, next year's evaluation", "passes",
         {WHOLE: "2023年度自评得分97.20分，2024年度自评得分99.70分。2023年度绩效自评发现的问题已整改。"
                 "2023年度自评结果已作为2025年预算安排的依据。2025年度自评将提前部署。"}),
    Case("Y125", "published with this year's accounts", "passes",
         {PUBLISHED: "自评结果将随2024年度部门决算一并公开。"}),
    Case("Y125", "no reports", "applies_not", edit=no_reports),
    Case("D124", "another project is what the money was for", "fails",
         work("灌溉渠维修项目主要用于全镇村道的日常巡查和边沟清理。"), place=WORK, says="写的是“灌溉渠维修”"),
    Case("D124", "another project was evaluated", "fails",
         {BEGIN: "为做好灌溉渠维修项目绩效自评，入户走访30户农户，进行满意度问卷调查。"}),
    Case("D124", "another project's money next year", "fails",
         {USE: "自评结果将作为安排2025年灌溉渠维修资金的重要依据，并在门户网站公开。"}),
    Case("D124", "the own project, and how both go together", "passes",
         work("村道养护项目主要用于巡查。灌溉渠维修项目实施与本项目统筹安排。灌溉渠维修施工损坏的路面由养护队修复。")),
    Case("D124", "only one project", "applies_not", edit=alone),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
