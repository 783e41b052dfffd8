"""Findings that someone set aside with a reason: jixiao.toml entries and baselines."""

import json
import tomllib
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import ValidationError, field_validator

from assistant.errors import BadSettings
from assistant.model.base import Model
from assistant.model.finding import Finding, Suppressed


class Suppression(Model):
    """A rule at a place (``*`` and ``?`` allowed) that someone accepts, why, and until when."""

    rule: str
    place: str = "*"
    reason: str
    who: str = ""
    until: date | None = None

    @field_validator("reason")
    @classmethod
    def _has_reason(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("必须写明理由")
        return reason

    def covers(self, finding: Finding, today: date) -> bool:
        """Tell whether this entry is still in force and speaks of the finding."""
        if self.until is not None and today > self.until:
            return False
        return self.rule == finding.rule and fnmatchcase(finding.place, self.place)


class Baseline(Model):
    """Fingerprints of findings accepted together, for one reason."""

    reason: str
    fingerprints: frozenset[str]


def set_aside(
    findings: list[Finding],
    suppressions: list[Suppression],
    baseline: frozenset[str],
    baseline_reason: str,
    today: date,
) -> tuple[list[Finding], list[Suppressed]]:
    """Split findings into those that stand and those that were accepted.

    Raises ``BadSettings`` for a baseline without a reason.
    """
    if baseline and not baseline_reason.strip():
        raise BadSettings("基线文件没有写明理由（reason）。")
    kept, aside = [], []
    for finding in findings:
        entry = next((entry for entry in suppressions if entry.covers(finding, today)), None)
        if entry is not None:
            until = entry.until.isoformat() if entry.until else ""
            aside.append(
                Suppressed(finding=finding, reason=entry.reason, who=entry.who, until=until)
            )
        elif finding.fingerprint in baseline:
            aside.append(Suppressed(finding=finding, reason=baseline_reason))
        else:
            kept.append(finding)
    return kept, aside


def load_suppressions(path: Path) -> list[Suppression]:
    """Return the ``[[suppress]]`` entries of a jixiao.toml; ``BadSettings`` when malformed."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("suppress", [])
        return [Suppression.model_validate(entry) for entry in entries]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise BadSettings(f"{path.name} 中的豁免条目（suppress）写法有误：{error}") from error


def load_baseline(path: Path) -> Baseline:
    """Return a baseline file: JSON with ``reason`` and ``fingerprints``."""
    try:
        return Baseline.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, OSError) as error:
        raise BadSettings(f"{path.name} 不是有效的基线文件：{error}") from error
