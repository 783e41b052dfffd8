"""N: means told in any words (每…平均, …均) against the total and the count beside them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import adds_up, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import sentences_of
from assistant.checks.mentions import cite, right_of, said, shown, this_year, without_wan
from assistant.checks.narratives.in_a_row import clause_of, is_plain
from assistant.checks.narratives.means.means_in_text import (
    divide,
    done_of,
    mean_name,
    of_another_mean,
    of_sums,
    shared_out,
    told_of_each,
)
from assistant.checks.narratives.means.means_over_time import SPANS, over_time
from assistant.checks.narratives.means.operands_of_means import (
    counts_a_part,
    in_wrong_unit,
    told_elsewhere,
)
from assistant.checks.narratives.means.prices import of_several
from assistant.checks.registry import rule
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack

_MEAN = re.compile(
    r"(?:平均|人?均)?每(?:个|一|名|座|处)?(?P<long>人次|台次|批次|车次|场次|平方米|立方米|公里|千米|项目)[^，。；、\d每均]{0,8}$"
    r"|(?:平均|人?均)?每(?:个|一|名|座|处)?(?P<each>[^，。；：、\d每均]{1,6}?)(?:平均)?[^，。；：、\d每均]{0,8}$"
    r"|(?P<head>(?!平)[一-龥])均[^，。；：、\d均]{0,8}$|平均单个?(?P<single>项目|工程|企业|合作社|机构|学校|社区|站点)[^，。；：、\d每均]{0,4}$|(?P<of>项目|工程|企业|合作社|机构|学校|社区|站点)平均[^，。；：、\d每均]{0,4}$|平均(?P<bare>[^，。；：、\d每均]{0,2})$"
)
_THINGS = ("long", "each", "head", "single", "of")
_UNITS = {
    "项目": ("个", "项"), "工程": ("个", "项"), "企业": ("家", "户"), "合作社": ("家", "个"), "机构": ("家", "个"), "学校": ("所",), "社区": ("个",), "站点": ("个", "处"),
    "日": ("天", "日"), "天": ("天", "日"), "月": ("个月",), "季": ("个季度",), "季度": ("个季度",), "周": ("周",),
    "车": ("辆", "台"), "站": ("个", "座", "处"), "所": ("所", "个"), "校": ("所", "个"), "床": ("张",),
    "户": ("户", "家"), "家": ("家", "户"), "案": ("件", "起", "宗"), "次": ("次", "人次", "场"), "人": ("人", "名"), "生": ("人", "名"), "村": ("个", "村"),
    "场": ("场", "场次", "项次"), "店": ("家", "个"), "企": ("家", "户"), "桥": ("座",), "园": ("个", "所", "座"), "点": ("个", "处"),
}  # fmt: skip
"""What is counted of a thing that a mean is of, where its own name is no unit."""
_EACH_MONTH = re.compile("[月日季](?=人均)")
_BEFORE = re.compile("上年|去年|(?<![车船艇机人户岗])上一年|同期|^[较比]")
_FEW, _WORD = 2, 8
_ROUGH = Decimal("0.05")
_HEADS = {"人", "人次", "名"}


@rule("N154", name="平均数与同句的总数、个数不符", severity="warning", source="DOMAIN §8 比率")
def means_by_words(ctx: Context) -> Iterator[Finding]:
    """查什么：“抽检1860批次，经费111.60万元，每批次600元”“执法车15辆，运行费18.75万元，车均1.25万元”“讲座48场，平均每月4场”，平均数应等于总数除以个数（日、月按全年计算）。

    为什么：平均数由总数和个数算出。
    举例：18.75万元÷15辆=1.25万元，写成车均1.52万元不符。
    怎样改：核对三个数后更正。
    何时不报：没有写总数或个数；有一对数正好相符；看不出是哪个数笔误；按月、按日平均而总数与平均数之比在常见的月数、天数之内。
    """
    of_each = ctx.once(told_of_each)
    for paragraph in ctx.paragraphs:
        told = 0
        for row in sentences_of(paragraph) if any(f.place in of_each for f in paragraph) else ():
            for number, mean in enumerate(row):
                thing = _thing(mean) if mean.place in of_each else ""
                if thing and this_year(mean, ctx.pack):
                    yield from _mean(ctx, mean, thing, row[:number], paragraph[:told], row)
            told += len(row)


def _thing(fact: Fact) -> str:
    """Return over what a figure is a mean, "" for one that isn't."""
    words = clause_of(fact)
    if "均" not in words and "每" not in words:
        return ""
    if not fact.quantity.known() or fact.quantity.unit == "%":
        return ""
    rough = fact.quantity.comparator == "~" and significant(fact.quantity) > _FEW
    if fact.quantity.comparator != "=" and not rough:
        return ""
    if (
        right_of(fact).startswith("倍") or words.count("每") > 1 or _EACH_MONTH.search(words)
    ):  # 每人每月 is of two things
        return ""
    found = None if _BEFORE.search(words) else _MEAN.search(words)
    return next((found[name] for name in _THINGS if found[name]), "") if found else ""


