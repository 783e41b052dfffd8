"""Pictures of tables for tests, and what reading them needs."""

import io
from pathlib import Path
from typing import Any

import pytest

from assistant.documents import DEFAULT_LIMITS
from assistant.documents.scan import DEFAULT_BOUNDS, ScanBounds, available, read_image
from assistant.model.document import Document, Source, Table

needs_ocr = pytest.mark.skipif(
    not available(), reason='the extra ocr is not installed (pip install "jixiao[ocr]")'
)
ROWS = [
    ["1762.75", "1712.06", "97.12%", "10"],
    ["0", "6", "5.03", "8403.21"],
    ["", "20", "100%", "7"],
    ["28", "1", "0.08", "3"],
]


def drawn(rows: list[list[str]] = ROWS) -> Any:
    """Draw a ruled table on an A4 page of 200 pixels to the inch."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(30)
    for number in range(len(rows) + 1):
        pen.line([(200, 300 + 80 * number), (1400, 300 + 80 * number)], "black", 2)
    for number in range(len(rows[0]) + 1):
        bottom = 300 + 80 * len(rows)
        pen.line([(200 + 300 * number, 300), (200 + 300 * number, bottom)], "black", 2)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            pen.text((240 + 300 * col, 322 + 80 * row), text, "black", font)
    return page


def packed(page: Any, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **how)
    return out.getvalue()


def read(data: bytes, bounds: ScanBounds = DEFAULT_BOUNDS) -> Document:
    source = Source(path="scan.png", format="image", sha256="")
    return read_image(data, source, DEFAULT_LIMITS, bounds)


def rows_of(document: Document) -> list[list[list[str]]]:
    """Return the texts of each table, row by row."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[[cell.text for cell in row] for row in table.each_row()] for table in tables]


def kinds(document: Document) -> set[str]:
    return {note.kind for note in document.report.notes}


def shared(name: str) -> Path:
    return Path(__file__).resolve().parents[4] / "shared" / "seed" / name
