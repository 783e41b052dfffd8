"""C: required cells that are blank."""

from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import COLUMNS, MONEY, clean_label, column_name, row_name, title_of
from assistant.checks.prose import says_nothing
from assistant.checks.rows import (
    filled,
    has_cell,
    is_placeholder_row,
    lines_make,
    money_parts,
    money_total,
    parts_of,
)
from assistant.model.finding import Finding, Severity
from assistant.model.pack import (
    BaseData,
    BudgetLine,
    Indicator,
    IndicatorTable,
    NamedAmount,
    SpendingRow,
)
from assistant.model.place import Place
from assistant.model.quantity import Quantity, Text


def _blank(
    ctx: Context,
    code: str,
    cells: Sequence[Item],
    where: str,
    *,
    severity: Severity | None = None,
    advice: str = "补填；没有发生的填0。",
    forms_differ: bool = False,
) -> Iterator[Finding]:
    """Yield one finding for all blank cells of a row or block.

    ``forms_differ``: places leave these cells out of their forms; what has no cell at all is
    told as not looked at, for a form can't be blamed for it.
    """
    ctx.look(*(item.field.place for item in cells))
    missing = [item for item in cells if item.field.is_blank()]
    if forms_differ and (lacking := [item for item in missing if not has_cell(item.field)]):
        missing = [item for item in missing if item not in lacking]
        names = "、".join(item.label for item in lacking)
        yield finding(
            ctx, code, _common([item.field.place for item in lacking]),
            f"{where}没有找到{names}的栏目，没有核对。", items=lacking, found="没有该栏目",
            expected=names, severity="info", suggestion="表样本来没有该栏目的，不必处理。",
        )  # fmt: skip
    if missing:
        names = "、".join(item.label for item in missing)
        place = _common([item.field.place for item in missing])
        yield finding(
            ctx, code, place, f"{where}没有填{names}。", items=missing,
            found="空白", expected=names, severity=severity, suggestion=advice, clerical=True,
        )  # fmt: skip


def _common(places: Sequence[Place]) -> Place:
    """Return the place itself, or the row or block that several places share."""
    if len(places) == 1:
        return places[0]
    parents = {place.rpartition("/")[0] for place in places}
    return parents.pop() if len(parents) == 1 else places[0]


@rule("C102", name="基础数据表必填项空白", severity="warning", source="DOMAIN §8 缺项")
def base_blanks(ctx: Context) -> Iterator[Finding]:
    """基础数据表的人员、政府采购、基本支出预算调整等必填项不应空白。

    查什么：财政供养人员、政府采购金额、部门基本支出预算调整；整行空白的三公经费、项目支出、公用经费。
    为什么：这些数据是整体评价指标的计算依据。
    举例：“政府采购金额”的预算数和决算数都空着。
    怎样改：按决算补填；没有发生的填0。
    何时不报：填0；印有“——”的格；没有楼堂馆所项目；能由分项相加的合计（见A106）。表样没有的栏目只提示一次。
    """
    data = ctx.pack.base_data
    if data is None:
        return
    yield from _blank(ctx, "C102", _on_form(_staff(data)), "基础数据表财政供养人员情况")
    for name, row in (
        ("政府采购金额", data.procurement),
        ("部门基本支出预算调整", data.budget_adjustment),
    ):
        yield from _blank(
            ctx, "C102", _on_form(_cells(ctx, row, COLUMNS[1:])), f"基础数据表“{name}”"
        )
    yield from _not_on_form(ctx, data)


def _on_form(items: Sequence[Item]) -> list[Item]:
    """Return the cells that the form has: where one has none, nobody left it blank."""
    return [item for item in items if has_cell(item.field)]


def _not_on_form(ctx: Context, data: BaseData) -> Iterator[Finding]:
    """Yield one notice that names all the rows and columns that the base data table lacks."""
    first = data.spending[:1]
    columns = [item for row in first for item in _cells(ctx, row, COLUMNS)]
    groups = (
        columns, _staff(data), _signing(data), *((Item(f"“{name}”", field),) for name, field in _rows(data)),
        (Item("“厉行节约保障措施”", data.thrift),), (Item("“楼堂馆所控制情况”", data.buildings.actual_area),),
    )  # fmt: skip
    lacking = [item for group in groups for item in group if not has_cell(item.field)]
    whole = [f for three in _BUILDINGS for name, _ in three if (f := getattr(data.buildings, name))]
    if any(has_cell(field) for field in whole):
        lacking = [item for item in lacking if item.field not in whole]
    lacking = [item for item in lacking if not _stands_there(ctx, data, item)]
    if lacking:
        names = "、".join(item.label for item in lacking)
        yield finding(
            ctx, "C102", "base_data", f"基础数据表没有找到以下栏目，没有核对：{names}。",
            items=lacking, found="没有该栏目", expected=names, severity="info",
            suggestion="表样本来没有这些栏目的，不必处理；漏排的，请补上。",
        )  # fmt: skip


