"""One cause, one finding: gather what several rules saw of the same fault."""

from typing import TYPE_CHECKING

from assistant.checks.explaining.consequences import consequences
from assistant.checks.explaining.culprits import settles, suspects
from assistant.checks.explaining.explained import Told, explained, held_against
from assistant.model.finding import SEVERITIES, Evidence, Finding
from assistant.model.place import Place

if TYPE_CHECKING:
    from assistant.checks.context import Context

_OWN = "U"
"""The family of rules of one's own."""


def merge(findings: list[Finding], ctx: "Context | None" = None) -> list[Finding]:
    """Return the findings with those of one cause folded into the most specific of them.

    With ``ctx`` each is told its nearest explanation, by the figure that is likeliest wrong.
    """
    listed = suspects(findings)
    together = held_against(findings, listed)
    told = [
        explained(ctx, finding, some, together)
        for finding, some in zip(findings, listed, strict=True)
    ]
    return [_fold([told[number] for number in group]) for group in _groups(told)]


def _groups(told: list[Told]) -> list[list[int]]:
    """Return the numbers of findings that are joined with each other, each group in order.

    Only findings that have a place in common can be of one cause, so only they are compared.
    """
    beside: dict[Place, list[int]] = {}
    group_of: dict[int, list[int]] = {}
    for number, each in enumerate(told):
        group = group_of[number] = [number]
        places = {*each.places, each.finding.place, *([each.culprit.place] if each.culprit else ())}
        for other in sorted({n for place in places for n in beside.get(place, ())}):
            joined = group_of[other]
            if joined is not group and _joined(each, told[other]):
                group[:0] = joined
                group_of.update(dict.fromkeys(joined, group))
        for place in places:
            beside.setdefault(place, []).append(number)
    return list({id(group): group for group in map(group_of.__getitem__, group_of)}.values())


def _joined(first: Told, second: Told) -> bool:
    """Tell whether one slip makes both: one culprit, or a rate that is taken of it."""
    if _one_cause(first, second) or _told_twice(first, second):
        return True
    if first.culprit is not None and first.culprit == second.culprit:
        return first.sure or second.sure
    if _one_sentence(first, second):
        return True
    return _follows(first, second) or _follows(second, first)


def _told_twice(first: Told, second: Told) -> bool:
    """Tell whether two rules say of one rate, copied to a second place, the same of both places."""
    one, other = first.finding, second.finding
    if one.rule == other.rule or not one.found.endswith("%") or not first.places & second.places:
        return False
    return one.found == other.found and one.expected == other.expected != ""


def _one_sentence(first: Told, second: Told) -> bool:
    """Tell whether two forms contradict one and the same figure of a report, by two rules."""
    one, other = first.finding, second.finding
    if not (one.difference and other.difference) or {one.rule[0], other.rule[0]} != {"X"}:
        return False
    same = [place for place in first.places & second.places if "@" in place]
    return one.rule != other.rule and len(first.places) == len(second.places) == 2 and bool(same)


def _follows(cause: Told, other: Told) -> bool:
    """Tell whether a finding rests on a figure that another proves wrong, and says no more."""
    if cause.culprit is None or not cause.sure:
        return False
    if settles(cause.culprit, other.finding):
        return True
    if other.sure or not other.finding.clerical:
        return False
    return cause.culprit.place in other.places and bool(other.finding.difference)


def _one_cause(first: Told, second: Told) -> bool:
    """Tell whether two findings stem from one slip of the pen.

    They do when they differ by the same amount and have an operand in common (a wrong part
    also breaks the totals above it), or when one is about a blank cell and this cell is the
    only one that the other's sum lacks. A rule of one's own that asks what a built-in rule
    asks already sees the same words at the same place.
    """
    one, other = first.finding, second.finding
    if one.rule == other.rule:
        return False
    if _twins(one, other):
        return True
    if not (one.clerical and other.clerical):
        return False
    if one.difference and one.difference == other.difference:
        return bool(first.places & second.places) and not _two_causes(first, second)
    return _lacks(first, second) or _lacks(second, first)


def _two_causes(first: Told, second: Told) -> bool:
    """Tell whether two different figures are surely wrong, off by the same amount by chance."""
    return first.sure and second.sure and first.culprit != second.culprit


def _twins(first: Finding, second: Finding) -> bool:
    if first.rule.startswith(_OWN) == second.rule.startswith(_OWN):
        return False
    return (first.place, first.found, first.clerical) == (
        second.place, second.found, second.clerical,
    )  # fmt: skip


def _lacks(blank: Told, total: Told) -> bool:
    if blank.finding.difference or not total.finding.difference:
        return False
    return len(total.blanks) == 1 and total.blanks <= blank.blanks


def _nearness(finding: Finding) -> tuple[int, bool, int]:
    return SEVERITIES.index(finding.severity), bool(finding.difference), len(finding.operands)


def _second_places(rest: list[Finding], seen: set[str]) -> list[Evidence]:
    """Return where the other findings stand; their operands would bury the cause in rows."""
    own = (item for finding in rest for item in finding.evidence if item.place == finding.place)
    return list({item.place: item for item in own if item.place not in seen}.values())


def _fold(group: list[Told]) -> Finding:
    """Keep the gravest finding; of those one about the culprit, a blank cell, the narrowest sum."""
    if len(group) == 1:
        return group[0].finding
    wrong = {each.culprit.place for each in group if each.culprit and each.sure}
    findings = [each.finding for each in group]
    causes = [each.culprit for each in group if each.culprit and each.sure]
    chief = min(
        findings,
        key=lambda item: (
            _gravity(item), item.place not in wrong,
            bool(wrong) and wrong.isdisjoint(fact.place for fact in item.operands),
            any(settles(cause, item) for cause in causes), _nearness(item),
        ),
    )  # fmt: skip
    rest = [item for item in findings if item is not chief]
    told = _told_beside(chief, rest)
    seen = {item.place for item in chief.evidence}
    return chief.model_copy(
        update={
            "also": sorted({item.rule for item in rest} - {chief.rule}),
            "evidence": [*chief.evidence, *_second_places(rest, seen)],
            "explanation": f"{_simplest(findings, chief)}{told}",
        }
    )


def _told_beside(chief: Finding, rest: list[Finding]) -> str:
    """Return what else one cause brought about; the same two figures again say nothing new."""
    own = {fact.place for fact in chief.operands}
    more = [
        item.message for item in rest
        if not item.operands or not {fact.place for fact in item.operands} <= own
    ]  # fmt: skip
    return consequences(_simplest([chief, *rest], chief), more)


def _gravity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _simplest(findings: list[Finding], kept: Finding) -> str:
    """Return the first explanation there is, that of the kept finding before the others'."""
    return next((item.explanation for item in (kept, *findings) if item.explanation), "")
