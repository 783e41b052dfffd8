"""How fast PDFs are read, in pages a second, and as a ratio to pdfplumber on the same pages.

Run ``python -m benchmarks.read_pdf FILE.pdf…``; without a file, pages of text and of ruled
tables are made. Goals: text ≥ 200 pages/s, ruled tables ≥ 50 pages/s.
"""

import io
import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from assistant.documents.limits import DEFAULT_LIMITS
from assistant.documents.pdf import read_pdf
from assistant.model.document import Source
from tests.documents.pdf.made import Sheet, pdf

ROUNDS = 5
_SENTENCE = "本年度预算执行情况总体良好，各项指标均已按期完成并通过验收。"


def ours(data: bytes) -> None:
    """Read a PDF as the tool does."""
    read_pdf(data, Source(path="benchmark.pdf", format="pdf", sha256=""), DEFAULT_LIMITS)


def bare(data: bytes) -> None:
    """Let pdfium extract the text of each page, and nothing more."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def theirs(data: bytes) -> None:
    """Read text and tables of each page with pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def seconds(job: Callable[[bytes], None], data: bytes, rounds: int = ROUNDS) -> float:
    """Return the median processor time of a job: other work on the machine doesn't count."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        job(data)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def text_pages(count: int = 20) -> bytes:
    """Return pages of 22 lines of 28 characters, as official letters have."""
    text = (_SENTENCE * 22)[: 22 * 28]
    sheet = Sheet()
    for line in range(22):
        sheet.text(80, 110 + 28.5 * line, text[28 * line : 28 * line + 28], 16)
    return pdf(*[sheet] * count)


def table_pages(count: int = 20) -> bytes:
    """Return pages with a ruled table of 30 rows and 9 columns."""
    sheet = Sheet()
    xs, ys = [50 + 55 * n for n in range(10)], [60 + 24 * n for n in range(31)]
    sheet.grid(xs, ys)
    for row, y in enumerate(ys[:-1]):
        for col, x in enumerate(xs[:-1]):
            sheet.text(x + 3, y + 15, f"{row}.{col}万元", 9)
    return pdf(*[sheet] * count)


def show(name: str, data: bytes) -> None:
    """Print one line for a file."""
    document = pypdfium2.PdfDocument(data)
    pages = len(document)
    document.close()
    ours(data)  # imports and caches are warm in what is measured
    mine, floor, other = seconds(ours, data), seconds(bare, data), seconds(theirs, data, 1)
    print(
        f"{name:34}{pages:4} pages {pages / mine:8.0f} pages/s"
        f"   {mine / floor:5.1f} x bare pdfium   pdfplumber {other / mine:5.1f} x slower"
    )


def main() -> None:
    """Print pages a second for each file, or for made pages."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = [Path(name) for name in sys.argv[1:]]
    for file in files:
        show(file.name, file.read_bytes())
    if not files:
        show("text, 616 characters (>= 200)", text_pages())
        show("ruled table, 270 cells (>= 50)", table_pages())


if __name__ == "__main__":
    main()
