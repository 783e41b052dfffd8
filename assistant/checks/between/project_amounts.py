"""X: the amounts that the overall report tells of a project, against the project's own form."""

import re
from collections.abc import Iterator

from assistant.checks.between.other_money import is_slip, of_another_budget, of_other_money
from assistant.checks.between.pairing import core_name
from assistant.checks.between.parts_told import make_a_total, other_measure
from assistant.checks.between.rows_in_text import plain_amounts
from assistant.checks.between.sources import general_shares
from assistant.checks.compare import base, copied, span
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import side_by_side, title_of
from assistant.checks.mentions import (
    cite,
    left_of,
    named_tables,
    said,
    this_year,
    told_of_project,
)
from assistant.checks.narratives.in_a_row import clause_of
from assistant.checks.narratives.listed_under import of_what_is_left
from assistant.checks.project_names import by_short_name
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.checks.spoken import spoken
from assistant.checks.vicinity.of_two import is_made_product
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import BudgetLine, IndicatorTable
from assistant.model.quantity import Quantity


@rule(
    "X132", name="整体报告所列项目金额与项目表不符", severity="error", source="DOMAIN §8 文字与表格"
)
def projects_in_words(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告点名写到的项目支出（执行、预算）金额，应与该项目自评表一致。

    为什么：整体报告与项目表说的是同一个项目。
    举例：整体报告写“清淤项目执行18万元”，项目表执行数16万元。
    怎样改：以项目决算为准更正。
    何时不报：只写了其中一部分来源的资金且与该来源一致；写的是一般公共预算的部分，差额正好是政府性基金等其他来源；前面已换成另一个项目；名称不能确认；写的是结余、追加的一部分，合同价、中标价、审定价、概算、某份合同已付的款，或者另一对象的支出；几笔相加等于总额；没有写“元”。
    """
    doubted = [each for table in ctx.pack.projects for each in _doubted(ctx, table)]
    shares = general_shares(ctx, [(fact, right) for fact, right, _ in doubted])
    for fact, right, title in doubted:
        if fact.place not in shares:
            yield from conflict(
                ctx, "X132", cite(fact), base(right),
                f"整体报告“{spoken(fact)}”{said(fact)}，{title}为{side_by_side(right, fact.quantity)}",
                others=[Item(title, right)],
            )  # fmt: skip


def _doubted(ctx: Context, table: IndicatorTable) -> Iterator[tuple[Fact, Quantity, str]]:
    """Yield the amounts told of a project that its form has not, with its own and its title."""
    line = money_total(table)
    name = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
    stem = re.sub(r"(?:经费|资金|补助)$", "", name)
    if line is None or len(stem) < 4:
        return
    wrong = list(_wrong_amounts(ctx, table, line, stem))
    totals = {base(cell) for _, cells in wrong for cell in cells}
    parts = make_a_total([fact for fact, _ in wrong], totals)
    for fact, known in (*wrong, *_budgets_for_spent(ctx, line, stem)):
        if fact.place not in parts:
            right, column = _meant(fact, line, known)
            yield fact, right, f"{title_of(table)}{column}"


_CALLED = {"executed": "全年执行数", "initial": "年初预算数", "full_year": "全年预算数"}


def _meant(fact: Fact, line: BudgetLine, known: list[Quantity]) -> tuple[Quantity, str]:
    """Return the cell that an amount is told for: that which it is a slip off, else what was spent."""
    cells = {
        name: cell for column, name in _CALLED.items() if (cell := getattr(line, column)).known()
    }
    for name, cell in cells.items():
        planned = name != _CALLED["executed"] and _PLANNED.search(fact.measure)
        if planned and is_slip(fact.quantity, cell):
            return cell, name
    if line.executed.known():
        return line.executed, _CALLED["executed"]
    return known[0], next((name for name, cell in cells.items() if cell is known[0]), "资金")


def _wrong_amounts(
    ctx: Context, table: IndicatorTable, line: BudgetLine, stem: str
) -> Iterator[tuple[Fact, list[Quantity]]]:
    """Yield the overall report's amounts of a project that no cell of its form has."""
    for fact in ctx.once(plain_amounts):
        if not this_year(fact, ctx.pack) or "元" not in fact.quantity.raw:
            continue
        in_short = _slip_in_short(ctx, fact, table, line)
        if not (stem in fact.measure or in_short or _only_of(ctx, fact, table)):
            continue
        if _CHANGED.search(left_of(fact)) or of_what_is_left(ctx, fact):
            continue
        if _SEVERAL.search(clause_of(fact)) or is_made_product(ctx, fact.quantity):
            continue
        if not in_short and _passed_on(ctx, fact, table, stem):
            continue
        cells = [getattr(row, column) for row in table.money for column in _COLUMNS]
        known = [cell for cell in cells if cell.known()]
        no_initial = not any(row.initial.known() for row in table.money)
        if not known or (no_initial and "年初预算" in fact.measure):
            continue  # the form has no column for what the report tells
        ctx.look(fact.place)
        if _is_gap(fact, line):
            continue
        if any(copied(cell, fact.quantity) != "conflict" for cell in known):
            continue
        other = of_other_money(ctx, fact, table, known) or (
            stem not in fact.measure and of_another_budget(ctx, fact, line)
        )
        if not other:
            yield fact, known


_SEVERAL = re.compile("[两二三四五六]个?(?:重点|专项)*(?:项目|专项|任务)")
"""Several projects told together."""


def _is_gap(fact: Fact, line: BudgetLine) -> bool:
    """Tell whether an amount is what was left over or added in a money line, as far as printed."""
    pairs = ((line.full_year, line.executed), (line.full_year, line.initial))
    gaps = (span(a).minus(span(b)) for a, b in pairs if a.known() and b.known())
    return bool(fact.quantity.base) and any(gap.meets(span(fact.quantity)) for gap in gaps)


_COLUMNS = ("executed", "full_year", "initial")
_CHANGED = re.compile(r"追加|调增|调减|核减")
_WHOLE = re.compile(
    r"^(?:[该本这]个?|项目|专项|全年|当年|年初|财政|资金|实际|共|累计|一共)*"
    r"(?:预算|安排|执行|支付|支出|花[掉费了]|用[掉去了]|到位|拨付|下达)了?(?:数|资金|金额|预算)?[为是]?$"
)


def _only_of(ctx: Context, fact: Fact, table: IndicatorTable) -> bool:
    """Tell whether an amount is the whole money of the one project that its sentence names."""
    if not _WHOLE.search(fact.measure):
        return False
    left = left_of(fact)
    return named_tables(ctx, left) == [table] or (
        not named_tables(ctx, fact.quote)
        and told_of_project(ctx, fact) == [table]
        and not other_measure(left)  # “合同价210万元，已支付126万元”: of that contract
    )


_NEAR = 3


def _slip_in_short(ctx: Context, fact: Fact, table: IndicatorTable, line: BudgetLine) -> bool:
    """Tell whether an amount's words cut a project's name short, and it is a slip off its money."""
    told = base(fact.quantity)
    cells = [
        cell for cell in (line.executed, line.full_year)
        if cell.known() and base(cell) < told * _NEAR and told < base(cell) * _NEAR
    ]  # fmt: skip
    # A tenth of it may be what was added, or another year's.
    return (
        bool(cells)
        and by_short_name(ctx, fact.measure) is table
        and any(is_slip(fact.quantity, cell) for cell in cells)
    )


_ANOTHER = re.compile(
    r"(?!该|本|项目|财政|全年|年度|预算)[一-龥]{2}(?:项目|工程|补助|补贴|专项|资金)"
)


def _passed_on(ctx: Context, fact: Fact, table: IndicatorTable, stem: str) -> bool:
    """Tell whether the sentence has come to speak of another project before the amount."""
    left = left_of(fact)
    own = left.rfind(stem)
    if any(
        left.rfind(other) > own
        for t in named_tables(ctx, left)
        if t is not table
        for other in _ends(ctx, t)
    ):
        return True
    carried = stem in fact.measure and own < 0 and not named_tables(ctx, left)
    return carried and bool(_ANOTHER.search(left))


def _ends(ctx: Context, table: IndicatorTable) -> tuple[str, str]:
    """Return a project's name without general words, and the end by which it may be called."""
    name = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
    stem = re.sub(r"(?:经费|资金|补助|项目)+$", "", name)
    return stem, stem[-6:]


_PLANNED = re.compile(r"预算|安排|计划|下达|到位|拨付|批复")


def _budgets_for_spent(
    ctx: Context, line: BudgetLine, stem: str
) -> Iterator[tuple[Fact, list[Quantity]]]:
    """Yield a project's budget where its sentence lists what the projects spent.

    Another project's amount must be what was spent and not its budget, none the other way.
    """
    if not line.executed.known() or not line.full_year.known():
        return
    if copied(line.executed, line.full_year) != "conflict":
        return
    for fact in ctx.once(plain_amounts):
        if fact.measure.endswith(stem) and copied(fact.quantity, line.full_year) == "equal":
            if _PLANNED.search(fact.quote) or "支出" not in fact.quote:
                continue
            if _lists_spent(ctx, fact, line):
                yield fact, [line.executed]


def _lists_spent(ctx: Context, fact: Fact, own: BudgetLine) -> bool:
    """Tell whether the other amounts of a figure's sentence are what projects spent."""
    spent = budget = 0
    amounts = [f.quantity for f in ctx.sentence_of.get(fact.place, []) if f is not fact]
    lines = [line for table in ctx.pack.projects if (line := money_total(table)) is not None]
    for line in lines:
        cells = line.executed, line.full_year
        if line is own or not all(c.known() for c in cells) or cells[0].base == cells[1].base:
            continue
        spent += any(q.base == cells[0].base for q in amounts)
        budget += any(q.base == cells[1].base for q in amounts)
    return spent > 0 and not budget
