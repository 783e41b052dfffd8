"""Rules N150 to N160: figures that only the words of a sentence bind to each other."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
MEASURES = "overall_report/下一步改进措施/p"
PROBLEMS = "overall_report/存在的问题及原因分析/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


SHARES = "从结构看，人员支出241.60万元，占支出总额的57.9%，公用支出38.26万元，占{}，专项支出137.07万元，占32.9%。"
CHECKED = "立案312件，办结295件，在办17件，结案率{}。"
LEFT = "设备购置余37.20万元没有支付，原因是质保金未到付款期。"

CASES = [
    Case("N150", "last year in a bracket", "fails", done(
        "立案312件。立案数同比增加82件（上年为284件）。"), says="相差28件"),
    Case("N150", "right", "passes", done("立案312件。立案数同比增加28件（上年为284件）。")),
    Case("N150", "turned in a bracket", "fails", done(
        "三公经费2.86万元，同比增加0.34万元（上年3.20万元）。"), says="相反的方向"),
    Case("N150", "told before its operands", "fails", done(
        "蓄水量增加830万立方米，从年初的2650万立方米增加到年末的3030万立方米。"), says="380"),
    Case("N150", "right behind the yardstick", "fails", done(
        "准确率达到91.2%，高于目标值90%2.1个百分点。"), says="1.2"),
    Case("N150", "as against last year", "fails", done(
        "累计支出1602.74万元。与上年的1536.09万元相比，累计支出增长66.56万元。"), says="66.65"),
    Case("N150", "risen to less", "fails", done("亩均用水由362立方米升至345立方米。"), says="减少"),
    Case("N150", "fallen to less", "passes", done("亩均用水由362立方米降至345立方米。")),
    Case("N150", "a bracket of something else", "applies_not", done(
        "立案312件，增加28件（含移送4件）。")),
    Case("N151", "two sums over a semicolon", "fails", done(
        "补助3.24万元验收后支付；保证金4.96万元期满支付，两笔合计8.02万元。"), says="8.2"),
    Case("N151", "right", "passes", done(
        "补助3.24万元验收后支付；保证金4.96万元期满支付，两笔合计8.20万元。")),
    Case("N151", "fewer than it says", "applies_not", done("补助3.24万元，三笔合计8.02万元。")),
    Case("N152", "one share of three", "fails", done(SHARES.format("2.9%")), says="应占9.2%"),
    Case("N152", "right", "passes", done(SHARES.format("9.2%"))),
    Case("N152", "of two wholes", "applies_not", done(
        "甲支出241.60万元，占总额的57.9%，乙支出38.26万元，占专项的2.9%，丙支出9.00万元，占公用的8.8%。")),
    Case("N153", "listed right behind", "fails", done(
        "开展科普活动23场，走进学校14场、社区9场、企业3场、农村6场。"), says="=32场"),
    Case("N153", "by turns", "fails", done(
        "年中分两批追加251.40万元，第一批130.00万元用于专科，第二批85.40万元用于应急。"), says="215.4"),
    Case("N153", "men and women", "fails", done("在职干部职工128人，男性97人、女性49人。")),
    Case("N153", "right", "passes", done("开展活动32场，走进学校14场、社区9场、企业3场、农村6场。")),
    Case("N153", "other matters", "applies_not", done("开展活动32场，组织演出14场，举办讲座9场。")),
    Case("N154", "for each vehicle", "fails", done(
        "车辆运行维护费18.75万元，现有执法用车15辆，车均1.52万元。"), says="1.25"),
    Case("N154", "for each batch", "fails", done(
        "食品抽检1860批次；抽检经费111.60万元，每批次抽检成本900元。"), says="600"),
    Case("N154", "for each month of the year", "fails", done(
        "全年发放补贴596.76万元，月均发放49.37万元。"), says="49.73"),
    Case("N154", "right", "passes", done("全年发放补贴596.76万元，月均发放49.73万元。")),
    Case("N154", "over ten months", "passes", done("全年补助48.00万元，月均补助4.80万元。")),
    Case("N154", "no count", "applies_not", done("车辆运行维护费18.75万元，车均1.52万元。")),
    Case("N155", "what is left, told again", "fails", {
        PROBLEMS: LEFT, MEASURES: "剩余的32.70万元由财政所在2025年6月底前付清。"}, says="37.2"),
    Case("N155", "in 元", "fails", {PROBLEMS: LEFT.replace("37.20", "37.25"), WORK: "支付设备款37.25元。"}),
    Case("N155", "right", "applies_not", {
        PROBLEMS: LEFT, MEASURES: "剩余的37.20万元由财政所在2025年6月底前付清。"}),
    Case("N155", "another sum", "passes", {
        PROBLEMS: LEFT, MEASURES: "结转的530.25万元由财政所在2025年6月底前付清。"}),
    Case("N156", "a figure between", "fails", done(CHECKED.format("49.6%")), says="=94.55%"),
    Case("N156", "right", "passes", done(CHECKED.format("94.6%"))),
    Case("N156", "money of a plan", "fails", done(
        "年初安排购置560.00万元，截至年末支付476.00万元，执行率58%。"), says="85"),
    Case("N156", "of another matter", "applies_not", done("走访群众312户，设备完好率49.6%。")),
    Case("N157", "kinds ahead", "fails", done("建成胸痛、卒中、创伤四大中心。"), says="3个"),
    Case("N157", "kinds behind", "fails", done(
        "未检测的涉及3个行业，分别是加油站和矿山。"), says="2个"),
    Case("N157", "joined by 和", "passes", done("涉及3个行业，分别是加油站、烟花爆竹和矿山。")),
    Case("N157", "open list", "applies_not", done("案件涉及食品、药品、价格等五类。")),
    Case("N157", "a list of ordinals", "applies_not", done("完成一、二两类普查。")),
    Case("N158", "income less spending", "fails", done(
        "全年收入合计18436.52万元。支出总计18102.66万元，收支相抵后结余338.36万元。"), says="333.86"),
    Case("N158", "right", "passes", done(
        "全年收入合计18436.52万元。支出总计18102.66万元，收支相抵后结余333.86万元。")),
    Case("N158", "no income told", "applies_not", done("收支相抵后结余333.86万元。")),
    Case("N159", "divided in the next sentence", "fails", done(
        "累计立案312件。案件涉及食品、药品、价格三类，分别为146件、25件、114件。"), says="312"),
    Case("N159", "right", "passes", done(
        "累计立案312件。案件涉及食品、药品、价格三类，分别为146件、52件、114件。")),
    Case("N159", "no total", "applies_not", done("三类案件分别为146件、25件、114件。")),
    Case("N160", "cut budget", "fails", done(
        "批复预算756.40万元，年内追减21.40万元，调整后预算753.00万元。")),
    Case("N160", "right", "passes", done(
        "批复预算756.40万元，年内追减21.40万元，调整后预算735.00万元。")),
    Case("N160", "not of a budget", "applies_not", done("收入756.40万元，支出21.40万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
