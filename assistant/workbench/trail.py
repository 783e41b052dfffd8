"""The trail: everything that happened to a pack, in words, as lines and as a workbook."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import AwareDatetime

from assistant.model.base import Frozen
from assistant.output.places import place_words
from assistant.output.workbook import Column, Value, add_sheet, new_book, save
from assistant.workbench.store import Event
from assistant.workbench.store.undo import trace
from assistant.workbench.views.telling import Memory, told

TITLE = "办理记录"
COLUMNS = [Column(*each) for each in (
    ("序号", 7), ("时间", 20), ("经办人", 12), ("事项", 22), ("位置", 30), ("原值", 34), ("新值", 34),
    ("理由", 26), ("是否已撤销", 11),
)]  # fmt: skip


class TrailLine(Frozen):
    """One event in words; ``at`` is local time, ``place`` is in Chinese, ``undone``: no longer counts."""

    seq: int
    at: AwareDatetime
    actor: str
    kind: str
    words: str
    place: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    undone: bool = False


def lines(events: Iterable[Event], zone: tzinfo | None = None) -> list[TrailLine]:
    """Return a line for each event, in order; ``zone`` is this machine's unless given.

    ``events`` are all of one pack's: later ones are told by what earlier ones say.
    """
    own = tuple(events)
    skipped, memory = trace(own).skipped, Memory()
    return [_line(event, memory, event.seq in skipped, zone) for event in own]


def _line(event: Event, memory: Memory, undone: bool, zone: tzinfo | None) -> TrailLine:
    said = told(event, memory)
    memory.take(event)
    return TrailLine(
        seq=event.seq,
        at=event.at.astimezone(zone),
        actor=event.actor,
        kind=event.kind,
        words=said.words,
        place=place_words(said.place) if said.place else "",
        before=said.before,
        after=said.after,
        reason="\n".join(filter(None, [event.reason, said.reason])),
        undone=undone,
    )


def trail_book(events: Sequence[Event], unit: str, zone: tzinfo | None = None) -> bytes:
    """Return the trail as a workbook, one row for each event."""
    book = new_book(unit)
    add_sheet(book, TITLE, COLUMNS, [_row(line) for line in lines(events, zone)])
    with TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder) / "trail.xlsx"
        save(book, path)
        return path.read_bytes()


def _row(line: TrailLine) -> list[Value]:
    return [
        line.seq, f"{line.at:%Y-%m-%d %H:%M:%S}", line.actor, line.words, line.place,
        line.before, line.after, line.reason, "已撤销" if line.undone else "否",
    ]  # fmt: skip
