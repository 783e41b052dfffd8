"""Where figures stand in their sentence, and the words around them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.model.fact import Fact
from assistant.model.place import squeeze

_MOST_FIGURES = 60

AMOUNTS = frozenset(["value", "change_to"])
"""Aspects under which a figure is an amount of its own, not a change or a rate."""


def by_sentence(facts: list[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """Yield each sentence of a paragraph with its figures, in order."""
    sentences: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        sentences[fact.quote].append(fact)
    # A quote is cut at 200 characters: figures past that can't be related by its words.
    yield from ((quote, group[:_MOST_FIGURES]) for quote, group in sentences.items())


def words_between(first: Fact, second: Fact, facts: Sequence[Fact], quote: str) -> str:
    """Return the words of the sentence between two figures."""
    start = find_figure(quote, first, facts)
    stop = find_figure(quote, second, facts)
    return quote[start + len(first.quantity.raw) : stop] if 0 <= start < stop else ""


def find_figure(quote: str, fact: Fact, facts: Sequence[Fact]) -> int:
    """Return where a figure stands in its sentence, -1 where the quote was cut before it."""
    position = _start(fact) - _begin(quote, facts)
    return position if quote.startswith(fact.quantity.raw, max(position, 0)) else -1


def _begin(quote: str, facts: Sequence[Fact]) -> int:
    """Return where a sentence begins in its paragraph: there all its figures fit.

    Digits alone don't tell: “5个” also stands in “15个”.
    """
    first = facts[0].quantity.raw
    only = quote.find(first)
    if only >= 0 and quote.find(first, only + 1) < 0:
        return _start(facts[0]) - only
    return _begin_of(quote, tuple((fact.quantity.raw, _start(fact)) for fact in facts))


@lru_cache(maxsize=1024)
def _begin_of(quote: str, figures: tuple[tuple[str, int], ...]) -> int:
    first, at = figures[0]
    begins = [at - match.start() for match in re.finditer(re.escape(first), quote)]
    fits = (begin for begin in begins if all(_fits(quote, *figure, begin) for figure in figures))
    return next(fits, at)


def _fits(quote: str, printed: str, start: int, begin: int) -> bool:
    position = start - begin
    return position >= len(quote) or quote.startswith(printed, position)


def _start(fact: Fact) -> int:
    return fact.quantity.location.start or 0


def of_one_kind(first: Fact, second: Fact) -> bool:
    """Tell whether two figures can be whole and part: one dimension, the second an amount.

    People are counted in 人 and 名 alike.
    """
    return same_things(first, second) and second.aspect in AMOUNTS


_PEOPLE = frozenset("人名")
_ALIKE = (_PEOPLE, frozenset(["场", "场次"]))


def same_things(first: Fact, second: Fact) -> bool:
    """Tell whether two figures count alike: one dimension, people in 人 and 名, events in 场 and 场次."""
    one, other = first.quantity, second.quantity
    if one.unit == other.unit or one.dimension == other.dimension:
        return True
    return any(one.unit in units and other.unit in units for units in _ALIKE)


_BRACKET = re.compile(r"（[^）]*）")


def without_brackets(text: str) -> str:
    """Return text without brackets: lists in brackets end in 等 on their own account."""
    return _BRACKET.sub("", text) if "（" in text else text


def bracket_depth(quote: str, position: int) -> int:
    """Return how many brackets are open at a position."""
    stop = max(position, 0)
    return max(quote.count("（", 0, stop) - quote.count("）", 0, stop), 0)


def words_before(fact: Fact, facts: list[Fact], quote: str) -> str:
    """Return the words between the figure before and this one, within its clause."""
    start = max(find_figure(quote, fact, facts), 0)
    clause = max(map(quote[:start].rfind, "，、。；（）"))
    index = next(number for number, each in enumerate(facts) if each is fact)
    previous = -1
    if index:
        previous = find_figure(quote, facts[index - 1], facts) + len(facts[index - 1].quantity.raw)
    return quote[max(clause + 1, previous, 0) : start]


_AMONG = re.compile(r"([^，。；：、\d]{2,10}?)(?:人员|总数)?[中里]，")
_TRAITS = (
    "学历|本科|大专|研究生|硕士|博士|学位",
    "职称|高工|工程师|技师",
    "党员|团员",
    "女性?|男性?|女职工|巾帼",
    "岁|青年",
)
_TRAIT = [re.compile(trait) for trait in _TRAITS]


def of_opening(quote: str, facts: list[Fact]) -> list[Fact]:
    """Return those of some figures that “在编人员中，……” opens with; all where it names none."""
    named = _AMONG.match(squeeze(quote)) if "，" in quote[:_HEAD] else None
    called = [
        f for f in facts if named and f.measure and (named[1] in f.measure or f.measure in named[1])
    ]
    return called or facts


def crossing(parts: Sequence[Fact]) -> bool:
    """Tell whether people are told by different traits: a graduate may well be a woman too."""
    if parts[0].quantity.unit not in _PEOPLE if parts else True:
        return False
    return sum(any(trait.search(part.measure) for part in parts) for trait in _TRAIT) > 1


_HEAD = 16
_PLANNED = r"(?:预算|目标|计划|任务|控制[数线]|指标|定额|标准|规定|限额|上限|年初)"
_EARLIER = r"(?:上一?年度?|去年|前年|同期|期初|(?:19|20)\d\d年度?)"
_COMPARAND = re.compile(
    r"(?:比(?![例重])|较(?![好差大小多少])|与|高于|低于|少于|多于|超过?|不及|相当于|对照)"
    rf"[^，。；：、（）\d]{{0,10}}?(?:{_PLANNED}|{_EARLIER})[^，。；：、（）\d]{{0,8}}$|"
    rf"(?:为|是|占|达到?)[^，。；：、（）\d]{{0,6}}?(?:{_PLANNED}|{_EARLIER})(?:{_PLANNED}|安排|批复|下达|要求|同期|"
    r"总|数|值|额|金|量|的|为|是)*$|"
    rf"完成(?:[全本当]?年度?|年初|上级|下达|的|了)*{_PLANNED}(?:总|数|值|额|量|的|为|是)*$"
)
"""Words that set up a figure for another to be held against: 比预算, 为目标, 较上年."""


# By how much follows right behind what something is held against: 高于上年80吨6.5吨.
_FIGURE_BEFORE = re.compile(r"\d[\d.,]*[一-龥%]{1,3}$")


def is_comparand(fact: Fact, facts: Sequence[Fact], quote: str) -> bool:
    """Tell whether a figure is only what another is held against, not a state of its own.

    “公用经费比预算64.00万元节约2.15万元”, “治理12.8公里，为目标12.5公里的102.40%”: neither the
    budget nor the target is what there is this year. “目标为12.5公里” is a state of its own.
    """
    position = find_figure(quote, fact, facts)
    return position >= 0 and held_against(quote[:position])


_CLAUSE = re.compile("[，、。；：（）]")


def held_against(ahead: str) -> bool:
    """Tell whether the words before a figure make it only a yardstick (:func:`is_comparand`)."""
    clause = _CLAUSE.split(squeeze(ahead))[-1]
    return bool(_COMPARAND.search(_FIGURE_BEFORE.sub("", clause)))
