"""N: stated growth: from two figures, from the tables, and in step with each other."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import rounded, row_name, show, written
from assistant.checks.linking import links, money_likeness, named
from assistant.checks.mentions import cite, in_report, said, this_year
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, money_total, name_of
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity

_HUNDRED = Decimal(100)


@rule("N104", name="增减幅度可重算", severity="error", source="DOMAIN §8 增减")
def growths(ctx: Context) -> Iterator[Finding]:
    """查什么：“由x增加到y，增长p%”“y，比上年x增长p%”，用两个数重算幅度并核对增减方向。

    为什么：幅度和方向都由两个数决定。
    举例：由80户增加到100户，应为增长25%；写“下降25%”或“增长20%”都不对。
    怎样改：按两个数重新计算后更正。
    何时不报：只写了幅度没写基数；差在四舍五入之内。
    """
    for relation in ctx.relations:
        if relation.kind == "growth" and relation.stated is not None:
            before, after = relation.whole.quantity, relation.parts[0].quantity
            yield from _growth(ctx, "N104", relation.stated, Item(f"“{relation.whole.measure}”", before),
                               Item(f"“{relation.parts[0].measure}”", after))  # fmt: skip


def _growth(ctx: Context, code: str, stated: Fact, old: Item, new: Item) -> Iterator[Finding]:
    before, after = old.field, new.field
    assert isinstance(before, Quantity)
    assert isinstance(after, Quantity)
    if not base(before) or stated.quantity.comparator != "=":
        return
    ctx.look(stated.place)
    percent = stated.quantity.unit == "%"
    change = span(after).minus(span(before))
    scale = Interval(_HUNDRED, _HUNDRED)
    rate = change.over(span(before)) if percent else change
    if rate is None:
        return
    rate = rate.times(scale) if percent else rate
    sign = -1 if stated.direction == "down" else 1
    told = Interval(*sorted(x * sign for x in stated.quantity.interval()))
    if rate.meets(told):
        return
    gap = base(after) - base(before)
    value = Decimal(rounded(abs(gap) / base(before) * _HUNDRED)) if percent else abs(gap)
    words = ("增长" if gap >= 0 else "下降", "下降" if sign < 0 else "增长")
    told_value = f"{words[1]}{said(stated)}"
    yield finding(
        ctx, code, stated.place,
        f"{old.label}{before.text}到{new.label}{after.text}，应为{words[0]}"
        f"{show(value, stated.quantity.unit)}，报告写{told_value}，"
        f"{'方向相反' if words[0] != words[1] else '数值不符'}。",
        items=[cite(stated), old, new], found=told_value,
        expected=f"{words[0]}{show(value, stated.quantity.unit)}", clerical=True,
    )  # fmt: skip


@rule("N105", name="增减幅度与自评表一致", severity="error", source="DOMAIN §8 增减")
def growth_of_rows(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写某项支出比上年（比预算、比年初）增减多少，用基础数据表、自评表的两个数重算数额、幅度和方向。

    为什么：表内有两头的数，增减可以直接核对。
    举例：公务接待费上年5万元、本年4万元，报告写“比上年增长20%”，应为下降20%。
    怎样改：按表内两个数重新计算后更正。
    何时不报：报告说的不是表里的行；表内缺数或为0；句中另写了基数（由N104核对）。
    """
    stated = {r.stated.place for r in ctx.relations if r.kind == "growth" and r.stated}
    for fact in in_report(ctx.pack, ctx.pack.overall_report):
        told = fact.aspect == "growth" or fact.measure.endswith("调整率")
        if told and fact.place not in stated and this_year(fact, ctx.pack):
            pair = _row_pair(ctx, fact) or _budget_pair(ctx, fact)
            if pair is not None:
                yield from _growth(ctx, "N105", fact, *pair)


def _row_pair(ctx: Context, fact: Fact) -> tuple[Item, Item] | None:
    """Return the two cells of the base-table row whose change a figure states."""
    data = ctx.pack.base_data
    rows = [(money_likeness(row_name(r), fact.measure), n, r)
            for n, r in enumerate(data.spending if data else ())]  # fmt: skip
    score, _, row = max(rows, key=lambda x: (x[0], -x[1]), default=(0.0, 0, None))
    if row is None or not named(score):
        return None
    words = _than(fact)
    if re.search(r"上年|去年|同比", words):
        old = Item(f"“{row_name(row)}”上年决算数", row.last_final)
    elif "预算" in words:
        old = Item(f"“{row_name(row)}”预算数", row.budget)
    else:
        return None
    new = Item(f"“{row_name(row)}”本年决算数", row.final)
    return (old, new) if row.final.known() and _filled(old) else None


