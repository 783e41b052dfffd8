"""N: several wholes told one after the other, each with its parts, and summed up sentences later."""

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, said, shown, this_year
from assistant.checks.narratives.in_a_row import NUMBERS, alike, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place

_HINT = re.compile(
    r"[两二三四五六七八九][笔项类者种批期块个大][^，。；：、\d]{0,14}(?:合计|共|总计|累计)|，共(?:处置|处理|完成|整治|建成|改造|实施|办理|查处|清理|发放|新增|开展|举办|培训|服务|救助)\d"
)
_TOLD = re.compile(
    r"^(?:.*等)?(?:以上|上述|前述|这)?(?P<count>[两二三四五六七八九])[笔项类者种批期块个大](?P<name>[^，。；：、\d]{0,14}?)"
    r"(?:合计|共计?|总计|累计)[^，。；：、\d]{0,8}$"
)
_DONE = re.compile(
    "共(?:处置|处理|完成|整治|建成|改造|实施|办理|查处|清理|发放|新增|开展|举办|培训|服务|救助)"
)
_NO_WHOLE = re.compile(
    r"均|每|[比较]|率|占|超|差|其中|上年|去年|目标|计划|任务|预算|标准|[未不]|剩|余|[^一]中$|有$"
)
_REACH, _TELLING = 6, 2


@rule("N192", name="几类合计与前面各句的数不符", severity="warning", source="DOMAIN §8 合计")
def summed_later(ctx: Context) -> Iterator[Finding]:
    """查什么：“签约老年人41256人，其中65岁以上28614人；签约慢性病患者18342人，其中高血压12680人。两类人群合计签约59598人”，合计应等于前面各类的总数之和，中间隔着各类的“其中”也一样。

    为什么：写明是几类之和，各类的总数就写在前面。
    举例：41256+18342=59598人，写成59958人不符。
    怎样改：核对各类的总数后更正。
    何时不报：没有写是几类（几项）；前面同一单位的总数不够几个；前面有几个数正好凑成合计；看不出是哪个数笔误。
    """
    told = sentences_with(ctx, _HINT)
    parts: set[Place] = set()
    for paragraph in ctx.paragraphs if told else ():
        for number, total in enumerate(paragraph):
            if total.quote not in told or not is_plain(total):
                continue
            if _DONE.fullmatch(clause_of(total)):
                yield from _in_a_row(ctx, total, paragraph[:number])
            found = _TOLD.search(clause_of(total))
            if found is None or telling(total.quantity) < _TELLING:
                continue
            parts = parts or {
                p.place for r in ctx.relations if r.kind == "partition" for p in r.parts
            }
            wholes = [f for f in paragraph[:number] if _is_whole(f, total, parts, ctx)]
            count = NUMBERS[found["count"]]
            yield from _summed(ctx, total, wholes, count)
            yield from _of_units(ctx, total, paragraph[:number], count)


def _in_a_row(ctx: Context, total: Fact, ahead: list[Fact]) -> Iterator[Finding]:
    """Check “关停36家，整治58家，搬迁12家，共处置106家”: nothing else stands in the sentence."""
    own = [f for f in ahead if f.quote == total.quote]
    plain = all(is_plain(f) and alike(f, total) and not _NO_WHOLE.search(clause_of(f)) for f in own)
    if len(own) > _PAIR and plain and base(total.quantity) > max(base(f.quantity) for f in own):
        ctx.look(total.place)
        yield from _off(ctx, total, own)


_PAIR = 2


def _is_whole(fact: Fact, total: Fact, parts: set[Place], ctx: Context) -> bool:
    """Tell whether a figure is one of the wholes told before: no part, no rest, no yardstick."""
    if not is_plain(fact) or not alike(fact, total) or fact.place in parts:
        return False
    ahead = left_of(fact)
    return (
        not _NO_WHOLE.search(clause_of(fact))
        and "其中" not in ahead[-16:]
        and this_year(fact, ctx.pack)
    )


def _summed(ctx: Context, total: Fact, wholes: list[Fact], count: int) -> Iterator[Finding]:
    last = wholes[-count:]
    if len(last) < count or last[0].quote == last[-1].quote == total.quote:
        return  # of one clause other rules know more
    ctx.look(total.place)
    some = combinations([f.quantity for f in wholes[-_REACH:]], count)
    if any(adds_up([total.quantity, *each]) for each in some):
        return
    yield from _off(ctx, total, last)


def _of_units(ctx: Context, total: Fact, ahead: list[Fact], count: int) -> Iterator[Finding]:
    """Check “消防队4支、消防站26个，两类力量共计30个”: as many counts as are said, in any unit."""
    own = [f for f in ahead if f.quote == total.quote]
    units = {f.quantity.unit for f in own}
    if len(own) != count or len(units) == 1 or total.quantity.unit not in _LUMPED:
        return
    if all(is_plain(f) and not _NO_WHOLE.search(clause_of(f)) for f in own):
        ctx.look(total.place)
        yield from _off(ctx, total, own)


_LUMPED = frozenset("个处件项")
"""What things of several units are counted in together."""


def _off(ctx: Context, total: Fact, last: list[Fact]) -> Iterator[Finding]:
    figures = [total.quantity, *(f.quantity for f in last)]
    mended = None if adds_up(figures) else mend(figures, adds_up)
    if mended is None or mended.moved_point:
        return
    value = add(figures[1:])
    for found in conflict(
        ctx, "N192", cite(total), value,
        f"{'+'.join(map(said, last))}={shown(value, total.quantity)}，报告“{spoken(total)}”写{said(total)}",
        others=[cite(f) for f in last],
    ):  # fmt: skip
        found.explanation = found.explanation or mended.words(figures)
        yield found
