"""Any mix of what several people do, held against a plain model of what must come of it."""

import copy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.errors import EventRefused, VersionConflict
from assistant.workbench.store import Event, State, Store, open_store, replay
from assistant.workbench.store.kinds import (
    AnyHappening,
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    DraftRefused,
    FieldConfirmed,
    FieldFixed,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    Redone,
    Undone,
)
from tests.workbench.store.cases import content

ACTORS = st.sampled_from(["甲", "乙", "丙"])
PLACES = st.sampled_from(["a", "b", "c"])
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=8)
DECISIONS: st.SearchStrategy[AnyHappening] = st.one_of(
    st.builds(FieldFixed, place=PLACES, before=WORDS, after=WORDS),
    st.builds(FieldConfirmed, place=PLACES),
    st.builds(FindingAccepted, fingerprint=PLACES, rule=st.just("A101"), place=PLACES),
    st.builds(FindingAsked, fingerprint=PLACES, question=st.just("？")),
    st.builds(FindingReopened, fingerprint=PLACES),
    st.builds(DraftEdited, place=PLACES, before=st.just(()), after=st.tuples(WORDS)),
    st.builds(DraftRefused, place=PLACES),
)
PROPOSALS = st.builds(
    DraftProposed, place=PLACES, author=st.just("composer"), text=st.tuples(WORDS)
)


def rest(state: State, targets: frozenset[str]) -> dict[tuple[str, int], object]:
    """Return all that a decision on ``targets`` may not change, by target."""
    parts = {"field": (state.fixes, state.confirmed), "finding": (state.decisions,),
             "slot": (state.drafts,)}  # fmt: skip
    found = {
        (f"{kind}:{key}", number): value
        for kind, tables in parts.items()
        for number, table in enumerate(tables)
        for key, value in table.items()
    }
    return {key: value for key, value in found.items() if key[0] not in targets}


