"""N: the share of one of several parts, taken of a plan or of another part instead of their total."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_SHARE = re.compile(
    r"^(?P<subject>[^，。；：、（）\d]*?)(?:一项|一块|这块|所|仅|约|共|就|也|已|便|只)*占(?:到了?|了|比|比重|比例|总数|总量|总额|全部)?(?:的|约|达到?|为|是)*$"
)
_PLAN = re.compile(r"预算|计划|目标|任务|指标|上年|去年|年初|申[请报]|概算|应|拟|额定|编制")
_HINT = re.compile(r"占")
_TELLING, _REACH, _FEWEST, _MOST, _SHOWN = 3, 14, 2, 8, 6


@rule("N212", name="占比没有以各项的总数为底数", severity="warning", source="DOMAIN §8 占比")
def shares_of_plan(ctx: Context) -> Iterator[Finding]:
    """查什么：“报名620人，是计划600人的103.3%，男248人、女372人，女性占60%”，各项加起来正好是前面的总数，占比就应除以这个总数；除以计划数、预算数、上年数或者另一项得出的占比不对。

    为什么：没有写明占什么的，就是占所列各项的总数；计划数、预算数离得近，容易误用。
    举例：372÷620=60%，写成62%，是除以计划数600得来的。
    怎样改：以各项的总数为底数重新计算。
    何时不报：写明占计划（预算）的；各项加起来不是前面的总数；占比与总数相符。
    """
    worded = sentences_with(ctx, _HINT)
    for group in ctx.paragraphs if worded else ():
        for number, rate in enumerate(group):
            if rate.quote not in worded or not _is_rate(rate):
                continue
            told = _SHARE.fullmatch(clause_of(rate))
            if told is not None:
                yield from _checked(ctx, group[:number], rate, told["subject"])


def _is_rate(fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.unit == "%" and quantity.comparator == "=" and quantity.known()
        and significant(quantity) >= _TELLING
    )  # fmt: skip


def _checked(ctx: Context, before: list[Fact], rate: Fact, subject: str) -> Iterator[Finding]:
    amounts = [f for f in before[-_REACH:] if is_plain(f) and base(f.quantity) > 0]
    plans = [f for f in amounts if _PLAN.search(clause_of(f))]
    part = _part(amounts, subject)
    if part is None or part in plans:
        return
    alikes = [f for f in amounts if alike(f, part)]
    listed = _listed(alikes, part)
    if listed is None:
        return
    total, siblings = listed
    ctx.look(rate.place)
    if any(_is(rate, part, f) for f in alikes if f not in plans and f not in siblings):
        return
    taken = (f for f in (*plans, *siblings) if alike(f, part) and f is not total)
    base_of = next((f for f in taken if _is(rate, part, f)), None)
    other = next((f for f in siblings if _is(rate, f, total) or _is(rate, f, part)), None)
    if base_of is not None:
        name = clause_of(base_of)[-_SHOWN:]
        reason = f"疑似用错底数：误除以“{name}”{said(base_of)}，应除以各项的总数{said(total)}。"
        yield from _wrong(ctx, rate, [part, total, base_of], reason)
    elif other is not None and subject and subject in clause_of(part):
        reason = f"疑似用错分子：误用了“{clause_of(other)[-_SHOWN:]}”{said(other)}。"
        yield from _wrong(ctx, rate, [part, total, other], reason)


def _wrong(ctx: Context, rate: Fact, sides: list[Fact], reason: str) -> Iterator[Finding]:
    part, total = sides[:2]
    value = Decimal(rounded(base(part.quantity) / base(total.quantity) * 100))
    for found in conflict(
        ctx, "N212", cite(rate), value,
        f"{said(part)}÷{said(total)}={value}%，报告写{said(rate)}", others=[cite(f) for f in sides],
    ):  # fmt: skip
        found.explanation = reason
        yield found


def _part(amounts: list[Fact], subject: str) -> Fact | None:
    """Return the amount that a share's subject calls, or the last told where it has none."""
    if not subject:
        return amounts[-1] if amounts else None
    if _DENIED.match(subject):
        return None
    names = {a + b for a, b in pairwise(subject)}
    likes = [(sum(name in clause_of(f) for name in names), f) for f in amounts]
    most = max((n for n, _ in likes), default=0)
    called = [f for n, f in likes if n == most and n > 0]
    if not called:  # 女性 is called 女学员 before
        called = [f for f in amounts if clause_of(f).startswith(subject[0])]
    return called[0] if len(called) == 1 else None


_DENIED = re.compile("[非未不没无其余]")


def _listed(amounts: list[Fact], part: Fact) -> tuple[Fact, list[Fact]] | None:
    """Return the figure told before a list that the list's parts make up, and the other parts."""
    at = next(n for n, f in enumerate(amounts) if f is part)
    for start in range(max(at - _MOST, 0), at + 1):
        for stop in range(max(at + 1, start + _FEWEST), len(amounts) + 1):
            run = amounts[start:stop]
            made = add_spans([f.quantity for f in run])
            for whole in amounts[:start]:
                if _meets(made, whole):
                    return whole, [f for f in run if f is not part]
    return None


def _meets(made: Interval, whole: Fact) -> bool:
    return made.meets(span(whole.quantity)) and not _PLAN.search(clause_of(whole))


def _is(rate: Fact, part: Fact, whole: Fact) -> bool:
    quotient = span(part.quantity).over(span(whole.quantity))
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())
