"""What no rule at all may call an error or a warning (DOMAIN §9), said in a sound pack."""

import pytest

from tests.checks.build import run

WORK = "overall_report/资金使用及绩效情况/p"
SURVEY = "采用问卷方式开展满意度调查，发放200份。"

SENTENCES = [
    # rounding inside one unit of the last digit
    "维修甲渠33.33万元、乙渠33.33万元、丙渠33.33万元，合计100.0万元。",
    "税收完成1250万元，比上年的1100万元增长13.6%。",
    "公务接待费0.90万元，占三公经费7.20万元的13%。",
    # N以上, over-fulfilment, about
    "举办农技培训10场以上，改造卫生厕所100余户。",
    "全镇税收突破1200万元。",
    # parts below the total, lists that end in 等
    "走访农户320户，其中低保户60户、特困户12户。",
    "投入36.5万元，用于路灯12万元、护栏8万元、标牌5万元等。",
    "下设3个中心（便民服务中心、文化服务中心等）。",
    # different subjects that share a number or a noun
    "举办农技培训11场，举办消防演练4场。",
    "改造卫生厕所104户，改造危旧房屋6户。",
    "培训农民560人次，其中妇女210人次，发放资料1200份。",
    # cases mediated against disputes found; persons above cases
    "排查矛盾纠纷86件，调解案件40件，接待来访320人。",
    "查处案件6件，处理12人，其中警告5人、记过7人。",
    # this year, last year, plans
    "2023年举办农技培训8场，2024年举办农技培训11场，增长37.5%。",
    "2025年计划举办农技培训20场。",
    "上年改造卫生厕所88户，本年改造卫生厕所104户。",
    # changes in amount and rate that fit
    "全年发案14起，比上年减少6起，下降30%。",
    "入户走访率由85%提高到96%，提高11个百分点。",
    # numbers that are no quantities
    "按照〔2024〕15号文件，推进“1+1”结对，维护X012线，落实第3批名单。",
    "3月5日至6月底开展四个专项行动，第一时间处置12345热线工单。",
    # offices counted, with brackets in the middle
    "设3个大厅，窗口分别为12个、8个、5个，共有窗口25个。",
    "全镇党员600名，其中农村党员480名（其中女党员90名、青年党员120名），机关党员120名。",
    # money of other matters
    "争取上级补助320万元，社会捐资12万元，均不在本级预算内。",
    "每公里造价12.5万元，每户补助0.3万元。",
    "灌溉渠维修项目执行率95%，村道养护项目执行率100%。",
    "申请修改规划2次，截至12月底签约90户。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_silent(sentence: str) -> None:
    report = run({WORK: sentence + SURVEY})
    loud = [f for f in report.findings if f.severity != "info"]
    assert [(f.rule, f.message) for f in loud] == []
    assert not [o.reason for o in report.outcomes if o.status == "crashed"]
