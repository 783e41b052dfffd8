"""What became of each slot's text in a file that came back."""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from assistant.model.document import Cell, Document, Paragraph, Table
from assistant.model.draft import Draft
from assistant.model.place import Location, Place, squeeze
from assistant.model.quantity import Text
from assistant.ooxml import read_anchor
from assistant.workbench.aligning import Match, words
from assistant.workbench.comeback.reference import Reference
from assistant.workbench.editing import key_of
from assistant.workbench.session import TAKEN

Outcome = Literal["accepted", "refused", "edited", "unchanged", "unclear"]
_AHEAD = 4
"""Blocks behind a heading in which a slot's text may begin."""

_LONGEST, _WIDEST = 300, 20_000
"""Paragraphs of a slot, and characters of one of them, that can be a text for it."""


class Spot(NamedTuple):
    """A slot in the exported file: its text there, and in which blocks or cell it stands.

    ``ours``: the text was put in by the workbench, in the stead of ``draft.slot.current``.
    ``heading`` is the block that the text stands behind, -1 for a cell.
    """

    draft: Draft
    ours: bool
    lines: tuple[str, ...]
    heading: int
    blocks: range
    cell: tuple[int, int, int] | None

    @property
    def place(self) -> Place:
        """The slot's place."""
        return self.draft.slot.place


class Fate(NamedTuple):
    """What became of a slot: its text now, and why that can't be told, where it can't."""

    spot: Spot
    outcome: Outcome
    lines: tuple[str, ...]
    why: str = ""


def spots(reference: Reference) -> Iterator[Spot]:
    """Yield the slots whose place the exported file has."""
    for draft, ours in _drafts(reference):
        current = draft.slot.current
        lines = tuple(draft.text) if ours else tuple(filter(squeeze, [current]))
        spot = _spot(reference, draft, ours, lines)
        if spot:
            yield spot


def _drafts(reference: Reference) -> Iterator[tuple[Draft, bool]]:
    """Yield each slot's draft with the text that was exported, and whether the file held it."""
    session, seen = reference.session, set[Place]()
    for each in reference.stand.offered:
        seen.add(each.draft.slot.place)
        yield each.draft, True
    for place, slot in session.state.drafts.items():
        origin = next((each for each in slot.versions if each.draft), None)
        if place not in seen and slot.status in TAKEN and origin and place not in session.refused:
            seen.add(place)
            yield origin.as_draft().model_copy(update={"text": list(slot.text)}), True
    for draft in session.composed.drafts:
        if draft.slot.place not in seen:
            yield draft, False


def _spot(reference: Reference, draft: Draft, ours: bool, lines: tuple[str, ...]) -> Spot | None:
    fields = {field.place: field.location for field in reference.pack.fields()}
    at = fields.get(draft.slot.place)
    if at is not None:
        cell = _cell(reference, at)
        return Spot(draft, ours, lines, -1, range(0), cell) if cell else None
    sections = {s.place: s.location for report in reference.pack.reports() for s in report.walk()}
    heading = _block(reference, sections.get(draft.slot.place))
    if heading is None:
        return None
    blocks = _blocks(reference.document, heading, lines)
    there = [reference.document.blocks[number] for number in blocks]
    said = tuple(block.text for block in there if isinstance(block, Paragraph))
    return Spot(draft, ours, said or lines, heading, blocks, None)


def _cell(reference: Reference, at: Location) -> tuple[int, int, int] | None:
    if at.row is None or at.col is None or at.file != reference.name:
        return None
    for number, block in enumerate(reference.document.blocks):
        if isinstance(block, Table) and block.location.table == at.table:
            return number, at.row, at.col
    return None


def _block(reference: Reference, at: Location | None) -> int | None:
    if at is None or at.file != reference.name:
        return None
    found = (n for n, block in enumerate(reference.document.blocks)
             if isinstance(block, Paragraph) and key_of(block.location) == key_of(at))  # fmt: skip
    return next(found, None)


