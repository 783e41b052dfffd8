"""Every pack and form in every format that an office hands in: ``python -m corpus.formats``."""

from corpus.formats.build import DIGITAL, FORMATS, SCANS, Piece, Place, form, pack, write

__all__ = ["DIGITAL", "FORMATS", "SCANS", "Piece", "Place", "form", "pack", "write"]
