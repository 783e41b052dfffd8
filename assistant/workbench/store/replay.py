"""Events → State: a pure function, the only way in which a state comes about."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from assistant.errors import StoreDamaged
from assistant.workbench.store.event import Event
from assistant.workbench.store.kinds import (
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    DraftRefused,
    Exported,
    FieldConfirmed,
    FieldFixed,
    FileAdded,
    FileFiled,
    FileRemoved,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    PackCreated,
    ReadDone,
    Role,
    WordReturned,
)
from assistant.workbench.store.state import (
    Confirmed,
    Decision,
    Export,
    File,
    Fix,
    Reading,
    Return,
    SlotState,
    Stamped,
    State,
    Status,
    Version,
)
from assistant.workbench.store.undo import trace


def replay(events: Iterable[Event]) -> State:
    """Return the pack after ``events``, all from its first on.

    Raises ``StoreDamaged`` where a number is missing, twice, or of another pack.
    """
    told = tuple(events)
    if not told:
        return State()
    _whole(told)
    history = trace(told)
    board = _Board()
    for event in told:
        if event.seq not in history.skipped:
            board.take(event)
    return State(
        pack_id=told[0].pack_id,
        version=told[-1].seq,
        at=told[-1].at,
        undoable=history.undoable,
        redoable=history.redoable,
        title=board.title,
        files=board.files,
        reading=board.reading,
        fixes=board.fixes,
        confirmed=board.confirmed,
        decisions=board.decisions,
        drafts=board.drafts,
        exports=tuple(board.exports),
        returns=tuple(board.returns),
    )


def until(events: Iterable[Event], moment: int | datetime) -> tuple[Event, ...]:
    """Return the events up to a number or an aware time, both included."""
    if isinstance(moment, datetime):
        return tuple(event for event in events if event.at <= moment)
    return tuple(event for event in events if event.seq <= moment)


def _whole(events: tuple[Event, ...]) -> None:
    for number, event in enumerate(events, 1):
        if event.seq != number or event.pack_id != events[0].pack_id:
            raise StoreDamaged(f"材料 {events[0].pack_id} 的记录不连续：第 {number} 条不在。")


class _Board:
    """The state in the making; each kind of event changes it in one place."""

    def __init__(self) -> None:
        self.title = ""
        self.files: dict[str, File] = {}
        self.reading: Reading | None = None
        self.fixes: dict[str, Fix] = {}
        self.confirmed: dict[str, Confirmed] = {}
        self.decisions: dict[str, Decision] = {}
        self.drafts: dict[str, SlotState] = {}
        self.exports: list[Export] = []
        self.returns: list[Return] = []

    def take(self, event: Event) -> None:
        """Apply one event that counts; undone and redone have done their work already."""
        self._files(event)
        self._fields(event)
        self._findings(event)
        self._drafts(event)
        self._papers(event)

    def _files(self, event: Event) -> None:
        match event.data:
            case PackCreated(title=title):
                self.title = title
            case FileAdded() as data:
                self.files[data.file_id] = File(
                    file_id=data.file_id, name=data.name, sha256=data.sha256, role=data.role,
                    size=data.bytes, **_stamp(event),
                )  # fmt: skip
            case FileRemoved(file_id=file_id):
                self.files.pop(file_id, None)
            case FileFiled(file_id=file_id, after=role):
                if file_id in self.files:
                    self.files[file_id] = self.files[file_id].model_copy(update={"role": role})
            case ReadDone() as data:
                self.reading = Reading(
                    sha256=data.sha256, files=data.files, documents=data.documents,
                    errors=data.errors, roles=self._roles(data), **_stamp(event),
                )  # fmt: skip

    def _roles(self, data: ReadDone) -> dict[str, Role]:
        """Return as what each file was read; before roles could change, as what it was added."""
        added = {each: self.files[each].role for each in data.files if each in self.files}
        return {**added, **data.roles}

    def _fields(self, event: Event) -> None:
        match event.data:
            case FieldFixed(place=place, before=before, after=after):
                old = self.fixes.get(place)
                original = old.original if old else before
                self.fixes[place] = Fix(
                    place=place, original=original, before=before, after=after, **_stamp(event)
                )
                # What was found right is no longer what stands there.
                self.confirmed.pop(place, None)
            case FieldConfirmed(place=place):
                self.confirmed[place] = Confirmed(place=place, **_stamp(event))

    def _findings(self, event: Event) -> None:
        match event.data:
            case FindingAccepted(fingerprint=key, rule=rule, place=place):
                self.decisions[key] = Decision(
                    fingerprint=key, status="accepted", rule=rule, place=place, **_stamp(event)
                )
            case FindingAsked(fingerprint=key, rule=rule, place=place, question=question):
                self.decisions[key] = Decision(
                    fingerprint=key, status="asked", rule=rule, place=place, question=question,
                    **_stamp(event),
                )  # fmt: skip
            case FindingReopened(fingerprint=key):
                self.decisions.pop(key, None)

    def _drafts(self, event: Event) -> None:
        match event.data:
            case DraftProposed() as data:
                version = Version(
                    author=data.author, text=data.text, draft=data.draft, hint=data.hint,
                    **_stamp(event),
                )  # fmt: skip
                slot = self._add(data.place, version)
                if slot.status in ("proposed", "refused"):
                    self._settle(slot, event.seq, "proposed", None)
            case DraftEdited() as data:
                version = Version(author="person", text=data.after, kept=data.kept, **_stamp(event))
                self._settle(self._add(data.place, version), event.seq, "edited", event)
            case DraftAccepted(place=place, version=seq):
                slot = self._slot(place)
                if slot.version(seq):
                    self._settle(slot, seq, "accepted", event)
            case DraftRefused(place=place):
                slot = self._slot(place)
                self._settle(slot, slot.current, "refused", event)

    def _slot(self, place: str) -> SlotState:
        return self.drafts.get(place) or SlotState(place=place)

    def _add(self, place: str, version: Version) -> SlotState:
        slot = self._slot(place)
        slot = slot.model_copy(update={"versions": (*slot.versions, version)})
        self.drafts[place] = slot
        return slot

    def _settle(
        self, slot: SlotState, current: int | None, status: Status, by: Event | None
    ) -> None:
        decided = Stamped(**_stamp(by)) if by else None
        update = {"current": current, "status": status, "decided": decided}
        self.drafts[slot.place] = slot.model_copy(update=update)

    def _papers(self, event: Event) -> None:
        match event.data:
            case Exported(form=form, sha256=sha256):
                self.exports.append(Export(form=form, sha256=sha256, **_stamp(event)))
            case WordReturned() as data:
                self.returns.append(
                    Return(
                        sha256=data.sha256, outcomes=data.outcomes, changed=data.changed,
                        **_stamp(event),
                    )
                )  # fmt: skip


class _Stamp(TypedDict):
    seq: int
    at: datetime
    actor: str
    reason: str


def _stamp(event: Event) -> _Stamp:
    return {"seq": event.seq, "at": event.at, "actor": event.actor, "reason": event.reason}
