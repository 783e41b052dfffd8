"""T: targets and actuals of indicators."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.between.linking import likely, links
from assistant.checks.contents.covered import words_on
from assistant.checks.contents.explained import low_rate_explained
from assistant.checks.contents.shortcomings import is_explained
from assistant.checks.context import Context
from assistant.checks.engine import rule
from assistant.checks.findings import Item, finding
from assistant.checks.labels import rounded, title_of, with_sign, written
from assistant.checks.mentions import in_report, this_year
from assistant.checks.rows import details_of, filled, has_cell, is_cost, item, money_total, name_of
from assistant.checks.scores.execution import execution_rate
from assistant.checks.targets.copied_actuals import BOUNDS, DIGIT
from assistant.checks.targets.directions import told, wrong_sign
from assistant.checks.targets.performance import comparable
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Indicator, IndicatorTable, Pack

_MONEY = re.compile(r"执行|支付|拨付|资金|预算|支出|结转|结余")


def rows_by_table(pack: Pack) -> list[tuple[IndicatorTable, Indicator]]:
    """Return the filled indicator rows of every table, each with its table."""
    return [(table, row) for table in pack.tables() for row in filled(table)]


@rule("T101", name="成本指标用了“≥”", severity="error", source="DOMAIN §8 成本指标方向")
def cost_sign(ctx: Context) -> Iterator[Finding]:
    """成本指标的指标值不应写成“≥”“不低于”。

    查什么：成本类指标的年度指标值是否带有“≥”“不少于”“以上”等符号。
    为什么：成本是控制数，写“≥”等于鼓励多花钱，方向反了。
    举例：“项目总成本≥50万元”，应为“≤50万元”。
    怎样改：将符号改为“≤”。
    何时不报：没有写比较符号；写“≤”“不超过”；成本节约额、节约率等越多越好的指标；补助、保障标准。
    """
    for _, row in ctx.once(rows_by_table):
        if not is_cost(row) or not row.target.known():
            continue
        ctx.look(row.target.place)
        if wrong_sign(row):
            yield finding(
                ctx,
                "T101",
                row.target.place,
                f"成本指标“{name_of(row)}”的指标值写作“{with_sign(row.target)}”，方向反了，应为不超过。",
                items=[item(row, "target")],
                found=with_sign(row.target),
                expected=_at_most(row),
                suggestion=f"将指标值改为“{_at_most(row)}”。",
                clerical=True,
            )


def _at_most(row: Indicator) -> str:
    """Return a target with ≤ in place of its own sign, its unit whole: ≤92万元/公里."""
    bare = BOUNDS.sub("", row.target.text)
    return f"≤{bare if row.target.text else written(row.target)}"


@rule("T102", name="未达指标值未说明原因", severity="warning", source="DOMAIN §4")
def missed_without_note(ctx: Context) -> Iterator[Finding]:
    """没有达到指标值的指标，应填写偏差原因及改进措施。

    查什么：实际完成值未达到年度指标值的指标，偏差原因栏是否填写。
    为什么：办法要求对未完成的指标逐项说明原因和改进措施。
    举例：目标完成改造40户、实际35户，偏差原因栏空白或只写“无”。
    怎样改：写明未完成的原因、责任科室、完成时限和可检查的结果。
    何时不报：已达标；已说明原因（表样没有偏差原因栏的，看表下的问题、原因栏）；指标值和完成值无法比较；方向不明的指标。
    """
    for table, row in ctx.once(rows_by_table):
        result = ctx.result(row)
        if result is None:
            continue
        ctx.look(row.actual.place)
        if result.met or is_explained(table, row):
            continue
        done = (
            f"，完成{rounded(result.done * 100, 1)}%"
            if result.direction == "more" and (result.done is not None)
            else ""
        )
        yield finding(
            ctx,
            "T102",
            row.deviation.place,
            f"“{name_of(row)}”指标值{written(row.target)}{told(row).bracketed}，"
            f"实际{written(row.actual)}{done}，"
            f"{'超过' if result.direction == 'less' else '未达到'}指标值，没有说明偏差原因。",
            items=(item(row, "deviation"), item(row, "target"), item(row, "actual")),
            found=row.deviation.text or "空白",
            expected="偏差原因及改进措施",
            suggestion="补写偏差原因和改进措施（责任科室、时限）。",
        )


@rule("T103", name="大幅超过指标值未说明原因", severity="warning", source="DOMAIN §3、§4 [S]")
def far_above(ctx: Context) -> Iterator[Finding]:
    """实际完成值达到指标值130%以上的，应说明指标值是否偏低。

    查什么：越多越好的定量指标，完成值达到口径规定的比例（通行130%）而偏差原因栏空白。
    为什么：超额过多通常说明目标设得偏低，不扣分，但要说明。
    举例：目标培训100人次、实际180人次，为指标值的180%。
    怎样改：在偏差原因栏说明超额原因，下年度合理提高指标值。
    达到指标值一千倍以上的，不是目标偏低，是单位或小数点写错，为错误；指标值写万元、完成值写元而数值相近的，也是。
    何时不报：不到130%；已说明原因（表样没有偏差原因栏的，看表下的问题、原因栏）；成本等反向指标；指标值为0。
    """
    for table, row in ctx.once(rows_by_table):
        result = ctx.result(row)
        if _in_another_unit(row):
            ctx.look(row.actual.place)
            yield _wrong_unit(ctx, row)
            continue
        if result is None or result.direction == "less" or result.done is None:
            continue
        ctx.look(row.actual.place)
        done = result.done * 100
        if done < ctx.profile.far_above_target or is_explained(table, row):
            continue
        items = (item(row, "deviation"), item(row, "target"), item(row, "actual"))
        said = f"“{name_of(row)}”指标值{written(row.target)}{told(row).bracketed}，实际{written(row.actual)}"
        if result.done >= _FAR_OFF and row.actual.dimension != "%":
            yield finding(
                ctx, "T103", row.actual.place,
                f"{said}，是指标值的{rounded(result.done, 0)}倍，量级悬殊，疑似单位或小数点写错。",
                items=(items[2], items[1]), found=written(row.actual),
                expected="与指标值同一量级的数", severity="error",
                suggestion="核对实际完成值的单位和小数点。", clerical=True,
            )  # fmt: skip
            continue
        yield finding(
            ctx,
            "T103",
            row.deviation.place,
            f"{said}，为指标值的{rounded(done, 1)}%，目标可能偏低，没有说明。",
            items=items,
            found=f"{rounded(done, 1)}%",
            expected=f"低于{ctx.profile.far_above_target}%，或说明原因",
            suggestion="说明超额完成的原因；目标偏低的，下年度相应提高。",
        )


def _in_another_unit(row: Indicator) -> bool:
    """Tell whether a result has its target's digits, but 元 for 万元 or the other way round."""
    target, actual = row.target, row.actual
    if not (target.value and actual.value) or {target.unit, actual.unit} != {"元", "万元"}:
        return False
    return _LIKE < abs(actual.value / target.value) < 1 / _LIKE


