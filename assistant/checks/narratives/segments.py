"""Lists behind a bracket or a colon, item by item: what each item counts, and in which unit.

“6240人次、341.25万元（小学3900人次，每学期500元，195.00万元；初中……）” has two columns; in
“68所（幼儿园22、小学27）” the unit is told once, before the list.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.narratives.in_a_row import alike, is_plain
from assistant.model.fact import Fact
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_HINT = re.compile(r"[（：(:][^，。（：]{0,24}?\d[^。]*?[、；，;][^。]*?\d")
_OPENS, _OPEN, _SHUT = "（(：:", "（(", "）)"
_HEAVY, _LIGHT, _PAUSE = "；;", "、", "，,"
_END = "。\n"
_APART = re.compile(
    r"均|每|各|单价|其中|[比较]|增[加长]|减[少至]|超|[相尚]差|率|占|上年|去年|目标|计划|标准|累计|另|合计|小计"
)
_FEWEST = 2
_LIST_FIRST = re.compile(
    r"[^，；、\d]{1,14}[\d.,]+[^，；、\d]{0,8}、[^，；、\d]{1,14}[\d.,]+[^；]*；"
)
"""A list that 、 joins, with another matter behind its semicolon: 文58、理47；较上年增加."""


class Column(NamedTuple):
    """The figures that the items of one list tell in one unit, and what stood before the list.

    ``bare`` tells that the items print no unit of their own; ``right_behind`` are the figures
    that stand right before the mark that opens the list, ``many`` whether semicolons divide it.
    """

    parts: list[Fact]
    before: list[Fact]
    right_behind: list[Fact]
    head: str
    mark: str
    bare: bool
    many: bool
    closed: bool


class _Placed(NamedTuple):
    start: int
    stop: int
    fact: Fact


def columns(text: Text, figures: list[Fact]) -> Iterator[Column]:
    """Yield the columns of every list that a bracket or a colon of a paragraph opens."""
    raw = text.raw
    if len(figures) <= _FEWEST or not _HINT.search(raw):
        return
    offset = text.location.start or 0
    placed = [
        _Placed(start, start + len(f.quantity.raw), f)
        for f in figures
        if raw.startswith(f.quantity.raw, start := (f.location.start or 0) - offset)
    ]
    for opener in (n for n, mark in enumerate(raw) if mark in _OPENS):
        stop = _end(raw, opener)
        inside = [p for p in placed if opener < p.start < stop]
        before = [p for p in placed if p.stop <= opener]
        if len(inside) >= _FEWEST and before:
            yield from _columns(raw, opener, stop, inside, before)


def _end(raw: str, opener: int) -> int:
    """Return where a list ends: its bracket closes, or the sentence, or the bracket around it."""
    depth = 0
    for at in range(opener, len(raw)):
        mark = raw[at]
        if mark in _OPEN:
            depth += 1
        elif mark in _SHUT:
            depth -= 1
            if depth < 0 or (depth == 0 and raw[opener] in _OPEN):
                return at
        elif mark in _END and depth <= (raw[opener] in _OPEN):
            return at
    return len(raw)


def _columns(
    raw: str, opener: int, stop: int, inside: list[_Placed], before: list[_Placed]
) -> Iterator[Column]:
    flat = _flat(raw, opener + 1, stop)
    own = [p for p in inside if flat[p.start - opener - 1] != " "]
    many = any(mark in flat for mark in _HEAVY) and not _LIST_FIRST.match(flat)
    if not many and any(mark in flat for mark in _HEAVY):
        flat = re.split(f"[{_HEAVY}]", flat)[0]
        own = [p for p in own if p.start - opener - 1 < len(flat)]
    items = list(_items(flat, opener + 1, own, many))
    if len(items) < _FEWEST:
        return
    near = _right_before(raw, opener, before)
    closed = raw[opener] in _OPEN or stop >= len(raw) or raw[stop] in _END
    facts = [p.fact for p in before]
    for first in _kinds(items[0]):
        parts = [part for item in items if (part := _like(first, item)) is not None]
        if len(parts) == len(items):
            bare = not first.quantity.unit
            yield Column(parts, facts, near, flat, raw[opener], bare, many, closed)


def _flat(raw: str, start: int, stop: int) -> str:
    """Return the words of a list with what its inner brackets hold blanked out."""
    out, depth = [], 0
    for mark in raw[start:stop]:
        depth -= mark in _SHUT
        out.append(" " if depth > 0 else mark)
        depth += mark in _OPEN
    return "".join(out)


def _items(
    flat: str, begin: int, placed: list[_Placed], many: bool
) -> Iterator[list[tuple[str, Fact]]]:
    """Yield the figures of each item with the words before them; none where one item has none.

    Semicolons divide a list, else its first mark of the kind does: behind 、 a comma goes on
    to something else.
    """
    marks = _HEAVY if many else _LIGHT if _LIGHT in flat else _PAUSE
    start = 0
    for piece in re.split(f"[{marks}]", flat):
        stop, at = start + len(piece), start
        last = not many and marks == _LIGHT and any(mark in piece for mark in _PAUSE)
        item = list[tuple[str, Fact]]()
        for each in placed:
            here = each.start - begin
            if not start <= here < stop:
                continue
            words = squeeze(flat[at:here])
            if last and item and re.search(f"[{_PAUSE}]", words):
                break
            item.append((words, each.fact))
            at = each.stop - begin
        if not item:
            return
        yield item
        if last:
            return
        start = stop + 1


def _usable(words: str, fact: Fact) -> bool:
    plain = is_plain(fact) or (
        not fact.quantity.unit and fact.aspect == "value" and fact.quantity.known()
        and fact.quantity.comparator == "="
    )  # fmt: skip
    return plain and not _APART.search(words)


def _kinds(item: list[tuple[str, Fact]]) -> list[Fact]:
    """Return the first figure of each unit that an item tells."""
    kinds: list[Fact] = []
    for words, fact in item:
        if _usable(words, fact) and not any(alike(fact, other) for other in kinds):
            kinds.append(fact)
    return kinds


def _like(first: Fact, item: list[tuple[str, Fact]]) -> Fact | None:
    """Return an item's first figure of a kind; one without any unit must open its item."""
    if not first.quantity.unit:
        words, fact = item[0]
        return fact if not fact.quantity.unit and _usable(words, fact) else None
    return next((fact for words, fact in item if _usable(words, fact) and alike(first, fact)), None)


_JOINED = re.compile(r"[^，。；：、（）\d]{0,4}、[^，。；：、（）\d]{0,6}")
_NAMED = re.compile(r"[^，。；：、（）,;:()\d]{0,10}")


def _right_before(raw: str, opener: int, before: list[_Placed]) -> list[Fact]:
    """Return the figures right before a list: “6240人次、341.25万元（……”."""
    if not _NAMED.fullmatch(squeeze(raw[before[-1].stop : opener])):
        return []
    near = [before[-1]]
    for each in reversed(before[:-1]):
        if not _JOINED.fullmatch(squeeze(raw[each.stop : near[0].start])):
            break
        near.insert(0, each)
    return [each.fact for each in near]
