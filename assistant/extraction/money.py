"""Read the money block of an indicator table, and its breakdowns."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple
from unicodedata import normalize

from assistant.extraction.grid import (
    WHOLE,
    Columns,
    find_header,
    money_unit_in,
    quantity_of,
    text_of,
)
from assistant.extraction.layout import best_field, label, names
from assistant.extraction.layouts import Layout
from assistant.model.document import Cell, Table
from assistant.model.numerals import read_quantity
from assistant.model.pack import BudgetLine, NamedAmount
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import Quantity, Text

_AMOUNTS = ("initial", "full_year", "executed", "unspent")
_SOURCE = re.compile(
    r"(?:(?:当年|本级|上级|中央|省级|市级|县级|区级)?(?:财政)?(?:拨款|资金|补助)|一般公共预算|政府性基金)(?:拨款)?|"
    r"其[他它](?:资金|收入)?|单位资金|自筹资金|上年结转(?:资金)?|(?:基本|项目|公用|人员)(?:支出|经费)"
)
"""What the columns of divided amounts may be called."""
_TASK = [
    "任务名称",
    "年度主要任务",
    "年度重点任务",
    "年度重点工作",
    "主要任务",
    "工作任务",
    "重点任务",
    "任务",
]
_STATED = re.compile(r"单位[：:](?:人民币)?(万元|元)[）)]?$")
_AMOUNT_ALONE = re.compile(r"^[约≈¥-]*[\d.,]+(?:[(]?(?:[万亿]元?|元)[)]?)?(?:[(;；,，].*)?$")
_NUMBER = re.compile(r"[\d.,，%％-]+")
_NUMBER_OF_POINTS = r"(\d{1,2}(?:\.\d+)?)"
_WEIGHT = re.compile(
    rf"(?:得分|执行率)[^（(]{{0,4}}[（(]\s*(?:(?:满分|共|计)?\s*{_NUMBER_OF_POINTS}\s*分\s*(?:[)）]|[*×xX])"
    rf"|(?:分值|满分|权重|共|计)\s*[：:为]?\s*{_NUMBER_OF_POINTS}\s*[分%]?\s*[)）])"
)


class Block(NamedTuple):
    """A money block: its rows, the row after the last one, the unit of bare amounts, its header."""

    lines: list[BudgetLine]
    end: int
    unit: str
    header: int | None = None


def read_money(table: Table, root: Place, layout: Layout, stated: str = "") -> Block:
    """Return the money rows; ``stated`` is the unit that a line above the table names."""
    fields = layout.by_part["money"]
    header = find_header(table, fields, needs=3)
    if header is None:
        block = Block([], 0, stated or layout.money.unit or "万元")
        return read_pairs(table, root, layout, block)
    block = money_lines(table, header, f"{root}/money", layout, stated)
    return block if block.lines else read_pairs(table, root, layout, block)


def is_task(cell: Cell) -> bool:
    """Tell whether a heading is that of a column of the year's tasks."""
    return names(cell.text, _TASK)


def money_lines(table: Table, header: int, root: Place, layout: Layout, stated: str) -> Block:
    """Return the rows of amounts below a header, placed under ``root``."""
    fields = layout.by_part["money"]
    columns = Columns(table.row(header), fields)
    unit = _money_unit(table, header, stated, layout)
    units = _units(table.row(header), columns, unit)
    first = header + 1
    if (divided := divided_row(table, header)) is not None:
        first = divided + 1
        if not columns.take_totals(table.row(header), table.row(divided)):
            return Block([], first, unit, header)
    tasks = [cell.col for cell in table.row(header) if is_task(cell)]
    task = tasks[-1] if tasks else None  # the first may head the whole block
    in_percent = any(
        "执行率" in squeeze(c.text) and re.search(r"[%％]", c.text) for c in table.row(header)
    )
    places, lines, row = Places(), [], first
    while row < table.rows:
        if _is_blank(table.row(row)):
            row += 1
            continue
        name = _row_label(table, row, columns, task)
        if name is None:
            break
        place = places.unique(join_place(root, row_name(name.text)))
        cells = {field: columns.cell(table, row, field) for field in fields}
        lines.append(_line(name, cells, place, table.location, units, in_percent))
        row += 1
    if lines and lines[0].weight.is_blank():
        _weight_in_header(lines[0], table.row(header))
    return Block(lines, row, unit, header)


