"""Figures of other matters beside a form's own: other money, parts, other people, other years."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import line
from tests.checks.table import Case, judge

MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
WORK = "overall_report/资金使用及绩效情况/p"
ROAD = "project_reports/村道养护/绩效目标自评完成情况分析/p"
AREA = "projects/灌溉渠维修/indicators/社会效益指标/新增灌溉面积"
COST = "overall/indicators/经济成本指标/水电差旅费控制数"


def two_funds(pack: Pack) -> None:
    """Give a project's money from two funds, each with its row."""
    table = pack.projects[0]
    table.money[0] = line(table.place, "一般公共预算", ("13", "13", "12", "", "", ""))
    table.money[1] = line(table.place, "政府性基金预算", ("7", "7", "7", "", "", ""))


CASES = [
    Case("X120", "a source is held against its own row", "passes",
         {MATTER: "资金来源：一般公共预算13万元，占65%；政府性基金7万元，占35%。"}, two_funds),
    Case("X120", "a source is not what its row says", "fails",
         {MATTER: "资金来源：一般公共预算31万元。"}, two_funds, says="一般公共预算为13"),
    Case("X120", "what was spent of one source", "passes",
         {MATTER: "一般公共预算安排13万元，实际支出12万元。"}, two_funds),
    Case("X120", "the form's own budget makes no other one of a wrong amount", "fails",
         {WORK: "年初预算500万元，调整后预算520万元，全年执行534万元，执行率97%。"}, says="504.4"),
    Case("X128", "a rate of the amount before it, the projects behind the colon", "applies_not",
         {WORK: "项目支出48万元，执行率96.76%，分项目看：灌溉渠维修19万元，占39.6%。"}),
    Case("X128", "the project's own rate", "fails",
         {WORK: "灌溉渠维修项目支出19万元，执行率92%。"}, says="95%"),
    Case("N115", "scores of two forms", "applies_not",
         {WORK: "其中预算执行率得分9.70分，产出指标50分。", MATTER: "预算执行率得分9.50分。"}),
    Case("N115", "two surveys", "applies_not",
         {WORK: "发放问卷1000份，收回有效问卷968份。", MATTER: "发放问卷500份，收回有效问卷482份。"}),
    Case("N115", "one survey told twice", "fails",
         {WORK: "发放问卷300份，收回有效问卷286份。", MATTER: "发放问卷300份，收回有效问卷268份。"}),
    Case("X121", "the rate of all money beside that of the projects", "passes",
         {WORK: "全年预算执行率97.00%。", f"{COST}": "项目支出预算执行率", f"{COST}/actual": "93.53%"}),
    Case("X122", "what the projects did not pay is no project", "applies_not",
         {WORK: "三个项目支出未支付资金分别为4万元、5万元和6万元，合计15万元。"}),
    Case("X120", "what was bought has a budget of its own", "passes",
         {MATTER: "水泵采购预算6万元，项目全年支出19万元。"}),
    Case("X120", "a work costs more than the year's money for it", "passes",
         {MATTER: "项目总投资32.6万元，由村集体自筹一部分。"}),
    Case("X120", "one batch of two", "passes",
         {MATTER: "截至9月底下达第一批资金12万元，支付7.5万元。"}),
    Case("X120", "two sources make the whole", "passes",
         {MATTER: "资金来源为公益金13万元、财政预算7万元。"}),
    Case("X120", "another account pays", "passes",
         {MATTER: "项目实际支出3.6万元，由公用经费列支。"}),
    Case("X120", "a slip in the project's own budget", "fails",
         {MATTER: "项目全年预算20万元，全年实际支出91万元。"}, says="年度资金总额"),
    Case("X121", "a result of several years", "passes",
         {MATTER: "2023年新增灌溉面积280亩，近两年累计新增灌溉面积600亩。"}),
    Case("X121", "other people were asked", "passes",
         {MATTER: "水管员满意度88%。"}),
    Case("N115", "the project's part of what the unit did", "passes",
         {WORK: "全年组织放水员培训86场次。", MATTER: "组织放水员培训12场次。"}),
    Case("N115", "one digit apart is no part", "fails",
         {WORK: "全年组织放水员培训86场次。", MATTER: "组织放水员培训68场次。"}, says="另一处写"),
    Case("X136", "a verb alone doesn't make two counts one matter", "passes",
         {WORK: "全年清理乱堆乱放1386处。", ROAD: "清理边沟塌方1368处。"}),
    Case("T101", "a floor under what people are paid", "passes",
         {COST: "低保月人均补助标准", f"{COST}/target": "≥680元"}),
    Case("Y005", "last year's score, and how much it rose", "passes",
         {WORK: "2023年度自评得分98.50分，本年度提高1.20分。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
