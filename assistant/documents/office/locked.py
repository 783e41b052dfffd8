"""What an old office file says of itself: whether it is locked, and whether it is one at all."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

_SECTOR = 512
_WORD, _WORD_FLAGS, _ENCRYPTED = b"\xec\xa5", 0x0A, 0x0100
_BOF, _FILEPASS, _RECORDS = 0x0809, 0x002F, 12


class _Main(NamedTuple):
    """The main stream of a kind of file: its names, and how it begins (FIB, BOF)."""

    names: tuple[str, ...]
    beginning: re.Pattern[bytes]


_MAIN = {
    "doc": _Main(("WordDocument",), re.compile(rb"[\xec\xdc]\xa5")),
    "xls": _Main(("Workbook", "Book"), re.compile(rb"\x09\x08(?:\x08|\x10)\0")),
}
_ENTRY, _STREAM, _SHORT = 128, 2, 4096
"""Bytes of a directory's entry, the type of those for streams, and what a short stream has less."""
_SHORT_SECTOR = 64


def lacks_beginning(data: bytes, kind: str) -> bool:
    """Tell whether a doc or xls file has no main stream that begins as one must.

    LibreOffice would take such a file for a text, and convert noise.
    """
    main = _MAIN.get(kind)
    if main is None:
        return False
    return not any(_leads_to(data, at, main.beginning) for at in _entries(data, main.names))


def _entries(data: bytes, names: tuple[str, ...]) -> Iterator[int]:
    """Yield where entries of an OLE directory stand that name a stream."""
    for name in names:
        wanted = re.escape((name + "\0").encode("utf-16-le"))
        for match in re.finditer(wanted, data):
            at = match.start()
            if at % _ENTRY == 0 and data[at + 66 : at + 67] == bytes([_STREAM]):
                yield at


def _leads_to(data: bytes, entry: int, beginning: re.Pattern[bytes]) -> bool:
    if entry + _ENTRY > len(data):
        return False
    power, *_ = struct.unpack_from("<H", data, 0x1E)
    start, size = struct.unpack_from("<II", data, entry + 116)
    if size >= _SHORT:
        return power in (9, 12) and beginning.match(data, (start + 1) << power) is not None
    # Short streams share one; where exactly they stand in it doesn't matter here.
    return any(match.start() % _SHORT_SECTOR == 0 for match in beginning.finditer(data))


def has_password(data: bytes) -> bool:
    """Tell whether a doc, xls, odt or ods file says that it is encrypted."""
    if data.startswith(b"PK"):
        return _odf(data)
    starts = range(_SECTOR, min(len(data) - 64, _SECTOR * 4096), _SECTOR)
    return any(_word(data, at) or _excel(data, at) for at in starts)


def _odf(data: bytes) -> bool:
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            archive.open("META-INF/manifest.xml") as stream,
        ):
            return b"encryption-data" in stream.read(2**20)
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False


def _word(data: bytes, at: int) -> bool:
    """Look at the flags of a Word file's header (FIB) at the start of a sector."""
    if data[at : at + 2] != _WORD:
        return False
    (flags,) = struct.unpack_from("<H", data, at + _WORD_FLAGS)
    return bool(flags & _ENCRYPTED)


def _excel(data: bytes, at: int) -> bool:
    """Look for the record FILEPASS near the start of a workbook's stream."""
    kind, size = struct.unpack_from("<HH", data, at)
    if kind != _BOF or size not in (8, 16):
        return False
    for _ in range(_RECORDS):
        at += 4 + size
        if at + 4 > len(data):
            return False
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _FILEPASS:
            return True
    return False
