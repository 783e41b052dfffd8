"""Write out what the YAML files keep compact, so that all other code sees one shape.

``产出指标 40: {数量指标 20: [rows]}`` becomes level-1 and level-2 entries with the cell text
that the style of the pack prints. A paragraph that begins with a numbered heading of its own
(``1.供水扩面。全年……``) becomes a section whose heading is printed in the same line.
"""

import re
from typing import Any

_BREAKS = {
    "经济效益指标": "经济效\n益指标",
    "社会效益指标": "社会效\n益指标",
    "生态效益指标": "生态效\n益指标",
}
_UPPER = {
    "产出指标": "产出指标\n\n({}分)",
    "效益指标": "效益指标\n\n（{}分）",
    "满意度指标": "满意度\n指标\n（{}分）",
}
_BLANK = [""] * 7
_RUN_IN = re.compile(r"(\d+[.．][^。⟦\d]{2,30})。(.+)", re.DOTALL)


def expand_levels(raw: dict[str, Any]) -> None:
    """Expand the level lists of the overall table and of every project table in place."""
    broken = raw["style"].get("levels", "broken") == "broken"
    for table in (raw["overall"], *raw["projects"]):
        if isinstance(table["levels"], dict):
            table["levels"] = [_upper(key, inner, broken) for key, inner in table["levels"].items()]


def expand_headings(raw: dict[str, Any]) -> None:
    """Turn paragraphs with run-in headings into sections, in every report."""
    for report in (raw["overall_report"], *raw["project_reports"]):
        _split(report)


def _split(section: dict[str, Any]) -> None:
    for inner in section.get("s", ()):
        _split(inner)
    matches = [_RUN_IN.match(text) for text in section.get("p", ())]
    found = [match for match in matches if match]
    if found:
        section["p"] = section["p"][: len(matches) - len(found)]
        opened = [{"h": match[1], "p": [match[2]], "run_in": True} for match in found]
        section["s"] = [*opened, *section.get("s", ())]


def _upper(key: str, inner: dict[str, Any], broken: bool) -> dict[str, Any]:
    name, _, weight = key.partition(" ")
    pattern = _UPPER.get(name, "{name}（{}分）") if broken else "{name}（{}分）"
    return {
        "level1": name,
        "weight": weight,
        "printed": pattern.format(weight, name=name),
        "level2": [_lower(title, rows, broken) for title, rows in inner.items()],
    }


def _lower(key: str, rows: list[Any] | None, broken: bool) -> dict[str, Any]:
    name, _, weight = key.partition(" ")
    shown = _BREAKS.get(name, name) if broken else name
    full = [[*row[:5], *_tail(row[5:])] for row in rows or []] or [list(_BLANK)]
    return {"level2": name, "weight": weight, "printed": f"{shown}{weight}", "rows": full}


def _tail(rest: list[str]) -> list[str]:
    """Return deviation note and rule; a row may leave out the note."""
    return ["", rest[0]] if len(rest) == 1 else list(rest)
