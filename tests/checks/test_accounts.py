"""Family X14: the pack against the unit's published final accounts."""

import pytest

from assistant.model.accounts import FinalAccounts
from assistant.model.pack import Pack
from tests.accounts.sample import (
    BASIC,
    CAPITAL,
    EXPENDITURE,
    FUNDS,
    GENERAL,
    GRANTS,
    SUMMARY,
    THREE_PUBLIC,
    accounts,
    replaced,
)
from tests.checks.build import complete, findings, run, spending
from tests.checks.table import Case, judge

TOTAL = "overall/money/年度资金总额/executed"
USE, INCOME = "overall/by_expenditure", "overall/by_income"
ROWS = "base_data/spending"
SOUND = (accounts(),)


def of(**changes: object) -> tuple[FinalAccounts, ...]:
    return (accounts().model_copy(update=changes),)


def of_unit(name: str) -> tuple[FinalAccounts, ...]:
    made = accounts()
    made.unit.raw = name
    return (made,)


LAST_YEAR = (accounts(
    replaced("2024年度部门决算", "2023年度部门决算"),
    replaced("7.20", "8.20", THREE_PUBLIC), replaced("6.30", "7.00", THREE_PUBLIC),
    replaced("0.90", "1.20", THREE_PUBLIC), replaced("96.40", "90.00", BASIC),
    replaced("48.00", "40.00", EXPENDITURE),
),)  # fmt: skip
# A fund's table that is expressly empty.
NO_FUNDS = (accounts(
    replaced("30.00", "", FUNDS), replaced("30.00", "", GRANTS),
    lambda parts: parts.__setitem__(
        next(n for n, part in enumerate(parts) if getattr(part, "title", "") == FUNDS.title),
        FUNDS._replace(grid=[*FUNDS.grid[:3], [""] * 8], spans={
            place: span for place, span in FUNDS.spans.items() if place[0] < 3},
            note="说明：本部门没有政府性基金收入和支出，故本表无数据。"),
    ),
),)  # fmt: skip


def budgeted(pack: Pack) -> None:
    """Let the breakdowns divide the full-year budget, as some forms do."""
    assert pack.overall
    for entries in (pack.overall.by_income, pack.overall.by_expenditure):
        entries[0].amount.value = pack.overall.money[-1].full_year.value
        entries[1].amount.value = (entries[1].amount.value or 0) + 20


def with_personnel(final: str):
    def edit(pack: Pack) -> None:
        assert pack.base_data
        pack.base_data.spending.append(spending("人员经费", "", False, ("350", "360", final)))

    return edit


def no_base(pack: Pack) -> None:
    pack.base_data = None


