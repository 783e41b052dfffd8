"""N: one amount told twice under one name, once with a slip of the pen."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial

from assistant.checks.compare import add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, is_exact, left_of, said
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.checks.vicinity.of_two import is_made_mean
from assistant.facts.relations import Relation
from assistant.facts.slips import left_out, mend, significant, slips
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import MONEY_UNITS, Interval, Quantity

_LONG = 4
"""So many characters in a row make two names one."""

_COLUMNS = re.compile(
    r"预算|决算|结余|结转|追加|节约|执行|采购价|中标|合同|计划|目标|还[款贷]|人均|平均|每|尾款|首付"
)
_GENERIC = re.compile(
    r"支出|金额|资金|经费|费用|决算|预算|合计|共计|实际|全年|当年|本年|上年|年初|项目|专项|"
    r"政府性基金|一般公共预算|国有资本经营|社会保险基金|其他资金|发放|拨付|支付|付清|安排|投入"
)


@rule("N139", name="同一名目两处写的金额只差一笔", severity="warning", source="DOMAIN §8 一事两数")
def twins(ctx: Context) -> Iterator[Finding]:
    """查什么：前面写“设备质量保证金12.00万元”，后面写“付清质量保证金12.90万元”，同一名目的金额前后应一致。

    为什么：同一笔钱在成效、问题和措施里各写一次，抄错一个数字就成了两个数。
    举例：“国家助学金196.40万元”另一处写成169.40万元。
    怎样改：核对账目后统一。
    何时不报：名目没有四个字相同；差的不是一个数字、两个数字对调或小数点；这个数在别处也写着，或与前后各数对得上；单价、平均数由本句两数算得出；一处说预算、一处说支出。
    """
    pairs = list(_pairs(ctx))
    printed, bound = _printed(ctx, pairs), _bound(ctx, pairs)
    told = set[Place]()
    for fact, others in pairs:
        if len(printed[base(fact.quantity)]) > 1 or fact.place in bound or fact.place in told:
            continue
        for other in others:
            ctx.look(fact.place)
            if not _one_slip(fact, other) or _two_means(ctx, fact, other):
                continue
            mended = mend([fact.quantity], partial(_same, other.quantity), short=True)
            for found in conflict(
                ctx, "N139", cite(fact), base(other.quantity),
                f"“{spoken(other)}”别处写{said(other)}，这里写{said(fact)}",
                others=[cite(other)],
            ):  # fmt: skip
                words = mended.words([fact.quantity]) if mended else ""
                found.explanation = found.explanation or words
                yield found
            told |= {fact.place, other.place}
            break


_COMPARED = re.compile(r"[比较与](?:上年|去年|上一年|年初|目标|计划|20\d\d年)[^，。；\d]{0,8}$")


Pairs = list[tuple[Fact, list[Fact]]]
"""Amounts, the last first, with those elsewhere under the same name, in their order."""


def _pairs(ctx: Context) -> Iterator[tuple[Fact, list[Fact]]]:
    facts = [f for f in ctx.pack.figures if f.quantity.unit in MONEY_UNITS and is_exact(f)]
    names: dict[str, list[int]] = defaultdict(list)
    runs: dict[str, set[int]] = defaultdict(set)
    for number, fact in enumerate(facts):
        core = _core(fact.measure)
        for run in _runs(core):
            runs[run].add(number)
        if len(core) >= _LONG:
            names[core].append(number)
    for fact in reversed(facts):
        numbers = _named(fact, names, runs) if significant(fact.quantity) >= _TELLING else set()
        others = [facts[n] for n in sorted(numbers)]
        others = [f for f in others if _elsewhere(fact, f) and _column(fact) == _column(f)]
        if others and not _COMPARED.search(left_of(fact)):
            yield fact, others


def _named(fact: Fact, names: dict[str, list[int]], runs: dict[str, set[int]]) -> set[int]:
    """Return the numbers of the amounts under a figure's name; a bare one's sentence tells it."""
    core = _core(fact.measure)
    if len(core) >= _SHORT:
        return set[int]().union(*(runs[run] for run in _runs(core)))
    sentence = _SENTENCE.split(left_of(fact))[-1]
    return {number for name in names if name in sentence for number in names[name]}


_SHORT, _TELLING = 2, 3
_SENTENCE, _CLAUSE = re.compile("[。；]"), re.compile("[，。；、]")


def _one_slip(fact: Fact, other: Fact) -> bool:
    """Tell whether one slip of the pen makes another amount of a figure."""
    value = base(other.quantity) / fact.quantity.scale
    return value in slips(fact.quantity) or value in left_out(fact.quantity)


def _two_means(ctx: Context, fact: Fact, other: Fact) -> bool:
    """Tell whether both amounts are means that figures of their own paragraphs give."""
    return "每" in fact.measure and all(is_made_mean(ctx, f.quantity) for f in (fact, other))


def _same(other: Quantity, figures: Sequence[Quantity]) -> bool:
    return base(other) == base(figures[0])


def _printed(ctx: Context, pairs: Pairs) -> dict[Decimal, set[Place]]:
    """Return where each of the amounts stands, in prose and tables of this year and last."""
    out: dict[Decimal, set[Place]] = {base(fact.quantity): set() for fact, _ in pairs}
    asked = {u: {value / scale: value for value in out} for u, scale in MONEY_UNITS.items()}
    stated = (fact for fact in ctx.facts.facts if fact.kind == "stated")
    for fact in (*stated, *ctx.pack.figures) if pairs else ():
        printed, wanted = fact.quantity.value, asked.get(fact.quantity.unit)
        if wanted is not None and printed in wanted:
            out[wanted[printed]].add(fact.place)
    return out


def _bound(ctx: Context, pairs: Pairs) -> set[Place]:
    """Return the amounts that hold in some relation of the text: the others of it vouch for them."""
    asked = {fact.place for fact, _ in pairs}
    bound = set[Place]()
    for relation in ctx.relations if pairs else ():
        places = {fact.place for fact in (relation.whole, *relation.parts)} & asked
        if places and _holds(relation):
            bound |= places
    rates = [fact for fact, _ in pairs if _OF_EACH.search(left_of(fact)[-_SO_FAR:])]
    return bound | {fact.place for fact in rates if _shared_out(ctx, fact)}


_OF_EACH, _SO_FAR = re.compile("[均每]"), 12


def _shared_out(ctx: Context, mean: Fact) -> bool:
    """Tell whether two figures of its own sentence make a mean: 120万元, 40公里, 每公里3万元."""
    here = mean.place.partition("@")[0]
    near = [f for f in ctx.pack.figures if f.quote == mean.quote and f.place.partition("@")[0] == here
            and is_exact(f) and f is not mean and base(f.quantity)]  # fmt: skip
    quotients = (
        span(a.quantity).over(span(b.quantity))
        for a in near
        if a.quantity.dimension == mean.quantity.dimension
        for b in near
        if b.quantity.dimension not in ("", "%", mean.quantity.dimension)
    )
    return any(q is not None and q.meets(span(mean.quantity)) for q in quotients)


def _holds(relation: Relation) -> bool:
    whole, parts = span(relation.whole.quantity), [p.quantity for p in relation.parts]
    if relation.kind == "partition":
        return len(parts) > 1 and add_spans(parts).meets(whole)
    if relation.stated is None or relation.kind == "progress":
        return False
    top = span(parts[0]) if relation.kind != "growth" else span(parts[0]).minus(whole)
    quotient, told = top.over(whole), relation.stated.quantity.interval()
    if quotient is None:
        return False
    percent = quotient.times(Interval(Decimal(100), Decimal(100)))
    return percent.meets(told) or percent.meets(Interval(-told.high, -told.low))


def _elsewhere(fact: Fact, other: Fact) -> bool:
    return fact.place.split("@")[0] != other.place.split("@")[0]


def _column(fact: Fact) -> frozenset[str]:
    return frozenset(_COLUMNS.findall(_CLAUSE.split(left_of(fact))[-1]))


@lru_cache(maxsize=4096)
def _core(measure: str) -> str:
    return _GENERIC.sub("", measure)


def _runs(name: str) -> list[str]:
    """Return the runs of so many characters that a name has."""
    return [name[n : n + _LONG] for n in range(len(name) - _LONG + 1)]