def read_pairs(table: Table, root: Place, layout: Layout, block: Block) -> Block:
    """Return the one money row of forms that print each amount right of its heading."""
    cells: dict[str, Cell | None] = dict.fromkeys(layout.by_part["money"])
    heads: list[Cell] = []
    for row in table.each_row():
        found = list(_pairs_of(row, layout))
        if heads and not found:
            break
        if len(found) > 1:
            heads += [head for _, head, _ in found]
            cells |= {field: value for field, _, value in found}
    if not (cells["full_year"] and cells["executed"]):
        return block
    own = next((unit for head in heads if (unit := money_unit_in(head.text))), block.unit)
    units = dict.fromkeys(_AMOUNTS, own) | {"rate": "%"}
    name = table.row(heads[0].row)[0]
    place = join_place(f"{root}/money", row_name(name.text))
    line = _line(name, cells, place, table.location, units, False)
    return Block([line], max(head.row for head in heads) + 1, own, None)


def _pairs_of(cells: list[Cell], layout: Layout) -> Iterator[tuple[str, Cell, Cell]]:
    for head, value in pairwise(cells):
        found = best_field(head.text, layout.by_part["money"])
        if found and _NUMBER.fullmatch(squeeze(value.text)):
            yield found.field, head, value


def divided_row(table: Table, header: int) -> int | None:
    """Return the row below a header that divides its amounts: 总额, 财政拨款, 其他资金."""
    if header + 1 >= table.rows:
        return None
    own = [cell for cell in table.row(header + 1) if cell.row > header and label(cell.text)]
    words = [cell for cell in own if names(cell.text, WHOLE) or _SOURCE.fullmatch(label(cell.text))]
    return header + 1 if len(words) > 1 and len(words) == len(own) else None


def _units(header: list[Cell], columns: Columns, unit: str) -> dict[str, str]:
    """Return the unit of each column: its own header's, else the block's."""
    own = {field: money_unit_in(header[number].text) for field, number in columns.order.items()}
    return {field: own.get(field) or unit for field in _AMOUNTS} | {"rate": "%"}


def _weight_in_header(line: BudgetLine, header: list[Cell]) -> None:
    """Read the weight of forms that print it as 得分（20分*执行率）, 得分（分值10） or 执行率（10分）."""
    for cell in header:
        text = normalize("NFKC", cell.text)
        if len(text) == len(cell.text) and (found := _WEIGHT.search(text)):
            group = 1 if found[1] else 2
            where = cell.location.span(*found.span(group))
            line.weight = read_quantity(found[group], line.weight.place, where)
            return


_DIVIDED = re.compile(r"^(?:其中[：:]?|按[^：:]{1,6}(?:分|性质|来源|类型|类别|用途)[：:](?=.))")
"""What stands before the name of the first row that a total is divided into."""


def row_name(text: str) -> str:
    """Return a money row's name without 其中, 按支出性质分 and colon."""
    return _DIVIDED.sub("", squeeze(text)).strip("：:") or squeeze(text)


def _money_unit(table: Table, header: int, stated: str, layout: Layout) -> str:
    """Return the unit of bare amounts: as the block, a line above it or the layout says."""
    if own := money_unit_in(" ".join(squeeze(cell.text) for cell in table.row(header))):
        return own
    above = [
        match[1]
        for row in range(header)
        for cell in table.row(row)
        if (match := _STATED.search(squeeze(cell.text)))
    ]
    return stated or (above[-1] if above else "") or layout.money.unit or "万元"


def _is_blank(cells: list[Cell]) -> bool:
    """Tell whether a row is empty but for the cell merged down its left side."""
    return not any(label(cell.text) for cell in cells[1:] or cells)


def _row_label(table: Table, row: int, columns: Columns, task: int | None) -> Cell | None:
    """Return the label cell of a money row; None where the block has ended.

    ``task`` is the column of forms that give each task of the year its amounts.
    """
    cells = table.row(row)
    if len(cells) < len(columns.order) + 1 or not columns.order:
        return None
    cell = _beside(table, row, columns) if task is None else table.at(row, task)
    if cell is None or not label(cell.text) or _NUMBER.fullmatch(squeeze(cell.text)):
        return None  # a number is no label: another column of amounts stands there
    block = ("年度总体目标", "一级指标", "年度目标")
    if any(squeeze(c.text).startswith(block) for c in cells[:2]):
        return None
    beside = {field: columns.cell(table, row, field) for field in columns.order}
    amounts = [found for field in _AMOUNTS if (found := beside.get(field))]
    if _only_words([found for found in beside.values() if found]) or _no_amounts(amounts):
        return None
    return cell


def _beside(table: Table, row: int, columns: Columns) -> Cell | None:
    """Return the cell to the left of a row's first amount."""
    first = min(columns.order.values())
    cells = table.row(row)
    if len(cells) == columns.width:
        return cells[first - 1] if first > 0 else None
    col = min(columns.col.values())
    return table.at(row, col - 1) if col > 0 else None


