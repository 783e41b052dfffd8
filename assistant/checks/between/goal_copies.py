"""X: the figures of a form's goal cell, one slip of the pen from what other places say."""

import re
from collections.abc import Iterator

from assistant.checks.between.near_copies import likeness, one_matter, shown
from assistant.checks.between.told import Told, prose_figure, told_of_pack
from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.facts.prose import read_figures
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack

_ALIKE = 0.5
"""How much of the shorter name both must have in common, 0 to 1."""


@rule(
    "X156", name="“实际完成情况”的数与别处不符", severity="warning", source="DOMAIN §8 文字与表格"
)
def goal_copies(ctx: Context) -> Iterator[Finding]:
    """查什么：自评表“实际完成情况”里的某个数在别处都找不到，而报告、其他表里说同一件事的数与它只差一笔（一位数字、相邻两位颠倒、小数点）。

    为什么：年度总体目标栏常在最后填，抄错一个数，报告和指标栏却是对的。
    举例：整体表“实际完成情况”写受益2.63万人，项目表和报告都是2.36万人。
    怎样改：核对台账，几处改成一致。
    何时不报：这个数在别处也写到；两个数说的不是同一件事（用词没有重合）；一个是目标、一个是完成；数字太短，碰巧接近。
    """
    told = ctx.once(told_of_pack)
    printed = set(_NUMBER.findall(" ".join([one.quantity.raw for one in told.figures])))
    for table, one in _goal_figures(ctx.pack, printed):
        if one.value in told.by_value or one.digits.telling < 2:
            continue
        ctx.look(one.where.paragraph)
        near = [other for other in (*told.slips.near(one.digits), *_same_digits(one, told.figures))
                if _same_thing(one, other, len(other.twins))]  # fmt: skip
        if near:
            other = max(near, key=lambda o: (likeness(one, o), not o.prose, len(o.twins)))
            where = f"{title_of(table)}“实际完成情况”"
            item = Item(where, one.quantity, one.said.item.sentence)
            yield from conflict(
                ctx, "X156", item, base(other.quantity),
                f"{where}{_name(one)}写{shown(one)}，{other.said.item.label}{shown(other)}，疑为笔误",
                others=[other.said.item],
            )  # fmt: skip


_BENEFIT = re.compile(r"受益|惠及|受惠|改善|覆盖")
_NAME = 3
"""So many characters of a name, all of them in the other's words, make it one matter."""


def _same_thing(one: Told, other: Told, times: int) -> bool:
    """Tell whether two figures are of one matter: by their names, or both say who is served."""
    if one_matter(one, other) and likeness(one, other) >= _ALIKE:
        return True
    if one.said.period != other.said.period or one.quantity.unit != other.quantity.unit:
        return False
    name = one.words.removeprefix("其中")
    if len(name) > _NAME and name in other.words and _sorted(one) == _sorted(other):
        return True
    served = [_BENEFIT.search(each.said.item.sentence + each.words) for each in (one, other)]
    return times > 1 and all(served) and one.quantity.dimension == "人" and one.digits.telling > 2


def _same_digits(one: Told, others: list[Told]) -> Iterator[Told]:
    """Yield the figures that have the same digits in another order."""
    dimension, number = one.value
    digits = _sorted(one)
    for other in others:
        # Digits in another order leave the same rest.
        alike = other.value[0] == dimension and (other.value[1] - number) % 9 == 0
        if alike and _sorted(other) == digits:
            yield other


def _sorted(one: Told) -> list[str]:
    return sorted(str(base(one.quantity).normalize()))


def _name(one: Told) -> str:
    return one.said.item.label.removeprefix("报告")


_NUMBER = re.compile(r"\d[\d.]+")


def _goal_figures(pack: Pack, printed: set[str]) -> Iterator[tuple[IndicatorTable, Told]]:
    """Yield the exact figures of what the forms say was achieved, where one isn't printed elsewhere."""
    year = str(pack.year or "")
    for table in pack.tables():
        if printed.issuperset(_NUMBER.findall(table.goal_achieved.raw)):
            continue  # reading figures takes longest
        subject = pack.unit.text if table.kind == "overall" else table.project.text
        for fact in read_figures(table.goal_achieved, pack.year, subject)[0]:
            exact = fact.quantity.known() and fact.quantity.comparator == "="
            if exact and fact.quantity.dimension not in ("", "分"):
                yield table, prose_figure(fact, year)
