"""Findings that aren't slips yet have no matter of their own: how the pack was filled in."""

from assistant.drafts.causes import NONE
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter
from assistant.facts.typed import typed
from assistant.model.finding import Finding

_FAMILIES = ("T", "D", "S", "W")
_SHOWN = 6
_NAMED = 3


def of_findings(desk: Desk) -> list[Matter]:
    """Return one matter that lists what was filled in badly, or none."""
    listed: dict[str, list[Finding]] = {}
    for finding in desk.report.findings:
        if finding.clerical or finding.severity == "info" or finding.rule[:1] not in _FAMILIES:
            continue
        if finding.place.endswith("/deviation") or "未说明" in finding.name:
            continue  # the draft of that cell is the answer
        if not list(typed(finding.name, desk.ground)):
            listed.setdefault(finding.name, []).append(finding)
    if not listed:
        return []
    told = "；".join(_told(name, found) for name, found in list(listed.items())[:_SHOWN])
    first = next(iter(listed.values()))[0]
    return [Matter("quality", "", "自评填报", {}, {"list": told}, NONE, first.place)]


def _told(name: str, findings: list[Finding]) -> str:
    where = [item for item in dict.fromkeys(map(_item, findings)) if item]
    items = "".join(f"“{item}”" for item in where[:_NAMED])
    more = "等指标" if len(where) > _NAMED else ""
    return f"{items}{more}{name}"


def _item(finding: Finding) -> str:
    parts = finding.place.split("/")
    return parts[parts.index("indicators") + 2] if "indicators" in parts[:-2] else ""
