"""Rules N119, N154, N163, N179, N181, N216: means in more words, and counts told elsewhere."""

import pytest

from tests.checks.table import Case, judge
from tests.checks.test_wording import no_reports

WORK = "overall_report/资金使用及绩效情况/p"
LATER = "project_reports/村道养护/绩效目标自评完成情况分析/p"
STAFF = "在编教师212人、代课教师38人，离退休教师86人，人员经费3,816.00万元、公用经费233.20万元。"
BASIS = "按在编教师人数折算，人员经费每人18.00万元，公用经费每人{}万元。"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


LISTS = [
    Case("N119", "of three years", "fails", done("近三年分别建成410座、455座和485座，年均470座。"),
         says="（410座+455座+485座）÷3=450座，报告平均写470座"),
    Case("N119", "of three years, right", "passes", done("近三年分别建成410座、455座和485座，共1350座，年均450座。")),
    Case("N119", "the unit stands at the list's end", "fails",
         done("近三年借阅量依次为12.60万、13.80万、15.00万册次，三年平均14.40万册次。"), says="÷3=13.8万册次"),
    Case("N119", "of scores in clauses", "fails",
         done("文化下乡得97.60分，农家书屋得96.40分，平均分97.90分。"), says="（97.6分+96.4分）÷2=97分"),
    Case("N119", "weighted by who knows what", "passes", done("三个片区户均补助分别为1,200元、1,350元、1,500元，平均1,340元。")),
    Case("N119", "of a whole told before its parts", "passes",
         done("实训384人。共8期：驾驶2期108人；电商2期92人；电工3期134人；家政1期50人。平均每期48人。")),
    Case("N119", "of another amount of the name", "passes",
         {WORK: "公用经费预算58.00万元，控制率97.00%；按在职32人计，人均1.76万元。", LATER: "公用经费支出56.26万元。"}),
]  # fmt: skip
WORDS = [
    Case("N154", "man months", "fails", done("全年配发10,860人月，折合月均950人。"), says="按12个月平均为905人"),
    Case("N154", "man months, right", "passes", done("全年配发10,860人月，折合月均905人。")),
    Case("N154", "told roughly", "fails", done("群众自筹96.00万元，摊到640户，每户1,050元左右。"), says="96万元÷640户=1500元"),
    Case("N154", "told roughly, near enough", "passes", done("群众自筹96.00万元，摊到640户，每户1,490元左右。")),
    Case("N154", "what cars cost", "fails",
         done("公务用车运行维护费16.80万元，接待费1.44万元。一共6台执法车辆，摊到每台车上一年是2.08万元。"),
         says="16.8万元÷6台=2.8万元"),
    Case("N154", "how many there are is told elsewhere", "fails",
         {WORK: "驿站全年服务4.56万人次，站均3,080人次。", LATER: "沿线建有骑手驿站12个。"}, says="4.56万人次÷12个=3800人次"),
    Case("N154", "what a quarter has is no year's", "passes",
         done("四个季度分别接诊1.20万、1.36万、1.42万、1.30万人次，月均0.44万人次。")),
    Case("N163", "by the month", "fails", done("全年工资178.20万元（45名保洁员，人均每月3,030元）。"),
         says="45名×3030元×12"),
    Case("N163", "by the month, right", "passes", done("全年工资178.20万元（45名保洁员，人均每月3,300元）。")),
    Case("N181", "by the month is no mean of one", "applies_not", done("工资178.20万元（45名保洁员，人均每月3,300元）。")),
    Case("N181", "one car", "fails",
         {WORK: "公务用车运行维护费21.36万元，单车平均2.76万元。", "overall_report/绩效自评结果拟应用和公开情况/p": "公务用车保有量8辆。"},
         says="21.36万元÷8辆=2.67万元"),
    Case("N179", "all of them were told before their places", "passes",
         done("改造泵站16座，分布在城东5座、河西4座、南岭2座、北坡2座、西园1座、东湾1座、石桥1座，市级按每座30万元补助480.00万元。")),
    Case("N216", "one of two by another count", "fails", {WORK: STAFF, LATER: BASIS.format("2.71")},
         says="233.2万元÷212人=1.1万元，报告“公用经费”平均写2.71万元"),
    Case("N216", "right", "passes", {WORK: STAFF, LATER: BASIS.format("1.10")}),
    Case("N216", "no such count", "applies_not", {LATER: BASIS.format("1.10")}),
    Case("N216", "no reports", "applies_not", edit=no_reports),
]  # fmt: skip


CASES = LISTS + WORDS


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
