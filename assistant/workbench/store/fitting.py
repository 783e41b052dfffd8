"""Whether a step fits the pack as it stands: it names a file, a text, a decision that is there."""

from collections.abc import Callable, Sequence

from assistant.errors import EventRefused
from assistant.workbench.store.event import Event
from assistant.workbench.store.kinds import (
    DraftAccepted,
    FileAdded,
    FileFiled,
    FileRemoved,
    PackCreated,
    ReadDone,
    Redone,
    Undone,
)
from assistant.workbench.store.replay import replay
from assistant.workbench.store.state import State

_LOOKS = (
    DraftAccepted, FileAdded, FileFiled, FileRemoved, PackCreated, ReadDone, Redone, Undone
)  # fmt: skip
"""The kinds that name something; for others the pack need not be replayed."""


def fits(made: Sequence[Event], before: Callable[[], tuple[Event, ...]]) -> None:
    """Raise ``EventRefused`` for the first of ``made`` that doesn't fit what stands before it."""
    if not any(isinstance(event.data, _LOOKS) for event in made):
        return
    told = before()
    for number, event in enumerate(made):
        if isinstance(event.data, _LOOKS):
            told_so_far = (*told, *made[:number])
            reason = _misfit(event, replay(told_so_far), told_so_far)
            if reason:
                raise EventRefused(reason)


def _misfit(event: Event, state: State, told: Sequence[Event]) -> str:
    match event.data:
        case PackCreated():
            return "这套材料已经建立。"
        case FileAdded(file_id=file_id):
            return f"文件编号 {file_id} 已经用过。" if _used(file_id, told) else ""
        case FileRemoved(file_id=file_id) | FileFiled(file_id=file_id):
            return "" if file_id in state.files else "这个文件已不在材料里。"
        case ReadDone(files=files):
            return "" if set(files) <= set(state.files) else "读取的文件已不在材料里。"
        case DraftAccepted(place=place, version=version):
            return _no_version(state, place, version)
        case Undone(seq=seq):
            return "" if state.next_undo(event.actor) == seq else "撤销只能从自己最近的一步开始。"
        case Redone(seq=seq):
            return _no_redo(event.actor, seq, state, told)
    return ""


def _used(file_id: str, told: Sequence[Event]) -> bool:
    return any(isinstance(e.data, FileAdded) and e.data.file_id == file_id for e in told)


def _no_version(state: State, place: str, version: int) -> str:
    slot = state.drafts.get(place)
    return "" if slot and slot.version(version) else "要采用的这一稿已不在。"


def _no_redo(actor: str, seq: int, state: State, told: Sequence[Event]) -> str:
    if state.next_redo(actor) != seq:
        return "重做只能从自己最近撤销的一步开始。"
    named = told[seq - 1].data
    # The text it took may have been someone else's, who has undone it since.
    return (
        _no_version(state, named.place, named.version) if isinstance(named, DraftAccepted) else ""
    )
