"""X: one figure at two places, one slip of the pen apart."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import MONEY, column_name, row_name, title_of, written
from assistant.checks.mentions import left_of, right_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.slip_index import SlipIndex
from assistant.facts.slips import significant, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

Value = tuple[str, Decimal]
"""Dimension and value in base units: what makes two figures the same."""


class Told(NamedTuple):
    """A figure with the words it is known by, the form or report and the paragraph it stands in."""

    item: Item
    quantity: Quantity
    words: str
    part: Place
    paragraph: Place
    period: str
    prose: bool

    value: Value
    """What makes it the same figure elsewhere."""


@rule("X136", name="同一数字两处相差一笔", severity="warning", source="DOMAIN §8 文字与表格")
def near_copies(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的某个数在别处都找不到，而另一张表、另一段话里说同一件事的数与它只差一笔（一位数字、漏一位、多打一位、相邻两位颠倒、小数点或万元与元）。

    为什么：同一件事前后两个数，只差一笔，多半是抄写时出的笔误。
    举例：项目报告写受益5436人，自评表、整体报告都是5346人。
    怎样改：核对台账，两处改成一致。
    与表格相差一笔的为错误，两段文字之间的为警告。
    何时不报：两处说的不是同一件事（用词没有重合）；两个数各自在别处得到印证；数字太短，碰巧接近。
    """
    told = list(_told(ctx.pack))
    times = Counter(one.value for one in told)
    parts = {(one.part, one.value) for one in told}
    index = SlipIndex([(one.quantity, one) for one in told])
    paired: set[Place] = set()
    for one in told:
        if (
            one.quantity.place in paired
            or not one.prose
            or times[one.value] > 1
            or significant(one.quantity) < 2
        ):
            continue
        ctx.look(one.quantity.place)
        others = [other for other in index.near(one.quantity)
                  if other.paragraph != one.paragraph and _alone(one, other, parts)
                  and _one_matter(one, other)
                  and (not _lengths_differ(one, other) or times[other.value] > 1)]  # fmt: skip
        if others:
            other = max(others, key=lambda o: (likeness(one, o), times[o.value]))
            paired.add(other.quantity.place)
            yield from conflict(
                ctx, "X136", one.item, base(other.quantity),
                f"{one.item.label}{_shown(one)}，{other.item.label}{_shown(other)}，只差一笔，疑为笔误",
                others=[other.item], severity=None if other.prose else "error",
            )  # fmt: skip


def _shown(one: Told) -> str:
    return written(one.quantity)


def _alone(one: Told, other: Told, parts: set[tuple[Place, Value]]) -> bool:
    """Tell whether neither figure is told in the other's form or report."""
    if one.part == other.part:
        return True
    return (one.part, other.value) not in parts and (other.part, one.value) not in parts


_ENOUGH = {2: 0.75, 3: 0.5, 4: 0.34}
"""How alike the words must be for so many digits; longer numbers aren't met by chance."""


def _one_matter(one: Told, other: Told) -> bool:
    """Tell whether words and digits together make it one matter."""
    if one.period != other.period or _two_projects(one.part, other.part):
        return False
    digits = min(telling(one.quantity), telling(other.quantity))
    if digits < 2 or one.quantity.interval().meets(other.quantity.interval()):
        return False  # too short to tell, or the same but for rounding
    if _PLANNED.search(one.words) and not _PLANNED.search(other.words) and other.prose:
        return False
    if "满意" in one.words and "满意" in other.words and not _same_people(one, other):
        return False
    alike = likeness(one, other)
    if _lengths_differ(one, other) and _overlap(one, other) < _AS_GOOD_AS_ONE:
        return False  # of so many numbers with a digit more some are met by chance
    return alike >= _ENOUGH.get(digits, 0.2) and (digits > 4 or _share_a_word(one, other))


_AS_GOOD_AS_ONE = 0.75


def _lengths_differ(one: Told, other: Told) -> bool:
    """Tell whether a digit was lost or typed twice rather than changed."""
    first, second = (str(o.quantity.value).replace(".", "") for o in (one, other))
    return one.quantity.unit == other.quantity.unit and len(first) != len(second)


def _overlap(one: Told, other: Told) -> float:
    """Return the share of both names' characters that both have, 0 to 1."""
    first, second = set(_bare(one.words)), set(_bare(other.words))
    return len(first & second) / (len(first | second) or 1)


_PLANNED = re.compile(r"计划|目标|任务|承诺|应")


def _same_people(one: Told, other: Told) -> bool:
    """Tell whether two satisfaction rates are of the same people: one name holds the other."""
    first, second = _bare(one.words), _bare(other.words)
    return first in second or second in first