def _wrong_unit(ctx: Context, row: Indicator) -> Finding:
    items = (item(row, "actual"), item(row, "target"))
    return finding(
        ctx, "T103", row.actual.place,
        f"“{name_of(row)}”指标值{written(row.target)}，实际{written(row.actual)}，单位不同而数值相近，疑似单位写错。",
        items=items, found=written(row.actual), expected=f"单位为{row.target.unit}",
        severity="error", suggestion="核对实际完成值的单位。", clerical=True,
    )  # fmt: skip


_LIKE = Decimal("0.1")
"""Numbers that aren't ten times apart are of one size, whatever their units say."""
_FAR_OFF = 1000
"""So many times its target no result is, but for rates of growth: the unit or the point is wrong."""


@rule("T104", name="指标值或完成值空白", severity="error", source="DOMAIN §8")
def blank_cells(ctx: Context) -> Iterator[Finding]:
    """填写了名称的三级指标，应当填写年度指标值和实际完成值。

    查什么：有名称或有分值的指标，名称、指标值、完成值是否空白。
    为什么：缺一个就无法判断是否完成，也无法评分。
    举例：“受益群众人数”写了指标值500人，实际完成值空着。
    怎样改：按工作台账补填。
    何时不报：整行空白（该类指标不适用）；下设明细行（“其中：”等）并由明细行填写的指标值、完成值。表中没有找到某一栏的，整表只提示一次。
    """
    for table in ctx.pack.tables():
        yield from _without_column(ctx, table)
    for table, row in ctx.once(rows_by_table):
        ctx.look(row.place)
        missing = [column for column in _COLUMNS if _is_left(table, row, column)]
        if missing:
            missing = _in_no_detail(table, row, missing)
        if missing:
            told = "、".join(_COLUMNS[column] for column in missing)
            yield finding(
                ctx,
                "T104",
                getattr(row, missing[0]).place,
                f"“{name_of(row)}”没有填{told}。",
                items=[item(row, column) for column in missing],
                found="空白",
                expected=told,
                suggestion="按工作台账补填。",
                clerical=True,
            )


_COLUMNS = {"name": "三级指标名称", "target": "年度指标值", "actual": "实际完成值"}


def _is_left(table: IndicatorTable, row: Indicator, column: str) -> bool:
    """Tell whether a row leaves a column empty that its table has."""
    return getattr(row, column).is_empty() and not _lacks(table, column)