def _mean(
    ctx: Context, mean: Fact, thing: str, here: list[Fact], ahead: list[Fact], row: list[Fact]
) -> Iterator[Finding]:
    behind = [f for f in row[len(here) + 1 :] if re.search("共|合计|总|累计", clause_of(f))]
    totals = _totals(mean, here) or _totals(mean, behind) or _totals(mean, ahead)
    counts = _counts(thing, here, mean) or _counts(thing, ahead, mean)
    if not counts:
        counts = [f for f in _counts(thing, row[len(here) + 1 :], mean) if "共" in clause_of(f)]
    if thing == "人" and not counts:
        counts = [f for f in reversed(here) if f.quantity.unit == "人次" and is_plain(f)]
    if not counts:
        totals, counts = _elsewhere(ctx.pack, mean, thing, totals)
    if thing in ("日", "天", "月") and not counts:
        counts = _counts(thing, row[len(here) + 1 :][:1], mean)  # “（按252个工作日计）”
    if thing in SPANS and not counts:
        totals = [t for t in totals if base(t.quantity) > base(mean.quantity) * SPANS[thing][0] / 4
                  and not re.search("日|每天|能力|设计|月", clause_of(t))]  # fmt: skip
        largest = sorted(totals, key=lambda f: -base(f.quantity))[:1]
        yield from over_time(ctx, mean, thing, [*largest, *totals[:_FEW]], totals)
        return
    if not totals or not counts:
        return
    ctx.look(mean.place)
    everything = [*ahead, *row]
    pairs = [(t, c) for t in _totals(mean, everything) for c in _counts(thing, everything, mean)]
    if any(_about(mean, t, c) for t, c in (*pairs, *((t, c) for t in totals for c in counts))):
        return
    if of_sums(mean, totals, counts) or told_elsewhere(ctx.pack, mean, totals, counts):
        return
    counts = done_of(counts)
    alone = len(totals) == 1 and len(counts) == 1
    if max(significant(mean.quantity), significant(totals[0].quantity) - 1) < _FEW and not alone:
        return
    if len(counts) > _FEW:  # parts of all that were counted stand between
        most = 1 if significant(mean.quantity) < 2 else len(counts)
        counts = sorted(counts, key=lambda f: -base(f.quantity))[:most]
    for total in _of_cars(mean, counts, totals) or _undivided(totals)[:_FEW]:
        for count in counts:
            if total is count or counts_a_part(total, count):
                continue
            if of_another_mean(ctx, mean, total, count) or in_wrong_unit(mean, total, count):
                continue
            figures = [mean.quantity, total.quantity, count.quantity]
            if mend(figures, divide, short=True) is not None:
                yield from _wrong(ctx, mean, total, count)
                return


def _about(mean: Fact, total: Fact, count: Fact) -> bool:
    """Tell whether a total over a count is a mean, or near to one that is told as 1014元上下."""
    if divide((mean.quantity, total.quantity, count.quantity)):
        return True
    exact = base(total.quantity) / base(count.quantity)
    return mean.quantity.comparator == "~" and abs(exact - base(mean.quantity)) <= exact * _ROUGH


def _of_cars(mean: Fact, counts: list[Fact], totals: list[Fact]) -> list[Fact]:
    """Return what cars cost, where a mean is over cars: 公务用车运行维护费……摊到每台车上."""
    cars = "车" in clause_of(mean) or any("车" in right_of(f)[:_WORD] for f in counts)
    return [t for t in totals if "车" in t.measure] if cars else []


def _undivided(totals: list[Fact]) -> list[Fact]:
    """Return the one total that the others divide, all of them where none does."""
    largest = max(totals, key=lambda f: base(f.quantity))
    parts = [f.quantity for f in totals if f is not largest]
    return [largest] if len(parts) >= _FEW and adds_up([largest.quantity, *parts]) else totals


