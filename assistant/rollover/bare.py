"""Numbers typed without their unit: each inherits what last year's form prints in its cell.

A spreadsheet shows 97.8% as 0.978 once a cell loses its format. Where the number may be either,
nobody can tell from the workbook, so it is refused.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.model.draft import Question
from assistant.model.pack import Indicator, Pack
from assistant.model.quantity import PERCENT_UNITS, Quantity, plain
from assistant.rollover.cells import quantity
from assistant.rollover.forms import BY_KEY, Line
from assistant.rollover.units import sign_apart, unit_apart

_BARE = re.compile(r"\d+(?:\.\d+)?")
_AFTER = re.compile(r"^\D*[\d.,]+\s*(?P<unit>\D+)$")
_DAY = re.compile(r"\d{1,2}月")
_MONTH_DAY = re.compile(r"(?P<month>0?[1-9]|1[0-2])\.(?P<day>[0-2]?\d|3[01])")
_SHARE, _MOST = Decimal(1), Decimal("1.5")
_SMALL, _LARGE = Decimal(5), Decimal(20)
_CELLS = ("target", "actual")


def with_units(lines: list[Line], last: Pack, faults: list[str]) -> list[Line]:
    """Return the indicators' rows with last year's units; doubtful cells are added to faults."""
    known = {row.place: row for table in last.tables() for row in table.indicators}
    return [_line(line, known[line.place], faults) if line.place in known else line
            for line in lines]  # fmt: skip


def _line(line: Line, row: Indicator, faults: list[str]) -> Line:
    cells = dict(line.cells)
    for key in _CELLS:
        if _BARE.fullmatch(line.get(key).strip()):
            cells[key] = _with_unit(line, key, row, faults)
    if sign := sign_apart(row.target):  # the workbook has no column for it
        typed = quantity(cells.get("target", ""), "")
        if typed.known() and typed.comparator == "=":
            cells["target"] = sign + cells["target"].strip()
    return line._replace(cells=cells)


def _with_unit(line: Line, key: str, row: Indicator, faults: list[str]) -> str:
    typed = line.get(key).strip()
    before: Quantity = getattr(row, key)
    unit = before.unit or row.target.unit or row.actual.unit
    if unit != "%" or Decimal(typed) > _MOST:
        return typed + _printed_unit(before)
    usual = before.value if before.value is not None else row.target.value
    if _is_share(Decimal(typed), usual):
        return plain(Decimal(typed) * 100) + _printed_unit(before)
    if usual is not None and abs(usual) <= _MOST:
        return typed + _printed_unit(before)  # a percentage as small as last year's
    form = BY_KEY["indicators"]
    header = next(field.header for field in form.fields if field.key == key)
    faults.append(
        f"“{form.title}”表第{line.row}行“{header}”填“{typed}”，"
        f"分不清是{typed}%还是{plain(Decimal(typed) * 100)}%，请带上%填写"
    )
    return typed


def _is_share(typed: Decimal, usual: Decimal | None) -> bool:
    """Tell whether a number is a share of 1: last year's percentage was nowhere near it."""
    return usual is not None and usual >= _LARGE and typed <= _SHARE


def _printed_unit(before: Quantity) -> str:
    """Return the unit as last year's cell prints it, "" where it prints none."""
    if own := unit_apart(before):
        return own
    match = _AFTER.match(before.raw.strip())
    after = match["unit"].strip() if match else ""
    if before.unit in PERCENT_UNITS:
        return before.unit if before.unit in after else ""
    short = before.unit.removesuffix("元")
    if after in (before.unit, short) and after:
        return after
    return before.unit if before.unit and after.startswith(before.unit) else ""


def day_questions(last: Pack, lines: list[Line]) -> Iterator[Question]:
    """Yield a question for every cell where a number stands for last year's day (10.16)."""
    known = {row.place: row for table in last.tables() for row in table.indicators}
    for line in lines:
        row = known.get(line.place)
        for key, word in (("target", "年度指标值"), ("actual", "实际完成值")):
            typed = line.get(key).strip()
            if row is None or not _BARE.fullmatch(typed) or not _is_day(line, row, key):
                continue
            match = _MONTH_DAY.fullmatch(typed)
            meant = f"，是不是{int(match['month'])}月{int(match['day'])}日" if match else ""
            yield Question(
                place=f"{line.place}/{key}", who="填报科室",
                text=f"“{row.name.text}”{word}填“{typed}”{meant}？请写成几月几日。",
                why=f"上年此栏是“{getattr(row, key).text or row.target.text}”，是日期，不是数字；"
                    f"见数据表“指标”表第{line.row}行，未改动所填内容。",
            )  # fmt: skip


def _is_day(line: Line, row: Indicator, key: str) -> bool:
    own = getattr(row, key).text or row.target.text
    return bool(_DAY.search(own) or _DAY.search(line.get("target")))
