"""X: money in a unit ten thousand times too small or too large, in reports and in forms."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base, copied
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import row_name, show, title_of, written
from assistant.checks.mentions import NOT_SPENT, cite, left_of, named_tables, said, this_year
from assistant.checks.registry import rule
from assistant.checks.rows import money_total
from assistant.checks.spoken import spoken
from assistant.facts.slips import significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import MONEY_UNITS, Quantity

_WAN = Decimal(10_000)
_TELLING = 3
_WHOLE = re.compile(
    r"(?:部门|街道|单位|整体|全年|年度|本年|财政|年初|调整后|总|预算|实际|完成|累计|共|资金|收入|拨款)*"
    r"(?:支出|预算|收入|执行|决算|投入|资金)(?:总额|总计|合计|额|数)?"
)

_CLAUSE = re.compile(
    rf"(?:20\d\d年度?)?(?:[我全本][局镇县区市乡街校院委办])?{_WHOLE.pattern}[为是达]?到?"
)


@rule("X158", name="金额单位错写（万元、亿元、元）", severity="error", source="DOMAIN §8 单位")
def wrong_unit(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写的全年支出、年初预算、全年预算，换一个单位正好等于自评表上的数，就是单位写错了。

    为什么：亿元写成万元、万元写成元，差一万倍，公开后影响最大，逐字核对又容易看漏。
    举例：自评表全年执行数31240.55万元，报告写“全年支出3.12万元”，应为3.12亿元。
    怎样改：改正单位。
    何时不报：数字不足三位；说的是某个项目、某一项支出；换了单位也对不上。
    """
    overall = ctx.pack.overall
    line = money_total(overall) if overall else None
    if overall is None or line is None:
        return
    cells = [c for c in (line.executed, line.full_year, line.initial) if c.base]
    for fact in ctx.figures_of(ctx.pack.overall_report):
        if not _of_all_money(ctx, fact):
            continue
        ctx.look(fact.place)
        cell = _ten_thousandfold(fact.quantity, cells)
        if cell is not None:
            meant = _in_right_unit(fact.quantity, cell)
            yield finding(
                ctx, "X158", fact.place,
                f"报告“{spoken(fact)}”{said(fact)}，{title_of(overall)}为{written(cell)}，相差一万倍，疑似单位写错。",
                items=[cite(fact), Item(f"{title_of(overall)}年度资金总额", cell)],
                found=said(fact), expected=written(meant), clerical=True,
                difference=show(abs(base(fact.quantity) - base(meant)), cell.unit),
                suggestion="改正金额单位，并核对上下文的增减额和比率。",
            )  # fmt: skip


def _in_right_unit(told: Quantity, cell: Quantity) -> Quantity:
    """Return a figure with the unit in which it is the cell's; the cell where there is none."""
    tried = (told.model_copy(update={"unit": unit}) for unit in MONEY_UNITS)
    return next((each for each in tried if copied(each, cell) == "equal"), cell)


def _of_all_money(ctx: Context, fact: Fact) -> bool:
    quantity = fact.quantity
    if quantity.unit not in MONEY_UNITS or fact.aspect != "value" or not quantity.base:
        return False
    if significant(quantity) < _TELLING or not _WHOLE.fullmatch(squeeze(fact.measure)):
        return False
    clause = re.split("[，。；：]", left_of(fact))[-1].replace(ctx.pack.unit.text, "")
    if not _CLAUSE.fullmatch(clause) or not this_year(fact, ctx.pack):
        return False  # “印刷支出2.35万元” is of one matter
    return not (NOT_SPENT.search(fact.measure) or named_tables(ctx, left_of(fact)))


def _ten_thousandfold(told: Quantity, cells: list[Quantity]) -> Quantity | None:
    """Return the cell that a figure equals in another unit, None where it fits as it stands."""
    assert told.value is not None
    if any(base(cell) / 100 < base(told) < base(cell) * 100 for cell in cells):
        return None
    for factor in (_WAN, 1 / _WAN):
        finer = (told.precision or Decimal(1)) * factor
        meant = told.model_copy(update={"value": told.value * factor, "precision": finer})
        for cell in cells:
            if copied(cell, meant) != "conflict" or cell.interval().meets(meant.interval()):
                return cell
    return None


_SLIP = 1000


@rule("X134", name="同一行金额量级悬殊", severity="error", source="DOMAIN §8 单位；元与万元")
def magnitudes(ctx: Context) -> Iterator[Finding]:
    """查什么：同一行的上年决算、预算、决算（或年初预算、全年预算、执行）相差一千倍以上。

    为什么：多半是把元填进了万元栏，或漏了小数点。
    举例：上年决算310万元、预算3220000万元、决算313万元。
    怎样改：统一按万元填写。
    何时不报：某一栏为0或空白；只有一栏有数。
    """
    data = ctx.pack.base_data
    for row in (*data.spending, data.procurement, data.budget_adjustment) if data else ():
        yield from _magnitude(ctx, row_name(row), [row.last_final, row.budget, row.final])
    for table in ctx.pack.tables():
        for line in table.money:
            cells = [line.initial, line.full_year, line.executed]
            yield from _magnitude(ctx, line.label.text, cells)


def _magnitude(ctx: Context, name: str, cells: list[Quantity]) -> Iterator[Finding]:
    amounts = [amount for cell in cells if (amount := cell.base)]
    if len(amounts) < 2:
        return
    ctx.look(cells[0].place)
    if max(amounts) >= min(amounts) * _SLIP:
        known = sorted((cell for cell in cells if cell.base), key=base)
        small, large = known[0], known[-1]
        odd = small if len(known) == 3 and base(known[1]) * _SLIP > base(large) else large
        other = large if odd is small else small
        meant = _in_other_unit(odd, base(other))
        yield finding(
            ctx, "X134", odd.place,
            f"“{name}”一栏填{written(odd)}，另一栏填{written(other)}，相差一千倍以上，疑似元与万元混填。",
            items=[Item(f"“{name}”", odd), Item(f"“{name}”", other)],
            found=written(odd), expected=show(meant, odd.unit),
            difference=show(abs(base(odd) - meant), odd.unit), clerical=True,
            suggestion="核对原始凭证，把填错单位的一栏换算后改正，全表用同一个单位。",
        )  # fmt: skip


def _in_other_unit(odd: Quantity, other: Decimal) -> Decimal:
    """Return an amount as it is in the other unit, where that is of the size of its row."""
    near = [
        value
        for times in _EITHER_WAY
        if other < (value := base(odd) * times) * _NEAR < other * _NEAR**2
    ]
    return near[0] if near else other


_EITHER_WAY = (Decimal(10_000), Decimal("0.0001"))
_NEAR = 10
