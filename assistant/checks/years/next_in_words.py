"""Y: what a text says came next (随后, 据此, 上述……通过验收) has the later day."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.checks.years.dates_told import Told, dates_told, is_before
from assistant.checks.years.order_of_steps import turned
from assistant.model.finding import Finding
from assistant.model.quantity import Text

_NEXT = re.compile(
    r"(?:随后|随即|随之|紧接着|接着|其后|此后|而后|然后|继而|遂|据此|依此|于是|收到(?:文件|资金|指标)后|文件下达后|资金到位后)[于在又即便自从]?(?:全年)?$"
)
"""Words right before a date: what is told of it came after what is told before."""
_DONE = re.compile(r"(?:完成|完工|竣工|建成|安装完毕|施工完毕|到货|交付)(?:[^，]{0,4})$")
_OF_IT = re.compile(
    r"^(?:上述|以上|前述|[该这此]|全部|整个|工程|项目|经|由|市|县|区|组织|通过|[^，]{0,18}组织)[^，]{0,24}?(?:验收|投入使用|结算|审定|移交)"
)
"""A date's clause that goes on with what was finished: 上述泵站通过了完工验收."""
_OF_ITS_DAY = re.compile(
    r"[^，]{0,8}(?:制定|印发|签订|下达|发布|出台|确定|形成|召开|发现|提出)的|[^，]*基础上"
)
"""“随即在3月制定的预案基础上”: the day is of the plan, not of what came next."""
_NO_DEED = re.compile(
    r"计划|拟[于在]|原定|要求|应[于在当]|预计|合同约定|下一步|上年|去年|次年|翌年|第[一二三四五]批|重新|二次|复验|整改|截至|分别|陆续|每年"
)
_MAIN = re.compile("分部|中间|初步验收|初验|预验|隐蔽|阶段|首批|部分|一期|标段|监理|设计")

_DATES = 2


@rule("Y128", name="写明在后的事日期反而在前", severity="warning", source="DOMAIN §8 年度")
def next_in_words(ctx: Context) -> Iterator[Finding]:
    """查什么：一句话里用“随后”“随即”“据此”“遂”等写明在后的事，日期是不是确在前一件事之后；前一分句写“某月完成”、紧接着写“某月某日上述工程通过验收”的，验收是不是在完成之后。

    为什么：话里已经说明谁先谁后，日期相反必有一个写错。
    举例：“资金文件于4月28日下达，我局据此在4月15日拨付到乡镇”，拨付早于下达。
    怎样改：按文件、拨款凭证、验收单核对，改正写错的日期。
    何时不报：写的是计划、合同约定、原定日期；分批、分期、分部验收；没有写年份、可能跨年的；写“某日前”的期限。
    """
    told = (text for report in ctx.pack.reports() for text in report.texts())
    goals = (table.goal_achieved for table in ctx.pack.tables())
    for text in (*told, *goals):
        if text.raw.count("月") < _DATES:
            continue
        for sentence in re.split("[。；]", text.text):
            if sentence.count("月") >= _DATES:
                yield from _sentence(ctx, text, sentence)


def _sentence(ctx: Context, text: Text, sentence: str) -> Iterator[Finding]:
    dates = list(dates_told(sentence, ctx.pack.year))
    for number in range(1, len(dates)):
        before, after = dates[number - 1], dates[number]
        gap = sentence[before.end : after.start]
        behind = sentence[after.end :].partition("，")[0]
        if not _goes_on(gap, behind) or _NO_DEED.search(_clauses(sentence, before, after)):
            continue
        ctx.look(text.place)
        steps = turned([sentence], one_work=True)
        if steps is not None and steps.severity is None:
            return  # steps of one work by their names: another rule's matter
        if is_before(after, before) or _before_within(before, after, dates[number + 1 :]):
            first = sentence[: before.start].rpartition("，")[2] + before.words
            first += re.split("，", gap)[0]
            told = f"前写“{first}”，后写“{_head(gap)}{after.words}{behind}”"
            yield finding(
                ctx, "Y128", text.place, f"{told}，先后颠倒。",
                items=[Item("", text.model_copy(update={"raw": sentence}))],
                found=told, expected="日期先后相符", clerical=True,
                suggestion="按文件、拨款凭证、验收单核对，改正写错的日期。",
            )  # fmt: skip
            return


def _goes_on(gap: str, behind: str) -> bool:
    """Tell whether words say that a second date is of what came next."""
    if _NEXT.search(gap):
        return not _OF_ITS_DAY.match(behind)
    clauses = gap.split("，")
    done = len(clauses) == 2 and _DONE.search(clauses[0]) and clauses[1] in ("", "于", "并于", "至")
    return bool(done and _OF_IT.search(behind) and not _MAIN.search(clauses[0] + behind))


def _clauses(sentence: str, before: Told, after: Told) -> str:
    """Return the clauses of two dates, all between them with them."""
    start = sentence.rfind("，", 0, before.start) + 1
    stop = sentence.find("，", after.end)
    return sentence[start : stop if stop >= 0 else len(sentence)]


def _before_within(before: Told, after: Told, rest: list[Told]) -> bool:
    """Tell whether a later date shows that no new year lies between two that are turned."""
    turned = after.last < before.first and not before.by
    return turned and not after.own and any(each.first >= before.first for each in rest[:1])


def _head(gap: str) -> str:
    return re.split("，", gap)[-1]
