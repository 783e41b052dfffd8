"""What a command says: results to stdout, one Chinese line for each error to stderr."""

import io
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from assistant.errors import JixiaoError

PARTLY = 3


class Console:
    """Collects what went wrong in one call; its exit code follows from that."""

    def __init__(self, *, timings: bool = False) -> None:
        self._timings = timings
        self._partly = False

    def tell(self, error: JixiaoError) -> None:
        """Print an error's line; the call then ends with exit code 3 at best."""
        complain(error.line())
        self._partly = self._partly or error.exit_code != 0

    def exit_code(self, otherwise: int = 0) -> int:
        """Return 3 when part of the work could not be done, or else ``otherwise``."""
        return PARTLY if self._partly else otherwise

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step of the work and print it to stderr where timings are wanted."""
        start = time.perf_counter()
        yield
        if self._timings:
            complain(f"用时　{name}：{(time.perf_counter() - start) * 1000:.1f} 毫秒")


def complain(line: str) -> None:
    """Print one line to stderr; control characters of file names can't act there."""
    print(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", line), file=sys.stderr)


def say(text: str) -> None:
    """Print text to stdout; a reader that has gone (``| head``) ends the output silently."""
    with until_closed() as stdout:
        print(text, file=stdout)


@contextmanager
def until_closed() -> Iterator[TextIO]:
    """Give stdout; when its reader closes it, what follows goes nowhere."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_colour() -> bool:
    """Tell whether stdout is a terminal whose user has not set ``NO_COLOR``."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def use_utf8() -> None:
    """Write UTF-8 whatever the locale or code page; odd bytes of file names are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
