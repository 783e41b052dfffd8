"""Drafts and findings as changes and comments on the unit's own files."""

from collections.abc import Iterator
from pathlib import Path

from assistant.facts.render import shown
from assistant.model.change import Change, Comment
from assistant.model.draft import Draft, DraftReport
from assistant.model.fact import Fact
from assistant.model.finding import SEVERITY_NAMES, CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import Location

Edits = dict[str, tuple[list[Change], list[Comment]]]


def changes(pack: Pack, drafts: DraftReport, report: CheckReport) -> Edits:
    """Return changes and comments for each source file of a pack, by the source's path.

    A draft replaces the blank or the “无” of its slot, or comes in after the heading. Each
    draft gets a comment with the sources of its figures, each finding one on its place.
    """
    out: Edits = {source.path: ([], []) for source in pack.sources}
    by_name: dict[str, list[str]] = {}
    for path in out:
        by_name.setdefault(Path(path).name, []).append(path)
    facts = {fact.id: fact for fact in drafts.facts}
    for draft in drafts.drafts:
        for path in _paths(draft.slot.location, by_name):
            out[path][0].append(_change(draft))
            out[path][1].append(Comment(location=_pin(draft), text=_evidence(draft, facts)))
    for finding in report.findings:
        for location in _locations(finding):
            for path in _paths(location, by_name):
                out[path][1].append(Comment(location=location, text=_remark(finding)))
    return out


def _paths(location: Location, by_name: dict[str, list[str]]) -> list[str]:
    """Return the source a location lies in; none where two sources share its name."""
    found = by_name.get(location.file, [])
    return found if len(found) == 1 else []


def _change(draft: Draft) -> Change:
    slot = draft.slot
    return Change(
        kind="insert" if slot.after_heading else "replace",
        location=slot.location,
        old="" if slot.after_heading else slot.current,
        new="\n".join(draft.text),
    )


def _pin(draft: Draft) -> Location:
    return draft.slot.location


def _evidence(draft: Draft, facts: dict[str, Fact]) -> str:
    """Return a draft's reason and where each of its figures comes from."""
    lines = [f"草稿依据：{draft.reason}"]
    used = [i for p in draft.paragraphs for s in p.sentences for i in s.facts]
    for fact_id in dict.fromkeys(used):
        if fact_id in facts:
            lines.append(f"{shown(facts[fact_id])}：{source_of(facts[fact_id], facts)}")
    lines.append("标明〔建议〕〔待确认〕的内容须经单位核定。")
    return "\n".join(lines)


def source_of(fact: Fact, facts: dict[str, Fact]) -> str:
    """Return in Chinese where a figure comes from."""
    if fact.kind == "proposed":
        return f"建议（{fact.measure}）"
    if fact.kind == "derived":
        parts = [facts[i] for i in fact.operands if i in facts]
        named = "、".join(f"{part.measure}{shown(part)}" for part in parts)
        return f"由{named}推算（{fact.measure}，{fact.formula}）"
    return f"{fact.measure}，原文“{fact.quote[:60]}”" if fact.quote else fact.measure


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
