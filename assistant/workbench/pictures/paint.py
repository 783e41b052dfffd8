"""The painting process: pages of one file to PNG files, and the sizes of all its pages.

Called as ``paint SOURCE FOLDER KIND FIRST LAST``; pages count from 1.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.documents.apart.bounds import bound_memory
from assistant.documents.limits import DEFAULT_LIMITS

SCALE = 2.0
"""Pixels to a point: sharp on a page shown at half its paper's size and larger."""
_LONGEST = 4_000
"""Pixels of a picture's longer side."""
SECONDS = 120


def main() -> None:
    """Paint what the arguments name; an unreadable file ends the process with a trace."""
    source, folder, kind, first, last = sys.argv[1:6]
    bound_memory(DEFAULT_LIMITS.memory_bytes)
    if sys.platform != "win32":
        signal.alarm(SECONDS + 30)  # in case nobody is left to end this process
    pages = range(int(first), int(last) + 1)
    painted = _of_pdf if kind == "pdf" else _of_picture
    sizes = list(painted(Path(source), Path(folder), pages))
    _write(Path(folder) / "sizes.json", json.dumps(sizes).encode())


def _of_pdf(source: Path, folder: Path, wanted: range) -> Iterator[tuple[float, float]]:
    """Yield each page's size in points; those wanted are painted."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(source)
    for number in range(1, len(document) + 1):
        width, height = document.get_page_size(number - 1)
        yield width, height
        if number in wanted:
            scale = min(SCALE, _LONGEST / max(width, height, 1.0))
            picture = document[number - 1].render(scale=scale).to_pil()
            _save(picture.convert("RGB"), folder, number)


def _of_picture(source: Path, folder: Path, wanted: range) -> Iterator[tuple[float, float]]:
    from PIL import Image

    from assistant.documents.scan import DEFAULT_BOUNDS
    from assistant.documents.scan.pictures import pictures

    for number, page in enumerate(pictures(source.read_bytes(), DEFAULT_BOUNDS), 1):
        height, width = (side / page.scale for side in page.image.shape[:2])
        yield width, height
        if number in wanted:
            picture = Image.fromarray(page.image[:, :, ::-1])
            most = min(SCALE, _LONGEST / max(width, height, 1.0))
            picture.thumbnail((round(width * most) + 1, round(height * most) + 1))
            _save(picture, folder, number)


def _save(picture: Any, folder: Path, number: int) -> None:
    new = folder / f".{number}.{os.getpid()}"
    picture.save(new, "PNG", compress_level=4)
    new.replace(folder / f"{number}.png")


def _write(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)


if __name__ == "__main__":
    main()
