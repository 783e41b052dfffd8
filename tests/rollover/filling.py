"""Fill in a figures workbook as a person would, from the truth of the year it is for."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.documents import read
from assistant.extraction import extract
from assistant.model.document import Document
from assistant.model.pack import Pack
from corpus.build import write_pack, write_summary
from corpus.places import part
from corpus.truth import Truth, load

REASONS: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("reasons.yaml").read_text(encoding="utf-8")
)
"""Why budgets were changed by a third or more, by town and table."""
REASON = "预算调整原因（全年与年初不同的填）"
MONEY = ("本年年初预算数", "本年全年预算数", "本年全年执行数", "分值")
ROW = ("本年指标值", "本年完成值", "本年分值", "本年得分（定性指标填）", "偏差原因分析及改进措施")


def last_pack(town: str, folder: Path) -> Pack:
    """Return a town's pack of 2023 as read from its Word file."""
    return extract([read(write_pack(load(town, 2023), folder / "2023")[0])])


def summary_of(town: str, folder: Path) -> Document:
    """Return a town's work summary of 2024 as read from its Word file."""
    return read(write_summary(load(town, 2024), folder / "2024")[0])


def word(path: Path) -> str:
    """Return all text of a Word file, its tags taken out."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    return re.sub(r"<[^>]+>", "", "\n".join(parts))


def fill(path: Path, truth: Truth, *, texts: bool = False) -> None:
    """Fill the workbook at ``path`` with the truth's inputs; ``texts`` fills goals too.

    Computed cells have no column; scores are given only where the truth's row is qualitative.
    """
    book = load_workbook(path)
    _base(Sheet(book["基础数据"]), truth)
    _single(Sheet(book["人员和楼堂馆所"]), truth)
    _projects(Sheet(book["项目"]), truth)
    _money(Sheet(book["资金"]), truth)
    _reasons(Sheet(book["资金"]), truth)
    _breakdown(Sheet(book["收支构成"]), truth)
    _indicators(Sheet(book["指标"]), truth)
    _texts(Sheet(book["文字"]), truth, texts)
    book.save(path)


class Sheet:
    """One sheet, by header and place."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.columns = {str(cell.value): cell.column for cell in sheet[1]}

    def rows(self) -> Iterator[tuple[int, str]]:
        """Yield row number and place of every row that has one."""
        for row in range(2, self.sheet.max_row + 1):
            if place := self.sheet.cell(row, 1).value:
                yield row, str(place)

    def get(self, row: int, header: str) -> str:
        return str(self.sheet.cell(row, self.columns[header]).value or "")

    def put(self, row: int, header: str, value: str | None) -> None:
        cell = self.sheet.cell(row, self.columns[header])
        cell.value = value or None
        if value:
            cell.data_type = "s"

    def add(self, values: dict[str, str], after: int | None = None) -> None:
        at = (after or self.sheet.max_row) + 1
        if after:
            self.sheet.insert_rows(at)
        for header, value in values.items():
            self.put(at, header, value)


def _cell(truth: Truth, address: str) -> str | None:
    cell = truth.cells.get(address)
    return cell.printed if cell else None


def _base(sheet: Sheet, truth: Truth) -> None:
    known = {place for _, place in sheet.rows()}
    for row, place in sheet.rows():
        sheet.put(row, "本年预算数", _cell(truth, f"{place}/budget"))
        sheet.put(row, "本年决算数", _cell(truth, f"{place}/final"))
    for depth, label, _, budget, final in truth.raw["base_data"]["spending"]:
        place = f"base_data/spending/{part(label)}"
        if depth == 2 and place not in known and not label.startswith("其中"):
            rows = [
                row
                for row, p in sheet.rows()
                if p.endswith("项目") and sheet.get(row, "层级") == "2"
            ]
            if rows and "公车" not in label:
                values = {"项目": label, "层级": "2", "本年预算数": budget, "本年决算数": final}
                sheet.add(values, after=rows[-1])


