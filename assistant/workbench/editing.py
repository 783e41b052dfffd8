"""A person's edits on the documents as read: applied one after another, and as what differs at last.

The documents are read once and stay as they are. What a person types is a :class:`Change` on
their text; the pack, its facts and findings then follow from the edited documents, and the
unit's Word file gets the difference between the two.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from assistant.errors import ChangeRefused
from assistant.model.change import Change
from assistant.model.document import Block, Cell, Document, Paragraph, Table
from assistant.model.place import Location

Key = tuple[str, str | None, int | None, int | None, int | None, str | None]
"""A cell or paragraph, whichever of its characters are meant."""
Item = Cell | Paragraph


def edit(documents: Sequence[Document], change: Change) -> list[Document]:
    """Return the documents with one change made; those it doesn't touch are the same objects.

    Raises ``ChangeRefused`` where no paragraph or cell stands at the change's location, or its
    old words don't stand there.
    """
    wanted = key_of(change.location)
    for number, document in enumerate(documents):
        for at, block in enumerate(document.blocks):
            made = _in_block(block, wanted, change, document)
            if made is not None:
                blocks = [*document.blocks[:at], *made, *document.blocks[at + 1 :]]
                own = document.model_copy(update={"blocks": blocks})
                return [*documents[:number], own, *documents[number + 1 :]]
    raise ChangeRefused("在材料中找不到该处位置")


def differences(before: Iterable[Document], after: Iterable[Document]) -> list[Change]:
    """Return the changes that make ``before`` into ``after``, each at its place in ``before``.

    Both hold the same files with the same tables: what :func:`edit` makes of documents.
    """
    old = {key_of(item.location): item for item in items_of(before)}
    changes: list[Change] = []
    at, words, added = None, "", list[str]()
    for item in [*items_of(after), None]:
        known = old.get(key_of(item.location)) if item else None
        if item and known is None:
            added.append(item.text)
            continue
        changes += _of_one(at, words, added) if at else []
        at, words, added = known, item.text if item else "", []
    return changes


def _of_one(item: Item, new: str, added: list[str]) -> list[Change]:
    """Return what one paragraph or cell wants: its own words, and paragraphs put in after it.

    Where its last words change, the new paragraphs go on from them; else they go in behind.
    """
    inserted = Change(kind="insert", location=item.location, new="\n".join(added))
    if item.text == new:
        return [inserted] if added else []
    change = _narrowed(item, new)
    if not added:
        return [change]
    if change.location.end in (None, len(item.text)):
        return [change.model_copy(update={"new": "\n".join([change.new, *added])})]
    return [change, inserted]


def _narrowed(item: Item, new: str) -> Change:
    """Return the change of a cell or paragraph, cut to the stretch from first to last difference.

    Figures are whole in it: who accepts the revision sees both figures, not some of their digits.
    """
    head = _alike(item.text, new)
    tail = _alike(item.text[head:][::-1], new[head:][::-1])
    head -= _figure(item.text[:head][::-1])
    tail -= _figure(item.text[len(item.text) - tail :])
    stop = len(item.text) - tail
    if stop - head == len(item.text):
        return Change(kind="replace", location=item.location, old=item.text, new=new)
    return Change(
        kind="replace", location=item.location.span(head, stop), old=item.text[head:stop],
        new=new[head : len(new) - tail],
    )  # fmt: skip


def _figure(text: str) -> int:
    """Return how many characters of a figure a text begins with."""
    return sum(1 for _ in takewhile(lambda each: each in "0123456789.,", text))


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def key_of(location: Location) -> Key:
    """Return what tells cells and paragraphs apart, for every stretch of their characters."""
    in_cell = location.row is not None
    anchor = None if in_cell else location.anchor
    return location.file, location.part, location.table, location.row, location.col, anchor


def items_of(documents: Iterable[Document]) -> Iterator[Item]:
    """Yield the paragraphs and cells of documents, in reading order."""
    for document in documents:
        for block in document.blocks:
            yield from block.cells if isinstance(block, Table) else [block]


def _in_block(block: Block, wanted: Key, change: Change, document: Document) -> list[Block] | None:
    """Return what a block becomes, None where the change isn't in it."""
    if isinstance(block, Paragraph):
        if key_of(block.location) != wanted:
            return None
        return _in_paragraph(block, change, _added(document, block))
    for number, cell in enumerate(block.cells):
        if key_of(cell.location) == wanted:
            own = cell.model_copy(update=_rewritten(cell, change))
            cells = [*block.cells[:number], own, *block.cells[number + 1 :]]
            # A new table, not a copy: the grid that a table keeps is of its own cells.
            return [Table(rows=block.rows, cols=block.cols, cells=cells, location=block.location)]
    return None


def _added(document: Document, after: Paragraph) -> int:
    """Return how many paragraphs earlier edits put after one: new ones get other anchors."""
    mark = f"{after.location.anchor}+"
    return sum((block.location.anchor or "").startswith(mark) for block in document.blocks)


def _in_paragraph(paragraph: Paragraph, change: Change, added: int) -> list[Block]:
    if change.kind == "insert":
        return [paragraph, *_new_paragraphs(paragraph, change.new.split("\n"), added + 1)]
    first, *more = _replaced(paragraph, change).split("\n")
    own = paragraph.model_copy(update={**_certain(paragraph), "text": first})
    return [own, *_new_paragraphs(paragraph, more, added + 1)]


def _new_paragraphs(after: Paragraph, lines: Sequence[str], first: int) -> Iterator[Paragraph]:
    for number, line in enumerate(lines, first):
        at = after.location.model_copy(
            update={"anchor": f"{after.location.anchor}+{number}", "start": None, "end": None}
        )
        yield Paragraph(text=line, location=at)


def _rewritten(cell: Cell, change: Change) -> dict[str, object]:
    new = f"{cell.text}\n{change.new}" if change.kind == "insert" else _replaced(cell, change)
    return {**_certain(cell), "text": new}


def _certain(item: Item) -> dict[str, object]:
    """Return what an edit says of the reading: a person has seen it, so no doubt is left."""
    return {"confidence": 1.0, "doubts": [], "original": item.original or item.text}


def _replaced(item: Item, change: Change) -> str:
    """Return an item's text with the change's stretch replaced.

    Earlier edits may have moved the stretch: its words are then looked for, and must be there
    once only.
    """
    at = change.location
    start = at.start or 0
    stop = len(item.text) if at.end is None else at.end
    if item.text[start:stop].strip() == change.old.strip():
        return item.text[:start] + change.new + item.text[stop:]
    if change.old and item.text.count(change.old) == 1:
        return item.text.replace(change.old, change.new)
    raise ChangeRefused(f"该处现为“{item.text}”，找不到要改的“{change.old}”")
