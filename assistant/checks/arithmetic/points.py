"""A: weights and scores add up, from indicators to levels to the total."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.explaining.told_by_rule import DIFFERENCE_IS
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import points, rounded, title_of
from assistant.checks.rows import added_execution, filled_tables, has_cell, item, name_of, value
from assistant.checks.scores.counted_once import Column, points_of, single_count
from assistant.checks.scores.execution import exact_rate
from assistant.checks.scores.given_for import raised_by
from assistant.checks.scores.weight_meant import meant_weight
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, LevelWeight
from assistant.model.quantity import Quantity, plain

_FULL = Decimal(100)


@rule(
    "A113",
    name="二级指标分值、得分与三级指标之和不符",
    severity="error",
    source="DOMAIN §2、§3 [V]",
)
def level2_weights(ctx: Context) -> Iterator[Finding]:
    """二级指标标明的分值应等于其下三级指标分值之和；另有得分的，也应等于其下得分之和。

    查什么：表内写明“数量指标（20分）”等的，与其下各三级指标分值之和核对；
    二级指标自成一行、列出分值和得分的，两栏都核对。
    为什么：分值是评分的基础，逐级不符时总分没有依据。
    举例：数量指标标明20分，三级指标分值为8、6、5分，合计19分。
    怎样改：调整三级指标分值，使合计与标明的分值一致。
    何时不报：二级指标没有标明分值；其下没有填写任何三级指标。
    """
    for table, filled_rows in ctx.once(filled_tables):
        for level in table.level_weights:
            if level.level2:
                rows = [r for r in filled_rows if (r.level1, r.level2) == _levels(level)]
                yield from _level(ctx, "A113", table, level, rows)


@rule(
    "A114",
    name="一级指标分值、得分与三级指标之和不符",
    severity="error",
    source="DOMAIN §2、§3 [V]",
)
def level1_weights(ctx: Context) -> Iterator[Finding]:
    """一级指标标明的分值应等于其下三级指标分值之和；另有得分的，也应等于其下得分之和。

    查什么：表内写明“效益指标（20分）”等的，与其下全部三级指标分值之和核对；
    一级指标自成一行、列出分值和得分的，两栏都核对。
    为什么：分值是评分的基础，逐级不符时总分没有依据。
    举例：效益指标标明20分，三级指标分值为5、5、5分，合计15分，相差5分。
    怎样改：调整三级指标分值，使合计与标明的分值一致，并相应改正得分和总分。
    何时不报：一级指标没有标明分值；其下没有填写任何三级指标。父、子两级都计分的，只计一次。
    """
    for table, filled_rows in ctx.once(filled_tables):
        for level in table.level_weights:
            if not level.level2:
                rows = [row for row in filled_rows if row.level1 == level.level1]
                yield from _level(ctx, "A114", table, level, rows)


def _levels(level: LevelWeight) -> tuple[str, str]:
    return level.level1, level.level2


def _level(
    ctx: Context, code: str, table: IndicatorTable, level: LevelWeight, rows: list[Indicator]
) -> Iterator[Finding]:
    yield from _column(ctx, code, table, level, rows, "weight")
    yield from _column(ctx, code, table, level, rows, "score")


_COLUMNS: dict[Column, str] = {"weight": "分值", "score": "得分"}


def _column(
    ctx: Context,
    code: str,
    table: IndicatorTable,
    level: LevelWeight,
    rows: list[Indicator],
    column: Column,
) -> Iterator[Finding]:
    cell: Quantity | None = getattr(level, column)
    if cell is None or cell.value is None:
        return
    rows = [row for row in rows if has_cell(getattr(row, column))]  # some forms: levels only
    if not rows:
        return
    ctx.look(cell.place)
    rows = single_count(rows, cell.value, column)
    total = points_of(rows, column)
    if total == cell.value:
        return
    name, said = level.level2 or level.level1, _COLUMNS[column]
    message = (
        f"{title_of(table)}“{name}”下三级指标{said}合计{_chain(rows, column)}，"
        f"与标明的{points(cell.value)}不符"
    )
    how = f"调整“{name}”下三级指标的分值，使合计为{points(cell.value)}。"
    if column == "score":
        how = f"核对“{name}”下各项得分；无误的，“{name}”得分改为{points(total)}。"
    yield from conflict(
        ctx,
        code,
        Item(f"{name}标明{said}", cell),
        total,
        message,
        others=[item(row, column) for row in rows],
        unit="分",
        suggestion=how,
    )


@rule("A115", name="分值总计不是100分", severity="error", source="DOMAIN §2、§3 [V]")
def total_weight(ctx: Context) -> Iterator[Finding]:
    """预算执行分值与全部指标分值之和应等于总分值100分。

    查什么：资金栏的分值加全部三级指标分值，与总计行的分值（没有填的按100分）核对。
    为什么：自评采用百分制，分值合计不是100分时总分不成立。
    举例：预算执行10分，产出40分、效益15分、满意度10分、成本20分，合计95分。
    怎样改：核对各级分值，补足或调减到合计100分。
    何时不报：没有任何指标填写分值；父、子两级都计分的，只计一次；总计行按惯例不含预算执行的。
    """
    for table, rows in ctx.once(filled_tables):
        if not any(row.weight.known() for row in rows):
            continue
        ctx.look(table.total_weight.place)
        execution = added_execution(table, "weight")
        extra = value(execution) or Decimal(0)
        stated = value(table.total_weight)
        stated = _FULL if stated is None else stated
        if stated + extra == _FULL == points_of(rows, "weight") + extra:
            continue
        counted = single_count(rows, _FULL - extra)
        yield from _weights(ctx, table, counted, execution, stated)


def _weights(
    ctx: Context,
    table: IndicatorTable,
    rows: list[Indicator],
    execution: Quantity | None,
    stated: Decimal,
) -> Iterator[Finding]:
    total = points_of(rows, "weight") + (value(execution) or Decimal(0))
    if total == stated == _FULL:
        return
    others = [item(row, "weight") for row in rows]
    if execution is not None:
        others.append(Item("预算执行分值", execution))
    cell = table.total_weight
    if not cell.known():
        cell = cell.model_copy(update={"value": _FULL})
    right = total if total != stated else _FULL
    how = "各项分值合计" if total != stated else "百分制总分值"
    message = f"{title_of(table)}{_meant(table)}总分值{points(stated)}，{how}为{points(right)}"
    if total == stated:
        others = []
    meant = meant_weight(table)
    advice = f"预算执行分值改为{points(meant)}；" if meant else ""
    yield from conflict(
        ctx,
        "A115",
        Item("总分值", cell),
        right,
        message,
        others=others,
        unit="分",
        suggestion=f"{advice}核对各级分值，使合计为100分。",
    )


def _meant(table: IndicatorTable) -> str:
    """Return that the weight of budget execution is the wrong one, "" where its score follows."""
    meant, rate = meant_weight(table), exact_rate(table)
    weight, score = added_execution(table, "weight"), added_execution(table, "score")
    if meant is None or rate is None or weight is None or score is None:
        return ""
    return (
        f"预算执行分值填{points(weight.value or Decimal(0))}，疑为{points(meant)}"
        f"（按执行率{rounded(min(rate, _FULL))}%×{points(meant)}计，与所填得分{score.text}相符）；"
    )


@rule("A116", name="总分与各项得分之和不符", severity="error", source="DOMAIN §2、§3 [V]")
def total_score(ctx: Context) -> Iterator[Finding]:
    """自评总分应等于预算执行得分与全部指标得分之和，预算执行得分只计一次。

    查什么：总计行的得分与各项得分之和。
    为什么：总分是自评结果的依据，必须能由各项得分加出来。
    举例：各项得分合计95分，总分填100分，相差5分。
    怎样改：核对各项得分，改正总分或漏填、错填的得分。
    何时不报：总分空白或没有任何指标得分；总分按整数取整的（扣了分却取整成满分的照报）；父、子两级都计分的，只计一次。
    """
    for table, rows in ctx.once(filled_tables):
        stated = table.total_score.value
        if stated is None or not any(row.score.known() for row in rows):
            continue
        ctx.look(table.total_score.place)
        execution = added_execution(table, "score")
        extra = value(execution) or Decimal(0)
        counted = single_count(rows, stated - extra, "score")
        total = points_of(counted, "score") + extra
        if stated in (total, as_fine(total, table.total_score, table.total_weight)):
            continue
        if not _counts_execution(table) and stated == total - extra:
            continue
        yield from _score(ctx, table, counted, execution, total)


_EXECUTION_SCORE = "预算执行得分"


def _score(
    ctx: Context,
    table: IndicatorTable,
    rows: list[Indicator],
    execution: Quantity | None,
    total: Decimal,
) -> Iterator[Finding]:
    stated = table.total_score.value or Decimal(0)
    extra = value(execution) or Decimal(0)
    others = [item(row, "score") for row in rows]
    if execution is not None:
        others.append(Item(_EXECUTION_SCORE, execution))
    if _weight_gap(table, rows) == stated - total:
        others.append(Item("总分值", table.total_weight))  # the weights miss the same points
    blanks = [entry.label for entry in others if entry.field.is_blank()]
    why = f"，其中{'、'.join(blanks)}未填" if blanks else ""
    if extra and stated - total == extra:
        why += "，总分疑似重复计入预算执行得分"
    elif extra and total - stated == extra:
        why += "，总分疑似漏计预算执行得分"
    told = _told_score(ctx, table, total)
    raised = raised_by(rows, total - stated, ctx.profile)
    also = f"，报告也写{points(total)}" if told else ""
    message = f"{title_of(table)}总分填{points(stated)}，各项得分合计{points(total)}{also}{why}"
    for each in conflict(
        ctx,
        "A116",
        Item("总分", table.total_score),
        total,
        message,
        others=[*others, *told],
        unit="分",
        suggestion=f"总分改为{points(total)}。"
        if told
        else f"核对各项得分；得分无误的，总分改为{points(total)}。",
    ):
        if blanks and not told:
            yield _to_fill(each, table, blanks, total)
        else:
            yield each if raised is None else _by_one_row(each, raised, stated)


def _to_fill(finding: Finding, table: IndicatorTable, blanks: list[str], total: Decimal) -> Finding:
    """Return a finding that asks for the scores left out before the total is changed to their sum."""
    earned = _earned(table) if _EXECUTION_SCORE in blanks else None
    by_rate = f"（按执行率应为{rounded(earned)}分）" if earned is not None else ""
    sum_ = f"现有{points(total)}"
    if earned is not None:
        sum_ += f"，加预算执行得分为{points(total + earned)}"
    return finding.model_copy(
        update={
            "expected": f"补填后各项得分之和（{sum_}）",
            "suggestion": f"先补填{'、'.join(blanks)}{by_rate}，总分改为补填后各项得分之和。",
        }
    )


def _earned(table: IndicatorTable) -> Decimal | None:
    """Return what budget execution scores by its rate, None where a figure is missing."""
    weight, rate = value(added_execution(table, "weight")), exact_rate(table)
    return None if weight is None or rate is None else weight * min(rate, _FULL) / 100


def _by_one_row(finding: Finding, row: Indicator, total: Decimal) -> Finding:
    """Return a finding that tells which row's score has just the points too many."""
    name = f"“{name_of(row)}”"
    return finding.model_copy(
        update={
            "explanation": f"{DIFFERENCE_IS}{name}未达指标值却多计的分，疑似该项得分有误、总分无误。",
            "suggestion": f"先改正{name}的得分，改正后各项得分合计就是{points(total)}，总分不必改。",
        }
    )


