"""A run's questions to one model: shared cache, ladder, budget, and when to stop asking."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from assistant.errors import KeyRefused, ModelUnavailable, QuotaExhausted
from assistant.llm.budget import Budget
from assistant.llm.calling import Call, OverBudget, Sender, outcome_of
from assistant.llm.endpoint import Endpoint
from assistant.llm.faults import Fault, Kind
from assistant.llm.ladder import Ladder
from assistant.llm.options import Options
from assistant.llm.prepared import Prepared, prepare
from assistant.llm.reading import Read, validated
from assistant.llm.request import Answer, Outcome, Reply, Request
from assistant.llm.store import Store

_VERSION = 1
# After so many requests in a row that no reply came to, the run asks no more for a while.
_MOST_IN_VAIN, _PAUSE_SECONDS = 3, 60.0
_STOPS: dict[Kind, type[ModelUnavailable]] = {Kind.KEY: KeyRefused, Kind.QUOTA: QuotaExhausted}


class Session:
    """Asks one model; lives in one event loop."""

    def __init__(self, endpoint: Endpoint, options: Options, sender: Sender) -> None:
        self.budget = Budget(options.limits)
        self.stopped: ModelUnavailable | None = None
        self._endpoint, self._sender = endpoint, sender
        folder = options.cache
        self._replies = Store(folder and folder / "replies", options.note)
        dialects = Store(folder and folder / "dialects", options.note)
        self._ladder = Ladder(endpoint, dialects, sender, self.budget)
        self._in_vain, self._quiet_until = 0, 0.0
        self._slots = asyncio.Semaphore(options.limit)

    async def ask_many(
        self, requests: Sequence[Request[Any]], seconds: float | None
    ) -> list[Reply[Any]]:
        """Ask side by side; replies stand in the order of their requests."""
        end = None if seconds is None else time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.ask(each, end)) for each in requests]
        return [task.result() for task in tasks]

    async def ask(self, request: Request[Answer], end: float | None = None) -> Reply[Answer]:
        """Answer from the cache or by asking, in turn; every fault is an outcome."""
        try:
            async with asyncio.timeout(None if end is None else end - time.monotonic()):
                await self._slots.acquire()
        except TimeoutError:
            return Reply(Outcome.TIMEOUT, reason="整次运行的时限已到，没有再问")
        try:
            return await self._reply(request, end)
        finally:
            self._slots.release()

    async def _reply(self, request: Request[Answer], end: float | None) -> Reply[Answer]:
        begun = time.monotonic()
        prepared = prepare(request)
        reply = self._cached(prepared) or self._closed()
        if reply is None:
            until = begun + request.seconds
            call = Call(prepared, min(until, end or until), self._sender, self.budget)
            reply = await self._asked(call)
            reply = replace(reply, tokens=call.tokens, calls=call.count)
        return replace(reply, seconds=time.monotonic() - begun)

    def _closed(self) -> Reply[Any] | None:
        """Return the reply of a run that has stopped asking, for good or for a while."""
        if self.stopped:
            return Reply(Outcome.STOPPED, reason=f"{self.stopped}，没有再问")
        if time.monotonic() < self._quiet_until:
            return Reply(Outcome.UNAVAILABLE, reason="模型服务器接连没有答复，没有再问")
        return None

    async def _asked(self, call: Call[Answer]) -> Reply[Answer]:
        try:
            dialect = await self._ladder.dialect(call.until)
            found, works = await call.converse(dialect)
        except OverBudget:
            return Reply(Outcome.OVER_BUDGET, reason="超出本次运行的预算，没有再问")
        except Fault as fault:
            return self._failed(fault)
        self._in_vain = 0
        if found.outcome == Outcome.ANSWERED:
            self._ladder.learn(works)
            self._keep(call, found)
        return Reply(found.outcome, found.value, found.reason, rung=works.rung)

    def _failed(self, fault: Fault) -> Reply[Any]:
        if fault.kind in _STOPS:
            self.stopped = self.stopped or _STOPS[fault.kind](fault.reason)
            return Reply(Outcome.STOPPED, reason=fault.reason)
        outcome = outcome_of(fault)
        if outcome in (Outcome.UNAVAILABLE, Outcome.TIMEOUT):
            self._in_vain += 1
            if self._in_vain >= _MOST_IN_VAIN or fault.kind == Kind.MISSING:
                self._quiet_until = time.monotonic() + _PAUSE_SECONDS
        return Reply(outcome, reason=fault.reason)

    def _cached(self, prepared: Prepared[Answer]) -> Reply[Answer] | None:
        key = prepared.key(self._endpoint)
        record = self._replies.get(key)
        if record is None:
            return None
        try:
            value = validated(prepared.opened(record.get("data")), prepared.request.schema)
        except (ValidationError, UnicodeEncodeError):
            self._replies.damaged(key)
            return None
        return Reply(Outcome.ANSWERED, value, from_cache=True)

    def _keep(self, call: Call[Any], found: Read[Any]) -> None:
        """Keep the answer as it came: with masks, so that nothing private is in the cache."""
        asked = call.prepared.request
        record = {"version": _VERSION, "prompt": asked.prompt, "data": found.data}
        self._replies.put(call.prepared.key(self._endpoint), record)
