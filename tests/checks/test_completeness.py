"""Family C: what is missing, blank or owed."""

import pytest

from assistant.model.pack import Buildings, Pack
from tests.checks.build import COLUMNS, put, section
from tests.checks.table import Case, judge
from tests.checks.test_other_forms import CELLS

BASE = "base_data/spending"
TRAINING = "overall/indicators/数量指标/举办农技培训"
MONEY = "overall/money/年度资金总额"
CANAL = "projects/灌溉渠维修"
PROBLEMS = "overall_report/存在的问题及原因分析"
MEASURES = "overall_report/下一步改进措施"
DEVIATION = "project_reports/灌溉渠维修/偏离绩效目标的原因和下一步改进措施"
MEETINGS = f"{BASE}/会议费、培训费"


def no_base(pack: Pack) -> None:
    pack.base_data = None


def rows_named_alike(pack: Pack) -> None:
    """Let the base table's rows bear the projects' own names."""
    assert pack.base_data
    for row in pack.base_data.spending:
        row.label.raw = row.label.raw.replace("维修专项", "维修")


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def no_word_on_buildings(pack: Pack) -> None:
    for name in Buildings.model_fields:
        put(pack, f"base_data/buildings/{name}", "")


def no_word_on_buildings_but_area(pack: Pack) -> None:
    no_word_on_buildings(pack)
    put(pack, "base_data/buildings/approved_area", "0")


def no_report(pack: Pack) -> None:
    pack.overall_report = None


def no_projects(pack: Pack) -> None:
    pack.projects.clear()
    pack.project_reports.clear()


def no_projects_no_money(pack: Pack) -> None:
    no_projects(pack)
    put(pack, "overall/by_expenditure/项目支出", "0")


def drop_report(pack: Pack) -> None:
    pack.project_reports.pop()


def drop_table(pack: Pack) -> None:
    pack.projects.pop()


def other_spelling(pack: Pack) -> None:
    pack.project_reports[0].project = "青禾镇灌溉渠道维修"


def drop_section(title: str):
    def edit(pack: Pack) -> None:
        report = pack.overall_report
        assert report
        report.sections = [section for section in report.sections if section.title != title]

    return edit


def retitled(title: str, other: str):
    def edit(pack: Pack) -> None:
        report = pack.overall_report
        assert report
        for each in report.sections:
            each.title = other if each.title == title else each.title.replace("资金使用及", "")
        report.sections = [each for each in report.sections if "预算" not in each.title]

    return edit


def drop_project_section(title: str):
    def edit(pack: Pack) -> None:
        report = pack.project_reports[0]
        report.sections = [section for section in report.sections if section.title != title]

    return edit


def other_budgets(pack: Pack) -> None:
    assert pack.overall_report
    drop_section("一般公共预算支出情况")(pack)
    for title in ("政府性基金预算支出情况", "国有资本经营预算支出情况"):
        pack.overall_report.sections.append(section("overall_report", "三、", title, ["无。"]))


def lost_headings(pack: Pack) -> None:
    """Turn the headings into bare paragraphs, as a conversion does."""
    report = pack.overall_report
    assert report
    whole = report.sections[0]
    for each in report.sections[1:]:
        heading = whole.paragraphs[0].model_copy(update={"raw": each.title})
        whole.paragraphs += [heading, *each.paragraphs]
    report.sections = [whole]


def admits_nothing(words: str = "无"):
    def edit(pack: Pack) -> None:
        put(pack, f"{PROBLEMS}/p", words)
        put(pack, f"{MEASURES}/p", words)

    return edit


def label(place: str, words: str):
    def edit(pack: Pack) -> None:
        assert pack.base_data
        row = next(row for row in pack.base_data.spending if row.place == place)
        row.label.raw = words

    return edit


def heading_with_list(pack: Pack) -> None:
    assert pack.base_data
    special, other = pack.base_data.spending[9:11]
    special.label.raw = "3、本级专项资金（一个专项一行）"
    other.parent = special.place


def nothing_scored(pack: Pack) -> None:
    for row in pack.overall.indicators if pack.overall else ():
        row.weight.value, row.weight.raw = None, ""


def blank_goals(pack: Pack) -> None:
    put(pack, "overall/goal_achieved", "无")