def _lacks(table: IndicatorTable, column: str) -> bool:
    """Tell whether a table has no such column: no row of it has a cell there."""
    return not any(has_cell(getattr(row, column)) for row in table.indicators)


def _without_column(ctx: Context, table: IndicatorTable) -> Iterator[Finding]:
    """Yield the notice that a table has no column for targets or for results."""
    lacking = [column for column in _COLUMNS if filled(table) and _lacks(table, column)]
    if lacking:
        ctx.look(table.place)
        names = "、".join(f"“{_COLUMNS[column]}”" for column in lacking)
        fields = [getattr(filled(table)[0], column) for column in lacking]
        yield finding(
            ctx, "T104", fields[0].place, f"{title_of(table)}没有找到{names}的栏目，没有核对。",
            items=[Item(_COLUMNS[c], f) for c, f in zip(lacking, fields, strict=True)],
            found="没有该栏目", expected=names, severity="info",
            suggestion="表样本来没有该栏目的，不必处理。",
        )  # fmt: skip


def _in_no_detail(table: IndicatorTable, row: Indicator, columns: list[str]) -> list[str]:
    """Return the blank columns of a row that the rows detailing it leave blank as well."""
    details = details_of(table, row)
    return [
        column
        for column in columns
        if column == "name" or all(getattr(each, column).is_empty() for each in details)
    ]


_STOCK = re.compile(
    r"^(?:已|全部|均|基本|按期|按时|如期|圆满|超额|全面|较好)*(?:完成|达成|达到|实现|达标|合格|良好|优秀|是|正常|显著|有效|好)"
    r"(?:了)?(?:年度|预期|既定|全部|绩效)*(?:指标|目标|任务|效果|要求|值|情况|提升|改善)*[。.]?$"
)


@rule("T106", name="完成值以套话代替数字", severity="warning", source="DOMAIN §8 实际完成值")
def stock_phrase(ctx: Context) -> Iterator[Finding]:
    """指标值是数字的，实际完成值也应填数字，不应只写“已完成”“达成预期指标”。

    查什么：定量指标的实际完成值是不是套话。
    为什么：套话无法核实，也无法按比例计分。
    举例：指标值“新建公路5公里”，实际完成值填“达成预期指标”。
    怎样改：填写实际数，如“5.2公里”。
    何时不报：指标值是定性表述；完成值含有数字。指标值以文字为主、只顺带有数字的作提示。
    """
    for _, row in ctx.once(rows_by_table):
        if not row.target.known() or row.actual.is_empty():
            continue
        ctx.look(row.actual.place)
        if row.actual.known() or not _STOCK.match(row.actual.text):
            continue
        wordy = len(re.sub(r"[\d.%≥≤]", "", row.target.text)) > 10
        yield finding(
            ctx,
            "T106",
            row.actual.place,
            f"“{name_of(row)}”指标值为{row.target.text}，实际完成值只写“{row.actual.text}”，没有填数。",
            items=(item(row, "actual"), item(row, "target")),
            found=row.actual.text,
            expected="实际完成的数值",
            severity="info" if wordy else None,
            suggestion="按工作台账填写实际完成数。",
        )


@rule("T107", name="指标值没有可衡量的标准", severity="info", source="DOMAIN §8 定性指标")
def vague_target(ctx: Context) -> Iterator[Finding]:
    """指标值宜有数字或时间等可衡量的标准。

    查什么：年度指标值既没有数字，也没有日期的指标。
    为什么：“显著提升”“及时”之类无法衡量，评分只能凭感觉。
    举例：“群众生活明显改善”，可改为“受益群众≥500户”。
    怎样改：改成可计量的数值、比例或时限。
    何时不报：指标值含有数字、百分数或日期。
    """
    for _, row in ctx.once(rows_by_table):
        if row.target.is_empty():
            continue
        ctx.look(row.target.place)
        if row.target.known() or DIGIT.search(row.target.text):
            continue
        yield finding(
            ctx,
            "T107",
            row.target.place,
            f"“{name_of(row)}”的指标值“{row.target.text}”没有数字或时限，难以衡量。",
            items=[item(row, "target")],
            found=row.target.text,
            expected="数值、比例或时限",
            suggestion="下年度编制绩效目标时改为可衡量的指标值。",
        )


