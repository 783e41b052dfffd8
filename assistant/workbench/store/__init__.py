"""The store of the workbench: events, the only truth, and the states they replay to."""

from assistant.workbench.store.blobs import Blobs
from assistant.workbench.store.event import Event, NewEvent
from assistant.workbench.store.opening import open_store
from assistant.workbench.store.packs import PackEntry
from assistant.workbench.store.replay import replay, until
from assistant.workbench.store.state import SlotState, State, Version
from assistant.workbench.store.store import Store

__all__ = [
    "Blobs", "Event", "NewEvent", "PackEntry", "SlotState", "State", "Store", "Version",
    "open_store", "replay", "until",
]  # fmt: skip
