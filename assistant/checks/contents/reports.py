"""C: what a report should state and doesn't: score, execution, who evaluated, sign-off, annexes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import show
from assistant.checks.prose import bodies
from assistant.checks.registry import rule
from assistant.checks.rows import named_entry
from assistant.model.finding import Finding
from assistant.model.pack import Pack, Report
from assistant.model.quantity import Text


class _Content(NamedTuple):
    """Something an overall report should state, and the words that tell it does.

    A sentence that has them has one of the ``hints``.
    """

    name: str
    hints: tuple[str, ...]
    words: re.Pattern[str]


_CONTENTS = (
    _Content(
        "自评得分和等级",
        ("分",),
        re.compile(r"(?:得分?|评分|总分|分值|分数)[^。；]{0,12}\d+(?:\.\d+)?分|\d分[^。；]{0,10}[“”]?[优良中差]"),
    ),
    _Content(
        "自评工作怎样组织",
        ("评", "专班", "审", "稿", "复核"),
        re.compile(
            r"(?:自评|评价)(?:工作)?(?:领导)?小组|工作专班|(?:自评|评价)[^。；]{0,12}(?:由|组织|牵头|布置|部署)"
            r"|(?:由|成立|组织|牵头|召开)[^。；]{0,30}(?:自评|评价)|(?:审定|审议)[^。；]{0,8}(?:自评|通过)"
            r"|(?:布置|部署|动员|启动|开展)[^。；]{0,30}(?:初评|初稿|底稿|交稿|复核|审定)"
            r"|(?:初评|初稿|底稿|自评)[^。；]{0,30}(?:复核|审核|审定|汇总|定稿|会审)"
            r"|\d月(?:\d+日|[上中下]旬|[初底])?[^。；，]{0,6}(?:启动|开展|组织|完成)[^。；，]{0,4}(?:自评|评价)"
        ),
    ),
    _Content(
        "预算执行率，或者预算数和执行数",
        ("率", "预算"),
        re.compile(
            r"(?:执行|完成|支出)率[^。；]{0,12}\d|(?:年初|全年|年度|本年|总|调整后)预算(?:数|收入|资金)?[^。；]{0,12}\d[^。；]{0,40}(?:执行|支出|决算)[^。；]{0,12}\d"
        ),
    ),
)  # fmt: skip
_LONG_ENOUGH = 60


@rule("C130", name="整体报告没有写明得分、组织、执行率", severity="info", source="DOMAIN §6")
def contents(ctx: Context) -> Iterator[Finding]:
    """查什么：整体支出绩效自评报告有没有写明自评得分和等级、自评工作怎样组织、预算执行率（或者预算数和执行数）。

    为什么：报告要单独公开，读的人不看表也应知道评了多少分、谁评的、钱花了多少。
    举例：报告写了全年工作，通篇没有自评得分，也没有预算执行率。
    怎样改：补写自评组织过程、得分和等级、年初和全年预算数、执行数、执行率。
    何时不报：报告已写明；报告几乎没有正文；没有整体报告。一份报告合并为一条。
    """
    report = ctx.pack.overall_report
    if report is None:
        return
    words = ctx.once(bodies)[report.place]
    if len(words) < _LONG_ENOUGH:
        return
    ctx.look(report.place)
    sentences = _STOP.split(words)
    missing = [content.name for content in _CONTENTS if not _states(sentences, content)]
    if missing:
        told = "；".join(missing)
        yield finding(
            ctx, "C130", report.title.place, f"整体报告没有写明：{told}。",
            items=[Item("报告标题", report.title)], found="没有写", expected=told,
            suggestion=f"补写{'、'.join(missing)}。",
        )  # fmt: skip


_STOP = re.compile("[。；]")


def _states(sentences: list[str], content: _Content) -> bool:
    return any(
        content.words.search(sentence)
        for sentence in sentences
        if any(hint in sentence for hint in content.hints)
    )


_DATED = re.compile(
    r"^(?:20\d\d|二[〇○O零]二.)年[\d一二三四五六七八九十]+月(?:[\d一二三四五六七八九十]+日)?$"
)
_DATE_LAST = re.compile(r"20\d\d年\d+月\d+日$")
_SIGNED = re.compile(r"(?:填报|自评|评价|报告|编报)(?:单位|人|日期)[：:]|[（(](?:盖章|公章)[）)]")
_LAST = 6


@rule("C131", name="报告没有落款和日期", severity="info", source="DOMAIN §8 缺落款、日期")
def not_signed(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告末尾有没有单位落款和成文日期；项目报告有的落款、有的没有。

    为什么：正式报送和公开的报告，应当写明是谁、什么时候作出的。
    举例：报告写完“自评结果公开情况”就结束，没有单位名称和日期。
    有落款、没有日期，而项目报告都写有日期的，也报。
    怎样改：在报告末尾另起一行写单位全称，下一行写成文日期。
    何时不报：末尾已有日期或者单位名称；报告前面写明了填报单位或日期。项目报告也没有落款的，一并写在同一条里；整体报告已落款、各项目报告随附在后都没有落款的不报。项目报告只有少数没有落款、其余都有的，作警告。
    """
    report = ctx.pack.overall_report
    if report is None:
        return
    ctx.look(report.place)
    unsigned = [each for each in ctx.pack.project_reports if not _is_signed(ctx.pack, each)]
    if _is_signed(ctx.pack, report):
        if _lacks_day(ctx.pack, report):
            yield finding(
                ctx, "C131", report.title.place, "整体报告末尾有单位落款，没有成文日期，项目报告都写有日期。",
                items=[Item("报告标题", report.title)], found="没有成文日期", expected="成文日期",
                suggestion="在单位名称下一行写明成文日期。", clerical=True,
            )  # fmt: skip
        sisters = len(ctx.pack.project_reports) - len(unsigned)
        # Where no project's report is signed, the overall one signs for all.
        if unsigned and sisters:
            yield _unsigned(ctx, unsigned, sisters)
        return
    named = f"整体报告和{len(unsigned)}份项目报告" if unsigned else "整体报告"
    yield finding(
        ctx, "C131", report.title.place, f"{named}末尾没有单位落款和日期。",
        items=[Item("报告标题", each.title) for each in (report, *unsigned)],
        found="没有落款", expected="单位名称和成文日期", clerical=True,
        suggestion="在报告末尾写明单位全称和成文日期。",
    )  # fmt: skip


