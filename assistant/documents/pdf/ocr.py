"""Which pages the reader of scans should take; loads nothing of the PDF library."""

from assistant.model.document import Document

NEEDS_OCR = "needs_ocr"
"""The kind of the notes about pages without a usable text layer."""


def pages_for_ocr(document: Document) -> list[int]:
    """Return the pages, from 1, whose text could not be read and that OCR should take."""
    pages = {
        note.location.page for note in document.report.notes
        if note.kind == NEEDS_OCR and note.location and note.location.page
    }  # fmt: skip
    return sorted(pages)
