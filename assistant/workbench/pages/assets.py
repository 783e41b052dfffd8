"""The style sheets and modules of the pages, below an address that changes with their content."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

_TYPES = {".css": "text/css; charset=utf-8", ".mjs": "text/javascript; charset=utf-8"}
_SHARED = "report.css"
"""The report's style sheet: one visual language for the report and the workbench."""


class Asset(NamedTuple):
    """A file for the browser."""

    content: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Return every file by its name; no other name can be asked for."""
    own = files("assistant.workbench.pages") / "static"
    found = [each for each in own.iterdir() if each.name[-4:] in _TYPES]
    found.append(files("assistant.output") / "templates" / _SHARED)
    return {each.name: Asset(each.read_bytes(), _TYPES[each.name[-4:]]) for each in found}


@cache
def stamp() -> str:
    """Return a few letters that change when any of the files does, so that they may be kept."""
    digest = sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + asset.content)
    return digest.hexdigest()[:12]
