"""X: one figure at two places, one slip of the pen apart."""

import re
from collections import Counter, defaultdict
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
from assistant.facts.slips import significant, telling, typed_once, values
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

    @property
    def value(self) -> Value:
        """What makes it the same figure elsewhere."""
        return self.quantity.dimension, base(self.quantity)


@rule("X136", name="同一数字两处相差一笔", severity="warning", source="DOMAIN §8 文字与表格")
def near_copies(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的某个数在别处都找不到，而另一张表、另一段话里说同一件事的数与它只差一笔（一位数字、相邻两位颠倒、小数点或万元与元）。

    为什么：同一件事前后两个数，只差一笔，多半是抄写时出的笔误。
    举例：项目报告写受益5436人，自评表、整体报告都是5346人。
    怎样改：核对台账，两处改成一致。
    与表格相差一笔的为错误，两段文字之间的为警告。
    何时不报：两处说的不是同一件事（用词没有重合）；两个数各自在别处得到印证；数字太短，碰巧接近。
    """
    told = list(_told(ctx.pack))
    times = Counter(one.value for one in told)
    parts = {(one.part, one.value) for one in told}
    index: dict[Value, list[Told]] = defaultdict(list)
    for one in told:
        index[one.value].append(one)
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
        others = [other for other in _one_slip_away(one, index)
                  if _alone(one, other, parts) and _one_matter(one, other)]  # fmt: skip
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


def _one_slip_away(one: Told, index: dict[Value, list[Told]]) -> Iterator[Told]:
    """Yield the figures of other paragraphs that one slip may have turned into this one."""
    seen: set[Value] = set()
    dimension, scale = one.quantity.dimension, one.quantity.scale
    for meant in (*values(one.quantity), *typed_once(one.quantity)):
        key = (dimension, meant * scale)
        if key not in seen:
            seen.add(key)
            yield from (o for o in index.get(key, ()) if o.paragraph != one.paragraph)


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
    if digits < 2:
        return False
    alike = likeness(one, other)
    return alike >= _ENOUGH.get(digits, 0.2) and (digits > 4 or _share_a_word(one, other))


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
        _clause(fact), part, paragraph, _period(fact, pack), prose=True,
    )  # fmt: skip


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
                       row.place, year, prose=False)  # fmt: skip
    for line in table.money:
        for column, label in MONEY.items():
            cell: Quantity = getattr(line, column)
            name = f"{line.label.text}{label}"
            if cell.known():
                yield Told(Item(f"{title_of(table)}{name}", cell), cell, name, table.place,
                           line.place, year, prose=False)  # fmt: skip
    for entry in (*table.by_income, *table.by_expenditure):
        if entry.amount.known():
            yield Told(Item(f"{title_of(table)}{entry.label.text}", entry.amount), entry.amount,
                       entry.label.text, table.place, entry.label.place, year, prose=False)  # fmt: skip


def _base_cells(pack: Pack) -> Iterator[Told]:
    data = pack.base_data
    for row in (*data.spending, data.procurement) if data else ():
        for column in ("last_final", "budget", "final"):
            cell: Quantity = getattr(row, column)
            year = (pack.year or 0) - (column == "last_final")
            if cell.known():
                label = f"基础数据表“{row_name(row)}”{column_name(column, pack.year)}"
                yield Told(Item(label, cell), cell, row_name(row), "base_data", row.place,
                           str(year), prose=False)  # fmt: skip
