"""N: a total that its sentence divides twice: where one division makes it, the other must too."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from assistant.checks.compare import add, add_spans, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, right_of, said, shown
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.parts.brackets_told import opposite
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_FEWEST, _MOST, _NEAR = 2, 12, Decimal("0.4")
_SECOND = re.compile(
    "分布|位于|[按从分][^，。；：、\\d]{1,10}[分看计]|其中|[尚还仍]|未|在办|剩|余|空[编缺]|缺[编口]|超编"
)
_ANEW = re.compile(r"分布[在于]|位于|[按从分][^，。；：、\d]{1,10}[分看计]")
_APART = re.compile(
    r"均|每|[比较]|率|占(?:总|全|比|$)|超|差|累计|合计|共计|标准|单价|另|上年|目标|计划|任务"
)
_CROSSING = re.compile(
    "女|党员|学历|职称|本科|硕士|博士|岁|脱贫|残疾|低保|困难|重点|民族|退役|毕业"
)
"""What some of any other part may be as well."""


@rule("N190", name="同一总数的两种分法有一种不符", severity="warning", source="DOMAIN §8 其中")
def divided_twice(ctx: Context) -> Iterator[Finding]:
    """查什么：“站点26个，其中新建9个、改建11个、扩建6个，分布在东片16个、西片10个”“受理864件，其中民事612件、刑事246件、行政6件，办结798件，尚在办理66件”，一个总数在一句里分了两次，每一次各部分之和都应等于总数。

    为什么：一种分法凑得成总数，总数就没有错，凑不成的那一种必有一个数写错。
    举例：9+11+7=27个，而按分布16+10=26个与总数相符，扩建应为6个。
    怎样改：核对台账后更正凑不成的那一组。
    何时不报：两种分法都凑不成总数；只列了一部分而又看不出笔误；所列各部分可能有交叉（女性、党员、脱贫户等）；后一组说的是另一件事。
    """
    for row in ctx.once(rows):
        if len(row.plain) <= 2 * _FEWEST or not _SECOND.search(row.words):
            continue
        for number, whole in enumerate(row.figures[: -2 * _FEWEST]):
            if is_plain(whole) and not _APART.search(clause_of(whole)):
                yield from _divided(ctx, whole, _behind(row, number))


def _behind(row: Row, number: int) -> list[Fact]:
    """Return the figures behind a total that count alike; shares of them may stand between."""
    whole = row.figures[number]
    run: list[Fact] = []
    for fact in row.figures[number + 1 :]:
        if fact.quantity.unit == "%":
            continue
        if not run and not alike(whole, fact) and "其中" not in between(whole, fact):
            continue  # “126处、3.86万平方米，其中……”
        if not is_plain(fact) or not alike(whole, fact) or _APART.search(clause_of(fact)):
            break
        run.append(fact)
    return run[:_MOST] if all(base(f.quantity) < base(whole.quantity) for f in run) else []


def _divided(ctx: Context, whole: Fact, run: list[Fact]) -> Iterator[Finding]:
    for cut in range(_FEWEST, len(run) - 1):
        words = between(run[cut - 1], run[cut])
        if not re.match(r"[^，。；、\d]{0,6}[，；）]", words):
            continue
        head, tail = run[:cut], run[cut:]
        fits = _length(whole, tail)
        ctx.look(whole.place)
        if _makes(whole, head) and not fits and _ANEW.search(words):
            yield from _wrong(ctx, whole, tail, head)
        elif (
            fits
            and not _length(whole, head)
            and (telling(whole.quantity) > _FEWEST or _SECOND.search(words + _all(tail[:fits])))
        ):
            yield from _wrong(ctx, whole, head, tail[:fits])


def _all(facts: Sequence[Fact]) -> str:
    return "，".join(map(clause_of, facts))


def _makes(whole: Fact, parts: Sequence[Fact]) -> bool:
    return adds_up([whole.quantity, *(part.quantity for part in parts)])


def _length(whole: Fact, parts: Sequence[Fact]) -> int:
    """Return how many of the first parts make a total, 0 where they don't."""
    wanted = span(whole.quantity)
    sums = list(accumulate((span(part.quantity) for part in parts), Interval.__add__))
    return next((n for n, total in enumerate(sums, 1) if n >= _FEWEST and total.meets(wanted)), 0)


def _wrong(
    ctx: Context, whole: Fact, wrong: list[Fact], right: Sequence[Fact]
) -> Iterator[Finding]:
    """Report the part that keeps a division from making the total that the other one makes."""
    figures = [part.quantity for part in wrong]
    total, wanted = add(figures), base(whole.quantity)
    if abs(total - wanted) > wanted * _NEAR or right_of(wrong[-1]).startswith("等"):
        return
    if any(_CROSSING.search(part.measure + clause_of(part)) for part in wrong):
        return
    # Parts that make less may leave some out: only a slip in a long number tells.
    both = len(wrong) == _FEWEST and opposite(*wrong)
    nearly = len(wrong) > _FEWEST and total > wanted * (1 - _NEAR / 2)
    short = total > wanted or both or nearly or bool(_ANEW.search(clause_of(wrong[0])))
    if not short and telling(whole.quantity) <= _FEWEST:
        return
    mended = mend(figures, lambda parts: add_spans(parts).meets(span(whole.quantity)), short=short)
    if mended is None:
        return
    part = wrong[mended.which]
    sums = ["+".join(map(said, parts)) for parts in (wrong, right)]
    for found in conflict(
        ctx, "N190", cite(part), base(mended.meant),
        f"“{spoken(whole)}”{said(whole)}，{sums[1]}与之相符，而{sums[0]}={shown(total, whole.quantity)}",
        others=[cite(whole), *(cite(f) for f in (*wrong, *right) if f is not part)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found
