"""Y: the day on which work was done, in words against the table's row of that day."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.mentions import named_tables
from assistant.checks.registry import rule
from assistant.checks.targets.deadlines import Span, span_of
from assistant.model.finding import Finding
from assistant.model.numerals import chinese_value
from assistant.model.pack import Indicator, IndicatorTable, Report
from assistant.model.place import Place
from assistant.model.quantity import Text

_DAY = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日")
_EVENTS = re.compile(
    r"完工|竣工|通车|通水|通电|验收|交付|投入使用|投用|启用|开放|安装|调试|到位|拨付|发放|采集|征集|建成|完成"
)
_GENERIC = re.compile(r"时间|日期|时限|完成|工程|项目|全部|末批|设备|年度|数量|指标|[于的]")
_WHOLE = re.compile(r"全部|全面|全线|均|上述|整体|主体|项目|工程")
_A_PART = re.compile(
    r"第|首批|其中|标段|一期|二期|部分|开工|启动|动工|进场|招标|中标|签订|计划|应|拟|目标|要求|上年|去年|截至|批复|下达|通知|检查|抽查"
)
_COMPARED = re.compile(
    r"[比较](?:原?计划|规定|目标|要求|时限|预定|指标)[^，。；]*|(?:截至|至)?年末"
)
_CLAUSE = re.compile(r"[^。；]+")


class _Row(NamedTuple):
    """A row whose actual value is one day: the row, its table, the day, the deadline if known."""

    row: Indicator
    table: IndicatorTable
    day: date
    limit: Span | None


@rule("Y120", name="完成日期与自评表不符", severity="error", source="DOMAIN §8 文字与表格")
def day_told(ctx: Context) -> Iterator[Finding]:
    """查什么：报告、“实际完成情况”写的完工（验收、安装调试、到位……）日期，与自评表同一时效指标的实际完成日期是否相同。

    为什么：一件事只有一个完成日期；两处不同，按期与否就说不清。
    举例：报告写“工程于12月18日全部完工”，自评表“工程完工时间”填11月18日。
    怎样改：按验收单核对，两处改成一致。
    何时不报：同一段文字里也写到了表上的日期；说的是分期、分标段、开工、招标等别的事；表上只写到月份；年份不同。
    """
    seen: set[Place] = set()
    for row in _rows(ctx):
        for where, text in _texts(ctx, row):
            days = (
                {_of(match, ctx) for match in _DAY.finditer(text.text)} if "日" in text.raw else ()
            )
            if not days or row.day in days:
                continue
            ctx.look(text.place)
            told = _told(row, text, ctx)
            if told and text.place not in seen:
                seen.add(text.place)
                late = row.limit is not None and told[1] > row.limit.last
                more = f"，晚于指标值“{row.row.target.text}”" if late else ""
                yield finding(
                    ctx, "Y120", text.place,
                    f"{where}写“{told[0]}”{more}，{title_of(row.table)}“{row.row.name.text}”填{row.row.actual.text}，"
                    "两处日期不一致。",
                    items=[Item("", text.model_copy(update={"raw": told[2]})),
                           Item(f"{title_of(row.table)}“{row.row.name.text}”", row.row.actual)],
                    found=told[0], expected=row.row.actual.text, clerical=True,
                )  # fmt: skip


def _told(row: _Row, text: Text, ctx: Context) -> tuple[str, date, str] | None:
    """Return the other day that a text gives for a row's event, as printed, with its sentence."""
    name = row.row.name.text
    events = set(_EVENTS.findall(name)) - {"完成"} or {"完成"}
    matter = _GENERIC.sub("", _EVENTS.sub("", name))
    for sentence in _CLAUSE.findall(text.text):
        days = list(_DAY.finditer(sentence))
        if len(days) != 1 or _A_PART.search(_COMPARED.sub("", sentence)) or (days[0]["year"] or "") not in (
            "", str(ctx.pack.year)
        ):  # fmt: skip
            continue
        behind = sentence[days[0].end() :].partition("，")[0]
        clause = sentence[: days[0].start()].rpartition("，")[2] + behind
        if not events & set(_EVENTS.findall(behind[:_NEAR])):
            continue
        if matter and not _shares(matter, sentence) and not _shares(name, behind):
            continue
        if _WHOLE.search(clause):
            return days[0][0], _of(days[0], ctx), sentence
    return None


