"""N: a total and the parts that a sentence divides it into: 其中, 分别为."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.compare import add, add_spans, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.explaining.pen_slips import pen_slip
from assistant.checks.findings import conflict
from assistant.checks.mentions import (
    cite,
    is_exact,
    left_of,
    right_of,
    said,
    shown,
)
from assistant.checks.narratives.as_listed import as_listed
from assistant.checks.narratives.changes.net_told import came_and_went
from assistant.checks.narratives.in_a_row import clause_of, last_clause
from assistant.checks.narratives.parts.brackets_told import opposite
from assistant.checks.narratives.to_blame import blamed_part, part_off
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations import Relation
from assistant.facts.relations.words import held_against
from assistant.facts.slips import mend, significant, telling, turned
from assistant.model.fact import Fact
from assistant.model.finding import Finding, Severity
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity, plain

_NEARLY_ALL = Decimal("0.8")


@rule("N101", name="分项合计与总数不符", severity="error", source="DOMAIN §8 其中、分别为")
def partitions(ctx: Context) -> Iterator[Finding]:
    """查什么：报告中“共X，其中A、B、C”“X，分别为A、B、C”的分项合计与总数。

    为什么：分项之和大于总数必有一处写错；分项已列到八成以上却凑不齐，多半漏列或写错。
    举例：总额1316.50万元，所列四项合计1292.49万元，相差24.01万元。
    怎样改：核对台账，更正数字；确有其他项目的，补写“其余……”或用“等”字收尾。
    何时不报：“其中”只列了一部分（合计不到八成，且看不出笔误）；列举以“等”收尾；单位不同；差在四舍五入之内；总数只是用来比较的预算、目标、上年数；前面另有一个数正好等于各项之和；“；”后面说的是另一件事。
    """
    divided = [relation for relation in ctx.relations if relation.kind == "partition"]
    meant = dict(filter(None, map(_turned_total, divided)))
    for relation in divided:
        yield from _second_fault(ctx, relation, meant) or _partition(ctx, relation)
    for whole, part in pairwise(ctx.pack.figures):
        if _is_of_which(whole, part):
            yield from _more_than_all(ctx, whole, part)


def _turned_total(relation: Relation) -> tuple[Place, Quantity] | None:
    """Return a total whose turned digits keep its parts from adding up, as it was meant."""
    figures = [relation.whole.quantity, *(part.quantity for part in relation.parts)]
    if telling(figures[0]) < _SOME or len(figures) <= _PAIR or adds_up(figures):
        return None
    mended = mend(figures, adds_up)
    if mended is None or mended.which or mended.meant.value not in turned(figures[0]):
        return None
    return relation.whole.place, mended.meant


def _second_fault(ctx: Context, relation: Relation, meant: dict[Place, Quantity]) -> list[Finding]:
    """Return the part that is wrong besides its total, which another division has mended."""
    right = meant.get(relation.whole.place)
    if right is None or not relation.closed:
        return []
    figures = [right, *(part.quantity for part in relation.parts)]
    mended = None if adds_up(figures) else mend(figures, adds_up)
    if mended is None or not mended.which:
        return []
    part = relation.parts[mended.which - 1]
    if mended.meant.value not in turned(part.quantity):
        return []
    whole = relation.whole.model_copy(update={"quantity": right})
    ctx.look(relation.whole.place)
    return part_off(ctx, "N101", whole, relation.parts, part, mended.meant)


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
    if base(part.quantity) > base(whole.quantity) and not _of_one_before(ctx, whole, part):
        yield from conflict(
            ctx, "N101", cite(part), base(whole.quantity),
            f"“{spoken(whole)}”{said(whole)}，其中一项写{said(part)}，多于总数",
            others=[cite(whole)],
        )  # fmt: skip


def _cross(relation: Relation, total: Decimal) -> bool:
    """Tell whether people are told of by what was done for them: each may come more than once.

    “义诊1.26万人次，其中老年人8642人次，测血压6218人次、测血糖4862人次” divides nothing.
    """
    whole, parts = relation.whole.quantity, [part.quantity for part in relation.parts]
    served = all(_SERVICE.match(clause_of(part)) for part in relation.parts[-2:])
    if whole.unit not in _PEOPLE or total <= base(whole) * (1 if served else _FAR_ABOVE):
        return False
    return mend([whole, *parts], adds_up, short=True) is None


_PEOPLE, _FAR_ABOVE = ("人", "名", "人次", "户", "户次"), Decimal("1.3")
_SERVICE = re.compile(
    "(?:免费|上门|入户|现场)*(?:测量?|检[测查]|筛查|发放|诊[疗断治]|义诊|提供|赠送|慰问|探访|咨询|接种|助[餐浴医洁行急]|理发|宣传|指导|转介)"
)


def _only_two(whole: Quantity, parts: list[Fact]) -> bool:
    """Tell whether a list names two parts that are no opposites: others may well be left out.

    Long numbers that one slip of the pen would make add up are told all the same.
    """
    if len(parts) != _PAIR or opposite(*parts) or whole.unit == _ASKED:
        return False
    figures = [part.quantity for part in parts]
    small = all(significant(figure) <= _PAIR for figure in figures)
    return small or mend([whole, *figures], adds_up, short=True) is None


_PAIR = 2
_ASKED = "份"
"""Questionnaires are told by all the groups that were asked."""
_GROUP = re.compile("老年|老人|儿童|妇|慢[性病]|残疾|低保|特困|脱贫|青少年|未成年|农民工|军人")


def _groups(whole: Quantity, parts: list[Fact]) -> bool:
    """Tell whether a list names groups of people: there are others, and one may be of two."""
    if whole.unit not in _PEOPLE or sum(bool(_GROUP.search(p.measure)) for p in parts) <= _PAIR:
        return False
    return mend([whole, *(part.quantity for part in parts)], adds_up, short=True) is None


def _of_one_before(ctx: Context, whole: Fact, part: Fact) -> bool:
    """Tell whether a list makes a figure before its own: “18个，已改15个，在改3个，其中……”."""
    row = [f for f in ctx.sentence_of.get(part.place, ()) if is_exact(f)]
    row = [f for f in row if f.quantity.unit == part.quantity.unit]
    at = next((n for n, f in enumerate(row) if f is part), 0)
    heads = [add([f.quantity for f in row[at:stop]]) for stop in range(at + 2, len(row) + 1)]
    return any(base(f.quantity) in heads for f in row[:at] if f is not whole)


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
    if len(parts) < _PAIR and total <= base(whole):
        return  # the others of which a list once was are means, or what was done: one is no list
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
    if _cross(relation, total):
        return
    blamed = blamed_part(ctx, relation.whole, relation.parts) if relation.closed else None
    if blamed:
        yield from part_off(ctx, "N101", relation.whole, relation.parts, *blamed)
        return
    added = "+".join(said(part) for part in relation.parts)
    right = shown(total, whole)
    severity: Severity = "warning" if short and not relation.closed else "error"
    if not relation.closed and _is_no_division(relation, total):
        severity = "info"
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


def _is_no_division(relation: Relation, total: Decimal) -> bool:
    """Tell whether a list behind 其中 may well name what doesn't divide its whole."""
    whole, parts = relation.whole, relation.parts
    if total < base(whole.quantity):
        return (
            _only_two(whole.quantity, parts)
            or right_of(parts[-1]).startswith("等")
            or _groups(whole.quantity, parts)
        )
    # 其中初次信访302件，一次性化解275件: far too many, and nothing miswritten.
    figures = [whole.quantity, *(part.quantity for part in parts)]
    return total > base(whole.quantity) * _FAR_MORE and mend(figures, adds_up) is None


_FAR_MORE = Decimal("1.15")


_REST = re.compile(r"(?:结余|节余|剩余|余额|结转|节约|节省)(?:资金|金额)?$")


_DONE = re.compile("已|均已|完成")


def _sum_stands_before(ctx: Context, relation: Relation, total: Decimal) -> bool:
    """Tell whether another figure is the sum of the parts: they divide that one.

    What was done of them (已整改25处) isn't one, though it stands behind them.
    """
    whole, quote = relation.whole, relation.whole.quote
    first = relation.parts[0].location.start or 0
    return any(
        fact.quote == quote and fact.place != whole.place and fact.aspect == "value"
        and fact.quantity.dimension == whole.quantity.dimension and base(fact.quantity) == total
        and fact not in relation.parts
        and ((fact.location.start or 0) < first or not _DONE.match(clause_of(fact)))
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
