"""Family X, rows of the base data table against project tables and the report's words."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import with_section
from tests.checks.table import Case, judge

OPENING = "overall_report/部门基本情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
ROWS = "base_data/spending"
CANAL = f"{ROWS}/灌溉渠维修专项"
TOTAL = "projects/灌溉渠维修/money/年度资金总额"


def no_money(pack: Pack) -> None:
    pack.base_data = None
    for table in pack.tables():
        table.money.clear()


def no_opening(pack: Pack) -> None:
    assert pack.overall_report
    pack.overall_report.sections.pop(0)


def named_alike(pack: Pack) -> None:
    """Let the base table's rows bear the projects' own names."""
    assert pack.base_data
    for row in pack.base_data.spending:
        for field in (row.label, row.last_final, row.budget, row.final):
            field.place = field.place.replace("维修专项", "维修")
        row.label.raw = row.label.raw.replace("维修专项", "维修")


def told(sentence: str) -> dict[str, str]:
    return {SPENT: sentence}


def staff(sentence: str) -> dict[str, str]:
    return {OPENING: sentence}


CASES = [
    Case("X130", "final 19 in one form, 16 in the other", "fails",
         {f"{TOTAL}/executed": "16.00"}, named_alike,
         place=f"{ROWS}/灌溉渠维修/final", says="年度资金总额为16万元"),
    Case("X130", "budget with neither full-year nor initial budget", "fails",
         {f"{TOTAL}/full_year": "23.00", f"{TOTAL}/initial": "23.00"}, named_alike,
         place=f"{ROWS}/灌溉渠维修/budget"),
    Case("X130", "budget with the initial one, though it was raised later", "passes",
         {f"{TOTAL}/full_year": "23.00"}, named_alike),
    Case("X130", "a blank", "passes", {f"{TOTAL}/executed": ""}, named_alike),
    Case("X130", "no row of a project's name", "applies_not"),
    Case("X131", "receptions 0.90 told as 9.0", "fails", told("公务接待支出9.0万元。"),
         place=f"{SPENT}@9.0万元", says="2024年决算数0.9万元"),
    Case("X131", "the budget named with the row", "fails", told("公务接待预算3.00万元。"),
         says="2024年预算数1万元"),
    Case("X131", "last year's column", "fails", told("上年公务接待支出2.10万元。"),
         says="2023年决算数1.2万元"),
    Case("X131", "procurement", "fails", told("全年政府采购支出16.10万元。"), says="政府采购"),
    Case("X131", "the budget of the row just spoken of", "fails",
         told("公务接待支出0.90万元；预算1.90万元。"), says="1万元"),
    Case("X131", "some other budget", "passes", told("公务接待支出0.90万元；预算37.65万元。")),
    Case("X131", "three columns agree", "passes",
         told("公务接待费上年1.20万元，预算1.00万元，2024年公务接待支出0.90万元。")),
    Case("X131", "0.01 apart is 尾差", "fails", told("办公经费支出33.21万元。"), severity="info"),
    Case("X131", "in 元", "passes", told("公务接待支出9000元。")),
    Case("X131", "the change of it", "passes", told("公务接待支出0.90万元，比上年减少0.30万元。")),
    Case("X131", "a part of a list may be one source's share", "passes",
         told("公务接待支出0.90万元。县级安排8.00万元，其中公务接待支出0.40万元，宣传印刷7.60万元。")),
    Case("X131", "about", "applies_not", told("公务接待支出约1万元。")),
    Case("X131", "no row of that name", "applies_not", told("防汛物资支出3.30万元。")),
    Case("X132", "canals 18 told, 19 in the table", "fails", told("灌溉渠维修执行18.40万元。"),
         says="全年执行数为19万元"),
    Case("X132", "with brackets and more words", "fails",
         told("（一）灌溉渠维修项目支出91.00万元，主要用于清淤护坡。")),
    Case("X132", "executed, budget and one source", "passes",
         told("灌溉渠维修预算20.00万元，灌溉渠维修支出19.00万元，"
              "灌溉渠维修县级拨款17.00万元。")),
    Case("X132", "the form has no column for it", "applies_not",
         told("灌溉渠维修年初预算16.00万元。")
         | {f"projects/灌溉渠维修/money/{line}/initial": "" for line in ("年度资金总额", "当年财政拨款", "上年结转资金", "其他资金")}),
    Case("X132", "last year's", "applies_not", told("2023年灌溉渠维修支出13.00万元。")),
    Case("X132", "no project named", "applies_not"),
    Case("X132", "ten thousands of pages are no money", "applies_not",
         told("灌溉渠维修图纸扫描完成11.4万页。")),
    Case("X132", "a contract's price is no payment", "passes",
         told("灌溉渠维修合同价22.00万元，灌溉渠维修支出19.00万元。")),
    Case("X132", "two amounts that make the total", "passes",
         told("灌溉渠维修支出11.00万元用于清淤，灌溉渠维修支出8.00万元用于护坡。")),
    Case("X133", "staff 45 in the table, 48 in words", "fails",
         staff("青禾镇人民政府编制50人，在职48人。"), severity="warning", says="相差3人"),
    Case("X133", "above the posts too", "fails",
         staff("青禾镇人民政府编制50人，在职48人。") | {"base_data/staffing/staff": "52"},
         says="实际在职人数52人，超过编制数50人2人"),
    Case("X133", "in a section of another name", "fails", staff("青禾镇人民政府设5个站所。"),
         edit=with_section("overall_report", "十、", "部门概况", "编制50人，在职职工48人。"), says="相差3人"),
    Case("X133", "posts", "fails", staff("核定编制总数55人，在职人员45人。"), says="编制数50人"),
    Case("X133", "two paid from own income explain it", "fails",
         staff("编制50人，年末在岗47人，其中自收自支2人。"), severity="info", says="自收自支"),
    Case("X133", "the control rate", "fails",
         staff("编制50人，在职45人，人员控制率95%。"), says="控制率"),
    Case("X133", "kinds of posts are no total", "passes",
         staff("行政编制30人，事业编制20人，在职45人。")),
    Case("X133", "agree", "passes", staff("编制数50名，实有在职人员45人，控制率为90%。")),
    Case("X133", "no opening section", "applies_not", edit=no_opening),
    Case("X134", "元 in a column of 万元", "fails", {f"{CANAL}/budget": "200000"},
         place=f"{CANAL}/budget", says="疑似元与万元混填"),
    Case("X134", "the odd one is small", "fails",
         {f"{ROWS}/公用经费/last_final": "0.009"}, place=f"{ROWS}/公用经费/last_final"),
    Case("X134", "in a money block", "fails",
         {"overall/money/年度资金总额/executed": "5044000"}),
    Case("X134", "a zero", "passes", {f"{CANAL}/last_final": "0"}),
    Case("X134", "a new project grew hundredfold", "passes", {f"{CANAL}/last_final": "0.20"}),
    Case("X134", "no money at all", "applies_not", edit=no_money),
    Case("X135", "area 630 in the form, 360 told", "fails",
         {"base_data/buildings/actual_area": "630平方米",
          **staff("新建便民用房，实际规模360平方米。")}, says="实际规模630平方米"),
    Case("X135", "area agrees", "passes",
         {"base_data/buildings/actual_area": "630平方米",
          **staff("新建便民用房，实际规模630平方米。")}),
    Case("X135", "no building told", "applies_not"),
    Case("X132", "what a project was given more", "applies_not",
         told("年中追加20.00万元，其中灌溉渠维修项目12.00万元。")),
    Case("X132", "each of a list by its own name", "passes",
         told("灌溉渠维修、村道养护依次支出19.00万元、12.00万元。")),
    Case("X131", "a total's change behind its parts", "applies_not",
         told("三公经费决算7.20万元，由公车运行维护费6.30万元和公务接待费0.90万元构成，比上年的8.20万元下降12.2%。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
