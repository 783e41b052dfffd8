"""Findings that rest on a figure which an error already doubts: first that figure, then the rest."""

from assistant.checks.explaining.readings import without_far_readings
from assistant.checks.explaining.total_stands import with_standing_total
from assistant.model.finding import Finding
from assistant.model.place import Place

_REASONS = frozenset(["C109", "C110", "C111", "C112", "C117"])
"""Rules that ask for reasons: for a figure that may only be misprinted there are none to give."""
_RESTING = _REASONS | {"A104", "N105", "N111", "S101", "X124"}
"""Rules that rest on a form's figures: what they reckon from a misprint is no right answer."""
_TWO_SIDES = 2


def with_doubts(findings: list[Finding]) -> list[Finding]:
    """Return the findings, those that rest on a doubted figure with the advice to mend it first."""
    findings = list(map(with_standing_total, _gathered(without_far_readings(findings))))
    doubts = _doubts(findings)
    return [_advised(each, doubts) if each.rule in _RESTING else each for each in findings]


_MISCOPIED, _OF_ACTUALS = "X121", ("S103", "S104", "S108", "S110", "T102", "T103")
"""A cell that is itself contradicted, and what is said of a row because of its actual value."""


def _gathered(findings: list[Finding]) -> list[Finding]:
    """Fold what is said of a row into the finding that its actual value is the wrong one."""
    wrong = {f.place for f in findings if f.rule == _MISCOPIED and "@" not in f.place}
    if not wrong:
        return findings
    rest: dict[Place, list[str]] = {}
    kept = []
    for each in findings:
        place = next((e.place for e in each.evidence if e.place in wrong), None)
        if place is not None and each.rule in _OF_ACTUALS:
            rest.setdefault(place, []).append(each.rule)
        else:
            kept.append(each)
    return [_with(each, rest[each.place]) if _has(each, rest) else each for each in kept]


def _has(finding: Finding, rest: dict[Place, list[str]]) -> bool:
    return finding.rule == _MISCOPIED and finding.place in rest


def _with(finding: Finding, more: list[str]) -> Finding:
    return finding.model_copy(update={"also": sorted({*finding.also, *more})})


def _doubts(findings: list[Finding]) -> dict[Place, str]:
    """Return the figures that errors hold wrong, each with the rule that says so.

    Of two figures that don't agree either may be wrong; of a sum only the one it was found at.
    """
    out: dict[Place, str] = {}
    for finding in findings:
        if finding.severity != "error" or not finding.difference or finding.rule in _REASONS:
            continue
        places = [fact.place for fact in finding.operands]
        for place in places if len(places) <= _TWO_SIDES else [finding.place]:
            out.setdefault(place, finding.rule)
    return out


def _advised(finding: Finding, doubts: dict[Place, str]) -> Finding:
    named = {e.place: e.quote.partition("：")[0] for e in finding.evidence}
    own = set() if finding.rule in _REASONS else {finding.place}
    shaky = [
        (each, rule) for each in named
        if (rule := doubts.get(each, finding.rule)) != finding.rule and each not in own
    ]  # fmt: skip
    if not shaky:
        return finding
    rules = "、".join(dict.fromkeys(rule for _, rule in shaky))
    figures = "、".join(dict.fromkeys(_called(place, named[place]) for place, _ in shaky))
    advice = f"先核实{figures}（另有不符，见{rules}）；{finding.suggestion}"
    # What the doubted figure was meant to be, the error that doubts it knows better.
    said = {e.place: e.quote.rpartition("：")[2] for e in finding.evidence}
    slip = finding.explanation.startswith("疑似") and any(
        said[place] in finding.explanation for place, _ in shaky
    )
    explanation = "" if slip else finding.explanation
    return finding.model_copy(update={"suggestion": advice, "explanation": explanation})


def _called(place: Place, label: str) -> str:
    """Return a cell's row and column, such as “公用经费”2024年决算数."""
    parts = [part for part in place.split("/") if not part.isascii()]
    if not parts or parts[-1] in label:
        return label  # a label such as “控制面积”实际完成值 names its row itself
    return f"“{parts[-1]}”{label}"
