"""A: sums and rates inside the base data table (基础数据表)."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.compare import add, base, percent, ratio, span, sums
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import COLUMNS, added, column_name, rounded, row_name, show, written
from assistant.checks.rows import (
    ABROAD,
    RECEPTION,
    THREE_PUBLIC,
    VEHICLE_PURCHASE,
    VEHICLE_RUNNING,
    VEHICLES,
    find_row,
    of_which_parts,
    parts_of,
)
from assistant.model.finding import Finding
from assistant.model.pack import BaseData, Pack, SpendingRow
from assistant.model.quantity import Quantity


@rule("A101", name="在职人员控制率与人数、编制不符", severity="error", source="DOMAIN §2、§5 [V]")
def staff_control_rate(ctx: Context) -> Iterator[Finding]:
    """在职人员控制率应等于在职人数÷编制数。

    查什么：基础数据表“财政供养人员情况”中的控制率（整体自评表印有编制数、在职人数的，也核对）能否由编制数和在职人数算出。
    为什么：控制率是部门整体评价的计分指标，填错会直接影响得分。
    举例：编制数50人、在职45人，控制率应为90%，填95%即不符。
    怎样改：核对编制数和在职人数后重新计算控制率。
    何时不报：三个数有任何一个空白；差异在末位四舍五入之内；控制率低于100%。
    """
    base_data, overall = ctx.pack.base_data, ctx.pack.overall
    printed = [base_data.staffing] if base_data else []
    if overall and overall.staffing:
        printed.append(overall.staffing)
    for staffing in printed:
        yield from _rate(
            ctx,
            "A101",
            Item("控制率", staffing.control_rate),
            Item("在职人数", staffing.staff),
            Item("编制数", staffing.posts),
        )


@rule("A107", name="楼堂馆所控制率与规模、投资不符", severity="error", source="DOMAIN §5 [V]")
def building_rates(ctx: Context) -> Iterator[Finding]:
    """楼堂馆所的规模控制率、投资概算控制率应等于实际数÷批复（预算）数。

    查什么：规模控制率=实际规模÷批复规模，投资概算控制率=实际投资÷预算投资。
    为什么：两个控制率是整体评价的计分指标。
    举例：批复规模1000㎡、实际1100㎡，规模控制率应为110%，填100%即不符。
    怎样改：核对面积和投资数后重新计算。
    何时不报：没有楼堂馆所项目（各栏空白）；差异在末位四舍五入之内。
    """
    if ctx.pack.base_data is None:
        return
    area = ctx.pack.base_data.buildings
    yield from _rate(
        ctx,
        "A107",
        Item("规模控制率", area.area_rate),
        Item("实际规模", area.actual_area),
        Item("批复规模", area.approved_area),
    )
    yield from _rate(
        ctx,
        "A107",
        Item("投资概算控制率", area.investment_rate),
        Item("实际投资", area.actual_investment),
        Item("预算投资", area.approved_investment),
    )


def _rate(ctx: Context, code: str, rate: Item, part: Item, whole: Item) -> Iterator[Finding]:
    """Yield a finding when a printed rate can't be part ÷ whole."""
    stated, above, below = (item.field for item in (rate, part, whole))
    assert isinstance(stated, Quantity)
    assert isinstance(above, Quantity)
    assert isinstance(below, Quantity)
    if not (stated.known() and above.known() and below.known()):
        return
    right = ratio(above, below)
    if right is None:
        return
    ctx.look(stated.place)
    if percent(stated).interval().meets(right):
        return
    middle = rounded((right.low + right.high) / 2)
    yield finding(
        ctx,
        code,
        stated.place,
        f"{rate.label}填{stated.text}，而{part.label}{written(above)}÷{whole.label}{written(below)}"
        f"={middle}%，两者不符。",
        items=(rate, part, whole),
        found=stated.text,
        expected=f"{middle}%",
        suggestion=f"核对{part.label}、{whole.label}后，将{rate.label}改为{middle}%。",
        clerical=True,
    )