_SCORE = re.compile("得分|总分|评分")


def _told_score(ctx: Context, table: IndicatorTable, total: Decimal) -> list[Item]:
    """Return where reports tell a table's score as its scores add up, at most once in each."""
    reports = {r.place: r for r in (ctx.report_of(table), ctx.pack.overall_report) if r}
    facts = (
        next((f for f in ctx.figures_of(r) if f.quantity.unit == "分" and f.quantity.value == total
              and _SCORE.search(f.measure)), None)
        for r in reports.values()
    )  # fmt: skip
    return [Item("报告写明的得分", fact.quantity, fact.quote) for fact in facts if fact]


def _weight_gap(table: IndicatorTable, rows: list[Indicator]) -> Decimal:
    extra = value(added_execution(table, "weight")) or Decimal(0)
    return (table.total_weight.value or _FULL) - points_of(rows, "weight") - extra


def _counts_execution(table: IndicatorTable) -> bool:
    """Tell whether the total row includes budget execution, as its weight shows."""
    extra = value(added_execution(table, "weight")) or Decimal(0)
    return table.total_weight.value is None or table.total_weight.value + extra != _FULL


def as_fine(total: Decimal, printed: Quantity, weight: Quantity) -> Decimal:
    """Return a sum rounded as the printed total is, but never up to full marks.

    Full marks say that nothing was cut: 99.6 is no 100.
    """
    near = total.quantize(printed.precision or Decimal(1), rounding="ROUND_HALF_UP")
    full = weight.value or _FULL
    return total if total < full <= near else near


