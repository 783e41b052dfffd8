"""The files of a rollover: the figures workbook to fill in, or the new year's pack."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.delivery import Place
from assistant.model.base import Model
from assistant.model.numerals import read_quantity
from assistant.model.place import Location
from assistant.newyear import NewYear
from assistant.output import data, page
from assistant.output.formal_questions import write_questions
from assistant.output.workbook import Column, Value, add_sheet, new_book, save
from assistant.rollover.forms import (
    ABOUT,
    DROP,
    HELP,
    KEEP,
    NEW,
    UNIT_LINE,
    YEAR_LINE,
    Field,
    FilledSheet,
    Form,
    Line,
)
from assistant.rollover.lacks import MissingList
from assistant.rollover.template import Template

TEMPLATE = "figures.xlsx"
DOCUMENT = "pack.docx"
_GREY, _GREEN, _YELLOW = (PatternFill("solid", fgColor=c) for c in ("EDEFF2", "DDF2E0", "FFF4DC"))
_SPARE_ROWS = 200


def write_template(path: Path, made: Template) -> None:
    """Write the figures workbook; shown columns are grey, what is filled in green, doubtful yellow."""
    book = new_book(f"{made.unit}{made.year}年度自评数据")
    told: list[list[Value]] = [[UNIT_LINE, made.unit], [YEAR_LINE, str(made.year)]]
    told += [[f"说明{n}", line] for n, line in enumerate(HELP, 1)]
    add_sheet(book, ABOUT, [Column("键", 12), Column("内容", 110)], told)
    for filled in made.sheets:
        form = filled.form
        columns = [Column(field.header, field.width) for field in form.fields]
        rows = [[_value(field, line) for field in form.fields] for line in filled.lines]
        _dress(add_sheet(book, form.title, columns, rows), filled)
    save(book, path)


def _value(field: Field, line: Line) -> Value:
    text = line.place if field.key == "id" else line.get(field.key)
    if field.kind in ("number", "money"):
        number = read_quantity(text, "", Location()).value
        return text if number is None else number
    return text


def _dress(sheet: Worksheet, filled: FilledSheet) -> None:
    form = filled.form
    for number, field in enumerate(form.fields, 1):
        letter = get_column_letter(number)
        for at, line in enumerate(filled.lines, 2):
            cell: Cell = sheet.cell(at, number)  # type: ignore[assignment]  # nothing is merged
            _paint(cell, field, line)
        if field.kind == "text":
            last = len(filled.lines) + 1 + (_SPARE_ROWS if form.grows else 0)
            for at in range(2, last + 1):
                sheet.cell(at, number).number_format = "@"
        if field.kind == "choice":
            _choices(sheet, f"{letter}2:{letter}{len(filled.lines) + 1 + _SPARE_ROWS}", form)
    sheet.freeze_panes = "C2" if form.key != "achievements" else "A2"


def _paint(cell: Cell, field: Field, line: Line) -> None:
    if field.kind in ("id", "shown"):
        cell.fill = _GREY
    if field.kind == "money":
        cell.number_format = "0.00"
        if line.get("published") and line.get(field.key):
            cell.fill = _GREEN
    if line.get("confidence") == "高" and field.key in ("actual", "confidence"):
        cell.fill = _GREEN
    if line.get("confidence") in ("中", "低") and field.key in ("proposal", "confidence"):
        cell.fill = _YELLOW


def _choices(sheet: Worksheet, cells: str, form: Form) -> None:
    rule = DataValidation(type="list", formula1=f'"{KEEP},{DROP},{NEW}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(cells)


def deliver_new_year(made: NewYear, document: Path, place: Place) -> list[Path]:
    """Write the data and reports that go with the new pack's Word file; return all paths."""
    return [document, *_files(made, place)]


def _files(made: NewYear, place: Place) -> Iterator[Path]:
    pack = made.dossier.pack
    lacks = MissingList(
        unit=pack.unit.text, year=pack.year, questions=made.questions, unused=made.unused,
        achievements=made.achievements, themes=made.themes,
    )  # fmt: skip
    models: dict[str, Model] = {"pack": pack, "findings": made.report, "drafts": made.drafts,
                                "missing": lacks}  # fmt: skip
    for name, model in models.items():
        target = place.file(f"{name}.json")
        data.write_json(target, model)
        yield target
    target = place.file("report.html")
    data.write_text(target, page.render(pack, made.report, made.drafts))
    yield target
    target = place.file("missing.docx")
    write_questions(target, pack.unit.text, pack.year, made.questions)
    yield target
