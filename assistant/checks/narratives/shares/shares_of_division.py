"""N: the shares that one division tells beside its amounts make the whole, 100 %, together."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, right_of, said
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_CODE = "N188"
_BARE = re.compile(
    r"^[，、（]?(?:分别|约|各)?(?:占(?:比|到)?|占比(?:为|是|达)|比[重例](?:为|是|达))$"
)
_ENDS = re.compile(r"^[）]?(?:[，。；、）]|$)")
_DIVIDED = re.compile(r"(?:按[^，。；\d]{1,12}(?:[划区]?分|看|计)|从[^，。；\d]{1,12}[看分])[，：]")
_OPEN = re.compile(r"等|主要|之一|较大|较高|最[多大高]|其余|重点")
_ROUND, _TELLING = Decimal(100), 3


class Pair(NamedTuple):
    """An amount and the share that is told of it."""

    amount: Fact
    share: Fact


@rule(_CODE, name="同一划分的各项占比之和不为100%", severity="warning", source="DOMAIN §8 占比")
def shares_of_division(ctx: Context) -> Iterator[Finding]:
    """查什么：“按支出性质划分，基本支出a万元，占p%；项目支出b万元，占q%”，各项占比之和应为100%，每一项的占比应等于该项除以各项之和。

    为什么：把一个总数按一个标准划分，各项合起来就是总数；总数不在这一句里也可以核对。
    举例：2964.35÷（2964.35+3928.80）=43.00%，写成34.00%，与57.00%之和也不是100%。
    怎样改：核对各项金额后更正占比。
    何时不报：只列了主要几项；各项的占比都与各项之和无关（总数另有所指）；占比写明“占某某的”。
    """
    for row in ctx.once(rows):
        if row.words.count("%") < 2 or ("占" not in row.words and "比重" not in row.words):
            continue
        for pairs, ahead in _divisions(row):
            if len(pairs) > 1 and not _OPEN.search(row.words):
                ctx.look(pairs[0].share.place)
                yield from _judge(ctx, pairs, bool(_DIVIDED.search(ahead)))


def _divisions(row: Row) -> Iterator[tuple[list[Pair], str]]:
    """Yield the pairs of amount and bare share that follow each other, with the words ahead."""
    pairs: list[Pair] = []
    figures, last = row.figures, 0
    for number in range(1, len(figures)):
        amount, share = figures[number - 1], figures[number]
        if not _is_pair(amount, share):
            continue
        begins = bool(_DIVIDED.search(left_of(amount))) and not left_of(amount).count("%")
        if pairs and (last != number - 2 or not alike(pairs[0].amount, amount) or begins):
            yield pairs, left_of(pairs[0].amount)
            pairs = []
        pairs, last = [*pairs, Pair(amount, share)], number
    if pairs:
        yield pairs, left_of(pairs[0].amount)


def _is_pair(amount: Fact, share: Fact) -> bool:
    return (
        share.quantity.unit == "%" and share.quantity.comparator == "="
        and share.quote == amount.quote and is_plain(amount) and share.aspect == "share"
        and bool(_BARE.match(between(amount, share))) and bool(_ENDS.match(right_of(share)))
        and "均" not in clause_of(amount)
    )  # fmt: skip


def _judge(ctx: Context, pairs: list[Pair], divided: bool) -> Iterator[Finding]:
    shares = [pair.share.quantity for pair in pairs]
    amounts = [pair.amount.quantity for pair in pairs]
    right = [_fits(s, a, amounts) for s, a in zip(shares, amounts, strict=True)]
    if all(right):
        return
    whole = add_spans(shares).meets(Interval(_ROUND, _ROUND))
    telling = all(significant(s) >= _TELLING for s in shares)
    if right.count(False) == 1 and telling and not whole:
        yield from _share(ctx, pairs, right.index(False))
    elif (divided or whole) and telling:
        yield from _amount(ctx, pairs)


def _fits(share: Quantity, part: Quantity, parts: Sequence[Quantity]) -> bool:
    quotient = span(part).over(add_spans(list(parts)))
    return quotient is not None and quotient.times(HUNDRED).meets(share.interval())


def _share(ctx: Context, pairs: list[Pair], which: int) -> Iterator[Finding]:
    """Report the one share that isn't its amount's, and what all of them make together."""
    shares = "+".join(said(pair.share) for pair in pairs)
    total = sum((base(pair.share.quantity) for pair in pairs), Decimal(0))
    yield from _told(ctx, pairs, which, f"，{shares}={rounded(total)}%，不是100%")


def _told(ctx: Context, pairs: list[Pair], which: int, more: str = "") -> Iterator[Finding]:
    amount, share = pairs[which]
    value = Decimal(rounded(base(amount.quantity) / add([p.amount.quantity for p in pairs]) * 100))
    added = "+".join(said(pair.amount) for pair in pairs)
    yield from conflict(
        ctx, _CODE, cite(share), value,
        f"{said(amount)}÷（{added}）={rounded(value)}%，报告写占{said(share)}{more}",
        others=[cite(pair.amount) for pair in pairs],
    )  # fmt: skip


def _amount(ctx: Context, pairs: list[Pair]) -> Iterator[Finding]:
    """Report an amount that one slip keeps from making the shares told, all of them at once."""
    figures = [*(p.amount.quantity for p in pairs), *(p.share.quantity for p in pairs)]

    def holds(values: Sequence[Quantity]) -> bool:
        amounts, shares = values[: len(pairs)], values[len(pairs) :]
        return all(_fits(s, a, amounts) for s, a in zip(shares, amounts, strict=True))

    mended = mend(figures, holds)
    if mended is None or mended.moved_point or mended.which >= len(pairs):
        return
    for found in _told(ctx, pairs, mended.which):
        found.explanation = found.explanation or mended.words(figures)
        yield found
