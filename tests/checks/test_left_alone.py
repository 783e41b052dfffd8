"""Subjects that change in mid-sentence, parallel rests, earlier rates: left alone; faults beside seen."""

import pytest

from tests.checks.build import Edit
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
STAFF = (
    "在职64人，其中行政20人、事业44人，较上年末减少2人。在职人员中，本科以上学历50人，占78.13%；"
)


def said(code: str, outcome: str, sentence: str, says: str = "", edit: Edit | None = None) -> Case:
    assert outcome in ("fails", "passes", "applies_not")
    return Case(code, sentence, outcome, {WORK: sentence}, edit, says=says)  # type: ignore[arg-type]


CASES = [
    said("N103", "applies_not", "设备原值860.00万元，累计折旧320.00万元，净值540.00万元，在用设备占95.20%。"),
    said("N103", "fails", "设备原值860.00万元，累计折旧320.00万元，净值540.00万元，占62.97%。", "62.79%"),
    said("N103", "passes", STAFF + "高级职称16人，占25.00%。"),
    said("N101", "passes", STAFF + "高级职称16人，占25.00%。"),
    said("N157", "passes", "对茶叶、蜜柚种植的育、栽、管、采四个环节给予补助。"),
    said("N157", "fails", "对茶叶、蜜柚种植的育、栽、管、采三个环节给予补助。", "写明三"),
    said("N167", "applies_not", "项目支出940.00万元，土建600.00万元、设备240.00万元、监理100.00万元，结余60.00万元。"),
    said("N125", "applies_not", "项目支出940.00万元，土建600.00万元、设备240.00万元、监理100.00万元，结余60.00万元。"),
    said("N125", "applies_not", "甲泵站结余12.50万元、乙泵站结余8.30万元、丙泵站结余6.20万元。"),
    said("N125", "passes", "全年支出1.86亿元，执行率97.38%，较2023年的1.81亿元增加512.40万元，未执行500.00万元。"),
    Case("N115", "new ones here, all of them there", "applies_not",
         {WORK: "新建村级充电桩12个。", MATTER: "累计建成村级充电桩186个。"}),
    said("N131", "applies_not", "绿色出行人员由上年的368人增加，绿色出行率由上年的36.8%提高到41.2%。"),
    said("N156", "applies_not", "更换路灯104盏，计划120盏，项目资金执行率85.83%。"),
    said("N156", "fails", "预算1420.00万元，更换路灯104盏，支付1218.75万元，项目资金执行率85.38%。", "85.83%"),
    said("N112", "applies_not", "更换路灯104盏，计划120盏，项目资金执行率85.83%。"),
    said("N119", "passes", "按时送达率98.48%，回访满意率由第一季度89.6%上升到第四季度93.1%，全年平均91.4%。"),
    said("N104", "applies_not", "定点药店由9家减少到6家，药品单价较上年下降4.5%。"),
    said("N104", "fails", "定点药店由9家减少到6家，药店数量较上年下降43.33%。", "33.33%"),
    said("N110", "passes", "预算执行率96.00%，得9.60分。产出指标40分得38.50分，效益指标30分、满意度指标20分均得满分，合计98.10分。"),
    said("N110", "fails", "产出指标38.50分，效益指标30分、满意度指标20分，合计98.10分。", "88.5分"),
    said("N111", "passes", "其中河道保洁全年预算80.00万元，执行率90.00%，结余8.00万元。"),
    said("N166", "passes", "企业配套3.20亿元，财政拨款1600.00万元，博士12人、硕士48人，企业配套与财政拨款之比为20:1。"),
    said("N141", "applies_not", "新建充电桩60个，超目标10个。"),
    said("N134", "applies_not", "运营电动车84辆。线路12条、车辆36辆，平均每条线路3辆。"),
    said("N139", "applies_not", "养护道路400公里，投入480.00万元，平均每公里1.20万元。修补护栏10.5公里，投入31.50万元，平均每公里3.00万元。"),
    said("N155", "applies_not", "投入198.6万元加固边坡，投入1918.60万元改造路面。"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why[:20]}")
def test_left_alone(case: Case) -> None:
    judge(case)
