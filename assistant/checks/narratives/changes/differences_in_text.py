"""N: differences that a text states beside their operands, in size and direction.

Where names make the operands certain the arithmetic alone decides. Where only their order
does, a rule speaks if one slip of the pen in one figure explains the difference.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.labels import row_name, show_like
from assistant.checks.mentions import (
    REACH,
    cite,
    is_amount,
    left_of,
    pointed,
    right_of,
    said,
)
from assistant.checks.narratives.changes.growth_of_rows import likest_row
from assistant.checks.narratives.changes.of_them import done_of_them
from assistant.checks.narratives.changes.other_yardsticks import of_one_not_here
from assistant.checks.narratives.changes.than_told import compared, holds_yardstick
from assistant.checks.narratives.closing import closes
from assistant.checks.narratives.left_over.two_before import differ, two_before
from assistant.checks.registry import rule
from assistant.facts.naming import likeness
from assistant.facts.relations.words import same_things
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_DIFFERENCE = re.compile(
    r"(?:少|多|超出?|超过|超额|超支|超编|空编|缺编|空缺|差|缺口?|欠账?|节约|节省|节支|结余|节余|剩余?|剩下|年[末终底]结转|欠[缴付拨收交]|尚余|高出?|低|增加|减少|"
    r"下降|降低|提高|上升|缩短|延长|压缩|压减|扩大|[核审]减|缺[考勤席]|弃考|净增加?|净减少?|净增长|差额|在办理?|在建|在查|在审理|在整改|在施工|未办结|加快|放缓|回落|回升|超(?:年度|绩效)?(?:目标|计划|任务)|其余|余下|还有|尚有|需要?[^，。；、\d]{1,4}|[未不][^，。；、\d]{1,4})(?:资金|金额)?(?:了|为|的|有)?$"
)


@rule("N125", name="差数与前面两数不符", severity="warning", source="DOMAIN §8 增减")
def differences(ctx: Context) -> Iterator[Finding]:
    """查什么：“目标80公里，完成73.6公里，少6.4公里”“占用18.5亩，复垦15.3亩，欠账3.2亩”，差数应等于前面两数之差。

    为什么：三个数互相决定。
    举例：80减73.6应少6.4公里，写成6.8公里不符。
    怎样改：核对三个数后更正。
    何时不报：前面没有同一单位的两个数；列出各部分之后与预算相比的是前面的总数；差数说的是别的事；并列的几笔结余、上年的支出；同段另有两数之差正好相符；看不出是哪个数笔误。
    """
    for rest, whole, done in done_of_them(ctx):
        ctx.look(rest.place)
        if not differ((rest.quantity, whole.quantity, done.quantity)):
            yield from _wrong_gap(ctx, rest, whole, done, "", told=right_of(rest))
    grown = {r.stated.place: {r.whole.place, r.parts[0].place}
             for r in ctx.relations if r.kind == "growth" and r.stated}  # fmt: skip
    for group in ctx.paragraphs:
        for number, gap in enumerate(group):
            if not _apart(gap) or gap.quantity.comparator != "=" or not gap.quantity.known():
                continue
            if _OF_SEVERAL.search(_named_by(gap)):
                continue
            before = [f for f in group[max(0, number - 2 * REACH) : number] if _operand_of(gap, f)]
            last_year = _THAN_LAST_YEAR.search(gap.base + _named_by(gap))
            if last_year and not (_two_years(before) or holds_yardstick(gap, before)):
                continue
            before = [f for f in before if base(f.quantity) * _FAR > base(gap.quantity)]
            if _LOWEST.search(_named_by(gap)):
                before = [f for f in before if not _GRADE.search(_named_by(f))]
            before = _no_other_rest(before, gap)
            before = _in_and_out([*_row_divided(ctx, gap), *before], gap)
            if len(before) < 2:
                continue
            ctx.look(gap.place)
            closed = closes(ctx, gap, least=3)
            stated = _certain(group[:number], gap)
            if stated is not None and _of_the_whole(ctx, gap, *stated):
                continue
            if stated is not None and grown.get(gap.place) == {f.place for f in stated}:
                continue  # N104 tells of it
            if stated is not None and gap.place not in grown:
                if not closed or differ((gap.quantity, *(f.quantity for f in stated))):
                    yield from _certain_gap(ctx, gap, *stated)
                continue
            fitting = [(a, b) for a, b in combinations(before, 2)
                       if differ((gap.quantity, a.quantity, b.quantity))]  # fmt: skip
            if fitting:
                turned = [list(_direction(ctx, gap, *pair)) for pair in fitting]
                yield from turned[-1] if all(turned) else ()
                continue
            if not closed and not _of_farther(group[:number], gap):
                yield from _gap(ctx, gap, _likely_pairs(before, gap))


_MANY = 12
_REST = re.compile(
    r"(?:结余|节余|剩余|结转|未(?:执行|支付|支出|使用|拨付)|尚余)(?:资金|金额)?[的有为]*$"
)


def _of_farther(before: list[Fact], gap: Fact) -> bool:
    """Tell whether two figures farther off in the paragraph make a difference: order can't tell."""
    operands = [f for f in before if _operand_of(gap, f)][-_MANY:]
    return any(differ((gap.quantity, a.quantity, b.quantity)) for a, b in combinations(operands, 2))


