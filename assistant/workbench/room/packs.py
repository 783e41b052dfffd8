"""The packs of a store as they stand, and their cards."""

import time
from collections.abc import Mapping
from uuid import UUID

from assistant.checks import CheckOptions
from assistant.errors import MissingSource, NothingRead
from assistant.model.place import Place
from assistant.model.quantity import Text
from assistant.workbench.checking import Checks
from assistant.workbench.jobs import Jobs
from assistant.workbench.room.sessions import Incalculable, Opened, Sessions
from assistant.workbench.room.summaries import Summaries
from assistant.workbench.store import Event, PackEntry, State, Store
from assistant.workbench.views.cards import for_actor, pack_card
from assistant.workbench.views.shapes import PackCard, PackState

_LIST_SECONDS = 0.5
"""How long the list may check packs whose result isn't known, before it leaves them blank."""
_UNREAD = "这套材料还没有读取。"
_SAVE_SECONDS = 0.15
"""How long a save waits for the check of what it has changed."""


class Packs:
    """What every part of the room works with; ``actor`` is the person who is asked about."""

    def __init__(
        self,
        store: Store,
        options: CheckOptions,
        model: str,
        summaries: Summaries,
        actor: str,
        checks: Checks,
    ) -> None:
        self.store, self.actor, self.model = store, actor, model
        self.jobs = Jobs()
        self._sessions = Sessions(store, options, model, checks)
        self._summaries = summaries

    def state(self, pack_id: str, at: int | None = None) -> State:
        """Return a pack as it stands or stood; ``MissingPack``, ``MissingSource`` for no moment."""
        if at is None:
            return self.store.state(pack_id)
        state = self.store.state_at(pack_id, at)
        if state.version != at:
            raise MissingSource(f"这套材料没有第 {at} 步。")
        return state

    def opened(self, pack_id: str, at: int | None = None) -> Opened | None:
        """Return a pack checked, None where it isn't read."""
        state = self.state(pack_id, at)
        opened = self._sessions.open(state)
        if opened and at is None:
            self._summaries.keep(pack_card(state, "read", opened.session))
        return opened

    def must(self, pack_id: str, at: int | None = None) -> Opened:
        """Return a pack checked; ``NothingRead`` where it isn't read."""
        opened = self.opened(pack_id, at)
        if opened is None:
            raise NothingRead(_UNREAD)
        return opened

    def values(self, pack_id: str) -> Mapping[Place, Text]:
        """Return what a pack's files say at each place, unchecked; ``NothingRead``."""
        found = self._sessions.values(self.state(pack_id))
        if found is None:
            raise NothingRead(_UNREAD)
        return found

    def card(self, pack_id: str, at: int | None = None) -> PackCard:
        """Return a pack's card."""
        return self.card_of(self.state(pack_id, at))

    def card_of(self, state: State) -> PackCard:
        """Return the card of a pack under a state."""
        opened = self._sessions.open(state)
        doing = self._doing(state, opened is not None)
        card = pack_card(state, doing, opened.session if opened else None)
        if opened:
            self._summaries.keep(card)
        return for_actor(card, state, self.actor)

    def card_soon(self, state: State) -> PackCard:
        """Return the card of a pack under a state that was made just now.

        Where its check takes long, it is the last one known, marked ``checking``.
        """
        known = self._summaries.latest(state.pack_id)
        if known is None or self._sessions.open_soon(state, _SAVE_SECONDS):
            return self.card_of(state)
        update = {"version": state.version, "changed": state.at, "checking": True}
        return for_actor(known.model_copy(update=update), state, self.actor)

    def close(self) -> None:
        """Stop what runs."""
        self.jobs.close()
        self._sessions.close()

    def cards(self) -> list[PackCard]:
        """Return all packs, the one changed last first; what takes too long is left blank."""
        until = time.monotonic() + _LIST_SECONDS
        return [self._listed(entry, until) for entry in self.store.packs()]

    def stored(self, pack_id: str, id: UUID) -> Event | None:
        """Return the event that an earlier call with the same id stored."""
        return next((event for event in self.store.events(pack_id) if event.id == id), None)

    def _listed(self, entry: PackEntry, until: float) -> PackCard:
        known = self._summaries.get(entry.id, entry.version)
        state = self.store.state(entry.id)
        if known:
            card = known.model_copy(update={"state": self._doing(state, True)})
            return for_actor(card, state, self.actor)
        if time.monotonic() < until:
            try:
                return self.card_of(state)
            except Incalculable as error:  # the others must stay within reach
                card = pack_card(state, self._doing(state, True), None)
                return card.model_copy(update={"verdict": str(error)})
        read = state.reading is not None
        return for_actor(pack_card(state, self._doing(state, read), None), state, self.actor)

    def _doing(self, state: State, read: bool) -> PackState:
        progress = self.jobs.progress(state.pack_id)
        if progress.job == "read" and progress.state in ("queued", "running"):
            return "reading"
        if read:
            return "read"
        if not state.files:
            return "empty"
        failed = progress.job == "read" and progress.state == "failed"
        return "failed" if failed else "waiting"
