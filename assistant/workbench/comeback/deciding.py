"""What a file that came back lets happen: the events that its slots and fields stand for."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.model.draft import Draft
from assistant.model.place import Place, squeeze
from assistant.output.places import place_words
from assistant.workbench.comeback.changes import Edit
from assistant.workbench.comeback.reference import Reference
from assistant.workbench.comeback.slots import Fate
from assistant.workbench.session import TAKEN, Session
from assistant.workbench.store import NewEvent, SlotState
from assistant.workbench.store.kinds import (
    AnyHappening,
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    DraftRefused,
    FieldFixed,
    KeptFigure,
)
from assistant.workbench.typed import fault
from assistant.workbench.views.proofs import Proofs


class Deciding:
    """Makes the events one after another; ``told`` are what could not be decided, in Chinese.

    ``first`` is the number that the first of them will have.
    """

    def __init__(self, session: Session, reference: Reference, name: str, first: int) -> None:
        self._session, self._then = session, reference.session
        self._reason = f"见交回的 Word 文件“{name}”"
        self._first = first
        self.events: list[NewEvent] = []
        self.told: list[str] = []
        self._proofs = Proofs(lambda: session.without_texts)
        self._current = {f.place: f.raw for f in session.dossier.pack.fields()} | {
            session.origins.get(f.place, f.place): f.quantity.raw
            for f in session.dossier.pack.figures
        }

    def slot(self, fate: Fate) -> None:
        """Take over what became of a slot, where nothing speaks against it."""
        slot = self._session.state.drafts.get(fate.spot.place)
        if fate.outcome == "unchanged" or self._stands(fate, slot):
            return
        if fate.outcome == "unclear":
            self._tell(fate.spot.place, f"{fate.why}，没有采用，请在工作台处理")
        elif _decided(slot) != _decided(self._then.state.drafts.get(fate.spot.place)):
            self._tell(fate.spot.place, "导出之后工作台里又有改动，Word 中的文字没有采用")
        else:
            self._take(fate, slot)

    def _stands(self, fate: Fate, slot: SlotState | None) -> bool:
        """Tell whether the workbench says already what the file says."""
        if slot is None:
            return False
        if fate.outcome == "refused":
            return slot.status == "refused"
        then = self._then.state.drafts.get(fate.spot.place)
        if fate.outcome == "accepted" and then and slot.current == then.current:
            return slot.status in TAKEN
        return slot.status in TAKEN and _joined(slot.text) == _joined(fate.lines)

    def _take(self, fate: Fate, slot: SlotState | None) -> None:
        place = fate.spot.place
        version = self._proposed(fate.spot.draft, slot)
        if fate.outcome == "accepted":
            self._add(DraftAccepted(place=place, version=version))
        elif fate.outcome == "refused":
            self._add(DraftRefused(place=place))
        else:
            self._reworded(fate, slot)

    def _proposed(self, draft: Draft, slot: SlotState | None) -> int:
        """Return the number of the version that stands, stored now where it isn't yet.

        A slot needs one version that says where its text belongs.
        """
        if slot and slot.current and any(version.draft for version in slot.versions):
            return slot.current
        self._add(DraftProposed.of(draft))
        return self._first + len(self.events) - 1

    def _reworded(self, fate: Fate, slot: SlotState | None) -> None:
        place, draft = fate.spot.place, fate.spot.draft
        version = slot.version(slot.current) if slot else None
        kept = _kept(version.kept if version else (), fate.lines)
        marks = self._proofs.marks(draft.slot, fate.lines, self._proofs.proved(draft), kept)
        if not marks:
            before = slot.text if slot and slot.current else tuple(draft.text)
            self._add(DraftEdited(place=place, before=before, after=fate.lines, kept=kept))
            return
        # A figure without support needs a person's reason: the text waits as one more version.
        self._add(DraftProposed(place=place, author="person", text=fate.lines, hint=self._reason))
        named = "、".join(f"“{text}”" for text in dict.fromkeys(mark.text for mark in marks))
        self._tell(place, f"Word 中改写的文字里{named}没有依据，已存为一稿，请写明理由或改正后采用")

    def fields(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """Take over the edits that fit, and yield them all under the places of the originals."""
        origins: Mapping[Place, Place] = self._then.origins
        for edit in edits:
            own = edit._replace(place=origins.get(edit.place, edit.place))
            self._field(own)
            yield own

    def _field(self, edit: Edit) -> None:
        place, now = edit.place, self._current.get(edit.place)
        if place not in self._session.fields or now is None:
            self._tell(place, f"“{edit.before}”改为“{edit.after}”没有采用，材料里没有这一栏")
        elif squeeze(now) == squeeze(edit.after):
            return
        elif squeeze(now) != squeeze(edit.before):
            self._tell(place, f"导出之后工作台已改为“{now}”，Word 中的“{edit.after}”没有采用")
        elif why := fault(self._session.fields[place], edit.after):
            self._tell(place, f"“{edit.before}”改为“{edit.after}”没有采用，{why.rstrip('。')}")
        else:
            self._add(FieldFixed(place=place, before=now, after=edit.after))

    def _add(self, data: AnyHappening) -> None:
        self.events.append(NewEvent(data=data, reason=self._reason))

    def _tell(self, place: Place, what: str) -> None:
        self.told.append(f"{place_words(place)}：{what}。")


def _decided(slot: SlotState | None) -> tuple[str, int | None]:
    return (slot.status, slot.current) if slot else ("", None)


def _kept(kept: Sequence[KeptFigure], lines: Sequence[str]) -> tuple[KeptFigure, ...]:
    """Return the figures kept before that still stand in a text."""
    return tuple(each for each in kept if any(each.text in line for line in lines))


def _joined(lines: Sequence[str]) -> str:
    return "".join(squeeze(line) for line in lines)
