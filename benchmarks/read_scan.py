"""How well and how fast scans are read: cells right, wrong and marked; seconds a page.

Run ``python -m benchmarks.read_scan`` for the corpus's packs (clean and worn, made with the
seed printed), or ``python -m benchmarks.read_scan SCAN DIGITAL.pdf`` for one scan against the
digital file of the same pages. Goals: numeric cells right ≥ 99 % clean, ≥ 95 % worn; wrong and
not marked ≤ 0.2 %; ≤ 8 s a page on 2 cores.
"""

import re
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from assistant.documents import read
from assistant.documents.scan import available
from assistant.model.document import Cell, Document, Table
from assistant.model.place import squeeze
from corpus.build import write_pack
from corpus.truth import load

TOWNS = ("tangao", "yanhu", "luting")
SEED = 7
_NUMERIC = re.compile(r"\d")
FIGURES = re.compile(r"[≥≤<>%‰]|\d[\d,.]*")


@dataclass
class Score:
    """How a scan compares with its digital original; ``faults`` name wrong cells."""

    numeric: int = 0
    right: int = 0
    wrong_marked: int = 0
    """Figures that differ, told to be uncertain."""
    wrong_unmarked: int = 0
    """Figures, signs or percent signs that differ, and nothing says so."""
    wrong_words: int = 0
    """Only letters beside the right figures differ."""
    right_marked: int = 0
    texts: int = 0
    texts_right: int = 0
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the figures on one line."""
        share = 100 * self.right / max(1, self.numeric)
        return (
            f"numeric cells {self.right}/{self.numeric} ({share:.2f} %), wrong figures: "
            f"{self.wrong_marked} marked, {self.wrong_unmarked} not; wrong words beside right "
            f"figures {self.wrong_words}; right but marked "
            f"{self.right_marked}; words {self.texts_right}/{self.texts}"
        )


def plain(text: str) -> str:
    """Return a text without white space and without differences of width (㎡ is m2)."""
    return unicodedata.normalize("NFKC", squeeze(text))


def tables(document: Document) -> list[Table]:
    """Return a document's tables."""
    return [block for block in document.blocks if isinstance(block, Table)]


def compare(scan: Document, digital: Document) -> Score:
    """Return how the cells of a scan compare with those of the digital file."""
    score = Score()
    found = tables(scan)
    for number, table in enumerate(tables(digital)):
        cells = {(c.row, c.col): c for c in found[number].cells} if number < len(found) else {}
        for cell in table.cells:
            _count(score, number, cell, cells.get((cell.row, cell.col)))
    return score


def _count(score: Score, table: int, wanted: Cell, got: Cell | None) -> None:
    right = got is not None and plain(got.text) == plain(wanted.text)
    marked = got is not None and bool(got.doubts)
    if _NUMERIC.search(wanted.text) or (got is not None and _NUMERIC.search(got.text)):
        score.numeric += 1
        score.right += right
        other = got is None or FIGURES.findall(plain(got.text)) != FIGURES.findall(
            plain(wanted.text)
        )
        score.wrong_marked += other and marked
        score.wrong_unmarked += other and not marked
        score.wrong_words += not other and not right
        score.right_marked += marked and right
    elif wanted.text:
        score.texts += 1
        score.texts_right += right
    if not right:
        at = f"{table + 1}({wanted.row},{wanted.col})"
        seen = "-" if got is None else got.text
        score.faults.append(f"{at} {wanted.text!r} read as {seen!r}{' marked' if marked else ''}")


def show(name: str, scan: Path, digital: Document, count: int, faults: bool) -> None:
    """Print the line of one scan of ``count`` pages."""
    start, wall = time.process_time(), time.perf_counter()
    document = read(scan)
    used, taken = time.process_time() - start, time.perf_counter() - wall
    score = compare(document, digital)
    print(f"{name:24}{score.line()}; {used / count:.1f} s CPU, {taken / count:.1f} s a page")
    if faults:
        print("".join(f"    {fault}\n" for fault in score.faults), end="")


def pages_with_tables(document: Document) -> list[int]:
    """Return the pages on which cells stand."""
    cells = (cell for table in tables(document) for cell in table.cells)
    return sorted({cell.location.page for cell in cells if cell.location.page})


def show_town(town: str, folder: Path, faults: bool) -> None:
    """Print the lines of one pack of the corpus: its pages with tables, clean and worn."""
    from corpus.scans import printed, scans  # needs the extra ocr

    write_pack(load(town, 2024), folder)
    pdf = printed(folder / "pack.docx", folder)
    digital = read(pdf)
    pages = pages_with_tables(digital)
    for path in scans(pdf, folder, SEED, pages):
        show(f"{town} {path.stem}", path, digital, len(pages), faults)


def _pages(scan: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(scan)) if scan.suffix == ".pdf" else 1


def main() -> None:
    """Print a line for each scan."""
    if not available():
        print('the extra ocr is not installed (pip install "jixiao[ocr]")')
        return
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    faults = "--faults" in sys.argv
    if names and Path(names[0]).exists():
        scan, digital = Path(names[0]), Path(names[1])
        show(scan.name, scan, read(digital), _pages(scan), faults)
        return
    print(f"seed {SEED}")
    for town in names or TOWNS:
        with tempfile.TemporaryDirectory() as folder:
            show_town(town, Path(folder), faults)


if __name__ == "__main__":
    main()
