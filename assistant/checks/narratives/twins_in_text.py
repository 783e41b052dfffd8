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
from assistant.facts.relations import Relation
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Interval, Quantity

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
    何时不报：名目没有四个字相同；差的不是一个数字、两个数字对调或小数点；这个数在别处也写着，或与前后各数对得上；一处说预算、一处说支出。
    """
    facts = [f for f in ctx.pack.figures if is_exact(f) and f.quantity.dimension == "元"]
    printed = _printed(ctx)
    bound, told = _bound(ctx), set[Place]()
    for fact in reversed(facts):
        if len(printed[base(fact.quantity)]) > 1 or fact.place in bound:
            continue
        if significant(fact.quantity) < 3 or _COMPARED.search(left_of(fact)):
            continue
        for other in facts:
            if fact.place not in told and _one_name(fact, other) and _elsewhere(fact, other):
                ctx.look(fact.place)
                mended = mend([fact.quantity], partial(_same, other.quantity), short=True)
                if mended is None:
                    continue
                for found in conflict(
                    ctx, "N139", cite(fact), base(other.quantity),
                    f"“{spoken(other)}”别处写{said(other)}，这里写{said(fact)}",
                    others=[cite(other)],
                ):  # fmt: skip
                    found.explanation = found.explanation or mended.words([fact.quantity])
                    yield found
                told |= {fact.place, other.place}
                break


_COMPARED = re.compile(r"[比较与](?:上年|去年|上一年|年初|目标|计划|20\d\d年)[^，。；\d]{0,8}$")


def _same(other: Quantity, figures: Sequence[Quantity]) -> bool:
    return base(other) == base(figures[0])


def _printed(ctx: Context) -> dict[Decimal, set[Place]]:
    """Return where each amount of the pack stands, in prose and tables of this year and last."""
    out: dict[Decimal, set[Place]] = defaultdict(set)
    for fact in ctx.facts.facts:
        if fact.kind == "stated" and fact.quantity.dimension == "元" and fact.quantity.known():
            out[base(fact.quantity)].add(fact.place)
    for fact in ctx.pack.figures:
        if fact.quantity.dimension == "元" and fact.quantity.known():
            out[base(fact.quantity)].add(fact.place)
    return out


def _bound(ctx: Context) -> set[Place]:
    """Return the figures that hold in some relation of the text: the others of it vouch for them."""
    return {
        fact.place
        for relation in ctx.relations
        if _holds(relation)
        for fact in (relation.whole, *relation.parts)
    }


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


def _one_name(fact: Fact, other: Fact) -> bool:
    if _column(fact) != _column(other):
        return False
    return _share_a_run(_core(fact.measure), _core(other.measure)) or (
        len(_core(fact.measure)) < 2
        and len(_core(other.measure)) >= _LONG
        and _core(other.measure) in re.split("[。；]", left_of(fact))[-1]
    )


def _column(fact: Fact) -> frozenset[str]:
    clause = re.split(r"[，。；、]", left_of(fact))[-1]
    return frozenset(_COLUMNS.findall(clause))


@lru_cache(maxsize=4096)
def _core(measure: str) -> str:
    return _GENERIC.sub("", measure)


def _share_a_run(first: str, second: str) -> bool:
    """Tell whether two names have so many characters in a row in common."""
    runs = {first[n : n + _LONG] for n in range(len(first) - _LONG + 1)}
    return any(run in second for run in runs)
