"""Whether an office file that could not be converted is protected by a password."""

import io
import struct
import zipfile

_SECTOR = 512
_WORD, _WORD_FLAGS, _ENCRYPTED = b"\xec\xa5", 0x0A, 0x0100
_BOF, _FILEPASS, _RECORDS = 0x0809, 0x002F, 12


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
