"""N: parts that a sentence lists without 其中: right behind their total, by turns, or named."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.mentions import left_of, right_of, shown, this_year
from assistant.checks.narratives.in_a_row import (
    NUMBERS,
    Row,
    alike,
    between,
    clause_of,
    is_plain,
    rows,
)
from assistant.checks.narratives.to_blame import blamed_part, part_off, sum_words
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place, squeeze

_FEWEST, _LISTED = 2, 3
_SUM = re.compile(
    r"(?P<count>[两二三四五六七八九])[笔项类者处个]?[^，。；、\d]{0,4}(?:合计|共计|总计|共)$"
)
_LONGEST = 12
"""No words that tell of a sum are longer."""
_TURNS = re.compile(
    r"分[^，。；、\d]{0,2}(?:[两二三四五六七八九几多\d]+|别|)[^，。；、\d]{0,2}(?:批次?|次|年|期|步|阶段|块|类|部分|档|季度)"
)
_NEXT = re.compile(
    r"(?:[、，和及与；]|以及)*[^，。；：、（）\d]{0,12}[^，。；：、（）\d均每比较超差占率增减由从]?$"
)
_OTHER = re.compile(
    r"均|每|比|较|增|减|超|差|占|余|率|其中|完成|办结|整改|涉及|惠及|受益|已|未|合计|共计|总计|最|达标|合格|实际|目标|计划|任务|短|缺|少(?!数|年|儿|先|量)"
)


@rule("N151", name="几项合计与前列几个数不符", severity="warning", source="DOMAIN §8 合计")
def counted_sums(ctx: Context) -> Iterator[Finding]:
    """查什么：“补助3.24万元……；质量保证金4.96万元……，两笔合计8.20万元”，合计应等于前面两笔之和，中间隔着分号也一样。

    为什么：写明是几项之和，各项和合计就必须相符。
    举例：3.24+4.96=8.20，写成8.02万元不符。
    怎样改：核对各项后更正。
    何时不报：没有写是几项；前面同一单位的数不够几个；看不出是哪个数笔误。
    """
    for row in ctx.once(rows):
        if "共" not in row.words and "计" not in row.words:
            continue
        for number, total in enumerate(row.plain):
            told = _SUM.search(left_of(total)[-_LONGEST:])
            if told is None:
                continue
            count = NUMBERS[told["count"]]
            parts = [f for f in row.plain[:number] if alike(f, total)][-count:]
            if len(parts) == count:
                ctx.look(total.place)
                yield from _nearly(ctx, "N151", total, parts)


@rule(
    "N153", name="紧接总数列出的各项之和不符", severity="warning", source="DOMAIN §8 其中、分别为"
)
def parts_behind(ctx: Context) -> Iterator[Finding]:
    """查什么：“活动32场，走进学校14场、社区9场、企业3场、农村6场”“追加215.40万元，第一批130.00万元……，第二批85.40万元”“职工128人，男性79人、女性49人”，没有写“其中”而紧接着把总数分开来写的，各项之和应等于总数。

    为什么：逐项写出来就是总数的构成。
    举例：14+9+3+6=32，写成总数52场不符。
    怎样改：核对各项后更正。
    何时不报：后面的数说的是另一件事；各项已经写明“其中”（另有规则核对）；看不出是哪个数笔误。
    """
    told = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    for whole_sentence in ctx.once(rows):
        row = whole_sentence.figures
        if len(whole_sentence.plain) <= _FEWEST:
            continue
        for number, total in enumerate(row[:-_FEWEST]):
            if not is_plain(total) or telling(total.quantity) < 2:
                continue
            parts = _listed(total, row[number + 1 :], told)
            if parts and not _in_list(row, number, told):
                ctx.look(total.place)
                if _subtotal(row, parts):
                    continue
                yield from _nearly(ctx, "N153", total, parts)


def _subtotal(row: list[Fact], parts: list[Fact]) -> bool:
    """Tell whether the sentence sums the parts up behind them: 前三位合计3.42万亩，另外6个镇……."""
    last = next(n for n, fact in enumerate(row) if fact is parts[-1])
    figures = [part.quantity for part in parts]
    return any(
        alike(fact, parts[0]) and _SUBTOTAL.search(clause_of(fact))
        and adds_up([fact.quantity, *figures])
        for fact in row[last + 1 : last + 3]
    )  # fmt: skip


_SUBTOTAL = re.compile("合计|小计|共计?|加起来|相加|累计")


def _in_list(row: list[Fact], number: int, told: set[Place]) -> bool:
    """Tell whether a figure is itself one of a list: 、 stands before or behind it."""
    fact = row[number]
    behind = between(fact, row[number + 1]).partition("，")[0]
    return fact.place in told or "、" in behind or bool(_LIST.search(left_of(fact)))


def _listed(total: Fact, behind: list[Fact], told: set[Place]) -> list[Fact]:
    """Return the figures that divide the total before them, none where nothing tells so."""
    parts: list[Fact] = []
    last = total
    for fact in behind:
        if not alike(total, fact):
            if fact.quantity.unit == "%" and fact.aspect == "share":
                last = fact
                continue
            if fact.quantity.unit == "岁":  # “35岁以下的19人、35至50岁的21人”
                continue
            break
        if not is_plain(fact) or fact.place in told:
            break
        words = between(last, fact)
        if "。" in words or _OTHER.search(words):
            break
        parts, last = [*parts, fact], fact
    if len(parts) < _FEWEST or "等" in right_of(last)[:2]:
        return []
    ahead = left_of(parts[0]) if parts[0].quote == total.quote else ""
    turns = _TURNS.search(ahead[-30:]) or _ordinals(total, parts)
    joined = all(re.match("[^，]{0,12}、|[和与及]", between(a, b)) for a, b in pairwise(parts))
    pair = len(parts) == _FEWEST and _opposite(parts)
    sure = turns or (joined and len(parts) >= _LISTED) or pair
    return parts if sure else []


_ORDER = re.compile(
    r"第[一二三四]|首[批次期]|[上下]半年|(?:19|20)\d\d年|[春夏秋冬]季|[一二三四]季度"
)


_KIND = re.compile(r"[\d一二三四首上下春夏秋冬]")


def _ordinals(total: Fact, parts: list[Fact]) -> bool:
    """Tell whether each part has its turn told; one told before the total is the total's own."""
    turns = [_ORDER.search(between(before, part)) for before, part in pairwise([total, *parts])]
    own = _ORDER.search(clause_of(total))
    if own and turns[0] and _KIND.sub("", own.group()) == _KIND.sub("", turns[0].group()):
        return False  # itself one of them: 第一批4.2万株；第二批……
    return all(turns)


