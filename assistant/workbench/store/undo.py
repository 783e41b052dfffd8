"""Which decisions count, and which each person may undo or redo.

Undo goes back one decision at a time, each person through their own. A decision drops out where
someone else has since decided on the same target: taking it back would change nothing that
shows, or would pull the ground from under the other's decision.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.workbench.store.event import Event
from assistant.workbench.store.kinds import Redone, Target, Undone


@dataclass(frozen=True)
class History:
    """The events that don't count, and by actor what can be undone and redone, next one last."""

    skipped: frozenset[int] = frozenset()
    undoable: dict[str, tuple[int, ...]] = field(default_factory=dict)
    redoable: dict[str, tuple[int, ...]] = field(default_factory=dict)


def trace(events: Iterable[Event]) -> History:
    """Return what counts after ``events``; an undo of what can't be undone has no effect."""
    stacks = _Stacks()
    for event in events:
        stacks.take(event)
    return History(
        skipped=frozenset(seq for stack in stacks.undone.values() for seq in stack)
        | frozenset(stacks.forgotten),
        undoable=stacks.free(stacks.done),
        redoable=stacks.free(stacks.undone),
    )


class _Stacks:
    """Each actor's decisions that count and that are undone, in the order of undoing."""

    def __init__(self) -> None:
        self.decisions: dict[int, Event] = {}
        self.done: dict[str, list[int]] = defaultdict(list)
        self.undone: dict[str, list[int]] = defaultdict(list)
        self.forgotten: set[int] = set()

    def take(self, event: Event) -> None:
        """Follow one event."""
        if isinstance(event.data, Undone):
            _move(event.data.seq, self.done[event.actor], self.undone[event.actor])
        elif isinstance(event.data, Redone):
            _move(event.data.seq, self.undone[event.actor], self.done[event.actor])
        elif event.data.decision:
            self.decisions[event.seq] = event
            self.done[event.actor].append(event.seq)
            # A new decision ends redoing; what was undone stays so for good.
            self.forgotten.update(self.undone[event.actor])
            self.undone[event.actor].clear()

    def free(self, stacks: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
        """Return the stacks without what others have since decided anew; no empty ones."""
        last = self._last()
        kept = {
            actor: tuple(seq for seq in stack if not self._overtaken(self.decisions[seq], last))
            for actor, stack in stacks.items()
        }
        return {actor: stack for actor, stack in kept.items() if stack}

    def _last(self) -> dict[Target, dict[str, int]]:
        """Return for each target the last decision that counts, by actor."""
        last: dict[Target, dict[str, int]] = defaultdict(dict)
        for actor, stack in self.done.items():
            for seq in stack:
                for target in self.decisions[seq].data.touches():
                    last[target][actor] = max(seq, last[target].get(actor, 0))
        return last

    def _overtaken(self, event: Event, last: dict[Target, dict[str, int]]) -> bool:
        return any(
            seq > event.seq and actor != event.actor
            for target in event.data.touches()
            for actor, seq in last[target].items()
        )


def _move(seq: int, source: list[int], goal: list[int]) -> None:
    if seq in source:
        source.remove(seq)
        goal.append(seq)
