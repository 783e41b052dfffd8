"""Find the rows that rules speak of: by their words, never by their number in the form."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import copied, sums
from assistant.checks.findings import Item
from assistant.checks.labels import row_name
from assistant.model.pack import (
    BaseData,
    BudgetLine,
    Indicator,
    IndicatorTable,
    NamedAmount,
    Pack,
    SpendingRow,
)
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text

LEVELS = ("产出", "效益", "满意度", "成本", "决策", "过程", "管理")

_TOTAL = re.compile(r"总额|总金额|合计|总计|资金总量")
_PARTS = re.compile(
    r"财政拨款|财政资金|结转|结余|其[他它](?:资金|收入|来源)?$|单位资金|自有资金|自筹|专户|非财政"
    r"|一般公共预算|政府性基金|国有资本经营|社会保险基金|事业收入|经营收入|教育收费|上级补助|贷款|捐赠"
)
_FUNDS = re.compile(r"一般公共预算|政府性基金|国有资本经营|社会保险基金")
_GRANT = re.compile(r"财政拨款|财政资金")
_CARRIED = re.compile(r"结转|结余")
_SPENT_ON = re.compile(r"支出|经费|人员|公用|运转类|特定目标")
_SUBLEVEL = re.compile(r"中央|地方|自治区|省级|市级|县级|区级|州级|上级")
_HIGHER = re.compile(r"中央|省级|自治区")
_SPENDING = re.compile(r"^[\d.、]*(?:基本|项目)支出(?:总额|合计|小计)?[：:]?$")
_EXECUTION_ROW = re.compile(r"^(?:部门)?(?:预算|资金)(?:执行|完成)率$")
_PLACEHOLDER_ROW = re.compile(r"^[…\.。·]+$")
_DOTS = "….。·"
_ASIDE = re.compile(
    r"^(?:其中[：:]?|按[^：:]{1,6}(?:分|性质|来源|类型|类别|用途)[：:](?=.))|[（(].*?[）)]"
)
_ONE_LINE_EACH = re.compile(r"一个?(?:专项|项目)一行")

THREE_PUBLIC = re.compile(r"^[“\"]?三公")
VEHICLES = re.compile(r"(?=.*(?:车))(?=.*购置)(?=.*(?:维护|运行))")
VEHICLE_PURCHASE = re.compile(r"^(?=.*车)(?=.*购置)(?!.*(?:维护|运行))")
VEHICLE_RUNNING = re.compile(r"^(?=.*车)(?!.*购置)(?=.*(?:维护|运行))")
ABROAD = re.compile(r"出国|出境")
RECEPTION = re.compile(r"接待")
PROJECTS = re.compile(r"^项目支出")


def kind(level: str) -> str:
    """Return which level-1 kind a level's name means (产出, 成本…), or the name itself."""
    text = squeeze(level)
    return next((word for word in LEVELS if word in text), text.removesuffix("指标"))


def is_cost(row: Indicator) -> bool:
    """Tell whether a row is a cost indicator."""
    return "成本" in row.level1 or "成本" in row.level2


def filled(table: IndicatorTable) -> list[Indicator]:
    """Return the rows that hold more than their levels."""
    return [row for row in table.indicators if row.name.raw.strip() or not row.is_blank()]


def filled_tables(pack: Pack) -> list[tuple[IndicatorTable, list[Indicator]]]:
    """Return each table of a pack with its :func:`filled` rows; not to be changed."""
    return [(table, filled(table)) for table in pack.tables()]


def details_of(table: IndicatorTable, row: Indicator) -> list[Indicator]:
    """Return the rows that detail a row (其中), none for most."""
    place = row.place
    return [each for each in table.indicators if each.parent == place]


def parent_of(table: IndicatorTable, row: Indicator) -> Indicator | None:
    """Return the row that a row details, None for most."""
    if row.parent is None:
        return None
    return next((each for each in table.indicators if each.place == row.parent), None)


def has_cell(field: Text) -> bool:
    """Tell whether a blank field has a cell; one without is located at its whole table."""
    return field.location.table is None or field.location.row is not None


def name_of(row: Indicator) -> str:
    """Return what a row is called in messages."""
    return row.name.text or f"{row.level2 or row.level1}（未填名称）"