def _budget_pair(ctx: Context, fact: Fact) -> tuple[Item, Item] | None:
    """Return initial and full-year budget where a figure states the change between them."""
    line = money_total(ctx.pack.overall) if ctx.pack.overall else None
    adjusted = re.fullmatch(r"(?:全年)?(?:预算)?调整率", fact.measure)
    if line is None or not (adjusted or ("年初" in _than(fact) and "预算" in fact.measure)):
        return None
    old, new = Item("年初预算数", line.initial), Item("全年预算数", line.full_year)
    return (old, new) if _filled(old) and line.full_year.known() else None


def _filled(item: Item) -> bool:
    return isinstance(item.field, Quantity) and bool(item.field.base)


def _than(fact: Fact) -> str:
    """Return what a change is measured against: 比上年 may stand before the first of two."""
    before = squeeze(fact.quote).split(fact.quantity.text)[0]
    return fact.base or "".join(re.findall(r"[比较]([^，。]{1,6})", before)[-1:])


@rule("N113", name="增减额与增减幅度相符", severity="error", source="DOMAIN §8 增减")
def amount_and_rate(ctx: Context) -> Iterator[Finding]:
    """查什么：“发案14起，比上年减少6起，下降30%”，增减额与幅度方向一致，且幅度等于增减额除以上年数（本年数减增减额）。

    为什么：三个数互相决定，方向也只能有一个。
    举例：减少6起却写“增长30%”；14起、减少6起，应为下降30%，写成70%不符。
    怎样改：按本年数和上年数重新计算后更正。
    何时不报：句中没有本年数；增减额与幅度说的不是一件事。
    """
    for now, amount, rate in _triples(ctx):
        ctx.look(rate.place)
        if amount.direction != rate.direction:
            yield finding(
                ctx, "N113", rate.place,
                f"报告“{now.measure}”{said(amount)}与{said(rate)}一处写增、一处写减，方向相反。",
                items=[cite(rate), cite(amount), cite(now)], found=said(rate), clerical=True,
            )  # fmt: skip
            continue
        change = span(amount.quantity)
        before = _start(now, change, rate)
        quotient = change.over(before)
        if quotient is None:
            continue
        spans = quotient.times(Interval(_HUNDRED, _HUNDRED))
        if not spans.meets(rate.quantity.interval()):
            middle = (before.low + before.high) / 2
            value = Decimal(rounded(base(amount.quantity) / middle * _HUNDRED))
            yield from conflict(
                ctx, "N113", cite(rate), value,
                f"“{now.measure}”{said(now)}，增减{said(amount)}，幅度应为{show(value, '%')}，报告写{said(rate)}",
                others=[cite(amount), cite(now)],
            )  # fmt: skip


def _start(now: Fact, change: Interval, rate: Fact) -> Interval:
    """Return what the change is measured from: the compared figure itself, or now less it."""
    if _is_base(now):
        return span(now.quantity)
    return (
        span(now.quantity).minus(change) if rate.direction == "up" else span(now.quantity) + change
    )


def _is_base(fact: Fact) -> bool:
    """Tell whether a figure is what another is compared with: 比年初预算2418.60万元增加…"""
    before = squeeze(fact.quote).split(fact.quantity.text)[0]
    return bool(re.search(r"[比较][^，。；、\d]{1,10}$", before))


def _triples(ctx: Context) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Yield this year's figure, its change in amount, and its change in percent."""
    figures = ctx.pack.figures
    for (now, amount), rate in zip(pairwise(figures), figures[2:], strict=False):
        if (
            now.quote == amount.quote == rate.quote
            and now.aspect == "value"
            and (this_year(now, ctx.pack) or _is_base(now))
            and amount.aspect == rate.aspect == "growth"
            and amount.quantity.dimension == now.quantity.dimension
            and rate.quantity.unit == "%"
            and {amount.quantity.comparator, rate.quantity.comparator} == {"="}
            and re.search(r"上年|去年|同比|年初", _than(amount))
        ):
            yield now, amount, rate


