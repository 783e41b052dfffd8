"""Y: days in their order: begun, finished, accepted; evaluated, then signed; measures yet to come."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.prose import MEASURES
from assistant.checks.registry import rule
from assistant.checks.years.order_of_steps import SAID, turned
from assistant.model.finding import Finding, Severity
from assistant.model.numerals import chinese_value
from assistant.model.pack import Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_DATE = r"(?:(?P<{0}y>20\d\d)年)?(?P<{0}m>1[0-2]|0?[1-9])月(?:(?P<{0}d>3[01]|[12]\d|0?[1-9])日)?"
_PERIOD = re.compile(
    rf"(?<!\d){_DATE.format('a')}\s*(?:至|到|[-—–~～]+)\s*{_DATE.format('b')}(?![上中下]旬)"
)
_STOP = re.compile(r"[。；;]")


class _Told(NamedTuple):
    """What is the wrong way round, in Chinese, and the sentence that says so."""

    words: str
    sentence: str
    severity: Severity | None


@rule("Y122", name="日期先后颠倒", severity="warning", source="DOMAIN §8 年度")
def out_of_order(ctx: Context) -> Iterator[Finding]:
    """查什么：报告、绩效目标完成情况里，起止日期是不是先起后止；同一项工作是不是按立项、公告、招标、签订合同、开工（到货）、完工、验收、投入使用的先后，培训是不是先开班、后结业。

    为什么：先后颠倒，必有一个日期写错，按期与否也就说不清。
    举例：“3月15日开工，2月28日竣工”；“6月16日发布公告，6月7日开标”；“2025年3月17日至3月7日开展自评”。
    怎样改：按合同、验收单和会议记录核对，改正写错的日期。
    何时不报：日期没有写年份、可能跨年的（11月至次年2月）；说的是计划、合同约定、分期、分批、设计和监理合同；两个日期之间换了别的工程；整体报告里不在同一句的。先投入使用、后验收的只作提示。
    """
    for text, one_work in _texts(ctx):
        if "月" not in text.raw:
            continue
        sentences = _STOP.split(text.text)
        ctx.look(text.place)
        for told, sentence, severity in (*_periods(sentences), *_steps(sentences, one_work)):
            yield finding(
                ctx, "Y122", text.place, f"{told}，先后颠倒。",
                items=[Item("", text.model_copy(update={"raw": sentence}))],
                found=told, expected="日期先后相符", clerical=True, severity=severity,
                suggestion="按合同、验收单和会议记录核对，改正写错的日期。",
            )  # fmt: skip


def _texts(ctx: Context) -> Iterator[tuple[Text, bool]]:
    """Yield what tells of work done, and whether all of it is of one project."""
    for report in ctx.pack.reports():
        yield from ((text, bool(report.project)) for text in report.texts())
    for table in ctx.pack.tables():
        yield table.goal_achieved, False


def _steps(sentences: list[str], one_work: bool) -> Iterator[_Told]:
    """Yield the first two steps of one work of which the later has the earlier day."""
    if sum(sentence.count("月") for sentence in sentences) < 2:
        return
    if wrong := turned(sentences, one_work):
        earlier, later = wrong.earlier, wrong.later
        told = f"{SAID[earlier.name]}写“{earlier.words}”，{SAID[later.name]}写“{later.words}”"
        yield _Told(told, wrong.sentence, wrong.severity)


def _periods(sentences: list[str]) -> Iterator[_Told]:
    """Yield each period that ends before it begins."""
    for sentence in sentences:
        if "月" in sentence and (told := _period(sentence)):
            yield _Told(told, sentence, None)


def _period(sentence: str) -> str:
    """Return a period that ends before it begins, "" for none; one may run into the next year."""
    for match in () if "每年" in sentence else _PERIOD.finditer(sentence):
        begin, end = int(match["am"]), int(match["bm"])
        if match["ad"] and not match["bd"]:
            continue
        years = int(match["ay"] or 0), int(match["by"] or match["ay"] or 0)
        if match["by"] and not match["ay"]:
            continue
        over = not match["by"] and begin >= _LATE and end <= _EARLY
        first = years[0], begin, int(match["ad"] or 0)
        if first > (years[1], end, int(match["bd"] or 31)) and not over:
            return f"起止日期写“{match[0]}”"
    return ""


_LATE, _EARLY = 9, 5
"""A period from such a month to such a month may run into the next year without saying so."""


_SIGNED = re.compile(r"^(20\d\d)年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日$")
_IN_WORDS = re.compile(
    r"^(二[〇○零ОO0][一二三四五六七八九〇○零].)年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
_EVALUATED = re.compile(r"自评|评价|核查|抽查|复核|调查|问卷|走访|访谈")
_YET_TO_COME = re.compile(r"将|拟|计划|下一步|预计|底前|日前|月前|力争|公开|公示|报送|整改|以前")
_SPAN = re.compile(
    r"(?<!\d)(?P<y>20\d\d)年(?:(?:1[0-2]|0?[1-9])月(?:\d+日)?\s*(?:至|到|[-—–~～]+)\s*)?(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])日"
)
_LAST = 3
"""How many last paragraphs of a report may hold its date."""


@rule("Y123", name="成文日期早于自评结束", severity="warning", source="DOMAIN §8 落款、日期")
def signed_too_early(ctx: Context) -> Iterator[Finding]:
    """查什么：报告末尾的成文日期，是不是早于报告自己写的自评、核查、问卷调查的日期；整体报告还看各项目报告所写的日期。

    为什么：自评还没有做完，报告不可能写成；多半是日期写错或者没有改。
    举例：报告写“2025年2月17日至3月7日开展自评”，落款却是“2025年1月14日”。
    怎样改：改正落款日期或自评起止日期。
    何时不报：报告没有落款日期；写的是今后的计划、公开、整改期限；只写到月份。
    """
    for report in ctx.pack.reports():
        texts = list(report.texts())
        signed = next((each for text in reversed(texts[-_LAST:]) if (each := _signed(text))), None)
        if signed is None:
            continue
        text, day = signed
        ctx.look(text.place)
        told = [report] if report.project else ctx.pack.reports()
        late = [each for one in told for each in _evaluated(one) if each[0] > day]
        if late:
            last, own, sentence = max(late, key=lambda each: each[0])
            yield finding(
                ctx, "Y123", text.place,
                f"报告落款日期为“{text.text}”，早于所写的自评日期{last.year}年{last.month}月{last.day}日。",
                items=[Item("落款", text), Item("", own.model_copy(update={"raw": sentence}))],
                found=text.text, expected="不早于自评结束", clerical=True,
            )  # fmt: skip


def _signed(text: Text) -> tuple[Text, date] | None:
    """Return the date that a paragraph is, with the paragraph."""
    if match := _SIGNED.match(text.text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _IN_WORDS.match(text.text):
        digits = "".join(str(_DIGITS.find(mark)) for mark in re.sub("[○零ОO0]", "〇", match[1]))
        year, month = int(digits), int(chinese_value(match[2]) or 1)
        day = int(chinese_value(match[3]) or 1)
    else:
        return None
    most = calendar.monthrange(year, month)[1] if month <= 12 else 0
    return (text, date(year, month, day)) if 0 < day <= most else None


_DIGITS = "〇一二三四五六七八九"


def _evaluated(report: Report) -> Iterator[tuple[date, Text, str]]:
    """Yield the last days of what a report says was done to evaluate."""
    for text in report.texts():
        if "月" not in text.raw or not _EVALUATED.search(text.text):
            continue
        for sentence in _STOP.split(text.text):
            if not _EVALUATED.search(sentence):
                continue
            for match in _SPAN.finditer(sentence):
                clause = sentence[match.start() :].partition("，")[0]
                most = calendar.monthrange(int(match["y"]), int(match["m"]))[1]
                if int(match["d"]) <= most and not _YET_TO_COME.search(clause):
                    yield date(int(match["y"]), int(match["m"]), int(match["d"])), text, sentence


_TERM = re.compile(
    r"(?P<year>20\d\d)年(?:度|\d{1,2}月(?:\d{1,2}日|[上中下]旬)?)?[底末]?(?:之?前|以前)"
)
_DONE = re.compile(r"已|曾|原[计定]|未能|未按|逾期|到期|因|由于|要求|规定|本应|没有|截至|推迟|实际")
_OVER = re.compile(r"已|曾|未能|逾期")
_MIXED = re.compile(r"问题|原因|偏[差离]")
_AHEAD = re.compile(r"措施|下一步|今后|将|由[^，。；]{2,12}(?:负责|牵头|会同|督促|落实)")
_LOOKS_BACK = re.compile(r"上一?年|整改(?:情况|落实|完成)|以前年度")


@rule("Y124", name="措施期限早于自评", severity="warning", source="DOMAIN §8 年度")
def past_terms(ctx: Context) -> Iterator[Finding]:
    """查什么：“改进措施”“下一步”里写的完成期限，是不是还在被评价的那一年（或更早）。

    为什么：自评在次年作出，措施的期限只能在今后；期限已过，多半是沿用上年文字漏改年份。
    举例：2024年度的自评报告写“由养护股2024年3月底前完成修复”。
    怎样改：改为今后的日期；确已完成的，写明已经完成。
    何时不报：写明已经完成；引用上年措施的原话；上年问题的整改情况；说明原因、原定期限的；没有写年份的期限。
    """
    year = ctx.pack.year
    for report in ctx.pack.reports() if year else ():
        for section, mixed in _of_measures(report.sections, ()):
            ctx.look(section.place)
            for text in section.paragraphs:
                yield from _past(ctx, text, year or 0, mixed)
    for table in ctx.pack.tables() if year else ():
        for remark in table.remarks:
            if remark.kind == "measures":
                ctx.look(remark.place)
                yield from _past(ctx, remark, year or 0, mixed=False)


def _of_measures(sections: list[Section], above: tuple[str, ...]) -> Iterator[tuple[Section, bool]]:
    """Yield the sections on measures, and whether their headings speak of problems as well."""
    for section in sections:
        titles = (*above, squeeze(section.title))
        words = "/".join(titles)
        if not _LOOKS_BACK.search(words):
            if MEASURES.search(words):
                own = MEASURES.search(titles[-1]) and not _MIXED.search(titles[-1])
                yield section, not own and bool(_MIXED.search(words))
            yield from _of_measures(section.sections, titles)


def _past(ctx: Context, text: Text, year: int, mixed: bool) -> Iterator[Finding]:
    for match in _TERM.finditer(text.text) if "年" in text.raw and "前" in text.raw else ():
        start = text.text.rfind("。", 0, match.start()) + 1
        sentence = text.text[start:].partition("。")[0]
        ahead = not mixed or _AHEAD.search(text.text[start : match.start()] + sentence[:4])
        clauses = text.text[start:].partition("。")[0][match.start() - start :].split("，")
        before = text.text[start : match.start()].rpartition("，")[2]
        over = _DONE.search(before + clauses[0]) or _OVER.search("，".join(clauses[:2]))
        quoted = text.text.count("“", 0, match.start()) > text.text.count("”", 0, match.start())
        if int(match["year"]) > year or over or not ahead or quoted:
            continue
        yield finding(
            ctx, "Y124", text.place,
            f"改进措施的期限写“{match[0]}”，还在被评价的{year}年以内，疑似年份没有改。",
            items=[Item("", text.model_copy(update={"raw": sentence}))],
            found=match[0], expected=f"{year}年以后的日期", clerical=True,
            suggestion="改为今后的日期；确已完成的，写明已经完成。",
        )  # fmt: skip
        return
