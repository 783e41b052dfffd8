"""N: ranks and extremes that a sentence tells with their figures: 居首, 最低, 平均, 由第5位升至第3位."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.mentions import cite, right_of, said
from assistant.checks.narratives.changes.most_of_listed import Most, most_of_listed
from assistant.checks.narratives.in_a_row import NUMBERS, Row, clause_of, rows
from assistant.checks.prose import texts_by_place
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Text

_RANK = r"第(?P<{}>\d{{1,3}}|[一二三四五六七八九十])[位名]"
_UP = "升|进|跃|提|攀|前移|追"
_DOWN = "降|退|滑|跌|落|后移"
_MOVED = re.compile(
    _RANK.format("was")
    + rf"[^，。；、\d第升降]{{0,4}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))[^，。；、\d第]{{0,3}}[到至为]"
    + r"[^，。；、\d第]{0,6}"
    + _RANK.format("now")
    + r"(?:[，（][^，。；、\d]{0,6}?(?:移|升|进|提高|退|降|跌|落|滑)了?(?P<by>\d{1,3}|[一二两三四五六七八九十])个?(?:位|名|席))?"
)
_HINT = re.compile(
    "[居排列]首|居[中末第次]|次之|垫底|殿后|[末首]位|最[高低多少长短大小快慢]|[排列]第"
)
_FIRST = re.compile(
    r"[^，。；：、（）\d]{0,3}?(?:[居排列]首|(?:[居排列位名]+)?第一|[居排列]第1位|领先|最[高多大长])"
)
_MIDDLE = re.compile(
    r"[^，。；：、（）\d]{0,3}?(?:次之|居[次中]|(?:[居排列位名]+)?第二|[居排列]第2位)"
)
_LAST = re.compile(r"[^，。；：、（）\d]{0,3}?(?:居末|[居排列]尾|垫底|殿后|末位|最[后末低少小短])")
_MOST_BEHIND = re.compile(
    r"[^，。；：、（）\d]{0,2}最(?:(?P<high>[高多大长])|(?P<low>[低少小短]))(?=[，。；、）])"
)
_MOST_AHEAD = re.compile(
    r"最(?:(?P<high>[高多大长慢])|(?P<low>[低少小短快]))(?:的[^，。；、\d占]{0,8}|一[^，。；、\d]{1,3}|[为是达仅只有]*)$"
)
_MEAN = re.compile(r"均[^，。；、\d占比较]{0,6}$")
_SPEED, _TIME = re.compile("最[快慢]"), ("分钟", "小时", "天", "日", "秒", "个工作日", "工作日")


@rule("N210", name="名次、高低与所列的数不符", severity="warning", source="DOMAIN §8 自相矛盾")
def ranks_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“由第5位升至第3位，前移2位”，升降与前后名次、移动的位数应相符；“甲95.9%居首，乙93.7%次之，丙90.4%居末”，数应依次递减（递增）；最高的不低于最低的，平均数在最高与最低之间。

    为什么：名次和高低由数决定，改了数、抄错次序就前后矛盾。
    举例：“甲95.9%居首，乙90.4%次之，丙93.7%居末”，乙低于丙，名次颠倒；“平均33分钟，最快的48分钟”，最快的不会比平均还慢。
    怎样改：核对各数和名次后更正。
    何时不报：计量单位不同；名次不按所列的数排；最高、最低说的是标准、限价等别的事。
    """
    yield from _moved(ctx)
    for row in ctx.once(rows):
        if _HINT.search(row.words) is None:
            continue
        yield from _in_order(ctx, row)
        yield from _extremes(ctx, row)
        for most in most_of_listed(row):
            ctx.look(most.told.place)
            if base(most.told.quantity) != base(most.really.quantity):
                yield _not_the_most(ctx, most)


def _not_the_most(ctx: Context, most: Most) -> Finding:
    word = "最高" if most.high else "最低"
    return finding(
        ctx, "N210", most.told.place,
        f"报告称“{clause_of(most.told)[-_AROUND:]}”{said(most.told)}{word}，所列各项中{word}的是"
        f"“{clause_of(most.really)[-_AROUND:]}”{said(most.really)}。",
        items=[cite(most.told), cite(most.really)], found=said(most.told), clerical=True,
    )  # fmt: skip


def _moved(ctx: Context) -> Iterator[Finding]:
    for text in texts_by_place(ctx.pack).values():
        for match in _MOVED.finditer(text.text) if "第" in text.text else ():
            ctx.look(text.place)
            was, now, by = (_number(match[name]) for name in ("was", "now", "by"))
            up = bool(match["up"])
            if was is None or now is None or was == now:
                continue
            if (now < was) != up:
                yield _rank(
                    ctx,
                    text,
                    match,
                    f"第{was}位到第{now}位是{'上升' if now < was else '下降'}，报告写“{match['up'] or match['down']}”，方向相反",
                )
            elif by is not None and by != abs(was - now):
                yield _rank(
                    ctx, text, match, f"第{was}位到第{now}位相差{abs(was - now)}位，报告写{by}位"
                )


