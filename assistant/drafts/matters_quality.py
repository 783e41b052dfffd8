"""How the pack was filled in: findings that are no slips and have no matter of their own.

Which rules count, and in which words, stands in ``prompts/composer.yaml`` (``quality``).
"""

from collections.abc import Iterable, Iterator

from assistant.drafts.causes import NONE
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter, called
from assistant.drafts.phrases import texts
from assistant.facts.typed import typed
from assistant.model.finding import Finding
from assistant.model.place import Place

_SHOWN = 6
_NAMED = 3
_COVERS = ("cost_budget", "short_rate")


def of_findings(desk: Desk, told: Iterable[Matter] = ()) -> list[Matter]:
    """Return a matter for the unit's own forms, one for all projects', and one for each project's.

    ``told`` are matters already told; where one covers a row, its findings aren't repeated.
    """
    covered = {matter.row for matter in told if matter.kind in _COVERS}
    found = [each for each in _relevant(desk) if not _within(each.place, covered)]
    own = [finding for finding in found if not _project(finding) and finding.severity != "info"]
    out = [_matter("quality", "", own, _list(own))] if own else []
    theirs = {
        project: [finding for finding in found if _project(finding) == project]
        for project in dict.fromkeys(map(_project, found)) if project
    }  # fmt: skip
    if theirs:
        listed = "；".join(_of(project, _list(each)) for project, each in theirs.items())
        out.append(_matter("quality_projects", "", next(iter(theirs.values())), listed))
    each_own = (_matter("quality_own", name, each, _list(each)) for name, each in theirs.items())
    return [*out, *each_own]


def _of(project: str, told: str) -> str:
    return called(project) + ("的" if told.startswith("“") else "") + told


def _within(place: Place, rows: set[Place]) -> bool:
    return any(place == row or place.startswith(f"{row}/") for row in rows)


def _matter(kind: str, scope: str, findings: list[Finding], listed: str) -> Matter:
    return Matter(kind, scope, "自评填报", {}, {"list": listed}, NONE, findings[0].place)


def _relevant(desk: Desk) -> Iterator[Finding]:
    """Yield the findings that can be told: listed, no slip, nothing the draft itself answers."""
    known = _phrases()
    for finding in desk.report.findings:
        if finding.clerical or finding.rule not in known:
            continue
        if finding.place.endswith("/deviation") or list(typed(f"“{_item(finding)}”", desk.ground)):
            continue
        yield finding


def _phrases() -> dict[str, str]:
    found: dict[str, str] = texts()["quality"]
    return found


def _project(finding: Finding) -> str:
    parts = finding.place.split("/")
    return parts[1] if parts[0] in ("projects", "project_reports") and len(parts) > 1 else ""


def _list(findings: Iterable[Finding]) -> str:
    """Return what was found, rule by rule: “甲”“乙”等指标实际完成值照抄指标值."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    told = dict.fromkeys(_told(rule, found) for rule, found in by_rule.items())
    return "，".join(list(told)[:_SHOWN])


def _told(rule: str, findings: list[Finding]) -> str:
    where = [item for item in dict.fromkeys(map(_item, findings)) if item]
    items = "".join(f"“{item}”" for item in where[:_NAMED])
    more = "等指标" if len(where) > _NAMED else ""
    return f"{items}{more}{_phrases()[rule]}"


def _item(finding: Finding) -> str:
    parts = finding.place.split("/")
    return parts[parts.index("indicators") + 2] if "indicators" in parts[:-2] else ""
