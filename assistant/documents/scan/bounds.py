"""How much of a scan is read before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScanBounds:
    """Bounds for the OCR of one file; counts, except ``seconds``."""

    pages: int = 300
    """Pages that go to OCR."""
    pixels: int = 80_000_000
    """Pixels of one picture as stored; larger ones are refused before they are unpacked."""
    lines: int = 5_000
    """Lines of text of one page."""
    seconds: float = 60.0
    """Time for each page that goes to OCR; the file's time is their sum."""


DEFAULT_BOUNDS = ScanBounds()
