"""The forms of a pack as tables of a formal document, in the layout of the official forms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile, zip_longest

from assistant.model.pack import (
    BaseData,
    BudgetLine,
    Indicator,
    IndicatorTable,
    NamedAmount,
    SpendingRow,
)
from assistant.model.quantity import MONEY_UNITS, Quantity, Text
from assistant.output.formal_blocks import Align, TableBlock, TableCell

Rows = list[list[TableCell]]

_BASE_WIDTHS = (148, 148, 109, 109, 112, 112, 112, 112)
_INDICATOR_WIDTHS = (70, 96, 105, 160, 185, 118, 73, 73, 104)
_ROOMY_WIDTHS = (45, 66, 90, 150, 140, 96, 58, 78, 261)
"""With long deviation notes: their column takes what the others can spare."""

_WIDE_MONEY = (70, 88, 95, 150, 155, 160, 65, 97, 104)
_ROOMY_WIDE_MONEY = (45, 60, 80, 140, 140, 145, 55, 95, 224)
"""With amounts in 元, which must not break over two lines."""

_LETTERS = 9
_MONEY_TITLES = {"overall": "年度预算\n申请", "project": "项目资金"}
_MONEY_HEADS = {
    "initial": "年初预算数", "full_year": "全年预算数", "executed": "全年执行数", "weight": "分值",
    "rate": "执行率", "score": "得分",
}  # fmt: skip
_INDICATOR_HEADS = {
    "name": "三级指标", "target": "年度指标值", "actual": "实际完成值", "weight": "分值",
    "score": "得分", "deviation": "偏差原因分析及改进措施",
}  # fmt: skip
_REMARKS = ("note", "problems", "measures", "conclusion")
_TOTALS = {"weight": "total_weight", "score": "total_score"}
_COLUMNS = 8
"""Columns of the grid beside the heading at the left."""


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
    names = _printed(table.money, _MONEY_HEADS)
    money = [_money(line, names) for line in table.money]
    money += _breakdowns(table.by_income, table.by_expenditure)
    title = f"{_MONEY_TITLES[table.kind]}\n（{_money_unit(table)}）"
    top = [_head(title, rows=len(money) + 1), _head("", _COLUMNS - len(names))]
    rows.append([*top, *(_head(_MONEY_HEADS[name]) for name in names)])
    rows += money
    rows.append([_head("年度总体\n目标", rows=2), _head("预期目标", 4), _head("实际完成情况", 4)])
    rows.append([_field(table.goal_expected, 4, "left"), _field(table.goal_achieved, 4, "left")])
    rows += _indicators(table)
    rows += _total(table)
    rows += [
        [_head(remark.label, 2), _field(remark, 7, "left")]
        for remark in table.remarks
        if remark.kind in _REMARKS
    ]
    widths = (_INDICATOR_WIDTHS, _ROOMY_WIDTHS)
    if _money_unit(table) == "元":
        widths = (_WIDE_MONEY, _ROOMY_WIDE_MONEY)
    return TableBlock(rows, widths[roomy], points=_LETTERS)


def _printed(rows: Sequence[BudgetLine | Indicator], heads: Mapping[str, str]) -> list[str]:
    """Return the columns that the unit's form has: one without a single cell is left out."""
    return [
        name for name in heads
        if not rows or any(_has_cell(getattr(row, name)) for row in rows)
    ]  # fmt: skip


def _has_cell(field: Text) -> bool:
    """Tell whether a field is printed: what the form has no cell for stands at its whole table."""
    return not field.is_blank() or field.location.table is None or field.location.row is not None


def _total(table: IndicatorTable) -> Rows:
    """Return the total row, none where the form has no points at all."""
    names = _printed(table.indicators, _INDICATOR_HEADS)
    own = [_field(getattr(table, _TOTALS[name])) for name in _TOTALS if name in names]
    if not own:
        return []
    rest = [TableCell()] if "deviation" in names else []
    return [[_head("总分", 1 + _COLUMNS - len(own) - len(rest)), *own, *rest]]


def _money_unit(table: IndicatorTable) -> str:
    """Return the unit that the amounts of the money block are in, 万元 where none tells."""
    amounts = (
        cell for line in table.money for cell in (line.executed, line.full_year, line.initial)
    )
    return next((cell.unit for cell in amounts if cell.unit in MONEY_UNITS), "万元")


def _overall_heads(table: IndicatorTable) -> Rows:
    return [[_head("预算部门（单位）名称", 2), _field(table.unit, 7)]]


def _project_heads(table: IndicatorTable) -> Rows:
    return [
        [_head("项目支出\n名称"), _field(table.project, 8)],
        [_head("主管部门"), _field(table.department, 3), _head("实施单位"),
         _field(table.implementer, 4)],
    ]  # fmt: skip


def _money(line: BudgetLine, names: Sequence[str]) -> list[TableCell]:
    values = (_field(getattr(line, name)) for name in names)
    return [_field(line.label, _COLUMNS - len(names)), *values]


def _breakdowns(income: Iterable[NamedAmount], expenditure: Iterable[NamedAmount]) -> Rows:
    return [[_named(left), _named(right)] for left, right in zip_longest(income, expenditure)]


def _named(item: NamedAmount | None) -> TableCell:
    if item is None:
        return TableCell(col_span=4)
    text = f"{item.label.raw.strip()}：{item.amount.raw.strip()}"
    doubtful = item.label.is_doubtful() or item.amount.is_doubtful()
    return TableCell(text, col_span=4, align="left", place=item.label.place, mark=doubtful)


def _indicators(table: IndicatorTable) -> Rows:
    spans = _spans(_printed(table.indicators, _INDICATOR_HEADS))
    rows = list(_levels(table, spans))
    head = _head("绩\n效\n指\n标", rows=len(rows) + 1)
    heads = [_head("一级指标"), _head("二级指标")]
    heads += [_head(_INDICATOR_HEADS[name], span) for name, span in spans.items()]
    return [[head, *heads], *rows]


def _spans(names: Sequence[str]) -> dict[str, int]:
    """Return the grid columns of each column; what is left out widens target and actual."""
    spans = dict.fromkeys(names, 1)
    spare = len(_INDICATOR_HEADS) - len(names)
    spans["target"] += spare - spare // 2
    spans["actual"] += spare // 2
    return spans


def _levels(table: IndicatorTable, spans: Mapping[str, int]) -> Iterator[list[TableCell]]:
    printed = {(item.level1, item.level2): item.weight for item in table.level_weights}
    items = table.indicators
    for number, item in enumerate(items):
        row: list[TableCell] = []
        for depth, name in ((1, item.level1), (2, item.level2)):
            key = _key(item, depth)
            if number and _key(items[number - 1], depth) == key:
                continue
            row.append(_level(name, printed.get(key), _count(items[number:], depth)))
        yield [*row, *_values(item, spans)]


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


def _values(item: Indicator, spans: Mapping[str, int]) -> list[TableCell]:
    return [
        _field(getattr(item, name), span, "left" if name == "deviation" else "center")
        for name, span in spans.items()
    ]
