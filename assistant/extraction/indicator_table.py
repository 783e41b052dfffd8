"""Read an overall or project table (整体 / 项目支出绩效自评表)."""

import re
from itertools import pairwise
from typing import Literal
from unicodedata import normalize

from assistant.extraction.grid import Columns, find_header, quantity_of, text_of
from assistant.extraction.layout import label, layout, names
from assistant.extraction.levels import Levels
from assistant.extraction.money import read_breakdown, read_money
from assistant.model.document import Cell, Table
from assistant.model.numerals import read_quantity, scan
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import Location, Place, Places, join_place, squeeze
from assistant.model.quantity import Quantity, Text

_AMOUNT_TAIL = re.compile(r"[（(]?(?:共|计|合计)?\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|元|万)[）)]?$")


def short_name(project: str) -> str:
    """Return a project's name without the amount at its end.

    >>> short_name("村级道路养护经费12.5万元")
    '村级道路养护经费'
    """
    bare = squeeze(project)
    return _AMOUNT_TAIL.sub("", bare) or bare


def project_of(table: Table) -> str:
    """Return the raw project name a table states, "" for none."""
    cell = _beside(table, layout("indicator_table", "project"))
    return cell.text if cell else ""


def read_indicator_table(
    table: Table,
    title: Text,
    kind: Literal["overall", "project"],
    root: Place,
    money_unit: str = "",
) -> IndicatorTable:
    """Return the table with every field placed under ``root``.

    ``money_unit`` is what a line above the table states, for forms whose header states none.
    """
    money, money_end = read_money(table, root, money_unit)
    goals = _goals(table, root)
    header = _header(table)
    out = IndicatorTable(
        kind=kind, title=title,
        **{f: _named(table, f, root) for f in ("unit", "department", "implementer", "project")},
        money=money,
        by_income=read_breakdown(table, root, "by_income", money_end),
        by_expenditure=read_breakdown(table, root, "by_expenditure", money_end),
        goal_expected=goals[0], goal_achieved=goals[1],
        total_weight=Quantity(place=f"{root}/total/weight", location=table.location),
        total_score=Quantity(place=f"{root}/total/score", location=table.location),
    )  # fmt: skip
    if header is not None:
        _read_indicators(table, header, root, out)
    if not out.total_score.location.row and (cell := _score_in_head(table)):
        out.total_score = quantity_of(cell, out.total_score.place, table.location)
    return out


def _score_in_head(table: Table) -> Cell | None:
    """Return the total score that forms without a total row state at their head."""
    cell = _beside(table, layout("indicator_table", "score_in_head"))
    return cell if cell and _is_number(cell.text) else None


_WHOLE_HEADER = 6
"""Columns of a header row that needs none from the row above."""


def _header(table: Table) -> int | None:
    fields = layout("indicator_table", "indicators")
    first = next(
        (row for row in range(table.rows) if _names_columns(Columns(table.row(row), fields))), None
    )
    return first if first is None else _lower_half(table, first, fields)


def _names_columns(columns: Columns) -> bool:
    """Tell whether a row is the header of indicators: a name or target, and an actual."""
    named = columns.order
    return len(named) >= 4 and "actual" in named and bool({"name", "target"} & named.keys())


def _columns(table: Table, header: int, fields: dict[str, list[str]]) -> Columns:
    """Return a header's columns; of two rows in a dump, the upper's names fill the lower's blanks.

    A dump tells no spans: 一级指标, 二级指标, 三级指标 in the lower row stand below one cell.
    """
    lower = table.row(header)
    upper = table.row(header - 1) if header else []
    shift = len(lower) - len(upper)
    if not upper or shift <= 0 or len(Columns(lower, fields).order) >= _WHOLE_HEADER:
        return Columns(lower, fields)
    cells = [
        cell if squeeze(cell.text) or number < shift else upper[number - shift]
        for number, cell in enumerate(lower)
    ]
    return Columns(cells, fields)


def _lower_half(table: Table, header: int, fields: dict[str, list[str]]) -> int:
    """Return the second row of a header of two rows (levels below 绩效指标), or the first."""
    if header + 1 >= table.rows:
        return header
    upper = set(Columns(table.row(header), fields).order)
    lower = set(Columns(table.row(header + 1), fields).order)
    levels = {"level1", "level2"}
    return header + 1 if levels & lower and not levels & upper else header


def _beside(table: Table, labels: list[str]) -> Cell | None:
    """Return the cell to the right of the first cell that carries one of the labels."""
    for cells in table.each_row():
        for left, right in pairwise(cells):
            if names(left.text, labels) or any(
                label(left.text).endswith(label(word)) for word in labels if left.col == 0
            ):
                return right
    return None


def _named(table: Table, field: str, root: Place) -> Text:
    cell = _beside(table, layout("indicator_table", field))
    return text_of(cell, f"{root}/{field}", table.location)