def _no_other_rest(before: list[Fact], gap: Fact) -> list[Fact]:
    """Return of what money may be left: no rest beside it, no part of a list, no earlier year's."""
    if gap.quantity.dimension != "元" or not _REST.search(left_of(gap)[-_LONGEST:]):
        return before
    listed = [bool(_LISTED.search(_named_by(f))) for f in before]
    return [
        f for f, mine, next_one in zip(before, listed, [*listed[1:], False], strict=False)
        if not (mine or next_one or _REST.search(_named_by(f)) or _BEFORE.search(_named_by(f)))
    ]  # fmt: skip


_LISTED = re.compile(r"\d[^，。；：]*、[^\d]*$")
_BEFORE = re.compile(r"[比较与](?:上年|去年|上期|同期|(?:19|20)\d\d年)[^，。；、]{0,6}$")


_LOWEST = re.compile("不(?:合格|满意|称职|达标)$")
_GRADE = re.compile("(?:优秀|良好|一般|(?:非常|比较|基本|较)(?:满意|合格|称职))$")
_LONGEST, _STOP = 12, re.compile("[，。；：]")
_FAR = 100
"""A difference so many times larger than a figure is of other figures, whatever the slip."""
_OF_SEVERAL = re.compile(r"分别|依次|年均|平均|每年")
"""A difference of several, one by one, or of each of several years."""
_THAN_LAST_YEAR = re.compile(r"上年|去年|上期|同期|同比")
_IN = re.compile(r"新增|招聘|招录|录用|到岗|调入|转入|新入|入职|接收|新购|购置|新建|迁入|注册")
_OUT = re.compile(
    r"退休|去世|死亡|调出|转出|辞职|离职|减员|注销|退出|报废|拆除|迁出|核销|淘汰|关停"
)


def _in_and_out(before: list[Fact], gap: Fact) -> list[Fact]:
    """Return what came and what went, of which a 净增 is the difference; all figures for others."""
    if not re.search(r"净[增减][加少]?(?:了|为)?$", left_of(gap)):
        return before
    came = [f for f in before if _IN.search(f.measure) and not _OUT.search(f.measure)]
    went = [f for f in before if _OUT.search(f.measure)]
    return [came[-1], went[-1]] if came and went else before


def _row_divided(ctx: Context, gap: Fact) -> list[Fact]:
    """Return the base-table row that a paragraph divides: “公用经费中，……；其余80.59万元”."""
    if not re.search(r"其余(?:的|部分)?$", left_of(gap)) or gap.quantity.dimension != "元":
        return []
    place = gap.place.split("@")[0]
    text = next(t.text for r in ctx.pack.reports() for t in r.texts() if t.place == place)
    opening = re.match(r"([^，。；\d]{2,8})[中里]，", text)
    row = likest_row(ctx, opening[1]) if opening else None
    if row is None or not row.final.known():
        return []
    return [Fact(place=row.final.place, measure=row_name(row), quantity=row.final)]


def _of_the_whole(ctx: Context, gap: Fact, now: Fact, yardstick: Fact) -> bool:
    """Tell whether a yardstick behind a list's last part is held against the list's whole.

    “水电费63.40万元，其中水费……、电费……，比预算65.00万元节约1.60万元”: 65.00 − 63.40.
    """
    return any(
        differ((gap.quantity, relation.whole.quantity, yardstick.quantity))
        for relation in ctx.relations
        if relation.kind == "partition"
        and relation.whole.quote == gap.quote
        and any(part.place in (now.place, yardstick.place) for part in relation.parts)
    )


