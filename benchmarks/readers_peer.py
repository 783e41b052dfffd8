"""Read files with one other tool and print its tables as JSON; runs in the tools' own venv.

``python readers_peer.py TOOL ROUNDS FILE…`` with TOOL one of pdfplumber, python-docx, docling,
markitdown. A table is a list of rows of texts, as the tool's own documentation reads tables;
merged cells are repeated or left blank as the tool gives them. Imports are timed apart.
"""

import importlib.metadata
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

Grid = list[list[str]]
Read = Callable[[Path], list[Grid]]


def pdfplumber() -> Read:
    """Tables of each page; a page that goes on with as many columns continues the last table."""
    import logging

    import pdfplumber as tool

    logging.getLogger("pdfminer").setLevel(logging.ERROR)

    def read(path: Path) -> list[Grid]:
        out: list[Grid] = []
        with tool.open(path) as document:
            for page in document.pages:
                page.extract_text()
                for number, table in enumerate(page.extract_tables()):
                    rows = [_filled(row) for row in table]
                    if out and number == 0 and len(rows[0]) == len(out[-1][0]):
                        out[-1] += rows
                    else:
                        out.append(rows)
        return out

    return read


def _filled(row: list[str | None]) -> list[str]:
    """Give the further positions of a merged cell the text of its first one."""
    out: list[str] = []
    for text in row:
        out.append(text if text is not None else (out[-1] if out else ""))
    return out


def python_docx() -> Read:
    """Cells of each row by ``row.cells``, and the paragraphs."""
    import docx as tool

    def read(path: Path) -> list[Grid]:
        document = tool.Document(str(path))
        for paragraph in document.paragraphs:
            paragraph.text  # noqa: B018
        return [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]

    return read


def docling() -> Read:
    """Cells of the Word reader's tables, each repeated over its spans."""
    from docling.backend.msword_backend import MsWordDocumentBackend
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.document import InputDocument

    def read(path: Path) -> list[Grid]:
        source = InputDocument(
            path_or_stream=path, format=InputFormat.DOCX, backend=MsWordDocumentBackend,
            filename=path.name,
        )  # fmt: skip
        document = source._backend.convert()
        return [
            [[cell.text for cell in row] for row in table.data.grid] for table in document.tables
        ]

    return read


def markitdown() -> Read:
    """Rows of pipes of the Markdown that it writes."""
    from markitdown import MarkItDown

    tool = MarkItDown()

    def read(path: Path) -> list[Grid]:
        out: list[Grid] = []
        inside = False
        for line in tool.convert(path).text_content.splitlines():
            is_row = line.startswith("|") and line.rstrip().endswith("|")
            if is_row and not inside:
                out.append([])
            if is_row:
                out[-1].append([cell.strip() for cell in line.strip().strip("|").split("|")])
            inside = is_row
        return out

    return read


TOOLS: dict[str, tuple[str, Callable[[], Read]]] = {
    "pdfplumber": ("pdfplumber", pdfplumber),
    "python-docx": ("python-docx", python_docx),
    "docling": ("docling-slim", docling),
    "markitdown": ("markitdown", markitdown),
}


def timed(read: Read, path: Path, rounds: int) -> dict[str, object]:
    """Return the tables of a file and the median processor time of reading it, in seconds."""
    grids = read(path)  # warms what the tool keeps
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        read(path)
        taken.append(time.process_time() - start)
    return {"grids": grids, "seconds": statistics.median(taken)}


def main(tool: str, rounds: str, *files: str) -> None:
    """Print one JSON object: version, seconds of import, megabytes, and each file's reading."""
    package, make = TOOLS[tool]
    start = time.perf_counter()
    try:
        version = importlib.metadata.version(package)
        read = make()
    except (ImportError, importlib.metadata.PackageNotFoundError) as error:
        print(json.dumps({"missing": str(error)}))
        return
    loaded = time.perf_counter() - start
    found = {name: timed(read, Path(name), int(rounds)) for name in files}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"version": version, "import": loaded, "megabytes": peak, "files": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
