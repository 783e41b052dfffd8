"""N: stated growth: from two figures, from the tables, and in step with each other."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import rounded, row_name, show, written
from assistant.checks.linking import links, money_likeness, named
from assistant.checks.mentions import (
    cite,
    in_report,
    left_of,
    named_tables,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, money_total, name_of
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, SpendingRow
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
    for table in ctx.pack.tables():
        for fact in in_report(ctx.pack, ctx.report_of(table)):
            told = fact.aspect == "growth" or fact.measure.endswith("调整率")
            project = told_of_project(ctx, fact) if table.kind == "overall" else []
            if project:  # a project's change is no change of the unit's money
                titled = not named_tables(ctx, fact.quote)
                own = len(project) == 1 and titled and fact.measure.endswith("调整率")
                pair = _budget_pair(project[0], fact) if own else None
                if pair is not None:
                    yield from _growth(ctx, "N105", fact, *pair)
                continue
            if told and fact.place not in stated and this_year(fact, ctx.pack):
                pair = _row_pair(ctx, fact) if table.kind == "overall" else None
                pair = pair or _budget_pair(table, fact) or _pair_nearby(ctx, table, fact)
                if pair is not None:
                    if _of_named_row(ctx, fact):
                        ctx.look(fact.place)
                        continue
                    yield from _growth(ctx, "N105", fact, *pair)


def _row_pair(ctx: Context, fact: Fact) -> tuple[Item, Item] | None:
    """Return the two cells of the base-table row whose change a figure states."""
    row = likest_row(ctx, re.sub(r"(?:完成)?预算数?$", "", fact.measure))
    if row is None or _another_amount(ctx, fact, row):
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


def _pair_nearby(ctx: Context, table: IndicatorTable, fact: Fact) -> tuple[Item, Item] | None:
    """Return the cells of the row spoken of just before, if one slip makes the change theirs."""
    if table.kind != "overall" or not re.search(r"上年|去年", _than(fact)):
        return None
    row = row_nearby(ctx, fact)
    if row is None or not (row.last_final.base and row.final.known()):
        return None
    old, new = span(row.last_final), span(row.final)
    change = new.minus(old)
    rate = change.over(old) if fact.quantity.unit == "%" else change
    scale = _HUNDRED if fact.quantity.unit == "%" else Decimal(1)
    sign = -1 if fact.direction == "down" else 1

    def holds(figures: Sequence[Quantity]) -> bool:
        told = Interval(*sorted(x * sign for x in figures[0].interval()))
        return rate is not None and rate.times(Interval(scale, scale)).meets(told)

    if holds([fact.quantity]) or mend([fact.quantity], holds) is None:
        return None
    name = row_name(row)
    return Item(f"“{name}”上年决算数", row.last_final), Item(f"“{name}”本年决算数", row.final)


def row_nearby(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row that a figure shortly before, in the same paragraph, names."""
    figures = ctx.pack.figures
    number = next(n for n, f in enumerate(figures) if f.place == fact.place)
    for other in reversed(figures[max(0, number - 6) : number]):
        if other.place.split("@")[0] != fact.place.split("@")[0]:
            return None
        if other.aspect != "value" or other.quantity.dimension != "元":
            continue
        row = likest_row(ctx, re.sub(r"(?:完成)?预算数?$", "", other.measure))
        if row is not None or not re.fullmatch(r"(?:完成)?预算数?", other.measure):
            return row
    return None


def _of_named_row(ctx: Context, fact: Fact) -> bool:
    """Tell whether another row that the sentence names grew just so: 其中 may stand between."""
    hundred = Interval(_HUNDRED, _HUNDRED)
    sign = -1 if fact.direction == "down" else 1
    told = Interval(*sorted(x * sign for x in fact.quantity.interval()))
    for other in ctx.pack.figures:
        row = likest_row(ctx, other.measure) if other.quote == fact.quote else None
        if other.measure == fact.measure or "上年" not in _than(fact):
            continue
        if row is None or not (row.last_final.base and row.final.known()):
            continue
        change = span(row.final).minus(span(row.last_final))
        rate = change.over(span(row.last_final)) if fact.quantity.unit == "%" else change
        if rate and (rate.times(hundred) if fact.quantity.unit == "%" else rate).meets(told):
            return True
    return False


def _another_amount(ctx: Context, fact: Fact, row: SpendingRow) -> bool:
    """Tell whether the sentence gives this year's amount of what changed, and it isn't the row's."""
    own = [f for f in ctx.pack.figures
           if f.quote == fact.quote and f.measure == fact.measure and f.aspect == "value"
           and f.quantity.dimension == "元" and this_year(f, ctx.pack)]  # fmt: skip
    return bool(own) and all(f.quantity.base != row.final.base for f in own)


