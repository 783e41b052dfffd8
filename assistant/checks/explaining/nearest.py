"""The nearest explanation of a difference: a slip of the pen, or another known figure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.checks.explaining.known import Known
from assistant.checks.explaining.pen_slips import one_digit, pen_slip
from assistant.checks.labels import show
from assistant.model.place import Place
from assistant.model.quantity import Quantity, plain

if TYPE_CHECKING:
    from assistant.checks.context import Context

_MOST_ITEMS = 150
"""Pairs are searched among this many figures at most."""
_TELLING, _PAIR_TELLING = 3, 4
"""Digits that tell a value from others: with fewer, meeting it again may be chance."""
_PROSE = "报告中的"


def explain(
    ctx: "Context",
    difference: Decimal,
    found: Quantity,
    expected: Decimal,
    *,
    exclude: Collection[Place] = (),
    group: Collection[Place] = (),
) -> str:
    """Return the likeliest origin of ``found - expected`` in Chinese, "" when none is near.

    ``difference`` and ``expected`` are in base units; ``exclude`` are the places already
    compared, which explain nothing; ``group`` those that were added up with ``found``.
    The simplest explanation comes first.
    """
    if found.base is None or difference == 0:
        return ""
    size = abs(difference)
    # From nothing, the difference is the other side itself: its twin explains nothing.
    two_sides = bool(found.base and expected)
    return (
        pen_slip(found.base / found.scale, expected / found.scale, found)
        or _same_value(ctx, found, expected, exclude, group)
        or _cut_off(found, expected)
        or (_part(ctx, size, found, exclude, group) if two_sides else "")
        # A digit is sooner miswritten than another matter's amount counted by chance.
        or one_digit(found, expected)
        or (_item(ctx, size, found, exclude) if two_sides else "")
        or _two_items(ctx, size, found, exclude)
    )


def _cut_off(found: Quantity, expected: Decimal) -> str:
    """Explain an amount whose last decimals were left out, or rounded the other way."""
    step = (found.precision or Decimal(0)) * found.scale
    wanted = expected / found.scale
    if found.dimension != "元" or found.precision is None or found.precision >= 1:
        return ""
    if found.base is None or not 0 < abs(found.base - expected) <= step:
        return ""
    return f"疑似四舍五入或舍去尾数（{plain(wanted)}写成{plain(found.value or Decimal(0))}）。"


def _same_value(
    ctx: "Context",
    found: Quantity,
    expected: Decimal,
    exclude: Collection[Place],
    group: Collection[Place],
) -> str:
    """Explain a figure that is another figure's, put into this place."""
    value = found.base or Decimal(0)
    if _by_chance(value, found):
        return ""
    if ctx.last_year.get(found.place) == value:
        return "该数与上年同一栏的数相同，疑似填成上年数。"
    equal = ctx.known_by_value.get((found.dimension, value), ())
    same = _others(equal, found, exclude, group)
    measure = ctx.measures.get(found.place, "")
    if any(_same_item(item, measure) for item in same):
        return ""  # the figure is confirmed by its own row, and not out of place
    told = [words for item in same if (words := _where(item, found, expected, group))]
    return min(told, default=(9, ""))[1]


_A_HUNDRED = 100


def _by_chance(value: Decimal, found: Quantity) -> bool:
    """Tell whether so short a number is met again by chance; of people three digits will do."""
    if found.dimension == "人":
        return abs(value) < _A_HUNDRED
    return _digits(value, found) < _TELLING


def _others(
    items: Iterable[Known],
    found: Quantity,
    exclude: Collection[Place],
    group: Collection[Place] = (),
) -> list[Known]:
    """Return the figures that a figure isn't itself, nor was compared with already."""
    return [
        item
        for item in items
        if item.place != found.place and (item.place not in exclude or item.place in group)
    ]


def _where(
    item: Known, found: Quantity, expected: Decimal, group: Collection[Place]
) -> tuple[int, str] | None:
    """Return what it means that a figure is another item's, and how near that item is."""
    if _confirms(item, found):
        return None
    row, _, column = found.place.rpartition("/")
    own_form, form = _form(found.place), _form(item.place)
    if own_form == form and "/by_" in found.place and "/money/" in item.place:
        return None  # a breakdown's total is the year's total
    if item.place in group:
        return 1, f"该数与其中的{_named(item)}相同，疑似统计口径不同，只计入了一部分。"
    if item.place == f"{row}/last_final" and column != "last_final":
        return 0, f"该数与{_named(item)}相同，疑似填成上年数。"
    if own_form != form and own_form.startswith("project") and form.startswith("project"):
        near = 2 if item.place.rpartition("/")[2] == column else 5
        return near, f"该数与{_named(item)}相同，疑似填成其他项目的数。"
    if item.label.startswith(_PROSE):
        return None  # what is told in words mostly tells of this very figure
    if found.dimension == "分":
        return 3, f"该数与{_named(item)}相同，疑似填成其他自评表的得分。"
    return 4, f"该数与{_named(item)}相同，疑似填错位置。"


_NAMED = 4
"""A section's title and a row that share so many characters running speak of one matter."""


_COLUMN_WORDS = re.compile(
    r"(?:19|20)\d\d年|“[^”]*”项目自评表|整体支出自评表|年度|全年|年初|[预决]算数?|执行数?|实际|人[数员]|经费|支出|费用|"
    r"金额|资金|总额|报告中的|合计|其中|[：:、，]|[数费]$"
)


