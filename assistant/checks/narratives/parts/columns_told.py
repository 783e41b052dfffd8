"""N: parts told in groups, in columns (a人发放x万元), in brackets and by outcome, each to its total."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checks.compare import add, adds_up, base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import cite, left_of, right_of, said, shown, this_year
from assistant.checks.narratives.in_a_row import Row, alike, between, clause_of, is_plain, rows
from assistant.checks.narratives.lists_told import makes_one, told_wrong
from assistant.checks.narratives.parts.brackets_told import in_brackets
from assistant.checks.narratives.parts.outcomes_told import outcomes
from assistant.checks.registry import rule
from assistant.facts.slips import mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_CODE = "N187"
_APART = re.compile(r"均|每|[比较]|率|占|增|减|超|差|累计|合计|共计|标准|单价|另")
_GROUP = re.compile(r"(?:^|[，；。])按[^，。；：\d]{1,12}(?:[划区]?分|来?看|统计)[，：]")
_BY = re.compile("[分看计]")
_STOP = re.compile(r"[。；]")
_FEWEST, _REACH, _TELLING = 2, 8, 2


@rule(_CODE, name="分组、分栏列出的各数与总数不符", severity="warning", source="DOMAIN §8 其中")
def columns_told(ctx: Context) -> Iterator[Finding]:
    """查什么：“低保a人发放x万元，特困b人发放y万元，……”，人数、金额各自应等于前面的总数；“按规模分……；按档次分……”，两种分法合计应相同；“a人（城镇b人、农村c人）”，括号内之和应等于括号前的数；“考核84个，合格78个，责令整改4个，撤销2个”，各种结果之和应等于总数。

    为什么：两栏并列、分组、括号和结果都是总数的构成，改一处容易忘了另一处。
    举例：648.20+178.56+83.84=910.60万元，把178.56写成187.56，金额一栏与总数不符，而人数一栏相符。
    怎样改：核对台账后更正。
    何时不报：只列了一部分；两种分法有交叉；前文没有能对上一栏的总数；各数之和与文中某个总数相符。
    """
    for row in ctx.once(rows):
        if len(row.plain) <= _FEWEST:
            continue
        yield from _groups(ctx, row)
        yield from _columns(ctx, row)
        yield from in_brackets(ctx, _CODE, row)
        yield from outcomes(ctx, _CODE, row)


def _groups(ctx: Context, row: Row) -> Iterator[Finding]:
    """Check “按规模分，a、b、c；按档次分，d、e”: two ways to divide make the same."""
    if row.words.count("按") < _FEWEST or not _BY.search(row.words):
        return
    groups = list(_grouped(row))
    for one, other in pairwise(groups):
        for parts in _by_kind(one):
            for others in _by_kind(other):
                if alike(parts[0], others[0]):
                    yield from _two_ways(ctx, row, parts, others)


def _grouped(row: Row) -> Iterator[list[Fact]]:
    """Yield the plain figures of each group that 按…分 opens, up to the next one."""
    group: list[Fact] | None = None
    for number, fact in enumerate(row.figures):
        words = between(row.figures[number - 1], fact) if number else left_of(fact)
        if _GROUP.search(words):
            if group:
                yield group
            group = []
        if group is not None and is_plain(fact):
            group.append(fact)
    if group:
        yield group


def _by_kind(group: list[Fact]) -> list[list[Fact]]:
    """Return the columns of a group: the figures of each kind, those of less than two left out."""
    kinds: list[list[Fact]] = []
    for fact in group:
        column = next((k for k in kinds if alike(k[0], fact)), None)
        if column is None:
            kinds.append([fact])
        else:
            column.append(fact)
    return [
        k for k in kinds if len(k) >= _FEWEST and not any(_APART.search(clause_of(f)) for f in k)
    ]


def _two_ways(ctx: Context, row: Row, one: list[Fact], other: list[Fact]) -> Iterator[Finding]:
    ctx.look(one[0].place)
    if "等" in right_of(one[-1])[:1] + right_of(other[-1])[:1] or "其余" in row.words:
        return
    figures = [[f.quantity for f in parts] for parts in (one, other)]
    if add(figures[0]) == add(figures[1]):
        return
    wholes = _wholes(ctx, row, one[0])
    right = [next((w for w in wholes if adds_up([w.quantity, *parts])), None) for parts in figures]
    if right == [None, None]:
        yield from _unequal(ctx, one, other)
    if (right[0] is None) == (right[1] is None):
        return
    whole, wrong = (right[0], other) if right[0] else (right[1], one)
    if whole is not None and not makes_one(ctx, wrong):
        yield from told_wrong(ctx, _CODE, whole, wrong, slip=False)


def _unequal(ctx: Context, one: list[Fact], other: list[Fact]) -> Iterator[Finding]:
    """Report two groups that one slip keeps from making the same; their total is nowhere told."""
    figures = [f.quantity for f in (*one, *other)]

    def holds(values: Sequence[Quantity]) -> bool:
        return add(values[: len(one)]) == add(values[len(one) :])

    mended = None if makes_one(ctx, one) and makes_one(ctx, other) else mend(figures, holds)
    if mended is None or mended.moved_point:
        return
    sums = ["+".join(said(f) for f in parts) for parts in (one, other)]
    values = [add([f.quantity for f in parts]) for parts in (one, other)]
    wrong = (*one, *other)[mended.which]
    yield from conflict(
        ctx, _CODE, cite(wrong), base(mended.meant),
        f"两种分法的合计应当相同，而{sums[0]}={shown(values[0], one[0].quantity)}，"
        f"{sums[1]}={shown(values[1], other[0].quantity)}",
        others=[cite(f) for f in (*one, *other) if f is not wrong],
    )  # fmt: skip


def _wholes(ctx: Context, row: Row, first: Fact) -> list[Fact]:
    """Return the plain figures told before a list, in its sentence and the ones above it."""
    figures, here = ctx.pack.figures, paragraph_of(row.figures[0])
    start = next((n for n, f in enumerate(figures) if f is first), 0)
    return [
        f for f in figures[max(start - _REACH, 0) : start]
        if is_plain(f) and alike(f, first) and paragraph_of(f) == here and this_year(f, ctx.pack)
        and not _APART.search(clause_of(f))
    ]  # fmt: skip


def _columns(ctx: Context, row: Row) -> Iterator[Finding]:
    """Check “低保a人发放x万元，特困b人发放y万元”: where one column has its total, the other must."""
    if len(row.plain) < 2 * _FEWEST or len({f.quantity.unit for f in row.plain}) < _FEWEST:
        return
    kinds = [f.quantity.dimension for f in row.figures]
    for start, first in enumerate(row.figures[:-3]):
        if kinds[start] != kinds[start + 2] or kinds[start + 1] != kinds[start + 3]:
            continue
        if start and _turns(row.figures, start - 2):
            continue  # within the columns that begin before
        items = _items(row.figures[start:])
        if len(items) < _FEWEST or not is_plain(first):
            continue
        columns = [[a for a, _ in items], [b for _, b in items]]
        totals = [_wholes(ctx, row, first), _wholes_of(ctx, row, first, columns[1][0])]
        last = _summed_behind(row.figures[start + 2 * len(items) - 1 :], first)
        totals = [[*some, *last[n : n + 1]] for n, some in enumerate(totals)]
        columns[0] += _without_partner(row.figures[start + 2 * len(items) :], totals[0], columns[0])
        made = [
            next((w for w in wholes if adds_up([w.quantity, *(f.quantity for f in parts)])), None)
            for wholes, parts in zip(totals, columns, strict=True)
        ]
        ctx.look(*(w.place for w in made if w))
        if made == [None, None]:
            yield from _of_one_kind(ctx, first, totals, columns)
        if (made[0] is None) == (made[1] is None):
            continue
        which = 1 if made[0] else 0
        yield from _off(ctx, totals[which], columns[which])


_SUM = re.compile(
    r"[，；]?[^，。；、\d]{0,6}(?:合计|共计?|一共|总共|总计|加起来)[^，。；、\d]{0,4}"
)


def _summed_behind(figures: list[Fact], first: Fact) -> list[Fact]:
    """Return the totals that a sentence tells behind its columns: ……，一共36栋1291户."""
    if len(figures) <= _FEWEST:
        return []
    last, one, other = figures[:3]
    told = _SUM.fullmatch(between(last, one)) and not re.search("[，。；]", between(one, other))
    plain = is_plain(one) and is_plain(other)
    return [one, other] if told and plain and alike(one, first) and alike(other, last) else []


def _without_partner(behind: list[Fact], wholes: list[Fact], column: list[Fact]) -> list[Fact]:
    """Return a last item that has a count alone: 道路14起、死亡4人，建筑2起、死亡2人，其他2起."""
    last = [f for f in behind[:1] if is_plain(f) and alike(f, column[0])]
    figures = [f.quantity for f in [*column, *last]]
    return last if any(adds_up([whole.quantity, *figures]) for whole in wholes) else []


def _of_one_kind(
    ctx: Context, first: Fact, totals: list[list[Fact]], columns: list[list[Fact]]
) -> Iterator[Finding]:
    """Check “采购a万元，其中服务类6个x万元、货物类3个y万元”: only one column has its total told."""
    ahead = left_of(first)
    own = totals if _GROUP.search(ahead) else [
        [w for w in wholes if w.quote == first.quote and "其中" in ahead] for wholes in totals
    ]  # fmt: skip
    told = [which for which in (0, 1) if own[which]]
    if len(told) == 1:
        parts = columns[told[0]]
        largest = max(base(part.quantity) for part in parts)
        wholes = [w for w in own[told[0]] if base(w.quantity) > largest]
        yield from _off(ctx, [w for w in wholes if telling(w.quantity) > _TELLING], parts)


def _wholes_of(ctx: Context, row: Row, first: Fact, kind: Fact) -> list[Fact]:
    """Return the totals of another kind told before a list."""
    figures, here = ctx.pack.figures, paragraph_of(row.figures[0])
    start = next((n for n, f in enumerate(figures) if f is first), 0)
    return [
        f for f in figures[max(start - _REACH, 0) : start]
        if is_plain(f) and alike(f, kind) and paragraph_of(f) == here
        and not _APART.search(clause_of(f))
    ]  # fmt: skip


def _off(ctx: Context, wholes: list[Fact], parts: list[Fact]) -> Iterator[Finding]:
    if makes_one(ctx, parts):
        return
    for whole in reversed(wholes):
        if telling(whole.quantity) < _TELLING:
            continue
        found = list(told_wrong(ctx, _CODE, whole, parts))
        yield from found
        if found:
            return


def _turns(figures: list[Fact], start: int) -> bool:
    """Tell whether a pair of unlike figures and one of the same kinds follow each other."""
    four = figures[max(start, 0) : max(start, 0) + 4]
    if start < 0 or len(four) < 4 or not all(map(is_plain, four)):
        return False
    a, b, c, d = four
    return alike(a, c) and alike(b, d) and not alike(a, b)


def _items(figures: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Return the items of a list of two columns, as long as the kinds change by turns."""
    if not _turns(figures, 0):
        return []
    first, second = figures[:2]
    items: list[tuple[Fact, Fact]] = []
    for a, b in zip(figures[::2], figures[1::2], strict=False):
        plain = is_plain(a) and is_plain(b) and alike(a, first) and alike(b, second)
        if not plain or _STOP.search(between(a, b)) or "，" in between(a, b)[:-1]:
            break
        if _APART.search(clause_of(a)) or _APART.search(between(a, b)):
            break
        if items and _SUM.fullmatch(between(items[-1][1], a)):
            break  # their total, told last
        items.append((a, b))
    return items
