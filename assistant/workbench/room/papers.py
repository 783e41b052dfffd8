"""Files for the unit go out, and Word files that were edited elsewhere come back."""

from typing import NamedTuple
from uuid import UUID, uuid5

from assistant.workbench import comeback
from assistant.workbench.delivery import Form, Made, blob_files, make
from assistant.workbench.room.deciding import Person
from assistant.workbench.room.packs import Packs
from assistant.workbench.session import Session
from assistant.workbench.store import NewEvent
from assistant.workbench.store.kinds import Exported

_TURNS = 3
"""How often a file is looked at anew because something else was stored meanwhile."""
_SPACE = UUID("0f0b1f7e-0a5c-4a55-8d5c-7b8e0a1f3c22")


class CameBack(NamedTuple):
    """What a returned file brought, and the number of its first event."""

    found: comeback.Comeback
    seq: int


class Papers:
    """Exports and returns of packs."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._files = blob_files(packs.store.blobs)

    def export(self, pack_id: str, form: Form, actor: str) -> Made:
        """Make a file of a pack as it stands, and note that it was made."""
        store = self._packs.store
        session = self._packs.must(pack_id).session
        out = make(form, session, events=store.events(pack_id), files=self._files)
        data = Exported(form=form, sha256=store.blobs.put(out.content))
        store.append(pack_id, data, actor=actor, expected=session.state.version)
        return out

    def returned(
        self, pack_id: str, content: bytes, name: str, person: Person, id: UUID
    ) -> CameBack:
        """Take in a Word file that was edited elsewhere; the same ``id`` again changes nothing.

        Raises ``NotReturnable``, ``OtherPack``, ``VersionConflict`` where what it changes was
        changed here since ``person.expected``.
        """
        store = self._packs.store
        for _ in range(_TURNS):
            session = self._packs.must(pack_id).session
            found = comeback.returned(
                session, content, name, at=lambda version: self._at(pack_id, version),
                files=self._files,
            )  # fmt: skip
            stored = self._packs.stored(pack_id, _first(id))
            if stored:
                return CameBack(found, stored.seq)
            store.blobs.put(content)
            news = _named(found.events, id)
            if store.state(pack_id).version == session.state.version:
                break
        events = store.append_all(pack_id, news, actor=person.actor, expected=person.expected)
        return CameBack(found, events[0].seq)

    def _at(self, pack_id: str, version: int) -> Session:
        return self._packs.must(pack_id, version).session


def _first(id: UUID) -> UUID:
    return uuid5(_SPACE, f"{id}/0")


def _named(events: tuple[NewEvent, ...], id: UUID) -> list[NewEvent]:
    """Return events under ids that follow from the upload's, so that it may be sent again."""
    return [
        event.model_copy(update={"id": uuid5(_SPACE, f"{id}/{number}")})
        for number, event in enumerate(events)
    ]