def _certain(before: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return the two figures whose difference is meant, where words make them certain."""
    return (
        _in_a_row(before, gap)
        or _undone(before, gap)
        or _planned(before, gap)
        or _left_over(before, gap)
        or two_before(before, gap)
    )


def _in_a_row(before: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return the two figures of “36处，比承诺的30处多6处”: their order makes them certain."""
    return compared([f for f in before[-2 * REACH :] if _operand_of(gap, f)], gap)


def _left_over(before: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return what was found and mended: “发现问题8条，已整改7条，剩余1条”."""
    if len(before) < 2 or not re.search(r"，(?:剩余|其余|余下|尚余)(?:的|有)?$", left_of(gap)):
        return None
    whole, done = before[-2:]
    alike = _operand_of(gap, whole) and _operand_of(gap, done) and bool(gap.quantity.unit)
    told = re.fullmatch(r"，(?:均?已|现已|其中|目前)[^，。；、\d]{0,6}", _between(whole, done))
    near = re.fullmatch(r"[^，。；、\d]{0,4}，[^，。；、\d]{2,4}", _between(done, gap))
    certain = alike and told and near and whole.quote == done.quote == gap.quote
    return (whole, done) if certain else None


def _planned(before: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return what was planned and done: “计划150场，演出146场，少4场”."""
    if len(before) < 2 or not re.search(r"，(?:少|多|差|超)(?:了)?$", left_of(gap)):
        return None
    plan, done = before[-2:]
    named = re.search(r"(?:计划|目标|任务)[^，。；、\d]{0,8}$", left_of(plan))
    alike = _operand_of(gap, plan) and _operand_of(gap, done) and bool(gap.quantity.unit)
    short = re.fullmatch(r"，[^，。；、\d]{1,6}", _between(plan, done))
    certain = named and alike and short and plan.quote == done.quote == gap.quote
    return (done, plan) if certain and _between(done, gap)[:1] == "，" else None


def _undone(before: list[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return all and what was done of it: “17项，完成16项，未完成1项”."""
    if len(before) < 2:
        return None
    whole, done = before[-2:]
    named = done.measure and gap.measure in (f"未{done.measure}", f"不{done.measure}")
    alike = _operand_of(gap, whole) and _operand_of(gap, done) and bool(gap.quantity.unit)
    return (whole, done) if named and alike and whole.quote == done.quote == gap.quote else None


def _between(first: Fact, second: Fact) -> str:
    """Return the words of a sentence between two figures that follow each other."""
    return left_of(second).rpartition(first.quantity.text)[2]


def _certain_gap(ctx: Context, gap: Fact, now: Fact, yardstick: Fact) -> Iterator[Finding]:
    if differ((gap.quantity, now.quantity, yardstick.quantity)):
        in_a_row = _in_a_row([yardstick, now], gap) or _in_a_row([now, yardstick], gap)
        yield from _direction(ctx, gap, yardstick, now, named=in_a_row == (now, yardstick))
        return
    mended = mend([gap.quantity, now.quantity, yardstick.quantity], differ, short=True)
    reason = mended.words([gap.quantity, now.quantity, yardstick.quantity]) if mended else ""
    yield from _wrong_gap(ctx, gap, now, yardstick, reason)


_UP = re.compile(
    r"(?:加快|回升|多|超出?|超过|超额|高出?|增加|提高|提升|上升|延长|扩大|净增加?)(?:了|为)?$"
)
_DOWN = re.compile(
    r"(?:放缓|回落|少|差|缺口?|欠账?|低|减少|下降|降低|节约|节省|缩短|压缩|压减|净减少?)(?:了|为)?$"
)
_YARDSTICK = re.compile(
    r"目标|计划|任务|承诺|控制[数值线]|年初|上年|去年|平均(?:水平|值|数|$)|考核|预算"
)

_EARLIER = re.compile(r"年初|上年|去年")


def _direction(
    ctx: Context, gap: Fact, first: Fact, second: Fact, named: bool = False
) -> Iterator[Finding]:
    """Report 多 where the second figure falls short of the first, its yardstick, or the reverse.

    ``named`` tells that the words make the first one the yardstick.
    """
    words = left_of(gap)
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    if not (up or down):
        return
    marked = [named or bool(_YARDSTICK.search(_named_by(first)))]
    marked.append(not named and bool(_YARDSTICK.search(_named_by(second))))
    if all(marked):  # 年初预算 and 全年预算: the earlier one
        marked = [bool(_EARLIER.search(_named_by(each))) for each in (first, second)]
    if marked[0] == marked[1]:
        return
    base_figure, figure = (first, second) if marked[0] else (second, first)
    rise = base(figure.quantity) - base(base_figure.quantity)
    if rise == 0 or (rise > 0) == up:
        return
    right = ("高", "低") if gap.quantity.unit == "百分点" else ("多", "少")
    word = right[0] if rise > 0 else right[1]
    yield finding(
        ctx, "N125", gap.place,
        f"{said(figure)}比{said(base_figure)}{word}{said(gap)}，报告写成相反的方向。",
        items=[cite(gap), cite(figure), cite(base_figure)], found=words[-4:] + said(gap),
        expected=f"{word}{said(gap)}", clerical=True,
    )  # fmt: skip


def _named_by(fact: Fact) -> str:
    """Return the words of its own clause before a figure."""
    return _STOP.split(left_of(fact))[-1]


def _two_years(facts: list[Fact]) -> bool:
    return len({fact.period for fact in facts}) > 1


def _apart(fact: Fact) -> bool:
    """Tell whether the words right before a figure make it a difference."""
    return bool(_DIFFERENCE.search(left_of(fact)[-_LONGEST:]))


def _operand_of(gap: Fact, fact: Fact) -> bool:
    """Tell whether a figure may be an operand of a difference: percent for percentage points."""
    if gap.quantity.unit == "百分点":
        return fact.quantity.unit == "%" and fact.quantity.comparator == "="
    return is_amount(fact) and same_things(fact, gap)


def _likely_pairs(before: list[Fact], gap: Fact) -> list[tuple[Fact, Fact]]:
    """Return whose difference is meant, likeliest first: the last two, or last and first."""
    last = before[-1]
    named = [f for f in before[:-1] if f.measure == last.measure and f.period != last.period]
    named += _spoken_of(before[:-1], gap)
    return [(before[-2], last), *((f, last) for f in named), (before[0], last)]


def _spoken_of(before: list[Fact], gap: Fact) -> list[Fact]:
    """Return the earlier figure that a comparison names: “当年拨款比年初的130万元增加20万元”."""
    subject = re.search(
        r"([^，。；：\d]{2,12})[比较][^，。；：\d]{1,8}[\d.]+[^，。；：\d]{1,8}$", left_of(gap)
    )
    named = [f for f in before if subject and likeness(subject[1], f.measure) >= 2]
    return named[-1:]


def _gap(ctx: Context, gap: Fact, pairs: list[tuple[Fact, Fact]]) -> Iterator[Finding]:
    if significant(gap.quantity) < 2:
        return
    for first, second in pairs:
        if _of_another_name(first, second) or of_one_not_here(gap, first, second):
            continue
        amounts = [gap.quantity, first.quantity, second.quantity]
        mended = mend(amounts, differ)
        if mended is not None:
            yield from _wrong_gap(ctx, gap, first, second, mended.words(amounts))
            return


_NAMED_THAN = re.compile(
    r"([^，。；：、\d]{2,10}?)[比较](?:上年|去年|(?:19|20)\d\d年)[^，。；、\d]{0,6}$"
)


def _of_another_name(first: Fact, second: Fact) -> bool:
    """Tell whether what is compared has a name that the other figure lacks: 取证人数比上年的752人."""
    named = _NAMED_THAN.search(left_of(second))
    return named is not None and likeness(named[1], first.measure) < 1


_LONGEST_NAME = 12


def _name(gap: Fact) -> str:
    """Return what a message calls a difference: its clause's own words where it has no measure."""
    words = _named_by(gap)
    if not words or len(words) > _LONGEST_NAME:
        words = gap.measure
    return f"“{words}”" if words else ""


def _wrong_gap(
    ctx: Context, gap: Fact, first: Fact, second: Fact, reason: str, told: str = ""
) -> Iterator[Finding]:
    """Report a difference; ``told`` are the words behind it where these name it."""
    name = f"“{_STOP.split(told)[0]}”" if told else _name(gap)
    value = abs(base(first.quantity) - base(second.quantity))
    sides = (gap.quantity, first.quantity, second.quantity)
    for found in conflict(
        ctx, "N125", cite(gap), value,
        f"{said(first)}与{said(second)}相差{pointed(show_like(value, gap.quantity.unit, sides))}，"
        f"报告{name}写{pointed(said(gap))}",
        others=[cite(first), cite(second)],
    ):  # fmt: skip
        found.explanation = found.explanation or reason
        yield found
