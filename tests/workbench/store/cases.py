"""Events made without a store, for tables of cases."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from assistant.workbench.store import Event, State
from assistant.workbench.store.kinds import AnyHappening, PackCreated

START = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
SHA = "0" * 64
Step = AnyHappening | tuple[str, AnyHappening]


def told(*steps: Step) -> tuple[Event, ...]:
    """Return a pack's events, a minute apart, by 甲 unless a step names its actor."""
    all_ = [step if isinstance(step, tuple) else ("甲", step) for step in steps]
    return tuple(
        Event(
            pack_id="p", seq=seq, id=UUID(int=seq), at=START + timedelta(minutes=seq),
            actor=actor, data=data, reason="理由",
        )
        for seq, (actor, data) in enumerate([("甲", PackCreated(title="甲镇")), *all_], 1)
    )  # fmt: skip


def content(state: State) -> State:
    """Return a state without what every event changes: number, time, what can be undone."""
    return state.model_copy(update={"version": 0, "at": None, "undoable": {}, "redoable": {}})


def kinds(events: Iterable[Event]) -> list[str]:
    return [event.kind for event in events]
