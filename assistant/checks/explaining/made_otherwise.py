"""Whether a doubted figure of prose is made of other figures than a rule took it to be of."""

from typing import TYPE_CHECKING

from assistant.checks.vicinity.around import Marks, Vicinity, vicinities
from assistant.checks.vicinity.chance import around, chance
from assistant.checks.vicinity.made import How, Made, Mark, about, made
from assistant.facts.slips import slips
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Quantity

if TYPE_CHECKING:
    from assistant.checks.context import Context

_BY_CHANCE = 0.01
_QUOTIENTS: frozenset[How] = frozenset(["ratio", "change"])
_OF_PARTS: frozenset[How] = frozenset(["rest"])
_LISTS = ("N101", "N110", "N128", "N130", "N153")
"""Rules that add parts up: a total may be right and a part wrong."""
_BY_NEARNESS = (
    *_LISTS, "N103", "N104", "N105", "N112", "N119", "N120", "N123", "N125", "N139", "N154",
    "N156", "N163", "N179", "N181",
)  # fmt: skip
"""Rules that take the figures standing nearest, where words don't say which are meant."""


def made_otherwise(ctx: "Context", finding: Finding) -> bool:
    """Tell whether figures near a doubted one make it as it is written, and hardly by chance.

    A rate that is taken of the wrong one of two figures is made of one that the rule looked at,
    so it doesn't count; nor does a total that bears itself out without its parts.
    """
    if finding.rule not in _BY_NEARNESS:
        return False
    stated = finding.operands[0]
    near = _around(ctx, stated.place)
    if near is None or not stated.quantity.base or stated.quantity.base < 0:
        return False
    marks = Marks()
    figure, sentence, before = marks[stated], marks.of(near.sentence), marks.of(near.before)
    operands = finding.operands[1:]
    figure = next((each for each in sentence if each.fact.place == stated.place), figure)
    return any(
        each.meets(figure.value, figure.last_half)
        and _counts(finding.rule, each, operands)
        and _chance(figure, each, sentence, before) < _BY_CHANCE
        for each in made(figure, sentence, before, about(figure.value))
    )


def _around(ctx: "Context", place: Place) -> Vicinity | None:
    paragraph = place.partition("@")[0]
    return next(
        (near for near in vicinities(ctx)
         if near.sentence[0].place.startswith(paragraph)
         and any(fact.place == place for fact in near.sentence)),
        None,
    )  # fmt: skip


def _counts(rule: str, each: Made, operands: list[Fact]) -> bool:
    of, taken = {mark.fact.place for mark in each.marks}, {fact.place for fact in operands}
    if rule in _LISTS:
        return each.how in _OF_PARTS and taken <= of
    if each.how in _QUOTIENTS:
        return not of & taken
    return not of <= taken and not any(
        _is_slip_of(fact.quantity, mark.fact.quantity)
        for fact in operands if fact.place not in of
        for mark in each.marks if mark.fact.place not in taken
    )  # fmt: skip


def _is_slip_of(one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure that a rule took is another one miswritten, which then proves it."""
    return one.unit == other.unit and other.value in slips(one)


def _chance(figure: Mark, met: Made, sentence: list[Mark], before: list[Mark]) -> float:
    pool = made(figure, sentence, [] if met.near else before, around(figure.value))
    return chance(1, figure.value, figure, met, [each.value for each in pool])