def find_row(base: BaseData, pattern: re.Pattern[str]) -> SpendingRow | None:
    """Return the first spending row whose label fits, without numbering and 其中."""
    return next((row for row in base.spending if pattern.search(row_name(row))), None)


def is_placeholder_row(row: SpendingRow) -> bool:
    """Tell whether a row's label is only the form's “……”."""
    name = row_name(row)
    return name[:1] in _DOTS and bool(_PLACEHOLDER_ROW.match(name))


def parts_of(base: BaseData, parent: SpendingRow) -> list[SpendingRow]:
    """Return the rows that must add up to ``parent``, none where they needn't.

    A “……” row below “一个专项一行” is one more special fund beside it, however the form
    indents it. Rows of 其中 are not exhaustive, so one of them makes the list empty.
    """
    place = parent.place
    parts = _below(base.spending, parent)
    heads = {row.place for row in parts if _is_one_line_each(row)}
    if heads or _is_one_line_each(parent):
        dotted = heads if _is_one_line_each(parent) else {place, *heads}
        parts = [
            row
            for row in base.spending
            if (row.parent in dotted if is_placeholder_row(row) else row.parent == place)
        ]
    return [] if any(row.of_which for row in parts) else parts


def _below(rows: Sequence[SpendingRow], parent: SpendingRow) -> list[SpendingRow]:
    place = parent.place
    return [row for row in rows if row.parent == place]


def _is_one_line_each(row: SpendingRow) -> bool:
    return bool(_ONE_LINE_EACH.search(row.label.text))


def of_which_parts(base: BaseData, parent: SpendingRow) -> list[SpendingRow]:
    """Return the rows below ``parent`` when 其中 makes them parts that needn't be all."""
    parts = _below(base.spending, parent)
    return parts if any(row.of_which for row in parts) else []


def money_total(table: IndicatorTable) -> BudgetLine | None:
    """Return the money block's total line, or its only line."""
    for line in table.money:
        if _TOTAL.search(line.label.text):
            return line
    return table.money[0] if len(table.money) == 1 else None


class Sources(NamedTuple):
    """The lines of a money block that its total is made of, and those that may be.

    ``details`` may divide a line of ``parts`` further; ``strange`` have no word of a source.
    """

    parts: list[BudgetLine]
    details: list[BudgetLine]
    strange: list[BudgetLine]


def money_sources(table: IndicatorTable) -> Sources:
    """Return a money block's lines by what they are to its total, lines of spending left out."""
    total, out = money_total(table), Sources([], [], [])
    lines = [(line, _bare_label(line)) for line in table.money if line is not total]
    lines = [(line, name) for line, name in lines if not _is_spent(name)]
    granted = any(_is_grant(name) for _, name in lines)
    for line, name in lines:
        out[_standing(line, name, granted, lines[0][0])].append(line)
    if out.parts:
        return out
    if not any(_PARTS.search(_bare_label(line)) for line in out.details):
        return Sources([], [], out.strange)
    return Sources(*_levels_of_government(out.details), out.strange)


def _levels_of_government(lines: list[BudgetLine]) -> tuple[list[BudgetLine], list[BudgetLine]]:
    """Return the lines that make a total by who gives, and those that may divide one of them.

    上级补助 and 区级资金 stand side by side; 中央 and 省级 below 上级 may be what it consists of.
    """
    above = any("上级" in line.label.text for line in lines)
    inner = [line for line in lines if above and _HIGHER.search(line.label.text)]
    named = [line for line in inner if _PARTS.search(_bare_label(line))]
    parts = [line for line in lines if line not in inner or line in named]
    return parts, [line for line in inner if line not in named]


def _is_spent(name: str) -> bool:
    return bool(_SPENT_ON.search(name)) and not _PARTS.search(name)


def _standing(line: BudgetLine, name: str, granted: bool, first: BudgetLine) -> int:
    """Return whether a line is part (0), detail (1) or strange (2)."""
    if _SUBLEVEL.search(name) or (granted and _FUNDS.search(name)):
        return 1
    within = squeeze(line.label.text).startswith("其中")
    if within and not squeeze(first.label.text).startswith("其中"):
        return 1
    return 0 if _PARTS.search(name) else 2


