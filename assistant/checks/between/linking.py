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
    r"实际|完成|全年|年度|全镇|全县|全区|本镇|本级|共计|累计|开展|组织|举办|数量|次数|人数|户数|个数|面积|"
    r"里程|长度|情况|工作|活动|行动|项目|指标|各项|有关|相关|及时|农村|平均|合计|数$|率$"
)
_MONEY_WORDS = re.compile(
    r"支出|经费|费用|金额|资金|决算|预算|实际|全年|执行|拨付|安排|投入|年初|上年|合计|数$|费$|款$"
)
_NAMED = 0.75
_LIKELY = 0.6
_POSSIBLE = 0.34


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
    return score >= _POSSIBLE


def links(row: Indicator, facts: list[Fact]) -> list[Link]:
    """Return the figures of the row's dimension with their likeness, best first."""
    name, dimension = _own_characters(row), row.actual.dimension
    if not dimension:
        return []
    alike = [fact for fact in facts if fact.quantity.dimension == dimension]
    each = _each_of(row)
    out = [Link(fact, _score(row, name, each, fact)) for fact in alike if _same_rate(row, fact)]
    return sorted(out, key=lambda link: -link.score)


def _score(row: Indicator, name: set[str], each: str, fact: Fact) -> float:
    if each and each in squeeze(fact.measure):
        return 0.8  # both are amounts for each of one thing: 9.06万元/公里 and 每公里造价
    score = len(name & set(_words(fact, name))) / len(name)
    return score if score <= _POSSIBLE or _shares_a_word(row, fact) else _POSSIBLE


def _own_characters(row: Indicator) -> set[str]:
    """Return the characters that tell a row's name from others of its kind."""
    bare = _GENERIC.sub("", row.name.text)
    if row.actual.dimension == "元":
        bare = _MONEY_WORDS.sub("", bare) or bare
    return set(bare) or set(row.name.text)


def _shares_a_word(row: Indicator, fact: Fact) -> bool:
    """Tell whether two neighbouring characters of the name stand in the figure's own words.

    A name's last word says what is counted (耕地复垦欠账 is no 耕地): it must be there too.
    """
    name = _GENERIC.sub(" ", squeeze(row.name.raw))
    words = squeeze(fact.quote if fact.quantity.dimension == "%" else _with_unit(fact))
    if not set(name.split()[-1][-2:] if name.split() else "") & set(words):
        return False
    runs = {a + b for a, b in pairwise(name) if " " not in (a, b)}
    stem = _STEM.search(row.name.text)
    if stem and fact.quantity.dimension == "%" and runs - {stem[1]}:
        runs -= {stem[1]}  # 合格率 alone doesn't tell whose rate it is
    return any(run in words for run in runs)


_STEM = re.compile(r"(.{2})[率度]$")


_EACH = re.compile(r"每|人均|户均|均|单价|单位|造价|成本|标准")


def _same_rate(row: Indicator, fact: Fact) -> bool:
    """Tell whether both are amounts as such, or both amounts for each person or thing."""
    if fact.quantity.dimension != "元":
        return True
    return bool(_EACH.search(row.name.text)) == bool(_EACH.search(fact.measure))


def _words(fact: Fact, name: set[str]) -> str:
    """Return the words a figure is known by: its measure; for a rate also what leads to it."""
    measure = squeeze(_with_unit(fact))
    if fact.quantity.dimension != "%":
        return measure + (_section(fact) if len(name & set(measure)) * 5 >= len(name) * 2 else "")
    if len(_GENERIC.sub("", measure)) >= 5:
        return measure  # named in full: what stands before is another matter
    before = squeeze(fact.quote).split(fact.quantity.text)[0]
    return measure + re.split(r"[%％。；]", before)[-1][-40:]


_CLASSIFIER = 2
"""Units of so many characters say what is counted: 课时, 人次."""


def _with_unit(fact: Fact) -> str:
    unit = fact.quantity.unit
    return fact.measure + (
        unit if len(unit) >= _CLASSIFIER and fact.quantity.dimension == unit else ""
    )


_FOR_EACH = re.compile(r"[/／](.{1,4})$")
_EACH_COSTS = re.compile(r"每(.{1,3}?)(?:造价|成本)")


def _each_of(row: Indicator) -> str:
    """Return of what each a row gives an amount, as prose says it (每公里), "" for most."""
    each = _FOR_EACH.search(row.actual.text) or _EACH_COSTS.search(row.name.text)
    return f"每{each[1]}" if each else ""


def _section(fact: Fact) -> str:
    """Return the title of the figure's section: it often says what the sentence leaves out."""
    parts = fact.place.split("@")[0].split("/")
    return parts[-2] if len(parts) >= 3 else ""


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
    name = set(_GENERIC.sub("", squeeze(row.name.raw)))
    return bool(words) and words == name and fact.quantity.dimension != "%"
