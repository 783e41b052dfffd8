"""The steps of one work, with their days, as a passage tells them one after the other."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from assistant.model.finding import Severity

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])日|(?P<part>[上中下]旬|[初底末]))?(?P<by>之?前|以前)?"
)
_RANGE = re.compile(r"^\s*(?:至|到|[-—–~～]+)\s*(?=\d|$)")
_AFTER = r"(?!报告|决算|结算|审计|资料|标准|之?[前后]|以来|准备|手续|问题|整改|费|款|计划|方案|许可|单位|条件)"
_STEPS = (
    ("approved", "立项", r"立项|(?:初步设计|可研|可行性研究报告|实施方案)[^，]{0,6}批复|财政评审"),
    ("notice", "公告", r"(?:招标|采购|磋商|询价|竞价|比选|谈判)公告|发[布出]?了?公告|公告发[布出]|挂网"),
    ("award", "招标", r"开标|评标|定标|(?:组织|开展|进行)(?:磋商|谈判|询价)|(?:招标|中标|采购|成交)结果公[示告]|(?:^|完成|组织)(?:公开)?招标(?![文公代控方结])|中标(?!单位|企业|人|公司|供应商|方|价|金额)|"
     r"(?:确定|产生|公示)[^，]{0,6}(?:中标|成交|供应|施工|承建)(?:单位|供应商|企业|商|人)?|"
     r"完成[^，]{0,8}(?:招投标|招标|磋商|询价|比选)(?!公告|文件)|(?:招投标|招标|磋商)(?:工作)?完成"),
    ("contract", "签订合同", r"签(?![发字到收证])[^，]{0,15}?(?:合同|协议)|(?:合同|协议)[于在]?签[订署定]|签约"),
    ("begun", "开工", r"开工|动工|进场施工|启动(?:施工|建设)"),
    ("arrived", "到货", r"到货|交货|交付(?!使用)"),
    ("done", "完工", r"完工(?!验收)|竣工(?!验收)|建成|(?:安装|施工|调试|建设)(?:全部)?(?:完毕|完成|到位)|"
     r"完成[^，]{0,10}?(?:安装|建设|施工|铺设|调试)(?!方案|合同|招标|许可)"),
    ("tried", "初验", r"初验|初步验收"),
    ("accepted", "验收", r"(?<!初步)(?<!最终)验收"),
    ("closed", "终验", r"终验|最终验收"),
    ("used", "投入使用", r"交付使用|投入使用|投用|启用|投入运[行营]|通车|通水|对外开放"),
    ("opened", "开班", r"开班|开训|开课"),
    ("ended", "结业", r"结业|结训|结班"),
    ("granted", "资金下达", r"下达"),
    ("published", "公示", r"(?<!结果)公示(?!结果)"),
    ("paid", "拨付", r"拨付"),
    ("given", "发放", r"发放|兑付|兑现"),
)  # fmt: skip
_WORDS = re.compile("|".join(f"(?P<{name}>(?:{words}){_AFTER})" for name, _, words in _STEPS))
_NAMES = [name for name, _, _ in _STEPS]
SAID = {name: said for name, said, _ in _STEPS}
_TRACK = {"opened": 1, "ended": 1, "granted": 2, "published": 2, "paid": 2, "given": 2}
"""Steps of a course, and of money; all others are of a work."""
# Pairs that come in either order; what is used may be accepted later, which is worth a notice.
_EITHER = {("arrived", "done"), ("begun", "arrived"), ("accepted", "closed"), ("arrived", "used"), ("granted", "published"), ("published", "paid"),
           ("tried", "used"), ("closed", "used")}  # fmt: skip
_AS_TOLD = {
    ("arrived", "accepted"),
    ("arrived", "tried"),
    ("arrived", "closed"),
    ("accepted", "used"),
}
"""Pairs in the order in which they are told: goods are accepted once delivered, works the reverse."""
_MONEY = 2
_SIDE = re.compile(
    r"设计合同|监理|勘察|检测|造价|代理|咨询|审计|补充|评估|测绘|保险|主体|土建|部分|基础|中间|出厂|分部|阶段|过程|预验|隐蔽|首[台批件套]"
)
_GROUPS = re.compile(
    r"计划|拟|要求|应[于在当]|预计|力争|争取|确保|将|下一步|未能|未按|推迟|延期|原定|时限|规定|"
    r"第[一二四五六七八九](?!季度)|第三(?!方|季度)|流标|废标|重新|再次|二次|更正|整改|复验|返工|变更|[一二三四五]期|标段|批(?![复准])|分别|其中|其余|另|每年|轮|次年|翌年|上年|去年|陆续|先后"
)
_OTHER_LOT = re.compile("，(?=[^，]*(?:最后一批|末批|尾批|其余|另[有外]))")
"""Where a sentence goes on to another lot: what stands before it is of one."""
_LINK = re.compile(
    r"^(?:并|且|后|随后|已|均|最终|至|于|在|又|再|同年|当年|其后|之后|经|自|从|到|全部|实际|最后|暑[假期]期间?|[该本上述]{1,2}|"
    r"项目|工程|设备|货物|施工|采购|招标|合同|竣工|验收|公告|建设|改造|工作)*$"
)
_AGENT = re.compile(
    r"(?:商|单位|公司|企业|机构|局|委|政府|办|站|所|中心|部门|小组|学校|我[镇乡局县市区院校])[于在]?$"
)
_BY_WHOM = re.compile(r"(?:与|和|同|向|由|在|经|对|邀请|委托|会同|通过|经过)[^，]{1,18}$")
_DOER = re.compile(
    r"^[^，]{1,12}?(?:商|单位|公司|局|委|政府|办|站|所|中心|部门|小组)(?:已|全部|按期|[正顺]\w)?(?=组织|牵头|会同|邀请|通过|完成|进场|$)"
)
_FILLER = re.compile(
    r"组织|通过|完成|全部|全面|正式|发布|发出|签订|进场|施工|采购|招标|建设|工程|项目|设备|[县市区镇乡]级?|竣工|公开|安装|调试|"
    r"并|的|内容|任务|工作|经|均|已|顺利|如期|按期|提前|现场|综合|联合|整体|最终|货物|合同|后|份|专家|开展|进行|召开|完毕|合格"
)
_DOES = re.compile(
    r"^(?:由[^，]{1,14})?(?:牵头|组织)?(?:发布|发公告|签|完成|通过|进行|组织|结束|举行)"
)
_SHORT = 3
"""Characters that may be left beside a step without naming another work."""
_LATE, _EARLY = 9, 5
"""A work from such a month to such a month may run into the next year without saying so."""


class Step(NamedTuple):
    """A step of a work with the first and last day it may mean, and the words that say so.

    ``year`` is None where no year is told; ``by`` says that it was done by a month's end, if not before.
    """

    name: str
    year: int | None
    first: date
    last: date
    by: bool
    words: str
    dated: bool


class Wrong(NamedTuple):
    """An earlier and a later step whose days are the other way round, and where that is told."""

    earlier: Step
    later: Step
    severity: Severity | None
    sentence: str


def turned(sentences: list[str], one_work: bool) -> Wrong | None:
    """Return the first two steps out of order; ``one_work`` lets a work go on after a stop."""
    chain: list[Step] = []
    for sentence in sentences:
        if not one_work or "月" not in sentence:
            chain = []
        one = _OTHER_LOT.split(sentence, maxsplit=1)[0]
        if "月" not in sentence or _GROUPS.search(one):
            chain = []
            continue
        for steps, goes_on in _told(one):
            names = {step.name for step in chain}
            if not goes_on or any(step.name in names for step in steps):
                chain = []
            for step in steps:
                own = _dated(step, chain)
                for other in chain:
                    if wrong := _compared(other, own, sentence):
                        return wrong
                chain.append(own)
        if one != sentence:
            chain = []
    return None


def _told(sentence: str) -> Iterator[tuple[list[Step], bool]]:
    """Yield the steps of each date, and whether they go on with the work told before."""
    dates, end = list(_DATE.finditer(sentence)), 0
    for number, match in enumerate(dates):
        since = sentence[end : match.start()]
        head = re.split("[，、：]", since)[-1]
        until = dates[number + 1].start() if number + 1 < len(dates) else len(sentence)
        rest = re.split("[，、：]", sentence[match.end() : until].removeprefix("，"))[0]
        end = match.end()
        if _RANGE.match(rest) or _RANGE.fullmatch(since):
            continue
        steps, goes_on = _steps(head, rest, match)
        if steps:
            yield steps, goes_on


def _steps(head: str, rest: str, match: re.Match[str]) -> tuple[list[Step], bool]:
    """Return what one date dates: after it, or before it where a verb follows."""
    if _SIDE.search(rest) or "约定" in head + rest:
        return [], False
    found = list(_WORDS.finditer(rest))
    beside = rest[: found[0].start()] if found else ""
    if not found and _DOES.match(rest) and not _SIDE.search(head):
        found = list(_WORDS.finditer(re.sub("[于在]$", "", head) + rest))
    elif not found and not rest and re.search("[于在]$", head):
        found = list(_WORDS.finditer(head))
    if not found:
        return [], False
    left = _FILLER.sub("", _BY_WHOM.sub("", _DOER.sub("", beside)))
    goes_on = len(left) < _SHORT and bool(_LINK.match(head) or _AGENT.search(head))
    words = f"{match[0]}{rest}" if beside or rest else f"{head}{match[0]}"
    return [_step(each, match, words) for each in found], goes_on


def _step(found: re.Match[str], match: re.Match[str], words: str) -> Step:
    month = int(match["month"])
    year = int(match["year"]) if match["year"] else None
    most = calendar.monthrange(year or _LEAP, month)[1]
    first, last = PARTS.get(match["part"] or "", (1, most))
    if match["day"]:
        first = last = min(int(match["day"]), most)
    last = min(last, most)
    name = found.lastgroup or ""
    return Step(name, year, date(year or _LEAP, month, first), date(year or _LEAP, month, last),
                bool(match["by"] and not match["day"]), words, bool(year))  # fmt: skip


_LEAP = 2000
"""A year that has every day, for days without a year."""
PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}


def _dated(step: Step, chain: list[Step]) -> Step:
    """Return a step without a year in the year of the step told before it."""
    year = chain[-1].year if chain and step.year is None else None
    if year is None:
        return step
    most = calendar.monthrange(year, step.first.month)[1]
    first, last = (
        day.replace(year=year, day=min(day.day, most)) for day in (step.first, step.last)
    )
    return step._replace(year=year, first=first, last=last)


def _compared(told: Step, then: Step, sentence: str) -> Wrong | None:
    """Return two steps whose days are the other way round, the one told first given first."""
    place = _NAMES.index
    earlier, later = (told, then) if place(told.name) < place(then.name) else (then, told)
    pair = (earlier.name, later.name)
    if pair in _EITHER or (pair in _AS_TOLD and earlier is not told):
        return None
    track = _TRACK.get(earlier.name, 0)
    if track != _TRACK.get(later.name, 0):
        return None
    if (earlier.year is None) != (later.year is None) or later.last >= earlier.first:
        return None
    if not later.dated and earlier.first.month >= _LATE and later.first.month <= _EARLY:
        return None
    unsure = track == _MONEY or pair == ("accepted", "used") or earlier.by
    return Wrong(earlier, later, "info" if unsure else None, sentence)
