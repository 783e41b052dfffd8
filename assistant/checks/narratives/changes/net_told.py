"""N: differences that one word names with its two sides: 净值, 净流入, 余款, 净增."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict, finding
from assistant.checks.mentions import cite, said, shown
from assistant.checks.narratives.goals.over_targets import over_targets
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_HINT = re.compile("净|余|结转|差额|相差|缺口|亏损|利润|剩|欠")


class _Net(NamedTuple):
    """What a difference is called, and its two sides: the larger, or what came, and the other."""

    name: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]


_IN = "新增|新登记|新建|新入|新纳入|纳入|增加|招聘|招录|引进|调入|转入|流入|购置|新购|补充|注册|登记|入驻|迁入|入库|发展"
_OUT = "注销|清退|退出|减少|调出|转出|流出|退休|辞职|离职|报废|处置|拆除|迁出|销号|关停|淘汰|核销|撤销|死亡|出库|取消|移出"
_NETS = (
    _Net(re.compile("净值(?:为|是)?$"), re.compile("原值"), re.compile("折旧|摊销")),
    _Net(re.compile("净流入(?:了|为)?$"), re.compile("流入"), re.compile("流出")),
    _Net(re.compile("净流出(?:了|为)?$"), re.compile("流出"), re.compile("流入")),
    _Net(re.compile("净增[加长]?(?:了|为)?$"), re.compile(_IN), re.compile(_OUT)),
    _Net(re.compile("净减少?(?:了|为)?$"), re.compile(_OUT), re.compile(_IN)),
    _Net(
        re.compile("(?:余款?|余额|尚?余|剩余|剩余?款?|未付|尚欠|欠付|待付|结转|结余|结存)(?:资金|款项|金额)?(?:为|的|有|了)?$"),
        re.compile("合同价|合同|应付|应结算|应支付|应拨|应发|现有|共有|总价|下达|安排|核定|总量|收入|到位|应兑付|库存|采购"),
        re.compile("已付|支付|已售|已用|已拨|拨付|支出|使用|发放|已发|售出|用于|兑付|消耗|付|售|结算"),
    ),
    _Net(re.compile("(?:差额|相差|缺口|差距)(?:为|是)?$"), re.compile("规模|计划|任务|目标|应|需|核定|定额"), re.compile("实际|完成|现有|已|库存")),
)  # fmt: skip
_BEFORE = re.compile("(?<!比)(?<!较)(?:上年|去年|年初|期初)")
_EACH = re.compile("[均单]价|均|每|标准")
_BASIS = re.compile("上年|去年|累计结|年初|连同|加上|含|其他|利息|上缴|收回|调[增减整]|扣|另")


@rule("N182", name="净值、余款、净增等差数与两边不符", severity="warning", source="DOMAIN §8 增减")
def net_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“原值6238.4万元，累计折旧2471.9万元，净值3766.5万元”“合同价58.8万元，已支付35.28万元，余款23.52万元”“当年新增14家、注销19家，净减5家”，净值、净流入、净增、余款、差额应等于两边之差，方向也要对；“签约12583人，超目标583人”，应与自评表中该指标的指标值相符。

    为什么：名称已经说明是哪两个数相减。
    举例：58.8万元-35.28万元=23.52万元，写成余款25.32万元不符；新增14家、注销19家是净减，写成净增不符。
    怎样改：核对三个数后更正。
    何时不报：两边的数没有写全，或另有上年结转、利息、调整等；同句有两个数的差正好相符；余款两边各有几个数。
    """
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        if len(row) < _FEWEST or not any(fact.quote in hinted for fact in row):
            continue
        for number, gap in enumerate(row):
            if gap.quantity.known() and gap.quantity.comparator == "=" and gap.quantity.unit != "%":
                yield from _gap(ctx, gap, row, number)
    yield from over_targets(ctx)


_FEWEST, _SIDES = 3, 2


_CAME, _WENT = re.compile(f"{_IN}|投放"), re.compile(f"{_OUT}|收回|偿还|归还")


