"""N: what each gets by a quota told before or with a span of time, times how many get it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, left_of, right_of, said
from assistant.checks.narratives.in_a_row import clause_of, is_plain, rows
from assistant.checks.narratives.means.prices import (
    behind_standard,
    each_span,
    is_standard,
    of_several,
)
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_EACH = re.compile(
    r"(?P<head>[人户床亩生])均(?:每)?(?P<span2>学?年|学期|月|季度?)(?:补助|补贴|标准|工资)?(?:为|是)?$|(?P<alone>(?<![一-龥])单价|每(?:个|座|处|套|台|辆)(?:补助|补贴|奖励|单价|造价|投资))(?:为|是)?$|"
    r"每(?:个|一|名|位)?(?P<of>[^，。；：、\d每]{1,4}?)?(?:每(?P<span>学?年|学期|月|季度?|天|日|次))?"
    r"(?:补助|补贴|奖励|资助|发放|给予|平均|标准|定额|安排|不超过)?(?:为|是|按)?$"
)
_MAY_BE_EACH = re.compile("[每均/／]|单价")
_HINT = re.compile("每|单价|均")
_PER = re.compile(
    r"^(?:/|／|每)(?P<of>[一-龥]{1,3}?)(?:(?:[/／·.]|每)(?P<span>学?年|学期|月|季度?|天|日|次))?(?=[的标，。；、）补]|$)"
)
_TOTAL = re.compile(
    r"补助|补贴|工资|薪酬|报酬|支出|发放|兑付|兑现|支付|资助|减免|奖励|共|合计|总|需|安排|拨付|资金|下达|投入|经费|用"
)
_NOT_TOTAL = re.compile(r"均|每|预算|到位|上年|去年|比|较|增|减少|追加|其中|标准|限额|不超过|/$")
_SPANS: dict[str, tuple[int, ...]] = {
    "年": (1,), "学年": (1,), "": (1,), "次": (1,),
    "学期": (2, 1), "月": (12, *range(1, 12)), "季": (4, 1, 2, 3), "季度": (4, 1, 2, 3),
}  # fmt: skip
_ANY = "件"
_PIECES = frozenset(["套", "台", "辆", "个", "座", "处", "件", "盏", "张", "组", "株", "架", "部"])
"""What a 单价 may be of: the count right before it."""
_UNITS = {
    "人": ("人", "名", "人次", "位"), "生": ("人", "名"), "学生": ("人", "名"), "床": ("张",), "村": ("个",), "校": ("所", "个"),
    "站": ("个", "座"), "车": ("辆", "台"), "家庭": ("户",), "岗": ("个", "人", "名"), "班": ("个",), "教师": ("人", "名"),
    "医生": ("人", "名"), "企业": ("家", "户"), "村医": ("人", "名"), "孩子": ("人", "名"), "老人": ("人", "名"),
}  # fmt: skip


@rule("N163", name="补助标准乘人数与总额不符", severity="warning", source="DOMAIN §8 比率")
def quotas(ctx: Context) -> Iterator[Finding]:
    """查什么：“按每人每年60元的标准，服务人口5.2万人，全年补助312万元”“每人每月90元，惠及1500人，支出162万元”“按5000元/人的标准资助214人，支出107万元”，标准乘以数量（按月的再乘月数）应等于总额。

    为什么：标准、数量和总额互相决定。
    举例：214人×5000元=107万元，写成170万元不符。
    怎样改：核对标准、数量和总额后更正。
    何时不报：同句没有数量或总额，或有几个而其中一对相符；标准按月、按学期计而总额相当于若干个月；标准写“不超过”“左右”。
    """
    for sentence in ctx.once(rows):
        row = sentence.figures if _MAY_BE_EACH.search(sentence.words) else []
        for number, each in enumerate(row):
            if each.quantity.dimension != "元" or not is_plain(each):
                continue
            told = _each(each)
            if told is None or told.span not in _SPANS:
                continue
            near = row[max(0, number - 1) : number] if told.by == "price" else row
            counts = [f for f in near if f is not each and _counts(f, told.of)]
            totals = [
                f for f in row if f is not each and _is_total(f, each) and not of_several(f, row)
            ]
            if told.by == "each" and told.span in _ONCE and any(f in row[:number] for f in counts):
                continue  # what each gets behind how many: another rule's matter
            if counts and totals:
                ctx.look(each.place)
                money = [f for f in row if f is not each and f.quantity.dimension == "元"]
                yield from _product(ctx, each, counts, totals, _SPANS[told.span], money)


class _Quota(NamedTuple):
    """Of whom or what an amount is the quota, its span of time, and what tells so."""

    of: str
    span: str
    by: Literal["per", "price", "each"]


_BOUND = re.compile("超过|左右|以内|最高|上限|至")
_ONCE = ("", "次")


def _each(fact: Fact) -> _Quota | None:
    """Return the quota that an amount is told to be, None for another amount."""
    words = clause_of(fact)
    if _BOUND.search(words + right_of(fact)[:8]):
        return None
    per = _PER.match(right_of(fact))
    if per is not None:
        return _made(per["of"], per["span"], "per", fact)
    found = _EACH.search(words) if _HINT.search(words) else None
    if found is None:
        return None
    if found["alone"]:
        return _Quota(found["alone"][1] if "每" in found["alone"] else _ANY, "", "price")
    if found["head"]:
        return _Quota(found["head"], found["span2"], "each")
    return _made(found["of"], found["span"], "each", fact)


def _made(
    of: str | None, time: str | None, by: Literal["per", "price", "each"], fact: Fact
) -> _Quota | None:
    if of in ("年", "月", "学年", "学期") and not time:
        earlier = re.search(r"每(?:个|名)?([人户生亩])$", left_of(fact).rpartition("每")[0])
        of, time = (earlier[1] if earlier else ""), of
    return _Quota(of, time or "", by) if of else None


def _counts(fact: Fact, of: str) -> bool:
    if not is_plain(fact) or fact.quantity.dimension == "元" or base(fact.quantity) <= 0:
        return False
    if re.search(r"均|每|上年|去年|计划|目标", behind_standard(clause_of(fact))):
        return False
    if of == _ANY:
        return fact.quantity.unit in _PIECES
    units = _UNITS.get(of, (of,))
    unit = fact.quantity.unit.removeprefix("万")
    named = unit != "个" or of == "个" or of[-1] in right_of(fact)[:6] + clause_of(fact)[-6:]
    return unit in units and named


def _is_total(fact: Fact, each: Fact) -> bool:
    if (
        not is_plain(fact)
        or fact.quantity.dimension != "元"
        or base(fact.quantity) <= base(each.quantity)
    ):
        return False
    words = behind_standard(clause_of(fact))
    return (
        bool(_TOTAL.search(words))
        and not _NOT_TOTAL.search(words)
        and not _PER.match(right_of(fact))
    )


def _product(
    ctx: Context,
    each: Fact,
    counts: list[Fact],
    totals: list[Fact],
    times: tuple[int, ...],
    money: list[Fact],
) -> Iterator[Finding]:
    pairs = [(t, c) for t in totals for c in counts]
    exact = is_standard(each)
    if any(_holds((t.quantity, c.quantity, each.quantity), many=n, exact=exact)
           for t in money for c in counts for n in times):  # fmt: skip
        return
    alone = len(pairs) == 1 and len(times) == 1
    for total, count in pairs:
        figures = [total.quantity, count.quantity, each.quantity]
        mended = mend(figures, partial(_holds, many=times[0], exact=exact), short=True)
        if mended is None and (not alone or _holds(figures, many=times[0])):
            continue
        value = base(count.quantity) * base(each.quantity) * times[0]
        sign = f"{said(count)}×{said(each)}" + (f"×{times[0]}" if times[0] > 1 else "")
        for found in conflict(
            ctx, "N163", cite(total), value,
            f"{sign}={show(value, total.quantity.unit)}，报告写{said(total)}",
            others=[cite(count), cite(each)],
        ):  # fmt: skip
            found.explanation = found.explanation or (mended.words(figures) if mended else "")
            yield found
        return


def _holds(figures: Sequence[Quantity], many: int, exact: bool = False) -> bool:
    total, count = (span(f) for f in figures[:2])
    factor = Interval(Decimal(many), Decimal(many))
    return count.times(each_span(figures[2], exact)).times(factor).meets(total)
