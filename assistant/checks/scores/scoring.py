"""S: scores follow from weights, targets and actuals."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import percent
from assistant.checks.contents.shortcomings import is_explained
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, conflict, finding
from assistant.checks.labels import points, rounded, title_of, written
from assistant.checks.rows import (
    details_of,
    execution_cell,
    filled_tables,
    is_cost,
    item,
    name_of,
    parent_of,
)
from assistant.checks.scores.execution import best_rate, exact_rate, execution_points
from assistant.checks.scores.weight_meant import meant_weight
from assistant.checks.targets.directions import told
from assistant.checks.targets.performance import Result, printed, reverse_scores, score_of
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable
from assistant.model.quantity import Interval, Quantity

_ZERO = Decimal(0)


@rule(
    "S101",
    name="预算执行得分与执行率不符",
    severity="error",
    source="DOMAIN §2；财预〔2020〕10号 [V]",
)
def execution_score(ctx: Context) -> Iterator[Finding]:
    """预算执行得分应等于执行率×分值，最高不超过分值。

    查什么：由执行数÷全年预算数（缺数时用所填执行率）乘以分值，与所填得分核对。
    为什么：预算执行得分有统一算法，是复核必查项。
    举例：分值10分、执行率90%，得分应为9分，填10分即不符。
    怎样改：按执行率重新计算得分，并相应改正总分。
    何时不报：得分与所填执行率相符而执行率本身有误的（见A104）；错的是分值（各项分值合计不是100分，分值改到合计100分后得分相符，见A115）；分值、得分空白，或执行率无从得出；差异在末位四舍五入之内；执行率超过100%按满分计。
    """
    for table in ctx.pack.tables():
        weight, score = execution_cell(table, "weight"), execution_cell(table, "score")
        if weight is None or score is None or not (weight.known() and score.known()):
            continue
        rate, exact = best_rate(table), exact_rate(table)
        if rate is None or exact is None:
            continue
        ctx.look(score.place)
        if _follows_stated_rate(table, weight, score) or meant_weight(table) is not None:
            continue  # at most the rate or the weight is wrong, as A104 and A115 say
        yield from _execution(ctx, table, (weight, score), rate, exact)


def _follows_stated_rate(table: IndicatorTable, weight: Quantity, score: Quantity) -> bool:
    stated = execution_cell(table, "rate")
    if stated is None or not stated.known() or not (weight.value and score.value):
        return False
    right = execution_points(weight.value, percent(stated).interval())
    return printed(score).meets(right)


def _execution(
    ctx: Context,
    table: IndicatorTable,
    cells: tuple[Quantity, Quantity],
    rate: Interval,
    exact: Decimal,
) -> Iterator[Finding]:
    weight, score = cells
    full = weight.value or _ZERO
    if printed(score).meets(execution_points(full, rate)):
        return
    share = min(exact, Decimal(100))
    middle, shown = full * share / 100, rounded(share)
    message = (
        f"{title_of(table)}预算执行得分填{points(score.value or _ZERO)}，"
        f"按执行率{shown}%×{points(full)}应为{rounded(middle)}分"
    )
    yield from conflict(
        ctx,
        "S101",
        Item("预算执行得分", score),
        _two(middle),
        message,
        others=[Item("预算执行分值", weight)],
        unit="分",
        suggestion=f"将预算执行得分改为{rounded(middle)}分，总分相应改正。",
    )


@rule("S102", name="得分超过分值", severity="error", source="DOMAIN §3 [V]")
def above_weight(ctx: Context) -> Iterator[Finding]:
    """每项得分不应超过分值，总分不应超过总分值，也不应为负数。

    查什么：预算执行、每个三级指标和总计行的得分与分值。
    为什么：超额完成也只得满分，得分超过分值属于填报错误。
    举例：某指标分值5分，得分填8分。
    怎样改：得分按不超过分值改正，并相应改正总分。
    何时不报：分值或得分空白（见S106）。
    """
    for table, rows in ctx.once(filled_tables):
        for line in table.money:
            if _is_outside(ctx, line.score, line.weight):
                yield from _above(
                    ctx, Item("预算执行得分", line.score), Item("预算执行分值", line.weight)
                )
        for row in rows:
            if _is_outside(ctx, row.score, row.weight):
                yield from _above(ctx, item(row, "score"), item(row, "weight"))
        score, weight = table.total_score, table.total_weight
        if _is_outside(ctx, score, weight):
            yield from _above(ctx, Item("总分", score), Item("总分值", weight))


def _is_outside(ctx: Context, score: Quantity, weight: Quantity) -> bool:
    """Tell whether points are below nothing or above their weight."""
    if score.value is None or weight.value is None:
        return False
    ctx.look(score.place)
    return not _ZERO <= score.value <= weight.value


def _above(ctx: Context, score: Item, weight: Item) -> Iterator[Finding]:
    got, full = score.field, weight.field
    assert isinstance(got, Quantity)
    assert isinstance(full, Quantity)
    assert got.value is not None
    assert full.value is not None
    fault = "小于0" if got.value < 0 else f"超过分值{points(full.value)}"
    right = _ZERO if got.value < 0 else full.value
    yield from conflict(
        ctx,
        "S102",
        score,
        right,
        f"{score.label}填{points(got.value)}，{fault}",
        others=[weight],
        unit="分",
        suggestion="得分按0分到分值之间改正，并相应改正总分。",
    )


@rule("S103", name="未达指标值却得满分", severity="error", source="DOMAIN §3、§4")
def missed_yet_full(ctx: Context) -> Iterator[Finding]:
    """定量指标没有达到指标值的，不应得满分。

    查什么：实际完成值未达到年度指标值、得分却等于分值的指标（成本指标见S108）。
    为什么：未完成应按完成比例扣分，得满分说明评分不实。
    举例：目标办结86件、实际72件，完成83.7%，分值10分却得10分，按比例约为8.37分。
    怎样改：核对实际完成值；确未完成的，按比例计分并说明原因。
    何时不报：指标值和完成值无法比较（定性、单位不同、带“约”）；方向不明；差异在末位四舍五入之内。
    """
    for _, rows in ctx.once(filled_tables):
        for row in rows:
            if not is_cost(row):
                yield from _full(ctx, "S103", row)


@rule("S108", name="成本超支却得满分", severity="error", source="DOMAIN §3；财预〔2021〕101号 [M]")
def cost_over_yet_full(ctx: Context) -> Iterator[Finding]:
    """成本指标超过指标值的，不应得满分。

    查什么：成本类指标实际完成值大于年度指标值、得分却等于分值。
    为什么：成本指标越低越好，超过控制数应扣分；达到两倍的按规则不得分。
    举例：成本控制数20万元，实际50万元，为指标值的250%，分值20分却得20分。
    怎样改：核对实际成本；确已超支的，按规则扣分并说明原因。指标本身不适当的，另行设定成本指标。
    何时不报：指标值写明“≥”（见T101）；两个数无法比较；差异在末位四舍五入之内。
    """
    for _, rows in ctx.once(filled_tables):
        for row in rows:
            if is_cost(row):
                yield from _full(ctx, "S108", row)


def _full(ctx: Context, code: str, row: Indicator) -> Iterator[Finding]:
    result = ctx.result(row)
    if result is None or not row.weight.value or row.score.value is None:
        return
    ctx.look(row.score.place)
    fair = score_of(result, row.weight.value, ctx.profile)
    if result.met or fair is None or row.score.value != row.weight.value:
        return
    half = (row.score.precision or _ZERO) / 2
    if fair >= row.weight.value:
        return
    if row.weight.value - fair <= half and code == "S103" and half < Decimal("0.1"):
        return  # a full score that is only the rounding of the fair one
    done = f"为指标值的{rounded(result.done * 100, 1)}%" if result.done is not None else "未达到"
    yield finding(
        ctx,
        code,
        row.score.place,
        f"“{name_of(row)}”指标值{written(row.target)}{told(row).bracketed}，"
        f"实际{written(row.actual)}，{done}，"
        f"却得满分{points(row.score.value)}；按规则应得{_about(fair)}分。",
        items=(item(row, "score"), item(row, "target"), item(row, "actual")),
        found=points(row.score.value),
        expected=f"{rounded(fair)}分",
        suggestion="核对实际完成值；确未达到的，按规则扣分并填写偏差原因和改进措施。",
    )


def _about(score: Decimal) -> str:
    """Return points as a sentence takes them: “约” where decimals were left out."""
    said = rounded(score)
    return said if Decimal(said) == score else f"约{said}"


@rule("S104", name="未达指标值的扣分不按比例", severity="warning", source="DOMAIN §3 [S]")
def pro_rata(ctx: Context) -> Iterator[Finding]:
    """定量指标未达到指标值的，应按比例计分。

    查什么：未达标指标的得分是否等于分值×完成比例；成本等反向指标按评分口径的规则，两种通行算法都认可。
    为什么：比例计分是统一规则，多计少计都会影响总分。
    举例：分值10分、完成80%，应得8分，填9分即多计1分。
    怎样改：按完成比例重新计分。
    何时不报：得满分的（见S103、S108）；差异在末位四舍五入之内；少计且已说明原因的。
    """
    for table, rows in ctx.once(filled_tables):
        for row in rows:
            result = ctx.result(row)
            if result is None or result.met or not row.weight.value or row.score.value is None:
                continue
            if row.score.value >= row.weight.value:
                continue
            ctx.look(row.score.place)
            yield from _share(ctx, table, row, result)


def _share(
    ctx: Context, table: IndicatorTable, row: Indicator, result: Result
) -> Iterator[Finding]:
    score, weight = row.score.value or _ZERO, row.weight.value or _ZERO
    fair = score_of(result, row.weight.value, ctx.profile)
    if fair is None:
        return
    allowed = reverse_scores(weight, result) if result.direction == "less" else [fair]
    said = printed(row.score)
    if any(said.low <= choice <= said.high for choice in allowed):
        return
    less = score < min(allowed)
    if less and is_explained(table, row):
        return
    way = "少计" if score < fair else "多计"
    yield finding(
        ctx,
        "S104",
        row.score.place,
        f"“{name_of(row)}”指标值{written(row.target)}{told(row).bracketed}，"
        f"实际{written(row.actual)}，分值{points(weight)}，"
        f"按比例应得{rounded(fair)}分，实得{points(score)}，{way}{rounded(abs(score - fair))}分。",
        items=(item(row, "score"), item(row, "target"), item(row, "actual")),
        found=points(score),
        expected=f"{rounded(fair)}分",
        difference=f"{rounded(abs(score - fair))}分",
        severity="info" if less else None,
        suggestion="按完成比例重新计分，并相应改正总分。",
        clerical=True,
    )


@rule("S105", name="扣分未说明原因", severity="warning", source="DOMAIN §4")
def cut_without_note(ctx: Context) -> Iterator[Finding]:
    """得分低于分值的，应在偏差原因栏说明。

    查什么：得分低于分值、又不是因为未达指标值（见T102）的指标，偏差原因栏是否填写。
    为什么：扣分没有原因，复核无法判断扣得对不对。
    举例：指标值10次、实际10次，分值5分只得3分，偏差原因空白。
    怎样改：补写扣分原因和改进措施；误扣的改回满分。
    何时不报：得满分；偏差原因已填写（表样没有该栏的，看表下的问题、原因栏）；未达标的指标由T102提示。
    """
    for table, rows in ctx.once(filled_tables):
        for row in rows:
            score, weight = row.score.value, row.weight.value
            if score is None or weight is None:
                continue
            ctx.look(row.score.place)
            result = ctx.result(row)
            if score >= weight or is_explained(table, row) or (result and not result.met):
                continue
            state = f"已达到指标值{told(row).bracketed}，" if result else ""
            yield finding(
                ctx,
                "S105",
                row.deviation.place,
                f"“{name_of(row)}”{state}分值{points(weight)}，只得{points(score)}，没有说明扣分原因。",
                items=(item(row, "deviation"), item(row, "score"), item(row, "weight")),
                found="空白",
                expected="扣分原因",
                suggestion="补写扣分原因和改进措施；误扣的改正得分。",
            )


@rule("S106", name="指标未填分值或得分", severity="error", source="DOMAIN §8")
def unscored(ctx: Context) -> Iterator[Finding]:
    """填写了内容的三级指标，应当同时填写分值和得分。

    查什么：有名称、指标值或完成值，而分值或得分空白的指标。
    为什么：没有分值的指标不参与评分，总分也就加不出来。
    举例：社会效益指标写了“覆盖率100%”，分值和得分两栏都空着。
    怎样改：补填分值和得分；不需要的指标整行删去，分值并入其他指标。
    何时不报：整行空白（该类指标不适用）；整张表都没有填写任何分值（见C116）；
    上级指标已计分的明细行（“其中：”等），明细行已逐行计分的上级指标。
    """
    for table, rows in ctx.once(filled_tables):
        if not any(row.weight.known() for row in rows):
            continue
        for row in rows:
            if not (row.name.text or row.target.text or row.actual.text):
                continue
            ctx.look(row.weight.place)
            missing = [
                c for c in ("weight", "score")
                if not getattr(row, c).known() and not _scored_elsewhere(table, row, c)
            ]  # fmt: skip
            if missing:
                names = "和".join({"weight": "分值", "score": "得分"}[c] for c in missing)
                yield finding(
                    ctx,
                    "S106",
                    getattr(row, missing[0]).place,
                    f"{title_of(table)}“{name_of(row)}”已填内容，但没有填{names}。",
                    items=[*(item(row, c) for c in missing), Item("指标", row.name)],
                    found="空白",
                    expected=names,
                    suggestion=f"补填{names}，并核对各级分值合计和总分。",
                    clerical=True,
                )


def _scored_elsewhere(table: IndicatorTable, row: Indicator, column: str) -> bool:
    """Tell whether a row's points stand with the row it details, or all with its details."""
    parent, details = parent_of(table, row), details_of(table, row)
    above = parent is not None and getattr(parent, column).known()
    return above or (bool(details) and all(getattr(each, column).known() for each in details))


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