@rule("N122", name="为目标的百分之几可重算", severity="error", source="DOMAIN §8 比率")
def of_target(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“为目标（任务）的百分之几”，应等于该指标实际完成值除以指标值。

    为什么：表内有指标值和完成值，比率可以直接核对。
    举例：指标值210人、完成226人，为目标的107.6%，写成170.6%不符。
    怎样改：按指标值和完成值重新计算后更正。
    何时不报：不能确认是哪一项指标；表内缺数；句中另写了目标数。
    """
    for table in ctx.pack.tables():
        for fact in in_report(ctx.pack, ctx.report_of(table)):
            rows = _target_rows(ctx, table, fact)
            best = max(rows, key=lambda pair: pair[0], default=None)
            if best is None or not named(best[0]) or not base(best[1].target):
                continue
            row = best[1]
            ctx.look(fact.place)
            quotient = span(row.actual).over(span(row.target))
            hundred = Interval(_HUNDRED, _HUNDRED)
            if quotient and not quotient.times(hundred).meets(fact.quantity.interval()):
                value = Decimal(rounded(base(row.actual) / base(row.target) * _HUNDRED))
                yield from conflict(
                    ctx, "N122", cite(fact), value,
                    f"“{name_of(row)}”完成{written(row.actual)}、指标值{written(row.target)}，"
                    f"为目标的{show(value, '%')}，报告写{said(fact)}",
                    others=[item(row, "actual"), item(row, "target")],
                )  # fmt: skip


def _target_rows(ctx: Context, table: IndicatorTable, fact: Fact) -> list[tuple[float, Indicator]]:
    """Return the rows that a share of a target may be of, with their likeness."""
    if fact.quantity.unit != "%" or not re.search(r"^(?:年度|全年)?(?:目标|任务|计划)", fact.base):
        return []
    same = [f for f in ctx.pack.figures if f.quote == fact.quote and f.measure == fact.measure
            and f.aspect == "value"]  # fmt: skip
    return [
        (link[0].score, row)
        for row in filled(table)
        if row.target.known() and row.actual.known() and (link := links(row, same))
    ]


@rule("N114", name="比目标增减与指标一致", severity="error", source="DOMAIN §8 增减")
def against_target(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“比目标多（少）多少”，应等于该指标实际完成值与指标值之差，方向一致。

    为什么：表内有指标值和完成值，差数可以直接核对。
    举例：指标值5000件、完成5386件，报告写“比目标多836件”，应为多386件。
    怎样改：按指标值和完成值重新计算后更正。
    何时不报：不能确认是哪一项指标；表内缺数。
    """
    for table in ctx.pack.tables():
        facts = in_report(ctx.pack, ctx.report_of(table))
        changes = [
            f for f in facts if _against_target(f) and f.quantity.unit not in ("%", "百分点")
        ]
        for fact in changes:
            rows = [(link[0].score, row) for row in filled(table) if (link := links(row, [fact]))
                    and row.target.known() and row.actual.known()]  # fmt: skip
            best = max(rows, key=lambda pair: pair[0], default=None)
            if best is not None and named(best[0]):
                row = best[1]
                ctx.look(fact.place)
                gap = base(row.actual) - base(row.target)
                sign = -1 if fact.direction == "down" or _SHORT.search(fact.measure) else 1
                if gap != base(fact.quantity) * sign:
                    word = "多" if gap >= 0 else "少"
                    yield from conflict(
                        ctx, "N114", cite(fact), abs(gap),
                        f"“{name_of(row)}”完成{written(row.actual)}、指标值{written(row.target)}，"
                        f"应比目标{word}{show(abs(gap), fact.quantity.unit)}，报告写{fact.base}{said(fact)}",
                        others=[item(row, "actual"), item(row, "target")],
                    )  # fmt: skip


_SHORT = re.compile(r"(?:少完成|未完成|尚缺|还差)$")


def _against_target(fact: Fact) -> bool:
    """Tell whether a figure says how far a target was missed or passed."""
    if fact.aspect == "value":
        return bool(_SHORT.search(fact.measure)) and fact.quantity.comparator == "="
    return fact.aspect == "growth" and bool(re.search(r"目标|指标值|计划|任务", _than(fact)))
