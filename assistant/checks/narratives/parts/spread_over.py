"""N: so many of something, and how many of them stand where: 6个，分布在城东2个、城西4个."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, right_of, said, shown
from assistant.checks.narratives.in_a_row import alike, between, is_plain, rows
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_OPENS = re.compile(
    r"[^，。；：、（）\d]{0,6}[，（](?:其中)?(?:分别)?(?:分布|坐落|布设|设置?|安装|位)[在于]：?[^，。；：、\d每均]{2,16}"
)
_JOINT = re.compile(r"(?:[、，；和及与]|以及)[^，。；：、（）\d每均共占]{2,16}")
_HINT = re.compile("分布|坐落|布设|设[在于]|设置[在于]|安装[在于]|位于")
_MORE = re.compile("[^，。；、]{0,4}等|[^，。；、]{0,4}[，、；](?:其余|其他|剩余|余下|另)")
_FEWEST = 2


@rule("N193", name="分布各处的个数与总数不符", severity="warning", source="DOMAIN §8 合计")
def spread_over(ctx: Context) -> Iterator[Finding]:
    """查什么：“新建公园6个，分布在城东2个、城西3个、城南1个”，各处个数之和应等于总数。

    为什么：写明分布在哪里、各有几个，就是把总数分完了。
    举例：2+3+2=7个，总数写6个，不符。
    怎样改：核对台账后更正。
    何时不报：名单以“等”收尾或写“主要分布”；前面另有一个数正好等于各处之和；各处之和不到总数的一半；各处写的是另一种单位。
    """
    for row in ctx.once(rows):
        if len(row.plain) <= _FEWEST or not _HINT.search(row.words):
            continue
        figures = row.figures
        for number, whole in enumerate(figures[:-_FEWEST]):
            first = figures[number + 1]
            if not is_plain(whole) or whole.quote != first.quote or not alike(whole, first):
                continue
            if _OPENS.fullmatch(between(whole, first)):
                yield from _spread(ctx, whole, figures[: number + 1], _parts(figures, number))


def _parts(figures: list[Fact], number: int) -> list[Fact]:
    """Return the figures that follow a total in its own unit, nothing but their places between."""
    unit, parts, mark = figures[number].quantity.unit, list[Fact](), ""
    for fact in figures[number + 1 :]:
        if not is_plain(fact) or fact.quantity.unit != unit:
            break
        words = between(parts[-1], fact) if parts else ""
        if parts and (not _JOINT.fullmatch(words) or (mark == "、" and words[0] in "，；")):
            break  # behind “a、b” a comma goes on to something else
        mark = mark or words[:1]
        parts.append(fact)
    return parts


def _spread(ctx: Context, whole: Fact, before: list[Fact], parts: list[Fact]) -> Iterator[Finding]:
    if len(parts) < _FEWEST or _MORE.match(right_of(parts[-1])):
        return
    ctx.look(whole.place)
    figures = [part.quantity for part in parts]
    heads = [figures[:count] for count in range(_FEWEST, len(figures) + 1)]
    if any(adds_up([f.quantity, *head]) for f in before for head in heads if alike(f, whole)):
        return
    value = add(figures)
    told = [f for f in before if alike(f, whole) and is_plain(f)]
    whole = min(reversed(told), key=lambda f: abs(base(f.quantity) - value))
    if value * 2 < base(whole.quantity):
        return
    added = "+".join(map(said, parts))
    yield from conflict(
        ctx, "N193", cite(whole), value,
        f"“{spoken(whole)}”{said(whole)}，分布各处的{added}={shown(value, whole.quantity)}",
        others=[cite(part) for part in parts],
    )  # fmt: skip
