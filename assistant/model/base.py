"""The base classes of every shared type."""

from copy import copy
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A record of the shared vocabulary; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Frozen(BaseModel):
    """A record that never changes after it is made and can be hashed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


STRICT = ConfigDict(extra="forbid")
"""How the dataclasses among the shared types are made: unknown keys are refused."""


class Value:
    """A small record that a check reads hundreds of thousands of times.

    Its subclasses are pydantic's dataclasses, not its models: these look every attribute up by
    a function of their own, which costs a tenth of a check.
    """

    def model_copy(self, *, update: dict[str, Any] | None = None) -> Self:
        """Return a copy with some fields changed; like that of a model, it isn't validated."""
        made = copy(self)
        vars(made).update(update or {})
        return made
