"""N: a sentence that tells what there was, all that came and went, and what there is now."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_HINT = re.compile("年初|上年末|上年结|期初|原有|成本|年末|期末")
_CAME = re.compile(
    r"(?:追加|调增|增加|新增|新建|新购|新登记|纳入|收入|增拨|迁入|转入|调入|采购|接收|新入|入矫|招录|招聘|聘用|录用|选聘|返岗|补充|入库|购置|流入|增)[^，。；、\d]{0,10}$"
)
_WENT = re.compile(
    r"(?:调减|追减|核减|收回|减少|支出|处置|注销|销号|清退|退出|报废|核销|转出|调出|迁出|退休|辞职|离[岗职任队院校]|调离|[解辞]聘|辞退|亡故|去世|病故|出库|上缴|拆除|流出|使用|消化|化解|偿还|解除|期满|接种|调拨|发放|领用|配发|下发|发出|售出|出栏|剔[旧除]|下架|减)[^，。；、\d]{0,16}$"
)
_OTHER = re.compile("其中|占|比|较|均|每|同比|完成率|累计(?!结)|涉及|惠及|含")


class _Ledger(NamedTuple):
    """How a sentence calls what there was, what came and went, and what there is."""

    opening: re.Pattern[str]
    came: re.Pattern[str] | None
    went: re.Pattern[str]
    closing: re.Pattern[str]


_STOCK = _Ledger(
    re.compile(r"(?:(?<!比)(?<!较)(?:年初|上年末|上年底|期初|原有)[^，。；、\d]{0,12}|(?:连同|加上)?上年结[余转存][^，。；、\d]{0,4})$"),
    _CAME, _WENT,
    re.compile(r"(?:(?<!上)年末|期末|(?<!上)年底|调整后|累计结[余转存])[^，。；、\d]{0,12}$"),
)  # fmt: skip
_LOSS = _Ledger(
    re.compile(r"(?:成本|总支出|运行费用|支出合计)(?:为|是)?$"), None,
    re.compile(r"收入(?:为|是)?$"),
    re.compile(r"(?:亏损|收支缺口|资金缺口|经费缺口)额?(?:为|是)?$"),
)  # fmt: skip
_MOST = 6


@rule("N183", name="期末数与期初数加增减数不符", severity="warning", source="DOMAIN §8 增减")
def ledgers_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“年初57处，年内销号6处、新增4处，年末55处”“年初预算17529.6万元，追加1428.2万元，调减80万元，收回152.2万元，年末全年预算18725.6万元”“由年初3126亩减至1894亩，处置1487亩、新增255亩”“成本2418.56万元，票款收入612.33万元，其他收入38.5万元，亏损1767.73万元”，期末数应等于期初数加增加、减减少。

    为什么：一句话里期初、各项增减、期末都写全了，必须相符。
    举例：57处-6处+4处=55处，写成59处是把加减弄反了。
    怎样改：核对台账（预算调整文件）后更正。
    何时不报：期初、期末没有写全；中间有看不出增减的数；去掉其中一两项增减后相符（可能说的是别的事）。
    """
    hinted = sentences_with(ctx, _HINT)
    for row in ctx.whole_sentences if hinted else ():
        if len(row) < _FEWEST or not any(fact.quote in hinted for fact in row):
            continue
        for ledger in (_STOCK, _LOSS):
            told = _told(row, ledger)
            if told is not None:
                ctx.look(told[1].place)
                yield from _judged(ctx, *told)


_FEWEST = 4
_Moves = list[tuple[int, Fact]]


def _told(row: list[Fact], ledger: _Ledger) -> tuple[Fact, Fact, _Moves] | None:
    """Return opening, closing and the signed figures of a sentence that tells all of them."""
    opening = next((f for f in row if is_plain(f) and ledger.opening.search(clause_of(f))), None)
    if opening is None:
        return None
    own = [f for f in row if alike(f, opening)]
    if any(not f.quantity.known() or f.quantity.comparator != "=" for f in own):
        return None
    after = own[own.index(opening) + 1 :]
    if after and after[0].aspect == "change_to" and ledger is _STOCK:
        return _signed(opening, after[0], after[1 : _MOST + 1], ledger)
    closing = next((f for f in own if f is not opening and is_plain(f)
                    and ledger.closing.search(clause_of(f))), None)  # fmt: skip
    if closing is None:
        return None
    between = own[: own.index(closing)] if closing in after else after
    return _signed(opening, closing, [f for f in between if f is not opening], ledger)


def _signed(
    opening: Fact, closing: Fact, moves: list[Fact], ledger: _Ledger
) -> tuple[Fact, Fact, _Moves] | None:
    signed: _Moves = []
    for fact in moves:
        words = clause_of(fact)
        joined = "、" in left_of(fact)[-len(words) - 1 :]
        if _OTHER.search(words) or fact.aspect == "change_to":
            return None
        down, up = ledger.went.search(words), ledger.came and ledger.came.search(words)
        if down and up:
            down, up = (
                (down, None)
                if down.end(0) - down.start(0) < up.end(0) - up.start(0)
                else (None, up)
            )
        if not down and not up:
            if signed and closing.aspect == "change_to" and not joined:
                break
            return None
        signed.append((1 if up else -1, fact))
    both = len({sign for sign, _ in signed}) == 2 or ledger is _LOSS
    return (opening, closing, signed) if len(signed) >= 2 and both else None


def _sum(opening: Quantity, moves: _Moves) -> Interval:
    total = span(opening)
    for sign, fact in moves:
        each = span(fact.quantity)
        total = total + each if sign > 0 else total.minus(each)
    return total


def _judged(ctx: Context, opening: Fact, closing: Fact, moves: _Moves) -> Iterator[Finding]:
    wanted = closing.quantity.interval()
    fewest = max(1, len(moves) - 2)
    if any(_sum(opening.quantity, list(some)).meets(wanted)
           for size in range(fewest, len(moves) + 1) for some in combinations(moves, size)):  # fmt: skip
        return
    value = base(opening.quantity)
    for sign, fact in moves:
        value += sign * base(fact.quantity)
    if value <= 0:
        return
    signs = "".join(f"{'+' if sign > 0 else '-'}{said(fact)}" for sign, fact in moves)
    for found in conflict(
        ctx, "N183", cite(closing), value,
        f"{said(opening)}{signs}={shown(value, closing.quantity)}，报告“{spoken(closing)}”写{said(closing)}",
        others=[cite(opening), *(cite(fact) for _, fact in moves)],
    ):  # fmt: skip
        found.explanation = found.explanation or _slip(opening, closing, moves)
        yield found


def _slip(opening: Fact, closing: Fact, moves: _Moves) -> str:
    """Return the one slip that explains why a ledger doesn't close, "" where there is none."""
    figures = [closing.quantity, opening.quantity, *(fact.quantity for _, fact in moves)]

    def closes(tried: Sequence[Quantity]) -> bool:
        last, first, *rest = tried
        total = span(first)
        for (sign, _), each in zip(moves, rest, strict=True):
            total = total + span(each) if sign > 0 else total.minus(span(each))
        return total.meets(last.interval())

    mended = mend(figures, closes)
    return mended.words(figures) if mended and not mended.moved_point else ""
