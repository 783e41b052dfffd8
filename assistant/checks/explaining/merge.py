"""One cause, one finding: gather what several rules saw of the same fault."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.compare import span
from assistant.checks.explaining.culprits import Culprit, Suspect, amount, settles, suspects
from assistant.checks.explaining.nearest import explain, one_digit_apart, pen_slip, same_matter
from assistant.checks.explaining.other_base import other_base
from assistant.checks.explaining.other_operand import other_operand
from assistant.checks.labels import show, show_like
from assistant.checks.mentions import pointed
from assistant.model.finding import SEVERITIES, Evidence, Finding
from assistant.model.place import Place
from assistant.model.quantity import Interval, Quantity, plain

if TYPE_CHECKING:
    from assistant.checks.context import Context

_SIMPLEST = (
    "倍）",
    "颠倒",
    "一位数字（",
    "上年数",
    "其他项目",
    "口径",
    "填错位置",
    "尾数",
    "差额恰等于",
)
"""Marks of explanations, the simplest first."""
_OWN = "U"
"""The family of rules of one's own."""
_ONE_DIGIT = 2
_PEN_SLIPS = 4
"""Which of them is one digit wrong, and how many of them are slips of the pen, which say more than that one slip would do."""


def merge(findings: list[Finding], ctx: "Context | None" = None) -> list[Finding]:
    """Return the findings with those of one cause folded into the most specific of them.

    With ``ctx`` each is told its nearest explanation, by the figure that is likeliest wrong.
    """
    listed = suspects(findings)
    together = _together(findings, listed)
    told = [
        _explained(ctx, finding, some, together)
        for finding, some in zip(findings, listed, strict=True)
    ]
    return [_fold([told[number] for number in group]) for group in _groups(told)]


class _Told(NamedTuple):
    """A finding with the figure that is likeliest wrong; ``sure`` where that is well founded.

    ``places`` are its operands', ``blanks`` those without a figure.
    """

    finding: Finding
    culprit: Culprit | None
    sure: bool
    places: frozenset[Place]
    blanks: frozenset[Place]


def _tell(finding: Finding, culprit: Culprit | None, sure: bool) -> _Told:
    places = frozenset(fact.place for fact in finding.operands)
    blanks = frozenset(fact.place for fact in finding.operands if not fact.quantity.known())
    return _Told(finding, culprit, sure, places, blanks)


def _groups(told: list[_Told]) -> list[list[int]]:
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


_Together = dict[Culprit, set[Place]]


def _together(findings: list[Finding], listed: list[list[Suspect]]) -> _Together:
    """Return for each culprit the places it was held against, in all findings it would settle."""
    places: _Together = {}
    for finding, some in zip(findings, listed, strict=True):
        beside = {fact.place for fact in finding.operands}
        for suspect in some:
            places.setdefault(suspect.culprit, set()).update(beside - {suspect.culprit.place})
    return places


def _explained(
    ctx: "Context | None", finding: Finding, listed: list[Suspect], together: _Together
) -> _Told:
    """Choose among the likeliest suspects the one whose slip is explained most simply."""
    best = [suspect for suspect in listed if suspect.votes == listed[0].votes]
    if ctx is None:
        return _tell(finding, best[0].culprit if best else None, False)
    base = other_base(ctx, finding)
    if not best:
        words = base or finding.explanation or _own_slip(finding)
        if not words and finding.operands and (blamed := other_operand(ctx, finding)):
            return _tell(_with(finding, blamed[1]), blamed[0], True)
        return _tell(_with(finding, words), None, bool(base))
    weighed = [
        (not _supported(ctx, suspect, together), *_reason(ctx, suspect, together), number)
        for number, suspect in enumerate(best)
    ]
    unsupported, rank, words, number = min(weighed, key=lambda item: (item[0], item[1], item[3]))
    sure = best[number].votes > 1 or not unsupported or words.startswith("疑似")
    alike = [best[n] for bare, place, _, n in weighed if (bare, place) == (unsupported, rank)]
    if rank >= _ONE_DIGIT:  # of numbers a digit apart a short one is as likely as a long one
        alike = [s for s in best if s in alike or one_digit_apart(s.figure, s.culprit.meant)]
    added_up = "+" in finding.message or best[number].figure.place != finding.operands[0].place
    if rank < _PEN_SLIPS and len(alike) > 1 and added_up:
        words = _either(alike)
    if rank >= _PEN_SLIPS and base:
        rank, words = 0, base
    elif rank >= _PEN_SLIPS and (blamed := other_operand(ctx, finding)):
        return _tell(_with(finding, blamed[1]), blamed[0], True)
    if not finding.explanation or rank < _PEN_SLIPS:
        finding = _with(finding, words)
    if _is_confirmed(ctx, finding):
        finding = _with(finding, "")
    return _tell(finding, best[number].culprit, sure)


