"""X: rows of the base data table against project tables and against the report's words."""

import re
from collections.abc import Iterator

from assistant.checks.between.linking import money_likeness, named
from assistant.checks.between.pairing import core_name
from assistant.checks.between.parts_told import of_another_object, other_measure
from assistant.checks.compare import base, copied, percent
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import column_name, row_name, show, side_by_side, title_of, written
from assistant.checks.mentions import (
    cite,
    in_report,
    right_of,
    said,
    this_year,
)
from assistant.checks.narratives.changes.growth_of_rows import row_nearby
from assistant.checks.narratives.listed_under import of_what_is_left
from assistant.checks.registry import rule
from assistant.checks.rows import is_placeholder_row, money_total
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack, SpendingRow, Staffing
from assistant.model.quantity import Quantity


@rule("X130", name="专项资金与项目表不符", severity="error", source="DOMAIN §2 基础数据表与项目表")
def project_rows(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表逐行列出的专项，预算数、决算数应与同名项目自评表的全年预算数（或年初预算数）、执行数一致。

    为什么：一个专项一行，一行一张项目表，金额应当相同。
    举例：基础表“水渠清淤经费”决算12万元，项目表全年执行数10万元。
    怎样改：以决算为准更正。
    何时不报：没有同名的项目表；一处空白；只差尾数。
    """
    if ctx.pack.base_data is None:
        return
    for table in ctx.pack.projects:
        name = core_name(table.place.rpartition("/")[2], ctx.pack.unit.raw)
        row = next((r for r in ctx.pack.base_data.spending
                    if core_name(row_name(r)) == name and name), None)  # fmt: skip
        line = money_total(table)
        if row is None or line is None:
            continue
        yield from _same(ctx, table, row, "final", [line.executed])
        yield from _same(ctx, table, row, "budget", [line.full_year, line.initial])


def _same(
    ctx: Context, table: IndicatorTable, row: SpendingRow, column: str, cells: list[Quantity]
) -> Iterator[Finding]:
    mine: Quantity = getattr(row, column)
    known = [cell for cell in cells if cell.known()]
    if not mine.known() or not known:
        return
    ctx.look(mine.place)
    results = [copied(mine, cell) for cell in known]
    if "equal" in results:
        return
    title = column_name(column, ctx.pack.year)
    yield from conflict(
        ctx, "X130", Item(f"基础数据表“{row_name(row)}”{title}", mine), base(known[0]),
        f"基础数据表“{row_name(row)}”{title}{written(mine)}，{title_of(table)}年度资金总额为{written(known[0])}",
        others=[Item(f"{title_of(table)}年度资金总额", known[0])], tail="tail" in results,
    )  # fmt: skip


@rule("X131", name="基础表各项与报告不符", severity="error", source="DOMAIN §8 文字与表格")
def rows_in_words(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里与基础数据表某行同名的金额，应与该行的决算数（写“预算”的与预算数，写“上年”的与上年决算数）一致。

    为什么：同一项支出，表和报告不能两个数。
    举例：基础表“公务接待”决算2.6万元，报告写“公务接待支出3.6万元”。
    怎样改：以决算报表为准更正。
    何时不报：名称不能确认是同一项；报告写的是增减额；只差尾数；公用经费、人员经费、三公经费、项目支出另有规则。
    """
    parts = {part.place for r in ctx.relations if r.kind == "partition" for part in r.parts}
    rows = _own_rows(ctx.pack)
    for fact in ctx.once(plain_amounts):
        row = _row_of(ctx.pack, rows, fact)
        if row is None or of_what_is_left(ctx, fact):
            yield from _bare_amount(ctx, fact)
            continue
        column = _column(ctx, fact)
        cell: Quantity = getattr(row, column)
        # A part of a list may be one source's share of the row: it may only not be more.
        if cell.known() and not (fact.place in parts and base(fact.quantity) <= base(cell)):
            ctx.look(cell.place)
            yield from _told(ctx, row, column, fact)


_BARE = re.compile(r"(?:全年|年初|本年)?(?:预算|决算)数?")


def _bare_amount(ctx: Context, fact: Fact) -> Iterator[Finding]:
    """Check “……；预算5.30万元” against the row spoken of just before: one slip off its cell."""
    if not _BARE.fullmatch(fact.measure):
        return
    row = row_nearby(ctx, fact)
    cell: Quantity | None = getattr(row, _column(ctx, fact)) if row is not None else None
    if row is None or cell is None or not cell.known():
        return
    ctx.look(cell.place)
    if mend([fact.quantity], lambda q: q[0].base == cell.base):
        yield from _told(ctx, row, _column(ctx, fact), fact)


def _own_rows(pack: Pack) -> list[tuple[str, SpendingRow]]:
    """Return the rows that this rule holds against the report, with their names."""
    data = pack.base_data
    own = {core_name(t.place.rpartition("/")[2]) for t in pack.projects}
    rows = [(row_name(row), row) for row in ((*data.spending, data.procurement) if data else ())]
    return [
        (name, row)
        for name, row in rows
        if not (is_placeholder_row(row) or _ELSEWHERE.search(name)) and core_name(name) not in own
    ]


def _row_of(pack: Pack, rows: list[tuple[str, SpendingRow]], fact: Fact) -> SpendingRow | None:
    """Return the row that a figure names, the likest where several might be meant."""
    data, measure = pack.base_data, fact.measure
    if data and "政府采购" in fact.quote and _PROCURED.fullmatch(measure):
        return data.procurement
    scores = [money_likeness(name, measure) for name, _ in rows]
    best = max(scores, default=0.0)
    return rows[scores.index(best)][1] if named(best) else None


_PROCURED = re.compile(r"(?:政府|实际|完成|全年)*采购(?:金额|预算|支出|执行)*")
_ELSEWHERE = re.compile(r"^(?:公用经费|人员经费|三公经费|项目支出|基本支出)")


_NOT_PLAIN = re.compile(r"比|少|多|增|减|未|结余|节约|均(?!衡)|每")
_DENIED = ("未", "尚未", "没有")


def plain_amounts(pack: Pack) -> list[Fact]:
    """Return the overall report's amounts that are of a matter as a whole."""
    return [fact for fact in in_report(pack, pack.overall_report) if _plain_money(fact)]


def _plain_money(fact: Fact) -> bool:
    quantity, measure = fact.quantity, fact.measure
    return (
        fact.aspect == "value" and quantity.dimension == "元" and quantity.comparator == "="
        and not _NOT_PLAIN.search(measure) and not right_of(fact).startswith(_DENIED)
        and not (other_measure(measure) or of_another_object(fact))
    )  # fmt: skip


def _column(ctx: Context, fact: Fact) -> str:
    if not this_year(fact, ctx.pack):
        return "last_final"
    return "budget" if "预算" in fact.measure else "final"


def _told(ctx: Context, row: SpendingRow, column: str, fact: Fact) -> Iterator[Finding]:
    cell: Quantity = getattr(row, column)
    result = copied(fact.quantity, cell)
    if result == "equal":
        return
    title = f"基础数据表“{row_name(row)}”{column_name(column, ctx.pack.year)}"
    yield from conflict(
        ctx, "X131", cite(fact), base(cell),
        f"报告“{spoken(fact)}”{said(fact)}，{title}{side_by_side(cell, fact.quantity)}",
        others=[Item(title, cell)], tail=result == "tail",
    )  # fmt: skip


@rule("X133", name="人员情况与报告不符", severity="warning", source="DOMAIN §2、§9 口径说明")
def staffing(ctx: Context) -> Iterator[Finding]:
    """查什么：报告基本情况里的编制数、在职人数、控制率，应与基础数据表（没有的，与整体自评表的人员情况）一致。

    为什么：人员是控制率的依据，两处应当一致。
    举例：基础表在职128人，报告写本级人员总数135人，差7人且报告没有说明。
    怎样改：统一口径；报告包含编外、自收自支人员的写明人数。
    何时不报：差额正好等于报告单列的一类人员（如自收自支2人），只作口径提示。
    """
    table, form = _staffing_of(ctx)
    if table is None:
        return
    opening = _opening(ctx)
    for pattern, cell, label in (
        (_POSTS, table.posts, "编制数"),
        (_STAFF, table.staff, "实际在职人数"),
        (_RATE, table.control_rate, "控制率"),
    ):
        told = _told_of_staff(ctx, opening, pattern)
        if told is not None and cell.known():
            ctx.look(cell.place)
            shown = percent(cell) if label == "控制率" else cell
            yield from _staff(ctx, told, shown, f"{form}{label}", opening)


def _staffing_of(ctx: Context) -> tuple[Staffing | None, str]:
    """Return the posts and staff that a form prints, and what the form is called."""
    if ctx.pack.base_data is not None:
        return ctx.pack.base_data.staffing, "基础数据表"
    overall = ctx.pack.overall
    return (overall.staffing if overall else None), "整体支出自评表"


_POSTS = re.compile(r"^(?!.*(?:行政|事业|工勤|参公)).*编制(?:总?数|总计)?$")
_STAFF = re.compile(
    r"(?:人员总数|(?:在职|在岗|实有|在编)人[数员]|(?:在职|在岗)(?:教职工|干部职工|职工)?)(?:总?数)?$"
)
_RATE = re.compile(r"^(?!.*(?:三公|公用|经费|预算|投资|规模|支出)).*控制率$")
_LAST_YEAR = re.compile(r"[由从]?上年|增加|减少")


def _opening(ctx: Context) -> list[Fact]:
    facts = ctx.figures_of(ctx.pack.overall_report)
    return [f for f in facts if _ON_THE_UNIT.search(f.place.partition("@")[0])]


_ON_THE_UNIT = re.compile(r"基本情况|概况|简介|机构设置|人员情况|人员编制")


def _told_of_staff(ctx: Context, opening: list[Fact], pattern: re.Pattern[str]) -> Fact | None:
    fitting = (
        f for f in opening
        if pattern.search(f.measure) and this_year(f, ctx.pack) and not _LAST_YEAR.search(f.measure)
        and f.quantity.dimension in ("人", "名", "%") and f.aspect != "growth"
    )  # fmt: skip
    return next(fitting, None)


def staff_in_report(ctx: Context) -> Fact | None:
    """Return how many staff the report's opening tells, None where it doesn't."""
    return _told_of_staff(ctx, _opening(ctx), _STAFF)


def _above_posts(ctx: Context, cell: Quantity, label: str) -> str:
    """Return that the table's staff is also above its posts, "" where it isn't."""
    table, _ = _staffing_of(ctx)
    assert table is not None
    posts = table.posts
    if not label.endswith("实际在职人数") or not posts.value or base(cell) <= base(posts):
        return ""
    return f"，超过编制数{written(posts)}{show(base(cell) - base(posts), '人')}"


def _staff(
    ctx: Context, told: Fact, cell: Quantity, label: str, opening: list[Fact]
) -> Iterator[Finding]:
    apart = abs(base(told.quantity) - base(cell))
    if apart == 0 or (label.endswith("控制率") and told.quantity.interval().meets(cell.interval())):
        return
    listed = next((f for f in opening if f is not told and f.quantity.base == apart
                   and f.quantity.dimension in ("人", "名")), None)  # fmt: skip
    unit = "" if label.endswith("控制率") else "人"
    for found in conflict(
        ctx, "X133", cite(told), base(cell),
        f"报告“{spoken(told)}”{said(told)}，{label}{written(cell)}"
        + _above_posts(ctx, cell, label)
        + (f"，差额等于报告单列的“{spoken(listed)}”{said(listed)}，请写明口径" if listed else ""),
        others=[Item(label, cell), *([cite(listed)] if listed else [])],
        unit=unit, severity="info" if listed else None,
    ):  # fmt: skip
        if listed:
            found.explanation = f"口径不同：报告含“{spoken(listed)}”{said(listed)}。"
        yield found


_BUILDINGS = {
    "approved_area": "批复规模|批复面积", "actual_area": "实际规模|实际面积|建筑面积",
    "area_rate": "规模控制率|面积控制率", "approved_investment": "预算投资|批复投资|概算投资",
    "actual_investment": "实际投资|完成投资", "investment_rate": "投资概算控制率|投资控制率",
}  # fmt: skip


@rule("X135", name="楼堂馆所与报告不符", severity="error", source="DOMAIN §2、§5")
def buildings(ctx: Context) -> Iterator[Finding]:
    """查什么：报告基本情况里写的楼堂馆所批复、实际规模和投资，应与基础数据表一致。

    为什么：同一处房屋，表和报告不能两个数。
    举例：基础表实际规模630平方米，报告写360平方米。
    怎样改：以批复和竣工资料为准更正。
    何时不报：报告没有写；基础表为空。
    """
    if ctx.pack.base_data is None:
        return
    opening = [f for f in ctx.figures_of(ctx.pack.overall_report) if "基本情况" in f.place]
    for field, words in _BUILDINGS.items():
        cell: Quantity = getattr(ctx.pack.base_data.buildings, field)
        for fact in opening if cell.known() else ():
            if not fact.measure.endswith(tuple(words.split("|"))):
                continue
            if fact.quantity.dimension != cell.dimension:
                continue
            ctx.look(fact.place)
            if copied(fact.quantity, cell) != "equal":
                label = words.split("|")[0]
                yield from conflict(
                    ctx, "X135", cite(fact), base(cell),
                    f"报告“{spoken(fact)}”{said(fact)}，基础数据表{label}{written(cell)}",
                    others=[Item(f"基础数据表{label}", cell)],
                )  # fmt: skip
