"""The whole that a share names, where another paragraph of the report or a form tells it."""

import re

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain
from assistant.model.fact import Fact
from assistant.model.pack import Report

_ALL_SPENT = re.compile(r"(?:总支出|支出总额|全年支出|本年支出|部门支出|支出合计)$")
_TOTAL = "年度资金总额"
_MEASURE = re.compile("(?:里程|面积|人数|户数|数量|资金|金额|个数)$")
_OTHER = re.compile(
    r"计划|目标|任务|上年|去年|预算|其中|[比较占]|新增|累计|年初|应|拟|核查|抽查|检查|均|每|由|时速|速度|间隔|距离"
)
_FEWEST, _LONG = 2, 3


def whole_elsewhere(ctx: Context, name: str, part: Fact) -> Fact | None:
    """Return the one figure of a report, or of its form, that a name like 总支出 calls."""
    report = next((r for r in ctx.pack.reports() if part.place.startswith(f"{r.place}/")), None)
    if report is None or ("总" not in name and not _ALL_SPENT.search(name)):
        return None
    if part.quantity.dimension == "元" and _ALL_SPENT.search(name):
        return _spent(ctx, report)
    cores = [name, _MEASURE.sub("", name.replace("总", "", 1))]
    for core, fewest in zip(cores, (_LONG, _FEWEST), strict=True):
        named = [f for f in ctx.figures_of(report) if _is_called(f, core, part)]
        if len(core) >= fewest and named:
            return named[0] if len({base(f.quantity) for f in named}) == 1 else None
    return None


def _is_called(fact: Fact, core: str, part: Fact) -> bool:
    if fact is part or not core or core not in fact.quote or not is_plain(fact):
        return False
    words = clause_of(fact)
    return core in words and alike(fact, part) and not _OTHER.search(words)


def _spent(ctx: Context, report: Report) -> Fact | None:
    """Return what the form of the overall report says was spent in all."""
    table = ctx.table_of(report)
    if table is None or table.kind != "overall":
        return None
    line = next((each for each in table.money if each.label.text.endswith(_TOTAL)), None)
    if line is None or not line.executed.known():
        return None
    return Fact(place=line.executed.place, measure="全年执行数", quantity=line.executed)
