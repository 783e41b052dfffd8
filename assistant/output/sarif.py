"""A check as a SARIF 2.1.0 log, for tools that gather findings of many programs."""

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant import __version__
from assistant.model.document import Source
from assistant.model.finding import (
    CheckReport,
    Evidence,
    Finding,
    Lack,
    RuleOutcome,
    Severity,
    Suppressed,
    ToReview,
)
from assistant.model.pack import Pack
from assistant.model.place import Location, Place
from assistant.output.grounds import quoted
from assistant.output.places import location_words, place_words, spot_words
from assistant.output.rulebook import RuleEntry
from assistant.output.safe import flat, visible
from assistant.output.text import reading_words

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_KEY = "jixiaoFinding/v1"
"""Under what name a finding's fingerprint stands; a changed way to make it gets a new number."""

_OTHER = re.compile(r"(prior|beside)/(?:(\d{4})(?=/))?")
"""Places of other packs: last years' or other units', and of which year."""

_LINED = ("text", "markdown")
"""Formats whose anchors are line numbers."""

Node = dict[str, Any]


def render(pack: Pack, report: CheckReport, rules: Sequence[RuleEntry]) -> str:
    """Return the log as JSON; ``rules`` is the whole book, rules of one's own among them.

    The verdict is the first property of the run. Set-aside findings are there, suppressed.
    """
    run = _Run(pack.sources, rules).node(report)
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(_visible(log), ensure_ascii=False, indent=2) + "\n"


def _visible(value: Any) -> Any:
    """Return a node whose texts show control characters; surrogates could not be written."""
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_visible(item) for item in value]
    return visible(value) if isinstance(value, str) else value


class _Run:
    """Makes the one run of a log; knows the files and the rules by their numbers."""

    def __init__(self, sources: Sequence[Source], rules: Sequence[RuleEntry]) -> None:
        self._rules = rules
        self._numbers = {rule.code: number for number, rule in enumerate(rules)}
        self._sources = sources
        self._files = {Path(source.path).name: at for at, source in enumerate(sources)}
        self._bases: dict[str, Node] = {}

    def node(self, report: CheckReport) -> Node:
        results = [
            *(self._result(finding, []) for finding in report.findings),
            *(self._result(each.finding, [_suppression(each)]) for each in report.suppressed),
        ]
        node: Node = {
            "properties": _about(report),
            "tool": {"driver": self._driver(report)},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "invocations": [self._invocation(report)],
            "artifacts": [_artifact(source) for source in self._sources],
            "results": results,
        }
        if self._bases:
            node["originalUriBaseIds"] = dict(sorted(self._bases.items()))
        return node

    def _driver(self, report: CheckReport) -> Node:
        off = {each.rule for each in report.outcomes if each.status == "not_selected"}
        return {
            "name": "jixiao",
            "fullName": "绩效自评助手",
            "version": __version__,
            "language": "zh-CN",
            "rules": [_rule(rule, rule.code not in off) for rule in self._rules],
        }

    def _result(self, finding: Finding, suppressions: list[Node]) -> Node:
        own, others = _parted(finding)
        node: Node = {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [self._location(finding.place, own.location if own else None)],
            "relatedLocations": [self._related(n, side) for n, side in enumerate(others, 1)],
            "suppressions": suppressions,
            "properties": _details(finding),
        }
        if finding.rule in self._numbers:
            node["ruleIndex"] = self._numbers[finding.rule]
        if finding.fingerprint:
            node["partialFingerprints"] = {_KEY: finding.fingerprint}
        return node

    def _related(self, number: int, side: Evidence) -> Node:
        words = f"{place_words(side.place)}：{quoted(flat(side.quote))}"
        return {"id": number, "message": {"text": words},
                **self._location(side.place, side.location)}  # fmt: skip

    def _location(self, place: Place, at: Location | None) -> Node:
        logical = {"fullyQualifiedName": place, "name": place_words(place), "kind": "field"}
        node: Node = {"logicalLocations": [logical]} if place else {}
        if at and at.file:
            other = _OTHER.match(place)
            node["physicalLocation"] = self._elsewhere(at, other) if other else self._physical(at)
            if spot := _spot(at):
                node["properties"] = spot
        return node

    def _elsewhere(self, at: Location, other: re.Match[str]) -> Node:
        """Return a file of another year or unit: one of this pack may have the same name."""
        base = "-".join(filter(None, other.groups()))
        words = f"{place_words(other[1])}{f'（{other[2]}年度）' if other[2] else ''}"
        self._bases[base] = {"description": {"text": words}}
        return {"artifactLocation": {"uri": quote(visible(at.file)), "uriBaseId": base}}

    def _physical(self, at: Location) -> Node:
        number = self._files.get(at.file)
        if number is None:
            return {"artifactLocation": {"uri": quote(visible(at.file))}}
        source = self._sources[number]
        node: Node = {"artifactLocation": {"uri": _uri(source), "index": number}}
        if region := _region(at, source.format):
            node["region"] = region
        return node

    def _invocation(self, report: CheckReport) -> Node:
        crashed = [each for each in report.outcomes if each.status == "crashed"]
        return {
            "executionSuccessful": not crashed,
            "toolExecutionNotifications": [
                *(self._crash(each) for each in crashed),
                *(self._lack(each) for each in report.lacks),
                *(self._review(each) for each in report.to_review),
            ],
        }

    def _crash(self, outcome: RuleOutcome) -> Node:
        words = f"规则 {outcome.rule}（{outcome.name}）未能运行，不等于通过：{outcome.reason}"
        node: Node = {"level": "error", "message": {"text": words}}
        if outcome.rule in self._numbers:
            node["associatedRule"] = {"id": outcome.rule, "index": self._numbers[outcome.rule]}
        return node

    def _lack(self, lack: Lack) -> Node:
        level = "warning" if lack.leaves_open() else "note"
        at = [self._location("", lack.location)] if lack.location else []
        return {"level": level, "message": {"text": lack.message}, "locations": at}

    def _review(self, item: ToReview) -> Node:
        words = f"待核对（{spot_words(item.location)}）：{reading_words(item)}"
        at = [self._location(item.place, item.location)]
        return {"level": "warning", "message": {"text": words}, "locations": at}


