"""N: totals whose parts follow at once."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.labels import show
from assistant.checks.mentions import is_exact, left_of, right_of
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.relations.words import crossing
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place


@rule("N145", name="总数与紧接着列出的各项之和不符", severity="warning", source="DOMAIN §8 合计")
def parts_at_once(ctx: Context) -> Iterator[Finding]:
    """查什么：“排查桥梁86座，一、二类桥74座、三类桥12座”，总数后面用顿号列出的各项之和应等于总数。

    为什么：没有写“其中”，也是把总数分成几项。
    举例：74座加12座为86座，写成68座不符。
    怎样改：核对台账后更正。
    何时不报：各项之间不是顿号；单位不同；以“等”收尾；各项名称与总数没有相同的字；看不出是哪个数笔误。
    """
    listed = {f.place for r in ctx.relations if r.kind == "partition" for f in (r.whole, *r.parts)}
    for group in ctx.sentences:
        for number, total in enumerate(group[:-2]):
            parts = _parts(total, group[number + 1 :], listed)
            if len(parts) < 2 or significant(total.quantity) < 2:
                continue
            ctx.look(total.place)
            figures = [total.quantity, *(f.quantity for f in parts)]
            mended = None if adds_up(figures) else mend(figures, adds_up)
            if mended is None or mended.moved_point:
                continue
            right = show(add(figures[1:]), total.quantity.unit)
            yield from wrong_sum(ctx, "N145", total, parts, right, mended.words(figures))


_TURN = re.compile("[，；]")


def _parts(total: Fact, behind: list[Fact], listed: set[Place]) -> list[Fact]:
    """Return the figures of one unit that a total is followed by, joined by 、 alone."""
    if total.place in listed or not is_exact(total):
        return []
    parts: list[Fact] = []
    previous, unit = total, total.quantity.unit
    for fact in behind:
        if fact.quantity.unit != unit or not is_exact(fact):
            break
        between = left_of(fact).rpartition(previous.quantity.text)[2]
        opening = "、" if parts else "，"
        if not between.startswith(opening) or _TURN.search(between, 1):
            break
        if fact.place in listed or not _kin(total, fact):
            return []
        parts.append(fact)
        previous = fact
    return [] if right_of(previous).startswith("等") or crossing(parts) else parts


def _kin(total: Fact, part: Fact) -> bool:
    """Tell whether a part is named after the total: 桥梁 and 三类桥 share a character."""
    return bool(set(total.measure[-4:]) & set(part.measure[-4:]))
