"""Finds the best rung that a model keeps, once for each address and model, and remembers it."""

import asyncio
import time
from typing import Literal

from assistant.llm.budget import Budget
from assistant.llm.calling import Call, Sender
from assistant.llm.dialect import Dialect, from_record
from assistant.llm.endpoint import Endpoint
from assistant.llm.faults import Fault, Kind
from assistant.llm.prepared import prepare
from assistant.llm.reading import Read
from assistant.llm.request import Outcome, Request, Rung, Tokens
from assistant.llm.store import Store, digest
from assistant.model.base import Frozen

_VERSION = 1
_FRESH_SECONDS = 30 * 24 * 3600
_SECONDS = 30.0
_ATTEMPTS = 2
_STUMBLES = 500


class Trial(Frozen):
    """The answer to a question that every model can answer."""

    answer: Literal["是", "否"]


TRIAL = Request(
    prompt="trial",
    version="1",
    system="你回答一个是非题。",
    user="一加一等于二吗？",
    schema=Trial,
    max_tokens=1000,
)


class Ladder:
    """The dialect of one model; tried out before the first question, lowered when refused."""

    def __init__(self, endpoint: Endpoint, store: Store, sender: Sender, budget: Budget) -> None:
        self.spent = Tokens()
        self._key = digest("dialect", _VERSION, endpoint.base_url, endpoint.model)
        self._store, self._sender, self._budget = store, sender, budget
        self._lock = asyncio.Lock()
        self._dialect: Dialect | None = None

    async def dialect(self, until: float) -> Dialect:
        """Return the dialect, trying out at most once at a time; raises as ``Call`` does."""
        async with self._lock:
            if self._dialect is None:
                self._dialect = self._known() or await self._tried(until)
            return self._dialect

    def learn(self, dialect: Dialect) -> None:
        """Keep a dialect that worked after the known one was refused."""
        if dialect != self._dialect:
            self._dialect = dialect
            self._keep()

    def _known(self) -> Dialect | None:
        record = self._store.get(self._key)
        if record is None:
            return None
        made, dialect = record.get("made"), from_record(record)
        if dialect is None or type(made) not in (int, float):
            self._store.damaged(self._key)
            return None
        return dialect if 0 <= time.time() - float(str(made)) < _FRESH_SECONDS else None

    def _keep(self) -> None:
        if self._dialect:
            self._store.put(self._key, {"made": int(time.time()), **self._dialect.record()})

    async def _tried(self, until: float) -> Dialect:
        """Ask the trial question rung by rung until one is answered in the asked shape."""
        dialect = Dialect()
        self._dialect = None
        while dialect.rung != Rung.PLAIN:
            works = await self._try(dialect, until)
            if works:
                dialect = works
                break
            dialect = dialect.lower()
        self._dialect = dialect
        self._keep()
        return dialect

    async def _try(self, dialect: Dialect, until: float) -> Dialect | None:
        """Return the dialect in which the rung was kept (perhaps a lower one), or None."""
        until = min(until, time.monotonic() + _SECONDS)
        call = Call(
            prepare(TRIAL), until, self._sender, self._budget, attempts=_ATTEMPTS, readings=1
        )
        try:
            found, works = await call.converse(dialect)
        except Fault as fault:
            # Some servers stumble over a parameter instead of refusing it.
            if fault.status == _STUMBLES or fault.kind == Kind.BROKEN:
                return None
            raise
        finally:
            self.spent += call.tokens
        return works if _kept(found) else None


def _kept(found: Read[Trial]) -> bool:
    """Tell whether a rung may be used: answered, or cut off for length (which proves nothing)."""
    return found.outcome in (Outcome.ANSWERED, Outcome.TRUNCATED)
