"""N: what is left of a whole after several parts were told one by one."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.compare import add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, said, shown
from assistant.checks.narratives.closing import closes
from assistant.checks.narratives.in_a_row import alike, clause_of, rows
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_REST = re.compile(
    r"^(?:现|目前|截至年底|年末|另有|尚|仍|还)*(?:[未不][^，。；、\d]{1,4}|剩余?|剩下|其余|余下|尚余|结余|节余|剩下|在[办建查审]|待[^，。；、\d]{1,3})(?:的|有|为|资金|金额)*$"
)
_NO_PART = re.compile(r"均|每|[比较]|上年|去年|率|占|超|增|减|目标|计划|累计")
_MOST = 5


@rule("N167", name="剩余数与总数减各部分不符", severity="warning", source="DOMAIN §8 比率")
def rest_of_several(ctx: Context) -> Iterator[Finding]:
    """查什么：“立案168件，调解结案102件，裁决结案61件，未结5件”“收入120万元，支付工程款60万元、监理费8万元，结余52万元”，剩余（未办）数应等于总数减去前面各部分之和。

    为什么：总数、各部分和剩余数互相决定。
    举例：168-102-61=5件，写成未结15件不符。
    怎样改：核对各数后更正。
    何时不报：前面不足两部分；总数不是最大的数；几个数相加减能凑成剩余数；前面的总数是支出，或者正好由各部分组成；看不出是哪个数笔误。
    """
    for row in ctx.once(rows):
        for number, rest in enumerate(row.plain[3:], 3):  # behind a whole and two parts
            if not _REST.match(clause_of(rest)):
                continue
            before = [f for f in row.plain[:number] if alike(f, rest)][-_MOST:]
            if len(before) > 2 and not any(_NO_PART.search(clause_of(f)) for f in before):
                yield from _rest(ctx, rest, before[0], before[1:])


def _rest(ctx: Context, rest: Fact, whole: Fact, parts: list[Fact]) -> Iterator[Finding]:
    if base(whole.quantity) < max(base(part.quantity) for part in parts):
        return
    if _spent_in_parts(whole, parts) or _GRADE.search(clause_of(whole)):
        return
    ctx.look(rest.place)
    figures = [rest.quantity, whole.quantity, *(part.quantity for part in parts)]
    pairs = ((a, b) for a in [whole, *parts] for b in parts if a is not b)
    if _left(figures) or closes(ctx, rest) or any(
        _left([rest.quantity, a.quantity, b.quantity]) for a, b in pairs
    ):  # fmt: skip
        return
    mended = mend(figures, _left, short=True)
    value = base(whole.quantity) - add([part.quantity for part in parts])
    if mended is None or value < 0:
        return
    taken = "".join(f"-{said(part)}" for part in parts)
    for found in conflict(
        ctx, "N167", cite(rest), value,
        f"{said(whole)}{taken}={shown(value, rest.quantity)}，报告“{spoken(rest)}”写{said(rest)}",
        others=[cite(whole), *(cite(part) for part in parts)],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found


_GRADE = re.compile("(?:满意|合格|称职|优秀|良好)$")
"""The best of several grades is no whole that the others are taken from."""
_SPENT, _GOT = re.compile(r"支出|支付|执行|使用|投入"), re.compile(r"预算|收入|安排|下达|到位")


def _spent_in_parts(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether a total is what its parts add up to, or was spent itself: nothing is left of it."""
    if span(whole.quantity).meets(add_spans([part.quantity for part in parts])):
        return True
    words = clause_of(whole)
    return bool(_SPENT.search(words)) and not _GOT.search(words)


def _left(figures: Sequence[Quantity]) -> bool:
    rest, whole, *parts = figures
    return span(whole).minus(add_spans(parts)).meets(span(rest))
