"""Y: what last year's pack promised, measured and reached, beside this year's."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding, of_year
from assistant.checks.labels import row_name, title_of, written
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.targets.directions import direction
from assistant.facts.slips import telling
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text

_SAME_NAME = 85.0
_SAME_PROJECT = 80.0
_TOLD = 0.3
"""The share of a promise's own pairs of characters that tells that a text speaks of it."""
_COMMON = re.compile(
    r"[〔（(][^〕）)]*[〕）)]|\d+|年|月底?前|负责|进一步|加强|完善|落实|严格|提高|推进|工作|管理|制度|机制|措施|问题|项目|资金|预算|绩效|目标|针对|建立|按照|及时|做好|开展|完成"
)

_ENOUGH = 6
_AHEAD = re.compile(
    r"20\d\d年[^，。]{0,8}[前内]|月底?前|今后|下一?年|明年|由[^，。]{2,14}(?:负责|在)"
)


class _Promise(NamedTuple):
    words: str
    text: Text


def _tables(ctx: Context, prior: Pack) -> Iterator[tuple[IndicatorTable, IndicatorTable]]:
    """Yield each table with last year's table of the same matter."""
    if ctx.pack.overall and prior.overall:
        yield ctx.pack.overall, prior.overall
    for table in ctx.pack.projects:
        old = max(prior.projects, key=lambda each: _alike(table, each), default=None)
        if old is not None and _alike(table, old) >= _SAME_PROJECT:
            yield table, old


def _alike(table: IndicatorTable, old: IndicatorTable) -> float:
    return fuzz.ratio(core_name(table.project.raw), core_name(old.project.raw))


