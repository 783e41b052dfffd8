"""N: what there was, what came and went, and what there is now."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import HUNDRED, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, is_exact, left_of, said, without_wan
from assistant.checks.narratives.in_a_row import sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Interval, Quantity, zero

_OUT = re.compile(
    r"剔除|剔旧|清退|销号|处置|领用|调拨|报废|核销|淘汰|减少|退出|拆除|注销|转出|下架|退役|解除|期满|出院|毕业|离职|退休|死亡|去世|调出"
)
_MOST = 4


@rule("N135", name="期末数与期初数加减变动数不符", severity="warning", source="DOMAIN §8 增减")
def stocks(ctx: Context) -> Iterator[Finding]:
    """查什么：“新购图书6200册……剔除旧书1400册，馆藏由上年末的18.14万册增加到18.62万册”，期末数应等于期初数加新增、减剔除。

    为什么：期初、变动和期末互相决定。
    举例：18.14万册加6200册减1400册应为18.62万册，写成18.26万册不符。
    怎样改：核对台账后更正。
    何时不报：同段没有写变动数，或变动数说的不是这件事；增减额已由前后两数直接写明；看不出是哪个数笔误。
    """
    parts = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    opened, ended = (sentences_with(ctx, words) for words in (_START, _END))
    for group in ctx.paragraphs:
        beside = [
            (old, new) for old, new in pairwise(group)
            if _from_to(old, new) or (new.quote in ended and _ended(new))
        ]  # fmt: skip
        begun = [f for f in group if f.quote in opened]
        for old, new in [*beside, *_start_and_end(begun)]:
            flows = _flows(group, old, new, parts)
            if (
                not flows
                or significant(new.quantity) < (2 if _both_ways(flows) and _opened(old) else 3)
                or not (_opened(old) or _both_ways(flows) or _newly_added(flows, old, new))
            ):
                continue
            ctx.look(new.place)
            yield from _stock(ctx, old, new, flows)


_ADDED = re.compile(r"新增[^，。；、\d]{2,6}$")


def _newly_added(flows: list[Fact], old: Fact, new: Fact) -> bool:
    """Tell whether “新增宿舍床位120个，床位总数由2860个增加到2980个”: its only flow, named alike."""
    if len(flows) != 1 or flows[0].quote != new.quote or not _shares_a_word(flows[0], old):
        return False
    return (
        bool(_ADDED.search(left_of(flows[0])))
        and re.fullmatch(
            r"，[^，。；、\d]{0,6}(?:总数|总量|总数量)?[由从]",
            left_of(old).rpartition(flows[0].quantity.text)[2],
        )
        is not None
    )


_ENDED = re.compile(
    r"(?:(?<!上)年末|期末|年底)(?:[^，。；、\d]{0,6}(?:总[数量]|存量|保有量))?(?:结存|存量|总量|藏书|库存|为|达到?|有|共)*$"
)


def _start_and_end(begun: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield “年初x，采购a，注销b，年末y”: what there was and what there is, told in one sentence.

    ``begun`` are the figures of sentences with a word that tells of a start.
    """
    counted = [f for f in begun if f.quantity.dimension not in ("元", "%") and is_exact(f)]
    opened = [f for f in counted if _opened(f)]
    for new in counted if opened else ():
        before = [f for f in opened if f is not new and f.quote == new.quote
                  and f.quantity.unit == new.quantity.unit
                  and (_ended(new) or _same_stock(f, new))]  # fmt: skip
        if before:
            yield before[-1], new


_START = re.compile("年初|末|年底|期初|原|累计")
_END = re.compile("年末|期末|年底")


def _ended(fact: Fact) -> bool:
    return bool(_ENDED.search(left_of(fact)[-16:]))


def _same_stock(old: Fact, new: Fact) -> bool:
    """Tell whether “年初在册157人” is what “在册152人” was at the start of the year."""
    began = re.search(r"(?:上年末|年初|上年底|期初)([^，。；、\d]{2,6})$", left_of(old))
    ahead = left_of(new)
    bare = re.search(r"，(?:上年末|年初|上年底|期初)(?:为|有)?$", left_of(old))
    if bare and left_of(old).removesuffix(bare.group()) == ahead + new.quantity.text:
        return True  # “保有量68辆，年初71辆”
    if began is None:
        return False
    core = re.sub(r"(?:总?[数量])?(?:为|有|达)?$", "", began[1])
    if len(core) > 1 and re.search(
        rf"(?<!年初)(?<!年末){core}(?:总[数量]|保有量)(?:达到?|为|有)?$", ahead
    ):
        return True
    if not ahead.endswith(began[1]):
        return False
    return not ahead.removesuffix(began[1]).endswith(("年初", "年末", "年底", "期初"))


def _from_to(old: Fact, new: Fact) -> bool:
    """Tell whether two figures are what there was at the start and what there is at the end."""
    return (
        new.aspect == "change_to"
        and old.quote == new.quote
        and is_exact(old)
        and old.quantity.unit == new.quantity.unit
        and old.quantity.dimension not in ("元", "%")
        and (_opened(old) or bool(re.search(r"[由从]$", left_of(old))))
    )


_OPENED = re.compile(r"(?:上年末|年初|上年底|期初|原)[^，。；\d]{0,4}$|累计[^，。；\d]{0,8}[由从]$")


def _opened(old: Fact) -> bool:
    """Tell whether a figure is said to be what there was at the start of the year."""
    return bool(_OPENED.search(left_of(old)[-24:]))


def _both_ways(flows: list[Fact]) -> bool:
    """Tell whether the text accounts for what came and for what went."""
    return len({_sign(f) for f in flows}) > 1


