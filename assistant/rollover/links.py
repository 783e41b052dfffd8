"""Which figure of a work summary states this year's actual of an indicator, and how surely.

A summary tells the year in its own words (大小管道1.86万米 for 供水管网18.6公里), so these
are weighed: words shared with the indicator's name in the clause, the sentence and the
paragraph; a unit that counts the same thing; how near last year's value is; whether any other
figure has that unit. Only what stands clear of every rival is filled in; the rest is proposed
for a person to decide.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.model.pack import Indicator
from assistant.model.place import squeeze
from assistant.rollover.statements import Statement
from assistant.rollover.units import converted, counts_alike, reprinted
from assistant.rollover.wording import Rarity, core, same_words, shares_words, target_core

Confidence = Literal["高", "中", "低"]
CONFIDENCES: tuple[Confidence, ...] = ("高", "中", "低")
"""高 is filled in; 中 and 低 are only proposed."""

_VAGUE = re.compile(
    r"^(?:出头|上下|左右|多|余|以内)|^[^，。]{0,4}(?:出头|左右|上下)|^多?[^，。]{0,2}(?:多|余)"
)
_EACH = re.compile(r"每|人均|户均|单价|单位造价|单位成本|平均|单户|单个")
STATED = ("value", "rate", "change_to")
"""Aspects of a figure that can be an actual: no share, no growth."""
_PLACES = re.compile(r"^(?:行政)?(?:村|社区|乡镇|镇|乡|县|市|组|街道)")
_SIGN = re.compile(r"^(?:[≥≤＞＜><~]=?|不少于|不低于|不超过|约|近)\s*")
_TIME = ("小时", "分钟", "天", "日", "个月", "工作日")
_HALF, _TWICE = Decimal("0.5"), 2
_NAMED, _TOUCHED, _TOLD, _SPOKEN = 0.75, 0.3, 0.85, 0.5
"""A clause that holds ``_NAMED`` of a name names it. With last year's value near, ``_TOUCHED``
is enough where clause and sentence together hold ``_TOLD``; ``_SPOKEN`` of the sentence where
no other figure of the summaries has the unit."""


class Link(NamedTuple):
    """A statement that may tell an indicator's actual; ``raw`` is the cell's text for it.

    ``clause`` is the share of the name that its clause holds; ``near``: close to last year's.
    ``formula`` says how it was worked out where the summary doesn't state it itself; ``by``
    names the model that proposed it, "" for the program's own.
    """

    statement: Statement
    raw: str
    score: float
    confidence: Confidence = "低"
    clause: float = 0.0
    sentence: float = 0.0
    near: bool = False
    formula: str = ""
    alike: bool = True
    far: bool = False
    alone: bool = False
    by: str = ""

    def is_named(self) -> bool:
        """Tell whether the clause names the indicator almost in its own words."""
        return self.clause >= _NAMED


class Wanted(NamedTuple):
    """What is looked for: last year's row, the words it goes by, its project's words and name."""

    row: Indicator
    names: tuple[str, ...]
    project: str = ""
    table: str = ""

    @property
    def unit(self) -> str:
        """Return the unit of the actual."""
        return self.row.actual.unit or self.row.target.unit


class _Weights(NamedTuple):
    """What each kind of nearness adds to a link's score, and where a link counts."""

    clause: float = 0.45
    sentence: float = 0.25
    paragraph: float = 0.15
    head: float = 0.05
    project: float = 0.1
    near: float = 0.25
    possible: float = 0.1
    far: float = -0.15
    alone: float = 0.1
    unlike: float = -0.1
    places: float = -0.25
    shown: float = 0.38
    likely: float = 0.55
    sure: float = 0.6
    lead: float = 0.1


_WEIGH = _Weights()


class Said:
    """The figures of the summaries, and how common each character is in them."""

    def __init__(self, statements: Sequence[Statement], year: int) -> None:
        self.year = year
        self.statements = [s for s in statements if s.fact.period == str(year)]
        self.rarity = Rarity(s.sentence for s in statements)

    def results(self, wanted: Wanted) -> Iterator[tuple[Statement, Decimal, bool]]:
        """Yield what can be a row's actual by kind and unit: statement, value, unit alike."""
        name = wanted.row.name.raw
        for statement in self.statements:
            fact = statement.fact
            if fact.aspect not in STATED or not statement.is_result(name):
                continue
            if fact.quantity.comparator not in ("=", "~") or fact.quantity.upper is not None:
                continue
            if _per_head(wanted) != bool(_EACH.search(statement.clause)) and (
                wanted.unit not in _TIME
            ):
                continue
            value = converted(fact.quantity, wanted.unit)
            if value is not None:
                yield statement, value, True
            elif counts_alike(fact.quantity.unit, wanted.unit) and fact.quantity.value is not None:
                yield statement, fact.quantity.value, False


def wanted_of(row: Indicator, project: str = "") -> Wanted:
    """Return what to look for; ``project`` is the short name of the project's table."""
    names = tuple(filter(None, (core(row.name.raw), target_core(row.target.raw))))
    return Wanted(row, names, core(project) if project else "", project)


