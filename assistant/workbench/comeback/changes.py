"""What else a file that came back says differently: fields, figures in prose, other words."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from assistant.model.document import Cell, Paragraph, Table
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity, Text
from assistant.workbench.aligning import Match, words
from assistant.workbench.editing import Key, key_of

_QUOTE = 40
_WIDEST = 50_000
"""Characters that a field may be given."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


class Edit(NamedTuple):
    """A value that differs: its place in the exported pack, the words before and after.

    ``shown`` are the figures in it that changed, where it is a paragraph with several.
    """

    place: Place
    before: str
    after: str
    figure: bool
    shown: tuple[tuple[Place, str, str], ...] = ()


class Differing(NamedTuple):
    """A paragraph or cell of the exported file and its words in the file that came back."""

    item: Paragraph | Cell
    now: Paragraph | Cell


class Difference:
    """Reads the differences of two files; ``told`` are those that no field stands for."""

    def __init__(self, before: Pack, after: Pack, match: Match) -> None:
        self._after, self._match = after, match
        self.told: list[str] = []
        self._fields: dict[Key, list[Text]] = {}
        for field in before.fields():
            self._fields.setdefault(key_of(field.location), []).append(field)
        self._figures = (_by_key(before), _by_key(after))
        self._now = {field.place: field for field in after.fields()}

    def edits(
        self, skip: Collection[int], taken: Collection[int], cells: Collection[tuple[int, int, int]]
    ) -> Iterator[Edit]:
        """Yield what changed outside the slots.

        ``skip`` and ``taken`` are the slots' blocks before and after, ``cells`` their cells.
        """
        for each in self._differing(skip, cells):
            found = list(self._of_item(each)) if len(each.now.text) <= _WIDEST else []
            if not found:
                self._tell("没有对应的栏目，请在工作台改", each.item.text, each.now.text)
            yield from found
        self._new(taken)
        for number in self._match.moved:
            block = self._match.before[number]
            what = "整张表挪了位置" if isinstance(block, Table) else "挪了位置"
            self._tell(f"在文件里{what}，工作台没有跟着挪", words(block), "")

    def _differing(
        self, skip: Collection[int], cells: Collection[tuple[int, int, int]]
    ) -> Iterator[Differing]:
        for number, block in enumerate(self._match.before):
            if isinstance(block, Table):
                yield from self._of_table(number, block, cells)
            elif number not in skip:
                now = self._match.paragraphs.get(number)
                if now is None:
                    self._tell("在文件里已删去，工作台没有跟着删", block.text, "")
                    continue
                other = self._match.after[now]
                assert isinstance(other, Paragraph)
                if squeeze(block.text) != squeeze(other.text) and words(block) != words(other):
                    yield Differing(block, other)

    def _of_table(
        self, number: int, table: Table, cells: Collection[tuple[int, int, int]]
    ) -> Iterator[Differing]:
        if number not in self._match.tables:
            self._tell("整张表在文件里已删去，工作台没有跟着删", words(table), "")
            return
        for cell in table.cells:
            at = (number, cell.row, cell.col)
            now = self._match.cells.get(at)
            if at in cells:
                continue
            if now is None and squeeze(cell.text):
                self._tell("在文件里找不到了", cell.text, "")
            elif now is not None and squeeze(now.text) != squeeze(cell.text):
                yield Differing(cell, now)

    def _of_item(self, each: Differing) -> Iterator[Edit]:
        fields = self._fields.get(key_of(each.item.location), [])
        figures = [side.get(key_of(item.location), []) for side, item in
                   zip(self._figures, (each.item, each.now), strict=True)]  # fmt: skip
        if _only_figures(each, *figures):
            yield from _figure_edits(*figures)
            return
        whole = next((f for f in fields if _covers(f, each.item)), None)
        if whole is not None:
            yield _whole(whole, each, figures)
            return
        for field in fields:
            after = self._part(field, each)
            if after is not None and squeeze(after) != squeeze(field.raw):
                yield _edit(field, after, figures)

    def _part(self, field: Text, each: Differing) -> str | None:
        """Return a field's words now, of one that takes only a part of its line."""
        now = self._now.get(field.place)
        if now is not None and key_of(now.location) == key_of(each.now.location):
            return now.raw
        start, end = field.location.start or 0, field.location.end
        head = each.item.text[:start]
        tail = "" if end is None else each.item.text[end:]
        if each.now.text.startswith(head) and each.now.text.endswith(tail):
            return each.now.text[len(head) : len(each.now.text) - len(tail)]
        return None

    def _new(self, taken: Collection[int]) -> None:
        """Tell what only the file that came back has."""
        known = {*self._match.paragraphs.values(), *self._match.tables.values(), *taken}
        for number, block in enumerate(self._match.after):
            if number not in known and squeeze(words(block).replace("|", "")):
                what = "表" if isinstance(block, Table) else "一段"
                self._tell(f"文件里新加的{what}，工作台没有跟着加", "", words(block))
        for one, two in self._match.tables.items():
            self._added(one, self._match.after[two])

    def _added(self, number: int, table: object) -> None:
        assert isinstance(table, Table)
        known = {id(cell) for at, cell in self._match.cells.items() if at[0] == number}
        lines: dict[int, list[str]] = {}
        for cell in table.cells:
            if id(cell) not in known and squeeze(cell.text):
                lines.setdefault(cell.row, []).append(squeeze(cell.text))
        for line in lines.values():
            self._tell("文件的表里新加的内容，工作台没有跟着加", "", " ".join(line))

    def _tell(self, what: str, before: str, after: str) -> None:
        if before.strip() or after.strip():
            sides = [f"“{_short(side)}”" for side in (before, after) if side.strip()]
            self.told.append(f"{'改为'.join(sides)}：{what}。")