def _is_grant(name: str) -> bool:
    """Tell whether a line is the grant as a whole, which the public funds only divide."""
    return bool(_GRANT.search(name)) and not any(
        each.search(name) for each in (_FUNDS, _CARRIED, _SUBLEVEL)
    )


def _bare_label(line: BudgetLine) -> str:
    return row_label(line.label.text).strip("：:")


def money_parts(table: IndicatorTable) -> list[BudgetLine]:
    """Return the lines that add up to the total: the grant or its funds, carried over, other."""
    return money_sources(table).parts


def spending_parts(table: IndicatorTable) -> list[BudgetLine]:
    """Return 基本支出 and 项目支出 where the money block divides its total so, else none."""
    lines = [line for line in table.money if _SPENDING.search(row_label(line.label.text))]
    return lines if len(lines) == len({row_label(line.label.text) for line in lines}) == 2 else []


def row_label(text: str) -> str:
    """Return a money row's label without 其中, 按支出性质分 and brackets."""
    return _ASIDE.sub("", squeeze(text))


def execution_cell(table: IndicatorTable, column: str) -> Quantity | None:
    """Return the weight, rate or score of budget execution, which counts once.

    It stands in the total line; where that cell is blank, in the only other line with it.
    """
    total = money_total(table)
    if total is None:
        return None
    cell: Quantity = getattr(total, column)
    if cell.known():
        return cell
    others = [c for line in table.money if (c := getattr(line, column)).known()]
    return others[0] if len({c.value for c in others}) == 1 else cell


def added_execution(table: IndicatorTable, column: str) -> Quantity | None:
    """Return :func:`execution_cell` where its points come on top of the indicators'.

    Schemes with a level 管理 score the execution rate as one of the indicators.
    """
    for row in table.indicators:
        named = row.name.raw.rstrip().endswith("率")  # so for few
        if named and row.weight.value and _EXECUTION_ROW.search(row.name.text):
            return execution_cell(table, column) if _leaves_room(table) else None
    return execution_cell(table, column)


def _leaves_room(table: IndicatorTable) -> bool:
    """Tell whether the indicators leave the points of budget execution free of the hundred.

    Henan scores the rate in the money block, and as an indicator of the level 投入管理 again.
    """
    own = execution_cell(table, "weight")
    if own is None or not own.value:
        return False
    rows = sum((row.weight.value or Decimal(0) for row in table.indicators), Decimal(0))
    return rows + own.value == 100


_COLUMNS = {
    "target": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分",
    "deviation": "偏差原因分析及改进措施", "name": "三级指标",
}  # fmt: skip


def item(row: Indicator, column: str) -> Item:
    """Return a row's cell with the name that a message calls it by."""
    field: Text = getattr(row, column)
    return Item(f"“{name_of(row)}”{_COLUMNS[column]}", field)


def value(quantity: Quantity | None) -> Decimal | None:
    """Return a printed number, None for an absent or blank field."""
    return None if quantity is None else quantity.value


def named_entry(entries: list[NamedAmount], word: str) -> NamedAmount | None:
    """Return the first line of a breakdown that has the word and an amount."""
    return next((e for e in entries if word in squeeze(e.label.raw) and e.amount.known()), None)


def is_budget(overall: IndicatorTable, entries: list[NamedAmount]) -> bool:
    """Tell whether a breakdown divides the full-year budget and not what was spent of it."""
    line = money_total(overall)
    if line is None or not (line.executed.known() and line.full_year.known()):
        return False
    return _is_sum(entries, line.full_year) and not _is_sum(entries, line.executed)


def _is_sum(entries: list[NamedAmount], amount: Quantity) -> bool:
    """Tell whether a breakdown's head is an amount, or where it has none, its lines together."""
    head = next((entry.amount for entry in entries if entry.is_total), None)
    if head is not None:
        return head.known() and copied(head, amount) == "equal"
    return lines_make(entries, amount)


def lines_make(entries: list[NamedAmount], amount: Quantity) -> bool:
    """Tell whether the lines of a breakdown, without its head, add up to an amount."""
    cells = [entry.amount for entry in entries if not entry.is_total and entry.amount.known()]
    return bool(cells) and amount.known() and sums(cells, amount) != "conflict"
