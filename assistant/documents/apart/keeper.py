"""One reader's process as its keeper sees it: a job at a time, and its end."""

import contextlib
import queue
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from typing import IO

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from assistant.documents.apart.bounds import OUT_OF_MEMORY, end, seconds_for
from assistant.documents.apart.wire import Begun, Done, Job, message_of, read_frame, write_frame
from assistant.documents.steps import Outcome
from assistant.errors import (
    BadName,
    JixiaoError,
    ReaderCrashed,
    ReaderTimedOut,
    ReadingStopped,
    TooLarge,
)
from assistant.thispython import command, without_keys

_POLL = 0.05
_PATIENCE = 5.0
_TAIL = 4000
"""Bytes of a worker's last words that are looked at."""
_MOST_JOBS = 200
"""Jobs after which a worker is replaced: libraries keep a little of every file."""
_NO_MEMORY = ("MemoryError", "bad_alloc", "cannot allocate memory")

Stop = Callable[[], bool]
"""Tells whether the work is to be stopped."""


class Keeper:
    """A worker's process; use it from one thread at a time."""

    def __init__(self, folder: str) -> None:
        self.jobs = 0
        self._resident = 0
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            command("assistant.documents.apart.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            cwd=folder,
            env=without_keys(),
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout
        self._jobs, answers = self._process.stdin, self._process.stdout
        self._frames: queue.Queue[bytes | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, args=(answers,), daemon=True)
        self._listener.start()

    def do(self, job: Job, stop: Stop) -> list[Outcome]:
        """Let the worker do a job.

        Raises ``ReaderTimedOut``, ``ReaderCrashed``, ``TooLarge`` (memory), ``BadName`` or
        ``ReadingStopped``; the worker is not to be used after that.
        """
        self.jobs += 1
        limits = job.context.limits
        begin, seconds = time.monotonic(), seconds_for(job.step, limits)
        self._send(job)
        while (frame := self._frame(begin + seconds, seconds, stop)) is not None:
            message = self._message(frame)
            if isinstance(message, Done):
                self._resident = message.resident
                return message.outcomes()
            seconds = seconds_for(job.step, limits, message.kind)
        raise self._why()

    def is_spent(self, memory: int) -> bool:
        """Tell whether a new worker should take this one's place; ``memory`` is in bytes."""
        return self.jobs >= _MOST_JOBS or self._resident > memory // 2

    def runs(self) -> bool:
        """Tell whether the worker still runs."""
        return self._listener.is_alive()

    def end(self) -> None:
        """End the worker and all that it started."""
        end(self._process)
        self._listener.join(_PATIENCE)
        with contextlib.suppress(OSError):  # what was left to send has no reader any more
            self._jobs.close()
        self._words.close()

    def _listen(self, answers: IO[bytes]) -> None:
        with answers:
            while (frame := read_frame(answers)) is not None:
                self._frames.put(frame)
        self._frames.put(None)

    def _send(self, job: Job) -> None:
        try:
            write_frame(self._jobs, job.model_dump_json().encode())
        except PydanticSerializationError as error:
            raise BadName("的名称是乱码，没有读取。") from error
        except OSError as error:
            raise self._why() from error

    def _frame(self, until: float, seconds: float, stop: Stop) -> bytes | None:
        while True:
            try:
                return self._frames.get(timeout=_POLL)
            except queue.Empty:
                if stop():
                    raise ReadingStopped("因中途停止，没有读完。") from None
                if time.monotonic() > until:
                    raise ReaderTimedOut(f"读取超过 {seconds:g} 秒没有完成，已停止。") from None

    def _message(self, frame: bytes) -> Begun | Done:
        try:
            return message_of(frame)
        except ValidationError as error:
            raise ReaderCrashed("读取的结果不完整。") from error

    def _why(self) -> JixiaoError:
        """Return the error that says why the worker came to its end."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)  # its own exit code says more than ours
        end(self._process)
        code, words = self._process.returncode, self._last_words()
        if code == OUT_OF_MEMORY or any(sign in words for sign in _NO_MEMORY):
            return TooLarge("读取所需的内存超过上限，已停止。")
        if code < 0:
            return ReaderCrashed(f"读取时程序崩溃（{signal.Signals(-code).name}），没有读出。")
        last = words.strip().rpartition("\n")[2][:200]
        error = ReaderCrashed(f"读取时程序出错（{last or f'退出码 {code}'}），没有读出。")
        error.add_note(words)
        return error

    def _last_words(self) -> str:
        size = self._words.seek(0, 2)
        self._words.seek(max(0, size - _TAIL))
        return self._words.read().decode("utf-8", "replace")
