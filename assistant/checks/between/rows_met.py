"""X: how many indicators a report says met their targets, against the rows of the table."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.mentions import named_tables
from assistant.checks.project_names import of_section
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.model.finding import Finding
from assistant.model.numerals import chinese_value
from assistant.model.pack import Indicator, IndicatorTable, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_NUMBER = r"(?:\d{1,3}|[两一二三四五六七八九十]{1,3})"
_KIND = r"(?:三级|绩效|考核|具体|量化|细化|年度|个性|评价)*指标"
_ALL = (
    rf"(?P<all>{_NUMBER})[项个]{_KIND}|{_KIND}(?:共计?|合计|总计|一共)?(?P<after>{_NUMBER})[项个]"
)
_BETWEEN = r"(?:当?中|里|之中|内)?(?:，|：)?(?:已经?|共|其中)?有?"
_MET = r"(?:全面|全部|均|都|已|如期|按期|顺利)*(?:达到|达标|完成(?![率值得数]|情况)|实现|达成)"
_MISSED = r"(?:未|没有?|尚未|不)(?:能|有)?(?:达到|达标|完成|实现|达成)"
_TOLD = re.compile(
    rf"(?:{_ALL}){_BETWEEN}(?:(?P<met>{_NUMBER})[项个](?:指标)?{_MET}|{_MET}(?:的有|的)?(?P<met2>{_NUMBER})[项个]"
    rf"|(?P<missed>{_NUMBER})[项个](?:指标)?{_MISSED}|{_MISSED}(?:的有|的)?(?P<missed2>{_NUMBER})[项个])"
)
_GRADED = re.compile("基本|部分|大部|超额|接近|提前|[须待未]由?[^，。；]{0,6}[评判]定")
"""Words of a third state between met and missed, or of more than met."""
_EARLIER = re.compile(r"上年|去年|20\d\d年(?!度?(?:部门|整体|绩效))")


class _Rows(NamedTuple):
    """A table's rows by whether they met their targets; ``open`` can't be told."""

    met: list[Indicator]
    missed: list[Indicator]
    open: list[Indicator]


@rule("X162", name="达标指标个数与自评表不符", severity="warning", source="DOMAIN §8 文字与表格")
def rows_met(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“9项三级指标中有6项达到目标值”“12项指标2项未完成”，应与自评表逐行数出的达标、未达标项数一致。

    为什么：结论里的项数是逐行数出来的，表改了而结论没有改，前后就对不上。
    举例：自评表9项三级指标有3项未达到指标值，报告写“9项三级指标中有7项达到年初目标值”。
    怎样改：按自评表逐行核对，改正项数和随后列举的指标。
    何时不报：报告写的指标总数与自评表行数不同（说的是另一张表或几张表合计）；能否达标无法从数值判断的行可以使两者相符；说的是上年。
    """
    for report in ctx.pack.reports():
        own = ctx.table_of(report)
        for text in report.texts():
            for match in _TOLD.finditer(text.text) if "指标" in text.raw else ():
                yield from _judge(ctx, _table(ctx, report, own, text, match), text, match)


def _table(
    ctx: Context, report: Report, own: IndicatorTable | None, text: Text, match: re.Match[str]
) -> IndicatorTable | None:
    """Return the table a count is of: the project's that its clause or section names."""
    if report is not ctx.pack.overall_report:
        return own
    before = re.split("[。；]", text.text[: match.start()])[-1]
    named = named_tables(ctx, before) or named_tables(ctx, text.place)
    if len(named) > 1:
        return None
    return named[0] if named else of_section(ctx, text.place) or own


def _judge(
    ctx: Context, table: IndicatorTable | None, text: Text, match: re.Match[str]
) -> Iterator[Finding]:
    before = re.split("[，。；]", text.text[: match.start()])[-1]
    after = re.split("[。；]", text.text[match.end() :])[0]
    if table is None or _EARLIER.search(before) or _GRADED.search(match.group() + after):
        return
    rows = _sorted(ctx, table)
    whole, met, missed = (_number(match, *names) for names in _GROUPS)
    if whole != sum(map(len, rows)):
        return
    ctx.look(text.place)
    rest = _REST.search(text.text[match.end() :]) if met is not None else None
    if rest is not None and met is not None and _fits(met, rows.met, rows):
        met, missed, match = None, _number(rest, "rest"), rest
    told, side = (met, rows.met) if met is not None else (missed, rows.missed)
    if told is None or _fits(told, side, rows):
        return
    least, word = len(side), "达到" if met is not None else "未达到"
    names = "、".join(f"“{name_of(row)}”" for row in rows.missed[:3])
    short = f"，未达到的是{names}{'等' if len(rows.missed) > 3 else ''}" if names else ""
    words = match.group().lstrip("，；")
    yield finding(
        ctx, "X162", text.place,
        f"报告写“{words}”，{title_of(table)}{whole}项指标中{word}指标值的有{least}项{short}。",
        items=[Item("", text.model_copy(update={"raw": words})),
               *(item(row, "actual") for row in rows.missed[:3])],
        found=f"{told}项", expected=f"{least}项", clerical=True,
        suggestion="按自评表逐行核对，改正项数和随后列举的指标。",
    )  # fmt: skip


def _fits(told: int, side: list[Indicator], rows: _Rows) -> bool:
    """Tell whether a number may be that of the rows on one side, those left open to either."""
    return len(side) <= told <= len(side) + len(rows.open)


_REST = re.compile(
    rf"^[^。；\d]{{0,8}}[，；](?:另外?有?|其余|剩余|余下|还有|只有|有)(?P<rest>{_NUMBER})[项个](?:指标)?(?:（[^（）]*）)?{_MISSED}"
)
_GROUPS = (("all", "after"), ("met", "met2"), ("missed", "missed2"))


def _number(match: re.Match[str], *names: str) -> int | None:
    words = next((match[name] for name in names if match[name]), "")
    value = int(words) if words.isdigit() else 2 if words == "两" else chinese_value(words)
    return None if value is None else int(value)


def _sorted(ctx: Context, table: IndicatorTable) -> _Rows:
    rows = _Rows([], [], [])
    for row in filled(table):
        result = ctx.result(row)
        if result is not None:
            (rows.met if result.met else rows.missed).append(row)
        elif row.target.raw.strip() and squeeze(row.target.raw) == squeeze(row.actual.raw):
            rows.met.append(row)
        else:
            rows.open.append(row)
    return rows
