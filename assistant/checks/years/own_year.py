"""Y: the year of the evaluation itself, where a report names it."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.checks.years.years import told_already
from assistant.model.finding import Finding
from assistant.model.pack import Report
from assistant.model.quantity import Text

_OF = r"(?:[我本全该]?[一-龥]{0,14}?(?:部门|单位|预算|财政|项目|专项|资金|整体|支出|绩效|[局镇乡街院校县市区])){0,8}?"
_SAID = re.compile(
    rf"(?P<year>20\d\d)年度?{_OF}(?:自评|自我评价|评价(?:报告|得分|结果|工作)|绩效目标(?:全部|总体|基本|均)?(?:完成|实现|达成))"
    r"|(?:评价|自评)的?(?:年度|时段|期间|基准日|范围|时间范围|对象)(?:为|是|：|从|自)?(?P<of>20\d\d)年"
    r"|(?:对|就|围绕)(?P<on>20\d\d)年度?(?![-—–~～至、和以末底初\d])[^，。；《》]{0,44}?(?:开展|进行|组织|实施)了?[^，。；《》]{0,10}?(?:自评|自我评价)"
    r"|(?:对照|按照|根据|依据)(?P<by>20\d\d)年(?:度|初)[^，。；]{0,12}绩效目标"
    r"|[随与](?P<with>20\d\d)年度?(?:部门)?决算(?:一并|一同|同步|一起)[^，。；]{0,14}公[开示]"
)
_REPORTED = re.compile(
    r"现[将就][^，。；\d《]{0,20}(?P<year>20\d\d)年度?(?![-—–~～至、和以末底初\d])[^，。；]{0,34}(?:报告|汇报|说明)如下"
)
"""What a report opens with: it reports its own year."""
_SET = re.compile(
    r"(?:^|，)\s*(?P<year>20\d\d)年(?:度|年?初)，?"
    r"[^。；《]{0,60}?(?:设定|设立|制定|编制|编报|填报|确定|申报|批复|下达|明确)[^，。；《]{0,14}(?:绩效目标|绩效总体目标|总体目标|整体目标|年度目标|部门预算)"
)
"""A year's goals and budget are set at its beginning; a budget may be drawn up the year before."""
_LONGER = re.compile(
    r"规划|[两三五]年|方案|行动|中长期|周期|结转|续建|跨年|上年|收回|延续|\d{4}年?[-—–~～至]|立项"
)
_LAST = re.compile(
    r"上年|上一年|去年|历年|以前年度|近[两三]年|往年|本年度?(?:提高|提升|得分)|以来|比(?!例)|较(?![好为大高多快强差少小低])|"
    r"同比|起[，至]|20\d\d年?[-—–~～至、和]"
)
_FOUND = re.compile(
    r"发现|提出|反映|指出|查出|问题|整改|已[将在经作]|曾|抽查|复评|考核|自评中|压减|核减|再评价|监控|应用情况"
)
_USED = re.compile(r"结果(?!看|显示|表明|来看)")
_AHEAD = re.compile(r"[将拟]|编制20\d\d年|安排20\d\d年")
_MENDED = re.compile(r"上年|整改|上一年")
_EARLIER = re.compile(r"结转|结余|整改|问题|上年|去年|立项|以来|遗留|续建|对比|比较")
_NOTICE = re.compile(r"《[^》]*》")
_MAY_SAY = re.compile("绩效|评|决算|如下|年初|目标")


@rule("Y125", name="自评的年度写错", severity="warning", source="DOMAIN §8 年度")
def own_year(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“某年度绩效自评”“某年度自评得分”“评价时段为某年”“随某年度决算一并公开”时，年份是不是早于自评年度。

    为什么：本次自评只有一个年度；写成上一年，多半是拿上年的报告改的，没有改全。
    举例：2024年度的报告写“我局2023年度部门整体绩效自评得分98.97分”“关于开展2023年度预算绩效自评工作的要求”“我局对2023年度部门整体支出及2个重点项目开展了绩效自评”“现将2023年度有关情况报告如下”“2023年初我局设定绩效目标”。
    怎样改：改正年份，并核对这一段其他内容是不是本年的。
    何时不报：说的是上年自评提出的问题、结果的应用和整改，与上年、历年比较；上一年编制、申报本年预算和目标，几年的规划、方案，结转、续建的项目；同一句也写到了本年度的自评；年份晚于自评年度；已经作为正文年度有误（Y002）报出的。
    """
    year = ctx.pack.year
    for report in ctx.pack.reports() if year else ():
        for title, text in _paragraphs(report):
            if not _MAY_SAY.search(text.raw):
                continue
            ctx.look(text.place)
            for sentence in re.split("[。；;]", text.text):
                wrong = _wrong(sentence, year or 0) if "年" in sentence else 0
                if not wrong or _MENDED.search(title):
                    continue
                if told_already(title, sentence, year or 0):
                    continue
                yield finding(
                    ctx, "Y125", text.place, f"自评的年度写的是{wrong}年，本次自评为{year}年度，疑似年份没有改。",
                    items=[Item("", text.model_copy(update={"raw": sentence}))],
                    found=f"{wrong}年", expected=f"{year}年", clerical=True,
                    suggestion="改正年份，并核对这一段其他内容是不是本年的。",
                )  # fmt: skip
                break


def _paragraphs(report: Report) -> Iterator[tuple[str, Text]]:
    """Yield each paragraph with the title of its section, "" for what stands before the first."""
    yield from (("", text) for text in report.preamble)
    for section in report.walk():
        yield from ((section.title, text) for text in section.paragraphs)


def _wrong(sentence: str, year: int) -> int:
    """Return the earlier year that a sentence gives to this evaluation, 0 for none."""
    for match in _SAID.finditer(sentence):
        told = int(match["year"] or match["of"] or match["on"] or match["by"] or match["with"])
        bare = _NOTICE.sub("", sentence)
        if told >= year or _LAST.search(bare) or _FOUND.search(bare):
            continue
        if not match["of"] and f"{year}年度" in sentence:
            continue
        if match["on"] and (_LONGER.search(match.group()) or f"{year}年" in bare):
            continue
        if match["with"] or not _USED.search(sentence) or _AHEAD.search(bare):
            return told
    return _of_this_year(sentence, year)


def _of_this_year(sentence: str, year: int) -> int:
    """Return the earlier year to which a sentence dates what it reports, or goals that it sets."""
    told = _REPORTED.search(sentence)
    if told and int(told["year"]) < year and not _EARLIER.search(told[0]):
        return int(told["year"])
    if f"{year}年" in sentence:
        return 0
    goals = _SET.search(sentence)
    wrong = goals and int(goals["year"]) < year and not _LAST.search(sentence)
    return int(goals["year"]) if goals and wrong and not _LONGER.search(sentence) else 0
