"""A look at a PDF's packed streams before anything unpacks them whole.

The PDF library unpacks a stream in one go and can't be stopped; so every packed stream that
isn't a picture is unpacked here first, piece by piece and without being kept.
"""

import re
import zlib

from assistant.documents.limits import Limits
from assistant.documents.pdf.bounds import Clock
from assistant.errors import TooLarge

_START = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PIECE = 1 << 20
_DICTIONARY = 2_000  # bytes before a stream in which its dictionary stands
_SMALL = 1_000  # packed bytes that can't become more than about 1 MB


def guard_streams(data: bytes, limits: Limits, clock: Clock) -> None:
    """Raise ``TooLarge`` where unpacked streams pass the limits for parts of archives."""
    total = 0
    for match in _START.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        dictionary = _dictionary(data, match.start())
        filters = len(_FLATE.findall(dictionary))
        if filters and not _IMAGE.search(dictionary):
            clock.check()
            total += _unpacked(data, match.end(), min(filters, 3), limits)
            _refuse_above(total, limits.unpacked_bytes)


def _dictionary(data: bytes, end: int) -> bytes:
    before = data[max(0, end - _DICTIONARY) : end]
    return before[max(before.rfind(b" obj"), before.rfind(b"endobj"), 0) :]


def _unpacked(data: bytes, start: int, filters: int, limits: Limits) -> int:
    """Return a stream's unpacked size; broken streams count as far as they unpack."""
    end = data.find(b"endstream", start)
    packed = data[start : end if end >= 0 else len(data)]
    if len(packed) < _SMALL and filters == 1:
        return 0
    inflate = zlib.decompressobj()
    size, nested, rest = 0, b"", packed
    while rest and not inflate.eof:
        try:
            piece = inflate.decompress(rest, _PIECE)
        except zlib.error:
            break
        size += len(piece)
        _refuse(size, len(packed), limits)
        if filters > 1:
            nested += piece
        rest = inflate.unconsumed_tail
    return size + (_unpacked(nested, 0, filters - 1, limits) if filters > 1 and nested else 0)


def _refuse(size: int, packed: int, limits: Limits) -> None:
    _refuse_above(size, limits.part_bytes, size)
    if size > limits.ratio_from_bytes and size > packed * limits.ratio:
        raise TooLarge(f"内部数据的压缩比超过 {limits.ratio} 倍，疑似压缩炸弹。")


def _refuse_above(total: int, most: int, size: int = 0) -> None:
    if total > most or size > most:
        raise TooLarge(f"内部数据解压后超过 {most // 2**20} MB 的上限。")
