"""N: how many kinds, fields or places there are said to be, against their names beside the count."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.narratives.counts.enumerations import counted_wrong
from assistant.checks.narratives.in_a_row import NUMBERS
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_COUNT = r"(?P<count>[两二三四五六七八九十]|\d{1,2})"
_NAME = r"[^，。；：、（）“”《》\d等]{1,14}"
_KIND = (
    r"(?:大(?!队|街|桥|道|楼|厅|棚|户|学)|类|项|种|个(?:大类|方面|环节|行业|领域|专业|阶段|方向|板块|系统|平台|"
    r"项目|街道|社区|片区|场景|专题|品种|工种|学科|站点|[一-龥]{0,3}(?:[站所科室办部馆园院库局队厂校镇村县市区]|乡镇|中心)"
    r"(?=[^一-龥]|[的均共都全已累开内为]|管|$))|方面|门课程|门(?=[，。；]|$))"
)
_AHEAD = re.compile(
    rf"(?<![一-龥\d）”》、])(?P<names>{_NAME}(?:、{_NAME})+?(?:(?:和|及|以及|与){_NAME})?)(?:共|共计|一共|这)?{_COUNT}{_KIND}"
)
_ASIDE = re.compile(r"（[^（）、\d]{1,12}）(?=、)")
"""What a name in a list is called as well: 办公室（党建办）、人事股."""
_MAY_AMONG = re.compile(rf"等{_COUNT}个")
_MAY_AHEAD = re.compile(rf"、[^，。；：、（）“”《》\d等]{{1,34}}{_COUNT}{_KIND}")
"""The end of such a list: it is looked for first, since most lists have no count behind them."""
_BEHIND = re.compile(
    rf"(?<![\d.第]){_COUNT}(?:个|项|类|种|家|所|处|条|座|名|位|门|支)[^，。；：、（）\d]{{0,8}}"
    rf"(?:：|[，。]?(?:分别)?(?:即|分别[是为]|包括|有：|为：))"
    rf"(?P<names>{_NAME}(?:、{_NAME})*(?:(?:和|及|以及|与){_NAME})?)(?P<stop>[，。；]|$)"
)
_MAY_BEHIND = re.compile(
    r"(?:[个项类种家所处条座名位门支])[^，。；：、（）\d]{0,8}(?:：|[，。]?(?:分别)?(?:即|分别[是为]|包括|有：|为：))"
)
_AMONG = re.compile(
    rf"(?<![一-龥\d）”》、])(?P<names>{_NAME}(?:、{_NAME}){{2,}})等{_COUNT}个(?:[一-龥]{{0,4}}?(?:乡镇|镇|街道|村|社区|科室|股室|部门|单位|学校))"
)
"""More names than there are said to be, 等 or no: “甲镇、乙镇、丙乡等2个乡镇”."""
_PLACE = re.compile(r"(?:[局办科股室处所站队院校镇乡村园]|街道|社区|中心|小学|中学)$")
_JOINED = re.compile(r"以及|[和及与]")
_MEASURED = re.compile(r"(?:支出|金额|资金|人数|分别|依次|各|均|其中)")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]$")
_OFFICE = re.compile(r"[局办科股室处所站队院校厅委部馆会]$|中心$")
_MOST_OFF = 2


@rule("N157", name="类别个数与所列名称不符", severity="warning", source="DOMAIN §8 列举")
def kinds_counted(ctx: Context) -> Iterator[Finding]:
    """查什么：“建成胸痛、卒中、创伤三大中心”“案件涉及食品、药品、价格、广告、计量五类”“涉及3个行业，分别是加油站、烟花爆竹和矿山”，写明的个数应与点到的名称一致。

    为什么：名称或个数有增减而没有改全，前后就对不上。
    举例：只列了胸痛、创伤，仍写“三大中心”。
    怎样改：核对后补写名称或更正个数。
    何时不报：名单以“等”收尾；名称里自带“和”“与”而不能确定是几个；“的”后另有一串名称而个数相符；数的不是类别；相差三个以上，说的可能是另一件事。
    """
    for report in ctx.pack.reports():
        for text in report.texts():
            if "、" in text.raw or "分别" in text.raw:
                yield from _counted(ctx, text)


def _counted(ctx: Context, text: Text) -> Iterator[Finding]:
    words = squeeze(text.raw)
    words = _ASIDE.sub("", words) if "）、" in words else words
    for match in _AMONG.finditer(words) if _MAY_AMONG.search(words) else ():
        names = re.sub(
            "^.*?(?:覆盖|涉及|包括|位于|分布在|完成|实施|[为在对])", "", match["names"]
        ).split("、")
        count = NUMBERS.get(match["count"]) or int(match["count"])
        ctx.look(text.place)
        if all(map(_PLACE.search, names)) and 0 < len(names) - count <= _MOST_OFF:
            yield _finding(ctx, text, match, len(names), count)
    for pattern, may in ((_AHEAD, _MAY_AHEAD), (_BEHIND, _MAY_BEHIND)):
        for match in pattern.finditer(words) if may.search(words) else ():
            lengths = _lengths(match["names"])
            if not lengths or _open(match):
                continue
            count = NUMBERS.get(match["count"]) or int(match["count"])
            if min(abs(count - length) for length in lengths) > _MOST_OFF:
                continue
            ctx.look(text.place)
            if count not in lengths and not counted_wrong(ctx, text, count):
                yield _finding(ctx, text, match, min(lengths, key=lambda n: abs(n - count)), count)


def _finding(ctx: Context, text: Text, match: re.Match[str], listed: int, count: int) -> Finding:
    shown = Text(raw=match.group().rstrip("，。；"), place=text.place, location=text.location)
    return finding(
        ctx, "N157", text.place,
        f"写明{match['count']}{'个' if match['count'].isdigit() else ''}，点到的名称有{listed}个：“{match['names']}”。",
        items=[Item("", shown)], found=str(count), expected=str(listed), clerical=True,
    )  # fmt: skip


def _open(match: re.Match[str]) -> bool:
    """Tell whether a list isn't closed: it ends in 等, or goes on behind the stop as a list."""
    behind = match.string[match.end() : match.end() + 12]
    if re.match(r"等|、", behind):
        return True
    if match.re is not _BEHIND or match["stop"] != "，":
        return False
    return "、" in behind.partition("。")[0] and not _MEASURED.match(behind)


