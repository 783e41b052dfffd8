"""Rules N161 to N170: relations that sentences tell in other words than 其中, 占 and 比上年."""

from decimal import Decimal

import pytest

from assistant.checks.narratives.rates.rough_words import rough_words
from tests.checks.build import run
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


SCHOOLS = "普通高中上线408人，职业高中上线189人，合计升学{}人。"
TERMS = "春季学期资助612人、发放助学金45.9万元，秋季学期资助580人、发放助学金43.5万元，全年共发放助学金{}万元。"
QUARTERS = "一季度完成投资2.6亿元，二季度3.4亿元，三季度3.1亿元，四季度2.9亿元，全年{}亿元。"
AIDS = "适配辅助器具：轮椅120辆，助听器86台，假肢24例，合计{}件（例）。"
TRAINED = "举办培训班6期，参训人员288人次；考核合格{}人次。"
SERVED = "按每人每年60元的标准补助，服务人口5.2万人，全年补助{}万元。"
MONTHLY = "生活补贴按每人每月90元发放，全年惠及1500人，支出{}万元。"
SAVED = "清淤工程合同价386.4万元，较招标控制价420万元下浮{}%。"
POWER = "年节约电费42万元，上年电费168万元，节电{}%。"
GRADED = "验收30个标段，优秀12个、良好15个，优良率{}%。"
CUT = "安全隐患点由48处减少到12处，减少{}。"
TESTED = "完成桥梁检测54座，占全县桥梁总数72座的{}。"
SHOWS = "举办惠民演出96场，是上年48场的{}倍。"
VISITORS = "接待观众12.6万人次，同比翻了一番，上年为{}万人次。"
TRADE = "进出口总额8.4亿元，其中出口6.3亿元、进口2.1亿元，出口是进口的{}倍。"
BOARDERS = "全校共1846人，寄宿生924人、走读生922人，寄宿生超过{}。"
PUPILS = "在校学生1846人，专任教师142人，师生比{}。"
CASES_LEFT = "劳动争议立案168件，调解结案102件，裁决结案61件，未结{}件。"

STORES = "化肥储备2.4万吨，农药储备360吨，农膜储备240吨，化肥占储备总量的{}%。"
WORKED = "任务120吨，实际减排138吨，超额完成{}%。"

BY_SIZE = "项目共6个，涉及资金636.10万元，其中50万元以上的4个、资金568.40万元，50万元以下的2个、资金{}万元。"

