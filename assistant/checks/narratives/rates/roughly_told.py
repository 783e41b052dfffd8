"""N: rough shares and multiples in words (近五成, 四分之三, 翻一番, 2倍) against their two figures."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.checks.compare import base, span
from assistant.checks.context import Context
from assistant.checks.findings import finding
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import alike, clause_of, is_plain
from assistant.checks.narratives.rates.rough_words import Rough, rough_words
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Interval, plain

_ANY = re.compile("分之|[一二三四五六七八九]成|半|倍|番")
_CHANGED = re.compile(
    r"(?P<up>上涨|攀升|翻升|增长|增加|提高|提升|上升|扩大|增幅|增)|(?P<down>压降|缩小|收窄|削减|回落|减少|下降|降低|压减|压缩|缩短|缩减|降幅|减)"
)
_TO_VERB = re.compile(rf"(?:{_CHANGED.pattern})(?:了|达到?|为|幅度)?$")
_IS = re.compile(r"(?:是|为|相当于|达到?)[^，。；、]{0,12}$")
_ALL_OF = re.compile(r"共|总|全|合计")
_SHARE_OF = re.compile(r"占(?:比)?(?:总数|全部|总量|总额|其中)?的?(?:比例)?(?:达到?|为)?$")


class _Two(NamedTuple):
    """Two figures whose quotient is told: the part (or what is now) and the whole (or what was)."""

    part: Fact
    whole: Fact


@rule("N165", name="几成、几分之几、几倍与两数不符", severity="warning", source="DOMAIN §8 比率")
def roughly_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“完成54座，占总数72座的四分之三”“由48处减少到12处，减少四分之三”“96场，是上年48场的2倍”“观众12.6万人次，同比翻了一番，上年6.3万人次”“不足总数215个的九成”“近四成”“一半以上”，文字说的份额和倍数应与两数之比大致相符。

    为什么：份额、倍数由两个数算出，写得再粗也不能相反。
    举例：48处减到12处是减少四分之三，写成减少三分之二不符。
    怎样改：按两个数改正文字，或写明百分比。
    何时不报：同句没有两个数；“近”“约”“以上”“不足”所许可的范围之内；“增长几倍”按两种算法有一种相符；看不出说的是哪两个数。
    """
    for group in ctx.paragraphs:
        quotes = dict.fromkeys(fact.quote for fact in group)
        for quote in quotes:
            text = squeeze(quote)
            if not _ANY.search(text):
                continue
            row = [f for f in group if f.quote == quote and is_plain(f)]
            for rough in rough_words(text):
                yield from _judge(ctx, rough, text, row, group)


def _judge(
    ctx: Context, rough: Rough, text: str, row: list[Fact], group: list[Fact]
) -> Iterator[Finding]:
    ahead = text[: rough.start]
    verb = _TO_VERB.search(ahead)
    whole = next((f for f in row if ahead == f"{left_of(f)}{f.quantity.text}的"), None)
    named = _NAMED.search(ahead) if whole is None else None
    if named:
        yield from _of_named(ctx, rough, named, row)
    elif whole is not None:
        yield from _of_whole(ctx, rough, whole, row)
    elif verb or (rough.kind == "times" and "番" in rough.words):
        yield from _changed(ctx, rough, _up(verb), row, ahead)
    elif rough.kind == "share":
        yield from _of_all(ctx, rough, ahead, row, [f for f in group if is_plain(f)])


def _up(verb: re.Match[str] | None) -> bool:
    return verb is None or bool(verb["up"])


def _of_whole(ctx: Context, rough: Rough, whole: Fact, row: list[Fact]) -> Iterator[Finding]:
    """Check “54座，占总数72座的四分之三”, “96场，是上年48场的2倍”."""
    parts = [f for f in row[: row.index(whole)] if alike(f, whole)]
    told = re.search(r"(近|将近|接近|不足|不到|超过?|逾|约)[^，。；、\d]{0,12}$", clause_of(whole))
    if told:  # “不足总数215个的九成”
        again = next(rough_words(f"{told[1]}{rough.words}"), rough)
        rough = rough._replace(words=f"{told[1]}{rough.words}", allowed=again.allowed)
    pairs = [_Two(part, whole) for part in reversed(parts) if base(whole.quantity)]
    if pairs:
        ctx.look(whole.place)
    if not any(_fits(rough.allowed, *pair) for pair in pairs):
        yield from _wrong(ctx, rough, pairs[:1], "÷")


_NAMED = re.compile(
    r"(?P<part>[^，。；：、（）\d]{2,8}?)(?:是|为|相当于|达到?|占)(?P<whole>[^，。；：、（）\d]{2,8})的$"
)