def _chain(rows: Sequence[Indicator], column: Column) -> str:
    cells = [getattr(row, column).value for row in rows]
    known = [plain(cell) for cell in cells if cell is not None]
    if not known:
        return "为0（均未填）"
    return (
        f"{'+'.join(known)}={plain(points_of(rows, column))}分"
        if len(known) > 1
        else f"{known[0]}分"
    )


@rule("A117", name="同级分值标注不全", severity="warning", source="DOMAIN §2、§3")
def declared_weights(ctx: Context) -> Iterator[Finding]:
    """同一级的指标类别，要标明分值就都标明。

    查什么：同一级有的类别标明了分值（如“产出指标（40分）”），有的没有标。
    为什么：漏标一处，分值就无法逐级核对。
    举例：数量指标20、时效指标10，质量指标没有标分值。
    怎样改：补填漏标的分值。
    何时不报：同级都没有标；该类别没有填写任何指标；分值写在类别自成的一行（只有一项指标的类别常不另列）。
    """
    for table, rows in ctx.once(filled_tables):
        groups: dict[str, list[str]] = {}
        for row in rows if table.level_weights else ():
            groups.setdefault(row.level1, [])
            if row.level2 and row.level2 not in groups[row.level1]:
                groups[row.level1].append(row.level2)
        declared = {(entry.level1, entry.level2): entry for entry in table.level_weights}
        yield from _undeclared(ctx, table, [(name, "") for name in groups if name], declared)
        for level1, names in groups.items():
            yield from _undeclared(ctx, table, [(level1, name) for name in names], declared)


def _undeclared(
    ctx: Context,
    table: IndicatorTable,
    keys: list[tuple[str, str]],
    declared: dict[tuple[str, str], LevelWeight],
) -> Iterator[Finding]:
    given = [declared[key] for key in keys if key in declared]
    if len(keys) < 2 or not given or any(entry.score is not None for entry in given):
        return
    ctx.look(given[0].weight.place)
    for key in keys:
        if key not in declared:
            name = key[1] or key[0]
            yield finding(
                ctx,
                "A117",
                f"{table.place}/level_weights/{'/'.join(part for part in key if part)}",
                f"{title_of(table)}“{name}”没有标明分值，同级的其他类别都已标明。",
                items=[Item(entry.level2 or entry.level1, entry.weight) for entry in given],
                found="未标明",
                expected="标明分值",
                clerical=True,
            )
