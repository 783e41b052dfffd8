"""N: means of figures that are listed right before them: 32个、35个和38个，年均35个."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.checks.compare import add, add_spans, adds_up, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import NUMBERS, clause_of
from assistant.facts.slips import Mended, mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.quantity import Interval, Quantity

_PLAIN = re.compile(r"(?:(?<!加权)平均(?:为|得分|分|分数|分为|得分为)?|(?<![部平])均分为?)$")
_OF_TIME = re.compile(
    r"(?:(?P<many>[两二三四五六七八九十\d])(?:个?[年月季]度?|期)(?:来)?平均|(?P<of>[年月季期])度?(?:平?均)|平均每(?:个)?(?P<each>年|月|季度?|期))"
    r"(?:为|是|达|约为)?$"
)
_BY_TIME = re.compile(
    r"近[两二三四五六]年|(?:分别|依次|各)|逐[年月季期]|[一二三四]季度|20\d\d年?[、至到—–-]"
)
_EXTREMES = re.compile(r"最[高低多少大小长短][^。；]*$|不等[^。；]*$")
_STARTS = re.compile(r"[由从][^，。；、\d]{0,10}$")
"""A new list begins with what something rose from."""
_COUNTED = re.compile(r"(?:[两二三四五六七八九十\d][个项次类户家]|各|几)[^，。；、\d]{0,10}平均")
_WEIGHTED = re.compile("[均每]|单价|率")
_MONTHS = re.compile(r"[\d一二三四五六七八九十]月|[逐各分]月|期")
_FEW, _QUARTERS = 2, 4


def is_mean_of_list(mean: Fact) -> bool:
    """Tell whether a figure's words make it a mean of figures told before, not one of a total."""
    words = re.split("[，。；：、（）]", left_of(mean))[-1]
    return bool(_OF_TIME.search(words) or (_PLAIN.search(words) and "每" not in words))


def mean_of_list(ctx: Context, mean: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check a mean against the figures listed right before it, all of its unit."""
    timely = _OF_TIME.search(clause_of(mean))
    if timely and (not _BY_TIME.search(left_of(mean)) or significant(mean.quantity) < _FEW):
        return
    listed = _listed(mean, before)
    if len(listed) < _FEW or _EXTREMES.search(left_of(mean)):
        return
    if timely and not _fits_time(timely, listed):
        return
    ctx.look(mean.place)
    if _is_weighted(mean, listed):
        return  # a rate of the whole is weighted by what each is of, which isn't told
    if _is_mean(mean, listed):
        return
    value = _exact(mean, listed)
    added = "+".join(said(f) for f in listed)
    for found in conflict(
        ctx, "N119", cite(mean), value,
        f"（{added}）÷{len(listed)}={shown(value, mean.quantity)}，报告平均写{said(mean)}",
        others=[cite(f) for f in listed],
    ):  # fmt: skip
        found.explanation = found.explanation or _reason(ctx, mean, listed)
        yield found


def _listed(mean: Fact, before: list[Fact]) -> list[Fact]:
    """Return the figures of a mean's unit right before it; their own sum isn't one of them."""
    if before and before[-1].quote == mean.quote:
        unit = before[-1].quantity.unit
        if unit in ("个", "项") and unit != mean.quantity.unit:
            before = before[:-1]  # “三个项目平均99.62分”
    listed: list[Fact] = []
    for fact in reversed(before):
        if fact.quote != mean.quote or fact.quantity.unit != mean.quantity.unit:
            break
        listed.insert(0, fact)
        if _STARTS.search(clause_of(fact)):
            break
    if len(listed) > _FEW and adds_up([listed[-1].quantity, *(f.quantity for f in listed[:-1])]):
        listed = listed[:-1]
    return listed


def _fits_time(timely: re.Match[str], listed: list[Fact]) -> bool:
    """Tell whether so many figures are listed as there are years or quarters."""
    many = timely["many"]
    if many:
        return (int(many) if many.isdigit() else NUMBERS.get(many, 0)) == len(listed)
    word, left = timely["of"] or timely["each"], left_of(listed[0])
    if word[0] == "季":
        return len(listed) == _QUARTERS or bool(re.search("[前至到]?[三3]个?季度", left))
    return word[0] == "年" or bool(_MONTHS.search(left))


def _is_weighted(mean: Fact, listed: list[Fact]) -> bool:
    """Tell whether a mean lies between rates, or means, that it isn't said to count."""
    rates = mean.quantity.unit == "%" or _WEIGHTED.search(clause_of(listed[0]))
    values = [base(f.quantity) for f in listed]
    counted = _COUNTED.search(left_of(mean))
    return bool(rates) and not counted and min(values) <= base(mean.quantity) <= max(values)


def _is_mean(mean: Fact, listed: list[Fact]) -> bool:
    return _averages([mean.quantity, *(f.quantity for f in listed)])


def _exact(mean: Fact, listed: list[Fact]) -> Decimal:
    """Return the mean in base units, a little finer than those that it is of."""
    total, many = add([f.quantity for f in listed]), len(listed)
    scale = mean.quantity.scale
    if scale == 1 and (mean.quantity.precision or 1) <= 1:
        return Decimal(rounded(total / many))
    step = (mean.quantity.precision or Decimal(1)) * scale
    return (total / many / step).quantize(Decimal(1)) * step


def _reason(ctx: Context, mean: Fact, listed: list[Fact]) -> str:
    """Return the explanation that a mean is of some of the figures, or that one is miswritten."""
    for some, words in ((listed[1:], "后"), (listed[:-1], "前")):
        if len(some) > 1 and _is_mean(mean, some):
            return f"疑似只取了{words}{len(some)}个数。"
    figures = [mean.quantity, *(f.quantity for f in listed)]
    slips = [m for n in range(len(figures)) if (m := _slip(figures, n))]
    told = [m for m in slips if m.meant.value in ctx.once(_cells)] or slips
    return told[0].words(figures) if len(told) == 1 else ""


def _slip(figures: list[Quantity], which: int) -> Mended | None:
    """Return the slip of one of the figures that makes the mean come out."""

    def holds(tried: Sequence[Quantity]) -> bool:
        return _averages([*figures[:which], *tried, *figures[which + 1 :]])

    found = mend([figures[which]], holds)
    return found._replace(which=which) if found else None


def _cells(pack: Pack) -> set[Decimal]:
    """Return the numbers of the forms."""
    fields = (f for f in pack.fields() if isinstance(f, Quantity))
    return {f.value for f in fields if f.value is not None}


def _averages(figures: Sequence[Quantity]) -> bool:
    spans, many = add_spans(figures[1:]), Decimal(len(figures) - 1)
    return Interval(spans.low / many, spans.high / many).meets(figures[0].interval())
