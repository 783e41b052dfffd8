"""Scans and photos to a Document: OCR, ruled grids, and how sure each figure is."""

from importlib.util import find_spec
from pathlib import Path

from assistant.documents.limits import Limits
from assistant.documents.pdf import pages_for_ocr, read_pdf
from assistant.documents.scan.bounds import DEFAULT_BOUNDS, ScanBounds
from assistant.errors import NeedsOcr
from assistant.model.document import Document, Source

__all__ = ["DEFAULT_BOUNDS", "ScanBounds", "available", "read_any_pdf", "read_image"]

_PARTS = ("cv2", "onnxruntime", "rapidocr", "PIL")


def available() -> bool:
    """Tell whether everything that OCR needs is installed (the extra ``ocr``)."""
    return all(find_spec(part) is not None for part in _PARTS)


def read_image(
    data: bytes, source: Source, limits: Limits, bounds: ScanBounds = DEFAULT_BOUNDS
) -> Document:
    """Read a picture's bytes: PNG, JPEG, or TIFF with any number of pages.

    Cells and paragraphs carry the confidence of their least certain character, and as
    ``doubts`` what a person has to look at. Raises ``NeedsOcr``, ``UnreadableFile`` or
    ``TooLarge``.
    """
    if not available():
        raise NeedsOcr("是图片，需要文字识别。")
    from assistant.documents.scan.reading import read_pictures  # loads OpenCV and the models

    return read_pictures(data, source, limits, bounds, Path(source.path).name)


def read_any_pdf(
    data: bytes, source: Source, limits: Limits, bounds: ScanBounds = DEFAULT_BOUNDS
) -> Document:
    """Read a PDF's bytes; pages without a usable text layer are read by OCR.

    Without the extra ``ocr`` such pages stay told as unread; ``NeedsOcr`` is raised where
    nothing else is left.
    """
    document = read_pdf(data, source, limits)
    pages = pages_for_ocr(document)
    if not pages:
        return document
    if available():
        from assistant.documents.scan.reading import read_scanned_pdf

        return read_scanned_pdf(data, source, limits, bounds, Path(source.path).name, pages)
    if not document.blocks:
        raise NeedsOcr(f"是扫描件（{len(pages)} 页没有文字层），需要文字识别。")
    return document
