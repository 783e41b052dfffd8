"""What of a pack's files no rule could see: pages, tables and words that were not read."""

from collections.abc import Iterator

from assistant.facts.quotes import shortened
from assistant.model.document import ReadingNote, ReadingReport
from assistant.model.finding import Lack, LackKind
from assistant.model.pack import Pack, Unplaced
from assistant.model.place import squeeze

_NOTES: dict[str, LackKind] = {
    "unread_file": "file",
    "torn_page": "page", "needs_ocr": "page", "ocr_blank": "page",
    "ocr_faint": "content", "included": "content", "uncached": "content", "embedded": "content",
    "scanned_text": "scanned",
}  # fmt: skip
"""Notes on what was not read, or read by others, and may hold figures of the pack."""

_LAYOUT = "不是已知的表样"
_TWICE = "同一种表或报告出现了两次"
_IN_REPORT = "报告中的表格"
_FIELDLESS = "没有对应的栏目"
_COLUMN = "这一列"
_SHOWN = 40


def lacks(pack: Pack) -> list[Lack]:
    """Return what the conclusion about a pack can't cover, file by file."""
    out = [lack for reading in pack.readings for lack in _of_file(reading)]
    return out + [lack for item in pack.unplaced if (lack := _of_rest(item))]


def _of_file(reading: ReadingReport) -> Iterator[Lack]:
    for note in reading.notes:
        if kind := _kind(note):
            yield Lack(kind=kind, message=note.message, count=note.count, location=note.location)


def _kind(note: ReadingNote) -> LackKind | None:
    if note.kind == "layout":
        return "layout" if _LAYOUT in note.message else None
    if note.kind in _NOTES:
        return _NOTES[note.kind]
    return "aside" if note.lost else None


def _named(item: Unplaced) -> str:
    """Return what was left over; of a column its heading, which says where its values stand."""
    heading, *cells = filter(None, map(squeeze, item.text.split("\n")))
    if not (cells and item.reason.startswith(_COLUMN)):
        return f"“{shortened(squeeze(item.text), _SHOWN)}”"
    return f"“{shortened(heading, _SHOWN)}”一列（{shortened('、'.join(cells), _SHOWN)}）"


def _of_rest(item: Unplaced) -> Lack | None:
    if item.reason.startswith(_IN_REPORT):
        return Lack(kind="inset", message=item.reason, location=item.location)
    if item.reason.startswith((f"表格{_LAYOUT}", _TWICE)):
        return Lack(kind="form", message=item.reason, location=item.location)
    if _FIELDLESS in item.reason and any(sign.isdigit() for sign in item.text):
        message = f"{_named(item)}：{item.reason}"
        # The layout is known where only a column is left over: its other columns were checked.
        kind: LackKind = "aside" if item.reason.startswith(_COLUMN) else "content"
        return Lack(kind=kind, message=message, location=item.location)
    return None
