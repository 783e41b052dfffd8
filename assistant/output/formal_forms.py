"""The forms of a pack as tables of a formal document, in the layout of the official forms."""

from collections.abc import Iterable, Iterator
from itertools import takewhile, zip_longest

from assistant.model.pack import (
    BaseData,
    BudgetLine,
    Indicator,
    IndicatorTable,
    NamedAmount,
    SpendingRow,
)
from assistant.model.quantity import Quantity, Text
from assistant.output.formal_blocks import Align, TableBlock, TableCell

Rows = list[list[TableCell]]

_BASE_WIDTHS = (148, 148, 109, 109, 112, 112, 112, 112)
_INDICATOR_WIDTHS = (70, 96, 105, 160, 185, 118, 73, 73, 104)
_ROOMY_WIDTHS = (45, 66, 90, 150, 140, 96, 58, 78, 261)
"""With long deviation notes: their column takes what the others can spare."""

_LETTERS = 9
_MONEY_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_INDICATOR_HEADS = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
)  # fmt: skip


class DatedBase(BaseData):
    """A base data table whose form names the year of its completed buildings."""

    completed: int


def _head(text: str, cols: int = 1, rows: int = 1) -> TableCell:
    return TableCell(text, rows, cols, head=True)


def _field(field: Text, cols: int = 1, align: Align = "center") -> TableCell:
    return TableCell(
        field.raw.strip(), col_span=cols, align=align, place=field.place, mark=field.is_doubtful()
    )


def base_table(base: BaseData, year: int | None) -> TableBlock:
    """Return the base data table (eight columns)."""
    now, before = (f"{year}年", f"{year - 1}年") if year else ("本年", "上年")
    staffing, spending = base.staffing, [_spending(row) for row in base.spending]
    rows: Rows = [
        [_head("财政供养人员情况（人）", 2, 2), _head("编制数", 2),
         _head(f"{now}实际在职人数", 2), _head("控制率", 2)],
        [_field(staffing.posts, 2), _field(staffing.staff, 2), _field(staffing.control_rate, 2)],
        [_head("经费控制情况（万元）", 2), _head(f"{before}决算数", 2),
         _head(f"{now}预算数", 2), _head(f"{now}决算数", 2)],
        *spending,
        _spending(base.procurement, "政府采购金额"),
        _spending(base.budget_adjustment, "部门基本支出预算调整"),
        *_buildings(base, f"{base.completed}年" if isinstance(base, DatedBase) else before),
        [_head("厉行节约保障措施", 2), _field(base.thrift, 6, "left")],
    ]  # fmt: skip
    return TableBlock(rows, _BASE_WIDTHS, points=10.5)


def _spending(row: SpendingRow, name: str = "") -> list[TableCell]:
    label = row.label.raw.rstrip() or name
    if row.depth and label == label.lstrip():
        label = "　" * row.depth + label
    amounts = (row.last_final, row.budget, row.final)
    head = TableCell(label, col_span=2, align="left", head=not row.depth, place=row.label.place,
                     mark=row.label.is_doubtful())  # fmt: skip
    return [head, *(_field(amount, 2) for amount in amounts)]


def _buildings(base: BaseData, completed: str) -> Rows:
    heads = ("批复规模\n（㎡）", "实际规模\n（㎡）", "规模控制率", "预算投资\n（万元）",
             "实际投资\n（万元）", "投资概算\n控制率")  # fmt: skip
    b = base.buildings
    values = (b.approved_area, b.actual_area, b.area_rate, b.approved_investment,
              b.actual_investment, b.investment_rate)  # fmt: skip
    first = _head(f"楼堂馆所控制情况\n（{completed}完工项目）", 2, 2)
    return [[first, *(_head(text) for text in heads)], [_field(value) for value in values]]


