"""Small JSON records on disk: replies of models, and what an endpoint can do.

Each record is one file named by a SHA-256, written whole or not at all, readable by its owner
only. A record that can't be read counts as absent and is told.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.llm.options import Note


def digest(*parts: Any) -> str:
    """Return the SHA-256 of values that JSON can write."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Store:
    """Records of one kind in one folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, note: Note) -> None:
        self.folder = folder
        self._note = note

    def get(self, key: str) -> dict[str, Any] | None:
        """Return a record, or None where there is none or it is damaged."""
        path = self._path(key)
        if path is None:
            return None
        try:
            record = json.loads(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, RecursionError):
            self.damaged(key)
            return None
        if not isinstance(record, dict) or record.get("key") != key:
            self.damaged(key)
            return None
        return record

    def put(self, key: str, record: Mapping[str, Any]) -> None:
        """Write a record; a disk that can't be written to is told, not raised."""
        path = self._path(key)
        if path is None:
            return
        data = json.dumps({"key": key, **record}, ensure_ascii=True, indent=1).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(path, data)
        except OSError as error:
            self._note(f"模型答复的缓存写不进“{path.parent}”（{error.strerror}），本次照常进行。")

    def damaged(self, key: str) -> None:
        """Tell that a record can't be used."""
        self._note(f"模型答复的缓存有一条损坏，已忽略（{key[:12]}）。")

    def _path(self, key: str) -> Path | None:
        return self.folder and self.folder / key[:2] / f"{key}.json"


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
