"""N: prices times quantities beside or behind each other: 新购4套，单价3.85万元，合计15.4万元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations

from assistant.checks.compare import add, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, right_of, said, shown
from assistant.checks.narratives.in_a_row import clause_of, is_plain
from assistant.checks.narratives.means.means_in_text import told_of_each
from assistant.checks.narratives.means.priced_lists import priced_lists
from assistant.checks.narratives.means.prices import (
    Price,
    behind_standard,
    each_span,
    is_standard,
    price_of,
)
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.model.quantity import Interval, Quantity

_CHANGED = re.compile(
    "中途|退出|离职|离岗|去世|死亡|停发|减员|扣减|扣除|补发|据实|优惠|折扣|让利|不足|新进|变动"
)
"""Words that tell why a total is not simply so many times a price."""
_MONTHS = {"月": 12, "季": 4, "季度": 4, "学期": 2}
_TOTAL = re.compile(
    r"(?:合计|共计|总计|共|全年)[^，。；：、\d]{0,10}|(?:合计|共计|总计|共|总价款?|总额|总投资|合同价款?|金额|计|全年|全年共|年)?"
    r"(?:需|应|可|实际|已|财政)?(?:补助|补贴|发放|兑付|兑现|支付|支出|拨付|投入|收取|安排|奖励|资金|经费|费用|款项|工资)*(?:资金|金额|经费|共计|合计|共|总计)?(?:为|是|了)?$"
)
_NO_TOTAL = re.compile(
    "每|均|其中|比|较|预算|标准|上年|去年|上|增|减|剩|余|结|到位|限|另|含|已付|先|首|预付"
)

_PAID = re.compile(
    r"(?:共|予以|给予|已|全部|足额|按时|及时)*(?:发|兑|拨|支付|补[助贴偿]|下达|落实|核[定拨发]|资助|安排)[^，。；：、\d]{0,14}$"
)
"""What follows a quota without a comma: 按每亩16元的标准兑现补偿资金."""
_SOME, _MANY = 2, 6
_PEOPLE = ("生", "人", "员")


@rule("N179", name="数量乘单价与总额不符", severity="warning", source="DOMAIN §8 比率")
def priced(ctx: Context) -> Iterator[Finding]:
    """查什么：“新购4套，单价3.85万元，合计15.4万元”“18名巡查员每人每月补助900元，全年194400元”“选派32人次、人均46天，共1472人天”，紧接着写出的数量、单价和总额，乘积应等于总额；“检测仪2台、监测服务180小时，单价分别为16.8万元和0.12万元，共计55.2万元”“县道12公里、乡道18公里，宽度分别为6.5米、5米，共铺筑16.8万平方米”，各项相乘之和应等于总额；“日常养护经费96.9万元……日常养护经费按1615公里、每公里600元核拨”，前后同名的也一样。

    为什么：三个数互相决定，改了数量或单价忘了改总额。
    举例：3.85万元×4套=15.4万元，写成23.1万元是按6套算的。
    怎样改：核对数量、单价和总额后更正。
    何时不报：三个数不是紧接着写的；数量与单价的项数不等；总额另含其他内容；按月计而写明了月数、起止月份；单价写“不超过”“左右”。
    """
    each = ctx.once(told_of_each) | ctx.once(_with_price)
    for paragraph in ctx.paragraphs:
        for number, price in enumerate(paragraph):
            if price.place not in each or not number or not is_plain(price):
                continue
            told = price_of(price)
            if told is not None and not _CHANGED.search(price.quote):
                yield from _beside(ctx, price, told, paragraph, number)
    yield from priced_lists(ctx)


def _with_price(pack: Pack) -> set[Place]:
    return {f.place for f in pack.figures if "价" in f.quote or "/" in f.quote}


def _beside(
    ctx: Context, price: Fact, told: Price, paragraph: list[Fact], number: int
) -> Iterator[Finding]:
    count = paragraph[number - 1]
    if not _counts(count, price, told):
        if number + 1 < len(paragraph) and _follows(paragraph[number + 1], price):
            yield from _of_some(ctx, price, paragraph[number + 1], told, paragraph[:number])
        return
    total = paragraph[number + 1] if number + 1 < len(paragraph) else None
    if total is not None and _follows(total, price):
        ctx.look(total.place)
        if _several(paragraph, number, count):
            yield from _of_some(ctx, price, total, told, paragraph[:number])
        else:
            yield from _product(ctx, count, price, total, told, paragraph)
    elif not told.span:
        named = [f for f in paragraph[: number - 1] if _called_alike(f, count)]
        if len(named) == 1:
            ctx.look(named[0].place)
            yield from _product(ctx, count, price, named[0], told, paragraph)


def _counts(count: Fact, price: Fact, told: Price) -> bool:
    """Tell whether the figure right before a price says how many have it."""
    if not is_plain(count) or count.quantity.dimension == "元" or base(count.quantity) <= 1:
        return False
    gap = left_of(price).rpartition(count.quantity.text)[2]
    if count.quote != price.quote or not re.fullmatch(
        r"[^，。；：、\d（）]{0,10}[，、]?[^，。；：、\d（）]{1,12}", gap
    ):
        return False
    if re.search("每|均|计划|目标|比|较|共?分", clause_of(count)) or re.search(
        "其中|另|，(?!单价|每|均价|人均|户均|按每|标准)[^，]*(?:补助|奖励)标准", gap
    ):
        return False
    unit = count.quantity.unit
    if not told.of:
        return unit not in ("次", "批", "年", "个月", "天", "家", "轮")
    same = {"人": ("人", "名", "人次", "位"), "户": ("户", "家"), "家": ("户", "家")}
    alike = unit in same.get(told.of, (told.of,)) or (
        bool(unit) and (told.of.startswith(unit) or unit.startswith(told.of))
    )
    return (
        alike
        or right_of(count).startswith(told.of)
        or (unit == "个" and right_of(count)[:4].find(told.of) >= 0)
    )


def _follows(total: Fact, price: Fact) -> bool:
    """Tell whether a figure right behind a price is told as what it makes."""
    if not is_plain(total) or total.quote != price.quote:
        return False
    if (words := behind_standard(clause_of(total))) != clause_of(total):
        return bool(_PAID.match(words)) and not _NO_TOTAL.search(words)
    gap = left_of(total).rpartition(price.quantity.text)[2]
    if gap == "、":
        return False  # the next price of a list
    last = re.split("[，、]", gap)
    near = re.fullmatch(r"[^，。；：、\d]{0,8}[，、][^，。；：、\d]{0,14}", gap)
    return bool(near) and bool(_TOTAL.fullmatch(last[-1])) and not _NO_TOTAL.search(last[-1])


def _several(paragraph: list[Fact], number: int, count: Fact) -> bool:
    """Tell whether more than one price or count was told before: the total may be of all."""
    row = [f for f in paragraph[: number - 1] if f.quote == count.quote]
    listed = re.search(r"\d[^，。；：、\d]*[、和及与][^，。；：\d]*$", left_of(count))
    return bool(listed) or any(price_of(f) is not None for f in row)


def _called_alike(total: Fact, count: Fact) -> bool:
    """Tell whether a count is told of the very thing that an amount was."""
    name = total.measure
    return (
        total.quantity.dimension == "元" and is_plain(total) and len(name) >= 4
        and re.sub("按.*$", "", count.measure) == name and price_of(total) is None
    )  # fmt: skip


def _of_some(
    ctx: Context, price: Fact, total: Fact, told: Price, ahead: list[Fact]
) -> Iterator[Finding]:
    """Check “迁入438座、就地复绿597座……每座补助1500元，发放67.5万元”: of which is not told."""
    unit = "人" if told.of[-1:] in _PEOPLE else told.of
    counts = [f for f in ahead if f.quote == price.quote and is_plain(f)
              and (f.quantity.unit == unit or (unit == "人" and f.quantity.unit == "名"))]  # fmt: skip
    if len(counts) < _SOME or total.quantity.dimension != "元" or not told.of:
        return
    ctx.look(total.place)
    times = _times(told.span, total, price)
    if any(_makes(total, group, price, n) for size in (1, 2, 3)
           for group in combinations(counts[-_MANY:], size) for n in times):  # fmt: skip
        return
    if any(_makes(total, (one,), price, n) for one in counts for n in times):
        return  # 14座, 分布在……: all of them were told before their places
    groups = [(one,) for one in reversed(counts)] + [tuple(counts[-_SOME:])]
    for group in groups[:_MANY]:
        many = times[0] if told.span != "学期" else 1
        mended = mend([total.quantity], partial(_is, group=group, price=price, many=many))
        if mended is None or mended.moved_point:
            continue
        value = add([f.quantity for f in group]) * base(price.quantity) * many
        words = "+".join(said(f) for f in group)
        words = f"（{words}）" if len(group) > 1 else words
        sign = f"{words}×{said(price)}" + (f"×{many}" if many > 1 else "")
        for found in conflict(
            ctx, "N179", cite(total), value,
            f"{sign}={shown(value, total.quantity)}，报告“{spoken(total)}”写{said(total)}",
            others=[*map(cite, group), cite(price)],
        ):  # fmt: skip
            found.explanation = found.explanation or mended.words([total.quantity])
            yield found
        return


def _makes(total: Fact, group: Sequence[Fact], price: Fact, many: int) -> bool:
    return _is([total.quantity], group, price, many)


def _is(totals: Sequence[Quantity], group: Sequence[Fact], price: Fact, many: int) -> bool:
    factor = Interval(Decimal(many), Decimal(many))
    counted = add_spans([f.quantity for f in group])
    return counted.times(span(price.quantity)).times(factor).meets(totals[0].interval())


def _product(
    ctx: Context, count: Fact, price: Fact, total: Fact, told: Price, paragraph: list[Fact]
) -> Iterator[Finding]:
    money = price.quantity.dimension == "元"
    if money != (total.quantity.dimension == "元"):
        return
    if not money and price.quantity.unit not in total.quantity.unit + "　" and (
        total.quantity.unit not in ("人天", "人日", "课时", "学时", "工日")
    ):  # fmt: skip
        return
    times = _times(told.span, total, price)
    figures = [total.quantity, count.quantity, price.quantity]
    exact = is_standard(price)
    if any(_holds(figures, n, exact) for n in times):
        return
    for found in _wrong(ctx, count, price, total, times[0]):
        mended = mend(figures, lambda q: _holds(q, times[0], exact), short=True)
        if mended is None and any(_holds(figures, n) for n in times):
            return
        if mended is None and (
            _elsewhere(figures, times, paragraph)
            and total.location.start is not None
            and (total.location.start < (price.location.start or 0))
        ):
            return
        found.explanation = found.explanation or (mended.words(figures) if mended else "")
        yield found


def _times(span_: str, total: Fact, price: Fact) -> list[int]:
    """Return how often a price may be paid: by the month twelve times in a whole year."""
    most = _MONTHS.get(span_, 1)
    if span_ in ("天", "日", "次"):
        return [1]
    whole = re.search("全年|一年|年度", clause_of(total)) and not re.search(
        "个月|月起|自.*月|至.*月|学期|汛期", total.quote
    )
    return [most] if whole else [most, *range(1, most)]


def _elsewhere(figures: Sequence[Quantity], times: list[int], paragraph: list[Fact]) -> bool:
    total, _, price = figures
    return any(
        _holds([total, f.quantity, price], n) for f in paragraph if is_plain(f) for n in times
    )


def _holds(figures: Sequence[Quantity], many: int, exact: bool = False) -> bool:
    total, count, each = figures
    factor = Interval(Decimal(many), Decimal(many))
    return span(count).times(each_span(each, exact)).times(factor).meets(total.interval())


def _wrong(ctx: Context, count: Fact, price: Fact, total: Fact, many: int) -> Iterator[Finding]:
    value = base(count.quantity) * base(price.quantity) * many
    sign = f"{said(count)}×{said(price)}" + (f"×{many}" if many > 1 else "")
    yield from conflict(
        ctx, "N179", cite(total), value,
        f"{sign}={shown(value, total.quantity)}，报告“{spoken(total)}”写{said(total)}",
        others=[cite(count), cite(price)],
    )  # fmt: skip
