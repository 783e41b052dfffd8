"""Family N: rates by population, rates whose operands aren't near, quotas without a comma."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


BY_POPULATION = [
    Case("N195", "the population stands in the sentence", "fails",
         done("全镇常住人口4.82万人，建立健康档案4.51万份，按常住人口计算建档率95.37%。"),
         says="4.51万份÷“全镇常住人口”4.82万人，折合93.57%"),
    Case("N195", "right", "passes",
         done("全镇常住人口4.82万人，建立健康档案4.51万份，按常住人口计算建档率93.57%。")),
    Case("N195", "the population stands elsewhere", "fails",
         {SPENT: "全镇常住人口4.82万人。", WORK: "实有病床251张，每千常住人口拥有病床5.12张。"},
         says="折合5.21张"),
    Case("N195", "by another population of the report", "passes",
         {SPENT: "全镇户籍人口5.10万人，常住人口4.82万人。",
          WORK: "实有病床251张，每千常住人口拥有病床4.92张。"}),
    Case("N195", "born of a thousand", "fails",
         done("全镇常住人口4.82万人，出生303人，出生率2.69‰。"), says="折合6.29‰"),
    Case("N195", "born, by the mean population", "passes",
         done("全镇常住人口4.82万人，出生303人，出生率6.31‰。")),
    Case("N195", "no population", "applies_not",
         done("建立健康档案4.51万份，按常住人口计算建档率95.37%。")),
]  # fmt: skip

NOT_OF_THESE = [
    Case("N112", "two parts of one list", "applies_not",
         done("其中县级医院61.24万人次，乡镇卫生院71.46万人次，村卫生室66.70万人次，县域内就诊率91.26%。")),
    Case("N112", "in a list, what ought to be done and what was", "fails",
         done("其中压力容器应检212台，实检204台，定检率92.6%。")),
    Case("N112", "saved of the budget", "fails",
         done("采购预算350.00万元，实际采购338.00万元，节约资金12.00万元，节约率4.33%。"),
         says="12万元÷350万元=3.43%"),
    Case("N156", "a pair that another rate is of", "passes",
         done("闲置资产由2846亩减至1604亩，处置1354亩，处置率为47.6%；抵债资产处置完成率112%。")),
    Case("N103", "a share of a sum whose parts don't add up", "passes",
         done("全县总诊疗231.50万人次，其中县级医院82.15万人次，镇卫生院71.36万人次，村卫生室69.92万人次，"
              "基层医疗机构诊疗量占比64.52%。")),
]  # fmt: skip

QUOTAS = [
    Case("N163", "for so many by the year", "fails",
         done("为1206人按每人每年960元标准发放扶助金151.78万元。"), says="1206人×960元=115.776万元"),
    Case("N163", "for so many by the year, right", "passes",
         done("为1206人按每人每年960元标准发放扶助金115.78万元。")),
    Case("N163", "to whom, behind the quota", "fails",
         done("按每人400元的标准向1860名脱贫劳动力发放交通补助47.40万元。"), says="1860名×400元=74.4万元"),
    Case("N179", "a standard is exact", "fails",
         done("管护面积18.46万亩，按照每亩16元的标准兑现补偿资金295.63万元。"),
         says="18.46万亩×16元=295.36万元"),
    Case("N179", "a mean is rounded", "passes",
         done("改造危房1846户，户均1.6万元，共支出2956.30万元。")),
    Case("N181", "pupils of a class", "fails",
         done("现有教学班78个，在校学生3864人，平均班额45.9人。"), says="=49.5"),
    Case("N119", "over several counts together", "passes",
         done("检查矿山64家、危化企业38家，查出隐患816项，整改798项，平均每家查出隐患8项。")),
    Case("N119", "who came so many times is no count of persons", "applies_not",
         done("参训人员12人，累计授课2480人次，人均6次。")),
    Case("N154", "a capacity by the day counts no days", "passes",
         done("污水厂设计能力5万吨/日，年处理污水1642.5万吨，日均处理4.5万吨。")),
    Case("N195", "words in brackets", "fails",
         done("服务人口21.4万人，执业（助理）医师628人，每千服务人口执业（助理）医师2.39人。")),
    Case("N119", "how often each was visited", "fails",
         done("在册企业142家，全年检查企业426家次，平均每家2次。"), says="426家次÷142家=3次"),
]  # fmt: skip

CASES = [*BY_POPULATION, *NOT_OF_THESE, *QUOTAS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
