"""N: sums, differences and rates that a sentence states beside their own operands."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import rounded, show, title_of, written
from assistant.checks.mentions import cite, in_report, named_tables, said, this_year
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity

_HUNDRED = Interval(Decimal(100), Decimal(100))


def _sentences(ctx: Context) -> Iterator[list[Fact]]:
    """Yield the figures of each sentence, in order."""
    group: list[Fact] = []
    for fact in ctx.pack.figures:
        if group and (fact.quote != group[-1].quote or _paragraph(fact) != _paragraph(group[-1])):
            yield group
            group = []
        group.append(fact)
    if group:
        yield group


def _paragraph(fact: Fact) -> str:
    return fact.place.split("@")[0]


@rule("N110", name="合计等于前列各数之和", severity="error", source="DOMAIN §8 合计")
def totals_after(ctx: Context) -> Iterator[Finding]:
    """查什么：“A若干，B若干，C若干，合计X”，合计应等于前面各数之和。

    为什么：前列各数与合计必须相符。
    举例：三个项目执行168.5万元、132万元、80.8万元，合计写成318.3万元，应为381.3万元。
    怎样改：核对各数后更正。
    何时不报：前面只有一个数；单位不同；前列各数是“其中”。
    """
    for group in _sentences(ctx):
        for number, total in enumerate(group):
            if total.quantity.comparator != "=" or not _is_total(total):
                continue
            parts = _before(group[:number], total)
            if len(parts) < 2 or "其中" in squeeze(total.quote).split(total.quantity.text)[0]:
                continue
            ctx.look(total.place)
            amounts = [part.quantity for part in parts]
            if not add_spans(amounts).meets(span(total.quantity)):
                added = "+".join(said(part) for part in parts)
                yield from conflict(
                    ctx, "N110", cite(total), add(amounts),
                    f"报告合计{said(total)}，前列各数{added}={show(add(amounts), total.quantity.unit)}",
                    others=[cite(part) for part in parts],
                )  # fmt: skip


_TOTAL = re.compile(r"(?:^|[，；、：])(?:[一二两三四五六七八九十]项)?(?:一?共计?|合计|总计)$")


def _is_total(fact: Fact) -> bool:
    """Tell whether nothing but 共 or 合计 leads to a figure."""
    before = squeeze(fact.quote).split(fact.quantity.text)
    return fact.aspect == "value" and any(
        _TOTAL.search("".join(before[:n])) for n in range(1, len(before))
    )


def _before(group: list[Fact], total: Fact) -> list[Fact]:
    out: list[Fact] = []
    for fact in reversed(group):
        if fact.quantity.dimension != total.quantity.dimension or fact.aspect != "value":
            if out:
                break
            continue
        out.insert(0, fact)
    return out


_LEFT_OVER = re.compile(r"^(?:尚)?未(?:执行|支付|支出|使用|拨付)|结余|节余|结转(?!资金)")
_ADDED = re.compile(r"追加|调增")


@rule("N111", name="结余和追加可重算", severity="error", source="DOMAIN §5、§8")
def differences(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写的未执行（未支付、结余）金额应等于全年预算减执行，追加金额应等于全年预算减年初预算。

    为什么：这些数由自评表两个数相减得出。
    举例：全年预算176万元、执行168.5万元，未支付应为7.5万元，写成5.7万元不符。
    怎样改：按表内金额重新计算后更正。
    何时不报：表内缺数；写的是某一来源的结余或追加；上年结转。
    """
    for table in ctx.pack.tables():
        line = money_total(table)
        for fact in [f for f in _told_of(ctx, table) if line is not None]:
            assert line is not None
            minus = _minuend(fact, line.initial, line.executed)
            if minus is None or not (line.full_year.known() and minus.known()):
                continue
            ctx.look(fact.place)
            gap = abs(base(line.full_year) - base(minus))
            if gap != base(fact.quantity) and not span(fact.quantity).meets(
                span(line.full_year).minus(span(minus))
            ):
                yield from conflict(
                    ctx, "N111", cite(fact), gap,
                    f"报告“{fact.measure}”{said(fact)}，{title_of(table)}全年预算数{written(line.full_year)}与"
                    f"{written(minus)}之差为{show(gap, '万元')}",
                    others=[Item("全年预算数", line.full_year), Item("相减的数", minus)],
                )  # fmt: skip