def _by_key(pack: Pack) -> dict[Key, list[Fact]]:
    found: dict[Key, list[Fact]] = {}
    for figure in sorted(pack.figures, key=lambda each: each.location.start or 0):
        found.setdefault(key_of(figure.location), []).append(figure)
    return found


def _covers(field: Text, item: Paragraph | Cell) -> bool:
    return field.location.start is None or squeeze(field.raw) == squeeze(item.text)


def _only_figures(each: Differing, before: Sequence[Fact], after: Sequence[Fact]) -> bool:
    """Tell whether only the figures of a line of prose changed, none came, none went."""
    return (
        bool(before)
        and len(before) == len(after)
        and _masked(each.item.text, before) == _masked(each.now.text, after)
    )


def _masked(text: str, figures: Sequence[Fact]) -> str:
    for figure in reversed(figures):
        start, end = figure.location.start or 0, figure.location.end or 0
        text = f"{text[:start]}\0{text[end:]}"
    return squeeze(text)


def _figure_edits(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[Edit]:
    for was, now in zip(before, after, strict=True):
        if squeeze(was.quantity.raw) != squeeze(now.quantity.raw):
            yield Edit(was.place, was.quantity.raw, now.quantity.raw, figure=True)


def _whole(field: Text, each: Differing, figures: Sequence[Sequence[Fact]]) -> Edit:
    """Return the edit of a field that takes its whole cell or paragraph."""
    return _edit(field, each.now.text.strip(), figures)


def _edit(field: Text, after: str, figures: Sequence[Sequence[Fact]]) -> Edit:
    shown = tuple(_changed(*figures)) if any(figures) else ()
    digits = _DIGITS.findall(field.raw) != _DIGITS.findall(after)
    figure = isinstance(field, Quantity) or bool(shown) or digits
    return Edit(field.place, field.raw, after, figure, shown)


def _changed(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[tuple[Place, str, str]]:
    """Yield the figures of a reworded paragraph that changed, came or went."""
    own, other = ([squeeze(each.quantity.raw) for each in side] for side in (before, after))
    for kind, low, high, to, end in SequenceMatcher(None, own, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(high - low, end - to)):
            was = before[low + at] if low + at < high else None
            now = after[to + at] if to + at < end else None
            named = was or now
            if named:
                yield (
                    named.place,
                    was.quantity.raw if was else "",
                    now.quantity.raw if now else "",
                )


def _short(text: str) -> str:
    line = " ".join(text.replace("|", " ").split())
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE]}……"
