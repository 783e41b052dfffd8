"""A pack as it stands after its events: what :func:`assistant.workbench.store.replay` makes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field, JsonValue

from assistant.model.draft import Draft
from assistant.workbench.store.kinds import (
    ChangedFigure,
    KeptFigure,
    ReadDocument,
    Record,
    Role,
    SlotOutcome,
)


class Stamped(Record):
    """By which event something came about: its number, time, actor and reason."""

    seq: int
    at: AwareDatetime
    actor: str
    reason: str = ""


class File(Stamped):
    """A file of the pack; ``sha256`` is its content's blob, ``size`` in bytes."""

    file_id: str
    name: str
    sha256: str
    role: Role
    size: int


class Reading(Stamped):
    """The last reading: the blob of its dossier, and the files it took, ``roles`` by id."""

    sha256: str
    files: tuple[str, ...]
    documents: tuple[ReadDocument, ...]
    errors: tuple[str, ...]
    roles: Mapping[str, Role] = Field(default_factory=dict)


class Fix(Stamped):
    """The value a person typed for a place; ``original`` is what the file says there."""

    place: str
    original: str
    before: str
    after: str


class Confirmed(Stamped):
    """A place whose value a person found right."""

    place: str


class Decision(Stamped):
    """What a person decided about a finding; ``reason`` or ``question`` says it in words."""

    fingerprint: str
    status: Literal["accepted", "asked"]
    rule: str
    place: str
    question: str = ""


class Version(Stamped):
    """One text for a slot; ``seq`` is its name, ``draft`` the ``Draft`` it came from, or empty."""

    author: str
    text: tuple[str, ...]
    kept: tuple[KeptFigure, ...] = ()
    draft: dict[str, JsonValue] = Field(default_factory=dict)
    hint: str = ""

    def as_draft(self) -> Draft:
        """Return the draft it came from; ``ValidationError`` where there is none."""
        return Draft.model_validate(self.draft)


Status = Literal["proposed", "edited", "accepted", "refused"]


class SlotState(Record):
    """All texts for one slot, oldest first, and which of them counts (``current``, a seq).

    ``decided`` is the event that gave it its status, None while only proposals came.
    """

    place: str
    versions: tuple[Version, ...] = ()
    current: int | None = None
    status: Status = "proposed"
    decided: Stamped | None = None

    def version(self, seq: int | None) -> Version | None:
        """Return the version that an event made, None where there is none."""
        return next((each for each in self.versions if each.seq == seq), None)

    @property
    def text(self) -> tuple[str, ...]:
        """The paragraphs that count now."""
        found = self.version(self.current)
        return found.text if found else ()


class Export(Stamped):
    """A file that was made for the unit; ``sha256`` is its blob."""

    form: str
    sha256: str


class Return(Stamped):
    """A Word file that came back, and what was found in it."""

    sha256: str
    outcomes: tuple[SlotOutcome, ...]
    changed: tuple[ChangedFigure, ...]


class State(Record):
    """A pack at one moment; ``version`` is its last event's number, 0 before the first.

    Keys: ``files`` by file id, ``fixes`` and ``confirmed`` by place, ``decisions`` by
    fingerprint, ``drafts`` by the slot's place, ``undoable`` and ``redoable`` by actor.
    """

    pack_id: str = ""
    title: str = ""
    version: int = 0
    at: datetime | None = None
    files: Mapping[str, File] = Field(default_factory=dict)
    reading: Reading | None = None
    fixes: Mapping[str, Fix] = Field(default_factory=dict)
    confirmed: Mapping[str, Confirmed] = Field(default_factory=dict)
    decisions: Mapping[str, Decision] = Field(default_factory=dict)
    drafts: Mapping[str, SlotState] = Field(default_factory=dict)
    exports: tuple[Export, ...] = ()
    returns: tuple[Return, ...] = ()
    undoable: Mapping[str, tuple[int, ...]] = Field(default_factory=dict)
    redoable: Mapping[str, tuple[int, ...]] = Field(default_factory=dict)

    def next_undo(self, actor: str) -> int | None:
        """Return the number of the decision that ``actor`` would undo now."""
        return self.undoable.get(actor, (None,))[-1]

    def next_redo(self, actor: str) -> int | None:
        """Return the number of the decision that ``actor`` would redo now."""
        return self.redoable.get(actor, (None,))[-1]

    @property
    def read(self) -> bool:
        """Whether the last reading took just the files that the pack holds now, as what they are."""
        now = {each.file_id: each.role for each in self.files.values()}
        return self.reading is not None and dict(self.reading.roles) == now
