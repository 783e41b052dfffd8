"""One request's way: cache, budget, ladder, retries, reading; all inside one event loop."""

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol

from pydantic import ValidationError

from assistant.llm.budget import Budget, estimate
from assistant.llm.dialect import Dialect
from assistant.llm.faults import Fault, Kind
from assistant.llm.prepared import Prepared
from assistant.llm.reading import Read, read, validated
from assistant.llm.remote import Raw
from assistant.llm.request import Answer, Outcome, Tokens

_ATTEMPTS = 4
_FIRST_WAIT = 0.5
_READINGS = 2
_OUTCOMES = {
    Kind.REJECTED: Outcome.REJECTED,
    Kind.UNSUPPORTED: Outcome.REJECTED,
    Kind.BROKEN: Outcome.MALFORMED,
    Kind.SLOW: Outcome.TIMEOUT,
}


class Sender(Protocol):
    """What sends one call; raises ``Fault``."""

    async def send(
        self, messages: list[tuple[str, str]], body: dict[str, Any], seconds: float
    ) -> Raw:
        """Return what the server said within so many seconds."""
        ...


class OverBudget(Exception):
    """The next call would exceed what may be spent."""


@dataclass
class Call(Generic[Answer]):
    """One request under way: its deadline (monotonic) and what it has taken so far."""

    prepared: Prepared[Answer]
    until: float
    sender: Sender
    budget: Budget
    tokens: Tokens = field(default_factory=Tokens)
    count: int = 0
    attempts: int = _ATTEMPTS
    readings: int = _READINGS

    async def converse(self, dialect: Dialect) -> tuple[Read[Answer], Dialect]:
        """Ask until the answer can be read; return it with the dialect that the server takes.

        A truncated answer is asked again with twice the room, a malformed one a rung lower.
        Raises ``Fault`` and ``OverBudget``.
        """
        works, size = dialect, self.prepared.request.max_tokens
        for turn in range(self.readings):
            raw, dialect = await self._understood(dialect, size)
            works = dialect if turn == 0 else works
            found = self._read(raw)
            if found.outcome == Outcome.TRUNCATED:
                size *= 2
            elif found.outcome == Outcome.MALFORMED:
                dialect = dialect.lower()
            else:
                break
        return found, works

    def _read(self, raw: Raw) -> Read[Answer]:
        if raw.refused:
            return Read(Outcome.REFUSED, reason="模型拒绝回答，或内容没有通过审查")
        found = read(raw.text, self.prepared.request.schema, raw.cut)
        return opened(found, self.prepared)

    async def _understood(self, dialect: Dialect, size: int) -> tuple[Raw, Dialect]:
        """Ask, leaving out what the server says it doesn't support."""
        while True:
            try:
                return await self._patient(dialect, size), dialect
            except Fault as fault:
                lower = dialect.without(fault.said) if fault.kind == Kind.UNSUPPORTED else None
                if lower is None:
                    raise
                dialect = lower

    async def _patient(self, dialect: Dialect, size: int) -> Raw:
        """Ask, and again after transient faults, as long as the deadline allows."""
        tried = 0
        while True:
            try:
                return await self._once(dialect, size)
            except Fault as fault:
                tried += 1
                most = {Kind.BUSY: self.attempts, Kind.BROKEN: 2}.get(fault.kind, 1)
                wait = _FIRST_WAIT * 2 ** (tried - 1) if fault.wait is None else fault.wait
                if tried >= most or wait >= self.left():
                    raise
                await asyncio.sleep(wait)

    async def _once(self, dialect: Dialect, size: int) -> Raw:
        need = replace(self.prepared.need, received=size)
        await self._reserve(need)
        used = Tokens()
        try:
            self.count += 1
            messages = dialect.messages(self.prepared.system, self.prepared.user)
            body = dialect.body(self.prepared.request.schema, size)
            raw = await self.sender.send(messages, body, self.left())
            used = raw.tokens or Tokens(need.sent, estimate(raw.text))
            return raw
        finally:
            self.tokens += used
            await self.budget.settle(need, used)

    async def _reserve(self, need: Tokens) -> None:
        try:
            async with asyncio.timeout(self.left()):
                fits = await self.budget.reserve(need)
        except TimeoutError as error:
            raise Fault(Kind.SLOW, "等候预算时超过了时限") from error
        if not fits:
            raise OverBudget

    def left(self) -> float:
        """Return the seconds that remain."""
        return self.until - time.monotonic()


def opened(found: Read[Answer], prepared: Prepared[Answer]) -> Read[Answer]:
    """Return the answer with masks undone; its data stays masked, for the cache."""
    if found.value is None:
        return found
    try:
        value = validated(prepared.opened(found.data), prepared.request.schema)
    except (ValidationError, UnicodeEncodeError):
        return Read(Outcome.MALFORMED, reason="答复还原后不合规定的结构")
    return replace(found, value=value)


def outcome_of(fault: Fault) -> Outcome:
    """Return how a request ends that a fault has ended."""
    return _OUTCOMES.get(fault.kind, Outcome.UNAVAILABLE)
