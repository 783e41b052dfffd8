"""Read the figures workbook that a person filled in; every fault is told with its cell."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from assistant.errors import BadFigures, MixedPacks, TooLarge, UnreadableFile
from assistant.files import why
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text
from assistant.ooxml.spreadsheet import SheetCell, SheetRow, read_workbook
from assistant.rollover.bare import with_units
from assistant.rollover.forms import (
    ABOUT,
    BY_KEY,
    DROP,
    FORMS,
    KEEP,
    NEW,
    UNIT_LINE,
    YEAR_LINE,
    Field,
    Form,
    Line,
    SheetKey,
)
from assistant.rollover.template import new_year, template

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WITH_UNIT = re.compile(r"(?<=\d)\s*万元?$")  # forms print 8万 in a column of 万元
_FULLWIDTH = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_SHOWN = 8
_LONGEST = 10_000
_TYPED: dict[SheetKey, tuple[str, ...]] = {
    "base": ("budget", "final"), "single": ("value",),
    "money": ("initial", "full_year", "executed"), "breakdown": ("value",),
    "indicators": ("target", "score"),
}  # fmt: skip
_WRONG_KINDS = {
    "formula": "是公式，请改填数值", "date": "被表格软件转成了日期，请改成文字（先把单元格设为文本格式）",
    "error": "是错误值", "boolean": "是逻辑值",
}  # fmt: skip


class Figures(NamedTuple):
    """What a person supplied for a year: the filled rows of each sheet, and the file's name."""

    year: int
    lines: dict[SheetKey, list[Line]]
    name: str = ""

    def at(self, key: SheetKey, place: Place) -> Line:
        """Return the row of a place; a blank one where the sheet has none."""
        return next((each for each in self.lines[key] if each.place == place), Line(place, {}))

    def is_unfilled(self) -> bool:
        """Tell whether nobody typed a figure yet: what the template fills in doesn't count."""
        return not any(
            line.get(key) and not _is_published(line, key, sheet)
            for sheet, keys in _TYPED.items()
            for line in self.lines[sheet]
            for key in (*keys, *(["actual"] if _is_own(line) else []))
        )


def _is_own(line: Line) -> bool:
    """Tell whether an actual was typed, not taken from a summary by the template."""
    return line.get("confidence") != "高"


def _is_published(line: Line, key: str, sheet: SheetKey) -> bool:
    """Tell whether a figure is the one that the template took from the final accounts."""
    header = next((field.header for field in BY_KEY[sheet].fields if field.key == key), key)
    told = line.get("published").split("；")
    return any(each.startswith(f"{header} {line.get(key)}") for each in told)


def read_figures_book(path: Path, last: Pack) -> Figures:
    """Return the figures of a workbook made from ``last``.

    Raises ``BadFigures``, which names every faulty cell, and ``MixedPacks`` for a workbook of
    another unit or year.
    """
    try:
        sheets = read_workbook(path.read_bytes())
    except OSError as error:
        raise BadFigures(f"“{path}”打不开：{why(error)}。") from error
    except (UnreadableFile, TooLarge) as error:
        raise BadFigures(f"“{path}”{error}") from error
    _same_pack(sheets.get(ABOUT, []), last)
    faults: list[str] = []
    lines: dict[SheetKey, list[Line]] = {
        form.key: _read(form, sheets, faults) for form in FORMS if form.key != "achievements"
    }
    _compare(lines, last, faults)
    lines["indicators"] = with_units(lines["indicators"], last, faults)
    if faults:
        more = f"等，共 {len(faults)} 处" if len(faults) > _SHOWN else ""
        raise BadFigures(f"“{path.name}”有误：{'；'.join(faults[:_SHOWN])}{more}。")
    return Figures(new_year(last), lines, path.name)


def _same_pack(rows: Iterable[SheetRow], last: Pack) -> None:
    told = {row.cells[0].text: row.cells[1].text for row in rows if {0, 1} <= row.cells.keys()}
    unit, year = squeeze(told.get(UNIT_LINE, "")), told.get(YEAR_LINE, "").strip()
    if unit and last.unit.text and unit != last.unit.text:
        raise MixedPacks(f"数据表是“{unit}”的，上年材料是“{last.unit.text}”的。")
    if year and year != str(new_year(last)):
        raise MixedPacks(f"数据表是 {year} 年度的，上年材料之后是 {new_year(last)} 年度。")