@rule("A102", name="三公经费合计与分项之和不符", severity="error", source="DOMAIN §2 [V]")
def three_public(ctx: Context) -> Iterator[Finding]:
    """“三公”经费合计应等于公务用车、出国（境）、公务接待三项之和。

    查什么：逐列核对三公经费合计与三项分项之和。
    为什么：三公经费是必查项目，合计错误会使控制率、变动率全部失真。
    举例：用车6万元、出国0、接待1.2万元，合计应为7.2万元，填8.2万元即不符。
    怎样改：核对三项分项，改正合计或填错的分项。
    何时不报：合计空白（见A106）；差异在末位四舍五入之内。
    """
    for row, parts in ctx.once(_three_public):
        yield from _sum_columns(ctx, "A102", row, parts)


@rule("A103", name="公务用车费合计与分项之和不符", severity="error", source="DOMAIN §2 [V]")
def vehicles(ctx: Context) -> Iterator[Finding]:
    """公务用车购置和维护经费应等于购置费与运行维护费之和。

    查什么：逐列核对公务用车费与购置、运行维护两项之和。这两项虽写作“其中”，但已包括全部。
    为什么：购置和运行维护分别受控，分项与合计不符时无法核查。
    举例：购置0、运行维护6万元，公务用车费应为6万元，填9万元即不符。
    怎样改：核对购置费和运行维护费，改正填错的一项。
    何时不报：合计空白（见A106），或两个分项没有都填；差异在末位四舍五入之内。
    """
    for row, parts in ctx.once(_vehicles):
        yield from _sum_columns(ctx, "A103", row, parts)


@rule("A112", name="支出合计与分项之和不符", severity="error", source="DOMAIN §2 [V]")
def spending_sums(ctx: Context) -> Iterator[Finding]:
    """支出各级合计应等于下一级各项之和。

    查什么：基础数据表项目支出等各级合计，逐列与直接下级之和核对。
    为什么：合计与分项不符，说明有支出漏列、错列或重复。
    举例：项目支出填0，而下列两个专项分别填5万元、7万元，合计应为12万元。
    怎样改：与部门决算核对，补齐漏列项目或改正合计。
    何时不报：“其中”项（不必列全）；合计空白；有分项空白且已填之和不超过合计；末位四舍五入。
    """
    for row, parts in ctx.once(_others):
        yield from _sum_columns(ctx, "A112", row, parts)


@rule("A105", name="其中项大于总额", severity="error", source="DOMAIN §2 [V]")
def of_which(ctx: Context) -> Iterator[Finding]:
    """“其中”各项之和不应大于它所属的总额。

    查什么：公用经费等行下的“其中”项，逐列求和后与总额比较。
    为什么：“其中”是总额的一部分，部分不可能大于整体。
    举例：公用经费20万元，其中办公费15万元、差旅费8万元，部分之和23万元大于总额。
    怎样改：核对各项与总额，改正填错的一项。
    何时不报：“其中”之和小于总额（不必列全）；超出部分在末位四舍五入之内；总额空白。
    """
    if ctx.pack.base_data is None:
        return
    special = {row.place for row, _ in ctx.once(_vehicles)}
    for row in ctx.pack.base_data.spending:
        parts = of_which_parts(ctx.pack.base_data, row)
        if not parts or row.place in special:
            continue
        for column in COLUMNS:
            yield from _not_above(ctx, row, parts, column)


def _not_above(
    ctx: Context, row: SpendingRow, parts: Sequence[SpendingRow], column: str
) -> Iterator[Finding]:
    total: Quantity = getattr(row, column)
    known = [part for part in parts if getattr(part, column).known()]
    if not total.known() or not known:
        return
    ctx.look(total.place)
    cells = [getattr(part, column) for part in known]
    if sum(span(cell).low for cell in cells) <= span(total).high:
        return
    name = column_name(column, ctx.pack.year)
    message = (
        f"{name}：“{row_name(row)}”{written(total)}，其中各项合计"
        f"{added(cells, add(cells))}，部分大于总额"
    )
    others = [Item(row_name(part), getattr(part, column)) for part in known]
    yield from conflict(ctx, "A105", Item(row_name(row), total), add(cells), message, others=others)


