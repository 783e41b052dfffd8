"""Shares told in turn behind their amounts, of a whole that is nowhere told but is their sum."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import HUNDRED, add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, is_exact, left_of, said
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Quantity

_IN_TURN = re.compile(
    r"(?:分别|依次|各)占[^，。；]*$|(?:占比|比[重例])(?:约|分别|依次|各|自)*(?:约?为|是|达)?$"
    r"|占(?:约|分别|依次|各|自)+(?:约?为|是|达)?$"
)
_JOINED = re.compile(r"[、和与及，]+")
_TELLING = 3


def in_turn(ctx: Context, told: set[Place]) -> Iterator[Finding]:
    """Yield what is wrong with “A x、B y、C z，分别占p%、q%、r%” that must make the whole.

    ``told`` are the places of shares found wrong already. Other shares of the list, or one slip of the pen, must show that the amounts are all there is.
    """
    for group in ctx.paragraphs:
        for number, first in enumerate(group):
            if first.quantity.unit != "%" or not _IN_TURN.search(left_of(first)):
                continue
            shares = _shares(group[number:])
            parts = _parts(group[:number], len(shares))
            if (
                len(shares) >= 2
                and len(parts) == len(shares)
                and not told & {s.place for s in shares}
            ):
                ctx.look(first.place)
                yield from _together(ctx, shares, parts)


def _shares(group: list[Fact]) -> list[Fact]:
    """Return the shares that go on a list: nothing but 、 or 和 stands between."""
    out = group[:1]
    for fact in group[1:]:
        between = left_of(fact).rpartition(out[-1].quantity.text)[2]
        if (
            fact.quantity.unit != "%"
            or fact.quote != out[0].quote
            or not _JOINED.fullmatch(between)
        ):
            break
        out.append(fact)
    return out


def _parts(before: list[Fact], count: int) -> list[Fact]:
    parts = [fact for fact in before if is_exact(fact)][-count:]
    return parts if len({part.quantity.dimension for part in parts}) == 1 else []


def _together(ctx: Context, shares: list[Fact], parts: list[Fact]) -> Iterator[Finding]:
    figures = [fact.quantity for fact in (*shares, *parts)]
    right = [_fits(share.quantity, part.quantity, figures[len(shares) :])
             for share, part in zip(shares, parts, strict=True)]  # fmt: skip
    telling = all(significant(share.quantity) >= _TELLING for share in shares)
    but_one = len(right) > 2 and right.count(False) == 1
    if all(right) or not (telling or but_one):
        return
    mended = mend(figures, _all_fit)
    if right.count(False) == 1:
        which = right.index(False)
    elif mended is not None and mended.which >= len(shares):
        which = mended.which - len(shares)
    else:
        return
    share, part, total = shares[which], parts[which], add(figures[len(shares) :])
    value = Decimal(rounded(base(part.quantity) / total * 100))
    added = "+".join(said(fact) for fact in parts)
    for found in conflict(
        ctx, "N103", cite(share), value,
        f"{said(part)}÷（{added}）={rounded(value)}%，报告写{said(share)}",
        others=[cite(fact) for fact in parts],
    ):  # fmt: skip
        found.explanation = mended.words(figures) if mended else found.explanation
        yield found


def _all_fit(figures: Sequence[Quantity]) -> bool:
    half = len(figures) // 2
    pairs = zip(figures[:half], figures[half:], strict=True)
    return all(_fits(share, part, figures[half:]) for share, part in pairs)


def _fits(share: Quantity, part: Quantity, parts: Sequence[Quantity]) -> bool:
    quotient = span(part).over(add_spans(list(parts)))
    return quotient is not None and quotient.times(HUNDRED).meets(share.interval())