_CORES = ("编制", "在职", "控制率", "政府采购", "预算调整", "厉行节约", "楼堂馆所")
"""By which word a row is known whatever else its label says."""


def _stands_there(ctx: Context, data: BaseData, item: Item) -> bool:
    """Tell whether the base data table has such a row under another name, read or not."""
    core = next((word for word in _CORES if word in item.label), "")
    at = item.field.location
    unread = (
        loose.text for loose in ctx.pack.unplaced
        if (loose.location.file, loose.location.table) == (at.file, at.table)
    )  # fmt: skip
    labels = (row.label.text for row in data.spending)
    return bool(core) and any(core in text for text in (*labels, *unread))


def _rows(data: BaseData) -> tuple[tuple[str, Quantity], ...]:
    return (
        ("政府采购金额", data.procurement.final),
        ("部门基本支出预算调整", data.budget_adjustment.final),
    )


def _staff(data: BaseData) -> tuple[Item, ...]:
    staffing = data.staffing
    return (
        Item("编制数", staffing.posts),
        Item("在职人数", staffing.staff),
        Item("控制率", staffing.control_rate),
    )


def _signing(data: BaseData) -> tuple[Item, ...]:
    sign = data.signoff
    return (
        Item("填表人", sign.filler),
        Item("填报日期", sign.date),
        Item("联系电话", sign.phone),
        Item("单位负责人签字", sign.leader),
    )


@rule("C115", name="支出行有空格", severity="warning", source="DOMAIN §8 缺项")
def spending_blanks(ctx: Context) -> Iterator[Finding]:
    """基础数据表的支出行，三列金额应当填全。

    查什么：三公经费、项目支出、公用经费各行的上年决算数、本年预算数、本年决算数是否有空白。
    为什么：缺一列就无法计算控制率和变动率。
    举例：“会议费、培训费”填了预算数，决算数空着。
    怎样改：按预算、决算补填；没有发生的填0。
    何时不报：整行空白的“……”占位行；能由分项相加的合计（见A106）。
    """
    data = ctx.pack.base_data
    if data is None:
        return
    for row in data.spending:
        cells = [cell for column in COLUMNS if has_cell(cell := getattr(row, column))]
        blank = [cell for cell in cells if cell.is_blank()]
        if not blank:
            ctx.look(*(cell.place for cell in cells))
        elif len(blank) < len(cells) or not (is_placeholder_row(row) or _is_summed(data, row)):
            yield from _blank(
                ctx, "C115", _on_form(_cells(ctx, row, COLUMNS)), f"基础数据表“{row_name(row)}”"
            )


def _is_summed(data: BaseData, row: SpendingRow) -> bool:
    """Tell whether the rows below a row make its amounts."""
    children = [item for item in data.spending if item.parent == row.place]
    return bool(parts_of(data, row)) or any("其中" in item.label.text for item in children)


def _cells(ctx: Context, row: SpendingRow, columns: Sequence[str]) -> list[Item]:
    return [Item(column_name(column, ctx.pack.year), getattr(row, column)) for column in columns]


@rule("C103", name="厉行节约措施空白", severity="warning", source="DOMAIN §8 缺项")
def thrift_blank(ctx: Context) -> Iterator[Finding]:
    """厉行节约保障措施不应空白。

    查什么：基础数据表“厉行节约保障措施”一栏。
    为什么：这是必填的文字说明，空白按缺项处理。
    举例：该栏空着，或只写“无”。
    怎样改：写明本单位实际采取的节约制度和措施。
    何时不报：已填写内容。
    """
    if ctx.pack.base_data is None:
        return
    thrift = ctx.pack.base_data.thrift
    if not has_cell(thrift):
        return
    ctx.look(thrift.place)
    if says_nothing(thrift):
        words = f"只写“{thrift.text}”" if thrift.text else "空白"
        yield finding(
            ctx, "C103", thrift.place, f"基础数据表“厉行节约保障措施”{words}。",
            items=[Item("厉行节约保障措施", thrift)], found=thrift.text or "空白",
            expected="具体措施", suggestion="写明本单位实际采取的节约制度和措施。",
        )  # fmt: skip


@rule("C104", name="填表人、日期等未填", severity="info", source="DOMAIN §8 缺项")
def signoff_blank(ctx: Context) -> Iterator[Finding]:
    """基础数据表下方的填表人、填报日期、联系电话、负责人签字应当填写。

    查什么：签署行的四项是否空白。
    为什么：正式上报的材料需要落实填报责任。
    举例：“填表人：”后面没有姓名。
    怎样改：上报前补填并签字。
    何时不报：四项都已填写。
    """
    if ctx.pack.base_data is None:
        return
    cells = _on_form(_signing(ctx.pack.base_data))
    yield from _blank(ctx, "C104", cells, "基础数据表签署行", advice="上报前补填并签字。")