def _rank(ctx: Context, text: Text, match: re.Match[str], words: str) -> Finding:
    raw = Text(raw=match.group(), place=text.place, location=text.location)
    by = _number(match["by"])
    return finding(
        ctx, "N210", text.place, f"{words}。", items=[Item("报告", raw)], found=match.group(),
        expected=f"{abs((_number(match['was']) or 0) - (_number(match['now']) or 0))}位" if by else "",
    )  # fmt: skip


def _number(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if words.isdigit() else NUMBERS.get(words)


def _in_order(ctx: Context, row: Row) -> Iterator[Finding]:
    """Check “甲95.88%居首，乙90.43%次之，丙93.73%居末”: figures in the order of their ranks."""
    marks = ((_FIRST, "居首"), (_MIDDLE, "次之"), (_LAST, "居末"))
    told = [[f for f in row.figures if mark.match(right_of(f))] for mark, _ in marks]
    if any(len(each) != 1 for each in told):
        return
    first, middle, last = (each[0] for each in told)
    if not _comparable(first, middle) or not _comparable(middle, last):
        return
    ctx.look(first.place)
    values = [base(f.quantity) for f in (first, middle, last)]
    if values != sorted(values) and values != sorted(values, reverse=True):
        yield finding(
            ctx, "N210", middle.place,
            f"{said(first)}居首、{said(middle)}次之、{said(last)}居末，三个数不是依次递减（递增），名次颠倒。",
            items=[cite(middle), cite(first), cite(last)], found=said(middle), clerical=True,
        )  # fmt: skip


class _Extremes(NamedTuple):
    high: list[Fact]
    low: list[Fact]
    mean: list[Fact]


def _extremes(ctx: Context, row: Row) -> Iterator[Finding]:
    """Check that the highest isn't below the lowest, and that a mean lies between them."""
    told = _Extremes([], [], [])
    for fact in row.figures:
        if not _is_exact(fact):
            continue
        match = _MOST_BEHIND.match(right_of(fact)) or _most_ahead(fact)
        if match is not None:
            (told.high if match["high"] else told.low).append(fact)
        elif _MEAN.search(clause_of(fact)):
            told.mean.append(fact)
    high, low, mean = (each[0] if len(each) == 1 else None for each in told)
    for upper, lower, words in ((high, low, "最高的比最低的低"), (high, mean, "最高的比平均的低"),
                                (mean, low, "最低的比平均的高")):  # fmt: skip
        if upper is None or lower is None or not _comparable(upper, lower):
            continue
        if not _next_to(row, upper, lower):
            continue
        ctx.look(upper.place)
        if base(upper.quantity) < base(lower.quantity):
            yield _turned(ctx, upper, lower, words)
            return


def _turned(ctx: Context, upper: Fact, lower: Fact, words: str) -> Finding:
    named = upper if "最" in _around(upper) else lower
    other = lower if named is upper else upper
    return finding(
        ctx, "N210", named.place,
        f"报告“{_around(named)}”{said(named)}，“{_around(other)}”{said(other)}，{words}，两数矛盾。",
        items=[cite(named), cite(other)], found=said(named), clerical=True,
    )  # fmt: skip


def _around(fact: Fact) -> str:
    behind = _MOST_BEHIND.match(right_of(fact))
    return behind.group() if behind else clause_of(fact)[-_AROUND:]


_AROUND, _APART = 8, 2


def _most_ahead(fact: Fact) -> re.Match[str] | None:
    words = clause_of(fact)
    if _SPEED.search(words) and fact.quantity.unit not in _TIME:
        return None
    return _MOST_AHEAD.search(words)


def _is_exact(fact: Fact) -> bool:
    quantity = fact.quantity
    return quantity.known() and quantity.comparator == "=" and quantity.upper is None


def _comparable(first: Fact, second: Fact) -> bool:
    same = (
        first.quantity.unit == second.quantity.unit
        or first.quantity.dimension == second.quantity.dimension == "元"
    )
    return same and bool(first.quantity.unit) and _is_exact(first) and _is_exact(second)


def _next_to(row: Row, first: Fact, second: Fact) -> bool:
    """Tell whether at most one figure of their kind stands between two: they are of one matter."""
    kind = [f for f in row.figures if f.quantity.unit == first.quantity.unit]
    places = [f.place for f in kind]
    if first.place not in places or second.place not in places:
        return False
    return abs(places.index(first.place) - places.index(second.place)) <= _APART