CASES = [
    Case("N161", "parts named alike", "fails", done(SCHOOLS.format(607)), says="408人+189人=597人"),
    Case("N161", "parts named alike, right", "passes", done(SCHOOLS.format(597))),
    Case("N161", "two terms, other figures between", "fails", done(TERMS.format("84.9")),
         says="=89.4万元"),
    Case("N161", "two terms, right", "passes", done(TERMS.format("89.4"))),
    Case("N161", "the quarters of the year", "fails", done(QUARTERS.format(21)), says="=12亿元"),
    Case("N161", "the quarters, right", "passes", done(QUARTERS.format("12.0"))),
    Case("N161", "a list in several units", "fails", done(AIDS.format(320)), says="写320件"),
    Case("N161", "a list in several units, right", "passes", done(AIDS.format(230))),
    Case("N161", "heads may be the same in two terms", "passes",
         done("春季学期资助学生612人，秋季学期资助学生580人，全年共资助学生655人。")),
    Case("N161", "all there ever were", "passes",
         done("上半年资助学生612人，下半年资助学生580人，累计资助学生9460人。")),
    Case("N161", "no parts beside each other", "passes",
         done("拆除危房12户，道路硬化30户受益，共改造65户。")),
    Case("N162", "more passed than came", "fails", done(TRAINED.format(298)), says="不应多于前者"),
    Case("N162", "more answers than sheets", "fails",
         done("向群众发放问卷200份，收回260份。"), says="260份"),
    Case("N162", "fewer passed", "passes", done(TRAINED.format(280))),
    Case("N162", "another kind", "applies_not", done("举办培训班6期，整改隐患12处。")),
    Case("N162", "of earlier years too", "applies_not",
         done("参训人员288人次，累计取得合格证1298人次。")),
    Case("N163", "the quota first", "fails", done(SERVED.format(321)), says="=312万元"),
    Case("N163", "the quota first, right", "passes", done(SERVED.format(312))),
    Case("N163", "by the month", "fails", done(MONTHLY.format(126)), says="1500人×90元×12=162万元"),
    Case("N163", "by the month, right", "passes", done(MONTHLY.format(162))),
    Case("N163", "ten months are possible", "passes", done(MONTHLY.format(135))),
    Case("N163", "yuan a head", "fails", done("按5000元/人的标准资助214人，支出170万元。"),
         says="214人×5000元=107万元"),
    Case("N163", "no more than", "applies_not",
         done("按每人每年不超过60元的标准补助，服务人口5.2万人，全年补助300万元。")),
    Case("N164", "below the highest price", "fails", done(SAVED.format(6)), says="=8%"),
    Case("N164", "below the highest price, right", "passes", done(SAVED.format(8))),
    Case("N164", "of last year's bill", "fails", done(POWER.format(35)), says="42万元÷168万元=25%"),
    Case("N164", "of last year's bill, right", "passes", done(POWER.format(25))),
    Case("N164", "two grades together", "fails", done(GRADED.format(85)), says="=90%"),
    Case("N164", "two grades together, right", "passes", done(GRADED.format(90))),
    Case("N164", "no amounts", "applies_not", done("工程造价下浮8%。")),
    Case("N165", "a fraction of a fall", "fails", done(CUT.format("三分之二")), says="减少75%"),
    Case("N165", "a fraction of a fall, right", "passes", done(CUT.format("四分之三"))),
    Case("N165", "of a total", "fails", done(TESTED.format("三分之二")), says="54座÷72座=75%"),
    Case("N165", "of a total, right", "passes", done(TESTED.format("七成以上"))),
    Case("N165", "times", "fails", done(SHOWS.format(3)), says="2倍"),
    Case("N165", "times, right", "passes", done(SHOWS.format(2))),
    Case("N165", "doubled", "fails", done(VISITORS.format("8.3")), says="翻了一番"),
    Case("N165", "doubled, right", "passes", done(VISITORS.format("6.3"))),
    Case("N165", "both named again", "fails", done(TRADE.format(4)), says="3倍"),
    Case("N165", "both named again, right", "passes", done(TRADE.format(3))),
    Case("N165", "a part of all", "fails", done(BOARDERS.format("六成")), says="超过六成"),
    Case("N165", "a part of all, right", "passes", done(BOARDERS.format("半数"))),
    Case("N165", "grown by two times or to two times", "passes",
         done("服务人次由120人次增加到240人次，增长2倍。")),
    Case("N165", "nothing to hold it against", "applies_not", done("完成全部任务的四分之三。")),
    Case("N166", "teachers and pupils", "fails", done(PUPILS.format("1:31")), says="1:13"),
    Case("N166", "teachers and pupils, right", "passes", done(PUPILS.format("1:13"))),
    Case("N166", "a standard", "applies_not",
         done("在校学生1846人，专任教师142人，按规定师生比1:19配备。")),
    Case("N161", "unlike parts, two digits swapped", "fails",
         done("关停企业26家，整改提升31家，共处置75家。"), says="=57家"),
    Case("N163", "a price each", "fails", done("新装信号灯32套，单价4.5万元，合计114万元。"),
         says="32套×4.5万元=144万元"),
    Case("N164", "more than the task", "fails", done(WORKED.format(25)), says="=15%"),
    Case("N164", "more than the task, right", "passes", done(WORKED.format(15))),
    Case("N161", "listed with 、", "fails",
         done("全县小学生18400人、初中生9200人、高中生6900人，三个学段在校生共35400人。"), says="=34500人"),
    Case("N161", "a price each is no part", "applies_not",
         done("单价38元的资料合计4.79万元；单价4200元的投影仪合计5.04万元。")),
    Case("N162", "with those carried over", "applies_not",
         done("受理投诉865件，办结902件（含上年结转52件）。")),
    Case("N163", "a mean of a part", "applies_not",
         done("公车经费决算7.20万元；其中运行维护费6.30万元，车辆3辆，平均每辆2.10万元。")),
    Case("N169", "a whole named otherwise", "fails",
         done("储备粮规模1.2万吨，年内轮换4000吨，占储备规模的23.33%。"), says="=33.33%"),
    Case("N169", "an unknown unit", "fails",
         done("更换老旧消火栓58具，占应更换72具的85.06%。"), says="=80.56%"),
    Case("N169", "an unknown unit, right", "passes",
         done("更换老旧消火栓58具，占应更换72具的80.56%。")),
    Case("N169", "one figure only", "applies_not", done("年内轮换4000吨，占储备规模的23.33%。")),
    Case("N168", "of the sum of a list", "fails", done(STORES.format("79.56")), says="=97.56%"),
    Case("N168", "of the sum of a list, right", "passes", done(STORES.format("97.56"))),
    Case("N168", "one item only", "applies_not", done("化肥储备2.4万吨，化肥占储备总量的79.56%。")),
    Case("N167", "several parts", "fails", done(CASES_LEFT.format(15)), says="168件-102件-61件=5件"),
    Case("N167", "several parts, right", "passes", done(CASES_LEFT.format(5))),
    Case("N167", "one part only", "applies_not", done("立案168件，结案163件，未结15件。")),
    Case("N170", "counts and amounts by turns", "fails",
         done(BY_SIZE.format("76.70")), says="写636.1万元"),
    Case("N170", "counts and amounts by turns, right", "passes", done(BY_SIZE.format("67.70"))),
    Case("N170", "one kind only", "applies_not",
         done("项目共6个，其中甲类4个、乙类2个，资金636.10万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


ROUGH = [
    ("减少四分之三", "四分之三", "0.75", True),
    ("占近五成", "近五成", "0.46", True),
    ("占近五成", "近五成", "0.35", False),
    ("占近五成", "近五成", "0.52", False),
    ("超过三分之二", "超过三分之二", "0.9", True),
    ("不足九成", "不足九成", "0.91", False),
    ("过半数", "过半数", "0.49", False),
    ("一半以上", "一半以上", "0.7", True),
    ("七成五", "七成五", "0.75", True),
    ("翻了两番", "翻了两番", "4.1", True),
    ("增长2.5倍", "2.5倍", "2.7", False),
    ("约3倍", "约3倍", "3.1", True),
]


@pytest.mark.parametrize(("text", "words", "value", "fits"), ROUGH)
def test_a_rough_word_allows(text: str, words: str, value: str, fits: bool) -> None:
    (rough,) = rough_words(text)
    assert rough.words == words
    assert (rough.allowed.low <= Decimal(value) <= rough.allowed.high) is fits


NO_SHARES = [
    "领导小组成员六成员",
    "百分之八十五",
    "验收完成",
    "形成合力",
    "一成不变",
    "半年",
    "成立三成立",
]


@pytest.mark.parametrize("text", NO_SHARES)
def test_what_is_no_share(text: str) -> None:
    assert not list(rough_words(text)), list(rough_words(text))


HOLDS = [
    "受理案件326件，上年结存28件，结案331件，未结23件，结案率93.5%。",
    "民办养老机构12家、公办养老机构8家，床位分别为860张和1240张，平均每家105张。",
    "发放贷款1860笔，金额5.58亿元，笔均30万元，较上年笔均28.5万元提高1.5万元。",
    "新能源公交车由46辆增加到92辆，占公交车总数115辆的八成，比上年提高四成。",
    "村卫生室186个，乡村医生212人，每千人口拥有执业医师2.6人，每个村卫生室平均1.1人。",
    "设计供水能力5万吨/日，实际日供水3.6万吨，供水普及率98%，水费回收率96%。",
    "单价38元的资料发放1260名学生，合计4.79万元；单价4200元的投影仪12台，合计5.04万元。",
    "发放问卷300份，收回有效问卷286份，其中非常满意198份，满意74份，综合满意度95.1%。",
    "全年接诊5.6万人次，其中门诊4.9万人次、急诊0.7万人次，收治住院病人3260人次，床位使用率84.6%。",
    "验收的30个标段中，优良12个、合格18个，合格率100%。",
    "食品抽检1250批次，检出不合格25批次，合格率98%。",
    "征缴保险费4.86亿元，其中养老保险3.12亿元，医疗保险1.45亿元，工伤、失业保险合计0.29亿元。",
]


@pytest.mark.parametrize("sentence", HOLDS)
def test_what_holds_is_left_alone(sentence: str) -> None:
    found = run(done(sentence)).findings
    told = [f.message for f in found if f.rule.startswith("N") and f.severity != "info"]
    assert not told