def _blocks(document: Document, heading: int, lines: Sequence[str]) -> range:
    """Return the blocks behind a heading that hold a text; none where it is not there.

    A formal file sets the topic of a paragraph on a line of its own, without its stop.
    """
    wanted = _bare("".join(lines))
    for first in range(heading + 1, heading + 1 + _AHEAD) if wanted else ():
        told = ""
        for number, block in enumerate(document.blocks[first:], first + 1):
            told += _bare(words(block))
            if told == wanted:
                return range(first, number)
            if not wanted.startswith(told):
                break
    return range(heading + 1, heading + 1)


def _bare(text: str) -> str:
    return squeeze(text).replace("。", "")


def fate(spot: Spot, match: Match, pending: Collection[int]) -> Fate:
    """Return what became of a slot; ``match`` leaves out the blocks of all slots.

    ``pending`` are paragraphs of the file that are under revision whatever their words show.
    """
    if spot.cell:
        found = match.cells.get(spot.cell)
        if found is None:
            return Fate(spot, "unclear", (), "该栏目所在的行在文件里找不到")
        return _judged(spot, [found], pending)
    region = _region(spot, match)
    if region is None:
        return Fate(spot, "unclear", (), "该部分的标题在文件里找不到")
    if spot.ours and not spot.blocks:
        return Fate(spot, "unclear", _lines(region), "导出的文件里没有这段文字")
    return _judged(spot, region, pending)


def _region(spot: Spot, match: Match) -> list[Paragraph] | None:
    """Return the paragraphs behind a slot's heading that are nothing else's."""
    start = match.paragraphs.get(spot.heading)
    return None if start is None else list(_free(match, start + 1))


def _free(match: Match, start: int) -> Iterator[Paragraph]:
    known = set(match.paragraphs.values())
    for number, block in enumerate(match.after[start:], start):
        if isinstance(block, Table) or number in known:
            return
        yield block


def region_blocks(spot: Spot, match: Match) -> Collection[int]:
    """Return the numbers of the blocks that a slot takes in the file that came back."""
    region = None if spot.cell else _region(spot, match)
    start = match.paragraphs.get(spot.heading, 0) + 1
    return range(start, start + len(region)) if region else ()


def _judged(spot: Spot, items: Sequence[Paragraph | Cell], pending: Collection[int]) -> Fate:
    lines = _lines(items)
    if len(lines) > _LONGEST or any(len(line) > _WIDEST for line in lines):
        return Fate(spot, "unclear", (), "该部分在文件里太长，分不清哪些是这里的文字")
    if not spot.ours:
        same = _same(lines, [spot.draft.slot.current])
        return Fate(spot, "unchanged" if same else "edited", lines)
    if _joined(lines) == _joined(spot.lines):
        open_ = [_open(item, pending) for item in items if squeeze(item.text)]
        if any(open_) != all(open_):
            return Fate(spot, "unclear", lines, "只处理了其中一部分修订")
        return Fate(spot, "unchanged" if all(open_) else "accepted", lines)
    if _same(lines, [spot.draft.slot.current]):
        return Fate(spot, "refused", lines)
    return Fate(spot, "edited", lines)


def _open(item: Paragraph | Cell, pending: Collection[int]) -> bool:
    """Tell whether an item's words wait to be accepted or refused."""
    anchor = read_anchor(item.location.anchor)
    return item.original is not None or (anchor is not None and anchor.paragraph in pending)


def _lines(items: Sequence[Paragraph | Cell]) -> tuple[str, ...]:
    found: list[str] = []
    for item in items:
        number = item.number if isinstance(item, Paragraph) else ""
        found += f"{number}{item.text}".split("\n")
    return tuple(line.strip() for line in found if squeeze(line))


def _joined(lines: Sequence[str]) -> str:
    return "".join(squeeze(line) for line in lines)


def _same(lines: Sequence[str], current: Sequence[str]) -> bool:
    """Tell whether a text is the one that stood there before, or says nothing as that did."""
    one, two = _joined(lines), _joined(current)
    return one == two or (Text(raw=one).is_empty() and Text(raw=two).is_empty())