def _of_named(
    ctx: Context, rough: Rough, named: re.Match[str], row: list[Fact]
) -> Iterator[Finding]:
    """Check “出口6.3亿元、进口2.1亿元，出口是进口的3倍”: both are named again."""
    part, whole = (
        [f for f in row if f.measure.endswith(named[name])] for name in ("part", "whole")
    )
    if len(part) == len(whole) == 1 and alike(part[0], whole[0]) and base(whole[0].quantity):
        ctx.look(part[0].place)
        if not _fits(rough.allowed, part[0], whole[0]):
            yield from _wrong(ctx, rough, [_Two(part[0], whole[0])], "÷")


def _changed(
    ctx: Context, rough: Rough, up: bool, row: list[Fact], ahead: str
) -> Iterator[Finding]:
    """Check “由48处减少到12处，减少四分之三”, “同比翻了一番，上年为6.3万人次”."""
    before = [f for f in row if len(left_of(f)) < len(ahead)]
    pairs = [p for p in _then_and_now(row) if base(p.whole.quantity)
             and not (p.part in before and p.whole in before and before[-1] not in p)]  # fmt: skip
    if not pairs:
        return
    ctx.look(pairs[0].part.place)
    allowed = [rough.allowed]
    if rough.kind == "times" and "番" not in rough.words:  # 增长2倍 is 3倍, to many only 2倍
        allowed.append(Interval(rough.allowed.low + 1, rough.allowed.high + 1))
    if rough.kind == "times":
        good = any(_fits(each, *pair) for each in allowed for pair in pairs)
        yield from () if good else _wrong(ctx, rough, pairs[:1], "÷")
        return
    one = Interval(Decimal(1), Decimal(1))
    for pair in pairs:
        quotient = span(pair.part.quantity).over(span(pair.whole.quantity))
        change = None if quotient is None else (quotient.minus(one) if up else one.minus(quotient))
        if change is None or change.meets(rough.allowed):
            return
    if len(pairs) == 1:
        yield from _wrong(ctx, rough, pairs, "增" if up else "减")


def _then_and_now(row: list[Fact]) -> list[_Two]:
    """Return the figures of a sentence that are one thing then and now."""
    found: list[_Two] = []
    for number, new in enumerate(row):
        for old in row[:number]:
            if not alike(old, new):
                continue
            if new.aspect == "change_to" and re.search(r"[由从][^，。；、\d]{0,8}$", left_of(old)):
                found.append(_Two(new, old))
            elif old.period and new.period and old.period != new.period:
                found.append(_Two(*sorted((old, new), key=lambda f: f.period, reverse=True)))
    return found


def _of_all(
    ctx: Context, rough: Rough, ahead: str, row: list[Fact], group: list[Fact]
) -> Iterator[Finding]:
    """Check “东片46处，占三分之一”, “寄宿生924人……寄宿生超过半数”: the part is named or just told."""
    clause = re.split(r"[，。；：、（]", ahead)[-1]
    before = [f for f in row if len(left_of(f)) < len(ahead)]
    if _SHARE_OF.fullmatch(clause):
        parts = [
            f
            for f in before[-1:]
            if re.fullmatch(r"[^，。；、\d]{0,6}[，（]", _gap(f, ahead, clause))
        ]
    else:
        name = _SHARE_OF.sub("", clause)
        parts = [f for f in before if len(name) > 1 and f.measure.endswith(name)]
    if len(parts) != 1:
        return
    part = parts[0]
    larger = [f for f in group if alike(f, part) and base(f.quantity) > base(part.quantity)]
    wholes = [f for f in larger if _ALL_OF.search(clause_of(f)) and f.period == part.period]
    if len(wholes) != 1:
        return
    ctx.look(part.place)
    if not any(_fits(rough.allowed, part, whole) for whole in larger):
        yield from _wrong(ctx, rough, [_Two(part, wholes[0])], "÷")


def _gap(fact: Fact, ahead: str, clause: str) -> str:
    return ahead[len(left_of(fact)) + len(fact.quantity.text) : len(ahead) - len(clause)]


def _fits(allowed: Interval, part: Fact, whole: Fact) -> bool:
    quotient = span(part.quantity).over(span(whole.quantity))
    return quotient is not None and quotient.meets(allowed)


def _wrong(ctx: Context, rough: Rough, pairs: list[_Two], sign: str) -> Iterator[Finding]:
    for part, whole in pairs:
        now, was = base(part.quantity), base(whole.quantity)
        if rough.kind == "times":
            value = f"{plain((now / was).quantize(Decimal('0.01')))}倍"
            words = f"{said(part)}是{said(whole)}的{value}"
        elif sign == "÷":
            value = f"{plain((now / was * 100).quantize(Decimal('0.1')))}%"
            words = f"{said(part)}÷{said(whole)}={value}"
        else:
            rise = (now - was) / was * 100
            value = f"{plain(abs(rise).quantize(Decimal('0.1')))}%"
            words = f"{said(whole)}到{said(part)}{'增加' if rise > 0 else '减少'}{value}"
        yield finding(
            ctx, "N165", part.place, f"{words}，报告写“{rough.words}”，两者不符。",
            items=[cite(part), cite(whole)], found=rough.words, expected=value, clerical=True,
        )  # fmt: skip
