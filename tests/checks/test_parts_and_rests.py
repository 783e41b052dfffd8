"""Rules N190 to N193: totals divided twice, points lost, wholes summed up later, spread over places."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CLINICS = "新改扩建站房{}个，其中新建9个、改建11个、扩建{}个，分布在东片9个、西片7个、南片6个、北片{}个，平均造价8.32万元。"
AID = "全年受理援助申请864件，其中民事612件、刑事{}件、行政6件，办结798件，尚在办理{}件。"
POSTS = "核定编制86名，其中行政编制32名、事业编制{}名，年末实有82人，空编4名。"
TRAINED = "培训农民860人，其中女性412人、脱贫户236人、退役军人238人，种植类520人、养殖类340人。"
SCORE = "自评得分97.72分，等次为优，失分集中在满意度和时效两项，合计扣{}分。"
SIGNED = "签约老年人41256人，其中65岁以上28614人。签约慢性病患者18342人，其中高血压12680人。两类人群合计签约{}人。"
CREWS = "建成专职消防队4支、志愿消防队{}支、微型消防站26个，三类力量共计56个。"
PARKS = "新建口袋公园{}个，分布在城东2个、城西3个、城南1个。"
FLAWS = "排查隐患3182条，其中重大24条，已全部整改；一般隐患3158条，已整改3068条，整改率97.15%，剩余{}条已明确期限。"
CASES_OPEN = "受理案件864件，其中民事612件、刑事252件，办结798件，尚在办理{}件。"
OFFICES = "内设办公室、政策法规科、救灾和物资保障科、应急指挥科{}个科室。"
ASIDE = "内设办公室（党建办）、人事股、财务股、基教股{}个股室。"
TOWNS = "项目覆盖清河镇、柳林镇、石桥乡、龙泉乡等{}个乡镇。"
PILES = "配套充电桩96个（快充36个、慢充{}个）。"
PAID = "到位资金4862.3万元，其中中央1850万元、省级962.3万元、县级{}万元，已支付4512.6万元，支付率92.81%。"
HOLIDAYS = "三个假期分别接待游客18.6万、24.2万和31.5万人次，三个假期合计接待{}万人次。"
SHUT = "关停小作坊36家，整治提升58家，搬迁入园12家，共处置{}家，占排查总数118家的89.83%，其余{}家限期处置。"
LOST = "自评得分94.5分，其中决策扣1分、过程扣{}分、产出扣2分，合计扣5.5分。"
CARED = "巡诊服务群众1.86万人次，其中测量血压9862人次、检测血糖8642人次、发放药品4286人次。"
LIFTS = "检查特种设备单位462家次，其中电梯使用单位{}家次、锅炉使用单位86家次，均已反馈。"
TALKS = "开展宣讲126场次，其中进社区42场、进校园{}场、进企业28场、进农村20场。"
STAFF = "在职职工156人，其中行政人员42人、事业人员{}人，另有离退休63人、编外22人。"
MISHAPS = "发生事故18起、死亡6人，其中道路14起、死亡4人，建筑2起、死亡2人，其他{}起，无人员死亡。"
THREE_YEARS = "农村公路三年计划建设286公里，2022年完成86公里，2023年完成102公里，今年完成98公里。"
HELPERS = "共有志愿者8.6万人，其中党员志愿者1.2万人、青年志愿者3.8万人、巾帼志愿者2.6万人。"
GROUPS = "重点人群签约{}万人，其中老年人4.86万人、儿童2.42万人、孕产妇0.28万人、残疾人3.86万人。"
GIVEN = "承接省级任务8项、市级任务12项、县级任务26项，共46项，其中提前完成6项、按期完成40项。"
GUARDS = "在21个小区各设2个督导岗，共{}个，安排岗位补助。"
CARS = "决算55.86万元，其中车辆维护费51.3万元，保有车辆38辆，车均1.35万元；公务接待费4.56万元；未发生出国费用。"
ROADS = "保洁面积1128.6万平方米，比上年1086.4万平方米增加42.2万平方米，增长3.9%；按道路等级分，一级312.5万平方米、二级{}万平方米、三级329.2万平方米。"
CAUSES = "立案3642件，较上年3415件增加227件，增长6.6%。案由分布：市容1986件、停车{}件、渣土318件、违建174件、其他140件；结案3578件。"

CASES = [
    Case("N190", "the first division", "fails", done(CLINICS.format(26, 7, 4)), says="7个=27个"),
    Case("N190", "both divisions right", "passes", done(CLINICS.format(26, 6, 4))),
    Case("N190", "what was done and what is left make it", "fails", done(AID.format(264, 66)),
         says="612件+264件+6件=882件"),
    Case("N190", "done and left, right", "passes", done(AID.format(246, 66))),
    Case("N190", "two halves that make less", "fails", done(POSTS.format(45)), says="=77名"),
    Case("N190", "two halves, right", "passes", done(POSTS.format(54))),
    Case("N190", "traits that overlap", "passes", done(TRAINED)),
    Case("N190", "one division", "applies_not", done("新建站房26个，其中东片16个、西片10个。")),
    Case("N191", "digits swapped", "fails", done(SCORE.format("2.82")), says="应共扣2.28分"),
    Case("N191", "right", "passes", done(SCORE.format("2.28"))),
    Case("N191", "of one kind of indicator only", "applies_not",
         done("自评得分97.72分。产出指标因任务调整，共扣0.56分。")),
    Case("N192", "wholes with their parts between", "fails", done(SIGNED.format(59958)),
         says="41256人+18342人=59598人"),
    Case("N192", "right", "passes", done(SIGNED.format(59598))),
    Case("N192", "counts in several units", "fails", done(CREWS.format(36)), says="=66个"),
    Case("N192", "several units, right", "passes", done(CREWS.format(26))),
    Case("N192", "nothing summed up", "applies_not", done("签约老年人41256人。签约患者18342人。")),
    Case("N193", "one place too many", "fails", done(PARKS.format(7)), says="=6个"),
    Case("N193", "right", "passes", done(PARKS.format(6))),
    Case("N193", "places that aren't all", "applies_not",
         done("新建口袋公园9个，分布在城东2个、城西3个、城南1个等地。")),
    Case("N125", "a matter of its own behind a semicolon", "fails", done(FLAWS.format(80)),
         says="3158条与3068条相差90条"),
    Case("N125", "behind a semicolon, right", "passes", done(FLAWS.format(90))),
    Case("N125", "parts between the whole and what was done", "fails", done(CASES_OPEN.format(76)),
         says="相差66件"),
    Case("N125", "parts between, right", "passes", done(CASES_OPEN.format(66))),
    Case("N125", "some still under way", "fails",
         done("开工改造小区32个、2846户，已完工27个，尚有7个正在施工。"), says="相差5个"),
    Case("N125", "under way, right", "passes",
         done("开工改造小区32个、2846户，已完工27个，尚有5个正在施工。")),
    Case("N157", "和 inside the name of an office", "fails", done(OFFICES.format("五")), says="4个"),
    Case("N157", "和 inside a name, right", "passes", done(OFFICES.format("四"))),
    Case("N102", "a second name in a bracket", "fails", done(ASIDE.format(5)), says="4个名称"),
    Case("N157", "a list that N102 reports", "passes", done(ASIDE.format(5))),
    Case("N157", "a bracket, right", "passes", done(ASIDE.format(4))),
    Case("N157", "more names than 等 allows", "fails", done(TOWNS.format(3)), says="4个"),
    Case("N157", "等 closes a list, or leaves some out", "passes", done(TOWNS.format(6))),
    Case("N187", "kinds named alike are more than all", "fails", done(PILES.format(66)),
         says="36个+66个=102个"),
    Case("N187", "kinds named alike, right", "passes", done(PILES.format(60))),
    Case("N101", "what was paid is no part", "fails", done(PAID.format(2150)), says="=4962.3万元"),
    Case("N101", "what was paid is no part, right", "passes", done(PAID.format(2050))),
    Case("N184", "a verb behind 合计", "fails", done(HOLIDAYS.format("73.4")), says="74.3万人次"),
    Case("N184", "a verb behind 合计, right", "passes", done(HOLIDAYS.format("74.3"))),
    Case("N192", "several deeds summed up in their sentence", "fails", done(SHUT.format(116, 12)),
         says="=106家"),
    Case("N192", "several deeds, right", "passes", done(SHUT.format(106, 12))),
    Case("N125", "the rest of a whole told behind its part", "fails", done(SHUT.format(106, 32)),
         says="相差12家"),
    Case("N191", "parts of the points lost", "fails", done(LOST.format(3)), says="=6分"),
    Case("N191", "parts of the points lost, right", "passes", done(LOST.format("2.5"))),
    Case("N101", "services that people have had more than once", "passes", done(CARED)),
    Case("N101", "two of several kinds", "fails", done(LIFTS.format(286)), severity="info"),
    Case("N101", "two kinds, one slip off", "fails", done(LIFTS.format(367)), says="=453家次"),
    Case("N101", "场 and 场次", "fails", done(TALKS.format(63)), says="=153场"),
    Case("N101", "场 and 场次, right", "passes", done(TALKS.format(36))),
    Case("N101", "others told beside a list", "fails", done(STAFF.format(144)), says="=186人"),
    Case("N101", "others beside a list, right", "passes", done(STAFF.format(114))),
    Case("N101", "groups of people, not all told", "fails", done(GROUPS.format("12.8")),
         severity="info"),
    Case("N170", "a last count without a partner", "passes", done(MISHAPS.format(2))),
    Case("N170", "a last count without a partner, wrong", "fails", done(MISHAPS.format(3))),
    Case("N106", "a task of several years", "applies_not", done(THREE_YEARS)),
    Case("N106", "a total between the task and what was done", "applies_not", done(GIVEN)),
    Case("N145", "traits that overlap", "applies_not", done(HELPERS)),
    Case("N110", "how many of each is no part", "applies_not", done(GUARDS.format(42))),
    Case("N161", "how many of each is no part", "applies_not",
         done("12所小学各2台、4所中学各3台，合计36台。")),
    Case("N101", "a list goes on behind figures of other things", "passes", done(CARS)),
    Case("N101", "last year and the change bear the total out", "fails", done(ROADS.format("468.9")),
         says="与“保洁面积”1128.6万平方米不符"),
    Case("N101", "last year before a division, right", "passes", done(ROADS.format("486.9"))),
    Case("N184", "a label opens the parts", "fails", done(CAUSES.format(1042)), says="=3660件"),
    Case("N184", "a label opens the parts, right", "passes", done(CAUSES.format(1024))),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