def likest_row(ctx: Context, measure: str) -> SpendingRow | None:
    """Return the base-table row that a measure names, if one does."""
    data = ctx.pack.base_data
    rows = [(money_likeness(row_name(r), measure), -n, r)
            for n, r in enumerate(data.spending if data else ())]  # fmt: skip
    score, _, row = max(rows, key=lambda x: x[:2], default=(0.0, 0, None))
    return row if named(score) else None


def _budget_pair(table: IndicatorTable, fact: Fact) -> tuple[Item, Item] | None:
    """Return initial and full-year budget where a figure states the change between them."""
    line = money_total(table)
    adjusted = re.fullmatch(r"(?:全年)?(?:预算)?调整率", fact.measure)
    grown = "年初" in _than(fact) and re.search(
        r"全年预算(?:[^，。；]*，)?[^，。；]*$", left_of(fact)
    )
    if line is None or not (adjusted or grown):
        return None
    old, new = Item("年初预算数", line.initial), Item("全年预算数", line.full_year)
    return (old, new) if _filled(old) and line.full_year.known() else None


def _filled(item: Item) -> bool:
    return isinstance(item.field, Quantity) and bool(item.field.base)


def _than(fact: Fact) -> str:
    """Return what a change is measured against: 比上年 may stand before the first of two."""
    before = squeeze(fact.quote).split(fact.quantity.text)[0]
    return fact.base or "".join(re.findall(r"[比较]([^，。]{1,6})", before)[-1:])


