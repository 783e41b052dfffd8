"""C: a rate that a project's report claims to have reached, and no indicator asks for."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.mentions import cite, left_of, said, this_year
from assistant.checks.registry import rule
from assistant.checks.rows import filled
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable

_RATE = re.compile(r"[率度]$")
_OF_MONEY = re.compile(
    r"执行|支付|支出|到位|拨付|调整|控制|增长|下降|回收|有效|占比|资金|预算|进度"
)
_TO_COME = re.compile(
    r"目标|计划|力争|确保|要求|应当|须|预期|预计|拟|[下明次]年|不低于|指标值|今后|将"
)
_SHORTFALLS = re.compile(r"/[^/]*(?:问题|改进|措施|下一步|偏离)[^/]*/p")
_GENERIC = re.compile(
    r"综合|工作|项目|各[村镇乡科室]|全[年镇县区校院]|本[年镇县区校院]|情况|实际|达到?|完成"
)
_KIND = re.compile(r"(?:合格|达标|完成|及时|满意|覆盖|优良|优秀|办结|到位|通过)?[率度]$")
_FEWEST = 2


@rule("C139", name="报告写的比率没有对应指标", severity="info", source="DOMAIN §8")
def unlisted_rates(ctx: Context) -> Iterator[Finding]:
    """查什么：项目报告写“某某率达95%以上”，而项目自评表、整体自评表都没有说到这件事的指标。

    为什么：报告说达到了目标，表里却没有这个目标，完成值和得分都无从核对；多是目标改了，报告没有跟着改。
    举例：报告写“各村综合工作考核合格率达95%以上，达成目标”，自评表没有考核方面的指标。
    怎样改：年度目标确有这一项的，补列指标；没有的，从报告中删去，或者写明数据来源。
    何时不报：项目表有指标的名称或指标值说到这件事，整体表有指标的名称说到；写的是确切的数（另作说明的数据）；执行率、支付率、回收率等；
    目标、计划、改进措施中的比率。一份报告合并为一条。
    """
    for report in ctx.pack.project_reports:
        table = ctx.table_of(report)
        if table is None or not filled(table):
            continue
        claimed = [fact for fact in ctx.figures_of(report) if _claims(ctx, fact)]
        ctx.look(*(fact.place for fact in claimed))
        words = _words(table, ctx.pack.overall)
        bare = [fact for fact in claimed if not _asked_for(fact, words)]
        if bare:
            told = "、".join(f"“{spoken(fact)}”{said_bound(fact)}" for fact in bare)
            yield finding(
                ctx, "C139", bare[0].place,
                f"报告写{told}，{title_of(table)}没有这一项指标。",
                items=[cite(fact) for fact in bare] + [Item("项目名称", table.project)],
                found=told, expected="有对应的指标，或写明数据来源",
            )  # fmt: skip


def said_bound(fact: Fact) -> str:
    """Return a bound as the report prints it, such as 95%以上."""
    return fact.quantity.text or said(fact)


def _claims(ctx: Context, fact: Fact) -> bool:
    """Tell whether a figure is a bound that a rate of this year is said to have reached."""
    if fact.quantity.unit != "%" or fact.quantity.comparator not in (">=", ">"):
        return False
    if not _RATE.search(fact.measure) or _OF_MONEY.search(fact.measure):
        return False
    clause = re.split(r"[，。；：]", left_of(fact))[-1]
    planned = _TO_COME.search(clause) or _SHORTFALLS.search(fact.place)
    return this_year(fact, ctx.pack) and not planned


def _words(table: IndicatorTable, overall: IndicatorTable | None) -> str:
    """Return what a project's indicators and their targets say, and the unit's are called."""
    own = (part for row in filled(table) for part in (row.name.text, row.target.text))
    names = (row.name.text for row in filled(overall)) if overall else ()
    return "，".join((*own, *names))


def _asked_for(fact: Fact, words: str) -> bool:
    """Tell whether an indicator speaks of what a rate is of; a rate of nothing said is any."""
    matter = _KIND.sub("", _GENERIC.sub("", fact.measure))
    if len(matter) < _FEWEST:
        return True
    return any(a + b in words for a, b in pairwise(matter))