def _flows(group: list[Fact], old: Fact, new: Fact, parts: set[Place]) -> list[Fact]:
    """Return what came and went, in the unit without 万; parts of another list are none."""
    unit = old.quantity.unit.removeprefix("万")
    return [
        f for f in group
        if f not in (old, new) and is_exact(f) and f.place not in parts
        and f.quantity.unit.removeprefix("万") == unit and f.period == new.period
        and not re.search(r"占[^，。；]*$", left_of(f))
    ]  # fmt: skip


def _plain(fact: Fact) -> Fact:
    """Return a figure in the unit without 万."""
    unit = zero(fact.quantity.unit.removeprefix("万"))
    return without_wan(fact, fact.model_copy(update={"quantity": unit}))


def _stock(ctx: Context, old: Fact, new: Fact, flows: list[Fact]) -> Iterator[Finding]:
    named = [f for f in flows if _shares_a_word(f, old)]
    sets = [flows[:_MOST], *([f] for f in named)]
    if any(_adds_up(flowing, [new, old, *flowing]) for flowing in sets):
        return
    for flowing in sets:
        facts = [_plain(f) for f in (new, old, *flowing)]
        figures = [f.quantity for f in facts]

        def holds(values: Sequence[Quantity], flowing: list[Fact] = flowing) -> bool:
            return _flow(values, flowing)

        mended = mend(figures, holds)
        if mended is None:
            continue
        signs = [_sign(f) for f in flowing]
        value = base(figures[1]) + sum(
            sign * base(q) for sign, q in zip(signs, figures[2:], strict=True)
        )
        if value < 0:
            continue  # flows of other things: nothing is left over less than nothing
        added = "".join(
            f"{'+' if s > 0 else '-'}{said(f)}" for s, f in zip(signs, flowing, strict=True)
        )
        for found in conflict(
            ctx, "N135", cite(facts[0]), value,
            f"{said(old)}{added}={show(value, figures[0].unit)}，报告“{spoken(new)}”写{said(new)}",
            others=[cite(f) for f in (old, *flowing)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words(figures)
            yield found
        return


def _sign(flow: Fact) -> int:
    return -1 if _OUT.search(re.split(r"[，。；]", left_of(flow))[-1]) else 1


def _adds_up(flowing: list[Fact], facts: list[Fact]) -> bool:
    return _flow([_plain(f).quantity for f in facts], flowing)


def _flow(figures: Sequence[Quantity], flowing: list[Fact]) -> bool:
    """Tell whether the first figure is the second with all that came and went."""
    reach: Interval = span(figures[1])
    for quantity, flow in zip(figures[2:], flowing, strict=True):
        step = span(quantity)
        reach = reach + step if _sign(flow) > 0 else reach.minus(step)
    return reach.meets(span(figures[0]))


def _shares_a_word(flow: Fact, old: Fact) -> bool:
    name = re.sub(r"由?(?:上年末|年初|上年底)|累计", " ", old.measure)
    return any(a + b in flow.measure for a, b in pairwise(name) if " " not in (a, b))


_COVERS = re.compile(r"(?:覆盖|普及|通达|建成|入网|接入|达标|纳管)率$")


@rule("N137", name="覆盖率与覆盖数不同步", severity="warning", source="DOMAIN §8 比率")
def coverage(ctx: Context) -> Iterator[Finding]:
    """查什么：“设有分馆的乡镇由9个增加到21个，覆盖率由42.9%提高到100%”，覆盖率达到100%时，原来的覆盖率应等于原来的个数除以现在的个数。

    为什么：全部覆盖时现在的个数就是总数，原来的比率由两个个数决定。
    举例：9÷21=42.9%，写成24.9%不符。
    怎样改：核对个数和比率后更正。
    何时不报：现在的覆盖率不是100%；不是覆盖一类的比率；看不出是哪个数笔误。
    """
    for group in ctx.paragraphs:
        for old, new, low, high in zip(group, group[1:], group[2:], group[3:], strict=False):
            alike = _counts_and_rates(old, new, low, high)
            if not alike or significant(low.quantity) < 3:
                continue
            ctx.look(low.place)
            figures = [low.quantity, old.quantity, new.quantity]
            mended = None if _covered(figures) else mend(figures, _covered)
            if mended is None:
                continue
            value = base(old.quantity) / base(new.quantity) * 100
            value = value.quantize(low.quantity.precision or Decimal(1))
            for found in conflict(
                ctx, "N137", cite(low), value,
                f"{said(old)}÷{said(new)}={show(value, '%')}，报告“{spoken(low)}”写原为{said(low)}",
                others=[cite(old), cite(new)],
            ):  # fmt: skip
                found.explanation = found.explanation or mended.words(figures)
                yield found


def _counts_and_rates(old: Fact, new: Fact, low: Fact, high: Fact) -> bool:
    """Tell whether four figures are “由a增加到b，覆盖率由p%提高到100%”."""
    if new.aspect != "change_to" or high.aspect != "change_to":
        return False
    one = old.quote == new.quote == low.quote == high.quote
    counts = is_exact(old) and old.quantity.unit == new.quantity.unit
    rates = low.quantity.unit == high.quantity.unit == "%" and bool(_COVERS.search(low.measure))
    full = base(high.quantity) == 100
    return one and counts and rates and full and old.quantity.unit != "%"


def _covered(figures: Sequence[Quantity]) -> bool:
    stated, old, new = figures
    quotient = span(old).over(span(new))
    return quotient is not None and quotient.times(HUNDRED).meets(stated.interval())
