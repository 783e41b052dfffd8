"""Family N, growth: from two figures, from the tables, and in step with each other."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
TOTAL = "overall/money/年度资金总额"


def told(sentence: str) -> dict[str, str]:
    return {SPENT: sentence}


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


CASES = [
    Case("N104", "80 to 100 is 25 %", "fails", done("养殖大户由80户增加到100户，增长20%。"),
         place=f"{WORK}@20%", says="应为增长25%"),
    Case("N104", "the direction", "fails", done("养殖大户由80户增加到100户，下降25%。"),
         says="方向相反"),
    Case("N104", "last year's figure behind", "fails",
         done("全年发案14起，上年发案20起，同比下降36%。")),
    Case("N104", "an amount", "fails", done("养殖大户由80户增加到100户，增加30户。"),
         says="应为增加20户"),
    Case("N104", "percent of percent: in points", "passes",
         done("入户走访率由85%提高到96%，提高11个百分点。")),
    Case("N104", "points that don't follow", "fails",
         done("入户走访率由85%提高到96%，提高21个百分点。")),
    Case("N104", "right", "passes", done("养殖大户由80户增加到100户，增长25%。")),
    Case("N104", "within the rounding", "passes",
         done("税收由1.1亿元增加到1.25亿元，增长13.6%。")),
    Case("N104", "about", "applies_not", done("养殖大户由80户增加到100户，增长约20%。")),
    Case("N104", "growth without figures", "applies_not", done("游客接待量比上年增长20%。")),
    Case("N105", "receptions 1.20 to 0.90 is −25 %", "fails",
         told("公务接待支出0.90万元，比上年下降52%。"), says="应为下降25%"),
    Case("N105", "up instead of down", "fails", told("公务接待费比上年增长25%。"), says="方向相反"),
    Case("N105", "an amount less than the budget", "fails", told("公务接待费比预算减少0.30万元。"),
         says="应为减少0.1万元"),
    Case("N105", "the unit's budget since January", "fails",
         told("全年预算比年初预算增加40.00万元。"), says="应为增加20万元"),
    Case("N105", "in step", "passes", told("公务接待费0.90万元，比上年减少0.30万元，下降25%。")),
    Case("N105", "the budget in step", "passes", told("全年预算比年初预算增加20.00万元。")),
    Case("N105", "no row of that name", "applies_not", done("游客接待量比上年增长20%。")),
    Case("N113", "6 less than 20 is 30 %", "fails", done("全年发案14起，比上年减少6起，下降70%。"),
         says="幅度应为30%"),
    Case("N113", "less and more at once", "fails",
         done("全年发案14起，比上年减少6起，增长30%。"), says="方向相反"),
    Case("N113", "in step", "passes", done("全年发案14起，比上年减少6起，下降30%。")),
    Case("N113", "money in step", "passes",
         done("镇级税收1250万元，较上年增加150万元，增长13.6%。")),
    Case("N113", "growth alone", "applies_not", done("全年发案14起，下降30%。")),
    Case("N113", "amount and rate of two matters", "applies_not",
         done("全年发案14起，比上年减少6起；破案率提高30%。")),
    Case("N114", "one session more than the target, five told", "fails",
         done("举办农技培训11场，举办农技培训比目标多5场。"), says="应比目标多1场"),
    Case("N114", "a list between, known by its value", "fails",
         done("改造厕所104户，其中东坪60户、西坪44户，比目标多6户。"), says="104户"),
    Case("N126", "the bracket says how it was made", "fails",
         told("三公经费支出7.20万元；控制率（决算÷预算）为69%。"), says="=96%"),
    Case("N114", "more and less", "fails", done("举办农技培训比计划少1场。")),
    Case("N114", "right", "passes", done("举办农技培训比目标多1场。")),
    Case("N114", "among the problems, less without a yardstick", "fails",
         {"overall_report/存在的问题及原因分析/p": "举办农技培训少1场。"}, says="应比目标多1场"),
    Case("N114", "no indicator of that name", "applies_not", done("栽植行道树比计划多50株。")),
    Case("N122", "11 of 10 is 110 %, 101 % told", "fails",
         done("举办农技培训11场，为目标的101%。"), says="为目标的110%"),
    Case("N122", "right", "passes", done("举办农技培训11场，为目标的110%。")),
    Case("N122", "no indicator of that name", "applies_not", done("栽植行道树50株，为目标的90%。")),
    Case("N126", "96.4 of 100", "fails", told("公用经费控制率94.6%。"), says="=96.4%"),
    Case("N126", "named before a bracket", "fails", told("公用经费控制率（决算÷预算）94.6%。")),
    Case("N126", "said as a budget fulfilled", "fails", told("公用经费完成预算100.00万元的94.6%。")),
    Case("N126", "right", "passes", told("公用经费控制率96.4%，三公经费控制率96%。")),
    Case("N126", "a rate of two amounts of its own", "passes",
         told("公用经费定额45.00万元，执行42.57万元，公用经费控制率94.6%。")),
    Case("N126", "no such row", "applies_not", told("人员编制控制率94.6%。")),
    Case("N104", "a target is not what grew", "passes",
         done("培训1926人次，其中农户864人次，完成目标1800人次的107%，较上年的1672人次增长15.2%。")),
    Case("N113", "the whole grew, not its last part", "passes",
         done("获奖31个，其中一等奖6个、二等奖11个、三等奖14个，较上年增加5个，增长19.2%。")),
    Case("N105", "the projects together are not the row", "applies_not",
         told("三个项目支出合计963.08万元，较上年增加79.63万元。")),
    Case("N113", "opposite directions without this year's figure", "fails",
         done("在校学生较上年增加126人，下降5.1%。"), says="方向相反"),
    Case("N114", "about so many", "applies_not", done("改造卫生厕所比计划少一百多户。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