def _unsigned(ctx: Context, reports: list[Report], signed: int) -> Finding:
    """Return what is told of project reports that aren't signed though others are."""
    named = "、".join(f"“{each.project}”" for each in reports)
    return finding(
        ctx, "C131", reports[0].title.place,
        f"{named}项目报告末尾没有单位落款和日期，整体报告和其他{signed}份项目报告都有。",
        items=[Item("报告标题", each.title) for each in reports],
        severity="warning" if len(reports) <= signed else "info",
        found="没有落款", expected="单位名称和成文日期", clerical=True,
        suggestion="在报告末尾写明单位全称和成文日期。",
    )  # fmt: skip


def _lacks_day(pack: Pack, report: Report) -> bool:
    """Tell whether a report has no date at its ends, though those of all projects have one."""
    return (
        bool(pack.project_reports)
        and not _has_day(report)
        and all(map(_has_day, pack.project_reports))
    )


def _has_day(report: Report) -> bool:
    texts = list(report.texts())
    ends = (text.text for text in (*texts[:3], *texts[-_LAST:]))
    return any(_DATED.match(words[-24:]) or _DATE_LAST.search(words) for words in ends)


def _is_signed(pack: Pack, report: Report) -> bool:
    texts, unit = list(report.texts()), pack.unit.text
    ends = (text.text for text in (*texts[:3], *texts[-_LAST:]))
    last = (words for text in ends for words in (text, text[-24:]))
    return any(
        _DATED.match(words)
        or _SIGNED.search(words)
        or (words.endswith("日") and bool(_DATE_LAST.search(words)))
        or (bool(unit) and len(words) <= len(unit) + 4 and unit[-4:] in words)
        for words in last
    )


