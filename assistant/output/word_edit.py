"""Replace and insert text in paragraphs, with or without revision marks."""

from copy import deepcopy
from itertools import pairwise

from lxml import etree

from assistant.errors import ChangeRefused
from assistant.ooxml import W
from assistant.output.word_format import body_paragraph, paragraph_format, run_format
from assistant.output.word_marks import Marks
from assistant.output.word_narrow import ease
from assistant.output.word_place import Spot, Stretch
from assistant.output.word_runs import climb, isolate, mark_point
from assistant.output.word_xml import make, paragraph_properties, put, text_run

# What may stand between two paragraphs that become one.
_BETWEEN = {W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")}  # fmt: skip


class Slotted:
    """One stretch made ready: its runs to delete, where new text goes, and how it looks."""

    def __init__(self, stretch: Stretch, text: str) -> None:
        self.p = stretch.p
        self.runs = isolate(stretch)
        self.format = run_format(stretch.p, self.runs, stretch.start, text)
        self.point = mark_point(stretch, self.runs)


def replace(spot: Spot, new: str, marks: Marks) -> None:
    """Replace a spot's text by ``new``, whose lines become paragraphs.

    Raises ``ChangeRefused``, with the text as it was, where the place can't be changed.
    """
    lines = new.split("\n")
    spare = spot.stretches[max(len(lines) - 1, 0) :]
    _refuse_gaps([stretch.p for stretch in spare])
    slots: list[Slotted] = []
    try:
        slots.extend(Slotted(stretch, new) for stretch in spot.stretches)
        for slot in slots:
            ease(slot.p, slot.format, new, marks)
        if len(lines) > len(slots):
            _lift(slots[-1])
        _write(slots, lines, marks)
    finally:
        for slot in slots:
            parent = slot.point.getparent()
            if parent is not None:
                parent.remove(slot.point)


def _write(slots: list[Slotted], lines: list[str], marks: Marks) -> None:
    last = len(slots) - 1
    for number, slot in enumerate(slots):
        _end_prompt(slot)
        _delete(slot.runs, marks)
        own = lines[number:] if number == last else lines[number : number + 1]
        if own:
            _add(slot.point, own[0], slot.format, marks)
        if len(own) > 1:
            _split(slot, own[1:], marks)
    if len(lines) <= last:
        _join([slot.p for slot in slots[len(lines) - 1 :]], marks)


def _lift(slot: Slotted) -> None:
    """Bring a slot's point up to the paragraph, where the paragraph can be split."""
    while slot.point.getparent() is not slot.p:
        climb(slot.point)


def _end_prompt(slot: Slotted) -> None:
    """Tell content controls around a slot that they hold text now, not a prompt."""
    for control in slot.point.iterancestors(W + "sdt"):
        settings = control.find(W + "sdtPr")
        prompt = None if settings is None else settings.find(W + "showingPlcHdr")
        if settings is not None and prompt is not None:
            settings.remove(prompt)
            for style in slot.format.findall(W + "rStyle"):
                slot.format.remove(style)


def _delete(runs: list[etree._Element], marks: Marks) -> None:
    for run in runs:
        if marks.tracked:
            _strike(run, marks)
        else:
            _remove(run)


def _strike(run: etree._Element, marks: Marks) -> None:
    for text in run.findall(W + "t"):
        text.tag = W + "delText"
    before = run.getprevious()
    if before is not None and marks.is_own(before, "del"):
        before.append(run)
        return
    deleted = marks.revision("del")
    run.addprevious(deleted)
    deleted.append(run)


def _remove(run: etree._Element) -> None:
    parent = run.getparent()
    while parent is not None:
        parent.remove(run)
        if len(parent) or parent.tag not in {W + "ins", W + "moveTo"}:
            return
        run, parent = parent, parent.getparent()


def _add(point: etree._Element, text: str, style: etree._Element, marks: Marks) -> None:
    if not text:
        return
    run = text_run(text, deepcopy(style))
    if marks.tracked:
        inserted = marks.revision("ins")
        inserted.append(run)
        run = inserted
    point.addprevious(run)


def _split(slot: Slotted, lines: list[str], marks: Marks) -> None:
    """Give each further line a paragraph; what followed the point goes to the last one.

    The last one also takes the paragraph's own mark, so that rejecting the new marks
    leaves the paragraph as it was.
    """
    tail = list(slot.point.itersiblings())
    old = slot.p.find(W + "pPr")
    shared = paragraph_format(slot.p)
    if old is not None:
        slot.p.remove(old)
    added = [_paragraph(shared, line, slot.format, marks) for line in lines]
    _dress(slot.p, shared)
    for p in [slot.p, *added[:-1]]:
        marks.paragraph(p, "ins")
    _dress(added[-1], old, keep=True)
    added[-1].extend(tail)
    for p in reversed(added):
        slot.p.addnext(p)


def _paragraph(
    shared: etree._Element | None, line: str, style: etree._Element, marks: Marks
) -> etree._Element:
    p = make("p")
    point = make("point")
    p.append(point)
    _add(point, line, style, marks)
    p.remove(point)
    _dress(p, shared)
    return p


def _dress(p: etree._Element, properties: etree._Element | None, *, keep: bool = False) -> None:
    """Give a paragraph properties (a copy, unless ``keep``) in place of its own."""
    own = p.find(W + "pPr")
    if own is not None:
        p.remove(own)
    if properties is not None:
        p.insert(0, properties if keep else deepcopy(properties))


def _refuse_gaps(ps: list[etree._Element]) -> None:
    for p, following in pairwise(ps):
        sibling = p.getnext()
        while sibling is not None and sibling.tag in _BETWEEN:
            sibling = sibling.getnext()
        if sibling is not following or p.find(f"{W}pPr/{W}sectPr") is not None:
            raise ChangeRefused("该处各段之间有表格或分节，不能合并，请在 Word 中手工修改")


def _join(ps: list[etree._Element], marks: Marks) -> None:
    """Make one paragraph of several: their marks are deleted, the first one's format stays."""
    if marks.tracked:
        for p in ps[:-1]:
            marks.paragraph(p, "del")
        return
    for p in ps[1:]:
        ps[0].extend(child for child in list(p) if child.tag != W + "pPr")
        parent = p.getparent()
        if parent is not None:
            parent.remove(p)


def insert(spot: Spot, new: str, marks: Marks) -> None:
    """Add the lines of ``new`` as paragraphs after the last paragraph of a spot."""
    after = spot.stretches[-1].p
    model = body_paragraph(after) if _outside(after) else after
    model = after if model is None else model
    shared = paragraph_format(model)
    if model is after:
        _plain(shared)
    style = run_format(model, [], 1, new)
    added = [_paragraph(shared, line, style, marks) for line in new.split("\n")]
    ends_section = after.find(f"{W}pPr/{W}sectPr") is not None
    own_mark = marks.tracked and (ends_section or not _before_paragraph(after))
    if own_mark:
        _shift_mark(after, added[-1], marks)
    _shift_section(after, added[-1])
    for p in added[:-1] if own_mark else added:
        marks.paragraph(p, "ins")
    for p in reversed(added):
        after.addnext(p)


def _outside(p: etree._Element) -> bool:
    return next(p.iterancestors(W + "tc"), None) is None


def _plain(properties: etree._Element | None) -> None:
    """Take from a heading's format what makes it a heading."""
    for name in ("pStyle", "outlineLvl", "numPr", "pageBreakBefore", "keepNext"):
        child = None if properties is None else properties.find(W + name)
        if child is not None and properties is not None:
            properties.remove(child)


def _before_paragraph(p: etree._Element) -> bool:
    """Tell whether an inserted mark after ``p`` could be rejected into a next paragraph."""
    following = p.getnext()
    while following is not None and following.tag in _BETWEEN:
        following = following.getnext()
    return following is not None and following.tag == W + "p"


def _shift_mark(p: etree._Element, last: etree._Element, marks: Marks) -> None:
    """Let the last new paragraph bear the old mark of ``p``, and ``p`` a new one.

    At the end of a cell or before a table a new mark has no paragraph to merge into.
    """
    former = paragraph_format(p)
    former = make("pPr") if former is None else former
    for mark in former.findall(W + "rPr"):
        former.remove(mark)
    change = marks.revision("pPrChange")
    change.append(former)
    put(paragraph_properties(last), change)
    marks.paragraph(p, "ins")


def _shift_section(p: etree._Element, last: etree._Element) -> None:
    """Keep the end of a section behind the paragraphs added to it."""
    section = p.find(f"{W}pPr/{W}sectPr")
    if section is not None:
        put(paragraph_properties(last), section)
