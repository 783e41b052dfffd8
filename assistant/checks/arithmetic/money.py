"""A: sums and rates in the money block of an indicator table."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from assistant.checks.compare import add, base, copied, percent, ratio, sums
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import MONEY, added, clean_label, rounded, show, title_of, written
from assistant.checks.rows import Sources, money_sources, money_total, spending_parts
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, IndicatorTable, NamedAmount
from assistant.model.quantity import Quantity

_SPENDING = re.compile(r"基本支出|项目支出")


@rule(
    "A104",
    name="执行率与执行数、预算数不符",
    severity="error",
    source="DOMAIN §2；财预〔2020〕10号 [V]",
)
def execution_rate(ctx: Context) -> Iterator[Finding]:
    """执行率应等于全年执行数÷全年预算数。

    查什么：整体和项目自评表资金各行、整体表年度主要任务各行的执行率能否由执行数和全年预算数算出。
    为什么：执行率决定预算执行得分，是复核的第一项。
    举例：全年预算200万元、执行180万元，执行率应为90%，填95%即不符。
    怎样改：核对执行数和全年预算数后重新计算执行率，并相应改正得分。
    何时不报：三个数有任何一个空白；预算为0；差异在末位四舍五入之内。
    """
    for table in ctx.pack.tables():
        for line in (*table.money, *table.tasks):
            yield from _rate(ctx, table, line)


def _rate(ctx: Context, table: IndicatorTable, line: BudgetLine) -> Iterator[Finding]:
    if not (line.rate.known() and line.executed.known() and line.full_year.known()):
        return
    right = ratio(line.executed, line.full_year)
    if right is None:
        return
    ctx.look(line.rate.place)
    if percent(line.rate).interval().meets(right):
        return
    middle = rounded((right.low + right.high) / 2)
    over = "执行率超过100%，请先" if right.low > 100 else ""
    label = clean_label(line.label.text)
    yield finding(
        ctx,
        "A104",
        line.rate.place,
        f"{title_of(table)}“{label}”执行率填{line.rate.text}，而全年执行数{written(line.executed)}"
        f"÷全年预算数{written(line.full_year)}={middle}%，两者不符。",
        items=(
            Item("执行率", line.rate),
            Item("全年执行数", line.executed),
            Item("全年预算数", line.full_year),
        ),
        found=show(percent(line.rate).value or Decimal(0), "%"),
        expected=f"{middle}%",
        suggestion=f"{over}核对执行数和全年预算数；数字无误的，执行率改为{middle}%，得分相应改正。",
        clerical=True,
    )


@rule("A108", name="按收入性质分合计与各项之和不符", severity="error", source="DOMAIN §2 [V]")
def income_breakdown(ctx: Context) -> Iterator[Finding]:
    """“按收入性质分”的合计应等于各项收入之和。

    查什么：一般公共预算、政府性基金、专户非税、其他资金之和与“按收入性质分”合计。
    为什么：各项资金来源相加必须等于年度资金总额。
    举例：合计100万元，一般公共预算70万元、政府性基金20万元，相差10万元。
    怎样改：核对各项来源，补填漏项或改正填错的一项。
    何时不报：合计或全部分项空白；差异在末位四舍五入之内。空白分项按没有该项资金处理。
    """
    for table in ctx.pack.tables():
        yield from _breakdown(ctx, "A108", table, table.by_income)


@rule("A109", name="按支出性质分合计与各项之和不符", severity="error", source="DOMAIN §2 [V]")
def expenditure_breakdown(ctx: Context) -> Iterator[Finding]:
    """“按支出性质分”的合计应等于基本支出与项目支出之和。

    查什么：基本支出、项目支出之和与“按支出性质分”合计。
    为什么：支出去向相加必须等于年度资金总额。
    举例：合计100万元，基本支出60万元、项目支出30万元，相差10万元。
    怎样改：与部门决算核对，改正填错的一项。
    何时不报：合计或全部分项空白；差异在末位四舍五入之内。
    """
    for table in ctx.pack.tables():
        yield from _breakdown(ctx, "A109", table, table.by_expenditure)


def _breakdown(
    ctx: Context, code: str, table: IndicatorTable, entries: Sequence[NamedAmount]
) -> Iterator[Finding]:
    head = next((entry for entry in entries if entry.is_total), None)
    parts = [entry for entry in entries if not entry.is_total and entry.amount.known()]
    if head is None or not head.amount.known() or not parts:
        return
    ctx.look(head.amount.place)
    cells = [part.amount for part in parts]
    result = sums(cells, head.amount)
    if result == "equal":
        return
    label = clean_label(head.label.text)
    message = (
        f"{title_of(table)}“{label}”填{written(head.amount)}，各项之和为{added(cells, add(cells))}"
    )
    yield from conflict(
        ctx,
        code,
        Item(label, head.amount),
        add(cells),
        message,
        others=[Item(clean_label(part.label.text), part.amount) for part in parts],
        tail=result == "tail",
    )


@rule("A110", name="收入、支出分类合计与资金总额不符", severity="error", source="DOMAIN §2 [V]")
def heads_agree(ctx: Context) -> Iterator[Finding]:
    """“按收入性质分”“按支出性质分”的合计应等于年度资金总额。

    查什么：两个合计互相核对，并与资金总额的全年预算数或全年执行数核对；没有合计的，以基本支出、项目支出之和核对。
    为什么：同一笔资金按两种口径分类，总额必须一致。
    举例：资金总额500万元，按收入性质分500万元，按支出性质分480万元，相差20万元。
    怎样改：与部门决算核对，改正填错的合计或分项。
    何时不报：相应合计空白；相差不超过末位一个单位的，只作尾差提示。
    """
    for table in ctx.pack.tables():
        heads = [_head(entries) for entries in (table.by_income, table.by_expenditure)]
        items = [item for item in heads if item is not None]
        line = money_total(table)
        sums_ = [line.full_year, line.executed] if line else []
        known = [cell for cell in sums_ if cell.known()]
        yield from _headless(ctx, table, known)
        for head in items:
            yield from _equals_one(ctx, table, head, known)
        if len(items) == 2 and not known:
            yield from _equals_one(ctx, table, items[0], [_amount(items[1])])


def _headless(ctx: Context, table: IndicatorTable, known: Sequence[Quantity]) -> Iterator[Finding]:
    """Yield a finding where 基本支出 and 项目支出 without a head of their own make no total."""
    if not known or any(e.is_total and e.amount.known() for e in table.by_expenditure):
        return
    entries = [entry for entry in table.by_expenditure if not entry.is_total]
    cells = [entry.amount for entry in entries]
    if len(cells) < 2 or not all(cell.known() for cell in cells):
        return
    ctx.look(cells[-1].place)
    if any(sums(cells, total) != "conflict" for total in known):
        return
    total = min(known, key=lambda cell: abs(base(cell) - add(cells)))
    name = MONEY[total.place.rpartition("/")[2]]
    names = "与".join(clean_label(entry.label.text) for entry in entries)
    message = (
        f"{title_of(table)}年度资金总额{name}填{written(total)}，"
        f"{names}之和为{added(cells, add(cells))}"
    )
    items = [Item(clean_label(entry.label.text), entry.amount) for entry in entries]
    yield from conflict(ctx, "A110", Item(name, total), add(cells), message, others=items)


def _head(entries: Sequence[NamedAmount]) -> Item | None:
    head = next((entry for entry in entries if entry.is_total and entry.amount.known()), None)
    return Item(clean_label(head.label.text), head.amount) if head else None


def _amount(item: Item) -> Quantity:
    assert isinstance(item.field, Quantity)
    return item.field


def _equals_one(
    ctx: Context, table: IndicatorTable, head: Item, choices: Sequence[Quantity]
) -> Iterator[Finding]:
    """Yield a finding when a head equals none of the amounts that it may stand for."""
    if not choices:
        return
    cell = _amount(head)
    ctx.look(cell.place)
    results = [copied(cell, choice) for choice in choices]
    if "equal" in results:
        return
    number = results.index("tail") if "tail" in results else 0
    other = choices[number]
    name = MONEY.get(other.place.rpartition("/")[2], "按支出性质分")
    message = f"{title_of(table)}“{head.label}”合计{written(cell)}，与{name}{written(other)}不一致"
    assert other.base is not None
    yield from conflict(
        ctx,
        "A110",
        head,
        other.base,
        message,
        others=[Item(name, other)],
        tail="tail" in results,
    )


@rule("A111", name="资金总额与各项之和不符", severity="error", source="DOMAIN §2 [V]")
def project_money(ctx: Context) -> Iterator[Finding]:
    """年度资金总额应等于当年财政拨款、上年结转资金、其他资金之和，或者基本支出、项目支出之和。

    查什么：年初预算、全年预算、全年执行三列，逐列核对；资金栏按来源分的核对各项来源
    （财政拨款或者一般公共预算、政府性基金，财政专户、结转、其他等），按支出分的核对基本支出和项目支出。空白的一项按没有该项资金处理。
    为什么：总额与来源不符，执行率和得分都失去依据。
    举例：当年财政拨款20万元，其余空白，总额填12万元，应为20万元。
    怎样改：核对预算批复和拨款凭证，改正总额或补填漏填的来源。
    何时不报：该列总额空白（见C113）或各来源全部空白；差异在末位四舍五入之内；差额恰由资金栏其他行补足。
    """
    for table in ctx.pack.tables():
        total = money_total(table)
        if total is None:
            continue
        spent = Sources(spending_parts(table), [], [])
        for sources in (money_sources(table), spent):
            for column in MONEY:
                yield from _money_sum(ctx, table, total, sources, column)


def _parts_name(parts: Sequence[BudgetLine]) -> str:
    names = [clean_label(part.label.text) for part in parts]
    return "与".join(names) if any(_SPENDING.search(name) for name in names) else "各项来源"


def _money_sum(
    ctx: Context, table: IndicatorTable, total: BudgetLine, sources: Sources, column: str
) -> Iterator[Finding]:
    cell: Quantity = getattr(total, column)
    if not cell.known() or not _known(sources.parts, column):
        return
    known = _known([*sources.parts, *sources.strange], column)
    ctx.look(cell.place)
    cells = [getattr(part, column) for part in known]
    result = sums(cells, cell)
    # Places divide the grant differently; all lines together are right as well.
    lines = [getattr(line, column) for line in table.money if line is not total]
    if result == "equal" or sums([line for line in lines if line.known()], cell) == "equal":
        return
    if _explained(cell, sources, column):
        return
    message = (
        f"{title_of(table)}{MONEY[column]}：“{clean_label(total.label.text)}”填{written(cell)}，"
        f"{_parts_name(known)}之和为{added(cells, add(cells))}"
    )
    yield from conflict(
        ctx,
        "A111",
        Item(clean_label(total.label.text), cell),
        add(cells),
        message,
        others=[Item(clean_label(p.label.text), getattr(p, column)) for p in known],
        tail=result == "tail",
        suggestion="核对预算批复和拨款凭证，改正总额或补填漏填的一项。",
    )


def _known(lines: Sequence[BudgetLine], column: str) -> list[BudgetLine]:
    return [line for line in lines if getattr(line, column).known()]


_DOUBTFUL = 6
"""So many lines of unsure standing are tried in every choice; no form has more."""


def _explained(cell: Quantity, sources: Sources, column: str) -> bool:
    """Tell whether the parts make the total with some of the lines that may stand beside them."""
    sure = [getattr(line, column) for line in _known(sources.parts, column)]
    unsure = [
        getattr(line, column) for line in _known([*sources.details, *sources.strange], column)
    ][:_DOUBTFUL]
    return any(
        sums([*sure, *chosen], cell) == "equal"
        for count in range(len(unsure) + 1)
        for chosen in combinations(unsure, count)
    )


@rule("A121", name="未执行数与预算数、执行数不符", severity="error", source="DOMAIN §2 [V]")
def left_over(ctx: Context) -> Iterator[Finding]:
    """未执行数应等于全年预算数减全年执行数。

    查什么：资金栏印有“未执行数”一列的表，逐行核对全年预算数减全年执行数。
    为什么：未执行数是说明结转、收回的依据，算错会使去向与总数对不上。
    举例：全年预算120万元、执行100万元，未执行数应为20万元，填30万元即不符。
    怎样改：核对全年预算数和全年执行数，改正填错的一格。
    何时不报：三个数有任何一个空白；差异在末位四舍五入之内；表样没有这一列的（“结余”口径不一，不核对）。
    """
    for table in ctx.pack.tables():
        for line in (*table.money, *table.tasks):
            left = line.unspent
            if left is None or not (
                left.known() and line.full_year.known() and line.executed.known()
            ):
                continue
            ctx.look(left.place)
            result = sums([line.executed, left], line.full_year)
            if result == "equal":
                continue
            right = base(line.full_year) - base(line.executed)
            message = (
                f"{title_of(table)}“{clean_label(line.label.text)}”未执行数填{written(left)}，"
                f"全年预算数{written(line.full_year)}－全年执行数{written(line.executed)}"
                f"={show(right, line.full_year.unit)}"
            )
            others = [Item("全年预算数", line.full_year), Item("全年执行数", line.executed)]
            yield from conflict(
                ctx, "A121", Item("未执行数", left), right, message,
                others=others, tail=result == "tail",
            )  # fmt: skip


@rule("A120", name="预算执行得分填了两处", severity="info", source="DOMAIN §2 [V]")
def execution_twice(ctx: Context) -> Iterator[Finding]:
    """预算执行得分只填在年度资金总额一行，不在各项来源各行重复填写。

    查什么：资金栏除总额一行外，其他行是否也填了得分。
    为什么：预算执行只计一次分，填两处容易在总分中重复计算。
    举例：“年度资金总额”得分10分，“当年财政拨款”一行又填10分。
    怎样改：只保留总额一行的得分。
    何时不报：只有一行填了得分；其他行填“—”“/”或0。
    """
    for table in ctx.pack.tables():
        total = money_total(table)
        if total is None or not total.score.value:
            continue
        ctx.look(total.score.place)
        others = [line for line in table.money if line is not total and line.score.value]
        if not others:
            continue
        names = "、".join(f"“{clean_label(line.label.text)}”" for line in others)
        yield finding(
            ctx, "A120", others[0].score.place,
            f"{title_of(table)}预算执行得分填在“{clean_label(total.label.text)}”一行，{names}又填了得分，"
            "预算执行只计一次分。",
            items=[Item(clean_label(line.label.text), line.score) for line in (*others, total)],
            found=others[0].score.text, expected="只填一处",
            suggestion="只保留总额一行的得分，并核对总分没有重复计算。", clerical=True,
        )  # fmt: skip