_BUILDINGS = (
    (("approved_area", "批复规模"), ("actual_area", "实际规模"), ("area_rate", "规模控制率")),
    (("approved_investment", "预算投资"), ("actual_investment", "实际投资"),
     ("investment_rate", "投资概算控制率")),
)  # fmt: skip


@rule("C119", name="楼堂馆所栏空白", severity="info", source="DOMAIN §8 缺项")
def buildings_blank(ctx: Context) -> Iterator[Finding]:
    """基础数据表“楼堂馆所控制情况”没有完工项目的，也应注明“无”。

    查什么：楼堂馆所六格是否全部空白。
    为什么：空白分不清是没有项目还是漏填。
    举例：批复规模、实际规模等六格都没有填。
    怎样改：没有完工项目的填“无”，有的逐格填写。
    何时不报：填了任何一格（包括“无”“0”“/”）。
    """
    if ctx.pack.base_data is None:
        return
    data = ctx.pack.base_data.buildings
    cells = [Item(label, getattr(data, name)) for three in _BUILDINGS for name, label in three]
    if not _on_form(cells):
        return
    ctx.look("base_data/buildings")
    if all(item.field.is_blank() for item in cells):
        yield from _blank(
            ctx, "C119", cells, "基础数据表“楼堂馆所控制情况”", advice="没有完工项目的填“无”。"
        )


@rule("C120", name="楼堂馆所栏有空格", severity="warning", source="DOMAIN §8 缺项")
def buildings_partly_blank(ctx: Context) -> Iterator[Finding]:
    """填了实际规模（投资）的，批复规模（预算投资）和控制率也应填写。

    查什么：规模三格、投资三格，填了有数的一格而同组还有空格。
    为什么：缺一格就看不出是否超规模、超概算。
    举例：实际投资195万元、投资概算控制率98.5%，预算投资空着。
    怎样改：按批复文件和竣工决算补填。
    何时不报：同组三格全空，或者只填“无”“0”“/”。
    """
    if ctx.pack.base_data is None:
        return
    data = ctx.pack.base_data.buildings
    for three in _BUILDINGS:
        cells = [Item(label, getattr(data, name)) for name, label in three]
        if any(getattr(data, name).value for name, _ in three):
            yield from _blank(
                ctx,
                "C120",
                _on_form(cells),
                "基础数据表“楼堂馆所控制情况”",
                advice="按批复和竣工决算补填。",
            )


@rule("C113", name="资金栏有空格", severity="error", source="DOMAIN §8 缺项")
def money_blanks(ctx: Context) -> Iterator[Finding]:
    """年度资金总额一行的预算数、执行数、分值、执行率、得分应当填全。

    查什么：资金总额一行；以及已填其他列的资金来源行的三列金额。
    为什么：缺执行数或执行率，预算执行得分就无法核算。
    举例：当年财政拨款执行20万元，年度资金总额的执行数却空着。
    怎样改：按决算补填总额、执行率和得分。
    何时不报：整行空白的资金来源（没有该项资金）；来源行的分值、执行率、得分；表样只有一栏
    预算数的，没有年初预算数。
    """
    for table in ctx.pack.tables():
        total = money_total(table)
        if total is not None:
            names = {**MONEY, "weight": "分值", "rate": "执行率", "score": "得分"}
            yield from _line(ctx, table, total, names)
        for line in money_parts(table):
            if any(getattr(line, column).known() for column in MONEY):
                yield from _line(ctx, table, line, MONEY)


def _line(
    ctx: Context, table: IndicatorTable, line: BudgetLine, names: dict[str, str]
) -> Iterator[Finding]:
    one_budget = has_cell(line.full_year) and not has_cell(line.initial)
    cells = [
        Item(label, getattr(line, column))
        for column, label in names.items()
        if not (one_budget and column == "initial")
    ]
    if not any(item.field.is_blank() for item in cells):
        ctx.look(*(item.field.place for item in cells))
        return
    where = f"{title_of(table)}“{clean_label(line.label.text)}”"
    advice = "按预算批复和决算补填。"
    yield from _blank(ctx, "C113", cells, where, advice=advice, forms_differ=True)


