"""What passes between the writing process and its keeper: frames of JSON.

The model's key is not among it: the process finds it where the server did, in its environment.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from assistant.model.base import Frozen
from assistant.model.dossier import Dossier
from assistant.model.draft import Draft
from assistant.model.finding import CheckReport
from assistant.model.place import Place


class Order(Frozen):
    """One slot to be written: by which model, from what, with which wish of a person.

    ``budget`` is the most tokens (0 for no limit), ``private`` are names not to be sent.
    """

    model: str
    budget: int
    place: Place
    hint: str
    private: tuple[str, ...]
    dossier: Dossier
    report: CheckReport


class Told(Frozen):
    """What is being done, the so-and-so-many-eth of the steps."""

    type: Literal["told"] = "told"
    line: str
    done: int


class Written(Frozen):
    """The draft, None where nothing held; ``told`` are Chinese lines about what didn't."""

    type: Literal["written"] = "written"
    draft: Draft | None
    told: tuple[str, ...]


class Unavailable(Frozen):
    """The model can't be asked."""

    type: Literal["unavailable"] = "unavailable"
    message: str


Message = Told | Written | Unavailable
STEPS = 3
"""Gathering the material, asking the model, proving what it wrote."""
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="type")])


def message_of(frame: bytes) -> Message:
    """Return what the writing process says; raises ``pydantic.ValidationError``."""
    return _MESSAGE.validate_json(frame)
