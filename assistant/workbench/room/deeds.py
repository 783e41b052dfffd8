"""Decisions are saved, taken back and done again; texts are written anew."""

from collections.abc import Sequence
from uuid import UUID

from assistant.errors import EventRefused, ModelUnavailable, VersionConflict
from assistant.facts.people import people
from assistant.llm import find_endpoint
from assistant.model.draft import Draft
from assistant.model.place import Place
from assistant.settings import Settings
from assistant.workbench.jobs import Job
from assistant.workbench.room.colliding import collision
from assistant.workbench.room.deciding import AnyDecision, Desk, Person
from assistant.workbench.room.packs import Packs
from assistant.workbench.room.sessions import Opened
from assistant.workbench.store import Event
from assistant.workbench.store.kinds import AnyHappening, DraftProposed, Redone, Undone
from assistant.workbench.views.proofs import Proofs
from assistant.workbench.views.shapes import MarkView, Progress
from assistant.workbench.writing import Order, write


class Deeds:
    """What a person does to a pack."""

    def __init__(self, packs: Packs, settings: Settings) -> None:
        self._packs, self._settings = packs, settings

    def save(
        self, pack_id: str, decision: AnyDecision, person: Person, id: UUID, reason: str = ""
    ) -> Event:
        """Store a decision and return its event; the same ``id`` again stores nothing twice.

        Raises ``EventRefused``, ``UnsupportedFigures``, and ``Collision`` where the same thing
        was changed after the person looked.
        """
        stored = self._packs.stored(pack_id, id)
        if stored:
            return _same(stored, decision.kind)
        data = Desk(self._packs, pack_id, person).happening(decision, id)
        if data.needs_reason and not reason.strip():
            raise EventRefused("请写明理由。")
        return self._append(pack_id, data, person, id, reason)

    def undo(self, pack_id: str, person: Person, id: UUID) -> Event:
        """Take back the person's last decision; otherwise as :meth:`save`."""
        stored = self._packs.stored(pack_id, id)
        if stored:
            return _same(stored, "undone")
        seq = self._packs.state(pack_id).next_undo(person.actor)
        if seq is None:
            raise EventRefused("没有可以撤销的步骤。")
        return self._append(pack_id, Undone(seq=seq), person, id)

    def redo(self, pack_id: str, person: Person, id: UUID) -> Event:
        """Do again what the person took back last; otherwise as :meth:`save`."""
        stored = self._packs.stored(pack_id, id)
        if stored:
            return _same(stored, "redone")
        seq = self._packs.state(pack_id).next_redo(person.actor)
        if seq is None:
            raise EventRefused("没有可以重做的步骤。")
        return self._append(pack_id, Redone(seq=seq), person, id)

    def verify(self, pack_id: str, place: Place, text: Sequence[str]) -> tuple[MarkView, ...]:
        """Return the figures of a text for a slot that the facts don't bear out."""
        return self._desk(pack_id).marks(place, text)

    def write(self, pack_id: str, place: Place, hint: str, actor: str) -> Progress:
        """Begin to write a slot's text anew, by the model where one is set up."""
        self._desk(pack_id).slot(place)
        return self._packs.jobs.start(
            pack_id, "write", lambda job: self._write(pack_id, place, hint, actor, job)
        )

    def _desk(self, pack_id: str) -> Desk:
        return Desk(self._packs, pack_id, Person(self._packs.actor, 0))

    def _append(
        self, pack_id: str, data: AnyHappening, person: Person, id: UUID, reason: str = ""
    ) -> Event:
        store = self._packs.store
        try:
            return store.append(
                pack_id, data, actor=person.actor, expected=person.expected, reason=reason, id=id
            )
        except VersionConflict as error:
            state, events = store.state(pack_id), store.events(pack_id)
            raise collision(error, data, reason, state, events) from error

    def _write(self, pack_id: str, place: Place, hint: str, actor: str, job: Job) -> str:
        opened = self._packs.must(pack_id)
        made = self._drafted(opened, place, hint, job)
        state = self._packs.state(pack_id)
        slot = state.drafts.get(place)
        if slot and any(tuple(made.text) == version.text for version in slot.versions):
            return "写出的文字与已有的一稿相同。"
        data = DraftProposed.of(made, hint)
        self._packs.store.append(pack_id, data, actor=actor, expected=state.version)
        return "已写出一稿。"

    def _drafted(self, opened: Opened, place: Place, hint: str, job: Job) -> Draft:
        proofs = opened.proofs
        if not self._settings.model:
            if hint.strip():
                job.warn("没有设置语言模型，程序按材料重拟，没有用到提示。")
            return _composed(proofs, place)
        try:
            made = write(self._order(opened, place, hint), job)
        except ModelUnavailable as error:
            job.warn(error.line())
            return _composed(proofs, place)
        for line in made.told:
            job.warn(line)
        return made.draft or _composed(proofs, place)

    def _order(self, opened: Opened, place: Place, hint: str) -> Order:
        """Return what is to be written; ``ModelUnavailable`` where the model isn't set up."""
        find_endpoint(self._settings.model)
        desk = opened.proofs.work.desk
        return Order(
            model=self._settings.model,
            budget=self._settings.budget,
            place=place,
            hint=hint,
            private=people(opened.session.dossier),
            dossier=desk.dossier,
            report=desk.report,
        )


def _composed(proofs: Proofs, place: Place) -> Draft:
    made = proofs.composed.get(place)
    if made is None:
        raise EventRefused("程序没有为这一处拟出文字，请直接填写原处。")
    return made


def _same(stored: Event, kind: str) -> Event:
    if stored.kind != kind:
        raise EventRefused(f"编号重复：{stored.id} 已用于内容不同的另一条记录。")
    return stored
