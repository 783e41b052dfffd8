"""Which figure of a work summary states this year's actual of an indicator, and how surely.

A summary tells the year in its own words (大小管道1.86万米 for 供水管网18.6公里), so three
things are weighed: characters shared with the indicator's name in the clause, the sentence and
the paragraph; a unit that counts the same thing; and how near last year's value is. Only what
stands clear of every rival is filled in; the rest is proposed for a person to decide.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from assistant.model.pack import Indicator
from assistant.model.place import squeeze
from assistant.rollover.statements import Statement
from assistant.rollover.units import converted, reprinted

Confidence = Literal["高", "低"]

_GENERIC = re.compile(
    r"实际|完成|全年|年度|全镇|全县|全区|全市|本镇|本级|共计|累计|开展|组织|举办|数量|次数|人数|户数|"
    r"个数|面积|里程|长度|总额|情况|工作|活动|行动|项目|指标|各项|有关|相关|及时|农村|平均|合计|日常|"
    r"支出|经费|新增|数$|率$"
)
_VAGUE = re.compile(r"^(?:出头|上下|左右|多|余|以内)|^[^，。]{0,4}(?:出头|左右|上下)")
_EACH = re.compile(r"每|人均|户均|单价|单位造价|单位成本|平均|单户|单个")
_HALF = Decimal("0.5")
_RATE_WORDS = 0.3
"""All rates lie near each other: a rate must be named in its own clause."""
_NAMED, _TOUCHED, _TOLD = 0.75, 0.3, 0.85
"""A clause that holds ``_NAMED`` of a name names it. With last year's value near, ``_TOUCHED``
is enough where clause and sentence together hold ``_TOLD``."""


class Link(NamedTuple):
    """A statement that may tell an indicator's actual; ``raw`` is the cell's text for it.

    ``clause`` is the share of the name that its clause holds; ``near``: close to last year's.
    """

    statement: Statement
    raw: str
    score: float
    confidence: Confidence = "低"
    clause: float = 0.0
    near: bool = False

    def is_named(self) -> bool:
        """Tell whether the clause names the indicator almost in its own words."""
        return self.clause >= _NAMED


class _Weights(NamedTuple):
    """What each kind of nearness adds to a link's score, and where a link counts."""

    clause: float = 0.45
    sentence: float = 0.25
    paragraph: float = 0.15
    near: float = 0.25
    possible: float = 0.1
    shown: float = 0.33
    sure: float = 0.6
    lead: float = 0.12


_WEIGH = _Weights()


def best_link(row: Indicator, said: Sequence[Statement], year: int) -> Link | None:
    """Return the statement that tells a row's actual best, None where none comes near.

    ``row`` is last year's; its unit and value tell what to look for.
    """
    name = core(row.name.raw)
    links = sorted(_links(row, said, year), key=lambda link: -link.score)
    if not links or links[0].score < _WEIGH.shown:
        return None
    first = links[0]
    rival = next((link.score for link in links[1:] if link.raw != first.raw), 0.0)
    sure = first.score >= _WEIGH.sure and first.score - rival >= _WEIGH.lead
    sure = sure and _is_told(name, first) and _is_exact(first.statement)
    return first._replace(confidence="高" if sure else "低")


def _links(row: Indicator, said: Iterable[Statement], year: int) -> Iterable[Link]:
    name = core(row.name.raw)
    unit = row.actual.unit or row.target.unit
    if not row.actual.known() or not name:
        return
    for statement in said:
        fact = statement.fact
        value = converted(fact.quantity, unit)
        if value is None or fact.period != str(year) or fact.aspect not in ("value", "rate"):
            continue
        if not statement.is_result() or _per_head(row) != bool(_EACH.search(statement.clause)):
            continue
        if fact.quantity.comparator not in ("=", "~") or fact.quantity.upper is not None:
            continue
        raw = reprinted(row.actual, value, fact.quantity)
        yield Link(
            statement, raw, _score(row, name, statement, value),
            clause=coverage(name, statement.clause), near=_nearness(row, value) == _WEIGH.near,
        )  # fmt: skip


def _is_told(name: str, link: Link) -> bool:
    """Tell whether the words alone make it likely that the statement means the indicator."""
    if not link.near or link.clause < _TOUCHED:
        return link.is_named()
    return link.clause + coverage(name, link.statement.sentence) >= _TOLD


def _per_head(row: Indicator) -> bool:
    return bool(_EACH.search(row.name.text)) or "/" in row.actual.raw


def _score(row: Indicator, name: str, said: Statement, value: Decimal) -> float:
    clause = coverage(name, said.clause)
    sentence = coverage(name, said.sentence)
    paragraph = coverage(name, said.paragraph + said.heading)
    shared = any(a + b in squeeze(said.sentence) for a, b in pairwise(name))
    words = _WEIGH.clause * clause + _WEIGH.sentence * sentence + _WEIGH.paragraph * paragraph
    if not shared or not clause:
        words *= 0.75
    if not sentence or (row.actual.unit == "%" and clause < _RATE_WORDS):
        return 0.0
    return words + _nearness(row, value)


def _nearness(row: Indicator, value: Decimal) -> float:
    """Return how much last year's value speaks for this one; a year seldom doubles a count."""
    last = row.actual.value
    if not last or not value:
        return 0.0
    change = abs(value / last - 1)
    if change <= _HALF / 2:
        return _WEIGH.near
    return _WEIGH.possible if change <= 1 and value >= last * _HALF else -0.1


def core(name: str) -> str:
    """Return an indicator's name without the words that every name has."""
    bare = squeeze(name)
    return _GENERIC.sub("", bare) or bare


def coverage(name: str, words: str) -> float:
    """Return the share of the different characters of ``name`` that stand in ``words``."""
    own = set(name)
    return len(own & set(words)) / len(own) if own else 0.0


def _is_exact(said: Statement) -> bool:
    """Tell whether the figure is told to its last digit, not about."""
    quantity = said.fact.quantity
    after = said.clause.split(quantity.text, 1)[-1]
    money = quantity.dimension == "元" and not any(c.isdigit() for c in quantity.raw)
    return quantity.comparator == "=" and not _VAGUE.match(after) and not money
