"""X: one figure at two places, one slip of the pen apart."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.checks.between.parts_told import other_measure
from assistant.checks.between.told import Told, bare, told_of_pack
from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.labels import side_by_side, written
from assistant.checks.registry import rule
from assistant.checks.vicinity.of_two import is_made_mean, is_made_product
from assistant.facts.slips import significant
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.model.quantity import Quantity


@rule("X136", name="同一数字两处相差一笔", severity="warning", source="DOMAIN §8 文字与表格")
def near_copies(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的某个数在别处都找不到，而另一张表、另一段话里说同一件事的数与它只差一笔（一位数字、漏一位、多打一位、相邻两位颠倒、小数点或万元与元）。

    为什么：同一件事前后两个数，只差一笔，多半是抄写时出的笔误。
    举例：项目报告写受益5436人，自评表、整体报告都是5346人。
    怎样改：核对台账，两处改成一致。
    与表格相差一笔的为错误，两段文字之间的为警告。
    何时不报：两处说的不是同一件事（用词没有重合）；两个数各自在别处得到印证，或在本句由别的数算得出，或都是平均数且在本段各自除得出（四位以上的数与表内指标同名的，仍要核对表）；一个是预算、一个是决算；增减的对象不同；一个是编制、一个是在职；1000以下的整数名称不同；数字太短，碰巧接近。
    """
    told = ctx.once(told_of_pack)
    paired: set[Place] = set()
    for one in told.figures:
        if not one.prose or len(one.twins) > 1 or _is_short(one):
            continue
        if one.quantity.place in paired:
            continue
        ctx.look(one.quantity.place)
        others = [other for other in told.slips.near(one.digits)
                  if other.where.paragraph != one.where.paragraph
                  and (len(other.twins) > 1 or not _lengths_differ(one, other))
                  and one_matter(one, other) and _alone(one, other)
                  and not _vouched(one, other, ctx)]  # fmt: skip
        if others:
            other = max(others, key=lambda o: (likeness(one, o), len(o.twins)))
            paired.add(other.quantity.place)
            yield from conflict(
                ctx, "X136", one.said.item, base(other.quantity),
                f"{one.said.item.label}{shown(one)}，{other.said.item.label}{_beside(other, one)}，两数写法相近，疑为同一个数写错",
                others=[other.said.item], severity=None if other.prose else "error",
            )  # fmt: skip


def _is_short(one: Told) -> bool:
    """Tell whether a figure has too few digits to be told from others."""
    return one.digits.telling < _SHORT and significant(one.quantity) < _SHORT


_SHORT = 2


def _vouched(one: Told, other: Told, ctx: Context) -> bool:
    """Tell whether a figure's own sentence speaks for it; a third decimal is lost in rounding."""
    sure = ctx.vouched
    if _EACH.search(one.words) and all(is_made_mean(ctx, told.quantity) for told in (one, other)):
        return True  # 平均每公里 of two things: each is made of its own figures
    if all(is_made_product(ctx, told.quantity) for told in (one, other)):
        return True  # 3900人次 at 500元 and 1960人次 at 1000元
    if one.quantity.place not in sure or _one_decimal_more(one.quantity, other.quantity):
        return False
    if not other.prose and _plainly_one(one, other):
        return False  # a sentence that holds in itself doesn't make the form's cell right
    return other.quantity.place in sure or bare(one.words) != bare(other.words)


_EACH = re.compile(r"每|均(?!衡)")
_LONG_NAME = 4


def _plainly_one(one: Told, other: Told) -> bool:
    """Tell whether a cell and a figure of four digits share four characters of their names."""
    if min(one.digits.telling, other.digits.telling) < _LONG_NAME:
        return False
    if one.quantity.unit != other.quantity.unit or one.quantity.dimension == "元":
        return False
    first, second = bare(one.words), bare(other.words)
    starts = range(len(first) - _LONG_NAME + 1)
    return any(first[i : i + _LONG_NAME] in second for i in starts)


def shown(one: Told) -> str:
    """Return a figure as it is printed, in a form with the unit of its column."""
    return one.quantity.text if one.prose else written(one.quantity)


def _beside(other: Told, one: Told) -> str:
    """Return a figure as printed; an amount in another unit also in that of the first."""
    if other.quantity.dimension == "元" and other.quantity.unit != one.quantity.unit:
        return side_by_side(other.quantity, one.quantity)
    return shown(other)


def _alone(one: Told, other: Told) -> bool:
    """Tell whether neither figure is told in the other's form or report."""
    if one.part == other.part:
        return True
    return not (_stands_in(other, one.part) or _stands_in(one, other.part))


