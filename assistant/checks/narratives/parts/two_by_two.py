"""N: counts and amounts that a list of parts tells by turns: 4个、568万元，2个、67万元."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.mentions import left_of, right_of, shown
from assistant.checks.narratives.in_a_row import alike, clause_of, rows
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_APART = re.compile(r"均|每|[比较]|率|占|增|减|超|差|余|累计")
_BOUND = re.compile(r"^(?:[（(]?含[^）)]*[）)])?(?:以上|以下|至|及以[上下]|-|—)")
_ROUND = 2


@rule(
    "N170",
    name="数量与金额交替列出，合计与总数不符",
    severity="warning",
    source="DOMAIN §8 其中、分别为",
)
def two_by_two(ctx: Context) -> Iterator[Finding]:
    """查什么：“项目共6个，资金636.10万元，其中50万元以上的4个、资金568.40万元，50万元以下的2个、资金67.70万元”，个数之和、金额之和应分别等于总数。

    为什么：交替列出的个数和金额是两组构成。
    举例：568.40+67.70=636.10万元，把67.70写成76.70，与总额不符。
    怎样改：核对台账后更正。
    何时不报：不是两种数交替列出；前面没有同样两种数的总数；看不出是哪个数笔误。
    """
    for row in ctx.once(rows):
        if "其中" not in row.words or len(row.plain) < 2 * _ROUND + 2:
            continue
        plain = [f for f in row.plain if not _BOUND.match(right_of(f))]
        for number in range(len(plain) - 2 * _ROUND - 1):
            wholes, parts = plain[number : number + 2], plain[number + 2 :]
            if alike(*wholes) or "其中" not in left_of(parts[0])[len(left_of(wholes[1])) :]:
                continue
            yield from _lists(ctx, wholes, _turns(wholes, parts))


def _turns(wholes: list[Fact], parts: list[Fact]) -> list[Fact]:
    """Return the parts as long as their kinds change as those of the totals do."""
    taken: list[Fact] = []
    for number, fact in enumerate(parts):
        if not alike(fact, wholes[number % 2]) or _APART.search(clause_of(fact)):
            break
        taken.append(fact)
    return taken


def _lists(ctx: Context, wholes: list[Fact], parts: list[Fact]) -> Iterator[Finding]:
    even = len(parts) // 2 * 2
    if even < 2 * _ROUND or right_of(parts[-1]).startswith("等"):
        return
    for whole, some in zip(wholes, (parts[::2], parts[1::2]), strict=True):
        figures = [whole.quantity, *(f.quantity for f in some)]
        ctx.look(whole.place)
        mended = None if adds_up(figures) else mend(figures, adds_up, short=True)
        if mended is None or (some[even // 2 :] and adds_up(figures[:-1])):
            continue  # the last count has no partner, and may be of another matter
        right = shown(add(figures[1:]), whole.quantity)
        yield from wrong_sum(ctx, "N170", whole, some, right, mended.words(figures))