@rule("A106", name="合计空白而分项齐全", severity="warning", source="DOMAIN §2 [V]")
def fillable(ctx: Context) -> Iterator[Finding]:
    """合计栏空白，而分项已全部填报，应当补填。

    查什么：三公经费、公务用车费、项目支出等合计行空白、分项齐全的列。
    为什么：合计是必填项，审核时按缺项处理。
    举例：三公经费三个分项都填了，合计一行却空着。
    怎样改：按分项之和补填。
    何时不报：分项也有空白，无法相加。“一个专项一行”这样的说明行只作提示。
    """
    for families in (_three_public, _vehicles, _others):
        for row, parts in ctx.once(families):
            yield from _fill(ctx, row, parts)


def _fill(ctx: Context, row: SpendingRow, parts: Sequence[SpendingRow]) -> Iterator[Finding]:
    fills, items = [], []
    for column in COLUMNS:
        total: Quantity = getattr(row, column)
        cells = [getattr(part, column) for part in parts]
        if not all(cell.known() for cell in cells):
            continue
        ctx.look(total.place)
        if total.is_blank():
            name = column_name(column, ctx.pack.year)
            fills.append(f"{name}{show(add(cells), cells[0].unit)}")
            items.append(Item(f"{row_name(row)}{name}", total))
            items += [
                Item(f"{row_name(part)}{name}", cell)
                for part, cell in zip(parts, cells, strict=True)
            ]
    if fills:
        yield finding(
            ctx,
            "A106",
            row.place,
            f"“{row_name(row)}”合计空白，而分项已填齐，可按分项之和填：{'、'.join(fills)}。",
            items=items,
            found="空白",
            expected="；".join(fills),
            severity="info" if "一行" in row.label.text else None,
            suggestion="核对分项后补填合计。",
            clerical=True,
        )


_Family = tuple[SpendingRow, list[SpendingRow]]


def _three_public(pack: Pack) -> list[_Family]:
    return _named(pack.base_data, THREE_PUBLIC, (VEHICLES, ABROAD, RECEPTION))


def _vehicles(pack: Pack) -> list[_Family]:
    return _named(pack.base_data, VEHICLES, (VEHICLE_PURCHASE, VEHICLE_RUNNING))


def _others(pack: Pack) -> list[_Family]:
    """Return every other row that has parts."""
    if pack.base_data is None:
        return []
    named = {row.place for row, _ in (*_three_public(pack), *_vehicles(pack))}
    return [
        (row, parts)
        for row in pack.base_data.spending
        if row.place not in named and (parts := parts_of(pack.base_data, row))
    ]


def _named(
    data: BaseData | None, parent: re.Pattern[str], parts: Sequence[re.Pattern[str]]
) -> list[_Family]:
    """Return a row known by its words with its parts, when the form has all of them."""
    row = find_row(data, parent) if data else None
    if data is None or row is None:
        return []
    found = [part for pattern in parts if (part := find_row(data, pattern))]
    return [(row, found)] if len(found) == len(parts) else []


def _sum_columns(
    ctx: Context, code: str, row: SpendingRow, parts: Sequence[SpendingRow]
) -> Iterator[Finding]:
    for column in COLUMNS:
        yield from _sum_column(ctx, code, row, parts, column)


def _sum_column(
    ctx: Context, code: str, row: SpendingRow, parts: Sequence[SpendingRow], column: str
) -> Iterator[Finding]:
    """Compare one column; blank parts leave only “parts above the total” to be seen."""
    total: Quantity = getattr(row, column)
    known = [part for part in parts if getattr(part, column).known()]
    if not total.known() or not known:
        return
    cells = [getattr(part, column) for part in known]
    if len(known) < len(parts) and add(cells) <= base(total):
        return
    ctx.look(total.place)
    result = sums(cells, total)
    if result == "equal":
        return
    message = (
        f"{column_name(column, ctx.pack.year)}：“{row_name(row)}”填{written(total)}，"
        f"分项之和为{added(cells, add(cells))}"
    )
    others = [Item(row_name(part), getattr(part, column)) for part in known]
    yield from conflict(
        ctx,
        code,
        Item(row_name(row), total),
        add(cells),
        message,
        others=others,
        tail=result == "tail",
        suggestion="与部门决算核对后，改正合计或填错的分项。",
    )
