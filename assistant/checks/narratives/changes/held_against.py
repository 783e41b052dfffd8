"""N: by what part a figure differs from one told beside it: a limit, the half-year before."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, said
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"[^，。；：、（）\d]{0,12}?(?:/[^，。；：、（）\d]{1,4}\d?)?"
_DOWN, _UP = "低|下降|减少|降低|少|压缩|缩短", "高|增加|增长|上升|提高|多"
_LIMIT = re.compile(
    rf"(?<![\d.])(?P<now>{_NUMBER})(?P<unit>{_UNIT})，[^，。；：、\d]{{0,4}}?[比较][^，。；：、\d]{{0,8}}?(?P<was>{_NUMBER})(?P<other>{_UNIT})"
    rf"的[一-龥]{{0,4}}(?:限值|标准|上限|下限|限额|目标值?|指标值|水平|均值|定额|基准值?|控制值)(?:(?P<down>{_DOWN})|{_UP})了?(?P<rate>{_NUMBER})%"
)
_THAN = re.compile(r"[比较](?![例重])[^，。；：、]{0,12}$")
_CHANGE = re.compile(rf"(?:的[^，。；：、\d]{{0,8}})?(?:(?P<down>{_DOWN})|{_UP})了?")
_TURNS = ("上半年下半年", "一季度二季度", "二季度三季度", "三季度四季度", "第一季度第二季度", "第二季度第三季度",
          "第三季度第四季度", "1季度2季度", "2季度3季度", "3季度4季度")  # fmt: skip
_PERIOD = re.compile(r"[上下]半年|第?[一二三四1-4]季度")


@rule("N175", name="高低幅度与对照的数不符", severity="warning", source="DOMAIN §8 增减")
def held_against(ctx: Context) -> Iterator[Finding]:
    """查什么：“排放浓度0.32毫克，比0.5毫克的限值低36%”“上半年28.31万元，下半年30.15万元，环比增长6.5%”“上半年收取1.37万元，全年较上年的3.25万元减少57.8%”，高低、增减的幅度应等于两数之差除以对照的数。

    为什么：常见的错误是把两数之比（占百分之几）当成了降低的幅度，或者除以变动后的数。
    举例：（0.5-0.32）÷0.5=36%，写成低64%，是把0.32÷0.5当成了降幅。
    怎样改：以对照的数（限值、上期数）为底数重新计算幅度。
    何时不报：同句另一个数与对照的数正好合这个幅度；前面的数与对照的数计量单位不同；高低的方向与两数不一致（另有规则核对）。
    """
    for row in ctx.once(rows):
        if "%" not in row.words or not re.search("[比较]", row.words):
            continue
        if "的" in row.words:
            for match in _LIMIT.finditer(row.words):
                yield from _against_limit(ctx, match, row)
        for number, rate in enumerate(row.figures):
            if rate.quantity.unit == "%" and number > 1 and rate.quantity.comparator == "=":
                yield from _turn(ctx, rate, row.figures[:number])
                yield from _taken_for_fall(ctx, rate, row.figures[:number])


def _against_limit(ctx: Context, match: re.Match[str], row: Row) -> Iterator[Finding]:
    """Check “0.32ngTEQ/m³，比0.5的限值低36%”: units that aren't known stand in the words."""
    if match["other"] and match["other"] != match["unit"]:
        return
    told = [f for f in row.figures if f.quantity.unit == "%" and _printed(f) == match["rate"]]
    limit, now = Interval(Decimal(match["was"]), Decimal(match["was"])), _around(match["now"])
    if not told or limit.low <= 0:
        return
    rate, down = told[0], bool(match["down"])
    ctx.look(rate.place)
    unit = re.escape(match["unit"])
    ahead = re.findall(rf"(?<![\d.])({_NUMBER}){unit}(?!\d)", row.words[: match.start("was")])
    fits = any(_is_change(rate, _around(each), limit, down) for each in ahead)
    value = _change(Decimal(match["now"]), Decimal(match["was"]), down)
    if fits or value <= 0 or _is_change(rate, now, limit, down):
        return
    value = value.quantize(rate.quantity.precision or Decimal(1))
    first, last = (match["was"], match["now"]) if down else (match["now"], match["was"])
    beside = [f for f in row.figures if _printed(f) in (match["now"], match["was"])]
    for found in conflict(
        ctx, "N175", cite(rate), value,
        f"（{first}-{last}）÷{match['was']}={value}%，报告写{said(rate)}",
        others=[cite(f) for f in beside[:2] if f is not rate],
    ):  # fmt: skip
        if _is_share(rate, now, limit):
            found.explanation = f"疑似把{match['now']}÷{match['was']}={said(rate)}当成了幅度。"
        yield found


