"""The store as others use it: packs, their events and states, and the contents of files."""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import Connection

from assistant.errors import MissingPack
from assistant.workbench.store import events, packs
from assistant.workbench.store.blobs import Blobs
from assistant.workbench.store.database import Database
from assistant.workbench.store.event import Event, NewEvent
from assistant.workbench.store.kinds import AnyHappening, PackCreated
from assistant.workbench.store.memory import Memory
from assistant.workbench.store.packs import PackEntry
from assistant.workbench.store.replay import replay, until
from assistant.workbench.store.state import State


class Store:
    """Packs and their events; safe among threads. Each process opens its own.

    What a call that appends returns is on disk. Every call may raise ``StoreUnusable``.
    """

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self.blobs = blobs
        self._database = database
        self._memory = Memory()

    def create_pack(self, title: str, actor: str, id: UUID | None = None) -> Event:
        """Make a pack and return its first event; its ``pack_id`` names the pack from now on.

        A call repeated with the same ``id`` makes no second pack. ``ValidationError`` for a
        title or actor that can't be stored.
        """
        new = _new(PackCreated(title=title), "", id)
        pack_id = uuid4().hex
        return self._database.write(lambda c: events.create(c, pack_id, new, actor))

    def append(
        self,
        pack_id: str,
        data: AnyHappening,
        *,
        actor: str,
        expected: int,
        reason: str = "",
        id: UUID | None = None,
    ) -> Event:
        """Append one event and return it as stored.

        ``expected`` is the version that ``actor`` saw. Raises ``VersionConflict`` where the
        same target was changed since, ``EventRefused`` where the event doesn't fit, and
        ``MissingPack``. A call repeated with the same ``id`` returns what is stored.
        """
        new = _new(data, reason, id)
        return self.append_all(pack_id, [new], actor=actor, expected=expected)[0]

    def append_all(
        self, pack_id: str, news: Sequence[NewEvent], *, actor: str, expected: int
    ) -> tuple[Event, ...]:
        """Append several events, all or none; otherwise as :meth:`append`."""
        return self._database.write(
            lambda c: events.append(c, pack_id, news, actor, expected, self._memory)
        )

    def packs(self) -> tuple[PackEntry, ...]:
        """Return all packs, the one changed last first."""
        with self._database.read() as connection:
            return packs.every(connection)

    def pack(self, pack_id: str) -> PackEntry:
        """Return a pack's entry in the list; ``MissingPack``."""
        with self._database.read() as connection:
            return packs.one(connection, pack_id)

    def events(self, pack_id: str, after: int = 0) -> tuple[Event, ...]:
        """Return a pack's events numbered above ``after``, in order; ``MissingPack``."""
        with self._database.read() as connection:
            return self._events(connection, pack_id)[max(after, 0) :]

    def state(self, pack_id: str) -> State:
        """Return the pack as it stands; ``MissingPack``."""
        return self._memory.state(pack_id, self.events(pack_id))

    def state_at(self, pack_id: str, moment: int | datetime) -> State:
        """Return the pack as it stood after event number ``moment``, or at an aware time."""
        return replay(until(self.events(pack_id), moment))

    def close(self) -> None:
        """Close the database; the store can't be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _events(self, connection: Connection, pack_id: str) -> tuple[Event, ...]:
        found = self._memory.upto(pack_id, lambda after: events.read(connection, pack_id, after))
        if not found:
            raise MissingPack("没有这套材料。")
        return found


def _new(data: AnyHappening, reason: str, id: UUID | None) -> NewEvent:
    return NewEvent(data=data, reason=reason, id=id or uuid4())
