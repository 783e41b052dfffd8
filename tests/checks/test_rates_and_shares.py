"""Rules N171 to N176: rates, shares and ratios whose words say of which figures they are."""

import pytest

from tests.checks.build import Edit, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def told_before(sentence: str) -> Edit:
    return with_section("overall_report", "七、", "病区和道路", sentence)


GAP = "村庄清洁岗位计划安排120个，实际到岗102个，缺口18个，缺口率{}%。"
TOPPED = "年初预算640万元，年中追加96万元，追加后预算736万元，追加比例{}%。"
PREMIUM = "旧设备起拍价310万元，成交价341万元，溢价31万元，溢价率{}%。"
DEARER = "次均费用142.6元，超目标7.6元，超幅{}%。"
CHEAPER = "稻谷收购均价1.24元/斤，每斤比上年低0.09元，降幅{}%。"
THRIFT = "会议费预算24.6万元，决算21.87万元，控制率88.90%，同比减少2.09万元，下降{}%。"
TWO_STAGES = (
    "东、西两渠送审价分别为386.2万元、214.5万元，审减18.9万元、12.7万元，审减率4.89%、{}%。"
)

INVESTED = (
    "泵站总投资1260万元，截至年底累计完成投资1083.6万元，占总投资的{}%，其中本年完成745.2万元。"
)
COUNTED = "里程超过50公里的417具，占接运总量2694具的{}%，接运与自送合计2863具。"
SETTLED = "合同价2243.22万元，送审金额2231.56万元，审定金额2164.61万元，审定金额为合同价的{}%。"
BEST = "直播带货场均22.7万元，最高一场58万元，约为场均的{}倍。"
SIGNED = "签约12583人，超目标583人，占常住人口41138人的{}%。"
ALL_SPENT = "基本支出456.40万元，占总支出的{}%。"
AIDED = "临时救助1268人次285.3万元，人次均2250元，其中急难先行392人次31.36万元，占救助人次的30.91%、占救助资金的{}%。"

PASSED = "电工、焊工、护理3个工种通过率依次为88.2%（247/280）、{}%（186/234）和86.3%（535/620）。"
PLACED = "对口就业率（对口就业268人/就业331人）{}%。"
WATER = "6个断面全年监测72次，达到或优于三类的70次，达标率{}%，未达标的2次在6月。"
POSTS = "中心核定编制68名，实有在职人员65人，控制率{}%。"
BEDS = "开放床位80张，平均住院5.3天，实际占用18614床日，全年按366天计床位使用率{}%。"
ASKED = "抽取286户，接通271户，满意263户，满意率97.05%（以接通户计）、{}%（以抽取户计）。"
SIRENS = "安装终端1928只，村均8只，终端在线率97.2%（在线{}只）。"

FUNDS = "免费开放资金60万元，其中中央30万元、省级12万元、市级18万元，比例为{}；实际使用57.3万元。"
CARERS = "护理员与失能老人配比由1:5提高到1:4，现有护理员26名、失能老人{}名。"

AIR = "烟气浓度0.32ngTEQ/m³，比0.5的限值低{}%。"
HALVES = "水电费上半年28.31万元，下半年30.15万元，下半年环比增长{}%。"
FINES = "上半年收取1.37万元，下半年为零，全年较2023年的3.25万元减少{}%。"

LISTED = "炉体维护、惠民减免、净化改造分别为48.18万元、281.9万元、118万元，合计448.08万元，占比{}。"
DEGREES = "年末在职29人，其中硕士5人、本科19人，本科及以上学历占{}%。"

