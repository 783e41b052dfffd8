"""N: rates and totals whose operands a report gives in other sentences, sections or tables.

Only words and likeness join such figures, so these rules speak where one slip of the pen in
one figure explains the difference.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise

from assistant.checks.compare import add, adds_up, base, makes_share, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import rounded, row_name, show, written
from assistant.checks.mentions import (
    cite,
    is_exact,
    left_of,
    said,
    this_year,
)
from assistant.checks.narratives.changes.growth_of_rows import likest_row
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, significant, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import SpendingRow
from assistant.model.quantity import Interval, Quantity

_RATE = re.compile(r"[率度]$")
_NEAR = 16


@rule("N131", name="比率与别处写的总数不符", severity="warning", source="DOMAIN §8 比率")
def rates_across(ctx: Context) -> Iterator[Finding]:
    """查什么：一处写“抽查凭证240笔”，另一处写“抽查的凭证中符合规定的235笔，合格率97.9%”，三个数应当相符。

    为什么：总数写在前面的章节，合格数和比率写在后面，改了一处忘了另一处，数就对不上。
    举例：前面写抽查240笔、后面写符合规定的325笔，合格率97.9%不可能成立。
    怎样改：核对抽查（回访、监测）记录后更正。
    何时不报：同一段里已有总数；别处没有用词相同、单位相同的总数；写的是上年的比率（“由上年的……提高到”）；完成率的分母是自评表指标值；看不出是哪个数笔误。
    """
    for group in ctx.paragraphs:
        for number, (part, rate) in enumerate(pairwise(group)):
            if not _rate_behind(part, rate):
                continue
            before = group[:number]
            if any(_of_unit(f, part) or _is_whole(f, part, rate) for f in before):
                continue  # its own paragraph gives the total: another rule's matter
            here = {f.place for f in group}
            wholes = [
                f for f in _report_of(ctx, rate)
                if f.place not in here and _may_be_of(part, rate, f)
            ]  # fmt: skip
            if wholes and not _of_target(ctx, part, rate):
                ctx.look(rate.place)
                yield from _rate(ctx, part, rate, wholes)


def _rate_behind(part: Fact, rate: Fact) -> bool:
    return (
        rate.aspect == "rate"
        and rate.quote == part.quote
        and rate.quantity.unit == "%"
        and rate.quantity.comparator == "="
        and bool(_RATE.search(rate.measure))
        and not _FROM.search(left_of(rate))
        and is_exact(part)
        and part.quantity.dimension not in ("元", "%")
        and significant(rate.quantity) >= 3
    )


def _is_whole(fact: Fact, part: Fact, rate: Fact) -> bool:
    """Tell whether a figure in other units makes the rate: of 68名 there are 65人."""
    counted = is_exact(fact) and fact.quantity.dimension not in ("元", "%")
    return counted and makes_share((rate.quantity, part.quantity, fact.quantity))


def _of_unit(fact: Fact, part: Fact) -> bool:
    return fact.quantity.unit == part.quantity.unit and is_exact(fact)


def _report_of(ctx: Context, fact: Fact) -> list[Fact]:
    report = next(r for r in ctx.pack.reports() if fact.place.startswith(f"{r.place}/"))
    return ctx.figures_of(report)


_FROM = re.compile(r"(?:[由从]|上年|去年|上期|同期)[^，。；、\d]{0,10}$")
"""What leads to a rate that was, not to this year's."""
_OF_PLAN, _PLANNED = re.compile("完成率$"), re.compile("目标|计划|任务|应|需|须|指标")


def _of_target(ctx: Context, part: Fact, rate: Fact) -> bool:
    """Tell whether a rate is what a row's target makes of a figure: 21个 of at least 20个, 105%."""
    targets = (
        row.target.model_copy(update={"comparator": "="})
        for table in ctx.pack.tables()
        for row in table.indicators
        if row.target.known() and row.target.dimension == part.quantity.dimension
    )
    return any(makes_share((rate.quantity, part.quantity, target)) for target in targets)


_PLAIN = re.compile(r"[，。；、：（）的中了为]|全年|完成|情况|工作|项目")