def _totals(mean: Fact, facts: list[Fact]) -> list[Fact]:
    """Return what a mean may be a part of, the nearest first."""
    unit = mean.quantity.unit
    plain = [without_wan(f, mean) for f in reversed(facts) if is_plain(f) and not _thing(f)]
    return [
        f for f in plain
        if (f.quantity.dimension == mean.quantity.dimension or {f.quantity.unit, unit} <= _HEADS
            or (len(f.quantity.unit) > 1 and f.quantity.unit.endswith(unit) and unit != "元"))
        and not re.search(r"标准|限额|定额|控制|目标|计划", clause_of(f)[-6:])
    ]  # fmt: skip


def _counts(thing: str, facts: list[Fact], mean: Fact) -> list[Fact]:
    """Return how many there are of what a mean is over, the nearest first."""
    units = _UNITS.get(thing, (thing,))
    return [
        f for f in reversed(facts)
        if is_plain(f) and not _thing(f) and base(f.quantity) > 0 and f is not mean
        and "/" not in f.quantity.unit + right_of(f)[:1]  # 5万吨/日 counts no days
        and (f.quantity.unit in units or thing.startswith(f.quantity.unit)
             or (thing == "日" and f.quantity.unit.endswith("日"))
             or (f.quantity.unit.startswith(thing) and thing not in ("人", "户"))
             or (not _is_man_month(f, thing) and re.match(rf"[^，。；、\d]{{0,3}}{re.escape(thing)}", right_of(f))))
        and (thing not in ("站", "村", "校", "点", "园", "所", "店") or f.quantity.unit != "个"
             or thing in f.measure + right_of(f)[:4])
    ]  # fmt: skip


def _is_man_month(fact: Fact, thing: str) -> bool:
    """Tell whether a figure is of men times months, so that it counts no months: 14196人月."""
    return fact.quantity.unit in _HEADS and thing in SPANS


def _elsewhere(
    pack: Pack, mean: Fact, thing: str, totals: list[Fact]
) -> tuple[list[Fact], list[Fact]]:
    """Return the total that has a name with a count told anywhere, and that count: 文化站……站均."""
    units = _UNITS.get(thing, ()) if thing in _NAMED else ()
    told = [f for f in pack.figures if f.quantity.unit in units and is_plain(f)
            and base(f.quantity) > 1 and this_year(f, pack) and thing in _called(f)]  # fmt: skip
    for total in totals:
        runs = re.findall(f".{thing}", total.measure)
        named = [f for f in told if any(run in _called(f) for run in runs)]
        if len({base(f.quantity) for f in named}) == 1:
            return [total], named[:1]
    return totals, []


def _called(count: Fact) -> str:
    """Return the words that say what is counted, on either side."""
    return count.measure[-_WORD:] + right_of(count)[:_WORD]


_NAMED = ("站", "村", "校", "所", "园", "店", "桥", "点")


def _wrong(ctx: Context, mean: Fact, total: Fact, count: Fact) -> Iterator[Finding]:
    figures = [mean.quantity, total.quantity, count.quantity]
    mended = mend(figures, divide, short=True)
    if (total.location.start or 0) > (mean.location.start or 0):
        if of_several(total, ctx.sentence_of[mean.place]):
            return
        yield from _product(ctx, mean, total, count, mended.words(figures) if mended else "")
        return
    value = shared_out(total, count, mean)
    for found in conflict(
        ctx, "N154", cite(mean), value,
        f"{said(total)}÷{said(count)}={shown(value, mean.quantity)}，"
        f"报告“{mean_name(mean)}”写{said(mean)}",
        others=[cite(total), cite(count)],
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(figures) if mended else "")
        yield found


def _product(ctx: Context, each: Fact, total: Fact, count: Fact, reason: str) -> Iterator[Finding]:
    """Report “24期，每期50人，共培训1020人次”: the total was told last, so it is the product."""
    value = base(each.quantity) * base(count.quantity)
    for found in conflict(
        ctx, "N154", cite(total), value,
        f"{said(count)}×{said(each)}={shown(value, total.quantity)}，报告写{said(total)}",
        others=[cite(count), cite(each)],
    ):  # fmt: skip
        found.explanation = found.explanation or reason
        yield found
