"""Family N: what a rate withholds, products, means, differences, comparisons and sums in words."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


WITHHELD = [
    Case("N177", "of the budget instead of the contract", "fails",
         done("垃圾中转站改造预算140.00万元，合同价126.00万元，预留3%质保金4.20万元。"),
         says="126万元×3%=3.78万元，报告写4.2万元"),
    Case("N177", "of the contract", "passes",
         done("垃圾中转站改造预算140.00万元，合同价126.00万元，预留3%质保金3.78万元。")),
    Case("N177", "the rate was changed, not the amount", "fails",
         done("社区食堂托管合同价60.00万元，按合同价的95%支付57.00万元，预留10%尾款3.00万元。"),
         says="60万元×10%=6万元"),
    Case("N177", "the named base", "fails",
         done("路灯工程合同价86.00万元，审定价84.50万元，按审定价的97%支付83.42万元。"),
         says="84.5万元×97%"),
    Case("N177", "of the contract where something was settled", "passes",
         done("路灯工程合同价86.00万元，审定价84.50万元，按合同约定预留3%质保金2.58万元。")),
    Case("N177", "what is left after a cut", "fails",
         done("冷链物流中心总投资3200.00万元，审计核减4%后为3027.00万元。"),
         says="3200万元×（1-4%）=3072万元"),
    Case("N177", "what is left after a cut, right", "passes",
         done("冷链物流中心总投资3200.00万元，审计核减4%后为3072.00万元。")),
    Case("N177", "only a contract whose settlement may differ", "applies_not",
         done("工程合同价200.00万元，结算价尚在审核，按进度支付80%工程款165.00万元。")),
    Case("N177", "no base at all", "applies_not", done("工程预留3%质保金2.58万元。")),
]  # fmt: skip

MULTIPLIED = [
    Case("N178", "written out", "fails", done("护工补贴26人×1200元/月×12个月＝34.74万元。"),
         says="26人×1200元×12个月=37.44万元", severity="error"),
    Case("N178", "written out, right", "passes",
         done("护工补贴26人×1200元/月×12个月＝37.44万元。")),
    Case("N178", "several and their sum", "fails",
         done("消毒液320桶×85元、防护服500套×62元，两项合计5.28万元。"),
         says="320桶×85元+500套×62元=5.82万元"),
    Case("N178", "several and their sum, right", "passes",
         done("消毒液320桶×85元、防护服500套×62元，两项合计5.82万元。")),
    Case("N178", "words between the signs", "passes",
         done("标准地块长60米×宽40米×3块＝0.72万平方米。")),
    Case("N178", "no result", "applies_not", done("展板尺寸为1.2米×2.4米，共制作30块。")),
]  # fmt: skip

PRICED = [
    Case("N179", "of others too", "fails",
         done("对讲机15台中有5台为上年结转，今年新购10台，单价0.12万元，合计1.80万元。"),
         says="10台×0.12万元=1.2万元"),
    Case("N179", "right", "passes",
         done("对讲机15台中有5台为上年结转，今年新购10台，单价0.12万元，合计1.20万元。")),
    Case("N179", "by the month for a year", "fails",
         done("聘请护林员42名，每人每月补助800元，全年33.60万元。"), says="42名×800元×12=40.32万元"),
    Case("N179", "by the month for some of them", "passes",
         done("聘请护林员42名，每人每月补助800元，共发放20.16万元（5月至10月）。")),
    Case("N179", "days of service", "fails",
         done("选派科技特派员18人次，人均服务35天，共603人天。"), says="18人次×35天=630人天"),
    Case("N179", "one of several that are not told apart", "fails",
         done("校舍维修涉及教室36间、宿舍24间、库房8间，每间补助1500元，发放4.50万元。"),
         says="36间×1500元=5.4万元"),
    Case("N179", "one of several, right", "passes",
         done("校舍维修涉及教室36间、宿舍24间、库房8间，每间补助1500元，发放5.40万元。")),
    Case("N179", "told before by the same name", "fails",
         done("村级保洁经费72.90万元，绿化经费6.00万元。村级保洁经费按公路里程810公里、每公里960元标准核拨。"),
         says="810公里×960元=77.76万元"),
    Case("N179", "lists by turns", "fails",
         done("购置课桌300张、讲台12张，单价分别为280元和650元，共计9.81万元。"),
         says="300张×280元+12张×650元=9.18万元"),
    Case("N179", "lists by turns, right", "passes",
         done("购置课桌300张、讲台12张，单价分别为280元和650元，共计9.18万元。")),
    Case("N179", "lengths and widths", "fails",
         done("修复东渠2.4公里、西渠1.6公里，宽度分别为3米和2.5米，共衬砌1.21万平方米。"),
         says="=1.12万平方米"),
    Case("N179", "pairs, and something besides", "passes",
         done("甲型树苗500株、每株45元，乙型树苗320株、每株60元，运费0.30万元，合计4.47万元。")),
    Case("N179", "a bound", "applies_not", done("购买服务12次，单价不超过0.80万元，合计9.00万元。")),
]  # fmt: skip

MEANS = [
    Case("N181", "the parts of all stand between", "fails",
         done("中学在校生1260人、教学班28个，其中初一440人、初二420人、初三400人；班均54人。"),
         says="1260人÷28个=45人"),
    Case("N181", "the parts of all stand between, right", "passes",
         done("中学在校生1260人、教学班28个，其中初一440人、初二420人、初三400人；班均45人。")),
    Case("N181", "days that it was open", "fails",
         done("文化馆全年开放300天，接待群众6.60万人次，日均181人次。"), says="=220人次"),
    Case("N181", "reckoned by a number that is told", "fails",
         done("在职48人。公用经费58.50万元，按平均在职45人计，人均1.22万元。"), says="58.5万元÷45人=1.3万元"),
    Case("N181", "a stay in hospital", "fails",
         done("出院患者1850人次，实际占用总床日12950天，平均住院日8.0天。"), says="=7天"),
    Case("N181", "months of several years", "fails",
         done("物业服务三年合同总价216.00万元，月均18.00万元。"), says="216万元÷36个月=6万元"),
    Case("N181", "of another matter", "applies_not",
         done("全镇常住人口3.20万人，财政收入5600.00万元，人均可支配收入3.10万元。")),
    Case("N181", "the city's mean", "applies_not",
         done("外借图书27.80万册次，持证读者4.37万人，高于全市人均5.38册次。")),
]  # fmt: skip

DIFFERENCES = [
    Case("N182", "net value", "fails",
         done("固定资产原值860.00万元，累计折旧325.00万元，净值553.00万元。"), says="860万元-325万元=535万元"),
    Case("N182", "net value, right", "passes",
         done("固定资产原值860.00万元，累计折旧325.00万元，净值535.00万元。")),
    Case("N182", "what is still to be paid, a price between", "fails",
         done("图书采购合同价58.00万元，均价29元/册，按到货进度支付34.80万元后，余款32.20万元。"),
         says="58万元-34.8万元=23.2万元"),
    Case("N182", "the wrong way", "fails",
         done("本年新增养老机构2家、注销6家，净增4家。"), says="应为净减4家"),
    Case("N182", "what came and went behind the word", "fails",
         done("低保对象比年初净减少52人，其中新增纳入86人、清退183人。"), says="183人-86人=97人"),
    Case("N182", "with what was left the year before", "applies_not",
         done("下达资金120.00万元，支出96.00万元，上年结转5.00万元，年末结余29.00万元。")),
    Case("N182", "over the target of the table's row", "fails",
         done("全年举办农技培训11场，超目标3场。"), says="指标值≥10场，与11场相差1场，报告写3场"),
    Case("N182", "over the target of the table's row, right", "passes",
         done("全年举办农技培训11场，超目标1场。")),
    Case("N183", "signs the wrong way", "fails",
         done("年初在册车辆48辆，报废5辆、新购7辆，年末46辆。"), says="48辆-5辆+7辆=50辆"),
    Case("N183", "right", "passes", done("年初在册车辆48辆，报废5辆、新购7辆，年末50辆。")),
    Case("N183", "what was left is told last", "fails",
         done("捐赠收入65.30万元，支出50.10万元，连同上年结余18.20万元，年末累计结余15.20万元。"),
         says="18.2万元+65.3万元-50.1万元=33.4万元"),
    Case("N183", "from and to", "fails",
         done("隐患点由年初85处减至62处，销号31处、新增3处。"), says="85处-31处+3处=57处"),
    Case("N183", "a loss", "fails",
         done("运行成本230.00万元，门票收入125.00万元，租金收入35.00万元，经营亏损80.00万元。"),
         says="230万元-125万元-35万元=70万元"),
    Case("N183", "no sign is told of one", "applies_not",
         done("年初在册车辆48辆，应急保障5辆、新购7辆，年末55辆。")),
]  # fmt: skip

COMPARED = [
    Case("N180", "not below", "fails", done("人均公用经费1.70万元，低于1.50万元的控制标准。"),
         says="1.7万元大于1.50万元，报告写“低于1.50万元”"),
    Case("N180", "below", "passes", done("人均公用经费1.30万元，低于1.50万元的控制标准。")),
    Case("N180", "kept within", "fails", done("登记失业率5.2%，控制在4.5%以内。")),
    Case("N180", "level, and kept within", "passes", done("单位能耗0.80吨，控制在0.80吨以内。")),
    Case("N180", "points on the wrong side", "fails",
         done("返岗率92.5%，高于全市94.0%的平均水平1.5个百分点。"), says="92.5%小于94.0%"),
    Case("N180", "points, right", "passes",
         done("返岗率92.5%，低于全市94.0%的平均水平1.5个百分点。")),
    Case("N180", "how many are below", "applies_not", done("抽查平均得分86分，低于60分的有3户。")),
]  # fmt: skip

SUMS = [
    Case("N184", "the list right before", "fails",
         done("监测363天，其中优132天、良186天，优良天数合计381天。"), says="132天+186天=318天"),
    Case("N184", "the list right before, right", "passes",
         done("监测363天，其中优132天、良186天，优良天数合计318天。")),
    Case("N130", "the unit at the list's end", "fails",
         done("东区1.25万、西区0.86万和北区0.64万人次，三个片区合计2.57万人次。"),
         says="1.25万人次+0.86万人次+0.64万人次=27500人次"),
    Case("N184", "answers", "fails",
         done("收回有效问卷200份，满意132份、比较满意46份、一般25份、不满意7份。"), says="=210份"),
    Case("N184", "answers, right", "passes",
         done("收回有效问卷200份，满意132份、比较满意46份、一般15份、不满意7份。")),
    Case("N184", "of the sentence before", "fails",
         done("合同总价96.40万元。其中：客车1辆52.40万元，货车1辆82.00万元，叉车1台16.00万元。"),
         says="报告“合同总价”写96.4万元"),
    Case("N184", "of the sentence before, right", "passes",
         done("合同总价96.40万元。其中：客车1辆52.40万元，货车1辆28.00万元，叉车1台16.00万元。")),
    Case("N184", "prices are not added", "applies_not",
         done("购置课桌300张、讲台12张，单价分别为280元和650元，共计9.18万元。")),
]  # fmt: skip

CASES = [*WITHHELD, *MULTIPLIED, *PRICED, *MEANS, *DIFFERENCES, *COMPARED, *SUMS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
