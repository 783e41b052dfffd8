"""N: the points that a self-evaluation says it lost, against the score that it tells."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.explaining.pen_slips import pen_slip
from assistant.checks.findings import conflict
from assistant.checks.labels import show
from assistant.checks.mentions import cite, left_of, said
from assistant.checks.narratives.in_a_row import clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_HINT = re.compile(r"[失扣](?:[减除]?分|\d)|共失|共扣")
_LOST = re.compile(
    r"^(?:[^，。；、\d]{0,8}?(?:项(?:指标)?|方面|指标))?(?:本次|自评|全部|各项|整体)*(?:合计|共计?|总共|一共|总计|累计)(?:失分?|被?扣[减除]?分?)(?:了|为)?$|"
    r"^(?:本次|自评|整体)*(?:失分|扣分)(?:合计|共计?|总计)(?:为)?$"
)
_SCORE = re.compile(
    r"(?:自评|评价|综合|最终|总评|总|项目|支出|绩效)(?:总|综合)?(?:得分|评分|分数?)(?:为|是|达到?)?$"
)
_OF_PART = re.compile(
    r"(?:指标|执行率?|数量|质量|时效|效益|满意度|成本|产出|管理|决策|过程|投入)(?:得分|评分|部分)?(?:为)?$"
)
_OTHERS = re.compile(r"加分|附加|折算|上年|去年|平均|满分(?!100分|为100)")
_PARTLY = re.compile("主要|其中|重点")
_FULL, _LEAST = Decimal(100), Decimal(40)


@rule("N191", name="合计扣分与自评得分不符", severity="warning", source="DOMAIN §3")
def points_lost(ctx: Context) -> Iterator[Finding]:
    """查什么：“自评得分97.72分……失分集中在满意度和时效两项，合计扣2.28分”，合计扣分应等于满分100分减自评得分。

    为什么：得分和扣分是一个数的两面。
    举例：100-97.72=2.28分，写成合计扣2.82分不符。
    怎样改：按各项指标的得分重新计算后更正。
    何时不报：同段没有写自评总得分，或写了几个得分而其中一个相符；扣分只说某一类指标；写的是主要失分，少于全部扣分；有加分、折算或满分不是100分。
    """
    told = sentences_with(ctx, _HINT)
    for paragraph in ctx.paragraphs if told else ():
        for number, lost in enumerate(paragraph):
            if lost.quote in told and lost.quantity.unit == "分" and _is_all(lost):
                yield from _against(ctx, lost, paragraph[:number])


def _is_all(lost: Fact) -> bool:
    """Tell whether a figure is all the points lost, not those of some indicators."""
    if not is_plain(lost) or not _LOST.search(clause_of(lost)) or _OTHERS.search(lost.quote):
        return False
    ahead = re.split("[。；]", left_of(lost))[-1]
    opening = re.match(r"[^，。；：\d]{0,12}", ahead)
    scored = re.search(r"\d分", ahead)
    return bool(scored or re.search("[失扣]分", opening[0] if opening else "") or "，" not in ahead)


def _against(ctx: Context, lost: Fact, before: list[Fact]) -> Iterator[Finding]:
    scores = [f for f in before if _is_score(f)]
    if not scores or any(_OTHERS.search(f.quote) for f in before):
        return
    ctx.look(lost.place)
    told = base(lost.quantity)
    if any(_FULL - base(f.quantity) == told for f in before if f.quantity.unit == "分"):
        yield from _in_parts(ctx, lost, before)
        return
    score = scores[-1]
    right = _FULL - base(score.quantity)
    slip = pen_slip(told, right, lost.quantity)
    if len(scores) > 1 and not slip:
        return
    if told < right and _PARTLY.search(lost.quote) and not slip:
        return
    for found in conflict(
        ctx, "N191", cite(lost), right,
        f"自评得分{said(score)}，满分100分，应共扣{show(right, '分')}，报告写扣{said(lost)}",
        others=[cite(score)],
    ):  # fmt: skip
        found.explanation = found.explanation or slip
        yield found


def _in_parts(ctx: Context, lost: Fact, before: list[Fact]) -> Iterator[Finding]:
    """Check “决策扣1.5分，过程扣3分，产出扣2分，合计扣6.5分”, where the score bears the total out."""
    parts: list[Fact] = []
    for fact in reversed(before):
        if fact.quote != lost.quote or not _TAKEN.search(clause_of(fact)) or not is_plain(fact):
            break
        parts.insert(0, fact)
    figures = [part.quantity for part in parts]
    if len(parts) < _FEWEST or adds_up([lost.quantity, *figures]):
        return
    total = add(figures)
    if _PARTLY.search(lost.quote) and total < base(lost.quantity):
        return
    for found in conflict(
        ctx, "N191", cite(parts[-1]), base(parts[-1].quantity) + base(lost.quantity) - total,
        f"{'+'.join(map(said, parts))}={show(total, '分')}，报告写合计扣{said(lost)}",
        others=[*(cite(part) for part in parts[:-1]), cite(lost)],
    ):  # fmt: skip
        mended = mend(figures, lambda each: adds_up([lost.quantity, *each]))
        found.explanation = mended.words(figures) if mended else ""
        yield found


_FEWEST, _TAKEN = 2, re.compile("[扣失](?:[减除]|分)?(?:了|为)?$")


def _is_score(fact: Fact) -> bool:
    """Tell whether a figure is the score of a whole table."""
    if fact.quantity.unit != "分" or not is_plain(fact):
        return False
    words = clause_of(fact)
    score = _LEAST < base(fact.quantity) <= _FULL
    return score and bool(_SCORE.search(words)) and not _OF_PART.search(words)
