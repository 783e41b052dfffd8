"""N: an adjustment and the amounts that its reasons give."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, is_exact, left_of, said
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_CHANGED = re.compile(
    r"(?:追加|调增|调减|核减|压减|增加|减少|净增加?|净减少?)(?:了|为|资金|预算)*$"
)
_REASON = re.compile(r"(?:原因|主要)(?:是|为|有|在于|包括|：)|(?:系|因为|由于|主要因)")
_PARTLY = re.compile(r"主要|其中|包括|等|之一|有：?")
_ENDS = re.compile(r"(?:执行|支出|决算|执行率|结余|未执行|自评得分|总支出)[^，。；]{0,4}$")


@rule("N138", name="调整原因的各笔之和与调整额不符", severity="warning", source="DOMAIN §4、§8")
def reasons(ctx: Context) -> Iterator[Finding]:
    """查什么：“全年预算增加1775.40万元……调整的原因是：……1040.00万元，……500.00万元，……235.40万元”，各笔之和应等于调整额。

    为什么：说明调整原因时，各笔资金加起来就是调整额。
    举例：追加100万元，原因是省级补助100.80万元，两数不符。
    怎样改：核对预算调整文件后更正。
    何时不报：原因里没有写金额；只写了其中一部分；前几笔之和正好相符；看不出是哪个数笔误。
    """
    for group in ctx.paragraphs:
        for number, change in enumerate(group):
            if not _is_change(change):
                continue
            listed = list(_listed(group[number + 1 :], change))
            if not listed:
                continue
            ctx.look(change.place)
            heads = [listed[:count] for count in range(1, len(listed) + 1)]
            if any(adds_up(_amounts(change, head)) for head in heads):
                continue
            yield from _reasons(ctx, change, heads)


def _is_change(fact: Fact) -> bool:
    return (
        fact.quantity.dimension == "元"
        and fact.quantity.comparator == "="
        and fact.quantity.known()
        and bool(_CHANGED.search(left_of(fact)))
    )


def _listed(behind: list[Fact], change: Fact) -> Iterator[Fact]:
    """Yield the amounts that the reasons behind a change give, until the text turns."""
    opened = False
    for fact in behind:
        words = left_of(fact)
        if fact.quote == change.quote:
            words = words.partition(change.quantity.text)[2]
        if not opened:
            opened = bool(_REASON.search(words))
        if fact.quantity.unit in ("%", "百分点"):
            continue
        if not opened and fact.quote == change.quote:
            return
        if not opened or not is_exact(fact) or fact.quantity.dimension != "元":
            return
        if _ENDS.search(re.split(r"[，。；]", words)[-1]):
            return
        yield fact


def _amounts(change: Fact, listed: list[Fact]) -> list[Quantity]:
    return [change.quantity, *(f.quantity for f in listed)]


def _reasons(ctx: Context, change: Fact, heads: list[list[Fact]]) -> Iterator[Finding]:
    for listed in reversed(heads):
        amounts = _amounts(change, listed)
        mended = mend(amounts, adds_up)
        if mended is None:
            continue
        alone = len(listed) == 1 and base(listed[0].quantity) < base(change.quantity)
        if alone and not mended.moved_point and _PARTLY.search(listed[0].quote):
            return  # one reason of several may be told
        value = add(amounts[1:])
        added = "+".join(said(f) for f in listed)
        for found in conflict(
            ctx, "N138", cite(change), value,
            f"调整原因所列{added}={show(value, change.quantity.unit)}，调整额写{said(change)}",
            others=[cite(f) for f in listed],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(amounts)
            yield found
        return
