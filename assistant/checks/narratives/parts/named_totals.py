"""N: totals named as such behind the amounts of several sentences."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.labels import show
from assistant.checks.mentions import (
    is_exact,
    left_of,
)
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.checks.registry import rule
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding


@rule("N130", name="写明“合计”的数与前列各数之和不符", severity="warning", source="DOMAIN §8 合计")
def named_totals(ctx: Context) -> Iterator[Finding]:
    """查什么：“A项目支出443.60万元，占……；B项目……；C项目……。三个项目支出合计963.08万元”，合计应等于同段前面各数之和；“全校基本支出合计”应等于同段各笔基本支出之和。

    为什么：各数分在几句里写，合计写在最后，改了一个数常忘了改合计。
    举例：三个项目443.60万元、374.40万元、145.08万元，合计应为963.08万元，写成936.08万元不符。
    怎样改：核对各数后更正。
    何时不报：前面有几个数之和正好等于合计；不知道合计的是哪几个数；看不出是哪个数笔误。
    """
    for group in ctx.paragraphs:
        for number, total in enumerate(group):
            if not left_of(total).endswith(("合计", "共计", "总计")) or not is_exact(total):
                continue
            counted = _COUNTED.search(left_of(total))
            before = [f for f in group[:number] if _of_unit(f, total)
                      and (counted or f.period == total.period)]  # fmt: skip
            runs = _runs(before, total)
            if not runs or telling(total.quantity) < (2 if counted else 3):
                continue
            ctx.look(total.place)
            fits = (before[start:stop] for stop in range(2, len(before) + 1)
                    for start in range(stop - 1))  # fmt: skip
            if any(adds_up([total.quantity, *(f.quantity for f in run)]) for run in (*runs, *fits)):
                continue
            yield from _sum(ctx, total, runs)


_COUNTED = re.compile(
    r"([两二三四五六七八])(?:个|项|类|笔|种|级|家|方|部分)[^，。；、]{0,10}(?:合计|共计|总计)$"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}


def _of_unit(fact: Fact, total: Fact) -> bool:
    return fact.quantity.unit == total.quantity.unit and is_exact(fact)


def _runs(before: list[Fact], total: Fact) -> list[list[Fact]]:
    """Return what a total may add up: so many as it says, or those of its own name."""
    counted = _COUNTED.search(left_of(total))
    if counted:
        count = _NUMBERS[counted[1]]
        return [before[-count:]] if len(before) >= count else []
    name = re.sub(r"^[全本我][校镇乡县局院区单位]+|合计|共计|总计", "", total.measure)
    named = [f for f in before if len(name) >= 3
             and (f.measure.endswith(name) or f.measure.startswith("加上"))]  # fmt: skip
    return [named] if len(named) >= 2 else []


def _sum(ctx: Context, total: Fact, runs: list[list[Fact]]) -> Iterator[Finding]:
    for run in runs:
        amounts = [total.quantity, *(f.quantity for f in run)]
        mended = mend(amounts, adds_up)
        if mended is None:
            continue
        right = show(add(amounts[1:]), total.quantity.unit)
        yield from wrong_sum(ctx, "N130", total, run, right, mended.words(amounts))
        return
