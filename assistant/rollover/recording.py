"""What a rollover would ask a model: every question is kept, none is sent."""

from collections.abc import Sequence
from typing import Any

from assistant.llm import Outcome, Reply, Request, show

_REASON = "只显示，不发送"


class Recorder:
    """Stands where a client would; ``shown`` holds the exact texts, each once, in order."""

    def __init__(self) -> None:
        self._shown: dict[str, None] = {}

    @property
    def shown(self) -> list[str]:
        """The questions as they would be sent."""
        return list(self._shown)

    def ask_many(
        self, requests: Sequence[Request[Any]], seconds: float | None = None
    ) -> list[Reply[Any]]:
        """Keep the questions; the replies say that nothing was sent."""
        self._shown |= dict.fromkeys(map(show, requests))
        return [Reply(Outcome.UNAVAILABLE, reason=_REASON) for _ in requests]
