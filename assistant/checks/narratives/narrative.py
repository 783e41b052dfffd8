"""N: what a report's sentences say of their own figures: parts, shares, growth, lists."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import HUNDRED, add, add_spans, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.explaining.nearest import pen_slip
from assistant.checks.findings import conflict, finding
from assistant.checks.labels import rounded
from assistant.checks.mentions import (
    called,
    cite,
    is_exact,
    left_of,
    right_of,
    said,
    shown,
)
from assistant.checks.narratives.as_listed import as_listed
from assistant.checks.narratives.in_a_row import last_clause
from assistant.checks.narratives.net_told import came_and_went
from assistant.checks.narratives.shares_in_turn import in_turn
from assistant.checks.prose import PROBLEMS, find_section, says_nothing
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations import Relation
from assistant.facts.relations.words import held_against
from assistant.facts.slips import mend, significant, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding, Severity
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity, plain

_HUNDRED = Decimal(100)
_NEARLY_ALL = Decimal("0.8")


@rule("N101", name="分项合计与总数不符", severity="error", source="DOMAIN §8 其中、分别为")
def partitions(ctx: Context) -> Iterator[Finding]:
    """查什么：报告中“共X，其中A、B、C”“X，分别为A、B、C”的分项合计与总数。

    为什么：分项之和大于总数必有一处写错；分项已列到八成以上却凑不齐，多半漏列或写错。
    举例：总额1316.50万元，所列四项合计1292.49万元，相差24.01万元。
    怎样改：核对台账，更正数字；确有其他项目的，补写“其余……”或用“等”字收尾。
    何时不报：“其中”只列了一部分（合计不到八成，且看不出笔误）；列举以“等”收尾；单位不同；差在四舍五入之内；总数只是用来比较的预算、目标、上年数；前面另有一个数正好等于各项之和；“；”后面说的是另一件事。
    """
    for relation in ctx.relations:
        if relation.kind == "partition":
            yield from _partition(ctx, relation)
    for whole, part in pairwise(ctx.pack.figures):
        if _is_of_which(whole, part):
            yield from _more_than_all(ctx, whole, part)


_OF_WHICH = re.compile(r"[^，。；：、（）\d]{0,14}[，（]其中[^，。；：、（）\d]{0,6}")
_APART = re.compile(r"均|每|率|比|多|少|增|减|超|差|最|倍")


def _is_of_which(whole: Fact, part: Fact) -> bool:
    """Tell whether a figure is said to be among the one before it: “15项，其中3项填补空白”."""
    ahead = left_of(part)
    if "其中" not in ahead[-8:] or whole.quote != part.quote:
        return False
    alike = whole.quantity.unit == part.quantity.unit not in ("%", "分", "百分点", "")
    if not alike or not (is_exact(whole) and is_exact(part)) or held_against(left_of(whole)):
        return False
    between = ahead.rpartition(whole.quantity.text)[2]
    clause = last_clause(ahead[: -len(between) - len(whole.quantity.text)])
    return bool(
        _OF_WHICH.fullmatch(between)
        and not _APART.search(clause + between)
        and not _REST.search(whole.measure)
    )


def _more_than_all(ctx: Context, whole: Fact, part: Fact) -> Iterator[Finding]:
    ctx.look(part.place)
    if base(part.quantity) > base(whole.quantity):
        yield from conflict(
            ctx, "N101", cite(part), base(whole.quantity),
            f"“{spoken(whole)}”{said(whole)}，其中一项写{said(part)}，多于总数",
            others=[cite(whole)],
        )  # fmt: skip


def _partition(ctx: Context, relation: Relation) -> Iterator[Finding]:
    relation = as_listed(ctx, relation)
    whole, parts = relation.whole.quantity, [part.quantity for part in relation.parts]
    if _item_by_item(ctx, relation) or right_of(relation.whole).startswith("岁"):
        return
    if not parts or any(q.comparator != "=" or not q.known() for q in (whole, *parts)):
        return
    if relation.whole.aspect != "growth" and held_against(left_of(relation.whole)):
        return
    if came_and_went(relation.whole, relation.parts):
        return  # “净增62万元，其中新购70万元、报废8万元”
    ctx.look(whole.place)
    total, spans = add(parts), add_spans(parts)
    if spans.meets(span(whole)) or _sum_stands_before(ctx, relation, total):
        return
    if total < base(whole) and _rest_stands_behind(ctx, relation, base(whole) - total):
        return
    short = total < base(whole)
    if short and not relation.closed and not _suspicious(whole, parts, _graded(relation)):
        return
    if (
        short
        and whole.unit != "份"
        and total * 2 < base(whole)
        and mend([whole, *parts], adds_up, short=True) is None
    ):
        return  # 老人1124人，失能、半失能分别为96人、215人: others than the figure before them
    added = "+".join(said(part) for part in relation.parts)
    right = shown(total, whole)
    severity: Severity = "warning" if short and not relation.closed else "error"
    for found in conflict(
        ctx, "N101", cite(relation.whole), total,
        f"“{_called(relation.whole)}”{said(relation.whole)}，所列分项{added}={right}",
        others=[cite(part) for part in relation.parts],
        severity=severity,
        suggestion="核对各分项；确有未列项目的，请补写或以“等”收尾。" if short else "",
    ):  # fmt: skip
        # The total is often right, and stands elsewhere too: that explains nothing here.
        if found.explanation.startswith("该数与"):
            found.explanation = ""
        yield found


_REST = re.compile(r"(?:结余|节余|剩余|余额|结转|节约|节省)(?:资金|金额)?$")


def _sum_stands_before(ctx: Context, relation: Relation, total: Decimal) -> bool:
    """Tell whether the sentence has a figure that is the sum of the parts: they divide that one."""
    whole, quote = relation.whole, relation.whole.quote
    return any(
        fact.quote == quote and fact.place != whole.place and fact.aspect == "value"
        and fact.quantity.dimension == whole.quantity.dimension and base(fact.quantity) == total
        and fact not in relation.parts
        for fact in ctx.pack.figures if fact.quantity.known()
    )  # fmt: skip


def _rest_stands_behind(ctx: Context, relation: Relation, rest: Decimal) -> bool:
    """Tell whether the sentence goes on to tell what the parts leave of their whole."""
    return any(
        is_exact(fact) and base(fact.quantity) == rest and fact not in relation.parts
        and fact.quantity.dimension == relation.whole.quantity.dimension
        and re.search("[剩其]余|结[余转]", last_clause(left_of(fact)))
        for fact in ctx.sentence_of.get(relation.parts[-1].place, ())
    )  # fmt: skip


_EACH_ITS_OWN = re.compile("分别|依次|各")
_NEXT = re.compile(r"[、和及与][^，。；：\d]*(?:20\d\d年的?)?[^，。；：\d]*")


def _item_by_item(ctx: Context, relation: Relation) -> bool:
    """Tell whether parts answer one by one to the figures of another list, the whole its last.

    “成人馆612份、少儿馆412份，满意数分别为571份、394份” divides nothing.
    """
    whole, first = relation.whole, relation.parts[:1]
    if not first or not _EACH_ITS_OWN.search(left_of(first[0])):
        return False
    sentence = ctx.sentence_of.get(whole.place, [])
    at = sentence.index(whole) if whole in sentence else 0
    listed = 1
    while at >= listed and _NEXT.fullmatch(
        left_of(sentence[at - listed + 1]).rpartition(sentence[at - listed].quantity.text)[2]
    ):
        listed += 1
    return 1 < listed <= len(relation.parts)


def _called(whole: Fact) -> str:
    """Return what a message calls a total: an increase is no stock."""
    word = {"up": "增加", "down": "减少"}.get(whole.direction, "")
    return spoken(whole) + (word if whole.aspect == "growth" else "")


def _graded(relation: Relation) -> bool:
    """Tell whether a list of answers names the content ones only: 非常满意198份，满意74份."""
    last = squeeze(relation.parts[-1].measure)
    return last.endswith("满意") and not re.search("[不未]满意", last)


def _suspicious(whole: Quantity, parts: list[Quantity], graded: bool = False) -> bool:
    """Tell whether parts of an open list fall short as a slip would make them.

    Nearly everything is listed, or one slip of the pen in one part closes the gap exactly.
    """
    if add(parts) >= base(whole) * _NEARLY_ALL or whole.unit == "份":
        # Questionnaires are told by all the groups that were asked.
        return not graded or bool(mend([whole, *parts], adds_up, short=True))
    gap = base(whole) - add(parts)
    if any(
        _long(part) and bool(pen_slip(base(part) / part.scale, (base(part) + gap) / part.scale))
        for part in parts
    ):
        return True
    # Among so many digits a slip that closes the gap is no chance.
    mended = mend([whole, *parts], adds_up, short=len(parts) >= _LISTED)
    if mended is not None and (significant(whole) >= _MANY or telling(whole) >= _SOME):
        return True
    return len(parts) >= _LISTED and _turned(whole, add(parts))


_MANY, _SOME, _LISTED = 5, 4, 3


def _turned(whole: Quantity, total: Decimal) -> bool:
    """Tell whether a total has the digits of the sum of its parts, two of them swapped."""
    printed, right = plain(whole.value or Decimal(0)), plain(total / whole.scale)
    return len(printed) >= 2 and printed != right and sorted(printed) == sorted(right)


def _long(part: Quantity) -> bool:
    digits = plain(abs(part.value or Decimal(0))).replace(".", "").strip("0")
    return len(digits) >= 2


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
    low, high = share.low * _HUNDRED, share.high * _HUNDRED
    spans = stated.quantity.interval()
    if spans.low <= high and low <= spans.high:
        return
    sums = _sums_before(ctx, stated, relation)
    if any(_explains(parts, whole, stated.quantity) for parts in sums):
        return  # the share is of several figures together
    if _of_their_sum(ctx, stated):
        return
    near = relation.whole.place.split("@")[0] == stated.place.split("@")[0]
    if not near and not mend([stated.quantity, part, whole], _is_share, short=True):
        return  # a base of the same name elsewhere may be another amount
    value = base(part) / base(whole) * _HUNDRED
    yield from conflict(
        ctx, "N103", cite(stated), Decimal(rounded(value)),
        f"{_named(relation.parts[0])}÷{_named(relation.whole)}={rounded(value)}%，报告写{said(stated)}",
        others=[cite(relation.parts[0]), cite(relation.whole)],
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


@rule("N106", name="任务未完成而问题未说明", severity="warning", source="DOMAIN §4、§8")
def unfinished(ctx: Context) -> Iterator[Finding]:
    """查什么：报告自己写了任务（应办）数和完成数，完成不到九成，而“存在的问题”没有提到。

    为什么：任务明显没完成却写“无问题”，是评审退回的常见原因。
    举例：全年任务5200户，已完成910户，完成17.5%，存在的问题写“无”。
    怎样改：在存在的问题中据实写明未完成的数量和原因，并提出措施。
    何时不报：完成九成以上；问题部分已经提到这件事；两个数不是任务和完成的关系。
    """
    for relation in ctx.relations:
        if relation.kind != "progress" or not _is_task(relation):
            continue
        whole, done = relation.whole.quantity, relation.parts[0].quantity
        if not base(whole):
            continue
        ctx.look(done.place)
        value = base(done) / base(whole) * _HUNDRED
        if value >= 90 or _told(ctx, relation):
            continue
        yield finding(
            ctx, "N106", done.place,
            f"“{called(ctx.pack, relation.whole)}”{said(relation.whole)}，完成{said(relation.parts[0])}，"
            f"完成率{said(relation.parts[0])}÷{said(relation.whole)}={rounded(value)}%，存在的问题中没有说明。",
            items=[cite(relation.parts[0]), cite(relation.whole)],
            found=f"{rounded(value)}%", expected="≥90%或说明原因",
            suggestion="在“存在的问题”中写明未完成数量和原因，并提出改进措施。",
        )  # fmt: skip


def _is_task(relation: Relation) -> bool:
    words = relation.whole.measure
    return bool(re.search(r"任务|目标|计划|应", words)) and "完成" in relation.parts[0].measure


def _told(ctx: Context, relation: Relation) -> bool:
    report = ctx.pack.overall_report
    section = find_section(report, PROBLEMS) if report else None
    if section is None:
        return False
    words = "".join(text.text for text in section.texts() if not says_nothing(text))
    return relation.whole.quantity.text in words or relation.parts[0].quantity.text in words