@rule("T109", name="指标值与完成值单位不同", severity="info", source="DOMAIN §8 实际完成值")
def incomparable(ctx: Context) -> Iterator[Finding]:
    """指标值与实际完成值单位不同，无法比较。

    查什么：两栏都是数字但单位不同（如“22个村”与“100%”）的指标；数的是两样东西（如“18公里”与“936只”、比率与人数）的，或者报告写有应填的数的，多半填串了行，作警告。
    为什么：单位不同就不能判断是否完成，本系统对该行不作比较。
    举例：指标值“培训5次”，实际完成值“300人”。
    怎样改：按指标值的单位填写实际完成值；填串了行的，填本行的数。
    何时不报：单位相同或可以通用（个与项、户与家）；有一栏没有写单位；有一栏是文字。
    """
    for table, row in ctx.once(rows_by_table):
        if not (row.target.known() and row.actual.known()):
            continue
        ctx.look(row.actual.place)
        if not comparable(row.target, row.actual) or _counts_for_rate(row):
            wrong = _of_another_row(row) or _told_in_report(ctx, table, row)
            yield finding(
                ctx,
                "T109",
                row.actual.place,
                f"“{name_of(row)}”指标值{written(row.target)}，实际完成值{written(row.actual)}，"
                "单位不同，无法比较。",
                items=(item(row, "actual"), item(row, "target")),
                found=written(row.actual),
                expected=f"以“{row.target.unit}”为单位",
                severity="warning" if wrong else None,
                suggestion="按指标值的单位填写实际完成值；填串了行的，填本行的数。",
            )


_RATE_NAME = re.compile(r"(?:(?<![频速功效])率|满意度)(?:[（(].*)?$")
_RATE_UNIT = re.compile(r"[%％‰点分成倍]")


def _counts_for_rate(row: Indicator) -> bool:
    """Tell whether a row that is called a rate has a count or an amount on one side."""
    units = (row.target.unit, row.actual.unit)
    counted = [unit for unit in units if unit and not _RATE_UNIT.search(unit)]
    return bool(_RATE_NAME.search(row.name.text)) and len(counted) == 1


def _told_in_report(ctx: Context, table: IndicatorTable, row: Indicator) -> bool:
    """Tell whether the report gives the count that a row with a rate as its actual wants."""
    if not _RATE_UNIT.search(row.actual.unit):
        return False
    wanted = row.model_copy(update={"actual": row.target})
    facts = [f for f in in_report(ctx.pack, ctx.report_of(table)) if this_year(f, ctx.pack)]
    return any(likely(link.score) for link in links(wanted, facts)[:1])


def _of_another_row(row: Indicator) -> bool:
    """Tell whether a row's two numbers count two things, with no character in common.

    “22个村” beside “100%” is a way to write, and so is 人 beside 人次; 公里 beside 只, or a rate
    that is not 100 % and still has the full score, is what stands in another row.
    """
    units = (row.target.unit, row.actual.unit)
    if _counts_for_rate(row):
        return True
    if _RATE_UNIT.search(units[1]):
        full = row.score.known() and row.score.value == row.weight.value
        return full and row.actual.value != 100
    return not set(units[0]) & set(units[1])


@rule("T110", name="预算执行率偏低", severity="warning", source="DOMAIN §4 [S]")
def low_execution(ctx: Context) -> Iterator[Finding]:
    """预算执行率低于90%应当说明原因。

    查什么：由执行数÷全年预算数得出的执行率；低于90%提示，低于80%警告，低于60%错误（分档以口径为准）。
    为什么：执行率偏低说明资金没有按计划使用，属于必须说明的事项。
    举例：全年预算100万元、执行72万元，执行率72%，报告没有一字说明。
    怎样改：在报告或偏差原因栏说明未执行资金的原因、去向和改进措施。
    何时不报：执行率不低于90%；报告、偏差原因栏或表内问题栏已说明未执行原因。
    """
    for table in ctx.pack.tables():
        rate, line = execution_rate(table), money_total(table)
        if rate is None or line is None:
            continue
        ctx.look(line.executed.place)
        level = _level(ctx, rate.high)
        if level is None or low_rate_explained(table, words_on(ctx, table)):
            continue
        if any(_MONEY.search(cell.text) for cell in table.remarks if cell.kind == "problems"):
            continue
        shown = rounded((rate.low + rate.high) / 2)
        yield finding(
            ctx,
            "T110",
            line.executed.place,
            f"{title_of(table)}全年执行数{written(line.executed)}÷全年预算数{written(line.full_year)}"
            f"={shown}%，执行率偏低，没有说明原因。",
            items=(Item("全年执行数", line.executed), Item("全年预算数", line.full_year)),
            found=f"{shown}%",
            expected=f"≥{ctx.profile.execution_notice}%",
            severity=level,
            suggestion="说明未执行资金的原因、去向和改进措施。",
        )


def _level(ctx: Context, rate: Decimal) -> Severity | None:
    limits: tuple[tuple[Decimal, Severity], ...] = (
        (ctx.profile.execution_error, "error"),
        (ctx.profile.execution_warning, "warning"),
        (ctx.profile.execution_notice, "info"),
    )
    return next((name for limit, name in limits if rate < limit), None)
