"""N: figures told quarter by quarter, or up to dates, against halves, the year and each other."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.labels import rounded
from assistant.checks.mentions import cite, left_of, said, shown
from assistant.checks.narratives.in_a_row import NUMBERS, Row, alike, clause_of, is_plain, rows
from assistant.checks.narratives.lists_told import Listing, told_in_turn
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import slips
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Interval, Quantity

_CODE = "N189"
_HINT = re.compile("季度|月底|月末|上半年")
_FOUR = re.compile(r"(?:四个|各|一至四|1至4|1-4)季度")
_QUARTER = re.compile(r"(?<!前)第?(?P<turn>[一二三四])季度")
_MONTHS = re.compile(r"(\d{1,2})月[底末]")
_UP_TO = re.compile("累计|截[至止]")
_SPAN = re.compile(
    r"(?P<turn>前(?P<first>[两二三])(?:个)?季度|(?:第?[一二三四]、)?第?(?P<one>[一二三四])季度|(?P<half>[上下]半年)|(?P<year>全年))(?P<name>[^，。；、\d]{0,10})$"
)
_MANY = re.compile(
    "、[^，。；]*季度|[一二三四]至[一二三四]季度|均|每|[比较]|目标|计划|任务|占|上年|去年|预算"
)
_GROWTH = re.compile(
    r"(?:[比较]|环比)第?(?P<turn>[一二三四])季度(?P<way>增长|上升|提高|下降|减少|降低)$"
)
_SHARE = re.compile(r"占(?:比)?(?:全年)?[^，。；、\d]{0,8}$")
_FOURTH, _HALF = 4, 2


class _Year(NamedTuple):
    """What each quarter of the year is told to be, and the figures that tell it."""

    quarters: list[Interval]
    values: list[Decimal]
    told: list[Fact]
    ends: tuple[int, ...] = ()
    """The quarters up to whose ends the figures are sums; none where each is a quarter's own."""


@rule(_CODE, name="各季度数与半年、全年数不符", severity="warning", source="DOMAIN §8 合计")
def quarters_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“四个季度支出分别为a、b、c、d，上半年支出e，第四季度占p%，比第三季度增长q%”“截至6月底、9月底、12月底，累计支出分别为a、b、c，第四季度支出d”，上半年、全年应等于各季度之和，单季数应等于两个累计数之差，占比、环比应按各季度数算得出。

    为什么：各季度数写全了，半年、全年、单季和占比就都定了。
    举例：23506.31-16244.90=7261.41万元，第四季度写成7216.41万元不符。
    怎样改：按月报核对各季度数和累计数后更正。
    何时不报：四个季度没有写全；后面的数说的是别的事；写的是预算、计划或同比。
    """
    listed: dict[int, list[Listing]] | None = None
    for row in ctx.once(rows):
        if not _HINT.search(row.words) or len(row.plain) < _HALF:
            continue
        if listed is None:
            listed = {id(other): found for other, found in told_in_turn(ctx)}
        year = next(filter(None, map(_listed, listed.get(id(row), ()))), None) or _named(row)
        if year is not None:
            behind = _behind(ctx, year)
            found = [each for fact in behind for each in _judged(ctx, year, fact)]
            yield from (len(found) > 1 and _one_quarter(ctx, year, behind)) or found


def _one_quarter(ctx: Context, year: _Year, behind: list[Fact]) -> list[Finding]:
    """Return the one finding on a listed figure whose slip spoils all that is told of it."""
    for number, fact in enumerate(year.told):
        for value in slips(fact.quantity):
            meant = fact.model_copy(update={"quantity": _valued(fact.quantity, value)})
            told = [*year.told[:number], meant, *year.told[number + 1 :]]
            other = _of_sums(told, year.ends) if year.ends else _of_each(told)
            if other is None or any(True for f in behind for _ in _judged(ctx, other, f)):
                continue
            return list(conflict(
                ctx, _CODE, cite(fact), base(meant.quantity),
                f"按后文的半年数、单季数和占比推算，所列各期数中{said(fact)}应为{said(meant)}",
                others=[cite(f) for f in behind if any(True for _ in _judged(ctx, year, f))],
            ))  # fmt: skip
    return []


def _valued(quantity: Quantity, value: Decimal) -> Quantity:
    return quantity.model_copy(update={"value": value})


def _listed(listing: Listing) -> _Year | None:
    """Return the quarters that 分别为 tells, each or up to its end."""
    figures = listing.figures
    if not all(map(is_plain, figures)):
        return None
    ahead = left_of(figures[0])[-_REACH:]
    many = bool(_UP_TO.search(ahead))
    if len(figures) == _FOURTH and _FOUR.search(ahead):
        return _of_sums(figures, (1, 2, 3, 4)) if many else _of_each(figures)
    months = [int(m) for m in _MONTHS.findall(ahead)]
    if many and len(months) == len(figures) and months == sorted(set(months) & {3, 6, 9, 12}):
        return _of_sums(figures, tuple(m // 3 for m in months))
    return None


_REACH = 60


def _of_each(figures: list[Fact]) -> _Year:
    return _Year([span(f.quantity) for f in figures], [base(f.quantity) for f in figures], figures)


def _of_sums(figures: list[Fact], ends: tuple[int, ...]) -> _Year | None:
    """Return the quarters that sums up to the end of each tell; those not told stay unknown."""
    sums = dict(zip(ends, figures, strict=True))
    if any(base(a.quantity) > base(b.quantity) for a, b in pairwise(figures)):
        return None
    quarters, values = [], []
    for end in range(1, _FOURTH + 1):
        upto, before = sums.get(end), sums.get(end - 1)
        if upto is None or (before is None and end > 1):
            quarters.append(_UNKNOWN)
            values.append(Decimal(0))
            continue
        quarters.append(
            span(upto.quantity).minus(span(before.quantity)) if before else span(upto.quantity)
        )
        values.append(base(upto.quantity) - (base(before.quantity) if before else 0))
    return _Year(quarters, values, figures, ends)


_UNKNOWN = Interval(Decimal("-1e18"), Decimal("1e18"))
"""A quarter that isn't told may be anything: nothing is said of what it is part of."""


