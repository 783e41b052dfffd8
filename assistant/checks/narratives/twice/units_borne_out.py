"""N: amounts in a unit ten thousand times off, which the form or figures beside them give away."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import show, written
from assistant.checks.mentions import cite, left_of, right_of, said
from assistant.checks.narratives.in_a_row import clause_of, is_plain
from assistant.checks.narratives.means.means_in_text import mean_name
from assistant.checks.narratives.means.operands_of_means import OTHER_UNIT, swapped
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.quantity import Interval, Quantity

_EACH = re.compile(
    "[均每]|单价|价|标准|定额|限额|成本|工资|低保|学费|票|罚|利息|尾|差额|误差|手续费|滞纳"
)
_PER = re.compile(r"^(?:[/／]|每|的?标准|左右|以上|以下|以内|一[个次人户亩])")
_LEFT = re.compile("结余|余额|剩余|退回|利息|上缴")
_BUDGET = re.compile("经费|资金|支出|补助|补贴|投入|预算|决算|拨款|投资|费|奖补")
_MEAN = re.compile("(?<!平)均|平均|每[人户个名]")
_SHARE = re.compile(r"^(?:（|，?占[^，。；（）\d]{0,12})(\d+(?:\.\d+)?)%")
_PEOPLE = frozenset("人名户所个家村辆台座处")
_MANY, _FEW, _TELLING, _ABSURD, _LIKE = 4, 2, 3, 100, 4


class _Why(NamedTuple):
    """What tells that an amount is meant in the other unit, in Chinese, and the figures of it."""

    words: str
    items: list[Item]


@rule("N215", name="金额单位与旁边的数不合", severity="warning", source="DOMAIN §8 单位；元与万元")
def units_borne_out(ctx: Context) -> Iterator[Finding]:
    """查什么：金额的单位（元、万元）与旁证是否相合：自评表上的同一个数、括号里的占比、后面的人均数、同句并列的各项金额。

    为什么：万元写成元、元写成万元，差一万倍，读的人一眼就会生疑，逐字核对却容易看漏。
    举例：“公用经费148.35元，按69人平均为2.15万元”，148.35万元才合；“人均公用经费8526.84万元”，应为元。
    怎样改：改正单位。
    何时不报：单价、标准、人均、利息、结余尾数等本来就是小数目的；换了单位与旁证也不合；数字不足三位。
    """
    for row in ctx.whole_sentences:
        money = [fact for fact in row if fact.quantity.unit in OTHER_UNIT]
        if not money:
            continue
        for fact in money:
            if not fact.quantity.known() or significant(fact.quantity) < _TELLING:
                continue
            if _MEAN.search(clause_of(fact)):
                why = _mean_too_large(ctx, fact, row)
            elif is_plain(fact) and not _is_each(fact):
                why = (_by_form(ctx, fact) or _by_share(fact, row) or _by_mean(fact, row)
                       or _by_list(fact, row))  # fmt: skip
            else:
                continue
            ctx.look(fact.place)
            if why is not None:
                yield _found(ctx, fact, why)


def _found(ctx: Context, fact: Fact, why: _Why) -> Finding:
    meant = swapped(fact.quantity)
    name = mean_name(fact) if _MEAN.search(clause_of(fact)) else spoken(fact)
    return finding(
        ctx, "N215", fact.place,
        f"报告“{name}”写{said(fact)}，{why.words}，单位疑应为“{meant.unit}”。",
        items=[cite(fact), *why.items], found=said(fact), expected=written(meant), clerical=True,
        difference=show(abs(base(fact.quantity) - base(meant)), "万元"),
        suggestion=f"单位改为“{meant.unit}”，并核对上下文。",
    )  # fmt: skip


def _is_each(fact: Fact) -> bool:
    """Tell whether an amount is a price, a standard or another that is small by its nature."""
    return bool(_EACH.search(clause_of(fact)) or _PER.match(right_of(fact)))


def _by_form(ctx: Context, fact: Fact) -> _Why | None:
    """Return the cell that has an amount's digits in the other unit."""
    meant = swapped(fact.quantity)
    if ("元", base(meant)) not in ctx.told_at:
        return None
    here = fact.place.partition("@")[0]
    cells = ctx.once(_cells)
    if base(fact.quantity) in cells or base(meant) not in cells:
        return None
    absurd = base(fact.quantity) > max(cells) * _ABSURD
    if _digits(fact.quantity) < _MANY and not absurd:
        return None
    if ctx.told_at.get(("元", base(fact.quantity)), set()) - {here}:
        return None
    return _Why(f"表格上同样数字的是{written(meant)}", [Item("表格", cells[base(meant)])])


def _digits(quantity: Quantity) -> int:
    """Return how many digits an amount has without the zeros at its end: 1200.00 has two."""
    return len((quantity.value or Decimal(0)).normalize().as_tuple().digits)


def _cells(pack: Pack) -> dict[Decimal, Quantity]:
    """Return the amounts of the forms by their value in 元, none that is zero."""
    fields = (f for f in pack.fields() if isinstance(f, Quantity) and f.dimension == "元")
    return {f.base: f for f in fields if f.base}


