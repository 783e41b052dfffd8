"""How much of a file is read before it is refused."""

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds for one file; sizes in bytes, the rest are counts."""

    file_bytes: int = 100 * _MB
    """Size of the file itself."""
    part_bytes: int = 64 * _MB
    """One part of an archive, unpacked and counted while unpacking."""
    unpacked_bytes: int = 256 * _MB
    """All parts read from one archive together."""
    ratio: int = 300
    """Unpacked bytes to one packed byte, looked at from ``ratio_from_bytes`` on."""
    ratio_from_bytes: int = 8 * _MB
    """Below this size a high ratio does no harm: empty tables pack very well."""
    entries: int = 10_000
    """Entries of an archive."""
    cells: int = 200_000
    """Grid positions of all tables."""
    columns: int = 1_000
    """Columns of one table (Word itself stops at 63)."""
    blocks: int = 200_000
    """Paragraphs outside tables."""
    nesting: int = 2
    """Archives inside an archive."""
    files: int = 500
    """Files taken from one archive."""
    start_seconds: float = 30
    """What a start of LibreOffice may take by itself, in seconds."""
    convert_seconds: float = 30
    """What LibreOffice may take for each file, in seconds."""
    read_seconds: float = 180
    """What a file may take in a process of its own, in seconds; the readers' own limits are
    lower, and say more."""
    scan_seconds: float = 1800
    """The same for PDFs and pictures, whose pages may need OCR."""
    memory_bytes: int = 2048 * _MB
    """Data that a process of its own may hold; OCR takes 0.6 to 0.9 GB."""


DEFAULT_LIMITS = Limits()
