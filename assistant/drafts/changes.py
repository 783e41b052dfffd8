"""Drafts and findings as changes and comments on the unit's own files."""

from collections.abc import Iterator
from pathlib import Path

from assistant.facts.drafted import draft_change, draft_comment, wanted
from assistant.model.change import Change, Comment
from assistant.model.draft import DraftReport
from assistant.model.finding import SEVERITY_NAMES, CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import Location

Edits = dict[str, tuple[list[Change], list[Comment]]]


def changes(pack: Pack, drafts: DraftReport, report: CheckReport) -> Edits:
    """Return changes and comments for each source file of a pack, by the source's path.

    A draft replaces the blank or the “无” of its slot, or comes in after the heading; one
    that a person refused is left out. Each draft gets a comment with the sources of its
    figures, each finding one on its place.
    """
    out: Edits = {source.path: ([], []) for source in pack.sources}
    by_name: dict[str, list[str]] = {}
    for path in out:
        by_name.setdefault(Path(path).name, []).append(path)
    facts = {fact.id: fact for fact in drafts.facts}
    for draft in filter(wanted, drafts.drafts):
        for path in _paths(draft.slot.location, by_name):
            out[path][0].append(draft_change(draft))
            out[path][1].append(draft_comment(draft, facts))
    for finding in report.findings:
        for location in _locations(finding):
            for path in _paths(location, by_name):
                out[path][1].append(Comment(location=location, text=_remark(finding)))
    return out


def _paths(location: Location, by_name: dict[str, list[str]]) -> list[str]:
    """Return the source a location lies in; none where two sources share its name."""
    found = by_name.get(location.file, [])
    return found if len(found) == 1 else []


def _locations(finding: Finding) -> Iterator[Location]:
    """Yield where a finding is to be seen: its own place, else its first evidence."""
    seen: set[Location] = set()
    own = [each for each in finding.evidence if each.place == finding.place]
    for each in own or finding.evidence[:1]:
        if each.location not in seen:
            seen.add(each.location)
            yield each.location


def _remark(finding: Finding) -> str:
    lines = [f"[{finding.rule} {SEVERITY_NAMES[finding.severity]}] {finding.message}"]
    if finding.explanation:
        lines.append(f"可能的原因：{finding.explanation}")
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    return "\n".join(lines)