def best_link(wanted: Wanted, said: Said) -> Link | None:
    """Return the statement that tells a row's actual best, None where none comes near.

    The row is last year's; its unit and value tell what to look for.
    """
    if not wanted.row.actual.known() or not wanted.names:
        return None
    links = sorted(_links(wanted, said), key=lambda link: -link.score)
    if not links or links[0].score < _WEIGH.shown:
        return None
    first = links[0]
    rival = next((link.score for link in links[1:] if link.raw != first.raw), 0.0)
    clear = first.score - rival >= _WEIGH.lead and not _counts_places(wanted, first.statement)
    return first._replace(confidence=_confidence(first, clear))


def _confidence(link: Link, clear: bool) -> Confidence:
    told = clear and is_exact(link.statement)
    if told and link.score >= _WEIGH.sure and _is_told(link):
        return "高"
    return "中" if told and link.score >= _WEIGH.likely else "低"


def _links(wanted: Wanted, said: Said) -> Iterable[Link]:
    found = list(said.results(wanted))
    alone = len({(s.fact.quantity.raw, value) for s, value, alike in found if alike}) == 1
    for statement, value, alike in found:
        scored = [_scored(wanted, name, statement, value, said.rarity) for name in wanted.names]
        best = max(scored, key=lambda each: each[0])
        if not best[0]:
            continue
        score = best[0] + (_WEIGH.alone if alone and alike else 0)
        score += 0 if alike else _WEIGH.unlike
        speaks = nearness(wanted.row, value)
        yield Link(
            statement, printed(wanted.row, value, statement), score, clause=best[1],
            sentence=best[2], near=speaks == _WEIGH.near, alike=alike,
            far=speaks == _WEIGH.far, alone=alone and alike,
        )  # fmt: skip


def printed(row: Indicator, value: Decimal, said: Statement) -> str:
    """Return a figure as the row prints its actual; one told roughly keeps its own words."""
    if not is_exact(said):
        vague = _VAGUE.match(said.noun())
        return squeeze(said.fact.quantity.raw) + (vague[0] if vague else "")
    bare = _SIGN.sub("", row.actual.raw.strip())
    return reprinted(row.actual.model_copy(update={"raw": bare}), value, said.fact.quantity)


def _is_told(link: Link) -> bool:
    """Tell whether the words make it certain that the statement means the indicator."""
    if link.is_named() and (link.near or (link.alike and not link.far)):
        return True
    if not link.near or not link.alike or link.clause < _TOUCHED:
        return False
    return link.clause + link.sentence >= _TOLD or (link.alone and link.sentence >= _SPOKEN)


def _per_head(wanted: Wanted) -> bool:
    return bool(_EACH.search(wanted.row.name.text)) or "/" in wanted.row.actual.raw


def _scored(
    wanted: Wanted, name: str, said: Statement, value: Decimal, rarity: Rarity
) -> tuple[float, float, float]:
    """Return score, and the share of the name in clause and sentence; score 0 for no link."""
    scope, whole = same_words(said.scope()), same_words(said.sentence)
    clause, sentence = rarity.coverage(name, scope), rarity.coverage(name, whole)
    paragraph = rarity.coverage(name, same_words(said.paragraph + said.heading))
    if not sentence or (wanted.unit == "%" and not _names_the_rate(name, scope)):
        return 0.0, 0.0, 0.0
    words = _WEIGH.clause * clause + _WEIGH.sentence * sentence + _WEIGH.paragraph * paragraph
    if not shares_words(name, whole) or not clause:
        words *= 0.75
    if name[-2:] in scope:
        words += _WEIGH.head
    if wanted.project:
        words += _WEIGH.project * rarity.coverage(wanted.project, whole)
    if _counts_places(wanted, said):
        words += _WEIGH.places
    return words + nearness(wanted.row, value), clause, sentence


def _names_the_rate(name: str, clause: str) -> bool:
    """Tell whether a clause has the words that end a rate's name: all rates lie near each other."""
    return name[-2:] in clause


def _counts_places(wanted: Wanted, said: Statement) -> bool:
    """Tell whether a figure counts villages, where the indicator doesn't (16个村有了公益项目)."""
    return bool(_PLACES.match(said.noun())) and said.noun()[:1] not in wanted.row.name.text


def nearness(row: Indicator, value: Decimal) -> float:
    """Return how much last year's value speaks for this one; a year seldom doubles a count."""
    last = row.actual.value
    if not last or not value:
        return 0.0
    change = abs(value / last - 1)
    if change <= _HALF / 2:
        return _WEIGH.near
    return _WEIGH.possible if change <= 1 and value >= last * _HALF else _WEIGH.far


def is_exact(said: Statement) -> bool:
    """Tell whether the figure is told to its last digit, not about."""
    quantity = said.fact.quantity
    money = quantity.dimension == "元" and not any(c.isdigit() for c in quantity.raw)
    return quantity.comparator == "=" and not _VAGUE.match(said.noun()) and not money
