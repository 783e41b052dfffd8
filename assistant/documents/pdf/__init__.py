"""Digital PDFs to a Document: text by its position, tables by their ruled lines."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.documents.limits import Limits
from assistant.documents.pdf.bounds import DEFAULT_BOUNDS, Bounds, Clock
from assistant.documents.pdf.ocr import pages_for_ocr
from assistant.model.document import Document, Source

if TYPE_CHECKING:
    from assistant.documents.pdf.reading import Recognise

__all__ = ["DEFAULT_BOUNDS", "Bounds", "pages_for_ocr", "read_pdf"]

_ONE_AT_A_TIME = Lock()  # the PDF library doesn't bear two threads at once


def read_pdf(
    data: bytes,
    source: Source,
    limits: Limits,
    bounds: Bounds = DEFAULT_BOUNDS,
    recognise: "Recognise | None" = None,
) -> Document:
    """Read a PDF's bytes.

    Every paragraph and cell has its page (from 1) and its box there in points. Pages without
    a usable text layer are given to ``recognise``; without it they are told in the report, and
    :func:`pages_for_ocr` lists them. Raises ``UnreadableFile``, ``EncryptedFile`` or ``TooLarge``.
    """
    from assistant.documents.pdf.reading import read_pages  # loads pdfium: only for PDFs

    with _ONE_AT_A_TIME:
        return read_pages(
            data, source, limits, bounds, Clock(bounds.seconds), Path(source.path).name, recognise
        )
