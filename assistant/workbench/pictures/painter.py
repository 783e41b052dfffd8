"""Pages as pictures, painted a few at a time when first looked at; what is kept can be remade."""

import io
import json
import subprocess
import threading
from collections import defaultdict
from pathlib import Path

from assistant.errors import MissingSource, ReaderCrashed
from assistant.model.place import Box
from assistant.thispython import command, without_keys
from assistant.workbench.pictures.paint import SECONDS

_AT_ONCE = 4
"""Pages that one start of the painting process paints."""
_MARGIN = (10.0, 6.0)
"""Points around a crop: beside it, above and below."""


class Painter:
    """Paints pages into a folder, one subfolder for each file's content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def sizes(self, source: Path, sha256: str, kind: str) -> list[tuple[float, float]]:
        """Return the size of each page in points; ``ReaderCrashed`` where it can't be painted."""
        path = self._folder / sha256 / "sizes.json"
        if not path.is_file():
            self._paint(source, sha256, kind, 1, path)
        return [(width, height) for width, height in json.loads(path.read_bytes())]

    def page(self, source: Path, sha256: str, kind: str, number: int) -> bytes:
        """Return a page as PNG; ``MissingSource`` where the file has no such page."""
        if not 1 <= number <= len(self.sizes(source, sha256, kind)):
            raise MissingSource(f"这个文件没有第 {number} 页。")
        path = self._folder / sha256 / f"{number}.png"
        if not path.is_file():
            self._paint(source, sha256, kind, number, path)
        return path.read_bytes()

    def crop(self, source: Path, sha256: str, kind: str, number: int, box: Box) -> bytes:
        """Return the part of a page that a box (points) covers, with a margin, as PNG."""
        from PIL import Image

        width, height = self.sizes(source, sha256, kind)[number - 1]
        with Image.open(io.BytesIO(self.page(source, sha256, kind, number))) as page:
            across, down = page.width / width, page.height / height
            left, top, right, bottom = box
            wide, high = _MARGIN
            part = page.crop((
                max(0, int((left - wide) * across)), max(0, int((top - high) * down)),
                min(page.width, int((right + wide) * across) + 1),
                min(page.height, int((bottom + high) * down) + 1),
            ))  # fmt: skip
            out = io.BytesIO()
            part.save(out, "PNG")
        return out.getvalue()

    def _paint(self, source: Path, sha256: str, kind: str, number: int, wanted: Path) -> None:
        """Paint a page and those after it, once however many ask."""
        with self._lock:
            lock = self._locks[sha256]
        with lock:
            if wanted.is_file():
                return
            folder = self._folder / sha256
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _start(source, folder, kind, number)
        if not wanted.is_file():
            raise ReaderCrashed("页面图片没有画出来。")


def _start(source: Path, folder: Path, kind: str, first: int) -> None:
    arguments = [str(source), str(folder), kind, str(first), str(first + _AT_ONCE - 1)]
    try:
        subprocess.run(  # noqa: S603 - this very Python
            command("assistant.workbench.pictures.paint", *arguments),
            check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, env=without_keys(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ReaderCrashed("页面图片画不出来。") from error
