"""The one base class of every shared type."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A record of the shared vocabulary; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Frozen(BaseModel):
    """A record that never changes after it is made and can be hashed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