def _own_slip(finding: Finding) -> str:
    """Return the slip of the pen that makes a stated figure of the one it should be, "" if none."""
    found, expected = amount(finding.found), amount(finding.expected)
    if not finding.operands or found is None or expected is None or found[1] != expected[1]:
        return ""
    stated = finding.operands[0].quantity
    if stated.base is None or stated.base != found[0] or not expected[0]:
        return ""
    if span(stated).meets(Interval(expected[0], expected[0])):
        return ""  # the size is right: the direction or the unit is in question
    return pen_slip(found[0] / stated.scale, expected[0] / stated.scale, stated)


def _with(finding: Finding, words: str) -> Finding:
    return finding.model_copy(update={"explanation": words})


_MOST_NAMED = 3


def _either(alike: list[Suspect]) -> str:
    """Return that any of several figures may have been miswritten, where all explain alike."""
    meant = {suspect.figure.place: suspect for suspect in alike}.values()
    if not 1 < len(meant) <= _MOST_NAMED:
        return ""
    named = "，或".join(_if_meant(suspect) for suspect in meant)
    return f"疑似笔误：{named}，各数即相符。"


def _if_meant(suspect: Suspect) -> str:
    figure = suspect.figure
    in_wan = show_like(suspect.culprit.meant, figure.unit, [figure])
    if in_wan == show(suspect.culprit.meant, figure.unit):  # with as many decimals as printed
        places = max(0, -int((figure.precision or Decimal(1)).normalize().adjusted()))
        in_wan = f"{suspect.culprit.meant / figure.scale:.{places}f}{figure.unit}"
    return f"{figure.text}若为{pointed(in_wan)}"


_BLAMED = re.compile(r"疑似笔误：([^，，若]+)若为")


def _is_confirmed(ctx: "Context", finding: Finding) -> bool:
    """Tell whether the figure that an explanation blames is borne out, and the stated one isn't.

    What is told at two places was not miswritten at one, and what makes another rate is right.
    """
    blamed = _BLAMED.match(finding.explanation)
    if blamed is None or not finding.operands:
        return False
    others = [f.quantity for f in finding.operands[1:] if _printed(f.quantity) == blamed[1]]
    if any(figure.place in ctx.vouched for figure in others):
        return True
    return any(_elsewhere(ctx, figure) for figure in others) and not _elsewhere(
        ctx, finding.operands[0].quantity
    )


def _printed(figure: Quantity) -> str:
    return plain(figure.value or Decimal(0)) + figure.unit


def _elsewhere(ctx: "Context", figure: Quantity) -> bool:
    places = ctx.told_at.get((figure.dimension, figure.base or Decimal(0)), set())
    return bool(places - {figure.place.partition("@")[0]})