def _same_item(item: Known, measure: str) -> bool:
    """Tell whether what prose measures is the very row of a table: 年末在职 and 在职人数."""
    if item.label.startswith(_PROSE) or item.place.endswith("/last_final"):
        return False
    row, told = (_COLUMN_WORDS.sub("", words) for words in (item.label, measure))
    return len(told) > 1 and any(row[at : at + 2] in told for at in range(len(row) - 1))


def _named(item: Known) -> str:
    """Return an item's name in quotation marks, those inside it single."""
    return f"“{item.label.translate(_SINGLE)}”"


_SINGLE = str.maketrans("“”", "‘’")


def _confirms(item: Known, found: Quantity) -> bool:
    """Tell whether the same matter stands elsewhere with this value: it is confirmed by it."""
    if item.place.endswith("/last_final"):
        return False
    own = found.place.split("@")[0].split("/")[-2:][0]
    row = item.row.rpartition("/")[2]
    if (bool(own) and own in item.label) or (len(row) > 1 and row in found.place):
        return True
    told = found.place.partition("@")[0] if "@" in found.place else ""
    return any(row[at : at + _NAMED] in told for at in range(len(row) - _NAMED + 1))


def same_matter(item: Known, place: Place) -> bool:
    """Tell whether a named figure is of the form, row or project that a place belongs to."""
    if _form(item.place) == _form(place):
        return True
    names = [
        name for name in place.split("@")[0].split("/") if len(name) > 2 and not name.isascii()
    ]
    return any(name in item.place or name in item.label for name in names)


@lru_cache(maxsize=4096)
def _form(place: Place) -> str:
    return "/".join(place.split("/")[: 2 if place.startswith("project") else 1])


def _part(
    ctx: "Context",
    size: Decimal,
    found: Quantity,
    exclude: Collection[Place],
    group: Collection[Place],
) -> str:
    """Explain a difference that is one of the parts, counted too often or not at all."""
    same = _of_size(ctx, size, found, exclude, group)
    scope = next((item for item in same if item.place in group), None)
    if scope is None:
        return ""
    words = f"差额恰等于其中的{_named(scope)}{show(size, found.unit)}"
    return f"{words}，疑似统计口径不同，漏计或多计了该项。"


def _item(ctx: "Context", size: Decimal, found: Quantity, exclude: Collection[Place]) -> str:
    """Explain a difference that is another item."""
    same = _of_size(ctx, size, found, exclude, ())
    same.sort(key=lambda item: item.label.startswith(_PROSE))
    # What prose gives as a difference only says the same again.
    for item in same:
        if not (item.label.startswith(_PROSE) and _is_derived(item)):
            return f"差额恰等于{_named(item)}{show(size, found.unit)}。"
    return ""


def _of_size(
    ctx: "Context",
    size: Decimal,
    found: Quantity,
    exclude: Collection[Place],
    group: Collection[Place],
) -> list[Known]:
    """Return the named figures of just this size, unless it may be met by chance."""
    if _by_chance(size, found):
        return []
    return _others(ctx.known_by_value.get((found.dimension, size), ()), found, exclude, group)


def _is_derived(item: Known) -> bool:
    words = ("相差", "差额", "增", "减", "超", "结余", "节余", "节约", "未", "缺口", "降", "余额")
    return any(word in item.label for word in words)


def _two_items(ctx: "Context", size: Decimal, found: Quantity, exclude: Collection[Place]) -> str:
    """Explain a difference that is two items of one form and column together.

    Beside the figure three digits will do; elsewhere, or where several pairs would, it may be
    chance.
    """
    digits = _digits(size, found)
    if digits < _TELLING:
        return ""
    column = _column(found.place)
    known = ctx.known_by_dimension.get(found.dimension, ())
    own = [item for item in _others(known, found, ()) if _column(item.place) == column]
    pairs = list(_pairs(own, size))
    if not pairs and digits >= _PAIR_TELLING:
        others = _others(known, found, exclude)
        items = [item for item in others if not item.label.startswith(_PROSE)]
        pairs = list(_pairs(items[:_MOST_ITEMS], size))
    if len({frozenset((one.value, other.value)) for one, other in pairs}) != 1:
        return ""
    one, other = pairs[0]
    return f"差额恰等于{_named(one)}与{_named(other)}之和。"


@lru_cache(maxsize=4096)
def _column(place: Place) -> tuple[str, str]:
    return _form(place), place.rpartition("/")[2]


def _digits(value: Decimal, found: Quantity) -> int:
    """Return how many digits tell a value: 4.80 has three, 264.00 too, 300 people have one."""
    shown, step = value / found.scale, found.precision or Decimal(1)
    if step < 1 and shown != shown.to_integral_value():
        return len(str(int(shown / step)))
    return len(plain(shown).rstrip("0") if step >= 1 else plain(shown))


def _pairs(items: Sequence[Known], size: Decimal) -> Iterator[tuple[Known, Known]]:
    """Yield pairs of one form and column that add up to ``size``."""
    seen: dict[tuple[tuple[str, str], Decimal], Known] = {}
    for item in items:
        column = _column(item.place)
        partner = seen.get((column, size - item.value))
        if partner is not None and partner.row != item.row:
            yield partner, item
        seen.setdefault((column, item.value), item)
