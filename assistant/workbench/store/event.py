"""An event as it is stored, and as a client hands it in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import AwareDatetime, Field, StringConstraints, TypeAdapter, model_validator

from assistant.workbench.store.kinds import AnyHappening, EventData, Record, Seq, Words

Actor = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
"""Who did it: a person's name as it is shown, or a part of the program."""
Reason = Annotated[Words, StringConstraints(max_length=5000)]
DATA: TypeAdapter[AnyHappening] = TypeAdapter(EventData)


class NewEvent(Record):
    """What is to be appended; the same ``id`` handed in again is stored only once."""

    data: EventData
    reason: Reason = ""
    id: Annotated[UUID, Field(strict=False)] = Field(default_factory=uuid4)

    @model_validator(mode="after")
    def _reasoned(self) -> "NewEvent":
        if self.data.needs_reason and not self.reason.strip():
            raise ValueError("请写明理由")
        return self


class Event(Record):
    """One thing that happened to a pack; ``seq`` counts from 1 without gaps, ``at`` is UTC."""

    pack_id: str
    seq: Seq
    id: Annotated[UUID, Field(strict=False)]
    at: Annotated[AwareDatetime, Field(strict=False)]
    actor: Actor
    data: EventData
    reason: Reason = ""

    @property
    def kind(self) -> str:
        """Return the kind of its data."""
        return self.data.kind

    def says(self, new: NewEvent, actor: str) -> bool:
        """Tell whether this is what ``actor`` hands in again."""
        return (self.data, self.reason, self.actor) == (new.data, new.reason, actor)


def make(new: NewEvent, pack_id: str, seq: int, at: datetime, actor: str) -> Event:
    """Return the event that stores ``new``."""
    return Event(
        pack_id=pack_id, seq=seq, id=new.id, at=at, actor=actor, data=new.data, reason=new.reason
    )