@rule("C118", name="收支分类合计空白", severity="warning", source="DOMAIN §2 [V]")
def breakdown_blanks(ctx: Context) -> Iterator[Finding]:
    """“按收入性质分”“按支出性质分”填了分项的，合计也应填写。

    查什么：分项已有金额而合计空白的收支分类；只填了一种分类而另一种全部空白的。
    为什么：两种分类的合计要与年度资金总额核对。
    举例：一般公共预算、政府性基金都填了，“按收入性质分”后面空着。
    怎样改：按分项之和补填合计；与年度资金总额核对。
    何时不报：两种分类都没有填写；没有发生的分项空白；两种分类都没有填合计，而各分项之和就是年度资金总额；“按支出性质分”只是标题，表样没有留填合计的地方。
    """
    for table in ctx.pack.tables():
        groups = [entries for entries in (table.by_income, table.by_expenditure) if entries]
        if not any(entry.amount.known() for entries in groups for entry in entries):
            continue
        if _without_heads(table, groups):
            ctx.look(table.place)
            continue
        for entries in groups:
            heads = [entry for entry in entries if entry.is_total]
            cells = [Item(clean_label(entry.label.text), entry.amount) for entry in heads]
            yield from _blank(ctx, "C118", cells, title_of(table), advice="按分项之和补填合计。")


def _without_heads(table: IndicatorTable, groups: Sequence[list[NamedAmount]]) -> bool:
    """Tell whether no breakdown has a total of its own, and the lines of each make the table's."""
    line = money_total(table)
    if line is None or any(e.is_total and e.amount.known() for group in groups for e in group):
        return False
    known = (line.full_year, line.executed)
    return all(any(lines_make(entries, amount) for amount in known) for entries in groups)


@rule("C114", name="表头或目标空白", severity="error", source="DOMAIN §8 缺项")
def heading_blanks(ctx: Context) -> Iterator[Finding]:
    """自评表的单位（项目）名称、预期目标、实际完成情况应当填写。

    查什么：整体表的单位名称；项目表的项目名称、主管部门、实施单位；年度总体目标两栏。
    为什么：没有目标就没有评价依据。
    举例：“实际完成情况”一栏空着，或只写“无”。
    怎样改：按申报的绩效目标和实际完成情况补填。
    何时不报：都已填写；表样只有一栏年度目标的，不要求实际完成情况。
    """
    for table in ctx.pack.tables():
        goals = [
            Item("预期目标", table.goal_expected),
            Item("实际完成情况", table.goal_achieved),
        ]
        if has_cell(table.goal_expected) and not has_cell(table.goal_achieved):
            goals = goals[:1]  # a form with one cell for the goals
        heads = (
            [Item("部门（单位）名称", table.unit)]
            if table.kind == "overall"
            else [
                Item("项目名称", table.project),
                Item("主管部门", table.department),
                Item("实施单位", table.implementer),
            ]
        )
        title = title_of(table)
        yield from _blank(ctx, "C114", _nothing(goals), title, advice="补填。", forms_differ=True)
        yield from _blank(
            ctx, "C114", heads, title, severity="warning", advice="补填。", forms_differ=True
        )


def _nothing(items: Sequence[Item]) -> list[Item]:
    """Treat “无” in a goal as the blank it is."""
    return [
        Item(item.label, Text(place=item.field.place, location=item.field.location))
        if item.field.is_placeholder()
        else item
        for item in items
    ]


@rule("C116", name="分值、总分空白", severity="error", source="DOMAIN §8 缺项")
def total_blanks(ctx: Context) -> Iterator[Finding]:
    """自评表应填写各项分值和总分。

    查什么：总计行的得分；整张表是否一项分值都没有填。
    为什么：没有总分就没有自评结论。
    举例：各项得分都填了，“总分”一行空着。
    怎样改：补填分值，按各项得分之和填总分。
    何时不报：总分已填；表样没有总分栏的（如转移支付自评表）只作提示。总计行的分值空白而得分已填的，作警告。
    """
    for table in ctx.pack.tables():
        title, rows = title_of(table), filled(table)
        if not rows:
            continue
        yield from _blank(
            ctx, "C116", [Item("总分", table.total_score)], title,
            advice="按各项得分之和补填。", forms_differ=True,
        )  # fmt: skip
        weight = [] if _beside_names(rows) else [Item("总分值", table.total_weight)]
        yield from _blank(
            ctx, "C116", weight, title, severity="warning", advice="填100。", forms_differ=True
        )
        if not any(row.weight.known() for row in rows):
            cells = [Item("全部指标的分值", rows[0].weight)]
            yield from _blank(ctx, "C116", cells, title, advice="逐项补填分值。", forms_differ=True)


def _beside_names(rows: Sequence[Indicator]) -> bool:
    """Tell whether a form prints the weights with the names, and so has no column for them."""
    places = [(row.weight.location, row.name.location) for row in rows if row.weight.known()]
    return any(w.row is not None and (w.row, w.col) == (n.row, n.col) for w, n in places)