def _rows(table: IndicatorTable, old: IndicatorTable) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield the indicators that both years have, by level and name."""
    for row in filled(table):
        for was in filled(old):
            if row.level2 == was.level2 and squeeze(name_of(row)) == squeeze(name_of(was)):
                yield row, was
                break


@rule("Y103", name="上年承诺的措施没有写结果", severity="info", source="DOMAIN §2 年度之间")
def promises_without_result(ctx: Context) -> Iterator[Finding]:
    """查什么：上年报告写的改进措施，本年材料应当写明落实结果。

    为什么：上年承诺、本年不提，评审会认为措施没有落实。
    举例：上年写“公务用车推行定点维修”，本年报告通篇没有提到公务用车维修。
    怎样改：在本年报告中逐条写明上年措施的落实结果；没有落实的说明原因。
    何时不报：没有给出上年材料；本年材料有一段说到同一件事；上年措施只有套话。
    """
    for prior in ctx.year_before:
        texts = ctx.once(_pairs_of_texts)
        for report in prior.reports():
            for promise in _promises(report):
                own = _pairs(_COMMON.sub(" ", promise.words))
                if len(own) < _ENOUGH or not texts:
                    continue
                ctx.look(promise.text.place)
                if max(len(own & said) for said in texts) < _TOLD * len(own):
                    yield _no_result(ctx, prior, promise)


def _promises(report: Report) -> Iterator[_Promise]:
    for section in report.walk():
        if not re.search(r"改进措施|整改措施|下一步", section.title):
            continue
        for text in section.paragraphs:
            for words in re.split(r"(?<=[。；])", text.text):
                if _AHEAD.search(words):
                    yield _Promise(words.rstrip("。；"), text)


def _pairs_of_texts(pack: Pack) -> list[set[str]]:
    return [_pairs(text.text) for report in pack.reports() for text in report.texts()]


def _pairs(text: str) -> set[str]:
    words = re.sub(r"[^一-龥]+", " ", text).split(" ")
    return {a + b for word in words for a, b in pairwise(word)}


def _no_result(ctx: Context, prior: Pack, promise: _Promise) -> Finding:
    place = ctx.pack.overall_report.place if ctx.pack.overall_report else promise.text.place
    return finding(
        ctx, "Y103", place,
        f"{prior.year}年材料提出的措施“{promise.words}”，本年材料没有写明落实结果。",
        items=[of_year(prior, f"{prior.year}年措施", promise.text)], found="没有提到", expected="写明落实结果",
    )  # fmt: skip


@rule("Y104", name="上年指标本年不再出现", severity="info", source="DOMAIN §2 年度之间")
def dropped_indicators(ctx: Context) -> Iterator[Finding]:
    """查什么：上年没有完成的指标，本年同一张表应当继续考核。

    为什么：没有完成就把指标取消，是评审常问的事。
    举例：上年“矛盾纠纷化解率”未达指标值，本年表内没有这一指标。
    怎样改：恢复该指标；确需取消的，说明原因。
    何时不报：没有给出上年材料；上年完成了的指标；本年有名称相近的指标。
    """
    for prior in ctx.year_before:
        for table, old in _tables(ctx, prior):
            names = [squeeze(name_of(row)) for row in filled(table)]
            for was in filled(old):
                if not _missed(was):
                    continue
                ctx.look(was.name.place)
                if not any(fuzz.ratio(squeeze(name_of(was)), n) >= _SAME_NAME for n in names):
                    yield finding(
                        ctx, "Y104", table.place,
                        f"{title_of(table)}没有上年未完成的指标“{name_of(was)}”"
                        f"（{prior.year}年指标值{was.target.text}，实际{was.actual.text}）。",
                        items=[of_year(prior, f"{prior.year}年“{name_of(was)}”实际完成值", was.actual)],
                        found="没有该指标", suggestion="恢复该指标；确需取消的，说明原因。",
                    )  # fmt: skip


def _missed(row: Indicator) -> bool:
    low = row.score.known() and row.weight.known()
    return low and (row.score.value or 0) < (row.weight.value or 0)


@rule("Y105", name="指标值比上年调低", severity="info", source="DOMAIN §2 年度之间")
def lowered_targets(ctx: Context) -> Iterator[Finding]:
    """查什么：同一比率指标，本年指标值比上年指标值调低，而且低于上年已经达到的水平。

    为什么：已经达到的水平，本年反而放低要求，完成就没有意义。
    举例：上年满意度指标值≥95%、实际96%，本年指标值改为≥90%。
    怎样改：参照上年实际水平重新设定；确需下调的，说明原因。
    何时不报：没有给出上年材料；指标值没有调低；件数、金额一类每年任务不同的指标；方向不明的指标。
    """
    for prior in ctx.year_before:
        for table, old in _tables(ctx, prior):
            for row, was in _rows(table, old):
                figures = (row.target, was.target, was.actual)
                if not all(figure.known() and figure.unit == "%" for figure in figures):
                    continue
                ctx.look(row.target.place)
                if _lower(row, was.target) and _lower(row, was.actual):
                    yield finding(
                        ctx, "Y105", row.target.place,
                        f"“{name_of(row)}”指标值由{prior.year}年的{was.target.text}调低为{row.target.text}，"
                        f"低于{prior.year}年的实际水平{was.actual.text}。",
                        items=[item(row, "target"), of_year(prior, f"{prior.year}年指标值", was.target),
                               of_year(prior, f"{prior.year}年实际完成值", was.actual)],
                        found=row.target.text, expected=was.actual.text,
                        suggestion="参照上年实际水平设定；确需下调的，说明原因。",
                    )  # fmt: skip


def _lower(row: Indicator, before: Quantity) -> bool:
    """Tell whether a target asks for less than a figure of the year before."""
    goal, reached = row.target.value or Decimal(0), before.value or Decimal(0)
    way = direction(row)
    return (way == "more" and goal < reached) or (way == "less" and goal > reached)


_DIGITS = 4


@rule("Y106", name="本年数与上年数完全相同", severity="warning", source="DOMAIN §2 年度之间")
def carried_values(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表本年决算数与上年决算数逐位相同的行。

    为什么：支出每年都有变化，连末位都相同的多半是沿用了上年的表。
    举例：上年“公务用车运行维护费”决算12.47万元，本年决算仍是12.47万元。
    怎样改：与本年决算核对；确实相同的可以不改。
    何时不报：没有给出上年材料；整数或位数少的数；本年预算也是这个数。
    """
    base_data = ctx.pack.base_data
    for prior in ctx.year_before:
        if base_data is None or prior.base_data is None:
            continue
        before = {row.place: row for row in prior.base_data.spending}
        for row in base_data.spending:
            old = before.get(row.place)
            if old is None or telling(row.final) < _DIGITS or not row.final.known():
                continue
            ctx.look(row.final.place)
            if row.final.base == old.final.base and row.budget.base != row.final.base:
                yield finding(
                    ctx, "Y106", row.final.place,
                    f"“{row_name(row)}”本年决算数{written(row.final)}与{prior.year}年决算数逐位相同，疑似沿用上年数。",
                    items=[Item("本年决算数", row.final), of_year(prior, f"{prior.year}年决算数", old.final)],
                    found=row.final.text, expected="本年决算数",
                    suggestion="与本年决算核对。", clerical=True,
                )  # fmt: skip
