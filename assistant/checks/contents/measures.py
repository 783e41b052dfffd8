"""C: measures that say nothing to be done, and problems that no measure answers."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.copying.purpose import matter_pairs
from assistant.checks.findings import Item, finding
from assistant.checks.prose import MEASURES, PROBLEMS, find_section, says_nothing
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Text

# What may stand in any measure of any unit: a measure of nothing else names no deed.
_HOLLOW = re.compile(
    r"进一步|加强|加大|强化|提高|提升|增强|完善|健全|规范|优化|细化|深化|严格|严肃|努力|不断|持续|切实|积极|认真|"
    r"扎实|全面|深入|继续|有效|大力|着力|充分|统筹|推进|推动|促进|落实|做好|抓好|抓实|搞好|改进|改善|改革|确保|保障|保证|"
    r"坚持|树立|贯彻|执行|按照|根据|要求|有关|相关|规定|各项|各类|日常|部门|单位|本单位|我单位|我[镇乡局馆委院校站办]|"
    r"预算|绩效|资金|财务|财政|经费|项目|支出|收支|资产|会计|内部|内控|制度|体系|体制|机制|流程|办法|管理|管控|控制|监管|监督|检查|"
    r"监控|评价|自评|编制|使用|运用|应用|分配|安排|意识|理念|观念|思想|认识|责任|责任心|重视|高度|水平|能力|质量|效率|效益|效果|成效|"
    r"作用|力度|进度|程度|准确性|科学性|合理性|规范性|有效性|安全性|完整性|准确|科学|合理|安全|高效|及时|"
    r"组织|领导|落到?实处|到位|落地|见效|学习|培训|业务|素质|队伍|建设|人员|工作|任务|目标|指标|沟通|协调|配合|宣传|服务|发展|创新|总结|经验|问题|不足|方面|基础|"
    r"下一?步|今后|以后|未来|明年|下年度?|来年|在.{0,4}中|通过|使|让|把|将|对|为|以|与|和|及|并|等|的|地|得|了|更|更加|好|上|中|"
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十]|其[一二三四五六]|一|二|三|[^\u4e00-\u9fff\d]"
)
_DEED = re.compile(
    r"\d|[一二三四五六七八九十](?:月|季度|次|个|户|件)|每[年月季周日]|按[月季周年]|月底|季度|年底|年内|上半年|下半年|"
    r"由.{1,12}(?:负责|牵头|落实|承担|组织)|(?:股|科|室|所|站|队|中心|办|组)(?:负责|牵头)|《|〔"
)
_LEFT = 6
"""So many characters beside the hollow words may be filler; more of them name a matter."""
_SHARE = 4
_MARK = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[一二三四五六七八九]是|第[一二三四五六七八九][，、是]|其[一二三四五]|"
    r"[（(][一二三四五六七八九\d]+[)）]|[1-9１-９][.．、](?!\d))"
)


class Entry(NamedTuple):
    """One problem or measure: where it stands, its words."""

    text: Text
    words: str


def entries(section: Section) -> list[Entry]:
    """Return the problems or measures of a section, one by one, as it sets them apart.

    Subsections set them apart, else marks such as 一是; a paragraph without any belongs to the
    one before it, unless no paragraph has a mark.
    """
    if section.sections:
        return [entry for each in section.sections for entry in (_whole(each), *_lost(each))]
    texts = [text for text in section.paragraphs if not says_nothing(text)]
    marked = [bool(_MARK.search(squeeze(text.raw))) for text in texts]
    if not any(marked):
        return [Entry(text, text.text) for text in texts]
    found: list[Entry] = []
    for text in texts:
        starts = [m.start() for m in _MARK.finditer(text.text)]
        if not starts:
            found[-1:] = [Entry(last.text, last.words + text.text) for last in found[-1:]]
            continue
        ends = [*starts[1:], len(text.text)]
        found += [Entry(text, text.text[a:b]) for a, b in zip(starts, ends, strict=True)]
    return found


def _lost(section: Section) -> Iterator[Entry]:
    """Yield paragraphs that go on with the numbers of the headings: one is taken for none."""
    if not section.number.startswith("（"):
        return
    for text in section.paragraphs:
        if text.raw.lstrip().startswith("（") and _NEXT.match(squeeze(text.raw)):
            yield Entry(text, squeeze(text.raw))


_NEXT = re.compile(r"（[二三四五六七八九]）")


def _section_on(report: Report, topic: re.Pattern[str]) -> Section | None:
    """Return the section on a topic, or the part of it that is: 建议 of 评价结论及建议."""
    section = find_section(report, topic)
    if section is None:
        return None
    inner = (each for each in section.sections if topic.search(squeeze(each.title)))
    return next(inner, section) if len(section.sections) > 1 else section


def _whole(section: Section) -> Entry:
    texts = list(section.texts())
    words = "，".join((squeeze(section.title), *(text.text for text in texts)))
    heading = Text(raw=section.title, place=section.place, location=section.location)
    return Entry(texts[0] if texts else heading, words)


@lru_cache(maxsize=1024)
def is_hollow(words: str) -> bool:
    """Tell whether a measure has no date, figure or office, and no matter of its own."""
    if _DEED.search(words):
        return False
    left = _HOLLOW.sub("", words)
    return len(left) <= _LEFT and len(left) * _SHARE <= len(words)


@rule("C133", name="改进措施空泛", severity="warning", source="DOMAIN §8、§11")
def hollow_measures(ctx: Context) -> Iterator[Finding]:
    """查什么：报告“改进措施”里，有没有只由“加强、进一步、努力、提高、完善”等词组成，既没有数字、时间、责任科室，也没有说到任何具体事项的措施。

    为什么：这样的措施谁都可以写、年年可以写，无法检查落实了没有。
    举例：“进一步加强管理，努力提高资金使用效益。”
    怎样改：写明做什么、由哪个科室负责、什么时候完成、达到什么可检查的结果，并与所列问题对应。
    何时不报：写有时间、数字、责任科室；说到了问题中的具体事项；没有措施一节或只写“无”（见C109）。一份报告合并为一条。
    """
    for report in ctx.pack.reports():
        section = _section_on(report, MEASURES)
        if section is None:
            continue
        listed = _measures(section)
        ctx.look(*(each.text.place for each in listed[:1]))
        problems = _matters(report)
        hollow = [
            each for each in listed
            if is_hollow(each.words) and not _matter(each) & problems
        ]  # fmt: skip
        if hollow:
            told = "；".join(f"“{each.words.rstrip('。；')}”" for each in hollow[:3])
            yield finding(
                ctx, "C133", hollow[0].text.place,
                f"“{section.title}”有{len(hollow)}条措施空泛，没有写做什么、谁负责、何时完成：{told}。",
                items=[Item("", each.text.model_copy(update={"raw": each.words})) for each in hollow],
                found=told, expected="事项、责任科室、时限和可检查的结果",
                suggestion="改写为具体措施：做什么、由哪个科室负责、什么时候完成、达到什么结果，并与问题对应。",
            )  # fmt: skip


_LEADS_IN = re.compile(r"[：:]$|以下|如下|上述|以上(?:措施|问题|几)")


def _measures(section: Section) -> list[Entry]:
    """Return the measures of a section; one on causes as well holds only those clauses."""
    listed = [each for each in entries(section) if not _LEADS_IN.search(each.words)]
    if re.search(r"问题|原因|偏[离差]", squeeze(section.title)):
        return [
            each for each in listed if re.match(r".{0,8}(?:措施|整改|改进|下一?步)", each.words)
        ]
    return listed


def _matters(report: Report) -> frozenset[str]:
    problems = _section_on(report, PROBLEMS)
    if problems is None or MEASURES.search(squeeze(problems.title)):
        return frozenset()
    return frozenset().union(*(_matter(each) for each in entries(problems)))


@rule("C134", name="问题没有对应的措施", severity="info", source="DOMAIN §8、§11")
def unanswered(ctx: Context) -> Iterator[Finding]:
    """查什么：报告“存在的问题”逐条列出、“改进措施”也逐条列出的，措施是不是比问题少；没有一条措施说到的问题，点名列出。

    为什么：一个问题一条措施，次序相同，才看得出每个问题都有人管。
    举例：问题列了三条，措施只有两条，第三条“征收台账不全”没有措施。
    怎样改：给每个问题写一条措施；几个问题合用一条的，写明各指哪个问题。
    何时不报：措施不少于问题；问题或措施没有逐条列出；写“无”（见C109）。
    """
    report = ctx.pack.overall_report
    problems = _section_on(report, PROBLEMS) if report else None
    measures = _section_on(report, MEASURES) if report else None
    if problems is None or measures is None or problems is measures:
        return
    first, second = entries(problems), entries(measures)
    if len(first) < 2 or not second:
        return
    ctx.look(measures.place)
    if len(second) >= len(first) or (len(second) == 1 and not _MARK.search(second[0].words)):
        return
    answered = frozenset().union(*(_matter(each) for each in second))
    left = [each for each in first if not matter_pairs(_head(each)) & answered]
    named = "、".join(f"“{_head(each)}”" for each in left)
    yield finding(
        ctx, "C134", second[0].text.place,
        f"存在的问题列了{len(first)}条，改进措施只有{len(second)}条"
        f"{f'，没有措施说到{named}' if named else ''}。",
        items=[Item("", each.text.model_copy(update={"raw": each.words}))
               for each in (*second[:1], *(left or first))],
        found=f"{len(second)}条", expected=f"{len(first)}条",
        severity="warning" if left else None,
        suggestion="按问题的次序逐条写出措施。",
    )  # fmt: skip


def _matter(entry: Entry) -> frozenset[str]:
    return matter_pairs(_MARK.sub("", entry.words))


def _head(entry: Entry) -> str:
    """Return the topic clause of a problem, without its mark."""
    return re.split(r"[，。；：]", _MARK.sub("", entry.words, count=1).lstrip("，、"))[0][:30]
