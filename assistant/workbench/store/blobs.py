"""Contents of files and results of readings, each in a file named by its SHA-256.

A file is written whole or not at all, is on disk when ``put`` returns, and is held against its
name each time it is read. Nothing is ever deleted: history refers to it.
"""

import contextlib
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from assistant.errors import ContentLost, StoreUnusable, TooLarge

_CHUNK = 1 << 20
_NEW = ".new-"
_LEFTOVER_SECONDS = 24 * 3600


class Blobs:
    """The folder of contents; readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with _plain(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._sweep()

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its SHA-256; ``StoreUnusable`` where it can't be written."""
        return self.put_file(BytesIO(data))

    def put_file(self, file: BinaryIO, limit: int | None = None) -> str:
        """Keep what is left to read of ``file``; ``TooLarge`` above ``limit`` bytes."""
        with _plain(self.folder), self._fresh() as (new, path):
            sha256 = _copy(file, new, limit)
            new.flush()
            os.fsync(new.fileno())
            new.close()
            self._keep(path, sha256)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return a content; ``ContentLost`` where it is gone or altered."""
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise _gone(sha256) from error
        except OSError as error:
            raise _unusable(self.folder, error) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ContentLost(f"文件内容 {sha256[:12]} 已被改动。")
        return data

    def path(self, sha256: str) -> Path:
        """Return where a content lies, for reading only; verified as :meth:`get` does."""
        path = self._path(sha256)
        if not path.is_file():
            raise _gone(sha256)
        with _plain(self.folder):
            if _digest(path) != sha256:
                raise ContentLost(f"文件内容 {sha256[:12]} 已被改动。")
        return path

    def __contains__(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def _path(self, sha256: str) -> Path:
        # The name comes from a client: nothing but a digest may reach the file system.
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ContentLost("文件内容的编号不对。")
        return self.folder / sha256[:2] / sha256

    @contextlib.contextmanager
    def _fresh(self) -> Iterator[tuple[BinaryIO, Path]]:
        """Give a new file, which is gone afterwards unless it was renamed."""
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=_NEW)
        with os.fdopen(handle, "wb") as new:
            try:
                yield new, Path(name)
            finally:
                new.close()
                Path(name).unlink(missing_ok=True)

    def _keep(self, new: Path, sha256: str) -> None:
        path = self._path(sha256)
        if path.is_file() and _digest(path) == sha256:
            _sync_folder(path.parent)  # another writer may have come no further than the rename
            return
        path.parent.mkdir(exist_ok=True, mode=0o700)
        new.replace(path)
        _sync_folder(path.parent)
        _sync_folder(self.folder)

    def _sweep(self) -> None:
        """Remove what interrupted writers left behind; another may be writing right now."""
        for path in self.folder.glob(f"{_NEW}*"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _LEFTOVER_SECONDS:
                    path.unlink()


def _copy(source: BinaryIO, target: BinaryIO, limit: int | None) -> str:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if limit is not None and size > limit:
            raise TooLarge(f"文件超过 {limit / 2**20:g} MB。")
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Put a folder's names on disk; Windows does so by itself and can't open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _plain(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> StoreUnusable:
    return StoreUnusable(f"文件夹“{folder}”用不了：{error.strerror or error}。")


def _gone(sha256: str) -> ContentLost:
    return ContentLost(f"文件内容 {sha256[:12]} 不在了。")
