"""Give every cell and paragraph of a raw truth its address (DESIGN: Place)."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from corpus.truth import Cell, KeyPath, Paragraph, split_heading

SPENDING = ("last_final", "budget", "final")
MONEY = ("initial", "full_year", "executed", "weight", "rate", "score")
ROW = ("name", "target", "actual", "weight", "score", "deviation")
_LABEL_MARK = re.compile(r"^(?:其中：|\d+、|（\d+）)+")


def part(text: str) -> str:
    """Return a text as a part of an address: no white space, no slash, “-” for a blank."""
    return re.sub(r"\s", "", text).replace("/", "／") or "-"


def label(text: str) -> str:
    """Return a row label without list marks, “其中：” and the trailing colon."""
    return _LABEL_MARK.sub("", part(text)).rstrip("：")


def cells(raw: dict[str, Any]) -> Iterator[Cell]:
    """Yield every form field of a pack."""
    yield from _base_data(raw["base_data"])
    yield from _table(raw["overall"], "overall", ("overall",))
    for number, project in enumerate(raw["projects"]):
        yield from _table(project, f"projects/{part(project['short'])}", ("projects", number))


def _base_data(base: dict[str, Any]) -> Iterator[Cell]:
    for group in ("staffing", "procurement", "budget_adjustment", "buildings", "signoff"):
        for name, printed in base[group].items():
            yield Cell(f"base_data/{group}/{name}", printed, ("base_data", group, name))
    yield Cell("base_data/thrift", base["thrift"], ("base_data", "thrift"))
    for number, row in enumerate(base["spending"]):
        for column, name in enumerate(SPENDING, 2):
            path: KeyPath = ("base_data", "spending", number, column)
            yield Cell(f"base_data/spending/{label(row[1])}/{name}", row[column], path)


def _table(table: dict[str, Any], place: str, path: KeyPath) -> Iterator[Cell]:
    if "name" in table:
        yield Cell(f"{place}/project", table["name"], (*path, "name"))
    for number, row in enumerate(table["money"]):
        for column, name in enumerate(MONEY, 1):
            at = (*path, "money", number, column)
            yield Cell(f"{place}/money/{label(row[0])}/{name}", row[column], at)
    for group in ("by_income", "by_expenditure"):
        for number, (name, printed) in enumerate(table.get(group, ())):
            yield Cell(f"{place}/{group}/{label(name)}", printed, (*path, group, number, 1))
    for name in ("goal_expected", "goal_achieved"):
        yield Cell(f"{place}/{name}", table[name], (*path, name))
    for name in ("weight", "score"):
        yield Cell(f"{place}/total/{name}", table["total"][name], (*path, "total", name))
    yield from _levels(table["levels"], place, (*path, "levels"))


def _levels(levels: list[dict[str, Any]], place: str, path: KeyPath) -> Iterator[Cell]:
    seen: Counter[str] = Counter()
    for number, upper in enumerate(levels):
        at: KeyPath = (*path, number)
        if upper.get("weight"):
            yield Cell(f"{place}/level_weights/{upper['level1']}", upper["weight"], (*at, "weight"))
        for inner, lower in enumerate(upper["level2"]):
            here = (*at, "level2", inner)
            if lower.get("weight"):
                name = f"{place}/level_weights/{upper['level1']}/{lower['level2']}"
                yield Cell(name, lower["weight"], (*here, "weight"))
            yield from _rows(lower, place, (*here, "rows"), seen)


def _rows(lower: dict[str, Any], place: str, path: KeyPath, seen: Counter[str]) -> Iterator[Cell]:
    for number, row in enumerate(lower["rows"]):
        base = f"{place}/indicators/{lower['level2']}/{part(row[0])}"
        seen[base] += 1
        base += f"#{seen[base]}" if seen[base] > 1 else ""
        for column, name in enumerate(ROW):
            if name != "name":
                yield Cell(f"{base}/{name}", row[column], (*path, number, column))


def paragraphs(raw: dict[str, Any]) -> Iterator[Paragraph]:
    """Yield every paragraph of the reports, then those of the summary."""
    yield from _report(raw["overall_report"], "overall_report", ("overall_report",))
    for number, report in enumerate(raw["project_reports"]):
        place = f"project_reports/{part(report['short'])}"
        yield from _report(report, place, ("project_reports", number))
    texts = (p for section in _sections(raw["summary"], ("summary",)) for p in section)
    for number, (text, path) in enumerate(texts, 1):
        yield Paragraph("summary/p" + (f"#{number}" if number > 1 else ""), text, path)


def _sections(section: dict[str, Any], path: KeyPath) -> Iterator[list[tuple[str, KeyPath]]]:
    yield [(text, (*path, "p", n)) for n, text in enumerate(section.get("p", ()))]
    for number, inner in enumerate(section.get("s", ())):
        yield from _sections(inner, (*path, "s", number))


def _report(section: dict[str, Any], place: str, path: KeyPath) -> Iterator[Paragraph]:
    for number, text in enumerate(section.get("p", ())):
        repeat = f"#{number + 1}" if number else ""
        yield Paragraph(f"{place}/p{repeat}", text, (*path, "p", number))
    for number, inner in enumerate(section.get("s", ())):
        title = part(split_heading(inner["h"])[1])
        yield from _report(inner, f"{place}/{title}", (*path, "s", number))
