"""The one door to a model: plain calls from any thread, the event loop behind it."""

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Any, Self, TypeVar

from assistant.errors import ModelUnavailable
from assistant.llm.endpoint import Endpoint
from assistant.llm.options import Options, default_options
from assistant.llm.remote import Remote
from assistant.llm.request import Answer, Outcome, Reply, Request, Tokens
from assistant.llm.session import Session

Result = TypeVar("Result")


def connect(endpoint: Endpoint | None, options: Options | None = None) -> "Client | None":
    """Return a client of a model; None without an endpoint. Nothing is sent yet.

    The model libraries load here (about two seconds); close the client, or use it in ``with``.
    """
    return None if endpoint is None else Client(endpoint, options or default_options())


class Client:
    """Asks one model; may be used from several threads at once."""

    def __init__(self, endpoint: Endpoint, options: Options) -> None:
        self.endpoint = endpoint
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="llm", daemon=True)
        self._thread.start()
        self._remote, self._session = self._wait(self._open(options))

    def ask(self, request: Request[Answer]) -> Reply[Answer]:
        """Ask one question and wait for what becomes of it.

        Raises ``KeyRefused`` or ``QuotaExhausted`` where asking on makes no sense; every other
        fault is the reply's outcome.
        """
        reply = self._wait(self._session.ask(request))
        if reply.outcome == Outcome.STOPPED and self.stopped:
            raise self.stopped
        return reply

    def ask_many(
        self, requests: Sequence[Request[Answer]], seconds: float | None = None
    ) -> list[Reply[Answer]]:
        """Ask side by side within so many seconds; replies in the order of the requests.

        Never raises for a server: what was answered before a stop is kept, the rest has the
        outcome ``STOPPED``, and ``stopped`` is the error to tell.
        """
        return self._wait(self._session.ask_many(requests, seconds))

    @property
    def stopped(self) -> ModelUnavailable | None:
        """Return why this client asks no more, if it was refused."""
        return self._session.stopped

    @property
    def spent(self) -> Tokens:
        """Return the tokens spent so far."""
        return self._session.budget.spent

    @property
    def cost(self) -> Decimal:
        """Return the money spent so far (0 without prices)."""
        return self._session.budget.cost

    def close(self) -> None:
        """Close connections and end the loop; calls under way are cancelled."""
        if self._loop.is_closed():
            return
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    async def _open(self, options: Options) -> tuple[Remote, Session]:
        remote = Remote(self.endpoint)
        return remote, Session(self.endpoint, options, remote)

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._remote.close()
        await self._loop.shutdown_default_executor()

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise
