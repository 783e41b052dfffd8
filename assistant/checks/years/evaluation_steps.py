"""Y: the steps of the self-evaluation itself, with their days, in the order they are taken."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.checks.years.dates_told import Told, dates_told, is_before
from assistant.model.finding import Finding
from assistant.model.quantity import Text

_MEETING = r"(?:党组|党委|党工委|局务|局长|主任|院长|办公|行政|班子|常委|委务|街道|镇长|乡长|站长|校长|所长|评审|审核)[^，。；]{0,6}?会议?"
_STEPS = (
    ("launched", "启动", r"(?:启动|布置|部署|开始|铺开)[^，。；]{0,10}?(?:自评|评价)|(?:自评|评价)[^，。；]{0,8}?(?:启动|布置|部署|开始)|(?:布置|部署|动员|启动)[^，。；]{0,4}?会|"
     r"成立[^，。；]{0,12}?(?:小组|专班|工作组)|(?:小组|专班|工作组)[^，。；]{0,4}成立|印发[^，。；]{0,10}?(?:方案|通知)|方案[^，。；]{0,4}印发"),
    ("collected", "收集资料", r"(?:收[齐集回]|报齐|交齐|汇集)[^，。；]{0,8}?(?:资料|数据|材料|底稿|自评表|佐证)|(?:资料|数据|材料|底稿|自评表|佐证)[^，。；]{0,4}?(?:收[齐集]|报齐|交齐|收集)|交稿|填报自评表"),
    ("first", "初评", r"初评|自查(?:自评)?(?:结束|完成)|完成[^，。；]{0,6}自查"),
    ("checked", "复核", r"(?<!财政局)(?<!部门)(?<!三方)(?:复核|抽查核实)(?!意见|结果|费)"),
    ("drafted", "形成初稿", r"初稿"),
    ("passed", "审定", rf"{_MEETING}[^，。；]{{0,8}}?(?:审[定议核]|通过|研究|讨论|过了|过会)(?!了?[^，。；]{{0,6}}(?:方案|计划|通知|目标|预算))|(?:审定|审议通过)(?!了?[^，。；]{{0,6}}(?:方案|计划|通知|目标|预算))"),
    ("final", "定稿", r"定稿"),
    ("sent", "报送", r"(?:报送?|上报|提交|呈报)(?:至|到|给|了)?[^，。；]{0,4}财政[局厅部所]|报出|正式(?:上报|报送)"),
)  # fmt: skip
_WORDS = re.compile("|".join(f"(?P<{name}>{words})" for name, _, words in _STEPS))
_ORDER = [name for name, _, _ in _STEPS]
_SAID = {name: said for name, said, _ in _STEPS}
_EITHER = {("first", "checked"), ("checked", "drafted"), ("passed", "final"), ("drafted", "first"),
           ("collected", "first"), ("final", "sent")}  # fmt: skip
"""Pairs that some offices take in the other order: papers gathered after a first look."""
_MATTER = re.compile("自评|绩效评价|评价工作|评价小组|初评|初稿|定稿")
_OTHERS = re.compile(
    r"计划|拟[于在]|要求|规定|时限|截止|应[于在当]|预计|下一步|分别|其中|第[一二三]批|上年|去年|次年|逐年|每年|重新|再次|二次|退回|修改后|中期|监控|申报|预算编制|目标(?:申报|审核)|整改"
)
_CLAUSE = re.compile("[，。；、]")


class _Step(NamedTuple):
    name: str
    day: Told
    words: str


@rule("Y127", name="自评步骤日期先后颠倒", severity="warning", source="DOMAIN §8 年度")
def evaluation_steps(ctx: Context) -> Iterator[Finding]:
    """查什么：写自评过程的一句话里，启动（布置、成立小组）、收集资料、初评、复核、形成初稿、会议审定、定稿、报送财政的日期是不是先后相接。

    为什么：自评一步接一步，后一步的日期早于前一步，必有一个写错，自评过程就不可信。
    举例：“2月17日启动自评，2月28日初评结束，2月12日局务会审定”，审定应在初评之后。
    怎样改：按会议记录、收文登记核对，改正写错的日期。
    何时不报：写的是计划、要求、期限（“某日前完成”）；分批、退回修改后再来一遍；没有写年份、可能跨年的；只写到月份而看不出先后；初评与复核、审定与定稿等次序可先可后的。
    """
    for report in ctx.pack.reports():
        for text in report.texts():
            if text.raw.count("月") < 2 or not _MATTER.search(text.text):
                continue
            for sentence in re.split("[。；]", text.text):
                steps = _steps(sentence, ctx.pack.year)
                if len(steps) > 1:
                    ctx.look(text.place)
                    yield from _wrong(ctx, text, sentence, steps)


def _steps(sentence: str, year: int | None) -> list[_Step]:
    """Return the steps of one sentence, each by the clause of its date."""
    if sentence.count("月") < 2 or not _MATTER.search(sentence) or _OTHERS.search(sentence):
        return []
    dates = list(dates_told(sentence, year + 1 if year else None))
    steps: list[_Step] = []
    stop = 0
    for number, day in enumerate(dates):
        until = dates[number + 1].start if number + 1 < len(dates) else len(sentence)
        behind = _CLAUSE.split(sentence[day.end : until])[0]
        ahead = _CLAUSE.split(sentence[stop : day.start])[-1]
        stop = day.end
        found = list(_WORDS.finditer(behind)) or list(_WORDS.finditer(ahead + behind))
        words = (ahead if not _WORDS.search(behind) else "") + day.words + behind
        steps += [_Step(each.lastgroup or "", day, words) for each in found[-1:]]
    return steps


def _wrong(ctx: Context, text: Text, sentence: str, steps: list[_Step]) -> Iterator[Finding]:
    for one, other in ((a, b) for n, a in enumerate(steps) for b in steps[n + 1 :]):
        earlier, later = sorted((one, other), key=lambda step: _ORDER.index(step.name))
        pair = (earlier.name, later.name)
        if earlier.name == later.name or pair in _EITHER or pair[::-1] in _EITHER:
            continue
        if not is_before(later.day, earlier.day):
            continue
        told = f"{_SAID[earlier.name]}写“{earlier.words}”，{_SAID[later.name]}写“{later.words}”"
        yield finding(
            ctx, "Y127", text.place, f"{told}，先后颠倒。",
            items=[Item("", text.model_copy(update={"raw": sentence}))],
            found=told, expected="日期先后相符", clerical=True,
            suggestion="按会议记录、收文登记核对，改正写错的日期。",
        )  # fmt: skip
        return