class People(RuleBasedStateMachine):
    """Several people at one pack, who see each other's work late or at once."""

    opener: Callable[[], Store]

    def __init__(self) -> None:
        super().__init__()
        self.store = type(self).opener()
        self.pack = self.store.create_pack("甲镇", "甲").pack_id
        self.seen: dict[str, int] = {}
        self.acknowledged: list[Event] = list(self.store.events(self.pack))
        self.states = [self.store.state(self.pack)]

    def teardown(self) -> None:
        self.store.close()

    @property
    def version(self) -> int:
        return len(self.acknowledged)

    def save(self, actor: str, data: AnyHappening, expected: int) -> Event | None:
        """Append; on a conflict nothing may have changed, and there must have been a reason."""
        try:
            event = self.store.append(
                self.pack, data, actor=actor, expected=expected, reason="理由"
            )
        except VersionConflict as conflict:
            assert conflict.since == tuple(self.acknowledged[expected:])
            assert conflict.current == self.version > expected
            self.seen[actor] = self.version
            return None
        assert event.seq == self.version + 1
        self.acknowledged.append(event)
        self.states.append(self.store.state(self.pack))
        if event.data.decision:
            own = event.data.touches()
            assert rest(self.states[-1], own) == rest(self.states[-2], own)
        self.seen[actor] = event.seq
        return event

    @rule(actor=ACTORS, data=st.one_of(DECISIONS, PROPOSALS))
    def decides_on_what_they_saw(self, actor: str, data: AnyHappening) -> None:
        expected = self.seen.get(actor, 1)
        since = self.acknowledged[expected:]
        touched = {target for event in since for target in self.targets(event)}
        saved = self.save(actor, data, expected)
        assert (saved is None) == bool(touched & data.rests_on())

    def targets(self, event: Event) -> frozenset[str]:
        if isinstance(event.data, Undone | Redone):
            return self.acknowledged[event.data.seq - 1].data.touches()
        return event.data.touches()

    @rule(actor=ACTORS, data=DECISIONS)
    def decides_on_what_stands(self, actor: str, data: AnyHappening) -> None:
        assert self.save(actor, data, self.version)
        state = self.states[-1]
        assert state.next_undo(actor) == self.version and state.next_redo(actor) is None

    @rule(actor=ACTORS, place=PLACES, pick=st.integers(0, 9))
    def takes_a_text(self, actor: str, place: str, pick: int) -> None:
        slot = self.states[-1].drafts.get(place)
        if slot and slot.versions:
            version = slot.versions[pick % len(slot.versions)].seq
            assert self.save(actor, DraftAccepted(place=place, version=version), self.version)
            assert self.states[-1].drafts[place].current == version

    @rule(actor=ACTORS)
    def looks(self, actor: str) -> None:
        self.seen[actor] = self.version

    @rule(actor=ACTORS)
    def undoes(self, actor: str) -> None:
        before = self.states[-1]
        seq = before.next_undo(actor)
        if seq is None:
            return
        assert self.acknowledged[seq - 1].actor == actor
        assert self.save(actor, Undone(seq=seq), self.version)
        assert self.states[-1].next_redo(actor) == seq
        if seq == before.version:
            assert content(self.states[-1]) == content(self.states[seq - 2])

    @rule(actor=ACTORS)
    def undoes_and_redoes(self, actor: str) -> None:
        before = self.states[-1]
        seq = before.next_undo(actor)
        if seq is not None:
            self.save(actor, Undone(seq=seq), self.version)
            self.save(actor, Redone(seq=seq), self.version)
            assert content(self.states[-1]) == content(before)
            assert self.states[-1].undoable == before.undoable

    @rule(actor=ACTORS)
    def redoes(self, actor: str) -> None:
        seq = self.states[-1].next_redo(actor)
        if seq is None:
            return
        try:
            self.save(actor, Redone(seq=seq), self.version)
        except EventRefused:
            named = self.acknowledged[seq - 1].data
            assert isinstance(named, DraftAccepted)
            slot = self.states[-1].drafts.get(named.place)
            assert slot is None or slot.version(named.version) is None
        else:
            assert self.states[-1].next_undo(actor) == seq

    @rule(actor=ACTORS, seq=st.integers(1, 30))
    def undoes_anything(self, actor: str, seq: int) -> None:
        if self.states[-1].next_undo(actor) != seq:
            with pytest.raises(EventRefused):
                self.store.append(self.pack, Undone(seq=seq), actor=actor, expected=self.version)

    @precondition(lambda self: self.version > 1)
    @rule(pick=st.integers(0, 50))
    def hands_in_again(self, pick: int) -> None:
        old = self.acknowledged[1 + pick % (self.version - 1)]
        again = self.store.append(
            self.pack, old.data, actor=old.actor, expected=1, reason=old.reason, id=old.id
        )
        assert again == old

    @rule()
    def opens_again(self) -> None:
        self.store.close()
        self.store = type(self).opener()

    @invariant()
    def what_was_acknowledged_stands(self) -> None:
        events = self.store.events(self.pack)
        assert list(events) == self.acknowledged
        assert [event.seq for event in events] == [*range(1, self.version + 1)]

    @invariant()
    def a_state_is_a_replay(self) -> None:
        state = self.store.state(self.pack)
        assert state == self.states[-1] == replay(copy.deepcopy(self.acknowledged))
        assert state == self.store.state_at(self.pack, self.version)
        assert state == self.store.state_at(self.pack, self.acknowledged[-1].at)

    @invariant()
    def the_past_stays_as_it_was(self) -> None:
        for number in {1, self.version // 2, self.version} - {0}:
            assert self.store.state_at(self.pack, number) == self.states[number - 1]

    @invariant()
    def nobody_undoes_under_another(self) -> None:
        """What can be undone is what shows: the last decision on its target that counts."""
        for actor, stack in self.states[-1].undoable.items():
            for seq in stack:
                event = self.acknowledged[seq - 1]
                later = [
                    e for e in self.acknowledged[seq:]
                    if e.data.decision and e.actor != actor and self.counts(e)
                    and e.data.touches() & event.data.touches()
                ]  # fmt: skip
                assert later == []

    def counts(self, event: Event) -> bool:
        """Tell by the last undo or redo that names it whether a decision counts."""
        last = [
            isinstance(e.data, Redone) for e in self.acknowledged
            if isinstance(e.data, Undone | Redone) and e.data.seq == event.seq
        ]  # fmt: skip
        return not last or last[-1]


BRIEF = settings(max_examples=40, stateful_step_count=30, deadline=None)


def machine(opener: Callable[[], Store]) -> Any:
    return type("People", (People,), {"opener": staticmethod(opener)})


def test_on_sqlite() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "workbench.sqlite"
        run_state_machine_as_test(machine(lambda: open_store(place)), settings=BRIEF)


@pytest.mark.system("initdb")
def test_on_postgres(postgres: Callable[[], str], tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    address = postgres()
    brief = settings(BRIEF, max_examples=10)
    run_state_machine_as_test(machine(lambda: open_store(address, tmp_path)), settings=brief)
