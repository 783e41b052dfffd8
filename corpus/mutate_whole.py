"""Slips with whole things: rows, sections, forms, signatures, a project's name."""

import copy
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from corpus.mutate import Clean, Edit, Site, at
from corpus.places import label, part
from corpus.truth import KeyPath, split_heading

KINDS = (
    "row lost", "row twice", "form missing", "section removed", "project renamed", "signature",
)  # fmt: skip
# Sections that every pack owes; a unit without such funds need not write of them (DOMAIN §6).
_OWED = re.compile("基本情况|一般公共预算|绩效|问题|措施|应用|公开|偏离|工作开展|完成情况")


def row_lost(clean: Clean, random: Random) -> Iterator[Site]:
    """Lose one of several indicator rows of a level."""
    for path, place in _rows(clean):
        if len(at(clean.truth.raw, path[:-1])) > 1:
            yield Site({}, _removing(path), (place, *_above(place)))


def row_twice(clean: Clean, random: Random) -> Iterator[Site]:
    """Paste an indicator row twice."""
    for path, place in _rows(clean):
        yield Site({}, _doubling(path), (place, f"{place}#2", *_above(place)))


def form_missing(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out a form or a report."""
    for name in ("base_data", "overall", "overall_report"):
        yield Site({}, _omitting(name), (name,))
    for group in ("projects", "project_reports"):
        for number, table in enumerate(clean.truth.raw[group]):
            short = part(table["short"])
            # A report without a table is called after its title, which may leave out 项目.
            names = dict.fromkeys((short, short.removesuffix("项目")))
            both = ("projects/" + short, *(f"project_reports/{name}" for name in names))
            yield Site({}, _removing((group, number)), both)


def section_removed(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out a level-1 section that every report owes."""
    raw = clean.truth.raw
    reports: list[tuple[KeyPath, str]] = [(("overall_report",), "overall_report")]
    for number, report in enumerate(raw["project_reports"]):
        reports.append((("project_reports", number), f"project_reports/{part(report['short'])}"))
    for path, place in reports:
        for number, section in enumerate(at(raw, path)["s"]):
            title = split_heading(section["h"])[1]
            if _OWED.search(title):
                where = (f"{place}/{part(title)}", place)
                yield Site({}, _removing((*path, "s", number)), where)


def project_renamed(clean: Clean, random: Random) -> Iterator[Site]:
    """Lose or change a character of a project's name in its table or in the base data table."""
    for table in clean.truth.raw["projects"]:
        place, report = (f"{g}/{part(table['short'])}" for g in ("projects", "project_reports"))
        reports = (report, f"{report}/title")
        for name in _misspelt(table["name"], random):
            after = f"projects/{part(_bare(name))}"
            yield Site({f"{place}/project": name}, None, (place, after, *reports))
        for row, line in enumerate(clean.truth.raw["base_data"]["spending"]):
            if table["short"] in line[1]:
                for name in _misspelt(line[1], random):
                    yield Site({}, _renaming(row, name), _renamed(line[1], name, place))


def signature(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave the line of signatures and date unfinished."""
    for name, text in clean.truth.raw["base_data"]["signoff"].items():
        if text.strip():
            yield Site({f"base_data/signoff/{name}": ""})


def _rows(clean: Clean) -> Iterator[tuple[KeyPath, str]]:
    for address, cell in clean.truth.cells.items():
        if "/indicators/" in address and address.endswith("/target") and cell.printed.strip():
            yield cell.path[:-1], address.removesuffix("/target")


def _above(place: str) -> tuple[str, ...]:
    """Return the places of a table's totals and levels: there a lost row shows."""
    table = place.partition("/indicators/")[0]
    return (f"{table}/total/weight", f"{table}/total/score", f"{table}/level_weights")


def _misspelt(name: str, random: Random) -> Iterator[str]:
    inner = [m.start() for m in re.finditer(r"[\u4e00-\u9fff]", name)][2:-2]
    if len(inner) > 2:
        i = random.choice(inner)
        yield name[:i] + name[i + 1 :]
        j = random.choice(inner[:-1])
        yield name[:j] + name[j + 1] + name[j] + name[j + 2 :]


def _bare(name: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?万元", "", name)


def _renamed(before: str, after: str, place: str) -> tuple[str, ...]:
    rows = (f"base_data/spending/{label(name)}" for name in (before, after))
    return (*rows, place)


def _renaming(row: int, name: str) -> Edit:
    def edit(raw: dict[str, Any]) -> None:
        raw["base_data"]["spending"][row][1] = name

    return edit


def _omitting(name: str) -> Edit:
    def edit(raw: dict[str, Any]) -> None:
        raw["omit"] = [name]

    return edit


def _removing(path: KeyPath) -> Edit:
    def edit(raw: dict[str, Any]) -> None:
        del at(raw, path[:-1])[path[-1]]

    return edit


def _doubling(path: KeyPath) -> Edit:
    def edit(raw: dict[str, Any]) -> None:
        rows, number = at(raw, path[:-1]), path[-1]
        rows.insert(number, copy.deepcopy(rows[number]))

    return edit
