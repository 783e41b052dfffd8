"""One writer at a time on one SQLite file, among threads and among processes.

SQLite's own waiting sleeps in growing steps, so that with many writers some wait long or give up
with "database is locked"; a lock of the system wakes the next one at once. It also keeps two
connections from writing and checkpointing in the same instant, which SQLite before 3.51.3 can
answer with a damaged file (its "WAL-reset bug"). The system frees the lock of a process that dies.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        while True:
            file.seek(0)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.002)
            else:
                return

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class Turns:
    """The queue of writers before one file; ``path`` is an empty file beside it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        self._threads = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and hold it; not to be entered twice by one thread."""
        with self._threads:
            _lock(self._file)
            try:
                yield
            finally:
                _unlock(self._file)

    def close(self) -> None:
        """Leave the queue for good."""
        self._file.close()
