"""Figures of reports found by what they measure: the prose side of cross-form rules."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.checks.context import Context
from assistant.checks.findings import Item
from assistant.checks.grouping import in_report as in_report
from assistant.checks.grouping import paragraph_of
from assistant.checks.grouping import paragraphs as paragraphs
from assistant.checks.grouping import sentences as sentences
from assistant.checks.labels import show_like, written
from assistant.checks.project_names import hinted, of_section
from assistant.checks.project_names import stems as _stems
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import MONEY_UNITS, Interval, Quantity


def this_year(fact: Fact, pack: Pack) -> bool:
    """Tell whether a figure speaks of the pack's own year."""
    return not fact.period or pack.year is None or fact.period == str(pack.year)


def plainly_this_year(fact: Fact, pack: Pack) -> bool:
    """Tell whether a figure speaks of the pack's own year, and is no bound or estimate."""
    return this_year(fact, pack) and fact.quantity.comparator == "="


def money(pack: Pack, facts: list[Fact], measure: re.Pattern[str]) -> Iterator[Fact]:
    """Yield this year's amounts whose measure fits."""
    for fact in facts:
        name, quantity = fact.measure, fact.quantity
        if (
            quantity.unit in MONEY_UNITS
            and fact.aspect == "value"
            and quantity.comparator == "="
            and this_year(fact, pack)
            and not ("均" in name or "每" in name)
            and (measure.search(name) or measure.search(core_measure(name)))
            and not in_list_of_rest(fact)
        ):
            yield fact


NOT_SPENT = re.compile(
    r"结余|节余|剩余|结转|节约|节省|缺口|未(?:执行|支付|支出|使用|拨付|形成)|追加|调[增减整]|核[减增]|压减|收回|上缴|"
    r"[比较][^，。；]{0,10}(?:增加|减少|多|少|下降|增长)"
)
"""Words of what was left over, added or taken back: its parts are no spending themselves."""
_ADDED = re.compile(
    r"(?<![增参附施])加的|(?:又|后来|陆续|年中|再)加(?![固强装快工大密])|增[加拨](?:的|预算|资金|额度|了)?$"
    r"|新增(?:的?预算|额度)"
)
"""Words of what was added, as people say them; elsewhere they may be of anything."""
_LISTED = re.compile(
    r"([^，。；：\d]{1,16})[\d.,]+(?:万|亿)?元[^。；\d]{0,8}(?:其中|(?:分别|具体|主要)[为是有]|包括|构成|[里中]，|：)[^。；]*$"
)


def in_list_of_rest(fact: Fact) -> bool:
    """Tell whether an amount is listed as a part of what was left over, saved or added."""
    left = left_of(fact)
    opened = _LISTED.search(left) if "元" in left else None
    return opened is not None and bool(NOT_SPENT.search(opened[1]) or _ADDED.search(opened[1]))


_ONLY_AMOUNT = re.compile(r"(?:实际)?(?:决算|合计|总额|金额)?数?$")


def core_measure(measure: str) -> str:
    """Return what an amount is of, without words that only say it is one: 基本支出决算."""
    return _ONLY_AMOUNT.sub("", measure)


def first_money(pack: Pack, facts: list[Fact], measure: re.Pattern[str]) -> Fact | None:
    """Return the first amount whose measure fits, if any."""
    return next(money(pack, facts, measure), None)


def cite(fact: Fact) -> Item:
    """Return a prose figure as one side of a finding."""
    return Item(f"报告“{spoken(fact)}”", fact.quantity, fact.quote)


def said(fact: Fact) -> str:
    """Return a figure as a message shows it."""
    if fact.quantity.value is None:
        return fact.quantity.raw
    return written(fact.quantity)


def shown(value: Decimal, like: Quantity) -> str:
    """Return a value in base units as a figure like it is printed: 2.8万亩 beside 2.5万亩."""
    return pointed(show_like(value, like.unit, [like]))


def pointed(words: str) -> str:
    """Return an amount as readers say it: 1.4个百分点."""
    return re.sub(r"(?<!个)百分点$", "个百分点", words)