def _read(form: Form, sheets: dict[str, list[SheetRow]], faults: list[str]) -> list[Line]:
    rows = sheets.get(form.title)
    if not rows:
        faults.append(f"缺少“{form.title}”表")
        return []
    columns = _columns(form, rows[0])
    absent = [f.header for f in form.fields if f.key not in columns and f.kind != "shown"]
    if absent:
        faults.append(f"“{form.title}”表缺少“{'”“'.join(absent)}”列")
        return []
    return [line for row in rows[1:] if (line := _line(form, columns, row, faults)).cells]


def _columns(form: Form, head: SheetRow) -> dict[str, int]:
    at = {squeeze(cell.text): column for column, cell in head.cells.items()}
    return {f.key: at[f.header] for f in form.fields if f.header in at}


def _line(form: Form, columns: dict[str, int], row: SheetRow, faults: list[str]) -> Line:
    cells = {}
    for field in form.fields:
        cell = row.cells.get(columns.get(field.key, -1))
        if cell is None:
            continue
        fault = "" if field.kind == "shown" else _fault(field, cell)
        if fault:
            faults.append(f"“{form.title}”表第{row.number}行“{field.header}”{fault}")
        cells[field.key] = _text(field, cell)
    return Line(cells.pop("id", ""), cells, row.number)


def _text(field: Field, cell: SheetCell) -> str:
    text = cell.text.strip().removeprefix("'")
    if field.kind in ("money", "number"):
        text = text.translate(_FULLWIDTH)
    if field.kind == "money" and cell.kind == "number":
        return _with_cents(text)
    return text


def _with_cents(text: str) -> str:
    """Return an amount with two decimals: a number cell forgets the zeros at its end."""
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    short = isinstance(exponent, int) and exponent > -2
    return format(value.quantize(Decimal("0.01")), "f") if short and value else text


def _fault(field: Field, cell: SheetCell) -> str:
    if cell.kind in _WRONG_KINDS:
        return _WRONG_KINDS[cell.kind]
    text = _text(field._replace(kind="number"), cell) if field.kind == "money" else cell.text
    if len(text) > _LONGEST:
        return f"超过 {_LONGEST} 字"
    if field.kind == "choice" and text.strip() not in (KEEP, DROP, NEW):
        return f"“{text.strip()[:10]}”应为{KEEP}、{DROP}或{NEW}"
    if field.key == "depth" and "专项" in text:
        return ""
    number = _WITH_UNIT.sub("", text.strip()) if field.kind == "money" else text
    if field.kind in ("money", "number") and not _is_number(number):
        return f"“{text.strip()[:20]}”不是数字"
    return ""


def _is_number(text: str) -> bool:
    bare = text.strip().translate(_FULLWIDTH)
    return bool(_NUMBER.fullmatch(bare)) or Text(raw=bare).is_placeholder()


def _compare(lines: dict[SheetKey, list[Line]], last: Pack, faults: list[str]) -> None:
    """Hold the rows against those that last year's pack gives: none lost, none unknown."""
    wanted = {sheet.form: [line.place for line in sheet.lines] for sheet in template(last).sheets}
    for form, places in wanted.items():
        if form.key == "achievements" or (not lines[form.key] and not places):
            continue
        faults.extend(_rows_amiss(form, lines[form.key], places))


def _rows_amiss(form: Form, lines: list[Line], places: list[Place]) -> Iterator[str]:
    seen: set[Place] = set()
    for line in lines:
        at = f"“{form.title}”表第{line.row}行"
        if not line.place:
            yield from _new_row(form, line, at)
        elif line.place in seen:
            yield f"{at}的编号重复"
        elif line.place not in places:
            yield f"{at}的编号“{line.place[:40]}”在上年材料中没有"
        seen.add(line.place)
    lost = [place for place in places if place not in seen]
    if lost:
        yield f"“{form.title}”表少了 {len(lost)} 行（如“{lost[0]}”），不要的请选“{DROP}”而不要删行"


def _new_row(form: Form, line: Line, at: str) -> Iterator[str]:
    has_handling = any(field.key == "handling" for field in form.fields)
    if not form.grows or (has_handling and line.get("handling") != NEW):
        yield f"{at}没有编号" + (f"；新增的请在“处理”栏选“{NEW}”" if has_handling else "")
    needed = {"projects": ("name",), "base": ("label",), "money": ("table", "label"),
              "indicators": ("table", "level1", "level2", "name")}  # fmt: skip
    for field in form.fields:
        if field.key in needed.get(form.key, ()) and not line.get(field.key):
            yield f"{at}是新增的，“{field.header}”不能空"
