"""N: shares and rates whose two amounts a sentence names beside them: A占B的p%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import HUNDRED, add_spans, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import rounded
from assistant.checks.mentions import (
    cite,
    is_exact,
    left_of,
    said,
)
from assistant.checks.narratives.in_a_row import clause_of
from assistant.checks.narratives.shares.shares_in_turn import in_turn
from assistant.checks.narratives.shares.shares_otherwise import made_otherwise
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations import Relation
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Quantity


@rule("N103", name="占比与两数不符", severity="error", source="DOMAIN §8 占比")
def shares(ctx: Context) -> Iterator[Finding]:
    """查什么：“A若干，占B的百分之几”，用两个金额（数量）重新计算占比。

    为什么：占比是算出来的，与两个数不符说明有一个数写错。
    举例：人员经费1895.10万元，占基本支出2810.40万元的67.43%，重算相符；写成76.43%即不符。
    怎样改：按两个数重新计算后更正。
    何时不报：分母在本段没有出现；差在四舍五入之内；各占比是占各项之和。
    """
    told: set[Place] = set()
    for relation in ctx.relations:
        if relation.kind not in ("share", "rate") or relation.stated is None:
            continue
        for found in _quotient(ctx, relation, relation.stated):
            told.add(found.place)
            yield found
    yield from in_turn(ctx, told)


def _quotient(ctx: Context, relation: Relation, stated: Fact) -> Iterator[Finding]:
    part, whole = relation.parts[0].quantity, relation.whole.quantity
    share = span(part).over(span(whole))
    if share is None or {part.comparator, whole.comparator, stated.quantity.comparator} != {"="}:
        return
    ctx.look(stated.place)
    low, high = share.low * 100, share.high * 100
    spans = stated.quantity.interval()
    if spans.low <= high and low <= spans.high:
        return
    sums = _sums_before(ctx, stated, relation)
    if any(_explains(parts, whole, stated.quantity) for parts in sums):
        return  # the share is of several figures together
    if _of_their_sum(ctx, stated):
        return
    if base(part) > base(whole) and base(stated.quantity) < 100 and not _told_of(relation.whole):
        return  # 财政支出 isn't a share of 财政收入
    if _means_between(ctx, stated) or made_otherwise(ctx, relation, stated):
        return
    near = relation.whole.place.split("@")[0] == stated.place.split("@")[0]
    sure = near and not (_of_another(stated, relation.parts[0]) or _of_broken_sum(ctx, relation))
    if not sure and not mend([stated.quantity, part, whole], _is_share, short=True):
        return  # a base of the same name elsewhere, a share of something else
    value = base(part) / base(whole) * 100
    yield from conflict(
        ctx, "N103", cite(stated), Decimal(rounded(value)),
        f"{_named(relation.parts[0])}÷{_named(relation.whole)}={rounded(value)}%，报告写{said(stated)}",
        others=[cite(relation.parts[0]), cite(relation.whole)],
    )  # fmt: skip


_EACH = re.compile("每|均(?!衡)")


def _means_between(ctx: Context, stated: Fact) -> bool:
    """Tell whether shares told in turn follow amounts with what each costs among them.

    “衬砌3582万元，每公里45万元；建筑物1206万元，每座3.7万元。分别占62.80%、21.15%” may be paired wrongly.
    """
    if "分别占" not in left_of(stated):
        return False
    here, start = stated.place.split("@")[0], stated.location.start or 0
    before = [f for f in ctx.pack.figures if f.place.split("@")[0] == here]
    return any(
        f.quantity.unit != "%" and _EACH.search(clause_of(f)) and (f.location.start or 0) < start
        for f in before
    )


def _told_of(whole: Fact) -> bool:
    return "占" in clause_of(whole)


_SUBJECT = re.compile(r"(?P<name>[一-龥]{4,})占比?(?:重|例)?(?:约?为|达到?)?$")
_GENERAL = re.compile("全年|本年度?|当年|合计|总计|其中|同期|全部")


def _of_another(stated: Fact, part: Fact) -> bool:
    """Tell whether a share's own subject calls something else than the amount before it.

    Of “乡镇卫生院96万人次，村卫生室90万人次，基层医疗机构诊疗量占比69%” the sum is meant.
    """
    subject = _SUBJECT.search(clause_of(stated))
    name = _GENERAL.sub("", subject["name"]) if subject else ""
    told = clause_of(part) + part.measure
    return len(name) >= _FEWEST and not any(a + b in told for a, b in pairwise(name))


_FEWEST = 4


def _of_broken_sum(ctx: Context, share: Relation) -> bool:
    """Tell whether the amount before a share is one of several that miss their own total.

    Then a slip in another of them may have spoilt a share of their sum.
    """
    part = share.parts[0]
    return any(
        each.kind == "partition" and part in each.parts and len(each.parts) > 1
        and not add_spans([p.quantity for p in each.parts]).meets(span(each.whole.quantity))
        for each in ctx.relations
    )  # fmt: skip


def _named(fact: Fact) -> str:
    """Return a figure under its name: 常住人口 of 占常住人口."""
    name = re.sub(r"^(?:占|较|按|为(?!民))(?:全部|全年)?(?=..)", "", spoken(fact))
    return f"“{name}”{said(fact)}"


def _of_their_sum(ctx: Context, stated: Fact) -> bool:
    """Tell whether a share is one of several that make up 100 % of the sum of their amounts."""
    here = stated.place.split("@")[0]
    figures = [f for f in ctx.pack.figures if f.place.split("@")[0] == here]
    pairs = [(a.quantity, b.quantity) for a, b in pairwise(figures)
             if b.aspect == "share" and is_exact(a)]  # fmt: skip
    pairs = [(a, b) for a, b in pairs if a.dimension == pairs[0][0].dimension]
    if len(pairs) < 2 or stated.quantity not in [share for _, share in pairs]:
        return False
    total = add_spans([amount for amount, _ in pairs])
    quotients = [(span(amount).over(total), share) for amount, share in pairs]
    return all(q is not None and q.times(HUNDRED).meets(share.interval()) for q, share in quotients)


def _is_share(figures: Sequence[Quantity]) -> bool:
    stated, part, whole = figures
    return _explains([part], whole, stated)


def _sums_before(ctx: Context, stated: Fact, relation: Relation) -> Iterator[list[Quantity]]:
    """Yield every figure of the sentence before a share, and their running sums backwards."""
    part, whole = relation.parts[0].quantity, relation.whole
    before = [
        f.quantity for f in ctx.pack.figures
        if f.quote == stated.quote and f.aspect == "value"
        and f.quantity.dimension == part.dimension and f.place != whole.place
        and (f.location.start or 0) < (stated.location.start or 0)
    ]  # fmt: skip
    for start in range(len(before)):
        yield [before[start]]
        yield before[start:]


def _explains(parts: list[Quantity], whole: Quantity, stated: Quantity) -> bool:
    quotient = add_spans(parts).over(span(whole))
    if quotient is None:
        return False
    return quotient.times(HUNDRED).meets(stated.interval())
