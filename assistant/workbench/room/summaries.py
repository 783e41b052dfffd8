"""Cards of packs kept between runs, so that the list needs no pack checked anew."""

import contextlib
import os
import tempfile
import threading
from pathlib import Path

from pydantic import ValidationError

from assistant.checks import RULEBOOK
from assistant.workbench.views.shapes import PackCard, Shape


class _Kept(Shape):
    rulebook: str
    card: PackCard


class Summaries:
    """A small file for each pack; whatever is not there, or of another version, is made anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._known: dict[str, PackCard] = {}

    def get(self, pack_id: str, version: int) -> PackCard | None:
        """Return the card of a pack at a version, None where it isn't known."""
        with self._lock:
            card = self._known.get(pack_id) or self._read(pack_id)
        return card if card and card.version == version else None

    def latest(self, pack_id: str) -> PackCard | None:
        """Return the last card of a pack that this run has made, None where it made none."""
        with self._lock:
            return self._known.get(pack_id)

    def keep(self, card: PackCard) -> None:
        """Keep a card; an older one never takes the place of a newer."""
        with self._lock:
            known = self._known.get(card.pack_id)
            if known == card or (known and known.version > card.version):
                return
            self._known[card.pack_id] = card

    def close(self) -> None:
        """Write what this run has learnt; a folder that can't be written costs only time later."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for pack_id, card in self._known.items():
                kept = _Kept(rulebook=RULEBOOK, card=card)
                _write(self._path(pack_id), kept.model_dump_json().encode())

    def _path(self, pack_id: str) -> Path:
        return self._folder / f"{pack_id}.json"

    def _read(self, pack_id: str) -> PackCard | None:
        try:
            kept = _Kept.model_validate_json(self._path(pack_id).read_bytes())
        except (OSError, ValidationError):
            return None
        if kept.rulebook != RULEBOOK or kept.card.pack_id != pack_id:
            return None
        self._known[pack_id] = kept.card
        return kept.card


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
