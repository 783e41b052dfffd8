"""What is asked of a model and what comes back."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel

Answer = TypeVar("Answer", bound=BaseModel)


class Outcome(StrEnum):
    """How a request ended; only ``ANSWERED`` carries a value."""

    ANSWERED = "answered"
    REFUSED = "refused"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    REJECTED = "rejected"
    TIMEOUT = "timeout"
    UNAVAILABLE = "unavailable"
    OVER_BUDGET = "over_budget"
    STOPPED = "stopped"


class Rung(StrEnum):
    """The steps of the ladder of structured output, best first."""

    JSON_SCHEMA = "json_schema"
    TOOL = "tool"
    JSON_OBJECT = "json_object"
    PLAIN = "plain"


@dataclass(frozen=True)
class Request(Generic[Answer]):
    """One question: a prompt's name and version, its text, and the shape of the answer.

    ``seconds`` is the deadline of the whole request, retries and waiting included;
    ``max_tokens`` bounds one reply. ``private`` holds names that are masked wherever they stand,
    besides those that the texts themselves state as such.
    """

    prompt: str
    version: str
    system: str
    user: str
    schema: type[Answer]
    seconds: float = 60.0
    max_tokens: int = 2000
    private: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tokens:
    """Tokens sent and received, as the server counted them (estimated where it didn't)."""

    sent: int = 0
    received: int = 0

    @property
    def total(self) -> int:
        """Return both together."""
        return self.sent + self.received

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.sent + other.sent, self.received + other.received)


@dataclass(frozen=True)
class Reply(Generic[Answer]):
    """What became of a request; ``reason`` is Chinese and empty when it was answered."""

    outcome: Outcome
    value: Answer | None = None
    reason: str = ""
    tokens: Tokens = field(default_factory=Tokens)
    seconds: float = 0.0
    from_cache: bool = False
    rung: Rung | None = None
    calls: int = 0
