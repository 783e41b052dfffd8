"""Published finance documents: no character is missing, their tables are found."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from assistant.model.document import Document, Table
from tests.documents.pdf.build import SHARED, needs_shared, read, tables

pytestmark = needs_shared
REAL = sorted((SHARED / "real").glob("*.pdf"))


def letters(document: Document) -> Counter[str]:
    parts = [note.text for note in document.report.notes]
    for block in document.blocks:
        parts += [c.text for c in block.cells] if isinstance(block, Table) else [block.text]
    return Counter("".join("".join(parts).split()))


@pytest.mark.system("pdftotext")
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_no_character_is_missing(path: Path) -> None:
    command = ["pdftotext", "-layout", str(path), "-"]
    shown = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    theirs, ours = Counter("".join(shown.split())), letters(read(path))
    assert sum((ours - theirs).values()) == 0
    # Repeated headers of joined tables are left out, and told.
    assert sum((theirs - ours).values()) <= 0.012 * sum(theirs.values())


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_tables_are_whole(path: Path) -> None:
    document = read(path)
    found = tables(document)
    assert len(found) >= 9
    for table in found:
        assert sum(c.row_span * c.col_span for c in table.cells) == table.rows * table.cols
    assert not [note for note in document.report.notes if note.kind == "ragged_cells"]
    joined = [note for note in document.report.notes if note.kind == "joined_table"]
    assert len(joined) == 4


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_an_amount_is_one_cell(path: Path) -> None:
    """Cells of amounts hold one amount each: no row and no column ran together."""
    for table in tables(read(path)):
        for cell in table.cells:
            amounts = [part for part in cell.text.split() if part.replace(",", "").isdigit()]
            assert len(amounts) <= 1, cell
