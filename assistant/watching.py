"""Do some work again whenever files have been saved, by asking for their times and sizes.

Asking works on network folders too, where the system tells of no changes.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

PAUSE = 0.5
"""Seconds between two looks at the files."""


class Stamp(NamedTuple):
    """What changes when a file is saved: nanoseconds and bytes."""

    modified: int
    size: int


Stamps = dict[Path, Stamp]


class Watcher:
    """Waits until some of ``files()`` were saved and can be read again.

    A file that is being written changes between two looks, or can't be opened: that is waited
    for. ``files`` is asked at each look, so that new files of a folder are seen.
    """

    def __init__(
        self,
        files: Callable[[], Iterable[Path]],
        sleep: Callable[[float], None] = time.sleep,
        pause: float = PAUSE,
    ) -> None:
        self._files = files
        self._sleep = sleep
        self._pause = pause
        self._known: Stamps | None = None

    def look(self) -> None:
        """Take the files as they are now for known; call it before they are read."""
        self._known = _stamps(self._files)

    def wait(self) -> None:
        """Return when the files differ from the known ones, are at rest and readable."""
        before = self._known
        while True:
            self._sleep(self._pause)
            now = _stamps(self._files)
            if now is not None and now != self._known and now == before and _readable(now):
                return
            before = now


def _stamps(files: Callable[[], Iterable[Path]]) -> Stamps | None:
    """Return what the files look like; None while one is away, as in the middle of a save."""
    found = {}
    try:
        for file in files():
            status = file.stat()
            found[file] = Stamp(status.st_mtime_ns, status.st_size)
    except OSError:
        return None
    return found or None


def _readable(files: Iterable[Path]) -> bool:
    """Tell whether every file can be opened and holds something; a locked one can't."""
    for file in files:
        try:
            with file.open("rb") as opened:
                if not opened.read(1):
                    return False
        except OSError:
            return False
    return True


def own_files(paths: Iterable[Path], suffixes: Iterable[str]) -> list[Path]:
    """Return files and, of folders, those with these suffixes; hidden and lock files left out.

    A path that isn't there now is returned all the same: it may be in the middle of a save.
    """
    wanted, found = frozenset(suffixes), []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if file.suffix.lower() in wanted)
        else:
            found.append(path)
    return [file for file in found if not file.name.startswith(("~$", "."))]