CASES = [
    Case("X141", "the accounts spent more", "fails", {TOTAL: "540.40"}, accounts=SOUND,
         severity="warning", place=TOTAL, says="540.4万元，部门决算收入支出决算总表“本年支出合计”504.4万元"),
    Case("X141", "equal", "passes", accounts=SOUND),
    Case("X141", "only the general budget was evaluated", "passes", {TOTAL: "474.40"},
         accounts=SOUND),
    Case("X141", "another year's accounts", "applies_not", {TOTAL: "540.40"}, accounts=of(year=2022)),
    Case("X141", "another unit's accounts", "applies_not", {TOTAL: "540.40"},
         accounts=of_unit("白果镇人民政府")),
    Case("X141", "the unit's own level against the whole department", "applies_not",
         {TOTAL: "540.40"}, accounts=of_unit("青禾镇人民政府（本级）")),
    Case("X141", "no accounts", "applies_not", {TOTAL: "540.40"}),
    Case("X142", "digits swapped", "fails", {f"{USE}/基本支出": "465.40"}, accounts=SOUND,
         severity="error", says="465.4万元，部门决算支出决算表“基本支出”456.4万元，相差9万元"),
    Case("X142", "a cent apart", "fails", {f"{USE}/基本支出": "456.41"}, accounts=SOUND,
         severity="info", says="尾差"),
    Case("X142", "equal", "passes", accounts=SOUND),
    Case("X142", "the form divides the budget", "applies_not", edit=budgeted, accounts=SOUND),
    Case("X142", "no accounts", "applies_not", {f"{USE}/基本支出": "465.40"}),
    Case("X143", "the base table differs", "fails", {f"{ROWS}/项目支出/final": "84.00"},
         accounts=SOUND, severity="error", place=f"{ROWS}/项目支出/final"),
    Case("X143", "the overall table differs", "fails", {f"{USE}/项目支出": "84.00"}, accounts=SOUND),
    Case("X143", "equal", "passes", accounts=SOUND),
    Case("X143", "both tell the general budget's part", "passes",
         {f"{USE}/项目支出": "18.00", f"{ROWS}/项目支出/final": "18.00"}, accounts=SOUND),
    Case("X143", "nothing to compare", "applies_not"),
    Case("X144", "digits swapped", "fails", {f"{INCOME}/一般公共预算": "447.40"}, accounts=SOUND,
         severity="error", says="相差27万元"),
    Case("X144", "equal", "passes", accounts=SOUND),
    Case("X144", "no accounts", "applies_not"),
    Case("X145", "another amount", "fails", {f"{INCOME}/政府性基金拨款": "39.00"}, accounts=SOUND,
         severity="error", says="30万元"),
    Case("X145", "the accounts' table is empty", "fails", accounts=NO_FUNDS, says="为空表，即0万元"),
    Case("X145", "equal", "passes", accounts=SOUND),
    Case("X145", "the pack has none", "applies_not", {f"{INCOME}/政府性基金拨款": ""}, accounts=SOUND),
    Case("X146", "a reception's final", "fails", {f"{ROWS}/公务接待/final": "0.95"}, accounts=SOUND,
         severity="error", says="“公务接待”2024年决算数0.95万元"),
    Case("X146", "a budget", "fails", {f"{ROWS}/公务接待/budget": "1.50"}, accounts=SOUND,
         severity="warning", says="“公务接待”2024年预算数1.5万元"),
    Case("X146", "all six equal", "passes", accounts=SOUND),
    Case("X146", "no base table", "applies_not", edit=no_base, accounts=SOUND),
    Case("X147", "operating expenses", "fails", {f"{ROWS}/公用经费/final": "94.60"}, accounts=SOUND,
         severity="warning", says="“公用经费”2024年决算数94.6万元"),
    Case("X147", "personnel", "fails", edit=with_personnel("306.00"), accounts=SOUND,
         says="360万元"),
    Case("X147", "equal", "passes", edit=with_personnel("360.00"), accounts=SOUND),
    Case("X147", "no base table", "applies_not", edit=no_base, accounts=SOUND),
    Case("X148", "the text has another personnel sum", "fails", severity="warning",
         accounts=(accounts(replaced("人员经费360.00", "人员经费306.00")),),
         says="部门决算说明“人员经费”306万元，部门决算一般公共预算财政拨款基本支出决算表“人员经费”360万元"),
    Case("X148", "a class of expenditure", "fails",
         accounts=(accounts(replaced("农林水（类）支出174.00", "农林水（类）支出147.00")),)),
    Case("X148", "an item of expenditure", "fails",
         accounts=(accounts(replaced("支出决算为300.40万元", "支出决算为340.00万元")),)),
    Case("X148", "text and tables agree", "passes", accounts=SOUND),
    Case("X148", "a cent between two tables, the text has one of them", "passes",
         accounts=(accounts(replaced("174.00", "174.01", GENERAL)),)),
    Case("X148", "no text", "applies_not", accounts=of(figures=[])),
    Case("X149", "another final than last year's", "fails", {f"{ROWS}/三公经费/last_final": "2.80"},
         accounts=LAST_YEAR, severity="error", says="“三公经费”2023年决算数2.8万元"),
    Case("X149", "equal", "passes", accounts=LAST_YEAR),
    Case("X149", "this year's accounts say nothing of last year", "applies_not", accounts=SOUND),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def test_sound_pack_agrees_with_its_accounts() -> None:
    report = run(edit=complete, accounts=SOUND)
    assert [item.message for item in report.findings] == []
    assert not [o for o in report.outcomes if o.status == "crashed"]


def test_yuan_rounded_to_ten_thousand_is_no_matter() -> None:
    """963,976.50 元 are 96.40 万元."""
    made = accounts(replaced("96.40", "963976.50", BASIC))
    for row in made.tables[5].rows:
        for cell in row.cells.values():
            cell.unit = "元"
    assert findings(run(accounts=[made]), "X147") == []


def test_finding_shows_both_sides() -> None:
    (found,) = findings(run({f"{USE}/基本支出": "465.40"}, accounts=SOUND, select="X142"), "X142")
    assert [item.place for item in found.evidence] == [
        f"{USE}/基本支出", "accounts/2024/支出决算表/合计/基本支出",
    ]  # fmt: skip
    assert found.evidence[1].location.row == 3
    assert found.explanation == "疑似相邻数字写颠倒（456.40写成465.40）。"


def test_a_number_that_the_pack_repeats_explains_nothing() -> None:
    """48.00 stands twice in the pack; neither is its explanation, and both are told as one."""
    other = accounts(replaced("48.00", "61.30", EXPENDITURE))
    (found,) = findings(run(accounts=[other], select="X143"), "X143")
    assert found.explanation.startswith("同一原因还造成：整体支出自评表“项目支出”48万元")


def test_tables_of_the_sample_are_all_used() -> None:
    titles = {table.title.raw for table in SOUND[0].tables}
    assert {SUMMARY.title, CAPITAL.title} <= titles