def _told_of(ctx: Context, table: IndicatorTable) -> list[Fact]:
    """Return the amounts told of a table's whole money, the overall report's on it included."""
    own = [f for f in in_report(ctx.pack, ctx.report_of(table)) if _own_money(ctx, f, table.place)]
    if table.kind == "overall":
        return own
    others = in_report(ctx.pack, ctx.pack.overall_report)
    return own + [
        f for f in others
        if named_tables(ctx, f.quote) == [table] and _own_money(ctx, f, table.place)
        and _LEFT_OVER.search(f.measure)
    ]  # fmt: skip


def _minuend(fact: Fact, initial: Quantity, executed: Quantity) -> Quantity | None:
    if _LEFT_OVER.search(fact.measure):
        return executed
    return initial if _ADDED.search(fact.measure) else None


def _own_money(ctx: Context, fact: Fact, place: str) -> bool:
    """Tell whether an amount is of the whole table, not of a project, row or source in it."""
    if fact.quantity.dimension != "元" or not this_year(fact, ctx.pack) or fact.aspect != "value":
        return False
    if re.search(r"上年|收入|基金|自筹", fact.measure) or fact.quantity.comparator != "=":
        return False
    if place != "overall":
        return True
    near = squeeze(fact.quote)
    own = [table.place.rpartition("/")[2] for table in ctx.pack.projects]
    return not any(name[:6] in near for name in own) and not re.search(
        r"采购|项目|公用|人员|三公", near
    )


_RATE = re.compile(r"(?P<stem>[一-龥]{2})[率度]$")


@rule("N112", name="句中比率可重算", severity="error", source="DOMAIN §8 比率")
def rates(ctx: Context) -> Iterator[Finding]:
    """查什么：同一句里写了总数、完成数和比率，如“排查212件，化解204件，化解率96.2%”，比率应等于两数之比。

    为什么：比率由同句两个数算出，不符说明有一个数写错。
    举例：应发3120笔、按时发放3092笔，按时发放率应为99.1%，写成91.9%不符。
    怎样改：按两个数重新计算后更正。
    何时不报：句中没有对应的两个数；比率说的是别的事。
    """
    for group in _sentences(ctx):
        for number, rate in enumerate(group):
            pair = _operands(group[:number], rate)
            if pair is None:
                continue
            if rate.quantity.comparator != "=":
                continue
            ctx.look(rate.place)
            if any(_gives(x, y, rate) for x in group for y in group[:number] if x is not y):
                continue
            part, whole = pair
            value = base(part.quantity) / base(whole.quantity) * 100
            yield from conflict(
                ctx, "N112", cite(rate), Decimal(rounded(value)),
                f"{said(part)}÷{said(whole)}={rounded(value)}%，报告“{rate.measure}”写{said(rate)}",
                others=[cite(part), cite(whole)],
            )  # fmt: skip


