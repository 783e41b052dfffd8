"""What OCR was not sure of, carried from cells and paragraphs to the fields made of them."""

from collections.abc import Sequence

from assistant.model.document import Cell, Document, Paragraph, Table
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Doubt, Text

_TRUSTED = 0.9
"""What a part of a text without doubts of its own is worth, at least."""

_Key = tuple[str, int | None, int | None, int | None, str | None]


def carry_doubts(pack: Pack, documents: Sequence[Document]) -> None:
    """Give each field and figure of a pack the confidence and doubts of its characters.

    A field with a doubt asks for review. Packs that no OCR was needed for stay untouched.
    """
    parts = {
        _key(part.location): part
        for document in documents for part in _parts(document)
        if part.confidence < 1 or part.doubts
    }  # fmt: skip
    if not parts:
        return
    for field in (*pack.fields(), *(fact.quantity for fact in pack.figures)):
        part = parts.get(_key(field.location))
        if part is not None and field.raw:
            _carry(field, part)


def _parts(document: Document) -> list[Cell | Paragraph]:
    out: list[Cell | Paragraph] = []
    for block in document.blocks:
        out += block.cells if isinstance(block, Table) else [block]
    return out


def _key(at: Location) -> _Key:
    return at.file, at.table, at.row, at.col, at.anchor if at.table is None else None


def _carry(field: Text, part: Cell | Paragraph) -> None:
    """Mark one field; a doubt that reaches over its ends counts for the characters inside."""
    start = field.location.start
    if start is None:
        start = max(0, part.text.find(field.raw))
    end = start + len(field.raw)
    field.doubts = [_moved(d, start, end) for d in part.doubts if d.start < end and d.end > start]
    whole = len(field.raw) >= len(part.text)
    worst = min((doubt.confidence for doubt in field.doubts), default=1.0)
    field.confidence = part.confidence if whole else min(worst, max(part.confidence, _TRUSTED))
    field.review = field.review or bool(field.doubts)


def _moved(doubt: Doubt, start: int, end: int) -> Doubt:
    inside = start <= doubt.start and doubt.end <= end
    return doubt.model_copy(update={
        "start": max(doubt.start, start) - start, "end": min(doubt.end, end) - start,
        "readings": doubt.readings if inside else (),
    })  # fmt: skip
