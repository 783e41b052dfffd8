"""What can happen to a pack: one strict type for each kind of event.

Events are kept for good: a field once written is never renamed or removed, a new field has a
default, and a new kind comes with a migration (an empty one will do), so that older code
refuses the database instead of misreading it.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from assistant.model.draft import Draft

# What XML can't hold: such a character would only fail later, when the Word file is written.
_STORABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*$"

Words = Annotated[str, StringConstraints(max_length=200_000, pattern=_STORABLE)]
"""Words of a document or a person; may be blank."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=_STORABLE)]
"""A name, place or short remark; not blank."""
Paragraphs = Annotated[tuple[Words, ...], Field(strict=False, max_length=1000)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Seq = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""The number of an event within its pack, from 1."""
Role = Literal["pack", "prior", "summary", "accounts"]

Target = str
"""What an event is about: ``pack``, or ``file:ID``, ``field:PLACE``, ``finding:FINGERPRINT``,
``slot:PLACE``."""
PACK: Target = "pack"


class Record(BaseModel):
    """A part of an event: frozen, typed strictly, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Happening(Record):
    """What an event says; ``decision`` marks what a person decides and may undo."""

    needs_reason: ClassVar[bool] = False
    decision: ClassVar[bool] = False

    def touches(self) -> frozenset[Target]:
        """Return what this changes."""
        return frozenset()

    def rests_on(self) -> frozenset[Target]:
        """Return what nobody else may have changed since the writer looked."""
        return self.touches()


class PackCreated(Happening):
    """The first event of a pack, and of no other place."""

    kind: Literal["pack_created"] = "pack_created"
    title: Line

    def touches(self) -> frozenset[Target]:
        """Return the pack."""
        return frozenset({PACK})


class FileAdded(Happening):
    """A file was uploaded; its content is the blob ``sha256`` of ``bytes`` bytes."""

    kind: Literal["file_added"] = "file_added"
    file_id: FileId
    name: Line
    sha256: Sha256
    role: Role
    bytes: Annotated[int, Field(ge=0)]

    def touches(self) -> frozenset[Target]:
        """Return the pack."""
        return frozenset({PACK})

    def rests_on(self) -> frozenset[Target]:
        """Return nothing: several files may come at the same time."""
        return frozenset()


class FileRemoved(Happening):
    """A file no longer counts; its content is kept."""

    kind: Literal["file_removed"] = "file_removed"
    file_id: FileId

    def touches(self) -> frozenset[Target]:
        """Return the pack."""
        return frozenset({PACK})


class FileFiled(Happening):
    """A file counts as another kind of paper, once the pack is read again."""

    decision: ClassVar[bool] = True
    kind: Literal["file_filed"] = "file_filed"
    file_id: FileId
    name: Line
    before: Role
    after: Role

    def touches(self) -> frozenset[Target]:
        """Return the file."""
        return frozenset({f"file:{self.file_id}"})


class ReadDocument(Record):
    """One document of a reading: ``sha256`` is the blob of its ``Document`` as JSON."""

    file_id: FileId
    name: Line
    sha256: Sha256


class ReadDone(Happening):
    """The files were read: ``sha256`` is the blob of the ``Dossier`` as JSON.

    ``files`` are all that were taken, ``errors`` the Chinese lines that the reading told;
    ``roles`` says as what each was taken (empty in old events: as it was added).
    """

    kind: Literal["read_done"] = "read_done"
    sha256: Sha256
    files: Annotated[tuple[FileId, ...], Field(strict=False)] = ()
    documents: Annotated[tuple[ReadDocument, ...], Field(strict=False)] = ()
    errors: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    roles: dict[FileId, Role] = Field(default_factory=dict)

    def touches(self) -> frozenset[Target]:
        """Return the pack."""
        return frozenset({PACK})

    def rests_on(self) -> frozenset[Target]:
        """Return the pack, and what its files are."""
        return frozenset({PACK, *(f"file:{each}" for each in self.files)})


class _Field(Happening):
    place: Line
    decision: ClassVar[bool] = True

    def touches(self) -> frozenset[Target]:
        """Return the field."""
        return frozenset({f"field:{self.place}"})


class FieldFixed(_Field):
    """A person typed another value; both are the words as printed."""

    kind: Literal["field_fixed"] = "field_fixed"
    before: Words
    after: Words


class FieldConfirmed(_Field):
    """A person held a value against its source and found it right."""

    kind: Literal["field_confirmed"] = "field_confirmed"


class _Finding(Happening):
    fingerprint: Fingerprint
    decision: ClassVar[bool] = True

    def touches(self) -> frozenset[Target]:
        """Return the finding."""
        return frozenset({f"finding:{self.fingerprint}"})


class FindingAccepted(_Finding):
    """A person lets a finding stand as it is, with a reason."""

    needs_reason: ClassVar[bool] = True
    kind: Literal["finding_accepted"] = "finding_accepted"
    rule: Line
    place: Line


class FindingAsked(_Finding):
    """A person wants the unit asked; ``rule`` and ``place`` are the finding's, if given."""

    kind: Literal["finding_asked"] = "finding_asked"
    question: Line
    rule: Words = ""
    place: Words = ""


class FindingReopened(_Finding):
    """A finding that was accepted or asked about is open again."""

    kind: Literal["finding_reopened"] = "finding_reopened"


class _Slot(Happening):
    place: Line

    def touches(self) -> frozenset[Target]:
        """Return the slot."""
        return frozenset({f"slot:{self.place}"})


class KeptFigure(Record):
    """A figure without support that a person keeps, and why."""

    text: Line
    reason: Line


class DraftProposed(_Slot):
    """A text for a slot by ``author``: ``composer``, ``model:NAME`` or ``person``.

    ``draft`` is the whole ``Draft`` as JSON. It is not typed, because events outlive that
    model's shape; ``text``, its paragraphs as rendered, can always be read.
    """

    kind: Literal["draft_proposed"] = "draft_proposed"
    author: Annotated[
        str, StringConstraints(pattern=r"^(composer|person|model:[^\x00-\x1f]{1,200})$")
    ]
    text: Paragraphs
    draft: dict[str, JsonValue] = Field(default_factory=dict)
    hint: Words = ""

    @classmethod
    def of(cls, draft: Draft, hint: str = "") -> "DraftProposed":
        """Return the event of a draft as composer or model made it."""
        return cls(
            place=draft.slot.place,
            author=draft.author,
            text=tuple(draft.text),
            draft=draft.model_dump(mode="json"),
            hint=hint,
        )

    def touches(self) -> frozenset[Target]:
        """Return nothing: a proposal stands beside what a person decided, never instead."""
        return frozenset()


class DraftEdited(_Slot):
    """A person's own text for a slot: a new version, and the current one."""

    decision: ClassVar[bool] = True
    kind: Literal["draft_edited"] = "draft_edited"
    before: Paragraphs
    after: Paragraphs
    kept: Annotated[tuple[KeptFigure, ...], Field(strict=False)] = ()


class DraftAccepted(_Slot):
    """A version is taken; ``version`` is the number of the event that made it."""

    decision: ClassVar[bool] = True
    kind: Literal["draft_accepted"] = "draft_accepted"
    version: Seq


class DraftRefused(_Slot):
    """A person wants no draft in this slot, with a reason."""

    needs_reason: ClassVar[bool] = True
    decision: ClassVar[bool] = True
    kind: Literal["draft_refused"] = "draft_refused"


class SlotOutcome(Record):
    """What a Word file that came back says about one slot; ``text`` as it stands there."""

    place: Line
    outcome: Literal["accepted", "refused", "edited", "unchanged", "unclear"]
    text: Paragraphs = ()


class ChangedFigure(Record):
    """A figure that differs in a Word file that came back."""

    place: Line
    before: Words
    after: Words


class WordReturned(Happening):
    """A Word file edited elsewhere was uploaded; what follows from it are events of their own."""

    kind: Literal["word_returned"] = "word_returned"
    sha256: Sha256
    outcomes: Annotated[tuple[SlotOutcome, ...], Field(strict=False)] = ()
    changed: Annotated[tuple[ChangedFigure, ...], Field(strict=False)] = ()


class Exported(Happening):
    """A file was made for the unit; ``form`` says which, ``sha256`` is its blob."""

    kind: Literal["exported"] = "exported"
    form: Line
    sha256: Sha256


class Undone(Happening):
    """A decision no longer counts; ``seq`` is the decision's."""

    kind: Literal["undone"] = "undone"
    seq: Seq


class Redone(Happening):
    """A decision that was undone counts again; ``seq`` is the decision's."""

    kind: Literal["redone"] = "redone"
    seq: Seq


AnyHappening = (
    PackCreated | FileAdded | FileRemoved | FileFiled | ReadDone
    | FieldFixed | FieldConfirmed
    | FindingAccepted | FindingAsked | FindingReopened
    | DraftProposed | DraftEdited | DraftAccepted | DraftRefused
    | WordReturned | Exported | Undone | Redone
)  # fmt: skip
EventData = Annotated[AnyHappening, Field(discriminator="kind")]
