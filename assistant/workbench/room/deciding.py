"""What a person decides, made into events that fit the pack as that person sees it."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Annotated, ClassVar, Literal, NamedTuple
from uuid import UUID, uuid5

from pydantic import ConfigDict, Field

from assistant.errors import EventRefused, JixiaoError
from assistant.model.draft import Draft, Slot
from assistant.model.finding import Finding
from assistant.model.place import Place
from assistant.workbench.room.packs import Packs
from assistant.workbench.room.sessions import Opened
from assistant.workbench.room.uploads import filed
from assistant.workbench.session import Session
from assistant.workbench.store.kinds import (
    AnyHappening,
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    DraftRefused,
    FieldConfirmed,
    FieldFixed,
    FileId,
    FindingAccepted,
    FindingAsked,
    FindingReopened,
    Fingerprint,
    KeptFigure,
    Line,
    Paragraphs,
    Record,
    Role,
    Seq,
    Words,
)
from assistant.workbench.typed import fault
from assistant.workbench.views.answers import Conflict
from assistant.workbench.views.drafts import drafted, proved_of, slots
from assistant.workbench.views.shapes import MarkView


class UnsupportedFigures(JixiaoError):
    """A text holds figures that the facts don't bear out and that nobody keeps with a reason."""

    advice = "请改正标出的数字；确要保留的，请逐处写明理由。"

    def __init__(self, message: str, marks: Sequence[MarkView]) -> None:
        super().__init__(message)
        self.marks = tuple(marks)


class NoFigure(EventRefused):
    """What was typed for a figure can't be read as one; the message says what to do."""

    advice = ""


class Collision(JixiaoError):
    """Someone else has changed the same thing; ``conflict`` shows both sides."""

    exit_code = 3
    advice = "请对照两边的内容，再决定用哪一个。"

    def __init__(self, message: str, conflict: Conflict) -> None:
        super().__init__(message)
        self.conflict = conflict


class Person(NamedTuple):
    """Who decides, and at which version they look."""

    actor: str
    expected: int


class Decided(Record):
    """What a page sends of a decision; what else it may send of what it shows is not needed."""

    model_config = ConfigDict(extra="ignore", strict=False)


class FileAs(Decided):
    """Let a file count as another kind of paper from the next reading on."""

    kind: Literal["file_filed"]
    file_id: FileId
    role: Role


class FixField(Decided):
    """Type another value for a field: the words as they are to be printed."""

    kind: Literal["field_fixed"]
    place: Line
    after: Words


class ConfirmField(Decided):
    """Say that a value was held against its source and is right."""

    kind: Literal["field_confirmed"]
    place: Line


class AcceptFinding(Decided):
    """Let a finding stand as it is; the reason goes with the event."""

    kind: Literal["finding_accepted"]
    fingerprint: Fingerprint


class AskFinding(Decided):
    """Have the unit asked about a finding."""

    kind: Literal["finding_asked"]
    fingerprint: Fingerprint
    question: Line


class ReopenFinding(Decided):
    """Open a finding again that was accepted or asked about."""

    kind: Literal["finding_reopened"]
    fingerprint: Fingerprint


class KeepFigure(Decided):
    """A figure without support that is to stay, and why."""

    text: Line
    reason: Line


class EditDraft(Decided):
    """Write another text for a slot; figures in ``kept`` may stand without support."""

    kind: Literal["draft_edited"]
    place: Line
    after: Paragraphs
    kept: Annotated[tuple[KeepFigure, ...], Field(max_length=200)] = ()


class AcceptDraft(Decided):
    """Take a text for a slot; without ``version`` the composer's proposal as it is shown now."""

    kind: Literal["draft_accepted"]
    place: Line
    version: Seq | None = None


class RefuseDraft(Decided):
    """Want no text in a slot; the reason goes with the event."""

    kind: Literal["draft_refused"]
    place: Line


AnyDecision = (
    FileAs
    | FixField | ConfirmField
    | AcceptFinding | AskFinding | ReopenFinding
    | EditDraft | AcceptDraft | RefuseDraft
)  # fmt: skip
Decision = Annotated[AnyDecision, Field(discriminator="kind")]


