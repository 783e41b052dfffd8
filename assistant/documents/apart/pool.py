"""Several reader's processes at work on the files of calls."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.documents.apart.keeper import Keeper, Stop
from assistant.documents.apart.wire import Job
from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.documents.office.copies import copies_folder
from assistant.documents.reading import Call, Progress, Reading, only
from assistant.documents.steps import Context, Outcome, Step, failed
from assistant.errors import JixiaoError, ReaderCrashed, ReaderTimedOut, ReadingStopped
from assistant.model.document import Document

_NEVER = threading.Event()


class ReaderPool:
    """Reads files in up to ``workers`` processes, which start on first use and are kept.

    ``read_all`` may be called from several threads at once; the workers are shared. Each file
    is bounded by ``limits.read_seconds`` (``scan_seconds`` for PDFs and pictures; conversions
    by LibreOffice by their own limits) and, on Linux, ``limits.memory_bytes``; macOS and Windows
    have no bound on memory. Whatever a worker started is ended with it. Relative paths hold from
    the folder in which the pool was made. Close it, or use it in a ``with`` statement.
    """

    def __init__(
        self,
        limits: Limits = DEFAULT_LIMITS,
        *,
        workers: int = 1,
        soffice: str = "",
        copies: Path | None = None,
    ) -> None:
        # Copies must outlive the worker that makes them.
        self._context = Context(limits=limits, soffice=soffice, copies=copies or copies_folder())
        self._folder = os.getcwd()  # noqa: PTH109 - a string for the worker
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        self._lock = threading.Lock()
        self._idle: list[Keeper] = []
        self._closed = threading.Event()

    def read(self, path: Path, *, cancel: threading.Event | None = None) -> Document:
        """Read one file.

        Raises what :func:`assistant.documents.read` does, and ``ReaderTimedOut``, ``ReaderCrashed``,
        or ``ReadingStopped`` once ``cancel`` is set.
        """
        return only(Call(partial(self._run, cancel or _NEVER), archives=False).read([path]))

    def read_all(
        self,
        paths: Iterable[Path],
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Reading:
        """Read files as :func:`assistant.documents.read_all` does, results in their order.

        ``progress`` is called in the caller's thread. Once ``cancel`` is set, files that are
        not done become ``ReadingStopped`` errors within a moment.
        """
        return Call(partial(self._run, cancel or _NEVER), progress).read(paths)

    def close(self) -> None:
        """End all workers; calls that are under way in other threads are stopped."""
        self._closed.set()
        self._threads.shutdown(wait=True, cancel_futures=False)
        while self._idle:
            self._idle.pop().end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, cancel: threading.Event, steps: Sequence[Step]) -> Iterator[list[Outcome]]:
        waiting = [self._threads.submit(self._do, step, cancel) for step in steps]
        return (each.result() for each in waiting)

    def _do(self, step: Step, cancel: threading.Event) -> list[Outcome]:
        """Do a step; one that brings down a used worker is tried again by a new one."""

        def stop() -> bool:
            return cancel.is_set() or self._closed.is_set()

        try:
            keeper = self._worker(stop)
            if keeper.jobs == 0:
                return self._with(keeper, step, stop)
            try:
                return self._with(keeper, step, stop)
            except (ReaderTimedOut, ReadingStopped):
                raise
            except JixiaoError:  # what earlier files left behind may be the cause
                return self._with(self._start(), step, stop)
        except JixiaoError as error:
            return failed(step, error)

    def _worker(self, stop: Stop) -> Keeper:
        """Return a worker that is free, or a new one."""
        if stop():
            raise ReadingStopped("因中途停止，没有读取。")
        with self._lock:
            while self._idle:
                keeper = self._idle.pop()
                if keeper.runs():
                    return keeper
                keeper.end()
        return self._start()

    def _start(self) -> Keeper:
        try:
            return Keeper(self._folder)
        except OSError as error:
            raise ReaderCrashed(f"没有读取：读取进程无法启动（{error.strerror}）。") from error

    def _with(self, keeper: Keeper, step: Step, stop: Stop) -> list[Outcome]:
        """Let a worker do a step; keep it for others while it is good for more."""
        fit = False
        try:
            outcomes = keeper.do(Job(context=self._context, step=step), stop)
            fit = not keeper.is_spent(self._context.limits.memory_bytes)
            return outcomes
        finally:
            if fit:
                with self._lock:
                    self._idle.append(keeper)
            else:
                keeper.end()
