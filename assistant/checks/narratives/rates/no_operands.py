"""Figures that stand before a rate and yet aren't what it is of."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from assistant.checks.compare import HUNDRED, base, makes_share, span
from assistant.checks.context import Context
from assistant.checks.mentions import left_of
from assistant.checks.narratives.in_a_row import between, clause_of, is_plain
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.place import squeeze

_LISTED = re.compile("其中|分别|包括")
_ASKED = re.compile("应|计划|目标|任务|需|申[请报]|受理|排查|立案|发[放出]|抽|总|共")
_REACH = 60
_Pair = tuple[Fact, Fact]


def beside_in_a_list(part: Fact, whole: Fact) -> bool:
    """Tell whether both are parts of one list: 其中县级医院82万人次，乡镇卫生院96万人次.

    What ought to be done (其中应检120台，实检118台) is a whole in a list as well.
    """
    listed = part.quote == whole.quote and _LISTED.search(left_of(whole)[-_REACH:])
    return bool(listed) and not _ASKED.search(left_of(whole)[-8:])


_ALL = re.compile("[总共全应]|合计|累计|收回|回收|发[放出]|受理|排查|计划|目标|任务|预算")
_JOINED = re.compile("[^，。；：]*、[^，。；：]*")


_DONE = re.compile("^(?:实|已|其中)")


def of_one_kind(part: Fact, whole: Fact) -> bool:
    """Tell whether two stand side by side, none of them all: 公办在园幼儿、民办在园幼儿; 优秀12个、良好18个.

    What was really done (有效灌溉面积38.6万亩、实灌面积33.2万亩) is part of what stands beside it.
    """
    if any(_ALL.search(clause_of(each)[-14:]) for each in (part, whole)):
        return False
    one, other = squeeze(part.measure), squeeze(whole.measure)
    if _DONE.match(one):
        return False
    if whole.quote == part.quote and _JOINED.fullmatch(between(whole, part)):
        return True
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one[::-1], other[::-1], strict=False))
    ending = len(list(alike))
    heads = (len(one) - ending, len(other) - ending)
    return ending >= _ENDING and all(0 < head <= _HEAD for head in heads)


_LACKING = re.compile("[空缺未没欠差]|不[^，。；、]|节[约省水电能油气]|损|漏")


def has_of_all(near: list[Fact], rate: Fact) -> bool:
    """Tell whether a rate is of what there is and what is lacking: 在岗960人，空岗40个，到岗率96.0%.

    What there ought to be may be told elsewhere, or not at all.
    """
    counts = [f for f in near if is_plain(f) and f.quantity.dimension != "元"]
    lacking = [f for f in counts if _LACKING.search(clause_of(f)[-_NEAR:])]
    return significant(rate.quantity) >= _TELLING and any(
        _share_of_both(has, lacks, rate)
        for lacks in lacking for has in counts
        if has is not lacks and lacks.quote == rate.quote
    )  # fmt: skip


def _share_of_both(has: Fact, lacks: Fact, rate: Fact) -> bool:
    both = span(has.quantity) + span(lacks.quantity)
    shares = (span(f.quantity).over(both) for f in (has, lacks))
    told = rate.quantity.interval()
    return any(share is not None and share.times(HUNDRED).meets(told) for share in shares)


_NEAR, _TELLING = 6, 3
_ENDING, _HEAD = 3, 4
"""How many characters names of siblings share at their end at least, and differ in at most."""
_OPENS = re.compile(r"其中[^。；]*\d[^。；]*、[^，。；、]*$")


def part_of_a_list(part: Fact) -> bool:
    """Tell whether a figure ends a list: 其中人工造林0.45万亩、退化林修复0.75万亩."""
    return bool(_OPENS.search(left_of(part)))


def told_in_a_row(ctx: Context, rate: Fact) -> bool:
    """Tell whether an indicator of the rate's name has the very rate as its actual value.

    Then it was counted by what the indicator counts, not by figures that only stand near.
    """
    names = {a + b for a, b in pairwise(rate.measure)}
    return any(
        row.actual.known() and row.actual.unit == "%" and base(row.actual) == base(rate.quantity)
        and any(name in row.name.raw for name in names)
        for table in ctx.pack.tables() for row in table.indicators
    )  # fmt: skip


def without_used(pairs: Iterable[_Pair], rate: Fact, row: list[Fact]) -> Iterator[_Pair]:
    """Yield the pairs whose part isn't already what another rate of their sentence is of."""
    others = [f for f in row if f is not rate and f.quantity.unit == "%" and f.quantity.known()]
    pairs = list(pairs)
    used = {
        part.place for part, whole in pairs for other in others
        if makes_share([other.quantity, part.quantity, whole.quantity])
    }  # fmt: skip
    yield from (pair for pair in pairs if pair[0].place not in used)