def _named(row: Row) -> _Year | None:
    """Return the quarters that are told by their names: 一季度a，二季度b，三季度c，四季度d."""
    told: dict[int, Fact] = {}
    for fact in row.plain:
        turn = _QUARTER.search(clause_of(fact))
        if turn is None or _MANY.search(clause_of(fact)):
            continue
        which = NUMBERS[turn["turn"]]
        if which != len(told) + 1 or (told and not alike(told[1], fact)):
            return None
        told[which] = fact
    return _of_each(list(told.values())) if len(told) == _FOURTH else None


def _behind(ctx: Context, year: _Year) -> list[Fact]:
    """Return the figures of the paragraph behind the first of the list, but for the list's own."""
    last, own = year.told[0], {fact.place for fact in year.told}
    paragraph = next((p for p in ctx.paragraphs if paragraph_of(p[0]) == paragraph_of(last)), [])
    at = next((n for n, f in enumerate(paragraph) if f is last), len(paragraph))
    return [fact for fact in paragraph[at + 1 :] if fact.place not in own]


def _judged(ctx: Context, year: _Year, fact: Fact) -> Iterator[Finding]:
    if fact.quantity.value is None or fact.quantity.comparator != "=":
        return
    if fact.aspect == "growth" and fact.quantity.unit == "%":
        yield from _growth(ctx, year, fact)
    elif fact.quantity.unit == "%":
        yield from _share(ctx, year, fact)
    elif is_plain(fact) and alike(fact, year.told[0]):
        yield from _amount(ctx, year, fact)


def _of(words: str) -> tuple[list[int], str]:
    """Return the quarters that words name, from 0, and how they are called; none is none."""
    found = _SPAN.search(words)
    if found is None or _MANY.search(found.group()):
        return [], ""
    if found["year"]:
        return [0, 1, 2, 3], found["turn"]
    if found["half"]:
        return ([0, 1] if found["half"] == "上半年" else [2, 3]), found["turn"]
    if found["first"]:
        return list(range(NUMBERS[found["first"]])), found["turn"]
    return [NUMBERS[found["one"]] - 1], found["turn"]


def _total(year: _Year, which: list[int]) -> tuple[Interval, Decimal]:
    reach, value = Interval(Decimal(0), Decimal(0)), Decimal(0)
    for number in which:
        reach, value = reach + year.quarters[number], value + year.values[number]
    return reach, value