def _about(report: CheckReport) -> Node:
    about = {
        "verdict": report.verdict, "unit": report.unit, "year": report.year,
        "profile": report.profile, "rulebook": report.rulebook,
        "scores": [score.model_dump(exclude={"indicators"}) for score in report.scores],
    }  # fmt: skip
    return {name: value for name, value in about.items() if value not in ("", None, [])}


def _rule(rule: RuleEntry, enabled: bool) -> Node:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.page.partition("\n")[0] or rule.name},
        "help": {"text": f"{rule.page}\n依据：{rule.basis}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": enabled},
        "properties": {"family": rule.family, "basis": rule.basis, "tags": [rule.family]},
    }


def _parted(finding: Finding) -> tuple[Evidence | None, list[Evidence]]:
    """Return the evidence of the finding's own place (else the first), and the others."""
    own = next((side for side in finding.evidence if side.place == finding.place), None)
    own = own or next(iter(finding.evidence), None)
    others = [side for side in finding.evidence if side is not own]
    return own, others if own is None or own.place == finding.place else finding.evidence


def _message(finding: Finding) -> str:
    """Return the whole message; its first sentence is what short lists show."""
    parts = {"": finding.message, "请先核对：": finding.caution,
             "可能原因：": finding.explanation, "修改建议：": finding.suggestion}  # fmt: skip
    return "\n".join(f"{head}{words}" for head, words in parts.items() if words)


def _details(finding: Finding) -> Node:
    named = ("name", "found", "expected", "difference", "explanation", "suggestion", "caution",
             "also", "clerical", "certain")  # fmt: skip
    values = {name: getattr(finding, name) for name in named}
    return {name: value for name, value in values.items() if value}


def _suppression(item: Suppressed) -> Node:
    by = f"{item.who}同意" if item.who else ""
    until = f"有效期至{item.until}" if item.until else ""
    words = "；".join(filter(None, (item.reason, by, until)))
    return {"kind": "external", "status": "accepted", "justification": words}


def _artifact(source: Source) -> Node:
    return {
        "location": {"uri": _uri(source)},
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": source.sha256},
        "properties": {"format": source.format},
    }


def _uri(source: Source) -> str:
    """Return a file's path as the call gave it; of what was only unpacked to be read, its name."""
    path = Path(source.path)
    if not path.is_absolute():
        return quote(visible(path.as_posix()))
    return quote(visible(path.name)) if _is_passing(path) else path.as_uri()


def _is_passing(path: Path) -> bool:
    """Tell whether a file is gone, or will go with this process: unpacked from an archive."""
    place = Path(tempfile.gettempdir()) / "jixiao-"
    return not path.exists() or str(path).startswith(str(place))


def _region(at: Location, kind: str) -> Node:
    """Return the line (of a text file) that a location stands in, and the columns if known."""
    if kind not in _LINED or not (at.anchor or "").isdecimal():
        return {}
    node: Node = {"startLine": int(at.anchor or 0)}
    # Cells of a text dump may share a line, and Markdown's marks are not counted.
    if kind == "text" and at.table is None and at.start is not None and at.end is not None:
        node |= {"startColumn": at.start + 1, "endColumn": at.end + 1}
    return node


def _spot(at: Location) -> Node:
    """Return where to look in a file without lines: page, and table, row, column from 1."""
    counted = {"table": at.table, "row": at.row, "column": at.col}
    spot: Node = {name: number + 1 for name, number in counted.items() if number is not None}
    if at.page is not None:
        spot["page"] = at.page
    words = location_words(at)
    return {"where": words, **spot} if words and spot else spot
