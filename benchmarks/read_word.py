"""How fast Word files are read, as ratios: to a bare parse, and to python-docx's cell walk.

Run ``python benchmarks/read_word.py FILE.docx``; without a file a table of 100 rows is made.
"""

import gc
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree

from assistant.documents import DEFAULT_LIMITS
from assistant.documents.word import read_word
from assistant.model.document import Source

ROUNDS = 15
_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml")


def parse_bare(parts: list[bytes]) -> None:
    """Parse the parts that a reading needs, and nothing more."""
    for part in parts:
        etree.fromstring(part)


def walk_python_docx(data: bytes) -> int:
    """Read every cell of every row as python-docx's users do; return the characters."""
    tables = docx.Document(io.BytesIO(data)).tables
    return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)


def walk_whole(data: bytes) -> int:
    """Read what ``read_word`` reads, as far as python-docx can: paragraphs with style, cells."""
    document = docx.Document(io.BytesIO(data))
    styled = sum(len(p.text) + len(p.style.name or "") for p in document.paragraphs if p.style)
    return styled + sum(
        len(cell.text) for t in document.tables for row in t.rows for cell in row.cells
    )


def walk_by_position(data: bytes) -> float:
    """Read every cell by ``table.cell(row, col)``, once; return the milliseconds."""
    start = time.perf_counter()
    for table in docx.Document(io.BytesIO(data)).tables:
        for row in range(len(table.rows)):
            for col in range(len(table.columns)):
                table.cell(row, col).text  # noqa: B018
    return (time.perf_counter() - start) * 1000


def needed_parts(data: bytes) -> list[bytes]:
    """Return the parts a reading parses: styles and numbering only where the body uses them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in _PARTS if name in archive.namelist()}
    body = parts[_PARTS[0]]
    styled = b"<w:pStyle" in body
    used = {_PARTS[0]: True, _PARTS[1]: styled or b"<w:numPr" in body, _PARTS[2]: styled}
    return [part for name, part in parts.items() if used[name]]


def medians_ms(jobs: list[Callable[[], object]]) -> list[float]:
    """Return each job's median processor time in milliseconds.

    The jobs take turns, so that noise is shared, and the garbage of one isn't collected
    in the time of the next (as in ``timeit``).
    """
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for job, own in zip(jobs, times, strict=True):
            gc.collect()
            gc.disable()
            job()  # warms the caches that collecting has emptied
            start = time.process_time()
            job()
            own.append(time.process_time() - start)
            gc.enable()
    return [statistics.median(own) * 1000 for own in times]


def measure(data: bytes) -> dict[str, float]:
    """Return the medians (ms) of the four ways, and the ratios."""
    source = Source(path="benchmark.docx", format="docx", sha256="")
    parts = needed_parts(data)
    bare, ours, theirs, whole = medians_ms(
        [
            lambda: parse_bare(parts),
            lambda: read_word(data, source, DEFAULT_LIMITS),
            lambda: walk_python_docx(data),
            lambda: walk_whole(data),
        ]
    )
    return {
        "bare parse, ms": bare,
        "read_word, ms": ours,
        "python-docx rows, ms": theirs,
        "read_word / bare parse (≤ 8)": ours / bare,
        "python-docx rows / read_word (≥ 10)": theirs / ours,
        "python-docx rows and paragraphs / read_word": whole / ours,
    }


def sample() -> bytes:
    """Return a made-up Word file: 100 rows of 9 columns, merged in the first two."""
    document = docx.Document()
    document.add_paragraph("自评表")
    table = document.add_table(100, 9)
    for row in range(100):
        for col in range(9):
            table.cell(row, col).text = f"第{row}行{col}列"
    for row in range(0, 100, 10):
        table.cell(row, 0).merge(table.cell(row + 9, 0))
        table.cell(row, 1).merge(table.cell(row + 4, 1))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Print one line for each figure."""
    data = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else sample()
    figures = measure(data)
    by_position = walk_by_position(data)
    figures["python-docx cell(i, j), ms, once"] = by_position
    figures["python-docx cell(i, j) / read_word"] = by_position / figures["read_word, ms"]
    for label, figure in figures.items():
        print(f"{label:46} {figure:9.2f}")


if __name__ == "__main__":
    main()
