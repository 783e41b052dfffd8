"""X: one figure at two places, one slip of the pen apart."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.between.parts_told import other_measure
from assistant.checks.between.slip_index import SlipIndex
from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.labels import MONEY, column_name, row_name, title_of, written
from assistant.checks.mentions import left_of, right_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled, item, name_of
from assistant.checks.spoken import spoken
from assistant.facts.slips import significant, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity

Value = tuple[str, Decimal]
"""Dimension and value in base units: what makes two figures the same."""


class Said(NamedTuple):
    """What is said of a figure: ``words`` it is known by, and its year with what else must agree.

    ``period`` also tells budget from final, and by how much against what something changed.
    """

    item: Item
    words: str
    period: str


class Told:
    """A figure, the form or report and the paragraph or row it stands in.

    What is ``said`` of it is worked out only for the few that are near another.
    """

    def __init__(
        self,
        quantity: Quantity,
        part: Place,
        paragraph: Place,
        say: Callable[[], Said],
        prose: bool,
    ) -> None:
        self.quantity, self.part, self.paragraph, self.prose = quantity, part, paragraph, prose
        self.value: Value = (quantity.dimension, base(quantity))
        self._say = say

    @cached_property
    def said(self) -> Said:
        """What is said of it."""
        return self._say()

    @property
    def words(self) -> str:
        """The words it is known by."""
        return self.said.words


@rule("X136", name="同一数字两处相差一笔", severity="warning", source="DOMAIN §8 文字与表格")
def near_copies(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的某个数在别处都找不到，而另一张表、另一段话里说同一件事的数与它只差一笔（一位数字、漏一位、多打一位、相邻两位颠倒、小数点或万元与元）。

    为什么：同一件事前后两个数，只差一笔，多半是抄写时出的笔误。
    举例：项目报告写受益5436人，自评表、整体报告都是5346人。
    怎样改：核对台账，两处改成一致。
    与表格相差一笔的为错误，两段文字之间的为警告。
    何时不报：两处说的不是同一件事（用词没有重合）；两个数各自在别处得到印证，或在本句由别的数算得出（四位以上的数与表内指标同名的，仍要核对表）；一个是预算、一个是决算；增减的对象不同；一个是编制、一个是在职；1000以下的整数名称不同；数字太短，碰巧接近。
    """
    told, index = ctx.once(told_and_index)
    times = Counter(one.value for one in told)
    parts = {(one.part, one.value) for one in told}
    paired: set[Place] = set()
    for one in told:
        if (
            not one.prose
            or one.quantity.place in paired
            or times[one.value] > 1
            or significant(one.quantity) < 2
        ):
            continue
        ctx.look(one.quantity.place)
        others = [other for other in index.near(one.quantity)
                  if other.paragraph != one.paragraph and _alone(one, other, parts)
                  and not _vouched(one, other, ctx.vouched)
                  and one_matter(one, other)
                  and (not _lengths_differ(one, other) or times[other.value] > 1)]  # fmt: skip
        if others:
            other = max(others, key=lambda o: (likeness(one, o), times[o.value]))
            paired.add(other.quantity.place)
            yield from conflict(
                ctx, "X136", one.said.item, base(other.quantity),
                f"{one.said.item.label}{shown(one)}，{other.said.item.label}{shown(other)}，只差一笔，疑为笔误",
                others=[other.said.item], severity=None if other.prose else "error",
            )  # fmt: skip


def _vouched(one: Told, other: Told, sure: Collection[Place]) -> bool:
    """Tell whether a figure's own sentence speaks for it; a third decimal is lost in rounding."""
    if one.quantity.place not in sure or _one_decimal_more(one.quantity, other.quantity):
        return False
    if not other.prose and _plainly_one(one, other):
        return False  # a sentence that holds in itself doesn't make the form's cell right
    return other.quantity.place in sure or _bare(one.words) != _bare(other.words)


_LONG_NAME = 4


def _plainly_one(one: Told, other: Told) -> bool:
    """Tell whether a cell and a figure of four digits share four characters of their names."""
    if min(telling(one.quantity), telling(other.quantity)) < _LONG_NAME:
        return False
    if one.quantity.unit != other.quantity.unit or one.quantity.dimension == "元":
        return False
    first, second = _bare(one.words), _bare(other.words)
    starts = range(len(first) - _LONG_NAME + 1)
    return any(first[i : i + _LONG_NAME] in second for i in starts)


def shown(one: Told) -> str:
    """Return a figure as it is printed, in a form with the unit of its column."""
    return one.quantity.text if one.prose else written(one.quantity)


def _alone(one: Told, other: Told, parts: set[tuple[Place, Value]]) -> bool:
    """Tell whether neither figure is told in the other's form or report."""
    if one.part == other.part:
        return True
    return (one.part, other.value) not in parts and (other.part, one.value) not in parts


