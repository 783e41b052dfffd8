"""W103: words of half-way reports in a report on the whole year."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import finding, met
from assistant.checks.prose import MEASURES, PROBLEMS
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Report, Section
from assistant.model.quantity import Text

_POINT = re.compile(
    # What they all begin with: most characters need no closer look.
    r"(?=[截目当上前第一二三本1-9预年])(?:"
    r"截[至止](?:到)?(?:目前|本[月季]底?|(?P<until>20\d\d)年(?!(?:12|１２)月|年?底|末)\d{1,2}月(?:\d{1,2}日|底)?"
    r"|(?!12月)\d{1,2}月(?:份|底|末)?)"
    r"|(?P<now>(?<![项题])目前(?!为止|[置期提])|(?<!相)当前(?=已|累计|完成|共|进度|正))"
    r"|(?P<half>上半年|前三季度|第?[一二三]季度(?!末?通报)|前(?:[1-9]|1[01]|[一二三四五六七八九十])个月"
    r"|本季度)"
    r"|(?<![\d—–~至-])(?:1|一)\s*[-—–~至]+\s*(?:[2-9]|1[01])月(?:份|底)?(?![\d日])"
    r"|(?<!\d)(?P<month>(?:[1-9]|1[01])月份)"
    r"|(?P<coming>预计(?:(?:今年|本年|年)(?:内|底)|(?:1[0-2]|[1-9])月)|年内预计))"
)
_MAY_POINT = re.compile(r"截[至止]|[目当]前|半年|季度|个月|月份|[-—–~至]\s*\d\d?月|预计")
"""What a text must hold for any of them: most hold none."""
_WHEN = re.compile(r"(?:每年|每月|于|自|从|在|[（(])\s*$")
_EVENT = re.compile(
    r"(?:开工|启动|印发|召开|举行|成立|中标|签订|批复|下达|动工|完工|竣工|活动|宣传|安全生产月|期间|以来)"
)
_STOP = re.compile(r"[，。；\n]")
_OTHER_YEAR = re.compile(r"(20\d\d)年(?:度)?\s*$|(?P<next>次年|明年|下年度?|来年)\s*$")


@rule("W103", name="全年报告写了时点", severity="info", source="DOMAIN §8 时点用语")
def time_points(ctx: Context) -> Iterator[Finding]:
    """查什么：全年自评报告里出现“截至目前”“上半年”“10月份”“1—9月”等时点，说明用的是年中材料。

    为什么：自评以全年为准，时点数不是全年数。
    举例：“截至目前已完成300户”。
    怎样改：换成全年数，写“全年”或“截至12月底”。
    何时不报：12月底的时点；写明是以后年度的计划；某月份开工、印发文件等事件的时间；同句又写到下半年、四季度或全年的；说明原因的；问题和改进措施
    部分的“目前”；一份报告合并为一条提示。
    """
    for report in ctx.pack.reports():
        ctx.look(report.place)
        hits = [hit for text, ahead in _texts(report) for hit in _hits(text, ahead, ctx.pack.year)]
        if hits:
            words = "、".join(f"“{m.group()}”" for m in {m.group(): m for _, m in hits}.values())
            yield finding(
                ctx, "W103", hits[0][0].place,
                f"全年报告中有{len(hits)}处时点用语：{words}，请核对所写是否为全年数。",
                items=[met(text, match) for text, match in hits], found=words,
                suggestion="换成全年数，写“全年”或“截至12月底”。", clerical=True,
            )  # fmt: skip


def _texts(report: Report) -> Iterator[tuple[Text, bool]]:
    """Yield each paragraph, and whether its section speaks of what is wrong and to come."""
    yield from ((text, False) for text in report.preamble)
    for section in report.sections:
        yield from _of(section, ahead=False)


def _of(section: Section, *, ahead: bool) -> Iterator[tuple[Text, bool]]:
    ahead = ahead or bool(PROBLEMS.search(section.title) or MEASURES.search(section.title))
    yield from ((text, ahead) for text in section.paragraphs)
    for inner in section.sections:
        yield from _of(inner, ahead=ahead)


_ALL_PARTS = re.compile(r"下半年|四季度|全年|12月")
_REASON = re.compile(r"原因|由于|受[^，。；]{1,12}影响|因(?!此|而|地|素|公)")


def _side_by_side(raw: str, match: re.Match[str]) -> bool:
    """Tell whether a part of the year stands beside the rest of it, or says when a cause arose."""
    start = raw.rfind("。", 0, match.start()) + 1
    sentence = raw[start:].partition("。")[0]
    clause = (
        _STOP.split(raw[: match.start()])[-1] + _STOP.split(raw[match.start() :], maxsplit=1)[0]
    )
    others = sentence.replace(match.group(), "")
    heads_all = raw[match.end() : match.end() + 1] == "，"  # 上半年，……: of all that follows
    return bool((not heads_all and _ALL_PARTS.search(others)) or _REASON.search(clause))


def _hits(text: Text, ahead: bool, year: int | None) -> Iterator[tuple[Text, re.Match[str]]]:
    raw = text.raw
    for match in _POINT.finditer(raw) if _MAY_POINT.search(raw) else ():
        before, after = raw[: match.start()], raw[match.end() :]
        if match["until"] and year and int(match["until"]) != year:
            continue
        if (match["half"] or match["month"]) and _side_by_side(raw, match):
            continue
        if ahead and (match["now"] or match["half"] or match["coming"]):
            continue
        other = _OTHER_YEAR.search(before)
        if other and (other["next"] or int(other[1]) != year):
            continue
        if match["month"] and (_WHEN.search(before) or _EVENT.search(_STOP.split(after, 1)[0])):
            continue
        yield text, match
