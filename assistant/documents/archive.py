"""Zip archives of unknown origin, read part by part under limits."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from assistant.documents.limits import Limits
from assistant.errors import EncryptedFile, TooLarge, UnreadableFile

_CHUNK = 1 << 18
_PENDING = 32 * 2**20
"""Bytes that a stream's reader may hold unfinished."""
_ENCRYPTED_FLAG = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What zipfile raises on damaged input, depending on where the damage is.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    OverflowError,
)
_BROKEN = "已损坏或不完整（压缩结构读不出），可能没有传完或下载完。"


class Archive:
    """The entries of a zip file; sizes are counted while unpacking, headers aren't trusted."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise UnreadableFile(_BROKEN) from error
        self.names = set(self._zip.namelist())
        if len(self._zip.filelist) > limits.entries:
            raise TooLarge(f"内部有 {len(self._zip.filelist)} 个部件，超过上限 {limits.entries}。")

    def get(self, name: str) -> bytes | None:
        """Return an entry's bytes, None where there is no such entry."""
        return self.read(name) if name in self.names else None

    def read(self, name: str) -> bytes:
        """Return an entry's bytes; raises ``TooLarge``, ``EncryptedFile``, ``UnreadableFile``."""
        return self.read_info(self._zip.getinfo(name))

    def read_info(self, info: zipfile.ZipInfo) -> bytes:
        """Return the bytes of an entry; two entries may have one name."""
        _check(info)
        try:
            return self._inflate(info)
        except _DAMAGE as error:
            raise UnreadableFile(_BROKEN) from error

    def infos(self) -> list[zipfile.ZipInfo]:
        """Return all entries as the archive lists them."""
        return self._zip.infolist()

    @contextmanager
    def stream(self, name: str) -> Iterator["Counted"]:
        """Open an entry for reading in pieces, which may together be ``unpacked_bytes`` long."""
        info = self._zip.getinfo(name)
        _check(info)
        try:
            stream = self._zip.open(info)
        except _DAMAGE as error:
            raise UnreadableFile(_BROKEN) from error
        with stream:
            yield Counted(stream, self._limits.unpacked_bytes)

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._unpacked += len(chunk)
                self._guard(size, info.compress_size)
                chunks.append(chunk)
        return b"".join(chunks)

    def _guard(self, size: int, packed: int) -> None:
        limits = self._limits
        if size > limits.part_bytes or self._unpacked > limits.unpacked_bytes:
            raise TooLarge(f"解压后超过 {limits.part_bytes // 2**20} MB 的上限。")
        if size > limits.ratio_from_bytes and size > packed * limits.ratio:
            raise TooLarge(f"压缩比超过 {limits.ratio} 倍，疑似压缩炸弹。")


def _check(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise EncryptedFile("的压缩包设有密码，无法读取。")
    if info.compress_type not in _METHODS:
        raise UnreadableFile("使用了不支持的压缩方法，无法读取。")


class Counted:
    """A stream that is read in pieces; ``TooLarge`` beyond ``most`` bytes, or ``UnreadableFile``.

    Whoever parses it sets ``since`` to 0 after each element that it is done with: what one
    element holds, or what no one asked for, is bounded too.
    """

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._most, self._size = stream, most, 0
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most a quarter of a megabyte."""
        try:
            data = self._stream.read(_CHUNK if size < 0 else min(size, _CHUNK))
        except _DAMAGE as error:
            raise UnreadableFile(_BROKEN) from error
        self._size += len(data)
        self.since += len(data)
        if self._size > self._most or self.since > _PENDING:
            most = min(self._most, _PENDING if self.since > _PENDING else self._most)
            raise TooLarge(f"解压后超过 {most // 2**20} MB 的上限。")
        return data
