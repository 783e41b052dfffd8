"""N: cells that a report repeats with a slip of the pen: actual values, targets, what was left.

Likeness of words alone doesn't prove that figures belong together, so these rules speak where
one slip in one figure explains the difference.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checks.between.indicators_told import of_another_table, other_matter
from assistant.checks.between.linking import links, possible
from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import show, written
from assistant.checks.mentions import (
    cite,
    is_exact,
    left_of,
    right_of,
    said,
    this_year,
)
from assistant.checks.narratives.in_a_row import sentences_with
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, Quantity

_PLAIN = re.compile(
    r"实际|完成|全年|年度|全[镇县区市校局]|共计|累计|开展|组织|举办|数量|次数|人数|户数|个数|面积|情况|工作|"
    r"活动|项目|指标|合计|平均|成本|支出|投入|资金|经费|[率度数]$"
)


@rule("N140", name="完成值与报告只差一笔", severity="warning", source="DOMAIN §8 文字与表格")
def nearly_told(ctx: Context) -> Iterator[Finding]:
    """查什么：自评表“更换老旧水表”完成936只，报告写“换装水表963只”，用词不同但说的是一件事，差的又只是一笔，应当核对。

    为什么：表格和报告抄的是同一个数，抄错一个数字就不一致了。
    举例：完成值5580人，报告写“5850人受益”。
    怎样改：核对台账，更正表格或报告。
    何时不报：报告别处写着这个完成值；报告的数是另一项指标的完成值或指标值；没有相同的词；差的不止一笔。
    """
    for table in ctx.pack.tables():
        rows = list(filled(table))
        taken = {(q.dimension, q.base) for row in rows for q in (row.actual, row.target)}
        asked = [r for r in rows if r.actual.known() and significant(r.actual) >= _TELLING]
        told = _by_dimension(ctx, table, {row.actual.dimension for row in asked})
        for row in asked:
            alike, own = told[row.actual.dimension], span(row.actual)
            if any(own.meets(reach) for _, reach in alike):
                continue
            near = [f for f, _ in alike if (f.quantity.dimension, f.quantity.base) not in taken
                    and _shares_a_word(row, f) and not other_matter(row, f)
                    and not (f.place in ctx.vouched or _another_rate(row, f))
                    and not of_another_table(ctx, row, f)]  # fmt: skip
            if near:
                ctx.look(row.actual.place)
                yield from _nearly(ctx, row, near)


_TELLING = 3


def _by_dimension(
    ctx: Context, table: IndicatorTable, dimensions: set[str]
) -> dict[str, list[tuple[Fact, Interval]]]:
    """Return the report's own figures of each dimension, with what they can stand for."""
    out: dict[str, list[tuple[Fact, Interval]]] = {each: [] for each in dimensions}
    for fact in ctx.figures_of(ctx.report_of(table)) if dimensions else ():
        alike = out.get(fact.quantity.dimension)
        if alike is None or not this_year(fact, ctx.pack):
            continue
        if fact.aspect == "rate" or is_exact(fact):
            alike.append((fact, fact.quantity.interval()))
    return out


_KIND = re.compile(r"[率度]$|实际|全年|本年|综合|总体")


def _another_rate(row: Indicator, fact: Fact) -> bool:
    """Tell whether two rates are of different things: each has words that the other lacks."""
    if row.actual.dimension != "%":
        return False
    name, told = (_KIND.sub("", squeeze(words)) for words in (row.name.raw, fact.measure))
    return min(len(set(name) - set(told)), len(set(told) - set(name))) > 1


def _shares_a_word(row: Indicator, fact: Fact) -> bool:
    """Tell whether two neighbouring characters of a row's name stand in a figure's own words."""
    name = _PLAIN.sub(" ", squeeze(row.name.raw))
    words = squeeze(fact.measure) + re.split(r"[，。；、\d]", right_of(fact))[0][:8]
    if any(a + b in words for a, b in pairwise(name) if " " not in (a, b)):
        return True
    each = re.search(r"[单每]([^个位，])", squeeze(row.name.raw))
    return each is not None and f"每{each[1]}" in words


