"""One cause, one finding: gather what several rules saw of the same fault."""

from assistant.model.fact import Fact
from assistant.model.finding import SEVERITIES, Evidence, Finding


def merge(findings: list[Finding]) -> list[Finding]:
    """Return the findings with those of one cause folded into the most specific of them."""
    groups: list[list[Finding]] = []
    for finding in findings:
        near = [group for group in groups if any(one_cause(finding, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(member for group in near for member in group), finding])
    return [_fold(group) for group in groups]


def one_cause(first: Finding, second: Finding) -> bool:
    """Tell whether two findings stem from one slip of the pen.

    They do when they differ by the same amount and have an operand in common (a wrong part
    also breaks the totals above it), or when one is about a blank cell and this cell is the
    only one that the other's sum lacks. A rule of one's own that asks what a built-in rule
    asks already sees the same words at the same place.
    """
    if first.rule == second.rule:
        return False
    if _twins(first, second):
        return True
    if not (first.clerical and second.clerical):
        return False
    same = bool(first.difference) and first.difference == second.difference
    shared = {fact.place for fact in first.operands} & {fact.place for fact in second.operands}
    return (same and bool(shared)) or _lacks(first, second) or _lacks(second, first)


def _twins(first: Finding, second: Finding) -> bool:
    own = [item.rule.startswith("U") for item in (first, second)]
    same = (first.place, first.found, first.clerical) == (
        second.place, second.found, second.clerical,
    )  # fmt: skip
    return any(own) and not all(own) and same


def _lacks(blank: Finding, total: Finding) -> bool:
    if blank.difference or not total.difference:
        return False
    missing = _blanks(total.operands)
    return len(missing) == 1 and missing <= _blanks(blank.operands)


def _blanks(operands: list[Fact]) -> set[str]:
    return {fact.place for fact in operands if not fact.quantity.known()}


def _nearness(finding: Finding) -> tuple[int, bool, int]:
    return SEVERITIES.index(finding.severity), bool(finding.difference), len(finding.operands)


def _second_places(rest: list[Finding], seen: set[str]) -> list[Evidence]:
    """Return where the other findings stand; their operands would bury the cause in rows."""
    own = (item for finding in rest for item in finding.evidence if item.place == finding.place)
    return list({item.place: item for item in own if item.place not in seen}.values())


def _fold(group: list[Finding]) -> Finding:
    """Keep the gravest finding; of those one about a blank cell, else the narrowest sum."""
    if len(group) == 1:
        return group[0]
    chief = min(group, key=_nearness)
    rest = [item for item in group if item is not chief]
    kept = chief.model_copy(deep=True)
    kept.also = sorted({item.rule for item in rest})
    kept.evidence += _second_places(rest, {item.place for item in kept.evidence})
    told = "".join(item.message for item in rest)
    kept.explanation = f"{kept.explanation}同一原因还造成：{told}"
    return kept