def _two_projects(first: Place, second: Place) -> bool:
    """Tell whether two forms or reports are of two different projects."""
    names = [part.partition("/")[2] for part in (first, second)]
    return all(names) and names[0] != names[1]


_GENERIC = re.compile(
    r"实际|完成|全年|年度|全镇|全县|全区|本镇|本级|共计|累计|开展|组织|数量|次数|人数|户数|个数|面积|里程|长度|"
    r"情况|工作|项目|指标|各项|相关|合计|数$|支出|经费|费用|金额|资金|决算|预算|"
    r"(?:执行|支付|到位|调整|控制|完成)率|率$|满意度?|自评|得分|依次|分别|目标|计划|任务|指标值|上年|去年"
)


@cache
def _bare(words: str) -> str:
    return _GENERIC.sub("", words)


def likeness(one: Told, other: Told) -> float:
    """Return the share of the shorter name's characters that the other's words have, 0 to 1."""
    first, second = set(_bare(one.words)), set(_bare(other.words))
    short = min(first, second, key=len)
    return len(first & second) / len(short) if short else 0.0


def _share_a_word(one: Told, other: Told) -> bool:
    words = _bare(other.words)
    return any(a + b in words for a, b in pairwise(_bare(one.words)))


def _told(pack: Pack) -> Iterator[Told]:
    """Yield every exact figure of the pack that another place may repeat.

    Scores are left out: each form has its own, and they are close to one another.
    """
    for fact in pack.figures:
        exact = fact.quantity.known() and fact.quantity.comparator == "="
        if exact and fact.quantity.dimension not in ("", "分"):
            yield _prose(fact, pack)
    for table in pack.tables():
        yield from _cells(table, str(pack.year or ""))
    yield from _base_cells(pack)


def _prose(fact: Fact, pack: Pack) -> Told:
    paragraph = fact.place.split("@")[0]
    steps = paragraph.split("/")
    part = "/".join(steps[: 1 if steps[0] == "overall_report" else 2])
    return Told(
        Item(f"报告“{fact.measure}”", fact.quantity, fact.quote), fact.quantity,
        _clause(fact), part, paragraph, _period(fact, pack), True, _value(fact.quantity),
    )  # fmt: skip


def _value(quantity: Quantity) -> Value:
    return quantity.dimension, base(quantity)


def _period(fact: Fact, pack: Pack) -> str:
    """Return a figure's year; the self-evaluation itself is made in the year after."""
    year = str(pack.year or "")
    return year if not fact.period or (year and fact.period > year) else fact.period


_AHEAD = 16
"""How many characters before a figure without a name of its own are its words."""


def _clause(fact: Fact) -> str:
    """Return a figure's measure with the words right behind it, where a noun may follow."""
    measure = squeeze(fact.measure)
    if len(_bare(measure)) < 2 and fact.quantity.dimension != "%":
        measure = left_of(fact)[-_AHEAD:]  # “发放金额”: its sentence says of what
    if fact.quantity.dimension in ("%", "元"):
        return measure
    match = re.match(r"[^，。；、（）\d]{0,10}", right_of(fact))
    return measure + (match.group() if match else "")


def _cells(table: IndicatorTable, year: str) -> Iterator[Told]:
    for row in filled(table):
        if row.actual.known() and row.actual.comparator == "=" and row.actual.dimension:
            yield Told(item(row, "actual"), row.actual, name_of(row), table.place,
                       row.place, year, False, _value(row.actual))  # fmt: skip
    for line in table.money:
        for column, label in MONEY.items():
            cell: Quantity = getattr(line, column)
            name = f"{line.label.text}{label}"
            if cell.known():
                yield Told(Item(f"{title_of(table)}{name}", cell), cell, name, table.place,
                           line.place, year, False, _value(cell))  # fmt: skip
    for entry in (*table.by_income, *table.by_expenditure):
        if entry.amount.known():
            yield Told(Item(f"{title_of(table)}{entry.label.text}", entry.amount), entry.amount,
                       entry.label.text, table.place, entry.label.place, year, False,
                       _value(entry.amount))  # fmt: skip


def _base_cells(pack: Pack) -> Iterator[Told]:
    data = pack.base_data
    for row in (*data.spending, data.procurement) if data else ():
        for column in ("last_final", "budget", "final"):
            cell: Quantity = getattr(row, column)
            year = (pack.year or 0) - (column == "last_final")
            if cell.known():
                label = f"基础数据表“{row_name(row)}”{column_name(column, pack.year)}"
                yield Told(Item(label, cell), cell, row_name(row), "base_data", row.place,
                           str(year), False, _value(cell))  # fmt: skip