def indicator_table(table: IndicatorTable, *, roomy: bool = False) -> TableBlock:
    """Return an overall or project table (nine columns), ``roomy`` for long deviation notes."""
    overall = table.kind == "overall"
    rows = _overall_heads(table) if overall else _project_heads(table)
    money = [_money(line) for line in table.money]
    money += _breakdowns(table.by_income, table.by_expenditure)
    title = "年度预算\n申请\n（万元）" if overall else "项目资金\n（万元）"
    top = [_head(title, rows=len(money) + 1), _head("", 2)]
    rows.append([*top, *(_head(text) for text in _MONEY_HEADS)])
    rows += money
    rows.append([_head("年度总体\n目标", rows=2), _head("预期目标", 4), _head("实际完成情况", 4)])
    rows.append([_field(table.goal_expected, 4, "left"), _field(table.goal_achieved, 4, "left")])
    rows += _indicators(table)
    totals = (_field(table.total_weight), _field(table.total_score))
    rows.append([_head("总分", 6), *totals, TableCell()])
    return TableBlock(rows, _ROOMY_WIDTHS if roomy else _INDICATOR_WIDTHS, points=_LETTERS)


def _overall_heads(table: IndicatorTable) -> Rows:
    return [[_head("预算部门（单位）名称", 2), _field(table.unit, 7)]]


def _project_heads(table: IndicatorTable) -> Rows:
    return [
        [_head("项目支出\n名称"), _field(table.project, 8)],
        [_head("主管部门"), _field(table.department, 3), _head("实施单位"),
         _field(table.implementer, 4)],
    ]  # fmt: skip


def _money(line: BudgetLine) -> list[TableCell]:
    values = (line.initial, line.full_year, line.executed, line.weight, line.rate, line.score)
    return [_field(line.label, 2), *(_field(value) for value in values)]


def _breakdowns(income: Iterable[NamedAmount], expenditure: Iterable[NamedAmount]) -> Rows:
    return [[_named(left), _named(right)] for left, right in zip_longest(income, expenditure)]


def _named(item: NamedAmount | None) -> TableCell:
    if item is None:
        return TableCell(col_span=4)
    text = f"{item.label.raw.strip()}：{item.amount.raw.strip()}"
    doubtful = item.label.is_doubtful() or item.amount.is_doubtful()
    return TableCell(text, col_span=4, align="left", place=item.label.place, mark=doubtful)


def _indicators(table: IndicatorTable) -> Rows:
    rows = list(_levels(table))
    head = _head("绩\n效\n指\n标", rows=len(rows) + 1)
    return [[head, *(_head(text) for text in _INDICATOR_HEADS)], *rows]


def _levels(table: IndicatorTable) -> Iterator[list[TableCell]]:
    printed = {(item.level1, item.level2): item.weight for item in table.level_weights}
    items = table.indicators
    for number, item in enumerate(items):
        row: list[TableCell] = []
        for depth, name in ((1, item.level1), (2, item.level2)):
            key = _key(item, depth)
            if number and _key(items[number - 1], depth) == key:
                continue
            row.append(_level(name, printed.get(key), _count(items[number:], depth)))
        yield [*row, *_values(item)]


def _level(name: str, weight: Quantity | None, rows: int) -> TableCell:
    if weight is None:
        return TableCell(name, row_span=rows)
    text, mark = weight.raw or name, weight.is_doubtful()
    return TableCell(text, row_span=rows, place=weight.place, mark=mark)


def _key(item: Indicator, depth: int) -> tuple[str, str]:
    return item.level1, item.level2 if depth > 1 else ""


def _count(items: list[Indicator], depth: int) -> int:
    """Return how many of the first items share the levels of the first."""
    first = _key(items[0], depth)
    return len(list(takewhile(lambda item: _key(item, depth) == first, items)))


def _values(item: Indicator) -> list[TableCell]:
    return [
        _field(item.name), _field(item.target), _field(item.actual), _field(item.weight),
        _field(item.score), _field(item.deviation, 1, "left"),
    ]  # fmt: skip