class Desk:
    """Turns one person's decisions on a pack into what is stored.

    What needs no check of the pack as it stands doesn't wait for one: a value is known by its
    files, a finding by the version that the person looks at.
    """

    _SPACE: ClassVar[UUID] = UUID("6f1c0c0e-6d5b-4e0b-9d3f-0a4d5f0f5a11")

    def __init__(self, packs: Packs, pack_id: str, person: Person) -> None:
        self._packs, self._pack_id, self._person = packs, pack_id, person
        self._state = packs.state(pack_id)

    @cached_property
    def _opened(self) -> Opened:
        return self._packs.must(self._pack_id)

    @property
    def _session(self) -> Session:
        return self._opened.session

    def happening(self, decision: AnyDecision, id: UUID) -> AnyHappening:
        """Return what is stored for a decision; ``EventRefused`` where it doesn't fit.

        Raises ``UnsupportedFigures`` for a text that isn't borne out.
        """
        match decision:
            case FileAs(file_id=file_id, role=role):
                return filed(self._state, file_id, role)
            case FixField():
                return self._fixed(decision)
            case ConfirmField(place=place):
                return FieldConfirmed(place=self._field(place))
            case AcceptFinding(fingerprint=key):
                finding = self._finding(key)
                return FindingAccepted(fingerprint=key, rule=finding.rule, place=_place(finding))
            case AskFinding(fingerprint=key, question=question):
                finding = self._finding(key)
                return FindingAsked(
                    fingerprint=key, question=question, rule=finding.rule, place=finding.place
                )
            case ReopenFinding(fingerprint=key):
                return self._reopened(key)
            case EditDraft():
                return self._edited(decision, id)
            case AcceptDraft():
                return self._accepted(decision, id)
            case RefuseDraft(place=place):
                return DraftRefused(place=self.slot(place).place)

    def slot(self, place: Place) -> Slot:
        """Return a place that wants text; ``EventRefused`` where there is none."""
        found = next(
            (s for s in slots(self._session, self._opened.proofs) if s.place == place), None
        )
        if found is None:
            raise EventRefused("材料中这一处现在不需要拟写文字。")
        return found

    def marks(
        self, place: Place, text: Sequence[str], kept: Sequence[KeptFigure] = ()
    ) -> tuple[MarkView, ...]:
        """Return the figures of a text for a slot that aren't borne out, and not kept."""
        slot, proofs = self.slot(place), self._opened.proofs
        return proofs.marks(slot, text, proved_of(place, self._session, proofs), kept)

    def _field(self, place: Place) -> Place:
        if place not in self._packs.values(self._pack_id):
            raise EventRefused("材料中没有这一项，或它现在不能修改。")
        return place

    def _fixed(self, fix: FixField) -> FieldFixed:
        place = self._field(fix.place)
        known = self._state.fixes.get(place)
        before = known.after if known else self._packs.values(self._pack_id)[place].raw
        if fix.after == before:
            raise EventRefused("新旧内容相同，没有改动。")
        if why := fault(self._packs.values(self._pack_id)[place], fix.after):
            raise NoFigure(why)
        return FieldFixed(place=place, before=before, after=fix.after)

    def _finding(self, key: str) -> Finding:
        # The finding is one that the person looks at: what came since is no matter here.
        seen = min(self._person.expected, self._state.version) or None
        findings = self._packs.must(self._pack_id, seen).session.report.findings
        found = next((f for f in findings if f.fingerprint == key), None)
        if found is None:
            raise EventRefused("这个问题已不在现在的核对结果中。")
        return found

    def _reopened(self, key: str) -> FindingReopened:
        if key not in self._state.decisions:
            raise EventRefused("这个问题本来就没有处理。")
        return FindingReopened(fingerprint=key)

    def _edited(self, edit: EditDraft, id: UUID) -> DraftEdited:
        text = tuple(line for line in edit.after if line.strip())
        if not text:
            raise EventRefused("文字不能为空；不要这一处文字的，请用“不采用”。")
        wanted = tuple(KeptFigure(text=each.text, reason=each.reason) for each in edit.kept)
        self._borne_out(edit.place, text, wanted)
        found = {mark.text for mark in self.marks(edit.place, text)}
        kept = tuple(each for each in wanted if each.text in found)
        self._stored(edit.place, id)
        state = self._state.drafts.get(edit.place)
        before = state.text if state else tuple(self._composed(edit.place).text)
        return DraftEdited(place=edit.place, before=before, after=text, kept=kept)

    def _accepted(self, accept: AcceptDraft, id: UUID) -> DraftAccepted:
        state = self._state.drafts.get(accept.place)
        if accept.version is None:
            return DraftAccepted(place=accept.place, version=self._stored(accept.place, id, True))
        version = state.version(accept.version) if state else None
        if version is None:
            raise EventRefused("要采用的这一稿已不在。")
        self._borne_out(accept.place, version.text, version.kept)
        return DraftAccepted(place=accept.place, version=accept.version)

    def _borne_out(
        self, place: Place, text: Sequence[str], kept: Iterable[KeptFigure] = ()
    ) -> None:
        left = self.marks(place, text, tuple(kept))
        if left:
            message = f"有 {len(left)} 处数字没有依据或与材料不符，没有保存。"
            raise UnsupportedFigures(message, left)

    def _composed(self, place: Place) -> Draft:
        found = self._opened.proofs.composed.get(place)
        if found is None:
            raise EventRefused("程序没有为这一处拟出文字，请直接填写原处。")
        return found

    def _stored(self, place: Place, id: UUID, shown: bool = False) -> int:
        """Store the composer's proposal where it isn't yet, and return its number.

        A text of a person's needs one beside it: it says where in the file the slot is.
        """
        state = self._state.drafts.get(self.slot(place).place)
        if not shown and drafted(state):
            return 0
        made = self._composed(place)
        for version in state.versions if state else ():
            if version.draft and version.text == tuple(made.text):
                return version.seq
        return self._propose(DraftProposed.of(made), uuid5(self._SPACE, str(id)))

    def _propose(self, data: DraftProposed, id: UUID) -> int:
        """Store a proposal, once for each id, and return its number."""
        stored = self._packs.stored(self._pack_id, id)
        if stored:
            return stored.seq
        version = self._packs.state(self._pack_id).version
        return self._packs.store.append(
            self._pack_id, data, actor=self._person.actor, expected=version, id=id
        ).seq


def _place(finding: Finding) -> Place:
    """Return a finding's place; one about the whole pack has none of its own."""
    return finding.place or "全部材料"
