"""Family X, reports against tables: project amounts, indicator values, rates and scores."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import indicator, put, with_section
from tests.checks.data import OVERALL
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"
TITLE = "project_reports/灌溉渠维修/title"
CANAL = "projects/灌溉渠维修"
ROWS = "overall/indicators"
TRAINING = f"{ROWS}/数量指标/举办农技培训"
DISPUTES = f"{ROWS}/社会效益指标/矛盾纠纷化解率"


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def no_base(pack: Pack) -> None:
    pack.base_data = None


def renamed(label: str):
    """Return an edit that calls the canal's row in the base data table so."""

    def edit(pack: Pack) -> None:
        put(pack, "base_data/spending/灌溉渠维修专项", label)

    return edit


def no_money(pack: Pack) -> None:
    for table in pack.tables():
        for line in table.money:
            put(pack, f"{line.place}/executed", "")


def told(sentence: str) -> dict[str, str]:
    """Let the canal project's report say a sentence."""
    return {MATTER: sentence}


def done(sentence: str) -> dict[str, str]:
    """Let the overall report's section on performance say a sentence."""
    return {WORK: sentence}


def listed(sentence: str):
    return with_section("overall_report/一般公共预算支出情况", "（二）", "项目支出情况", sentence)


def row(level2: str, name: str, target: str, actual: str):
    def edit(pack: Pack) -> None:
        assert pack.overall
        level1 = next(entry[0] for entry in OVERALL if entry[1] == level2)
        pack.overall.indicators.append(
            indicator("overall", (level1, level2, name, target, actual, "5", "5"))
        )

    return edit