def _goals(table: Table, root: Place) -> tuple[Text, Text]:
    """Return expected and achieved goal: the cells below their two headings."""
    fields = {f: layout("indicator_table", f) for f in ("goal_expected", "goal_achieved")}
    header = find_header(table, fields, needs=2)
    near = table.location
    if header is None or header + 1 >= table.rows:
        blank = [Text(place=f"{root}/{field}", location=near) for field in fields]
        return blank[0], blank[1]
    columns = Columns(table.row(header), fields)
    cells = [columns.cell(table, header + 1, field) for field in fields]
    expected, achieved = (
        text_of(cell, f"{root}/{field}", near) for cell, field in zip(cells, fields, strict=True)
    )
    return expected, achieved


def _read_indicators(table: Table, header: int, root: Place, out: IndicatorTable) -> None:
    fields = layout("indicator_table", "indicators")
    columns = _columns(table, header, fields)
    levels, places = Levels(root), Places()
    for row in range(header + 1, table.rows):
        total = _total_cells(table.row(row))
        if total is not None:
            out.total_weight, out.total_score = _totals(total, root, "weight" in columns.order)
            break
        cell = {field: columns.cell(table, row, field) for field in fields}
        if _repeated_header(table.row(row), fields):
            continue
        level1, level2 = levels.next(cell["level1"], cell["level2"])
        out.indicators.append(_indicator(cell, level1, level2, root, places, table.location))
    out.level_weights = levels.weights


def _repeated_header(cells: list[Cell], fields: dict[str, list[str]]) -> bool:
    """Tell whether a row repeats the header, as tables over several pages do."""
    return len(Columns(cells, fields).order) >= 5


def _indicator(
    cell: dict[str, Cell | None],
    level1: str,
    level2: str,
    root: Place,
    places: Places,
    near: Location,
) -> Indicator:
    name = cell["name"].text if cell["name"] else ""
    place = places.unique(
        join_place(f"{root}/indicators", level2 or level1 or "-", squeeze(name) or "-")
    )
    target = quantity_of(cell["target"], f"{place}/target", near)
    actual = quantity_of(cell["actual"], f"{place}/actual", near)
    _apply_sign(target, actual, cell["sign"], cell["measure_unit"])
    _share_unit(target, actual)
    return Indicator(
        level1=level1, level2=level2,
        name=text_of(cell["name"], place, near),
        target=target, actual=actual,
        weight=quantity_of(cell["weight"], f"{place}/weight", near),
        score=quantity_of(cell["score"], f"{place}/score", near),
        deviation=text_of(cell["deviation"], f"{place}/deviation", near),
    )  # fmt: skip


# What a column 指标性质 may say of the target, as the sign that reads so.
_SIGNS = {"≥": "≥", ">=": "≥", "≤": "≤", "<=": "≤", ">": ">", "＞": ">", "<": "<", "＜": "<",
          "正向": "≥", "正向指标": "≥", "反向": "≤", "反向指标": "≤", "负向": "≤"}  # fmt: skip


def _apply_sign(target: Quantity, actual: Quantity, sign: Cell | None, unit: Cell | None) -> None:
    """Put together what forms with 指标性质 and 度量单位 columns keep apart."""
    mark = _SIGNS.get(squeeze(sign.text), "") if sign else ""
    name = squeeze(unit.text) if unit else ""
    for one, before in ((target, mark), (actual, "")):
        if not one.known() or not _bare(one) or not (before or name):
            continue
        whole = before + squeeze(one.raw) + ("" if one.unit else name)
        read = read_quantity(whole, one.place, one.location)
        if read.known():
            one.value, one.upper, one.precision = read.value, read.upper, read.precision
            one.unit = read.unit
            one.comparator = read.comparator if before and one.comparator == "=" else one.comparator


def _share_unit(target: Quantity, actual: Quantity) -> None:
    """Give a bare number the unit of its partner: target “40次”, actual “45”."""
    for one, other in ((target, actual), (actual, target)):
        if one.known() and not one.unit and other.unit and _bare(one):
            one.unit = other.unit


def _bare(quantity: Quantity) -> bool:
    numbers = scan(quantity.raw)
    left = squeeze(quantity.raw[: numbers[0].start] + quantity.raw[numbers[0].end :])
    return not left


def _total_cells(cells: list[Cell]) -> list[Cell] | None:
    """Return the cells after the label of a total row, None for any other row."""
    for number, cell in enumerate(cells[:2]):
        if names(cell.text, layout("indicator_table", "total")):
            return cells[number + 1 :]
    return None


def _totals(cells: list[Cell], root: Place, has_weights: bool) -> tuple[Quantity, Quantity]:
    """Return total weight and score: the first two numbers right of the label.

    A form without a column of weights prints the score alone.
    """
    known = [cell for cell in cells if not label(cell.text) or _is_number(cell.text)]
    if len(known) > 3:  # blank target and actual cells stand before the two numbers
        known = known[-3:] if not label(known[-1].text) else known[-2:]
    filled = [cell for cell in cells if _is_number(cell.text)]
    known = filled[-2:] if len(filled) > 1 else known
    pair = [*known, None, None][:2] if has_weights else [None, *filled, None][:2]
    near = cells[0].location if cells else Location()
    whole = near.model_copy(update={"row": None, "col": None, "anchor": None})
    return (
        quantity_of(pair[0], f"{root}/total/weight", near if has_weights else whole),
        quantity_of(pair[1], f"{root}/total/score", near),
    )


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.,]+分?", normalize("NFKC", squeeze(text))))