@rule("N126", name="报告写的控制率可重算", severity="error", source="DOMAIN §5")
def control_rates(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写的三公经费、公用经费等控制率，应等于基础数据表该行决算数除以预算数。

    为什么：控制率是计分指标，表内两个数可以直接核对。
    举例：公用经费预算412万元、决算401.55万元，控制率应为97.46%，写成97.76%不符。
    怎样改：按表内两个数重新计算后更正。
    何时不报：不能确认是哪一行；表内缺数；同句写有可算出这个比率的两个数。
    """
    for fact in in_report(ctx.pack, ctx.pack.overall_report):
        row = _controlled(ctx, fact) if fact.quantity.unit == "%" else None
        if row is None and fact.measure == "控制率" and fact.quantity.unit == "%":
            row = _one_slip_off(row_nearby(ctx, fact), fact)
        if row is None or not (row.budget.base and row.final.known()):
            continue
        ctx.look(fact.place)
        if _told_pair(ctx, fact):
            continue
        quotient = span(row.final).over(span(row.budget))
        hundred = Interval(_HUNDRED, _HUNDRED)
        if quotient and not quotient.times(hundred).meets(fact.quantity.interval()):
            value = Decimal(rounded(base(row.final) / base(row.budget) * _HUNDRED))
            name = f"基础数据表“{row_name(row)}”"
            yield from conflict(
                ctx, "N126", cite(fact), value,
                f"{name}决算{written(row.final)}÷预算{written(row.budget)}={show(value, '%')}，报告写{said(fact)}",
                others=[Item(f"{name}决算数", row.final), Item(f"{name}预算数", row.budget)],
            )  # fmt: skip


def _controlled(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row whose final ÷ budget a figure states."""
    if fact.measure.endswith("控制率"):
        name = fact.measure.removesuffix("控制率")
        return likest_row(ctx, name) if name else None
    match = re.search(
        r"(?:^|[，。；])([^，。；\d]{2,12})完成预算(?:数)?[^，。；]*的$", left_of(fact)
    )
    return likest_row(ctx, match[1]) if match else None


def _one_slip_off(row: SpendingRow | None, fact: Fact) -> SpendingRow | None:
    """Return the row if one slip in the stated rate makes it the row's final ÷ budget."""
    quotient = (
        row and row.budget.base and row.final.known() and span(row.final).over(span(row.budget))
    )
    if not quotient:
        return None
    rate = quotient.times(Interval(_HUNDRED, _HUNDRED))
    return row if mend([fact.quantity], lambda q: rate.meets(q[0].interval())) else None


def _told_pair(ctx: Context, fact: Fact) -> bool:
    """Tell whether two amounts of the same sentence give the rate: it is theirs."""
    amounts = [
        f for f in ctx.pack.figures if f.quote == fact.quote and f.quantity.dimension == "元"
    ]
    hundred = Interval(_HUNDRED, _HUNDRED)
    pairs = ((a, b) for a in amounts for b in amounts if a is not b and b.quantity.base)
    quotients = (span(a.quantity).over(span(b.quantity)) for a, b in pairs)
    return any(
        q is not None and q.times(hundred).meets(fact.quantity.interval()) for q in quotients
    )


@rule("N113", name="增减额与增减幅度相符", severity="error", source="DOMAIN §8 增减")
def amount_and_rate(ctx: Context) -> Iterator[Finding]:
    """查什么：“发案14起，比上年减少6起，下降30%”，增减额与幅度方向一致，且幅度等于增减额除以上年数（本年数减增减额）。

    为什么：三个数互相决定，方向也只能有一个。
    举例：减少6起却写“增长30%”；14起、减少6起，应为下降30%，写成70%不符。
    怎样改：按本年数和上年数重新计算后更正。
    何时不报：句中没有本年数；增减额与幅度说的不是一件事。
    """
    for amount, rate in _pairs(ctx):
        ctx.look(rate.place)
        if amount.direction != rate.direction:
            yield finding(
                ctx, "N113", rate.place,
                f"报告“{amount.measure}”{said(amount)}与{said(rate)}一处写增、一处写减，方向相反。",
                items=[cite(rate), cite(amount)], found=said(rate), clerical=True,
            )  # fmt: skip
    for now, amount, rate in _triples(ctx):
        if amount.direction != rate.direction:
            continue
        change = span(amount.quantity)
        before = _start(now, change, rate)
        quotient = change.over(before)
        if quotient is None or _of_another(ctx, amount, rate):
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


def _of_another(ctx: Context, amount: Fact, rate: Fact) -> bool:
    """Tell whether another figure of the sentence is what grew: of the whole, not of its last part."""
    change = span(amount.quantity)
    for fact in ctx.pack.figures:
        if fact.quote != rate.quote or fact.aspect != "value":
            continue
        if fact.quantity.dimension == amount.quantity.dimension:
            quotient = change.over(_start(fact, change, rate))
            hundred = Interval(_HUNDRED, _HUNDRED)
            if quotient and quotient.times(hundred).meets(rate.quantity.interval()):
                return True
    return False


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
    return bool(re.search(r"(?:[比较]|[由从](?:上年|去年))[^，。；、\d]{0,10}$", before))


def _pairs(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield a change in amount and the change in percent told in the same breath."""
    for amount, rate in pairwise(ctx.pack.figures):
        if (
            amount.quote == rate.quote
            and amount.aspect == rate.aspect == "growth"
            and amount.quantity.unit not in ("%", "百分点")
            and rate.quantity.unit == "%"
            and not rate.base
            and amount.direction
            and rate.direction
        ):
            yield amount, rate


def _triples(ctx: Context) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Yield the figure that changed, its change in amount, and its change in percent."""
    figures = ctx.pack.figures
    for number, (amount, rate) in enumerate(pairwise(figures)):
        if not (
            amount.quote == rate.quote
            and amount.aspect == rate.aspect == "growth"
            and rate.quantity.unit == "%"
            and {amount.quantity.comparator, rate.quantity.comparator} == {"="}
            and re.search(r"上年|去年|同比|年初", _than(amount) + left_of(amount)[-12:])
        ):
            continue
        before = [f for f in figures[max(0, number - 4) : number]
                  if f.quote == amount.quote and f.aspect == "value"
                  and f.quantity.dimension == amount.quantity.dimension
                  and (this_year(f, ctx.pack) or _is_base(f))
                  and not re.search(r"(?:完成|为|达)(?:预算|目标|计划|任务)$", f.measure)]  # fmt: skip
        if before:
            yield before[-1], amount, rate


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
            known = [row for row in filled(table) if row.target.known() and row.actual.known()]
            rows = [(1.0 if _given(row, fact, facts) else link[0].score, row)
                    for row in known if (link := links(row, [fact]))]  # fmt: skip
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


def _given(row: Indicator, gap: Fact, facts: list[Fact]) -> bool:
    """Tell whether the figure right before a difference is the row's own actual value."""
    before = [f for f in facts[: facts.index(gap)] if f.quote == gap.quote and f.aspect == "value"]
    return (
        bool(before)
        and before[-1].quantity.dimension == row.actual.dimension
        and (base(before[-1].quantity) == base(row.actual))
    )


_SHORT = re.compile(r"(?:少完成|未完成|尚缺|还差|少|缺|差|欠)$")
_BARE = re.compile(r"[^减](?:少|多|缺|差|欠)$")


def _against_target(fact: Fact) -> bool:
    """Tell whether a figure says how far a target was missed or passed."""
    if fact.aspect == "value":
        told = r"少完成$|未完成$|尚缺$|还差$"
        deviates = bool(re.search(r"偏离|偏差|问题|未完成", fact.place.split("@")[0]))
        return fact.quantity.comparator == "=" and bool(
            re.search(told, fact.measure) or (deviates and _BARE.search(fact.measure))
        )
    return (
        fact.aspect == "growth"
        and fact.quantity.comparator == "="
        and bool(re.search(r"目标|指标值|计划|任务|控制[数值线]|上限|承诺", _than(fact)))
    )
