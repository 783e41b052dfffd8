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
    """Return matters for the unit's own forms, for all projects', and for each project's.

    Scores and evidence are matters of their own. ``told`` are matters already told; where one covers a row, its findings aren't repeated.
    """
    covered = {matter.row for matter in told if matter.kind in _COVERS}
    found = [each for each in _relevant(desk) if not _within(each.place, covered)]
    own = [finding for finding in found if not _project(finding) and finding.severity != "info"]
    theirs = [finding for finding in found if _project(finding)]
    out = [_matter(f"quality{kind}", "", each, _list(each)) for kind, each in _kinds(own)]
    for kind, each in _kinds(theirs):
        listed = "；".join(_of(name, _list(some)) for name, some in _by_project(each))
        out.append(_matter(f"quality_projects{kind}", "", each, listed))
    for name, each in _by_project(theirs):
        out += [
            _matter(f"quality_own{kind}", name, some, _list(some)) for kind, some in _kinds(each)
        ]
    return out


def _kinds(findings: list[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield findings about scores, then those about evidence: each has its own measure."""
    for kind in ("_scores", ""):
        some = [each for each in findings if (each.rule in texts()["scored"]) == bool(kind)]
        if some:
            yield kind, some


def _by_project(findings: list[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    for name in dict.fromkeys(map(_project, findings)):
        yield name, [each for each in findings if _project(each) == name]


def _of(project: str, told: str) -> str:
    return called(project) + ("的" if told.startswith("“") else "") + told


def _within(place: Place, rows: set[Place]) -> bool:
    return any(place == row or place.startswith(f"{row}/") for row in rows)


def _matter(kind: str, scope: str, findings: list[Finding], listed: str) -> Matter:
    surveyed = any(each.rule in texts()["surveyed"] for each in findings)
    words = {"list": listed, "survey": texts()["survey"] if surveyed else ""}
    return Matter(kind, scope, "自评填报", {}, words, NONE, findings[0].place)


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
