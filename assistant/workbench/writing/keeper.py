"""The keeper of the writing process: hears it, and ends it when it is no longer wanted."""

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pydantic import ValidationError

from assistant.documents.apart.bounds import end
from assistant.documents.apart.wire import read_frame, write_frame
from assistant.errors import ModelUnavailable, ReadingStopped, WritingFailed
from assistant.thispython import command
from assistant.workbench.jobs import Job
from assistant.workbench.writing.wire import STEPS, Message, Order, Told, Written, message_of

_POLL = 0.05
_LONGEST = 1500.0
"""Seconds for all: asking ends by itself after 600, and is done twice at most."""
_PATIENT = 3
"""Seconds after which the time that something takes is told."""


def write(order: Order, job: Job) -> Written:
    """Let a slot be written, and tell the job how far that is.

    Raises ``ReadingStopped`` once the job is cancelled, ``ModelUnavailable``, and
    ``WritingFailed`` where the process comes to an unforeseen end or takes too long.
    """
    with _process() as process:
        frames = _order(process, order)
        clock = Clock(job)
        clock.next(Told(line=f"准备由语言模型 {order.model} 起草", done=0))
        while True:
            try:
                frame = frames.get(timeout=_POLL)
            except queue.Empty:
                clock.tick()
                continue
            message = _message(frame)
            if isinstance(message, Written):
                return message
            if not isinstance(message, Told):
                raise ModelUnavailable(message.message)
            clock.next(message)


class Clock:
    """What is being done and since when; says so to the job, and whether it must end."""

    def __init__(self, job: Job) -> None:
        self._job, self._line, self._told = job, "", 0
        self._begin = self._since = time.monotonic()

    def next(self, told: Told) -> None:
        """Begin the next step."""
        self._line, self._since, self._told = told.line, time.monotonic(), 0
        self._job.tell(told.line, told.done, STEPS)

    def tick(self) -> None:
        """Tell how long the step has taken; raises where all is to end."""
        if self._job.cancel.is_set():
            raise ReadingStopped("已停止起草，原来的文字没有改动。")
        now = time.monotonic()
        if now - self._begin > _LONGEST:
            raise WritingFailed(f"语言模型起草超过 {_LONGEST / 60:g} 分钟没有完成，已停止。")
        seconds = int(now - self._since)
        if self._line and seconds >= _PATIENT and seconds != self._told:
            self._told = seconds
            self._job.tell(f"{self._line}（已 {seconds} 秒）")


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    try:
        process = subprocess.Popen(  # noqa: S603 - this very Python
            command("assistant.workbench.writing.worker"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise WritingFailed(f"起草的程序无法启动（{error.strerror}）。") from error
    assert process.stdin and process.stdout
    try:
        yield process
    finally:
        end(process)
        with contextlib.suppress(OSError):  # what was left to send has no reader any more
            process.stdin.close()
        process.stdout.close()


def _order(process: "subprocess.Popen[bytes]", order: Order) -> "queue.Queue[bytes | None]":
    """Send the order, and return what comes back, frame by frame; None is the end."""
    assert process.stdin and process.stdout
    frames: queue.Queue[bytes | None] = queue.Queue()
    sent = order.model_dump_json().encode()
    threading.Thread(target=_listen, args=(process.stdout, frames), daemon=True).start()
    threading.Thread(target=_send, args=(process.stdin, sent), daemon=True).start()
    return frames


def _send(orders: IO[bytes], sent: bytes) -> None:
    """Send an order, which takes more than a pipe: a process that doesn't read holds up no one.

    The pipe stays open: the process ends when nobody could hear it any more.
    """
    with contextlib.suppress(OSError, ValueError):  # it has ended: its listener says so
        write_frame(orders, sent)


def _listen(answers: IO[bytes], frames: "queue.Queue[bytes | None]") -> None:
    while (frame := read_frame(answers)) is not None:
        frames.put(frame)
    frames.put(None)


def _message(frame: bytes | None) -> Message:
    if frame is None:
        raise _failed()
    try:
        return message_of(frame)
    except ValidationError as error:
        raise _failed() from error


def _failed() -> WritingFailed:
    return WritingFailed("语言模型起草时程序出错，没有写出。")
