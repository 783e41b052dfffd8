"""Findings and the report of a check."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from assistant.model.base import Model, Value
from assistant.model.fact import Fact
from assistant.model.place import Location, Place

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(kw_only=True)
class Evidence(Value):
    """One side of a finding: the words as they stand, and where."""

    quote: str
    place: Place
    location: Location


class ToReview(Model):
    """One reading that a person must hold against the original before it is used.

    ``raw`` are the words as read (of a paragraph, those around the doubtful characters);
    ``value`` is what they were taken for, "" for words; ``others`` are other possible readings
    of ``raw``. ``by`` tells who read it: text recognition or a language model.
    """

    kind: Literal["figure", "text"]
    place: Place
    raw: str
    value: str = ""
    others: list[str] = Field(default_factory=list)
    confidence: float
    by: Literal["ocr", "model"] = "ocr"
    location: Location


LackKind = Literal["file", "page", "form", "layout", "content", "scanned", "inset", "aside"]


class Lack(Model):
    """Something of the files that no rule could see or trust; ``message`` says what, in Chinese.

    ``inset`` (a table inside a report) and ``aside`` (what is left out by design, such as hidden
    text) are told but leave the conclusion whole; every other kind leaves it incomplete.
    """

    kind: LackKind
    message: str
    count: int = 1
    location: Location | None = None

    def leaves_open(self) -> bool:
        """Tell whether the conclusion is incomplete for it."""
        return self.kind not in ("inset", "aside")


@dataclass(kw_only=True)
class Finding(Value):
    """One fault: rule, place, one Chinese sentence with the arithmetic, and both sides.

    ``explanation`` is the nearest explanation of the difference; ``also`` names other rules
    that saw the same cause; ``clerical`` marks a fault of the papers themselves, to be put
    right, not told as a problem; ``certain`` one of which ``expected`` is the one right value
    (a slip of the pen), else ``found`` and ``expected`` are two sides that don't agree. ``caution`` says that a figure it rests on must first be held against the
    original.
    """

    rule: str
    name: str
    severity: Severity
    place: Place
    message: str
    found: str = ""
    expected: str = ""
    difference: str = ""
    operands: list[Fact] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    explanation: str = ""
    suggestion: str = ""
    caution: str = ""
    clerical: bool = False
    certain: bool = False
    also: list[str] = field(default_factory=list)
    fingerprint: str = ""


class Suppressed(Model):
    """A finding that was set aside, with the reason someone gave."""

    finding: Finding
    reason: str
    who: str = ""
    until: str = ""


Status = Literal["passed", "failed", "not_applicable", "crashed", "not_selected", "not_run"]


@dataclass(kw_only=True)
class RuleOutcome(Value):
    """What became of one rule: ``crashed`` and ``not_run`` never look like ``passed``.

    ``not_run``: what the rule needs was not there, such as a language model; ``reason`` says.
    """

    rule: str
    name: str
    status: Status
    reason: str = ""
    checked: int = 0
    milliseconds: float = 0.0


Way = Literal["up", "down", "qualitative", "unknown"]


@dataclass(kw_only=True)
class IndicatorScore(Value):
    """One row of a table's scores, recomputed (points, as text; "" where there are none).

    ``told`` says in Chinese what tells the direction: up (more is better), down. ``fair`` is the
    score by the profile's rule, "" unless figures decide; ``low``..``high`` is what it may be
    where they don't quite, such as a qualitative row's band. ``counted`` is what the table's
    recomputed total takes: a stated score that may stand is kept. ``rule`` is the arithmetic,
    ``reason`` why there is none or why another score is taken. ``agrees`` is false where the
    stated score is neither ``fair`` nor inside the range.
    """

    place: Place
    name: str
    level: str = ""
    direction: Way = "unknown"
    told: str = ""
    target: str = ""
    actual: str = ""
    weight: str = ""
    stated: str = ""
    fair: str = ""
    low: str = ""
    high: str = ""
    counted: str = ""
    rule: str = ""
    reason: str = ""
    agrees: bool = True


class ScoreView(Model):
    """The total score of one table as stated and as recomputed (points, as text).

    ``low``..``high`` is the range of the recomputed total when every qualitative row may lie
    anywhere in its band. ``indicators`` are its rows, budget execution first. ``what_if`` is
    one Chinese sentence: the score after correction, and its grade; "" where nothing changes.
    """

    place: Place
    title: str
    stated: str
    sum_of_scores: str
    recomputed: str
    note: str = ""
    low: str = ""
    high: str = ""
    what_if: str = ""
    indicators: list[IndicatorScore] = Field(default_factory=list)


class CheckReport(Model):
    """The result of a check; ``verdict`` is its first line.

    ``to_review`` and ``lacks`` are what the conclusion can't vouch for: doubtful readings, and
    what was not read at all. ``profile_reason`` says in Chinese why it was checked by ``profile``.
    """

    verdict: str
    unit: str = ""
    year: int | None = None
    profile: str
    profile_reason: str = ""
    rulebook: str
    findings: list[Finding] = Field(default_factory=list)
    suppressed: list[Suppressed] = Field(default_factory=list)
    scores: list[ScoreView] = Field(default_factory=list)
    outcomes: list[RuleOutcome] = Field(default_factory=list)
    to_review: list[ToReview] = Field(default_factory=list)
    lacks: list[Lack] = Field(default_factory=list)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def fingerprint(rule: str, place: Place, *details: str) -> str:
    """Return a stable id of a finding, the same for other files and page layouts."""
    key = "\x1f".join((rule, place, *details))
    return hashlib.sha256(key.encode()).hexdigest()[:16]
