"""X: one matter, two places: base data table, tables and reports against each other."""

import re
from collections.abc import Iterator

from assistant.checks.between.base_against_report import is_whole_budget
from assistant.checks.between.sources import general_shares
from assistant.checks.between.two_places import (
    OPERATING,
    against,
    amounts_of,
    base_row,
    first_amount,
    same_amount,
    section_title,
)
from assistant.checks.compare import add, add_spans, base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import row_name, show, title_of, written
from assistant.checks.mentions import cite, said
from assistant.checks.registry import rule
from assistant.checks.rows import (
    PROJECTS,
    is_budget,
    is_placeholder_row,
    money_total,
    named_entry,
)
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.numerals import read_quantity
from assistant.model.pack import IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity


@rule("X101", name="项目支出各处不符", severity="error", source="DOMAIN §2 基础数据表、§8")
def project_expenditure(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表“项目支出”决算数、整体支出自评表“项目支出”、整体报告项目支出金额应当一致。

    为什么：填表说明要求基础数据表的项目支出数与决算数据保持一致；同一笔钱三处三个数，评审无法采信。
    举例：基础表项目支出填0万元，整体表填240.5万元，相差240.5万元。
    怎样改：以决算数据为准，统一三处金额；基础表漏填的，按业务工作经费、运行维护经费、专项资金逐行补列。
    何时不报：某一处没有填写项目支出；报告写的是一般公共预算的项目支出，差额正好是政府性基金等其他来源；两处只差尾数（作尾差提示）。
    """
    row = base_row(ctx, PROJECTS)
    overall = ctx.pack.overall
    booked = named_entry(overall.by_expenditure, "项目支出") if overall else None
    told = _nearest(ctx, _ALL_PROJECTS, booked.amount if booked else None)
    if overall and booked and is_budget(overall, overall.by_expenditure):
        spent = [q for q in (row and row.final, told and told.quantity) if q and q.known()]
        if all(base(amount) <= base(booked.amount) for amount in spent):
            booked = None  # less was spent than the budget gave: both can be right
    right = Item("整体支出自评表“项目支出”", booked.amount) if booked else None
    if right is None and told is not None:
        right = cite(told)
    if row is not None and right is not None:
        yield from same_amount(ctx, "X101", Item("基础数据表“项目支出”决算数", row.final), right)
    if booked is None or told is None:
        return
    if not booked.amount.known() or not general_shares(ctx, [(told, booked.amount)]):
        yield from same_amount(
            ctx, "X101", cite(told), Item("整体支出自评表“项目支出”", booked.amount)
        )


_ALL_PROJECTS = re.compile(r"项目支出(?:合计|总额)?$")


def _nearest(ctx: Context, measure: re.Pattern[str], amount: Quantity | None) -> Fact | None:
    """Return the report's figure of a measure: the one that agrees, else the first.

    A report may state project expenditure of the general budget and of all budgets.
    """
    facts = amounts_of(ctx, measure)
    agreeing = [f for f in facts if amount is not None and copied(f.quantity, amount) == "equal"]
    return next(iter(agreeing or facts), None)


@rule("X102", name="项目执行数超过项目支出", severity="error", source="DOMAIN §2 项目支出自评表")
def projects_within(ctx: Context) -> Iterator[Finding]:
    """查什么：各项目自评表全年执行数（没填执行数的用全年预算数）合计不应超过整体支出自评表的项目支出。

    为什么：项目支出是各项目支出之和，分项超过总数说明有一处填错，或项目不属于本单位项目支出。
    举例：三个项目执行数合计52万元，整体表项目支出只有46万元。
    怎样改：核对各项目执行数和整体表项目支出，以决算为准更正。
    何时不报：合计小于项目支出（不是每个项目都单独填表）；整体表没有列项目支出。
    """
    overall = ctx.pack.overall
    booked = named_entry(overall.by_expenditure, "项目支出") if overall else None
    if booked is None or not ctx.pack.projects:
        return
    spent = [cell for table in ctx.pack.projects if (cell := _spent(table)) is not None]
    if not spent:
        return
    ctx.look(booked.amount.place)
    total, limit = add(spent), base(booked.amount)
    if add_spans(spent).low > booked.amount.interval().high:
        added = "+".join(written(cell) for cell in spent)
        yield finding(
            ctx, "X102", booked.amount.place,
            f"各项目执行数{added}={show(total, '万元')}，超过整体支出自评表项目支出"
            f"{written(booked.amount)}，多出{show(total - limit, '万元')}。",
            items=[Item("整体支出自评表“项目支出”", booked.amount),
                   *(Item("项目执行数", cell) for cell in spent)],
            found=written(booked.amount), expected=f"≥{show(total, '万元')}",
            difference=show(total - limit, "万元"), clerical=True,
        )  # fmt: skip


def _spent(table: IndicatorTable) -> Quantity | None:
    line = money_total(table)
    if line is None:
        return None
    lines = [line, *table.money]
    return next((x.executed for x in lines if x.executed.known()), None) or (
        line.full_year if line.full_year.known() else None
    )


_NAME_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万元|亿元|元|万)[）)]?$")


@rule(
    "X103", name="项目名称中的金额与资金不符", severity="error", source="DOMAIN §2 项目支出自评表"
)
def amount_in_name(ctx: Context) -> Iterator[Finding]:
    """查什么：项目名称后面写明的金额，应当等于本表年度资金总额（年初预算、全年预算或全年执行数之一）。

    为什么：名称里的金额就是项目的预算规模，与资金栏不符说明有一处填错。
    举例：名称写“16万元”，年度资金总额填6万元，相差10万元。
    怎样改：核对预算批复，更正名称或资金总额。
    何时不报：名称里没有金额；总额栏全部空白（另由完整性规则提示）。
    """
    for table in ctx.pack.projects:
        match = _NAME_AMOUNT.search(squeeze(table.project.raw))
        line = money_total(table)
        if match is None or line is None:
            continue
        named = read_quantity(match.group(), table.project.place, table.project.location)
        cells = [c for c in (line.full_year, line.initial, line.executed) if c.known()]
        if not cells or not named.known():
            continue
        ctx.look(named.place)
        if all(copied(cell, named) == "conflict" for cell in cells):
            yield from conflict(
                ctx, "X103", Item(f"{title_of(table)}年度资金总额", cells[0]), base(named),
                f"{title_of(table)}年度资金总额填{written(cells[0])}，项目名称写明{written(named)}",
                others=[Item("项目名称", named)],
            )  # fmt: skip


@rule("X104", name="政府性基金金额不符", severity="error", source="DOMAIN §2、§8")
def government_funds(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表“政府性基金拨款”应与整体报告政府性基金预算支出总额一致。

    为什么：两处说的是同一笔资金。
    举例：表内300万元，报告写310万元，相差10万元。
    怎样改：以决算为准更正。
    何时不报：单位没有政府性基金；只差尾数。
    """
    yield from _income(ctx, "X104", "政府性基金", re.compile(r"政府性基金"))


def _income(ctx: Context, code: str, word: str, measure: re.Pattern[str]) -> Iterator[Finding]:
    overall = ctx.pack.overall
    entry = named_entry(overall.by_income, word) if overall else None
    told = _nearest(ctx, measure, entry.amount if entry else None)
    if overall and entry and told and is_budget(overall, overall.by_income):
        entry = None if base(told.quantity) <= base(entry.amount) else entry
    if entry is not None and told is not None:
        yield from same_amount(
            ctx, code, cite(told), Item(f"整体支出自评表“{squeeze(entry.label.raw)}”", entry.amount)
        )


@rule("X105", name="一般公共预算与基本支出加项目支出不符", severity="error", source="DOMAIN §2、§6")
def general_budget(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表“一般公共预算”应等于报告一般公共预算的基本支出加项目支出。

    为什么：报告第二部分把一般公共预算支出分为基本支出和项目支出，两者之和就是表内的一般公共预算。
    举例：表内3050.90万元，报告基本支出2810.40万元加项目支出240.5万元，合计一致。
    怎样改：核对决算，更正表或报告。
    何时不报：报告没有分别写明两项；存在表内为拨款、报告为支出且有结余说明的情形。
    """
    basics, projects = _basics(ctx), _report_projects(ctx)
    overall = ctx.pack.overall
    entry = named_entry(overall.by_income, "一般公共预算") if overall else None
    if entry is None or not basics or not projects:
        return
    ctx.look(entry.amount.place)
    right = entry.amount.interval()
    if any((b.quantity.interval() + p.quantity.interval()).meets(right)
           for b in basics for p in projects):  # fmt: skip
        return
    basic, project = basics[0], projects[0]
    total = base(basic.quantity) + base(project.quantity)
    if overall and is_budget(overall, overall.by_income) and total <= base(entry.amount):
        return
    line = money_total(overall) if overall else None
    if line and line.executed.known() and line.executed.base == total:
        return  # the report speaks of all the unit's money, not of the general budget alone
    yield from conflict(
        ctx, "X105", Item("整体支出自评表“一般公共预算”", entry.amount), total,
        f"整体支出自评表一般公共预算{written(entry.amount)}，报告基本支出{said(basic)}加"
        f"项目支出{said(project)}合计{show(total, '万元')}",
        others=[cite(basic), cite(project)],
    )  # fmt: skip


def _basics(ctx: Context) -> list[Fact]:
    """Return the basic expenditures that the report's section states: of some or all money."""
    facts = ctx.figures_of(ctx.pack.overall_report)
    if not any(_BASIC in fact.place and _BASIC in section_title(fact) for fact in facts):
        return []
    return (
        amounts_of(ctx, _BASIC_WHOLE, section=_BASIC)
        or amounts_of(ctx, _BASIC_WHOLE, below="一般公共预算")
        or amounts_of(ctx, _BASIC_SPENT, section=_BASIC)[:1]
    )


_BASIC = "基本支出"
_BASIC_WHOLE = re.compile(r"基本支出(?:合计)?$")
_BASIC_SPENT = re.compile(r"^(?!.*(?:三公|公用|人员|接待|车)).*(?:支出|拨款)")
_OF_PROJECTS = re.compile(r"项目支出|一般公共预算")


def _report_projects(ctx: Context) -> list[Fact]:
    """Return the project expenditures that the report's section states: of some or all money."""
    return amounts_of(ctx, _OF_PROJECTS, section="项目支出")


@rule("X112", name="一般公共预算总额与报告不符", severity="warning", source="DOMAIN §2、§8")
def general_total(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写明的“一般公共预算（财政拨款）支出”总额，应与整体支出自评表“一般公共预算”一致。

    为什么：常把其中的基本支出写成一般公共预算支出总额，读者会误解。
    举例：表内3050.90万元，报告写一般公共预算财政拨款支出2810.40万元，差额正好是项目支出。
    怎样改：写成“一般公共预算支出总额，其中基本支出……”。
    何时不报：报告没有写总额；两处相符或只差尾数。
    """
    measure = re.compile(r"一般公共预算(?:财政拨款|拨款)?(?:总?支出|收入)?$")
    yield from _income(ctx, "X112", "一般公共预算", measure)


@rule("X106", name="基本支出不符", severity="error", source="DOMAIN §2、§8")
def basic_expenditure(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出自评表“基本支出”应与整体报告基本支出金额一致。

    为什么：同一笔资金两个数；差额往往正好是另一项资金，说明有资金列错了科目。
    举例：表内4126.90万元，报告2810.40万元，差额恰等于政府性基金拨款，疑似把政府性基金支出列入基本支出。
    怎样改：按支出性质重新归类，更正表或报告。
    何时不报：报告没有写基本支出金额；两处只差尾数。
    """
    overall = ctx.pack.overall
    entry = named_entry(overall.by_expenditure, "基本支出") if overall else None
    basics = _basics(ctx)
    same = [b for b in basics if entry and b.quantity.interval().meets(entry.amount.interval())]
    told = next(iter(same or basics), None)
    if overall and entry and told and is_budget(overall, overall.by_expenditure):
        entry = None if base(told.quantity) <= base(entry.amount) else entry
    if entry is not None and told is not None:
        yield from same_amount(
            ctx, "X106", Item("整体支出自评表“基本支出”", entry.amount), cite(told)
        )


@rule("X113", name="人员经费加公用经费与基本支出不符", severity="error", source="DOMAIN §1、§6")
def basic_parts(ctx: Context) -> Iterator[Finding]:
    """查什么：报告基本支出部分写明的人员经费、公用经费之和，应等于基本支出。

    为什么：基本支出就是人员经费加公用经费。
    举例：人员经费1300万元、公用经费300万元，基本支出写成1650万元，差50万元。
    怎样改：核对决算后更正。
    何时不报：三个数没有都写；写的基本支出包含政府性基金等其他资金；差在四舍五入之内。
    """
    person = first_amount(ctx, _PERSONS, section=_BASIC)
    operating = first_amount(ctx, _OPERATING, section=_BASIC)
    basics = _basics(ctx) if person and operating else []
    if person is None or operating is None or not basics:
        return
    parts = [person.quantity, operating.quantity]
    fitting = [b for b in basics if add_spans(parts).meets(b.quantity.interval())]
    whole = (fitting or basics)[0]
    ctx.look(whole.place)
    if not add_spans(parts).meets(whole.quantity.interval()):
        yield from conflict(
            ctx, "X113", cite(whole), add(parts),
            f"报告“{spoken(whole)}”{said(whole)}，人员经费{said(person)}加公用经费{said(operating)}"
            f"合计{show(add(parts), '万元')}",
            others=[cite(person), cite(operating)],
        )  # fmt: skip


_PERSONS = re.compile(r"人员经费(?:支出)?$")
_OPERATING = re.compile(r"公用经费(?:支出)?$")


@rule("X111", name="预算数两表有尾差", severity="info", source="DOMAIN §8 尾差")
def budget_tail(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表的预算数与整体支出自评表年初预算数只差一两个尾数。

    为什么：同一个数抄写时四舍五入不一，提交前统一即可。
    举例：基础表1580.42万元，整体表1580.43万元，相差0.01万元，属尾差。
    怎样改：两处统一为预算批复数。
    何时不报：两处相同，或相差较大（不是同一个数）；公用经费填成了全部预算（见X110）。
    """
    overall = ctx.pack.overall
    line = money_total(overall) if overall else None
    if line is None or not line.initial.known() or ctx.pack.base_data is None:
        return
    for row in ctx.pack.base_data.spending:
        if row.budget.known() and not is_placeholder_row(row) and row.budget.base:
            ctx.look(row.budget.place)
            if OPERATING.search(row_name(row)) and is_whole_budget(ctx, row.budget, line.initial):
                continue  # the whole budget as a part of it is no rounding: X110 says so
            if copied(row.budget, line.initial) == "tail":
                first = Item(f"基础数据表“{row_name(row)}”预算数", row.budget)
                second = Item("整体支出自评表年初预算数", line.initial)
                yield from conflict(
                    ctx, "X111", first, base(line.initial), against(first, second),
                    others=[second], tail=True,
                )  # fmt: skip