def came_and_went(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Tell whether two figures are what came and what went of a rise or fall, no parts of it."""
    if len(parts) != _SIDES or not re.search("[增减]", clause_of(whole)):
        return False
    words = [clause_of(part)[-12:] for part in parts]
    went = [bool(_WENT.search(word)) for word in words]
    came = [bool(_CAME.search(word)) for word in words]
    return (came[0] and went[1]) or (went[0] and came[1])


def _gap(ctx: Context, gap: Fact, row: list[Fact], number: int) -> Iterator[Finding]:
    clause = clause_of(gap)
    if _BEFORE.search(clause):
        return
    net = next((n for n in _NETS if n.name.search(clause)), None)
    if net is None or re.search("[比较].*$|均|每", clause):
        net = net if net is not None and "净" in clause and "均" not in clause else None
    if net is None:
        return
    ahead = [
        f for f in row[:number] if is_plain(f) and alike(f, gap) and not _EACH.search(clause_of(f))
    ]
    behind = [f for f in row[number + 1 :] if is_plain(f) and alike(f, gap)]
    if (
        "净" in clause
        and not _sides(net, ahead)
        and re.match("，?其中|，?[^，]{0,4}：", _behind(gap))
    ):
        ahead = behind
    sides = _sides(net, ahead)
    if sides is None:
        return
    more, less = sides
    ctx.look(gap.place)
    if _any_differs(gap, [f for f in row if f is not gap and is_plain(f) and alike(f, gap)]):
        yield from _turned(ctx, gap, more, less)
        return
    yield from _wrong(ctx, gap, more, less, sure="净" in clause)


def _behind(fact: Fact) -> str:
    return fact.quote.replace(" ", "").rpartition(fact.quantity.text)[2]


def _sides(net: _Net, facts: list[Fact]) -> tuple[Fact, Fact] | None:
    """Return the last two figures where the one is the larger side and the other the smaller."""
    if len(facts) < 2:
        return None
    words = [clause_of(f)[-12:] for f in facts]
    if any(_BASIS.search(w) for w in words[-3:]):
        return None
    kinds = [
        "less"
        if net.less.search(w) and not re.search("[应]|合同", w)
        else "more"
        if net.more.search(w)
        else ""
        for w in words
    ]
    if sorted(kinds[-2:]) != ["less", "more"] or (
        len(kinds) > 2 and kinds[-3] in ("less", "more") and "净" not in net.name.pattern
    ):
        return None
    first, second = facts[-2:]
    return (first, second) if kinds[-2] == "more" else (second, first)


def _any_differs(gap: Fact, facts: list[Fact]) -> bool:
    wanted = gap.quantity.interval()
    sides = [span(f.quantity) for f in facts]
    return any(
        a.minus(b).meets(wanted) for a in sides for b in sides if a is not b
    ) or any(
        a.minus(b).minus(c).meets(wanted) or (a + b).minus(c).meets(wanted)
        for i, a in enumerate(sides) for j, b in enumerate(sides) for k, c in enumerate(sides)
        if len({i, j, k}) == 3 and len(sides) <= 6
    )  # fmt: skip


def _turned(ctx: Context, gap: Fact, more: Fact, less: Fact) -> Iterator[Finding]:
    """Tell of 净增 where more went than came, and the reverse."""
    clause = clause_of(gap)
    word = re.search("净[增减流][加少入出]?", clause)
    apart = base(more.quantity) - base(less.quantity)
    if word is None or apart >= 0 or -apart != base(gap.quantity):
        return
    turn = str.maketrans("增加减少入出", "减少增加出入")
    right = word.group().translate(turn)
    yield finding(
        ctx, "N182", gap.place,
        f"“{spoken(more)}”{said(more)}，“{spoken(less)}”{said(less)}，应为{right}{said(gap)}，"
        f"报告写{word.group()}{said(gap)}，方向相反。",
        items=[cite(gap), cite(more), cite(less)], found=word.group() + said(gap),
        expected=right + said(gap), clerical=True,
    )  # fmt: skip


def _differ(figures: Sequence[Quantity]) -> bool:
    gap, more, less = figures
    return span(more).minus(span(less)).meets(gap.interval())


def _wrong(ctx: Context, gap: Fact, more: Fact, less: Fact, *, sure: bool) -> Iterator[Finding]:
    figures = [gap.quantity, more.quantity, less.quantity]
    mended = mend(figures, _differ, short=True)
    value = base(more.quantity) - base(less.quantity)
    if value <= 0 or (mended is None and not sure):
        return
    for found in conflict(
        ctx, "N182", cite(gap), value,
        f"{said(more)}-{said(less)}={shown(value, gap.quantity)}，报告“{_word(gap)}”写{said(gap)}",
        others=[cite(more), cite(less)],
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(figures) if mended else "")
        yield found


def _word(gap: Fact) -> str:
    return clause_of(gap)[-6:] or gap.measure
