"""The bounds of a reader's process, and how its keeper ends it with all that it started.

Linux has all of them. On macOS and Windows there is no bound on memory; on Windows no alarm.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

from assistant.documents.apart.wire import Job
from assistant.documents.limits import Limits
from assistant.documents.steps import Convert, Step

OUT_OF_MEMORY = 77
"""Exit code of a worker that could not get the memory it asked for."""

_SPARE = 30.0
"""Seconds by which an outer bound is longer than the one inside it."""
_ROUNDS = 20
"""A process may start another while its session is being ended."""
_PATIENCE = 5.0
"""Seconds for a process to end on request."""
_SCANNED = {"pdf", "image"}


def seconds_for(step: Step, limits: Limits, kind: str = "") -> float:
    """Return how long a step may take, in seconds; ``kind`` is the file's format if known."""
    if not isinstance(step, Convert):
        return limits.scan_seconds if kind in _SCANNED else limits.read_seconds
    count = len(step.files)
    together = 2 * limits.start_seconds + count * limits.convert_seconds
    again = count * (limits.start_seconds + limits.convert_seconds)
    return together + again + _SPARE


def bound_memory(most: int) -> None:
    """Bound the data of this process, in bytes; children may go back to the old bound."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def bound_time(job: Job) -> None:
    """Let the system end this process if its keeper has gone and can't."""
    if sys.platform != "win32":
        limits = job.context.limits
        longest = max(seconds_for(job.step, limits), seconds_for(job.step, limits, "pdf"))
        signal.alarm(int(longest + _SPARE))


def no_alarm() -> None:
    """Call off what :func:`bound_time` has set."""
    if sys.platform != "win32":
        signal.alarm(0)


def end_with_keeper(line: int) -> None:
    """Let this process end, with all it started, once nobody can write to a pipe any more.

    A keeper that was killed doesn't end it; and a long scan would go on for half an hour.
    """
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        threading.Thread(target=_leave, args=(line,), daemon=True).start()


def _leave(line: int) -> None:
    waits = select.poll()
    waits.register(line, 0)  # of all that may happen to it, the end is told unasked
    waits.poll()
    own = os.getpid()
    for _ in range(_ROUNDS):
        if not _kill([each for each in _members(own) if each != own]):
            break
    os.killpg(0, signal.SIGKILL)  # where the system keeps no list, its group is all we know


def resident() -> int:
    """Return the memory that this process holds, in bytes; 0 where the system doesn't tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads its session, with everything it started there."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
            check=False, capture_output=True,
        )  # fmt: skip
    elif Path("/proc/self/stat").exists():
        for _ in range(_ROUNDS):
            if not _kill(_members(process.pid)):
                break
    else:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
    process.kill()  # also where the system's list doesn't show it
    process.wait()


def _members(session: int) -> list[int]:
    """Return the processes of a session that still run, by Linux's own list."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended in between
            state, *_, its = path.read_text(encoding="latin-1").rpartition(")")[2].split()[:4]
            if int(its) == session and state not in "ZX":
                found.append(int(path.parent.name))
    return found


def _kill(processes: list[int]) -> bool:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return bool(processes)