CASES = [
    Case("N171", "over what there is", "fails", done(GAP.format("17.65")), says="18个÷120个=15.00%",
         severity="warning"),
    Case("N171", "over what was planned", "passes", done(GAP.format(15))),
    Case("N171", "the difference stands further off", "fails", done(TOPPED.format("13.04")), says="÷640万元"),
    Case("N171", "the difference stands further off, right", "passes", done(TOPPED.format(15))),
    Case("N171", "over the price that was paid", "fails", done(PREMIUM.format("9.09")), says="=10.00%"),
    Case("N171", "over the lowest price", "passes", done(PREMIUM.format(10))),
    Case("N171", "one end told, a digit wrong", "fails", done(DEARER.format("5.33")),
         says="7.6元÷（142.6元-7.6元）=5.63%"),
    Case("N171", "one end told, right", "passes", done(DEARER.format("5.63"))),
    Case("N171", "a unit price over this year's", "fails", done(CHEAPER.format("7.26")), says="=6.77%"),
    Case("N171", "a unit price, right", "passes", done(CHEAPER.format("6.77"))),
    Case("N171", "a rate of the budget between", "fails", done(THRIFT.format("7.82")), says="=8.72%"),
    Case("N171", "a rate of the budget between, right", "passes", done(THRIFT.format("8.72"))),
    Case("N171", "two in turn", "fails", done(TWO_STAGES.format("6.29")), says="12.7万元÷214.5万元=5.92%"),
    Case("N171", "two in turn, right", "passes", done(TWO_STAGES.format("5.92"))),
    Case("N171", "a budget is no last year's figure", "passes",
         done("公用经费完成预算155.00万元的97.24%，比上年增加4.42万元，增幅3.02%。")),
    Case("N171", "an increase of another thing", "applies_not",
         done("全年支出500万元，其中设备购置增加10万元，增幅20%。")),
    Case("N171", "no difference told", "applies_not", done("亩均节水45立方米，节水率15%。")),
    Case("N172", "only this year's part", "fails", done(INVESTED.format("59.1")),
         says="1083.6万元÷1260万元=86.0%"),
    Case("N172", "all that was done", "passes", done(INVESTED.format("86.0"))),
    Case("N172", "of another total, in an unknown unit", "fails", done(COUNTED.format("14.6")),
         says="417÷2694=15.5%"),
    Case("N172", "of the total told beside it", "passes", done(COUNTED.format("15.5"))),
    Case("N172", "both called by name", "fails", done(SETTLED.format("97.50")), says="2164.61万元÷2243.22万元"),
    Case("N172", "both called by name, right", "passes", done(SETTLED.format("96.50"))),
    Case("N172", "times", "fails", done(BEST.format("3.6")), says="58万元÷22.7万元=2.6倍"),
    Case("N172", "times, right", "passes", done(BEST.format("2.6"))),
    Case("N172", "of what was signed, not of what was more", "passes", done(SIGNED.format("30.59"))),
    Case("N172", "of what the form says was spent", "fails", done(ALL_SPENT.format("94.08")), says="=90.48%"),
    Case("N172", "of what was spent, right", "passes", done(ALL_SPENT.format("90.48"))),
    Case("N172", "of a total in another paragraph", "fails",
         done("现场核查里程15.2公里，占大修总里程的36.36%。"), told_before("全年路面大修38.6公里。"), says="=39.38%"),
    Case("N172", "of a total in another paragraph, right", "passes",
         done("现场核查里程15.2公里，占大修总里程的39.38%。"), told_before("全年路面大修38.6公里。")),
    Case("N172", "the sum of two parts", "passes",
         done("泵站总投资1260万元，省级专项630万元、县级配套378万元，占总投资的80.0%。")),
    Case("N172", "heads and money", "fails", done(AIDED.format("9.90")), says="31.36万元÷285.3万元=10.99%"),
    Case("N172", "heads and money, right", "passes", done(AIDED.format("10.99"))),
    Case("N172", "a whole told nowhere", "applies_not", done("流转土地860亩，占耕地面积的43.5%。")),
    Case("N173", "a fraction in brackets", "fails", done(PASSED.format("75.9")), says="186÷234=79.5%"),
    Case("N173", "a fraction in brackets, right", "passes", done(PASSED.format("79.5"))),
    Case("N173", "a fraction before its rate", "fails", done(PLACED.format("90.87")), says="=80.97%"),
    Case("N173", "a fraction before its rate, right", "passes", done(PLACED.format("80.97"))),
    Case("N173", "what was not proves the two", "fails", done(WATER.format("95.8")), says="70次÷72次=97.2%"),
    Case("N173", "what was not, right", "passes", done(WATER.format("97.2"))),
    Case("N173", "posts", "fails", done(POSTS.format("97.06")), says="65人÷68名=95.59%"),
    Case("N173", "posts, right", "passes", done(POSTS.format("95.59"))),
    Case("N173", "beds and days", "fails", done(BEDS.format("65.37")), says="18614床日÷（80张×366天）=63.57%"),
    Case("N173", "beds and days, right", "passes", done(BEDS.format("63.57"))),
    Case("N173", "beds told elsewhere", "fails",
         done("占用总床日19901天，按全年366天计算，病床使用率76.97%。"), told_before("编制床位80张。"), says="=67.97%"),
    Case("N173", "beds told in two ways", "applies_not",
         done("占用总床日19901天，按全年366天计算，病床使用率71.55%。"),
         told_before("编制床位80张，开放床位76张。")),
    Case("N173", "by two bases", "fails", done(ASKED.format("94.76")), says="263户÷286户=91.96%"),
    Case("N173", "by two bases, right", "passes", done(ASKED.format("91.96"))),
    Case("N173", "the part in brackets", "fails", done(SIRENS.format(1847)), says="1847只÷1928只"),
    Case("N173", "the part in brackets, right", "passes", done(SIRENS.format(1874))),
    Case("N173", "what failed in brackets", "passes",
         done("抽检样品1240批次，登记240批次，登记率19.35%（未登记1000批次）。")),
    Case("N173", "no counts", "applies_not", done("设备完好率98%。")),
    Case("N174", "out of order", "fails", done(FUNDS.format("5:3:2")), says="之比约为5:2:3"),
    Case("N174", "in order", "passes", done(FUNDS.format("5:2:3"))),
    Case("N174", "two that names call", "fails", done(CARERS.format(130)), says="之比约为1:5"),
    Case("N174", "two that names call, right", "passes", done(CARERS.format(104))),
    Case("N174", "a rule of division", "applies_not", done("省、市、县按5:3:2的比例分担，省级300万元。")),
    Case("N175", "a ratio taken for a fall", "fails", done(AIR.format(64)), says="（0.5-0.32）÷0.5=36%"),
    Case("N175", "below the limit, right", "passes", done(AIR.format(36))),
    Case("N175", "over the second half", "fails", done(HALVES.format("6.1")), says="=6.5%"),
    Case("N175", "over the first half", "passes", done(HALVES.format("6.5"))),
    Case("N175", "what is left for what fell away", "fails", done(FINES.format("42.2")), says="=57.8%"),
    Case("N175", "what fell away", "passes", done(FINES.format("57.8"))),
    Case("N175", "both halves make the year", "passes",
         done("上半年支出30万元，下半年支出60万元，比上年的120万元减少25%。")),
    Case("N175", "a share that other halves would make", "passes",
         done("上半年收取1.37万元，下半年收取0.7万元，全年较2023年的3.25万元减少36.3%。")),
    Case("N175", "nothing to hold against", "applies_not", done("设备完好率98%。")),
    Case("N176", "shares out of order", "fails", done(LISTED.format("62.9%、10.8%、26.3%")), says="10.8%"),
    Case("N176", "shares in order", "passes", done(LISTED.format("10.8%、62.9%、26.3%"))),
    Case("N176", "the higher grade left out", "fails", done(DEGREES.format("65.52")),
         says="（5人+19人）÷29人=82.76%"),
    Case("N176", "with the higher grade", "passes", done(DEGREES.format("82.76"))),
    Case("N176", "no shares in a list", "applies_not", done("设备完好率98%。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
