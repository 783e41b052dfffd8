"""What was read of packs lately, so that a state needs only the events that came since."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from assistant.workbench.store.event import Event
from assistant.workbench.store.replay import replay
from assistant.workbench.store.state import State

_PACKS = 32
"""How many packs are kept; a pack of 1,000 events takes about 2 MB."""


class Memory:
    """The committed events of the packs used last, and their states; safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: OrderedDict[str, tuple[Event, ...]] = OrderedDict()
        self._states: dict[str, State] = {}

    def upto(self, pack_id: str, read: Callable[[int], tuple[Event, ...]]) -> tuple[Event, ...]:
        """Return a pack's events; ``read`` gives those that are committed after a number."""
        with self._lock:
            known = self._events.get(pack_id, ())
        events = (*known, *read(len(known)))
        if not events:
            return ()  # no such pack: any number of those may be asked for
        with self._lock:
            if len(events) >= len(self._events.get(pack_id, ())):
                self._events[pack_id] = events
            self._events.move_to_end(pack_id)
            while len(self._events) > _PACKS:
                self._states.pop(self._events.popitem(last=False)[0], None)
        return events

    def state(self, pack_id: str, events: tuple[Event, ...]) -> State:
        """Return the state after ``events``, made anew only where they grew."""
        with self._lock:
            known = self._states.get(pack_id)
        if known and known.version == len(events):
            return known
        state = replay(events)
        with self._lock:
            if pack_id in self._events:
                self._states[pack_id] = state
        return state