_PAIRS = (("男", "女"), ("城镇", "农村"), ("上半年", "下半年"), ("国有", "民营"), ("本级", "下级"),
          ("门诊", "住院"), ("行政", "事业"), ("线上", "线下"), ("公办", "民办"), ("新建", "改"))  # fmt: skip


def _opposite(parts: list[Fact]) -> bool:
    first, second = (clause_of(part)[-8:] for part in parts)
    return any((a in first and b in second) or (b in first and a in second) for a, b in _PAIRS)


_BEGUN = re.compile(r"预算|批复|安排|核定|下达")
_MORE = re.compile(r"(?:追加|调增|增加|新增|增拨|追增)(?:预算|资金|安排)?(?:了|为)?$")
_LESS = re.compile(r"(?:追减|调减|核减|压减|收回|减少)(?:预算|资金|安排)?(?:了|为)?$")
_AFTER = re.compile("调整|全年预算|变更后|追加后|最终预算")
_ADJUSTED = re.compile(r"(?:调整后|调整预算|全年预算|变更后|追加后|最终预算)[^，。；、\d]{0,8}$")


@rule(
    "N160", name="调整后预算与年初数加减调整数不符", severity="warning", source="DOMAIN §2 预算调整"
)
def adjusted(ctx: Context) -> Iterator[Finding]:
    """查什么：“预算批复数756.40万元，年内追减21.40万元，调整后预算735.00万元”，调整后预算应等于年初（批复）数加追加、减追减。

    为什么：三个数互相决定。
    举例：756.40减21.40为735.00，写成753.00万元不符。
    怎样改：核对预算批复和调整文件后更正。
    何时不报：三个数不是紧接着写的；中间还有其他调整；看不出是哪个数笔误。
    """
    for sentence in ctx.once(rows):
        row = sentence.figures if _AFTER.search(sentence.words) else []
        for three in zip(row, row[1:], row[2:], strict=False):
            first, change, last = three
            if not all(f.quantity.dimension == "元" and f.quantity.known() for f in three):
                continue
            up, down = (p.search(clause_of(change)) for p in (_MORE, _LESS))
            told = _BEGUN.search(clause_of(first)) and _ADJUSTED.search(clause_of(last))
            if told and (up or down):
                ctx.look(last.place)
                parts = [first, change] if up else [last, change]
                yield from _nearly(ctx, "N160", last if up else first, parts)


_LIST = re.compile(r"(?:分别|依次)(?:为|是|支出|安排|完成|达到?)?$")
_ITEM, _LONGEST_ITEM = re.compile(r"[：，][^，。；：、\d]{0,14}$"), 15
_OPENED = re.compile(
    r"^(?P<name>[^，。；：、\d]{3,14}?)(?:共?(?:安排|用于|包括|分为|分布|由|按)|主要|[^，。；：、\d]{0,2}：)"
)