def _only_words(cells: list[Cell]) -> bool:
    """Tell whether a row holds words where amounts should be: another block's heading."""
    filled = [cell.text for cell in cells if not Text(raw=cell.text).is_empty()]
    return len(filled) > 1 and not any(re.search(r"\d", text) for text in filled)


def _no_amounts(cells: list[Cell]) -> bool:
    """Tell whether different things stand where amounts should, and no amount: indicators do so."""
    filled = {squeeze(c.text) for c in cells if not Text(raw=c.text).is_empty()}
    amounts = (_AMOUNT_ALONE.search(normalize("NFKC", text)) for text in filled)
    return len(filled) > 1 and not any(amounts)


def _line(
    name: Cell,
    cells: dict[str, Cell | None],
    place: Place,
    near: Location,
    units: dict[str, str],
    percent_header: bool,
) -> BudgetLine:
    line = BudgetLine(
        label=text_of(name, place, name.location),
        **{
            field: quantity_of(cell, f"{place}/{field}", near, units.get(field, ""))
            for field, cell in cells.items()
            if field != "unspent" or cell is not None
        },
    )
    if not percent_header:
        _as_percent(line.rate)
    return line


def _as_percent(rate: Quantity) -> None:
    """Read a bare 0.985 or 1 in a rate column as 98.5 % or 100 %."""
    if rate.value is None or re.search(r"[%％‰]|百分", rate.raw) or not 0 < rate.value <= 1:
        return
    rate.precision = (rate.precision or Decimal(1)) * 100 if rate.value != 1 else Decimal(1)
    rate.value *= 100


_AMOUNT = re.compile(r"^(?P<label>[^：:]*(?:其中[：:][^：:]*)?)[：:](?P<amount>[^：:]*)$", re.S)


def read_breakdown(
    table: Table,
    root: Place,
    kind: Literal["by_income", "by_expenditure"],
    layout: Layout,
    block: Block,
) -> list[NamedAmount]:
    """Return one breakdown (``by_income`` or ``by_expenditure``): its head, then its lines.

    The lines stand in the same column as the head, one below the other, each as
    “name：amount” in one cell; ``block`` is the money block above them.
    """
    head = _head(table, layout.breakdowns[kind], block.end)
    if head is None:
        return _beside_totals(table, f"{root}/{kind}", block) if kind == "by_expenditure" else []
    places = Places()
    out: list[NamedAmount] = []
    row, position = head
    width = len(table.row(row))
    if not re.search("[：:]", table.row(row)[position].text):
        row += 1  # a heading alone, which leaves no room for a total
    while row < table.rows:
        cells = table.row(row)
        if len(cells) != width or not _AMOUNT.match(cells[position].text.strip()):
            if (
                not out
                or len(cells) != width
                or label(cells[position].text)
                or _goal(cells, layout)
            ):
                break
            row += 1
            continue
        out.append(_named(cells[position], f"{root}/{kind}", places, block.unit, not out))
        row += 1
    return out


_SPENT = re.compile(r"(?:基本|项目)支出(?:总额|合计|金额|数)?")


def _beside_totals(table: Table, root: Place, block: Block) -> list[NamedAmount]:
    """Return 基本支出总额 and 项目支出总额 of forms that print each amount right of its name."""
    places, out = Places(), []
    for row in range(block.header or 0):
        for head, cell in pairwise(table.row(row)):
            if not (_SPENT.fullmatch(label(head.text)) and _NUMBER.fullmatch(squeeze(cell.text))):
                continue
            place = places.unique(join_place(root, row_name(label(head.text))))
            text = Text(raw=head.text, place=place, location=head.location)
            amount = read_quantity(cell.text, place, cell.location, block.unit)
            out.append(NamedAmount(label=text, amount=amount))
    return out


def _goal(cells: list[Cell], layout: Layout) -> bool:
    return any(label(cell.text) in layout.goals["goal_expected"] for cell in cells)


def _head(table: Table, words: list[str], start: int) -> tuple[int, int] | None:
    for row in range(start, table.rows):
        for position, cell in enumerate(table.row(row)):
            if any(squeeze(cell.text).startswith(word) for word in words):
                return row, position
    return None


def _named(cell: Cell, root: Place, places: Places, unit: str, is_total: bool) -> NamedAmount:
    match = _AMOUNT.match(cell.text.strip())
    name = row_name(match["label"]) if match else row_name(cell.text)
    place = places.unique(join_place(root, name))
    offset = len(cell.text) - len(cell.text.lstrip())
    location: Location = cell.location
    if match:
        location = location.span(offset + match.start("amount"), offset + match.end("amount"))
    amount = read_quantity(match["amount"] if match else "", place, location, unit)
    text = Text(raw=match["label"] if match else cell.text, place=place, location=cell.location)
    return NamedAmount(label=text, amount=amount, is_total=is_total)