def _lengths(names: str) -> set[int]:
    """Return how many names a list may hold, or what it ends with behind a 的.

    “小麦、玉米种植的耕、种、收三个环节” counts what is named behind the 的.
    """
    ending = names.rpartition("的")[2]
    inner = _listed(ending) if "、" in ending and "、" in names[: -len(ending)] else set()
    return _listed(names) | inner


def _one_office(name: str) -> bool:
    """Tell whether 和 stands inside the name of one office: 救灾和物资保障科."""
    joined = [piece for piece in _JOINED.split(name) if piece]
    ends = [bool(_OFFICE.search(piece)) for piece in joined]
    return len(joined) > 1 and ends[-1] and not any(ends[:-1])


def _listed(names: str) -> set[int]:
    """Return how many names a list may hold: 和 joins two, or stands inside the name of an office."""
    parts = names.split("、")
    if any(_ORDINAL.fullmatch(part) for part in parts) or _MEASURED.search(parts[-1]):
        return set()
    joined = [piece for piece in _JOINED.split(parts[-1]) if piece]
    if len(parts) == 1 and len(joined) < 2:
        return set()
    if any(_JOINED.search(part[1:-1]) and not _one_office(part) for part in parts[:-1]):
        return set()
    if len(joined) == 1:
        return {len(parts)}
    if len(joined) > 2:
        return set()
    offices = all(_OFFICE.search(part) for part in [*parts[:-1], joined[1]])
    if offices and not _OFFICE.search(joined[0]):
        return {len(parts)}
    return {len(parts) + 1}
