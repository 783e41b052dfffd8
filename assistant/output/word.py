"""Apply changes and comments to a unit's own Word file, leaving all else as it is.

The file's XML is edited in place and every part that no change touches is copied byte for
byte, so revisions, comments, bookmarks, content controls and formats of the source survive.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from lxml import etree
from pydantic import Field

from assistant.errors import ChangeRefused
from assistant.model.base import Model
from assistant.model.change import Change, Comment
from assistant.model.place import Location, squeeze
from assistant.ooxml import paragraphs
from assistant.output.word_comments import Comments
from assistant.output.word_edit import insert, replace
from assistant.output.word_marks import Marks, free_ids, renumber
from assistant.output.word_package import Package, refuse_same
from assistant.output.word_place import Spot, find

Mode = Literal["clean", "tracked", "annotated"]
By = Callable[[Change], tuple[str, datetime]]
"""Who made a change, and when (aware)."""
AUTHOR = "绩效自评助手"


class Refusal(Model):
    """A change or comment that was not applied, and why (Chinese)."""

    item: Change | Comment
    reason: str


class ApplyReport(Model):
    """What became of each change and comment of one file."""

    target: str
    applied: list[Change] = Field(default_factory=list)
    commented: list[Comment] = Field(default_factory=list)
    refused: list[Refusal] = Field(default_factory=list)


def apply(
    source: Path,
    target: Path,
    changes: Sequence[Change],
    comments: Sequence[Comment] = (),
    mode: Mode = "annotated",
    author: str = AUTHOR,
    date: datetime | None = None,
    by: By | None = None,
) -> ApplyReport:
    """Write ``source`` with changes and comments to ``target`` and report what was done.

    ``clean`` leaves no marks, ``tracked`` makes each change a revision, ``annotated`` adds
    the comments. ``by`` names the author and time of each revision, else they are ``author``'s.
    A change that doesn't fit its place is refused and reported; the others go
    on. Raises ``WrongUse`` when the target is the source, ``UnreadableFile`` when the source
    is no Word file, ``CannotWrite`` when the target can't be written.
    """
    refuse_same(source, target)
    stamp = _stamp(date or datetime.now(UTC))
    work = _Work(Package(source), author, stamp, mode, ApplyReport(target=str(target)), by)
    work.run(changes, comments if mode == "annotated" else ())
    work.package.save(target)
    return work.report


def _stamp(date: datetime) -> str:
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


class _Work:
    """One run over one file; parts are parsed when first asked for."""

    def __init__(
        self, package: Package, author: str, stamp: str, mode: Mode, report: ApplyReport,
        by: By | None,
    ) -> None:  # fmt: skip
        self.package, self.report, self._by = package, report, by
        self._roots: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, list[etree._Element]] = {}
        self._comments = Comments(package, stamp)
        ids = free_ids(self._root(package.main))
        self._marks = Marks(author, stamp, mode != "clean", ids)

    def run(self, changes: Sequence[Change], comments: Sequence[Comment]) -> None:
        """Find every place in the file as it was read, pin comments, then change texts."""
        planned = self._plan(changes)
        pins = [(comment, spot) for comment in comments if (spot := self._spot(comment))]
        for comment, spot in pins:
            self._comments.pin(comment, spot)
            self.report.commented.append(comment)
        done = {id(change) for change, spot in planned if self._change(change, spot)}
        self.report.applied = [change for change in changes if id(change) in done]
        for name, root in self._roots.items():
            renumber(root, self._marks.ids)
            self.package.put(name, root)
        self._comments.save()

    def _plan(self, changes: Sequence[Change]) -> list[tuple[Change, Spot]]:
        """Return the changes that fit, the last place first; of two that overlap, the first."""
        taken: list[tuple[str, Spot]] = []
        planned: list[tuple[Change, Spot]] = []
        for change in changes:
            spot = self._spot(change)
            if spot is None or self._refuse_unfit(change, spot, taken):
                continue
            planned.append((change, spot))
            if change.kind == "replace":
                taken.append((self._part(change.location), spot))
        # Texts inserted after one paragraph keep the order in which they were given.
        planned.reverse()
        planned.sort(key=lambda item: _order(*item), reverse=True)
        return planned

    def _refuse_unfit(self, change: Change, spot: Spot, taken: list[tuple[str, Spot]]) -> bool:
        reason = _misfit(change, spot)
        if change.kind == "replace":
            part = self._part(change.location)
            if any(part == other and _overlap(spot, placed) for other, placed in taken):
                reason = reason or "与另一处修改重叠"
        if reason:
            self._refuse(change, reason)
        return bool(reason)

    def _spot(self, item: Change | Comment) -> Spot | None:
        part = self._part(item.location)
        try:
            if part not in self.package:
                raise ChangeRefused("在原文件中找不到该处位置")
            if isinstance(item, Comment) and part != self.package.main:
                raise ChangeRefused("该处不在正文中，不能加批注")
            self._root(part)
            return find(item.location, self._paragraphs[part])
        except ChangeRefused as refusal:
            self._refuse(item, str(refusal))
            return None

    def _change(self, change: Change, spot: Spot) -> bool:
        if self._by:
            author, date = self._by(change)
            self._marks.author, self._marks.date = author, _stamp(date.astimezone(UTC))
        try:
            edit = replace if change.kind == "replace" else insert
            edit(spot, change.new, self._marks)
        except ChangeRefused as refusal:
            self._refuse(change, str(refusal))
            return False
        return True

    def _refuse(self, item: Change | Comment, reason: str) -> None:
        self.report.refused.append(Refusal(item=item, reason=reason))

    def _part(self, location: Location) -> str:
        return (location.part or self.package.main).lstrip("/")

    def _root(self, part: str) -> etree._Element:
        if part not in self._roots:
            root = self.package.parse(part)
            self._roots[part], self._paragraphs[part] = root, paragraphs(root)
        return self._roots[part]


def _order(change: Change, spot: Spot) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return what sorts changes so that none shifts the characters of one done after it."""
    if change.kind == "insert":
        behind = (spot.last[0], sys.maxsize)
        return behind, behind
    return spot.first, spot.last


def _misfit(change: Change, spot: Spot) -> str:
    """Return why the words at a spot aren't those the change is about, "" when they are."""
    if change.kind == "insert" and not change.old:
        return ""
    old = spot.bare(change.old)
    if spot.text == old:
        return ""
    # A whole field may have been read without the blanks around it.
    if spot.whole and squeeze(spot.text) == squeeze(old):
        return ""
    return f"该处原文现为“{_short(spot.text)}”，与要修改的“{_short(change.old)}”不一致"


def _short(text: str, limit: int = 30) -> str:
    return text if len(text) <= limit else text[:limit] + "……"


def _overlap(one: Spot, other: Spot) -> bool:
    if one.first == one.last or other.first == other.last:
        inside = one.first < other.first < one.last or other.first < one.first < other.last
        return inside or (one.first, one.last) == (other.first, other.last)
    return one.first < other.last and other.first < one.last
