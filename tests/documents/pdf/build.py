"""Reading PDFs in tests, and what is compared."""

from pathlib import Path

import pytest

from assistant.documents import DEFAULT_LIMITS
from assistant.documents.pdf import DEFAULT_BOUNDS, Bounds, read_pdf
from assistant.model.document import Document, Paragraph, Source, Table

SHARED = Path(__file__).resolve().parents[4] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not on this machine")


def read(data: bytes | Path, bounds: Bounds = DEFAULT_BOUNDS) -> Document:
    path = str(data) if isinstance(data, Path) else "made.pdf"
    source = Source(path=path, format="pdf", sha256="")
    content = data.read_bytes() if isinstance(data, Path) else data
    return read_pdf(content, source, DEFAULT_LIMITS, bounds)


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def rows(table: Table) -> list[list[str]]:
    """Return each row's texts; a cell that began in a row above shows as ``^``."""
    return [
        [cell.text if cell.row == number else "^" for cell in row]
        for number, row in enumerate(table.each_row())
    ]


def kinds(document: Document) -> set[str]:
    return {note.kind for note in document.report.notes}
