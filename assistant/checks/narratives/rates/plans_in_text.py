"""N: what was done of a plan in percent, and totals whose parts follow at once."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import HUNDRED, add, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded, show
from assistant.checks.mentions import cite, is_exact, left_of, right_of, said
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.relations.words import crossing
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place

_PLAN = re.compile(r"(?<!完成)(?:计划|目标|任务)(?:值|数|量)?[^，。；、\d]{0,8}$")
_OF_PLAN = re.compile(
    r"(?:完成率|(?:为|占|达|达到|完成|完成了|相当于)(?:年度|全年)?(?:计划|目标|任务)的)(?:为|达|达到)?$"
)


@rule("N144", name="完成计划的百分之几与两数不符", severity="error", source="DOMAIN §8 比率")
def of_plan(ctx: Context) -> Iterator[Finding]:
    """查什么：“完成大中修46.8公里，计划45公里，为计划的104.0%”“访问9.2万次，目标10万次，完成率92.0%”，比率应等于完成数除以计划数。

    为什么：三个数写在一句里，互相决定。
    举例：46.8÷45=104%，写成140%不符。
    怎样改：核对后更正。
    何时不报：同句没有写计划（目标）数；单位不同；计划数和完成数之间还有别的数。
    """
    for group in ctx.sentences:
        for first, second, rate in zip(group, group[1:], group[2:], strict=False):
            if rate.quantity.unit != "%" or rate.quantity.comparator != "=":
                continue
            if not _OF_PLAN.search(left_of(rate)) or first.quantity.unit == "%":
                continue
            plan = [f for f in (first, second) if _PLAN.search(left_of(f))]
            alike = first.quantity.unit == second.quantity.unit and is_exact(first)
            if len(plan) != 1 or not alike or not is_exact(second):
                continue
            done = second if plan[0] is first else first
            ctx.look(rate.place)
            if not base(plan[0].quantity) or _share((rate, done, plan[0])):
                continue
            value = Decimal(rounded(base(done.quantity) / base(plan[0].quantity) * 100))
            yield from conflict(
                ctx, "N144", cite(rate), value,
                f"{said(done)}÷{said(plan[0])}={show(value, '%')}，报告写{said(rate)}",
                others=[cite(done), cite(plan[0])],
            )  # fmt: skip


def _share(facts: Sequence[Fact]) -> bool:
    stated, part, whole = (f.quantity for f in facts)
    quotient = span(part).over(span(whole))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())


@rule("N145", name="总数与紧接着列出的各项之和不符", severity="warning", source="DOMAIN §8 合计")
def parts_at_once(ctx: Context) -> Iterator[Finding]:
    """查什么：“排查桥梁86座，一、二类桥74座、三类桥12座”，总数后面用顿号列出的各项之和应等于总数。

    为什么：没有写“其中”，也是把总数分成几项。
    举例：74座加12座为86座，写成68座不符。
    怎样改：核对台账后更正。
    何时不报：各项之间不是顿号；单位不同；以“等”收尾；各项名称与总数没有相同的字；看不出是哪个数笔误。
    """
    listed = {f.place for r in ctx.relations if r.kind == "partition" for f in (r.whole, *r.parts)}
    for group in ctx.sentences:
        for number, total in enumerate(group[:-2]):
            parts = _parts(total, group[number + 1 :], listed)
            if len(parts) < 2 or significant(total.quantity) < 2:
                continue
            ctx.look(total.place)
            figures = [total.quantity, *(f.quantity for f in parts)]
            mended = None if adds_up(figures) else mend(figures, adds_up)
            if mended is None or mended.moved_point:
                continue
            right = show(add(figures[1:]), total.quantity.unit)
            yield from wrong_sum(ctx, "N145", total, parts, right, mended.words(figures))


_TURN = re.compile("[，；]")


def _parts(total: Fact, behind: list[Fact], listed: set[Place]) -> list[Fact]:
    """Return the figures of one unit that a total is followed by, joined by 、 alone."""
    if total.place in listed or not is_exact(total):
        return []
    parts: list[Fact] = []
    previous, unit = total, total.quantity.unit
    for fact in behind:
        if fact.quantity.unit != unit or not is_exact(fact):
            break
        between = left_of(fact).rpartition(previous.quantity.text)[2]
        opening = "、" if parts else "，"
        if not between.startswith(opening) or _TURN.search(between, 1):
            break
        if fact.place in listed or not _kin(total, fact):
            return []
        parts.append(fact)
        previous = fact
    return [] if right_of(previous).startswith("等") or crossing(parts) else parts


def _kin(total: Fact, part: Fact) -> bool:
    """Tell whether a part is named after the total: 桥梁 and 三类桥 share a character."""
    return bool(set(total.measure[-4:]) & set(part.measure[-4:]))
