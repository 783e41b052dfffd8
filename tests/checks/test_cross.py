"""Family X, one matter in two places: base data table, overall table and overall report."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import both, findings, run, spending, with_section
from tests.checks.table import Case, judge

REPORT = "overall_report"
BUDGET = f"{REPORT}/一般公共预算支出情况"
SPENT = f"{BUDGET}/p"
PROJECTS = "base_data/spending/项目支出/final"
OPERATING = "base_data/spending/公用经费"
TOTAL = "overall/money/年度资金总额"
BY_INCOME, BY_USE = "overall/by_income", "overall/by_expenditure"
CANAL = "projects/灌溉渠维修"
MONEY = "年度资金总额"

FUNDS = with_section(REPORT, "七、", "政府性基金预算支出情况", "政府性基金预算支出30.00万元。")
OTHER_FUNDS = with_section(
    REPORT, "七、", "政府性基金预算支出情况", "全年政府性基金预算支出总额39.00万元。"
)


def no_base(pack: Pack) -> None:
    pack.base_data = None


def no_overall(pack: Pack) -> None:
    pack.overall = None


def no_report(pack: Pack) -> None:
    pack.overall_report = None


def no_projects(pack: Pack) -> None:
    pack.projects.clear()


def no_breakdown(pack: Pack) -> None:
    assert pack.overall
    pack.overall.by_expenditure.clear()


def parted(basic: str, projects: str):
    """Return an edit that gives basic and project expenditure sections of their own."""
    return both(
        with_section(BUDGET, "（一）", "基本支出情况", basic),
        with_section(BUDGET, "（二）", "项目支出情况", projects),
    )


def with_personnel(final: str):
    def edit(pack: Pack) -> None:
        assert pack.base_data
        pack.base_data.spending.append(spending("人员经费", "", False, ("350", "360", final)))

    return edit


def told(sentence: str):
    return {SPENT: sentence}


ALL_NUMBERS = {f"{TOTAL}/executed": "504.40", f"{OPERATING}/final": "504.40"}


def all_spent(budget: str):
    """Let the base table have a row of all spending."""

    def edit(pack: Pack) -> None:
        assert pack.base_data
        pack.base_data.spending.append(spending("支出合计", "", False, ("", budget, "")))

    return edit


CASES = [
    Case("X101", "base table 45, overall table 48", "fails", {PROJECTS: "45.00"}, place=PROJECTS,
         says="整体支出自评表“项目支出”48万元", severity="error"),
    Case("X101", "blank in the overall table, another sum in the report", "fails",
         told("全年项目支出45.00万元。"), no_breakdown, place=PROJECTS),
    Case("X101", "the report alone is wrong", "fails", told("全年项目支出84.00万元。"),
         place=f"{SPENT}@84.00万元"),
    Case("X101", "0.01 apart is 尾差", "fails", {PROJECTS: "48.01"}, severity="info", says="尾差"),
    Case("X101", "the report states two, one agrees", "passes",
         told("一般公共预算项目支出40.00万元。当年项目支出合计48.00万元。")),
    Case("X101", "last year's in the report", "passes", told("2023年项目支出41.00万元。")),
    Case("X101", "in 元", "passes", told("全年项目支出480000元。")),
    Case("X101", "no figure anywhere else", "applies_not", told("支出合规。"), no_overall),
    Case("X102", "projects spent 52 of 48", "fails",
         {f"{CANAL}/money/{MONEY}/executed": "40.00"}, says="40万元+12万元=52万元"),
    Case("X102", "no executed amount: the budget counts", "fails",
         {f"{CANAL}/money/{MONEY}/executed": "", f"{CANAL}/money/当年财政拨款/executed": "",
          f"{CANAL}/money/上年结转资金/executed": "", f"{CANAL}/money/{MONEY}/full_year": "50"}),
    Case("X102", "31 of 48: not every project has a table", "passes"),
    Case("X102", "no project table", "applies_not", edit=no_projects),
    Case("X103", "16 in the name, 20 in the table", "fails",
         {f"{CANAL}/project": "灌溉渠维修16万元"}, says="项目名称写明16万元"),
    Case("X103", "in brackets, in 元", "passes", {f"{CANAL}/project": "灌溉渠维修（200000元）"}),
    Case("X103", "“万” in a name is money", "passes", {f"{CANAL}/project": "灌溉渠维修20万"}),
    Case("X103", "full-year budget was changed, the initial one agrees", "passes",
         {f"{CANAL}/project": "灌溉渠维修20万元", f"{CANAL}/money/{MONEY}/full_year": "23.00"}),
    Case("X103", "a number that is no amount", "applies_not",
         {f"{CANAL}/project": "2024年灌溉渠维修（二期）"}),
    Case("X103", "no amount in any name", "applies_not"),
    Case("X104", "39 in the report, 30 in the table", "fails", edit=OTHER_FUNDS, says="39万元"),
    Case("X104", "agree", "passes", edit=FUNDS),
    Case("X104", "no government funds in the report", "applies_not"),
    Case("X105", "456.40 + 19.00 against 474.40", "fails", edit=parted(
        "基本支出456.40万元，用于保障机构运转。", "项目支出19.00万元。"), says="合计475.4万元"),
    Case("X105", "426.40 + 48.00 = 474.40", "passes", edit=parted(
        "全年基本支出426.40万元。", "项目支出48.00万元，全部用于专项。")),
    Case("X105", "several project sums, one fits", "passes", edit=parted(
        "全年基本支出426.40万元。", "项目支出78.00万元，其中一般公共预算安排48.00万元。")),
    Case("X105", "basic expenditure isn't given apart", "applies_not"),
    Case("X106", "426 in the report", "fails", edit=parted("基本支出426.40万元。", "无。"),
         place=f"{BY_USE}/基本支出", says="报告“基本支出”426.4万元"),
    Case("X106", "0.01 apart is 尾差", "fails", edit=parted("基本支出456.41万元。", "无。"),
         severity="info"),
    Case("X106", "agree, after last year's", "passes", edit=parted(
        "上年基本支出430.00万元，本年基本支出456.40万元。", "无。")),
    Case("X106", "no section on basic expenditure", "applies_not"),
    Case("X113", "360.00 + 96.40 against 466.40", "fails", edit=parted(
        "基本支出466.40万元，其中人员经费360.00万元，公用经费96.40万元。", "无。"), says="合计456.4万元"),
    Case("X113", "they add up", "passes", edit=parted(
        "基本支出456.40万元，其中人员经费360.00万元，公用经费96.40万元。", "无。")),
    Case("X113", "one of them isn't told", "applies_not", edit=parted(
        "基本支出456.40万元，其中人员经费360.00万元。", "无。")),
    Case("X107", "the base table has another sum", "fails", told("公用经费69.40万元。"),
         says="2024年决算数96.4万元"),
    Case("X107", "元 in the form, 万元 rounded in words", "passes",
         {**told("公用经费96.40万元。"), f"{OPERATING}/final": "964,020.50元"}),
    Case("X107", "元 in the form, another amount in words", "fails",
         {**told("公用经费96.40万元。"), f"{OPERATING}/final": "964,120.50元"}),
    Case("X107", "“公用经费支出”", "passes", told("其中：人员经费360.00万元，公用经费支出96.40万元。")),
    Case("X107", "a share of it isn't the sum of it", "passes",
         told("公用经费96.40万元，占基本支出的21.1%，公用经费中办公经费33.20万元。")),
    Case("X107", "the report is silent", "applies_not"),
    Case("X108", "swapped digits", "fails", told("人员经费360.00万元。"), with_personnel("306.00"),
         says="人员经费"),
    Case("X108", "agree", "passes", told("人员经费支出306.00万元。"), with_personnel("306.00")),
    Case("X108", "no such row", "applies_not", told("人员经费360.00万元。")),
    Case("X109", "7.20 told as 2.70", "fails", told("三公经费支出2.70万元，较上年下降。")),
    Case("X109", "with quotation marks", "passes", told("“三公”经费支出7.20万元，比上年减少1.00万元。")),
    Case("X109", "budget and final", "passes",
         told("“三公经费”决算7.20万元，控制在预算7.50万元以内。")),
    Case("X109", "the report is silent", "applies_not"),
    Case("X110", "all the unit's money as operating expenses", "fails",
         {f"{OPERATING}/final": "504.40"}, place=f"{OPERATING}/final"),
    Case("X110", "the budget column too", "fails", {f"{OPERATING}/budget": "500.00"},
         place=f"{OPERATING}/budget"),
    Case("X110", "the budget but for 0.01", "fails", {f"{OPERATING}/budget": "500.01"},
         says="年初预算数500万元只差0.01万元，疑似把全部支出填入公用经费"),
    Case("X110", "the report tells what was spent, not the budget", "fails",
         {f"{OPERATING}/budget": "500.00", SPENT: "公用经费96.40万元。"}, place=f"{OPERATING}/budget",
         says="500万元相同，疑似"),
    Case("X110", "a part of it", "passes"),
    Case("X110", "the report tells it: X107 compares", "applies_not",
         {f"{OPERATING}/final": "504.40", f"{OPERATING}/budget": "", SPENT: "公用经费96.40万元。"}),
    Case("X110", "no base table", "applies_not", edit=no_base),
    Case("X111", "500.01 and 500.00", "fails", edit=all_spent("500.01"), severity="info"),
    Case("X111", "the whole budget as operating expenses: X110 says so", "passes",
         {f"{OPERATING}/budget": "500.01"}),
    Case("X111", "the same sum", "passes", edit=all_spent("500.00")),
    Case("X111", "no overall table", "applies_not", edit=no_overall),
    Case("X112", "the basic part told as the whole", "fails",
         told("全年一般公共预算财政拨款支出426.40万元。"), severity="warning",
         place=f"{SPENT}@426.40万元"),
    Case("X112", "agree", "passes", told("一般公共预算支出474.40万元。")),
    Case("X112", "the report gives no whole", "applies_not"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def test_the_parts_tell_which_of_two_sums_is_right() -> None:
    report = run({"base_data/spending/三公经费/final": "7.02"} | told("三公经费支出7.20万元。"))
    found = next(f for f in report.findings if f.rule == "X109")
    assert (
        found.suggestion == "分项之和6.3+0+0.9=7.2万元，与报告相符，将基础数据表的合计改为7.2万元。"
    )
    (right,) = findings(run(told("三公经费支出2.70万元。"), select="X109"), "X109")
    assert "与基础数据表相符，以决算报表为准更正报告" in right.suggestion


def test_one_unit_tells_how_far_two_are_apart() -> None:
    cells = {f"{OPERATING}/final": "964000元", **told("公用经费69.40万元。")}
    (found,) = findings(run(cells, select="X107"), "X107")
    assert (
        "964000元（即96.4万元），报告“公用经费”69.4万元，两处不一致，相差27万元。" in found.message
    )
    assert found.difference == "270000元"


def test_difference_that_equals_another_item_is_explained() -> None:
    basic = with_section(BUDGET, "（一）", "基本支出情况", "基本支出419.15万元。")
    cells = {f"{BY_INCOME}/政府性基金拨款": "37.25", SPENT: "支出合规。"}
    (found,) = findings(run(cells, basic, "X106"), "X106")
    assert "37.25万元" in found.explanation
    assert "政府性基金拨款" in found.explanation


def test_counts_in_ten_thousands_are_told_so() -> None:
    cells = told("全年目标办件60.8万件，实际办件52.6万件，少9.2万件。")
    (found,) = findings(run(cells, select="N125"), "N125")
    assert "52.6万件与60.8万件相差8.2万件" in found.message
    assert "相差1万件。" in found.message