def _stands_in(one: Told, part: Place) -> bool:
    return any(twin.part == part for twin in one.twins)


_ENOUGH = {2: 0.75, 3: 0.5, 4: 0.34}
"""How alike the words must be for so many digits; longer numbers aren't met by chance."""


def one_matter(one: Told, other: Told) -> bool:
    """Tell whether words and digits together make it one matter."""
    if _two_projects(one.part, other.part):
        return False
    digits = min(one.digits.telling, other.digits.telling)
    if digits < 2 or one.quantity.interval().meets(other.quantity.interval()):
        return False  # too short to tell, or the same but for rounding
    if one.said.period != other.said.period:
        return False
    if _few(one.quantity) and _few(other.quantity) and bare(one.words) != bare(other.words):
        return False  # 11 of these and 15 of those
    if _of_posts(one) != _of_posts(other):
        return False  # posts and the people on them
    if other_measure(one.words) != other_measure(other.words):
        return False  # a contract's price and what was paid
    if _PLANNED.search(one.words) and not _PLANNED.search(other.words) and other.prose:
        return False
    if "满意" in one.words and "满意" in other.words and not _same_people(one, other):
        return False
    alike = likeness(one, other)
    if _lengths_differ(one, other) and _overlap(one, other) < _AS_GOOD_AS_ONE:
        return False  # of so many numbers with a digit more some are met by chance
    return alike >= _ENOUGH.get(digits, 0.2) and (digits > 4 or _share_a_word(one, other))


def _few(quantity: Quantity) -> bool:
    """Tell whether a figure is a small count, which another meets by chance."""
    whole = quantity.precision is None or quantity.precision >= 1
    return whole and abs(quantity.value or Decimal(0)) < _BY_CHANCE


_BY_CHANCE = 1000
_AS_GOOD_AS_ONE = 0.75


def _of_posts(one: Told) -> bool:
    """Tell whether a count is of posts (编制), not of people who hold them."""
    return one.quantity.unit in ("人", "名", "个") and "编制" in one.words


def _lengths_differ(one: Told, other: Told) -> bool:
    """Tell whether a digit was lost or typed twice rather than changed, which may be chance."""
    if one.quantity.unit != other.quantity.unit:
        return False
    if len(one.digits.text.replace(".", "")) == len(other.digits.text.replace(".", "")):
        return False
    return not _one_decimal_more(one.quantity, other.quantity)


def _one_decimal_more(one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure has a third decimal and the other two: that many are rarely meant."""
    return _decimals(one) == _USUAL + 1 and _decimals(other) == _USUAL


_USUAL = 2


def _decimals(quantity: Quantity) -> int:
    """Return how many decimals are printed."""
    printed = re.search(r"\d[.．](\d+)", quantity.raw)
    return len(printed[1]) if printed else 0


def _overlap(one: Told, other: Told) -> float:
    """Return the share of both names' characters that both have, 0 to 1."""
    first, second = set(bare(one.words)), set(bare(other.words))
    return len(first & second) / (len(first | second) or 1)


_PLANNED = re.compile(r"计划|目标|任务|承诺|应")


def _same_people(one: Told, other: Told) -> bool:
    """Tell whether two satisfaction rates are of the same people: one name holds the other."""
    first, second = bare(one.words), bare(other.words)
    if one.part.partition("/")[2] != other.part.partition("/")[2]:
        return first == second  # 签约居民 of the unit, 居民 of a project
    return first in second or second in first


def _two_projects(first: Place, second: Place) -> bool:
    """Tell whether two forms or reports are of two different projects."""
    names = [part.partition("/")[2] for part in (first, second)]
    return all(names) and names[0] != names[1]


def likeness(one: Told, other: Told) -> float:
    """Return the share of the shorter name's characters that the other's words have, 0 to 1."""
    first, second = set(bare(one.words)), set(bare(other.words))
    short = min(first, second, key=len)
    return len(first & second) / len(short) if short else 0.0


def _share_a_word(one: Told, other: Told) -> bool:
    first, second = (_VERB.sub(" ", bare(words)) for words in (one.words, other.words))
    return any(a + b in second for a, b in pairwise(first) if " " not in (a, b))


_VERB = re.compile(
    r"清理|整治|排查|检查|改造|维修|维护|新增|新建|发放|带动|处理|更换|修复|培训|慰问|走访"
)
"""Verbs that many a count of a report has: what was cleared may be two things."""