_NEAR = 14
"""How many characters behind its day an event stands."""


def _shares(name: str, words: str) -> bool:
    """Tell whether words have four characters in a row of a name, or all of a short one."""
    size = min(4, len(name))
    return any(name[i : i + size] in words for i in range(len(name) - size + 1))


def _of(match: re.Match[str], ctx: Context) -> date:
    year = ctx.pack.year or _LEAP
    last = 29 if match["month"] == "2" else 30
    day = int(match["day"])
    safe = day if match["month"] != "2" or day < last else 28
    safe = min(safe, 30) if match["month"] in ("4", "6", "9", "11") else safe
    return date(year, int(match["month"]), safe)


_LEAP = 2000


def _rows(ctx: Context) -> Iterator[_Row]:
    """Yield the rows whose actual value is one day, and no more than that day."""
    for table in ctx.pack.tables():
        for row in table.indicators:
            match = _DAY.search(row.actual.text) if "日" in row.actual.raw else None
            if match is None or len(_DAY.findall(row.actual.text)) != 1:
                continue
            if (match["year"] or str(ctx.pack.year)) == str(ctx.pack.year):
                yield _Row(row, table, _of(match, ctx), span_of(row.target.text, ctx.pack.year))


def _texts(ctx: Context, row: _Row) -> Iterator[tuple[str, Text]]:
    """Yield what tells of a row: its form's goals, its own report; of a project, where named."""
    yield "“实际完成情况”", row.table.goal_achieved
    report: Report | None = ctx.report_of(row.table)
    for text in report.texts() if report else ():
        yield "报告", text
    overall = ctx.pack.overall_report
    for text in overall.texts() if overall and overall is not report else ():
        dated = "月" in text.raw and "日" in text.raw and _DAY.search(text.text)
        if dated and named_tables(ctx, text.raw) == [row.table]:
            yield "整体报告", text


_AHEAD = re.compile(
    r"(?:[比较](?:原?计划|规定|目标|要求|时限|预定|指标)[一-龥]{0,4})?提前(?P<days>\d{1,3}|[一二两三四五六七八九十]{1,3})[天日]"
)


@rule("Y121", name="提前天数与日期不符", severity="warning", source="DOMAIN §8 文字与数字")
def days_ahead(ctx: Context) -> Iterator[Finding]:
    """查什么：写明完成日期又写“比计划提前N天”的，N应等于自评表该时效指标的时限减完成日期。

    为什么：提前天数由两个日期算出，对不上必有一个写错。
    举例：指标值11月底前，11月18日完工，报告写“提前22天”，应为12天。
    怎样改：核对日期后更正天数。
    何时不报：自评表没有这个完成日期；指标值只写到季度；写明比合同工期提前；几个时限中有一个算得出。
    """
    rows = [row for row in _rows(ctx) if row.limit is not None]
    for report in ctx.pack.reports() if rows else ():
        for text in report.texts():
            for sentence in _CLAUSE.findall(text.text) if "提前" in text.raw else ():
                said, day = _AHEAD.search(sentence), _DAY.search(sentence)
                if (
                    not said
                    or not day
                    or re.search(r"合同|工期", sentence)
                    or len(_DAY.findall(sentence)) > 1
                ):
                    continue
                fits = [row for row in rows if row.day == _of(day, ctx)]
                ctx.look(*[text.place for _ in fits[:1]])
                spans = {(row.limit.last - row.day).days for row in fits if row.limit}
                number = _number(said["days"])
                if spans and number not in spans:
                    row = fits[0]
                    right = (row.limit.last - row.day).days if row.limit else 0
                    yield finding(
                        ctx, "Y121", text.place,
                        f"报告写{day[0]}完成、提前{number}天，{title_of(row.table)}“{row.row.name.text}”时限为"
                        f"“{row.row.target.text}”，应为提前{right}天。",
                        items=[Item("", text.model_copy(update={"raw": sentence})),
                               Item("年度指标值", row.row.target)],
                        found=f"{number}天", expected=f"{right}天", clerical=True,
                    )  # fmt: skip


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(chinese_value(words.replace("两", "二")) or 0)