def _gives(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Tell whether part ÷ whole can be the stated rate."""
    if part.quantity.dimension != whole.quantity.dimension or whole.aspect != "value":
        return False
    quotient = span(part.quantity).over(span(whole.quantity))
    return quotient is not None and quotient.times(_HUNDRED).meets(rate.quantity.interval())


def _operands(before: list[Fact], rate: Fact) -> tuple[Fact, Fact] | None:
    """Return the two figures a rate is of: the part shares its stem, the whole stands before."""
    stem = _RATE.search(squeeze(rate.measure))
    if rate.quantity.unit != "%" or rate.aspect != "rate" or stem is None:
        return None
    values = [f for f in before if f.aspect == "value" and f.quantity.comparator == "="]
    for number in range(len(values) - 1, 0, -1):
        part, whole = values[number], values[number - 1]
        same = part.quantity.dimension == whole.quantity.dimension
        if (
            same
            and base(whole.quantity)
            and (stem["stem"] in squeeze(part.measure) or _planned(whole, part, stem["stem"]))
        ):
            small, large = sorted((part, whole), key=lambda f: base(f.quantity))
            return small, large
    return None


def _among(whole: Fact, part: Fact) -> bool:
    """Tell whether a sentence says “50个小区中有34个…”."""
    between = (
        rf"{re.escape(whole.quantity.text)}[^，。；]{{0,12}}中，?有?{re.escape(part.quantity.text)}"
    )
    return bool(re.search(between, squeeze(part.quote)))


def _planned(whole: Fact, part: Fact, stem: str) -> bool:
    """Tell whether a rate of doing is of a plan and what was done of it."""
    return stem in ("执行", "完成", "到位", "控制", "支付") and bool(
        re.search(r"预算|计划|任务|目标|应", whole.measure)
        and re.search(r"实际|执行|完成|到位|支出|支付|采购", part.measure)
    )


@rule("N117", name="剩余数等于总数减完成数", severity="error", source="DOMAIN §8 比率")
def remainders(ctx: Context) -> Iterator[Finding]:
    """查什么：“排查212件，化解204件，尚在调处的8件”，剩余数应等于总数减完成数。

    为什么：三个数互相决定。
    举例：212件减204件应余8件，写成6件不符。
    怎样改：核对台账后更正。
    何时不报：句中没有总数和完成数；剩余数说的是别的事。
    """
    for relation in ctx.relations:
        if relation.kind not in ("progress", "rate"):
            continue
        whole, done = relation.whole, relation.parts[0]
        for fact in ctx.pack.figures:
            if fact.quote != relation.quote or not _remaining(fact, done):
                continue
            ctx.look(fact.place)
            gap = base(whole.quantity) - base(done.quantity)
            if base(fact.quantity) != gap and gap > 0:
                yield from conflict(
                    ctx, "N117", cite(fact), gap,
                    f"{said(whole)}减{said(done)}应余{show(gap, fact.quantity.unit)}，报告“{fact.measure}”写{said(fact)}",
                    others=[cite(whole), cite(done)],
                )  # fmt: skip


def _remaining(fact: Fact, done: Fact) -> bool:
    return (
        fact.quantity.dimension == done.quantity.dimension
        and fact.quantity.comparator == "="
        and (fact.location.start or 0) > (done.location.start or 0)
        and bool(re.search(r"^(?:尚|未|剩余|余下|其余)", fact.measure))
    )


@rule("N118", name="项目报告写明资金数", severity="info", source="DOMAIN §6 项目报告")
def money_section(ctx: Context) -> Iterator[Finding]:
    """查什么：项目报告“资金投入情况”一节应写明预算、到位、执行金额。

    为什么：只写“已全部拨付到位”，看不出资金规模和执行情况。
    举例：“资金已全部拨付到位，用于项目施工。”
    怎样改：写明预算数、到位数、执行数和执行率。
    何时不报：这一节已经写了金额；没有这一节。
    """
    for report in ctx.pack.project_reports:
        for section in report.walk():
            if not re.search(r"资金(?:投入|到位|使用|执行)", section.title):
                continue
            ctx.look(section.place)
            told = [
                f for f in in_report(ctx.pack, report) if f.place.startswith(f"{section.place}/")
            ]
            if not any(f.quantity.dimension == "元" for f in told):
                texts = list(section.texts())
                yield finding(
                    ctx, "N118", texts[0].place if texts else section.place,
                    f"“{section.title}”没有写明预算、到位、执行金额。",
                    items=[Item("", text) for text in texts[:1]], found="没有金额",
                    suggestion="补写预算数、到位数、执行数和执行率。", clerical=True,
                )  # fmt: skip


@rule("N119", name="平均数可重算", severity="error", source="DOMAIN §8 比率")
def averages(ctx: Context) -> Iterator[Finding]:
    """查什么：“会签268笔，涉及资金486.2万元，平均每笔1.81万元”，平均数应等于同句总额除以个数。

    为什么：平均数由同句两个数算出。
    举例：486.2万元÷268笔=1.81万元，写成1.18万元不符。
    怎样改：按两个数重新计算后更正。
    何时不报：同句没有总额或相应的个数。
    """
    for group in _sentences(ctx):
        for number, mean in enumerate(group):
            each = re.search(r"(?:平均|均摊?)每(.{1,2}?)|每(.{1,2}?)平均", squeeze(mean.measure))
            if each is None or mean.quantity.comparator != "=":
                continue
            unit = each[1] or each[2]
            before = group[:number]
            counts = [f for f in before if f.quantity.unit == unit and f.aspect == "value"]
            totals = [f for f in before if f.quantity.dimension == mean.quantity.dimension
                      and f.aspect == "value"]  # fmt: skip
            if len(counts) == 1 and len(totals) == 1 and base(counts[0].quantity):
                yield from _average(ctx, mean, totals[0], counts[0])


def _average(ctx: Context, mean: Fact, total: Fact, count: Fact) -> Iterator[Finding]:
    ctx.look(mean.place)
    quotient = span(total.quantity).over(span(count.quantity))
    if quotient is None or quotient.meets(mean.quantity.interval()):
        return
    step = (mean.quantity.precision or Decimal(1)) * mean.quantity.scale
    value = (base(total.quantity) / base(count.quantity) / step).quantize(Decimal(1)) * step
    yield from conflict(
        ctx, "N119", cite(mean), value,
        f"{said(total)}÷{said(count)}={show(value, mean.quantity.unit)}，报告“{mean.measure}”写{said(mean)}",
        others=[cite(total), cite(count)],
    )  # fmt: skip


@rule("N120", name="定额乘数量等于总额", severity="error", source="DOMAIN §8 比率")
def products(ctx: Context) -> Iterator[Finding]:
    """查什么：“预算132万元，按12个村、每村11万元核定”，定额乘以数量应等于总额。

    为什么：三个数互相决定。
    举例：12个村、每村11万元为132万元，写成每村91万元不符。
    怎样改：核对定额标准和数量后更正。
    何时不报：同句没有总额，或有几个数量、几个总额无法确定。
    """
    for group in _sentences(ctx):
        for number, each in enumerate(group):
            thing = re.search(r"每(?P<of>.{1,2})$", squeeze(each.measure))
            if thing is None or each.quantity.dimension != "元" or each.quantity.comparator != "=":
                continue
            before = group[:number]
            totals = [f for f in before if f.quantity.dimension == "元" and f.aspect == "value"]
            counts = [f for f in before if f.aspect == "value"
                      and (f.quantity.unit == thing["of"] or f.measure.endswith(thing["of"]))]  # fmt: skip
            if len(totals) == 1 and len(counts) == 1:
                yield from _product(ctx, each, counts[0], totals[0])


def _product(ctx: Context, each: Fact, count: Fact, total: Fact) -> Iterator[Finding]:
    ctx.look(each.place)
    product = span(each.quantity).times(span(count.quantity))
    if not product.meets(span(total.quantity)):
        value = base(each.quantity) * base(count.quantity)
        yield from conflict(
            ctx, "N120", cite(total), value,
            f"{said(count)}×{said(each)}={show(value, total.quantity.unit)}，报告“{total.measure}”写{said(total)}",
            others=[cite(count), cite(each)],
        )  # fmt: skip
