"""N: how a budget came to be, told in one sentence: what it was, what was added, what it is."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_FIRST = re.compile(r"(?:年初|初始|原)(?:批复|安排|部门)?预算(?:安排|批复|资金|总额|数|为)*$")
_BEGUN = re.compile("(?:年初|初始|原)(?:批复|安排|部门)?预算")
_MORE = re.compile(r"追加|调增|增加|新增")
_LESS = re.compile(r"追减|调减|核减|压减|收回|减少")
_LAST = re.compile(
    r"(?:全年|调整后|追加后|变更后|最终)[^，。；]{0,4}预算(?:资金|总额|数|为)*$|预算(?:总额)?调整为$"
)


class _Chain(NamedTuple):
    first: Fact
    steps: list[Fact]
    last: Fact


@rule("N129", name="年初预算加减调整与全年预算不符", severity="error", source="DOMAIN §4、§8")
def budget_chain(ctx: Context) -> Iterator[Finding]:
    """查什么：一句话里写“年初预算A，追加B，（调减C，）全年预算D”，A加B减C应等于D；“年初预算A，追加B，调整率p%”，p应等于B除以A。

    为什么：预算调整的来龙去脉是评审必看的，三个数互相决定。
    举例：年初预算72万元，追加12万元，全年预算应为84万元，写成追加17万元不符。
    怎样改：按预算批复和调整文件更正。
    何时不报：中间还写了别的数（如“其中”）；年初与全年说的不是同一笔预算。几笔追加之后写“共计追加”的，只按共计数核对。
    """
    begun = sentences_with(ctx, _BEGUN)
    for group in ctx.sentences:
        if group[0].quote not in begun:
            continue
        for chain in _chains([f for f in group if f.quantity.dimension == "元"]):
            ctx.look(chain.last.place)
            yield from _conflict(ctx, chain)
        yield from _adjusted(ctx, group)
    for group in ctx.paragraphs:
        yield from _adjusted_since(ctx, group)


def _adjusted_since(ctx: Context, group: list[Fact]) -> Iterator[Finding]:
    """Check “年初预算A……。全年预算D，调整率p%” over sentences: (D-A) ÷ A, or but for one slip."""
    for number, rate in enumerate(group):
        if rate.quantity.unit != "%" or not rate.measure.endswith("调整率"):
            continue
        first = next((f for f in group[:number] if _named(_FIRST, f)), None)
        last = next((f for f in reversed(group[:number]) if _named(_LAST, f)), None)
        if first is None or last is None or first.quote == rate.quote or rate.aspect != "rate":
            continue
        ctx.look(rate.place)
        figures = [rate.quantity, last.quantity, first.quantity]
        if not base(first.quantity) or _grown(figures) or mend(figures, _grown) is None:
            continue
        value = Decimal(rounded((base(last.quantity) / base(first.quantity) - 1) * 100))
        yield from conflict(
            ctx, "N129", cite(rate), value,
            f"（{said(last)}-{said(first)}）÷{said(first)}={show(value, '%')}，报告“{spoken(rate)}”写{said(rate)}",
            others=[cite(last), cite(first)],
        )  # fmt: skip


def _grown(figures: Sequence[Quantity]) -> bool:
    rate, last, first = figures
    quotient = span(last).minus(span(first)).over(span(first))
    hundred = Interval(Decimal(100), Decimal(100))
    return quotient is not None and quotient.times(hundred).meets(rate.interval())


def _adjusted(ctx: Context, group: list[Fact]) -> Iterator[Finding]:
    """Check “年初预算A，追加B，……调整率p%”: B ÷ A, or but for one slip."""
    for number, rate in enumerate(group):
        if rate.quantity.unit != "%" or not _is_adjustment(rate):
            continue
        first = next((f for f in group[:number] if _named(_FIRST, f)), None)
        if first is None:
            continue
        steps = [f for f in group[group.index(first) + 1 : number]
                 if f.quantity.dimension == "元" and _changes(f)]  # fmt: skip
        if len(steps) != 1 or not base(first.quantity):
            continue
        ctx.look(rate.place)
        figures = [rate.quantity, steps[0].quantity, first.quantity]
        if _gives(figures) or mend(figures, _gives) is None:
            continue
        value = Decimal(rounded(base(steps[0].quantity) / base(first.quantity) * 100))
        yield from conflict(
            ctx, "N129", cite(rate), value,
            f"{said(steps[0])}÷{said(first)}={show(value, '%')}，报告“{spoken(rate)}”写{said(rate)}",
            others=[cite(steps[0]), cite(first)],
        )  # fmt: skip


def _is_adjustment(rate: Fact) -> bool:
    """Tell whether a rate is of what was added: 调整率, or “追加12.6万元，增幅10.5%”."""
    grown = rate.aspect == "growth" and re.search(
        r"元，(?:增幅|增长|调增)(?:为|达)?$", left_of(rate)
    )
    return rate.measure.endswith("调整率") or bool(grown)


def _gives(figures: Sequence[Quantity]) -> bool:
    rate, change, first = figures
    quotient = span(change).over(span(first))
    hundred = Interval(Decimal(100), Decimal(100))
    return quotient is not None and quotient.times(hundred).meets(rate.interval())


def _chains(amounts: list[Fact]) -> Iterator[_Chain]:
    for start, first in enumerate(amounts):
        if not _named(_FIRST, first):
            continue
        steps: list[Fact] = []
        for fact in amounts[start + 1 :]:
            if _named(_LAST, fact) and steps:
                yield _Chain(first, steps, fact)
                break
            if not _changes(fact):
                break
            steps = [fact] if steps and _sums_up(fact, steps) else [*steps, fact]


_SUM = re.compile(r"(?:一共|共计?|合计|总计|累计)(?:[^，。；]{0,4})$")


def _sums_up(fact: Fact, steps: Sequence[Fact]) -> bool:
    """Tell whether a change is the sum of those before it: 追加40万元、192万元，共计追加232万元."""
    added = len(steps) > 1 and adds_up([fact.quantity, *(step.quantity for step in steps)])
    return added or bool(_SUM.search(_clause(fact)))


def _named(words: re.Pattern[str], fact: Fact) -> bool:
    return fact.quantity.comparator == "=" and bool(words.search(_clause(fact)))


_CLAUSE = re.compile("[，。；：、（]")


def _clause(fact: Fact) -> str:
    return _CLAUSE.split(left_of(fact))[-1]


def _changes(fact: Fact) -> bool:
    """Tell whether an amount is one change of the budget, and of known direction."""
    clause = _clause(fact)
    return (
        fact.quantity.comparator == "="
        and bool(_MORE.search(clause)) != bool(_LESS.search(clause))
        and "其中" not in clause
    )


def _sign(fact: Fact) -> str:
    return "+" if _MORE.search(_clause(fact)) else "-"


def _conflict(ctx: Context, chain: _Chain) -> Iterator[Finding]:
    total, reach = base(chain.first.quantity), span(chain.first.quantity)
    told = said(chain.first)
    for step in chain.steps:
        plus = _sign(step) == "+"
        reach = reach + span(step.quantity) if plus else reach.minus(span(step.quantity))
        total += base(step.quantity) if plus else -base(step.quantity)
        told += f"{_sign(step)}{said(step)}"
    if reach.meets(span(chain.last.quantity)):
        return
    yield from conflict(
        ctx, "N129", cite(chain.last), total,
        f"{told}={show(total, chain.last.quantity.unit)}，报告“{spoken(chain.last)}”写{said(chain.last)}",
        others=[cite(fact) for fact in (chain.first, *chain.steps)],
    )  # fmt: skip
