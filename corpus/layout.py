"""Arrange a truth as blocks in reading order: lines, headings, tables, page breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from corpus.grids import BASE_WIDTHS, TABLE_WIDTHS, Row, base_data, overall, pad, project
from corpus.truth import MARK, split_heading

Kind = Literal["caption", "title", "form_title", "body", "note"]


@dataclass(frozen=True)
class Line:
    """A paragraph that is no heading."""

    text: str
    kind: Kind = "body"


@dataclass(frozen=True)
class Heading:
    """A heading of a report; ``level`` counts from 1, ``report`` tells reports apart."""

    number: str
    title: str
    level: int
    report: str


@dataclass(frozen=True)
class Table:
    """A form's grid."""

    rows: list[Row]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """A page break; ``report`` opens the part with a letter's margins."""

    report: bool = False


Block = Line | Heading | Table | Page
_NOTE = (
    "说明：“项目支出”需要填报基本支出以外的所有项目支出情况，项目支出数与决算数据保持一致。"
    "“公用经费”填报基本支出中的一般商品和服务支出。"
)


def forms(raw: dict[str, Any]) -> dict[str, list[Block]]:
    """Return the blocks of each part of a pack, by part."""
    parts: dict[str, list[Block]] = {
        "base_data": list(_base_data(raw)),
        "overall": list(_overall(raw)),
        "projects": list(_projects(raw)),
        "overall_report": list(_report(raw["overall_report"], "附件4", "overall")),
    }
    reports: list[Block] = []
    for number, report in enumerate(raw["project_reports"]):
        reports += [Page()] if number else []
        reports += _report(report, "附件5", f"project{number}")
    return parts | {"project_reports": reports}


def pack(raw: dict[str, Any]) -> list[Block]:
    """Return a whole pack as one run of blocks."""
    parts = forms(raw)
    blocks = list(parts.pop("base_data"))
    for name, part in parts.items():
        blocks += [Page(report=name == "overall_report"), *part]
    return blocks


def summary(raw: dict[str, Any]) -> list[Block]:
    """Return the work summary's blocks."""
    return list(_report(raw["summary"], "", "summary"))


def _grid(raw: dict[str, Any], rows: list[Row], widths: tuple[int, ...]) -> Table:
    return Table(pad(rows) if raw["style"]["padded"] else rows, widths)


def _base_data(raw: dict[str, Any]) -> Iterator[Block]:
    signoff = raw["base_data"]["signoff"]
    yield Line("附件1", "caption")
    yield Line(f"{raw['year']}年度部门（单位）整体支出绩效评价基础数据表", "form_title")
    yield _grid(raw, base_data(raw), BASE_WIDTHS)
    yield Line(_NOTE, "note")
    filled = [f"填表人：{signoff['filler']}", f"填报日期：{signoff['date']}"]
    yield Line("    ".join([*filled, f"联系电话：{signoff['phone']}"]), "note")
    yield Line(f"单位负责人签字：{signoff['leader']}", "note")


def _overall(raw: dict[str, Any]) -> Iterator[Block]:
    yield Line("附件2", "caption")
    yield Line(f"{raw['year']}年度部门（单位）整体支出绩效自评表", "form_title")
    yield _grid(raw, overall(raw), TABLE_WIDTHS)


def _projects(raw: dict[str, Any]) -> Iterator[Block]:
    for number, table in enumerate(raw["projects"]):
        if number:
            yield Page()
        if raw["style"]["attachment3"]:
            yield Line("附件3", "caption")
        yield Line(f"{raw['year']}年度项目支出绩效自评表", "form_title")
        yield _grid(raw, project(table, raw["unit"]), TABLE_WIDTHS)
    yield Line("备注：每个项目支出一张表", "note")


def _report(report: dict[str, Any], caption: str, name: str) -> Iterator[Block]:
    if caption:
        yield Line(caption, "caption")
    for line in report["title"]:
        yield Line(line, "title")
    yield from _sections(report, 0, name)


def _sections(section: dict[str, Any], level: int, name: str) -> Iterator[Block]:
    for text in section.get("p", ()):
        yield Line(_printed(text))
    for inner in section.get("s", ()):
        if inner.get("run_in"):
            yield Line(f"{inner['h']}。{_printed(inner['p'][0])}")
            continue
        if inner["h"]:
            number, title = split_heading(inner["h"])
            yield Heading(number, title, level + 1, name)
        yield from _sections(inner, level + 1, name)


def _printed(marked: str) -> str:
    return MARK.sub(lambda match: match["printed"], marked)
