"""Drafts and findings as changes and comments on the unit's own files."""

from collections.abc import Iterator
from pathlib import Path

from assistant.facts.drafted import draft_change, draft_comment, wanted
from assistant.model.change import Change, Comment
from assistant.model.draft import DraftReport
from assistant.model.finding import SEVERITY_NAMES, CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import Location, Place

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
    anchors = _Anchors(pack)
    for finding in report.findings:
        for location in anchors.of(finding):
            for path in _paths(location, by_name):
                out[path][1].append(Comment(location=location, text=_remark(finding)))
    return out


def _paths(location: Location, by_name: dict[str, list[str]]) -> list[str]:
    """Return the source a location lies in; none where two sources share its name."""
    found = by_name.get(location.file, [])
    return found if len(found) == 1 else []


class _Anchors:
    """Where comments are pinned: a field that its form has no cell for has the nearest one's."""

    def __init__(self, pack: Pack) -> None:
        self._near: dict[tuple[str, Place], Location] = {}
        for field in pack.fields():
            if field.location.anchor is not None:
                for place in _upward(field.place):
                    self._near.setdefault((field.location.file, place), field.location)

    def of(self, finding: Finding) -> Iterator[Location]:
        """Yield where a finding is to be seen: its own place, else its first evidence."""
        seen: set[Location] = set()
        own = [each for each in finding.evidence if each.place == finding.place]
        for each in own or finding.evidence[:1]:
            location = self._pinned(each.place, each.location)
            if location not in seen:
                seen.add(location)
                yield location

    def _pinned(self, place: Place, location: Location) -> Location:
        """Return the location itself, or for a whole table the cell nearest to the place."""
        if location.table is None or location.row is not None:
            return location
        near = (self._near.get((location.file, each)) for each in _upward(place))
        return next((each for each in near if each is not None), location)


def _upward(place: Place) -> Iterator[Place]:
    """Yield a place, its row, its block and so on up to its form."""
    while place:
        yield place
        place = place.rpartition("/")[0]


def _remark(finding: Finding) -> str:
    lines = [f"[{finding.rule} {SEVERITY_NAMES[finding.severity]}] {finding.message}"]
    if finding.explanation:
        lines.append(f"可能的原因：{finding.explanation}")
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    return "\n".join(lines)
