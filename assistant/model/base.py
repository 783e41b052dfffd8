"""The base classes of every shared type."""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A record of the shared vocabulary; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Frozen(BaseModel):
    """A record that never changes after it is made and can be hashed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Value:
    """A small record that a check reads hundreds of thousands of times.

    Its subclasses are standard dataclasses, not pydantic's models: these look every attribute up
    by a function of their own, which costs a tenth of a check. Like the models they refuse
    unknown keys and wrong types where they are read from outside; what the code itself makes is
    held by the types alone.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    def model_copy(self, *, update: dict[str, Any] | None = None) -> Self:
        """Return a copy with some fields changed; like that of a model, it isn't validated."""
        made = object.__new__(type(self))
        vars(made).update(vars(self), **(update or {}))
        return made
