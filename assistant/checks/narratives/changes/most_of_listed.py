"""Which item of a list is called the highest or the lowest, and whether its figure is."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from assistant.checks.compare import base
from assistant.checks.narratives.in_a_row import NUMBERS, Row, alike, clause_of, is_plain
from assistant.checks.narratives.rates.gaps_in_turn import runs_of
from assistant.model.fact import Fact

_NAMED = re.compile(
    r"[，；。（](?:其中|以)?(?P<name>[^，。；：、（）\d]{2,10}?)(?:的?(?:数量|人数|件数|户数|面积|金额))?"
    r"(?:最(?:(?P<high>[高多大])|(?P<low>[低少小]))|居首|居末)(?=[，。；）为、])"
)
_QUARTER = re.compile(r"(?:第?(?P<of>[一二三四])季度)$")
_BY = re.compile(r"按[^，。；]{1,10}(?:[看排计]|，)|率|均|占比|增[幅长速]|降幅")
_FEWEST, _QUARTERS = 3, 4
_COUNTED = frozenset(["人", "名", "户", "件", "个", "起", "家", "场", "所", "项", "条", "次"])
"""What there may be most of: 最高 is said of something else than how many there are."""


class Most(NamedTuple):
    """The figure of the item that is called the most or the least, and the one that is."""

    told: Fact
    really: Fact
    high: bool


def most_of_listed(row: Row) -> Iterator[Most]:
    """Yield what a sentence calls the most or the least of a list, with what is."""
    for match in _NAMED.finditer(row.words):
        words = row.words[: match.start()]
        listed = _list_before(row, words)
        if len(listed) < _FEWEST or _BY.search(words[_start(words, listed[-1]) :]):
            continue
        told, among = _called(match["name"], listed, row)
        if told is None or (_of_height(match) and told.quantity.unit in _COUNTED):
            continue
        high = bool(match["high"]) or "居首" in match.group()
        really = (max if high else min)(among, key=lambda f: base(f.quantity))
        yield Most(told, really, high)


def _of_height(match: re.Match[str]) -> bool:
    """Tell whether an item, no quarter, is called 最高 or 最低."""
    return bool(re.search("最[高低]", match.group())) and not _QUARTER.fullmatch(match["name"])


def _start(words: str, last: Fact) -> int:
    return max(words.rfind(last.quantity.text), 0)


def _list_before(row: Row, words: str) -> list[Fact]:
    """Return the amounts of one kind that follow each other before some words, the longest list."""
    before = [f for f in row.figures if is_plain(f) and f.quantity.text in words]
    before = [f for f in before if not _TOTAL.search(clause_of(f))]
    runs = [list(run) for _, run in groupby(before, key=lambda f: f.quantity.unit)]
    return max(reversed(runs), key=len, default=[])


_TOTAL = re.compile("[共总全均]|合计|累计|目标|计划|上年|去年")


def _called(name: str, listed: list[Fact], row: Row) -> tuple[Fact | None, list[Fact]]:
    """Return the item of a list that a name calls, and the items it is one of."""
    quarter = _QUARTER.fullmatch(name)
    if quarter is not None and "季度" in row.words:
        runs = [run for run in runs_of(row.figures) if len(run) == _QUARTERS and run[0] in listed]
        if len(runs) != 1 or not all(alike(f, runs[0][0]) for f in runs[0]):
            return None, []
        return runs[0][NUMBERS[quarter["of"]] - 1], runs[0]
    named = [f for f in listed if clause_of(f).endswith(name)]
    return (named[0] if len(named) == 1 else None), listed