_ANNEX = re.compile(r"^附件?[：:]|^附[：:表]")
_ANNEXES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("基础数据表", re.compile("基础数据表")),
    ("整体支出自评表", re.compile(r"整体支出(?:绩效)?自评表")),
    ("项目支出自评表", re.compile(r"项目(?:支出)?(?:绩效)?自评表")),
)


@rule("C132", name="报告列出的附件没有附上", severity="info", source="DOMAIN §8 缺项")
def annexes(ctx: Context) -> Iterator[Finding]:
    """查什么：报告末尾“附件：”列出的基础数据表、自评表，材料里有没有。

    为什么：列了附件而没有附上，材料不完整。
    举例：报告写“附件：1.基础数据表 2.整体支出绩效自评表”，材料里没有基础数据表。
    怎样改：补齐附件；不需要附的，从附件目录中删去。
    何时不报：报告没有列附件；列出的都有。
    """
    there = (ctx.pack.base_data, ctx.pack.overall, ctx.pack.projects or None)
    for report in ctx.pack.reports():
        listed = list(_listed(report))
        ctx.look(*(text.place for text in listed))
        words = "，".join(text.text for text in listed)
        lacking = [
            name for (name, pattern), form in zip(_ANNEXES, there, strict=True)
            if form is None and pattern.search(words)
        ]  # fmt: skip
        if lacking:
            told = "、".join(lacking)
            yield finding(
                ctx, "C132", listed[0].place, f"报告附件列有{told}，材料里没有。",
                items=[Item("", text) for text in listed], found="没有附上", expected=told,
                suggestion="补齐附件；不需要附的，从附件目录中删去。", clerical=True,
            )  # fmt: skip


def _listed(report: Report) -> Iterator[Text]:
    """Yield the line that begins the list of annexes, and the short lines after it."""
    begun = False
    for text in report.texts():
        begun = bool(_ANNEX.match(text.text)) or (begun and bool(re.match(r"\d[.．、]", text.text)))
        if begun:
            yield text


@rule("C138", name="政府性基金没有列为项目", severity="info", source="DOMAIN §2、§8")
def funds_without_projects(ctx: Context) -> Iterator[Finding]:
    """查什么：整体自评表的政府性基金支出，是否多于按支出性质分的全部项目支出。

    为什么：政府性基金一般按项目管理；基金比项目支出还多，说明有基金列进了基本支出，或者漏了项目。
    举例：政府性基金4000万元，项目支出只有200万元，也没有基金项目的自评表。
    怎样改：逐项列明基金安排的项目并补项目自评表；用于基本支出的，说明依据。
    何时不报：没有政府性基金；基金不多于项目支出；没有按支出性质分的项目支出。
    """
    overall = ctx.pack.overall
    fund = named_entry(overall.by_income, "政府性基金") if overall else None
    projects = named_entry(overall.by_expenditure, "项目支出") if overall else None
    if fund is None or projects is None or not fund.amount.base:
        return
    ctx.look(fund.amount.place)
    apart = fund.amount.base - (projects.amount.base or 0)
    if apart > 0:
        one, other = (show(e.amount.base or apart * 0, e.amount.unit) for e in (fund, projects))
        yield finding(
            ctx, "C138", fund.amount.place,
            f"政府性基金支出{one}，多于全部项目支出{other}，基金安排的项目没有列全。",
            items=[Item("政府性基金", fund.amount), Item("项目支出", projects.amount)],
            found=one, expected=f"不多于项目支出{other}",
            suggestion="列明基金安排的项目并补项目自评表；用于基本支出的，说明依据。",
        )  # fmt: skip