def _nearly(ctx: Context, row: Indicator, near: list[Fact]) -> Iterator[Finding]:
    for fact in near:
        figures = [fact.quantity, row.actual]
        mended = mend(figures, _meet, short=True)
        if mended is None:
            continue
        for found in conflict(
            ctx, "N140", cite(fact), base(row.actual),
            f"自评表“{name_of(row)}”实际完成值为{written(row.actual)}，报告“{spoken(fact)}”写{said(fact)}",
            others=[item(row, "actual")],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found
        return


def _meet(figures: Sequence[Quantity]) -> bool:
    return span(figures[0]).meets(span(figures[1]))


@rule("N141", name="报告写的目标与指标值不符", severity="warning", source="DOMAIN §8 文字与表格")
def targets_told(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“办结率90.5%，低于95%的目标”“完成目标1900人次的103.4%”，写到的目标应与自评表的指标值一致。

    为什么：是否完成要与指标值比，两处目标不同就说不清。
    举例：自评表指标值≥95%，报告写“低于59%的目标”。
    怎样改：以批复的绩效目标为准统一。
    何时不报：句中没有写该项指标的完成值，不能确认是哪一项；说的是下一年的目标；“超目标”后写的是超出的数；看不出笔误。
    """
    aimed = sentences_with(ctx, _AIM)
    for table in ctx.pack.tables():
        facts = ctx.figures_of(ctx.report_of(table))
        for number, target in enumerate(facts):
            if target.quote not in aimed or not this_year(target, ctx.pack):
                continue
            if not _is_target(target):
                continue
            near = [f for f in facts[max(0, number - 3) : number + 3] if f.quote == target.quote]
            row = _row_told(table, target, [f for f in near if f is not target])
            if row is None or not row.target.known() or significant(row.target) < 2:
                continue
            ctx.look(target.place)
            figures = [target.quantity, row.target]
            mended = None if _meet(_plain(figures)) else mend(_plain(figures), _meet)
            if mended is None:
                continue
            for found in conflict(
                ctx, "N141", cite(target), base(row.target),
                f"自评表“{name_of(row)}”指标值为{written(row.target)}，报告写目标{said(target)}",
                others=[item(row, "target")],
            ):  # fmt: skip
                found.explanation = found.explanation or mended.words(figures)
                yield found


def _plain(figures: Sequence[Quantity]) -> list[Quantity]:
    """Return figures as exact ones: ≥95% and 95% are one target."""
    return [q.model_copy(update={"comparator": "="}) for q in figures]


_NAMED = r"(?:年度|年初|全年|既定|预期|绩效)?(?:目标|任务|计划|指标值|控制数|控制线)值?"
_AHEAD, _BEHIND, _LONGEST = re.compile(rf"{_NAMED}(?:为|是|的)?$"), re.compile(rf"的?{_NAMED}"), 8
_AIM = re.compile("目标|任务|计划|指标值|控制[数线]")


def _is_target(fact: Fact) -> bool:
    if fact.aspect == "growth" or not fact.quantity.known():
        return False
    ahead = left_of(fact)[-_LONGEST:]
    if _BY.search(ahead):
        return False
    return bool(_AHEAD.search(ahead) or _BEHIND.match(right_of(fact)))


_BY = re.compile(rf"(?:超(?!过)出?|多于?|差|欠|短){_NAMED}的?$")
"""Words after which a figure tells by how much: 超目标0.8万平方米."""


def _row_told(table: IndicatorTable, target: Fact, near: list[Fact]) -> Indicator | None:
    """Return the one row whose actual value the sentence of a target gives."""
    rows = [
        row for row in filled(table)
        if row.actual.known() and row.actual.dimension == target.quantity.dimension
        and significant(row.actual) >= 2
        and any(f.quantity.dimension == row.actual.dimension and f.quantity.base == row.actual.base
                and (link := links(row, [f])) and possible(link[0].score) for f in near)
    ]  # fmt: skip
    return rows[0] if len(rows) == 1 else None


@rule("N142", name="基本支出未执行数与基础表不符", severity="warning", source="DOMAIN §5、§8")
def basic_left(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“全年未执行128.32万元，其中基本支出91.38万元”，应等于基础数据表基本支出预算数减决算数。

    为什么：未执行数由表内两个数相减得出。
    举例：基本支出预算3452.80万元、决算3361.42万元，未执行91.38万元，表内预算写成3425.80万元不符。
    怎样改：核对预算文件和决算后更正。
    何时不报：表内缺数；句子说的不是未执行数；看不出笔误。
    """
    data = ctx.pack.base_data
    row = data.budget_adjustment if data is not None else None
    if row is None or not (row.budget.known() and row.final.known()):
        return
    for fact in ctx.figures_of(ctx.pack.overall_report):
        if not _left_of_basic(fact) or not this_year(fact, ctx.pack):
            continue
        ctx.look(fact.place)
        figures = [fact.quantity, row.budget, row.final]
        mended = None if _differ(figures) else mend(figures, _differ)
        if mended is None:
            continue
        value = abs(base(row.budget) - base(row.final))
        for found in conflict(
            ctx, "N142", cite(fact), value,
            f"基础数据表基本支出预算{written(row.budget)}、决算{written(row.final)}，"
            f"相差{show(value, '万元')}，报告写{said(fact)}",
            others=[Item("基础数据表基本支出预算数", row.budget),
                    Item("基础数据表基本支出决算数", row.final)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found


_BASIC = re.compile("(?:其中)?基本支出(?:未执行|结余)?")
_UNSPENT = re.compile("未执行|差额|未支出")


def _left_of_basic(fact: Fact) -> bool:
    """Tell whether a figure says how much of the basic expenditure was left."""
    if "基本支出" not in fact.measure or not _BASIC.fullmatch(fact.measure):
        return False
    plain = is_exact(fact) and fact.quantity.dimension == "元" and significant(fact.quantity) >= 3
    return plain and bool(_UNSPENT.search(left_of(fact)))


def _differ(figures: Sequence[Quantity]) -> bool:
    gap, first, second = (span(f) for f in figures)
    return gap.meets(first.minus(second))
