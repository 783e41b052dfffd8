"""X: the parts of a score as a report tells them, against what the table's rows were given."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import show, title_of
from assistant.checks.mentions import cite, left_of, right_of, said, this_year, told_of_project
from assistant.checks.registry import rule
from assistant.checks.rows import added_execution, execution_cell, filled
from assistant.checks.scores.summed import summed
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity

_PART = r"(?P<part>预算执行|资金执行|产出|效益|成本|满意度)"
_NAMED = re.compile(
    rf"(?:其中|服务对象|部门|整体|项目)*{_PART}(?:率|情况|部分|类)?(?:指标|分析)?(?:自评|实际|实|评)?得?分?为?"
)
_BEHIND = re.compile(
    rf"{_PART}(?:率|类)?(?:指标)?(?:[（(]?\d+分[）)]?|[\d.]+[%％])[，、]?(?:自评|实际|按比例|实)?得(?:分为?)?$"
)
_TELLS_SCORE = re.compile(r"得分|自评|评分|得\d")
_FULL_POINTS = re.compile(r"满分|分值|权重|占|设置")


@rule("X157", name="报告写的分项得分与自评表不符", severity="error", source="DOMAIN §6")
def parts_of_score(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“预算执行得9.80分、产出指标得48.50分”，应与自评表该部分各行得分之和一致。

    为什么：总分相符、分项不符，说明有一处抄错，评审会要求重报。
    举例：自评表产出指标各行得分合计48.50分，报告写“产出指标得45.80分”。
    怎样改：按自评表各行得分加总后更正。
    何时不报：写的是分值（满分）而不是得分；自评表得分有空白或各行之和与总分不符（另由总分规则核对）；说的是某个项目的得分。
    """
    for table in ctx.pack.tables():
        report = ctx.report_of(table)
        told = [(f, p) for f in ctx.figures_of(report) if (p := _part_of(ctx, table, f))]
        scores = _scores(table) if told else {}
        for fact, part in told:
            score, weight = scores.get(part, (None, None))
            if score is None:
                continue
            ctx.look(fact.place)
            if base(fact.quantity) == score or (base(fact.quantity) == weight and not _given(fact)):
                continue
            yield from conflict(
                ctx, "X157", cite(fact), score,
                f"报告“{_called(part)}”得分写{said(fact)}，{title_of(table)}该部分得分合计{show(score, '分')}",
                others=[Item(f"{title_of(table)}{_called(part)}得分", cell) for cell in _cells(table, part)],
                unit="分",
            )  # fmt: skip


def _called(part: str) -> str:
    return part if part == "预算执行" else f"{part}指标"


def _part_of(ctx: Context, table: IndicatorTable, fact: Fact) -> str:
    """Return the part whose score a figure tells, "" for any other figure."""
    if fact.quantity.unit != "分" or fact.quantity.comparator != "=" or fact.aspect != "value":
        return ""
    if not fact.quantity.known() or right_of(fact).lstrip("）)，").startswith(
        ("得", "实得", "自评得")
    ):
        return ""  # 产出指标50分得48.50分: the points that could be got
    left, measure = left_of(fact), squeeze(fact.measure)
    found = _BEHIND.search(left) or _NAMED.fullmatch(measure)
    if found is None or _stray(ctx, table, fact):
        return ""
    return "预算执行" if found["part"].endswith("执行") else found["part"]


def _stray(ctx: Context, table: IndicatorTable, fact: Fact) -> bool:
    """Tell whether a figure is another year's, a project's, or no score at all."""
    year = ctx.pack.year or 0
    if not this_year(fact, ctx.pack) and fact.period != str(year + 1):
        return True
    if not _TELLS_SCORE.search("".join(f.quote for f in ctx.sentence_of.get(fact.place, [fact]))):
        return True
    return table.kind == "overall" and bool(told_of_project(ctx, fact))


def _given(fact: Fact) -> bool:
    """Tell whether the words say outright that this was scored, not what could be."""
    if _FULL_POINTS.search(fact.quote):
        return False
    left = left_of(fact)
    return bool(left.endswith("得") or re.search(r"得分(?:分别|依次)?[为是]?：?[^。；]*$", left))


Scores = dict[str, tuple[Decimal, Decimal | None]]


def _scores(table: IndicatorTable) -> Scores:
    """Return of each part what was scored and what could be; none unless they make the total."""
    total = summed(table)
    if total is None or total != table.total_score.base:
        return {}
    found: Scores = {}
    for part in ("预算执行", "产出", "效益", "成本", "满意度"):
        cells = _cells(table, part)
        if cells and all(cell.known() for cell in cells):
            found[part] = sum((base(c) for c in cells), Decimal(0)), _weight(table, part)
    return found if sum(score for score, _ in found.values()) == total else {}


def _cells(table: IndicatorTable, part: str) -> list[Quantity]:
    """Return the scores that make a part of the total."""
    if part == "预算执行":
        own = added_execution(table, "score")
        return [own] if own is not None and own.known() else []
    return [row.score for row in filled(table) if part in row.level1]


def _weight(table: IndicatorTable, part: str) -> Decimal | None:
    if part == "预算执行":
        cell = execution_cell(table, "weight")
        return cell.base if cell is not None else None
    cells = [row.weight for row in filled(table) if part in row.level1]
    return sum((base(c) for c in cells), Decimal(0)) if all(c.known() for c in cells) else None