@rule("N159", name="逐项列出的数与前文总数不符", severity="warning", source="DOMAIN §8 合计")
def parts_of_named(ctx: Context) -> Iterator[Finding]:
    """查什么：“立案312件……涉及食品、药品、价格等五类，分别为146件、52件、43件、38件、33件”“业务专项支出用于三个方面：甲58.40万元，乙46.67万元，丙32.00万元”，各项之和应等于前文同名的总数。

    为什么：总数在前一句或前一节，分项在后面逐个写出，改了一处忘了另一处。
    举例：各项合计312件，其中52件写成25件，合计285件，与前文312件不符。
    怎样改：核对各项和总数后更正。
    何时不报：前文没有同名（或同段同单位）的总数；各项之和与前文某个总数相符；看不出是哪个数笔误。
    """
    parts_told = {p.place for r in ctx.relations if r.kind == "partition" for p in r.parts}
    for row in ctx.once(rows):
        settled = set[Place]()
        for run in _runs(row):
            own = {f.place for f in run}
            if own <= settled or (run[0].place in parts_told and run[-1].place in parts_told):
                continue
            ahead = [f for f in ctx.pack.figures
                     if is_plain(f) and alike(f, run[0]) and f.place not in own]  # fmt: skip
            if any(adds_up([f.quantity, *(p.quantity for p in run)]) for f in ahead):
                ctx.look(run[0].place)
                settled |= own
                continue
            for whole in _wholes(run, ahead, ctx):
                ctx.look(run[0].place)
                found = list(_nearly(ctx, "N159", whole, run))
                yield from found
                if found:
                    break


_YEARS = re.compile(
    r"(?:20\d\d年?(?:[—–~～至到、-]|以来)|近[两二三四五六]年|历年|逐年|[两三四五]年间?)[^，。；：]*$"
)
"""A list of the same in several years is none of parts."""


def _runs(row: Row) -> Iterator[list[Fact]]:
    """Yield three figures or more that 分别为 or a colon lists, nothing else between."""
    if len(row.plain) < _LISTED:
        return
    by_turns = "分别" in row.words or "依次" in row.words
    # Behind an opening only the first two figures can begin a list.
    run: list[Fact] = []
    for number, first in enumerate(row.figures if by_turns else row.figures[:2]):
        if not is_plain(first) or (len(run) >= _LISTED and any(first is f for f in run)):
            continue
        if not _LIST.search(left_of(first)[-_LONGEST:]) and not (number <= 1 and _opens(first)):
            continue
        if _YEARS.search(left_of(first)):
            continue
        run = [first]
        for fact in row.figures[number + 1 :]:
            if (
                not is_plain(fact)
                or not alike(first, fact)
                or _OTHER.search(between(run[-1], fact))
            ):
                break
            run.append(fact)
        if len(run) >= _LISTED:
            yield run


def _opens(first: Fact) -> bool:
    """Tell whether a figure is the first behind the opening words of a list."""
    named = _OPENED.match(squeeze(first.quote))
    return named is not None and bool(_ITEM.search(left_of(first)[-_LONGEST_ITEM:]))


def _wholes(run: list[Fact], ahead: list[Fact], ctx: Context) -> Iterator[Fact]:
    """Yield the totals that a list may divide: of its paragraph, or named by its opening words."""
    start = run[0].location.start or 0
    here = run[0].place.split("@")[0]
    opening = _OPENED.match(squeeze(run[0].quote))
    name = re.sub(r"^(?:全年|其中|本年度?)", "", opening["name"]) if opening else ""
    for whole in reversed(ahead):
        near = whole.place.split("@")[0] == here and (whole.location.start or 0) < start
        called = len(name) >= 3 and (name.endswith(whole.measure) or whole.measure.endswith(name))
        if (
            telling(whole.quantity) >= _LISTED
            and this_year(whole, ctx.pack)
            and (near or called)
            and len(whole.measure) >= 2
        ):
            yield whole


def _nearly(ctx: Context, code: str, total: Fact, parts: list[Fact]) -> Iterator[Finding]:
    figures = [total.quantity, *(part.quantity for part in parts)]
    if adds_up(figures):
        return
    mended = mend(figures, adds_up, short=True)
    if mended is None:
        return
    if blamed := blamed_part(ctx, total, parts):
        yield from part_off(ctx, code, total, parts, *blamed)
        return
    value = shown(add(figures[1:]), total.quantity)
    words = sum_words(ctx, total, parts, mended)
    yield from wrong_sum(ctx, code, total, parts, value, words)
