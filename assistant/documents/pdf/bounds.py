"""How much of a PDF is read before it is refused, and the clock that watches it."""

import time
from dataclasses import dataclass

from assistant.errors import TooLarge


@dataclass(frozen=True)
class Bounds:
    """Bounds for one PDF; counts, except ``seconds``."""

    pages: int = 2_000
    """Pages of the file, as its page tree declares and as they are met."""
    objects: int = 100_000
    """Drawn objects (text runs, paths, images) of one page, those inside forms included."""
    characters: int = 200_000
    """Characters of one page."""
    rules: int = 20_000
    """Ruled lines of one page, before lines in one row are joined."""
    nesting: int = 12
    """Forms inside forms."""
    seconds: float = 120.0
    """Processor time for the whole file, looked at between pages and inside long loops."""


DEFAULT_BOUNDS = Bounds()


class Clock:
    """Tells when a file has taken too much of the processor: a busy machine refuses no file."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.process_time() + seconds

    def check(self) -> None:
        """Raise ``TooLarge`` once the time is up."""
        if time.process_time() > self._end:
            raise TooLarge(f"读取用时超过 {self._seconds:g} 秒的上限，已停止。")
