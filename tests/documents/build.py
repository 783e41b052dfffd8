"""Small Word files made from XML, for cases that no word processor writes on demand."""

import io
import zipfile
from pathlib import Path

import pytest

from assistant.documents import read
from assistant.model.document import Document, Paragraph, Table

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(tag: str, inner: str) -> str:
    """Return a part whose root is ``w:tag``."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMESPACES}>{inner}</w:{tag}>'


def relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file; ``parts`` are roots by kind: ``numbering=part("numbering", …)``."""
    entries = {
        "[Content_Types].xml": _content_types(["document", *parts]),
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations({f"{kind}.xml": kind for kind in parts}),
        **{f"word/{kind}.xml": text for kind, text in parts.items()},
    }
    return zipped(entries)


def _content_types(kinds: list[str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    mains = {"document": "document.main"}
    rows = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{word}.{mains.get(kind, kind)}+xml"/>'
        for kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{rows}</Types>"
    )


def zipped(entries: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def read_bytes(folder: Path, data: bytes, name: str = "sample.docx") -> Document:
    path = folder / name
    path.write_bytes(data)
    return read(path)


def p(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    """Return the paragraphs with their numbers."""
    return [block.number + block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    """Return the text at every position of a table."""
    return [[table.at(row, col).text for col in range(table.cols)] for row in range(table.rows)]


def kinds(document: Document) -> dict[str, str]:
    """Return the texts of the reading notes by kind."""
    return {note.kind: note.text for note in document.report.notes}


def seed(name: str) -> Path:
    """Return a file of the real pack; the test is skipped where it isn't at hand."""
    path = SEED / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand (the real pack lies outside the repository)")
    return path