def _may_be_of(part: Fact, rate: Fact, whole: Fact) -> bool:
    """Tell whether a figure elsewhere counts, in the same words, what the rate is of."""
    if not _of_unit(whole, part) or not base(whole.quantity):
        return False
    if _OF_PLAN.search(rate.measure) and not _PLANNED.search(left_of(whole)[-_NEAR:]):
        return False  # how much of a plan was done is no share of what was done elsewhere
    if whole.period < rate.period:  # the survey itself may be told of the year after
        return False
    said_of = _PLAIN.sub(" ", left_of(rate))
    name = _PLAIN.sub(" ", whole.measure)
    return any(a + b in said_of for a, b in pairwise(name) if " " not in (a, b))


def _rate(ctx: Context, part: Fact, rate: Fact, wholes: list[Fact]) -> Iterator[Finding]:
    if any(makes_share((rate.quantity, part.quantity, w.quantity)) for w in wholes):
        return
    for whole in wholes:
        amounts = [rate.quantity, part.quantity, whole.quantity]
        mended = mend(amounts, makes_share)
        if mended is None or mended.moved_point:
            continue
        value = Decimal(rounded(base(part.quantity) / base(whole.quantity) * 100))
        for found in conflict(
            ctx, "N131", cite(rate), value,
            f"别处写“{spoken(whole)}”{said(whole)}，{said(part)}÷{said(whole)}={show(value, '%')}，"
            f"报告“{spoken(rate)}”写{said(rate)}",
            others=[cite(part), cite(whole)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(amounts)
            yield found
        return


@rule("N130", name="写明“合计”的数与前列各数之和不符", severity="warning", source="DOMAIN §8 合计")
def named_totals(ctx: Context) -> Iterator[Finding]:
    """查什么：“A项目支出443.60万元，占……；B项目……；C项目……。三个项目支出合计963.08万元”，合计应等于同段前面各数之和；“全校基本支出合计”应等于同段各笔基本支出之和。

    为什么：各数分在几句里写，合计写在最后，改了一个数常忘了改合计。
    举例：三个项目443.60万元、374.40万元、145.08万元，合计应为963.08万元，写成936.08万元不符。
    怎样改：核对各数后更正。
    何时不报：前面有几个数之和正好等于合计；不知道合计的是哪几个数；看不出是哪个数笔误。
    """
    for group in ctx.paragraphs:
        for number, total in enumerate(group):
            if not left_of(total).endswith(("合计", "共计", "总计")) or not is_exact(total):
                continue
            counted = _COUNTED.search(left_of(total))
            before = [f for f in group[:number] if _of_unit(f, total)
                      and (counted or f.period == total.period)]  # fmt: skip
            runs = _runs(before, total)
            if not runs or telling(total.quantity) < (2 if counted else 3):
                continue
            ctx.look(total.place)
            fits = (before[start:stop] for stop in range(2, len(before) + 1)
                    for start in range(stop - 1))  # fmt: skip
            if any(adds_up([total.quantity, *(f.quantity for f in run)]) for run in (*runs, *fits)):
                continue
            yield from _sum(ctx, total, runs)


_COUNTED = re.compile(
    r"([两二三四五六七八])(?:个|项|类|笔|种|级|家|方|部分)[^，。；、]{0,10}(?:合计|共计|总计)$"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}


def _runs(before: list[Fact], total: Fact) -> list[list[Fact]]:
    """Return what a total may add up: so many as it says, or those of its own name."""
    counted = _COUNTED.search(left_of(total))
    if counted:
        count = _NUMBERS[counted[1]]
        return [before[-count:]] if len(before) >= count else []
    name = re.sub(r"^[全本我][校镇乡县局院区单位]+|合计|共计|总计", "", total.measure)
    named = [f for f in before if len(name) >= 3
             and (f.measure.endswith(name) or f.measure.startswith("加上"))]  # fmt: skip
    return [named] if len(named) >= 2 else []


def _sum(ctx: Context, total: Fact, runs: list[list[Fact]]) -> Iterator[Finding]:
    for run in runs:
        amounts = [total.quantity, *(f.quantity for f in run)]
        mended = mend(amounts, adds_up)
        if mended is None:
            continue
        right = show(add(amounts[1:]), total.quantity.unit)
        yield from wrong_sum(ctx, "N130", total, run, right, mended.words(amounts))
        return


@rule("N132", name="占增加额的比例算不出", severity="error", source="DOMAIN §8 占比")
def of_the_increase(ctx: Context) -> Iterator[Finding]:
    """查什么：“比上年增加300.08万元……该项目支出276.00万元，相当于增加额的91.98%”，比例应等于两数之比。

    为什么：说明增减原因时，占增加额的比例由前面的数算出。
    举例：276÷300.08=91.98%，写成98.91%不符。
    怎样改：按增加额重新计算后更正。
    何时不报：同段没有写增加（减少）额，或前面没有同一单位的数。
    """
    for group in ctx.paragraphs:
        for number, stated in enumerate(group):
            if not _of_increase(stated):
                continue
            before = group[:number]
            changes = [f for f in before if f.aspect == "growth" and f.quantity.dimension == "元"]
            parts = [f for f in before if is_exact(f) and f.quantity.dimension == "元"
                     and f.quote == stated.quote]  # fmt: skip
            if not changes or not parts:
                continue
            ctx.look(stated.place)
            if any(makes_share((stated.quantity, parts[-1].quantity, c.quantity)) for c in changes):
                continue
            part, whole = parts[-1], changes[-1]
            value = Decimal(rounded(base(part.quantity) / base(whole.quantity) * 100))
            yield from conflict(
                ctx, "N132", cite(stated), value,
                f"{said(part)}÷增减额{said(whole)}={show(value, '%')}，报告写{said(stated)}",
                others=[cite(part), cite(whole)],
            )  # fmt: skip


_OF_CHANGE = re.compile(r"(?:增加|增支|增长|减少|减支)(?:额|量|部分|数)的$")


def _of_increase(fact: Fact) -> bool:
    return (
        fact.quantity.unit == "%"
        and fact.quantity.comparator == "="
        and bool(_OF_CHANGE.search(left_of(fact)[-5:]))
    )


@rule("N133", name="节约、结余额与基础表不符", severity="warning", source="DOMAIN §5、§8")
def savings(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写的“政府采购节约4.72万元”等节约、结余额，应等于基础数据表该行预算数减决算数。

    为什么：节约额由表内两个数相减得出。
    举例：政府采购预算186万元、决算181.28万元，应节约4.72万元，写成4.27万元不符。
    怎样改：按表内两个数重新计算后更正。
    何时不报：不能确认是哪一行；表内缺数；看不出笔误；节约额写的是其中一部分。
    """
    for fact in ctx.figures_of(ctx.pack.overall_report):
        row = _saved_of(ctx, fact) if fact.quantity.dimension == "元" else None
        if row is None or not (row.budget.known() and row.final.known()):
            continue
        if not this_year(fact, ctx.pack) or significant(fact.quantity) < 2:
            continue
        ctx.look(fact.place)
        gap = span(row.budget).minus(span(row.final))
        if _is_gap([fact.quantity], gap) or any(_left_of(ctx, fact.quantity)):
            continue
        if not mend([fact.quantity], partial(_is_gap, gap=gap)):
            continue
        value = abs(base(row.budget) - base(row.final))
        name = f"基础数据表“{row_name(row)}”"
        yield from conflict(
            ctx, "N133", cite(fact), value,
            f"{name}预算{written(row.budget)}、决算{written(row.final)}，相差{show(value, '万元')}，报告写{said(fact)}",
            others=[Item(f"{name}预算数", row.budget), Item(f"{name}决算数", row.final)],
        )  # fmt: skip


def _left_of(ctx: Context, told: Quantity) -> Iterator[bool]:
    """Yield for each money row of the forms whether a figure is what its whole budget left over."""
    for table in ctx.pack.tables():
        for line in table.money:
            if line.full_year.known() and line.executed.known():
                yield _is_gap([told], span(line.full_year).minus(span(line.executed)))


_SAVED = re.compile(r"([^，。；：、\d]*?)(?:节约|节余|结余|节省)(?:资金|金额|额|了|的)*$")


def _saved_of(ctx: Context, fact: Fact) -> SpendingRow | None:
    """Return the base-table row of which a figure says what was saved."""
    words = left_of(fact)
    match = _SAVED.search(words) if "节" in words or "结余" in words else None
    if match is None or fact.quantity.comparator != "=" or ctx.pack.base_data is None:
        return None
    if "采购" in match[1]:
        return ctx.pack.base_data.procurement
    return likest_row(ctx, match[1]) if len(match[1]) >= 3 else None


def _is_gap(figures: Sequence[Quantity], gap: Interval) -> bool:
    told = figures[0].interval()
    return told.meets(gap) or told.meets(Interval(-gap.high, -gap.low))
