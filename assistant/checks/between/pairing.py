"""Which project table and which project report speak of one project."""

import re
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import fuzz

from assistant.model.pack import IndicatorTable, Pack, Report
from assistant.model.place import squeeze

_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?:万元|亿元|元|万)")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_TRIMMINGS = re.compile(r"项目支出|绩效自评报告|绩效自评表|[（）()“”\"，,、]")
_SAME = 80.0


@lru_cache(maxsize=2048)
def core_name(name: str, unit: str = "") -> str:
    """Return a project's name without its amount, year, unit name and form words."""
    text = squeeze(name)
    for pattern in (_AMOUNT, _YEAR, _TRIMMINGS):
        text = pattern.sub("", text)
    shared = sum(
        1
        for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, squeeze(unit), strict=False))
    )
    return text[shared:] if shared >= 2 else text  # “青禾镇” of 青禾镇人民政府


def likeness(table: IndicatorTable, report: Report, unit: str) -> float:
    """Return how alike the names of a table's and a report's project are, 0 to 100."""
    first = core_name(table.project.raw or table.place.rpartition("/")[2], unit)
    second = core_name(report.project or report.title.raw, unit)
    if not first or not second:
        return 0.0
    if first in second or second in first:
        return 100.0
    return fuzz.ratio(first, second)


def pair(pack: Pack) -> list[tuple[IndicatorTable, Report]]:
    """Pair project tables with project reports, the likest names first."""
    unit = pack.unit.raw
    ranked = sorted(
        (
            (likeness(table, report, unit), -row, -col)
            for row, table in enumerate(pack.projects)
            for col, report in enumerate(pack.project_reports)
        ),
        reverse=True,
    )
    tables: set[int] = set()
    reports: set[int] = set()
    pairs = []
    for score, row, col in ranked:
        if score < _SAME or row in tables or col in reports:
            continue
        tables.add(row)
        reports.add(col)
        pairs.append((pack.projects[-row], pack.project_reports[-col]))
    return pairs
