"""Family X: parts of a score, whole money in a wrong unit, aims and results side by side."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
MATTER = "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports, pack.figures = None, [], []


FEES = with_section(
    "overall_report", "七、", "水费收缴情况", "印刷支出5.04亿元。"
)  # an absurd amount, yet of one matter

CASES = [
    Case("X157", "benefits 20 told as 18.5", "fails",
         done("自评总分99.70分，其中预算执行得9.70分，产出指标得40分，效益指标得18.5分。"),
         place=f"{WORK}@18.5分", says="合计20分"),
    Case("X157", "execution behind its rate", "fails", done("预算执行率97%，得9.07分，自评总分99.70分。"),
         says="“预算执行”"),
    Case("X157", "full points where the score was asked", "fails",
         done("各部分得分为：预算执行10分，产出指标40分。"), says="“预算执行”"),
    Case("X157", "all agree", "passes",
         done("经自评得99.70分：预算执行9.70分、产出指标40分、成本指标20分、效益指标20分、满意度指标10分。")),
    Case("X157", "points that could be got", "passes",
         done("预算执行10分，自评得9.70分；产出指标40分得40分。")),
    Case("X157", "a project's", "applies_not", done("灌溉渠维修项目自评中，预算执行得9.50分。")),
    Case("X157", "no score in words", "applies_not"),
    Case("X158", "hundred millions told as ten thousands", "fails", {SPENT: "全年支出0.0504万元。"},
         says="相差一万倍", severity="error"),
    Case("X158", "the full-year budget in 亿元", "fails", {"overall/money/年度资金总额/full_year": "521.00"}
         | {SPENT: "2024年全年预算521亿元。"}, says="521万元"),
    Case("X158", "as it should be", "passes", {SPENT: "全年支出504.40万元。"}),
    Case("X158", "of one matter", "applies_not", {SPENT: "公务接待从严。"}, FEES),
    Case("X158", "no report", "applies_not", edit=no_reports),
    Case("X159", "the result told wrongly beside its aim", "fails",
         done("任务按期完成率目标90%，实际59%。"), place=f"{WORK}@59%", says="实际完成值为95%"),
    Case("X159", "the aim told wrongly behind its result", "fails",
         done("群众满意度93%，高于目标值80%。"), place=f"{WORK}@80%", says="指标值为90%"),
    Case("X159", "in a project's report", "fails",
         {MATTER: "新增灌溉面积年度目标为300亩，实际完成302亩。"}, says="320亩"),
    Case("X159", "both agree", "passes", done("工程验收合格率目标95%，实际98.5%。")),
    Case("X159", "neither is the table's", "applies_not", done("培训合格率目标85%，实际88%。")),
    Case("X159", "last year's", "applies_not", done("2023年工程验收合格率目标95%，实际94.1%。")),
    Case("X125", "“项目得分” in its own report", "fails",
         {MATTER: "经评定，项目得分89.50分。"}, says="89.5"),
    Case("X125", "behind the project's name", "fails",
         done("自评得分最低的是灌溉渠维修88.50分。"), says="“灌溉渠维修"),
    Case("X125", "with its amounts", "fails",
         done("灌溉渠维修项目支出19.00万元，执行率95%，自评89.50分。"), says="“灌溉渠维修"),
    Case("X132", "the subject has changed behind ；", "passes",
         {SPENT: "灌溉渠维修项目预算20.00万元，支出19.00万元；村道养护项目预算12.00万元，支出12.00万元；"
                 "防汛物资储备项目预算3.00万元，支出2.60万元。"}),
    Case("X132", "the general budget's share, a fund gave the rest", "passes",
         {SPENT: "一般公共预算项目支出中，灌溉渠维修支出11.00万元。"}
         | {"overall/by_income/政府性基金拨款": "8.00"}),
    Case("X131", "for each vehicle", "applies_not", {SPENT: "车均公务接待支出0.30万元。"}),
    Case("X120", "the initial budget, a project named behind as given more", "fails",
         {SPENT: "2024年年初预算402.00万元，年中追加灌溉渠维修专项8.00万元。"}, says="年初预算"),
    Case("X121", "the whole town said first", "fails",
         done("改造卫生厕所104户。2024年全镇改造卫生厕所140户。"), says="104户"),
    Case("X121", "a list of aims", "passes",
         done("举办农技培训11场。年度目标为举办农技培训10场，改造卫生厕所100户以上。")),
    Case("X124", "of some projects together", "passes",
         done("预算执行率97%。2个专项预算32.00万元；实际支出31.00万元，执行率96.9%。")),
    Case("X136", "two means, each made of its own figures", "passes",
         {MATTER: "管护渠道1642公里，投入1897.20万元，平均每公里1.16万元。",
          WORK: "投入198.60万元，加固渠道62.8公里，平均每公里3.16万元。"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
