"""Which prose figure speaks of which row: by shared characters, unit, and nothing else.

Texts and forms name one matter in different words (城镇新增就业 / 新增城镇就业人数), so
characters are compared, not their order; words that every name has count nothing.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.model.fact import Fact
from assistant.model.pack import Indicator
from assistant.model.place import squeeze

_GENERIC = re.compile(
    r"实际|完成|全年|年度|[全本][镇县区市乡省州街校院局]|全街道|辖区|本级|共计|累计|开展|组织|举办|数量|次数|人数|户数|个数|面积|"
    r"里程|长度|情况|工作|活动|行动|项目|指标|各项|有关|相关|及时|农村|平均|合计|数$|率$"
)
_MONEY_WORDS = re.compile(
    r"支出|经费|费用|金额|资金|决算|预算|实际|全年|执行|拨付|安排|投入|年初|上年|合计|数$|费$|款$"
)
_NAMED = 0.75
_LIKELY = 0.6
POSSIBLE = 0.34
"""Words so much alike may mean one matter: enough to agree, not to accuse."""


class Link(NamedTuple):
    """A figure that may speak of a row; ``score`` from 0 to 1."""

    fact: Fact
    score: float


def named(score: float) -> bool:
    """Tell whether the words are as good as the same."""
    return score >= _NAMED


def likely(score: float) -> bool:
    """Tell whether the words mean one matter in all likelihood."""
    return score >= _LIKELY


def possible(score: float) -> bool:
    """Tell whether the words may mean one matter: enough to agree, not to accuse."""
    return score >= POSSIBLE


def links(row: Indicator, facts: list[Fact], least: float = 0.0) -> list[Link]:
    """Return the figures of the row's dimension with their likeness, best first.

    Those are left out that are less alike than ``least``.
    """
    dimension = row.actual.dimension
    if not dimension or row.name.is_blank():
        return []
    name, each = _name(row.name.raw, dimension), _each_of(row)
    of_each = bool(_EACH.search(row.name.text))
    out = []
    for fact in facts:
        if fact.quantity.dimension != dimension:
            continue
        if dimension == "元" and bool(_EACH.search(fact.measure)) != of_each:
            continue  # one is an amount as such, the other for each person or thing
        score = _score(name, dimension, each, fact)
        if score >= least:
            out.append(Link(fact, score))
    return sorted(out, key=lambda link: -link.score)


class _Name(NamedTuple):
    """What a row's name is known by: its own characters, the last word's end, its pairs."""

    characters: frozenset[str]
    last: frozenset[str]
    pairs: frozenset[str]


@lru_cache(maxsize=1024)
def _name(raw: str, dimension: str) -> _Name:
    """Return what tells a row's name from others of its kind.

    A name's last word says what is counted (耕地复垦欠账 is no 耕地): it must be there too.
    """
    name = _POINTS.sub("", squeeze(raw))
    own = _GENERIC.sub("", name)
    if dimension == "元":
        own = _MONEY_WORDS.sub("", own) or own
    spaced = _GENERIC.sub(" ", name)
    words = spaced.split()
    pairs = {a + b for a, b in pairwise(spaced) if " " not in (a, b)}
    stem = _STEM.search(name)
    if stem and dimension == "%" and pairs - {stem[1]}:
        pairs -= {stem[1]}  # 合格率 alone doesn't tell whose rate it is
    last = words[-1][-2:] if words else ""
    return _Name(frozenset(own) or frozenset(name), frozenset(last), frozenset(pairs))


_POINTS = re.compile(r"[（(][\d.]+分[）)]$")
"""Points printed behind a name are no part of it."""
_STEM = re.compile(r"(.{2})[率度]$")
_EACH = re.compile(r"每|人均|户均|均|单价|单位|造价|成本|标准")


def _score(name: _Name, dimension: str, each: str, fact: Fact) -> float:
    if each and each in squeeze(fact.measure):
        return 0.8  # both are amounts for each of one thing: 9.06万元/公里 and 每公里造价
    own = name.characters
    if dimension == "%":
        words = _rate_words(fact.measure, fact.quote, fact.quantity.raw)
        shared = len(own & _characters(words))
    else:
        words = _with_unit(fact.measure, dimension)
        shared = len(own & _characters(words))
        if shared * 5 >= len(own) * 2:
            shared = len(own & (_characters(words) | set(_section(fact))))
    score = shared / len(own)
    if score <= POSSIBLE:
        return score
    said = squeeze(fact.quote) if dimension == "%" else words
    return score if _shares_a_word(name, said) else POSSIBLE


@lru_cache(maxsize=4096)
def _characters(words: str) -> frozenset[str]:
    return frozenset(words)


def _shares_a_word(name: _Name, words: str) -> bool:
    """Tell whether two neighbouring characters of a name stand in the figure's own words."""
    return not name.last.isdisjoint(words) and any(pair in words for pair in name.pairs)


@lru_cache(maxsize=4096)
def _rate_words(measure: str, quote: str, figure: str) -> str:
    """Return the words a rate is known by: its measure, and what leads to it."""
    measure = squeeze(measure)
    if len(_GENERIC.sub("", measure)) >= 5:
        return measure  # named in full: what stands before is another matter
    before = squeeze(quote).split(squeeze(figure))[0]
    return measure + _END_OF_RATE.split(before)[-1][-40:]


_END_OF_RATE = re.compile("[%％。；]")


_CLASSIFIER = 2
"""Units of so many characters say what is counted: 课时, 人次."""


def _with_unit(measure: str, unit: str) -> str:
    return squeeze(measure + unit if len(unit) >= _CLASSIFIER else measure)


_FOR_EACH = re.compile(r"[/／](.{1,4})$")
_EACH_COSTS = re.compile(r"每(.{1,3}?)(?:造价|成本)")


def _each_of(row: Indicator) -> str:
    """Return of what each a row gives an amount, as prose says it (每公里), "" for most."""
    each = _FOR_EACH.search(row.actual.text) or _EACH_COSTS.search(row.name.text)
    return f"每{each[1]}" if each else ""


def _section(fact: Fact) -> str:
    """Return the title of the figure's section: it often says what the sentence leaves out."""
    parts = fact.place.partition("@")[0].rsplit("/", 2)
    return parts[1] if len(parts) == 3 else ""


@lru_cache(maxsize=8192)
def money_likeness(label: str, measure: str) -> float:
    """Return how alike a money row's label and a figure's measure are, 0 to 1 (Dice)."""
    first, second = (
        _MONEY_WORDS.sub("", re.sub(r"（.*?）", "", squeeze(t))) for t in (label, measure)
    )
    if not first or not second:
        return 0.0
    shared = len(set(first) & set(second))
    return 2 * shared / (len(set(first)) + len(set(second)))


def plain_name(row: Indicator, fact: Fact) -> bool:
    """Tell whether a figure's words are the row's name, no more and no less."""
    words = set(_GENERIC.sub("", squeeze(fact.measure)))
    name = set(_GENERIC.sub("", _POINTS.sub("", squeeze(row.name.raw))))
    return bool(words) and words == name and fact.quantity.dimension != "%"