_ENOUGH = {2: 0.75, 3: 0.5, 4: 0.34}
"""How alike the words must be for so many digits; longer numbers aren't met by chance."""


def one_matter(one: Told, other: Told) -> bool:
    """Tell whether words and digits together make it one matter."""
    if one.said.period != other.said.period or _two_projects(one.part, other.part):
        return False
    digits = min(telling(one.quantity), telling(other.quantity))
    if digits < 2 or one.quantity.interval().meets(other.quantity.interval()):
        return False  # too short to tell, or the same but for rounding
    if _few(one.quantity) and _few(other.quantity) and _bare(one.words) != _bare(other.words):
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
    first, second = (str(o.quantity.value).replace(".", "") for o in (one, other))
    if one.quantity.unit != other.quantity.unit or len(first) == len(second):
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
    r"实际|完成|全年|年度|[年期][初末]|年底|全镇|全县|全区|本镇|本级|共计|累计|开展|组织|数量|次数|人数|户数|个数|面积|里程|长度|"
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


def told_and_index(pack: Pack) -> tuple[list[Told], SlipIndex[Told]]:
    """Return every exact figure of the pack, and an index of those with two digits or more."""
    told = list(told_figures(pack))
    return told, SlipIndex([(one.quantity, one) for one in told if telling(one.quantity) > 1])


def told_figures(pack: Pack) -> Iterator[Told]:
    """Yield every exact figure of the pack that another place may repeat.

    Scores are left out: each form has its own, and they are close to one another.
    """
    year = str(pack.year or "")
    for fact in pack.figures:
        exact = fact.quantity.known() and fact.quantity.comparator == "="
        if exact and fact.quantity.dimension not in ("", "分"):
            yield prose_figure(fact, year)
    for table in pack.tables():
        yield from _cells(table, year)
    yield from _base_cells(pack)


def prose_figure(fact: Fact, year: str) -> Told:
    """Return a figure of a sentence, as told in its report or cell."""
    paragraph = fact.place.split("@")[0]
    steps = paragraph.split("/")
    part = "/".join(steps[: 1 if steps[0] == "overall_report" else 2])
    return Told(fact.quantity, part, paragraph, partial(_say, fact, year), prose=True)


def _say(fact: Fact, year: str) -> Said:
    label = Item(f"报告“{spoken(fact)}”", fact.quantity, fact.quote)
    return Said(label, _clause(fact), _period(fact, year))


def _cell(item: Item, words: str, part: Place, row: Place, period: str) -> Told:
    assert isinstance(item.field, Quantity)
    return Told(item.field, part, row, partial(Said, item, words, period), prose=False)


def _period(fact: Fact, year: str) -> str:
    """Return a figure's year; the self-evaluation itself is made in the year after."""
    period = year if not fact.period or (year and fact.period > year) else fact.period
    if fact.quantity.dimension == "元" and _of_budget(fact):
        period += _BUDGET
    # By how much something grew is no copy of how much there is, nor of how much beyond a budget.
    than = re.sub("^[比较与]|相比$", "", fact.base)
    return f"{period}{fact.direction}{than}" if fact.aspect == "growth" else period


_BUDGET = "预算"
_COLUMN = re.compile(
    r"(预算(?!执行|支出|完成)|年初|计划|下达|批复|申[报请])|决算|执行|支出|支付|实际|使用"
)


def _of_budget(fact: Fact) -> bool:
    """Tell whether an amount is what was planned: the last word of that kind before it says so."""
    words = _COLUMN.findall(re.split("[，；。]", left_of(fact))[-1])
    return bool(words and words[-1])


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
            yield _cell(item(row, "actual"), name_of(row), table.place, row.place, year)
    for line in table.money:
        for column, label in MONEY.items():
            cell: Quantity = getattr(line, column)
            name = f"{line.label.text}{label}"
            when = year if column == "executed" else f"{year}{_BUDGET}"
            if cell.known():
                own = Item(f"{title_of(table)}{name}", cell)
                yield _cell(own, name, table.place, line.place, when)
    for entry in (*table.by_income, *table.by_expenditure):
        if entry.amount.known():
            own = Item(f"{title_of(table)}{entry.label.text}", entry.amount)
            yield _cell(own, entry.label.text, table.place, entry.label.place, year)


def _base_cells(pack: Pack) -> Iterator[Told]:
    data = pack.base_data
    for row in (*data.spending, data.procurement) if data else ():
        for column in ("last_final", "budget", "final"):
            cell: Quantity = getattr(row, column)
            year = (pack.year or 0) - (column == "last_final")
            when = f"{year}{_BUDGET}" if column == "budget" else str(year)
            if cell.known():
                label = f"基础数据表“{row_name(row)}”{column_name(column, pack.year)}"
                yield _cell(Item(label, cell), row_name(row), "base_data", row.place, when)