def named_tables(ctx: Context, quote: str) -> list[IndicatorTable]:
    """Return the project tables whose project a sentence names.

    The end of a long name will do, and before 项目 any part that only one name has.
    """
    known = ctx.named.get(quote)
    if known is None:
        known = ctx.named[quote] = _named_tables(ctx, quote)
    return known


_PROJECT = re.compile(r"([一-龥]{2,10})项目")


def _named_tables(ctx: Context, quote: str) -> list[IndicatorTable]:
    words, stems = squeeze(quote), ctx.once(_stems)
    short = {p for word in _PROJECT.findall(words) if (p := _only_holder(word, stems))}
    return [t for t in ctx.pack.projects if t.place in short or _is_named(stems[t.place], words)]


def told_of_project(ctx: Context, fact: Fact) -> list[IndicatorTable]:
    """Return the project tables that a figure of the overall report is told of.

    The sentence names the project, or the section's title does; among the problems and
    measures also a sentence before it.
    """
    known = ctx.told_of.get(fact.place)
    if known is None:
        known = ctx.told_of[fact.place] = _told_of(ctx, fact)
    return known


_OF_PROBLEMS = re.compile(r"问题|不足|改进|措施|偏离|偏差")


def _told_of(ctx: Context, fact: Fact) -> list[IndicatorTable]:
    titles = fact.place.split("@")[0]
    named = named_tables(ctx, fact.quote) or named_tables(ctx, titles)
    headed = None if named else of_section(ctx, titles)
    if headed is not None:
        return [headed]
    if named or not _OF_PROBLEMS.search(titles) or _ITEM.match(squeeze(fact.quote)):
        return named
    for other in ctx.once(_by_paragraph).get(titles, ()):
        if other.quote != fact.quote:
            named = named_tables(ctx, other.quote) or named
        elif other.place == fact.place:
            break
    own = hinted(ctx, fact.quote)
    return named if not own or any(table in own for table in named) else []


_ITEM = re.compile(r"[（(]?[一二三四五六七八九\d]{1,2}(?:是|[）).、．](?!\d))")
"""How another item of a list begins: what was told before is of the item before."""


def told_of_table(ctx: Context, table: IndicatorTable) -> list[Fact]:
    """Return the figures of a table's report, or of the overall report's section on its project."""
    report = ctx.report_of(table)
    if report is not None or table.kind == "overall":
        return ctx.figures_of(report)
    facts = ctx.figures_of(ctx.pack.overall_report)
    return [
        fact for fact in facts
        if told_of_project(ctx, fact) == [table] and headed_by(ctx, fact) is table
    ]  # fmt: skip


def headed_by(ctx: Context, fact: Fact) -> IndicatorTable | None:
    """Return the one project that a figure's section, not only its sentence, is of."""
    place = fact.place.partition("@")[0]
    named = named_tables(ctx, place)
    return named[0] if len(named) == 1 else of_section(ctx, place)


def _by_paragraph(pack: Pack) -> dict[Place, list[Fact]]:
    """Return the figures of each paragraph by its place."""
    return {paragraph_of(group[0]): group for group in paragraphs(pack)}


def _is_named(stem: str, words: str) -> bool:
    return len(stem) >= 4 and (stem in words or (len(stem) >= 6 and stem[-6:] in words))


def _only_holder(word: str, stems: dict[Place, str]) -> Place | None:
    """Return the one project whose name holds the words before 项目, or their longest end."""
    for start in range(len(word) - 1):
        holders = [place for place, stem in stems.items() if word[start:] in stem]
        if holders:
            return holders[0] if len(holders) == 1 else None
    return None


def left_of(fact: Fact) -> str:
    """Return the words of the sentence before a figure, without white space."""
    return _split(fact.quote, fact.quantity.raw, fact.place)[0]


def right_of(fact: Fact) -> str:
    """Return the words of the sentence after a figure, without white space."""
    return _split(fact.quote, fact.quantity.raw, fact.place)[1]