def _turn(ctx: Context, rate: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check “上半年28.31万元，下半年30.15万元，下半年环比增长6.5%”."""
    if "环比" not in clause_of(rate):
        return
    was, now = before[-2:]
    periods = "".join(p[0] for f in (was, now) if (p := _PERIOD.findall(clause_of(f))))
    if periods not in _TURNS or not (is_plain(was) and is_plain(now) and alike(was, now)):
        return
    ctx.look(rate.place)
    down = rate.direction == "down"
    value = (
        _change(base(now.quantity), base(was.quantity), down) if base(was.quantity) else Decimal(0)
    )
    if value <= 0 or _is_change(rate, span(now.quantity), span(was.quantity), down):
        return
    yield from _conflict(ctx, rate, now, was, down, value)


def _taken_for_fall(ctx: Context, rate: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check “上半年1.37万元，全年较上年的3.25万元减少57.8%” where 42.2% is what is left."""
    was = before[-1]
    change = _CHANGE.fullmatch(between(was, rate)) if was.quote == rate.quote else None
    if change is None or not is_plain(was) or not _THAN.search(clause_of(was)):
        return
    of_kind = [f for f in before[:-1] if is_plain(f) and alike(f, was)]
    down, size = bool(change["down"]), span(was.quantity)
    if not of_kind or size.low <= 0:
        return
    ctx.look(rate.place)
    runs = (of_kind[at:] for at in range(len(of_kind)))
    sums = [add_spans([f.quantity for f in run]) for run in runs]  # both halves make the year
    if any(_is_change(rate, each, size, down) for each in (*map(_size, of_kind), *sums)):
        return
    for now in of_kind:
        value = _change(base(now.quantity), base(was.quantity), down)
        if value > 0 and _is_share(rate, span(now.quantity), size):
            for found in _conflict(ctx, rate, now, was, down, value):
                found.explanation = f"疑似把{said(now)}÷{said(was)}={said(rate)}当成了幅度。"
                yield found
            return


def _size(fact: Fact) -> Interval:
    return span(fact.quantity)


def _change(now: Decimal, was: Decimal, down: bool) -> Decimal:
    return (was - now if down else now - was) / was * 100


def _is_change(rate: Fact, now: Interval, was: Interval, down: bool) -> bool:
    apart = was.minus(now) if down else now.minus(was)
    return _is_share(rate, apart, was)


def _is_share(rate: Fact, part: Interval, whole: Interval) -> bool:
    quotient = part.over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(rate.quantity.interval())


def _around(number: str) -> Interval:
    """Return what a printed number can stand for, a whole one as it is."""
    value = Decimal(number)
    half = Decimal("0.5").scaleb(int(value.as_tuple().exponent)) if "." in number else Decimal(0)
    return Interval(value - half, value + half)


def _printed(fact: Fact) -> str:
    found = re.search(_NUMBER, fact.quantity.raw)
    return found.group() if found else ""


def _conflict(
    ctx: Context, rate: Fact, now: Fact, was: Fact, down: bool, value: Decimal
) -> Iterator[Finding]:
    first, last = (was, now) if down else (now, was)
    shown = rounded(
        value, max(-int((rate.quantity.precision or Decimal(1)).as_tuple().exponent), 0)
    )
    yield from conflict(
        ctx, "N175", cite(rate), Decimal(shown),
        f"（{said(first)}-{said(last)}）÷{said(was)}={shown}%，报告写{said(rate)}",
        others=[cite(now), cite(was)],
    )  # fmt: skip
