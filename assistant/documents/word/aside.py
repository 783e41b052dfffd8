"""The parts beside the body: foot- and endnotes, headers, footers, comments."""

import re
from collections.abc import Iterator

from lxml import etree

from assistant.documents.word.notes import Notes
from assistant.documents.word.package import Package
from assistant.documents.word.walk import Shared, Walk
from assistant.model.document import Block
from assistant.model.place import Location
from assistant.ooxml import W, accepted_text, paragraphs

_PAGE_NUMBER = re.compile(r"[\s\d\-—–－第页共/IVXivx]*")


def note_blocks(package: Package, shared: Shared) -> Iterator[Block]:
    """Yield the paragraphs of footnotes and endnotes."""
    for kind in ("footnote", "endnote"):
        for part in package.related(kind + "s"):
            root = package.root(part)
            if root is not None:
                yield from _notes(shared, part, root, kind)


def _notes(shared: Shared, part: str, root: etree._Element, kind: str) -> Iterator[Block]:
    walk = Walk(shared, part, root)
    for note in root.iterchildren(W + kind):
        # Separators and the like carry a type; a person's notes don't.
        if note.get(W + "type", "normal") == "normal":
            shared.notes.count(kind, at=Location(file=shared.file, part=part))
            yield from walk.blocks(note)


def note_margins(package: Package, shared: Shared) -> None:
    """Report headers and footers that hold more than a page number, and comments."""
    for kind, label in (("header", "页眉"), ("footer", "页脚")):
        for part in package.related(kind):
            _margin(package, shared, part, kind, label)
    for part in package.related("comments"):
        _comments(package, shared.notes, part)


def _margin(package: Package, shared: Shared, part: str, kind: str, label: str) -> None:
    root = package.root(part)
    texts = [] if root is None else [accepted_text(p) for p in paragraphs(root)]
    text = "\n".join(filter(None, texts))
    if not _PAGE_NUMBER.fullmatch(text):
        at = Location(file=shared.file, part=part)
        shared.notes.lost(kind, f"{label}有文字，未计入正文。", text, at)


def _comments(package: Package, notes: Notes, part: str) -> None:
    root = package.root(part)
    for comment in [] if root is None else root.iterchildren(W + "comment"):
        notes.count("comment", "\n".join(accepted_text(p) for p in paragraphs(comment)))
