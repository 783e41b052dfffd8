"""Family N, one matter in two reports, and whom a survey asked."""

import pytest

from assistant.model.pack import Pack
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
GOAL = "overall/goal_expected"
SATISFIED = "overall/indicators/服务对象满意度指标/群众满意度"
ASKED = "project_reports/村道养护/绩效自评工作开展情况/p"


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


def told(overall: str, project: str) -> dict[str, str]:
    return {WORK: overall, MATTER: project}


CASES = [
    Case("N115", "38 cleaners here, 83 there", "fails",
         told("聘用本地保洁员38人。", "聘用本地保洁员83人。"), place=f"{MATTER}@83人",
         severity="warning", says="另一处写38人"),
    Case("N115", "the same number", "passes",
         told("聘用本地保洁员38人。", "聘用本地保洁员38人，持证上岗。")),
    Case("N115", "another matter with the same unit", "applies_not",
         told("聘用本地保洁员38人。", "聘用沿渠巡查员12人。")),
    Case("N115", "last year's", "applies_not",
         told("聘用本地保洁员38人。", "2023年聘用本地保洁员30人。")),
    Case("N115", "about 40", "applies_not",
         told("聘用本地保洁员38人。", "聘用本地保洁员约40人。")),
    Case("N115", "nothing told twice", "applies_not"),
    Case("N123", "ten thousands of visits are no money", "applies_not",
         {WORK: "2021年至2024年，门急诊人次分别为15.2万、16.1万、18.4万和19.26万，逐年增长。"}),
    Case("N123", "200 here, 20 there", "fails",
         told("水利救灾专项资金支出200万元。经核对，水利救灾专项资金支出20万元。", "无。"),
         severity="warning", says="另一处写200万元"),
    Case("N123", "the same amount", "passes",
         told("水利救灾专项资金支出200万元。经核对，水利救灾专项资金支出200万元。", "无。")),
    Case("N123", "another item begins", "applies_not",
         told("结转原因是项目招标节约21.40万元，另有15.00万元质保金未到支付期限。", "无。")),
    Case("N123", "told once", "applies_not", told("水利救灾专项资金支出200万元。", "无。")),
    Case("N116", "villagers' satisfaction, asked of officials", "fails",
         {ASKED: "对镇村干部40人开展满意度测评。"}, severity="warning", place=ASKED),
    Case("N116", "whom they visited, then how many are pleased", "fails",
         {ASKED: "入户走访镇村干部200人，满意186人，满意度93%。"}, says="测评对象（", place=ASKED),
    Case("N116", "those meant are visited", "passes",
         {ASKED: "入户走访沿线村民200户，满意186户，满意度93%。"}),
    Case("N116", "another survey that was put off", "passes",
         {ASKED: "职工满意度调查推迟到2025年一季度，未列入本年指标。"}),
    Case("N116", "villagers are 群众", "passes", {ASKED: "对沿线群众40人开展满意度调查。"}),
    Case("N116", "a general word", "passes", {ASKED: "对服务对象40人开展满意度问卷调查。"}),
    Case("N116", "officials and villagers", "passes",
         {ASKED: "对镇村干部和村民共40人开展满意度调查。"}),
    Case("N116", "businesses, where the goal's satisfaction is the villagers'", "fails",
         {GOAL: "群众满意度达到90%以上。", SATISFIED: "企业满意度"}, says="绩效目标的测评对象（群众）",
         place=GOAL),
    Case("N116", "businesses, where the report gives villagers' satisfaction", "fails",
         {WORK: "电话回访群众400户，群众满意度93%。", SATISFIED: "企业满意度"}, place=WORK,
         says="“企业满意度”与报告的测评对象（群众）不符"),
    Case("N116", "readers are some of the public", "passes",
         {WORK: "读者满意度93%。"}),
    Case("N116", "two groups, told by one of them", "passes",
         {WORK: "读者满意度93%。", SATISFIED: "读者和观众满意度"}),
    Case("N116", "an audience is no library's reader", "fails",
         {WORK: "访问观众200人，满意度93%。", SATISFIED: "读者满意度"}, place=WORK),
    Case("N116", "another satisfaction", "passes",
         {WORK: "对群众开展满意度调查。企业满意度91%。"}),
    Case("N116", "nobody is named", "passes", {ASKED: "开展满意度调查，发放问卷40份。"}),
    Case("N116", "no report", "applies_not", edit=no_reports),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