def _single(sheet: Sheet, truth: Truth) -> None:
    for row, place in sheet.rows():
        sheet.put(row, "本年数", _cell(truth, place))


def _projects(sheet: Sheet, truth: Truth) -> None:
    names = {f"projects/{part(p['short'])}": p["name"] for p in truth.raw["projects"]}
    known = {place for _, place in sheet.rows()}
    for row, place in sheet.rows():
        if place not in names:
            sheet.put(row, "处理", "取消")
    for place, name in names.items():
        if place not in known:
            sheet.add({"处理": "新增", "本年项目名称": name})


def _money(sheet: Sheet, truth: Truth) -> None:
    known = {place.split("/money/")[0] for _, place in sheet.rows()}
    for row, place in sheet.rows():
        for header, name in zip(MONEY, ("initial", "full_year", "executed", "weight"), strict=True):
            if (value := _cell(truth, f"{place}/{name}")) is not None:
                sheet.put(row, header, value)
    for project in truth.raw["projects"]:
        if f"projects/{part(project['short'])}" not in known:
            for label, *amounts in project["money"]:
                values = dict(zip(MONEY, amounts[:4], strict=True))
                if "总额" in label:
                    values[REASON] = REASONS.get(truth.town, {}).get(project["short"], "")
                sheet.add({"表": project["short"], "科目": label, **values})


def _reasons(sheet: Sheet, truth: Truth) -> None:
    """Give the reasons that the truth's own report gives, none where it gives none."""
    for row, place in sheet.rows():
        name = sheet.get(row, "表")
        if place.endswith("年度资金总额") and (why := REASONS.get(truth.town, {}).get(name)):
            sheet.put(row, REASON, why)


def _breakdown(sheet: Sheet, truth: Truth) -> None:
    for row, place in sheet.rows():
        sheet.put(row, "本年金额", _cell(truth, place))


def _indicators(sheet: Sheet, truth: Truth) -> None:
    known = set()
    judged = dict(_judged(truth))
    for row, place in sheet.rows():
        known.add(place)
        sheet.put(row, ROW[3], judged.get(place))
        if _cell(truth, f"{place}/target") is None:
            sheet.put(row, "处理", "取消")
            continue
        names = ("target", "actual", "weight", "score", "deviation")
        for header, name in zip(ROW, names, strict=True):
            if name != "score":
                sheet.put(row, header, _cell(truth, f"{place}/{name}"))
    tables = [("整体", "overall", truth.raw["overall"])]
    tables += [(p["short"], f"projects/{part(p['short'])}", p) for p in truth.raw["projects"]]
    for name, root, table in tables:
        for level1, level2, row in _rows(table):
            if row[0] and f"{root}/indicators/{level2}/{part(row[0])}" not in known:
                values = dict(
                    zip((ROW[0], ROW[1], ROW[2], ROW[4]), (*row[1:4], row[5]), strict=True)
                )
                sheet.add({"表": name, "一级指标": level1, "二级指标": level2, "三级指标": row[0],
                           "处理": "新增", **values})  # fmt: skip


def _judged(truth: Truth) -> Iterator[tuple[str, str]]:
    """Yield the scores that only the unit can give: a deadline that was missed."""
    tables = [("overall", truth.raw["overall"])]
    tables += [(f"projects/{part(p['short'])}", p) for p in truth.raw["projects"]]
    for root, table in tables:
        for _, level2, row in _rows(table):
            if row[-1] == "date" and row[3] != row[4]:
                yield f"{root}/indicators/{level2}/{part(row[0])}", row[4]


def _rows(table: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    for upper in table["levels"]:
        for lower in upper["level2"]:
            for row in lower["rows"]:
                yield upper["level1"], lower["level2"], row


def _texts(sheet: Sheet, truth: Truth, goals: bool) -> None:
    for row, place in sheet.rows():
        if goals or "/goal_" not in place:
            sheet.put(row, "本年内容", _cell(truth, place))