NO_BUILDINGS = {
    f"base_data/buildings/{field}": ""
    for field in ("approved_area", "actual_area", "area_rate", "approved_investment",
                  "actual_investment", "investment_rate")
}  # fmt: skip

CASES = [
    Case("C101", "no overall report", "fails", edit=no_report, place="overall_report"),
    Case("C101", "no base data table", "fails", edit=no_base, place="base_data"),
    Case("C101", "project money and no project table", "fails", edit=no_projects, place="projects"),
    Case("C101", "no project money, no project table", "passes", edit=no_projects_no_money),
    Case("C105", "a table without a report", "fails", edit=drop_report,
         place="projects/村道养护/title", says="没有对应的自评报告"),
    Case("C105", "a report without a table", "fails", edit=drop_table,
         place="project_reports/村道养护/title", says="没有对应的自评表"),
    Case("C105", "the name is spelt a little differently", "passes", edit=other_spelling),
    Case("C105", "no project", "applies_not", edit=no_projects),
    Case("C106", "projects, and nothing booked", "fails", {f"{BASE}/项目支出/final": "0"},
         place=f"{BASE}/项目支出/final", says="合计31万元"),
    Case("C106", "nothing booked in the overall table", "fails",
         {"overall/by_expenditure/项目支出": ""}, says="未填"),
    Case("C106", "booked", "passes"),
    Case("C106", "no project", "applies_not", edit=no_projects),
    Case("C107", "no measures", "fails", edit=drop_section("下一步改进措施"), severity="error"),
    Case("C107", "money told under 收支情况", "passes", edit=retitled("一般公共预算支出情况", "收支情况")),
    Case("C107", "nothing on publication", "fails",
         edit=drop_section("绩效自评结果拟应用和公开情况"), severity="warning"),
    Case("C107", "deviations from the goal are not the goal reached", "fails",
         edit=drop_project_section("绩效目标自评完成情况分析"), says="缺少“绩效目标完成情况”"),
    Case("C107", "the other budgets and not the general one", "fails",
         edit=other_budgets, says="缺少“一般公共预算支出情况”"),
    Case("C107", "headings that lost their numbers", "passes", edit=lost_headings),
    Case("C107", "no report", "applies_not",
         edit=lambda pack: (no_report(pack), pack.project_reports.clear())),
    Case("C108", "a “……” row with money", "fails", edit=label(f"{BASE}/村道养护专项", "……"),
         says="12万元", severity="warning"),
    Case("C108", "a heading whose specials are listed below it", "passes",
         edit=heading_with_list),
    Case("C108", "rows with names", "passes"),
    Case("C108", "no base data table", "applies_not", edit=no_base),
    Case("C102", "procurement blank: one finding for the row", "fails",
         {"base_data/procurement/budget": "", "base_data/procurement/final": ""},
         place="base_data/procurement", says="2024年预算数、2024年决算数"),
    Case("C102", "no staff", "fails", {"base_data/staffing/staff": ""}, says="在职人数"),
    Case("C102", "zero is an answer", "passes", {"base_data/procurement/final": "0"}),
    Case("C102", "no base data table", "applies_not", edit=no_base),
    Case("C115", "one cell of a row", "fails", {f"{MEETINGS}/final": ""},
         place=f"{MEETINGS}/final", severity="warning"),
    Case("C115", "a total that its parts give is A106's", "passes",
         {f"{BASE}/三公经费/{column}": "" for column in COLUMNS}),
    Case("C115", "no base data table", "applies_not", edit=no_base),
    Case("C103", "blank", "fails", {"base_data/thrift": ""}, severity="warning"),
    Case("C103", "无", "fails", {"base_data/thrift": "无"}, says="只写“无”"),
    Case("C103", "filled", "passes"),
    Case("C103", "no base data table", "applies_not", edit=no_base),
    Case("C104", "no date", "fails", {"base_data/signoff/date": ""}, says="填报日期", severity="info"),
    Case("C104", "filled", "passes"),
    Case("C104", "no base data table", "applies_not", edit=no_base),
    Case("C119", "all six blank", "fails", NO_BUILDINGS, severity="info"),
    Case("C119", "无", "passes", {**NO_BUILDINGS, "base_data/buildings/approved_area": "无"}),
    Case("C119", "no base data table", "applies_not", edit=no_base),
    Case("C120", "investment without what was approved", "fails",
         {**NO_BUILDINGS, "base_data/buildings/actual_investment": "195.00",
          "base_data/buildings/investment_rate": "98.48%"}, severity="warning", says="预算投资"),
    Case("C120", "all three", "passes",
         {**NO_BUILDINGS, "base_data/buildings/approved_investment": "198.00",
          "base_data/buildings/actual_investment": "195.00",
          "base_data/buildings/investment_rate": "98.48%"}),
    Case("C120", "无", "applies_not", {**NO_BUILDINGS, "base_data/buildings/approved_area": "无"}),
    Case("C120", "no base data table", "applies_not", edit=no_base),
    Case("C113", "total and rate blank beside a filled source", "fails",
         {f"{CANAL}/money/年度资金总额/executed": "", f"{CANAL}/money/年度资金总额/rate": ""},
         place=f"{CANAL}/money/年度资金总额", says="全年执行数、执行率"),
    Case("C113", "a source with one blank", "fails",
         {f"{CANAL}/money/当年财政拨款/executed": ""}, says="当年财政拨款"),
    Case("C113", "a source that the project doesn't have", "passes"),
    Case("C113", "no table", "applies_not", edit=no_tables),
    Case("C118", "parts without their head", "fails", {"overall/by_income/按收入性质分": ""},
         severity="warning", says="按收入性质分"),
    Case("C118", "no heads at all, and the lines make the year's money", "passes",
         {"overall/by_income/按收入性质分": "", "overall/by_expenditure/按支出性质分": ""}),
    Case("C118", "a source that the unit doesn't have", "passes"),
    Case("C118", "no table", "applies_not", edit=no_tables),
    Case("C119", "six blanks", "fails", edit=no_word_on_buildings, severity="info"),
    Case("C119", "one of them says “0”", "passes", edit=no_word_on_buildings_but_area),
    Case("C119", "“无”", "passes"),
    Case("C119", "no base table", "applies_not", edit=no_base),
    Case("C114", "no achieved goal", "fails", edit=blank_goals, severity="error"),
    Case("C114", "no implementer", "fails", {f"{CANAL}/implementer": ""}, severity="warning"),
    Case("C114", "filled", "passes"),
    Case("C114", "no table", "applies_not", edit=no_tables),
    Case("C116", "no total score", "fails", {"overall/total/score": ""}, severity="error"),
    Case("C116", "no weight at all", "fails", edit=nothing_scored, says="全部指标的分值"),
    Case("C116", "filled", "passes"),
    Case("C116", "no table", "applies_not", edit=no_tables),
    Case("C109", "a missed target and “无”", "fails", {f"{TRAINING}/actual": "8场"},
         edit=admits_nothing(), place=PROBLEMS, says="举办农技培训"),
    Case("C109", "“none” in a sentence", "fails", {f"{TRAINING}/actual": "8场"},
         edit=admits_nothing("本单位不存在问题。")),
    Case("C109", "nothing to admit", "passes", edit=admits_nothing()),
    Case("C109", "admitted", "passes", {f"{TRAINING}/actual": "8场"}),
    Case("C109", "no report", "applies_not", edit=no_report),
    Case("C117", "a project's missed target and “无”", "fails",
         {f"{CANAL}/indicators/数量指标/维修渠道长度/actual": "4公里"}, place=DEVIATION),
    Case("C117", "told", "passes",
         {f"{CANAL}/indicators/数量指标/维修渠道长度/actual": "4公里",
          f"{DEVIATION}/p": "一公里渠道因征地未定，延至次年。"}),
    Case("C117", "all the money came in the year, and “无”", "fails",
         {f"{CANAL}/money/当年财政拨款/initial": "0"}, says="年初没有安排预算，年中增加18万元",
         severity="error"),
    Case("C117", "a score left blank, and “无”", "fails",
         {f"{CANAL}/indicators/数量指标/维修渠道长度/score": ""}, says="看不出有没有偏差",
         severity="warning"),
    Case("C117", "nothing to tell", "passes"),
    Case("C117", "no project", "applies_not", edit=no_projects),
    Case("C110", "205 % of the budget", "fails", {f"{MEETINGS}/final": "10.28"},
         place=f"{MEETINGS}/final", says="控制率205.6%", severity="warning"),
    Case("C110", "no budget at all", "fails", {f"{MEETINGS}/budget": "0"}, says="没有安排预算"),
    Case("C110", "named in the report", "passes",
         {f"{MEETINGS}/final": "10.28", f"{PROBLEMS}/p": "培训费超预算，因承办县级培训。"}),
    Case("C110", "another item named in the report", "fails",
         {f"{MEETINGS}/final": "10.28", f"{PROBLEMS}/p": "维修费超预算，因水毁抢修。"}),
    Case("C110", "beyond the budget by rounding only", "passes",
         {f"{MEETINGS}/budget": "5", f"{MEETINGS}/final": "5.30"}),
    Case("C110", "within the project's adjusted budget", "passes",
         {f"{BASE}/灌溉渠维修专项/final": "19.50", f"{BASE}/灌溉渠维修专项/budget": "15.00"},
         rows_named_alike),
    Case("C110", "beyond the project's adjusted budget", "fails",
         {f"{BASE}/灌溉渠维修专项/final": "21.50", f"{BASE}/灌溉渠维修专项/budget": "15.00"},
         rows_named_alike),
    Case("C110", "raised as a whole", "passes",
         {f"{BASE}/项目支出/budget": "40.00", f"{PROBLEMS}/p": "年中追加26.44万元，调整后为526.44万元。"}),
    Case("C110", "raised by less", "fails",
         {f"{BASE}/项目支出/budget": "40.00", f"{PROBLEMS}/p": "年中追加2.64万元，调整后为502.64万元。"}),
    Case("C110", "no base data table", "applies_not", edit=no_base),
    Case("C111", "initial 200, full 520", "fails", {f"{MONEY}/initial": "200.00"}, says="调增320万元，增幅160%",
         place=f"{MONEY}/full_year"),
    Case("C111", "filled back from what was spent", "fails",
         {f"{MONEY}/initial": "200.00", f"{MONEY}/full_year": "504.40"},
         says="增幅152.2%（200万元→504.4万元），报告没有说明原因；全年预算数与执行数完全相同，疑按执行数倒填"),
    Case("C111", "just 30 %", "fails", {f"{MONEY}/initial": "400.00"}, says="30%"),
    Case("C111", "below 30 %", "passes", {f"{MONEY}/initial": "401.00"}),
    Case("C111", "explained", "passes",
         {f"{MONEY}/initial": "200.00", f"{PROBLEMS}/p": "年中追加预算320万元用于防汛。"}),
    Case("C111", "words about last year or next year explain nothing", "fails",
         {f"{MONEY}/initial": "200.00",
          f"{PROBLEMS}/p": "经费比上年追加5万元；自评结果作为调整项目预算的参考。"}),
    Case("C111", "a project without any initial budget", "fails",
         {f"{CANAL}/money/当年财政拨款/initial": "0"}, says="年中增加18万元",
         place=f"{CANAL}/money/当年财政拨款/full_year"),
    Case("C111", "a project begun in the year, told", "passes",
         {f"{CANAL}/money/当年财政拨款/initial": "0",
          "project_reports/灌溉渠维修/绩效目标自评完成情况分析/p": "6月县财政局下达水毁修复资金18万元。"}),
    Case("C111", "only carried over", "passes", {f"{CANAL}/money/上年结转资金/initial": "0"}),
    Case("C111", "no initial budget to compare with", "applies_not",
         {f"{MONEY}/initial": "0"}, edit=no_projects),
    Case("C112", "budget cut to what was spent", "fails",
         {f"{MONEY}/initial": "600.00", f"{MONEY}/full_year": "504.40"}, says="少15.93%"),
    Case("C112", "explained", "passes",
         {f"{MONEY}/initial": "600.00", f"{MONEY}/full_year": "504.40",
          f"{PROBLEMS}/p": "按批复调减预算95.6万元。"}),
    Case("C112", "cut by less than 10 %", "passes",
         {f"{MONEY}/initial": "510.00", f"{MONEY}/full_year": "504.40"}),
    Case("C112", "no table", "applies_not", edit=no_tables),
]  # fmt: skip
CASES += CELLS


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