def said_of(ctx: Context, fact: Fact) -> str:
    """Return the words of the sentence before a figure, and what an open bracket belongs to.

    “项目支出结余145.20万元（预算3,700.00；支出3,554.80；执行率96.08%）”: ； divides within it.
    """
    left, row = left_of(fact), ctx.sentence_of.get(fact.place, [])
    if _open(left) or fact.quote.count("）") > fact.quote.count("（"):
        earlier = dict.fromkeys(f.quote for f in row[: row.index(fact)] if f.quote != fact.quote)
        words = "".join(map(squeeze, earlier))
        return words + left if _open(words) else left
    return left


def _open(words: str) -> bool:
    return words.rfind("（") > words.rfind("）")


def _nth(place: Place) -> int:
    """Return the how-manieth of its print in its paragraph a figure is: places end in #2, #3."""
    number = place.rpartition("@")[2].partition("#")[2]
    return int(number) if number.isdigit() else 1


@lru_cache(maxsize=4096)
def _split(quote: str, figure: str, place: Place) -> tuple[str, str]:
    """Return a sentence's words before and after a figure: 5场 doesn't stand in 15场.

    Of the same print twice in a sentence the one that its place counts is meant, or the last.
    """
    nth = _nth(place)
    words, printed = squeeze(quote), squeeze(figure)
    starts = [m.start() for m in re.finditer(rf"(?<![\d.])(?<!\d,){re.escape(printed)}", words)]
    start = starts[min(nth, len(starts)) - 1] if starts else len(words)
    return words[:start], words[start + len(printed) :]


def called(pack: Pack, fact: Fact) -> str:
    """Return what a message calls a figure: its measure, with the matter it belongs to."""
    subject = fact.subject
    if not subject or subject.endswith(pack.unit.text) or pack.unit.text.endswith(subject):
        return spoken(fact)
    return f"{subject}·{spoken(fact)}"


REACH = 4
"""How many earlier figures of a paragraph an operand is looked for among."""


def is_exact(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount of something."""
    quantity = fact.quantity
    return (
        fact.aspect == "value" and quantity.comparator == "="
        and bool(quantity.unit) and quantity.value is not None
    )  # fmt: skip


def is_amount(fact: Fact) -> bool:
    """Tell whether a figure is an exact amount, or what something grew or fell to."""
    return is_exact(fact) or (fact.aspect == "change_to" and fact.quantity.known())


_WAN = Decimal(10_000)
_FINER = {
    ("吨", "公斤"): Decimal(1000), ("吨", "千克"): Decimal(1000), ("吨", "斤"): Decimal(2000),
    ("公里", "米"): Decimal(1000), ("小时", "分钟"): Decimal(60),
}  # fmt: skip
"""How many of a finer unit one of a coarser is."""


def without_wan(fact: Fact, other: Fact) -> Fact:
    """Return a figure in the unit of another: 35.6万人次 as 356000人次 beside 1119人次."""
    quantity, unit = fact.quantity, other.quantity.unit
    factor = _WAN if quantity.unit == f"万{unit}" else _FINER.get((quantity.unit, unit))
    if quantity.value is None or factor is None or fact is other or quantity.dimension == "元":
        return fact
    finer = {"value": quantity.value * factor, "unit": unit,
             "precision": (quantity.precision or Decimal(1)) * factor}  # fmt: skip
    return fact.model_copy(update={"quantity": quantity.model_copy(update=finer)})


def own_pair(fact: Fact, facts: list[Fact]) -> bool:
    """Tell whether two amounts of the same sentence give the rate: it is theirs."""
    before = [f for f in facts if f.quote == fact.quote and f.quantity.unit in MONEY_UNITS]
    pairs = ((a, b) for a in before for b in before if a is not b and b.quantity.base)
    hundred = Interval(Decimal(100), Decimal(100))
    quotients = (a.quantity.interval().over(b.quantity.interval()) for a, b in pairs)
    return any(
        q is not None and q.times(hundred).meets(fact.quantity.interval()) for q in quotients
    )