def _by_share(fact: Fact, row: list[Fact]) -> _Why | None:
    """Return the list by whose shares an amount is of the other unit: 甲156元（78%），乙32万元（16%）."""
    own = _share(fact)
    if own is None:
        return None
    others = [(f, share) for f in row if f is not fact and is_plain(f)
              and f.quantity.dimension == "元" and (share := _share(f))]  # fmt: skip
    wholes = [span(f.quantity).over(share) for f, share in others]
    meant, printed = span(swapped(fact.quantity)).over(own), span(fact.quantity).over(own)
    if not others or meant is None or printed is None:
        return None
    if fact.quantity.unit != "元" and len(others) < _FEW:
        return None  # of two amounts the one in 元 is wrong
    if all(w is not None and w.meets(meant) and not w.meets(printed) for w in wholes):
        other = others[0][0]
        shares = [_SHARE.match(right_of(f)) for f in (fact, other)]
        one, two = (share[1] if share else "" for share in shares)
        words = f"占{one}%，而同列的{said(other)}占{two}%"
        return _Why(words, [cite(f) for f, _ in others[:_FEW]])
    return None


def _share(fact: Fact) -> Interval | None:
    told = _SHARE.match(right_of(fact))
    if told is None:
        return None
    value = Decimal(told[1])
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return Interval(value - half, value + half) if value > half else None


def _by_mean(fact: Fact, row: list[Fact]) -> _Why | None:
    """Return the mean that an amount makes in the other unit: 148.35元，按69人平均为2.15万元."""
    number = row.index(fact)
    counts = [f for f in row if is_plain(f) and f.quantity.unit in _PEOPLE and base(f.quantity) > 1]
    for mean in row[number + 1 :]:
        if mean.quantity.dimension != "元" or not mean.quantity.known():
            continue
        if not _MEAN.search(clause_of(mean)) or base(mean.quantity) == base(fact.quantity):
            continue
        for count in counts:
            if _makes(swapped(fact.quantity), count, mean) and not _makes(
                fact.quantity, count, mean
            ):
                return _Why(f"{said(count)}的平均数却是{said(mean)}", [cite(count), cite(mean)])
    return None


def _makes(total: Quantity, count: Fact, mean: Fact) -> bool:
    quotient = span(total).over(span(count.quantity))
    return quotient is not None and quotient.meets(mean.quantity.interval())


def _by_list(fact: Fact, row: list[Fact]) -> _Why | None:
    """Return the amounts in 万元 among which alone one is in 元: 12.35万元、8.62元、15.40万元."""
    quantity = fact.quantity
    words = clause_of(fact)
    if quantity.unit != "元" or not _BUDGET.search(words) or _LEFT.search(words):
        return None
    if not quantity.precision or quantity.precision >= 1 or base(quantity) >= 10_000:
        return None
    others = [f for f in row if f is not fact and is_plain(f) and f.quantity.unit == "万元"
              and f.quantity.precision == quantity.precision]  # fmt: skip
    most = max((base(f.quantity) for f in others), default=Decimal(0))
    if base(swapped(quantity)) > most * _LIKE:
        return None  # 资料费860.00元 among 12.60万元 may well be so little
    alone = not any(f is not fact and f.quantity.unit == "元" for f in row)
    if len(others) < _FEW or not alone or not any(_beside(fact, f, row) for f in others):
        return None
    told = "、".join(said(f) for f in others[:3])
    return _Why(f"同句各项都是万元（{told}）", [cite(f) for f in others[:3]])


def _beside(fact: Fact, other: Fact, row: list[Fact]) -> bool:
    """Tell whether two amounts follow each other with only a name between them."""
    one, two = (fact, other) if row.index(fact) < row.index(other) else (other, fact)
    if row.index(two) - row.index(one) != 1 or one.quote != two.quote:
        return False
    gap = left_of(two).rpartition(one.quantity.text)[2]
    return re.fullmatch(r"[、，；和及][^，。；：、\d（）]{1,14}", gap) is not None


def _mean_too_large(ctx: Context, mean: Fact, row: list[Fact]) -> _Why | None:
    """Return the total of which a mean would be more, were its unit right: 人均8526.84万元."""
    if mean.quantity.unit != "万元" or mean.quantity.comparator != "=":
        return None
    ahead = [f for f in row[: row.index(mean)] if _is_total(f)]
    if not ahead:
        return None
    total = ahead[-1]
    whole = _as_money(total.quantity)
    if whole.unit == "元":
        return None  # then the total's own unit is in doubt
    if base(mean.quantity) <= base(whole):
        return None
    shared = span(whole).over(span(swapped(mean.quantity)))
    heads = ctx.once(_heads)
    if shared is None or not any(shared.low <= n <= shared.high for n in heads):
        return None
    return _Why(f"比总数{written(whole)}还大", [cite(total)])


def _is_total(fact: Fact) -> bool:
    unit = fact.quantity.unit
    money = unit in OTHER_UNIT or (not unit and _BUDGET.search(clause_of(fact)) is not None)
    exact = fact.quantity.known() and fact.quantity.comparator == "="
    return money and exact and not _EACH.search(clause_of(fact)) and bool(base(fact.quantity))


def _as_money(quantity: Quantity) -> Quantity:
    """Return an amount; one that lacks its unit is in 万元 as those around it."""
    return quantity if quantity.unit else quantity.model_copy(update={"unit": "万元"})


def _heads(pack: Pack) -> set[Decimal]:
    """Return how many people or households a pack tells of anywhere."""
    told = {f.quantity.value for f in pack.figures if f.quantity.unit in ("人", "名", "户")}
    staff = [pack.base_data.staffing.staff.value] if pack.base_data else []
    return {value for value in (*told, *staff) if value and value > 1}