def _supported(ctx: "Context", suspect: Suspect, together: _Together) -> bool:
    """Tell whether what a figure should be is told of the same matter elsewhere."""
    beside = {suspect.culprit.place, *together[suspect.culprit]}
    figure = suspect.figure
    wanted = {suspect.culprit.meant, figure.base}
    told = {
        item.value
        for item in ctx.known_by_dimension.get(figure.dimension, ())
        if item.value in wanted
        and item.place not in beside
        and not item.place.endswith("/last_final")
        and same_matter(item, figure.place)
    }
    return suspect.culprit.meant in told and figure.base not in told


def _reason(ctx: "Context", suspect: Suspect, together: _Together) -> tuple[int, str]:
    figure, (place, meant) = suspect.figure, suspect.culprit
    if figure.base is None:
        return len(_SIMPLEST), ""
    group = together[suspect.culprit]
    words = explain(ctx, figure.base - meant, figure, meant, exclude={place, *group}, group=group)
    rank = next((n for n, mark in enumerate(_SIMPLEST) if mark in words), len(_SIMPLEST))
    return rank, words


def _joined(first: _Told, second: _Told) -> bool:
    """Tell whether one slip makes both: one culprit, or a rate that is taken of it."""
    if _one_cause(first, second) or _told_twice(first, second):
        return True
    if first.culprit is not None and first.culprit == second.culprit:
        return first.sure or second.sure
    if _one_sentence(first, second):
        return True
    return _follows(first, second) or _follows(second, first)


def _told_twice(first: _Told, second: _Told) -> bool:
    """Tell whether two rules say of one rate, copied to a second place, the same of both places."""
    one, other = first.finding, second.finding
    if one.rule == other.rule or not one.found.endswith("%") or not first.places & second.places:
        return False
    return one.found == other.found and one.expected == other.expected != ""


def _one_sentence(first: _Told, second: _Told) -> bool:
    """Tell whether two forms contradict one and the same figure of a report, by two rules."""
    one, other = first.finding, second.finding
    if not (one.difference and other.difference) or {one.rule[0], other.rule[0]} != {"X"}:
        return False
    same = [place for place in first.places & second.places if "@" in place]
    return one.rule != other.rule and len(first.places) == len(second.places) == 2 and bool(same)


def _follows(cause: _Told, other: _Told) -> bool:
    """Tell whether a finding rests on a figure that another proves wrong, and says no more."""
    if cause.culprit is None or not cause.sure:
        return False
    if settles(cause.culprit, other.finding):
        return True
    if other.sure or not other.finding.clerical:
        return False
    return cause.culprit.place in other.places and bool(other.finding.difference)


def _one_cause(first: _Told, second: _Told) -> bool:
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
        return bool(first.places & second.places)
    return _lacks(first, second) or _lacks(second, first)


def _twins(first: Finding, second: Finding) -> bool:
    if first.rule.startswith(_OWN) == second.rule.startswith(_OWN):
        return False
    return (first.place, first.found, first.clerical) == (
        second.place, second.found, second.clerical,
    )  # fmt: skip


def _lacks(blank: _Told, total: _Told) -> bool:
    if blank.finding.difference or not total.finding.difference:
        return False
    return len(total.blanks) == 1 and total.blanks <= blank.blanks


def _nearness(finding: Finding) -> tuple[int, bool, int]:
    return SEVERITIES.index(finding.severity), bool(finding.difference), len(finding.operands)


def _second_places(rest: list[Finding], seen: set[str]) -> list[Evidence]:
    """Return where the other findings stand; their operands would bury the cause in rows."""
    own = (item for finding in rest for item in finding.evidence if item.place == finding.place)
    return list({item.place: item for item in own if item.place not in seen}.values())


def _fold(group: list[_Told]) -> Finding:
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
    return f"同一原因还造成：{''.join(dict.fromkeys(more))}" if more else ""


def _gravity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _simplest(findings: list[Finding], kept: Finding) -> str:
    """Return the first explanation there is, that of the kept finding before the others'."""
    return next((item.explanation for item in (kept, *findings) if item.explanation), "")
