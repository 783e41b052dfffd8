"""The pane 记录: each event as one Chinese sentence."""

from collections.abc import Sequence

from assistant.workbench.store import Event, State
from assistant.workbench.store.undo import trace
from assistant.workbench.views.answers import History, HistoryLine
from assistant.workbench.views.telling import Memory, told


def history(events: Sequence[Event], state: State, actor: str) -> History:
    """Return all events, the last first; undoable is the one step that ``actor`` may take back."""
    skipped, next_one, memory = trace(events).skipped, state.next_undo(actor), Memory()
    lines = []
    for event in events:
        undoable, undone = event.seq == next_one, event.seq in skipped
        lines.append(line(event, memory, undoable=undoable, undone=undone))
        memory.take(event)
    return History(version=state.version, lines=tuple(reversed(lines)))


def line(
    event: Event, memory: Memory | None = None, *, undoable: bool = False, undone: bool = False
) -> HistoryLine:
    """Return one event as a line of the history; ``memory`` holds what came before it."""
    return HistoryLine(
        seq=event.seq, at=event.at, actor=event.actor, kind=event.kind,
        words=told(event, memory).sentence, reason=event.reason, undoable=undoable, undone=undone,
    )  # fmt: skip


def words(event: Event) -> str:
    """Return what happened in one Chinese sentence without its stop."""
    return told(event).sentence
