"""Rules N185 to N189: lists told in turn, groups, shares of one division, stocks and quarters."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


PONDS = (
    "清淤山塘涉及3个乡镇，清淤方量分别为{}万立方米、1.85万立方米和0.97万立方米，合计5.26万立方米。"
)
FAIRS = "举办专场招聘会{}场，达成意向人数分别为126人、98人、143人、87人、112人。"
CALLS = "全年受理热线来电28640件。来电中，咨询{}件、投诉6912件、求助3304件。"
FIRMS = "96家新入库企业中，纺织52家、食品23家、建材{}家、其他9家。"
BY_SOURCE = "按资金来源划分，一般公共预算支出{}万元，占91.96%；政府性基金支出186.40万元，占{}%。"
TOWNS = "三个镇应收水费分别为312户、268户、154户，实收分别为298户、251户、149户，收缴率分别为95.51%、93.66%、{}%。"
BIDS = "2个标段合同价分别为386.40万元、214.60万元，控制价分别为412.80万元、236.50万元，下浮率分别为6.40%、{}%。"
UP_TO = "前三个季度累计支出分别为102.60万元、236.14万元、388.90万元，执行进度分别达到19.73%、{}%、74.79%。"
AID = "全年救助困难群众1186人，发放救助金530.80万元。其中低保842人发放386.20万元，特困118人发放{}万元，临时救助226人发放48.30万元。"
BOUGHT = "实际采购298.70万元，执行率98.50%，其中服务类项目6个{}万元、货物类项目3个52.50万元。"
BY_TWO = "共奖补94家企业，按规模分，大型18家、中型31家、小微45家；按档次分，一档{}家、二档36家、三档34家。"
BRACKET = "现有管护员312人（男{}人、女114人），管护林地18.6万亩。"
PIPES = "新建管网46.8公里（雨水28.5公里、污水{}公里）。"
LEFT = "内部审计发现问题6个，已整改{}个，尚有1个正在整改。"
QUARTERS = (
    "四个季度支出分别为1384.22万元、1520.63万元、1498.54万元和{}万元，上半年支出{}万元，占全年支出的{}%；"
    "第四季度支出占29.11%，比第三季度增长{}%。"
)
DATES = "截至6月底、9月底、12月底，累计投资分别为9870.25万元、16244.90万元和23506.31万元，第四季度投资{}万元。"
NAMED = (
    "一季度完成税收3.20亿元，二季度3.85亿元，三季度2.96亿元，四季度4.12亿元，上半年完成税收{}亿元。"
)
RESIDENTS = "城镇居民参保3125人，占{}%，农村居民参保8875人，占73.96%。"

CASES = [
    Case("N101", "how far it had come each time is no part", "passes",
         done("全年预算520万元，" + UP_TO.format("45.41"))),
    Case("N185", "as many as are told", "fails", done(FAIRS.format(6)), says="列出5个数"),
    Case("N185", "as many as are told, right", "passes", done(FAIRS.format(5))),
    Case("N185", "of a total told before", "fails", done(CALLS.format(18244)), says="写28640件"),
    Case("N185", "of a total told before, right", "passes", done(CALLS.format(18424))),
    Case("N185", "of those that open the sentence", "fails", done(FIRMS.format(21)),
         says="=105家"),
    Case("N185", "of those that open the sentence, right", "passes", done(FIRMS.format(12))),
    Case("N185", "a unit told at the end only", "passes",
         done("接诊量中，内科、外科、儿科三个科室分别为1.85万、0.93万和0.41万人次。")),
    Case("N187", "a kind of money with no number told", "fails",
         done(BOUGHT.format("264.20")), says="写298.7万元"),
    Case("N187", "a kind of money, right", "passes", done(BOUGHT.format("246.20"))),
    Case("N187", "two ways that aren't the same", "fails",
         done("按企业规模分，大型18家、中型61家、小微39家；按补助档次分，一档42家、二档76家、三档54家。"),
         says="两种分法的合计应当相同"),
    Case("N185", "several sides of the same, not several things", "applies_not",
         done("举办培训4次，理论和实操人数分别为126人、98人。")),
    Case("N186", "one rate of a list", "fails", done(TOWNS.format("97.66")), says="=96.75%"),
    Case("N186", "one rate of a list, right", "passes", done(TOWNS.format("96.75"))),
    Case("N186", "one reduction of a list", "fails", done(BIDS.format("9.62")), says="9.26%"),
    Case("N186", "one reduction of a list, right", "passes", done(BIDS.format("9.26"))),
    Case("N186", "rates of one whole", "fails", done(UP_TO.format("45.14")), says="对应45.41%"),
    Case("N186", "rates of one whole, right", "passes", done(UP_TO.format("45.41"))),
    Case("N186", "rates of something else", "passes",
         done("三类项目支出分别为120.50万元、88.60万元、45.20万元，完成率分别为96.40%、98.20%、95.10%。")),
    Case("N186", "one list only", "applies_not", done("两个中心使用率分别为85.2%、91.3%。")),
    Case("N187", "one column of two", "fails", done(AID.format("93.60")), says="写530.8万元"),
    Case("N187", "one column of two, right", "passes", done(AID.format("96.30"))),
    Case("N187", "two ways to divide", "fails", done(BY_TWO.format("42")), says="94家不符"),
    Case("N187", "two ways to divide, right", "passes", done(BY_TWO.format("24"))),
    Case("N187", "a bracket", "fails", done(PIPES.format("13.8")), says="=42.3公里"),
    Case("N187", "a bracket, right", "passes", done(PIPES.format("18.3"))),
    Case("N187", "men and women", "passes", done(BRACKET.format(198))),
    Case("N187", "a bracket of what overlaps", "passes",
         done("现有职工312人（党员98人、女职工141人）。")),
    Case("N187", "what is left", "fails", done(LEFT.format(4)), says="4个+1个=5个"),
    Case("N187", "what is left, right", "passes", done(LEFT.format(5))),
    Case("N187", "an outcome that is of another", "passes",
         done("专项考核84个，合格78个，责令整改6个，撤销2个。")),
    Case("N187", "no list", "applies_not", done("全年培训1286人次。")),
    Case("N188", "a share that isn't the amount's", "fails", done(BY_SOURCE.format("2131.60", "8.40")),
         says="不是100%"),
    Case("N188", "shares of one division, right", "passes",
         done(BY_SOURCE.format("2131.60", "8.04"))),
    Case("N188", "an amount that all shares speak against", "fails",
         done(BY_SOURCE.format("2113.60", "8.04")), says="报告写占"),
    Case("N188", "two kinds, one share wrong", "fails", done(RESIDENTS.format("24.06")),
         says="÷（3125人+8875人）=26.04%"),
    Case("N188", "two kinds, right", "passes", done(RESIDENTS.format("26.04"))),
    Case("N188", "shares of something else", "passes",
         done("教师182人，其中高级职称56人，占30.77%，本科以上学历171人，占93.96%。")),
    Case("N188", "one share only", "applies_not", done("投诉126件，占全部受理件的40.38%。")),
    Case("N189", "half a year", "fails", done(QUARTERS.format("1808.45", "2940.85", "46.76", "20.68")),
         says="应为2904.85万元"),
    Case("N189", "share of half a year", "fails",
         done(QUARTERS.format("1808.45", "2904.85", "47.66", "20.68")), says="占全年的46.76%"),
    Case("N189", "growth of a quarter", "fails",
         done(QUARTERS.format("1808.45", "2904.85", "46.76", "28.06")), says="增长20.68%"),
    Case("N189", "a quarter that all speaks against", "fails",
         done(QUARTERS.format("1804.85", "2904.85", "46.76", "20.68")), says="应为1808.45万元"),
    Case("N189", "quarters, right", "passes",
         done(QUARTERS.format("1808.45", "2904.85", "46.76", "20.68"))),
    Case("N189", "between two dates", "fails", done(DATES.format("7216.41")),
         says="应为7261.41万元"),
    Case("N189", "between two dates, right", "passes", done(DATES.format("7261.41"))),
    Case("N189", "quarters by name", "fails", done(NAMED.format("7.50")), says="应为7.05亿元"),
    Case("N189", "quarters by name, right", "passes", done(NAMED.format("7.05"))),
    Case("N189", "another thing", "applies_not",
         done("四个季度支出分别为120.50万元、180.20万元、96.40万元、240.90万元，上半年收入320.00万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