def _amount(ctx: Context, year: _Year, fact: Fact) -> Iterator[Finding]:
    words = clause_of(fact)
    which, turn = _of(words)
    if not which or not _same_thing(year, words, turn):
        return
    ctx.look(fact.place)
    reach, value = _total(year, which)
    if reach.meets(span(fact.quantity)):
        return
    yield from conflict(
        ctx, _CODE, cite(fact), value,
        f"按所列各期数，{turn}应为{shown(value, fact.quantity)}，报告“{spoken(fact)}”写{said(fact)}",
        others=[cite(f) for f in year.told],
    )  # fmt: skip


_GENERAL = re.compile(r"(?:实际|累计|共计?|合计|总|各项)?(?:完成|实现|达到?|为|是|的|共计?|合计)*")


def _same_thing(year: _Year, words: str, turn: str) -> bool:
    """Tell whether a figure is of the thing that the quarters are told of: 上半年支出 of 支出."""
    ahead = left_of(year.told[0])[-_REACH:]
    name = words.rpartition(turn)[2].removesuffix("的").removesuffix("为")
    name = name[len(found.group()) :] if (found := _GENERAL.match(name)) else name
    return name in ahead


def _share(ctx: Context, year: _Year, fact: Fact) -> Iterator[Finding]:
    """Check “第四季度支出占29.11%” and “上半年支出e，占全年支出的46.76%”."""
    words = clause_of(fact)
    cut = _SHARE.search(words)
    which, turn = _of(words[: cut.start()] or _before(ctx, fact)) if cut else ([], "")
    if not which or len(which) == _FOURTH or (cut and re.search("预算|计划|任务", cut.group())):
        return
    own = words[: cut.start()] or _before(ctx, fact) if cut else ""
    whose = cut.group().removeprefix("占").removeprefix("比") if cut else ""
    if not _same_thing(year, own, turn) or not _same_thing(year, whose, "全年"):
        return
    part, whole = _total(year, which), _total(year, [0, 1, 2, 3])
    quotient = part[0].over(whole[0])
    if quotient is None or _UNKNOWN in year.quarters:
        return
    ctx.look(fact.place)
    if not quotient.times(HUNDRED).meets(fact.quantity.interval()):
        value = Decimal(rounded(part[1] / whole[1] * 100))
        yield from conflict(
            ctx, _CODE, cite(fact), value,
            f"按所列各季度数，{turn}占全年的{rounded(value)}%，报告写{said(fact)}",
            others=[cite(f) for f in year.told],
        )  # fmt: skip


def _before(ctx: Context, fact: Fact) -> str:
    """Return the words of the clause before, whose figure a bare 占 is of."""
    row = ctx.sentence_of[fact.place]
    at = next(n for n, f in enumerate(row) if f is fact)
    return clause_of(row[at - 1]) if at and row[at - 1].quote == fact.quote else ""


def _growth(ctx: Context, year: _Year, fact: Fact) -> Iterator[Finding]:
    """Check “第四季度……，比第三季度增长20.68%”."""
    told = _GROWTH.search(clause_of(fact))
    if told is None or "同比" in clause_of(fact):
        return
    old = NUMBERS[told["turn"]] - 1
    ahead = fact.quote.replace(" ", "").partition(told.group())[0]
    named = [NUMBERS[m["turn"]] - 1 for m in _QUARTER.finditer(ahead)]
    if not named or named[-1] == old:
        return
    one, other = year.quarters[named[-1]], year.quarters[old]
    change = one.minus(other).over(other)
    if change is None or _UNKNOWN in (one, other):
        return
    ctx.look(fact.place)
    values = year.values[named[-1]], year.values[old]
    if values[1] and not change.times(HUNDRED).meets(_signed(fact, told["way"])):
        value = abs((values[0] - values[1]) / values[1] * 100)
        yield from conflict(
            ctx, _CODE, cite(fact), Decimal(rounded(value)),
            f"按所列各季度数，比第{told['turn']}季度{'增长' if values[0] > values[1] else '下降'}{rounded(value)}%，报告写{told['way']}{said(fact)}",
            others=[cite(f) for f in year.told],
        )  # fmt: skip


def _signed(fact: Fact, way: str) -> Interval:
    told = fact.quantity.interval()
    down = way in ("下降", "减少", "降低")
    return Interval(Decimal(0), Decimal(0)).minus(told) if down else told
