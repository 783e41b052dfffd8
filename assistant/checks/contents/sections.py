"""C: forms, tables, reports and sections that are missing."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add
from assistant.checks.contents.covered import is_covered
from assistant.checks.contents.shortcomings import (
    MOST_NAMED,
    Shortcoming,
    listed,
    of_table,
    remarks_on_faults,
)
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import column_name, row_name, show, title_of, written
from assistant.checks.prose import says_nothing
from assistant.checks.rows import (
    PROJECTS,
    find_row,
    is_placeholder_row,
    money_parts,
    money_total,
    named_entry,
)
from assistant.model.finding import Finding, Severity
from assistant.model.pack import (
    BaseData,
    IndicatorTable,
    NamedAmount,
    Pack,
    Remark,
    Report,
    Section,
    SpendingRow,
)
from assistant.model.place import squeeze
from assistant.model.profile import Profile, RequiredSection
from assistant.model.quantity import Quantity, Text


@rule("C101", name="缺少材料", severity="error", source="DOMAIN §1")
def missing_forms(ctx: Context) -> Iterator[Finding]:
    """自评材料应包括基础数据表、整体支出自评表、整体支出自评报告；有项目支出的还应有项目自评表。

    查什么：五种材料是否齐全（项目报告见C105）。
    为什么：缺少任何一种都不能上报。
    举例：只报了两张表，没有整体支出绩效自评报告。
    怎样改：补齐材料；已有的，确认文件一并交给本系统检查。
    何时不报：没有项目支出的单位可以没有项目自评表；表样没有收支性质分类的，不要求基础数据表；
    只有项目材料的，只作提示。
    """
    pack = ctx.pack
    if not (pack.base_data or pack.overall or pack.overall_report):
        ctx.look("projects")
        yield finding(
            ctx, "C101", "overall", "只有项目材料，没有部门整体的自评表和报告，部门整体没有核对。",
            found="只有项目材料", expected="整体和项目材料", severity="info",
            suggestion="要核对整套材料的，请把整体支出的表和报告一并检查。",
        )  # fmt: skip
        return
    forms: list[tuple[str, str, bool]] = [
        ("base_data", "部门整体支出绩效评价基础数据表", bool(pack.base_data) or not _hunan(pack)),
        ("overall", "部门整体支出绩效自评表", pack.overall is not None),
        ("overall_report", "部门整体支出绩效自评报告", pack.overall_report is not None),
        ("projects", "项目支出绩效自评表", bool(pack.projects) or not _spends(pack)),
    ]
    for place, name, there in forms:
        ctx.look(place)
        if not there:
            yield finding(
                ctx, "C101", place, f"缺少《{name}》。", found="缺少", expected=name,
                suggestion="补齐该材料；已有的，请与其他文件一并检查。", clerical=True,
            )  # fmt: skip


def _hunan(pack: Pack) -> bool:
    """Tell whether the overall table, if any, is the one that goes with a base data table."""
    if pack.overall is None:
        return True
    entries = (*pack.overall.by_income, *pack.overall.by_expenditure)
    return any(entry.is_total for entry in entries)


def _spends(pack: Pack) -> bool:
    """Tell whether a table says that the unit spent money on projects."""
    entries = pack.overall.by_expenditure if pack.overall else []
    return any("项目支出" in entry.label.text and entry.amount.value for entry in entries)


@rule("C105", name="项目表与项目报告不成对", severity="error", source="DOMAIN §2 [V]")
def unpaired(ctx: Context) -> Iterator[Finding]:
    """每个项目应同时有自评表和自评报告。

    查什么：按项目名称核对项目自评表和项目自评报告。
    为什么：项目支出自评要求一个项目一张表、一份报告。
    举例：有“村道维修”项目自评表，没有该项目的自评报告。
    怎样改：补齐缺少的表或报告；名称写法不同的，统一名称。
    何时不报：名称略有出入但能够对应的；整体报告已一并说明该项目、本地表样又不要求单独成篇的。
    """
    pack = ctx.pack
    for table in pack.projects:
        ctx.look(table.place)
        if ctx.report_of(table) is None and not _in_one_report(ctx, table):
            name = title_of(table).removesuffix("自评表")
            fault = "有自评表，没有对应的自评报告"
            yield _unpaired(ctx, table.title, name, fault, _weight_of_lack(pack))
    for report in pack.project_reports:
        ctx.look(report.place)
        if ctx.table_of(report) is None:
            name = f"“{report.project or report.title.text}”项目"
            yield _unpaired(ctx, report.title, name, "有自评报告，没有对应的自评表")


def _in_one_report(ctx: Context, table: IndicatorTable) -> bool:
    """Tell whether the overall report covers a project, in a form that leaves that free."""
    one = not ctx.pack.project_reports and not _asks_for_each(ctx.pack)
    return one and is_covered(ctx, table)


def _asks_for_each(pack: Pack) -> bool:
    """Tell whether the forms are those of the notice that asks for one report per project."""
    return pack.base_data is not None or bool(pack.overall and _hunan(pack))


def _weight_of_lack(pack: Pack) -> Severity:
    """Return how grave a project without report is: most where the notice surely asks for it."""
    if not any(pack.reports()) and not pack.base_data:
        return "info"
    return "error" if _asks_for_each(pack) or pack.project_reports else "warning"


def _unpaired(
    ctx: Context, title: Text, name: str, fault: str, severity: Severity = "error"
) -> Finding:
    return finding(
        ctx, "C105", title.place, f"{name}{fault}。", items=[Item("", title)],
        found="缺少", expected="自评表和自评报告",
        severity=severity, suggestion="补齐缺少的一份，或统一项目名称。", clerical=True,
    )  # fmt: skip


@rule("C106", name="有项目而未列项目支出", severity="error", source="DOMAIN §2 [V]")
def projects_not_booked(ctx: Context) -> Iterator[Finding]:
    """有项目自评表的单位，基础数据表和整体自评表的项目支出不应为0或空白。

    查什么：有项目自评表且项目资金大于0时，“项目支出”一行的决算数。
    为什么：基础数据表要求项目支出与决算一致，有项目而填0说明漏列。
    举例：报送了两张项目自评表共30万元，基础数据表项目支出却填0。
    怎样改：按部门决算填列项目支出及其分项。
    何时不报：没有项目自评表；项目资金为0或空白；项目支出已填列。
    """
    amounts = [cell for table in ctx.pack.projects if (cell := _spent(table)) and cell.value]
    if not amounts:
        return
    for label, cell in _booked(ctx.pack):
        ctx.look(cell.place)
        if cell.value:
            continue
        total = show(add(amounts), amounts[0].unit)
        yield finding(
            ctx, "C106", cell.place,
            f"有{len(amounts)}个项目的自评表，项目资金合计{total}，"
            f"而{label}{f'填“{cell.text}”' if cell.text else '未填'}。",
            items=[Item(label, cell), *(Item("项目资金", amount) for amount in amounts)],
            found=cell.text or "空白", expected=total, difference=total,
            suggestion="与部门决算核对后，补列项目支出及其分项。", clerical=True,
        )  # fmt: skip


def _spent(table: IndicatorTable) -> Quantity | None:
    """Return what a project spent: the total, or the only source that states an amount."""
    total = money_total(table)
    lines = ([total] if total else []) + money_parts(table)
    return next((line.executed for line in lines if line.executed.known()), None)


def _booked(pack: Pack) -> Iterator[tuple[str, Quantity]]:
    row = find_row(pack.base_data, PROJECTS) if pack.base_data else None
    if row:
        yield f"基础数据表“项目支出”{column_name('final', pack.year)}", row.final
    entries: list[NamedAmount] = pack.overall.by_expenditure if pack.overall else []
    for entry in entries:
        if "项目支出" in entry.label.text and not entry.is_total:
            yield "整体支出自评表“项目支出”", entry.amount


_HEADING_LENGTH = 30


@rule("C107", name="报告缺少规定部分", severity="warning", source="DOMAIN §6")
def missing_sections(ctx: Context) -> Iterator[Finding]:
    """自评报告应包括规定的各部分。

    查什么：整体报告和项目报告是否有评分口径所列提纲的各部分；有几种提纲的，按最接近的一种核对。
    一节之下只有“（一）”没有“（二）”的，也列出；有项目的单位，绩效情况应分整体和项目两部分。
    写了社会保险基金预算和政府性基金、国有资本经营预算之一的，另一种也要写。缺“存在的问题”“改进措施”“偏离原因”的为错误；不附基础数据表的表样，项目报告缺“结果应用”的只作提示。
    为什么：报告格式由通知统一规定，缺项会被退回。
    举例：整体报告没有“下一步改进措施”一节。
    怎样改：按规定格式补写缺少的部分。
    何时不报：标题写法不同但意思相同；编号错乱；各部分顺序不同；一节包括两部分内容；
    按转移支付提纲或本地另外规定的提纲撰写。
    """
    for report in ctx.pack.reports():
        ctx.look(report.place)
        name = f"“{report.project}”项目报告" if report.project else "整体报告"
        titles = list(_titles(report))
        for wanted in _lacking(ctx.profile, report, titles):
            yield finding(
                ctx, "C107", report.place, f"{name}缺少“{wanted.name}”部分。",
                items=[Item("报告标题", report.title)], found="缺少", expected=wanted.name,
                severity=_gravity(ctx.pack, report, wanted), suggestion=f"补写“{wanted.name}”。", clerical=True,
            )  # fmt: skip
        if _lacks_general_budget(titles):
            yield finding(
                ctx, "C107", report.place, f"{name}写了其他预算的支出，缺少“一般公共预算支出情况”部分。",
                items=[Item("报告标题", report.title)], found="缺少", expected="一般公共预算支出情况",
                suggestion="补写“一般公共预算支出情况”。", clerical=True,
            )  # fmt: skip
        yield from _lacks_a_fund(ctx, report, name, titles)
        for section in report.sections:
            if len(section.sections) == 1 and _FIRST.match(section.sections[0].number):
                yield _half(ctx, name, section)


def _gravity(pack: Pack, report: Report, wanted: RequiredSection) -> Severity:
    """Return how grave a lack is: only some outlines ask each project what becomes of its result."""
    asked = not report.project or _asks_for_each(pack)
    return "info" if not asked and "应用" in wanted.name else wanted.severity


_FIRST = re.compile(r"[（(]一[）)]")
_FUNDS = {
    "政府性基金预算支出情况": re.compile("政府性基金"),
    "国有资本经营预算支出情况": re.compile("国有资本"),
}
_LAST_FUND = re.compile("社会保险基金|社保基金")
"""Whoever writes of this one follows the outline that has all four budgets."""


def _lacks_a_fund(ctx: Context, report: Report, name: str, titles: list[str]) -> Iterator[Finding]:
    """Yield the one of three budgets without a section, which two others have."""
    told = "\n".join(titles)
    lacking = [title for title, words in _FUNDS.items() if not words.search(told)]
    if len(lacking) != 1 or report.project or not _LAST_FUND.search(told):
        return
    word = lacking[0].partition("预算")[0].removesuffix("经营")
    entry = named_entry(ctx.pack.overall.by_income, word) if ctx.pack.overall else None
    spent = entry is not None and bool(entry.amount.value)
    items = [Item("报告标题", report.title)]
    yield finding(
        ctx, "C107", report.place, f"{name}写了另外两种预算的支出，缺少“{lacking[0]}”部分。",
        items=[*items, Item(lacking[0], entry.amount)] if spent and entry else items,
        found="缺少", expected=lacking[0], severity="error" if spent else None,
        suggestion=f"补写“{lacking[0]}”；没有这项支出的也要写明。", clerical=True,
    )  # fmt: skip


_OTHER_BUDGETS = re.compile(r"政府性基金|国有资本|社会保险基金|社保基金")
_GENERAL_BUDGET = re.compile(r"一般(?:公共)?预算|基本支出|财政拨款")


def _lacks_general_budget(titles: list[str]) -> bool:
    """Tell whether a report has sections on the other budgets and none on the general one."""
    others = [title for title in titles if _OTHER_BUDGETS.search(title)]
    return len(others) > 1 and not any(map(_GENERAL_BUDGET.search, titles))


def _half(ctx: Context, name: str, section: Section) -> Finding:
    """Return what to tell of a section that has a first part and no second."""
    first = section.sections[0]
    owed = bool(ctx.pack.projects) and "绩效" in section.title and "整体" in first.title
    what = "“（二）”，项目支出绩效情况没有写" if owed else "“（二）”"
    mend = "补写“（二）项目支出绩效情况”" if owed else "补写“（二）”；只有一个部分的，不必编（一）"
    return finding(
        ctx, "C107", section.place,
        f"{name}“{section.title}”只有“{first.number}{first.title}”，没有{what}。",
        items=[Item("", Text(raw=f"{each.number}{each.title}", place=each.place, location=each.location))
               for each in (section, first)],
        found="只有（一）", expected="（一）和（二）", severity="warning" if owed else "info",
        suggestion=f"{mend}。", clerical=True,
    )  # fmt: skip


def _lacking(profile: Profile, report: Report, titles: list[str]) -> list[RequiredSection]:
    """Return what a report lacks of the outline it follows best; of even ones, of the first."""
    kind = "overall" if report.place == "overall_report" and not report.project else "project"
    told = "\n".join(_PASSING.sub("", title) for title in titles)
    lacking = (
        [wanted for wanted in outline.sections if not any(word in told for word in wanted.words)]
        for outline in profile.outlines
        if outline.report == kind
    )
    return min(lacking, key=len, default=[])


# Words of a heading that name another section's matter: 偏离绩效目标 tells of no goal reached.
_PASSING = re.compile(
    r"(?<=偏离)(?:的)?(?:绩效)?(?:目标|指标)|(?<=未完成)(?:的)?(?:绩效)?(?:目标|指标)"
    r"|(?:(?:整体|项目)?支出)?绩效(?:自评|评价)?结果(?=[^，、。]{0,4}(?:应用|运用|公开))"
    r"|绩效(?=(?:自评|评价)(?:工作|报告))"
)


def _titles(report: Report) -> Iterator[str]:
    """Yield headings, and short paragraphs that may be headings whose number was lost."""
    for section in report.walk():
        yield squeeze(section.title)
    for text in report.texts():
        if 0 < len(text.text) <= _HEADING_LENGTH and not text.text.endswith(("。", "；", "，")):
            yield text.text


@rule("C108", name="保留了表样的占位行", severity="warning", source="DOMAIN §2")
def placeholder_rows(ctx: Context) -> Iterator[Finding]:
    """表样中的“……”和填表提示不应保留在正式材料里。

    查什么：基础数据表中仍为“……”或“一个专项一行”的行。
    为什么：占位行没有项目名称，填了金额也无法核对。
    举例：“……”一行填了12万元，不知是哪个专项。
    怎样改：填了金额的写明专项名称，没有金额的删去。
    何时不报：行名已改为具体名称；“一个专项一行”下已逐行列出专项。没有填金额的占位行只作提示。
    """
    if ctx.pack.base_data is None:
        return
    for row in ctx.pack.base_data.spending:
        ctx.look(row.place)
        unlisted = "一行" in row.label.text and not _is_parent(ctx.pack.base_data, row)
        if not (is_placeholder_row(row) or unlisted):
            continue
        cells = [cell for cell in (row.budget, row.final, row.last_final) if cell.value]
        name = row_name(row)
        told = (
            f"“{name}”行填有{written(cells[0])}，没有写明是哪个专项"
            if cells
            else f"“{name}”是表样的占位行或提示，没有删去"
        )
        yield finding(
            ctx, "C108", row.place, f"{told}。",
            items=[Item("", row.label), *(Item("金额", cell) for cell in cells)],
            found=row.label.text, expected="具体名称", severity=None if cells else "info",
            suggestion="写明专项名称，一个专项一行。" if cells else "写明名称或删去该行。",
        )  # fmt: skip


def _is_parent(data: BaseData, row: SpendingRow) -> bool:
    return any(other.parent == row.place for other in data.spending)


@rule("C121", name="有短板而表内问题、措施栏写“无”", severity="error", source="DOMAIN §8、§11")
def silent_cells(ctx: Context) -> Iterator[Finding]:
    """自评表自带“存在问题”“改进措施”等栏的，数据表明存在短板时不应写“无”或空白。

    查什么：同一张表中的未完成指标、低执行率、大幅预算调整、总分低于80分，与表下问题、措施各栏对照。
    为什么：有的地方不另写报告，问题和措施就写在表内；写“无”与数据自相矛盾。
    举例：四川表样有一项指标未完成，“存在问题”和“改进措施”都写“无”。
    怎样改：对照所列短板写明问题、原因，并逐条提出改进措施。
    何时不报：数据没有显示短板；各栏已写有内容；表样没有这些栏目（报告中的见C109、C117）。
    """
    for table in ctx.pack.tables():
        cells = remarks_on_faults(table)
        ctx.look(*(cell.place for cell in cells))
        silent = [cell for cell in cells if says_nothing(cell)]
        short = list(of_table(ctx, table)) if silent else []
        if short:
            yield _silent(ctx, table, silent, short)


def _silent(
    ctx: Context, table: IndicatorTable, cells: list[Remark], short: list[Shortcoming]
) -> Finding:
    """Return one finding for all silent cells of a table: they leave out the same matters."""
    told = listed(short)
    names = "、".join(f"“{cell.label}”" for cell in cells)
    words = f"写“{cells[0].text}”" if cells[0].text else "空白"
    shown = [item for each in short[:MOST_NAMED] for item in each.items]
    return finding(
        ctx, "C121", cells[0].place, f"{title_of(table)}{names}{words}，但数据显示：{told}。",
        items=[*(Item(cell.label, cell) for cell in cells), *shown],
        found=cells[0].text or "空白", expected="问题、原因和措施",
        suggestion="对照所列各项写明问题、原因，并逐条提出改进措施。",
    )  # fmt: skip