CASES = [
    Case("X120", "budget 12 in the report, 20 in the table", "fails",
         told("项目预算安排12.00万元，已全部到位。"), says="报告“项目预算安排”12万元"),
    Case("X120", "spent, without more words", "fails",
         {MATTER: "预算20.00万元，支出16.00万元，执行率95%。"}),
    Case("X120", "executed amount with swapped digits", "fails", told("全年执行91.00万元。")),
    Case("X120", "the unit's own money", "fails", done("全年执行数540.40万元。"),
         place=f"{WORK}@540.40万元"),
    Case("X120", "budget, arrival and payment agree", "passes",
         told("项目预算资金20.00万元，到位20.00万元，实际支出19.00万元。")),
    Case("X120", "in 元", "passes", told("项目预算资金200000元，实际支出190000元。")),
    Case("X120", "the initial budget", "passes", told("年初预算安排20.00万元，实际支出19.00万元。")),
    Case("X120", "what is left is no total", "passes",
         told("预算资金20.00万元，实际支出19.00万元，未支付1.00万元。")),
    Case("X120", "cost per kilometre is no total", "passes",
         told("实际支出19.00万元，每公里支出3.65万元。")),
    Case("X120", "parts of the money", "passes",
         told("预算资金20.00万元，其中县级财政安排18.00万元，上年结转资金安排2.00万元。")),
    Case("X120", "what two objects cost", "applies_not",
         told("清淤渠道3260米，支出11.00万元，平均每米33.74元；加固渡槽12处，支出8.00万元。")),
    Case("X120", "what one object cost", "applies_not",
         told("清淤渠道3260米，支出11.00万元，平均每米33.74元。")),
    Case("X120", "spent in two parts", "applies_not",
         told("上半年实际支出11.00万元，下半年实际支出8.00万元。")),
    Case("X120", "prices of contract and tender", "applies_not",
         told("招标预算22.00万元，中标价21.00万元，合同金额21.00万元。")),
    Case("X120", "last year's", "passes", told("2023年执行13.00万元，2024年执行19.00万元。")),
    Case("X120", "about 20", "applies_not", told("预算资金约20万元。")),
    Case("X120", "no money in words", "applies_not"),
    Case("X121", "9 sessions told, 11 in the table", "fails", done("全年举办农技培训9场。"),
         place=f"{WORK}@9场", says="实际完成值为11场", severity="error"),
    Case("X121", "in other words and order", "fails",
         done("改造农户卫生厕所140户，群众生活更加方便。"), says="改造卫生厕所"),
    Case("X121", "a rate", "fails", done("各类矛盾纠纷化解率达到69.5%。")),
    Case("X121", "right once and wrong once", "fails",
         done("举办农技培训11场。共计举办农技培训19场。"), place=f"{WORK}@19场"),
    Case("X121", "money of a row in another unit", "passes", done("全镇税收完成0.125亿元。")),
    Case("X121", "rounded less finely", "passes", done("工程验收合格率98.5%，税收约1300万元。")),
    Case("X121", "“10余场”, “超过10场”", "passes", done("举办农技培训10余场。培训超过10场。")),
    Case("X121", "the target and last year's", "passes",
         done("农技培训目标10场，上年举办农技培训8场，今年举办农技培训11场。")),
    Case("X121", "a part of it", "passes", done("举办农技培训11场，其中水稻培训6场。")),
    Case("X121", "growth of it", "passes", done("举办农技培训11场，比上年增加3场。")),
    Case("X121", "the planned number", "passes", done("计划举办农技培训10场，实际举办11场。")),
    Case("X121", "another subject with the same number of sessions", "passes",
         done("举办农技培训11场，开展消防演练4场。")),
    Case("X121", "persons trained, not sessions", "passes", done("农技培训参训群众560人次。")),
    Case("X121", "no report", "applies_not", edit=no_reports),
    Case("X121", "how many were asked", "passes",
         done("改造卫生厕所104户，全年举办农技培训11场。电话访问改造卫生厕所农户30户，随机走访培训学员。")),
    Case("X121", "how many were asked hides no other number", "fails",
         done("电话访问改造卫生厕所农户30户。改造卫生厕所114户。"), says="“改造卫生厕所”114户"),
    Case("X122", "a project without a table", "fails", edit=listed(
         "项目支出48.00万元，其中：灌溉渠维修项目支出19.00万元，文化广场建设项目支出29.00万元。"),
         says="“文化广场建设"),
    Case("X122", "each has its table", "passes", edit=listed(
         "项目支出31.00万元，其中：灌溉渠维修项目支出19.00万元，村道养护项目支出12.00万元。")),
    Case("X122", "the form's own groups", "passes", edit=listed(
         "项目支出48.00万元，其中：业务工作经费11.50万元，运行维护经费5.50万元，"
         "灌溉渠维修专项支出19.00万元，村道养护专项12.00万元。")),
    Case("X122", "no list of projects", "applies_not"),
    Case("X123", "another word in the title", "fails",
         {TITLE: "灌溉渠修缮绩效自评报告"}, says="“灌溉渠维修”"),
    Case("X123", "unit, year and form words around it", "passes",
         {TITLE: "青禾镇人民政府2024年度灌溉渠维修项目支出绩效自评报告"}),
    Case("X123", "no report", "applies_not", edit=no_reports),
    Case("X123", "the table has lost the last character", "fails",
         {TITLE: "灌溉渠维修目绩效自评报告"}),
    Case("X151", "two characters swapped", "fails", edit=renamed("灌溉渠修维"),
         says="写成“灌溉渠修维”", severity="warning"),
    Case("X151", "a character lost", "fails", edit=renamed("灌渠维修"), says="少“溉”"),
    Case("X151", "the name with a word more", "passes", edit=renamed("灌溉渠维修专项")),
    Case("X151", "two characters apart: another project", "passes", edit=renamed("排水渠维护")),
    Case("X151", "no base data table", "applies_not", edit=no_base),
    Case("X124", "98 told, 97 in the table", "fails", done("整体支出预算执行率98%。"),
         says="执行数504.4万元÷全年预算数520万元=97%"),
    Case("X124", "a project's own", "fails", told("全年执行19.00万元，预算执行率59%。")),
    Case("X124", "agree", "passes", done("预算执行率为97.00%。")),
    Case("X124", "a project's rate in the overall report", "passes",
         done("预算执行率97%。灌溉渠维修项目预算执行率95%。")),
    Case("X124", "of the one amount that stands before it", "passes",
         done("预算执行率97%。办公经费预算35.00万元，支出33.20万元，预算执行率94.86%。")),
    Case("X124", "“超过95%”", "passes", done("预算执行率97%。资金预算执行率超过95%。")),
    Case("X124", "no executed amounts", "applies_not", edit=no_money),
    Case("X125", "97.5 told, 99.70 in the table", "fails", done("自评得分97.5分。"),
         says="总得分为99.7"),
    Case("X125", "“综合得分”", "fails", done("经自评，整体支出绩效综合得分95.7分，等级为“优”。")),
    Case("X125", "a project's score is held against its own table", "fails",
         done("村道养护项目自评得分91.00分。"), says="“村道养护"),
    Case("X125", "scored in March of the year after", "fails",
         done("财政所于2025年3月7日完成自评，得分97.5分。"), says="97.5分"),
    Case("X125", "the scores make what the report says: the total is wrong", "passes",
         done("自评得分99.7分。") | {"overall/total/score": "97.90"}),
    Case("X125", "two projects in turn: X137 compares them", "passes",
         done("2个项目自评得分分别为98.50分、100分。")),
    Case("X125", "agree", "passes", done("自评总分99.7分，等次为优。")),
    Case("X125", "a group of indicators", "applies_not", done("产出指标得分40分。")),
    Case("X125", "no score in words", "applies_not"),
    Case("X126", "72 of 86 disputes against ≥ 95 %", "fails",
         done("全年排查矛盾纠纷86件，化解矛盾纠纷72件。"), says="72件÷86件=83.7%"),
    Case("X126", "in other words", "fails",
         done("共受理各类矛盾纠纷212起，成功化解矛盾纠纷168起。"), place=f"{DISPUTES}/actual"),
    Case("X126", "83 of 86 is 96.5 %", "passes",
         done("全年排查矛盾纠纷86件，化解矛盾纠纷83件。")),
    Case("X126", "the row itself admits the miss", "passes",
         {**done("全年排查矛盾纠纷86件，化解矛盾纠纷72件。"), f"{DISPUTES}/actual": "83.7%"}),
    Case("X126", "cases mediated against disputes found", "applies_not",
         done("全年排查矛盾纠纷86件，调解案件40件。")),
    Case("X126", "another matter", "applies_not", done("排查安全隐患86处，整改72处。")),
    Case("X126", "no such pair of figures", "applies_not"),
    Case("X128", "95 % of a project told as 59", "fails", done("灌溉渠维修项目执行率59%。"),
         place=f"{WORK}@59%", says="万元=95%"),
    Case("X128", "right", "passes", done("灌溉渠维修项目预算执行率95.00%。")),
    Case("X128", "its own two amounts give it", "passes",
         done("灌溉渠维修县级资金18.00万元，支出17.00万元，执行率94.4%。")),
    Case("X128", "two projects in one sentence", "applies_not",
         done("灌溉渠维修、村道养护两个项目执行率均超过90%。")),
    Case("X128", "no project's rate", "applies_not"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
