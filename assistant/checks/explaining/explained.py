"""What is likeliest wrong in one finding, and the slip that made it."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.compare import span
from assistant.checks.explaining.culprits import Culprit, Suspect, amount
from assistant.checks.explaining.nearest import explain, same_matter
from assistant.checks.explaining.other_base import other_base
from assistant.checks.explaining.other_operand import other_operand
from assistant.checks.explaining.other_standard import other_standard
from assistant.checks.explaining.other_unit import other_unit
from assistant.checks.explaining.pen_slips import one_digit, one_digit_apart, pen_slip
from assistant.checks.explaining.told_by_rule import BORNE_OUT, KNOWN_BY_RULE, SOME_PART
from assistant.checks.explaining.two_sides import turned
from assistant.checks.labels import show, show_like
from assistant.checks.mentions import pointed
from assistant.model.finding import Finding
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
_ONE_DIGIT = 2
_PEN_SLIPS = 4
"""Which of them is one digit wrong, and how many of them are slips of the pen, which say more than that one slip would do."""


class Told(NamedTuple):
    """A finding with the figure that is likeliest wrong; ``sure`` where that is well founded.

    ``places`` are its operands', ``blanks`` those without a figure.
    """

    finding: Finding
    culprit: Culprit | None
    sure: bool
    places: frozenset[Place]
    blanks: frozenset[Place]


def _tell(finding: Finding, culprit: Culprit | None, sure: bool) -> Told:
    places = frozenset(fact.place for fact in finding.operands)
    blanks = frozenset(fact.place for fact in finding.operands if not fact.quantity.known())
    return Told(finding, culprit, sure, places, blanks)


def _blamed_part(finding: Finding, listed: list[Suspect]) -> Culprit | None:
    """Return the part that a rule found wrong itself, none where it may be any of several."""
    if finding.explanation.startswith(SOME_PART):
        return None
    return next((s.culprit for s in listed if s.culprit.place == finding.place), None)


Against = dict[Culprit, set[Place]]


def held_against(findings: list[Finding], listed: list[list[Suspect]]) -> Against:
    """Return for each culprit the places it was held against, in all findings it would settle."""
    places: Against = {}
    for finding, some in zip(findings, listed, strict=True):
        beside = {fact.place for fact in finding.operands}
        for suspect in some:
            places.setdefault(suspect.culprit, set()).update(beside - {suspect.culprit.place})
    return places


def explained(
    ctx: "Context | None", finding: Finding, listed: list[Suspect], together: Against
) -> Told:
    """Return a finding with its nearest explanation; ``listed`` are its suspects.

    Of the likeliest suspects the one is chosen whose slip is explained most simply.
    """
    best = [suspect for suspect in listed if suspect.votes == listed[0].votes]
    if ctx is None:
        return _tell(finding, best[0].culprit if best else None, False)
    if finding.explanation.startswith(KNOWN_BY_RULE):
        return _tell(finding, None, True)
    if finding.explanation.startswith(BORNE_OUT):
        return _tell(finding, _blamed_part(finding, listed), True)
    base = other_base(ctx, finding) or other_standard(ctx, finding)
    if not best:
        words = base or finding.explanation or _own_slip(finding)
        return (not words and _blaming(ctx, finding)) or _tell(
            _with(finding, words or _own_slip(finding, one_digit)), None, bool(base)
        )
    rank, words, chosen, sure = _chosen(ctx, finding, best, together)
    if rank >= _PEN_SLIPS and base:
        rank, words = 0, base
    elif rank >= _PEN_SLIPS and (blamed := _blaming(ctx, finding)):
        return blamed
    if not finding.explanation or rank < _PEN_SLIPS:
        finding = _with(finding, words)
    if _is_confirmed(ctx, finding):
        finding = _with(finding, "")
    return _tell(turned(finding, chosen) if sure else finding, chosen.culprit, sure)


def _chosen(
    ctx: "Context", finding: Finding, best: list[Suspect], together: Against
) -> tuple[int, str, Suspect, bool]:
    """Return the rank and words of the simplest slip, whose it is, and whether that is sure."""
    weighed = [
        (not _supported(ctx, suspect, together), *_reason(ctx, suspect, together), number)
        for number, suspect in enumerate(best)
    ]
    unsupported, rank, words, number = min(weighed, key=lambda item: (item[0], item[1], item[3]))
    chosen = best[number]
    sure = chosen.votes > 1 or not unsupported or words.startswith("疑似")
    alike = [
        best[n]
        for bare, place, _, n in weighed
        if bare == unsupported
        # Of numbers a digit apart a short one is as likely as a long one.
        and (place == rank or (rank >= _ONE_DIGIT and _is_a_digit_off(best[n])))
    ]
    added_up = "+" in finding.message or chosen.figure.place != finding.operands[0].place
    if rank < _PEN_SLIPS and len(alike) > 1 and added_up:
        words = _either(alike)
    return rank, words, chosen, sure


def _is_a_digit_off(suspect: Suspect) -> bool:
    return one_digit_apart(suspect.figure, suspect.culprit.meant)


def _blaming(ctx: "Context", finding: Finding) -> Told | None:
    """Return a finding that blames an operand of a right rate, None where nothing does."""
    if unit := other_unit(finding):
        return _tell(_with(finding, unit[1]), unit[0], unit[0] is not None)
    blamed = other_operand(ctx, finding) if finding.operands else None
    return blamed and _tell(_with(finding, blamed[1]), blamed[0], True)


def _pen_slip(stated: Quantity, meant: Decimal) -> str:
    return pen_slip(stated.value or Decimal(0), meant / stated.scale, stated)


def _own_slip(finding: Finding, told: Callable[[Quantity, Decimal], str] = _pen_slip) -> str:
    """Return the slip of the pen that makes a stated figure of the one it should be, "" if none."""
    found, expected = amount(finding.found), amount(finding.expected)
    if not finding.operands or found is None or expected is None or found[1] != expected[1]:
        return ""
    stated = finding.operands[0].quantity
    if stated.base is None or stated.base != found[0] or not expected[0]:
        return ""
    if span(stated).meets(Interval(expected[0], expected[0])):
        return ""  # the size is right: the direction or the unit is in question
    return told(stated, expected[0])


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


def _supported(ctx: "Context", suspect: Suspect, together: Against) -> bool:
    """Tell whether what a figure should be is told of the same matter elsewhere."""
    beside = {suspect.culprit.place, *together[suspect.culprit]}
    figure = suspect.figure
    wanted = {suspect.culprit.meant, figure.base or Decimal(0)}
    told = {
        item.value
        for value in wanted
        for item in ctx.known_by_value.get((figure.dimension, value), ())
        if item.place not in beside
        and not item.place.endswith("/last_final")
        and same_matter(item, figure.place)
    }
    return suspect.culprit.meant in told and figure.base not in told


def _reason(ctx: "Context", suspect: Suspect, together: Against) -> tuple[int, str]:
    figure, (place, meant) = suspect.figure, suspect.culprit
    if figure.base is None:
        return len(_SIMPLEST), ""
    group = together[suspect.culprit]
    words = explain(ctx, figure.base - meant, figure, meant, exclude={place, *group}, group=group)
    rank = next((n for n, mark in enumerate(_SIMPLEST) if mark in words), len(_SIMPLEST))
    return rank, words
